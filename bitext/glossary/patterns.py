"""Entries compiled to token patterns, with every inflected form of every word."""

from dataclasses import dataclass
from functools import lru_cache

from bitext.glossary.inflection import Role, Style, forms, is_acronym, is_adjective
from bitext.glossary.lexicon import listed
from bitext.glossary.normal import Token, tokens
from bitext.model import CasePolicy, TermEntry, TermStatus

ARTICLES = frozenset({"der", "die", "das", "den", "dem", "des"})
_PARTICLES = frozenset(
    {"von", "van", "de", "zu", "der", "di", "del", "al", "bin", "ibn", "da", "dos", "du", "la", "le"}
)
"""Words inside persons' names that do not end the name."""


@dataclass(frozen=True, slots=True)
class Slot:
    """One token of a pattern."""

    forms: dict[str, dict[str, bool]]
    """Key (without case) -> accepted spellings -> whether it is a plural only."""
    citation: str
    glued: bool
    acronym: bool


@dataclass(frozen=True, slots=True)
class Pattern:
    """One way to write an entry's source."""

    case: CasePolicy
    slots: tuple[Slot, ...]
    variant: bool
    """From the variants, not from the citation form."""
    component: bool
    """Only as part of a longer hyphenated word: ``Rotes-Kreuz-`` for "Rotes Kreuz"."""
    title: bool
    """A title with an article ("Die Welt"): at the start of a sentence the capital says nothing."""


@lru_cache(maxsize=16384)
def patterns_of(entry: TermEntry) -> tuple[Pattern, ...]:
    """The patterns of an entry: its source, its variants, and their hyphenated forms inside compounds.

    Nothing of the result names the entry: equal entries of different files share it.
    """
    found = []
    for variant, source in ((False, entry.source), *((True, text) for text in entry.variants)):
        words = tokens(source)
        if not words:
            continue
        title = _is_title(words, entry)
        slots = _slots(words, _style(entry, len(words) == 1), title)
        found.append(Pattern(entry.case, slots, variant, False, title))
        bare = slots[1:] if words[0].key in ARTICLES and not title else slots
        if len(words) > 1 and _spaced(words):
            found.append(Pattern(entry.case, _joined(bare), variant, True, False))
    return tuple(found)


def _style(entry: TermEntry, alone: bool) -> Style:
    """Counted or not, plural or not, as the English target says."""
    if not entry.targets:
        return Style(plural=False, alone=alone)
    heads = [target.split(" of ")[0].split(" for ")[0].split()[-1:] for target in entry.targets]
    last = heads[0][0] if heads[0] else ""
    counted = any(head and head[0][0].islower() for head in heads)
    plural_form = last.endswith("s") and not last.endswith(("ss", "us", "is"))
    return Style(plural=counted, plural_form=plural_form, alone=alone)


def _slots(words: list[Token], style: Style, title: bool) -> tuple[Slot, ...]:
    return tuple(
        Slot(
            _by_key(_with_swiss(forms(word.text, role, style), len(words) > 1)),
            word.text,
            word.glued,
            is_acronym(word.text),
        )
        for word, role in zip(words, _roles(words, title), strict=True)
    )


def _with_swiss(spellings: dict[str, bool], certain: bool) -> dict[str, bool]:
    """The forms with ss for ß too; for a word alone only where that is no other word ("Masse" for "Maße")."""
    swiss = {form.replace("ß", "ss"): plural for form, plural in spellings.items() if "ß" in form}
    return spellings | {form: plural for form, plural in swiss.items() if certain or listed(form) is None}


def _by_key(spellings: dict[str, bool]) -> dict[str, dict[str, bool]]:
    result: dict[str, dict[str, bool]] = {}
    for spelling, plural in spellings.items():
        result.setdefault(spelling.casefold(), {})[spelling] = plural
    return result


def _roles(words: list[Token], title: bool) -> list[Role]:
    """What each token is: the noun that is inflected, adjectives before it, and the rest as it stands."""
    head = _head(words)
    roles = [Role.FIXED] * len(words)
    roles[head] = Role.NOUN
    if words[-1].text[0].isupper() and any(word.text in _PARTICLES for word in words[head + 1 :]):
        roles[-1] = Role.NOUN
    for index in range(head):
        if words[index + 1].glued or words[index].glued:
            continue
        if index == 0 and words[0].key in ARTICLES and not title:
            plural = words[0].key == "die" and words[head].text.endswith("er")
            roles[0] = Role.PLURAL_ARTICLE if plural else Role.ARTICLE
        elif is_adjective(words[index].text):
            roles[index] = Role.ADJECTIVE
    return roles


def _head(words: list[Token]) -> int:
    """The index of the last capitalised word before the first small one that follows a capitalised one."""
    head = len(words) - 1
    seen = False
    for index, word in enumerate(words):
        capital = not word.text[0].islower()
        if seen and not capital and not word.glued:
            return index - 1
        seen = seen or (capital and word.text[0].isalpha())
    return head


def _is_title(words: list[Token], entry: TermEntry) -> bool:
    """Whether a capital article is what tells a title from a common noun: "Die Welt" that stays "Die Welt"."""
    first = words[0].text
    if len(words) != 2 or not first[0].isupper() or first.lower() not in ARTICLES or listed(words[1].text) is None:
        return False
    return entry.status is TermStatus.KEEP or any(target.startswith(first + " ") for target in entry.targets)


def _spaced(words: list[Token]) -> bool:
    return all(word.text.isalnum() for word in words) and any(not word.glued for word in words[1:])


def _joined(slots: tuple[Slot, ...]) -> tuple[Slot, ...]:
    """The pattern with hyphens for blanks."""
    hyphen = Slot({"-": {"-": False}}, "-", True, False)
    result = [slots[0]]
    for slot in slots[1:]:
        result += [hyphen, Slot(slot.forms, slot.citation, True, slot.acronym)]
    return tuple(result)
