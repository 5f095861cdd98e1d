"""A German-English lexicon of stems, and what each word of a sentence says about its translation.

The embedded file is learnt by ``python -m training.lexicon``; it is no dictionary for people.
A word is *accounted for* when the other side has one of its translations, a word that looks alike, or a part of it.
How much that says differs: for every stem the file has how often it is accounted for in its own translation (``hit``)
and in a translation of another sentence (``chance``); their log-likelihood ratio is the evidence.
"""

import lzma
import math
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property, lru_cache
from importlib.resources import files
from typing import NamedTuple

from bitext.words import GERMAN_ENDINGS, KNOWN, Word, english_stem, german_stem, plain, shape, without_inflection

CAPITAL, SMALL, COMPOUND = "<capital>", "<small>", "<compound>"
"""Rows for words that the lexicon has not: names, others, and compounds of known words."""

ALIKE = 5
"""So many letters at the beginning make two words cognates."""

COUSIN = 4
"""The same for words with a capital on both sides: China and Chinesen."""

LEVELS = 90
"""Probabilities are written as one printable character each, on a scale that is finer near 0 and 1."""

SPREAD = 5.0
"""The scale ends at this logit: 0.0067 and 0.9933."""


@dataclass(frozen=True, slots=True)
class Row:
    """What the lexicon knows of a stem."""

    translations: tuple[str, ...] = ()
    hit: float = 0.5
    """How often it is accounted for in its own translation."""
    chance: float = 0.5
    """How often it is accounted for in a translation of something else."""

    def evidence(self, found: bool) -> float:
        """The log-likelihood ratio of "left out" against "translated", in nats."""
        if found:
            return math.log(self.chance / self.hit)
        return math.log((1 - self.chance) / (1 - self.hit))


NOTHING = Row()


class GermanWord(NamedTuple):
    """What a lexicon knows of a German word."""

    name: str
    """Of its row: a stem or a class."""
    translations: frozenset[str]
    """Its English stems or, if it is an unknown compound, those of its parts."""


@dataclass(frozen=True, eq=False)
class Lexicon:
    """The rows of German stems, and those of English ones (without translations)."""

    german: Mapping[str, Row]
    english: Mapping[str, Row]

    @cached_property
    def german_word(self) -> Callable[[str], GermanWord]:
        """What is known of a German word."""
        return lru_cache(KNOWN)(self._german_word)

    def _german_word(self, word: str) -> GermanWord:
        stem = german_stem(word)
        row = self.german.get(stem)
        if row is not None:
            return GermanWord(stem, frozenset(row.translations))
        parts = self.parts(word)
        name = COMPOUND if parts else CAPITAL if word[0].isupper() else SMALL
        return GermanWord(name, frozenset(stem for part in parts for stem in self.german[part].translations))

    def parts(self, word: str) -> list[str]:
        """The stems of the two known parts of a compound; empty for other words."""
        whole = plain(word)
        if len(whole) < 8:
            return []
        endings = [ending for ending in GERMAN_ENDINGS if whole.endswith(ending)]
        for cut in range(len(whole) - 4, 3, -1):
            tail, head = without_inflection(whole[cut:], endings), whole[:cut]
            if tail not in self.german:
                continue
            for joint in ("", "s", "n", "en", "es"):
                if not head.endswith(joint):
                    continue
                first = without_inflection(head.removesuffix(joint))
                if first in self.german:
                    return [first, tail]
        return []

    @cached_property
    def translated(self) -> frozenset[str]:
        """The English stems that translate a German one that looks otherwise; few of them are names."""
        return frozenset(stem for row in self.german.values() for stem in row.translations)

    def english_name(self, word: Word) -> str:
        """The name of the row for an English word: its stem or a class."""
        stem = english_stem(word.text)
        if stem in self.english:
            return stem
        return CAPITAL if word.text[0].isupper() and not word.first else SMALL

    def german_row(self, word: Word) -> Row:
        """What to expect of a German word."""
        return self.german.get(self.german_word(word.text).name, NOTHING)

    def english_row(self, word: Word) -> Row:
        """What to expect of an English word."""
        return self.english.get(self.english_name(word), NOTHING)


def accounted(lexicon: Lexicon, source: Sequence[Word], target: Sequence[Word]) -> tuple[list[bool], list[bool]]:
    """For every word of both sides, whether the other side has something that accounts for it."""
    ours, theirs = [_look(word.text) for word in source], [_look(word.text) for word in target]
    known = [lexicon.german_word(word.text).translations for word in source]
    stems = [english_stem(word.text) for word in target]
    wanted, given = frozenset[str]().union(*known), frozenset(stems)
    here, there = (frozenset[str]().union(*(look.signs for look in side)) for side in (ours, theirs))
    long = " ".join(look.whole for look in ours if look.whole)
    german = [
        not (given.isdisjoint(stems) and there.isdisjoint(look.signs)) for stems, look in zip(known, ours, strict=True)
    ]
    english = [
        stem in wanted or not here.isdisjoint(look.signs) or (look.core != "" and look.core in long)
        for stem, look in zip(stems, theirs, strict=True)
    ]
    return german, english


class _Look(NamedTuple):
    """What a word is compared by."""

    signs: frozenset[str]
    """How it begins; and how a name begins, after a blank."""
    core: str
    """What a compound may hold of it; empty for a short word."""
    whole: str
    """All of a word that may be a compound; empty for others."""


@lru_cache(maxsize=KNOWN)
def _look(word: str) -> _Look:
    alike = shape(word)
    signs = {alike[:ALIKE]}
    if word[0].isupper() and len(word) >= ALIKE:
        signs.add(f" {plain(word)[:COUSIN]}")
    core, whole = alike[:ALIKE] if len(word) >= ALIKE else "", alike if len(alike) > 2 * ALIKE - 2 else ""
    return _Look(frozenset(signs), core, whole)


def dump(lexicon: Lexicon) -> str:
    """The lexicon as text: a line a stem, German rows with their translations, then a blank line, then English rows."""
    german = (f"{stem}\t{_code(row)}\t{' '.join(row.translations)}" for stem, row in sorted(lexicon.german.items()))
    english = (f"{stem}\t{_code(row)}" for stem, row in sorted(lexicon.english.items()))
    return "\n".join([*german, "", *english, ""])


def parse(text: str) -> Lexicon:
    """The lexicon that dump() wrote, probabilities rounded."""
    german, _, english = text.partition("\n\n")
    return Lexicon(_rows(german.splitlines()), _rows(english.splitlines()))


def _rows(lines: Iterable[str]) -> dict[str, Row]:
    rows = {}
    for line in lines:
        stem, code, *translations = line.split("\t")
        rows[stem] = Row(tuple(translations[0].split()) if translations else (), _value(code[0]), _value(code[1]))
    return rows


def _code(row: Row) -> str:
    return "".join(chr(33 + round((_logit(value) + SPREAD) / (2 * SPREAD) * LEVELS)) for value in (row.hit, row.chance))


def _logit(value: float) -> float:
    return (
        min(SPREAD, max(-SPREAD, math.log(value / (1 - value))))
        if 0 < value < 1
        else math.copysign(SPREAD, value - 0.5)
    )


def _value(char: str) -> float:
    return 1 / (1 + math.exp(SPREAD - (ord(char) - 33) / LEVELS * 2 * SPREAD))


@cache
def embedded() -> Lexicon:
    """The lexicon that ships with the package; read on first use, about 0.2 s."""
    packed = files("bitext").joinpath("models/lexicon.de-en.xz").read_bytes()
    return parse(lzma.decompress(packed).decode("utf-8"))
