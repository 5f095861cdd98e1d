"""The order of the steps: the only module that knows more than one of them."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cached_property
from pathlib import Path
from typing import NamedTuple

from bitext.checks import checked, default_context
from bitext.classification import Classifier
from bitext.decoding import Decoding, Engine
from bitext.enforcement import Enforced, enforce
from bitext.errors import BitextError
from bitext.glossary import Glossary, Matcher, load
from bitext.model import (
    Article,
    Category,
    Issue,
    Kind,
    Origin,
    Segment,
    Severity,
    Side,
    TermAudit,
    TermMatch,
    TranslationUnit,
)
from bitext.repair import clean_for_translation, raw_offsets
from bitext.segmentation import Segmenter, gaps, join
from bitext.signature import digest, signature, terms_digest
from bitext.translation import clauses, draft, joined
from bitext.wordlinks import word_links

TRANSLATED = frozenset({Kind.HEADING, Kind.SENTENCE, Kind.CAPTION})
"""The kinds that are translated; the others are kept as they are."""
WINDOW = 1024
"""Segments translated together: enough to fill batches by length, few enough for flat memory."""
LONGEST_PIECES = 160
"""Source pieces that models are trained on; longer sentences are cut at clauses though the model could take them."""


class Boilerplate(StrEnum):
    """What becomes of menus, notices and the like."""

    SKIP = "skip"
    """Kept as units of their kind, not translated."""
    TRANSLATE = "translate"
    """Translated like the rest."""
    DROP = "drop"
    """Left out of the output; their number is still reported."""


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
    boilerplate: Boilerplate = Boilerplate.SKIP
    links: bool = False
    """Whether units carry word links from the model's attention."""


class Sentence(NamedTuple):
    """A sentence that was translated."""

    spans: list[tuple[int, int]]
    """Its clauses; one for a sentence that the model could take whole."""
    parts: list[Enforced]
    """What became of each clause."""

    @property
    def issues(self) -> list[Issue]:
        """What the steps found."""
        found = [issue for part in self.parts for issue in (*part.draft.issues, *part.issues)]
        return [*found, _split(len(self.parts))] if len(self.parts) > 1 else found

    @property
    def terms(self) -> tuple[TermAudit, ...]:
        """The audits, offsets counted in the sentence."""
        return tuple(
            replace(term, start=term.start + offset, end=term.end + offset)
            for part, (offset, _) in zip(self.parts, self.spans, strict=True)
            for term in part.terms
        )

    @property
    def score(self) -> float:
        """The mean log-probability per piece over all clauses."""
        weights = [len(part.draft.hypothesis.pieces) + 1 for part in self.parts]
        scores = [part.draft.hypothesis.score for part in self.parts]
        return round(sum(a * b for a, b in zip(scores, weights, strict=True)) / sum(weights), 4)

    def target(self, text: str) -> str:
        """The translation, given the sentence's text."""
        return joined(text, self.spans, [part.draft.hypothesis.text for part in self.parts])


def translate_sentences(
    engine: Engine, texts: Sequence[str], matches: Sequence[tuple[TermMatch, ...]], options: Decoding
) -> list[Sentence]:
    """Every sentence translated with its terms enforced, in order; over-long ones clause by clause."""
    longest = min(LONGEST_PIECES, engine.info.longest)
    spans = [clauses(engine, text, longest) for text in texts]
    cut = [
        (text[a:b], _inside(found, a, b))
        for text, cuts, found in zip(texts, spans, matches, strict=True)
        for a, b in cuts
    ]
    drafts = draft(engine, [text for text, _ in cut], options) if cut else []
    done = iter(enforce(engine, drafts, [found for _, found in cut], options))
    return [Sentence(cuts, [next(done) for _ in cuts]) for cuts in spans]


def _inside(matches: Sequence[TermMatch], start: int, end: int) -> tuple[TermMatch, ...]:
    """The matches that lie in a clause, their offsets counted in it."""
    return tuple(
        replace(match, start=match.start - start, end=match.end - start)
        for match in matches
        if start <= match.start and match.end <= end
    )


class _Job(NamedTuple):
    """A segment on its way to a unit."""

    article: Article
    segment: Segment
    translated: bool
    text: str = ""
    """What the engine is given: the segment's text, mended."""
    notes: tuple[str, ...] = ()
    """What was mended."""
    matches: tuple[TermMatch, ...] = ()
    """Offsets count in ``text``."""


class Segmentation:
    """Cuts the articles of a run into segments and says what each is; learns what a dump repeats on the way."""

    def __init__(self, srx: Path | None = None) -> None:
        self._segmenter = Segmenter(srx)
        self._classifier = Classifier()

    def __call__(self, article: Article) -> tuple[Segment, ...]:
        """The article's segments; BitextError if one were lost, which would be a bug."""
        segments = self._classifier.classify(article, self._segmenter.segment(article))
        if join(segments, gaps(article, segments)) != article.text:
            raise BitextError(f"{article.id}: segments and gaps do not give the article back; please report this text.")
        return segments


class Translator:
    """Articles in, units out: one for every segment, in reading order.

    The model loads at the first translation.
    """

    def __init__(self, options: Options | None = None, engine: Engine | None = None) -> None:
        """``engine`` replaces the one that the options name (see bitext.testing)."""
        self.options = options or Options()
        self._given = engine
        self._segment = Segmentation(self.options.srx)
        self._glossary = load(self.options.glossary)
        self._matcher = Matcher(self._glossary)
        self._decoding = Decoding(beam=self.options.beam)
        self._context = default_context(self._matcher.find)

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

    def translate_articles(
        self, articles: Iterable[Article], seen: Callable[[Article, tuple[Segment, ...]], None] | None = None
    ) -> Iterator[TranslationUnit]:
        """The units of all articles, in order; memory holds one window of segments and one article.

        ``seen`` is told of every article and its segments before they are translated.
        """
        waiting: list[_Job] = []
        for article in articles:
            matcher = Matcher(self._glossary.extended(article.terms)) if article.terms else self._matcher
            segments = self._segment(article)
            if seen is not None:
                seen(article, segments)
            for segment in segments:
                waiting.append(self._job(article, segment, matcher))
                if len(waiting) >= WINDOW:
                    yield from self._translate(waiting)
                    waiting = []
        yield from self._translate(waiting)

    def _job(self, article: Article, segment: Segment, matcher: Matcher) -> _Job:
        kinds = TRANSLATED | {Kind.BOILERPLATE} if self.options.boilerplate is Boilerplate.TRANSLATE else TRANSLATED
        if segment.kind not in kinds or not any(map(str.isalpha, segment.text)):
            return _Job(article, segment, False)
        text, notes = clean_for_translation(segment.text)
        return _Job(article, segment, True, text, notes, matcher.find(text))

    def _translate(self, jobs: Sequence[_Job]) -> Iterator[TranslationUnit]:
        todo = [job for job in jobs if job.translated]
        texts, matches = [job.text for job in todo], [job.matches for job in todo]
        done = iter(translate_sentences(self.engine, texts, matches, self._decoding) if todo else ())
        for job in jobs:
            if job.translated:
                yield checked(self._unit(job, next(done)), self._context)
            elif job.segment.kind is not Kind.BOILERPLATE or self.options.boilerplate is not Boilerplate.DROP:
                yield _copied(job)

    def _unit(self, job: _Job, sentence: Sentence) -> TranslationUnit:
        """The unit of a translated segment."""
        unit = replace(_copied(job), issues=())
        target = sentence.target(job.text)
        issues = (*sentence.issues, *map(_repaired, job.notes))
        if not target.strip():
            return replace(unit, issues=(*issues, _empty()))
        return replace(
            unit,
            target=target,
            origin=Origin.MT,
            score=sentence.score,
            issues=issues,
            terms=_in_raw(sentence.terms, unit.source, job.text),
            alignment=_links(self.engine, sentence, unit.source, job.text) if self.options.links else (),
            provenance={**unit.provenance, **self._provenance(job)},
        )

    def _provenance(self, job: _Job) -> dict[str, str]:
        terms = terms_digest(match.entry for match in job.matches)
        own = {**self.signature, **({"terms": terms} if terms else {})}
        return {"signature": digest(own), **own}


def _in_raw(terms: tuple[TermAudit, ...], raw: str, text: str) -> tuple[TermAudit, ...]:
    """The audits with offsets in the raw text."""
    if raw == text or not terms:
        return terms
    offsets = raw_offsets(raw, text)
    return tuple(replace(term, start=offsets[term.start], end=offsets[term.end - 1] + 1) for term in terms)


def _links(engine: Engine, sentence: Sentence, raw: str, text: str) -> tuple[tuple[int, int], ...]:
    """Word links of a sentence that the model took whole; none for one in clauses or mended."""
    if len(sentence.parts) > 1 or raw != text:
        return ()
    return word_links(engine, sentence.parts[0].draft)


def _copied(job: _Job) -> TranslationUnit:
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
        provenance={**_origin(job.article), **({"reason": segment.reason} if segment.reason else {})},
    )


def _origin(article: Article) -> dict[str, str]:
    kept = {"title": article.title, **article.metadata}
    return {name: value for name, value in kept.items() if value}


def _passed(segment: Segment) -> Issue:
    reason = f": {segment.reason}" if segment.reason else ""
    return Issue(
        "passed-through", Severity.INFO, Category.UNTRANSLATED, f"Kept as it is, {segment.kind.value}{reason}."
    )


def _repaired(note: str) -> Issue:
    return Issue("repaired", Severity.INFO, Category.ENCODING, f"Mended before translation: {note}.", Side.SOURCE)


def _split(parts: int) -> Issue:
    message = f"Too long for the model; translated in {parts} parts, cut at clause ends. Read the seams."
    return Issue("split", Severity.WARNING, Category.OTHER, message)


def _empty() -> Issue:
    message = "The model wrote nothing; the source stands in its place. Translate it by hand."
    return Issue("empty-translation", Severity.ERROR, Category.UNTRANSLATED, message)
