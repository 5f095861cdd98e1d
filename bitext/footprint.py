"""Memory that was freed goes back to the system."""

import ctypes
from collections.abc import Callable
from functools import cache
from itertools import count
from typing import Any

EVERY = 4
"""Windows of work after which memory is given back; after each one it takes 3 to 5 % of the time, and saves no more."""


@cache
def _glibc() -> Any:
    """The C library, if it has malloc_trim; None elsewhere."""
    try:
        return ctypes.CDLL("libc.so.6").malloc_trim
    except (OSError, AttributeError):
        return None


def give_back() -> None:
    """Hand what was freed back to the system; does nothing without glibc.

    glibc keeps an arena for every thread and what was freed in it, by and by 100 MB in a long run of a fast engine.
    """
    trim = _glibc()
    if trim is not None:
        trim(0)


def now_and_then(work: Callable[[], None], every: int = EVERY) -> Callable[[], None]:
    """A function that does the work every so manieth time it is called, from any thread."""
    times = count(1)

    def maybe() -> None:
        if next(times) % every == 0:
            work()

    return maybe
