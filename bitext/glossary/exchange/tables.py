"""Glossaries as tables: TSV and CSV of bitext, DeepL, Google, AWS, OmegaT, Weblate and MultiTerm users.

Lost by all but our own: case, status other than must, forbidden targets, examples; a term to keep becomes one whose
target is its source.
DeepL, Google and AWS hold one target for a source: the first is written, and a row for every variant.
"""

import csv
import io
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import islice

from bitext.counting import counted
from bitext.errors import FormatError
from bitext.glossary.exchange import Exported, Imported
from bitext.glossary.native import COLUMNS, Broken, columns_of, is_comment, is_header, line_of, not_utf8, read_lines
from bitext.model import CasePolicy, TermEntry, TermStatus

_CODE = re.compile(r"(?:[a-z]{2,3})(?:[-_][a-z0-9]{2,8})*", re.I)
_GERMAN = frozenset({"german", "deutsch", "de", "ger", "deu"})
_ENGLISH = frozenset({"english", "englisch", "en", "eng"})
_WEBLATE = ("location", "source", "target", "id", "fuzzy", "context", "translator_comments", "developer_comments")
_NOTES = frozenset({"note", "notes", "comment", "comments", "translator_comments", "description", "bemerkung"})
_LONGEST = 1024
"""Bytes a side in a DeepL glossary (developers.deepl.com, api-reference/glossaries)."""


def read(data: bytes, name: str, kind: str = "", broken: Broken | None = None) -> Imported:
    """The entries of a table, its format found by delimiter and header; ``broken`` as in read_any."""
    text = decoded(data, name)
    lines = text.split("\n")
    delimiter = _delimiter(lines, name)
    first = next((line for line in lines if not is_comment(line)), "")
    header = [cell.strip().lower() for cell in next(csv.reader([first], delimiter=delimiter), [])]
    kind = kind or _kind(header, delimiter, name)
    if kind == "bitext":
        entries = tuple(read_lines(lines, name, broken))
        what = _said(kind) if {"source", "target"} <= set(header) else "TSV without header (bitext, DeepL, Google)"
        return Imported(entries, kind, f"{name}: {counted(len(entries), 'entry')}, read as {what}.")
    columns = _columns(kind, header)
    if columns is None and header and is_header(header):
        columns_of(["\t".join(header)], name)
    rows = islice(_rows(lines, name, delimiter), 0 if columns is None else 1, None)
    entries = tuple(_entries(rows, columns or _positions(kind, header), broken))
    return Imported(entries, kind, f"{name}: {counted(len(entries), 'entry')}, read as {_said(kind)}.")


def write(entries: Sequence[TermEntry], kind: str, suffix: str = "") -> Exported:
    """The entries as a table."""
    if kind == "bitext":
        lines = ["\t".join(COLUMNS), *map(line_of, entries)]
        return Exported(("\n".join(lines) + "\n").encode(), ())
    rows: Callable[[Sequence[TermEntry]], Iterator[Sequence[str]]] = _WRITERS[kind]
    delimiter = "," if suffix == ".csv" or (kind in ("aws", "weblate") and suffix != ".tsv") else "\t"
    out = io.StringIO()
    if delimiter == ",":
        csv.writer(
            out, lineterminator="\n", quoting=csv.QUOTE_ALL if kind == "weblate" else csv.QUOTE_MINIMAL
        ).writerows(rows(entries))
    else:
        out.writelines("\t".join(_flat(cell) for cell in row) + "\n" for row in rows(entries))
    return Exported(out.getvalue().encode(), tuple(_losses(entries, kind)))


def decoded(data: bytes, name: str) -> str:
    """The text of a table with plain line ends; FormatError if it is neither UTF-8 nor marked UTF-16."""
    try:
        if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
            return data.decode("utf-16").replace("\r\n", "\n")
        return data.decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError as error:
        raise not_utf8(data, name, error.start) from error


def _delimiter(lines: Sequence[str], name: str) -> str:
    """The delimiter that cuts most of the first lines into the same number of cells; a tab wins ties, then a comma."""
    sample = [line for line in lines[:200] if not is_comment(line)]
    best = max("\t,;", key=lambda delimiter: _regularity(sample, delimiter))
    if sample and _regularity(sample, best)[0] * 2 < len(sample) and not name.endswith(".tsv"):
        raise FormatError(
            f"{name}:1: no tabs, semicolons or commas part the columns; a glossary line is: source, tab, target."
        )
    return best if sample and _regularity(sample, best)[0] else "\t"


def _regularity(sample: Sequence[str], delimiter: str) -> tuple[int, int, int]:
    """How well a delimiter fits: rows of the commonest width, rows with both first cells filled, few columns."""
    rows = [line.split("\t") for line in sample] if delimiter == "\t" else list(csv.reader(sample, delimiter=delimiter))
    widths = Counter(len(row) for row in rows if len(row) > 1)
    if not widths:
        return 0, 0, 0
    width, count = widths.most_common(1)[0]
    return count, sum(len(row) > 1 and bool(row[0].strip()) and bool(row[1].strip()) for row in rows), -width


def _kind(header: Sequence[str], delimiter: str, name: str) -> str:
    """The format that the first line and the name of the file speak for."""
    names = set(header)
    if {"source", "target"} <= names:
        return "weblate" if names & (set(_WEBLATE) - {"source", "target"}) or delimiter != "\t" else "bitext"
    if _named_after(header):
        return "deepl"
    languages = [cell for cell in header if cell in _GERMAN | _ENGLISH or _CODE.fullmatch(cell)]
    if _language(header, _GERMAN) is not None and _language(header, _ENGLISH) is not None:
        return "aws" if len(languages) == len(header) and all(len(cell) < 6 for cell in header) else "multiterm"
    if name.lower().endswith((".txt", ".utf8", ".tab")) or (len(header) == 3 and delimiter != "\t"):
        return "omegat"
    return "bitext" if delimiter == "\t" else "deepl"


def _named_after(header: Sequence[str]) -> bool:
    """Whether the languages stand in the third and fourth cell of every row, as in a DeepL file of several pairs."""
    return len(header) == 4 and all(_CODE.fullmatch(cell) for cell in header[2:]) and not _GERMAN & set(header[:2])


def _language(header: Sequence[str], names: frozenset[str]) -> int | None:
    """The first column whose header names a language, with or without a country."""
    for index, cell in enumerate(header):
        if re.split(r"[-_ (]", cell)[0] in names:
            return index
    return None


def _columns(kind: str, header: Sequence[str]) -> dict[str, int] | None:
    """Which column is what by the header; None if the format has no header."""
    if kind in ("deepl", "google", "omegat"):
        return None
    found = {"source": _language(header, _GERMAN), "target": _language(header, _ENGLISH)}
    if kind == "weblate" or None in found.values():
        found = {name: header.index(name) if name in header else None for name in ("source", "target")}
    if found["source"] is None or found["target"] is None:
        return None
    found["note"] = next((index for index, cell in enumerate(header) if cell in _NOTES), None)
    return {name: index for name, index in found.items() if index is not None}


def _positions(kind: str, header: Sequence[str]) -> dict[str, int]:
    """Which column is what without a header: German first, unless the row says that it is English."""
    if kind == "deepl" and _named_after(header) and header[2].startswith("en"):
        return {"source": 1, "target": 0}
    places = {"source": 0, "target": 1}
    return {**places, "note": 2} if kind == "omegat" and len(header) > 2 else places


def _entries(
    rows: Iterable[tuple[str, list[str]]], columns: dict[str, int], broken: Broken | None
) -> Iterator[TermEntry]:
    """One entry a source; rows with the same source are joined into one with several targets."""
    joined: dict[str, TermEntry] = {}
    for place, cells in rows:
        row = {column: cells[index].strip() for column, index in columns.items() if index < len(cells)}
        source, target = row.get("source", ""), row.get("target", "")
        if not source and not target:
            continue
        if not source or not target:
            side = "target" if source else "source"
            error = FormatError(f"{place}: the {side} is empty; fill it in or delete the line.")
            if broken is None:
                raise error
            broken(error)
            continue
        known = joined.get(source)
        if known is None:
            joined[source] = TermEntry(source, (target,), note=row.get("note", ""), origin=place)
        elif target not in known.targets:
            joined[source] = replace(known, targets=(*known.targets, target))
    return iter(joined.values())


def _rows(lines: Sequence[str], name: str, delimiter: str) -> Iterator[tuple[str, list[str]]]:
    """The rows with their places; CSV cells may be quoted and hold line breaks, TSV cells may not."""
    if delimiter == "\t":
        for number, line in enumerate(lines, 1):
            if not is_comment(line):
                yield f"{name}:{number}", [_unquoted(cell) for cell in line.rstrip("\r").split("\t")]
        return
    kept = ["" if line.startswith("#") else line for line in lines]
    reader = csv.reader((line + "\n" for line in kept), delimiter=delimiter, strict=True)
    try:
        for cells in reader:
            if any(cell.strip() for cell in cells):
                yield f"{name}:{reader.line_num}", [" ".join(cell.split()) for cell in cells]
    except csv.Error as error:
        raise FormatError(
            f"{name}:{reader.line_num}: broken CSV ({error}); quotation marks inside a cell are doubled."
        ) from error


def _unquoted(cell: str) -> str:
    """A cell that a spreadsheet quoted, without the quotation marks."""
    cell = cell.strip()
    if len(cell) > 1 and cell[0] == cell[-1] == '"' and '""' in cell[1:-1]:
        return cell[1:-1].replace('""', '"')
    return cell


def _said(kind: str) -> str:
    from bitext.glossary.exchange import FORMATS

    return f"{kind} ({FORMATS[kind][1]})"


def _pairs(entries: Sequence[TermEntry]) -> Iterator[tuple[str, str]]:
    """One row a source and variant with the first target; each source once."""
    seen: set[str] = set()
    for entry in entries:
        target = _target(entry)
        for source in (entry.source, *entry.variants):
            if target and source not in seen and max(len(source.encode()), len(target.encode())) <= _LONGEST:
                seen.add(source)
                yield source, target


def _target(entry: TermEntry) -> str:
    if entry.status is TermStatus.FORBIDDEN:
        return ""
    return entry.source if entry.status is TermStatus.KEEP else entry.targets[0] if entry.targets else ""


def _with_header(entries: Sequence[TermEntry]) -> Iterator[Sequence[str]]:
    yield ("de", "en")
    yield from _pairs(entries)


def _all_targets(entries: Sequence[TermEntry]) -> Iterator[tuple[str, str, str]]:
    """One row a source and target, and a row for every variant."""
    for entry in entries:
        if not _target(entry):
            continue
        targets = (entry.source,) if entry.status is TermStatus.KEEP else entry.targets
        for source in (entry.source, *entry.variants):
            for target in targets:
                yield source, target, entry.note


def _multiterm(entries: Sequence[TermEntry]) -> Iterator[Sequence[str]]:
    yield ("German", "English", "Note")
    yield from _all_targets(entries)


def _weblate(entries: Sequence[TermEntry]) -> Iterator[Sequence[str]]:
    yield _WEBLATE
    for source, target, note in _all_targets(entries):
        yield ("", source, target, "", "", "", note, "")


_WRITERS: dict[str, Callable[[Sequence[TermEntry]], Iterator[Sequence[str]]]] = {
    "deepl": _pairs,
    "google": _pairs,
    "aws": _with_header,
    "omegat": _all_targets,
    "multiterm": _multiterm,
    "weblate": _weblate,
}


def _losses(entries: Sequence[TermEntry], kind: str) -> Iterator[str]:
    """What a table of this kind does not hold, with counts."""
    single = kind in ("deepl", "google", "aws")
    counts = {
        "further targets": sum(len(entry.targets) > 1 for entry in entries) if single else 0,
        "forbidden targets": sum(bool(entry.forbidden) or entry.status is TermStatus.FORBIDDEN for entry in entries),
        "case policies": sum(entry.case is not CasePolicy.AUTO for entry in entries),
        "statuses prefer and keep": sum(entry.status in (TermStatus.PREFER, TermStatus.KEEP) for entry in entries),
        "notes": sum(bool(entry.note) for entry in entries) if single else 0,
        "examples": sum(bool(entry.example) for entry in entries),
        "links of a variant to its entry": sum(bool(entry.variants) for entry in entries),
        f"terms of more than {_LONGEST} bytes": sum(_is_long(entry) for entry in entries) if single else 0,
    }
    for what, count in counts.items():
        if count:
            yield f"{what} ({counted(count, 'entry')})"


def _is_long(entry: TermEntry) -> bool:
    return max(len(text.encode()) for text in (entry.source, *entry.variants, *entry.targets[:1])) > _LONGEST


def _flat(cell: str) -> str:
    return re.sub(r"[\t\r\n]+", " ", cell)
