"""What a run says of itself on stderr: a line that rewrites itself, or lines of JSON for programs."""

import json
import os
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from io import BufferedReader
from pathlib import Path

import click

from bitext.cli.pace import Pace
from bitext.counting import counted
from bitext.dump import ReadOptions, find_files
from bitext.dump.remote import is_remote
from bitext.dump.sources import STDIN, Source
from bitext.report import Report

LINE_SECONDS, JSON_SECONDS = 0.1, 5.0


class Position:
    """How far the reading of the inputs is, in bytes of the files as they lie on the disk."""

    def __init__(self, inputs: Sequence[str], options: ReadOptions) -> None:
        self.total = 0
        """0 when it is not known, as with standard input and URLs."""
        self._before = 0
        self._stream: BufferedReader | None = None
        self._size = 0
        if any(map(is_remote, inputs)):
            return
        for found in find_files(inputs, options):
            if isinstance(found, Source):
                if found.path == STDIN:
                    self.total = 0
                    return
                with suppress(OSError):
                    self.total += Path(found.path).stat().st_size

    def opened(self, stream: BufferedReader) -> None:
        """The reading goes on with another file."""
        self._before += self._size
        self._stream = stream
        with suppress(OSError, ValueError):
            self._size = os.fstat(stream.fileno()).st_size

    @property
    def share(self) -> float:
        """From 0 to 1; 0 when the total is not known."""
        if not self.total or self._stream is None:
            return 0.0
        try:
            inside = self._stream.tell()
        except (OSError, ValueError):
            inside = self._size
        return min(1.0, (self._before + inside) / self.total)


class Progress:
    """Counts of work done, the pace, and the time left."""

    def __init__(self, shown: bool = False, as_json: bool = False, position: Position | None = None) -> None:
        self._shown = shown
        self._json = as_json
        self._position = position
        self._begin = time.monotonic()
        self._pace = Pace(self._begin)
        self._last = 0.0
        self._width = 0

    def show(self, report: Report, resumed: int = 0) -> None:
        """Say how far the run is, if it is time to; ``resumed`` units count for nothing in the pace."""
        if not (self._shown or self._json):
            return
        now = time.monotonic()
        self._pace.count(report.units, resumed, now)
        if now - self._last < (JSON_SECONDS if self._json else LINE_SECONDS):
            return
        self._last = now
        pace, left = self._pace.average, self._left(report)
        if self._json:
            rest = None if left is None else round(left)
            counts = {name: number for name, number in report.counts().items() if name != "lost"}
            self._event("progress", **counts, per_second=round(pace, 2), seconds_left=rest)
            return
        line = f"{counted(report.started, 'article')}, {counted(report.units, 'unit')}, {pace:.1f} units/s"
        self._write(line if left is None else f"{line}, {duration(left)} left")

    def steps(self, done: int, total: int, what: str) -> None:
        """Say that so many of all ``what`` are done, if it is time to; nothing as JSON."""
        now = time.monotonic()
        if self._shown and now - self._last >= LINE_SECONDS:
            self._last = now
            self._write(f"{done} of {counted(total, what)}")

    def _left(self, report: Report) -> float | None:
        """Seconds left, for a total that is estimated from the share of the bytes read; None while it is not known."""
        share = self._position.share if self._position else 0.0
        return self._pace.left(report.expected / share) if share else None

    def note(self, text: str) -> None:
        """Say something that a person should know."""
        self._say("note", text)

    def error(self, text: str) -> None:
        """Say that an input could not be read."""
        self._say("error", text)

    def summary(self, report: Report, resumed: int = 0) -> None:
        """Say what came of the run."""
        if self._json:
            self._event("summary", **report.counts(), resumed=resumed, seconds=round(time.monotonic() - self._begin, 1))
        else:
            self.clear()
            click.echo(str(report), err=True)

    def clear(self) -> None:
        """Leave an empty line for what comes next."""
        if self._shown and self._width:
            self._write("")
            click.echo("\r", nl=False, err=True)

    def _say(self, kind: str, text: str) -> None:
        if self._json:
            self._event(kind, message=text)
        else:
            self.clear()
            click.echo(f"bitext: {text}", err=True)

    def _event(self, kind: str, **values: object) -> None:
        click.echo(json.dumps({"event": kind, **values}), err=True)

    def _write(self, line: str) -> None:
        click.echo("\r" + line.ljust(self._width), nl=False, err=True)
        self._width = len(line)


@contextmanager
def progress(quiet: bool, as_json: bool = False, position: Position | None = None) -> Iterator[Progress]:
    """Progress, its line cleared at the end; silent when quiet, and a line only on a terminal."""
    line = Progress(not quiet and not as_json and sys.stderr.isatty(), as_json and not quiet, position)
    try:
        yield line
    finally:
        line.clear()


def duration(seconds: float) -> str:
    """A time for people: 45 s, 12 min, 3 h 20 min."""
    whole = round(seconds)
    if whole < 90:
        return f"{whole} s"
    minutes = round(whole / 60)
    return f"{minutes} min" if minutes < 90 else f"{minutes // 60} h {minutes % 60} min"
