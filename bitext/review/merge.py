"""Taking back what was reviewed outside: in a spreadsheet, a CAT tool, or another copy of the file."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from hashlib import sha256
from typing import NamedTuple

from bitext.errors import ReviewError
from bitext.model import Action, State, TranslationUnit, Verdict
from bitext.review.verdict import DONE, REJECTED, Recheck, apply, cleaned, is_rejected

EXPORTED = "exported"
"""Provenance key that an export adds: the mark of the unit as it left."""

EDITED, APPROVED, REJECTS, NOTED = "edited", "approved", "rejected", "noted"
UNCHANGED, ABSENT, EMPTIED, LOWERED, CONFLICT = "unchanged", "not in it", "emptied", "lowered", "changed in both"
TOLD = (EMPTIED, LOWERED, CONFLICT)
"""What was not taken as it came."""

_NOISE = re.compile("[\\s\x00-\x1f\x7f\ufffd\ufffe\uffff\ud800-\udfff]+")
"""What a format or a tool may change in a text without anybody having touched it."""


@dataclass(frozen=True, slots=True)
class Merged:
    """A file after a review outside."""

    units: tuple[TranslationUnit, ...]
    counts: Counter[str]
    """How many units were edited, approved, ...; an edited unit may be approved too."""
    told: Mapping[str, tuple[str, ...]]
    """Ids of the units that the reviewer must hear of, by the word that counts them (emptied, lowered, ...)."""

    @property
    def conflicts(self) -> tuple[str, ...]:
        """Ids of units that were changed in the file after the export; the file's text was kept."""
        return self.told.get(CONFLICT, ())


class Mark(NamedTuple):
    """What a reviewer can change of a unit, in short; noise of formats and tools makes no difference."""

    target: str
    note: str
    state: str

    @classmethod
    def of(cls, unit: TranslationUnit) -> "Mark":
        """The mark of a unit as it is."""
        return cls(_digest(unit.target), _digest(unit.note), REJECTED if is_rejected(unit) else unit.state.value)

    @classmethod
    def left(cls, row: TranslationUnit, unit: TranslationUnit) -> "Mark":
        """The mark with which a row was exported; that of the file's unit for a row that carries none."""
        parts = row.provenance.get(EXPORTED, "").split("-")
        return cls(*parts) if len(parts) == len(cls._fields) else cls.of(unit)


def stamped(unit: TranslationUnit) -> TranslationUnit:
    """The unit with the mark that tells later what the reviewer changed, and what was changed in the file."""
    return replace(unit, provenance={**unit.provenance, EXPORTED: "-".join(Mark.of(unit))})


def merged(
    units: Sequence[TranslationUnit],
    reviewed: Iterable[TranslationUnit],
    *,
    approve: bool = False,
    recheck: Recheck | None = None,
) -> Merged:
    """The units with what the reviewed ones say of them; ReviewError names the first row that does not fit.

    With ``approve`` every row that is not rejected counts as approved.
    """
    rows = _rows(units, reviewed)
    counts: Counter[str] = Counter({ABSENT: len(units) - len(rows)})
    told: dict[str, tuple[str, ...]] = {}
    result = []
    for unit in units:
        row = rows.get(unit.id)
        if row is not None:
            taken, what = _taken(unit, row, approve=approve, recheck=recheck)
            if taken != unit and Mark.left(row, unit) != Mark.of(unit):
                taken, what = unit, (CONFLICT,)
            counts.update(what or (UNCHANGED,))
            told |= {word: (*told.get(word, ()), unit.id) for word in what if word in TOLD}
            unit = taken  # noqa: PLW2901
        result.append(unit)
    return Merged(tuple(result), counts, told)


def _rows(units: Sequence[TranslationUnit], reviewed: Iterable[TranslationUnit]) -> dict[str, TranslationUnit]:
    """The reviewed units by id, each proved to belong to the file."""
    known = {unit.id: unit for unit in units}
    if len(known) < len(units):
        twice = next(name for name, number in Counter(unit.id for unit in units).items() if number > 1)
        raise ReviewError(f"unit {twice}: the file uses this id twice; convert it to give every unit its own.")
    rows: dict[str, TranslationUnit] = {}
    for number, row in enumerate(reviewed, start=1):
        where = f"unit {row.id!r} (number {number} of the reviewed file)"
        if row.id not in known:
            raise ReviewError(
                f"{where}: the file has no such unit. Its row says {_short(row.source or row.target or row.note)}; "
                "put its id back if it was lost, delete the row if it was added, or give the file that was exported."
            )
        if row.id in rows:
            raise ReviewError(f"{where}: it comes twice; keep one of the rows.")
        if not _same(row.source, known[row.id].source):
            raise ReviewError(
                f"{where}: its source was changed; put the source back as it was, or export again. "
                f"Expected {_short(known[row.id].source)}, found {_short(row.source)}."
            )
        rows[row.id] = _settled(row)
    return rows


def _settled(row: TranslationUnit) -> TranslationUnit:
    """A row without the old mark of a rejection, which tables and tools bring back, where the reviewer approved it."""
    if row.state not in DONE or not is_rejected(row):
        return row
    return replace(row, provenance={key: value for key, value in row.provenance.items() if key != REJECTED})


def _taken(
    unit: TranslationUnit, row: TranslationUnit, *, approve: bool, recheck: Recheck | None
) -> tuple[TranslationUnit, tuple[str, ...]]:
    """The unit after a row, and the words that count it."""
    left, came, now = Mark.left(row, unit), Mark.of(row), Mark.of(unit)
    if came == left and not approve:
        return unit, ()
    what: list[str] = []
    result = unit
    touched = came.target != left.target
    filled = bool(row.target.strip())
    # The old text is kept, but it is not what the reviewer approved.
    emptied = not filled and (touched or (row.state in DONE and unit.state not in DONE))
    for word, verdict in _verdicts(unit, row, edits=touched and filled, approve=approve, filled=filled):
        result = apply(result, verdict, recheck)
        what.append(word)
    if REJECTS in what:
        # The reason is no note; what the reviewer noted comes next.
        result = replace(result, note=unit.note)
    if came.note not in (left.note, now.note):
        result = replace(result, note=cleaned(row.note))
        what += () if EDITED in what else (NOTED,)
    if emptied and not is_rejected(result):
        what.append(EMPTIED)
    if unit.state in DONE and result.state in DONE and row.state not in DONE and not approve:
        what.append(LOWERED)
    return result, tuple(dict.fromkeys(what))


def _verdicts(
    unit: TranslationUnit, row: TranslationUnit, *, edits: bool, approve: bool, filled: bool
) -> Iterator[tuple[str, Verdict]]:
    """What a row says of its unit; ``edits`` says that the reviewer changed the text, which may be applied already."""
    edited = edits and not _same(row.target, unit.target)
    if edited:
        yield EDITED, Verdict(unit.id, Action.EDIT, row.target, unit.note)
    if is_rejected(row) and not edits:
        if not is_rejected(unit):
            yield REJECTS, Verdict(unit.id, Action.REJECT, note=row.provenance[REJECTED])
        return
    wanted = row.state if row.state in DONE else State.REVIEWED if approve else None
    steps = 0 if wanted is None or not filled else DONE.index(wanted) + 1
    done = 0 if edited or unit.state not in DONE else DONE.index(unit.state) + 1
    for _ in range(steps - done):
        yield APPROVED, Verdict(unit.id, Action.ACCEPT)


def _same(one: str, other: str) -> bool:
    """Whether two texts differ in nothing but blanks, line ends and characters that a format cannot hold."""
    return one == other or _plain(one) == _plain(other)


def _plain(text: str) -> str:
    return _NOISE.sub(" ", text).strip()


def _digest(text: str) -> str:
    return sha256(_plain(text).encode()).hexdigest()[:12]


def _short(text: str) -> str:
    return repr(text if len(text) <= 60 else f"{text[:57]}...")
