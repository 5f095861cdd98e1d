"""Sentences in, drafts out: same number, same order, nothing cut to fit the model."""

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from itertools import combinations

from bitext.decoding import Answer, Decoding, Draft, Engine, Request, SourcePieces
from bitext.model import Category, Issue, Severity
from bitext.words import places

_CLAUSE_END = re.compile(r"[;:.!?…][“”\"')»«]*\s+|\s+[–—-]\s+|,\s+")
_CLAUSE = re.compile(r"[;:!?…,][“”\"')»«]*\s+|\s+[–—-]\s+")
"""The same without the full stop, which inside a sentence mostly ends an abbreviation or an ordinal."""
_WORD_END = re.compile(r"\s+")
_SAID = re.compile(r"\w+")
_LOOP = re.compile(r"(?P<unit>\b\S.{0,60}?\S?)(?:[\s,;.…!?-]*(?P=unit)\b){3,}", re.IGNORECASE)
"""Something said four times in a row."""


def clauses(
    engine: Engine, text: str, longest: int, comfortable: int | None = None
) -> list[tuple[int, int, SourcePieces]]:
    """Spans of the text that the model can take, with their pieces; cut at clause ends, else at blanks, else anywhere.

    What has more than ``comfortable`` pieces, but not more than ``longest``, is cut only where a clause ends near the
    middle.  Spans do not include the blanks between them; a text that fits is one span.
    """
    spans: list[tuple[int, int, SourcePieces]] = []
    waiting = [(0, len(text))]
    while waiting:
        start, end = waiting.pop()
        source = engine.source_pieces(text[start:end])
        count = len(source.pieces)
        halves = None
        if count > longest and end - start > 1:
            halves = _halves(text, start, end)
        elif count > (comfortable or longest):
            halves = _at_clause_end(text, start, end, _CLAUSE)
        if halves is None:
            spans.append((start, end, source))
        else:
            waiting += [(halves[1], end), (start, halves[0])]
    return spans


def _halves(text: str, start: int, end: int) -> tuple[int, int]:
    """Where the first half ends and the second begins: the best cut near the middle."""
    found = _at_clause_end(text, start, end, _CLAUSE_END)
    if found is None:
        blanks = [
            blank for blank in _WORD_END.finditer(text, start, end) if start < blank.start() and blank.end() < end
        ]
        found = _nearest(start, end, blanks)
    middle = (start + end) // 2
    return found or (middle, middle)


def _at_clause_end(text: str, start: int, end: int, pattern: re.Pattern[str]) -> tuple[int, int] | None:
    """The same where a clause ends in the inner half: a cut further out would leave a scrap that translates badly."""
    inner = [
        found
        for found in pattern.finditer(text, start, end)
        if abs(found.end() - (start + end) / 2) <= (end - start) / 4
    ]
    return _nearest(start, end, inner)


def _nearest(start: int, end: int, cuts: Sequence[re.Match[str]]) -> tuple[int, int] | None:
    """The cut next to the middle: where the left part ends, blanks left out, and where the right one begins."""
    if not cuts:
        return None
    best = min(cuts, key=lambda found: abs(found.end() - (start + end) / 2))
    return best.start() + len(best[0].rstrip()), best.end()


def is_loop(text: str) -> bool:
    """Whether something is said four times in a row."""
    # The last three of the four are whole words, so one stands at three equal distances; _LOOP is slow.
    return _is_regular(_SAID.findall(text.lower())) and _LOOP.search(text) is not None


def _is_regular(words: Sequence[str]) -> bool:
    """Whether a word stands three times at equal distances."""
    if len(words) - len(set(words)) < 2:
        return False
    several = [set(found) for found in places(words).values() if len(found) > 2]
    return any(2 * b - a in found for found in several for a, b in combinations(sorted(found), 2))


def draft(
    engine: Engine,
    texts: Sequence[str],
    options: Decoding,
    aligned: Collection[str] | None = None,
    pieces: Mapping[str, SourcePieces] | None = None,
) -> list[Draft]:
    """A draft for each text, in order; every text MUST fit the model (see clauses).

    Texts that occur more than once are decoded once.
    ``aligned`` has the texts whose drafts need the model's attention; None stands for all.
    ``pieces`` has those of the texts, where they are known.
    A looping or unfinished translation is decoded again with repeats forbidden, and has an issue either way.
    """
    unique = list(dict.fromkeys(texts))
    known = pieces or {}
    sources = [known.get(text) or engine.source_pieces(text) for text in unique]
    requests = [
        Request(source.pieces, aligned=aligned is None or text in aligned)
        for text, source in zip(unique, sources, strict=True)
    ]
    results = engine.decode(requests, options)
    drafts = [
        Draft(text, source, found.best, others=found.others)
        for text, source, found in zip(unique, sources, results, strict=True)
    ]
    suspects = [i for i, one in enumerate(drafts) if _suspicious(one)]
    if suspects:
        again = replace(options, no_repeat=3)
        retried = engine.decode([requests[i] for i in suspects], again)
        for i, found in zip(suspects, retried, strict=True):
            drafts[i] = _mended(drafts[i], found)
    by_text = dict(zip(unique, drafts, strict=True))
    return [by_text[text] for text in texts]


def _suspicious(one: Draft) -> bool:
    return not one.hypothesis.finished or (is_loop(one.hypothesis.text) and not is_loop(one.text))


def _mended(one: Draft, answer: Answer) -> Draft:
    """The draft with the second translation if that is better, and an issue that says what happened."""
    other = answer.best
    better = replace(one, hypothesis=other, others=answer.others)
    if not _suspicious(better):
        message = "The first translation repeated itself; this is a second one, with repeats forbidden."
        return replace(better, issues=(*one.issues, _issue("repeated", Severity.WARNING, message)))
    kept = better if other.finished and not one.hypothesis.finished else one
    if not kept.hypothesis.finished:
        message = "The model did not come to an end; the translation is cut off."
        return replace(kept, issues=(*one.issues, _issue("truncated", Severity.ERROR, message)))
    return replace(kept, issues=(*one.issues, _issue("repeated", Severity.ERROR, "The translation repeats itself.")))


def _issue(check: str, severity: Severity, message: str) -> Issue:
    category = Category.OMISSION if check == "truncated" else Category.UNINTELLIGIBLE
    return Issue(check, severity, category, message)


def joined(text: str, spans: Sequence[tuple[int, int]], parts: Sequence[str]) -> str:
    """The translated clauses of a text in one string, with the text's own blanks between them."""
    pieces: list[str] = []
    for i, part in enumerate(parts):
        if i:
            between = text[spans[i - 1][1] : spans[i][0]]
            pieces.append(" " if between.strip() == "" and between else between)
        pieces.append(part)
    return "".join(pieces)
