"""What the lexicon tells: parts left out or added, another sentence, other names."""

import pytest

from bitext.checks import CheckContext, check_unit, default_context
from bitext.checks.evidence import Evidence, evidence
from bitext.lexicon import embedded
from bitext.model import Severity, Side, TranslationUnit
from bitext.words import words

WHOLE = (
    "Die Regierung hat am Dienstag ein Gesetz beschlossen, das die Arbeit der Polizei in den Städten erleichtern soll.",
    "On Tuesday, the government passed a law intended to make the work of the police in the cities easier.",
)


def found(source: str, target: str) -> dict[str, Severity]:
    """The checks that find something with the embedded lexicon."""
    issues = check_unit(TranslationUnit("a#1", "a", source, target), default_context())
    return {issue.check: issue.severity for issue in reversed(issues)}


def test_a_good_translation_passes() -> None:
    """Nothing is said against a translation that says everything."""
    assert found(*WHOLE) == {}


def test_omission() -> None:
    """A dropped clause is named, in the source."""
    unit = TranslationUnit("a#1", "a", WHOLE[0], "On Tuesday, the government passed a law.")
    (issue,) = [issue for issue in check_unit(unit, default_context()) if issue.check == "omission"]
    assert issue.severity is Severity.ERROR
    assert issue.side is Side.SOURCE
    assert issue.span is not None
    assert "Polizei in den Städten" in unit.source[slice(*issue.span)]


def test_addition() -> None:
    """An invented clause is named, in the target."""
    unit = TranslationUnit("a#1", "a", "Die Regierung hat am Dienstag ein Gesetz beschlossen.", WHOLE[1])
    (issue,) = [issue for issue in check_unit(unit, default_context()) if issue.check == "addition"]
    assert issue.severity is Severity.ERROR
    assert issue.span is not None
    assert "police in the cities" in unit.target[slice(*issue.span)]


def test_unrelated() -> None:
    """A translation of another sentence is an error, and only one: its parts are not listed as well."""
    checks = found(WHOLE[0], "Bees collect nectar and pollen in spring when many flowers are in bloom near the river.")
    assert checks["unrelated"] is Severity.ERROR
    assert not {"omission", "addition", "names"} & checks.keys()


@pytest.mark.parametrize(
    ("source", "target", "severity"),
    [
        (
            "Am Abend sprach Kanzlerin Merkel in Berlin.",
            "In the evening, Chancellor Gauweiler spoke in Berlin.",
            Severity.ERROR,
        ),
        ("Der Zeuge Trevor kam nicht.", "The witness Tervor did not come.", Severity.WARNING),
    ],
)
def test_names(source: str, target: str, severity: Severity) -> None:
    """Another name is an error, another spelling a warning."""
    assert found(source, target)["names"] is severity


@pytest.mark.parametrize(
    ("source", "target"),
    [
        ("Die Chinesen bauten eine lange Mauer im Norden.", "China built a long wall in the north."),
        ("Der Mann verlor gestern sechs Millionen Dollar.", "The man lost $6m yesterday."),
        ("Die Nato-Staaten trafen sich in Wien.", "The NATO states met in Vienna."),
    ],
)
def test_names_and_amounts_in_other_words(source: str, target: str) -> None:
    """Related names, translated names and signs for words pass."""
    assert found(source, target) == {}


def test_without_a_lexicon_nothing_is_said() -> None:
    """A context without a lexicon leaves these checks out."""
    unit = TranslationUnit(
        "a#1", "a", WHOLE[0], "Bees collect nectar and pollen in spring when many flowers bloom nearby."
    )
    assert check_unit(unit, CheckContext()) == ()


def test_the_worst_run_is_found() -> None:
    """The run with the highest sum wins, and a single covered word does not cut it in two."""
    side = Evidence(words("a b c d e f"), [-5.0, 3.0, -9.0, 3.0, 1.0, -5.0])
    assert side.worst() == (5.0, 1, 4)


def test_numbers_carry_no_evidence() -> None:
    """Numbers in words and currencies are left to their own check."""
    german, english = evidence("zwölf Millionen Euro", "twelve million euros", embedded())
    assert set(german.scores) == set(english.scores) == {0.0}
