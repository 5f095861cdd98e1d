"""Which requests are decoded together."""

from collections.abc import Sequence
from itertools import groupby

from bitext.decoding import Request

Batch = list[int]
"""Places in the list of requests."""


def batches(requests: Sequence[Request], positions: int, rows: int) -> list[Batch]:
    """The requests in batches of similar length, the longest first; batches depend on nothing but the requests.

    A batch has at most ``positions`` source positions, padding and the end of sentence included, and at most ``rows``
    requests; one request alone may be longer.
    Those with a prefix and those whose attention is wanted go apart, so that neither changes the others' batches.
    """

    def kind(place: int) -> tuple[bool, bool]:
        return bool(requests[place].prefix), requests[place].aligned

    def length(place: int) -> int:
        return len(requests[place].source) + 1

    order = sorted(range(len(requests)), key=lambda place: (*kind(place), -length(place)))
    result: list[Batch] = []
    for _, group in groupby(order, kind):
        waiting = list(group)
        while waiting:
            size = max(1, min(rows, positions // length(waiting[0])))
            result.append(waiting[:size])
            waiting = waiting[size:]
    return result
