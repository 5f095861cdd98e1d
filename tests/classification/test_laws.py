"""Law 1 for classified segments."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bitext.classification import classify
from bitext.model import Article
from bitext.segmentation import Segmenter, gaps, join

LINES = st.sampled_from(
    (
        "Abonnieren",
        "© dpa / Max MusterDie Fahnen am Haus",
        "Der Rat hat am Montag beraten. (red, 3.4.2020)",
        "Streit um GeldDer Rat hat beraten.",
        "Новости",
        "0",
        "The council met on Monday for hours.",
        "(dpa)",
        " \x00 ",
        "„\ud800",
    )
)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.one_of(LINES, st.text(max_size=20)), max_size=12).map("\n".join))
def test_nothing_is_lost(text: str) -> None:
    """Classified segments, cut again or not, and their gaps give the text back; ids count from 1."""
    article = Article("a", "Abonnieren", text)
    segments = classify(article, Segmenter().segment(article))
    between = gaps(article, segments)

    assert join(segments, between) == text
    assert not any(gap.strip() for gap in between)
    assert [s.id for s in segments] == [f"a#{number}" for number in range(1, len(segments) + 1)]
    assert all(s.text and s.text == text[s.start : s.end] for s in segments)


@pytest.mark.parametrize(
    "piece",
    [
        "11.11.",
        "Live   ",
        "LiveTicker",
        "AAAA",
        "wir Cookies ",
        "(a",
        "© a",
        "10:15 ",
        "Mehr Mehr",
        "Foto: a",
        "der die ",
    ],
)
def test_hostile_lines_are_survived(piece: str) -> None:
    """No pattern runs wild on a line of one awkward piece; one that did would not end here."""
    text = "\n\n".join(f"Von {piece * count}!" for count in (3, 12, 25, 60))
    article = Article("a", "", text)
    segments = classify(article, Segmenter().segment(article))

    assert join(segments, gaps(article, segments)) == text
