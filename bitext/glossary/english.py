"""The English forms of a term: plural, possessive, article, hyphen, capitals."""

import re
from functools import lru_cache

_IRREGULAR = {
    "man": "men",
    "woman": "women",
    "child": "children",
    "person": "people",
    "foot": "feet",
    "half": "halves",
    "life": "lives",
    "leaf": "leaves",
    "crisis": "crises",
    "basis": "bases",
    "analysis": "analyses",
    "thesis": "theses",
    "criterion": "criteria",
    "phenomenon": "phenomena",
    "medium": "media",
}
_REGULAR = ("human", "german", "roman", "norman", "ottoman", "shaman", "talisman")
_SAME = frozenset({"series", "species", "headquarters", "aircraft", "means", "news"})
_ARTICLE = re.compile(r"(?:the|an?)\s+(?=\S)", re.I)
_LINK = re.compile(r"\s(?:of|for|in|to|on|at|against|without|with|and|from)\s")
_HYPHENS = "-\u2010\u2011\u2012\u2013\u2014"
_POSSESSIVE = "(?:['\u2019\u02bc]s|(?<=[sS])['\u2019\u02bc](?!\\w))?"


def without_article(term: str) -> str:
    """The term without an article at its start: "the White House" is found as "White House"."""
    return _ARTICLE.sub("", term, count=1) if _ARTICLE.match(term) else term


def plural(term: str) -> str:
    """The plural of a term's head: "members of parliament", "countries"; itself where there is none."""
    link = _LINK.search(term)
    head, rest = (term[: link.start()], term[link.start() :]) if link else (term, "")
    space = max(head.rfind(" "), head.rfind("-")) + 1
    return head[:space] + _plural_word(head[space:]) + rest


def _plural_word(word: str) -> str:
    low = word.lower()
    if not word or not word[-1].isalnum() or low in _SAME:
        return word
    for singular, plural_form in _IRREGULAR.items():
        if low.endswith(singular) and (
            low == singular or (singular in ("man", "child") and not low.endswith(_REGULAR))
        ):
            return word[: len(word) - len(singular)] + _cased(plural_form, word[len(word) - len(singular) :])
    if low.endswith("y") and len(low) > 1 and low[-2] not in "aeiou":
        return word[:-1] + "ies"
    return word + ("es" if low.endswith(("s", "x", "z", "ch", "sh")) else "s")


def _cased(word: str, like: str) -> str:
    return word.capitalize() if like[:1].isupper() else word


@lru_cache(maxsize=8192)
def form_pattern(terms: tuple[str, ...], any_case: bool) -> re.Pattern[str]:
    """A pattern for every accepted form of the terms as whole words; longer terms are tried first.

    Small letters of a term may be capitals in the text (a title, the start of a sentence); its capitals may not be
    small, unless ``any_case``.
    """
    spellings = {without_article(term) for term in terms if term.strip()}
    spellings |= {plural(spelling) for spelling in spellings}
    spellings |= {spelling.upper() for spelling in spellings}
    body = "|".join(_loose(spelling) for spelling in sorted(spellings, key=lambda one: (-len(one), one)))
    return re.compile(rf"(?<!\w)(?:{body}){_POSSESSIVE}(?!\w)", re.IGNORECASE if any_case else 0)


def _loose(spelling: str) -> str:
    """A regular expression for a spelling with any hyphen, blank or apostrophe, and words that may be capitalised."""
    out = []
    for position, char in enumerate(spelling):
        before = spelling[position - 1] if position else " "
        if char in _HYPHENS:
            out.append(rf"(?:[{_HYPHENS}]|\s+)")
        elif char.isspace():
            if not before.isspace():
                out.append(rf"(?:\s+|[{_HYPHENS}])")
        elif char in "'\u2019\u02bc":
            out.append("\\s?['\u2019\u02bc]?\\s?")
        elif char.islower() and not before.isalnum() and char.upper() != char and len(char.upper()) == 1:
            out.append(f"[{char}{char.upper()}]")
        else:
            out.append(re.escape(char))
    return "".join(out)
