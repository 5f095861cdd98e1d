"""Glossaries: the entries of one or more files, and the digest that names what they say."""

import hashlib
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from bitext.counting import counted
from bitext.errors import FormatError
from bitext.glossary.exchange import read_any
from bitext.glossary.normal import clean
from bitext.model import TermEntry, TermStatus


@dataclass(frozen=True)
class Glossary:
    """Entries, one for each source."""

    entries: tuple[TermEntry, ...] = ()
    notes: tuple[str, ...] = ()
    """What was decided while files were joined, one line each, to be shown to a person."""

    @property
    def digest(self) -> str:
        """Hex digest of what the entries demand; order, comments, notes and examples do not change it."""
        rows = sorted(json.dumps(_demand(entry), ensure_ascii=False) for entry in self.entries)
        return hashlib.sha256("\n".join(rows).encode()).hexdigest()[:16]

    def extended(self, entries: Iterable[TermEntry]) -> "Glossary":
        """This glossary with more entries, which win over those of the same source."""
        added = tuple(entries)
        return merged([*self.entries, *added], self.notes) if added else self


def load(paths: Sequence[Path]) -> Glossary:
    """The glossary of the files together; a later file wins on the same source, and ``notes`` says so.

    Any format that ``bitext glossary import`` knows is read.
    GlossaryError if a file cannot be read, FormatError with ``path:line`` if it breaks its format.
    """
    entries: list[TermEntry] = []
    for path in paths:
        entries.extend(read_file(path))
    return merged(entries)


def read_file(path: Path) -> tuple[TermEntry, ...]:
    """The entries of one file in their order, duplicates included; FormatError for the first line that is broken."""
    broken: list[FormatError] = []
    entries = read_any(path, broken=broken.append).entries
    if broken:
        more = (
            f" {counted(len(broken) - 1, 'line')} more; `bitext glossary lint {path}` lists all." if broken[1:] else ""
        )
        raise FormatError(f"{broken[0]}{more}")
    return entries


def merged(entries: Iterable[TermEntry], notes: Sequence[str] = ()) -> Glossary:
    """A glossary with one entry for each source: the last one; forbidden targets of other rows are joined to it."""
    kept: dict[str, TermEntry] = {}
    bans: dict[str, TermEntry] = {}
    said = list(notes)
    for entry in entries:
        table = bans if entry.status is TermStatus.FORBIDDEN else kept
        key = clean(entry.source)
        if key in table and table is kept:
            said.append(f"{entry.origin}: {entry.source!r} replaces the entry of {kept[key].origin}.")
        table[key] = entry
    for key, ban in bans.items():
        if key in kept:
            forbidden = (*kept[key].forbidden, *ban.targets, *ban.forbidden)
            kept[key] = replace(kept[key], forbidden=tuple(dict.fromkeys(forbidden)))
        else:
            kept[key] = ban
    return Glossary(tuple(kept.values()), tuple(said))


def _demand(entry: TermEntry) -> list[object]:
    """What an entry asks of a translation."""
    return [
        entry.source,
        list(entry.targets),
        sorted(entry.variants),
        sorted(entry.forbidden),
        entry.case.value,
        entry.status.value,
    ]
