"""The journal of a run: finished windows are kept on disk, so that a killed run goes on where it was.

A SQLite file ``.NAME.run`` beside the first output; a window is in it whole or not at all.
Inputs are read and cut again after a restart, for that is cheap; only decoding is not done twice.
So every window has the same content, and the same batches, as in a run that was never stopped.
"""

import glob
import json
import os
import re
import sqlite3
import zlib
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from typing import BinaryIO

from bitext.errors import ChangedError, LockedError, OutputError
from bitext.formats.jsonl import unit_from_dict, unit_to_dict
from bitext.model import TranslationUnit

_SCHEMA = """
CREATE TABLE IF NOT EXISTS signature (name TEXT PRIMARY KEY, value TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS windows (
    number INTEGER NOT NULL, digest TEXT NOT NULL, units BLOB NOT NULL, PRIMARY KEY (number, digest)
);
"""


class RunJournal:
    """The open journal of one run.

    ChangedError when it belongs to a run with another signature, OutputError when it cannot be written.
    """

    def __init__(self, path: Path, signature: Mapping[str, str]) -> None:
        self.path = path
        self.resumed = 0
        """Units that were taken from an earlier run."""
        self.stale = 0
        """Windows whose inputs are no longer what they were."""
        with self._errors():
            self._base = sqlite3.connect(path, isolation_level=None)
            try:
                self._open(signature)
            except BaseException:
                self._base.close()
                raise

    def _open(self, signature: Mapping[str, str]) -> None:
        self._base.execute("PRAGMA synchronous = FULL")
        self._base.executescript(_SCHEMA)
        before = dict(self._base.execute("SELECT name, value FROM signature"))
        if not before:
            self._base.execute("BEGIN")
            self._base.executemany("INSERT INTO signature VALUES (?, ?)", signature.items())
            self._base.execute("COMMIT")
        elif before != dict(signature):
            raise ChangedError(_changed(self.path, before, signature))

    @property
    def windows(self) -> int:
        """How many windows are finished."""
        return int(self._base.execute("SELECT count(*) FROM windows").fetchone()[0])

    def take(self, number: int, digest: str) -> list[TranslationUnit] | None:
        """The units of a window that an earlier run finished, if it had the same digest."""
        with self._errors():
            found = dict(self._base.execute("SELECT digest, units FROM windows WHERE number = ?", (number,)))
            if digest not in found:
                self.stale += bool(found)
                return None
            units = [unit_from_dict(values) for values in json.loads(zlib.decompress(found[digest]))]
        self.resumed += len(units)
        return units

    def keep(self, number: int, digest: str, units: Sequence[TranslationUnit]) -> None:
        """Keep the units of a finished window; they are on the disk when this returns.

        What other inputs gave for the window stays too: who ran with the wrong ones by mistake goes on with the right.
        """
        content = zlib.compress(json.dumps([unit_to_dict(unit) for unit in units]).encode("ascii"), 1)
        with self._errors():
            self._base.execute("INSERT OR REPLACE INTO windows VALUES (?, ?, ?)", (number, digest, content))

    def close(self) -> None:
        """Let go of the journal; it stays for the next run."""
        self._base.close()

    def remove(self) -> None:
        """Delete the journal of a run that has come to its end."""
        self.close()
        forget(self.path)

    @contextmanager
    def _errors(self) -> Iterator[None]:
        """What SQLite says, in our words."""
        try:
            yield
        except sqlite3.OperationalError as error:
            raise OutputError(
                f"{self.path}: the journal of the run cannot be written ({error}); check the disk and permissions."
            ) from error
        except (sqlite3.DatabaseError, zlib.error) as error:
            raise OutputError(
                f"{self.path}: not the journal of a run ({error}); add --restart to begin anew."
            ) from error


def journal_path(outputs: Sequence[Path]) -> Path:
    """Where the journal of a run lies: where an earlier run with one of the outputs left it, else by the first."""
    places = [_beside(output, "run") for output in outputs]
    return next((path for path in places if path.exists()), places[0])


def forget(path: Path) -> None:
    """Delete a journal, if there is one."""
    for name in (f"{path.name}-journal", path.name):
        with suppress(FileNotFoundError):
            path.with_name(name).unlink()


@contextmanager
def run_lock(outputs: Sequence[Path]) -> Iterator[None]:
    """Holds the outputs for this process, and clears away what killed ones left unfinished there.

    LockedError when another process holds one of them, OutputError when the folder cannot be written.
    """
    with ExitStack() as stack:
        for output in sorted(outputs):
            stack.enter_context(_locked(output))
        for partial in [path for output in outputs for path in _unfinished(output)]:
            with suppress(OSError):
                partial.unlink()
        yield


@contextmanager
def _locked(output: Path) -> Iterator[None]:
    path = _beside(output, "lock")
    stream = _own(path, output)
    try:
        stream.truncate()
        stream.write(str(os.getpid()).encode())
        stream.flush()
        yield
    except OSError as error:
        raise OutputError(f"{output}: cannot be written ({error.strerror}); check the disk and permissions.") from error
    finally:
        with suppress(OSError):
            path.unlink()
        stream.close()


def _own(path: Path, output: Path) -> BinaryIO:
    """The lock file, opened and held."""
    while True:
        try:
            stream = path.open("a+b")
        except OSError as error:
            raise OutputError(
                f"{output}: its folder cannot be written ({error.strerror}); give another -o, or mend the permissions."
            ) from error
        if not _held(stream):
            stream.seek(0)
            pid = stream.read().decode("ascii", "replace") or "unknown"
            stream.close()
            raise LockedError(f"{output}: process {pid} is writing it; wait for its end, or give another -o.")
        # The holder before us may have removed the file between our opening and locking it.
        with suppress(FileNotFoundError):
            if path.stat().st_ino == os.fstat(stream.fileno()).st_ino:
                stream.seek(0)
                return stream
        stream.close()


def _held(stream: BinaryIO) -> bool:
    """Whether the file is locked for us until it is closed or the process ends."""
    try:
        import fcntl
    except ImportError:  # Windows has no flock; there two runs on one output are the user's to avoid.
        return True
    try:
        fcntl.flock(stream, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True


def _beside(output: Path, kind: str) -> Path:
    """The hidden companion of an output; inside it for a folder."""
    name = f".{output.name}.{kind}"
    return output / name if output.is_dir() else output.with_name(name)


def _unfinished(output: Path) -> Iterator[Path]:
    """The partial files of a killed run (see bitext.formats.atomic)."""
    if output.is_dir():
        for folder, _, names in os.walk(output):
            yield from (Path(folder, name) for name in names if re.fullmatch(r"\..+\.part\d+", name))
    else:
        place = output.resolve()
        yield from place.parent.glob(f".{glob.escape(place.name)}.part*")


def _changed(path: Path, before: Mapping[str, str], now: Mapping[str, str]) -> str:
    names = [name for name in {**before, **now} if before.get(name) != now.get(name)]
    changes = "; ".join(f"{name} was {before.get(name, 'none')}, is {now.get(name, 'none')}" for name in names)
    return (
        f"{path}: an unfinished run with other settings is waiting ({changes}). "
        "Use its settings to go on with it, or add --restart to drop it and begin anew."
    )
