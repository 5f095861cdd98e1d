"""The errors that benchmarks.checks seeds."""

import random
from dataclasses import replace

import pytest

from benchmarks.checks import measured, seeded, seeders
from bitext.checks import CATALOGUE, CheckContext
from bitext.model import Origin, Severity, TranslationUnit

TEXTS = [
    ("Am Montag sprach Anna Berger lange mit 14 Leuten über den neuen Weg zum See und die Brücke.",
     "On Monday, Anna Berger talked to 14 people about the new way to the lake and the bridge for a long time."),
    ("Am Freitag kaufte Peter Lohmann 20 Karten für das Konzert im Park und lud alle seine Nachbarn ein.",
     "On Friday, Peter Lohmann bought 20 tickets for the concert in the park and invited all of his neighbours."),
]  # fmt: skip
UNITS = [TranslationUnit(f"line#{number}", "line", *TEXTS[number % 2], origin=Origin.HUMAN) for number in range(2)]


@pytest.mark.parametrize("kind", ["drop", "truncation", "number", "name", "repetition", "swap"])
def test_a_seeded_error_is_an_error(kind: str) -> None:
    """Every kind changes the target, the same way on every run."""
    seeder = seeders(UNITS)[kind]
    for unit in UNITS:
        targets = [seeder(unit, random.Random(5)) for _ in range(2)]
        assert targets[0] == targets[1]
        assert targets[0] is not None
        assert targets[0] != unit.target


def test_nothing_is_found_where_nothing_is_new() -> None:
    """A check that was there before the error was seeded does not count as finding it."""
    known = [{(name, severity) for name in CATALOGUE for severity in Severity}] * 2
    assert {severity for _, _, severity in seeded(UNITS, known, CheckContext())} == {None}
    assert Severity.ERROR in {severity for _, _, severity in seeded(UNITS, [set(), set()], CheckContext())}


def test_figures() -> None:
    """The figures have the promised keys and are shares."""
    figures = measured([replace(unit, id=f"{unit.id}-{copy}") for copy in range(3) for unit in UNITS])
    assert figures["false_alarm_rate"] == 0
    assert isinstance(figures["seeded_recall"], float)
    assert 0.5 < figures["seeded_recall"] <= 1
    assert set(figures["by_kind"]) == {"drop", "truncation", "number", "name", "repetition", "swap"}  # type: ignore[call-overload]
