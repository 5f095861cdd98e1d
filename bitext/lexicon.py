"""A German-English lexicon of stems, and what each word of a sentence says about its translation.

The embedded file is learnt by ``python -m training.lexicon``; it is no dictionary for people.
A word is *accounted for* when the other side has one of its translations, a word that looks alike, or a part of it.
How much that says differs: for every stem the file has how often it is accounted for in its own translation (``hit``)
and in a translation of another sentence (``chance``); their log-likelihood ratio is the evidence.
"""

import lzma
import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache, cached_property
from importlib.resources import files
from typing import NamedTuple

from bitext.words import KNOWN, Word, english_stem, german_stem, plain, shape

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


@dataclass(frozen=True, eq=False)
class Lexicon:
    """The rows of German stems, and those of English ones (without translations)."""

    german: Mapping[str, Row]
    english: Mapping[str, Row]
    _cache: dict[str, frozenset[str]] = field(default_factory=dict, repr=False, compare=False)

    def translations(self, word: str) -> frozenset[str]:
        """The English stems for a German word or, if it is an unknown compound, for its parts."""
        if len(self._cache) > KNOWN:
            self._cache.clear()
        found = self._cache.get(word)
        if found is None:
            row = self.german.get(german_stem(word))
            parts = self.parts(word) if row is None else []
            known = [row] if row is not None else [self.german[part] for part in parts]
            found = self._cache[word] = frozenset(stem for row in known for stem in row.translations)
        return found

    def parts(self, word: str) -> list[str]:
        """The stems of the two known parts of a compound; empty for other words."""
        whole = plain(word)
        if len(whole) < 8:
            return []
        for cut in range(len(whole) - 4, 3, -1):
            tail, head = german_stem(whole[cut:]), whole[:cut]
            if tail not in self.german:
                continue
            for joint in ("", "s", "n", "en", "es"):
                if head.endswith(joint) and german_stem(head.removesuffix(joint)) in self.german and len(head) > 3:
                    return [german_stem(head.removesuffix(joint)), tail]
        return []

    @cached_property
    def translated(self) -> frozenset[str]:
        """The English stems that translate a German one that looks otherwise; few of them are names."""
        return frozenset(stem for row in self.german.values() for stem in row.translations)

    def german_name(self, word: Word) -> str:
        """The name of the row for a German word: its stem or a class."""
        stem = german_stem(word.text)
        if stem in self.german:
            return stem
        return COMPOUND if self.parts(word.text) else CAPITAL if word.text[0].isupper() else SMALL

    def english_name(self, word: Word) -> str:
        """The name of the row for an English word: its stem or a class."""
        stem = english_stem(word.text)
        if stem in self.english:
            return stem
        return CAPITAL if word.text[0].isupper() and not word.first else SMALL

    def german_row(self, word: Word) -> Row:
        """What to expect of a German word."""
        return self.german.get(self.german_name(word), NOTHING)

    def english_row(self, word: Word) -> Row:
        """What to expect of an English word."""
        return self.english.get(self.english_name(word), NOTHING)


def accounted(lexicon: Lexicon, source: Sequence[Word], target: Sequence[Word]) -> tuple[list[bool], list[bool]]:
    """For every word of both sides, whether the other side has something that accounts for it."""
    stems = {english_stem(word.text) for word in target}
    known = [lexicon.translations(word.text) for word in source]
    wanted = frozenset[str]().union(*known)
    ours, theirs = _looks(source), _looks(target)
    german = [not stems.isdisjoint(one) or _alike(word, theirs) for word, one in zip(source, known, strict=True)]
    english = [english_stem(word.text) in wanted or _alike(word, ours) or _inside(word, ours) for word in target]
    return german, english


class _Looks(NamedTuple):
    """What the words of a side look like."""

    beginnings: set[str]
    names: set[str]
    long: str
    """The words that may be compounds, in one string."""


def _looks(side: Sequence[Word]) -> _Looks:
    shapes = [shape(word.text) for word in side]
    names = {plain(word.text)[:COUSIN] for word in side if _may_be_name(word)}
    return _Looks({one[:ALIKE] for one in shapes}, names, " ".join(one for one in shapes if len(one) > 2 * ALIKE - 2))


def _alike(word: Word, other: _Looks) -> bool:
    return shape(word.text)[:ALIKE] in other.beginnings or (
        _may_be_name(word) and plain(word.text)[:COUSIN] in other.names
    )


def _may_be_name(word: Word) -> bool:
    return word.text[0].isupper() and len(word.text) >= ALIKE


def _inside(word: Word, other: _Looks) -> bool:
    return len(word.text) >= ALIKE and shape(word.text)[:ALIKE] in other.long


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
