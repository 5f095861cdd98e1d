"""URLs, e-mail addresses, @names and #hashtags of a text, which are kept as they are."""

import re

URL = re.compile(
    r"(?:https?://|www\.)[^\s<>\"“”„»«)\]]+|\b[\w-]+\.(?:de|com|org|net|eu|info|at|ch|uk)(?:/[^\s<>\"“”)\]]*)?(?!\w)"
)
EMAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
HANDLE = re.compile(r"(?<![\w@&/])[@#][^\W\d]\w+")
_ANY = re.compile(r"[@#]|://|www\.|\.(?:de|com|org|net|eu|info|at|ch|uk)(?!\w)", re.IGNORECASE)
"""What every address has; most sentences have none of it."""


def may_have_addresses(text: str) -> bool:
    """Whether it is worth looking for addresses in a text."""
    return _ANY.search(text) is not None


def found(pattern: re.Pattern[str], text: str) -> dict[str, tuple[int, int]]:
    """The addresses of one kind with the span of each one's first place, without the punctuation after them."""
    result: dict[str, tuple[int, int]] = {}
    for match in pattern.finditer(text):
        address = match[0].rstrip(".,;:!?'’")
        result.setdefault(address, (match.start(), match.start() + len(address)))
    return result
