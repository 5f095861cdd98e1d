"""Units out of the translation memory: taken over as they are, their terms looked up again and audited."""

from dataclasses import replace

from bitext.decoding import Draft, Hypothesis, SourcePieces
from bitext.enforcement import audit
from bitext.jobs import Job, copied, in_raw, repaired
from bitext.memory import Hit, is_approved
from bitext.model import Category, Issue, Origin, Severity, State, TranslationUnit
from bitext.signature import terms_digest

STRATEGY = "memory"


def recalled(hit: Hit) -> TranslationUnit:
    """The unit of a hit, with what is to be said of it and where it came from."""
    unit = hit.unit
    made = {name: unit.provenance[name] for name in ("model", "engine", "options") if name in unit.provenance}
    if is_approved(unit):
        made = {}
    issues = (_ambiguous(hit),) if hit.others else ()
    return replace(unit, issues=issues, provenance={**made, "memory": hit.file, "memory-unit": unit.id})


def remembered(job: Job, known: TranslationUnit) -> TranslationUnit:
    """The unit of a job with the translation that the memory has; its state is kept."""
    unit = copied(job)
    digest = terms_digest(match.entry for match in job.matches)
    draft = Draft(job.text, SourcePieces((), ()), Hypothesis((), known.target, 0.0))
    terms, issues = audit(draft, job.matches)
    terms = tuple(replace(term, strategy=STRATEGY) if term.hit else term for term in terms)
    return replace(
        unit,
        target=known.target,
        state=known.state if is_approved(known) else State.INITIAL,
        origin=Origin.MEMORY,
        score=known.score,
        issues=(*known.issues, *issues, *map(repaired, job.notes)),
        terms=in_raw(terms, unit.source, job.text),
        note=known.note,
        provenance={**unit.provenance, **known.provenance, **({"terms": digest} if digest else {})},
    )


def _ambiguous(hit: Hit) -> Issue:
    more = f" and {len(hit.others) - 3} more" if len(hit.others) > 3 else ""
    message = f"The memory has other approved translations, too: {'; '.join(map(repr, hit.others[:3]))}{more}."
    return Issue("memory-ambiguous", Severity.WARNING, Category.STYLE, message)
