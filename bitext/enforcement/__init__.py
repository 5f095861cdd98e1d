"""Make a translation honour the glossary; one audit record an occurrence.

A chain; each step sees only what the one before left unsatisfied:

* ``free``: free decoding, and a check that a form of the term stands there;
* ``swap``: the words that the model aligned to the term are swapped for it, if the model scores the rest as well;
* ``prefix``: the translation up to the term's place is kept, the term forced, the rest decoded anew;
* ``constrained``: constrained beam search, in engines that have one;
* ``splice``: as swap, whatever the score;
* ``none``: a miss, with an issue.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from bitext.decoding import Decoding, Draft, Engine
from bitext.enforcement.attempt import Attempt, first_attempt
from bitext.enforcement.audit import audited
from bitext.enforcement.constrained import constrain
from bitext.enforcement.prefix import redecode
from bitext.enforcement.splice import splice
from bitext.enforcement.swap import swap
from bitext.enforcement.tidy import tidy
from bitext.model import Issue, TermAudit, TermMatch

__all__ = ["Enforced", "audit", "enforce"]


@dataclass(frozen=True, slots=True)
class Enforced:
    """A draft after enforcement."""

    draft: Draft
    terms: tuple[TermAudit, ...]
    """One for each match, in their order."""
    issues: tuple[Issue, ...]


def enforce(
    engine: Engine, drafts: Sequence[Draft], matches: Sequence[tuple[TermMatch, ...]], options: Decoding
) -> list[Enforced]:
    """Each draft with its matched terms in place as far as possible, in order.

    A draft without matches comes back as it was.
    """
    attempts: dict[tuple[str, tuple[TermMatch, ...]], Attempt] = {}
    for draft, found in zip(drafts, matches, strict=True):
        if found and (draft.text, found) not in attempts:
            attempts[draft.text, found] = first_attempt(draft, found)
    if attempts:
        work = list(attempts.values())
        work = swap(engine, work)
        work = redecode(engine, work, options)
        work = constrain(engine, work, options)
        work = splice(engine, work)
        work = tidy(engine, work)
        attempts = dict(zip(attempts, work, strict=True))
    results = []
    for draft, found in zip(drafts, matches, strict=True):
        attempt = attempts[draft.text, found] if found else None
        terms, issues = audited(attempt) if attempt else ((), ())
        results.append(Enforced(attempt.draft if attempt else draft, terms, issues))
    return results


def audit(draft: Draft, matches: tuple[TermMatch, ...]) -> tuple[tuple[TermAudit, ...], tuple[Issue, ...]]:
    """The audits and issues of a translation that stays as it is."""
    return audited(first_attempt(draft, matches))
