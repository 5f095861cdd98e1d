"""How often each entry of a glossary occurs, and what became of it."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from bitext.glossary.matching import Matcher
from bitext.glossary.store import Glossary
from bitext.glossary.targets import check_terms
from bitext.model import Kind, TermEntry, TermStatus, TranslationUnit

_KEPT = 3
"""Places remembered for an entry's misses."""


@dataclass(slots=True)
class Count:
    """What was counted for one entry."""

    source: str
    origin: str = ""
    occurrences: int = 0
    hits: int = 0
    misses: int = 0
    strategies: Counter[str] = field(default_factory=Counter)
    """Strategy -> hits; ``checked`` for a file without audit records."""
    forms: Counter[str] = field(default_factory=Counter)
    """German form -> occurrences."""
    targets: Counter[str] = field(default_factory=Counter)
    """English form -> hits."""
    missed_in: list[str] = field(default_factory=list)
    """Ids of the first units with a miss."""


@dataclass(slots=True)
class Stats:
    """Counts by entry, and over all."""

    counts: dict[str, Count] = field(default_factory=dict)
    units: int = 0
    """Units or texts looked at."""
    with_terms: int = 0
    """Units or texts with at least one term."""

    @property
    def occurrences(self) -> int:
        """Occurrences over all entries."""
        return sum(count.occurrences for count in self.counts.values())

    @property
    def hits(self) -> int:
        """Occurrences with the wanted translation."""
        return sum(count.hits for count in self.counts.values())

    @property
    def misses(self) -> int:
        """Occurrences without it."""
        return sum(count.misses for count in self.counts.values())

    @property
    def strategies(self) -> Counter[str]:
        """Strategy -> hits over all entries."""
        return sum((count.strategies for count in self.counts.values()), Counter[str]())

    def ranked(self) -> list[Count]:
        """The entries that occur: most misses first, then most occurrences."""
        return sorted(self.counts.values(), key=lambda one: (-one.misses, -one.occurrences, one.source))

    def never(self, glossary: Glossary) -> list[TermEntry]:
        """The entries that never occurred."""
        return [entry for entry in glossary.entries if entry.source not in self.counts]


def count_texts(glossary: Glossary, texts: Iterable[str]) -> Stats:
    """How often each entry occurs in German texts."""
    matcher, stats = Matcher(glossary), Stats()
    for text in texts:
        stats.units += 1
        matches = matcher.find(text)
        stats.with_terms += bool(matches)
        for match in matches:
            _seen(stats, match.entry.source, match.form, match.entry.origin)
    return stats


def count_units(glossary: Glossary, units: Iterable[TranslationUnit]) -> Stats:
    """What became of each entry in translated units.

    Audit records are counted as they are; a unit without any is checked against the glossary, with the strategy
    ``checked``. Units that are not translated do not count.
    """
    matcher, stats = Matcher(glossary), Stats()
    for unit in units:
        if unit.kind in (Kind.BOILERPLATE, Kind.FOREIGN):
            continue
        stats.units += 1
        rows = list(_audited(unit)) if unit.terms else list(_checked(matcher, unit))
        stats.with_terms += bool(rows)
        for row in rows:
            _count(stats, row, unit.id)
    return stats


@dataclass(frozen=True, slots=True)
class _Row:
    source: str
    origin: str
    form: str
    target: str
    strategy: str
    hit: bool
    wanted: bool
    """Whether a miss is one: not for preferred terms."""


def _audited(unit: TranslationUnit) -> Iterator[_Row]:
    for audit in unit.terms:
        yield _Row(
            audit.source,
            audit.origin,
            audit.form,
            audit.target,
            audit.strategy,
            audit.hit,
            audit.status is not TermStatus.PREFER,
        )


def _checked(matcher: Matcher, unit: TranslationUnit) -> Iterator[_Row]:
    matches = [match for match in matcher.find(unit.source) if match.entry.status is not TermStatus.FORBIDDEN]
    for match, span in check_terms(unit.source, unit.target, matches):
        target = unit.target[span[0] : span[1]] if span else ""
        wanted = match.entry.status is not TermStatus.PREFER
        yield _Row(match.entry.source, match.entry.origin, match.form, target, "checked", span is not None, wanted)


def _count(stats: Stats, row: _Row, unit: str) -> None:
    count = _seen(stats, row.source, row.form, row.origin)
    if row.hit:
        count.hits += 1
        count.strategies[row.strategy] += 1
        count.targets[row.target] += 1
        return
    if not row.wanted:
        count.strategies["not preferred"] += 1
        return
    count.misses += 1
    if len(count.missed_in) < _KEPT:
        count.missed_in.append(unit)


def _seen(stats: Stats, source: str, form: str, origin: str) -> Count:
    count = stats.counts.setdefault(source, Count(source, origin))
    count.occurrences += 1
    count.forms[form] += 1
    return count
