"""One readable thing, a file or a member of an archive, on its way to a reader."""

from dataclasses import dataclass
from io import BufferedReader
from pathlib import PurePosixPath

PROBE_BYTES = 8192
"""How much of the beginning is looked at to tell text from other things; the same as git's."""

SUFFIXES: dict[str, str] = {
    ".txt": "text",
    ".text": "text",
    ".jsonl": "jsonl",
    ".ndjson": "jsonl",
    ".json": "json",
    ".csv": "csv",
    ".tsv": "csv",
    ".tab": "csv",
    ".parquet": "parquet",
    ".html": "html",
    ".htm": "html",
    ".xhtml": "html",
    ".warc": "warc",
}
"""File suffix -> format; a file with another suffix is read when it is named itself."""

_OPENINGS = {b'{"': "jsonl", b"par1": "parquet", b"<!doctype html": "html", b"<html": "html", b"warc/1.": "warc"}


@dataclass(frozen=True, slots=True)
class Entry:
    """An open input."""

    label: str
    """Names it in messages: the path as given, or ``archive!member``."""
    name: str
    """Relative path; its suffix says the format, the rest starts the ids of its articles."""
    stream: BufferedReader

    @property
    def suffix(self) -> str:
        """The last suffix in small letters, with its dot."""
        return PurePosixPath(self.name).suffix.lower()

    @property
    def stem(self) -> str:
        """The name without a suffix that says a format."""
        return str(PurePosixPath(self.name).with_suffix("")) if self.suffix in SUFFIXES else self.name

    @property
    def format(self) -> str:
        """The format by suffix, else by the first bytes, else text."""
        if self.suffix in SUFFIXES:
            return SUFFIXES[self.suffix]
        head = self.head().removeprefix(b"\xef\xbb\xbf").lstrip()[:20].lower()
        return next((name for opening, name in _OPENINGS.items() if head.startswith(opening)), "text")

    def head(self) -> bytes:
        """The first bytes without consuming them; fewer than PROBE_BYTES only for short inputs and slow pipes."""
        return self.stream.peek(PROBE_BYTES)[:PROBE_BYTES]
