"""Word links out of attention."""

import pytest

from bitext.decoding import Decoding, Draft
from bitext.engines import load_engine
from bitext.engines.location import EMBEDDED
from bitext.testing import WordEngine
from bitext.translation import draft
from bitext.wordlinks import pair_links, word_links


def test_links_follow_attention() -> None:
    """Each target word is linked to the source word that its pieces attend to."""
    engine = WordEngine({"Der": "The", "Rat": "council", "tagt": "meets"})
    [one] = draft(engine, ["Der Rat tagt"], Decoding())

    assert word_links(engine, one) == ((0, 0), (1, 1), (2, 2))


def test_no_attention_no_links() -> None:
    """A translation without attention has no links."""
    engine = WordEngine()
    source = engine.source_pieces("Rat")
    hypothesis = draft(engine, ["Rat"], Decoding())[0].hypothesis
    from dataclasses import replace

    assert word_links(engine, Draft("Rat", source, replace(hypothesis, attention=None))) == ()


@pytest.mark.model
@pytest.mark.parametrize("name", ["ctranslate2", "transformers"])
def test_links_of_human_translations(name: str) -> None:
    """Texts that people translated get links too: names are linked to themselves; an empty side has none."""
    engine = load_engine(EMBEDDED, name, "cpu", 1)
    source, target = "Am Freitag kommt der Minister nach Berlin.", "The minister will come to Berlin on Friday."

    links, none = pair_links(engine, [(source, target), (source, "")])

    assert none == ()
    assert (source.split().index("Berlin."), target.split().index("Berlin")) in links
    assert all(0 <= i < 7 and 0 <= j < 8 for i, j in links)
