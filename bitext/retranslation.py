"""Bitext translated again where a changed glossary, or a reviewer's rejection, touches it; the rest stays as it is."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from enum import StrEnum
from typing import NamedTuple

from bitext.glossary import Matcher
from bitext.jobs import Job, translated
from bitext.memory import is_approved
from bitext.model import Article, Origin, Segment, TermMatch, TranslationUnit
from bitext.pipeline import TRANSLATED, Translator
from bitext.signature import terms_digest

REJECTED = "rejected"
"""Provenance key of a unit that a reviewer wants translated again."""
_OF_THE_TRANSLATION = ("signature", "model", "engine", "options", "bitext", "terms", "memory", "memory-unit", REJECTED)
_WINDOW = 1024


class Why(StrEnum):
    """Why a unit is or is not translated again."""

    TERMS = "terms"
    """Other entries of the glossary match, or they say something else."""
    REJECTED = "rejected"
    APPROVED = "approved"
    """It would be, but a person wrote or approved it."""
    OWN_TERMS = "own terms"
    """It would be, but its article brought terms of its own, which the file does not carry."""
    UNTOUCHED = "untouched"


AGAIN = frozenset({Why.TERMS, Why.REJECTED})


class Decision(NamedTuple):
    """A unit and what is to become of it."""

    unit: TranslationUnit
    why: Why
    matches: tuple[TermMatch, ...] = ()
    """What the glossary finds in the mended source."""


def decide(unit: TranslationUnit, matcher: Matcher, *, force: bool = False) -> Decision:
    """Whether a unit is to be translated again; ``force`` does not spare what a person approved."""
    if REJECTED in unit.provenance:
        return Decision(unit, Why.REJECTED, matcher.find(_job(unit).text))
    if unit.kind not in TRANSLATED or unit.origin in (Origin.COPY, Origin.NONE):
        return Decision(unit, Why.UNTOUCHED)
    matches = matcher.find(_job(unit).text)
    if terms_digest(match.entry for match in matches) == unit.provenance.get("terms", ""):
        return Decision(unit, Why.UNTOUCHED)
    if is_approved(unit) and not force:
        return Decision(unit, Why.APPROVED if matches or unit.terms else Why.UNTOUCHED)
    if any(not term.origin for term in unit.terms):
        return Decision(unit, Why.OWN_TERMS)
    return Decision(unit, Why.TERMS, matches)


class Difference(NamedTuple):
    """The entries because of which a unit is translated again, by their sources."""

    gone: tuple[str, ...] = ()
    new: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()

    def __str__(self) -> str:
        return "; ".join(f"{', '.join(names)} {word}" for word, names in zip(self._fields, self, strict=True) if names)


def difference(decision: Decision) -> Difference:
    """What the glossary now sees differently in a unit; of a changed entry the unit tells only its old target.

    Empty for units that are translated again for another reason.
    """
    if decision.why is not Why.TERMS:
        return Difference()
    before = {term.source: term.target.casefold() for term in decision.unit.terms}
    now = {match.entry.source: match.entry.targets for match in decision.matches}
    gone = tuple(source for source in before if source not in now)
    new = tuple(source for source in now if source not in before)
    both = [source for source in before if source in now]
    other = [source for source in both if not any(one.casefold() in before[source] for one in now[source])]
    # With no other reason one of them was changed: in its status, say, or in what it forbids.
    return Difference(gone, new, tuple(other if other or gone or new else both))


def retranslated(decisions: Iterable[Decision], translator: Translator) -> Iterator[tuple[Decision, TranslationUnit]]:
    """Every decision with the unit that comes of it, in order; one window of them is in memory."""
    waiting: list[Decision] = []
    size = 0
    for decision in decisions:
        waiting.append(decision)
        size += 8 if decision.why in AGAIN else 1
        if size >= 8 * _WINDOW:
            yield from _window(waiting, translator)
            waiting, size = [], 0
    yield from _window(waiting, translator)


def _window(decisions: list[Decision], translator: Translator) -> Iterator[tuple[Decision, TranslationUnit]]:
    jobs = [_job(one.unit)._replace(matches=one.matches) for one in decisions if one.why in AGAIN]
    renewed = iter(translator.translate_jobs(jobs))
    for decision in decisions:
        yield decision, _renewed(decision.unit, next(renewed)) if decision.why in AGAIN else decision.unit


def _renewed(old: TranslationUnit, new: TranslationUnit) -> TranslationUnit:
    """The new translation with what the old unit says of its article; one that came out the same stays rejected."""
    kept = {name: value for name, value in old.provenance.items() if name not in _OF_THE_TRANSLATION}
    if REJECTED in old.provenance and new.target == old.target:
        kept[REJECTED] = old.provenance[REJECTED]
    return replace(new, note=old.note, provenance={**kept, **new.provenance})


def _job(unit: TranslationUnit) -> Job:
    """The unit as if it were cut from an article just now."""
    segment = Segment(unit.id, unit.article, unit.source, unit.start, unit.end, unit.kind)
    return translated(Article(unit.article, "", unit.source), segment)
