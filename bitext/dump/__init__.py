"""Inputs: articles out of files, folders, patterns and standard input, one at a time.

``read_articles`` gives articles and errors in the order of the inputs.
Each format is a module with a function that takes an Entry and ReadOptions and gives articles and errors;
READERS names them.
An error that it raises ends that entry, one that it yields does not.
"""

import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from importlib import import_module
from io import BufferedReader
from pathlib import Path, PurePosixPath
from typing import cast

from bitext.dump.encoding import as_utf8
from bitext.dump.entry import Entry
from bitext.dump.ids import Ids
from bitext.dump.options import ReadOptions
from bitext.dump.sources import STDIN, Source, find
from bitext.errors import InputError, OptionError
from bitext.model import Article

__all__ = ["READERS", "SUFFIXES", "ReadOptions", "read_articles"]

Reader = Callable[[Entry, ReadOptions], Iterator[Article | InputError]]

READERS: dict[str, str] = {
    "text": "bitext.dump.text:read_text",
}
"""Name of a format -> module and function that reads it."""

SUFFIXES: dict[str, str] = {
    ".txt": "text",
    ".text": "text",
}
"""File suffix -> format; a file with another suffix is read as text when it is named itself."""


def read_articles(sources: Sequence[str], options: ReadOptions | None = None) -> Iterator[Article | InputError]:
    """The articles of all sources in their order, each with a unique id, and an InputError for what cannot be read.

    A source is a path, a folder, a pattern with wildcards, or ``-`` for standard input.
    Errors are given, not raised, so that a bad input never costs a good one; only OptionError is raised.
    """
    chosen = options or ReadOptions()
    reader = _reader(chosen.format) if chosen.format else None
    ids = Ids()
    for source in sources:
        for found in find(source, SUFFIXES):
            for item in [found] if isinstance(found, InputError) else _read(found, reader, chosen):
                yield item if isinstance(item, InputError) else replace(item, id=ids.claim(item.id))


def _reader(name: str) -> Reader:
    """The reader of a format; OptionError names the known ones."""
    if name not in READERS:
        raise OptionError(f"there is no input format {name!r}; use one of {', '.join(READERS)}.")
    module, function = READERS[name].split(":")
    return cast(Reader, getattr(import_module(module), function))


def _read(source: Source, reader: Reader | None, options: ReadOptions) -> Iterator[Article | InputError]:
    """What one file gives; an error that ends its reading is the last item."""
    path = PurePosixPath(source.relative)
    read = reader or _reader(SUFFIXES.get(path.suffix.lower(), "text"))
    stem = str(path.with_suffix("") if path.suffix.lower() in SUFFIXES else path)
    try:
        with _open(source.path) as stream:
            utf8 = as_utf8(stream, options.encoding, source.path) if options.encoding else stream
            yield from read(Entry(source.path, stem, path.name, utf8), options)
    except InputError as error:
        yield error
    except OSError as error:
        yield InputError(f"{source.path}: cannot be read ({error.strerror or error}); check the file and permissions.")


@contextmanager
def _open(path: str) -> Iterator[BufferedReader]:
    """The bytes of a file or of standard input, which stays open."""
    if path != STDIN:
        with Path(path).open("rb") as stream:
            yield stream
        return
    stdin: BufferedReader = BufferedReader(cast(BufferedReader, sys.stdin.buffer))
    try:
        yield stdin
    finally:
        stdin.detach()
