"""The order of the steps for articles; for sentences see bitext.sentences.  No other module knows several steps."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cached_property, lru_cache
from pathlib import Path
from typing import NamedTuple, Protocol

from bitext.ahead import ahead
from bitext.checks import checked, default_context
from bitext.classification import Classifier
from bitext.decoding import Decoding, Engine
from bitext.errors import BitextError
from bitext.footprint import give_back, now_and_then
from bitext.glossary import Glossary, Matcher, load
from bitext.jobs import (
    WINDOW,
    Job,
    Runner,
    copied,
    in_raw,
    repaired,
    signed,
    translated,
    untranslated,
    window_digest,
    windows,
)
from bitext.memory import Memory, contents_digest
from bitext.memory import load as load_memory
from bitext.model import Article, Kind, Origin, Segment, TermMatch, TranslationUnit
from bitext.recall import recalled, remembered
from bitext.segmentation import Segmenter, gaps, join
from bitext.sentences import Clause, Sentence, cut, translate_clauses
from bitext.signature import entries_digest, signature
from bitext.wordlinks import word_links

TRANSLATED = frozenset({Kind.HEADING, Kind.SENTENCE, Kind.CAPTION})
"""The kinds that are translated; the others are kept as they are."""


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
    memory: tuple[Path, ...] = ()
    """Memories and bitext files whose approved units win before the model; later files win over earlier ones."""


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


class Journal(Protocol):
    """What keeps the finished windows of a run (see bitext.journal)."""

    def take(self, number: int, digest: str) -> list[TranslationUnit] | None:
        """The units of a window that an earlier run finished, if it had the same digest."""
        ...

    def keep(self, number: int, digest: str, units: Sequence[TranslationUnit]) -> None:
        """Keep the units of a finished window."""
        ...


class _Window(NamedTuple):
    """Jobs that are translated together, or the units that came of them in an earlier run."""

    number: int
    jobs: list[Job]
    sentences: list[list[Clause]]
    """What the model is given, ready for it: made while the windows before are decoded, so that no thread waits."""
    digest: str = ""
    units: list[TranslationUnit] | None = None


class Translator:
    """Articles in, units out: one for every segment, in reading order.

    The model loads at the first translation.
    """

    def __init__(
        self,
        options: Options | None = None,
        engine: Engine | None = None,
        *,
        glossary: Glossary | None = None,
        runner: Callable[[Options, Glossary], Runner] | None = None,
    ) -> None:
        """``engine`` and ``glossary`` replace those that the options name (see bitext.testing).

        ``runner`` makes what translates elsewhere; then no engine is loaded here.
        """
        self.options = options or Options()
        self._given = engine
        self.model_note = ""
        """A line for the user once the engine is loaded, when the choice of the model was ours."""
        self._segment = Segmentation(self.options.srx)
        self._glossary = load(self.options.glossary) if glossary is None else glossary
        self._matcher = Matcher(self._glossary)
        self._decoding = Decoding(beam=self.options.beam)
        # A sentence is asked for when it is cut and twice when it is checked, two windows later.
        self._find = lru_cache(4 * WINDOW)(self._matcher.find)
        self._context = default_context(self._find)
        self._rest = now_and_then(give_back)
        self._memory: Memory | None = load_memory(self.options.memory) if self.options.memory else None
        self._runner = runner(self.options, self._glossary) if runner else None

    def load(self) -> str:
        """Load what translates now, not at the first translation; gives ``model_note``.  ModelError, ClusterError."""
        if self._runner is not None:
            self.model_note = self._runner.note if self.signature else ""
            return self.model_note
        return self.model_note if self.engine else ""

    @cached_property
    def engine(self) -> Engine:
        """The engine, loaded and tried with a known sentence; ModelError when it cannot be trusted."""
        if self._given is not None:
            return self._given
        from bitext.engines import load_engine
        from bitext.engines.canary import check_canary
        from bitext.engines.location import find_model

        location = find_model(self.options.model)
        self.model_note = location.note
        engine = load_engine(location.folder, self.options.engine, self.options.device, self.options.threads)
        check_canary(engine)
        return engine

    @property
    def _workers(self) -> int:
        """How many windows are decoded at a time.

        CTranslate2 shares its threads between callers; a second window fills them
        while the few sentences of the first that need their terms put in leave some idle.
        """
        return 2 if self.engine.info.engine == "ctranslate2" else 1

    @property
    def glossary(self) -> Glossary:
        """The entries that are enforced."""
        return self._glossary

    @cached_property
    def signature(self) -> dict[str, str]:
        """All that can change an output, for people; every unit carries it with a digest."""
        return self._runner.signature if self._runner else signature(self.engine.info, self._decoding)

    @property
    def run_signature(self) -> dict[str, str]:
        """All that can change the output of a run besides its inputs, for people."""
        options = self.options
        files = " ".join(path.name for path in options.glossary)
        return {
            **self.signature,
            "glossary": f"{files or 'none'}@{entries_digest(self._glossary.entries)}",
            "memory": contents_digest(options.memory) or "none",
            "boilerplate": options.boilerplate.value,
            "links": "yes" if options.links else "no",
        }

    def translate_articles(
        self,
        articles: Iterable[Article],
        seen: Callable[[Article, tuple[Segment, ...]], None] | None = None,
        journal: Journal | None = None,
    ) -> Iterator[TranslationUnit]:
        """The units of all articles, in order; memory holds a few windows of segments and one article.

        ``seen`` is told of every article and its segments before they are translated.
        ``journal`` keeps finished windows, and gives those back that an earlier run of the same kind finished.
        """
        for window, units in self._finished(self._windows(articles, seen, journal)):
            if journal is not None and window.units is None:
                journal.keep(window.number, window.digest, units)
            yield from units

    def _finished(self, windows: Iterable[_Window]) -> Iterator[tuple[_Window, list[TranslationUnit]]]:
        """Every window with its units, in order."""
        if self._runner is not None:
            # Twice as many as there are workers: while the first of them is late, the others have something to do.
            yield from ahead(self._elsewhere, windows, 2 * self._runner.workers)
            return
        for window, sentences in ahead(self._decoded, windows, self._workers):
            yield window, list(self._units(window.jobs, sentences)) if window.units is None else window.units

    def _elsewhere(self, window: _Window) -> list[TranslationUnit]:
        if window.units is None and self._runner is not None:
            return self._runner.translate(window.jobs)
        return window.units or []

    def translate_jobs(self, jobs: Sequence[Job]) -> list[TranslationUnit]:
        """A unit for every job, in order, translated together."""
        return list(self._units(jobs, self._decoded(_Window(0, list(jobs), self._cut(jobs)))))

    def _windows(
        self,
        articles: Iterable[Article],
        seen: Callable[[Article, tuple[Segment, ...]], None] | None,
        journal: Journal | None,
    ) -> Iterator[_Window]:
        for number, jobs in enumerate(windows(self._jobs(articles, seen))):
            digest = window_digest(jobs) if journal is not None else ""
            units = journal.take(number, digest) if journal is not None else None
            if units is None:
                yield _Window(number, jobs, self._cut(jobs) if self._runner is None else [], digest)
            else:
                yield _Window(number, [], [], digest, units)

    def _cut(self, jobs: Iterable[Job]) -> list[list[Clause]]:
        """The sentences of a window that the model translates."""
        return [cut(self.engine, job.text, job.matches) for job in jobs if job.translated and job.known is None]

    def _jobs(
        self, articles: Iterable[Article], seen: Callable[[Article, tuple[Segment, ...]], None] | None
    ) -> Iterator[Job]:
        for article in articles:
            find = Matcher(self._glossary.extended(article.terms)).find if article.terms else self._find
            segments = self._segment(article)
            if seen is not None:
                seen(article, segments)
            for segment in segments:
                yield self._job(article, segment, find)

    def _job(self, article: Article, segment: Segment, find: Callable[[str], tuple[TermMatch, ...]]) -> Job:
        kinds = TRANSLATED | {Kind.BOILERPLATE} if self.options.boilerplate is Boilerplate.TRANSLATE else TRANSLATED
        if segment.kind in kinds and any(map(str.isalpha, segment.text)):
            job = translated(article, segment)
            job = job._replace(matches=find(job.text))
        elif self._memory is not None and self._memory.approved(segment.text):
            job = translated(article, segment)
        else:
            return Job(article, segment, False)
        return job if self._memory is None else job._replace(known=self._known(job))

    def _known(self, job: Job) -> TranslationUnit | None:
        """What the memory has for a segment: an approved unit, else what this machine wrote."""
        if self._memory is None:
            return None
        hit = self._memory.approved(job.segment.text)
        if hit is None and self._memory.has_machine:
            hit = self._memory.machine(job.segment.text, signed(self.signature, job.matches)["signature"])
        return recalled(hit) if hit else None

    def _decoded(self, window: _Window) -> list[Sentence]:
        """What the model made of the sentences of a window."""
        sentences = window.sentences
        done = translate_clauses(self.engine, sentences, self._decoding, self.options.links) if sentences else []
        self._rest()
        return done

    def _units(self, jobs: Iterable[Job], sentences: Iterable[Sentence]) -> Iterator[TranslationUnit]:
        done = iter(sentences)
        for job in jobs:
            if job.known is not None:
                yield checked(remembered(job, job.known), self._context)
            elif job.translated:
                yield checked(self._unit(job, next(done)), self._context)
            elif job.segment.kind is not Kind.BOILERPLATE or self.options.boilerplate is not Boilerplate.DROP:
                yield copied(job)

    def _unit(self, job: Job, sentence: Sentence) -> TranslationUnit:
        """The unit of a translated segment."""
        unit = replace(copied(job), issues=())
        target = sentence.target(job.text)
        issues = (*sentence.issues, *map(repaired, job.notes))
        if not target.strip():
            return untranslated(job, issues)
        return replace(
            unit,
            target=target,
            origin=Origin.MT,
            score=sentence.score,
            issues=issues,
            terms=in_raw(sentence.terms, unit.source, job.text),
            alignment=_links(self.engine, sentence, unit.source, job.text) if self.options.links else (),
            provenance={**unit.provenance, **signed(self.signature, job.matches)},
        )


def _links(engine: Engine, sentence: Sentence, raw: str, text: str) -> tuple[tuple[int, int], ...]:
    """Word links of a sentence that the model took whole; none for one in clauses or mended."""
    if len(sentence.parts) > 1 or raw != text:
        return ()
    return word_links(engine, sentence.parts[0].draft)
