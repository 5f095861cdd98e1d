"""The files of the termbase are well formed; what their entries do is tested with the glossary."""

import importlib.util
import unicodedata
from collections import Counter
from pathlib import Path

import pytest

FOLDER = Path(__file__).parent.parent / "glossary"
FILES = sorted(FOLDER.glob("*.tsv"))
HEADER = ["source", "target", "variants", "forbidden", "case", "status", "note", "example"]
LISTS = ("target", "variants", "forbidden")


def rows(path: Path) -> list[tuple[int, dict[str, str]]]:
    """The entries of a file with their line numbers."""
    lines = enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
    cells = [(number, line.split("\t")) for number, line in lines if line and not line.startswith("#")]
    return [(number, dict(zip(HEADER, row, strict=False))) for number, row in cells[1:]]


def forms(path: Path) -> list[str]:
    """Every source and variant of a file."""
    return [
        form for _, row in rows(path) for form in (row["source"], *filter(None, row.get("variants", "").split("|")))
    ]


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_columns(path: Path) -> None:
    """The header names the eight columns, and every line has a source, a target and no column too many."""
    lines = [line for line in path.read_text(encoding="utf-8").splitlines() if line and not line.startswith("#")]
    assert lines[0].split("\t") == HEADER
    assert [line for line in lines if not 2 <= line.count("\t") + 1 <= len(HEADER)] == []
    assert [row for _, row in rows(path) if not row["source"] or not row["target"]] == []


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_no_stray_blanks(path: Path) -> None:
    """No cell and no alternative begins or ends with a blank, has two in a row, or is empty between bars."""
    stray = []
    for number, row in rows(path):
        for name, cell in row.items():
            parts = cell.split("|") if cell and name in LISTS else [cell]
            if any(part != " ".join(part.split()) or (cell and not part) for part in parts):
                stray.append((number, name, cell))
    assert stray == []


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_encoding(path: Path) -> None:
    """A file is UTF-8 without byte order mark, in Unicode NFC, with line feeds and one at its end."""
    data = path.read_bytes()
    text = data.decode("utf-8")
    assert not text.startswith("\ufeff")
    assert unicodedata.is_normalized("NFC", text)
    assert "\r" not in text
    assert text.endswith("\n") and not text.endswith("\n\n")


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_values(path: Path) -> None:
    """Case and status have only values that exist, and no target is also forbidden or listed twice."""
    for number, row in rows(path):
        targets = row["target"].split("|")
        assert row.get("case", "") in ("", "auto", "sensitive", "insensitive"), number
        assert row.get("status", "") in ("", "must", "prefer", "keep", "forbidden"), number
        assert len(set(targets)) == len(targets), number
        assert not set(targets) & set(row.get("forbidden", "").split("|")), number


def test_no_form_twice() -> None:
    """No German form stands in two entries, in one file or in two."""
    counts = Counter(form for path in FILES for form in forms(path))
    assert len(FILES) == 2
    assert [form for form, count in counts.items() if count > 1] == []


def test_starter_is_large_and_explained() -> None:
    """The starter termbase has at least 400 entries, 150 of them with an example."""
    entries = [row for _, row in rows(FOLDER / "de-en.tsv")]
    assert len(entries) >= 400
    assert sum(bool(row.get("example")) for row in entries) >= 150


def test_generated_names_are_current() -> None:
    """names-de-en.tsv is what make_names.py writes, where Babel has the CLDR version that it names."""
    core = pytest.importorskip("babel.core")
    written = (FOLDER / "names-de-en.tsv").read_text(encoding="utf-8")
    if f"CLDR {core.get_cldr_version()}," not in written:
        pytest.skip("Babel carries another version of CLDR")
    spec = importlib.util.spec_from_file_location("make_names", FOLDER / "make_names.py")
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    assert module.text() == written
