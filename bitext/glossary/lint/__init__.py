"""What is wrong with a glossary: each finding with its place, and how to mend it."""

from collections.abc import Sequence
from pathlib import Path

from bitext.errors import FormatError
from bitext.glossary.exchange import read_any
from bitext.glossary.exchange.tables import decoded
from bitext.glossary.lint import entries as single
from bitext.glossary.lint import pairs, spelling
from bitext.glossary.lint.finding import CHECKS, Finding
from bitext.glossary.native import rows
from bitext.model import Severity, TermEntry

__all__ = ["CHECKS", "Finding", "lint_entries", "lint_files"]


def lint_files(paths: Sequence[Path]) -> list[Finding]:
    """The findings of all files, in the order of files and lines; entries of different files are compared too.

    A line that cannot be read is a finding, and the rest of the file is checked.
    """
    found: list[Finding] = []
    entries: list[TermEntry] = []
    for path in paths:
        entries += _readable(path, found)
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


def _readable(path: Path, found: list[Finding]) -> Sequence[TermEntry]:
    """The readable entries of a file of any format; what cannot be read is added to ``found``."""
    name = str(path)
    try:
        read = read_any(path, broken=lambda error: found.append(_broken(error, name)))
        if read.format == "bitext":
            for number, cells in rows(decoded(path.read_bytes(), name).split("\n")):
                found += spelling.check_cells(cells, f"{name}:{number}")
    except FormatError as error:
        found.append(_broken(error, name))
        return ()
    if not read.entries and not found:
        found.append(
            Finding("format", Severity.WARNING, name, "holds no entry", "was it saved? Add one, or leave it out.")
        )
    return read.entries


def _broken(error: FormatError, place: str) -> Finding:
    head, _, rest = str(error).partition(": ")
    message, _, mend = rest.partition("; ")
    return Finding("format", Severity.ERROR, head if head.startswith(place) else place, message, mend)


def _position(place: str, files: dict[str, int]) -> tuple[int, int]:
    path, _, line = place.rpartition(":")
    return files.get(path or place, len(files)), int(line) if line.isdigit() else 0
