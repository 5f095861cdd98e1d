"""Freed memory goes back to the system."""

import pytest

from bitext import footprint


def test_without_glibc_nothing_happens(monkeypatch: pytest.MonkeyPatch) -> None:
    """On a system without malloc_trim giving memory back does nothing and does not fail."""

    def missing(name: str) -> None:
        raise OSError(name)

    monkeypatch.setattr(footprint.ctypes, "CDLL", missing)
    footprint._glibc.cache_clear()
    footprint.give_back()
    footprint._glibc.cache_clear()


def test_with_glibc_it_is_called(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where there is malloc_trim it is asked to keep nothing."""
    asked: list[int] = []
    monkeypatch.setattr(footprint, "_glibc", lambda: asked.append)
    footprint.give_back()
    assert asked == [0]


def test_now_and_then() -> None:
    """Work that is done now and then is done every so manieth time."""
    done: list[int] = []
    rest = footprint.now_and_then(lambda: done.append(1), 3)
    for _ in range(7):
        rest()
    assert len(done) == 2
