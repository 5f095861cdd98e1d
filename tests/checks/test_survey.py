"""What a survey learns of a corpus, and the checks that need it."""

from collections.abc import Iterator
from dataclasses import replace

import pytest

from bitext.checks import CheckContext, LengthModel, Survey, check_corpus, check_unit, checked, selected, surveyed
from bitext.checks import survey as module
from bitext.checks.survey import fitted
from bitext.errors import OptionError
from bitext.model import Category, Issue, Origin, Severity, TranslationUnit


def unit(number: int, source: str, target: str, score: float = 0.0) -> TranslationUnit:
    """A unit with a number."""
    return TranslationUnit(f"a#{number}", "a", source, target, score=score)


def test_lengths_are_fitted() -> None:
    """A corpus whose targets are twice as long has that as its usual length."""
    lengths = [(20 + number % 180, 2 * (20 + number % 180)) for number in range(1000)]
    model = fitted(lengths)
    assert model.mean == pytest.approx(0.693, abs=0.001)
    assert abs(model.surprise(100, 200)) < 0.1
    assert model.surprise(100, 100) < -3


def test_few_units_make_no_model() -> None:
    """A small corpus is checked by the default."""
    assert fitted([(10, 100)] * 50) == LengthModel()


def test_repeated_texts() -> None:
    """Sources with several targets and targets with several sources are known, blanks and case aside."""
    survey = Survey()
    for number, (source, target) in enumerate(
        [
            ("Der Bus kommt an.", "The bus is coming."),
            ("der  Bus kommt an.", "Here is the bus."),
            ("Da kommt er.", "The bus is coming."),
        ]
    ):
        survey.add(unit(number, source, target))
    repeats = survey.repeats()
    assert list(repeats.targets.values()) == [2]
    assert list(repeats.sources.values()) == [2]


def test_consistency_issues() -> None:
    """A unit says that its source has other translations, and its target other sources."""
    units = [
        unit(1, "Der Bus kommt an.", "The bus is coming."),
        unit(2, "Der Bus kommt an.", "Here is the bus."),
        unit(3, "Da kommt er endlich.", "The bus is coming."),
    ]
    found = [{issue.check for issue in one.issues} for one in check_corpus(lambda: units, CheckContext())]
    assert found == [{"inconsistent-target", "inconsistent-source"}, {"inconsistent-target"}, {"inconsistent-source"}]


def test_low_scores() -> None:
    """The limit follows the run between the limits of good and bad runs."""
    survey = Survey()
    for number in range(1000):
        survey.add(unit(number, f"Satz {number}.", "Sentence.", -0.2 - number / 1000))
    assert survey.low_score() == pytest.approx(-1.18, abs=0.02)
    assert Survey().low_score() == CheckContext().low_score


def test_memory_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    """Samples and digests stop growing at their limits, and the sample does not depend on the order."""
    monkeypatch.setattr(module, "SAMPLE", 50)
    monkeypatch.setattr(module, "LIMIT", 100)
    units = [
        unit(number, f"Der Satz mit der Nummer {number}.", f"Sentence {number * number}.") for number in range(500)
    ]
    surveys = []
    for order in (units, units[::-1]):
        survey = Survey()
        for one in order:
            survey.add(one)
        assert len(survey._lengths) < 100
        assert len(survey._sources) == 100
        surveys.append(survey)
    assert sorted(surveys[0]._lengths)[:50] == sorted(surveys[1]._lengths)[:50]


def test_units_stream() -> None:
    """check_corpus asks for the units twice and gives each out before it takes the next."""
    reads = []

    def read() -> Iterator[TranslationUnit]:
        reads.append(0)
        for number in range(5):
            reads[-1] += 1
            yield unit(number, f"Satz {number}.", f"Sentence {number}.")

    stream = check_corpus(read, CheckContext())
    next(stream)
    assert reads == [5, 1]
    assert len(list(stream)) == 4


def test_other_steps_issues_stay() -> None:
    """Checking renews the issues of checks and keeps those of other steps."""
    split = Issue("split", Severity.WARNING, Category.OTHER, "in two parts")
    stale = Issue("numbers", Severity.ERROR, Category.NUMBER, "old")
    one = replace(unit(1, "Es sind 3.", "It is 4."), issues=(stale, split))
    result = checked(one, CheckContext())
    assert split in result.issues
    assert stale not in result.issues
    assert checked(result, CheckContext()) == result


def test_gravest_first() -> None:
    """Issues are in the order of their severity."""
    issues = check_unit(unit(1, "Die FIFA zahlt 3 Euro (netto).", "It pays €4."), CheckContext())
    assert [issue.severity for issue in issues] == sorted((issue.severity for issue in issues), reverse=True)


def test_names_are_checked() -> None:
    """A check that does not exist is an error that names those that do."""
    assert selected(["numbers", "urls"], ["urls"]) == {"numbers"}
    with pytest.raises(OptionError, match=r"no check 'nummbers'.*numbers"):
        selected(["nummbers"])


def test_only_named_checks_run() -> None:
    """Issues of checks that were not asked for are left out."""
    one = unit(1, "Es sind 3 (drei).", "It is 4")
    assert {issue.check for issue in check_unit(one, CheckContext(), {"numbers"})} == {"numbers"}


def test_copies_and_people_teach_no_scores() -> None:
    """Only machine translations count for the score limit."""
    context = surveyed([replace(unit(1, "Eins.", "One.", -5.0), origin=Origin.HUMAN)] * 300, CheckContext())
    assert context.low_score == CheckContext().low_score


def test_english_to_german_is_refused() -> None:
    """A corpus with the sides exchanged is refused with the likely cause."""
    units = [unit(number, "It was not there.", "Es war nicht da, und wir haben es gesehen.") for number in range(30)]
    with pytest.raises(OptionError, match="exchange the two sides"):
        surveyed(units, CheckContext())
