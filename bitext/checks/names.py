"""Names and acronyms that one side has and the other has not."""

import re
from collections.abc import Callable, Iterator
from typing import NamedTuple

from bitext.checks.adequacy import UNRELATED, Evidence, evidence
from bitext.checks.catalogue import ERROR, INFO, WARNING, issue
from bitext.checks.context import CheckContext
from bitext.lexicon import CAPITAL, COMPOUND, Lexicon
from bitext.model import Issue, Side, TranslationUnit
from bitext.words import Word

ALONE = (2.0, 3.4)
"""Nats that make a warning of a name that only the target has, and of one that only the source has."""

BOTH = (0.5, 1.0)
"""The same where both sides have one that the other lacks."""

SURE = (2.0, 1.4)
"""The same for an error."""

_ACRONYM = re.compile(r"(?<![\w-])[A-ZÄÖÜ]{2,6}(?![\w])")


class _Name(NamedTuple):
    score: float
    word: Word


def names(unit: TranslationUnit, context: CheckContext) -> Iterator[Issue]:
    """Names of one side that nothing on the other accounts for; an error if both sides have one."""
    if context.lexicon is None or not unit.target.strip() or unit.source.strip() == unit.target.strip():
        return
    german, english = evidence(unit.source, unit.target, context.lexicon)
    if german.total + english.total >= UNRELATED[0]:
        return
    made_up = _names(english, lambda word: not word.first)
    lost = _names(german, lambda word: _is_name(word, context.lexicon or Lexicon({}, {})))
    pair = made_up.score, lost.score
    if _reach(pair, BOTH):
        text = f"“{made_up.word.text}” is not in the source, and “{lost.word.text}” not in the translation."
        yield issue(
            "names", text, ERROR if _reach(pair, SURE) else WARNING, span=(made_up.word.start, made_up.word.end)
        )
    elif made_up.score >= ALONE[0]:
        text = f"“{made_up.word.text}” is not in the source."
        yield issue("names", text, WARNING, span=(made_up.word.start, made_up.word.end))
    elif lost.score >= ALONE[1]:
        text = f"“{lost.word.text}” is not in the translation."
        yield issue("names", text, WARNING, side=Side.SOURCE, span=(lost.word.start, lost.word.end))


def _reach(pair: tuple[float, float], limits: tuple[float, float]) -> bool:
    return pair[0] >= limits[0] and pair[1] >= limits[1]


def _names(side: Evidence, wanted: Callable[[Word], bool]) -> _Name:
    """The capitalised word with the most evidence of having no counterpart."""
    found = [
        _Name(score, word)
        for word, score in zip(side.words, side.scores, strict=True)
        if score > 0 and len(word.text) > 2 and word.text[0].isupper() and wanted(word)
    ]
    return max(found, default=_Name(0.0, Word("", 0, False)), key=lambda name: name.score)


def _is_name(word: Word, lexicon: Lexicon) -> bool:
    """Whether a German word may be a name: no compound, and no translation but itself."""
    name = lexicon.german_name(word)
    return name == CAPITAL or (name != COMPOUND and not lexicon.translations(word.text))


def acronyms(unit: TranslationUnit, context: CheckContext) -> Iterator[Issue]:
    """Acronyms of the source that the target does not have."""
    if unit.source.isupper():
        return
    target = unit.target.replace(".", "").casefold()
    for match in _ACRONYM.finditer(unit.source):
        if match[0].casefold() not in target:
            yield issue(
                "acronyms", f"“{match[0]}” is not in the translation.", INFO, side=Side.SOURCE, span=match.span()
            )
