"""Debris: wrong decoding, unknown-word marks, subword marks, entities, control characters."""

import re
from collections.abc import Iterator

from bitext.checks.catalogue import ERROR, WARNING, issue
from bitext.checks.context import CheckContext
from bitext.model import Issue, Side, TranslationUnit

KINDS = {
    "mojibake": re.compile(r"(?:Ã[\u0080-\u00bfŸœž„“”€™šƒ–†‡‹›¼½¾]|â€[\u0080-\u00bf™œ\u009d“”˜¦]?|Â[\u00a0-\u00bf])+"),
    "a replacement character": re.compile("\ufffd+"),
    "an unknown-word mark": re.compile(r"<unk>|\[UNK\]|⁇", re.IGNORECASE),
    "a subword mark": re.compile(r"▁|@@(?=\s)|</?s>|<pad>"),
    "an HTML entity": re.compile(r"&(?:amp|quot|lt|gt|apos|nbsp|#\d{1,5}|#x[0-9a-f]{1,4});", re.IGNORECASE),
    "a control character": re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ufeff]+"),
}


_CONTROLS = (*range(9), 0x0B, 0x0C, *range(0x0E, 0x20), *range(0x7F, 0x85), *range(0x86, 0xA0))
_SUSPECTS = frozenset("ÃâÂ⁇▁@&<[\ufeff\ufffd") | frozenset(map(chr, _CONTROLS))
"""One of these is in all that KINDS find; most texts have none, and to see that is cheaper than six searches."""


def debris(unit: TranslationUnit, context: CheckContext) -> Iterator[Issue]:
    """What no text should have; a warning if the source already has it."""
    if _SUSPECTS.isdisjoint(unit.source) and _SUSPECTS.isdisjoint(unit.target):
        return
    for kind, pattern in KINDS.items():
        in_source = pattern.search(unit.source)
        found = pattern.search(unit.target)
        if found:
            severity = WARNING if in_source else ERROR
            yield issue("encoding", f"{_shown(found[0])} is {kind}.", severity, span=found.span())
        elif in_source and kind != "an HTML entity":
            text = f"{_shown(in_source[0])} in the source is {kind}."
            yield issue("encoding", text, WARNING, side=Side.SOURCE, span=in_source.span())


def _shown(text: str) -> str:
    return f"“{text}”" if text.isprintable() else ascii(text)
