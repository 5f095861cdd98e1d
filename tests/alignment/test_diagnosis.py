"""What is said of a pair of texts as a whole."""

import random
from collections.abc import Sequence

from bitext.alignment.aligning import align, pair_of
from bitext.alignment.diagnosis import diagnose, find_disorder, language_of
from bitext.alignment.similarity import LengthOnly
from tests.alignment.samples import ENGLISH, GERMAN, bridge


def kinds(sources: Sequence[str], targets: Sequence[str]) -> list[str]:
    beads = align(sources, targets, bridge())
    found = diagnose((sources, targets), pair_of(sources, targets, bridge()), beads, ("de", "en"))
    return [finding.kind for finding in found]


def made_up(count: int) -> list[str]:
    chance = random.Random(1)
    return [" ".join("".join(chance.choices("aeilnorstu", k=6)) for _ in range(8)) + "." for _ in range(count)]


def test_a_good_pair_has_no_findings() -> None:
    """A translation in its order gives nothing to say."""
    assert kinds(GERMAN, ENGLISH) == []


def test_empty_side() -> None:
    """A side without a sentence is said."""
    assert kinds(GERMAN, []) == kinds([], ENGLISH) == kinds([], []) == ["empty"]


def test_swapped_languages() -> None:
    """English on the German side and German on the English side is said, with what to do."""
    beads = align(ENGLISH, GERMAN, bridge())
    found = diagnose((ENGLISH, GERMAN), pair_of(ENGLISH, GERMAN, bridge()), beads, ("de", "en"))

    assert [finding.kind for finding in found] == ["swapped"]
    assert "change their order" in found[0].message


def test_one_language_on_both_sides() -> None:
    """A text beside itself aligns, but is said to be no translation."""
    assert kinds(GERMAN, GERMAN) == kinds(ENGLISH, ENGLISH) == ["language"]


def test_languages_are_told_by_function_words() -> None:
    """German, English and neither."""
    assert language_of(GERMAN) == "de"
    assert language_of(ENGLISH) == "en"
    assert language_of(["12 34 56", "Berlin"]) == ""


def test_a_side_in_another_order() -> None:
    """A side whose paragraphs were put in another order is flagged, though all sentences have a partner."""
    source = made_up(60)
    turned = [source[start + offset] for start in range(50, -1, -10) for offset in range(10)]

    assert kinds(source, turned) == ["order"]
    assert kinds(source, source) == []


def test_order_without_a_model() -> None:
    """Where only lengths are looked at, the names and numbers that both sides have tell that one is out of order."""
    names = [f"{line.split()[0].title()} {number}" for number, line in enumerate(made_up(40))]
    source = [f"{name} und dann noch etwas." for name in names]
    target = [f"{name} and then some more." for name in names]
    turned = target[20:] + target[:20]

    for other, expected in ((target, []), (turned, ["order"])):
        pair = pair_of(source, other, LengthOnly())
        beads = align(source, other, LengthOnly())
        assert [one.kind for one in diagnose((source, other), pair, beads, ("de", "en"))] == expected


def test_order_needs_vectors() -> None:
    """Without vectors nothing is said of the order."""
    assert find_disorder(pair_of([], [], bridge()), []) is None


def test_unrelated_texts() -> None:
    """Texts that share nothing are said to be unrelated, though some alignment is always the best."""
    other = [text.translate(str.maketrans("aeilnorstu", "bcdfghjkmp")) for text in made_up(30)]

    assert kinds(made_up(30), other) == ["unrelated"]
