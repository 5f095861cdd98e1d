"""The example sentences of a glossary, and what became of their terms in a translation."""

from collections.abc import Sequence
from dataclasses import dataclass

from bitext.glossary.matching import Matcher
from bitext.glossary.search import search
from bitext.glossary.store import Glossary
from bitext.glossary.targets import Span, check_terms, find_forbidden, wanted_forms
from bitext.model import TermEntry, TermStatus


@dataclass(frozen=True, slots=True)
class Example:
    """An example sentence with its translation."""

    entry: TermEntry
    target: str
    source_spans: tuple[Span, ...]
    """Where the entry's term stands in the example."""
    target_spans: tuple[Span, ...]
    """Where its translation stands."""
    problems: tuple[str, ...]

    @property
    def good(self) -> bool:
        """Whether every occurrence has its translation and nothing forbidden stands there."""
        return not self.problems


def examples(glossary: Glossary, words: Sequence[str] = ()) -> list[TermEntry]:
    """The entries with an example sentence; with words only those that hold one of them."""
    kept = [entry for entry in glossary.entries if entry.example]
    if not words:
        return kept
    found = {entry.source for word in words for entry in search(kept, [word])[0]}
    return [entry for entry in kept if entry.source in found]


def checked(entry: TermEntry, target: str) -> Example:
    """The entry's example with its translation checked."""
    matches = Matcher([entry]).find(entry.example)
    pairs = check_terms(entry.example, target, matches)
    problems = [] if matches else ["the example does not hold the term"]
    for match, span in pairs:
        if span is None and entry.status is not TermStatus.FORBIDDEN:
            problems.append(f"{match.form!r} should be {' or '.join(map(repr, wanted_forms(entry, match)))}")
    banned = [span for match in matches for span in find_forbidden(entry, match, target)]
    problems += [f"{target[start:end]!r} is forbidden" for start, end in banned]
    return Example(
        entry,
        target,
        tuple((match.start, match.end) for match in matches),
        tuple(span for _, span in pairs if span),
        tuple(dict.fromkeys(problems)),
    )
