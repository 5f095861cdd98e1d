"""The inflected forms of a glossary's German words.

Forms are generated from the entry and then looked for as they are; the text is never stemmed.
A stemmer maps "Rates" and "raten" to one key, and a wrong match forces wrong English.
Plurals and weak endings are kept only if a dictionary lists them for the same noun.
"""

import re
from dataclasses import dataclass
from enum import Enum, auto

from bitext.glossary.lexicon import is_adjective_stem, listed, same_noun

_ENDINGS = ("e", "er", "es", "en", "em")
_HISSING = ("s", "ß", "x", "z")
_WEAK = ("ent", "ant", "ist", "krat", "didat", "lomat", "soldat", "oge", "arch", "urg", "ekt", "pilot", "graf", "herr")
"""Masculine nouns that take -en in every case but one (Duden, Die Grammatik, "schwache Deklination")."""
_UMLAUT = {"a": "ä", "o": "ö", "u": "ü", "A": "Ä", "O": "Ö", "U": "Ü"}
_LAST_VOWEL = re.compile(r"([Aa](?=u)|(?<![AaEeÄä])u|[AaOoU])(?=u?[^aouäöüAOUÄÖÜ]*$)")
_PLURAL_ENDINGS = ("e", "en", "n", "er", "s", "nen", "se", "")


class Role(Enum):
    """What a word is in its name."""

    FIXED = auto()
    ARTICLE = auto()
    ADJECTIVE = auto()
    NOUN = auto()


@dataclass(frozen=True, slots=True)
class Style:
    """How the noun of an entry is inflected."""

    plural: bool = True
    """Whether it is counted: a name ("Alternative für Deutschland") is not, and its plural is another thing."""
    plural_form: bool = False
    """Whether the citation form is a plural ("Niederlande")."""


def is_acronym(word: str) -> bool:
    """Whether the word has capitals that are part of its spelling: OSZE, EuGH, AfD, G20."""
    return sum(char.isupper() for char in word) >= 2


def forms(word: str, role: Role, style: Style) -> dict[str, bool]:
    """Every form of the word, itself first; the value says whether a form is a plural only."""
    if role is Role.FIXED or not word.isalpha():
        return {word: False}
    if role is Role.ARTICLE:
        return dict.fromkeys((word, "der", "die", "das", "den", "dem", "des"), False)
    if role is Role.ADJECTIVE:
        return dict.fromkeys((word, *_adjective_forms(word)), False)
    if is_acronym(word):
        return {word: False, word + "s": False}
    if word[0].islower():
        return dict.fromkeys((word, *_lower_forms(word)), False)
    return _noun_forms(word, style)


def is_adjective(word: str) -> bool:
    """Whether the word has an adjective's ending and stem."""
    return any(word.endswith(ending) and is_adjective_stem(word[: -len(ending)]) for ending in _ENDINGS)


def _adjective_forms(word: str) -> list[str]:
    for ending in sorted(_ENDINGS, key=len, reverse=True):
        stem = word[: -len(ending)]
        if word.endswith(ending) and is_adjective_stem(stem):
            return [stem + other for other in _ENDINGS]
    return []


def _lower_forms(word: str) -> list[str]:
    """Endings of an adjective that stands alone or uninflected: ``grün`` to ``grünen``."""
    if is_adjective(word):
        return _adjective_forms(word)
    return [word + ending for ending in _ENDINGS] if is_adjective_stem(word) else []


def _noun_forms(word: str, style: Style) -> dict[str, bool]:
    found = {word: False}
    for form in (*_genitives(word), *_nominalised(word), *_weak(word)):
        found.setdefault(form, False)
    if style.plural_form or _is_plural(word):
        if word.endswith(("e", "er", "el")) and (style.plural_form or same_noun(word + "n", word)):
            found.setdefault(word + "n", False)
    elif style.plural:
        for form in _plurals(word):
            found.setdefault(form, True)
    return found


def _is_plural(word: str) -> bool:
    lemma = listed(word)
    return lemma is not None and lemma != word and lemma[:2] == word[:2] and not _nominalised(word)


def _genitives(word: str) -> list[str]:
    """Genitive forms; one that the dictionary lists for another noun is left out."""
    if word.endswith("nis"):
        candidates = [word + "ses"]
    elif word.endswith(_HISSING):
        candidates = [word + "es"]
    elif word[-1] in "aeiouyäöü" or word.endswith(("el", "en", "er", "em")):
        candidates = [word + "s"]
    else:
        candidates = [word + "s", word + "es"]
    return [form for form in candidates if listed(form) in (None, form) or same_noun(form, word)]


def _nominalised(word: str) -> list[str]:
    """Forms of an adjective used as a noun: Grüne, Linke, Beauftragter."""
    stem = word[:-1] if word.endswith("e") else word[:-2]
    if not word.endswith(("e", "er")) or not is_adjective_stem(stem):
        return []
    if word.endswith("e") and listed(word) == word:
        return []
    return [stem + "e", stem + "en", stem + "er", stem + "em"]


def _weak(word: str) -> list[str]:
    if not word.lower().endswith(_WEAK):
        return []
    return [form for form in (word + "en", word + "n") if same_noun(form, word)]


def _plurals(word: str) -> list[str]:
    """Plurals, dative included, that the dictionary lists for this noun."""
    stems = [word, umlauted] if (umlauted := _with_umlaut(word)) else [word]
    found = []
    for stem in stems:
        for ending in _PLURAL_ENDINGS:
            form = stem + ending
            if form == word or not same_noun(form, word):
                continue
            found.append(form)
            if not form.endswith(("n", "s")) and same_noun(form + "n", word):
                found.append(form + "n")
    return found


def _with_umlaut(word: str) -> str:
    """The word with its last a, o, u or au umlauted; empty if it has none."""
    found = _LAST_VOWEL.search(word)
    if not found:
        return ""
    start = found.start(1)
    return word[:start] + _UMLAUT[word[start]] + word[start + 1 :]
