"""How a command ends: the exit code 3 of a quiet one is never a riddle, and a polite kill leaves no half file."""

import signal
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from types import FrameType

import click

from bitext.counting import counted
from bitext.model import Severity
from bitext.report import FINDINGS

_NOUNS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "remark"}


def ending(
    code: int, quiet: bool, issues: Mapping[Severity, int], least: Severity | None = None, not_read: int = 0
) -> int:
    """The exit code as it is; a quiet command that ends with findings says in one line on stderr which.

    ``least`` is the lowest level that counts, that of errors if None; ``not_read`` is the number of unread inputs.
    """
    if quiet and code == FINDINGS:
        grave = [level for level in _NOUNS if level >= (least or Severity.ERROR) and issues.get(level)]
        told = [counted(issues[level], _NOUNS[level]) for level in grave]
        told += [f"{counted(not_read, 'source')} not read"] if not_read else []
        click.echo(f"bitext: exit code {code}: {', '.join(told)}.", err=True)
    return code


@contextmanager
def terminable() -> Iterator[None]:
    """A polite kill (SIGTERM) ends the block as Ctrl-C does."""

    def interrupt(number: int, frame: FrameType | None) -> None:
        raise KeyboardInterrupt

    before = signal.signal(signal.SIGTERM, interrupt)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)
