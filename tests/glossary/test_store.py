"""Our glossary files: reading, writing, joining, and their digest."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bitext.errors import FormatError, GlossaryError
from bitext.glossary import load
from bitext.glossary.native import COLUMNS, entry_of, line_of
from bitext.model import CasePolicy, TermEntry, TermStatus

HEADER = "source\ttarget\tvariants\tforbidden\tcase\tstatus\tnote\texample\n"


def write(path: Path, text: str) -> Path:
    path.write_text(text, encoding="utf-8")
    return path


def test_reads_every_column(tmp_path: Path) -> None:
    """All columns, comments, blank lines and a byte order mark."""
    path = write(
        tmp_path / "a.tsv",
        "\ufeff# our terms\n"
        + HEADER
        + "\nNato\tNATO|Nato\\|x\tNATO | Nordatlantikpakt\tOtan\tsensitive\tprefer\tan alliance\tDie Nato tagt.\n",
    )
    (entry,) = load([path]).entries
    assert entry == TermEntry(
        "Nato",
        ("NATO", "Nato|x"),
        ("NATO", "Nordatlantikpakt"),
        ("Otan",),
        CasePolicy.SENSITIVE,
        TermStatus.PREFER,
        "an alliance",
        "Die Nato tagt.",
    )
    assert entry.origin == f"{path}:4"


def test_reads_without_header_and_with_other_columns(tmp_path: Path) -> None:
    """Two columns need no header; a header may leave columns out and change their order."""
    bare = write(tmp_path / "a.tsv", "Rat\tcouncil\r\nAmt\toffice\r\n")
    named = write(tmp_path / "b.tsv", "Target\tSource\tNote\noffice\tBüro\t\nhouse\tHaus\n")
    assert [(entry.source, entry.targets) for entry in load([bare, named]).entries] == [
        ("Rat", ("council",)),
        ("Amt", ("office",)),
        ("Büro", ("office",)),
        ("Haus", ("house",)),
    ]


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        ("Rat council\n", 1, "no target"),
        ("# c\n\tcouncil\n", 2, "source is empty"),
        (HEADER + "Rat\tcouncil\t\t\tsometimes\n", 2, "case is 'sometimes'"),
        (HEADER + "Rat\tcouncil\t\t\t\tmaybe\n", 2, "must, prefer, forbidden, keep"),
        ("source\ttarget\tvariant\n", 1, "did you mean 'variants'"),
        ("source\ttarget\ttarget\n", 1, "named twice"),
        ("source\ttarget\nRat\tcouncil\tx\n", 2, "3 cells for 2 columns"),
    ],
)
def test_says_what_is_wrong_and_where(tmp_path: Path, text: str, line: int, words: str) -> None:
    """A broken line is named with path and number, and what to do."""
    path = write(tmp_path / "a.tsv", text)
    with pytest.raises(FormatError) as caught:
        load([path])
    assert str(caught.value).startswith(f"{path}:{line}")
    assert words in str(caught.value)


def test_a_file_that_is_not_utf8(tmp_path: Path) -> None:
    """The line with the first wrong byte is named."""
    path = tmp_path / "a.tsv"
    path.write_bytes("Rat\tcouncil\nBüro\toffice\n".encode("latin-1"))
    with pytest.raises(FormatError, match=r"a\.tsv:2: not UTF-8"):
        load([path])


def test_a_missing_file(tmp_path: Path) -> None:
    """A file that is not there is a GlossaryError with its path."""
    with pytest.raises(GlossaryError, match=r"none\.tsv: cannot be read"):
        load([tmp_path / "none.tsv"])


def test_later_files_win_and_it_is_said(tmp_path: Path) -> None:
    """On the same source the later file wins, and a note names both places."""
    one = write(tmp_path / "a.tsv", "Rat\tcouncil\n")
    two = write(tmp_path / "b.tsv", "Rat\tadvice\n")
    glossary = load([one, two])
    assert [entry.targets for entry in glossary.entries] == [("advice",)]
    assert glossary.notes == (f"{two}:1: 'Rat' replaces the entry of {one}:1.",)


def test_forbidden_rows_join_the_entry_of_the_same_source(tmp_path: Path) -> None:
    """A second row with status forbidden adds to what the term must not be."""
    path = write(tmp_path / "a.tsv", "source\ttarget\tstatus\nRat\tadvice\tforbidden\nRat\tcouncil\t\n")
    (entry,) = load([path]).entries
    assert (entry.targets, entry.forbidden, entry.status) == (("council",), ("advice",), TermStatus.MUST)


def test_extended_wins_and_changes_the_digest() -> None:
    """An article's own terms replace the glossary's for the same source."""
    glossary = load([]).extended([TermEntry("Rat", ("council",))])
    other = glossary.extended([TermEntry("Rat", ("advice",))])
    assert [entry.targets for entry in other.entries] == [("advice",)]
    assert other.digest != glossary.digest
    assert glossary.extended([]) is glossary


def test_the_digest_names_the_demands_only(tmp_path: Path) -> None:
    """Comments, order, notes and places change no digest; a target does."""
    one = load([write(tmp_path / "a.tsv", "Rat\tcouncil\nAmt\toffice\n")])
    two = load([write(tmp_path / "b.tsv", "# c\nsource\ttarget\tnote\nAmt\toffice\thm\n\nRat\tcouncil\n")])
    three = load([write(tmp_path / "c.tsv", "Rat\tcouncil\nAmt\tbureau\n")])
    assert one.digest == two.digest != three.digest


VALUE = st.text(st.characters(exclude_categories=("Cs", "Cc", "Zs", "Zl", "Zp")), min_size=1, max_size=8)


@given(VALUE, st.lists(VALUE, min_size=1, max_size=3), st.lists(VALUE, max_size=2), st.sampled_from(TermStatus))
@settings(max_examples=150, deadline=None)
def test_lines_are_read_back(source: str, targets: list[str], variants: list[str], status: TermStatus) -> None:
    """A written line gives the same entry, whatever bars and backslashes it holds."""
    entry = TermEntry(source, tuple(targets), tuple(variants), status=status)
    line = line_of(entry)
    assert entry_of(line.split("\t"), COLUMNS, "x:1") == entry
