"""Mends what hangs onto a term: "Genevas", "Free Syrian Army army", "NATO-Russia Council Roat", "the NATO wants"."""

import re
from collections.abc import Sequence
from dataclasses import replace

from rapidfuzz import fuzz

from bitext.decoding import Draft, Engine
from bitext.enforcement.attempt import Attempt, advanced
from bitext.glossary import wanted_forms
from bitext.model import TermMatch

ALIKE = 70
"""Likeness in per cent from which a word is a garbled copy: Rats and Roat have 75."""
BARE = frozenset(
    {"NATO", "UNESCO", "UNICEF", "NASA", "OPEC", "ASEAN", "FIFA", "UEFA", "Frontex", "Europol", "Interpol"}
)
"""Acronyms that are said as words: English has them without an article, and translations of "die Nato" often not."""
_ENDED = re.compile(
    r"['’]s\b|\s*(?:$|[.,;:!?)”])"
    r"|\s+(?:is|was|has|had|will|would|can|could|may|might|must|should|also|does|did|wants|said|says|to)\b"
)
"""What follows a name that stands alone."""
_OPEN = re.compile(r"“\s+(?=\w)")
_SHUT = re.compile(r"(?<=[\w.,!?…])\s+”")
_POSSESSIVE = re.compile(r"['’]s?$")
_PROPER = re.compile(r"(?:[A-ZÄÖÜ][\w.'’-]*|of|the|for|and|in|on)(?:[\s-]+|$)")


def tidy(engine: Engine, attempts: Sequence[Attempt]) -> list[Attempt]:
    """The attempts whose names have no plural that nobody asked for, in order."""
    return [_tidied(engine, attempt) for attempt in attempts]


def _tidied(engine: Engine, attempt: Attempt) -> Attempt:
    text = attempt.draft.hypothesis.text
    edits = []
    for match, span, strategy in zip(attempt.matches, attempt.spans, attempt.strategies, strict=True):
        if span is not None and (before := _article(text, span) or _echo_before(text, span)):
            edits.append((*before, ""))
        if span is not None and strategy != "free":
            found = _POSSESSIVE.sub("", text[span[0] : span[1]])
            name = _singular(match, found)
            if name:
                edits.append((span[0], span[0] + len(found), name))
            echo = _echo(text, span) or _scrap(match, text, span)
            if echo:
                edits.append((*echo, ""))
    for start, end, name in sorted(edits, reverse=True):
        text = text[:start] + name + text[end:]
    if not edits:
        return attempt
    text = text[:1].upper() + text[1:] if attempt.draft.hypothesis.text[:1].isupper() else text
    hypothesis = replace(attempt.draft.hypothesis, text=text, pieces=engine.target_pieces(text), attention=None)
    better = advanced(attempt, hypothesis, "prefix")
    return better if better.honoured >= attempt.honoured else attempt


def _echo(text: str, span: tuple[int, int]) -> tuple[int, int] | None:
    """The word after a term that says the term's last word again, with the blank before it."""
    words = text[span[0] : span[1]].split()
    found = re.match(rf"\s+{re.escape(_POSSESSIVE.sub('', words[-1]))}(?:['’]s)?\b", text[span[1] :], re.I)
    return (span[1], span[1] + found.end()) if found else None


def _echo_before(text: str, span: tuple[int, int]) -> tuple[int, int] | None:
    """The word before a term of several words that says its last word, with the blank after it."""
    words = _POSSESSIVE.sub("", text[span[0] : span[1]]).split()
    found = re.search(rf"\b{re.escape(words[-1])}\s+$", text[: span[0]], re.I) if len(words) > 1 else None
    return found.span() if found else None


def _article(text: str, span: tuple[int, int]) -> tuple[int, int] | None:
    """The article before a name that has none, with its blank; not where the name goes with a noun: the NATO states."""
    found = re.search(r"\bthe\s+$", text[: span[0]], re.I)
    if not found or text[span[0] : span[1]] not in BARE or not _ENDED.match(text[span[1] :]):
        return None
    return found.span()


def closed(engine: Engine, draft: Draft) -> Draft:
    """The draft without blanks on the inner side of English quotation marks; the same one if there are none."""
    text = _OPEN.sub("“", _SHUT.sub("”", draft.hypothesis.text))
    if text == draft.hypothesis.text:
        return draft
    hypothesis = replace(draft.hypothesis, text=text, pieces=engine.target_pieces(text), attention=None)
    return replace(draft, hypothesis=hypothesis)


def _scrap(match: TermMatch, text: str, span: tuple[int, int]) -> tuple[int, int] | None:
    """The word after a term that is half copied from a part of the German form, with the blank before it."""
    found = re.match(r"\s+([A-ZÄÖÜ]\w{3,})\b", text[span[1] :])
    parts = [part.casefold() for part in re.findall(r"\w{3,}", match.form)]
    word = found[1].casefold() if found else ""
    if not found or not any(part[0] == word[0] and fuzz.ratio(part, word) >= ALIKE for part in parts):
        return None
    return (span[1], span[1] + found.end())


def _singular(match: TermMatch, found: str) -> str:
    """The name in its own number, where a plural of it was found though the German form is none."""
    forms = wanted_forms(match.entry, match)
    if any(found.casefold() == form.casefold() for form in forms):
        return ""
    for form in forms:
        grown = found.casefold() in (f"{form}s".casefold(), f"{form}es".casefold())
        if grown and "".join(part[0] for part in _PROPER.finditer(form)) == form:
            return found[: len(form)]
    return ""
