"""Learns what the pages of a dump have in common: the same block in many articles is no article's own.

What is learnt depends on the articles seen so far and their order, and on nothing else: not on how many are read ahead
or translated together.
Who can read a dump twice feeds all of it first and gets the same answers in any order.
"""

import re
from collections.abc import Iterable
from hashlib import blake2b

_NUMBERS = re.compile(r"\d+")
_SENTENCE = re.compile(r"[.!?…][\"“”»«)’']*$")
_PROSE = 80
"""Characters from which a block is taken for running text."""


class Repetition:
    """Counts in how many articles a block stands, in bounded memory.

    ``least``: so many articles at the least; ``share``: and this part of all seen.
    ``limit``: blocks remembered; when there are more, those seen in fewest articles are forgotten first, which can only
    make a repetition go unnoticed (Misra & Gries 1982).
    """

    def __init__(self, *, least: int = 4, share: float = 0.05, limit: int = 200_000) -> None:
        self._least = least
        self._share = share
        self._limit = limit
        self._counts: dict[bytes, int] = {}
        self._articles = 0

    def learn(self, blocks: Iterable[str]) -> None:
        """Counts the blocks of one article; a copy of an article seen before teaches nothing."""
        keys: dict[bytes, int] = {}
        for block in blocks:
            keys.setdefault(_key(block), len(block))
        prose = [key for key, length in keys.items() if length >= _PROSE]
        if prose and 2 * sum(key in self._counts for key in prose) > len(prose):
            return
        self._articles += 1
        for key in keys:
            self._counts[key] = self._counts.get(key, 0) + 1
        while len(self._counts) > self._limit:
            self._counts = {key: count - 1 for key, count in self._counts.items() if count > 1}

    def is_repeated(self, block: str) -> bool:
        """Whether a block stands in so many of the articles learnt that it belongs to the page, not the article."""
        return self._counts.get(_key(block), 0) >= max(self._least, self._share * self._articles)


def _key(block: str) -> bytes:
    """Equal for blocks that differ in case and blanks only; labels also in numbers: "12 Kommentare", "Stand: 10:15".

    A sentence with another number says something else: "Der Index schloss bei 14.200 Punkten."
    """
    plain = " ".join(block.casefold().split())
    if not _SENTENCE.search(plain):
        plain = _NUMBERS.sub("0", plain)
    return blake2b(plain.encode("utf-8", "surrogatepass"), digest_size=8).digest()
