"""Reading inputs as a whole: sources, order, ids, and errors in their place."""

import io
import os
from collections.abc import Sequence
from pathlib import Path

import pytest

from bitext.dump import ReadOptions, read_articles
from bitext.errors import InputError, OptionError
from bitext.model import Article


def articles(*sources: Path | str, options: ReadOptions | None = None) -> list[Article]:
    """The articles of sources that are all good."""
    items = list(read_articles([str(source) for source in sources], options))
    assert not [item for item in items if isinstance(item, InputError)]
    return [item for item in items if isinstance(item, Article)]


def only_error(*sources: Path | str, options: ReadOptions | None = None) -> str:
    """The message of the only thing that sources give."""
    (item,) = read_articles([str(source) for source in sources], options)
    assert isinstance(item, InputError)
    return str(item)


def ids(items: Sequence[Article]) -> list[str]:
    return [article.id for article in items]


def test_folder_is_read_in_depth_and_order(tmp_path: Path) -> None:
    """A folder gives its text files sorted by name, subfolders in their place, hidden files left out."""
    for name in ("b.txt", "a/2.txt", "a/1.txt", "c.TXT", ".hidden.txt", ".git/d.txt", "picture.png"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("Ein Satz.")

    assert ids(articles(tmp_path)) == ["a/1", "a/2", "b", "c"]


def test_pattern_names_files_and_folders(tmp_path: Path) -> None:
    """A pattern with wildcards gives what matches, with ids from its first wildcard on."""
    for name in ("x/a.txt", "x/b.txt", "y/c.txt"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("Ein Satz.")

    assert ids(articles(tmp_path / "*" / "a.txt")) == ["x/a"]
    assert ids(articles(tmp_path / "**" / "*.txt")) == ["x/a", "x/b", "y/c"]
    assert ids(articles(f"{tmp_path}/?")) == ["a", "b", "c"]


def test_standard_input_is_read_and_left_open(monkeypatch: pytest.MonkeyPatch) -> None:
    """``-`` reads articles from standard input, which is not closed."""
    stdin = io.TextIOWrapper(io.BytesIO("Grüße.\n.EOA\nNoch einer.".encode()))
    monkeypatch.setattr("sys.stdin", stdin)

    read = articles("-")

    assert [(item.id, item.text) for item in read] == [("stdin", "Grüße.\n"), ("stdin#2", "Noch einer.")]
    assert not stdin.buffer.closed


def test_ids_are_unique_and_stable(tmp_path: Path) -> None:
    """Articles that would have the same id get numbers, the same ones in every run."""
    for folder in ("x", "y"):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "a.txt").write_text("Eins.\n.EOA\nZwei.")
    sources = (tmp_path / "x", tmp_path / "y")

    assert ids(articles(*sources)) == ["a", "a#2", "a#3", "a#4"]
    assert ids(articles(*sources)) == ids(articles(*sources))


def test_ids_have_no_breaks(tmp_path: Path) -> None:
    """A file name with tab, newline or bytes that are not UTF-8 gives an id that fits in one cell of a table."""
    (tmp_path / "a\tb\nc.txt").write_text("Ein Satz.")
    (tmp_path / "d\udcff.txt").write_text("Ein Satz.")

    assert ids(articles(tmp_path)) == ["a_b_c", "d\ufffd"]


def test_path_is_kept_as_given(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The metadata's path is what the user wrote, not an absolute one."""
    monkeypatch.chdir(tmp_path)
    Path("a.txt").write_text("Ein Satz.")

    assert articles("./a.txt")[0].metadata == {"path": "./a.txt"}
    assert articles(".")[0].metadata == {"path": "./a.txt"}


def test_bad_inputs_do_not_cost_good_ones(tmp_path: Path) -> None:
    """Missing, empty, binary and badly encoded files each give one error in their place, and the rest is read."""
    contents = {"1": b"Gut.", "2": b"", "3": bytes(range(256)), "4": "Müller".encode("cp1252"), "5": b"Auch gut."}
    for name, data in contents.items():
        (tmp_path / f"{name}.txt").write_bytes(data)

    items = list(read_articles([str(tmp_path / f"{name}.txt") for name in (1, 2, 3, "missing", 4, 5)]))

    assert [isinstance(item, Article) for item in items] == [True, False, False, False, False, True]
    for item, words in zip(items[1:5], ("empty", "binary", "no such file", "WINDOWS-1252"), strict=True):
        assert words in str(item)


@pytest.mark.parametrize("source", ["missing.txt", "missing/*.txt", "empty"])
def test_source_without_files_is_named(source: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file, pattern or folder that gives nothing is named in one error."""
    monkeypatch.chdir(tmp_path)
    Path("empty").mkdir()
    Path("empty/picture.png").touch()

    assert only_error(source).startswith(f"{source}: ")


def test_unreadable_subfolder_does_not_end_the_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A subfolder that cannot be opened is one error; its neighbours are read."""
    (tmp_path / "a").mkdir()
    (tmp_path / "b.txt").write_text("Ein Satz.")
    real = os.scandir

    def scandir(path: str) -> object:
        if str(path).endswith("a"):
            raise PermissionError(13, "Permission denied")
        return real(path)

    monkeypatch.setattr("os.scandir", scandir)

    error, article = read_articles([str(tmp_path)])

    assert "Permission denied" in str(error)
    assert isinstance(article, Article)


def test_unknown_format_is_an_option_error(tmp_path: Path) -> None:
    """A format that does not exist is refused before anything is read, with the known ones named."""
    with pytest.raises(OptionError, match="text"):
        list(read_articles([str(tmp_path)], ReadOptions(format="docx")))
