"""Why a term matches in a text, and why one that looks alike does not."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from bitext.glossary.matching import Matcher
from bitext.glossary.normal import clean
from bitext.glossary.store import Glossary
from bitext.glossary.targets import is_plural, spelled
from bitext.model import CasePolicy, TermMatch


@dataclass(frozen=True, slots=True)
class Explained:
    """A match, or a near miss, with its reason."""

    match: TermMatch
    why: str
    matched: bool


class Explainer:
    """Explains the matches of one glossary in any number of texts."""

    def __init__(self, glossary: Glossary) -> None:
        self._matcher = Matcher(glossary)
        self._loose = Matcher([replace(entry, case=CasePolicy.INSENSITIVE) for entry in glossary.entries])
        self._case = {entry.source: entry.case for entry in glossary.entries}

    def explain(self, text: str) -> tuple[Explained, ...]:
        """The matches of a text and what nearly matches, in reading order, each with its reason."""
        chosen, lost = self._matcher.find_all(text)
        found = [Explained(match, _why(match, text), True) for match in chosen]
        for match in lost:
            winner = next(one for one in chosen if one.start < match.end and match.start < one.end)
            found.append(Explained(match, _lost(match, winner), False))
        found += self._near(text, [one.match for one in found])
        return tuple(sorted(found, key=lambda one: (one.match.start, not one.matched)))

    def _near(self, text: str, known: list[TermMatch]) -> Iterator[Explained]:
        """What would match if capitals did not count."""
        for match in self._loose.find(text):
            if any(one.start < match.end and match.start < one.end for one in known):
                continue
            entry = replace(match.entry, case=self._case[match.entry.source])
            why = f"not matched: capitals differ from {spelled(entry, match.form)!r} (case {entry.case.value})"
            if match.form in (entry.source, *entry.variants):
                why = "not matched: at a sentence start it is likelier a common word"
            yield Explained(replace(match, entry=entry), why, False)


def _why(match: TermMatch, text: str) -> str:
    """The reason in a few words."""
    spelling = spelled(match.entry, match.form)
    number = ", plural" if is_plural(match.entry, match.form) else ""
    if match.how == "compound":
        return f"part of {_whole(match, text)!r}"
    if match.how == "inflected":
        return f"inflected form of {spelling!r}{number}"
    if match.how == "variant":
        return f"variant of {match.entry.source!r}"
    if match.form == match.entry.source:
        return "as in the glossary"
    if clean(match.form).casefold() == clean(match.entry.source).casefold():
        return "as in the glossary but for capitals, blanks, or hyphens"
    return f"spelling of {match.entry.source!r}"


def _lost(match: TermMatch, winner: TermMatch) -> str:
    if (winner.start, winner.end) == (match.start, match.end):
        return f"the entry {winner.entry.source!r} comes first"
    return f"inside {winner.form!r}, and the longer term wins"


def _whole(match: TermMatch, text: str) -> str:
    """The word of the text that holds the match."""
    start, end = match.start, match.end
    while start and not text[start - 1].isspace():
        start -= 1
    while end < len(text) and not text[end].isspace():
        end += 1
    return text[start:end].strip(".,;:!?()\"'„“”«»‚‘’")
