"""The time that a run says is left."""

from bitext.cli.pace import Pace


def burst(pace: Pace, first: int, last: int, now: float, resumed: int = 0) -> None:
    for units in range(first, last + 1):
        pace.count(units, resumed, now)


def test_nothing_is_said_of_the_first_window() -> None:
    """The first units come after the model was loaded; who divides them by that time says days for minutes."""
    pace = Pace(0.0)

    burst(pace, 1, 1, 30.0)
    assert pace.left(3000) is None
    burst(pace, 2, 1000, 30.0)
    assert pace.left(3000) is None


def test_windows_settle_the_pace() -> None:
    """A window a half minute is the same pace at the first and at the last unit of a burst."""
    pace = Pace(0.0)
    burst(pace, 1, 1000, 30.0)

    burst(pace, 1001, 1001, 60.0)
    assert round(pace.left(4000) or 0) == 60
    burst(pace, 1002, 2000, 60.0)
    assert round(pace.left(4000) or 0) == 60


def test_a_steady_stream_has_its_average() -> None:
    """Units that come one by one count as they come."""
    pace = Pace(0.0)
    for tenth in range(1, 201):
        pace.count(tenth, 0, tenth / 10)

    assert round(pace.left(400) or 0) == 20
    assert round(pace.average) == 10


def test_what_an_earlier_run_made_does_not_count() -> None:
    """After a resume the pace is that of the new units alone, from the first of them on."""
    pace = Pace(0.0)
    burst(pace, 1, 2000, 5.0, resumed=2000)
    assert pace.left(4000) is None
    burst(pace, 2001, 2500, 15.0, resumed=2000)
    assert pace.left(4000) is None

    burst(pace, 2501, 2501, 25.0, resumed=2000)
    assert round(pace.left(4000) or 0) == 20


def test_the_time_left_is_never_negative() -> None:
    """A total that was estimated too low gives 0."""
    pace = Pace(0.0)
    burst(pace, 1, 1000, 30.0)
    burst(pace, 1001, 1001, 60.0)

    assert pace.left(100) == 0.0
