"""Which requests are decoded together."""

from bitext.decoding import Request
from bitext.engines.batching import batches


def request(length: int, prefix: int = 0, aligned: bool = True) -> Request:
    return Request(("x",) * length, ("y",) * prefix, aligned=aligned)


def test_batches_hold_every_request_once() -> None:
    """Every request is in exactly one batch, the longest in the first."""
    asked = [request(length) for length in (3, 40, 7, 7, 1, 22, 0)]

    found = batches(asked, 50, 3)

    assert sorted(place for batch in found for place in batch) == list(range(7))
    assert found[0] == [1]


def test_batches_are_bounded() -> None:
    """No batch is wider than its positions or has more requests than its rows, but one long request is taken."""
    asked = [request(length) for length in (99, *range(30), *([2] * 20))]

    for batch in batches(asked, 64, 5):
        widest = max(len(asked[place].source) + 1 for place in batch)
        assert len(batch) <= 5
        assert len(batch) == 1 or widest * len(batch) <= 64


def test_kinds_do_not_mix() -> None:
    """Requests with a prefix, and those without need of attention, have batches of their own."""
    asked = [request(5), request(5, 2), request(5, 0, False), request(5, 2, False), request(5)]

    assert sorted(map(sorted, batches(asked, 1000, 100))) == [[0, 4], [1], [2], [3]]


def test_nothing_asked() -> None:
    """No requests, no batches."""
    assert batches([], 10, 10) == []
