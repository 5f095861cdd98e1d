"""What is said of records that cannot be read: the first of a file one by one, the rest as a number."""

import re
from collections.abc import Callable, Iterable, Iterator
from typing import TypeVar

import click

from bitext.counting import counted
from bitext.errors import InputError, RecordError

SHOWN = 20
"""Broken records of a file that are said one by one."""
_PLACE = re.compile(r"(.+?):\d+: ")
_Item = TypeVar("_Item")


def complain(text: str) -> None:
    """A line on stderr."""
    click.echo(f"bitext: {text}", err=True)


def readable(
    items: Iterable[_Item | InputError], say: Callable[[str], None] = complain, failed: Callable[[], object] = bool
) -> Iterator[_Item]:
    """The items that were read; of each that was not ``failed`` is told, and of the first of a file ``say``, too."""
    complaints = _Complaints(say)
    for item in items:
        if isinstance(item, InputError):
            failed()
            complaints.add(item)
        else:
            yield item
    complaints.end()


class _Complaints:
    """The errors of one file after the other."""

    def __init__(self, say: Callable[[str], None]) -> None:
        self._say = say
        self._file, self._count, self._columns = "", 0, False

    def add(self, error: InputError) -> None:
        """Say an error, or keep it for the count at the end of its file."""
        place = _PLACE.match(str(error))
        file = place[1] if place and isinstance(error, RecordError) else ""
        if file != self._file:
            self.end()
            self._file = file
        if file:
            self._count += 1
            if self._count > SHOWN:
                self._columns = self._columns or "--column" in str(error)
                return
        self._say(str(error))

    def end(self) -> None:
        """Say how many errors of the last file were not said."""
        if self._count > SHOWN:
            hint = " If the text is under another name, give it: --column text=NAME." if self._columns else ""
            self._say(f"{self._file}: {counted(self._count - SHOWN, 'more record')} not read.{hint}")
        self._file, self._count, self._columns = "", 0, False
