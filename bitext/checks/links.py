"""URLs, e-mail addresses, @names and #hashtags, which are kept as they are."""

import re
from collections.abc import Iterator

from bitext.checks.catalogue import issue
from bitext.checks.context import CheckContext
from bitext.model import Issue, Side, TranslationUnit

_URL = re.compile(
    r"(?:https?://|www\.)[^\s<>\"“”„»«)\]]+|\b[\w-]+\.(?:de|com|org|net|eu|info|at|ch|uk)(?:/[^\s<>\"“”)\]]*)?(?!\w)"
)
_EMAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
_HANDLE = re.compile(r"(?<![\w@&/])[@#][^\W\d]\w+")
_ANY = re.compile(r"[@#]|://|www\.|\.(?:de|com|org|net|eu|info|at|ch|uk)(?!\w)", re.IGNORECASE)
"""What every address has; most sentences have none of it."""
_PATTERNS = {"emails": _EMAIL, "urls": _URL, "handles": _HANDLE}


def links(unit: TranslationUnit, context: CheckContext) -> Iterator[Issue]:
    """Addresses of the source that the target has not letter by letter, and those that the target makes up."""
    source, target = unit.source, unit.target
    if not _ANY.search(source) and not _ANY.search(target):
        return
    for name, pattern in _PATTERNS.items():
        there, here = _found(pattern, source), _found(pattern, target)
        for text, span in there.items():
            if text.casefold() not in target.casefold():
                yield issue(name, f"“{text}” is not in the translation.", side=Side.SOURCE, span=span)
        for text, span in here.items():
            if text.casefold() not in source.casefold():
                yield issue(name, f"“{text}” is not in the source.", span=span)
        source, target = pattern.sub(_blank, source), pattern.sub(_blank, target)


def _found(pattern: re.Pattern[str], text: str) -> dict[str, tuple[int, int]]:
    found: dict[str, tuple[int, int]] = {}
    for match in pattern.finditer(text):
        address = match[0].rstrip(".,;:!?'’")
        found.setdefault(address, (match.start(), match.start() + len(address)))
    return found


def _blank(match: re.Match[str]) -> str:
    return " " * len(match[0])
