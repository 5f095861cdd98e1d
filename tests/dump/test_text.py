"""Plain text: encodings, delimiters, titles, sizes."""

import codecs
import io
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bitext.dump import ReadOptions, read_articles
from bitext.dump.text import pieces, title_of
from bitext.errors import EncodingError, InputError
from bitext.model import Article
from tests.dump.test_articles import articles, only_error


def test_byte_order_mark_is_dropped(tmp_path: Path) -> None:
    """UTF-8 with and without byte order mark give the same text."""
    (tmp_path / "a.txt").write_bytes(codecs.BOM_UTF8 + "Grüße.".encode())

    assert articles(tmp_path)[0].text == "Grüße."


def test_text_is_exactly_what_was_read(tmp_path: Path) -> None:
    """Line ends, blanks, marks of direction and stray NULs stay in the text."""
    text = "\r\n  Ein Satz.\r\n\r\n\u200fZwei\x00.\t\n" + "Noch ein Satz. " * 40
    (tmp_path / "a.txt").write_bytes(text.encode())

    assert articles(tmp_path)[0].text == text


@given(st.text(alphabet="aä .\r\n\u2028", max_size=60), st.integers(1, 30))
@settings(max_examples=200, deadline=None)
def test_pieces_give_back_the_file(text: str, limit: int) -> None:
    """The pieces of a text without delimiters are the text, whatever the limit."""
    data = text.encode()

    found = list(pieces(io.BufferedReader(io.BytesIO(data)), limit))

    assert b"".join(piece.data for piece in found) == data
    assert "".join(piece.data.decode() for piece in found if limit > 4) == text * (limit > 4)
    assert all(len(piece.data) <= max(limit, 1) for piece in found)


@given(st.lists(st.text(alphabet="aä \n", min_size=1, max_size=20).map(lambda text: text + "\n"), max_size=5))
@settings(max_examples=100, deadline=None)
def test_delimiter_lines_cut_articles(texts: list[str]) -> None:
    """Articles joined with ``.EOA`` lines come out again as they went in, with the right line numbers."""
    data = ".EOA\n".join(texts).encode()

    found = list(pieces(io.BufferedReader(io.BytesIO(data)), 1000))

    assert [piece.data.decode() for piece in found] == texts
    assert all(data.decode().split("\n")[piece.line - 1] == piece.data.decode().split("\n")[0] for piece in found)


def test_delimiter_is_a_whole_line(tmp_path: Path) -> None:
    """``.EOA`` inside a line does not cut; blanks around it and a carriage return are allowed."""
    (tmp_path / "a.txt").write_bytes(b"Eins .EOA\n.EOA.\n .EOA \r\nZwei.")

    assert [article.text for article in articles(tmp_path)] == ["Eins .EOA\n.EOA.\n", "Zwei."]


def test_long_text_is_cut_into_parts(tmp_path: Path) -> None:
    """A text over the limit is read as several articles cut behind a sentence, and nothing is lost."""
    text = "Ein Satz mit Wörtern. " * 100
    (tmp_path / "a.txt").write_text(text)

    parts = articles(tmp_path, options=ReadOptions(max_article_bytes=500))

    assert "".join(part.text for part in parts) == text
    assert all(part.text.endswith(". ") for part in parts)
    assert [part.metadata["part"] for part in parts] == [str(number) for number in range(1, len(parts) + 1)]


@pytest.mark.parametrize(
    ("codec", "name"),
    [
        ("cp1252", "WINDOWS-1252"),
        ("cp850", "CP850"),
        ("mac_roman", "MACINTOSH"),
        ("utf-16", "UTF-16"),
        ("utf-16-le", "UTF-16LE"),
        ("utf-16-be", "UTF-16BE"),
        ("utf-32", "UTF-32"),
    ],
)
def test_other_encoding_is_guessed(codec: str, name: str, tmp_path: Path) -> None:
    """A file in another encoding gives one error that names it and the command to mend it; the option reads it."""
    text = "Die Bürgermeisterin grüßt die Gäste „von fern“.\nÄrger über Öl."
    (tmp_path / "a.txt").write_bytes(text.replace("„", '"').replace("“", '"').encode(codec))

    message = only_error(tmp_path)

    assert f"probably {name}." in message
    assert f"iconv -f {name} -t UTF-8" in message
    assert message.endswith("a.txt")
    assert articles(tmp_path, options=ReadOptions(encoding=name))[0].text.startswith("Die Bürgermeisterin")


@pytest.mark.parametrize("name", ["cp1252", "latin-1", "cp850", "mac_roman"])
@pytest.mark.parametrize("start", ["", "a" * 65535, "a" * 65536])
def test_encoding_option_leaves_utf8_alone(name: str, start: str, tmp_path: Path) -> None:
    """With --encoding, files of a folder that are UTF-8 are read as that and not turned into garbage."""
    text = start + "Über Köln „hängt“ der Nebel."
    for codec in ("utf-8", "utf-8-sig"):
        (tmp_path / f"{codec}.txt").write_text(text, encoding=codec)
    plain = text.replace("„", "").replace("“", "")
    (tmp_path / "old.txt").write_bytes(plain.encode(name))

    found = {article.id: article.text for article in articles(tmp_path, options=ReadOptions(encoding=name))}

    assert found == {"utf-8": text, "utf-8-sig": text, "old": plain}


def test_wrong_encoding_option_is_told(tmp_path: Path) -> None:
    """An encoding that the file does not have gives one error."""
    (tmp_path / "a.txt").write_bytes("Köln".encode("cp1252"))

    assert "utf-8" in only_error(tmp_path, options=ReadOptions(encoding="utf-8"))


def test_damaged_article_is_skipped(tmp_path: Path) -> None:
    """One damaged article in a UTF-8 file is an error with its line, and the articles around it are read."""
    (tmp_path / "a.txt").write_bytes("Köln.\n.EOA\nGut.\nMün".encode() + b"\xc3\n.EOA\nBonn.")

    first, error, last = read_articles([str(tmp_path)])

    assert isinstance(first, Article)
    assert isinstance(error, EncodingError)
    assert ":4: " in str(error)
    assert isinstance(last, Article)


def test_other_encoding_is_one_error_for_many_articles(tmp_path: Path) -> None:
    """A file of several articles in another encoding gives one error, not one an article."""
    (tmp_path / "a.txt").write_bytes("Köln.\n.EOA\nMünchen.\n.EOA\nGörlitz.".encode("cp1252"))

    assert "WINDOWS-1252" in only_error(tmp_path)


@pytest.mark.parametrize("data", [b"", b"\xef\xbb\xbf", b"\n" * 100_000, b" \n.EOA\n\t\n"])
def test_empty_text_is_told(data: bytes, tmp_path: Path) -> None:
    """A file without a letter gives one error."""
    (tmp_path / "a.txt").write_bytes(data)

    assert "is empty" in only_error(tmp_path)


@pytest.mark.parametrize(
    ("head", "word"), [(b"%PDF-1.7\n", "pdftotext"), (b"PK\x03\x04abc", ".docx"), (b"\x1f\x8b\x08abc", "gzip")]
)
def test_known_binary_is_named(head: bytes, word: str, tmp_path: Path) -> None:
    """A binary file of a known kind is called by its name, with a way out."""
    (tmp_path / "a.txt").write_bytes(head)

    assert word in only_error(tmp_path)


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("Nato bereit für Dialog\n\nDie Minister haben getagt.", "Nato bereit für Dialog"),
        ("\n\n Kommt der Frost?\nIn der Nacht zum Freitag wird es kalt.", "Kommt der Frost?"),
        ("Die Minister haben getagt.\n\nEs gab Kaffee.", ""),
        ("Politik\n\nDie Minister haben getagt.", ""),
        ("Nur eine Zeile ohne Punkt", ""),
        ("Es kamen:\n\nAnna und Otto.", ""),
        ("wort " * 40 + "\n\nEin Satz.", ""),
        ("", ""),
    ],
)
def test_title_is_a_headline(text: str, title: str) -> None:
    """The title is the first line if it reads like a headline."""
    assert title_of(text) == title


def test_one_long_line_is_read_in_bounded_steps() -> None:
    """A single line far over the limit is cut into pieces while it is read, not after."""

    class Endless(io.RawIOBase):
        given = 0

        def readable(self) -> bool:
            return True

        def readinto(self, buffer: bytearray) -> int:  # type: ignore[override]
            self.given += len(buffer)
            buffer[:] = b"x" * len(buffer)
            return len(buffer)

    raw = Endless()
    stream: io.BufferedReader = io.BufferedReader(raw)
    found = pieces(stream, 100_000)

    assert [len(next(found).data) for _ in range(20)] == [100_000] * 20
    assert raw.given < 2_300_000


def test_errors_are_input_errors(tmp_path: Path) -> None:
    """A folder named as a file inside a file is an error, not an exception."""
    (tmp_path / "a.txt").write_text("Ein Satz.")

    (item,) = read_articles([str(tmp_path / "a.txt" / "b.txt")])

    assert isinstance(item, InputError)


@pytest.mark.parametrize(
    "opening", ["<?xml version='1.0'?>\n<tmx/>", '\ufeff<xliff version="2.1"/>', "<tmx version='1.4'>"]
)
def test_xml_is_not_read_as_text(opening: str, tmp_path: Path) -> None:
    """XML that is named as an input is one error, not an article full of tags; --format text reads it all the same."""
    (tmp_path / "out.tmx").write_text(opening, encoding="utf-8")

    assert "is XML, not text" in only_error(tmp_path / "out.tmx")
    assert articles(tmp_path / "out.tmx", options=ReadOptions(format="text"))
