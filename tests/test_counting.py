"""Numbers with their nouns."""

import pytest

from bitext.counting import counted


@pytest.mark.parametrize(
    ("number", "noun", "wanted"),
    [
        (0, "unit", "0 units"),
        (1, "unit", "1 unit"),
        (2, "approved unit", "2 approved units"),
        (1, "entry", "1 entry"),
        (3, "entry", "3 entries"),
        (2, "key", "2 keys"),
    ],
)
def test_a_noun_agrees_with_its_number(number: int, noun: str, wanted: str) -> None:
    """One is singular, all else plural, with -ies after a consonant."""
    assert counted(number, noun) == wanted
