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
from pathlib import Path
from typing import cast

from bitext.dump.archives import PACKED_SUFFIXES, open_entries
from bitext.dump.entry import SUFFIXES, Entry
from bitext.dump.ids import Ids
from bitext.dump.options import ReadOptions
from bitext.dump.remote import fetched, is_remote
from bitext.dump.sources import STDIN, Source, find
from bitext.errors import InputError, OptionError
from bitext.model import Article

__all__ = ["READERS", "ReadOptions", "find_files", "read_articles"]

Reader = Callable[[Entry, ReadOptions], Iterator[Article | InputError]]

READERS: dict[str, str] = {
    "text": "bitext.dump.text:read_text",
    "jsonl": "bitext.dump.jsonl:read_jsonl",
    "json": "bitext.dump.jsonl:read_json",
    "csv": "bitext.dump.table:read_table",
    "parquet": "bitext.dump.parquet:read_parquet",
    "html": "bitext.dump.html:read_html",
    "warc": "bitext.dump.warc:read_warc",
}
"""Name of a format -> module and function that reads it."""


def read_articles(
    sources: Sequence[str],
    options: ReadOptions | None = None,
    opened: Callable[[BufferedReader], None] | None = None,
) -> Iterator[Article | InputError]:
    """The articles of all sources in their order, each with a unique id, and an InputError for what cannot be read.

    A source is a path, a folder, a pattern with wildcards, a URL of one of these, or ``-`` for standard input.
    Errors are given, not raised, so that a bad input never costs a good one; only OptionError is raised.
    ``opened`` is told of every file's stream, whose position says how far the reading is.
    """
    chosen = options or ReadOptions()
    if chosen.format:
        _reader(chosen.format)
    ids = Ids()
    for found in find_files(sources, chosen):
        for item in [found] if isinstance(found, InputError) else _read(found, chosen, opened):
            yield item if isinstance(item, InputError) else replace(item, id=ids.claim(item.id))


def find_files(sources: Sequence[str], options: ReadOptions) -> Iterator[Source | InputError]:
    """The files that read_articles reads, in its order."""
    suffixes = [""] if options.format else [*SUFFIXES, *PACKED_SUFFIXES]
    for source in sources:
        yield from find(source, suffixes)


def _reader(name: str) -> Reader:
    """The reader of a format; OptionError names the known ones."""
    if name not in READERS:
        raise OptionError(f"there is no input format {name!r}; use one of {', '.join(READERS)}.")
    module, function = READERS[name].split(":")
    return cast(Reader, getattr(import_module(module), function))


def _read(
    source: Source, options: ReadOptions, opened: Callable[[BufferedReader], None] | None
) -> Iterator[Article | InputError]:
    """What one file gives; an error that ends its reading is the last item."""
    try:
        with _open(source.path) as stream:
            if opened is not None:
                opened(stream)
            for entry in open_entries(Entry(source.path, source.relative, stream), options):
                yield from [entry] if isinstance(entry, InputError) else _read_entry(entry, options)
    except InputError as error:
        yield error
    except OSError as error:
        yield InputError(f"{source.path}: cannot be read ({error.strerror or error}); check the file and permissions.")


def _read_entry(entry: Entry, options: ReadOptions) -> Iterator[Article | InputError]:
    try:
        yield from _reader(options.format or entry.format)(entry, options)
    except InputError as error:
        yield error


@contextmanager
def _open(path: str) -> Iterator[BufferedReader]:
    """The bytes of a file, near or far, or of standard input, which stays open."""
    if is_remote(path):
        with fetched(path) as copy, copy.open("rb") as stream:
            yield stream
        return
    if path != STDIN:
        with Path(path).open("rb") as stream:
            yield stream
        return
    stdin: BufferedReader = BufferedReader(cast(BufferedReader, sys.stdin.buffer))
    try:
        yield stdin
    finally:
        stdin.detach()
