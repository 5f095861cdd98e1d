"""The line structure of an article: which lines are paragraphs of their own and which are one wrapped paragraph.

Scraped dumps write one paragraph a line; mails, PDFs and e-books break lines at a width.
A run of lines, with no blank one between, is judged by the article as a whole if that is broken at a margin throughout,
else by itself.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

_LINE = re.compile(r"[^\r\n\v\f\x1c-\x1e\x85\u2028\u2029]+")
"""The line ends of ``str.splitlines``."""
_TERMINAL = re.compile(r"[.!?:…][\"'“”»«‹›’‘)\]]*\Z")
_ITEM = re.compile(r"(?:[•▪◦‣●■*·–—-]|\(?\d{1,3}[.)]|[a-zA-Z][.)])\s|[|>]|#+\s")
"""How a list item, a table row or a quoted line begins."""
_CELLS = re.compile(r"\t|\s\|\s| {3,}")
_OPEN_END = re.compile(
    r"\b(?:der|die|das|den|dem|des|eine?|einem|einen|einer|eines|keine?|keinen|keiner|und|oder|sowie|dass|weil|wenn|"
    r"zum|zur|im|am|beim|vom|ins|für|gegen|ohne|von|seit|wegen|zwischen|seine?|seinem|seinen|seiner|ihre?|ihrem|ihren|"
    r"ihrer|unsere?|andere[nrsm]?|diese[nrsm]?|jede[nrsm]?|mehrere[nr]?|viele[nr]?)\Z",
    re.IGNORECASE,
)
"""Words that need a noun or a clause behind them."""
_ADJECTIVE = re.compile(r"\b[a-zäöüß]{4,}(?:e|em|es)\Z")
"""What looks like an inflected adjective, which wants its noun; so does no verb form of the present."""
_BULLET = re.compile(r"[•▪◦‣●■*·|>]|#+\s")
_WRAP = 40
"""Narrower columns are verse, menus or tables, not prose, in a run judged by itself."""
_NARROWEST = 30
"""The same for a whole article."""
_WIDEST = 200
"""Wider lines come from paragraphs, not from a margin."""


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph, heading, list item or row: its offsets in the article, without outer blanks."""

    start: int
    end: int
    lines: int = 1


@dataclass(frozen=True, slots=True)
class _Line:
    start: int
    end: int
    text: str


def blocks(text: str) -> Iterator[Block]:
    """The blocks of a text in order; together they cover all that is not white space."""
    runs = list(_runs(text))
    margin = _margin(runs)
    for run in runs:
        yield from _joined(run, margin)


def _runs(text: str) -> Iterator[list[_Line]]:
    """Lines with no blank line between them."""
    run: list[_Line] = []
    previous = 0
    for match in _LINE.finditer(text):
        stripped = match.group().strip()
        blank_between = bool(run) and _line_ends(text, previous, match.start()) > 1
        if run and (not stripped or blank_between):
            yield run
            run = []
        previous = match.end()
        if stripped:
            start = match.start() + len(match.group()) - len(match.group().lstrip())
            run.append(_Line(start, start + len(stripped), stripped))
    if run:
        yield run


def _line_ends(text: str, start: int, end: int) -> int:
    """How many lines end between two positions, a CR LF pair counted once; 2 when there are more."""
    gap = text[start : min(end, start + 4)]
    return len(gap.replace("\r\n", "\n"))


def _margin(runs: Sequence[Sequence[_Line]]) -> int:
    """The width at which a whole article is broken; 0 when it is not, or in some places only."""
    pairs = [pair for run in runs for pair in pairwise(run)]
    small = [len(a.text) for a, b in pairs if _goes_on(a.text, b.text)]
    width = max(small, default=0)
    if len(small) < max(3, 0.15 * len(pairs)) or not _NARROWEST <= width <= _WIDEST:
        return 0
    full = sum(_is_full(a.text, b.text, width) and len(a.text) <= width + 2 for a, b in pairs)
    return width if full >= 0.7 * len(pairs) else 0


def _goes_on(line: str, following: str) -> bool:
    return following[0].islower() and not _TERMINAL.search(line)


def _joined(run: Sequence[_Line], margin: int) -> Iterator[Block]:
    width = margin or max(len(line.text) for line in run)
    wrapped = margin > 0 or _is_wrapped(run, width)
    first, count = run[0], 0
    for line, following in zip(run, [*run[1:], None], strict=True):
        count += 1
        if following is None or not _continues(line.text, following.text, width, wrapped):
            yield Block(first.start, line.end, count)
            if following is not None:
                first, count = following, 0


def _is_wrapped(run: Sequence[_Line], width: int) -> bool:
    """Whether a run has been broken at a margin: lines are full, and some go on with a small letter."""
    if len(run) < 3 or not _WRAP <= width <= _WIDEST:
        return False
    pairs = list(pairwise(run))
    full = sum(_is_full(a.text, b.text, width) for a, b in pairs)
    small = sum(_goes_on(a.text, b.text) for a, b in pairs)
    return full >= 0.7 * len(pairs) and small >= max(1, 0.15 * len(pairs))


def _is_full(line: str, following: str, width: int) -> bool:
    """Whether the next line's first word would not have fitted behind a line."""
    word = following.split(None, 1)[0]
    return len(line) + 1 + len(word) > 0.9 * width


def _continues(line: str, following: str, width: int, wrapped: bool) -> bool:
    """Whether a line goes on in the next one."""
    if _CELLS.search(line) or _CELLS.search(following) or _BULLET.match(following):
        return False
    full = (wrapped or _WRAP <= width <= _WIDEST) and _is_full(line, following, width)
    ended = _TERMINAL.search(line) is not None
    if wrapped and full:
        return not (ended and _ITEM.match(following))
    if ended or _ITEM.match(following):
        return False
    small = following[0].islower()
    if small and (line.endswith((",", "-", "\u00ad")) or (full and " " in line)):
        return True
    if len(following) < _WRAP:
        return False
    return _OPEN_END.search(line) is not None or ((small or full) and _ADJECTIVE.search(line) is not None)
