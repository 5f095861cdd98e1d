"""What comes back from a review outside."""

from dataclasses import replace

import pytest

from bitext.errors import ReviewError
from bitext.model import Origin, State, TranslationUnit
from bitext.review.merge import Merged, merged, stamped


def unit(number: int, target: str = "") -> TranslationUnit:
    return TranslationUnit(f"a#{number}", "a", f"Satz {number}.", target or f"Sentence {number}.")


UNITS = (unit(1), unit(2), unit(3))


def back(*rows: TranslationUnit, approve: bool = False, units: tuple[TranslationUnit, ...] = UNITS) -> Merged:
    return merged(units, rows, approve=approve)


def test_nothing_changed_changes_nothing() -> None:
    """An export that comes straight back leaves the file as it was."""
    result = back(*map(stamped, UNITS))

    assert result.units == UNITS
    assert result.counts["unchanged"] == 3


def test_a_changed_target_is_an_edit() -> None:
    """The new text is a person's, the machine's is kept, and what was not sent back stays."""
    result = back(replace(stamped(UNITS[0]), target="Phrase one."))

    first, *others = result.units
    assert (first.target, first.machine, first.origin) == ("Phrase one.", "Sentence 1.", Origin.HUMAN)
    assert (first.state, tuple(others)) == (State.TRANSLATED, UNITS[1:])
    assert (result.counts["edited"], result.counts["not in it"]) == (1, 2)


def test_states_are_approvals() -> None:
    """Reviewed and final in the table are one and two approvals, also of an edited unit."""
    result = back(
        replace(UNITS[0], state=State.REVIEWED),
        replace(UNITS[1], state=State.FINAL),
        replace(UNITS[2], state=State.REVIEWED, target="Phrase three."),
    )

    assert [one.state for one in result.units] == [State.REVIEWED, State.FINAL, State.REVIEWED]
    assert (result.counts["approved"], result.counts["edited"]) == (3, 1)


def test_an_edit_of_an_approved_unit_is_approved_again() -> None:
    """A unit that left as reviewed and comes back corrected is reviewed."""
    approved = replace(UNITS[0], state=State.REVIEWED)

    result = back(replace(stamped(approved), target="Phrase one."), units=(approved,))

    assert (result.units[0].state, result.units[0].target) == (State.REVIEWED, "Phrase one.")


def test_approve_takes_every_row_that_is_not_rejected() -> None:
    """With approve the reviewer need not set each state."""
    result = back(UNITS[0], replace(UNITS[1], provenance={"rejected": "nonsense"}), approve=True)

    assert [one.state for one in result.units] == [State.REVIEWED, State.INITIAL, State.INITIAL]
    assert result.units[1].provenance["rejected"] == "nonsense"


def test_a_note_alone_is_no_edit() -> None:
    """A remark changes neither text nor state."""
    result = back(replace(UNITS[0], note="ask the author"))

    assert result.units[0] == replace(UNITS[0], note="ask the author")
    assert result.counts["noted"] == 1


def test_a_changed_source_is_refused_with_its_row() -> None:
    """Nothing is taken if a source was touched, and the row is named."""
    with pytest.raises(ReviewError, match=r"'a#2' \(number 2 .*source was changed.*Satz 2\..*Satz II"):
        back(UNITS[0], replace(UNITS[1], source="Satz II."))


def test_blanks_and_line_ends_are_no_change() -> None:
    """What a spreadsheet does to line ends is not held against the reviewer."""
    mine = replace(UNITS[0], source="Eins,\r\nzwei.", target="One,\r\ntwo.")

    result = back(replace(mine, source="Eins,\nzwei. ", target="One,\ntwo."), units=(mine,))

    assert result.units == (mine,)


@pytest.mark.parametrize(
    ("rows", "reason"),
    [((unit(9),), "no such unit"), ((UNITS[0], UNITS[0]), "twice")],
)
def test_a_row_that_does_not_belong_is_refused(rows: tuple[TranslationUnit, ...], reason: str) -> None:
    """A row of another file, or a repeated one, is named."""
    with pytest.raises(ReviewError, match=reason):
        back(*rows)


def test_a_unit_changed_on_both_sides_keeps_the_files_text() -> None:
    """What was corrected in the file after the export is not overwritten, and the unit is named."""
    newer = unit(1, "Corrected meanwhile.")

    result = back(replace(stamped(UNITS[0]), target="Phrase one."), units=(newer,))

    assert result.units == (newer,)
    assert result.conflicts == ("a#1",)


def test_applying_twice_changes_nothing_more() -> None:
    """The same review can be applied again without harm."""
    rows = (replace(stamped(UNITS[0]), target="Phrase one.", state=State.REVIEWED), stamped(UNITS[1]))
    once = back(*rows)

    twice = back(*rows, units=once.units)

    assert (twice.units, twice.conflicts) == (once.units, ())


@pytest.mark.parametrize("approve", [False, True])
@pytest.mark.parametrize("target", ["Sentence 1.", "Phrase one."])
@pytest.mark.parametrize("note", ["", "nonsense"])
def test_a_rejection_can_be_applied_again(target: str, note: str, approve: bool) -> None:
    """A row that says rejected, with or without a note and a new text, is no conflict the second time."""
    left = stamped(UNITS[0])
    row = replace(left, target=target, note=note, provenance={**left.provenance, "rejected": note or "in the table"})
    once = back(row, approve=approve)

    twice = back(row, units=once.units, approve=approve)

    assert (twice.units, twice.conflicts) == (once.units, ())


def test_rows_that_a_second_reviewer_did_not_touch_are_left() -> None:
    """What the first reviewer changed stays as it is and is no conflict with an export that still has the old text."""
    second = (stamped(UNITS[0]), replace(stamped(UNITS[1]), target="Phrase two."), stamped(UNITS[2]))
    first = back(
        replace(stamped(UNITS[0]), target="Phrase one.", note="sure"), replace(stamped(UNITS[2]), state=State.FINAL)
    )

    result = back(*second, units=first.units)

    assert result.conflicts == ()
    assert [one.target for one in result.units] == ["Phrase one.", "Phrase two.", "Sentence 3."]
    assert (result.counts["unchanged"], result.counts["lowered"]) == (2, 0)


def test_an_approval_of_a_text_that_is_gone_is_a_conflict() -> None:
    """Who approved the old text has not seen the new one."""
    newer = unit(1, "Corrected meanwhile.")

    assert back(replace(stamped(UNITS[0]), state=State.REVIEWED), units=(newer,)).conflicts == ("a#1",)
    assert back(stamped(UNITS[0]), units=(newer,), approve=True).conflicts == ("a#1",)


def test_a_unit_without_translation_takes_a_note_and_hinders_no_approval() -> None:
    """Sentences without a counterpart can be commented, and approving all rows passes over them."""
    alone = replace(UNITS[0], target="")

    result = back(replace(stamped(alone), note="left out?"), stamped(UNITS[1]), units=(alone, UNITS[1]), approve=True)

    assert result.units[0] == replace(alone, note="left out?")
    assert result.units[1].state is State.REVIEWED


def test_an_emptied_target_is_told_and_kept() -> None:
    """Deleting a translation is no verdict."""
    result = back(replace(UNITS[0], target=""), approve=True)

    assert result.units[0] == UNITS[0]
    assert result.counts["emptied"] == 1


@pytest.mark.parametrize("file", [UNITS[0], replace(UNITS[0], target="")])
def test_an_emptied_target_approves_nothing(file: TranslationUnit) -> None:
    """Who deletes a text and sets reviewed has not approved the text that is kept; the unit is named."""
    result = back(replace(stamped(file), target="", state=State.REVIEWED), stamped(UNITS[1]), units=(file, UNITS[1]))

    assert result.units == (file, UNITS[1])
    assert (result.counts["approved"], result.told) == (0, {"emptied": ("a#1",)})


def test_a_rejection_without_a_note_leaves_the_note_alone() -> None:
    """The words that stand for a missing reason do not become a note of the reviewer's."""
    left = stamped(UNITS[0])
    result = back(replace(left, provenance={**left.provenance, "rejected": "in the table"}))

    assert (result.units[0].note, result.units[0].provenance) == ("", {"rejected": "in the table"})


def test_a_rejected_unit_can_be_approved_as_it_is() -> None:
    """A second reviewer who sets reviewed overrules the rejection, whose mark comes back with the row."""
    rejected = replace(UNITS[0], provenance={"rejected": "clumsy"})
    result = back(replace(stamped(rejected), state=State.REVIEWED), units=(rejected,))

    assert result.units == (replace(UNITS[0], state=State.REVIEWED),)
    assert result.counts["approved"] == 1


def test_a_row_that_was_added_is_shown_by_its_text() -> None:
    """A row without an id is found by what stands in it."""
    with pytest.raises(ReviewError, match=r"'7' \(number 1 .*no such unit.*'done so far'.*delete the row"):
        back(TranslationUnit("7", "", "done so far", ""))


def test_a_lower_state_does_not_take_an_approval_back() -> None:
    """A tool that forgets states cannot undo what a person approved, and the reviewer is told."""
    approved = replace(UNITS[0], state=State.FINAL)

    result = back(replace(approved, state=State.INITIAL), units=(approved,))

    assert result.units == (approved,)
    assert result.counts["lowered"] == 1


def test_a_file_with_repeated_ids_is_refused() -> None:
    """Rows could not be told apart."""
    with pytest.raises(ReviewError, match="twice"):
        back(units=(UNITS[0], UNITS[0]))
