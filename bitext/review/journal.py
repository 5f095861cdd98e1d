"""The journal of a review: every verdict is on disk before the page says it is saved.

One JSON object a line, appended and synced; it lies beside the bitext as ``.NAME.review``.
A line cut off by a crash is the last one and was never confirmed, so it is dropped.
"""

import hashlib
import json
import os
from collections.abc import Iterable, Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import BinaryIO

from bitext.errors import LockedError, OutputError, ReviewError
from bitext.model import TranslationUnit


@dataclass(frozen=True, slots=True)
class Event:
    """One thing that a reviewer did to a unit."""

    unit: str
    action: str
    """``accept``, ``edit``, ``reject``, ``undo`` or ``draft``."""
    target: str = ""
    note: str = ""
    before: str = ""
    """Fingerprint of the unit that the reviewer saw."""
    after: str = ""
    """Fingerprint of the unit that came out."""
    joined: bool = False
    """Whether one undo takes it back together with the event before it."""
    time: str = ""
    """ISO 8601 in UTC."""


def fingerprint(unit: TranslationUnit) -> str:
    """Sixteen hexadecimal digits that change with all that a verdict can change and every format keeps."""
    text = "\0".join((unit.source, unit.target, unit.state.value, unit.note))
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:16]


def journal_path(path: Path) -> Path:
    """Where the journal of a bitext file lies."""
    return path.with_name(f".{path.name}.review")


def pending(path: Path) -> bool:
    """Whether a review of a bitext file is open, or ended with verdicts that are not in the file yet."""
    journal = journal_path(path)
    if not journal.exists():
        return False
    with journal.open("r+b") as stream:
        try:
            _lock(stream)
        except BlockingIOError:
            return True
        return any(b'"action": "draft"' not in line for line in stream)


class Journal:
    """The open journal of one bitext file; LockedError while another process reviews the same file."""

    def __init__(self, path: Path) -> None:
        self.path = path
        try:
            self._stream = path.open("a+b")
        except OSError as error:
            raise OutputError(
                f"{path}: the journal of the review cannot be written ({error.strerror or error}); "
                "copy the file to a folder of yours and review it there."
            ) from error
        self._lock(self._stream)
        try:
            self.events = self._read()
        except ReviewError:
            self._stream.close()
            raise

    def _lock(self, stream: BinaryIO) -> None:
        try:
            _lock(stream)
        except BlockingIOError:
            stream.close()
            raise LockedError(
                f"{self.path}: another review of this file is open; use its page, or end it with Ctrl-C first."
            ) from None

    def _read(self) -> list[Event]:
        """The events so far; what stands behind the last line end is cut off the file."""
        self._stream.seek(0)
        data = self._stream.read()
        whole = data.rfind(b"\n") + 1
        if whole < len(data):
            self._stream.truncate(whole)
        events = []
        for number, line in enumerate(data[:whole].splitlines(), start=1):
            try:
                events.append(Event(**json.loads(line)))
            except (ValueError, TypeError) as error:
                raise ReviewError(
                    f"{self.path}:{number}: not a line of a review journal ({error}); move the file away to go on."
                ) from error
        return events

    def append(self, event: Event) -> None:
        """Write one event and wait until the disk has it."""
        try:
            self._stream.write(_line(event))
            self._stream.flush()
            os.fsync(self._stream.fileno())
        except OSError as error:
            raise OutputError(f"{self.path}: not saved ({error.strerror or error}); make room on the disk.") from error

    def rewrite(self, events: Iterable[Event]) -> None:
        """Put these events in the place of all, atomically."""
        partial = self.path.with_name(f"{self.path.name}.part")
        stream = partial.open("w+b")
        self._lock(stream)
        stream.writelines(map(_line, events))
        stream.flush()
        os.fsync(stream.fileno())
        partial.replace(self.path)
        self._stream.close()
        self._stream = stream

    def set_aside(self, events: Sequence[Event]) -> Path:
        """Append events that fit no unit to a file of their own, so that no work is lost; its path."""
        path = self.path.with_name(f"{self.path.name[1:]}-unmatched.jsonl")
        with path.open("ab") as stream:
            stream.writelines(map(_line, events))
            stream.flush()
            os.fsync(stream.fileno())
        return path

    def close(self) -> None:
        """Let go of the journal; the file goes too if nothing is left in it."""
        if self._stream.closed:
            return
        if os.fstat(self._stream.fileno()).st_size == 0:
            with suppress(OSError):
                self.path.unlink()
        self._stream.close()


def _lock(stream: BinaryIO) -> None:
    """Hold the file until it is closed or the process ends; BlockingIOError if another process holds it."""
    try:
        import fcntl
    except ImportError:  # Windows has no flock; there two servers on one file are the user's to avoid.
        return
    try:
        fcntl.flock(stream, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        raise
    except OSError:
        # Some network file systems have no locks; a review there is better than none.
        return


def _line(event: Event) -> bytes:
    values = {key: value for key, value in asdict(event).items() if value}
    return json.dumps(values).encode("ascii") + b"\n"
