"""A workbook that a reviewer can work in and that runs nothing."""

import io
import re
import zipfile
from dataclasses import replace
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook

from bitext.errors import FormatError, OutputError
from bitext.formats import xlsx
from bitext.model import BitextHeader, State, TranslationUnit
from tests.formats.test_contract import FULL

PLAIN = TranslationUnit("1", "a", "Ja.", "Yes.")


def written(*units: TranslationUnit) -> io.BytesIO:
    stream = io.BytesIO()
    with xlsx.writer(stream, BitextHeader()) as write:
        for unit in units:
            write(unit)
    stream.seek(0)
    return stream


def sheet(stream: io.BytesIO) -> Any:
    return load_workbook(stream)["bitext"]


def test_the_same_units_are_the_same_bytes(monkeypatch: pytest.MonkeyPatch) -> None:
    """A workbook does not bear the date of its making, so that two runs can be compared."""
    first = written(FULL, PLAIN).getvalue()
    monkeypatch.setattr("time.localtime", lambda *_: (2031, 5, 6, 7, 8, 10, 0, 0, 0))
    monkeypatch.setattr("time.time", lambda: 1_935_000_000.0)

    assert written(FULL, PLAIN).getvalue() == first
    with zipfile.ZipFile(io.BytesIO(first)) as archive:
        assert {entry.date_time[0] for entry in archive.infolist()} == {1980}
        assert set(re.findall(rb"(\d{4})-\d\d-\d\dT", archive.read("docProps/core.xml"))) == {b"1980"}


def table(*rows: list[Any]) -> io.BytesIO:
    """A workbook as a person makes it."""
    book = Workbook()
    for row in rows:
        book.active.append(row)
    stream = io.BytesIO()
    book.save(stream)
    book.close()
    stream.seek(0)
    return stream


def test_id_and_source_are_protected_and_the_target_is_open() -> None:
    """A reviewer can change target, state and note only, and still filter, sort and widen."""
    page = sheet(written(FULL))

    assert page.protection.sheet
    assert not (page.protection.autoFilter or page.protection.sort or page.protection.formatColumns)
    unlocked = {name for name, cell in zip(xlsx.COLUMNS, page[2], strict=True) if not cell.protection.locked}
    assert unlocked == {"target", "state", "note"}


def test_it_is_laid_out_for_reading() -> None:
    """The head stands still, every column has a filter, texts wrap, technical columns are out of sight."""
    page = sheet(written(FULL, PLAIN))

    assert (page.freeze_panes, page.auto_filter.ref) == ("D2", "A1:P3")
    assert page["B2"].alignment.wrap_text
    assert page.column_dimensions["B"].width == 60
    assert page.column_dimensions["P"].hidden


def test_states_are_chosen_from_a_list() -> None:
    """The state is one of ours, and a spreadsheet says so."""
    validation = sheet(written(PLAIN)).data_validations.dataValidation[0]

    assert (str(validation.sqref), validation.formula1) == ("D2", '"initial,translated,reviewed,final,rejected"')


@pytest.mark.parametrize("text", ["=1+1", "+49 30", "-5 Grad", "@home", "=cmd|' /C calc'!A0", "'=1", "\tx"])
def test_no_cell_runs_as_a_formula(text: str) -> None:
    """Text that looks like a formula is stored as text behind an apostrophe and comes back as it was."""
    stream = written(replace(PLAIN, source=text, target=text, note=text))
    cell = sheet(stream)["C2"]
    stream.seek(0)

    assert (cell.data_type, str(cell.value)[0]) == ("s", "'")
    (unit,) = xlsx.read(stream, "x.xlsx")
    assert (unit.source, unit.target, unit.note) == (text, text, text)


def test_reads_a_table_made_by_hand() -> None:
    """Columns in any order, numbers that a spreadsheet made of text, empty rows and unknown columns are no trouble."""
    stream = table(
        ["Target", "Source", "mine"], ["Yes.", "Ja.", 1], [None, None, None], [12, 12.0, 2], ["True", "Wahr", 3]
    )

    units = list(xlsx.read(stream, "x.xlsx"))
    assert [(unit.id, unit.source, unit.target) for unit in units] == [
        ("1", "Ja.", "Yes."),
        ("3", "12", "12"),
        ("4", "Wahr", "True"),
    ]


def test_a_renamed_sheet_behind_another_is_found() -> None:
    """Sheets that a reviewer added before a renamed one do not hide the units."""
    book = load_workbook(table(["source", "target"], ["Ja.", "Yes."]))
    book.worksheets[0].title = "Review"
    book.create_sheet("Questions", 0)["A1"] = "none"
    stream = io.BytesIO()
    book.save(stream)

    (unit,) = xlsx.read(stream, "x.xlsx")
    assert unit.target == "Yes."


def test_the_state_rejected_is_understood() -> None:
    """A reviewer rejects a unit by its state; the note is the reason."""
    (unit,) = xlsx.read(table(["source", "target", "state", "note"], ["Ja.", "No.", "rejected", "wrong"]), "x.xlsx")

    assert (unit.state, unit.provenance) == (State.INITIAL, {"rejected": "wrong"})


@pytest.mark.parametrize(
    ("stream", "reason"),
    [
        (io.BytesIO(b"no zip"), r"x\.xlsx:1: not a workbook"),
        (table(["a", "b"]), r"x\.xlsx:1: the first row must name"),
        (table(), r"x\.xlsx:1: the first row must name"),
        (table(["source", "target", "state"], ["Ja.", "Yes.", "done"]), r"x\.xlsx:2: 'done'"),
    ],
)
def test_a_broken_workbook_names_the_row(stream: io.BytesIO, reason: str) -> None:
    """What cannot be read is named with its row."""
    with pytest.raises(FormatError, match=reason):
        list(xlsx.read(stream, "x.xlsx"))


def test_a_zip_bomb_is_not_unpacked(monkeypatch: pytest.MonkeyPatch) -> None:
    """A workbook that would fill the memory is refused by its sizes alone."""
    monkeypatch.setattr(xlsx, "UNPACKED_LIMIT", 10_000)
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/worksheets/sheet1.xml", b" " * 20_000)
    stream.seek(0)

    with pytest.raises(FormatError, match="unpacks to 20000 bytes"):
        list(xlsx.read(stream, "x.xlsx"))


def test_a_text_longer_than_a_cell_is_refused_not_cut() -> None:
    """Excel would cut it silently; the unit and the column are named instead."""
    with pytest.raises(OutputError, match="unit 1: its target has 40000 characters"):
        written(replace(PLAIN, target="x" * 40_000))
