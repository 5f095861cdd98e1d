"""Glossary tables of other tools."""

import csv
import io
import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bitext.errors import FormatError, GlossaryError
from bitext.glossary.exchange import FORMATS, read_any, write_as
from bitext.model import CasePolicy, TermEntry, TermStatus


def put(path: Path, text: str | bytes) -> Path:
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return path


def pairs(path: Path, kind: str = "") -> list[tuple[str, tuple[str, ...]]]:
    return [(entry.source, entry.targets) for entry in read_any(path, kind).entries]


BOTH = [("Rat", ("council",)), ("Amt, das", ("office",))]


@pytest.mark.parametrize(
    ("name", "text", "kind"),
    [
        ("a.csv", 'Rat,council\n"Amt, das",office\n', "deepl"),
        ("a.csv", 'Rat,council,de,en\n"Amt, das",office,de,en\n', "deepl"),
        ("a.csv", 'council,Rat,en,de\noffice,"Amt, das",en,de\n', "deepl"),
        ("a.csv", "Rat;council\r\nAmt, das;office\r\n", "deepl"),
        ("a.tsv", "Rat\tcouncil\nAmt, das\toffice\n", "bitext"),
        ("a.csv", 'en,de\ncouncil,Rat\noffice,"Amt, das"\n', "aws"),
        ("a.tsv", "de-DE\ten-US\nRat\tcouncil\nAmt, das\toffice\n", "aws"),
        ("a.txt", "# a comment\nRat\tcouncil\tof the EU\nAmt, das\toffice\n", "omegat"),
        ("a.utf8", "Rat\tcouncil\nAmt, das\toffice\t\n", "omegat"),
        ("a.csv", 'Rat,council,of the EU\n"Amt, das",office,\n', "omegat"),
        ("a.csv", '"source","target","context"\n"Rat","council",""\n"Amt, das","office","x"\n', "weblate"),
        ("a.csv", "source,target\nRat,council\n\"Amt, das\",office\n", "weblate"),
        ("a.csv", 'German,English,Note\nRat,council,hm\n"Amt, das",office,\n', "multiterm"),
        ("a.txt", "Deutsch\tEnglisch\nRat\tcouncil\nAmt, das\toffice\n", "multiterm"),
    ],
)  # fmt: skip
def test_detects(tmp_path: Path, name: str, text: str, kind: str) -> None:
    """Each tool's file is recognised by its name, delimiter and header, and that is said."""
    path = put(tmp_path / name, text)
    found = read_any(path)
    assert found.format == kind
    assert kind in found.said or "TSV without header" in found.said
    assert pairs(path) == BOTH


def test_spreadsheets_write_utf16_and_marks(tmp_path: Path) -> None:
    """UTF-16 with a byte order mark, as spreadsheets save it, is read."""
    assert pairs(put(tmp_path / "a.txt", "Büro\toffice\n".encode("utf-16"))) == [("Büro", ("office",))]


def test_commas_inside_cells_do_not_mislead(tmp_path: Path) -> None:
    """A file with semicolons is read as such though its cells hold commas."""
    path = put(tmp_path / "a.csv", "Amt, das;office, the\nRat, der;council, the\n")
    assert pairs(path) == [("Amt, das", ("office, the",)), ("Rat, der", ("council, the",))]


def test_the_same_source_twice_joins_its_targets(tmp_path: Path) -> None:
    """Formats with a row for every translation give one entry with several targets."""
    path = put(tmp_path / "a.csv", "Rat,council\nRat,board\nRat,council\n")
    assert pairs(path) == [("Rat", ("council", "board"))]


@pytest.mark.parametrize(
    ("name", "text", "message"),
    [
        ("a.csv", 'Rat,council\nAmt,"off"ice"\n', r"a\.csv:2: broken CSV"),
        ("a.csv", "Rat,council\nAmt,\n", r"a\.csv:2: the target is empty"),
        ("a.txt", "Rat council\n", r"a\.txt:1: no tabs"),
        ("a.csv", "Büro,office\n".encode("latin-1"), r"a\.csv:1: not UTF-8"),
    ],
)
def test_broken_tables(tmp_path: Path, name: str, text: str | bytes, message: str) -> None:
    """A broken line is named with its place and the likely cause."""
    with pytest.raises(FormatError, match=message):
        read_any(put(tmp_path / name, text))


@pytest.mark.parametrize("name", ["a.tsv", "a.csv"])
def test_a_broken_line_costs_itself_only(tmp_path: Path, name: str) -> None:
    """With ``broken`` every line that cannot be read is told with its place, and all others are read."""
    lines = ["source,target", "Rat,council", "Amt,", "Bund,federation", ",office"]
    path = put(tmp_path / name, "\n".join(line.replace(",", "\t" if name == "a.tsv" else ",") for line in lines))
    broken: list[FormatError] = []

    found = read_any(path, broken=broken.append)

    assert [entry.source for entry in found.entries] == ["Rat", "Bund"]
    assert [str(error).partition(": ")[0] for error in broken] == [f"{path}:3", f"{path}:5"]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("source\ttraget\nRat\tcouncil\n", "unknown column 'traget'; did you mean 'target'?"),
        ("source,traget\nRat,council\n", "unknown column 'traget'; did you mean 'target'?"),
        ("target\tnote\ncouncil\tRat\n", "no column is called 'source'"),
    ],
)
def test_a_misspelt_header_is_no_entry(tmp_path: Path, text: str, message: str) -> None:
    """A first line that begins with a name of a column is a header, and what is wrong with it is said."""
    with pytest.raises(FormatError, match=re.escape(message)):
        read_any(put(tmp_path / "a.csv", text))


def test_the_german_words_for_columns_may_be_terms(tmp_path: Path) -> None:
    """Without a header, a first entry whose English is the name of a column stays an entry."""
    assert pairs(put(tmp_path / "a.tsv", "Ziel\ttarget\nNote\tmark\n")) == [("Ziel", ("target",)), ("Note", ("mark",))]


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"PK\x03\x04\x14\x00\xff\xfe", ":1: an Excel workbook or ZIP file; save the sheet as CSV UTF-8"),
        (b"\x7fELF\x00\x00\xff", ":1: a binary file; give a table"),
        ("Büro\toffice\nKöln\tCologne\n".encode("cp1252"), ":1: not UTF-8; saved as Latin-1"),
    ],
)
def test_what_is_no_table_is_told_apart(tmp_path: Path, data: bytes, message: str) -> None:
    """A workbook and other binary files are called what they are, not Latin-1."""
    with pytest.raises(FormatError, match=re.escape(message)):
        read_any(put(tmp_path / "a.xlsx", data))


def test_an_unknown_format(tmp_path: Path) -> None:
    """The known formats are named."""
    with pytest.raises(GlossaryError, match="deepl"):
        read_any(put(tmp_path / "a.csv", "a,b\n"), "excel")
    with pytest.raises(GlossaryError, match="deepl"):
        write_as([], "excel")


ENTRY = TermEntry(
    "Nato", ("NATO", "N.A.T.O."), ("NATO",), ("Otan",), CasePolicy.SENSITIVE, note="a, b", example="Die Nato."
)
KEEP = TermEntry("Spiegel", (), status=TermStatus.KEEP)
BAN = TermEntry("Führer", ("Leader",), status=TermStatus.FORBIDDEN)


@pytest.mark.parametrize("kind", ["deepl", "google", "aws"])
@pytest.mark.parametrize("suffix", [".csv", ".tsv"])
def test_single_target_formats(tmp_path: Path, kind: str, suffix: str) -> None:
    """One row a spelling with the first target; what is lost is said with counts."""
    written = write_as([ENTRY, KEEP, BAN], kind, suffix)
    path = put(tmp_path / f"a{suffix}", written.data)
    assert pairs(path) == [("Nato", ("NATO",)), ("NATO", ("NATO",)), ("Spiegel", ("Spiegel",))]
    assert "further targets (1 entry)" in written.losses
    assert "forbidden targets (2 entries)" in written.losses
    assert (b"de" in written.data.split(b"\n")[0]) == (kind == "aws")


@pytest.mark.parametrize("kind", ["omegat", "weblate", "multiterm"])
def test_formats_with_several_targets_and_notes(tmp_path: Path, kind: str) -> None:
    """All targets, spellings and notes are there when read again."""
    path = put(tmp_path / "a.txt", write_as([ENTRY, KEEP], kind).data)
    found = read_any(path)
    assert found.format == kind
    assert [(entry.source, entry.targets, entry.note) for entry in found.entries] == [
        ("Nato", ENTRY.targets, "a, b"),
        ("NATO", ENTRY.targets, "a, b"),
        ("Spiegel", ("Spiegel",), ""),
    ]


def test_csv_is_quoted_as_csv_readers_expect() -> None:
    """Commas and quotation marks in cells survive the csv module of others."""
    data = write_as([TermEntry('Amt "A", das', ("office",))], "deepl", ".csv").data
    assert list(csv.reader(io.StringIO(data.decode()))) == [['Amt "A", das', "office"]]


TERM = st.text(st.characters(categories=("Lu", "Ll", "Nd", "Po"), max_codepoint=0x2FF), min_size=1, max_size=9)


@given(
    st.dictionaries(TERM, TERM, min_size=2, max_size=5),
    st.sampled_from(["deepl", "google", "aws", "omegat", "weblate"]),
)
@settings(max_examples=80, deadline=None)
def test_round_trip(terms: dict[str, str], kind: str) -> None:
    """Sources and targets come back as they were, whatever quotes and bars they hold."""
    from bitext.glossary.exchange.tables import read

    terms = {source: target for source, target in terms.items() if not source.startswith("#")}
    suffix = ".csv" if kind != "omegat" else ".txt"
    data = write_as([TermEntry(source, (target,)) for source, target in terms.items()], kind, suffix).data
    if not terms:
        return
    assert {entry.source: entry.targets[0] for entry in read(data, f"a{suffix}", kind).entries} == terms


def test_every_format_is_listed() -> None:
    """Every name of the list can be written."""
    for kind in FORMATS:
        assert write_as([ENTRY], kind).data
