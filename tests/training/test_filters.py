"""What the cleaning keeps and drops."""

import random
from collections import Counter

import pytest

from training import config, filters, numerals, prepare
from training.corpus import Pair


@pytest.mark.parametrize(
    ("de", "en", "why"),
    [
        ("Der Rat tagt am Freitag.", "The council meets on Friday.", None),
        ("Es kamen 1.500 Gäste.", "1,500 guests came.", None),
        ("Der Zug fährt um 15 Uhr.", "The train leaves at 3 pm.", None),
        ("Es kamen 1.500 Gäste.", "150 guests came.", "numbers"),
        ("Es kamen viele Gäste.", "250 guests came.", "numbers"),
        ("The council will be in the city for the day.", "The council meets in the city today.", "language"),
        ("Ja ja ja ja ja.", "Yes.", "repetition"),
        ("Der Minister reist nach Wien ab.", "No.", "length"),
        ("Setzen Sie {name} ein.", "Put {name} in.", "code"),
        ("---", "...", "empty"),
    ],
)
def test_a_bad_pair_is_dropped_with_its_reason(de: str, en: str, why: str | None) -> None:
    """Each kind of bad pair has a reason of its own, and a good pair has none."""
    assert filters.reason(de, en) == why


@pytest.mark.parametrize(
    ("de", "en", "kept"),
    [
        ("12,5 Prozent von 3.000", "12.5 percent of 3,000", (2, 2)),
        ("am 3. Mai 2021", "on 3 May 2021", (2, 2)),
        ("2 Hunde", "two dogs", (1, 1)),
        ("7 Hunde und 7 Katzen", "7 dogs and cats", (1, 2)),
        ("1,25 Euro", "125 euros", (0, 1)),
        ("10 000 Gäste", "10,000 guests", (1, 1)),
        ("um 14.30 Uhr", "at 14:30", (2, 2)),
        ("in den 70er Jahren", "in the 1970s", (1, 1)),
    ],
)
def test_numbers_are_compared_by_value(de: str, en: str, kept: tuple[int, int]) -> None:
    """German and English notations of one value agree; another value, or one too few, does not."""
    assert numerals.kept(de, en) == kept


def test_each_pair_is_kept_once_and_kinds_without_weight_are_left_out() -> None:
    """Duplicates and kinds without a weight are counted as dropped."""
    pair = Pair("Der Rat tagt heute.", "The council meets today.", "a", "news")
    data = config.Data(weights={"news": 1.0}, decay_weights={"news": 1.0})
    dropped = Counter[str]()
    kept = list(prepare.clean([pair, pair, pair._replace(kind="docs")], data, dropped))
    assert kept == [pair]
    assert dropped == {"duplicate": 1, "kind": 1}


def test_german_marks_face_english_marks() -> None:
    """A German quotation gets English marks on the English side whatever the corpus had there."""
    tidied = prepare.tidy(Pair("Er sagt »ja«.", 'He says "yes".', "a", "news"), random.Random(1))
    assert tidied.en == "He says “yes”."
    assert '"' not in tidied.de
