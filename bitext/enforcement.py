"""Make a translation honour the glossary; one audit record an occurrence."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bitext.decoding import Decoding, Draft, Engine
from bitext.glossary import check_terms, wanted_forms
from bitext.model import Category, Issue, Severity, Side, TermAudit, TermMatch, TermStatus


@dataclass(frozen=True, slots=True)
class Enforced:
    """A draft after enforcement."""

    draft: Draft
    terms: tuple[TermAudit, ...]
    issues: tuple[Issue, ...]


def enforce(
    engine: Engine, drafts: Sequence[Draft], matches: Sequence[tuple[TermMatch, ...]], options: Decoding
) -> list[Enforced]:
    """Each draft with its matched terms in place as far as possible, in order."""
    return [_audited(draft, found) for draft, found in zip(drafts, matches, strict=True)]


def _audited(draft: Draft, matches: tuple[TermMatch, ...]) -> Enforced:
    terms, issues = [], []
    for match, span in check_terms(draft.text, draft.hypothesis.text, matches):
        audit = _audit(draft, match, span)
        terms.append(audit)
        issues += _issues(match, audit)
    return Enforced(draft, tuple(terms), tuple(issues))


def _audit(draft: Draft, match: TermMatch, span: tuple[int, int] | None) -> TermAudit:
    entry = match.entry
    wanted = wanted_forms(entry, match)
    found = draft.hypothesis.text[span[0] : span[1]] if span else (wanted[0] if wanted else "")
    strategy = "free" if span else "none"
    return TermAudit(
        entry.source, match.form, match.start, match.end, found, strategy, span is not None, 0.0, entry.origin
    )


def _issues(match: TermMatch, audit: TermAudit) -> Iterator[Issue]:
    if audit.hit or match.entry.status is TermStatus.FORBIDDEN:
        return
    severity = Severity.WARNING if match.entry.status is TermStatus.PREFER else Severity.ERROR
    message = f"{audit.form!r} must be {audit.target!r} ({audit.origin or 'article term'}), which is not there."
    yield Issue("glossary", severity, Category.TERMINOLOGY, message, Side.SOURCE, (match.start, match.end))
