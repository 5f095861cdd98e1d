"""The order of the steps: the only module that knows more than one of them."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import NamedTuple

from bitext.decoding import Decoding, Draft, Engine
from bitext.enforcement import Enforced, enforce
from bitext.glossary import Glossary, Matcher, load
from bitext.model import (
    Article,
    Category,
    Issue,
    Kind,
    Origin,
    Segment,
    Severity,
    State,
    TermMatch,
    TranslationUnit,
)
from bitext.segmentation import Segmenter
from bitext.signature import digest, signature, terms_digest
from bitext.translation import clauses, draft, joined

TRANSLATED = frozenset({Kind.HEADING, Kind.SENTENCE, Kind.CAPTION})
"""The kinds that are translated; the others are kept as they are."""
WINDOW = 1024
"""Segments translated together: enough to fill batches by length, few enough for flat memory."""
LONGEST_PIECES = 160
"""Source pieces that models are trained on; longer sentences are cut at clauses though the model could take them."""


@dataclass(frozen=True, slots=True)
class Options:
    """How to translate; the defaults are those of the command line."""

    model: str = "auto"
    """A folder, a hub id, or ``auto``."""
    engine: str = "ctranslate2"
    device: str = "auto"
    threads: int = 0
    """0 takes the machine's cores."""
    beam: int = 4
    glossary: tuple[Path, ...] = ()
    """Later files win over earlier ones."""
    srx: Path | None = None


class _Clause(NamedTuple):
    """A piece of a segment that goes to the engine."""

    text: str
    matches: tuple[TermMatch, ...]


class _Job(NamedTuple):
    """A segment on its way to a unit."""

    article: Article
    segment: Segment
    spans: list[tuple[int, int]]
    """Clause spans in the segment's text; empty for what is not translated."""
    matches: tuple[TermMatch, ...]


class Translator:
    """Articles in, units out: one for every segment, in reading order.

    The model loads at the first translation.
    """

    def __init__(self, options: Options | None = None, engine: Engine | None = None) -> None:
        """``engine`` replaces the one that the options name (see bitext.testing)."""
        self.options = options or Options()
        self._given = engine
        self._segmenter = Segmenter(self.options.srx)
        self._glossary = load(self.options.glossary)
        self._matcher = Matcher(self._glossary)
        self._decoding = Decoding(beam=self.options.beam)

    @cached_property
    def engine(self) -> Engine:
        """The engine, loaded and tried with a known sentence; ModelError when it cannot be trusted."""
        if self._given is not None:
            return self._given
        from bitext.engines import load_engine
        from bitext.engines.canary import check_canary
        from bitext.engines.location import find_model

        location = find_model(self.options.model)
        engine = load_engine(location.folder, self.options.engine, self.options.device, self.options.threads)
        check_canary(engine)
        return engine

    @property
    def glossary(self) -> Glossary:
        """The entries that are enforced."""
        return self._glossary

    @cached_property
    def signature(self) -> dict[str, str]:
        """All that can change an output, for people; every unit carries it with a digest."""
        return signature(self.engine.info, self._decoding)

    def segment(self, article: Article) -> tuple[Segment, ...]:
        """The article's segments, with kinds."""
        return self._segmenter.segment(article)

    def translate_articles(self, articles: Iterable[Article]) -> Iterator[TranslationUnit]:
        """The units of all articles, in order; memory holds one window of segments and one article."""
        waiting: list[_Job] = []
        for article in articles:
            matcher = Matcher(self._glossary.extended(article.terms)) if article.terms else self._matcher
            for segment in self.segment(article):
                waiting.append(self._job(article, segment, matcher))
                if len(waiting) >= WINDOW:
                    yield from self._translate(waiting)
                    waiting = []
        yield from self._translate(waiting)

    def _job(self, article: Article, segment: Segment, matcher: Matcher) -> _Job:
        if segment.kind not in TRANSLATED:
            return _Job(article, segment, [], ())
        longest = min(LONGEST_PIECES, self.engine.info.longest)
        return _Job(article, segment, clauses(self.engine, segment.text, longest), matcher.find(segment.text))

    def _translate(self, jobs: Sequence[_Job]) -> Iterator[TranslationUnit]:
        todo = [clause for job in jobs for clause in _clauses(job)]
        drafts = draft(self.engine, [clause.text for clause in todo], self._decoding) if todo else []
        done = iter(enforce(self.engine, drafts, [clause.matches for clause in todo], self._decoding))
        for job in jobs:
            yield self._unit(job, [next(done) for _ in job.spans])

    def _unit(self, job: _Job, parts: list[Enforced]) -> TranslationUnit:
        segment = job.segment
        unit = TranslationUnit(
            id=segment.id,
            article=segment.article,
            source=segment.text,
            target=segment.text,
            kind=segment.kind,
            origin=Origin.COPY,
            start=segment.start,
            end=segment.end,
            provenance={**_origin(job.article), **({"reason": segment.reason} if segment.reason else {})},
        )
        if not parts:
            return replace(unit, issues=(_passed(segment),))
        target = joined(segment.text, job.spans, [part.draft.hypothesis.text for part in parts])
        issues = [issue for part in parts for issue in (*part.draft.issues, *part.issues)]
        if len(parts) > 1:
            issues.append(_split(len(parts)))
        if not target.strip():
            return replace(unit, issues=(*issues, _empty()))
        terms = tuple(
            replace(term, start=term.start + offset, end=term.end + offset)
            for part, (offset, _) in zip(parts, job.spans, strict=True)
            for term in part.terms
        )
        return replace(
            unit,
            target=target,
            origin=Origin.MT,
            state=State.INITIAL,
            score=_score([part.draft for part in parts]),
            issues=tuple(issues),
            terms=terms,
            provenance={**unit.provenance, **self._provenance(job)},
        )

    def _provenance(self, job: _Job) -> dict[str, str]:
        terms = terms_digest(match.entry for match in job.matches)
        own = {**self.signature, **({"terms": terms} if terms else {})}
        return {"signature": digest(own), **own}


def _clauses(job: _Job) -> Iterator[_Clause]:
    """The job's clauses with the matches that lie in them, their offsets counted in the clause."""
    for start, end in job.spans:
        inside = tuple(
            replace(match, start=match.start - start, end=match.end - start)
            for match in job.matches
            if start <= match.start and match.end <= end
        )
        yield _Clause(job.segment.text[start:end], inside)


def _origin(article: Article) -> dict[str, str]:
    kept = {"title": article.title, **article.metadata}
    return {name: value for name, value in kept.items() if value}


def _score(drafts: Sequence[Draft]) -> float:
    """The mean log-probability per piece over all clauses."""
    weights = [len(one.hypothesis.pieces) + 1 for one in drafts]
    total = sum(one.hypothesis.score * weight for one, weight in zip(drafts, weights, strict=True))
    return round(total / sum(weights), 4)


def _passed(segment: Segment) -> Issue:
    reason = f": {segment.reason}" if segment.reason else ""
    return Issue(
        "passed-through", Severity.INFO, Category.UNTRANSLATED, f"Kept as it is, {segment.kind.value}{reason}."
    )


def _split(parts: int) -> Issue:
    message = f"Too long for the model; translated in {parts} parts, cut at clause ends. Read the seams."
    return Issue("split", Severity.WARNING, Category.OTHER, message)


def _empty() -> Issue:
    message = "The model wrote nothing; the source stands in its place. Translate it by hand."
    return Issue("untranslated", Severity.ERROR, Category.UNTRANSLATED, message)
