"""What hangs onto a term that was put in is mended."""

import pytest

from bitext.decoding import Decoding, Draft, Hypothesis
from bitext.enforcement.attempt import advanced, first_attempt
from bitext.enforcement.tidy import closed, tidy
from bitext.glossary import Glossary, Matcher
from bitext.model import TermEntry
from bitext.testing import WordEngine
from bitext.translation import draft

ENGINE = WordEngine()
ENTRIES = (
    TermEntry("Genf", ("Geneva",)),
    TermEntry("Freie Syrische Armee", ("Free Syrian Army",)),
    TermEntry("Mitgliedstaat", ("member state",)),
    TermEntry("Nato-Russland-Rat", ("NATO-Russia Council",)),
    TermEntry("Grüne Partei", ("Green Party",)),
    TermEntry("Generalsekretär", ("Secretary General",)),
    TermEntry("Nato", ("NATO",)),
)


def tidied(source: str, target: str) -> str:
    [one] = draft(ENGINE, [source], Decoding())
    free: Draft = one
    attempt = first_attempt(free, Matcher(Glossary(ENTRIES)).find(source))
    forced = advanced(attempt, Hypothesis(ENGINE.target_pieces(target), target, -1.0), "prefix")
    return tidy(ENGINE, [forced])[0].draft.hypothesis.text


@pytest.mark.parametrize(
    ("source", "target", "expected"),
    [
        ("Er war in Genf.", "He was in Genevas.", "He was in Geneva."),
        ("Er war in Genf.", "He liked Geneva's lake.", "He liked Geneva's lake."),
        ("Die Freie Syrische Armee siegt.", "The Free Syrian Army army wins.", "The Free Syrian Army wins."),
        ("Die Mitgliedstaaten tagen.", "The member states meet.", "The member states meet."),
        ("Der Nato-Russland-Rat tagt.", "The NATO-Russia Council Roat, meets.", "The NATO-Russia Council, meets."),
        ("Der Nato-Russland-Rat tagt.", "The NATO-Russia Council rates it.", "The NATO-Russia Council rates it."),
        ("Partner der Grünen Partei.", "Green Party partners.", "Green Party partners."),
        ("Der Generalsekretär kam.", "General Secretary General came.", "Secretary General came."),
        ("Die Nato will reden.", "The NATO wants to talk.", "NATO wants to talk."),
        ("Heute will die Nato reden.", "Today the NATO, it says, talks.", "Today NATO, it says, talks."),
        ("Die Staaten der Nato reden.", "The NATO states talk.", "The NATO states talk."),
        ("Er gehört zur Nato.", "He belongs to the NATO.", "He belongs to NATO."),
    ],
)
def test_names_lose_what_nobody_asked_for(source: str, target: str, expected: str) -> None:
    """A plural of a name, an echo of its last word and a half-copied part of it go; possessives and the like stay."""
    assert tidied(source, target) == expected


@pytest.mark.parametrize(
    ("target", "expected"),
    [("He said “ yes ”.", "He said “yes”."), ("“Yes”, he said.", "“Yes”, he said."), ("“ ", "“ ")],
)
def test_no_blank_inside_quotation_marks(target: str, expected: str) -> None:
    """English quotation marks have no blank on their inner side."""
    before = Draft("Ja", ENGINE.source_pieces("Ja"), Hypothesis(ENGINE.target_pieces(target), target, -1.0))

    after = closed(ENGINE, before)

    assert after.hypothesis.text == expected
    assert after is before or after.hypothesis.pieces == ENGINE.target_pieces(expected)
