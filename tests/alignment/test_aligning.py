"""Two lists of sentences become beads."""

import random
from collections.abc import Sequence

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bitext.alignment.aligning import align
from bitext.alignment.embeddings import Embeddings
from bitext.alignment.similarity import LengthOnly
from bitext.alignment.vectors import Matrix
from bitext.model import Bead
from tests.alignment.samples import ENGLISH, GERMAN, bridge

Sides = tuple[tuple[int, ...], tuple[int, ...]]


def sides(beads: Sequence[Bead]) -> list[Sides]:
    return [(bead.sources, bead.targets) for bead in beads]


def diagonal(count: int) -> list[Sides]:
    return [((i,), (i,)) for i in range(count)]


TEXTS = st.lists(st.text(st.characters(codec="utf-8"), max_size=30), max_size=40)


@given(TEXTS, TEXTS)
@settings(max_examples=40, deadline=None)
def test_every_sentence_is_in_exactly_one_bead(sources: list[str], targets: list[str]) -> None:
    """Whatever the texts are, each side's indexes come once, in order, and scores are probabilities."""
    for similarity in (bridge(), LengthOnly()):
        beads = align(sources, targets, similarity)

        assert [i for bead in beads for i in bead.sources] == list(range(len(sources)))
        assert [j for bead in beads for j in bead.targets] == list(range(len(targets)))
        assert all(bead.sources or bead.targets for bead in beads)
        assert all(0 <= bead.score <= 1 for bead in beads)


@given(st.integers(0, 260), st.integers(0, 260), st.randoms(use_true_random=False))
@settings(max_examples=15, deadline=None)
def test_long_texts_lose_nothing(sources: int, targets: int, chance: "st.random.Random") -> None:  # type: ignore[name-defined]
    """Texts that are aligned coarse to fine keep every sentence too."""
    source, target = (["a" * chance.randint(1, 99) for _ in range(count)] for count in (sources, targets))

    beads = align(source, target, LengthOnly())

    assert [i for bead in beads for i in bead.sources] == list(range(sources))
    assert [j for bead in beads for j in bead.targets] == list(range(targets))


def test_sentence_by_sentence() -> None:
    """A translation sentence by sentence gives one-to-one beads that are sure."""
    beads = align(GERMAN, ENGLISH, bridge())

    assert sides(beads) == diagonal(6)
    assert min(bead.score for bead in beads) > 0.8


def test_merged_sentences() -> None:
    """Two sentences that the translator made one are a two-to-one bead."""
    english = [*ENGLISH[:1], f"{ENGLISH[1]} {ENGLISH[2]}", *ENGLISH[3:]]

    assert ((1, 2), (1,)) in sides(align(GERMAN, english, bridge()))


def test_split_sentence() -> None:
    """A sentence that the translator split is a one-to-two bead."""
    german = [*GERMAN[:1], f"{GERMAN[1][:-1]}; {GERMAN[2]}", *GERMAN[3:]]

    assert ((1,), (1, 2)) in sides(align(german, ENGLISH, bridge()))


def test_dropped_and_added_sentences() -> None:
    """A sentence without counterpart stands alone, on either side."""
    beads = sides(align(GERMAN[:4] + GERMAN[5:], ENGLISH[:1] + ENGLISH[2:], bridge()))

    assert ((1,), ()) in beads
    assert ((), (3,)) in beads
    assert ((4,), (4,)) in beads


@pytest.mark.parametrize(("sources", "targets"), [(GERMAN, []), ([], ENGLISH), ([], [])])
def test_empty_side(sources: list[str], targets: list[str]) -> None:
    """An empty side gives one bead for each sentence of the other."""
    assert len(align(sources, targets, bridge())) == len(sources) + len(targets)


def test_one_against_a_hundred() -> None:
    """One sentence finds its place among a hundred, the others stand alone."""
    chance = random.Random(4)
    targets = [" ".join("".join(chance.choices("aeilnorstu", k=6)) for _ in range(6)) + "." for _ in range(100)]
    targets[70] = ENGLISH[3]

    beads = align([GERMAN[3]], targets, bridge())

    assert ((0,), (70,)) in sides(beads)
    assert len(beads) == 100


def test_identical_texts() -> None:
    """A text aligned with itself is one-to-one, even untranslated."""
    assert sides(align(GERMAN, GERMAN, bridge())) == diagonal(6)


def test_a_long_gap() -> None:
    """Sentences missing from the middle of a long text do not derail what follows."""
    source = [f"Satz {n} nennt die Zahl {n * 37} und das Wort W{n * 91}." for n in range(400)]
    target = source[:150] + source[260:]

    beads = sides(align(source, target, bridge()))

    assert ((149,), (149,)) in beads
    assert ((300,), (190,)) in beads
    assert sum(bool(s and t) for s, t in beads) == 290


def test_the_length_ratio_is_fitted_to_the_pair() -> None:
    """A target that is much longer throughout aligns by its lengths all the same."""
    source = ["x" * length for length in (20, 90, 35, 140, 60, 25, 110, 45, 80, 30)]
    target = [text + "x" * round(0.45 * len(text)) for text in source]

    assert sides(align(source, target, LengthOnly())) == diagonal(10)


def test_embeddings() -> None:
    """Vectors decide when there are some; a constant part that all share does not matter."""

    def embed(texts: Sequence[str]) -> Matrix:
        known = {text: n for n, text in enumerate(GERMAN)} | {text: n for n, text in enumerate(ENGLISH)}
        vectors = np.full((len(texts), 12), 2.0, dtype=np.float32)
        for row, text in enumerate(texts):
            vectors[row, known[text]] += 3
        return vectors

    found = sides(align(GERMAN, ENGLISH[:2] + ENGLISH[3:], Embeddings(embed)))

    assert found == [((0,), (0,)), ((1,), (1,)), ((2,), ()), ((3,), (2,)), ((4,), (3,)), ((5,), (4,))]
