"""Constrained search, over a toy model and the embedded one."""

import numpy as np
import pytest

from bitext.decoding import Decoding, Request
from bitext.engines.constrained import Scores, Search, search
from bitext.engines.location import EMBEDDED
from bitext.engines.marian import MarianEngine

END = 0


def toy(rows: list[tuple[int, ...]]) -> Scores:
    """A model that likes to write 1 2 3 and stop."""
    logs = np.full((len(rows), 8), -5.0, dtype=np.float32)
    for i, row in enumerate(rows):
        logs[i, (1, 2, 3, END)[min(len(row), 3)]] = -0.1
    return logs


def test_unconstrained_is_plain_beam_search() -> None:
    """Without phrases the likeliest translation comes out."""
    assert search(toy, Search((), END, 10, 2)) == (1, 2, 3)


@pytest.mark.parametrize("phrases", [((5,),), ((6, 7),), ((5, 6), (7,)), ((1, 5),), ((2,), (2,))])
def test_every_phrase_is_in_the_result(phrases: tuple[tuple[int, ...], ...]) -> None:
    """Each phrase stands in the result as a whole, also when two begin alike or are the same."""
    found = search(toy, Search(phrases, END, 12, 2))

    assert found is not None
    text = " ".join(map(str, found))
    assert all(" ".join(map(str, phrase)) in text for phrase in phrases)
    if phrases == ((2,), (2,)):
        assert found.count(2) >= 2


def test_too_short_a_limit_gives_nothing() -> None:
    """When the phrases cannot fit, the search says so instead of dropping one."""
    assert search(toy, Search(((4, 5, 6),), END, 3, 2)) is None


@pytest.mark.model
def test_marian_holds_the_phrases() -> None:
    """The transformers engine writes a sentence with both terms, finished and scored."""
    engine = MarianEngine(EMBEDDED, "cpu", 1)
    source = engine.source_pieces("Der Rat tagt heute in Wien.").pieces
    phrases = [[engine.target_pieces("Alpine Council")], [engine.target_pieces("Vienna")]]

    found = engine.constrain(Request(source), phrases, Decoding())

    assert found is not None
    assert "Alpine Council" in found.text
    assert "Vienna" in found.text
    assert found.finished
    assert found.score < 0
