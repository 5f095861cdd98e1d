"""Segments on their way to units: what each is given to the engine as, and the unit that comes of it."""

import hashlib
import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import NamedTuple, Protocol

from bitext.model import (
    Article,
    Category,
    Issue,
    Origin,
    Segment,
    Severity,
    Side,
    TermAudit,
    TermMatch,
    TranslationUnit,
)
from bitext.repair import clean_for_translation, raw_offsets
from bitext.signature import digest, terms_digest

WINDOW = 512
"""Segments translated together: enough to fill batches by length, few enough for flat memory."""
FIRST_WINDOW = 128
"""The first window is small and each next one twice as large, so that a reader sees something soon."""


class Job(NamedTuple):
    """A segment on its way to a unit."""

    article: Article
    segment: Segment
    translated: bool
    """Whether its kind is translated, by the model or from memory."""
    text: str = ""
    """What the engine is given: the segment's text, mended."""
    notes: tuple[str, ...] = ()
    """What was mended."""
    matches: tuple[TermMatch, ...] = ()
    """Offsets count in ``text``."""
    known: TranslationUnit | None = None
    """The unit of the translation memory that wins before the model."""


class Runner(Protocol):
    """What translates whole windows elsewhere, so that this process loads no model (see bitext.cluster)."""

    @property
    def workers(self) -> int:
        """How many windows are translated at a time."""
        ...

    @property
    def note(self) -> str:
        """What a Translator's ``load`` would say there; known once the signature is."""
        ...

    @property
    def signature(self) -> dict[str, str]:
        """What every worker's signature is; waits until one is ready.  BitextError when none will be."""
        ...

    def translate(self, jobs: Sequence[Job]) -> list[TranslationUnit]:
        """What ``Translator.translate_jobs`` gives for a window; called by several threads at a time."""
        ...


def windows(jobs: Iterable[Job]) -> Iterator[list[Job]]:
    """The jobs in windows; where one ends depends on nothing but the number of jobs before it."""
    size, waiting = FIRST_WINDOW, list[Job]()
    for job in jobs:
        waiting.append(job)
        if len(waiting) >= size:
            yield waiting
            size, waiting = min(2 * size, WINDOW), []
    if waiting:
        yield waiting


def window_digest(jobs: Iterable[Job]) -> str:
    """A digest of all that the units of a window are made from, but for what holds for the whole run."""
    total = hashlib.sha256()
    for job in jobs:
        segment, known = job.segment, job.known
        content = [
            segment.id,
            segment.article,
            [segment.start, segment.end, segment.kind.value, segment.reason],
            [segment.text, job.translated, job.text],
            [[match.start, match.end, match.how, match.entry.origin] for match in job.matches],
            terms_digest(match.entry for match in job.matches),
            [known.id, known.target, known.state.value, sorted(known.provenance.items())] if known else [],
            origin_of(job.article),
        ]
        total.update(json.dumps(content, sort_keys=True).encode("ascii"))
    return total.hexdigest()


def translated(article: Article, segment: Segment) -> Job:
    """The job of a segment that is to be translated, its terms not yet looked up."""
    text, notes = clean_for_translation(segment.text)
    return Job(article, segment, True, text, notes)


def copied(job: Job) -> TranslationUnit:
    """The unit of a segment that is kept as it is."""
    segment = job.segment
    return TranslationUnit(
        id=segment.id,
        article=segment.article,
        source=segment.text,
        target=segment.text,
        kind=segment.kind,
        origin=Origin.COPY,
        start=segment.start,
        end=segment.end,
        issues=(_passed(segment),),
        provenance={**origin_of(job.article), **({"reason": segment.reason} if segment.reason else {})},
    )


def untranslated(job: Job, issues: Iterable[Issue]) -> TranslationUnit:
    """The unit of a segment of which the model made nothing."""
    return replace(copied(job), issues=(*issues, _empty()))


def origin_of(article: Article) -> dict[str, str]:
    """What the article says of itself, for the provenance of its units."""
    kept = {"title": article.title, **article.metadata}
    return {name: value for name, value in kept.items() if value}


def in_raw(terms: tuple[TermAudit, ...], raw: str, text: str) -> tuple[TermAudit, ...]:
    """The audits of a mended text with offsets in the raw text."""
    if raw == text or not terms:
        return terms
    offsets = raw_offsets(raw, text)
    return tuple(replace(term, start=offsets[term.start], end=offsets[term.end - 1] + 1) for term in terms)


def signed(run: dict[str, str], matches: Iterable[TermMatch]) -> dict[str, str]:
    """The provenance of a translation: the run's signature with the terms that the sentence matched, and its digest."""
    terms = terms_digest(match.entry for match in matches)
    own = {**run, **({"terms": terms} if terms else {})}
    return {"signature": digest(own), **own}


def repaired(note: str) -> Issue:
    """What says that a text was mended."""
    return Issue("repaired", Severity.INFO, Category.ENCODING, f"Mended before translation: {note}.", Side.SOURCE)


def split(parts: int) -> Issue:
    """What says that a sentence was translated in clauses."""
    message = f"Long for the model; translated in {parts} parts, cut at clause ends. Read the seams."
    return Issue("split", Severity.WARNING, Category.OTHER, message)


def _passed(segment: Segment) -> Issue:
    reason = f": {segment.reason}" if segment.reason else ""
    return Issue(
        "passed-through", Severity.INFO, Category.UNTRANSLATED, f"Kept as it is, {segment.kind.value}{reason}."
    )


def _empty() -> Issue:
    message = "The model wrote nothing; the source stands in its place. Translate it by hand."
    return Issue("empty-translation", Severity.ERROR, Category.UNTRANSLATED, message)
