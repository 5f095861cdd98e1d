"""Cuts articles into sentences and headings; reversible.

First the lines are made into blocks (blocks.py), then each block is cut by SRX rules (srx.py).
Segments are ordered, do not overlap, begin and end with something else than white space, and hold every character
that is not white space; what lies between them is the gaps, so that nothing is ever lost.
"""

import re
from collections.abc import Iterator, Sequence
from pathlib import Path

from bitext.model import Article, Kind, Segment
from bitext.segmentation.blocks import Block, blocks
from bitext.segmentation.srx import boundaries
from bitext.segmentation.view import view

_HEADING_LENGTH = 160
"""Characters; longer blocks without a full stop are sentences that lost it."""
_FULL_STOP = re.compile(r"[.!?:;,…][\"'“”»«‹›’‘)\]]*\Z")
_ITEM = re.compile(r"(?:[•▪◦‣●■*·–—-]|\d{1,3}[.)])\s")


class Segmenter:
    """Cuts articles with one set of rules.

    ``srx``: rules that are asked before the built-in ones.
    A rules file that decides every position, for instance by a last rule without ``beforebreak`` and ``afterbreak``,
    replaces them.
    """

    def __init__(self, srx: Path | None = None) -> None:
        self._boundaries = boundaries(srx)

    def segment(self, article: Article) -> tuple[Segment, ...]:
        """The segments of an article in reading order, numbered from 1; none for a text of white space."""
        segments: list[Segment] = []
        for number, block in enumerate(blocks(article.text)):
            kind, reason = _kind(article, block)
            for start, end in self._cut(article.text, block):
                segments.append(
                    Segment(
                        id=f"{article.id}#{len(segments) + 1}",
                        article=article.id,
                        text=article.text[start:end],
                        start=start,
                        end=end,
                        kind=kind,
                        reason=reason,
                        paragraph=number,
                    )
                )
        return tuple(segments)

    def _cut(self, text: str, block: Block) -> Iterator[tuple[int, int]]:
        shown = view(text[block.start : block.end])
        start = block.start
        for position in self._boundaries.find(shown.text):
            end = block.start + shown.offset(position)
            piece = text[start:end]
            if piece.strip():
                yield _trimmed(start, piece)
                start = end
        rest = text[start : block.end]
        if rest.strip():
            yield _trimmed(start, rest)


def _trimmed(start: int, piece: str) -> tuple[int, int]:
    left = start + len(piece) - len(piece.lstrip())
    return left, left + len(piece.strip())


def _kind(article: Article, block: Block) -> tuple[Kind, str]:
    if block.end - block.start > _HEADING_LENGTH:
        return Kind.SENTENCE, ""
    text = article.text[block.start : block.end]
    if text == article.title:
        return Kind.HEADING, "title"
    if _FULL_STOP.search(text) or _ITEM.match(text) or not any(map(str.isalpha, text)) or text[0].islower():
        return Kind.SENTENCE, ""
    return Kind.HEADING, "no full stop"


def segment(text: str, *, srx: Path | str | None = None) -> tuple[Segment, ...]:
    """The sentences and headings of a German text, with offsets into it.

    >>> [s.text for s in segment("Am 12. Januar tagt der Rat. Danach nicht.")]
    ['Am 12. Januar tagt der Rat.', 'Danach nicht.']
    """
    return Segmenter(Path(srx) if srx else None).segment(Article(id="text", title="", text=text))


def gaps(article: Article, segments: Sequence[Segment]) -> tuple[str, ...]:
    """What lies before, between and after the segments of an article: one string more than there are segments."""
    starts = [*(s.start for s in segments), len(article.text)]
    ends = [0, *(s.end for s in segments)]
    return tuple(article.text[end:start] for end, start in zip(ends, starts, strict=True))


def join(segments: Sequence[Segment], between: Sequence[str]) -> str:
    """The article's text, byte for byte, from its segments and gaps."""
    pieces = [between[0]]
    for piece, gap in zip(segments, between[1:], strict=True):
        pieces += (piece.text, gap)
    return "".join(pieces)
