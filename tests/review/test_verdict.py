"""What a verdict does to a unit."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bitext.errors import ReviewError
from bitext.model import (
    Action,
    Category,
    Issue,
    Origin,
    Severity,
    Side,
    State,
    TermAudit,
    TranslationUnit,
    Verdict,
)
from bitext.review.verdict import DONE, apply, is_rejected

UNIT = TranslationUnit(
    id="a#1",
    article="a",
    source="Der Rat tagt heute.",
    target="The advice meets today.",
    state=State.TRANSLATED,
    issues=(
        Issue("terms", Severity.ERROR, Category.TERMINOLOGY, "Rat: council is missing"),
        Issue("encoding", Severity.WARNING, Category.ENCODING, "odd source", Side.SOURCE),
    ),
    terms=(TermAudit("Rat", "Rat", 4, 7, "council", "none", False),),
    alignment=((0, 0),),
    provenance={"model": "m"},
)


def edit(target: str, note: str = "") -> Verdict:
    return Verdict("a#1", Action.EDIT, target, note)


ACCEPT = Verdict("a#1", Action.ACCEPT)
REJECT = Verdict("a#1", Action.REJECT)


def test_first_accept_reviews_and_the_second_makes_final() -> None:
    """An accepted unit is reviewed, accepted again it is final, and final it stays."""
    states = []
    unit = UNIT
    for _ in range(3):
        unit = apply(unit, ACCEPT)
        states.append(unit.state)

    assert states == [State.REVIEWED, State.FINAL, State.FINAL]


def test_accept_changes_nothing_but_the_state() -> None:
    """Approving keeps text, issues and provenance as they are."""
    assert replace(UNIT, state=State.REVIEWED) == apply(UNIT, ACCEPT)


def test_accept_refuses_an_empty_target() -> None:
    """A unit without a translation cannot be approved."""
    with pytest.raises(ReviewError, match="no translation"):
        apply(replace(UNIT, target=" "), ACCEPT)


def test_edit_keeps_the_machine_text_and_names_a_person() -> None:
    """The first edit keeps what the engine wrote; later edits do not overwrite it."""
    once = apply(UNIT, edit("The council meets today."))
    twice = apply(once, edit("The council sits today."))

    assert (UNIT.target, Origin.HUMAN, State.TRANSLATED) == (once.machine, once.origin, once.state)
    assert (UNIT.target, "The council sits today.") == (twice.machine, twice.target)


def test_edit_of_a_persons_text_leaves_no_machine_text() -> None:
    """What a person wrote is never passed off as the engine's."""
    assert apply(replace(UNIT, origin=Origin.HUMAN), edit("The council.")).machine == ""


def test_edit_drops_what_spoke_of_the_old_target() -> None:
    """Target issues and word links go, source issues stay, a term that now stands is a hit."""
    edited = apply(UNIT, edit("The council meets today."))

    assert [issue.check for issue in edited.issues] == ["encoding"]
    assert edited.alignment == ()
    assert edited.terms[0].hit


def test_edit_asks_the_recheck() -> None:
    """With a recheck the edited unit has the issues that it finds."""
    found = Issue("numbers", Severity.ERROR, Category.NUMBER, "7 is missing")

    edited = apply(UNIT, edit("The council."), lambda unit: replace(unit, issues=(found,)))

    assert (found,) == edited.issues


def test_edit_with_the_same_target_changes_the_note_only() -> None:
    """A remark alone is no new translation."""
    assert replace(UNIT, note="ask") == apply(UNIT, edit(UNIT.target, "ask"))


def test_edit_refuses_nothing() -> None:
    """An empty text is not a translation."""
    with pytest.raises(ReviewError, match="empty"):
        apply(UNIT, edit(" \n"))


def test_edit_cleans_what_a_file_could_not_hold() -> None:
    """Control characters and foreign line ends do not get into the unit."""
    edited = apply(UNIT, edit("\x00 A\r\nB\x1b ", "see\x00 p. 2"))

    assert (edited.target, edited.note) == ("A\nB", "see p. 2")


def test_reject_marks_for_a_new_translation_until_the_next_verdict() -> None:
    """A rejected unit is initial, says why, and an edit or accept takes the mark away."""
    rejected = apply(UNIT, replace(REJECT, note="nonsense"))

    assert (rejected.state, rejected.provenance["rejected"], rejected.note) == (State.INITIAL, "nonsense", "nonsense")
    assert not is_rejected(apply(rejected, ACCEPT))
    assert UNIT.provenance == apply(rejected, edit("New.")).provenance


def test_verdict_for_another_unit_is_refused() -> None:
    """A verdict cannot hit a unit that it was not meant for."""
    with pytest.raises(ReviewError, match="b#2"):
        apply(UNIT, replace(ACCEPT, unit="b#2"))


@settings(max_examples=60, deadline=None)
@given(st.lists(st.one_of(st.just(ACCEPT), st.just(REJECT), st.builds(edit, st.text(max_size=5))), max_size=6))
def test_no_verdict_touches_the_source(verdicts: list[Verdict]) -> None:
    """Whatever is said of a unit, id and source stay, and an approved unit has a text and no mark."""
    unit = UNIT
    for verdict in verdicts:
        try:
            unit = apply(unit, verdict)
        except ReviewError:
            continue

    assert (UNIT.id, UNIT.source) == (unit.id, unit.source)
    assert unit.state not in DONE or (unit.target and not is_rejected(unit))
