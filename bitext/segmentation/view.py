"""A text as the rules see it: plain blanks, and nothing that cannot be seen."""

import re
from bisect import bisect_right
from dataclasses import dataclass

_INVISIBLE = re.compile("[\u00ad\u034f\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff]+")
"""Soft hyphen, zero-width and direction marks (Unicode Default_Ignorable_Code_Point, those met in web text)."""
_BLANKS = dict.fromkeys((*range(32), *range(127, 161), 5760, *range(8192, 8203), 8232, 8233, 8239, 8287, 12288), " ")
"""White space and control characters, C1 included."""


@dataclass(frozen=True, slots=True)
class View:
    """A text for the rules and the way back from its positions to those of the original."""

    text: str
    kept: tuple[int, ...] = ()
    """Where each stretch without removed characters starts in this text; empty when nothing was removed."""
    removed: tuple[int, ...] = ()
    """How many characters had been removed before each of these stretches."""

    def offset(self, position: int) -> int:
        """The position in the original; just behind removed characters that stand there."""
        if not self.kept:
            return position
        return position + self.removed[bisect_right(self.kept, position) - 1]


def view(text: str) -> View:
    """What the rules are asked about: same text, blanks and control characters as spaces, invisible ones left out."""
    plain = text.translate(_BLANKS)
    if not _INVISIBLE.search(plain):
        return View(plain)
    pieces: list[str] = []
    kept, removed = [0], [0]
    end = length = 0
    for match in _INVISIBLE.finditer(plain):
        pieces.append(plain[end : match.start()])
        length += match.start() - end
        end = match.end()
        kept.append(length)
        removed.append(end - length)
    pieces.append(plain[end:])
    return View("".join(pieces), tuple(kept), tuple(removed))
