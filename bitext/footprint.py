"""Memory that was freed goes back to the system."""

import ctypes
from functools import cache
from typing import Any


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
