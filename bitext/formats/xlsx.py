"""Bitext as an Excel workbook (Office Open XML) for review: one unit a row, the texts first.

Id, source and what else a reviewer may not change are protected, without a password; target, state and note are open.
"""

import re
import zipfile
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime
from typing import Any, BinaryIO

from bitext.errors import FormatError, OutputError
from bitext.formats import cells
from bitext.formats.timeless import FIRST_DATE, TimelessZip
from bitext.formats.tsv import unit_fields, unit_from_fields
from bitext.model import BitextHeader, TranslationUnit

COLUMNS: Mapping[str, int] = {
    "id": 16,
    "source": 60,
    "target": 60,
    "state": 12,
    "note": 30,
    "issues": 40,
    "terms": 40,
    "kind": 11,
    "article": 20,
    "origin": 10,
    "score": 9,
    "start": 0,
    "end": 0,
    "alignment": 0,
    "machine": 0,
    "provenance": 0,
}
"""Name -> width in characters; those of width 0 are hidden, they only come back with the file."""

OPEN = ("target", "state", "note")
"""What a reviewer may change."""

CELL_LIMIT = 32767
"""Characters that Excel holds in a cell (Excel specifications and limits)."""

UNPACKED_LIMIT = 1 << 30
"""Bytes that a workbook may unpack to; more is no bitext but an attack, or belongs in another format."""

_SHEET = "bitext"
_NUMBERS = {"score": float, "start": int, "end": int}
_STATES = "initial,translated,reviewed,final,rejected"
_UNSAFE = re.compile("[\x00-\x08\x0b-\x1f\x7f\ufffe\uffff]|_(?=x[0-9A-F]{4}_)")
"""What XML cannot hold or would change, and an underline that looks like the escape (ECMA-376, ST_Xstring)."""
_ESCAPE = re.compile("_x([0-9A-F]{4})_")


def _escaped(text: str) -> str:
    safe = _UNSAFE.sub(lambda found: f"_x{ord(found[0]):04X}_", cells.encodable(text))
    return cells.neutralise(safe)


def _unescaped(text: str) -> str:
    return _ESCAPE.sub(lambda found: chr(int(found[1], 16)), cells.restore(text))


@contextmanager
def writer(stream: BinaryIO, header: BitextHeader) -> Iterator[Callable[[TranslationUnit], None]]:
    """A function that writes a unit as one row; the file is complete when the block ends.

    Loses lone surrogates (written as U+FFFD), commas in a term's file name, and the header.
    OutputError names a unit with a text longer than a cell can hold.
    """
    from openpyxl import Workbook

    book = Workbook(write_only=True)
    sheet = book.create_sheet(_SHEET)
    row = _Rows(sheet)
    _prepare(sheet)
    sheet.append(row.head())

    def write(unit: TranslationUnit) -> None:
        sheet.append(row.cells(unit))

    try:
        yield write
        _finish(sheet, row.count)
    finally:
        sheet.close()
    _save(book, stream)


def _save(book: Any, stream: BinaryIO) -> None:
    """Write a workbook with dates that say nothing; ``book.save`` would write that of now."""
    from openpyxl.writer.excel import ExcelWriter

    book.properties.creator = "bitext"
    book.properties.created = book.properties.modified = datetime(*FIRST_DATE)  # naive as in openpyxl
    with TimelessZip(stream, "w") as archive:
        ExcelWriter(book, archive).save()


class _Rows:
    """Makes the cells of a sheet; the styles are shared, so that the file stays small."""

    def __init__(self, sheet: Any) -> None:
        from openpyxl.styles import Alignment, Font, PatternFill, Protection

        self._sheet = sheet
        self._wrap = Alignment(wrap_text=True, vertical="top")
        self._bold, self._grey, self._red = Font(bold=True), Font(color="595F66"), Font(color="A3201A")
        self._fill = PatternFill("solid", fgColor="E6ECF5")
        self._unlocked = Protection(locked=False)
        self.count = 1

    def head(self) -> list[Any]:
        """The cells of the header row."""
        return [self._cell(name, font=self._bold, fill=self._fill) for name in COLUMNS]

    def cells(self, unit: TranslationUnit) -> list[Any]:
        """The cells of one unit."""
        self.count += 1
        values = unit_fields(unit)
        return [self._field(name, values[name], unit) for name in COLUMNS]

    def _field(self, name: str, text: str, unit: TranslationUnit) -> Any:
        if name in _NUMBERS:
            return self._cell(_NUMBERS[name](text), font=self._grey)
        value = _escaped(text)
        if len(value) > CELL_LIMIT:
            raise OutputError(
                f"unit {unit.id}: its {name} has {len(value)} characters, a cell holds {CELL_LIMIT}; "
                "use another format, XLIFF for one."
            )
        if name in OPEN:
            return self._cell(value, protection=self._unlocked)
        font = self._red if name == "issues" and text.startswith("error") else None
        return self._cell(value, font=self._grey if name not in ("id", "source", "issues") else font)

    def _cell(self, value: str | float, **style: Any) -> Any:
        from openpyxl.cell import WriteOnlyCell

        cell = WriteOnlyCell(self._sheet, value=value)
        if isinstance(value, str):
            # "@" keeps a spreadsheet from reading what is typed here as a number, a date or a formula.
            cell.data_type, cell.number_format = "s", "@"
        cell.alignment = self._wrap
        for name, part in style.items():
            if part is not None:
                setattr(cell, name, part)
        return cell


def _prepare(sheet: Any) -> None:
    """What a sheet that is written row by row needs before the first row: widths and the frozen head."""
    from openpyxl.utils import get_column_letter

    sheet.freeze_panes = "D2"
    for number, width in enumerate(COLUMNS.values(), start=1):
        column = sheet.column_dimensions[get_column_letter(number)]
        column.width = width or 10
        column.hidden = not width


def _finish(sheet: Any, rows: int) -> None:
    """Filters, the list of states, and the protection, which leaves filters, sorting and widths free."""
    from openpyxl.utils import get_column_letter
    from openpyxl.worksheet.datavalidation import DataValidation

    sheet.auto_filter.ref = f"A1:{get_column_letter(len(COLUMNS))}{rows}"
    states = DataValidation(type="list", formula1=f'"{_STATES}"', allow_blank=False, showErrorMessage=True)
    states.error = f"One of {_STATES.replace(',', ', ')}."
    sheet.data_validations.append(states)
    letter = get_column_letter(list(COLUMNS).index("state") + 1)
    states.add(f"{letter}2:{letter}{max(rows, 2)}")
    protection = sheet.protection
    protection.sheet = True
    protection.autoFilter = protection.sort = protection.formatColumns = protection.formatRows = False


def read(stream: BinaryIO, name: str) -> Iterator[TranslationUnit]:
    """The units of a workbook's sheet ``bitext``, else of the first that names our columns; FormatError names the row.

    Formulas are not computed, macros and links not followed.
    """
    from openpyxl import load_workbook

    _check_size(stream, name)
    try:
        book = load_workbook(stream, read_only=True, data_only=True, keep_links=False)
    except (KeyError, ValueError, OSError, SyntaxError) as error:
        raise FormatError(f"{name}:1: not a workbook that can be read ({error}); save it as .xlsx.") from error
    try:
        yield from _rows(_sheet(book).iter_rows(values_only=True), name)
    finally:
        book.close()


def _sheet(book: Any) -> Any:
    """The sheet with the units; a person may have renamed it and put others before it."""
    for sheet in book.worksheets:
        sheet.reset_dimensions()
    if _SHEET in book.sheetnames:
        return book[_SHEET]
    heads = ((sheet, next(sheet.iter_rows(max_row=1, values_only=True), ())) for sheet in book.worksheets)
    return next((sheet for sheet, head in heads if _is_head(_names(head))), book.worksheets[0])


def _names(row: tuple[Any, ...]) -> list[str]:
    return [_text(value).strip().lower() for value in row]


def _is_head(names: list[str]) -> bool:
    return {"source", "target"} <= set(names)


def _check_size(stream: BinaryIO, name: str) -> None:
    try:
        with zipfile.ZipFile(stream) as archive:
            size = sum(part.file_size for part in archive.infolist())
    except zipfile.BadZipFile as error:
        raise FormatError(f"{name}:1: not a workbook ({error}); save it as .xlsx, not .xls or .csv.") from error
    if size > UNPACKED_LIMIT:
        raise FormatError(f"{name}:1: it unpacks to {size} bytes, more than {UNPACKED_LIMIT}; not read.")
    stream.seek(0)


def _rows(rows: Iterable[tuple[Any, ...]], name: str) -> Iterator[TranslationUnit]:
    names: list[str] = []
    for number, row in enumerate(rows, start=1):
        if not names:
            names = _names(row)
            if not _is_head(names):
                break
            continue
        values = {key: _text(value) for key, value in zip(names, row, strict=False) if key in COLUMNS}
        if not any(values.values()):
            continue
        try:
            yield unit_from_fields(values, number - 1)
        except (ValueError, FormatError) as error:
            raise FormatError(f"{name}:{number}: {error}") from error
    if not _is_head(names):
        raise FormatError(
            f"{name}:1: the first row must name the columns source and target; delete what was put above it, "
            "or give the columns their names again."
        )


def _text(value: Any) -> str:
    """A cell's value as it was written; a spreadsheet may have made a number of it."""
    if value is None:
        return ""
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return _unescaped(str(value))
