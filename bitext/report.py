"""Counts of a run, its summary line and its exit code."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from bitext.counting import counted
from bitext.model import Article, Kind, Origin, Segment, Severity, TranslationUnit

CLEAN, FAILED, FINDINGS = 0, 1, 3


@dataclass
class Report:
    """What came of a run."""

    articles: int = 0
    segments: int = 0
    units: int = 0
    kept: int = 0
    """Units that were passed through."""
    remembered: int = 0
    """Units that the translation memory gave."""
    started: int = 0
    """Articles of which units were written."""
    failed: int = 0
    """Sources that could not be read."""
    hits: int = 0
    misses: int = 0
    dropped: bool = False
    """Whether boilerplate is left out on purpose."""
    kinds: Counter[Kind] = field(default_factory=Counter)
    """Segments by kind."""
    issues: Counter[Severity] = field(default_factory=Counter)
    by_check: Counter[str] = field(default_factory=Counter)
    _article: str | None = None

    def see(self, article: Article, segments: Sequence[Segment]) -> None:
        """Count an article that was read and cut."""
        self.articles += 1
        self.segments += len(segments)
        self.kinds.update(segment.kind for segment in segments)

    def add(self, unit: TranslationUnit) -> None:
        """Count a unit that was written."""
        self.units += 1
        self.kept += unit.origin is Origin.COPY
        self.remembered += unit.origin is Origin.MEMORY
        self.started += unit.article != self._article
        self._article = unit.article
        self.hits += sum(term.hit for term in unit.terms)
        self.misses += sum(term.missed for term in unit.terms)
        for issue in unit.issues:
            self.issues[issue.severity] += 1
            self.by_check[issue.check] += 1

    @property
    def expected(self) -> int:
        """Units that the segments read until now become."""
        return self.segments - (self.kinds[Kind.BOILERPLATE] if self.dropped else 0)

    @property
    def lost(self) -> int:
        """Segments that did not become a unit; anything but 0 is a bug of ours, and fails the run."""
        return self.expected - self.units

    def return_code(self, fail_on: Severity | None = Severity.ERROR) -> int:
        """0 clean, 1 when nothing could be done or something was lost, 3 when there is something to look at.

        That is an input that was not read or an issue at least as grave as ``fail_on``; None looks at nothing.
        """
        if self.lost or (self.failed and not self.articles):
            return FAILED
        if fail_on is None:
            return CLEAN
        grave = any(count for severity, count in self.issues.items() if severity >= fail_on)
        return FINDINGS if self.failed or grave else CLEAN

    def counts(self) -> dict[str, int]:
        """The numbers of the summary by name, for programs."""
        return {
            "articles": self.articles,
            "segments": self.segments,
            "units": self.units,
            "kept": self.kept,
            "from_memory": self.remembered,
            "terms_right": self.hits,
            "terms_missed": self.misses,
            "errors": self.issues[Severity.ERROR],
            "warnings": self.issues[Severity.WARNING],
            "not_read": self.failed,
            "lost": self.lost,
        }

    def __str__(self) -> str:
        memory = f", {self.remembered} from memory" if self.remembered else ""
        errors, warnings = self.issues[Severity.ERROR], self.issues[Severity.WARNING]
        parts = [
            counted(self.articles, "article"),
            counted(self.segments, "segment"),
            f"{counted(self.units, 'unit')} ({self.kept} kept as {'it is' if self.kept == 1 else 'they are'}{memory})",
            f"terms: {self.hits} right, {self.misses} missed",
            f"issues: {counted(errors, 'error')}, {counted(warnings, 'warning')}",
        ]
        if self.dropped:
            parts.append(f"{counted(self.kinds[Kind.BOILERPLATE], 'boilerplate segment')} left out")
        if self.failed:
            parts.append(f"{counted(self.failed, 'source')} not read")
        if self.lost:
            parts.append(f"{self.lost} SEGMENTS LOST")
        return "; ".join(parts)
