"""What is wrong with a glossary: each finding with its place, and how to mend it."""

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from bitext.errors import FormatError
from bitext.glossary.exchange import read_any
from bitext.glossary.lint import entries as single
from bitext.glossary.lint import pairs, spelling
from bitext.glossary.lint.finding import CHECKS, Finding
from bitext.glossary.native import columns_of, entry_of, is_comment, is_header, read_text
from bitext.model import Severity, TermEntry

__all__ = ["CHECKS", "Finding", "lint_entries", "lint_files"]


def lint_files(paths: Sequence[Path]) -> list[Finding]:
    """The findings of all files, in the order of files and lines; entries of different files are compared too.

    A line that cannot be read is a finding, and the rest of the file is checked.
    """
    found: list[Finding] = []
    entries: list[TermEntry] = []
    for path in paths:
        if path.suffix.lower() == ".tsv":
            entries += _native(path, found)
        else:
            entries += _foreign(path, found)
    found += lint_entries(entries)
    files = {str(path): number for number, path in enumerate(paths)}
    return sorted(found, key=lambda one: (*_position(one.place, files), -one.severity, one.check, one.message))


def lint_entries(entries: Sequence[TermEntry]) -> list[Finding]:
    """The findings of entries and of pairs of entries."""
    found: list[Finding] = []
    for entry in entries:
        found += spelling.check(entry)
        found += single.check(entry)
    found += pairs.check(entries)
    return found


def _native(path: Path, found: list[Finding]) -> Iterator[TermEntry]:
    """The readable entries of a file of ours; what cannot be read is added to ``found``."""
    try:
        lines = read_text(path).removeprefix("\ufeff").split("\n")
        columns = columns_of(lines, str(path))
    except FormatError as error:
        found.append(_broken(error, str(path)))
        return
    first = True
    for number, line in enumerate(lines, 1):
        if is_comment(line):
            continue
        cells = line.rstrip("\r").split("\t")
        header, first = first and is_header(cells), False
        if header:
            continue
        found += spelling.check_cells(cells, f"{path}:{number}")
        try:
            yield entry_of(cells, columns, f"{path}:{number}")
        except FormatError as error:
            found.append(_broken(error, f"{path}:{number}"))


def _foreign(path: Path, found: list[Finding]) -> Iterable[TermEntry]:
    try:
        return read_any(path).entries
    except FormatError as error:
        found.append(_broken(error, str(path)))
        return ()


def _broken(error: FormatError, place: str) -> Finding:
    head, _, rest = str(error).partition(": ")
    message, _, mend = rest.partition("; ")
    return Finding("format", Severity.ERROR, head if head.startswith(place) else place, message, mend)


def _position(place: str, files: dict[str, int]) -> tuple[int, int]:
    path, _, line = place.rpartition(":")
    return files.get(path or place, len(files)), int(line) if line.isdigit() else 0
