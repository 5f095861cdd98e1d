"""Search and the example sentences."""

from bitext.glossary import Glossary
from bitext.glossary.examples import checked, examples
from bitext.glossary.search import search
from bitext.model import TermEntry

NATO = TermEntry("Nato", ("NATO",), forbidden=("Otan",), example="Die Nato tagt, und die Nato schweigt.")
RAT = TermEntry("Rat", ("council",), ("Gremium",), note="of a town")


def test_search_looks_into_every_field_and_ranks() -> None:
    """Whole names come first; nothing found gives sources spelled alike."""
    long = TermEntry("Nato-Rat", ("North Atlantic Council",))
    assert search([long, RAT, NATO], ["rat"])[0] == [RAT, long]
    assert search([NATO, RAT], ["TOWN"])[0] == [RAT]
    assert search([NATO, RAT], ["Natoo"]) == ([], ["Nato"])


def test_examples_of_some_entries() -> None:
    """Only entries with an example, and with words only those that hold one."""
    glossary = Glossary((NATO, RAT))
    assert examples(glossary) == [NATO]
    assert examples(glossary, ["council"]) == []


def test_checked_says_what_is_missing() -> None:
    """Every occurrence needs its translation, and nothing forbidden may stand there."""
    assert checked(NATO, "NATO meets and NATO is silent.").good
    result = checked(NATO, "NATO meets and Otan is silent.")
    assert result.problems == ("'Nato' should be 'NATO'", "'Otan' is forbidden")
    assert [NATO.example[start:end] for start, end in result.source_spans] == ["Nato", "Nato"]
