"""Progress on stderr: only on a terminal, one line that rewrites itself."""

import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager

import click


class Progress:
    """Counts of work done, shown at most ten times a second."""

    def __init__(self, shown: bool) -> None:
        self._shown = shown
        self._begin = time.monotonic()
        self._last = 0.0
        self._width = 0

    def show(self, articles: int, units: int) -> None:
        """Rewrite the line."""
        now = time.monotonic()
        if not self._shown or now - self._last < 0.1:
            return
        self._last = now
        rate = units / max(now - self._begin, 0.001)
        self._write(f"{articles} articles, {units} units, {rate:.0f} units/s")

    def clear(self) -> None:
        """Leave an empty line for what comes next."""
        if self._shown and self._width:
            self._write("")
            click.echo("\r", nl=False, err=True)

    def _write(self, line: str) -> None:
        click.echo("\r" + line.ljust(self._width), nl=False, err=True)
        self._width = len(line)


@contextmanager
def progress(quiet: bool) -> Iterator[Progress]:
    """A progress line, cleared at the end; silent when quiet or when stderr is no terminal."""
    line = Progress(shown=not quiet and sys.stderr.isatty())
    try:
        yield line
    finally:
        line.clear()
