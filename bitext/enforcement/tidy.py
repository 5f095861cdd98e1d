"""Mends what hangs onto a term that was put in: "Genevas", "Free Syrian Army army", "NATO-Russia Council Roat"."""

import re
from collections.abc import Sequence
from dataclasses import replace

from rapidfuzz import fuzz

from bitext.decoding import Engine
from bitext.enforcement.attempt import Attempt, advanced
from bitext.glossary import wanted_forms
from bitext.model import TermMatch

ALIKE = 70
"""Likeness in per cent from which a word is a garbled copy: Rats and Roat have 75."""
_POSSESSIVE = re.compile(r"['’]s?$")
_PROPER = re.compile(r"(?:[A-ZÄÖÜ][\w.'’-]*|of|the|for|and|in|on)(?:[\s-]+|$)")


def tidy(engine: Engine, attempts: Sequence[Attempt]) -> list[Attempt]:
    """The attempts whose names have no plural that nobody asked for, in order."""
    return [_tidied(engine, attempt) for attempt in attempts]


def _tidied(engine: Engine, attempt: Attempt) -> Attempt:
    text = attempt.draft.hypothesis.text
    edits = []
    for match, span, strategy in zip(attempt.matches, attempt.spans, attempt.strategies, strict=True):
        if span is not None and strategy != "free":
            found = _POSSESSIVE.sub("", text[span[0] : span[1]])
            name = _singular(match, found)
            if name:
                edits.append((span[0], span[0] + len(found), name))
            echo = _echo(text, span) or _scrap(match, text, span)
            if echo:
                edits.append((*echo, ""))
    for start, end, name in sorted(edits, reverse=True):
        text = text[:start] + name + text[end:]
    if not edits:
        return attempt
    hypothesis = replace(attempt.draft.hypothesis, text=text, pieces=engine.target_pieces(text), attention=None)
    better = advanced(attempt, hypothesis, "prefix")
    return better if better.honoured >= attempt.honoured else attempt


def _echo(text: str, span: tuple[int, int]) -> tuple[int, int] | None:
    """The word after a term that says the term's last word again, with the blank before it."""
    words = text[span[0] : span[1]].split()
    found = re.match(rf"\s+{re.escape(_POSSESSIVE.sub('', words[-1]))}(?:['’]s)?\b", text[span[1] :], re.I)
    return (span[1], span[1] + found.end()) if found else None


def _scrap(match: TermMatch, text: str, span: tuple[int, int]) -> tuple[int, int] | None:
    """The word after a term that is half copied from a part of the German form, with the blank before it."""
    found = re.match(r"\s+([A-ZÄÖÜ]\w{3,})\b", text[span[1] :])
    parts = [part.casefold() for part in re.findall(r"\w{3,}", match.form)]
    word = found[1].casefold() if found else ""
    if not found or not any(part[0] == word[0] and fuzz.ratio(part, word) >= ALIKE for part in parts):
        return None
    return (span[1], span[1] + found.end())


def _singular(match: TermMatch, found: str) -> str:
    """The name in its own number, where a plural of it was found though the German form is none."""
    forms = wanted_forms(match.entry, match)
    if any(found.casefold() == form.casefold() for form in forms):
        return ""
    for form in forms:
        grown = found.casefold() in (f"{form}s".casefold(), f"{form}es".casefold())
        if grown and "".join(part[0] for part in _PROPER.finditer(form)) == form:
            return found[: len(form)]
    return ""
