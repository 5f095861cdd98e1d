"""Glossary files of other tools: which format a file has, reading and writing.

A reader gives entries and a sentence that says what the file was taken for; a writer gives bytes and what was lost.
docs/glossary.md lists the losses.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path

from bitext.errors import FormatError, GlossaryError
from bitext.glossary.native import Broken
from bitext.model import TermEntry

FORMATS: dict[str, tuple[str, str]] = {
    "bitext": ("bitext.glossary.exchange.tables", "TSV with a header, all that an entry has"),
    "deepl": ("bitext.glossary.exchange.tables", "DeepL glossary: TSV or CSV without header, German first"),
    "google": ("bitext.glossary.exchange.tables", "Google Cloud Translation glossary: TSV or CSV without header"),
    "aws": ("bitext.glossary.exchange.tables", "Amazon Translate custom terminology: CSV or TSV, header de,en"),
    "omegat": ("bitext.glossary.exchange.tables", "OmegaT glossary: source, target, comment (.txt, .utf8)"),
    "weblate": ("bitext.glossary.exchange.tables", "Weblate or Translate Toolkit CSV"),
    "multiterm": ("bitext.glossary.exchange.tables", "table with language names as header, as MultiTerm users keep it"),
    "tbx": ("bitext.glossary.exchange.tbx", "TBX-Basic (ISO 30042), version 2 written, 2 and 3 read"),
}
"""Name -> (module, what it is)."""


@dataclass(frozen=True, slots=True)
class Imported:
    """A glossary file that was read."""

    entries: tuple[TermEntry, ...]
    format: str
    """A name of FORMATS."""
    said: str
    """What the file was taken for, a sentence for a person."""
    left_out: tuple[str, ...] = ()
    """Entries that are not for us (without German or English), with their places, one line each."""


@dataclass(frozen=True, slots=True)
class Exported:
    """A glossary as a file of a format."""

    data: bytes
    losses: tuple[str, ...]
    """What the format cannot hold, one sentence a kind."""


def read_any(path: Path, kind: str = "", broken: Broken | None = None) -> Imported:
    """The entries of a file of any known format; ``kind`` (a name of FORMATS) overrules the detection.

    FormatError with ``path:line`` if it breaks its format, GlossaryError if it cannot be read.
    With ``broken`` a line of a table that cannot be read is told, and the others are read.
    """
    if kind and kind not in FORMATS:
        raise GlossaryError(f"no glossary format is called {kind!r}; known: {', '.join(FORMATS)}.")
    try:
        data = path.read_bytes()
    except OSError as error:
        raise GlossaryError(f"{path}: cannot be read ({error.strerror or error}); check the path.") from error
    xml = _is_xml(data)
    if xml != (kind == "tbx") and kind:
        raise FormatError(f"{path}:1: this is {'XML' if xml else 'no XML'}, not the format {kind!r}; leave --from out.")
    reader: Callable[[bytes, str, str, Broken | None], Imported] = import_module(
        "bitext.glossary.exchange.tbx" if xml else "bitext.glossary.exchange.tables"
    ).read
    return reader(data, str(path), kind, broken)


def write_as(entries: Sequence[TermEntry], kind: str, suffix: str = "") -> Exported:
    """The entries as bytes of a format; ``suffix`` (.csv, .tsv) chooses the delimiter where the format has both."""
    if kind not in FORMATS:
        raise GlossaryError(f"no glossary format is called {kind!r}; known: {', '.join(FORMATS)}.")
    writer: Callable[[Sequence[TermEntry], str, str], Exported] = import_module(FORMATS[kind][0]).write
    return writer(entries, kind, suffix)


def _is_xml(data: bytes) -> bool:
    start = data[:400].removeprefix(b"\xef\xbb\xbf").lstrip()
    return start.startswith(b"<") or start[:4] in (b"\xff\xfe<\x00", b"\xfe\xff\x00<")
