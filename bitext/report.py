"""Counts of a run, its summary line and its exit code."""

from collections import Counter
from dataclasses import dataclass, field

from bitext.model import Origin, Severity, TranslationUnit

CLEAN, FAILED, FINDINGS = 0, 1, 3


@dataclass
class Report:
    """What came of a run."""

    articles: int = 0
    segments: int = 0
    units: int = 0
    kept: int = 0
    """Units that were passed through."""
    failed: int = 0
    """Sources that could not be read."""
    hits: int = 0
    misses: int = 0
    issues: Counter[Severity] = field(default_factory=Counter)
    by_check: Counter[str] = field(default_factory=Counter)

    def add(self, unit: TranslationUnit) -> None:
        """Count a unit that was written."""
        self.units += 1
        self.kept += unit.origin is Origin.COPY
        self.hits += sum(term.hit for term in unit.terms)
        self.misses += sum(not term.hit for term in unit.terms)
        for issue in unit.issues:
            self.issues[issue.severity] += 1
            self.by_check[issue.check] += 1

    @property
    def lost(self) -> int:
        """Segments that did not become a unit; anything but 0 is a bug of ours, and fails the run."""
        return self.segments - self.units

    @property
    def return_code(self) -> int:
        """0 clean, 1 when nothing could be done or something was lost, 3 when there is something to look at."""
        if self.lost or (self.failed and not self.articles):
            return FAILED
        return FINDINGS if self.failed or self.issues[Severity.ERROR] else CLEAN

    def __str__(self) -> str:
        parts = [
            _count(self.articles, "article"),
            _count(self.segments, "segment"),
            f"{_count(self.units, 'unit')} ({self.kept} kept as they are)",
            f"terms: {self.hits} right, {self.misses} missed",
            f"issues: {self.issues[Severity.ERROR]} errors, {self.issues[Severity.WARNING]} warnings",
        ]
        if self.failed:
            parts.append(f"{_count(self.failed, 'source')} not read")
        if self.lost:
            parts.append(f"{self.lost} SEGMENTS LOST")
        return "; ".join(parts)


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}"
