"""Laws of the segmenter: nothing lost, offsets true, hostile texts survived."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bitext.model import Article
from bitext.segmentation import Segmenter, gaps, join, segment

WORDS = ("Der Rat tagt", "„Ja“", "»", "z. B.", "12.", " Januar", "(", ")", "• ", "ab", "Ä", "!", "?", "…", ". ", ".")
BLANKS = ("\n", "\n\n", "\r\n", " ", "\t", "\u00a0", "\x1c", "\u2029", "\x85")
UNSEEN = ("\u00ad", "\u200b", "\x00", "\ud800", "\u202e", "\ufeff")
PIECES = st.sampled_from(WORDS + BLANKS + UNSEEN)


def _article(text: str) -> Article:
    return Article(id="a", title="", text=text)


@settings(max_examples=100, deadline=None)
@given(st.one_of(st.text(max_size=60), st.lists(PIECES, max_size=30).map("".join)))
def test_segments_and_gaps_give_the_text_back(text: str) -> None:
    """Law 1: every character is in exactly one segment or gap, and gaps hold white space only."""
    segments = segment(text)
    between = gaps(_article(text), segments)

    assert text == join(segments, between)
    assert not any(gap.strip() for gap in between)
    for piece in segments:
        assert piece.text == text[piece.start : piece.end] == piece.text.strip() != ""


def test_segments_are_numbered_from_one() -> None:
    """Ids are the article's id, a hash sign and the number in reading order."""
    assert [s.id for s in segment("Es regnet. Es schneit.")] == ["text#1", "text#2"]


@pytest.mark.parametrize("text", ["", " ", "\n\n\n", "\r\n\t\u00a0\x1c"])
def test_blank_texts_have_no_segments(text: str) -> None:
    """A text of white space has no segments and one gap."""
    assert segment(text) == ()
    assert (text,) == gaps(_article(text), ())


@pytest.mark.parametrize(
    "piece",
    [
        "\n",
        "a\n",
        "Ab. ",
        "A. ",
        "(Ab. ",
        "{Ab. ",
        "[ab. ",
        ". ",
        "!? ",
        "\x00",
        "\ud800. A",
        "\u202eA. ",
        "a\u00ad",
        "(",
        '."',
        "1. ",
        "• ",
        "„Ja.“ ",
        "www.A",
        "der\n",
    ],
)
def test_hostile_repetition_is_survived(piece: str) -> None:
    """Hundreds of the same awkward piece are cut without loss; a rule that runs wild would not end here."""
    text = piece * 500
    segments = Segmenter().segment(_article(text))

    assert text == join(segments, gaps(_article(text), segments))


def test_long_line_is_one_segment() -> None:
    """A line without any full stop is kept whole, however long."""
    assert len(segment("wort " * 100_000)) == 1
