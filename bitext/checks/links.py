"""URLs, e-mail addresses, @names and #hashtags, which are kept as they are."""

import re
from collections.abc import Iterator

from bitext.checks.catalogue import issue
from bitext.checks.context import CheckContext
from bitext.model import Issue, Side, TranslationUnit
from bitext.values.addresses import EMAIL, HANDLE, URL, found, may_have_addresses

_PATTERNS = {"emails": EMAIL, "urls": URL, "handles": HANDLE}


def links(unit: TranslationUnit, context: CheckContext) -> Iterator[Issue]:
    """Addresses of the source that the target has not letter by letter, and those that the target makes up."""
    source, target = unit.source, unit.target
    if not may_have_addresses(source) and not may_have_addresses(target):
        return
    for name, pattern in _PATTERNS.items():
        there, here = found(pattern, source), found(pattern, target)
        for text, span in there.items():
            if text.casefold() not in target.casefold():
                yield issue(name, f"“{text}” is not in the translation.", side=Side.SOURCE, span=span)
        for text, span in here.items():
            if text.casefold() not in source.casefold():
                yield issue(name, f"“{text}” is not in the source.", span=span)
        source, target = pattern.sub(_blank, source), pattern.sub(_blank, target)


def _blank(match: re.Match[str]) -> str:
    return " " * len(match[0])
