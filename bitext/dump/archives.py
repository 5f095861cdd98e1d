"""Files inside .zip and .tar, compressed or not, archives inside archives too; nothing is extracted to disk."""

import tarfile
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from io import BufferedReader
from pathlib import PurePosixPath
from tempfile import SpooledTemporaryFile
from typing import IO, cast

from bitext.dump.entry import SUFFIXES, Entry
from bitext.dump.options import MIB, ReadOptions
from bitext.dump.unpacking import UNPACKERS, Budget, guarded, size_of, unpacked
from bitext.errors import InputError

ALIASES = {".tgz": (".tar", ".gz"), ".tbz2": (".tar", ".bz2"), ".txz": (".tar", ".xz"), ".tzst": (".tar", ".zst")}
ARCHIVES = (".zip", ".tar")
PACKED_SUFFIXES = (*UNPACKERS, *ARCHIVES, *ALIASES)

_SPOOL_MEMORY = 16 * MIB
_OPENINGS = {
    b"\x1f\x8b": ".gz",
    b"BZh": ".bz2",
    b"\xfd7zXZ": ".xz",
    b"\x28\xb5\x2f\xfd": ".zst",
    b"PK\x03\x04": ".zip",
}


@dataclass(frozen=True, slots=True)
class _Layer:
    """How deep the search is, and what it may still unpack."""

    options: ReadOptions
    budget: Budget
    depth: int = 0


def open_entries(entry: Entry, options: ReadOptions) -> Iterator[Entry | InputError]:
    """The readable files in ``entry``, or the entry itself; each must be read before the next is asked for.

    Members with unknown suffixes and hidden ones are left out, as in folders.
    """
    budget = Budget(size_of(entry.stream), options)
    try:
        yield from _entries(entry, _Layer(options, budget))
    except InputError as error:
        yield error


def _entries(entry: Entry, layer: _Layer) -> Iterator[Entry | InputError]:
    suffix = packing_of(entry)
    if not suffix:
        yield entry
        return
    if layer.depth > layer.options.max_depth:
        raise InputError(f"{entry.label}: is packed more than {layer.options.max_depth} times; unpack it yourself.")
    inner = replace(layer, depth=layer.depth + 1)
    if suffix in UNPACKERS:
        stream = unpacked(entry.stream, suffix, entry.label, layer.budget)
        yield from _entries(Entry(entry.label, _without(entry.name, suffix), stream), inner)
        return
    found = False
    for member in _zip(entry, inner) if suffix == ".zip" else _tar(entry, inner):
        found = True
        yield member
        if layer.budget.spent:
            return
    if not found:
        known = ", ".join(sorted((*SUFFIXES, *PACKED_SUFFIXES)))
        raise InputError(f"{entry.label}: the archive holds no file that can be read; known suffixes are {known}.")


def packing_of(entry: Entry) -> str:
    """The suffix that says how an entry is packed, by its name or, if that says nothing, its first bytes."""
    if entry.suffix in ALIASES:
        return ALIASES[entry.suffix][1]
    if entry.suffix in PACKED_SUFFIXES:
        return entry.suffix
    if entry.suffix in SUFFIXES:
        return ""
    head = entry.head()
    if head[257:262] == b"ustar":
        return ".tar"
    return next((suffix for opening, suffix in _OPENINGS.items() if head.startswith(opening)), "")


def _without(name: str, suffix: str) -> str:
    """The name of what is inside: ``a.txt`` for ``a.txt.gz``, ``a.tar`` for ``a.tgz``."""
    path = PurePosixPath(name)
    if path.suffix.lower() in ALIASES:
        return str(path.with_suffix(".tar"))
    return str(path.with_suffix("")) if path.suffix.lower() == suffix else name


def _member(entry: Entry, name: str, stream: BufferedReader) -> Entry:
    stem = _without(entry.name, entry.suffix)
    return Entry(f"{entry.label}!{name}", f"{stem}/{name}", stream)


def _wanted(name: str, options: ReadOptions) -> bool:
    path = PurePosixPath(name.replace("\\", "/"))
    if any(part.startswith(".") or part == "__MACOSX" for part in path.parts if part not in (".", "..")):
        return False
    return bool(options.format) or path.suffix.lower() in (*SUFFIXES, *PACKED_SUFFIXES)


def _zip(entry: Entry, layer: _Layer) -> Iterator[Entry | InputError]:
    with seekable(entry) as stream, _opened(entry, stream) as archive:
        for info in archive.infolist():
            if info.is_dir() or not _wanted(info.filename, layer.options):
                continue
            label = f"{entry.label}!{info.filename}"
            try:
                inner = archive.open(info)
            except (zipfile.BadZipFile, NotImplementedError, RuntimeError) as error:
                yield InputError(f"{label}: cannot be unpacked ({error}); unpack it yourself.")
                continue
            with inner:
                member = guarded(inner, info.compress_size, label, layer.budget)
                yield from _nested(_member(entry, info.filename, member), layer)


def _opened(entry: Entry, stream: IO[bytes]) -> zipfile.ZipFile:
    try:
        return zipfile.ZipFile(stream)
    except (zipfile.BadZipFile, NotImplementedError, ValueError) as error:
        raise InputError(f"{entry.label}: is not a readable .zip ({error}); was the download cut?") from error


def _tar(entry: Entry, layer: _Layer) -> Iterator[Entry | InputError]:
    try:
        with tarfile.open(fileobj=entry.stream, mode="r|") as archive:
            while (info := archive.next()) is not None:
                archive.members.clear()  # type: ignore[attr-defined]  # it would keep every header
                inner = archive.extractfile(info) if info.isreg() and _wanted(info.name, layer.options) else None
                if inner is not None:
                    stream = guarded(inner, info.size, f"{entry.label}!{info.name}", layer.budget)
                    yield from _nested(_member(entry, info.name, stream), layer)
    except (tarfile.TarError, EOFError, ValueError) as error:
        raise InputError(f"{entry.label}: is not a readable .tar ({error}); was the download cut?") from error


def _nested(member: Entry, layer: _Layer) -> Iterator[Entry | InputError]:
    """What a member holds; an error that ends it does not end the archive."""
    try:
        yield from _entries(member, layer)
    except InputError as error:
        yield error


@contextmanager
def seekable(entry: Entry) -> Iterator[IO[bytes]]:
    """The entry's stream, copied to a nameless temporary file if it cannot be read from the end."""
    if entry.stream.seekable():
        yield entry.stream
        return
    with SpooledTemporaryFile(max_size=_SPOOL_MEMORY) as spool:
        while data := entry.stream.read(MIB):
            spool.write(data)
        spool.seek(0)
        yield cast(IO[bytes], spool)
