"""Other aligners for the same documents: installed packages, and one faithful baseline of our own."""

import io
import math
import re
from collections.abc import Callable, Sequence

import numpy as np

from bitext.alignment.lexical import Translate
from bitext.model import Bead

Peer = Callable[[Sequence[str], Sequence[str]], list[Bead]]
Load = Callable[[Translate | None], Peer | None]


def gale_church(_: Translate | None) -> Peer:
    """The package galechurch, with the parameters of the paper (Gale and Church 1993)."""
    import galechurch

    def run(source: Sequence[str], target: Sequence[str]) -> list[Bead]:
        found = galechurch.align(list(source), list(target))
        return [_bead(line) for line in found.to_pharaoh_lines()]

    return run


def bleualign(translate: Translate | None) -> Peer | None:
    """The package pypi-bleualign (Sennrich and Volk 2011), default options, over the same translations as ours.

    Sentences that it leaves out count as beads with an empty side, as its --printempty prints them.
    """
    from bleualign.align import Aligner

    if translate is None:
        return None

    def run(source: Sequence[str], target: Sequence[str]) -> list[Bead]:
        made = translate(source)
        aligner = Aligner({"srcfile": [""], "targetfile": [""], "srctotarget": [[""]], "log_to": io.StringIO()})
        found = aligner.process(list(source), list(target), [made], [])
        return _completed([(tuple(a), tuple(b)) for (a, b), _ in found], len(source), len(target))

    return run


def hunalign_like(_: Translate | None) -> Peer:
    """A baseline after hunalign without a dictionary (Varga et al. 2005), written for this comparison.

    Token identity and length ratio score 1:1, 1:2 and 2:1 beads over the full matrix; skips cost a constant.
    """

    def run(source: Sequence[str], target: Sequence[str]) -> list[Bead]:
        return _quadratic(source, target, _hunalign_score)

    return run


SHAPES = ((1, 1), (1, 2), (2, 1), (1, 0), (0, 1))
SKIP = -0.3
"""Hunalign's quasi-global score of a skipped sentence."""


def _hunalign_score(source: str, target: str) -> float:
    left, right = (set(re.findall(r"\w+", text.lower())) for text in (source, target))
    identity = len(left & right) / max(1, min(len(left), len(right)))
    ratio = min(len(source), len(target)) / max(1, len(source), len(target))
    return identity + math.log(1 + ratio) - 0.3


def _quadratic(source: Sequence[str], target: Sequence[str], pair: Callable[[str, str], float]) -> list[Bead]:
    best = np.full((len(source) + 1, len(target) + 1), -np.inf)
    back = np.zeros(best.shape, dtype=int)
    best[0, 0] = 0.0
    for i in range(len(source) + 1):
        for j in range(len(target) + 1):
            for place, (a, b) in enumerate(SHAPES):
                if i < a or j < b or best[i - a, j - b] == -np.inf:
                    continue
                gain = pair(" ".join(source[i - a : i]), " ".join(target[j - b : j])) if a and b else SKIP
                if best[i - a, j - b] + gain > best[i, j]:
                    best[i, j], back[i, j] = best[i - a, j - b] + gain, place
    beads, i, j = [], len(source), len(target)
    while i or j:
        a, b = SHAPES[back[i, j]]
        beads.append(Bead(tuple(range(i - a, i)), tuple(range(j - b, j))))
        i, j = i - a, j - b
    return beads[::-1]


def _completed(found: Sequence[tuple[tuple[int, ...], tuple[int, ...]]], sources: int, targets: int) -> list[Bead]:
    """The beads, and one for each sentence that is in none."""
    left = set(range(sources)) - {index for bead in found for index in bead[0]}
    right = set(range(targets)) - {index for bead in found for index in bead[1]}
    beads = [Bead(tuple(sorted(a)), tuple(sorted(b))) for a, b in found]
    return beads + [Bead((index,), ()) for index in left] + [Bead((), (index,)) for index in right]


def _bead(line: str) -> Bead:
    left, right = line.split(":")[:2]
    return Bead(tuple(map(int, re.findall(r"\d+", left))), tuple(map(int, re.findall(r"\d+", right))))


PEERS: dict[str, Load] = {"galechurch": gale_church, "bleualign": bleualign, "hunalign_like_own": hunalign_like}
