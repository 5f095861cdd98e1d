"""Change a glossary file of ours: order, comments, other lines and line ends stay as they are.

Nothing is written that lint would call an error.
"""

import difflib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from bitext.errors import GlossaryError
from bitext.formats import atomic
from bitext.glossary.exchange import read_any
from bitext.glossary.lint import Finding, lint_entries
from bitext.glossary.native import (
    COLUMNS,
    cells_of,
    columns_of,
    entry_of,
    is_comment,
    is_header,
    line_of,
    read_lines,
    read_text,
)
from bitext.glossary.normal import clean
from bitext.model import Severity, TermEntry


@dataclass(frozen=True, slots=True)
class Change:
    """What an edit does to a file; nothing is written until ``save``."""

    path: Path
    before: str
    after: str
    findings: tuple[Finding, ...] = ()
    """Warnings that the edit brings."""

    @property
    def diff(self) -> list[str]:
        """A unified diff without context of more than one line."""
        before, after = self.before.splitlines(), self.after.splitlines()
        return list(difflib.unified_diff(before, after, str(self.path), str(self.path), n=1, lineterm=""))

    def save(self) -> None:
        """Write the file, all at once."""
        with atomic(self.path) as stream:
            stream.write(self.after.encode())


def add(path: Path, entries: Sequence[TermEntry], *, after: str = "") -> Change:
    """The change that adds entries at the end of a file, or after the entry with the source ``after``.

    A file that does not exist is begun with a header.
    GlossaryError if lint refuses an entry.
    """
    before = _own(path) if path.exists() else "\t".join(COLUMNS) + "\n"
    lines = _lines(before)
    columns, lines = _with_columns(lines, entries, str(path))
    place = _find(path, lines, after) + 1 if after else len(lines)
    lines[place:place] = [line_of(entry, columns) for entry in entries]
    return _change(path, before if path.exists() else "", lines)


def edit(path: Path, source: str, change: Callable[[TermEntry], TermEntry]) -> Change:
    """The change that makes another entry of the one with this source; GlossaryError if it is not there or refused."""
    before = _own(path)
    lines = _lines(before)
    place = _find(path, lines, source)
    old = entry_of(lines[place].split("\t"), columns_of(lines, str(path)), f"{path}:{place + 1}")
    new = change(old)
    columns, lines = _with_columns(lines, [new], str(path))
    lines[place] = _rewritten(lines[place], old, new, columns)
    return _change(path, before, lines)


def remove(path: Path, sources: Sequence[str]) -> Change:
    """The change that removes the entries with these sources; comments stay."""
    before = _own(path)
    lines = _lines(before)
    for place in sorted({_find(path, lines, source) for source in sources}, reverse=True):
        del lines[place]
    return _change(path, before, lines)


def _own(path: Path) -> str:
    """The text of a file of ours; GlossaryError if it is another tool's, which would not understand our lines."""
    kind = read_any(path, broken=lambda _: None).format
    if kind != "bitext":
        ours = path.with_suffix(".tsv") if path.suffix != ".tsv" else path.with_name(f"{path.stem}-new.tsv")
        raise GlossaryError(
            f"{path}: a glossary of another tool ({kind}), which is not edited; "
            f"take it over first: bitext glossary import {path} {ours}"
        )
    return read_text(path)


def _lines(text: str) -> list[str]:
    """The lines without ends and byte order mark."""
    return (
        [line.removesuffix("\r") for line in text.removeprefix("\ufeff").removesuffix("\n").split("\n")] if text else []
    )


def _find(path: Path, lines: Sequence[str], source: str) -> int:
    """The index of the line with a source; GlossaryError names near ones."""
    known: list[str] = []
    columns = columns_of(lines, str(path))
    first = True
    for index, line in enumerate(lines):
        if is_comment(line):
            continue
        cells = line.split("\t")
        header, first = first and is_header(cells), False
        if header:
            continue
        entry = entry_of(cells, columns, f"{path}:{index + 1}")
        if clean(entry.source) == clean(source):
            return index
        known.append(entry.source)
    near = difflib.get_close_matches(source, known, 3, 0.6)
    hint = f"did you mean {' or '.join(map(repr, near))}?" if near else "`bitext glossary find` searches all columns."
    raise GlossaryError(f"{path}: no entry has the source {source!r}; {hint}")


def _with_columns(lines: list[str], entries: Sequence[TermEntry], name: str) -> tuple[Sequence[str], list[str]]:
    """The columns of the file, with those added to its header that the entries need."""
    columns = tuple(columns_of(lines, name))
    rows = [dict(zip(COLUMNS, cells_of(entry), strict=True)) for entry in entries]
    missing = [column for column in COLUMNS if column not in columns and any(row[column] for row in rows)]
    if not missing:
        return columns, lines
    index = next(index for index, line in enumerate(lines) if not is_comment(line))
    header = "\t".join([lines[index], *missing])
    return (*columns, *missing), [*lines[:index], header, *lines[index + 1 :]]


def _rewritten(line: str, old: TermEntry, new: TermEntry, columns: Sequence[str]) -> str:
    """The line with the cells that changed replaced and the others as they were."""
    cells = line.split("\t")
    cells += [""] * (len(columns) - len(cells))
    for index, (was, now) in enumerate(zip(cells_of(old, columns), cells_of(new, columns), strict=True)):
        if was != now:
            cells[index] = now
    while len(cells) > max(2, len(line.split("\t"))) and not cells[-1]:
        cells.pop()
    return "\t".join(cells)


def _change(path: Path, before: str, lines: Sequence[str]) -> Change:
    """The change to these lines; GlossaryError with the findings if it brings errors that were not there."""
    old, new = _entries(_lines(before), path), _entries(lines, path)
    known = {(one.check, one.message) for one in lint_entries(old)}
    findings = [one for one in lint_entries(new) if (one.check, one.message) not in known]
    errors = [str(one) for one in findings if one.severity is Severity.ERROR]
    if errors:
        raise GlossaryError("refused, nothing was written:\n  " + "\n  ".join(errors))
    end = "\r\n" if "\r\n" in before else "\n"
    mark = "\ufeff" if before.startswith("\ufeff") else ""
    text = mark + end.join(lines) + (end if lines and (before.endswith("\n") or not before) else "")
    if text == before:
        raise GlossaryError(f"{path}: the edit changes nothing; the entry says so already.")
    return Change(path, before, text, tuple(one for one in findings if one.severity is Severity.WARNING))


def _entries(lines: Sequence[str], path: Path) -> list[TermEntry]:
    return list(read_lines(lines, str(path)))
