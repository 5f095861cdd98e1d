"""Beads as translation units: nothing is left out, and what needs a look says so."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from bitext.alignment.diagnosis import Finding
from bitext.model import Bead, Category, Issue, Kind, Origin, Segment, Severity, Side, State, TranslationUnit

CHECK = "alignment"
"""The name of the check that all issues of this step carry."""


@dataclass(frozen=True, slots=True)
class UnitOptions:
    """How beads become units."""

    threshold: float = 0.5
    """Units with a lower score are flagged."""
    provenance: Mapping[str, str] = field(default_factory=dict)


def units(
    sources: Sequence[Segment],
    targets: Sequence[Segment],
    beads: Sequence[Bead],
    findings: Sequence[Finding],
    options: UnitOptions,
) -> Iterator[TranslationUnit]:
    """One unit a bead, in order; the findings about the whole pair stand at the first."""
    whole = tuple(Issue(CHECK, Severity.ERROR, Category.OTHER, one.message) for one in findings)
    for number, bead in enumerate(beads):
        unit = _unit([sources[i] for i in bead.sources], [targets[j] for j in bead.targets], bead.score)
        issues = (*(whole if number == 0 else ()), *_issues(bead, options.threshold))
        shape = f"{len(bead.sources)}-{len(bead.targets)}"
        provenance = {**options.provenance, "bead": shape}
        yield replace(unit, issues=issues, provenance=provenance)


def _unit(sources: Sequence[Segment], targets: Sequence[Segment], score: float) -> TranslationUnit:
    first = (*sources, *targets)[0]
    article, _, number = first.id.rpartition("#")
    headings = {segment.kind for segment in (*sources, *targets)} == {Kind.HEADING}
    return TranslationUnit(
        id=first.id if sources else f"{article}#t{number}",
        article=first.article,
        source=" ".join(segment.text for segment in sources),
        target=" ".join(segment.text for segment in targets),
        kind=Kind.HEADING if headings else Kind.SENTENCE,
        state=State.TRANSLATED if sources and targets else State.INITIAL,
        origin=Origin.HUMAN if targets else Origin.NONE,
        score=score,
        start=sources[0].start if sources else 0,
        end=sources[-1].end if sources else 0,
    )


def _issues(bead: Bead, threshold: float) -> Iterator[Issue]:
    if not bead.targets:
        message = "The source has no counterpart: left out of the translation, or translated elsewhere."
        yield Issue(CHECK, Severity.WARNING, Category.OMISSION, message)
    elif not bead.sources:
        message = "The target has no counterpart: added in the translation, or it belongs elsewhere."
        yield Issue(CHECK, Severity.WARNING, Category.ADDITION, message)
    elif bead.score < threshold:
        message = f"The sentences may not belong together: score {bead.score:.2f} is below {threshold:g}."
        yield Issue(CHECK, Severity.WARNING, Category.OTHER, message, Side.TARGET)
