"""Find a glossary's terms in German text.

Whole words, the longest match wins, declared variants, inflected forms, and parts of hyphenated compounds.
Offsets are those of the text as it was given.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from bitext.glossary.lexicon import is_lower_word, listed
from bitext.glossary.normal import Token, tokens
from bitext.glossary.patterns import ARTICLES, Pattern, Slot, patterns_of
from bitext.glossary.store import Glossary
from bitext.model import CasePolicy, TermEntry, TermMatch

_OPENERS = frozenset('.!?:…„“»«"‚‘›‹([{–-•·*|/;')
"""A capital after one of these may be due to the place."""
_QUOTES = frozenset('„“”»«"‚‘›‹')
_ADDRESS = re.compile(
    r"://|www\.|@|[\w-]\.(?:de|at|ch|com|org|net|eu|int|info|ru|uk|fr|tv|gov|edu|io)(?:[/:?#.,]|$)", re.I
)
_CROWDED = 32
"""So many patterns with the same first word are looked up by their rarest word too, not tried one by one."""
_GENITIVE_BARE = ("s", "ß", "x", "z", "ce", "S", "X", "Z")


class _Hit(NamedTuple):
    first: int
    last: int
    """Index of the last token."""
    start: int
    """Offset in the text."""
    end: int
    how: str
    rank: tuple[int, ...]
    """Smaller is better; length first."""


_Found = tuple[tuple[int, ...], int, _Hit]
"""A hit's rank, the number of its entry below zero (later entries win), and the hit."""


_Numbered = tuple[int, Pattern]
"""The number of an entry and one of its patterns."""


class Matcher:
    """Finds the terms of one glossary; safe to share between threads."""

    def __init__(self, glossary: Glossary | Iterable[TermEntry]) -> None:
        entries = glossary.entries if isinstance(glossary, Glossary) else tuple(glossary)
        index: dict[str, list[_Numbered]] = {}
        for order, entry in enumerate(entries):
            for pattern in patterns_of(entry):
                for key in pattern.slots[0].forms:
                    index.setdefault(key, []).append((order, pattern))
        self._entries = entries
        self._index = index
        self._crowds = {key: _by_rarest(found) for key, found in index.items() if len(found) > _CROWDED}

    def find(self, text: str) -> tuple[TermMatch, ...]:
        """The occurrences in reading order; they do not overlap, and a longer one wins over a shorter."""
        return self._chosen(self._hits(text), text)

    def find_all(self, text: str) -> tuple[tuple[TermMatch, ...], tuple[TermMatch, ...]]:
        """The occurrences as ``find`` gives them, and those of other entries that lost against them."""
        hits = self._hits(text)
        chosen = self._chosen(hits, text)
        lost: dict[tuple[int, int, str], TermMatch] = {}
        for match in (self._match(hit, order, text) for _, order, hit in hits):
            rivals = [one for one in chosen if one.start < match.end and match.start < one.end]
            if rivals and all(one.entry is not match.entry for one in rivals):
                lost.setdefault((match.start, match.end, match.entry.source), match)
        return chosen, tuple(sorted(lost.values(), key=lambda match: match.start))

    def _hits(self, text: str) -> list[_Found]:
        """Everything that fits, best first."""
        if not self._index:
            return []
        words = tokens(text)
        caps = text.isupper()
        hits: list[_Found] = []
        for first, word in enumerate(words):
            crowd = self._crowds.get(word.key)
            patterns = self._index.get(word.key, ()) if crowd is None else _likely(crowd, words, first)
            for order, pattern in patterns:
                if hit := _match(pattern, words, first, caps):
                    hits.append((hit.rank, -order, hit))
        return sorted(hits, key=lambda one: one[:2])

    def _chosen(self, hits: Sequence[_Found], text: str) -> tuple[TermMatch, ...]:
        """The best hits that do not overlap, in reading order."""
        taken: set[int] = set()
        matches: list[TermMatch] = []
        for _, order, hit in hits:
            places = range(hit.first, hit.last + 1)
            if taken.isdisjoint(places) and not _in_address(text, hit.start, hit.end):
                taken.update(places)
                matches.append(self._match(hit, order, text))
        return tuple(sorted(matches, key=lambda match: match.start))

    def _match(self, hit: _Hit, order: int, text: str) -> TermMatch:
        return TermMatch(self._entries[-order], hit.start, hit.end, text[hit.start : hit.end], hit.how)


_Crowd = dict[int, dict[str, list[_Numbered]]]
"""Offset of a word in a pattern -> its key -> patterns; each stands at its rarest word."""


def _by_rarest(patterns: Sequence[_Numbered]) -> _Crowd:
    counts = Counter(
        (offset, key) for _, pattern in patterns for offset, slot in enumerate(pattern.slots) for key in slot.forms
    )
    crowd: _Crowd = {}
    for order, pattern in patterns:
        common = [max(counts[offset, key] for key in slot.forms) for offset, slot in enumerate(pattern.slots)]
        offset = common.index(min(common))
        for key in pattern.slots[offset].forms:
            crowd.setdefault(offset, {}).setdefault(key, []).append((order, pattern))
    return crowd


def _likely(crowd: _Crowd, words: Sequence[Token], first: int) -> Iterator[_Numbered]:
    """The patterns of a crowd that may fit at this place, for their rarest words do."""
    for offset, keys in crowd.items():
        if first + offset < len(words):
            yield from keys.get(words[first + offset].key, ())


def _match(pattern: Pattern, words: list[Token], first: int, caps: bool) -> _Hit | None:
    """The pattern at this place, or None."""
    last = first + len(pattern.slots) - 1
    if last >= len(words):
        return None
    start = at_start(words, first)
    changed = recased = False
    for index, slot in enumerate(pattern.slots):
        word = words[first + index]
        form = None
        if word.key in slot.forms and (not index or word.glued == slot.glued):
            form = _spelling(word, slot.forms[word.key], pattern.case, start and not index, caps and slot.acronym)
        if form is None:
            return None
        changed = changed or form != slot.citation
        recased = recased or form != word.text
    if last == first and not caps and _shouted(words[first], pattern.slots[0], pattern.case):
        return None
    if start and pattern.case is not CasePolicy.INSENSITIVE and _misleading(pattern, words, first, last):
        return None
    return _hit(pattern, words, (first, last), (changed, recased))


def _hit(pattern: Pattern, words: list[Token], span: tuple[int, int], altered: tuple[bool, bool]) -> _Hit | None:
    first, last = span
    part = _is_part(words, first, last)
    if part != pattern.component and (
        pattern.component or (pattern.slots[0].citation.lower() in ARTICLES and not pattern.title)
    ):
        return None
    end = last if part else _with_apostrophe(words, first, last)
    how = "variant" if pattern.variant else "exact"
    if altered[0] or end > last:
        how = "inflected"
    if part:
        how = "compound"
    left, right = words[first].start, words[end].end
    return _Hit(first, end, left, right, how, (left - right, first, *altered, pattern.variant))


def _spelling(word: Token, spellings: dict[str, bool], case: CasePolicy, start: bool, caps_acronym: bool) -> str | None:
    """The accepted spelling that the word is, or None."""
    for form in spellings:
        if word.text == form:
            return form
    if case is CasePolicy.SENSITIVE:
        return None
    for form in spellings:
        if case is CasePolicy.INSENSITIVE and word.text.lower() == form.lower():
            return form
        if case is CasePolicy.AUTO and _recased(word.text, form, start, caps_acronym):
            return form
    return None


def _recased(text: str, form: str, start: bool, caps_acronym: bool) -> bool:
    """Whether the place explains the capitals of the text: a heading in capitals, the start of a sentence."""
    if text.isupper() and len(text) > 1 and form.isalpha():
        capitals = sum(char.isupper() for char in form)
        if capitals < 2:
            return True
        return caps_acronym
    return start and form[0].islower() and text == form[0].upper() + form[1:]


def _shouted(word: Token, slot: Slot, case: CasePolicy) -> bool:
    """Whether a short word in capitals is rather an acronym: BUND is not "Bund"."""
    if case is not CasePolicy.AUTO or slot.acronym or not word.text.isupper():
        return False
    return len(word.text) <= 4 and slot.citation != word.text and listed(slot.citation) is not None


def at_start(words: Sequence[Token], first: int) -> bool:
    """Whether a capital would be due to the place: a sentence, a quotation, a heading begins here."""
    if first == 0:
        return True
    before = words[first - 1].text
    return before in _OPENERS and not (before == "-" and words[first].glued)


def _misleading(pattern: Pattern, words: list[Token], first: int, last: int) -> bool:
    """Whether the word at a sentence start is likelier a common word than the name: "Grüne Politik", "Die Welt ist"."""
    following = words[last + 1] if last + 1 < len(words) else None
    if pattern.title:
        quoted = first > 0 and words[first - 1].text in _QUOTES
        return not (quoted and following is not None and following.text in _QUOTES)
    if last > first or following is None or following.glued or not following.text[0].isupper():
        return False
    word = words[first].text
    return word[0].isupper() and not pattern.slots[0].acronym and is_lower_word(word)


def _is_part(words: list[Token], first: int, last: int) -> bool:
    """Whether the tokens are part of a longer hyphenated word."""
    before = first > 1 and words[first].glued and words[first - 1].text == "-" and words[first - 1].glued
    after = last + 1 < len(words) and words[last + 1].text == "-" and words[last + 1].glued
    return (before and words[first - 2].text.isalnum()) or after


def _with_apostrophe(words: list[Token], first: int, last: int) -> int:
    """The index of the last token with a genitive apostrophe: ``Scholz'``, ``Merkel's``; not a closing quote."""
    if last + 1 >= len(words) or words[last + 1].text != "'" or not words[last + 1].glued:
        return last
    if first and words[first - 1].text in ("'", "‚", "‘", "›"):
        return last
    if last + 2 < len(words) and words[last + 2].glued and words[last + 2].text.isalnum():
        return last + 2 if words[last + 2].text == "s" else last
    return last + 1 if words[last].text.endswith(_GENITIVE_BARE) else last


def _in_address(text: str, start: int, end: int) -> bool:
    """Whether the match stands inside a web or mail address."""
    left = start
    while left and not text[left - 1].isspace():
        left -= 1
    right = end
    while right < len(text) and not text[right].isspace():
        right += 1
    chunk = text[left:right]
    return (left < start or right > end) and _ADDRESS.search(chunk) is not None
