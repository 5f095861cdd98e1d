"""A page that shows an alignment: its beads as boxes over the similarity of all sentence pairs."""

import base64
import html
import struct
import zlib
from collections.abc import Iterator, Sequence

import numpy as np
import numpy.typing as npt

from bitext.alignment.scoring import Pair
from bitext.counting import counted
from bitext.model import Bead

MOST_CELLS = 300
"""Rows and columns of the picture; longer texts are merged two by two until they fit."""
SIDE = 900
"""Width and height of the picture in pixels, the longer side."""
DOUBTFUL = 0.9
"""Beads below this score are listed under the picture, behind those without counterpart."""
LISTED = 200

_STYLE = """
body{font:15px/1.4 system-ui,sans-serif;margin:2rem;color:#222;background:#fff}
svg{border:1px solid #888;max-width:100%;height:auto}image{image-rendering:pixelated}
rect{fill-opacity:.25;stroke-width:1;vector-effect:non-scaling-stroke}
rect:hover{fill-opacity:.8}.sure{fill:#0a7d32;stroke:#0a7d32}.doubtful{fill:#d97706;stroke:#d97706}
.poor{fill:#c81e1e;stroke:#c81e1e}.alone{fill:#6b7280;stroke:#6b7280}
td,th{text-align:left;vertical-align:top;padding:.3rem .6rem;border-top:1px solid #ddd}
"""


def page(title: str, texts: tuple[Sequence[str], Sequence[str]], pair: Pair, beads: Sequence[Bead]) -> str:
    """An HTML page that needs nothing but itself: source from top to bottom, target from left to right."""
    rows, columns = max(1, len(texts[0])), max(1, len(texts[1]))
    scale = SIDE / max(rows, columns)
    size = f'width="{max(1, columns * scale):.0f}" height="{max(1, rows * scale):.0f}"'
    picture = similarity_picture(pair)
    image = (
        f'<image href="data:image/png;base64,{picture}" width="{columns}" height="{rows}" preserveAspectRatio="none"/>'
        if picture
        else ""
    )
    boxes = "".join(_boxes(texts, beads))
    paired = sum(map(_paired, beads))
    return (
        f'<!DOCTYPE html><html lang="en"><meta charset="utf-8"><title>{html.escape(title)}</title>'
        f"<style>{_STYLE}</style><h1>{html.escape(title)}</h1>"
        f"<p>{counted(len(texts[0]), 'source sentence')} down, {counted(len(texts[1]), 'target sentence')} across; "
        f"{counted(len(beads), 'bead')}, {paired} with both sides. "
        "Green: score 0.9 and more; orange: 0.5 and more; red: less; grey: no counterpart. "
        "Dark cells are alike. Point at a box to read it.</p>"
        f'<svg xmlns="http://www.w3.org/2000/svg" role="img" aria-label="dot plot of the alignment" '
        f'viewBox="0 0 {columns} {rows}" preserveAspectRatio="none" {size}>{image}{boxes}</svg>'
        f"{_doubtful(texts, beads)}</html>\n"
    )


def _boxes(texts: tuple[Sequence[str], Sequence[str]], beads: Sequence[Bead]) -> Iterator[str]:
    i = j = 0
    for bead in beads:
        height, width = len(bead.sources), len(bead.targets)
        x, y = (j, i) if width and height else (j - 0.05, i) if height else (j, i - 0.05)
        yield (
            f'<rect class="{_class(bead)}" x="{max(0, x)}" y="{max(0, y)}" '
            f'width="{width or 0.1}" height="{height or 0.1}">'
            f"<title>{html.escape(_label(texts, bead))}</title></rect>"
        )
        i, j = i + height, j + width


def _class(bead: Bead) -> str:
    if not _paired(bead):
        return "alone"
    return "sure" if bead.score >= DOUBTFUL else "doubtful" if bead.score >= 0.5 else "poor"


def _label(texts: tuple[Sequence[str], Sequence[str]], bead: Bead) -> str:
    head = f"{list(bead.sources)}:{list(bead.targets)} score {bead.score:.2f}"
    return "\n".join([head, *(side or "(nothing)" for side in _sides(texts, bead))])


def _sides(texts: tuple[Sequence[str], Sequence[str]], bead: Bead) -> tuple[str, str]:
    return " ".join(texts[0][i] for i in bead.sources), " ".join(texts[1][j] for j in bead.targets)


def _doubtful(texts: tuple[Sequence[str], Sequence[str]], beads: Sequence[Bead]) -> str:
    """A table of what to look at: what has no counterpart, then the rest, the least certain first."""
    alone = [bead for bead in beads if not _paired(bead)]
    unsure = sorted((bead for bead in beads if _paired(bead) and bead.score < DOUBTFUL), key=lambda bead: bead.score)
    found = [*alone, *unsure]
    if not found:
        return ""
    rows = "".join(
        f"<tr><td>{f'{bead.score:.2f}' if _paired(bead) else 'none'}"
        f"<td>{'<td>'.join(html.escape(side) for side in _sides(texts, bead))}"
        for bead in found[:LISTED]
    )
    more = f"<p>and {len(found) - LISTED} more</p>" if len(found) > LISTED else ""
    head = f"<h2>{counted(len(alone), 'bead')} without counterpart, {len(unsure)} below {DOUBTFUL}</h2>"
    return f"{head}<table><tr><th>score<th>source<th>target{rows}</table>{more}"


def _paired(bead: Bead) -> bool:
    return bool(bead.sources and bead.targets)


def similarity_picture(pair: Pair) -> str:
    """The cosines of all sentence pairs as a PNG in base64, dark for alike; empty without vectors."""
    if pair.source is None or pair.target is None:
        return ""
    while max(len(pair.source_lengths), len(pair.target_lengths)) > MOST_CELLS:
        pair = pair.halved()
    if pair.source is None or pair.target is None:
        return ""
    source, target = (side.rows(0, len(side)) for side in (pair.source, pair.target))
    norms = np.outer(np.linalg.norm(source, axis=1), np.linalg.norm(target, axis=1))
    cosines = np.clip(source @ target.T / np.maximum(norms, 1e-9), 0.0, 1.0)
    grey = 255 - (255 * cosines / max(float(cosines.max()), 1e-9)).astype(np.uint8)
    return base64.b64encode(png(grey)).decode("ascii")


def png(grey: npt.NDArray[np.uint8]) -> bytes:
    """A grey picture in the Portable Network Graphics format (RFC 2083)."""
    height, width = grey.shape
    lines = b"".join(b"\0" + line.tobytes() for line in grey)
    head = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    parts = ((b"IHDR", head), (b"IDAT", zlib.compress(lines, 9)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data)) for kind, data in parts
    )
