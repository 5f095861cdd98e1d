"""Units as the page gets them: JSON values with offsets as JavaScript counts them."""

from bisect import bisect_left
from collections.abc import Callable, Sequence
from typing import Any

from bitext.model import Issue, Side, TermAudit, TranslationUnit
from bitext.review.store import Row
from bitext.review.verdict import REJECTED

Badness = Callable[[TranslationUnit], float]
"""How much a unit needs a person; the page shows the highest first."""

_WEIGHTS = (1.0, 10.0, 100.0)
"""Badness of an issue by severity: ten warnings weigh as much as one error."""


def badness(unit: TranslationUnit) -> float:
    """The order where no better one is given: the weight of the issues, then the engine's doubt (0 to 1)."""
    doubt = min(1.0, max(0.0, -unit.score / 10)) if unit.target.strip() else 1.0
    return sum(_WEIGHTS[issue.severity] for issue in unit.issues) + doubt


def row_payload(row: Row) -> dict[str, Any]:
    """All that the page shows of a row; what is empty is left out."""
    unit = row.unit
    at_source, at_target = _utf16(unit.source), _utf16(unit.target)
    values: dict[str, Any] = {
        "i": row.index,
        "id": row.key,
        "article": unit.article,
        "source": unit.source,
        "target": unit.target,
        "kind": unit.kind.value,
        "state": unit.state.value,
        "origin": unit.origin.value,
        "version": row.version,
        "undo": len(row.history),
        "draft": row.draft,
        "machine": unit.machine,
        "note": unit.note,
        "rejected": unit.provenance.get(REJECTED, ""),
        "issues": [_issue(issue, at_target if issue.side is Side.TARGET else at_source) for issue in unit.issues],
        "terms": [_term(term, at_source) for term in unit.terms],
        "links": [list(link) for link in unit.alignment],
    }
    return {key: value for key, value in values.items() if value not in ("", []) or key in ("source", "target")}


def file_payload(rows: Sequence[Row], rank: Badness) -> list[dict[str, Any]]:
    """All rows, each with its place in the order of the worst first (0 is the worst; ties in reading order)."""
    order = sorted(rows, key=lambda row: (-rank(row.unit), row.index))
    places = {row.index: place for place, row in enumerate(order)}
    return [{**row_payload(row), "rank": places[row.index]} for row in rows]


def _issue(issue: Issue, at: Callable[[int], int]) -> dict[str, Any]:
    span = None if issue.span is None else [at(issue.span[0]), at(issue.span[1])]
    return {
        "check": issue.check,
        "severity": issue.severity.name.lower(),
        "category": issue.category.value,
        "message": issue.message,
        "side": issue.side.value,
        "span": span,
    }


def _term(term: TermAudit, at: Callable[[int], int]) -> dict[str, Any]:
    return {
        "source": term.source,
        "form": term.form,
        "span": [at(term.start), at(term.end)],
        "target": term.target,
        "strategy": term.strategy,
        "hit": term.hit,
        "origin": term.origin,
    }


def _utf16(text: str) -> Callable[[int], int]:
    """A function from code point offsets in a text to offsets in UTF-16 units, which is how JavaScript counts."""
    wide = [offset for offset, char in enumerate(text) if char > "\uffff"]
    if not wide:
        return lambda offset: offset
    return lambda offset: offset + bisect_left(wide, offset)
