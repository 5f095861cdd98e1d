"""Names and acronyms that one side has and the other has not."""

import re
from collections.abc import Callable, Iterator
from difflib import SequenceMatcher
from typing import NamedTuple

from bitext.checks.adequacy import UNRELATED
from bitext.checks.catalogue import ERROR, INFO, WARNING, issue
from bitext.checks.context import CheckContext
from bitext.checks.evidence import Evidence, evidence
from bitext.lexicon import CAPITAL, COMPOUND, Lexicon
from bitext.model import Issue, Severity, Side, TranslationUnit
from bitext.words import Word, english_stem, plain

ALONE = (2.0, 3.4)
"""Nats that make a warning of a name that only the target has, and of one that only the source has."""

BOTH = (0.5, 1.0)
"""The same where both sides have one that the other lacks."""

SURE = (2.0, 1.4)
"""The same for an error."""

_ACRONYM = re.compile(r"(?<![\w-])[A-ZÄÖÜ]{2,6}(?![\w])")


SLIP = 0.75
"""Names more alike than this (difflib's ratio) are two spellings of one; a typing error on either side."""


class _Name(NamedTuple):
    score: float
    word: Word


def names(unit: TranslationUnit, context: CheckContext) -> Iterator[Issue]:
    """Names of one side that nothing on the other accounts for; an error if both sides have one."""
    lexicon = context.lexicon
    if lexicon is None or not unit.target.strip() or unit.source.strip() == unit.target.strip():
        return
    german, english = evidence(unit.source, unit.target, lexicon)
    if german.total + english.total >= UNRELATED[0]:
        return
    made_up = _names(english, lambda word: not word.first)
    lost = _names(german, lambda word: _is_name(word, lexicon))
    here, there = (made_up.word.start, made_up.word.end), (lost.word.start, lost.word.end)
    if _reach((made_up.score, lost.score), BOTH):
        text = f"“{made_up.word.text}” is not in the source, and “{lost.word.text}” not in the translation."
        yield issue("names", text, _gravity(made_up, lost, lexicon), span=here)
    elif made_up.score >= ALONE[0]:
        yield issue("names", f"“{made_up.word.text}” is not in the source.", WARNING, span=here)
    elif lost.score >= ALONE[1]:
        text = f"“{lost.word.text}” is not in the translation."
        yield issue("names", text, WARNING, side=Side.SOURCE, span=there)


def _gravity(made_up: _Name, lost: _Name, lexicon: Lexicon) -> Severity:
    """An error for two names that are both sure, differ by more than a slip, and are neither acronym nor noun."""
    names = plain(made_up.word.text), plain(lost.word.text)
    doubtful = (
        lost.word.text.isupper()
        or english_stem(made_up.word.text) in lexicon.translated
        or SequenceMatcher(None, *names).ratio() >= SLIP
    )
    return ERROR if _reach((made_up.score, lost.score), SURE) and not doubtful else WARNING


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
    known = lexicon.german_word(word.text)
    return known.name == CAPITAL or (known.name != COMPOUND and not known.translations)


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
