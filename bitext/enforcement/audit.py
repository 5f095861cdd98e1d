"""What became of each occurrence, for the audit file, the units and the summary."""

from collections.abc import Iterator

from bitext.enforcement.attempt import ENFORCED, Attempt
from bitext.glossary import find_forbidden, wanted_forms
from bitext.model import Category, Issue, Severity, Side, TermAudit, TermMatch, TermStatus


def audited(attempt: Attempt) -> tuple[tuple[TermAudit, ...], tuple[Issue, ...]]:
    """One audit a match, in order, and an issue for every one that is not honoured."""
    audits = tuple(_audit(attempt, index) for index in range(len(attempt.matches)))
    issues = [issue for match, audit in zip(attempt.matches, audits, strict=True) for issue in _missed(match, audit)]
    issues += [issue for match in attempt.matches for issue in _forbidden(attempt, match)]
    return audits, tuple(dict.fromkeys(issues))


def _audit(attempt: Attempt, index: int) -> TermAudit:
    match, span, strategy = attempt.matches[index], attempt.spans[index], attempt.strategies[index]
    hypothesis = attempt.draft.hypothesis
    hit = span is not None
    if match.entry.status is TermStatus.FORBIDDEN:
        hit = not find_forbidden(match.entry, match, hypothesis.text)
        strategy = "free" if hit else "none"
    wanted = wanted_forms(match.entry, match)
    cost = 0.0 if strategy in ("free", "none") else round(max(attempt.free_score - hypothesis.score, 0.0), 4)
    return TermAudit(
        source=match.entry.source,
        form=match.form,
        start=match.start,
        end=match.end,
        target=hypothesis.text[span[0] : span[1]] if span else (wanted[0] if wanted else ""),
        strategy=strategy,
        hit=hit,
        cost=cost,
        # The file's name, not its path: outputs do not depend on where a machine keeps its glossaries.
        origin=match.entry.origin.rpartition("/")[2],
        status=match.entry.status,
    )


def _missed(match: TermMatch, audit: TermAudit) -> Iterator[Issue]:
    if audit.hit or match.entry.status is TermStatus.FORBIDDEN:
        return
    severity = Severity.ERROR if match.entry.status in ENFORCED else Severity.WARNING
    message = f"{audit.form!r} must be {audit.target!r} ({audit.origin or 'term of the article'}), which is not there."
    yield Issue("glossary", severity, Category.TERMINOLOGY, message, Side.SOURCE, (match.start, match.end))


def _forbidden(attempt: Attempt, match: TermMatch) -> Iterator[Issue]:
    text = attempt.draft.hypothesis.text
    for span in find_forbidden(match.entry, match, text):
        message = f"{text[span[0] : span[1]]!r} is forbidden for {match.form!r} ({match.entry.origin})."
        yield Issue("forbidden-term", Severity.ERROR, Category.TERMINOLOGY, message, Side.TARGET, span)
