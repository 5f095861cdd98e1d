"""A sentence on its way through the chain: what it says now and which terms it honours."""

import re
from dataclasses import dataclass, replace
from itertools import pairwise

from bitext.decoding import Draft, Hypothesis
from bitext.glossary import check_terms, find_forbidden, find_targets
from bitext.model import TermMatch, TermStatus

ENFORCED = frozenset({TermStatus.MUST, TermStatus.KEEP})
_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Attempt:
    """The best translation of a sentence so far."""

    draft: Draft
    matches: tuple[TermMatch, ...]
    spans: tuple[tuple[int, int] | None, ...]
    """For each match the span of its target form in the hypothesis, or None."""
    strategies: tuple[str, ...]
    """For each match the step that put its form there; ``none`` while it is missing."""
    free_score: float
    """What free decoding scored."""
    free_length: int
    """Pieces of the free translation."""
    tried: frozenset[int] = frozenset()
    """Indexes of matches that prefix re-decoding gave up."""

    @property
    def missing(self) -> tuple[int, ...]:
        """Indexes of the matches to enforce that are not honoured."""
        return tuple(
            i
            for i, (match, span) in enumerate(zip(self.matches, self.spans, strict=True))
            if span is None and match.entry.status in ENFORCED
        )

    @property
    def honoured(self) -> int:
        """How many matches are honoured, preferred ones included."""
        return sum(span is not None for span in self.spans)


def first_attempt(draft: Draft, matches: tuple[TermMatch, ...]) -> Attempt:
    """What free decoding gave, checked."""
    spans = _spans(draft, matches)
    strategies = tuple("free" if span else "none" for span in spans)
    hypothesis = draft.hypothesis
    return Attempt(draft, matches, spans, strategies, hypothesis.score, len(hypothesis.pieces))


def advanced(attempt: Attempt, hypothesis: Hypothesis, strategy: str) -> Attempt:
    """The attempt with another translation; matches that are honoured only now are credited to the strategy."""
    draft = replace(attempt.draft, hypothesis=hypothesis)
    spans = _spans(draft, attempt.matches)
    strategies = tuple(
        "none" if span is None else strategy if before == "none" else before
        for span, before in zip(spans, attempt.strategies, strict=True)
    )
    return replace(attempt, draft=draft, spans=spans, strategies=strategies)


def _spans(draft: Draft, matches: tuple[TermMatch, ...]) -> tuple[tuple[int, int] | None, ...]:
    return tuple(span for _, span in check_terms(draft.text, draft.hypothesis.text, matches))


def faults(attempt: Attempt) -> int:
    """How many things an enforced translation should not have.

    Words said twice in a row, a term more often than the source has it, a forbidden form, a source form left over.
    """
    text = attempt.draft.hypothesis.text
    count = repeats(text)
    for match in {match.entry.source: match for match in attempt.matches}.values():
        wanted: int = sum(other.entry.source == match.entry.source for other in attempt.matches)
        count += max(0, len(find_targets(match.entry, match, text)) - wanted)
        count += len(find_forbidden(match.entry, match, text))
        count += int(_left_over(match, text))
    return count


def repeats(text: str) -> int:
    """How often a word, or two words, are said twice in a row."""
    words: list[str] = [word.casefold() for word in _WORD.findall(text)]
    pairs = list(pairwise(words))
    return sum(a == b for a, b in pairs) + sum(a == b for a, b in zip(pairs, pairs[2:], strict=False))


def _left_over(match: TermMatch, text: str) -> bool:
    """Whether the German form stands in the translation though English is wanted."""
    if match.entry.status is TermStatus.KEEP or any(match.form in target for target in match.entry.targets):
        return False
    return match.form in text and re.search(rf"(?<!\w){re.escape(match.form)}(?!\w)", text) is not None
