"""Make a translation honour the glossary; one audit record an occurrence.

A chain; each step sees only what the one before left unsatisfied:

* ``free``: free decoding, and a check that a form of the term stands there;
* ``swap``: the words that the model aligned to the term are swapped for it, if the model scores the rest as well;
* ``prefix``: the translation up to the term's place is kept, the term forced, the rest decoded anew;
* ``constrained``: constrained beam search, in engines that have one;
* ``splice``: as swap, whatever the score;
* ``none``: a miss, with an issue.

Before the chain a translation with a wrong number gives way to another of the model's own;
after it a number or an address that is still wrong is put in as the source has it.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from bitext.decoding import Decoding, Draft, Engine
from bitext.enforcement.attempt import Attempt, advanced, first_attempt
from bitext.enforcement.audit import audited
from bitext.enforcement.constrained import constrain
from bitext.enforcement.literals import chosen, put_in
from bitext.enforcement.prefix import redecode
from bitext.enforcement.splice import splice
from bitext.enforcement.swap import swap
from bitext.enforcement.tidy import closed, tidy
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

    Numbers and addresses are put right too, with and without a glossary in the same way.
    """
    drafts = chosen(engine, drafts, options)
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
        if found:
            attempt = literal(engine, attempts[draft.text, found])
            results.append(Enforced(attempt.draft, *audited(attempt)))
        else:
            results.append(Enforced(closed(engine, put_in(engine, draft)), (), ()))
    return results


def literal(engine: Engine, attempt: Attempt) -> Attempt:
    """The attempt with its numbers, addresses and quotation marks put right, unless a term would be lost by that."""
    draft = closed(engine, put_in(engine, attempt.draft))
    if draft is attempt.draft:
        return attempt
    better = advanced(replace(attempt, draft=draft), draft.hypothesis, "splice")
    return better if better.honoured >= attempt.honoured else attempt


def audit(draft: Draft, matches: tuple[TermMatch, ...]) -> tuple[tuple[TermAudit, ...], tuple[Issue, ...]]:
    """The audits and issues of a translation that stays as it is."""
    return audited(first_attempt(draft, matches))
