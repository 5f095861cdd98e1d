"""Mends what the model hung onto a forced name: "Genevas", "the Berlin Walls"."""

import re
from collections.abc import Sequence
from dataclasses import replace

from bitext.decoding import Engine
from bitext.enforcement.attempt import Attempt, advanced
from bitext.glossary import wanted_forms
from bitext.model import TermMatch

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
    for start, end, name in sorted(edits, reverse=True):
        text = text[:start] + name + text[end:]
    if not edits:
        return attempt
    hypothesis = replace(attempt.draft.hypothesis, text=text, pieces=engine.target_pieces(text), attention=None)
    return advanced(attempt, hypothesis, "prefix")


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
