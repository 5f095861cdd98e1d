"""Compressed streams, unpacked as they are read, with limits that stop a bomb."""

import bz2
import gzip
import lzma
import os
import tarfile
import zipfile
import zlib
from collections.abc import Callable
from importlib import import_module
from io import BufferedReader, RawIOBase
from typing import IO, TYPE_CHECKING, Any, cast

from bitext.dump.options import GIB, MIB, ReadOptions
from bitext.errors import InputError

if TYPE_CHECKING:
    from _typeshed import WriteableBuffer

RATIO_FLOOR = 64 * MIB
"""Below this a high ratio is harmless, and ordinary in logs and blank files."""
TOTAL_FLOOR = 16
"""As many bombs in one input are survived; only then is it given up as a whole."""
XZ_MEMORY = GIB // 4
"""``xz -9`` asks for 65 MiB (xz(1))."""
ZSTD_STEP = 1024
"""Bytes given to the decoder at once: they can become 32 MiB, a block of 128 KiB (RFC 8878) for each four."""
ZSTD_WINDOW = 2**27
"""The largest window of ``zstd`` without ``--long=28`` or more (zstd(1))."""

_BROKEN = (EOFError, OSError, zlib.error, lzma.LZMAError, zipfile.BadZipFile, tarfile.TarError)


class Budget:
    """What one input may still unpack, all its layers and members together."""

    def __init__(self, packed: int, options: ReadOptions) -> None:
        self._options = options
        self._limit = options.max_unpacked_bytes
        if packed:
            self._limit = min(self._limit, max(TOTAL_FLOOR * RATIO_FLOOR, packed * options.max_ratio))
        self._unpacked = 0

    @property
    def spent(self) -> bool:
        """Whether the limit has been reached."""
        return self._unpacked > self._limit

    def check(self, size: int, label: str) -> None:
        """Counts ``size`` more unpacked bytes; InputError when they are too many."""
        self._unpacked += size
        if self.spent:
            raise InputError(
                f"{label}: unpacks to more than {self._limit // MIB} MiB; it looks like a zip bomb. "
                "If it is not, unpack it yourself and give the files."
            )

    def check_ratio(self, packed: int, unpacked: int, label: str) -> None:
        """InputError when one stream unpacks to far more than texts do."""
        ratio = self._options.max_ratio
        if unpacked > RATIO_FLOOR and unpacked > ratio * max(packed, 1):
            raise InputError(
                f"{label}: unpacks to more than {ratio} times its size; it looks like a zip bomb. "
                "If it is not, unpack it yourself and give the files."
            )


class _Unpacked(RawIOBase):
    """A raw stream over an unpacking one that keeps the budget and speaks in InputErrors."""

    def __init__(self, inner: IO[bytes], packed: Callable[[], int], label: str, budget: Budget) -> None:
        self._inner, self._packed, self._label, self._budget = inner, packed, label, budget
        self._unpacked = 0

    def readable(self) -> bool:
        return True

    def tell(self) -> int:
        return self._unpacked

    def readinto(self, buffer: "WriteableBuffer") -> int:
        view = memoryview(buffer).cast("B")
        try:
            data = self._inner.read(len(view))
        except _BROKEN as error:
            raise InputError(f"{self._label}: cannot be unpacked ({error}); was the download cut?") from error
        self._unpacked += len(data)
        self._budget.check(len(data), self._label)
        self._budget.check_ratio(self._packed(), self._unpacked, self._label)
        view[: len(data)] = data
        return len(data)


class _Counted(RawIOBase):
    """A raw stream that knows how much has been read of it."""

    def __init__(self, stream: BufferedReader) -> None:
        self._stream = stream
        self.count = 0

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: "WriteableBuffer") -> int:
        count = self._stream.readinto(buffer)
        self.count += count
        return count


class _Xz:
    """Reads .xz and .lzma with a limit on the memory that the file may ask for, which LZMAFile lacks."""

    def __init__(self, stream: IO[bytes]) -> None:
        self._stream = stream
        self._decoder = lzma.LZMADecompressor(memlimit=XZ_MEMORY)
        self._rest = b""

    def read(self, size: int) -> bytes:
        """At most ``size`` bytes, none at the end."""
        while True:
            if self._decoder.eof:
                self._rest = self._decoder.unused_data.lstrip(b"\0") or self._stream.read(65536).lstrip(b"\0")
                if not self._rest:
                    return b""
                self._decoder = lzma.LZMADecompressor(memlimit=XZ_MEMORY)
            data = self._rest or (self._stream.read(65536) if self._decoder.needs_input else b"")
            if self._decoder.needs_input and not data:
                raise EOFError("the file ends too early")
            self._rest = b""
            if found := self._decoder.decompress(data, size):
                return found


class _Zstd:
    """Reads .zst frames one after the other with a limit on the window, which is memory."""

    def __init__(self, stream: IO[bytes]) -> None:
        try:
            zstandard = import_module("zstandard")
        except ImportError as error:
            raise InputError("reading .zst needs the package zstandard: pip install zstandard.") from error
        self._stream = stream
        self._decoder = zstandard.ZstdDecompressor(max_window_size=ZSTD_WINDOW)
        self._frame: Any = None
        self._error: type[Exception] = zstandard.ZstdError
        self._packed = self._ready = b""
        self._at = 0

    def read(self, size: int) -> bytes:
        """At most ``size`` bytes, none at the end; unlike zstandard's own stream it tells a cut file."""
        while self._at >= len(self._ready):
            self._packed = self._packed or self._stream.read(ZSTD_STEP)
            if not self._packed and self._frame is None:
                return b""
            if not self._packed:
                raise EOFError("the file ends too early")
            self._unpack()
        found = self._ready[self._at : self._at + size]
        self._at += len(found)
        return found

    def _unpack(self) -> None:
        if self._frame is None:
            self._frame = self._decoder.decompressobj()
        try:
            self._ready, self._at = self._frame.decompress(self._packed), 0
        except self._error as error:
            raise EOFError(str(error)) from error
        self._packed = self._frame.unused_data
        if self._frame.eof:
            self._frame = None


UNPACKERS: dict[str, Callable[[IO[bytes]], IO[bytes]]] = {
    ".gz": lambda stream: cast(IO[bytes], gzip.GzipFile(fileobj=stream)),
    ".bz2": lambda stream: cast(IO[bytes], bz2.BZ2File(stream)),
    ".xz": lambda stream: cast(IO[bytes], _Xz(stream)),
    ".lzma": lambda stream: cast(IO[bytes], _Xz(stream)),
    ".zst": lambda stream: cast(IO[bytes], _Zstd(stream)),
}
"""Suffix -> the stream unpacked."""


def unpacked(stream: BufferedReader, suffix: str, label: str, budget: Budget) -> BufferedReader:
    """``stream`` unpacked as its suffix says; reading it raises InputError when it is broken or a bomb."""
    counted = _Counted(stream)
    packed: BufferedReader = BufferedReader(counted, 65536)
    inner = UNPACKERS[suffix](packed)
    return BufferedReader(_Unpacked(inner, lambda: counted.count, label, budget), 65536)


def guarded(inner: IO[bytes], packed: int, label: str, budget: Budget) -> BufferedReader:
    """An archive member of ``packed`` bytes as a stream that keeps the budget."""
    return BufferedReader(_Unpacked(inner, lambda: packed, label, budget), 65536)


def size_of(stream: BufferedReader) -> int:
    """The size of the file under a stream, 0 for pipes and other endless things."""
    try:
        return os.fstat(stream.fileno()).st_size
    except OSError:
        return 0
