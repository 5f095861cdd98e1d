"""Why terms match and nearly match."""

import pytest

from bitext.glossary import Glossary
from bitext.glossary.explain import Explainer
from bitext.model import TermEntry

GLOSSARY = Glossary(
    (
        TermEntry("Nato", ("NATO",), ("Otan",), origin="a.tsv:1"),
        TermEntry("Nato-Russland-Rat", ("NATO-Russia Council",)),
        TermEntry("Weißes Haus", ("White House",)),
        TermEntry("Mitgliedstaat", ("member state",)),
        TermEntry("Grüne", ("Greens",)),
    )
)
EXPLAINER = Explainer(GLOSSARY)


@pytest.mark.parametrize(
    ("text", "form", "matched", "why"),
    [
        ("die Nato", "Nato", True, "as in the glossary"),
        ("die Otan", "Otan", True, "variant of 'Nato'"),
        ("WEISSES HAUS", "WEISSES HAUS", True, "but for capitals"),
        ("des Weißen Hauses", "Weißen Hauses", True, "inflected form of 'Weißes Haus'"),
        ("den Mitgliedstaaten", "Mitgliedstaaten", True, "plural"),
        ("die „Nato-Staaten“,", "Nato", True, "part of 'Nato-Staaten'"),
        ("der Nato-Russland-Rat", "Nato", False, "inside 'Nato-Russland-Rat', and the longer term wins"),
        ("die nato", "nato", False, "capitals differ from 'Nato' (case auto)"),
        ("Grüne Politik", "Grüne", False, "at a sentence start it is likelier a common word"),
    ],
)
def test_reasons(text: str, form: str, matched: bool, why: str) -> None:
    """Each match and each near miss says why."""
    found = [one for one in EXPLAINER.explain(text) if one.match.form == form and one.matched == matched]
    assert [why in one.why for one in found] == [True]


def test_matches_are_those_of_the_matcher() -> None:
    """What is explained as matched is what a translation would enforce."""
    from bitext.glossary import Matcher

    text = "Otan und Nato-Russland-Rat, nato, des Weißen Hauses"
    matched = tuple(one.match for one in EXPLAINER.explain(text) if one.matched)
    assert matched == Matcher(GLOSSARY).find(text)
