"""The order of the steps for sentences: cut into clauses that the model can take, drafted, their terms put in."""

from collections.abc import Sequence
from dataclasses import replace
from typing import NamedTuple

from bitext.decoding import Decoding, Engine, SourcePieces
from bitext.enforcement import Enforced, enforce
from bitext.jobs import split
from bitext.model import Issue, TermAudit, TermMatch
from bitext.translation import clauses, draft, joined

LONGEST_PIECES = 160
"""Source pieces that models are trained on; longer sentences are cut at clauses though the model could take them."""


class Clause(NamedTuple):
    """A clause of a sentence, or all of one that the model can take whole."""

    start: int
    end: int
    """Offsets in the sentence."""
    text: str
    source: SourcePieces
    matches: tuple[TermMatch, ...]
    """Offsets count in ``text``, as those of ``source``."""


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
        return [*found, split(len(self.parts))] if len(self.parts) > 1 else found

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


def cut(engine: Engine, text: str, matches: Sequence[TermMatch]) -> list[Clause]:
    """The clauses to translate one by one; a sentence that could be taken whole is not cut inside a term."""
    longest = min(LONGEST_PIECES, engine.info.longest)
    found = clauses(engine, text, longest, engine.info.comfortable)
    if len(found) > 1 and sum(len(_inside(matches, start, end)) for start, end, _ in found) < len(matches):
        found = clauses(engine, text, longest)
    return [Clause(start, end, text[start:end], source, _inside(matches, start, end)) for start, end, source in found]


def _inside(matches: Sequence[TermMatch], start: int, end: int) -> tuple[TermMatch, ...]:
    """The matches that lie in a clause, their offsets counted in it."""
    return tuple(
        replace(match, start=match.start - start, end=match.end - start)
        for match in matches
        if start <= match.start and match.end <= end
    )


def translate_clauses(
    engine: Engine, sentences: Sequence[Sequence[Clause]], options: Decoding, links: bool = False
) -> list[Sentence]:
    """Every sentence translated with its terms enforced, in order; given are their clauses.

    With ``links`` every draft has the model's attention, otherwise those with a term.
    """
    every = [clause for clauses in sentences for clause in clauses]
    aligned = None if links else {clause.text for clause in every if clause.matches}
    sources = {clause.text: clause.source for clause in every}
    drafts = draft(engine, [clause.text for clause in every], options, aligned, sources) if every else []
    done = iter(enforce(engine, drafts, [clause.matches for clause in every], options))
    return [
        Sentence([(start, end) for start, end, *_ in clauses], [next(done) for _ in clauses]) for clauses in sentences
    ]


def translate_sentences(
    engine: Engine, texts: Sequence[str], matches: Sequence[tuple[TermMatch, ...]], options: Decoding
) -> list[Sentence]:
    """Every text translated with its terms enforced, in order; over-long ones clause by clause."""
    return translate_clauses(engine, [cut(engine, *one) for one in zip(texts, matches, strict=True)], options)
