"""Names that are missing in the glossary."""

from bitext.glossary import Glossary
from bitext.glossary.suggest import suggest
from bitext.model import TermEntry

GLOSSARY = Glossary((TermEntry("Nato", ("NATO",)),))
TEXTS = [
    [
        "Die Nato lädt Jens Quandtner ein.",
        "Gestern sprach Generalsekretär Jens Quandtner mit der OSZE.",
        "Der Europäische Rechnungshof prüft die Ausgaben.",
        "Quandtners Rede im Europäischen Rechnungshof war kurz.",
    ],
    [
        "Am Abend kam Jens Quandtner zur OSZE-Mission.",
        "Grüne Politik kostet Geld.",
        "Der Bericht des Europäischen Rechnungshofs liegt vor.",
        "Sorgen macht das Geld der Nato-Staaten.",
    ],
]


def test_suggests_names_that_recur() -> None:
    """Names, acronyms and organisations are found in all their forms; common nouns and known terms are not."""
    found = suggest(GLOSSARY, TEXTS, least=2)
    assert {one.term: (one.kind, one.count, one.texts) for one in found} == {
        "Jens Quandtner": ("name", 3, 2),
        "Europäische Rechnungshof": ("organisation", 3, 2),
        "OSZE": ("acronym", 2, 2),
    }


def test_gives_contexts_and_forms() -> None:
    """A suggestion shows the sentences and spellings it was seen in."""
    (one,) = [one for one in suggest(GLOSSARY, TEXTS, least=2) if one.kind == "organisation"]
    assert one.contexts[0] == TEXTS[0][2]
    assert set(one.forms) == {"Europäische Rechnungshof", "Europäischen Rechnungshof", "Europäischen Rechnungshofs"}


def test_rare_names_are_left_out() -> None:
    """Below the least count nothing is suggested."""
    assert suggest(GLOSSARY, TEXTS, least=4) == []
