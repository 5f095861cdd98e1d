"""Beginnings of a translation that hold a missing term: a kept prefix, then the term."""

import re
from dataclasses import dataclass

from bitext.decoding import Draft, Engine
from bitext.enforcement.places import has_article, places
from bitext.glossary import wanted_forms
from bitext.model import TermMatch

_ARTICLE_BEFORE = re.compile(r"\b(?:the|an?)\s+$", re.IGNORECASE)
_ARTICLE = re.compile(r"(?:the|an?)\s", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Candidate:
    """A translation's beginning."""

    match: int
    """Index of the match that it honours."""
    cut: int
    """Characters of the old translation that it keeps."""
    kept: tuple[str, ...]
    """The pieces of the kept text."""
    pieces: tuple[str, ...]
    """The pieces of the kept text and the term."""

    @property
    def forced(self) -> int:
        """How many of the pieces belong to the term."""
        same = 0
        while same < min(len(self.kept), len(self.pieces)) and self.kept[same] == self.pieces[same]:
            same += 1
        return len(self.pieces) - same


def candidates(engine: Engine, draft: Draft, index: int, match: TermMatch, count: int) -> list[Candidate]:
    """Beginnings that put the match's term where the model translated it, at most ``count`` places."""
    text = draft.hypothesis.text
    found: dict[str, Candidate] = {}
    for place in places(engine, draft, match, count) or []:
        for cut, form in _insertions(text, place.start, match, has_article(draft, match)):
            kept = text[:cut].rstrip()
            glue = " " if kept and text[len(kept) : len(kept) + 1].isspace() else ""
            beginning = kept + glue + form
            if beginning not in found:
                pieces = engine.target_pieces(beginning)
                found[beginning] = Candidate(index, cut, engine.target_pieces(kept) if kept else (), pieces)
    return list(found.values())


def _insertions(text: str, start: int, match: TermMatch, german_article: bool) -> list[tuple[int, str]]:
    """Where to cut and what to write there: the term as it is, with an article, without the one before it."""
    article = _ARTICLE_BEFORE.search(text[:start])
    before = article.start() if article else start
    result = []
    # Only the preferred form: the others are accepted where the model chose them, "Kiev" is not to be written.
    for form in wanted_forms(match.entry, match)[:1]:
        if article is None:
            result.append((start, form))
            if german_article and not _ARTICLE.match(form):
                result.append((start, "the " + form))
        elif _ARTICLE.match(form):
            result.append((before, form))
        else:
            # "the NATO" may have to lose its article; a name of several words keeps it.
            result += [(start, form)] if " " in form else [(start, form), (before, form)]
    return [(cut, _capital(form) if not re.search(r"\w", text[:cut]) else form) for cut, form in result]


def _capital(form: str) -> str:
    return form[:1].upper() + form[1:]
