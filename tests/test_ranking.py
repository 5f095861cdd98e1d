"""The worst units come first."""

from dataclasses import replace
from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from bitext.model import Category, Issue, Origin, Severity, State, TranslationUnit
from bitext.ranking import ranked, score, worst

UNIT = TranslationUnit("a#1", "a", "Es regnet heute in Bonn.", "It is raining in Bonn.", origin=Origin.HUMAN)


def issues(*severities: Severity, check: str = "numbers") -> tuple[Issue, ...]:
    """Issues of one check."""
    return tuple(Issue(check, severity, Category.NUMBER, "message") for severity in severities)


def test_an_error_outranks_many_warnings() -> None:
    """One error is worse than six warnings of two checks."""
    error = replace(UNIT, issues=issues(Severity.ERROR))
    warnings = replace(UNIT, issues=issues(*[Severity.WARNING] * 3) + issues(*[Severity.WARNING] * 3, check="dates"))
    assert score(error) > score(warnings) > score(UNIT)


def test_one_check_cannot_fill_the_list() -> None:
    """The fourth issue of a check adds nothing."""
    three, nine = (replace(UNIT, issues=issues(*[Severity.ERROR] * count)) for count in (3, 9))
    assert score(three) == score(nine)


def test_unsure_and_odd_lengths_count() -> None:
    """A low model score and an unusual length make a unit worse, within limits."""
    unsure = replace(UNIT, origin=Origin.MT, score=-1.0)
    assert score(unsure) == score(UNIT) + 1
    assert score(replace(unsure, score=-99.0)) == score(UNIT) + 2
    assert score(UNIT) < score(replace(UNIT, target="Rain.")) <= score(UNIT) + 1


def test_finished_units_come_last() -> None:
    """What a person has approved is not shown first, whatever the checks say."""
    final = replace(UNIT, id="a#2", state=State.FINAL, issues=issues(Severity.ERROR))
    assert ranked([final, UNIT]) == [UNIT, final]


@settings(max_examples=50, deadline=None)
@given(st.lists(st.sampled_from(list(Severity)), max_size=12), st.integers(1, 12))
def test_the_order_is_stable(severities: list[Severity], limit: int) -> None:
    """Equal scores keep their order, and the worst of a stream are the first of the ranking."""
    units = [replace(UNIT, id=f"a#{n}", issues=issues(one)) for n, one in enumerate(severities)]
    whole = ranked(units)
    assert list(worst(iter(units), limit)) == whole[:limit]
    for left, right in pairwise(whole):
        assert score(left) > score(right) or (score(left) == score(right) and units.index(left) < units.index(right))
