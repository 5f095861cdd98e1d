"""JSON Lines, one record a line (https://jsonlines.org), and .json files with one record or a list of them."""

import json
from collections.abc import Iterator

from bitext.dump.encoding import Decoder, as_utf8, binary_error
from bitext.dump.entry import Entry
from bitext.dump.lines import BOM, read_lines
from bitext.dump.options import ReadOptions
from bitext.dump.records import Record, article_of, check_columns, keys_of
from bitext.errors import EncodingError, InputError, RecordError
from bitext.model import Article


def read_jsonl(entry: Entry, options: ReadOptions) -> Iterator[Article | InputError]:
    """One article a line, one line in memory at a time; a bad line is an error with its number."""
    check_columns(options)
    found = False
    for number, line in read_lines(entry, options):
        if isinstance(line, RecordError):
            found = True
            yield line
        elif line.strip():
            if not found and line.lstrip().startswith("["):
                raise InputError(f"{entry.label}: is a JSON list, not JSON Lines; name it .json, or use jq -c '.[]'.")
            found = True
            yield _article(line, entry, number, options)
    if not found:
        raise InputError(f"{entry.label}: is empty; was the download or export interrupted?")


def read_json(entry: Entry, options: ReadOptions) -> Iterator[Article | InputError]:
    """The articles of a JSON file that is one object or a list of objects; it is held in memory as a whole."""
    check_columns(options)
    if error := binary_error(entry.head(), entry.label):
        raise error
    stream = as_utf8(entry.stream, options.encoding, entry.label) if options.encoding else entry.stream
    data = stream.read(options.max_record_bytes + 1)
    if len(data) > options.max_record_bytes:
        limit = options.max_record_bytes // 2**20
        raise InputError(f"{entry.label}: a .json file over {limit} MiB is not read; make it .jsonl: jq -c '.[]'.")
    text = Decoder(entry.label).decode(data.removeprefix(BOM), 1)
    if isinstance(text, EncodingError):
        raise text
    found = _parse(text, entry.label, 1)
    for number, values in enumerate(found if isinstance(found, list) else [found], start=1):
        yield _checked(values, entry, number, options)


def _parse(text: str, label: str, line: int) -> object:
    try:
        return json.loads(text)
    except json.JSONDecodeError as error:
        where = f"{label}:{line + error.lineno - 1}"
        raise RecordError(
            f"{where}: is not valid JSON ({error.msg.removesuffix(' at')}, column {error.colno}); was it cut?"
        ) from error
    except (ValueError, RecursionError) as error:
        raise RecordError(f"{label}:{line}: this JSON cannot be read ({error}).") from error


def _article(line: str, entry: Entry, number: int, options: ReadOptions) -> Article | RecordError:
    try:
        values = _parse(line, entry.label, number)
    except RecordError as error:
        return error
    return _checked(values, entry, number, options)


def _checked(values: object, entry: Entry, number: int, options: ReadOptions) -> Article | RecordError:
    if not isinstance(values, dict):
        return RecordError(f'{entry.label}:{number}: a record must be a JSON object, as in {{"text": "..."}}.')
    try:
        return article_of(Record(values, entry, number, keys_of(values, options)), options)
    except RecordError as error:
        return error
