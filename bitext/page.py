"""The report of a run as one HTML page: totals, issues, terms, plots, the worst units.

The page needs neither network nor script, and all texts are escaped.
Memory is bounded: counters, samples of a fixed size, and the worst units.
"""

import heapq
import math
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from bitext.checks import CATALOGUE, OF_OTHER_STEPS, LengthModel
from bitext.counting import counted
from bitext.model import Issue, Origin, Severity, Side, State, TranslationUnit
from bitext.plots import Axis, Point, bars, scatter
from bitext.ranking import score

WORST = 100
POINTS = 1500
"""Dots of the length plot; beyond these only units with issues are added, and no more than as many again."""

STATE_NAMES = {
    State.INITIAL: "not reviewed",
    State.TRANSLATED: "edited, not approved",
    State.REVIEWED: "approved",
    State.FINAL: "final",
}
"""The words of the review page."""

BINS = 40
TERMS = 200
"""Rows of the table of terms: those missed most come first."""


@dataclass
class TermRow:
    """What became of a term."""

    hits: int = 0
    misses: int = 0
    others: int = 0
    """Not as the glossary prefers it, which is no miss."""
    strategies: Counter[str] = field(default_factory=Counter)


class Page:
    """A report that grows unit by unit and is rendered at the end."""

    def __init__(self, title: str, lengths: LengthModel | None = None) -> None:
        self.title = title
        self.lengths = lengths or LengthModel()
        self.units = 0
        self.words = [0, 0]
        self.articles = 0
        self._article = ""
        self.severities: Counter[Severity] = Counter()
        self.affected: Counter[Severity] = Counter()
        self.checks: dict[str, Counter[Severity]] = {}
        self.origins: Counter[Origin] = Counter()
        self.states: Counter[State] = Counter()
        self.terms: dict[tuple[str, str], TermRow] = {}
        self._points: list[Point] = []
        self._scores = [0] * BINS
        self._worst: list[tuple[float, int, TranslationUnit]] = []

    def add(self, unit: TranslationUnit) -> None:
        """Take one unit into account."""
        self.units += 1
        if self.units == 1 or unit.article != self._article:
            self.articles += 1
            self._article = unit.article
        self.words[0] += len(unit.source.split())
        self.words[1] += len(unit.target.split())
        self.origins[unit.origin] += 1
        self.states[unit.state] += 1
        for issue in unit.issues:
            self.severities[issue.severity] += 1
            self.checks.setdefault(issue.check, Counter())[issue.severity] += 1
        if unit.issues:
            self.affected[max(issue.severity for issue in unit.issues)] += 1
        for term in unit.terms:
            row = self.terms.setdefault((term.source, term.target), TermRow())
            row.hits += term.hit
            row.misses += term.missed
            row.others += not term.hit and not term.missed
            row.strategies[term.strategy] += 1
        self._plot(unit)
        self._rank(unit)

    def _plot(self, unit: TranslationUnit) -> None:
        if unit.origin is Origin.MT and unit.score < 0:
            self._scores[min(BINS - 1, int(math.exp(unit.score) * BINS))] += 1
        source, target = len(unit.source.strip()), len(unit.target.strip())
        room = len(self._points) < POINTS or (unit.issues and len(self._points) < 2 * POINTS)
        if source and target and room and unit.origin is not Origin.COPY:
            label = f"{unit.id}: {source} → {target} characters"
            self._points.append(Point(math.log10(source), math.log2(target / source), _level(unit), label))

    def _rank(self, unit: TranslationUnit) -> None:
        if not unit.issues or unit.state is State.FINAL:
            return
        item = (score(unit, self.lengths), -self.units, unit)
        (heapq.heappush if len(self._worst) < WORST else heapq.heappushpop)(self._worst, item)

    def render(self) -> str:
        """The page."""
        from jinja2 import Environment, PackageLoader, StrictUndefined

        environment = Environment(
            loader=PackageLoader("bitext"),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
        )
        return environment.get_template("report.html").render(self._values())

    def _values(self) -> dict[str, Any]:
        terms = sorted(self.terms.items(), key=lambda item: (-item[1].misses, -item[1].hits, item[0]))
        strategies = sum((row.strategies for _, row in terms), Counter[str]())
        return {
            "page": self,
            "counted": counted,
            "Severity": Severity,
            "summaries": {name: check.summary for name, check in CATALOGUE.items()} | OF_OTHER_STEPS,
            "state_names": STATE_NAMES,
            "checks": sorted(self.checks.items(), key=lambda item: [-item[1][one] for one in reversed(Severity)]),
            "terms": terms[:TERMS],
            "more_terms": max(0, len(terms) - TERMS),
            "hits": sum(row.hits for _, row in terms),
            "misses": sum(row.misses for _, row in terms),
            "others": sum(row.others for _, row in terms),
            "strategies": strategies.most_common(),
            "lengths_plot": _lengths_plot(self._points),
            "scores_plot": _scores_plot(self._scores) if any(self._scores) else "",
            "worst": [
                _shown(unit, points) for points, _, unit in sorted(self._worst, key=lambda item: item[:2], reverse=True)
            ],
        }


def _level(unit: TranslationUnit) -> str:
    return max((issue.severity for issue in unit.issues), default=Severity.INFO).name.lower() if unit.issues else "ok"


def _lengths_plot(points: list[Point]) -> str:
    x = Axis(
        0.3, 3, [(math.log10(value), str(value)) for value in (3, 10, 30, 100, 300, 1000)], "characters of the source"
    )
    y = Axis(-2, 2, [(-2, "¼"), (-1, "½"), (0, "1"), (1, "2"), (2, "4")], "target / source")
    return scatter(points, x, y, "Length of the target by length of the source, a dot a unit")


def _scores_plot(counts: list[int]) -> str:
    x = Axis(0, 1, [(share / 5, f"{share * 20} %") for share in range(6)], "mean token probability")
    return bars(counts, x, "How sure the model was: units by mean token probability")


def _shown(unit: TranslationUnit, points: float) -> dict[str, Any]:
    spans = {side: [_span(issue) for issue in unit.issues if issue.side is side] for side in Side}
    return {
        "unit": unit,
        "points": points,
        "source": marked(unit.source, spans[Side.SOURCE]),
        "target": marked(unit.target, spans[Side.TARGET]),
    }


def _span(issue: Issue) -> tuple[int, int]:
    return issue.span or (0, 0)


def marked(text: str, spans: Iterable[tuple[int, int]]) -> list[tuple[str, bool]]:
    """The text in pieces, each with whether a span covers it; joined they are the text."""
    inside = [False] * len(text)
    for start, end in spans:
        for place in range(max(0, start), min(end, len(text))):
            inside[place] = True
    pieces: list[tuple[str, bool]] = []
    start = 0
    for place in range(1, len(text) + 1):
        if place == len(text) or inside[place] != inside[start]:
            pieces.append((text[start:place], inside[start]))
            start = place
    return pieces
