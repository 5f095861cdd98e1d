"""Tables: .csv as RFC 4180 says, and .tsv with or without quotes."""

import csv
from collections import deque
from collections.abc import Iterator

from bitext.counting import counted
from bitext.dump.entry import Entry
from bitext.dump.lines import read_lines
from bitext.dump.options import ReadOptions
from bitext.dump.records import Record, article_of, check_columns, keys_of
from bitext.errors import InputError, RecordError
from bitext.model import Article

DELIMITERS = ",;\t|"


def read_table(entry: Entry, options: ReadOptions) -> Iterator[Article | InputError]:
    """One article a row, one row in memory at a time; a bad row is an error with the number of its first line.

    The first row names the columns, unless ``options.columns`` gives them by number.
    """
    check_columns(options)
    rows = Rows(read_lines(entry, options), options.max_record_bytes)
    header = _header(rows, entry, options)
    keys = keys_of(header, options)
    for number, cells in rows:
        if isinstance(cells, RecordError):
            yield cells
        elif cells is None or len(cells) != len(header):
            shown = "a broken quote" if cells is None else counted(len(cells), "column")
            yield RecordError(f"{entry.label}:{number}: {shown}, where the header has {len(header)} columns; skipped.")
        else:
            try:
                yield article_of(Record(dict(zip(header, cells, strict=True)), entry, number, keys), options)
            except RecordError as error:
                yield error


def _header(rows: "Rows", entry: Entry, options: ReadOptions) -> list[str]:
    """The column names; InputError if there is no column for the text."""
    first = rows.first_line()
    if first is None:
        raise InputError(f"{entry.label}: is empty; was the download or export interrupted?")
    rows.delimiter = options.delimiter or _delimiter(first, entry.suffix)
    cells = rows.header()
    if not cells:
        raise InputError(f"{entry.label}:1: the header line has a broken quote; is the file cut, or not a table?")
    if options.columns and all(name.isdecimal() for name in options.columns.values()):
        rows.unread_header()
        return [str(number) for number in range(1, len(cells) + 1)]
    if not {"text", "html"} & keys_of(cells, options).keys():
        raise InputError(
            f"{entry.label}:1: no column with the text; the columns are {', '.join(cells)[:300]}. "
            "Name it: --column text=NAME, or --column text=2 for a table without header."
        )
    return cells


def _delimiter(line: str, suffix: str) -> str:
    """A tab for .tsv, else the delimiter that is most often in the header line outside quotes."""
    if suffix in (".tsv", ".tab"):
        return "\t"
    bare = "".join(line.split('"')[::2])
    return max(DELIMITERS, key=bare.count)


class Rows:
    """Rows of a table with the number of their first line; None for one with broken quotes.

    A row that is not well quoted is taken as it stands if it has the right number of columns, as in tables that
    quote nothing; the lines that an unclosed quote has swallowed are read again.
    """

    def __init__(self, lines: Iterator[tuple[int, str | RecordError]], limit: int) -> None:
        self.delimiter = ","
        self._lines, self._limit = lines, limit
        self._again: deque[tuple[int, str | RecordError]] = deque()
        self._header: list[tuple[int, str | RecordError]] = []
        self._width = 0
        csv.field_size_limit(max(csv.field_size_limit(), limit))

    def first_line(self) -> str | None:
        """The first line that is not blank, still to be read; None if there is none."""
        for number, line in self._source():
            if isinstance(line, RecordError):
                raise line
            if line.strip():
                self._again.appendleft((number, line))
                return line
        return None

    def header(self) -> list[str] | None:
        """The first row, None for broken quotes; the rows that follow are measured by its length."""
        _, cells = next(self)
        if isinstance(cells, RecordError):
            raise cells
        self._width = len(cells or ())
        return cells

    def unread_header(self) -> None:
        """Makes the first row an ordinary one."""
        self._again.extendleft(reversed(self._header))

    def _source(self) -> Iterator[tuple[int, str | RecordError]]:
        while True:
            if self._again:
                yield self._again.popleft()
            elif (item := next(self._lines, None)) is not None:
                yield item
            else:
                return

    def __iter__(self) -> "Rows":
        return self

    def __next__(self) -> tuple[int, list[str] | RecordError | None]:
        for number, line in self._source():
            if isinstance(line, RecordError):
                return number, line
            if line.strip():
                self._again.appendleft((number, line))
                return number, self._row()
        raise StopIteration

    def _row(self) -> list[str] | None:
        taken: list[tuple[int, str | RecordError]] = []
        try:
            cells = next(csv.reader(self._feed(taken), delimiter=self.delimiter, strict=True))
        except csv.Error:
            cells = None
        if not self._width:
            self._header = taken
            return cells
        if cells is not None and len(cells) == self._width:
            return cells
        raw = str(taken[0][1]).rstrip("\r\n").split(self.delimiter)
        if len(raw) == self._width or cells is None:
            self._again.extendleft(reversed(taken[1:]))
        return raw if len(raw) == self._width else cells

    def _feed(self, taken: list[tuple[int, str | RecordError]]) -> Iterator[str]:
        """Lines for one row, kept in ``taken``; csv.Error if they are too many or one is damaged."""
        size = 0
        for item in self._source():
            taken.append(item)
            size += len(str(item[1]))
            if size > self._limit or isinstance(item[1], RecordError):
                raise csv.Error("too long or damaged")
            yield item[1]
