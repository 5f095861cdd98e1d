"""The generated pairs keep numbers and names by value."""

import random

from training import filters, numerals, robust
from training.corpus import Pair

PAIRS = [
    Pair(
        "Im Jahr 1998 kamen 45 Gäste mit Neumann nach Wien.",
        "In 1998, 45 guests came with Neumann to Vienna.",
        "a",
        "news",
    ),
    Pair("Der Rat tagt.", "The council meets.", "a", "news"),
]


def test_swapped_numbers_agree() -> None:
    """A pair with other numbers has the same values on both sides, and not the old ones."""
    rng = random.Random(3)
    for _ in range(50):
        de, en = robust.swap_numbers(PAIRS[0], rng) or ("", "")
        found, wanted = numerals.kept(de, en)
        assert found == wanted == 2, (de, en)


def test_a_name_is_swapped_on_both_sides() -> None:
    """A name that both sides share is replaced on both."""
    assert robust.swap_names(PAIRS[0], ["Okafor"], random.Random(1)) == (
        "Im Jahr 1998 kamen 45 Gäste mit Okafor nach Wien.",
        "In 1998, 45 guests came with Okafor to Vienna.",
    )


def test_templates_keep_their_numbers() -> None:
    """No template loses a number, whatever is filled in."""
    rng = random.Random(5)
    for _ in range(400):
        de, en = robust.fill(rng, ["Okafor"])
        found, wanted = numerals.kept(de, en)
        assert found == wanted, (de, en)


def test_the_same_seed_makes_the_same_pairs() -> None:
    """The kind ``robust`` is reproducible and as large as asked for."""
    first, second = (list(robust.make(PAIRS, 40, 7)) for _ in range(2))
    assert first == second
    assert len(first) == 40
    assert all(pair.kind == "robust" and not filters.repetitive(pair.de) for pair in first)


def test_english_ordinals() -> None:
    """Ordinals take st, nd, rd and th."""
    assert [robust.ordinal(n) for n in (1, 2, 3, 4, 11, 12, 13, 21, 22)] == (
        ["1st", "2nd", "3rd", "4th", "11th", "12th", "13th", "21st", "22nd"]
    )


def test_a_dateline_stands_before_both_sides() -> None:
    """A sentence with the place of a report before it has the place's English name on the English side."""
    rng = random.Random(3)
    made = [robust.dateline(Pair("Er kam.", "He came.", "s", "news"), rng) for _ in range(200)]
    assert all(pair and pair[0].endswith("Er kam.") and pair[1].endswith("He came.") for pair in made)
    assert any(pair and pair[0].startswith("Wien") and pair[1].startswith("Vienna") for pair in made)
    assert robust.dateline(Pair("ein Menü", "a menu", "s", "news"), rng) is None
