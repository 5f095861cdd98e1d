"""Entries compiled to token patterns, with every inflected form of every word."""

from dataclasses import dataclass

from bitext.glossary.inflection import Role, Style, forms, is_acronym, is_adjective
from bitext.glossary.lexicon import listed
from bitext.glossary.normal import Token, tokens
from bitext.model import TermEntry

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

    entry: TermEntry
    order: int
    """The entry's place in the glossary, to break ties."""
    slots: tuple[Slot, ...]
    variant: bool
    """From the variants, not from the citation form."""
    component: bool
    """Only as part of a longer hyphenated word: ``Rotes-Kreuz-`` for "Rotes Kreuz"."""
    article: bool
    """A capital article and a common noun ("Die Welt"): at the start of a sentence the capital says nothing."""


def patterns_of(entry: TermEntry, order: int) -> list[Pattern]:
    """The patterns of an entry: its source, its variants, and their hyphenated forms inside compounds."""
    found = []
    for variant, source in ((False, entry.source), *((True, text) for text in entry.variants)):
        words = tokens(source)
        if not words:
            continue
        slots = _slots(words, _style(entry))
        found.append(Pattern(entry, order, slots, variant, False, _article(words)))
        if len(words) > 1 and _spaced(words):
            joined = _joined(slots)
            found.append(Pattern(entry, order, joined, variant, True, False))
    return found


def _style(entry: TermEntry) -> Style:
    """Counted or not, plural or not, as the English target says."""
    if not entry.targets:
        return Style(plural=False)
    words = entry.targets[0].split(" of ")[0].split(" for ")[0].split()
    last = words[-1] if words else ""
    return Style(plural=last[:1].islower(), plural_form=last.endswith("s") and not last.endswith(("ss", "us", "is")))


def _slots(words: list[Token], style: Style) -> tuple[Slot, ...]:
    return tuple(
        Slot(_by_key(forms(word.text, role, style)), word.text, word.glued, is_acronym(word.text))
        for word, role in zip(words, _roles(words), strict=True)
    )


def _by_key(spellings: dict[str, bool]) -> dict[str, dict[str, bool]]:
    result: dict[str, dict[str, bool]] = {}
    for spelling, plural in spellings.items():
        result.setdefault(spelling.casefold(), {})[spelling] = plural
    return result


def _roles(words: list[Token]) -> list[Role]:
    """What each token is: the noun that is inflected, adjectives before it, and the rest as it stands."""
    head = _head(words)
    roles = [Role.FIXED] * len(words)
    roles[head] = Role.NOUN
    if words[-1].text[0].isupper() and any(word.text in _PARTICLES for word in words[head + 1 :]):
        roles[-1] = Role.NOUN
    for index in range(head):
        if words[index + 1].glued or words[index].glued:
            continue
        if index == 0 and words[0].text in ARTICLES:
            roles[0] = Role.ARTICLE
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


def _article(words: list[Token]) -> bool:
    """Whether a capital article is what tells the name from a common noun."""
    first = words[0].text
    return len(words) == 2 and first[0].isupper() and first.lower() in ARTICLES and listed(words[1].text) is not None


def _spaced(words: list[Token]) -> bool:
    return all(word.text.isalnum() for word in words) and any(not word.glued for word in words[1:])


def _joined(slots: tuple[Slot, ...]) -> tuple[Slot, ...]:
    """The pattern with hyphens for blanks."""
    hyphen = Slot({"-": {"-": False}}, "-", True, False)
    result = [slots[0]]
    for slot in slots[1:]:
        result += [hyphen, Slot(slot.forms, slot.citation, True, slot.acronym)]
    return tuple(result)
