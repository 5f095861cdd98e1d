r"""Bitext as tab-separated values: a header line, then one unit a line, UTF-8, no quoting.

A tab, line feed, carriage return or backslash in a field is written ``\t``, ``\n``, ``\r``, ``\\``.
A field that a spreadsheet would run as a formula starts with an apostrophe.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from enum import StrEnum
from typing import Any, BinaryIO, TypeVar

from bitext.counting import counted
from bitext.errors import FormatError
from bitext.formats import cells
from bitext.model import BitextHeader, Kind, Origin, State, TranslationUnit

COLUMNS = (
    "id",
    "source",
    "target",
    "kind",
    "state",
    "origin",
    "score",
    "issues",
    "terms",
    "article",
    "start",
    "end",
    "alignment",
    "machine",
    "note",
    "provenance",
)
"""In the order of the file; a reader takes any order and needs source and target only."""

_ESCAPES = {"\\": "\\\\", "\t": "\\t", "\n": "\\n", "\r": "\\r"}
_UNESCAPES = {escape: char for char, escape in _ESCAPES.items()}
_NUMBERS = {"score", "start", "end"}


def _escape(text: str) -> str:
    return re.sub(r"[\\\t\n\r]", lambda found: _ESCAPES[found[0]], text)


def _unescape(text: str) -> str:
    return re.sub(r"\\[\\tnr]", lambda found: _UNESCAPES[found[0]], text)


def unit_fields(unit: TranslationUnit) -> dict[str, str]:
    """Column name -> text of the cell, not escaped."""
    return {
        "id": unit.id,
        "source": unit.source,
        "target": unit.target,
        "kind": unit.kind.value,
        "state": unit.state.value,
        "origin": unit.origin.value,
        "score": repr(unit.score),
        "issues": cells.join_cell(map(cells.issue_text, unit.issues)),
        "terms": cells.join_cell(map(cells.term_text, unit.terms)),
        "article": unit.article,
        "start": str(unit.start),
        "end": str(unit.end),
        "alignment": cells.links_text(unit.alignment),
        "machine": unit.machine,
        "note": unit.note,
        "provenance": cells.mapping_text(unit.provenance),
    }


@contextmanager
def writer(stream: BinaryIO, header: BitextHeader) -> Iterator[Callable[[TranslationUnit], None]]:
    """A function that writes a unit as one line.

    Loses lone surrogates (written as U+FFFD), commas in a term's file name, and the header.
    """
    stream.write("\t".join(COLUMNS).encode() + b"\n")

    def write(unit: TranslationUnit) -> None:
        values = unit_fields(unit)
        line = "\t".join(
            values[name] if name in _NUMBERS else cells.neutralise(_escape(values[name])) for name in COLUMNS
        )
        stream.write(cells.encodable(line).encode("utf-8") + b"\n")

    yield write


_Choice = TypeVar("_Choice", bound=StrEnum)


def _one_of(kind: type[_Choice], cell: str) -> _Choice:
    """The value of an enumeration; ValueError lists what there is."""
    try:
        return kind(cell)
    except ValueError:
        raise ValueError(f"{cell!r} is no {kind.__name__.lower()}; use one of {', '.join(kind)}.") from None


_PARSERS: dict[str, Callable[[str], Any]] = {
    "kind": lambda cell: _one_of(Kind, cell),
    "state": lambda cell: _one_of(State, cell),
    "origin": lambda cell: _one_of(Origin, cell),
    "score": float,
    "start": int,
    "end": int,
    "issues": lambda cell: tuple(map(cells.parse_issue, cells.split_cell(cell))),
    "terms": lambda cell: tuple(map(cells.parse_term, cells.split_cell(cell))),
    "alignment": cells.parse_links,
    "provenance": cells.parse_mapping,
}


def unit_from_fields(values: Mapping[str, str], number: int) -> TranslationUnit:
    """The unit of a row; ValueError or FormatError where a cell does not fit.

    The state ``rejected``, which a reviewer may write, is ``initial`` with the mark for a new translation.
    """
    rejected = values.get("state") == "rejected"
    if rejected:
        values = {**values, "state": State.INITIAL.value}
    known: dict[str, Any] = {
        name: _PARSERS[name](value) if name in _PARSERS else value for name, value in values.items() if value
    }
    known.setdefault("id", str(number))
    for name in ("article", "source", "target"):
        known.setdefault(name, "")
    if rejected:
        known["provenance"] = {"rejected": values.get("note") or "in the table", **known.get("provenance", {})}
    return TranslationUnit(**known)


def read(stream: BinaryIO, name: str) -> Iterator[TranslationUnit]:
    """The units of a TSV file with a header line; FormatError names the line and the column."""
    names: list[str] = []
    for number, raw in enumerate(stream, start=1):
        try:
            line = raw.decode("utf-8-sig" if number == 1 else "utf-8").rstrip("\r\n")
        except UnicodeDecodeError as error:
            raise FormatError(f"{name}:{number}: not UTF-8 ({error.reason}); save the file as UTF-8.") from error
        if number == 1:
            names = _header(line, name)
        elif line:
            yield _parse_line(line, names, f"{name}:{number}", number - 1)


def is_own(stream: BinaryIO, name: str) -> bool:
    """Whether all columns are ours, so that writing the file again drops none."""
    return set(stream.readline().decode("utf-8-sig", "replace").rstrip("\r\n").split("\t")) <= set(COLUMNS)


def _header(line: str, name: str) -> list[str]:
    names = line.split("\t")
    if not {"source", "target"} <= set(names):
        raise FormatError(f"{name}:1: the header must name the columns source and target; found {line!r}.")
    return names


def _parse_line(line: str, names: list[str], where: str, number: int) -> TranslationUnit:
    values = line.split("\t")
    if len(values) != len(names):
        raise FormatError(
            f"{where}: {counted(len(values), 'field')}, the header names {len(names)}; a tab is missing or too many."
        )
    pairs = zip(names, values, strict=True)
    texts = {
        key: value if key in _NUMBERS else _unescape(cells.restore(value)) for key, value in pairs if key in COLUMNS
    }
    try:
        return unit_from_fields(texts, number)
    except (ValueError, FormatError) as error:
        raise FormatError(f"{where}: {error}") from error
