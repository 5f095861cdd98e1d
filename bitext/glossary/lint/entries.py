"""Findings on a single entry: its case, its English, whether it can match at all."""

import re
from collections.abc import Iterator
from dataclasses import replace

from bitext.glossary.english import form_pattern
from bitext.glossary.inflection import is_acronym
from bitext.glossary.lexicon import is_lower_word, listed
from bitext.glossary.lint.finding import Finding
from bitext.glossary.matching import Matcher
from bitext.glossary.patterns import ARTICLES
from bitext.model import CasePolicy, Severity, TermEntry, TermStatus

_GERMAN = frozenset(
    {
        *(
            "der",
            "das",
            "des",
            "dem",
            "den",
            "und",
            "oder",
            "für",
            "von",
            "vom",
            "mit",
            "zum",
            "zur",
            "ein",
            "eine",
            "einer",
        ),
        *("nicht", "über", "ist", "auf", "aus", "bei", "nach", "im", "beim", "durch", "gegen", "ohne", "zwischen"),
    }
)
"""German function words that are no English ones."""
_GERMAN_END = re.compile(
    r"\w{3}(?:ung|keit|heit|schaft|tät|länder|ämter|räte|ministerium|gericht|verband|anstalt)(?:en)?$"
)
_COMMON = frozenset(
    {
        *(
            "der",
            "die",
            "das",
            "des",
            "dem",
            "den",
            "und",
            "oder",
            "ein",
            "eine",
            "einer",
            "eines",
            "in",
            "im",
            "an",
            "am",
        ),
        *(
            "auf",
            "aus",
            "bei",
            "mit",
            "nach",
            "von",
            "vom",
            "vor",
            "zu",
            "zum",
            "zur",
            "für",
            "ist",
            "sind",
            "war",
            "hat",
        ),
        *("nicht", "auch", "es", "er", "sie", "wir", "ich", "so", "dass", "wie", "als", "um", "noch", "nur", "sich"),
    }
)
_LONGEST = 120
"""Characters; the longest official names of treaties stay below."""


def check(entry: TermEntry) -> Iterator[Finding]:
    """Findings on one entry."""
    for name, severity, message, mend in (*_source(entry), *_case(entry), *_target(entry), *_matching(entry)):
        yield Finding(name, severity, entry.origin, message, mend)


_Found = tuple[str, Severity, str, str]


def _source(entry: TermEntry) -> Iterator[_Found]:
    for text in (entry.source, *entry.variants):
        words = text.lower().split()
        if words and all(word in _COMMON or not re.search(r"\w", word) for word in words):
            yield "common-word", Severity.ERROR, f"{text!r} is in nearly every sentence", "remove the entry."
        if len(text) > _LONGEST:
            yield "long", Severity.WARNING, f"{text[:40]!r}... has {len(text)} characters", "keep terms, not sentences."
        if words[:1] and words[0] in ARTICLES and text[0].islower() and len(words) > 1:
            mend = f"write {text.split(None, 1)[1]!r} unless the article is what tells it from another word."
            yield (
                "article",
                Severity.INFO,
                f"{text!r} begins with an article, so it matches with the article only",
                mend,
            )


def _case(entry: TermEntry) -> Iterator[_Found]:
    for text in (entry.source, *entry.variants):
        if " " in text or not text.isalpha():
            continue
        if entry.case is CasePolicy.INSENSITIVE and is_lower_word(text):
            mend = "use case auto or sensitive."
            yield "case-trap", Severity.WARNING, f"{text!r} matches the word {text.lower()!r} in any case", mend
        elif text[0].islower() and not is_lower_word(text) and listed(text.capitalize()) is not None:
            if entry.case is not CasePolicy.INSENSITIVE:
                mend = f"write {text.capitalize()!r}; German nouns have a capital."
                yield "case-trap", Severity.WARNING, f"{text!r} does not match {text.capitalize()!r}", mend
        elif entry.case is CasePolicy.AUTO and text[0].isupper() and not is_acronym(text) and is_lower_word(text):
            message = (
                f"{text!r} is also the word {text.lower()!r}; before a capital at a sentence start it is left alone"
            )
            yield "case-trap", Severity.INFO, message, "look at `bitext glossary match` on your articles."


def _target(entry: TermEntry) -> Iterator[_Found]:
    for index, target in enumerate(entry.targets):
        if target in entry.forbidden:
            yield "forbidden-target", Severity.ERROR, f"{target!r} is wanted and forbidden", "remove one of them."
        before = entry.targets[:index]
        if target in before:
            yield "same-target", Severity.WARNING, f"{target!r} is listed twice", "keep one."
        elif before and form_pattern(before, entry.case is CasePolicy.INSENSITIVE).fullmatch(target):
            message = f"{target!r} is accepted without being listed, as a form of a target before it"
            yield "same-target", Severity.INFO, message, "remove it."
        if reason := _german(target, entry):
            severity = Severity.WARNING
            yield (
                "not-english",
                severity,
                f"{target!r} looks German: {reason}",
                "write English, or give it the status keep.",
            )
    other = [target for target in entry.targets if target not in (entry.source, *entry.variants)]
    if entry.status is TermStatus.KEEP and other:
        message = f"{entry.source!r} is to be kept, and {other[0]!r} is its translation"
        yield "keep-target", Severity.WARNING, message, "clear the target, or use the status must."


def _german(target: str, entry: TermEntry) -> str:
    """Why a target looks German; words that the source has are names and do not count."""
    known = {word.casefold() for text in (entry.source, *entry.variants) for word in re.findall(r"\w+", text)}
    if target in (entry.source, *entry.variants):
        return ""
    for word in re.findall(r"\w+", target):
        if word.casefold() in known:
            continue
        if word in _GERMAN:
            return f"{word!r} is a German word"
        if re.search("[äöüß]", word) and word.islower() and listed(word) is not None:
            return f"{word!r} is in the German dictionary"
        if _GERMAN_END.search(word) and listed(word) is not None:
            return f"{word!r} is in the German dictionary"
    return ""


def _matching(entry: TermEntry) -> Iterator[_Found]:
    matcher = Matcher([entry])
    bare = Matcher([replace(entry, variants=())])
    for text in (entry.source, *entry.variants):
        if not _whole(matcher, text):
            yield "never-matches", Severity.ERROR, f"{text!r} is found in no sentence", "write the bare term."
    for text in entry.variants:
        if text == entry.source:
            yield "needless-variant", Severity.WARNING, f"the variant {text!r} is the term itself", "remove it."
        elif _whole(bare, text):
            yield "needless-variant", Severity.INFO, f"the variant {text!r} is found without being listed", "remove it."
    if entry.example and not matcher.find(entry.example):
        message = f"the example does not hold {entry.source!r}: {entry.example!r}"
        yield "example", Severity.WARNING, message, "mend the sentence, or add the form as a variant."


def _whole(matcher: Matcher, text: str) -> bool:
    """Whether the text is found as a whole in the middle of a sentence."""
    return any(match.form == text for match in matcher.find(f"wir sagen {text} dazu"))
