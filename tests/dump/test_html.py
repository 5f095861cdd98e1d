"""HTML pages and web archives: the article in them."""

import gzip
import json
from pathlib import Path

import pytest

from bitext.dump import ReadOptions, read_articles
from bitext.dump.blocks import Block, blocks_of, text_of
from bitext.dump.furniture import find_lead, find_title, without_end_matter
from bitext.dump.html import decode_page
from bitext.model import Article
from tests.dump.test_articles import articles, ids, only_error

SENTENCES = [
    f"Der {number}. Absatz handelt von einer Brücke über den Fluss, die im Sommer gebaut wird und Autos trägt."
    for number in range(1, 7)
]
PAGE = f"""<!doctype html><html lang="de"><head><meta charset="utf-8"><title>Neue Brücke für Köln - Musterblatt</title>
<meta property="og:site_name" content="Musterblatt"><meta name="author" content="Anna Muster">
<meta name="description" content="Die Stadt baut eine Brücke, auf die viele lange gewartet haben.">
<meta property="article:published_time" content="2022-01-07T10:00:00+01:00">
<link rel="canonical" href="https://example.org/bruecke"></head>
<body><nav><ul><li><a href="/">Startseite</a></li><li><a href="/politik">Politik</a></li></ul></nav>
<header><h1>Neue Brücke für Köln</h1>
<p class="teaser">Die Stadt baut eine Brücke, auf die viele lange gewartet haben. Sie ist teuer.</p></header>
<article><p>{SENTENCES[0]}</p><p>{SENTENCES[1]}</p><h2>Streit um die Kosten</h2><p>{SENTENCES[2]}</p>
<p>{SENTENCES[3]}</p><ul><li>Erster Punkt der Liste</li><li>Zweiter Punkt der Liste</li></ul>
<p>{SENTENCES[4]}</p><p>{SENTENCES[5]}</p>
<p>Lesen Sie auch:</p><p><a href="/x">Alte Brücke wird gesperrt</a></p></article>
<footer>Impressum Datenschutz</footer></body></html>"""


def test_article_of_a_page_is_read(tmp_path: Path) -> None:
    """Title, lead, paragraphs, headings and lists are read as blocks; menu, end matter and footer are not."""
    (tmp_path / "a.html").write_text(PAGE, encoding="utf-8")

    (article,) = articles(tmp_path)

    blocks = article.text.split("\n\n")
    assert blocks[0] == article.title == "Neue Brücke für Köln"
    assert blocks[1].startswith("Die Stadt baut eine Brücke")
    assert blocks[2:5] == [SENTENCES[0], SENTENCES[1], "Streit um die Kosten"]
    assert "Erster Punkt der Liste\nZweiter Punkt der Liste" in article.text
    assert blocks[-1] == SENTENCES[5]
    assert not any(word in article.text for word in ("Startseite", "Lesen Sie auch", "gesperrt", "Impressum"))


def test_metadata_of_a_page_is_kept(tmp_path: Path) -> None:
    """Url, date and author of a page are in the metadata."""
    (tmp_path / "a.html").write_text(PAGE, encoding="utf-8")

    assert articles(tmp_path)[0].metadata == {
        "path": str(tmp_path / "a.html"),
        "url": "https://example.org/bruecke",
        "date": "2022-01-07",
        "author": "Anna Muster",
    }


def test_html_column_of_a_record_is_read(tmp_path: Path) -> None:
    """A record with a page and no text is read as a page; what the record says of itself wins."""
    (tmp_path / "a.jsonl").write_text(json.dumps({"id": 7, "html": PAGE, "date": "2022-02-02"}))

    (article,) = articles(tmp_path)

    assert SENTENCES[0] in article.text
    assert (article.id, article.title, article.metadata["date"]) == ("7", "Neue Brücke für Köln", "2022-02-02")
    assert article.metadata["author"] == "Anna Muster"


def warc(*pages: tuple[str, str, bytes]) -> bytes:
    """A gzipped WARC file of (status, content type, body), a member a record as ISO 28500 wants."""
    out = b""
    for number, (status, kind, body) in enumerate(pages):
        answer = f"HTTP/1.1 {status}\r\nContent-Type: {kind}\r\n\r\n".encode() + body
        head = (
            f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: https://example.org/{number}\r\n"
            "Content-Type: application/http; msgtype=response\r\n"
            f"WARC-Record-ID: <urn:uuid:{number}>\r\nContent-Length: {len(answer)}\r\n\r\n"
        )
        out += gzip.compress(head.encode() + answer + b"\r\n\r\n")
    return out


def test_pages_of_a_web_archive_are_read(tmp_path: Path) -> None:
    """HTML answers with status 200 are articles with their address; other records are passed over."""
    page, kind = PAGE.encode(), "text/html; charset=utf-8"
    data = warc(("404 Not Found", kind, page), ("200 OK", "image/png", b"x"), ("200 OK", kind, page))
    (tmp_path / "a.warc.gz").write_bytes(data)
    (tmp_path / "b.warc").write_bytes(gzip.decompress(data))

    first, second = articles(tmp_path)

    assert (first.id, second.id) == ("a:3", "b:3")
    assert first.metadata["url"] == "https://example.org/2"
    assert SENTENCES[5] in second.text


def test_wrong_length_in_a_web_archive_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A record with a wrong length is an error with its number, the next one is read, and the library is silent."""
    kind = "text/html; charset=utf-8"
    data = gzip.decompress(warc(("200 OK", kind, PAGE.encode()), ("200 OK", kind, PAGE.encode())))
    length = data[data.index(b"Content-Length: ") + 16 :].split(b"\r\n")[0]
    (tmp_path / "a.warc").write_bytes(data.replace(length, b"%d" % (int(length) - 9), 1))

    items = list(read_articles([str(tmp_path)]))

    assert [isinstance(item, Article) for item in items] == [True, False, True]
    assert "a.warc:1: the length of this record is wrong" in str(items[1])
    assert capsys.readouterr().err == ""


@pytest.mark.parametrize("name", ["a.warc", "a.html"])
@pytest.mark.parametrize("data", [b"", b"kein Archiv " * 5, bytes(300), b"\x89PNG\r\n"])
def test_broken_pages_and_archives_are_told(name: str, data: bytes, tmp_path: Path) -> None:
    """An empty, binary or meaningless file gives one error."""
    (tmp_path / name).write_bytes(data)

    assert name in only_error(tmp_path)


@pytest.mark.parametrize(
    "page",
    [
        "<html><body>" + "<div>" * 20_000 + "Tief.",
        "<table><tr><td>" * 5_000,
        "<p>x" * 60_000,
        "<" * 100_000,
        "<html><body><nav><a href='/'>Start</a></nav></body></html>",
    ],
)
def test_hostile_pages_are_told(page: str, tmp_path: Path) -> None:
    """Deeply nested and endless pages, and pages without an article, give one error each, soon."""
    (tmp_path / "a.html").write_text(page)

    assert only_error(tmp_path).startswith(str(tmp_path / "a.html"))


def test_stray_controls_do_not_stop_a_page(tmp_path: Path) -> None:
    """NULs and half surrogate pairs in a page become U+FFFD."""
    (tmp_path / "a.jsonl").write_text(json.dumps({"html": PAGE.replace("Absatz", "Abs\0atz\ud800", 1)}))

    assert "Abs\ufffdatz\ufffd" in articles(tmp_path)[0].text


@pytest.mark.parametrize(
    ("data", "text"),
    [
        ("Köln".encode(), "Köln"),
        ("\ufeffKöln".encode(), "Köln"),
        ("Köln".encode("utf-16"), "Köln"),
        ("Köln „x“".encode("cp1252"), "Köln „x“"),
        (b"<meta charset='iso-8859-1'>" + "„Köln“".encode("cp1252"), "<meta charset='iso-8859-1'>„Köln“"),
        (b'<meta content="text/html; charset=macintosh">' + "Köln".encode("mac_roman"), None),
        (b"<meta charset=iso-8859-1>" + "Köln".encode(), "<meta charset=iso-8859-1>Köln"),
        (b"<meta charset=quatsch>" + "Köln".encode("cp1252"), "<meta charset=quatsch>Köln"),
    ],
)
def test_page_encoding_is_found(data: bytes, text: str | None, tmp_path: Path) -> None:
    """A page is decoded as UTF-8 if it is that, else as it says, else as windows-1252."""
    assert decode_page(data, "", "a") == (text or '<meta content="text/html; charset=macintosh">Köln')


def test_end_matter_is_cut_in_the_second_half_only() -> None:
    """A line that opens end matter cuts what follows, but not in the first half; links at the end go."""
    text, more, link = Block("Wort " * 20, "p"), Block("Mehr zum Thema", "head"), Block("Noch ein Artikel", "p", 1.0)

    assert without_end_matter([text, text, more, link]) == [text, text]
    assert without_end_matter([more, text, text, link]) == [more, text, text]
    assert without_end_matter([link]) == [link]


def test_lead_is_the_innermost_paragraph() -> None:
    """The lead is the smallest element that begins like the description, unless the text has it already."""
    from lxml.html import fromstring

    tree = fromstring("<body><div><div><p>Ein Vorspann, der lang genug ist.</p></div><p>Anderes.</p></div></body>")

    assert find_lead(tree, "Ein Vorspann, der lang genug...", "Text.") == "Ein Vorspann, der lang genug ist."
    assert find_lead(tree, "Ein Vorspann, der lang genug...", "Ein Vorspann, der lang genug ist.") == ""
    assert find_lead(tree, "Kurz", "Text.") == ""


@pytest.mark.parametrize(
    ("title", "found"),
    [("Neue Brücke gebaut | Blatt", "Neue Brücke gebaut"), ("Alte Brücke – Blatt", "Alte Brücke"), ("Blatt", "Blatt")],
)
def test_title_is_without_the_site(title: str, found: str) -> None:
    """The name of the site behind a title is dropped, by the heading of the page or by its own name."""
    from lxml.html import fromstring

    assert find_title(fromstring("<body><h1>Neue  Brücke gebaut</h1></body>"), title, "Blatt") == found


def test_blocks_keep_lines_and_links() -> None:
    """Paragraphs, headings, items and doubled line breaks are blocks; text in links is counted."""
    from lxml.etree import fromstring

    body = fromstring(
        "<body><head>Titel</head><p>Ein <ref>Link</ref> hier<lb/>und<lb/> <lb/>dort</p>"
        "<list><item>Eins</item><item><ref>Zwei</ref></item></list>Rest</body>"
    )

    blocks = blocks_of(body)

    assert text_of(blocks) == "Titel\n\nEin Link hier\nund\n\ndort\n\nEins\nZwei\n\nRest"
    assert [block.tag for block in blocks] == ["head", "p", "p", "item", "item", "p"]
    assert blocks[4].linked == 1.0
    assert 0 < blocks[1].linked < 0.5


def test_large_pages_are_told(tmp_path: Path) -> None:
    """A page over the limit gives one error."""
    (tmp_path / "a.html").write_text(PAGE)

    assert "too large" in only_error(tmp_path, options=ReadOptions(max_page_bytes=1000))


def test_page_without_suffix_is_known_by_its_beginning(tmp_path: Path) -> None:
    """A file with an unknown suffix that begins as HTML is read as HTML."""
    (tmp_path / "seite.php").write_text(PAGE, encoding="utf-8")

    assert ids(articles(tmp_path / "seite.php")) == ["seite.php"]
    assert SENTENCES[0] in articles(tmp_path / "seite.php")[0].text
