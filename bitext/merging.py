"""Several bitext files into one: every unit once, in the order of the files."""

import hashlib
import json
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import NamedTuple

from bitext.errors import FormatError, OptionError
from bitext.formats import SUFFIXES, read_header, read_units
from bitext.formats.jsonl import unit_to_dict
from bitext.model import BitextHeader, TranslationUnit

SHOWN = 5
"""How many duplicates are named."""


class Duplicates(StrEnum):
    """What becomes of a unit whose id came before."""

    REFUSE = "refuse"
    """Nothing is written."""
    FIRST = "first"
    """It is left out, and counted."""


class Place(NamedTuple):
    """Where a unit stands."""

    part: int
    number: int
    """Of the unit in its file, from 1."""


@dataclass
class Merger:
    """Joins files; counts what it meets."""

    parts: Sequence[Path]
    duplicates: Duplicates = Duplicates.REFUSE
    units: int = 0
    """Units that were given."""
    same: int = 0
    """Duplicates that say what the first one says."""
    other: int = 0
    """Duplicates that say something else."""
    empty: list[Path] = field(default_factory=list)
    """Files without a unit."""
    named: list[str] = field(default_factory=list)
    """The first duplicates, with both places."""

    def merged(self) -> Iterator[TranslationUnit]:
        """The units of all files, one at a time; ids are kept on the disk, so memory does not grow with their number.

        FormatError for a file that breaks its format and, when all is read, for duplicates that are refused.
        """
        seen = _Seen()
        try:
            for part, path in enumerate(self.parts):
                number = 0
                for number, unit in enumerate(read_units(path), 1):
                    first = seen.claim(unit, Place(part, number))
                    if first is None:
                        self.units += 1
                        yield unit
                    else:
                        self._count(unit.id, *first, Place(part, number))
                if not number:
                    self.empty.append(path)
        finally:
            seen.close()
        if self.named and self.duplicates is Duplicates.REFUSE:
            raise FormatError(self._refusal())

    def _count(self, name: str, equal: bool, first: Place, again: Place) -> None:
        self.same += equal
        self.other += not equal
        if len(self.named) < SHOWN:
            what = "the same" if equal else "another"
            self.named.append(f"{name} ({self._said(first)}, and {what} in {self._said(again)})")

    def _said(self, place: Place) -> str:
        return f"{self.parts[place.part]}, unit {place.number}"

    def _refusal(self) -> str:
        count = self.same + self.other
        more = f" and {count - len(self.named)} more" if count > len(self.named) else ""
        return (
            f"{count} unit ids stand more than once: {'; '.join(self.named)}{more}. Was a part given twice, or do two "
            "parts come of the same articles? --duplicates first leaves the later ones out."
        )


class _Seen:
    """The units that came before, in a table on the disk."""

    def __init__(self) -> None:
        # SQLite takes the empty name for a temporary file, of which a few MB are in memory.
        self._base = sqlite3.connect("", isolation_level=None)
        self._base.execute("PRAGMA journal_mode = OFF")
        self._base.execute("CREATE TABLE seen (id BLOB PRIMARY KEY, content BLOB, part INT, number INT) WITHOUT ROWID")

    def claim(self, unit: TranslationUnit, place: Place) -> tuple[bool, Place] | None:
        """None for a new id, else whether the first unit with it is equal, and where it stands."""
        key = _digest(unit.id)
        content = _digest(json.dumps(unit_to_dict(unit), sort_keys=True))
        done = self._base.execute("INSERT OR IGNORE INTO seen VALUES (?, ?, ?, ?)", (key, content, *place))
        if done.rowcount:
            return None
        row = self._base.execute("SELECT content, part, number FROM seen WHERE id = ?", (key,)).fetchone()
        return row[0] == content, Place(row[1], row[2])

    def close(self) -> None:
        self._base.close()


def parts_of(inputs: Iterable[Path], suffix: str = "") -> list[Path]:
    """The files that are meant, in the order given; those of a folder sorted by name, hidden ones left out.

    ``suffix`` chooses among the files of folders; OptionError when there are none, or several kinds and no choice.
    """
    found: list[Path] = []
    for path in inputs:
        if not path.is_dir():
            found.append(path)
            continue
        inside = [one for one in _files(path) if one.suffix.lower() == suffix or not suffix]
        kinds = sorted({one.suffix.lower() for one in inside})
        if len(kinds) > 1:
            raise OptionError(f"{path}: holds {' and '.join(kinds)} files; choose with --from {kinds[0][1:]}.")
        if not inside:
            raise OptionError(f"{path}: the folder holds no {suffix or 'bitext'} file ({', '.join(SUFFIXES)}).")
        found += inside
    return found


def common_header(parts: Iterable[Path]) -> BitextHeader:
    """The header of the first file that has one; FormatError when another file has other languages."""
    chosen: tuple[BitextHeader, Path] | None = None
    for path in parts:
        if path.suffix.lower() not in HEADED:
            continue
        header = read_header(path)
        if chosen is None:
            chosen = header, path
        elif _languages(header) != _languages(chosen[0]):
            here, there = (" to ".join(_languages(one)) for one in (header, chosen[0]))
            raise FormatError(
                f"{path}: goes from {here}, and {chosen[1]} from {there}; merge what has the same languages."
            )
    return chosen[0] if chosen else BitextHeader()


HEADED = (".tmx", ".xlf", ".xliff")
"""Suffixes of the formats that say their languages."""


def _languages(header: BitextHeader) -> list[str]:
    """Without regions: de and de-DE are the same to a merge."""
    return [tag.partition("-")[0].lower() for tag in (header.source_language, header.target_language)]


def _files(folder: Path) -> list[Path]:
    found = [path for path in folder.rglob("*") if path.suffix.lower() in SUFFIXES and path.is_file()]
    visible = [path for path in found if not any(part.startswith(".") for part in path.relative_to(folder).parts)]
    return sorted(visible, key=lambda path: path.relative_to(folder).parts)


def _digest(text: str) -> bytes:
    return hashlib.blake2b(text.encode("utf-8", "surrogatepass"), digest_size=16).digest()
