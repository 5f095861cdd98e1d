"""The journal of a run."""

from pathlib import Path

from bitext.journal import RunJournal
from bitext.model import TranslationUnit
from tests.checks.test_survey import unit

SIGNATURE = {"beam": "4"}


def units(text: str) -> list[TranslationUnit]:
    return [unit(1, text, "It came.")]


def test_other_inputs_do_not_drop_what_is_done(tmp_path: Path) -> None:
    """What a stopped run finished is still there after a run with other inputs, which is said to be one."""
    journal = RunJournal(tmp_path / "a.run", SIGNATURE)
    journal.keep(0, "right", units("Es kam."))
    assert journal.take(0, "wrong") is None
    assert journal.stale == 1
    journal.keep(0, "wrong", units("Er kam."))
    journal.close()

    again = RunJournal(tmp_path / "a.run", SIGNATURE)

    assert again.take(0, "right") == units("Es kam.")
    assert again.take(0, "wrong") == units("Er kam.")
    assert (again.take(1, "right"), again.stale, again.resumed) == (None, 0, 2)
    again.close()
