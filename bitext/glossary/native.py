"""Our own glossary files: lines of TSV and the entries they stand for.

Columns ``source target variants forbidden case status note example``; a header line may leave some out or reorder them.
``|`` separates alternatives, ``\\|`` is a bar and ``\\\\`` a backslash inside one.
Lines that start with ``#`` are comments; blank lines are allowed.
A source that starts with ``#`` or a backslash has a backslash before it.
Lost on writing: tabs and line breaks inside a cell become blanks.
"""

import difflib
import re
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import TypeVar

from bitext.counting import counted
from bitext.errors import FormatError, GlossaryError
from bitext.model import CasePolicy, TermEntry, TermStatus

COLUMNS = ("source", "target", "variants", "forbidden", "case", "status", "note", "example")
E = TypeVar("E", CasePolicy, TermStatus)
Broken = Callable[[FormatError], object]
"""Is told of a line that cannot be read, and the reading goes on."""
_NO_GERMAN = frozenset({"source", "target", "variants", "forbidden"})
"""Columns of ours that no German term is called: a first line that begins with one is a header."""
_BAR = re.compile(r"\\(.)|(\|)")


def read_text(path: Path) -> str:
    """The text of a glossary file of ours, with its byte order mark and line ends; GlossaryError, FormatError."""
    try:
        data = path.read_bytes()
    except OSError as error:
        raise GlossaryError(f"{path}: cannot be read ({error.strerror or error}); check the path.") from error
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        raise not_utf8(data, str(path), error.start) from error


def not_utf8(data: bytes, name: str, at: int) -> FormatError:
    """What to say of a glossary that is not UTF-8 from byte ``at`` on."""
    if data.startswith(b"PK\x03\x04"):
        return FormatError(f"{name}:1: an Excel workbook or ZIP file; save the sheet as CSV UTF-8, and give that.")
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return FormatError(f"{name}:1: UTF-16, Excel's Unicode text; save it as UTF-8, or `bitext glossary import` it.")
    if 0 in data[:8192]:
        return FormatError(f"{name}:1: a binary file; give a table (.tsv, .csv) or TBX.")
    line = data.count(b"\n", 0, at) + 1
    return FormatError(f"{name}:{line}: not UTF-8; saved as Latin-1 by a spreadsheet? Save it again as UTF-8.")


def read_lines(lines: Sequence[str], name: str, broken: Broken | None = None) -> Iterator[TermEntry]:
    """The entries of a file's lines; FormatError says ``name:line``.

    With ``broken`` a line that cannot be read costs itself only; a header that cannot be read raises all the same.
    """
    columns = columns_of(lines, name)
    for number, cells in rows(lines):
        try:
            entry = entry_of(cells, columns, f"{name}:{number}")
        except FormatError as error:
            if broken is None:
                raise
            broken(error)
        else:
            yield entry


def rows(lines: Sequence[str]) -> Iterator[tuple[int, list[str]]]:
    """The lines that hold entries, with their numbers from 1, cut into cells."""
    first = True
    for number, line in enumerate(lines, 1):
        if is_comment(line):
            continue
        cells = line.rstrip("\r\n").split("\t")
        if not (first and is_header(cells)):
            yield number, cells
        first = False


def is_comment(line: str) -> bool:
    """Whether a line carries no entry."""
    return not line.strip() or line.startswith("#")


def is_header(cells: Sequence[str]) -> bool:
    """Whether the cells name our columns."""
    names = [cell.strip().lower() for cell in cells]
    return names[0] in _NO_GERMAN or ("source" in names and "target" in names)


def columns_of(lines: Sequence[str], name: str) -> Sequence[str]:
    """The columns of a file: those of its header, or all of ours in their order."""
    for number, line in enumerate(lines, 1):
        if not is_comment(line):
            cells = line.rstrip("\r\n").split("\t")
            return _header(cells, f"{name}:{number}") if is_header(cells) else COLUMNS
    return COLUMNS


def entry_of(cells: Sequence[str], columns: Sequence[str], place: str) -> TermEntry:
    """The entry of one line; FormatError says what is wrong with it."""
    if len(cells) > len(columns) and any(cell.strip() for cell in cells[len(columns) :]):
        raise FormatError(
            f"{place}: {counted(len(cells), 'cell')} for {counted(len(columns), 'column')}; "
            f"a tab inside a cell? Alternatives are separated by | in one cell."
        )
    row = dict(zip(columns, (cell.strip() for cell in cells), strict=False))
    source = row.get("source", "")
    if source.startswith(("\\#", "\\\\")):
        source = source[1:]
    if not source:
        raise FormatError(f"{place}: the source is empty; write the German term in the first column.")
    status = _value(TermStatus, row.get("status", "") or "must", f"{place}: status")
    targets = alternatives(row.get("target", ""))
    if not targets and status not in (TermStatus.KEEP, TermStatus.FORBIDDEN) and not row.get("forbidden"):
        raise FormatError(
            f"{place}: {source!r} has no target; separate the columns by tabs, not blanks, or give it the status keep."
        )
    return TermEntry(
        source=source,
        targets=targets,
        variants=alternatives(row.get("variants", "")),
        forbidden=alternatives(row.get("forbidden", "")),
        case=_value(CasePolicy, row.get("case", "") or "auto", f"{place}: case"),
        status=status,
        note=row.get("note", ""),
        example=row.get("example", ""),
        origin=place,
    )


def cells_of(entry: TermEntry, columns: Sequence[str] = COLUMNS) -> list[str]:
    """The cells of an entry, defaults left empty, in the order of ``columns``."""
    source = _flat(entry.source)
    row = {
        "source": "\\" + source if source.startswith(("#", "\\")) else source,
        "target": joined(entry.targets),
        "variants": joined(entry.variants),
        "forbidden": joined(entry.forbidden),
        "case": "" if entry.case is CasePolicy.AUTO else entry.case.value,
        "status": "" if entry.status is TermStatus.MUST else entry.status.value,
        "note": _flat(entry.note),
        "example": _flat(entry.example),
    }
    return [row[column] for column in columns]


def line_of(entry: TermEntry, columns: Sequence[str] = COLUMNS) -> str:
    """The line of an entry without line end; empty cells at the end are left out, the target is always there."""
    cells = cells_of(entry, columns)
    while len(cells) > 2 and not cells[-1]:
        cells.pop()
    return "\t".join(cells)


def alternatives(cell: str) -> tuple[str, ...]:
    """The alternatives of a cell, blanks around them removed, empty ones left out."""
    parts = [""]
    last = 0
    for found in _BAR.finditer(cell):
        parts[-1] += cell[last : found.start()]
        last = found.end()
        if found.group(2):
            parts.append("")
        else:
            escaped = found.group(1)
            parts[-1] += escaped if escaped in "|\\" else "\\" + escaped
    parts[-1] += cell[last:]
    return tuple(part.strip() for part in parts if part.strip())


def joined(values: Sequence[str]) -> str:
    """The cell that ``alternatives`` reads back."""
    return "|".join(_flat(value).replace("\\", "\\\\").replace("|", "\\|") for value in values)


def _flat(value: str) -> str:
    return re.sub(r"[\t\r\n]+", " ", value).strip()


def _header(cells: Sequence[str], place: str) -> tuple[str, ...]:
    names = tuple(cell.strip().lower() for cell in cells)
    for name in names:
        if name not in COLUMNS:
            near = difflib.get_close_matches(name, COLUMNS, 1)
            hint = f"did you mean {near[0]!r}?" if near else f"known columns: {', '.join(COLUMNS)}."
            raise FormatError(f"{place}: unknown column {name!r}; {hint}")
    if len(set(names)) < len(names):
        raise FormatError(f"{place}: a column is named twice; remove one.")
    if "source" not in names:
        raise FormatError(f"{place}: no column is called 'source'; name the one with the German terms so.")
    return names


def _value(kind: type[E], text: str, place: str) -> E:
    try:
        return kind(text.lower())
    except ValueError:
        allowed = ", ".join(member.value for member in kind)
        raise FormatError(f"{place} is {text!r}; it must be one of {allowed}.") from None
