"""Editing a glossary file keeps all that is not edited."""

from dataclasses import replace
from pathlib import Path

import pytest

from bitext.errors import GlossaryError
from bitext.glossary import load
from bitext.glossary.edit import add, edit, remove
from bitext.model import CasePolicy, TermEntry

TEXT = "# mine\nsource\ttarget\tnote\nRat\tcouncil\t\n\n# offices\nAmt\toffice \t  as is\nHaus\thouse\n"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    file = tmp_path / "a.tsv"
    file.write_text(TEXT, encoding="utf-8", newline="")
    return file


def changed(change_diff: list[str]) -> list[str]:
    return [line for line in change_diff[2:] if line[0] in "+-"]


def test_adds_at_the_end(path: Path) -> None:
    """A new entry is one new line at the end."""
    change = add(path, [TermEntry("Büro", ("bureau",), note="new")])
    assert changed(change.diff) == ["+Büro\tbureau\tnew"]
    assert path.read_text() == TEXT
    change.save()
    assert path.read_text() == TEXT + "Büro\tbureau\tnew\n"


def test_adds_after_an_entry(path: Path) -> None:
    """An entry can be put beside another one."""
    add(path, [TermEntry("Räte", ("councils",))], after="Rat").save()
    assert path.read_text() == TEXT.replace("council\t\n", "council\t\nRäte\tcouncils\n")


def test_adds_a_column_only_if_needed(path: Path) -> None:
    """A value without a column extends the header and touches no other line."""
    change = add(path, [TermEntry("Büro", ("bureau",), case=CasePolicy.SENSITIVE)])
    assert changed(change.diff) == [
        "-source\ttarget\tnote",
        "+source\ttarget\tnote\tcase",
        "+Büro\tbureau\t\tsensitive",
    ]


def test_begins_a_new_file(tmp_path: Path) -> None:
    """A file that is not there is begun with a header."""
    path = tmp_path / "new.tsv"
    add(path, [TermEntry("Rat", ("council",))]).save()
    assert [entry.source for entry in load([path]).entries] == ["Rat"]
    assert path.read_text().startswith("source\ttarget\t")


def test_edits_one_cell(path: Path) -> None:
    """Only the cells that change are rewritten; odd blanks in others stay."""
    change = edit(path, "Amt", lambda entry: replace(entry, targets=("office", "agency")))
    assert changed(change.diff) == ["-Amt\toffice \t  as is", "+Amt\toffice|agency\t  as is"]


def test_removes_a_line(path: Path) -> None:
    """Removing takes the entry's line and leaves comments."""
    remove(path, ["Amt", "Rat"]).save()
    assert path.read_text() == "# mine\nsource\ttarget\tnote\n\n# offices\nHaus\thouse\n"


def test_keeps_line_ends_mark_and_missing_last_end(tmp_path: Path) -> None:
    """Windows line ends, a byte order mark and a last line without end stay."""
    path = tmp_path / "a.tsv"
    path.write_bytes("\ufeffRat\tcouncil\r\nAmt\toffice".encode())
    edit(path, "Rat", lambda entry: replace(entry, targets=("board",))).save()
    assert path.read_bytes() == "\ufeffRat\tboard\r\nAmt\toffice".encode()


def test_refuses_what_lint_refuses(path: Path) -> None:
    """An edit that brings an error is refused with lint's words, and the file is untouched."""
    with pytest.raises(GlossaryError, match=r"refused, nothing was written:\n.*a\.tsv:8: error conflict"):
        add(path, [TermEntry("Rat", ("advice",))])
    with pytest.raises(GlossaryError, match="look-alike"):
        add(path, [TermEntry("Büro", ("οffice",))])
    assert path.read_text() == TEXT


def test_old_errors_do_not_block_new_edits(path: Path) -> None:
    """What was wrong before does not stop an edit elsewhere."""
    path.write_text(TEXT + "Rat\tadvice\n")
    assert add(path, [TermEntry("Büro", ("bureau",))]).diff


@pytest.mark.parametrize("name", ["a.tbx", "a.tsv"])
def test_files_of_other_tools_are_not_edited(tmp_path: Path, name: str) -> None:
    """A line of ours in another tool's file would break it: import is named instead."""
    path = tmp_path / name
    text = "<martif/>" if name == "a.tbx" else "Deutsch;Englisch\nRat;council\n"
    path.write_text(text, encoding="utf-8")

    with pytest.raises(GlossaryError, match="bitext glossary import"):
        add(path, [TermEntry("Wien", ("Vienna",))])

    assert path.read_text("utf-8") == text


def test_names_near_sources(path: Path) -> None:
    """A source that is not there gets a hint."""
    with pytest.raises(GlossaryError, match="did you mean 'Haus'"):
        remove(path, ["Hauss"])


def test_an_edit_without_effect_is_said(path: Path) -> None:
    """Nothing is written when nothing changes."""
    with pytest.raises(GlossaryError, match="changes nothing"):
        edit(path, "Rat", lambda entry: entry)
