"""Tables that a spreadsheet opened and saved."""

import csv
import io
from dataclasses import replace

import pytest

from bitext.errors import FormatError
from bitext.formats import tsv
from bitext.model import BitextHeader, State, TranslationUnit

UNITS = (
    TranslationUnit("a#1", "a", '"Nein", sagte er.', '"No," he said.', provenance={"title": 'Das "Nein"'}),
    TranslationUnit("a#2", "a", '"Wir kommen, und zwar bald.', '"We are coming, and soon.'),
    TranslationUnit("a#3", "a", 'Er rief: "Halt"\nund ging.', 'He cried: "Stop"\nand left.', note="'so'"),
    TranslationUnit("a#4", "a", "=1+1 ist 2, oder?", '"Yes"'),
)


def written() -> str:
    stream = io.BytesIO()
    with tsv.writer(stream, BitextHeader()) as write:
        for unit in UNITS:
            write(unit)
    return stream.getvalue().decode()


def saved(rows: list[list[str]], encoding: str = "utf-8-sig", quoting: int = csv.QUOTE_MINIMAL) -> io.BytesIO:
    """What a spreadsheet writes: a field with a quotation mark, or all of them, between quotation marks."""
    table = io.StringIO()
    csv.writer(table, "excel-tab", quoting=quoting).writerows(rows)  # type: ignore[arg-type]
    return io.BytesIO(table.getvalue().encode(encoding))


def opened() -> list[list[str]]:
    """The table as a spreadsheet reads it."""
    return list(csv.reader(io.StringIO(written(), newline=""), "excel-tab"))


def test_a_spreadsheet_reads_every_field() -> None:
    """No quotation mark at the start of a field makes the next ones vanish in it."""
    assert opened() == [line.split("\t") for line in written().splitlines()]


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16"])
@pytest.mark.parametrize("quoting", [csv.QUOTE_MINIMAL, csv.QUOTE_ALL])
def test_a_table_that_a_spreadsheet_saved_is_the_same(encoding: str, quoting: int) -> None:
    """Quoted fields, a byte order mark, Excel's UTF-16 and Windows line ends change nothing."""
    assert tuple(tsv.read(saved(opened(), encoding, quoting), "x.tsv")) == UNITS


def test_a_line_end_typed_into_a_cell_comes_back() -> None:
    """A field may run over several lines of the file."""
    rows = opened()
    rows[2][2] = 'Two\nlines, "both" kept'

    units = tuple(tsv.read(saved(rows), "x.tsv"))

    assert units[1] == replace(UNITS[1], target='Two\nlines, "both" kept')
    assert (units[0], *units[2:]) == (UNITS[0], *UNITS[2:])


def test_a_mark_that_is_never_closed_swallows_nothing() -> None:
    """Within a line it is a part of the text; at the end, where the rest of the file would vanish, it is named."""
    typed = written().replace("'\"We are", '"We are')
    assert tuple(tsv.read(io.BytesIO(typed.encode()), "x.tsv")) == UNITS

    last = written().replace("title=", '"title=').splitlines(keepends=True)
    for lines, reason in ((last, "31 fields"), (last[:2], "nothing closes")):
        with pytest.raises(FormatError, match=rf"x\.tsv:2: .*{reason}"):
            list(tsv.read(io.BytesIO("".join(lines).encode()), "x.tsv"))


def test_quotation_marks_of_another_tools_table_stay() -> None:
    """In a table that is not ours a mark is a part of the text."""
    (unit,) = tsv.read(io.BytesIO(b'source\ttarget\n"Nein"\t"No, and\n'), "x.tsv")

    assert (unit.source, unit.target) == ('"Nein"', '"No, and')


@pytest.mark.parametrize("cell", ["Reviewed ", "REVIEWED"])
def test_a_state_is_read_in_any_case(cell: str) -> None:
    """What a person types into a cell is not refused for a capital or a blank."""
    (unit,) = tsv.read(io.BytesIO(f"source\ttarget\tstate\nJa.\tYes.\t{cell}\n".encode()), "x.tsv")

    assert unit.state is State.REVIEWED


def test_an_unknown_state_names_all() -> None:
    """Rejected is one of them."""
    with pytest.raises(FormatError, match=r"x\.tsv:2: 'ok' is no state; use one of .*final, rejected"):
        list(tsv.read(io.BytesIO(b"source\ttarget\tstate\nJa.\tYes.\tok\n"), "x.tsv"))


def test_a_rejected_unit_is_shown_as_rejected() -> None:
    """The next reviewer sees it in the state column; the reason stays."""
    unit = replace(UNITS[0], provenance={"rejected": "clumsy"})
    stream = io.BytesIO()
    with tsv.writer(stream, BitextHeader()) as write:
        write(unit)

    assert b"\trejected\t" in stream.getvalue()
    stream.seek(0)
    assert tuple(tsv.read(stream, "x.tsv")) == (unit,)
