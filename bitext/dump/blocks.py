"""Blocks of a page: from the extractor's tree to lines of text, and what of them is still not the article."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from lxml import etree

_HEADINGS = frozenset(["head", "h1", "h2", "h3", "h4", "h5", "h6"])
_ITEMS = frozenset(["item", "li", "cell", "td", "th", "dd", "dt"])
_BLOCKS = _HEADINGS | _ITEMS | frozenset(["p", "quote", "blockquote", "list", "ul", "ol", "table", "row", "tr"])
_BLOCKS |= frozenset(["div", "body"])


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph, heading or item."""

    text: str
    tag: str
    """``p``, ``head`` or ``item``."""
    linked: float = 0.0
    """Share of its characters inside links, 0 to 1."""


def blocks_of(body: etree._Element) -> list[Block]:
    """The blocks of a tree in reading order; line breaks inside paragraphs stay, doubled ones end the block."""
    found: list[Block] = []
    parts: list[tuple[str, bool]] = []
    links = 0
    kind = "p"
    for event, element in etree.iterwalk(body, events=("start", "end", "comment", "pi")):
        tag = element.tag
        if event == "start":
            if tag in _BLOCKS:
                _flush(parts, kind, found)
                kind = _kind(tag)
            links += tag in ("ref", "a")
            if tag in ("lb", "br"):
                parts.append(("\n", False))
            parts.append((element.text or "", links > 0))
            continue
        if event == "end":
            links -= tag in ("ref", "a")
            if tag in _BLOCKS:
                _flush(parts, kind, found)
                kind = "p"
        if element is not body:
            parts.append((element.tail or "", links > 0))
    _flush(parts, kind, found)
    return found


def _kind(tag: str) -> str:
    if tag in _HEADINGS:
        return "head"
    return "item" if tag in _ITEMS else "p"


def _flush(parts: list[tuple[str, bool]], kind: str, found: list[Block]) -> None:
    """Moves the parts into blocks, one a paragraph."""
    text = "".join(part for part, _ in parts)
    linked = sum(len(part.strip()) for part, link in parts if link)
    parts.clear()
    share = linked / max(1, len(text.strip()))
    for paragraph in re.split(r"\n[ \t\xa0]*\n\s*", text):
        lines = [" ".join(line.split()) for line in paragraph.split("\n")]
        if clean := "\n".join(filter(None, lines)):
            found.append(Block(clean, kind, min(1.0, share)))


def text_of(blocks: Sequence[Block]) -> str:
    """Blocks as text: blank lines between them, single line ends between the items of a list or table."""
    return "".join(_with_gaps(blocks))


def _with_gaps(blocks: Sequence[Block]) -> Iterator[str]:
    for index, block in enumerate(blocks):
        if index:
            yield "\n" if block.tag == "item" == blocks[index - 1].tag else "\n\n"
        yield block.text
