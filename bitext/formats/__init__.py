"""Bitext files: which format a path has, reading them, and writing several at once.

Each format is a module with two functions:

* ``writer(stream, header)``: a context manager that gives a function taking one unit at a time; the stream is binary.
* ``read(stream, name)``: an iterator of units; ``name`` stands in error messages.
"""

import errno
import os
import shutil
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
    ".xlf": "xliff",
    ".xliff": "xliff",
    ".xlsx": "xlsx",
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


def read_header(path: Path) -> BitextHeader:
    """What a bitext file says of itself; the default for formats that say nothing."""
    read = getattr(format_of(path), "read_header", None)
    if read is None:
        return BitextHeader()
    with path.open("rb") as stream:
        return cast(BitextHeader, read(stream, str(path)))


def require_own(path: Path) -> None:
    """FormatError if another tool wrote the file, for writing it again would drop what bitext does not keep."""
    check = getattr(format_of(path), "is_own", None)
    if check is None:
        return
    with path.open("rb") as stream:
        if not check(stream, str(path)):
            raise FormatError(
                f"{path}: another tool wrote it, and saving it here would drop what bitext does not keep "
                "(inline codes, further columns or languages); give another output with -o."
            )


@contextmanager
def atomic(path: Path) -> Iterator[BinaryIO]:
    """A binary stream whose content appears under ``path`` only if the block ends without an exception.

    A link stays one, a file that is there keeps its permissions, and one that is read-only is refused at once.
    What is no file (``/dev/null``, a pipe) is written to as it is: another in its place would break more than us.
    """
    try:
        if path.exists() and not (path.is_file() or path.is_dir()):
            with path.open("wb") as stream:
                yield stream
        else:
            with _appearing(path.resolve()) as stream:
                yield stream
    except OSError as error:
        if not path.absolute().parent.is_dir():
            raise OutputError(f"{path}: the folder {path.parent} does not exist; make it first.") from error
        raise OutputError(
            f"{path}: cannot be written ({error.strerror or error}); check the disk and permissions."
        ) from error


@contextmanager
def _appearing(path: Path) -> Iterator[BinaryIO]:
    """A stream to a hidden file beside ``path``, which takes its name when the block ends well."""
    there = path.exists()
    if there and not os.access(path, os.W_OK):
        raise PermissionError(errno.EACCES, "the file is read-only")
    partial = path.with_name(f".{path.name}.part{os.getpid()}")
    try:
        with partial.open("wb") as stream:
            yield stream
            stream.flush()
            os.fsync(stream.fileno())
        if there:
            with suppress(OSError):
                shutil.copymode(path, partial)
        partial.replace(path)
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
