"""Names that recur in German texts and are not in the glossary.

German writes every noun with a capital, so a capital alone says nothing.
Taken for names are: acronyms, capitalised words that no dictionary lists, a capitalised adjective before a noun in
mid-sentence ("Europäischer Rechnungshof"), and capitalised words side by side ("Jens Stoltenberg").
"""

import math
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from bitext.glossary.inflection import is_acronym, is_adjective, plurals
from bitext.glossary.lexicon import head_start, is_lower_word, listed
from bitext.glossary.matching import Matcher, at_start
from bitext.glossary.normal import Token, tokens
from bitext.glossary.store import Glossary

_LONGEST = 5
"""Words of a name."""
_CONTEXTS = 3
_WEIGHTS = {"acronym": 1.0, "name": 1.5, "organisation": 2.0, "word": 0.7}
"""What a kind is worth beside its count: the more words, the surer that it is a name."""


@dataclass(slots=True)
class Suggestion:
    """A name to add to the glossary."""

    term: str
    """The form seen most often."""
    kind: str
    """``acronym``, ``name`` (words side by side), ``organisation`` (adjective and noun) or ``word``."""
    count: int = 0
    seen_in: set[int] = field(default_factory=set)
    """Numbers of the texts it stands in."""
    forms: Counter[str] = field(default_factory=Counter)
    contexts: list[str] = field(default_factory=list)
    """The first sentences it stands in."""

    @property
    def texts(self) -> int:
        """Number of texts it stands in."""
        return len(self.seen_in)

    @property
    def score(self) -> float:
        """Count, weighed by kind and by the number of texts; larger is better."""
        return _WEIGHTS[self.kind] * self.count * (1 + math.log(max(1, self.texts)))


def suggest(glossary: Glossary, texts: Iterable[Sequence[str]], least: int = 3) -> list[Suggestion]:
    """The names seen at least ``least`` times, best first; a text is a sequence of sentences."""
    matcher = Matcher(glossary)
    found: dict[str, Suggestion] = {}
    for number, sentences in enumerate(texts):
        for sentence in sentences:
            for term, kind in _names(sentence, matcher):
                _note(found, term, kind, sentence).seen_in.add(number)
    _join_genitives(found)
    kept = [one for one in found.values() if one.count >= least]
    for one in kept:
        one.term = min(one.forms, key=lambda form: (-one.forms[form], form))
    return sorted(kept, key=lambda one: (-one.score, one.term))


def _note(found: dict[str, Suggestion], term: str, kind: str, sentence: str) -> Suggestion:
    one = found.setdefault(_key(term), Suggestion(term, kind))
    one.count += 1
    one.forms[term] += 1
    if len(one.contexts) < _CONTEXTS and sentence not in one.contexts:
        one.contexts.append(sentence)
    return one


def _key(term: str) -> str:
    """The term with the endings of its adjectives cut off, so that its cases meet."""
    words = term.split(" ")
    return " ".join([*(_stem(word) for word in words[:-1]), words[-1]])


def _stem(word: str) -> str:
    if not is_adjective(word):
        return word
    return word.removesuffix("n").removesuffix("r").removesuffix("s").removesuffix("m").removesuffix("e") + "~"


def _join_genitives(found: dict[str, Suggestion]) -> None:
    """Count ``Stoltenbergs`` and ``Gerichtshofes`` for the form without ending, if that was seen too."""
    for key in sorted(found, key=len, reverse=True):
        for ending in ("es", "s", "'"):
            base = found.get(key.removesuffix(ending)) if key.endswith(ending) else None
            if base is None:
                continue
            lost = found.pop(key)
            base.count += lost.count
            base.seen_in |= lost.seen_in
            base.forms += lost.forms
            base.contexts = (base.contexts + lost.contexts)[:_CONTEXTS]
            break


def _names(sentence: str, matcher: Matcher) -> Iterator[tuple[str, str]]:
    """The names of a sentence with their kinds, those that the glossary matches left out."""
    taken = [(match.start, match.end) for match in matcher.find(sentence)]
    for run in _runs(tokens(sentence)):
        for words, kind in _parts(run):
            start, end = words[0].start, words[-1].end
            if not any(left < end and start < right for left, right in taken):
                yield sentence[start:end], kind


def _runs(words: Sequence[Token]) -> Iterator[list["_Word"]]:
    """Capitalised words that stand side by side."""
    run: list[_Word] = []
    index = 0
    while index < len(words):
        end = index + 1
        while end + 1 < len(words) and words[end].text == "-" and words[end].glued and words[end + 1].glued:
            end += 2
        if run and (words[index].glued or len(run) == _LONGEST or not _capital(words[index])):
            yield run
            run = []
        if _capital(words[index]):
            run.append(_Word(words[index].start, words[end - 1].end, tuple(words[index:end:2]), at_start(words, index)))
        index = end
    if run:
        yield run


class _Word(NamedTuple):
    """A capitalised word with its hyphenated parts."""

    start: int
    end: int
    parts: tuple[Token, ...]
    first: bool
    """Whether it begins a sentence, so that its capital says nothing."""

    @property
    def common(self) -> bool:
        """Whether it is an ordinary noun, or a compound that ends in one."""
        return _common(self.parts[-1].text)

    @property
    def counted(self) -> bool:
        """Whether it is an ordinary noun that has a plural, so no first name: "Generalsekretär", not "Jens"."""
        last = self.parts[-1].text
        return self.common and (listed(last) is None or any(not form.endswith("s") for form in plurals(last)))

    @property
    def adjective(self) -> bool:
        """Whether it is an adjective by its form."""
        return len(self.parts) == 1 and is_adjective(self.parts[0].text)


def _capital(word: Token) -> bool:
    return word.text[0].isupper() and word.text.isalpha() and len(word.text) > 1


def _parts(run: list[_Word]) -> Iterator[tuple[Sequence[_Word | Token], str]]:
    """The names in a run of capitalised words."""
    while run and run[0].first and is_lower_word(run[0].parts[0].text):
        run = run[1:]
    while len(run) > 1 and run[0].counted and not run[0].adjective:
        yield from _compound(run[0])
        run = run[1:]
    if len(run) > 1 and run[0].adjective and not run[0].first:
        yield run, "organisation"
    elif len(run) > 1 and not all(word.common for word in run):
        yield run, "name"
    elif run and len(run[0].parts) > 1:
        yield from _compound(run[0])
    elif run and (kind := _single(run[0].parts[0].text)):
        yield run[:1], kind


def _compound(word: _Word) -> Iterator[tuple[Sequence[_Word | Token], str]]:
    """The whole of a hyphenated name, or the first part of a compound: "PKK" in "PKK-Kämpfer"."""
    if len(word.parts) == 1:
        return
    if not word.common and not is_acronym(word.parts[-1].text):
        yield [word], "word"
    elif kind := _single(word.parts[0].text):
        yield word.parts[:1], kind


def _single(text: str) -> str:
    """The kind of a word that stands alone; empty for an ordinary one."""
    if is_acronym(text):
        return "acronym"
    return "" if len(text) < 3 or _common(text) or is_lower_word(text) or is_adjective(text) else "word"


def _common(word: str) -> bool:
    """Whether the word is an ordinary noun: listed, or a compound of listed ones."""
    if is_acronym(word):
        return False
    return listed(word) is not None or (len(word) > 9 and 0 < head_start(word) <= len(word) - 4)
