"""Every verdict survives, and none overwrites another."""

import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from bitext.errors import LockedError, OutputError, ReviewError, StaleVerdictError
from bitext.model import Action, State, TranslationUnit, Verdict
from bitext.review.journal import Journal, journal_path, pending
from bitext.review.store import Store

UNITS = tuple(
    TranslationUnit(id=f"a#{number}", article="a", source=f"Satz {number}.", target=f"Sentence {number}.")
    for number in range(3)
)
ACCEPT = (Verdict("", Action.ACCEPT),)


def edit(target: str) -> tuple[Verdict, ...]:
    return (Verdict("", Action.EDIT, target),)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "news.jsonl"


Opened = Callable[..., tuple[Store, Journal]]


@pytest.fixture
def opened() -> Iterator[Opened]:
    """Opens stores as a server does, and lets go of their journals without folding them."""
    journals: list[Journal] = []

    def open_store(path: Path, units: Sequence[TranslationUnit] = UNITS) -> tuple[Store, Journal]:
        journals.append(Journal(journal_path(path)))
        return Store(units, journals[-1]), journals[-1]

    yield open_store
    for journal in journals:
        journal.close()


def keep(into: list[TranslationUnit]) -> Callable[[Sequence[TranslationUnit]], None]:
    def save(units: Sequence[TranslationUnit]) -> None:
        into[:] = units

    return save


def test_verdicts_survive_a_killed_server(path: Path, opened: Opened) -> None:
    """What was confirmed is there again when the same file is opened without a clean end."""
    store, journal = opened(path)
    row = store.decide(0, edit("Better."), 0)
    store.decide(0, ACCEPT, row.version)
    store.decide(1, edit("Worse."), 0)
    store.undo(1, store.row(1).version)
    journal.close()

    again, _ = opened(path)

    assert (again.row(0).unit.target, again.row(0).unit.state) == ("Better.", State.REVIEWED)
    assert UNITS[1] == again.row(1).unit
    assert pending(path)


def test_a_line_cut_off_by_a_crash_is_dropped(path: Path, opened: Opened) -> None:
    """A half written line was never confirmed, and the journal goes on behind the last whole one."""
    store, journal = opened(path)
    store.decide(0, ACCEPT, 0)
    journal.close()
    with journal_path(path).open("ab") as stream:
        stream.write(b'{"unit": "a#1", "act')

    again, journal = opened(path)
    again.decide(1, ACCEPT, 0)
    journal.close()
    last, _ = opened(path)

    assert [row.unit.state for row in last.rows] == [State.REVIEWED, State.REVIEWED, State.INITIAL]


def test_fold_empties_the_journal_and_close_removes_it(path: Path, opened: Opened) -> None:
    """After a clean end the file has everything and no journal is left."""
    store, journal = opened(path)
    store.decide(0, ACCEPT, 0)
    saved: list[TranslationUnit] = []
    store.fold(keep(saved))
    journal.close()

    assert State.REVIEWED is saved[0].state
    assert not journal_path(path).exists()


def test_events_that_are_in_the_file_already_are_not_done_twice(path: Path, opened: Opened) -> None:
    """A crash between writing the file and emptying the journal changes nothing."""
    store, journal = opened(path)
    store.decide(0, ACCEPT, 0)
    journal.close()

    again, _ = opened(path, [row.unit for row in store.rows])

    assert State.REVIEWED is again.row(0).unit.state
    assert again.unmatched == ()


def test_verdicts_on_a_changed_file_are_set_aside(path: Path, opened: Opened) -> None:
    """Verdicts whose unit was changed or taken away are kept in a file beside, not applied and not lost."""
    store, journal = opened(path)
    store.decide(0, edit("Better."), 0)
    store.decide(2, ACCEPT, 0)
    journal.close()
    changed = TranslationUnit(id="a#0", article="a", source="Neu.", target="New.")

    again, journal = opened(path, (changed, UNITS[1]))
    aside = journal.set_aside(again.unmatched)

    assert (changed, UNITS[1]) == tuple(row.unit for row in again.rows)
    assert [json.loads(line)["unit"] for line in aside.read_text().splitlines()] == ["a#0", "a#2"]


def test_a_stale_verdict_is_refused(path: Path, opened: Opened) -> None:
    """The second of two tabs cannot overwrite what the first one saved."""
    store, _ = opened(path)
    store.decide(0, edit("First tab."), 0)

    with pytest.raises(StaleVerdictError, match="changed elsewhere"):
        store.decide(0, edit("Second tab."), 0)

    assert store.row(0).unit.target == "First tab."


def test_a_refused_verdict_leaves_no_trace(path: Path, opened: Opened) -> None:
    """Either all verdicts of a call hold or none."""
    store, journal = opened(path)

    with pytest.raises(ReviewError):
        store.decide(0, (*ACCEPT, Verdict("", Action.EDIT, "")), 0)

    journal.close()
    assert UNITS[0] == store.row(0).unit
    assert not pending(path)


def test_undo_takes_an_edit_and_its_approval_back_together(path: Path, opened: Opened) -> None:
    """Save-and-approve is one step for the reviewer, also after a crash."""
    store, journal = opened(path)
    row = store.decide(0, (*edit("Better."), *ACCEPT), 0)
    store.undo(0, row.version)
    journal.close()

    assert UNITS[0] == store.row(0).unit
    assert UNITS[0] == opened(path)[0].row(0).unit


def test_undo_without_a_change_says_so(path: Path, opened: Opened) -> None:
    """There is nothing to undo in a fresh file."""
    with pytest.raises(ReviewError, match="nothing to undo"):
        opened(path)[0].undo(0, 0)


def test_drafts_survive_a_crash_and_a_clean_end(path: Path, opened: Opened) -> None:
    """Text that was typed but not saved comes back as a draft and is not in the file."""
    store, journal = opened(path)
    store.draft(1, "Half a sen", 0)
    saved: list[TranslationUnit] = []
    store.fold(keep(saved))
    journal.close()

    assert tuple(saved) == UNITS
    assert opened(path)[0].row(1).draft == "Half a sen"


def test_a_verdict_ends_the_draft(path: Path, opened: Opened) -> None:
    """Once the edit is saved no draft is left, also after a crash."""
    store, journal = opened(path)
    store.draft(1, "Half", 0)
    store.decide(1, edit("Whole."), 0)
    journal.close()

    again, _ = opened(path)
    assert (again.row(1).draft, again.row(1).unit.target) == ("", "Whole.")


@pytest.mark.parametrize(
    "verdict",
    [Verdict("", Action.EDIT, UNITS[1].target, "ask"), Verdict("", Action.REJECT, note="ask"), *ACCEPT],
)
def test_a_note_or_a_verdict_of_another_text_keeps_the_draft(path: Path, opened: Opened, verdict: Verdict) -> None:
    """What was typed outlives all but the save of a text, an undo and a crash too."""
    store, journal = opened(path)
    store.draft(1, "Half a sen", 0)
    row = store.decide(1, (verdict,), 0)
    assert row.draft == "Half a sen"
    row = store.undo(1, row.version)
    assert row.draft == "Half a sen"
    store.decide(1, (verdict,), row.version)
    journal.close()

    again, _ = opened(path)
    assert (again.row(1).draft, len(again.row(1).history)) == ("Half a sen", 1)


def test_a_draft_outlives_a_file_that_was_written_anew(path: Path, opened: Opened) -> None:
    """The verdict on the old text is set aside; what was being typed is there again."""
    store, journal = opened(path)
    row = store.decide(1, ACCEPT, 0)
    store.draft(1, "Half a sen", row.version)
    journal.close()

    again, _ = opened(path, [replace(unit, target="Anew.") for unit in UNITS])
    assert (len(again.unmatched), again.row(1).draft) == (1, "Half a sen")


def test_two_servers_cannot_open_one_file(path: Path, opened: Opened) -> None:
    """The second review of the same file is refused and says what to do."""
    opened(path)

    with pytest.raises(LockedError, match="another review"):
        Journal(journal_path(path))


def test_the_lock_outlives_a_fold(path: Path, opened: Opened) -> None:
    """Writing the file does not open the door for a second server."""
    store, _ = opened(path)
    store.fold(lambda units: None)

    with pytest.raises(LockedError):
        Journal(journal_path(path))


def test_a_failed_save_keeps_the_journal(path: Path, opened: Opened) -> None:
    """If the bitext file cannot be written the verdicts stay in the journal."""
    store, _ = opened(path)
    store.decide(0, ACCEPT, 0)

    def fail(units: Sequence[TranslationUnit]) -> None:
        raise OutputError("disk full")

    with pytest.raises(OutputError):
        store.fold(fail)
    assert pending(path)


def test_ids_used_twice_get_a_key_of_their_own(path: Path, opened: Opened) -> None:
    """A foreign file that repeats an id can be reviewed, and each row keeps its own verdict."""
    store, journal = opened(path, (UNITS[0], UNITS[0]))
    store.decide(1, ACCEPT, 0)
    journal.close()

    again, _ = opened(path, (UNITS[0], UNITS[0]))
    assert [row.unit.state for row in again.rows] == [State.INITIAL, State.REVIEWED]


def test_changes_since_a_version_are_listed(path: Path, opened: Opened) -> None:
    """Another tab learns which rows changed."""
    store, _ = opened(path)
    store.decide(2, ACCEPT, 0)
    store.decide(0, ACCEPT, 0)

    assert [row.index for row in store.changes(1)] == [0]


def test_a_folder_that_cannot_be_written_is_named(path: Path) -> None:
    """Without a journal no review begins, and the reviewer is told what to do."""
    with pytest.raises(OutputError, match="copy the file"):
        Journal(path.parent / "nowhere" / "x.review")


def test_a_broken_journal_names_its_line(path: Path) -> None:
    """A journal that is none is refused and not overwritten."""
    journal_path(path).write_text('{"unit": "a#0", "action": "accept"}\nnonsense\n')

    with pytest.raises(ReviewError, match=r"\.news\.jsonl\.review:2"):
        Journal(journal_path(path))


def test_a_draft_that_comes_late_is_dropped(path: Path, opened: Opened) -> None:
    """A draft that was overtaken by the save of its unit does not come back."""
    store, _ = opened(path)
    store.decide(1, edit("Whole."), 0)

    assert store.draft(1, "Who", 0).draft == ""
