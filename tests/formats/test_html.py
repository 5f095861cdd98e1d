"""The page for readers."""

import io
from dataclasses import replace
from html.parser import HTMLParser

from bitext.formats import html
from bitext.model import BitextHeader, TranslationUnit
from tests.formats.test_contract import FULL


def page(*units: TranslationUnit) -> str:
    stream = io.BytesIO()
    with html.writer(stream, BitextHeader()) as write:
        for unit in units:
            write(unit)
    return stream.getvalue().decode()


def test_a_rejected_unit_is_shown_as_rejected() -> None:
    """A reader sees which sentences wait for a new translation."""
    assert "<br>rejected</td>" in page(TranslationUnit("1", "a", "Ja.", "Yes.", provenance={"rejected": "no"}))


class Tags(HTMLParser):
    """Collects the names of the elements and what refers to other files."""

    def __init__(self) -> None:
        super().__init__()
        self.names: set[str] = set()
        self.references: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.names.add(tag)
        self.references += [str(value) for name, value in attrs if name in ("src", "href")]


def test_it_stands_alone_and_runs_nothing() -> None:
    """Hostile text shows as text, and no other file is asked for."""
    hostile = '"><script>alert(1)</script><img src=x>'
    tags = Tags()
    text = page(replace(FULL, id=hostile, source=hostile, target=hostile, note=hostile, provenance={"title": hostile}))
    tags.feed(text)

    assert not {"script", "img", "link"} & tags.names
    assert tags.references == []
    assert "&lt;script&gt;" in text


def test_articles_have_one_heading_each() -> None:
    """The title stands once above the units of its article; issues and notes stand with their unit."""
    text = page(FULL, replace(FULL, id="2"), TranslationUnit("3", "b", "Ja.", "Yes."))

    assert text.count('class="article"') == 2
    assert text.count("A = B | C") == 2 - 1
    assert "error: numbers: 12 (von 13): | fehlt" in text
