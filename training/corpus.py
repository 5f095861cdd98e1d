"""Pairs of the corpus files, one at a time."""

import io
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple, TextIO


class Pair(NamedTuple):
    """A German sentence and its English translation, with where they come from."""

    de: str
    en: str
    source: str
    """Name of the collection, for licences and limits."""
    kind: str
    """Kind of text that the weights of the mix speak of."""


@contextmanager
def _opened(path: Path) -> Iterator[TextIO]:
    if path.suffix != ".zst":
        with path.open(encoding="utf-8") as lines:
            yield lines
        return
    import zstandard

    with path.open("rb") as raw, zstandard.ZstdDecompressor().stream_reader(raw) as stream:
        yield io.TextIOWrapper(stream, encoding="utf-8", newline="\n")


def read(path: Path) -> Iterator[Pair]:
    """Yield the pairs of a tab-separated file (plain or ``.zst``); raise ValueError with path:line at a broken line."""
    with _opened(path) as lines:
        for number, line in enumerate(lines, 1):
            fields = line.rstrip("\n").split("\t")
            if len(fields) != 4:
                raise ValueError(f"{path}:{number}: {len(fields)} columns; expected German, English, source, kind")
            yield Pair(*fields)
