"""The terms panel: what it needs of a glossary, given by whoever opens the page."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from bitext.errors import GlossaryError
from bitext.model import CasePolicy, TermEntry, TermStatus
from bitext.review.store import Row


@dataclass(frozen=True, slots=True)
class TermDesk:
    """A glossary as the page sees it."""

    name: str
    """Name of the glossary's file."""
    check: Callable[[TermEntry], Sequence[str]]
    """What lint says of the glossary with this entry; nothing is saved."""
    add: Callable[[TermEntry], None]
    """Saves the entry; GlossaryError where lint refuses it."""
    occurs: Callable[[TermEntry], Callable[[str], bool]]
    """For an entry, the question whether it matches in a German text."""


@dataclass(frozen=True, slots=True)
class Touched:
    """A unit in which an entry matches."""

    index: int
    satisfied: bool
    """Whether one of the entry's targets is in the translation already."""


def touched(desk: TermDesk, entry: TermEntry, rows: Iterable[Row]) -> list[Touched]:
    """The units that an entry would be looked up in."""
    occurs = desk.occurs(entry)
    wanted = [target.casefold() for target in entry.targets] or [entry.source.casefold()]
    return [
        Touched(row.index, any(target in row.unit.target.casefold() for target in wanted))
        for row in rows
        if occurs(row.unit.source)
    ]


def entry_from(values: Mapping[str, Any]) -> TermEntry:
    """The entry that the panel describes; GlossaryError names the field that does not fit."""
    source = _text(values, "source")
    targets = _alternatives(values, "target")
    try:
        status = TermStatus(_text(values, "status") or TermStatus.MUST)
        case = CasePolicy(_text(values, "case") or CasePolicy.AUTO)
    except ValueError as error:
        raise GlossaryError(f"the new term: {error}; choose one from the list.") from error
    if not source:
        raise GlossaryError("the new term has no German form; select it in the text or type it.")
    if not targets and status in (TermStatus.MUST, TermStatus.PREFER):
        raise GlossaryError(f"the term {source!r} has no English form; type it, or choose the status keep.")
    return TermEntry(
        source=source,
        targets=targets,
        variants=_alternatives(values, "variants"),
        case=case,
        status=status,
        note=_text(values, "note"),
    )


def _text(values: Mapping[str, Any], name: str) -> str:
    value = values.get(name, "")
    if not isinstance(value, str):
        raise GlossaryError(f"the new term: {name} is no text.")
    return " ".join(value.split())


def _alternatives(values: Mapping[str, Any], name: str) -> tuple[str, ...]:
    """The parts of a field between upright bars, as in the glossary file."""
    return tuple(part.strip() for part in _text(values, name).split("|") if part.strip())
