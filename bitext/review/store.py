"""The units of one bitext file while they are reviewed: versions, undo, drafts, and the way back into the file."""

import threading
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime

from bitext.counting import counted
from bitext.errors import ReviewError, StaleVerdictError
from bitext.model import Action, TranslationUnit, Verdict
from bitext.review.journal import Event, Journal, fingerprint
from bitext.review.verdict import Recheck, apply, cleaned

UNDO = "undo"
DRAFT = "draft"

Save = Callable[[Sequence[TranslationUnit]], None]
"""Writes all units to the bitext file, atomically."""


@dataclass(slots=True)
class Row:
    """A unit under review."""

    index: int
    """Its place in the file, from 0; how the page names it."""
    key: str
    """Its id; with ``~n`` behind it where a foreign file uses an id again."""
    unit: TranslationUnit
    version: int = 0
    """Number of the last change that touched it; 0 if none did."""
    draft: str = ""
    """Text that was typed but not saved as an edit."""
    history: list[TranslationUnit] = field(default_factory=list)


class Store:
    """The rows of a file; every change is in the journal before the call returns.

    Safe to call from several threads.
    """

    def __init__(self, units: Iterable[TranslationUnit], journal: Journal, recheck: Recheck | None = None) -> None:
        self._lock = threading.RLock()
        self._journal = journal
        self._recheck = recheck
        self.rows = [Row(index, key, unit) for index, (key, unit) in enumerate(_keyed(units))]
        self.version = 0
        """Number of the last change."""
        self.unmatched = self._replay(journal.events)
        """Verdicts of an unfinished review that fit no unit, because the file was changed in between."""

    def row(self, index: int) -> Row:
        """The row at a place; ReviewError if there is none."""
        if not 0 <= index < len(self.rows):
            raise ReviewError(f"unit {index}: the file has {counted(len(self.rows), 'unit')}; reload the page.")
        return self.rows[index]

    def changes(self, since: int) -> list[Row]:
        """The rows that changed after the given version."""
        with self._lock:
            return [row for row in self.rows if row.version > since]

    def decide(self, index: int, verdicts: Sequence[Verdict], version: int) -> Row:
        """The row after verdicts that one undo takes back together.

        StaleVerdictError if the row changed since the given version.
        """
        with self._lock:
            row = self._current(index, version)
            results = [row.unit]
            for verdict in verdicts:
                results.append(apply(results[-1], replace(verdict, unit=row.unit.id), self._recheck))
            for number, verdict in enumerate(verdicts):
                event = _event(row, verdict.action.value, before=results[number], after=results[number + 1])
                self._journal.append(replace(event, target=verdict.target, note=verdict.note, joined=number > 0))
            draft = "" if _ends_draft(verdicts, row.unit) else row.draft
            row.history.append(row.unit)
            self._change(row, results[-1])
            self._put_draft(row, draft)
            return row

    def undo(self, index: int, version: int) -> Row:
        """The row as it was before its last change; ReviewError if it has none in this session."""
        with self._lock:
            row = self._current(index, version)
            if not row.history:
                raise ReviewError(f"unit {row.key}: there is nothing to undo since the file was opened.")
            before, after = row.unit, row.history[-1]
            self._journal.append(_event(row, UNDO, before=before, after=after))
            draft = row.draft
            self._restore(row)
            self._put_draft(row, draft)
            return row

    def draft(self, index: int, text: str, version: int) -> Row:
        """The row with the text that is being typed; an empty one clears it.

        A draft of a version that is gone comes too late and is dropped.
        """
        with self._lock:
            row = self.row(index)
            if version != row.version:
                return row
            self._put_draft(row, cleaned(text))
            return row

    def fold(self, save: Save) -> None:
        """Put all verdicts into the bitext file and empty the journal, but for the drafts."""
        with self._lock:
            save([row.unit for row in self.rows])
            self._journal.rewrite(Event(row.key, DRAFT, target=row.draft) for row in self.rows if row.draft)
            for row in self.rows:
                row.history.clear()

    def _current(self, index: int, version: int) -> Row:
        row = self.row(index)
        if row.version != version:
            raise StaleVerdictError(
                f"unit {row.key}: it was changed elsewhere since this page showed it; compare both texts and decide."
            )
        return row

    def _put_draft(self, row: Row, text: str) -> None:
        """Keep a draft; in the journal it stands behind the verdicts that it outlives."""
        text = "" if text == row.unit.target else text
        if text != row.draft:
            self._journal.append(Event(row.key, DRAFT, target=text, time=_now()))
            row.draft = text

    def _change(self, row: Row, unit: TranslationUnit) -> None:
        self.version += 1
        row.unit, row.version, row.draft = unit, self.version, ""

    def _restore(self, row: Row) -> None:
        self._change(row, row.history.pop())

    def _replay(self, events: Sequence[Event]) -> tuple[Event, ...]:
        """Do again what an unfinished review did; gives the events that fit no unit."""
        by_key: dict[str, list[Event]] = {}
        for event in events:
            by_key.setdefault(event.unit, []).append(event)
        rows = {row.key: row for row in self.rows}
        unmatched: list[Event] = []
        for key, own in by_key.items():
            row = rows.get(key)
            unmatched += own if row is None else self._replay_row(row, own)
        return tuple(unmatched)

    def _replay_row(self, row: Row, events: list[Event]) -> list[Event]:
        unmatched = self._replay_verdicts(row, [event for event in events if event.action != DRAFT])
        if events[-1].action == DRAFT:
            row.draft = events[-1].target
        return unmatched

    def _replay_verdicts(self, row: Row, verdicts: list[Event]) -> list[Event]:
        now = fingerprint(row.unit)
        if not verdicts or verdicts[-1].after == now:
            return []
        first = next((place for place, event in enumerate(verdicts) if event.before == now), None)
        if first is None:
            return verdicts
        for place, event in enumerate(verdicts[first:], start=first):
            if event.action == UNDO and not row.history:
                return verdicts[place:]
            self._again(row, event)
        return []

    def _again(self, row: Row, event: Event) -> None:
        if event.action == UNDO:
            self._restore(row)
            return
        verdict = Verdict(row.unit.id, Action(event.action), event.target, event.note)
        if not event.joined:
            row.history.append(row.unit)
        self._change(row, apply(row.unit, verdict, self._recheck))


def _keyed(units: Iterable[TranslationUnit]) -> Iterable[tuple[str, TranslationUnit]]:
    """Each unit with a key that no other unit has."""
    seen: Counter[str] = Counter()
    for unit in units:
        seen[unit.id] += 1
        yield (unit.id if seen[unit.id] == 1 else f"{unit.id}~{seen[unit.id]}"), unit


def _ends_draft(verdicts: Sequence[Verdict], unit: TranslationUnit) -> bool:
    """Whether verdicts put a text in the place of the draft; a note, an approval or a rejection does not."""
    edits = [verdict for verdict in verdicts if verdict.action is Action.EDIT]
    return any(cleaned(edit.target) != unit.target or cleaned(edit.note) == unit.note for edit in edits)


def _event(row: Row, action: str, *, before: TranslationUnit, after: TranslationUnit) -> Event:
    return Event(row.key, action, before=fingerprint(before), after=fingerprint(after), time=_now())


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")
