"""Alignments as index lines (Vecalign's format), and precision, recall and F1 against a gold alignment."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from bitext.errors import FormatError
from bitext.model import Bead

_LINE = re.compile(r"\[([\d,\s]*)\]\s*:\s*\[([\d,\s]*)\](?:\s*:\s*(-?[\d.]+(?:[eE][-+]?\d+)?))?\s*")


def read_path(path: Path) -> list[Bead]:
    """The beads of a file of lines ``[0, 1]:[0]`` or ``[0]:[]:0.25``; a third field is one minus the score."""
    beads = []
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
        found = _LINE.fullmatch(line)
        if found is None and line.strip():
            raise FormatError(
                f"{path}:{number}: not an alignment line: {line[:40]!r}; "
                "each line lists source and target indexes from 0, as in [3, 4]:[5]."
            )
        if found:
            cost = float(found[3]) if found[3] else 0.0
            beads.append(Bead(_indexes(found[1]), _indexes(found[2]), 1.0 - cost))
    return beads


def path_line(bead: Bead) -> str:
    """A bead as Vecalign prints it: ``[sources]:[targets]:cost``, where the cost is one minus the score."""
    return f"{list(bead.sources)}:{list(bead.targets)}:{1 - bead.score:.6f}"


def _indexes(text: str) -> tuple[int, ...]:
    return tuple(int(number) for number in re.findall(r"\d+", text))


Sides = tuple[tuple[int, ...], tuple[int, ...]]


@dataclass(frozen=True, slots=True)
class Agreement:
    """Precision, recall and F1 of beads, 0 to 1."""

    precision: float
    recall: float

    @property
    def f1(self) -> float:
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0


@dataclass(frozen=True, slots=True)
class Scores:
    """How well beads agree with a gold alignment."""

    strict: Agreement
    """A bead counts when it is in the gold exactly so."""
    lax: Agreement
    """A bead counts when one of its sentence pairs is in a bead of the gold."""


def score(documents: Iterable[tuple[Sequence[Bead], Sequence[Bead]]]) -> Scores:
    """Strict and lax scores over documents, each (gold, found), counted as Vecalign's score.py counts.

    Precision is over all beads found, recall over the gold beads that have both sides.
    """
    precision: Counter[str] = Counter()
    recall: Counter[str] = Counter()
    for gold, found in documents:
        precision += _hits(_sides(found), _sides(gold))
        recall += _hits(_paired(gold), _paired(found))
    return Scores(
        strict=Agreement(_share(precision, "strict"), _share(recall, "strict")),
        lax=Agreement(_share(precision, "lax"), _share(recall, "lax")),
    )


def _share(hits: Counter[str], kind: str) -> float:
    return hits[kind] / hits["all"] if hits["all"] else 0.0


def _sides(beads: Iterable[Bead]) -> set[Sides]:
    return {(bead.sources, bead.targets) for bead in beads if bead.sources or bead.targets}


def _paired(beads: Iterable[Bead]) -> set[Sides]:
    return {sides for sides in _sides(beads) if all(sides)}


def _hits(beads: set[Sides], reference: set[Sides]) -> Counter[str]:
    """How many of the beads are in the reference, and how many share a sentence pair with it."""
    partners: defaultdict[int, set[int]] = defaultdict(set)
    for sources, targets in reference:
        for source in sources:
            partners[source].update(targets)
    hits: Counter[str] = Counter()
    for sources, targets in beads:
        strict = (sources, targets) in reference
        near = set().union(*(partners[source] for source in sources)) & set(targets)
        hits.update({"all": 1, "strict": int(strict), "lax": int(strict or bool(near))})
    return hits


def at_level_of(gold: Sequence[Bead], found: Sequence[Bead]) -> list[Bead]:
    """The found beads, with those that together tile one gold bead exactly joined to that bead.

    For gold that was only marked line by line or paragraph by paragraph: a finer alignment inside one of its beads
    can neither be confirmed nor refuted by it.
    """
    by_source = {index: bead for bead in gold for index in bead.sources}
    by_target = {index: bead for bead in gold for index in bead.targets}
    parts: defaultdict[Bead, list[Bead]] = defaultdict(list)
    rest = []
    for bead in found:
        owners = {by_source.get(i) for i in bead.sources} | {by_target.get(j) for j in bead.targets}
        owner = owners.pop() if len(owners) == 1 else None
        if owner is None:
            rest.append(bead)
        else:
            parts[owner].append(bead)
    for owner, beads in parts.items():
        sources = sorted(i for bead in beads for i in bead.sources)
        targets = sorted(j for bead in beads for j in bead.targets)
        whole = (tuple(sources), tuple(targets)) == (owner.sources, owner.targets)
        rest.extend([owner] if whole else beads)
    return rest
