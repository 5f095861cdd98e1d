"""Counting terms in texts and bitext."""

from bitext.glossary import Glossary
from bitext.glossary.stats import count_texts, count_units
from bitext.model import Kind, TermAudit, TermEntry, TranslationUnit

GLOSSARY = Glossary((TermEntry("Nato", ("NATO",)), TermEntry("Rat", ("council",)), TermEntry("Amt", ("office",))))


def unit(number: int, source: str, target: str, *terms: TermAudit, kind: Kind = Kind.SENTENCE) -> TranslationUnit:
    return TranslationUnit(f"a#{number}", "a", source, target, kind, terms=terms)


def test_counts_texts() -> None:
    """Occurrences and forms are counted, and what never occurs is known."""
    stats = count_texts(GLOSSARY, ["Die Nato und der Rat.", "Des Rates Wort.", "Nichts."])
    assert (stats.units, stats.with_terms, stats.occurrences) == (3, 2, 3)
    assert stats.counts["Rat"].forms == {"Rat": 1, "Rates": 1}
    assert [entry.source for entry in stats.never(GLOSSARY)] == ["Amt"]


def test_counts_audit_records() -> None:
    """Hits, misses and strategies are those of the audit; kept units do not count."""
    hit = TermAudit("Nato", "Nato", 4, 8, "NATO", "prefix", True)
    miss = TermAudit("Rat", "Rates", 4, 9, "council", "none", False)
    units = [
        unit(1, "Die Nato", "NATO", hit),
        unit(2, "Des Rates", "advice", miss),
        unit(3, "Nato", "Nato", kind=Kind.BOILERPLATE),
    ]
    stats = count_units(GLOSSARY, units)
    assert (stats.units, stats.hits, stats.misses) == (2, 1, 1)
    assert stats.strategies == {"prefix": 1}
    assert stats.counts["Rat"].missed_in == ["a#2"]
    assert [count.source for count in stats.ranked()] == ["Rat", "Nato"]


def test_checks_bitext_without_audit() -> None:
    """Bitext of another maker is checked against the glossary."""
    stats = count_units(GLOSSARY, [unit(1, "Nato und Nato", "NATO alone"), unit(2, "Der Rat", "The Council")])
    assert (stats.hits, stats.misses) == (2, 1)
    assert stats.strategies == {"checked": 2}
    assert stats.counts["Rat"].targets == {"Council": 1}
