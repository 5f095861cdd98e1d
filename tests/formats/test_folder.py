"""Folders with a file an article."""

import unicodedata
from dataclasses import replace
from pathlib import Path, PurePosixPath

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bitext.formats import read_units
from bitext.formats.folder import Paths, article_path, open_folder
from bitext.model import BitextHeader, TranslationUnit

UNITS = [TranslationUnit(f"{article}#{n}", article, f"s{n}", f"t{n}") for article in ("x/a", "b.txt") for n in (1, 2)]


def test_an_article_is_complete_as_soon_as_it_is_done(tmp_path: Path) -> None:
    """The first article's files are there under their names while the second is being written."""
    with open_folder(tmp_path, (".jsonl", ".tsv"), BitextHeader()) as write:
        for unit in UNITS[:3]:
            write(unit)
        assert list(read_units(tmp_path / "x" / "a.jsonl")) == UNITS[:2]
        assert not (tmp_path / "b.txt.jsonl").exists()
        write(UNITS[3])
    assert list(read_units(tmp_path / "b.txt.tsv")) == UNITS[2:]


def test_an_article_cut_off_does_not_appear(tmp_path: Path) -> None:
    """After an error in the middle of an article there is nothing of it, and the ones before are whole."""
    with pytest.raises(KeyboardInterrupt), open_folder(tmp_path, (".jsonl",), BitextHeader()) as write:
        for unit in UNITS[:3]:
            write(unit)
        raise KeyboardInterrupt
    assert [path.name for path in tmp_path.rglob("*") if path.is_file()] == ["a.jsonl"]


@pytest.mark.parametrize(
    ("article", "expected"),
    [
        ("news/a", "news/a"),
        ("über-uns", "über-uns"),
        ("../../etc/passwd", "%2E%2E/%2E%2E/etc/passwd"),
        ("/etc/passwd", "%/etc/passwd"),
        ("http://x.org/?a=1", "http%3A/%/x.org/%3Fa=1"),
        (".hidden", "%2Ehidden"),
        ("50%", "50%25"),
    ],
)
def test_names_are_safe(article: str, expected: str) -> None:
    """What leaves the folder, hides a file, or some system refuses is written with percent signs."""
    assert article_path(article) == PurePosixPath(expected)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.text("ab./%:\\ ", min_size=1, max_size=12) | st.text("ü", min_size=85, max_size=99), max_size=6))
def test_different_articles_have_different_files(articles: list[str]) -> None:
    """No two ids share a path, and every path stays inside the folder."""
    paths = {article_path(article) for article in set(articles)}

    assert len(paths) == len(set(articles))
    for path in paths:
        assert not path.is_absolute()
        assert not {"..", ".", ""} & set(path.parts)
        assert all(len(part.encode()) <= 180 for part in path.parts)


@pytest.mark.parametrize("other", ["NEWS/a", "news/A"])
def test_names_differ_where_case_does_not_count(tmp_path: Path, other: str) -> None:
    """Ids that a case-blind disk takes for one get names that it tells apart, the same in every run."""
    units = [replace(UNITS[0], article=article) for article in ("news/a", other)]
    for run in ("1", "2"):
        with open_folder(tmp_path / run, (".tsv",), BitextHeader()) as write:
            for unit in units:
                write(unit)

    names = [sorted(str(path.relative_to(tmp_path / run)) for path in (tmp_path / run).rglob("*.tsv")) for run in "12"]
    assert names[0] == names[1]
    assert len({name.casefold() for name in names[0]}) == 2
    assert "news/a.tsv" in names[0]


def test_names_differ_where_unicode_is_normalised() -> None:
    """An ü of one and an ü of two code points give two files everywhere."""
    paths = Paths()

    first, second = paths.claim("\u00fcber"), paths.claim("u\u0308ber")
    assert len({unicodedata.normalize("NFC", str(path)) for path in (first, second)}) == 2
