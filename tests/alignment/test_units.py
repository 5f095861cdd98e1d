"""Beads become units."""

from bitext.alignment.diagnosis import Finding
from bitext.alignment.units import UnitOptions, units
from bitext.model import Bead, Category, Kind, Origin, Segment, Severity, State, TranslationUnit

SOURCES = [
    Segment("a#1", "a", "Titel", 0, 5, Kind.HEADING),
    Segment("a#2", "a", "Eins.", 6, 11),
    Segment("a#3", "a", "Zwei.", 12, 17),
    Segment("a#4", "a", "Drei.", 18, 23),
]
TARGETS = [
    Segment("a#1", "a", "Title", 0, 5, Kind.HEADING),
    Segment("a#2", "a", "One and two.", 6, 18),
    Segment("a#3", "a", "New.", 19, 23),
]
BEADS = [Bead((0,), (0,), 0.99), Bead((1, 2), (1,), 0.4), Bead((3,), (), 0.8), Bead((), (2,), 0.9)]


def made(threshold: float = 0.5, findings: tuple[Finding, ...] = ()) -> list[TranslationUnit]:
    return list(units(SOURCES, TARGETS, BEADS, findings, UnitOptions(threshold, {"similarity": "length"})))


def test_every_bead_is_a_unit() -> None:
    """Texts are joined, ids are unique, offsets are the source's, nothing is left out."""
    found = made()

    assert [unit.source for unit in found] == ["Titel", "Eins. Zwei.", "Drei.", ""]
    assert [unit.target for unit in found] == ["Title", "One and two.", "", "New."]
    assert [unit.id for unit in found] == ["a#1", "a#2", "a#4", "a#t3"]
    assert (found[1].start, found[1].end) == (6, 17)
    assert [unit.provenance["bead"] for unit in found] == ["1-1", "2-1", "1-0", "0-1"]
    assert {unit.provenance["similarity"] for unit in found} == {"length"}


def test_kinds_states_and_origins() -> None:
    """A pair of headings is a heading; a unit without target is not translated."""
    found = made()

    assert [unit.kind for unit in found][:2] == [Kind.HEADING, Kind.SENTENCE]
    assert [unit.state for unit in found][1:3] == [State.TRANSLATED, State.INITIAL]
    assert [unit.origin for unit in found][1:3] == [Origin.HUMAN, Origin.NONE]


def test_what_needs_a_look_is_flagged() -> None:
    """Missing counterparts and scores below the threshold are issues of the check alignment."""
    found = made()

    assert [len(unit.issues) for unit in found] == [0, 1, 1, 1]
    assert {issue.check for unit in found for issue in unit.issues} == {"alignment"}
    assert found[2].issues[0].category is Category.OMISSION
    assert found[3].issues[0].category is Category.ADDITION
    assert [len(unit.issues) for unit in made(threshold=0.3)] == [0, 0, 1, 1]


def test_findings_stand_at_the_first_unit() -> None:
    """What is wrong with the whole pair is an error at its first unit."""
    found = made(findings=(Finding("swapped", "the sides look swapped"),))

    assert [(issue.severity, issue.message) for issue in found[0].issues] == [
        (Severity.ERROR, "the sides look swapped")
    ]
