"""What each check finds and what it lets pass, one short pair a case."""

import pytest

from bitext.checks import CheckContext, check_unit
from bitext.model import Kind, Origin, Severity, TranslationUnit

ERROR, WARNING, INFO = Severity.ERROR, Severity.WARNING, Severity.INFO

FOUND = [
    ("numbers", ERROR, "Es sind 2.200 Tonnen.", "It is 220 tons."),
    ("numbers", ERROR, "Es sind Tonnen.", "It is 220 tons."),
    ("numbers", WARNING, "Zwölf Boote fehlen.", "Thirteen boats are missing."),
    ("dates", WARNING, "Er kam am 3. Juni.", "He came on July 3."),
    ("times", ERROR, "Es beginnt um 20.15 Uhr.", "It starts at 8:50 p.m."),
    ("numberformat", WARNING, "Das sind 2,5 Prozent.", "That is 2,5 percent."),
    ("codes", WARNING, "Der G20-Gipfel beginnt.", "The G7 summit begins."),
    ("untranslated", ERROR, "Danach regnete es.", " "),
    ("unchanged", ERROR, "Danach war es still.", "Danach war es still."),
    ("unchanged", WARNING, "Alpha Beta Gamma Delta Epsilon", "Alpha Beta Gamma Delta Epsilon"),
    ("partlyuntranslated", ERROR, "Er sagte, dass er mit uns nicht reist.", "He said dass er mit uns nicht reist."),
    ("partlyuntranslated", WARNING, "Er will nicht mehr kommen.", "He will nicht mehr come."),
    ("partlyuntranslated", ERROR, "Er kam gestern.", "Er ist nicht mit dem Zug gekommen."),
    ("long", ERROR, "Er sagte das den Leuten.", "He told people that, and " + "then he told them something else, " * 6),
    ("short", ERROR, "Nach dem Treffen in der Stadt reiste sie mit dem Zug weiter an die See.", "She left."),
    ("truncated", ERROR, "Der Minister sprach lange über die Lage.", "The minister spoke at length about the"),
    ("truncated", WARNING, "Er sprach lange.", "He spoke at length"),
    ("sentencecount", INFO, "Er kam. Er sah. Er ging.", "He came and saw and left again."),
    ("negation", WARNING, "Das stimmt nicht.", "That is true."),
    ("negation", WARNING, "Das stimmt.", "That isn't true."),
    ("acronyms", INFO, "Die FIFA berät.", "The association is in session."),
    ("doublewords", WARNING, "Sie ging zum Bahnhof.", "She went to to the station."),
    ("repetition", ERROR, "Er sagte, er komme.", "He said that he said that he said that he would come."),
    ("repetition", ERROR, "Er sagte es.", "He said it said it said it said it."),
    ("repetition", WARNING, "Er kam, sah und ging.", "He came to the old town, saw, and came to the old town."),
    ("doublequoting", WARNING, "„Gut“, sagte er.", '"Good, he said.'),
    ("doublequoting", INFO, "„Gut“, sagte er.", "„Good“, he said."),
    ("brackets", WARNING, "Er (62) geht.", "He (62 leaves."),
    ("brackets", INFO, "Er (links) geht.", "He leaves."),
    ("endpunc", WARNING, "Kommt er morgen?", "He comes tomorrow."),
    ("urls", ERROR, "Mehr auf www.beispiel.de/neu.", "More on www.example.de/new."),
    ("emails", ERROR, "Schreiben Sie an post@beispiel.de.", "Write to mail@beispiel.de."),
    ("handles", WARNING, "Es heißt #Neuanfang.", "It is called #NewStart."),
    ("encoding", ERROR, "Die Müllers.", "The MÃ¼llers."),
    ("encoding", ERROR, "Die Müllers.", "The ⁇ family."),
    ("encoding", ERROR, "Die Müllers.", "The M\ufffdllers."),
    ("encoding", ERROR, "Die Müllers & Co.", "The Müllers &amp; Co."),
    ("encoding", WARNING, "Die MÃ¼llers.", "The Müllers."),
]


def levels(source: str, target: str, context: CheckContext | None = None) -> set[tuple[str, Severity]]:
    """The checks that find something, and their severities."""
    unit = TranslationUnit("a#1", "a", source, target)
    return {(issue.check, issue.severity) for issue in check_unit(unit, context or CheckContext())}


@pytest.mark.parametrize(("check", "severity", "source", "target"), FOUND)
def test_found(check: str, severity: Severity, source: str, target: str) -> None:
    """A check finds what it is for, at the severity that the docs name."""
    assert (check, severity) in levels(source, target)


@pytest.mark.parametrize(
    ("source", "target"),
    [
        ("Er zahlte 1.250,30 Euro.", "He paid €1,250.30."),
        ("„Gut“, sagte er.", "“Good,” he said."),
        ("Angela Merkel", "Angela Merkel"),
        ("ARD/ZDF", "ARD/ZDF"),
        ("Verteidigungsministerin von der Leyen kam.", "Defence minister von der Leyen came."),
        ("Der Verein „Wir sind da“ feiert.", "The “Wir sind da” association is celebrating."),
        ("Sehr, sehr gut.", "Very, very good."),
        ("Was er hatte, war gut.", "What he had had was good."),
        ("Es fährt seit 1965 in London.", "It has gone in 1965 in London."),
        ("Nein, nein, nein!", "No, no, no!"),
        ("Das ist noch nicht erledigt.", "That is yet to be done, and not before time."),
        ("Das ist unmöglich.", "That is not possible."),
        ("Kommt er?", "Is he coming?"),
        ("Wir fragten, ob er kommt.", "We asked whether he would come."),
        ("Mehr auf www.beispiel.de.", "More on www.beispiel.de."),
        ("Die MH-17 stürzte ab.", "MH17 crashed."),
        ("Das Gesetz (Entwurf) liegt vor.", "The act (draft) is there."),
    ],
)
def test_let_pass(source: str, target: str) -> None:
    """Good translations are not flagged."""
    assert {item for item in levels(source, target) if item[1] > INFO} == set()


@pytest.mark.parametrize("kept", [{"kind": Kind.BOILERPLATE}, {"kind": Kind.FOREIGN}, {"origin": Origin.COPY}])
def test_kept_units_are_only_searched_for_debris(kept: dict[str, Kind]) -> None:
    """What is kept as it is need not be English."""
    unit = TranslationUnit("a#1", "a", "Danach war es still.", "Danach war es still.", **kept)  # type: ignore[arg-type]
    assert check_unit(unit, CheckContext()) == ()


def test_spans_lie_in_their_side() -> None:
    """Every span is a piece of the text of its side."""
    for _, _, source, target in FOUND:
        unit = TranslationUnit("a#1", "a", source, target)
        for issue in check_unit(unit, CheckContext()):
            text = source if issue.side.value == "source" else target
            assert issue.span is None or 0 <= issue.span[0] < issue.span[1] <= len(text)


def test_low_scores_are_for_machine_translations() -> None:
    """A person's translation has no confidence."""
    unit = TranslationUnit("a#1", "a", "Es regnet.", "It is raining.", score=-3.0)
    assert [issue.check for issue in check_unit(unit, CheckContext())] == ["confidence"]
    human = TranslationUnit("a#1", "a", "Es regnet.", "It is raining.", score=-3.0, origin=Origin.HUMAN)
    assert check_unit(human, CheckContext()) == ()
