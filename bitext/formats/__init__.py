"""Bitext files: which format a path has, reading them, and writing several at once.

Each format is a module with two functions:

* ``writer(stream, header)``: a context manager that gives a function taking one unit at a time; the stream is binary.
* ``read(stream, name)``: an iterator of units; ``name`` stands in error messages.
"""

import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, ExitStack, contextmanager, suppress
from importlib import import_module
from pathlib import Path
from typing import BinaryIO, Protocol, cast

from bitext.errors import FormatError, OutputError
from bitext.model import BitextHeader, TranslationUnit

Write = Callable[[TranslationUnit], None]

SUFFIXES: dict[str, str] = {
    ".tmx": "tmx",
    ".tsv": "tsv",
    ".jsonl": "jsonl",
}
"""File suffix -> name of the module in this package."""


class Format(Protocol):
    """What a format module offers."""

    def writer(self, stream: BinaryIO, header: BitextHeader) -> AbstractContextManager[Write]:
        """A context manager that gives the function to write a unit with."""
        ...

    def read(self, stream: BinaryIO, name: str) -> Iterator[TranslationUnit]:
        """The units of a file in their order."""
        ...


def format_of(path: Path) -> Format:
    """The format module for a path, by its suffix; FormatError names the known ones."""
    module = SUFFIXES.get(path.suffix.lower())
    if module is None:
        known = ", ".join(SUFFIXES)
        raise FormatError(f"{path}: no bitext format has the suffix {path.suffix!r}; use one of {known}.")
    return cast(Format, import_module(f"bitext.formats.{module}"))


def read_units(path: Path) -> Iterator[TranslationUnit]:
    """The units of a bitext file, one at a time; FormatError or OSError names the place."""
    with path.open("rb") as stream:
        yield from format_of(path).read(stream, str(path))


@contextmanager
def atomic(path: Path) -> Iterator[BinaryIO]:
    """A binary stream whose content appears under ``path`` only if the block ends without an exception."""
    partial = path.with_name(f".{path.name}.part{os.getpid()}")
    try:
        with partial.open("wb") as stream:
            yield stream
            stream.flush()
            os.fsync(stream.fileno())
        partial.replace(path)
    except OSError as error:
        raise OutputError(
            f"{path}: cannot be written ({error.strerror or error}); check the disk and permissions."
        ) from error
    finally:
        with suppress(OSError):
            partial.unlink()


@contextmanager
def open_writers(paths: Sequence[Path], header: BitextHeader) -> Iterator[Write]:
    """One function that writes a unit to every path; the files appear together when the block ends well."""
    with ExitStack() as stack:
        writes = []
        for path in paths:
            stream = stack.enter_context(atomic(path))
            writes.append(stack.enter_context(format_of(path).writer(stream, header)))

        def write(unit: TranslationUnit) -> None:
            for one in writes:
                one(unit)

        yield write
