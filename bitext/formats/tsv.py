r"""Bitext as tab-separated values: a header line, then one unit a line, UTF-8, no quoting.

A tab, line feed, carriage return or backslash in a field is written ``\t``, ``\n``, ``\r``, ``\\``.
A field that a spreadsheet would run as a formula, or take for a quoted one, starts with an apostrophe.
So a quoted field in a table of ours comes from a spreadsheet that saved it, and is read as that wrote it.
"""

import codecs
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
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
_QUOTED = re.compile('"((?:[^"]|"")*)"', re.DOTALL)
_REJECTED = "rejected"
"""State of a unit that waits for a new translation, and the provenance key that marks it everywhere else."""
_OURS = "provenance"
"""A table with this column was written by us, and no field in it began with a quotation mark."""
_FIELD_LINES = 1000
"""Lines that a quoted field may run over; a mark that is not closed by then was not meant to open one."""


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
        "state": _REJECTED if _REJECTED in unit.provenance and unit.state is State.INITIAL else unit.state.value,
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
            values[name] if name in _NUMBERS else cells.neutralise(_escape(values[name]), quotes=True)
            for name in COLUMNS
        )
        stream.write(cells.encodable(line).encode("utf-8") + b"\n")

    yield write


_Choice = TypeVar("_Choice", bound=StrEnum)


def _one_of(kind: type[_Choice], cell: str) -> _Choice:
    """The value of an enumeration in any case; ValueError lists what there is."""
    try:
        return kind(cell.strip().lower())
    except ValueError:
        known = [*kind, _REJECTED] if kind is State else list(kind)
        raise ValueError(f"{cell!r} is no {kind.__name__.lower()}; use one of {', '.join(known)}.") from None


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
    rejected = values.get("state", "").strip().lower() == _REJECTED
    if rejected:
        values = {**values, "state": State.INITIAL.value}
    known: dict[str, Any] = {
        name: _PARSERS[name](value) if name in _PARSERS else value for name, value in values.items() if value
    }
    known.setdefault("id", str(number))
    for name in ("article", "source", "target"):
        known.setdefault(name, "")
    if rejected:
        known["provenance"] = {_REJECTED: values.get("note") or "in the table", **known.get("provenance", {})}
    return TranslationUnit(**known)


def read(stream: BinaryIO, name: str) -> Iterator[TranslationUnit]:
    """The units of a TSV file with a header line; FormatError names the line and the column."""
    lines = _lines(stream, name)
    first = next(lines, None)
    if first is None:
        return
    names = _header(first[1], name)
    rows = _whole(lines, name) if _OURS in names else lines
    for number, (place, line) in enumerate(rows, start=1):
        if line:
            yield _parse_line(line, names, f"{name}:{place}", number)


def _lines(stream: BinaryIO, name: str) -> Iterator[tuple[int, str]]:
    """Number and text of every line; UTF-16 is what Excel saves as "Unicode text"."""
    start = stream.read(2)
    stream.seek(0)
    wide = start in (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
    for number, raw in enumerate(_narrow(stream, name) if wide else stream, start=1):
        try:
            yield number, raw.decode("utf-8-sig" if number == 1 else "utf-8").rstrip("\r\n")
        except UnicodeDecodeError as error:
            raise FormatError(
                f"{name}:{number}: not UTF-8 ({error.reason}); save the file as UTF-8, in Excel as “Unicode Text”."
            ) from error


def _narrow(stream: BinaryIO, name: str) -> Iterable[bytes]:
    try:
        return stream.read().decode("utf-16").encode("utf-8").splitlines(keepends=True)
    except UnicodeError as error:
        raise FormatError(f"{name}:1: not UTF-16 to its end ({error}); save the file again.") from error


def _whole(lines: Iterator[tuple[int, str]], name: str) -> Iterator[tuple[int, str]]:
    """The lines, those joined that a quoted field runs over."""
    for number, line in lines:
        parts, last = [line], line
        while _is_open(last):
            following = next(lines, None)
            if following is None or len(parts) == _FIELD_LINES:
                raise FormatError(
                    f"{name}:{number}: a field begins with a quotation mark that nothing closes; "
                    "double the marks inside and close it, or put an apostrophe before it."
                )
            parts.append(following[1])
            last = "\n".join((last.rpartition("\t")[2], following[1]))
        yield number, "\n".join(parts)


def _is_open(line: str) -> bool:
    """Whether the last field of a line begins with a quotation mark that is not closed in it."""
    last = line.rpartition("\t")[2] if '"' in line else ""
    return last.startswith('"') and last.count('"') % 2 == 1


def is_own(stream: BinaryIO, name: str) -> bool:
    """Whether all columns are ours, so that writing the file again drops none."""
    return set(stream.readline().decode("utf-8-sig", "replace").rstrip("\r\n").split("\t")) <= set(COLUMNS)


def _header(line: str, name: str) -> list[str]:
    names = [_unquoted(one) for one in line.split("\t")]
    if not {"source", "target"} <= set(names):
        raise FormatError(f"{name}:1: the header must name the columns source and target; found {line!r}.")
    return names


def _unquoted(field: str) -> str:
    """The text of a field that a spreadsheet put between quotation marks; any other as it is."""
    found = _QUOTED.fullmatch(field) if field.startswith('"') else None
    return found[1].replace('""', '"') if found else field


def _parse_line(line: str, names: list[str], where: str, number: int) -> TranslationUnit:
    values = line.split("\t")
    if len(values) != len(names):
        raise FormatError(
            f"{where}: {counted(len(values), 'field')}, the header names {len(names)}; a tab is missing or too many."
        )
    if _OURS in names:
        values = [_unquoted(value) for value in values]
    pairs = zip(names, values, strict=True)
    texts = {
        key: value if key in _NUMBERS else _unescape(cells.restore(value, quotes=True))
        for key, value in pairs
        if key in COLUMNS
    }
    try:
        return unit_from_fields(texts, number)
    except (ValueError, FormatError) as error:
        raise FormatError(f"{where}: {error}") from error
