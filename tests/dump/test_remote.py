"""Inputs that a URL names."""

import gzip
import json
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import fsspec
import pytest
from click.testing import CliRunner

from bitext.cli import cli
from bitext.dump import read_articles
from bitext.dump.remote import is_remote
from bitext.errors import InputError, OptionError
from bitext.model import Article


@pytest.fixture
def bucket(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[fsspec.AbstractFileSystem]:
    """A storage that is not a disk, with a dump in three files; temporary files are in ``tmp_path``."""
    system = fsspec.filesystem("memory")
    record = json.dumps({"id": "r", "text": "Der Rat tagt."}).encode()
    for name, content in {
        "dump/b.txt": b"Ein Satz.",
        "dump/a/news.jsonl.gz": gzip.compress(record),
        "dump/a/page.txt": "Grüße.".encode(),
        "dump/.hidden.txt": b"Nein.",
        "dump/picture.png": b"Nein.",
    }.items():
        system.pipe_file(f"/bucket/{name}", content)
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    yield system
    system.rm("/bucket", recursive=True)


def read(*sources: str) -> list[tuple[str, str] | str]:
    """Id and text of each article, and what each error says."""
    return [(one.id, one.text) if isinstance(one, Article) else str(one) for one in read_articles(sources)]


def test_url_of_a_file_a_folder_and_a_pattern(bucket: fsspec.AbstractFileSystem) -> None:
    """A URL is read as the same thing on the disk is, packed files too, with the same ids in the same order."""
    assert read("memory://bucket/dump/b.txt") == [("b", "Ein Satz.")]
    assert read("memory://bucket/dump") == [("r", "Der Rat tagt."), ("a/page", "Grüße."), ("b", "Ein Satz.")]
    assert read("memory://bucket/dump/*.txt") == [("b", "Ein Satz.")]
    assert read("memory://bucket/dump/**/*.txt") == [("a/page", "Grüße."), ("b", "Ein Satz.")]


def test_articles_name_their_url(bucket: fsspec.AbstractFileSystem) -> None:
    """The path in the metadata is the URL, not that of the temporary copy."""
    (article,) = read_articles(["memory://bucket/dump/a/page.txt"])
    assert isinstance(article, Article)
    assert article.metadata["path"] == "memory://bucket/dump/a/page.txt"


def test_one_file_at_a_time_is_on_the_disk(bucket: fsspec.AbstractFileSystem, tmp_path: Path) -> None:
    """While a file is read it is the only copy, and none is left at the end."""
    counts = []
    for _ in read_articles(["memory://bucket/dump"]):
        counts.append(len([path for path in tmp_path.rglob("*") if path.is_file()]))
    assert counts == [1, 1, 1]
    assert list(tmp_path.iterdir()) == []


def test_file_urls_are_read_in_place(tmp_path: Path) -> None:
    """``file://`` is the disk itself."""
    (tmp_path / "a.txt").write_text("Ein Satz.")
    assert read(f"file://{tmp_path}/a.txt", f"file://{tmp_path}") == [("a", "Ein Satz."), ("a#2", "Ein Satz.")]


def test_what_cannot_be_read_is_said(bucket: fsspec.AbstractFileSystem, monkeypatch: pytest.MonkeyPatch) -> None:
    """A URL with nothing behind it, of an unknown kind or of one whose package is missing costs one line only."""
    monkeypatch.setitem(sys.modules, "s3fs", None)
    missing, empty, unknown, package, good = read(
        "memory://bucket/nothing.txt",
        "memory://bucket/x*.txt",
        "nonsense://bucket/a.txt",
        "s3://bucket/a.txt",
        "memory://bucket/dump/b.txt",
    )
    assert "nothing there can be read" in str(missing)
    assert "nothing there can be read" in str(empty)
    assert "nonsense" in str(unknown)
    assert "s3fs" in str(package)
    assert good == ("b", "Ein Satz.")


def test_a_broken_connection_costs_its_file_only(
    bucket: fsspec.AbstractFileSystem, monkeypatch: pytest.MonkeyPatch
) -> None:
    """When a file cannot be fetched the next ones are read."""
    fetch = type(bucket).get_file

    def broken(self: object, path: str, *values: object, **named: object) -> object:
        if path.endswith("page.txt"):
            raise RuntimeError("the line is dead")
        return fetch(self, path, *values, **named)

    monkeypatch.setattr(type(bucket), "get_file", broken)
    first, error, last = read("memory://bucket/dump")
    assert (first, last) == (("r", "Der Rat tagt."), ("b", "Ein Satz."))
    assert "the line is dead" in str(error)


def test_without_fsspec(monkeypatch: pytest.MonkeyPatch) -> None:
    """When fsspec is missing the message says what to install."""
    monkeypatch.setitem(sys.modules, "fsspec.core", None)
    (error,) = read_articles(["s3://bucket/a.txt"])
    assert isinstance(error, InputError)
    assert "bitext[remote]" in str(error)


@pytest.mark.parametrize(
    ("source", "expected"),
    [("s3://b/a", True), ("zip://a::s3://b", True), ("C:\\a", False), ("a/b:c", False), ("http", False), ("-", False)],
)
def test_what_is_a_url(source: str, expected: bool) -> None:
    """A scheme of two letters or more makes a URL; drives and colons in names do not."""
    assert is_remote(source) is expected


def test_outputs_are_local(tmp_path: Path) -> None:
    """A URL as output is refused before any work."""
    with pytest.raises(OptionError, match=r"s3://b/o\.tmx.*copy"):
        CliRunner().invoke(
            cli, ["translate", "a.txt", "-o", "s3://b/o.tmx"], standalone_mode=False, catch_exceptions=False
        )
