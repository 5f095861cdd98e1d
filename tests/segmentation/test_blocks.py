"""Which lines belong together."""

import pytest

from bitext.model import Article, Kind
from bitext.segmentation import Segmenter, segment
from bitext.segmentation.blocks import blocks

WRAPPED = (
    "Der Rat hat am Montag in der Hauptstadt lange über den Haushalt\n"
    "beraten, ohne zu einem Ergebnis zu kommen. Der Sprecher nannte das am\n"
    "Abend bedauerlich. Die nächste, längere Sitzung findet am 12.\n"
    "Januar statt, und bis dahin soll ein neuer Entwurf des Ministers\n"
    "Klarheit schaffen."
)

MORE = (
    "Auch der Sprecher der Opposition sah das am Abend so und verlangte\n"
    "vom Minister einen besseren Entwurf, der vor allem die Kosten für\n"
    "kleine Städte nennt."
)


def _texts(text: str) -> list[str]:
    return [text[block.start : block.end] for block in blocks(text)]


def test_wrapped_prose_is_one_block() -> None:
    """Lines broken at a margin are one paragraph, and a date across the break is not cut."""
    assert _texts(WRAPPED) == [WRAPPED]
    assert len(segment(WRAPPED)) == 3


def test_one_paragraph_a_line_stays_apart() -> None:
    """A dump with one paragraph a line keeps its headings and paragraphs apart."""
    lines = ["Rat tagt wieder", "Der Rat hat am Montag lange beraten.", "Streit um Geld", "Es geht um viel Geld."]

    assert lines == _texts("\n".join(lines))


@pytest.mark.parametrize(
    "lines",
    [
        ["• zwei warme Decken", "• frisches Wasser", "• trockenes Holz"],
        ["- der Hund", "- die Katze"],
        ["1. Ich spiele", "spielt", "spielen"],
        ["Land\tStadt\tFluss", "Peru\tLima\tRimac"],
        ["Still liegt der See,", "Kein Vogel singt,", "Die Nacht ist da."],
        ["Start", "Politik", "Wirtschaft", "Kontakt"],
        ["Minister schließt neue Gespräche über den Haushalt nicht aus", "Der Rat tagt."],
    ],
)
def test_lines_that_are_no_prose_stay_apart(lines: list[str]) -> None:
    """Lists, tables, verse, menus and headlines are a block a line."""
    assert lines == _texts("\n".join(lines))


def test_line_break_after_a_function_word_joins() -> None:
    """A line that ends with an article goes on in the next one."""
    text = "Der Rat will noch vor dem Ende der \nnächsten Sitzung über den neuen Haushalt abstimmen."

    assert [text] == _texts(text)


def test_hyphenation_at_the_line_end_joins() -> None:
    """A word divided at the line end is in one block."""
    text = "Das ist ein Satz über den Bundes-\nkanzler von heute."

    assert [text] == _texts(text)


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r", "\u2028", "\x85"])
def test_all_line_ends_end_lines(end: str) -> None:
    """Every line end of Unicode separates blocks, and twice of it is a blank line."""
    assert _texts(f"Erste Zeile{end}Zweite Zeile{end}{end}Dritte{end}") == ["Erste Zeile", "Zweite Zeile", "Dritte"]


def test_headings_and_titles_are_marked() -> None:
    """A short block without a full stop is a heading, as is the title; items, numbers and sentences are not."""
    text = "Was nun?\n\nStreit um den Haushalt\n\nDer Rat tagt.\n\n• ein Punkt\n\n42"
    kinds = [(s.kind, s.reason) for s in Segmenter().segment(Article("a", "Was nun?", text))]

    assert kinds[0] == (Kind.HEADING, "title")
    assert kinds[1] == (Kind.HEADING, "no full stop")
    assert kinds[2:] == [(Kind.SENTENCE, "")] * 3


def test_paragraphs_are_numbered() -> None:
    """Segments know the block they stand in."""
    assert [s.paragraph for s in segment("Titel hier\n\nEs regnet. Es schneit.")] == [0, 1, 1]


def test_wrapped_article_joins_short_paragraphs_too() -> None:
    """Where a whole article is broken at a margin, its paragraphs of two lines are joined, before numbers as well."""
    last = "Der Bürgermeister der kleinen Stadt erwartet seine Gäste am\n21. August im alten Rathaus."

    assert _texts(f"Rat tagt wieder\n{WRAPPED}\n\n{MORE}\n\n{last}") == ["Rat tagt wieder", WRAPPED, MORE, last]


def test_tags_may_begin_a_wrapped_line() -> None:
    """A hash sign is no bullet unless a blank follows it."""
    last = "Viele schrieben an diesem langen und heißen Abend unter dem Wort\n#Durst etwas dazu."

    assert _texts(f"{WRAPPED}\n\n{MORE}\n\n{last}")[-1] == last
