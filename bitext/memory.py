"""Translation memory: what was approved before wins before the model, what the same machine wrote need not be redone.

One SQLite file; units are kept whole, as JSON.
An approved unit holds for its source text whatever engine runs; a machine's only for the same signature.
"""

import hashlib
import json
import sqlite3
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from bitext.errors import FormatError, OutputError
from bitext.formats import read_units
from bitext.formats.jsonl import unit_from_dict, unit_to_dict
from bitext.model import Origin, State, TranslationUnit

SUFFIXES = (".db", ".sqlite")
"""What names a memory; any other path is a bitext file."""

_APPROVED = (State.REVIEWED, State.FINAL)
_RANK = {State.FINAL: 3, State.REVIEWED: 2, State.TRANSLATED: 1, State.INITIAL: 1}
"""0 is a machine's unit."""
_SCHEMA = """
CREATE TABLE IF NOT EXISTS units (
    number INTEGER PRIMARY KEY, source TEXT NOT NULL, target TEXT NOT NULL, rank INTEGER NOT NULL,
    signature TEXT NOT NULL, file TEXT NOT NULL, unit TEXT NOT NULL,
    UNIQUE (source, target, signature)
);
"""
_PUT = """
INSERT INTO units (source, target, rank, signature, file, unit) VALUES (?, ?, ?, ?, ?, ?)
ON CONFLICT DO UPDATE SET rank = excluded.rank, file = excluded.file, unit = excluded.unit, number = (
    SELECT max(number) + 1 FROM units)
"""
"""What is said again counts as said last."""
_SUPERSEDED = """
DELETE FROM units WHERE rank > 0 AND number NOT IN (
    SELECT number FROM (
        SELECT number, row_number() OVER (PARTITION BY source ORDER BY rank DESC, number DESC) AS place
        FROM units WHERE rank > 0
    ) WHERE place = 1
)
"""


class Hit(NamedTuple):
    """A unit found in the memory."""

    unit: TranslationUnit
    file: str
    """Name of the file that it came from."""
    others: tuple[str, ...] = ()
    """Other approved targets of the same source, the newest first."""


@dataclass(frozen=True, slots=True)
class Stats:
    """What a memory holds."""

    units: int
    approved: int
    machine: int
    sources: int
    """Different source texts."""
    ambiguous: int
    """Sources with more than one approved target."""
    files: tuple[tuple[str, int], ...]
    """Name of every file that units came from, and their number."""


def is_memory(path: Path) -> bool:
    """Whether the path names a memory, not a bitext file."""
    return path.suffix.lower() in SUFFIXES


def is_approved(unit: TranslationUnit) -> bool:
    """Whether a person wrote or approved the translation; one that waits for a new translation is not."""
    human = unit.state in _APPROVED or unit.origin is Origin.HUMAN
    return human and unit.origin is not Origin.COPY and bool(unit.target.strip()) and "rejected" not in unit.provenance


def key(text: str) -> str:
    """What makes two source texts the same: composed letters, single blanks."""
    return _storable(" ".join(unicodedata.normalize("NFC", text).split()))


class Memory:
    """An open memory; a path of None is one that is gone when it is closed.

    FormatError for a file that is no memory, OutputError when the disk refuses.
    """

    def __init__(self, path: Path | None = None) -> None:
        self.path = path
        with self._errors():
            # SQLite takes the empty name for a temporary file, which may grow past the main memory.
            self._base = sqlite3.connect(path or "", isolation_level=None)
            self._base.executescript(_SCHEMA)

    def close(self) -> None:
        """Let go of the file."""
        self._base.close()

    def add(self, units: Iterable[TranslationUnit], file: str, *, machine: bool = False) -> tuple[int, int]:
        """Take units in; gives how many were approved and how many the machine's.

        Without ``machine`` only approved ones are taken.  All of them or, after an error, none.
        """
        taken = [0, 0]
        with self._transaction():
            for unit in units:
                approved = is_approved(unit)
                if approved or (machine and _made(unit)):
                    self._put(unit, approved, file)
                    taken[not approved] += 1
        return taken[0], taken[1]

    def withdraw(self, units: Iterable[TranslationUnit], file: str) -> int:
        """Forget approved units that were approved in a file and are so no more; gives how many were found."""
        before = self._base.total_changes
        with self._transaction():
            for unit in units:
                values = (key(unit.source), _storable(unit.target), file)
                self._base.execute(
                    "DELETE FROM units WHERE rank > 0 AND source = ? AND target = ? AND file = ?", values
                )
        return self._base.total_changes - before

    def merge(self, other: "Memory") -> None:
        """Take in all that another memory holds."""
        with self._transaction():
            for hit in other.hits(approved=False):
                self._put(hit.unit, is_approved(hit.unit), hit.file)

    def _put(self, unit: TranslationUnit, approved: bool, file: str) -> None:
        rank, signature = (_RANK[unit.state], "") if approved else (0, unit.provenance["signature"])
        content = json.dumps(unit_to_dict(unit))
        self._base.execute(_PUT, (key(unit.source), _storable(unit.target), rank, signature, file, content))

    def approved(self, source: str) -> Hit | None:
        """The approved translation of a text: final before reviewed before merely human, the newest of equals."""
        rows = self._rows("WHERE source = ? AND rank > 0 ORDER BY rank DESC, number DESC", key(source))
        first = next(rows, None)
        if first is None:
            return None
        others = dict.fromkeys(hit.unit.target for hit in rows)
        return Hit(first.unit, first.file, tuple(target for target in others if target != first.unit.target))

    def machine(self, source: str, signature: str) -> Hit | None:
        """What the same machine wrote for the text."""
        return next(self._rows("WHERE source = ? AND signature = ? AND rank = 0", key(source), signature), None)

    @property
    def has_machine(self) -> bool:
        """Whether any unit is a machine's."""
        return self._base.execute("SELECT 1 FROM units WHERE rank = 0 LIMIT 1").fetchone() is not None

    def hits(self, *, approved: bool = True) -> Iterator[Hit]:
        """All units in the order they came, the machine's too unless only approved ones are wanted."""
        return self._rows("WHERE rank > 0 ORDER BY number" if approved else "ORDER BY number")

    def stats(self) -> Stats:
        """What the memory holds."""
        with self._errors():
            total, approved, sources = self._base.execute(
                "SELECT count(*), coalesce(sum(rank > 0), 0), count(DISTINCT source) FROM units"
            ).fetchone()
            ambiguous = self._base.execute(
                "SELECT count(*) FROM (SELECT 1 FROM units WHERE rank > 0 GROUP BY source"
                " HAVING count(DISTINCT target) > 1)"
            ).fetchone()[0]
            files = self._base.execute("SELECT file, count(*) FROM units GROUP BY file ORDER BY file").fetchall()
        return Stats(total, approved, total - approved, sources, ambiguous, tuple(files))

    def prune(self, *, machine: bool = False, superseded: bool = False) -> int:
        """Remove the machine's units, and approved ones that a better or newer translation of their source replaced."""
        before = self._base.total_changes
        with self._transaction():
            if machine:
                self._base.execute("DELETE FROM units WHERE rank = 0")
            if superseded:
                self._base.execute(_SUPERSEDED)
        removed = self._base.total_changes - before
        with self._errors():
            self._base.execute("VACUUM")
        return removed

    def _rows(self, condition: str, *values: str) -> Iterator[Hit]:
        with self._errors():
            for content, file in self._base.execute(f"SELECT unit, file FROM units {condition}", values):
                yield Hit(unit_from_dict(json.loads(content)), file)

    @contextmanager
    def _transaction(self) -> Iterator[None]:
        with self._errors():
            self._base.execute("BEGIN IMMEDIATE")
            try:
                yield
            except BaseException:
                self._base.execute("ROLLBACK")
                raise
            self._base.execute("COMMIT")

    @contextmanager
    def _errors(self) -> Iterator[None]:
        """What SQLite says, in our words."""
        try:
            yield
        except sqlite3.OperationalError as error:
            raise OutputError(f"{self.path}: {error}; check the disk, permissions and other users of it.") from error
        except sqlite3.DatabaseError as error:
            raise FormatError(f"{self.path}: not a translation memory ({error}); give another file.") from error


def load(paths: Sequence[Path]) -> Memory:
    """One memory of several files, memories and bitext; of equal translations that of the later file wins."""
    if len(paths) == 1 and is_memory(paths[0]):
        return opened(paths[0])
    merged = Memory()
    for path in paths:
        if is_memory(path):
            one = opened(path)
            merged.merge(one)
            one.close()
        else:
            merged.add(read_units(path), path.name, machine=True)
    return merged


def opened(path: Path) -> Memory:
    """The memory at a path; FormatError if there is none."""
    if not path.is_file():
        raise FormatError(f"{path}: there is no such memory; 'bitext memory import {path} FILE' makes one.")
    return Memory(path)


def keep_approved(
    paths: Iterable[Path], file: str, units: Iterable[TranslationUnit], before: Iterable[TranslationUnit] = ()
) -> int:
    """Put the approved units of a file into every one of the paths that is a memory.

    ``before`` are the file's units before the review: what was approved then and is not now is forgotten,
    else a translation that a reviewer corrected or rejected would come again.  Gives how many were.
    """
    kept = [unit for unit in units if unit.state in _APPROVED]
    pairs = {(unit.source, unit.target) for unit in kept}
    gone = [unit for unit in before if unit.state in _APPROVED and (unit.source, unit.target) not in pairs]
    forgotten = 0
    for path in filter(is_memory, paths):
        base = Memory(path)
        try:
            forgotten += base.withdraw(gone, file)
            base.add(kept, file)
        finally:
            base.close()
    return forgotten


def contents_digest(paths: Iterable[Path]) -> str:
    """What names the content of the files: each one's name and a digest of its bytes."""
    found = []
    for path in paths:
        with path.open("rb") as stream:
            found.append(f"{path.name}@{hashlib.file_digest(stream, 'sha256').hexdigest()[:16]}")
    return " ".join(found)


def _storable(text: str) -> str:
    """The text without lone surrogates, which SQLite cannot hold."""
    return text.encode("utf-8", "replace").decode("utf-8")


def _made(unit: TranslationUnit) -> bool:
    """Whether a machine whose signature is known wrote the unit."""
    return unit.origin is Origin.MT and bool(unit.provenance.get("signature")) and bool(unit.target.strip())
