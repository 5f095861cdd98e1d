"""Parquet tables, with pyarrow (extra ``bitext[parquet]``)."""

from collections.abc import Iterator
from importlib import import_module
from typing import Any

from bitext.dump.archives import seekable
from bitext.dump.entry import Entry
from bitext.dump.options import ReadOptions
from bitext.dump.records import Record, article_of, check_columns, keys_of
from bitext.errors import InputError, RecordError
from bitext.model import Article

BATCH_ROWS = 64


def read_parquet(entry: Entry, options: ReadOptions) -> Iterator[Article | InputError]:
    """One article a row; rows are numbered from 1; only the columns that are wanted are read."""
    check_columns(options)
    try:
        pyarrow, parquet = import_module("pyarrow"), import_module("pyarrow.parquet")
    except ImportError as error:
        raise InputError(f"{entry.label}: reading Parquet needs pyarrow: pip install 'bitext[parquet]'.") from error
    try:
        with seekable(entry) as stream:
            table = parquet.ParquetFile(stream, pre_buffer=False, buffer_size=2**20)
            yield from _rows(table, entry, options)
    except (pyarrow.ArrowException, OSError) as error:
        raise InputError(f"{entry.label}: is not a readable Parquet file ({error}); was the download cut?") from error


def _rows(table: Any, entry: Entry, options: ReadOptions) -> Iterator[Article | InputError]:
    names = table.schema_arrow.names
    keys = keys_of(names, options)
    if not {"text", "html"} & keys.keys():
        raise InputError(
            f"{entry.label}: no column with the text; the columns are {', '.join(names)[:300]}. "
            "Name it: --column text=NAME."
        )
    number = 0
    for batch in table.iter_batches(batch_size=BATCH_ROWS, columns=list(keys.values()), use_threads=False):
        for row in batch.to_pylist():
            number += 1
            yield _article(Record(row, entry, number, keys), options)


def _article(record: Record, options: ReadOptions) -> Article | RecordError:
    try:
        return article_of(record, options)
    except RecordError as error:
        return error
