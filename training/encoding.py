"""Pairs as piece ids in one compact file."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from training.corpus import Pair

Ids = NDArray[np.uint16]


@dataclass(frozen=True)
class Encoded:
    """Source and target ids of many pairs, each ending with ``</s>`` (id 0)."""

    flat: Ids
    """All ids, source before target, pair by pair."""
    lengths: NDArray[np.int64]
    """Two lengths a pair: source, target."""
    kinds: NDArray[np.uint8]
    names: list[str]
    """Name of each kind number."""

    def __len__(self) -> int:
        return len(self.kinds)

    def longest(self) -> NDArray[np.int64]:
        """Return the length of the longer side of each pair."""
        result: NDArray[np.int64] = self.lengths.reshape(-1, 2).max(axis=1)
        return result


class Encoder:
    """Text to ids with a model folder's tokenizer files."""

    def __init__(self, folder: Path) -> None:
        import sentencepiece

        self._pieces = sentencepiece.SentencePieceProcessor(model_file=str(folder / "source.spm"))
        table: dict[str, int] = json.loads((folder / "vocab.json").read_text("utf-8"))
        names = (self._pieces.id_to_piece(i) for i in range(len(self._pieces)))
        self._ids = np.array([table.get(name, table["<unk>"]) for name in names], dtype=np.uint16)

    def __call__(self, texts: Sequence[str]) -> list[Ids]:
        """Return the ids of each text with ``</s>`` at the end."""
        pieces: Any = self._pieces.encode(list(texts))
        return [np.append(self._ids[np.array(piece, dtype=np.int64)], np.uint16(0)) for piece in pieces]


def encode(pairs: Iterable[Pair], encoder: Encoder, longest: int) -> Encoded:
    """Return the pairs whose sides both have at most ``longest`` ids."""
    names: dict[str, int] = {}
    flat: list[Ids] = []
    kinds: list[int] = []
    stream = iter(pairs)
    while block := list(islice(stream, 20_000)):
        for pair, de, en in zip(block, encoder([p.de for p in block]), encoder([p.en for p in block]), strict=True):
            if max(len(de), len(en)) <= longest:
                flat += [de, en]
                kinds.append(names.setdefault(pair.kind, len(names)))
    lengths = np.array([len(ids) for ids in flat], dtype=np.int64)
    return Encoded(np.concatenate(flat), lengths, np.array(kinds, dtype=np.uint8), list(names))


def save(data: Encoded, path: Path) -> None:
    """Write ``data`` to an .npz file."""
    arrays = {"flat": data.flat, "lengths": data.lengths.astype(np.uint16), "kinds": data.kinds}
    np.savez(path, names=np.array(data.names), **arrays)  # type: ignore[arg-type]


def load(path: Path) -> Encoded:
    """Return what ``save`` wrote."""
    with np.load(path) as arrays:
        names = [str(name) for name in arrays["names"]]
        return Encoded(arrays["flat"], arrays["lengths"].astype(np.int64), arrays["kinds"], names)
