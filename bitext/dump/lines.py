"""Decoded lines with their numbers, however long or damaged the file."""

from collections.abc import Iterator
from io import BufferedReader

from bitext.dump.encoding import Decoder, as_utf8, binary_error
from bitext.dump.entry import Entry
from bitext.dump.options import ReadOptions
from bitext.errors import RecordError

BOM = b"\xef\xbb\xbf"
_DISCARD = 2**20


def read_lines(entry: Entry, options: ReadOptions) -> Iterator[tuple[int, str | RecordError]]:
    """The lines with their ends, numbered from 1; an error for one that is too long or damaged.

    EncodingError if the whole file is in another encoding, InputError if it is not text.
    """
    if error := binary_error(entry.head(), entry.label):
        raise error
    stream = as_utf8(entry.stream, options.encoding, entry.label) if options.encoding else entry.stream
    decoder = Decoder(entry.label)
    for number, data in _bounded(stream, options.max_record_bytes):
        if data is None:
            limit = options.max_record_bytes // 2**20
            yield number, RecordError(f"{entry.label}:{number}: the line is longer than {limit} MiB; split it.")
            continue
        line = decoder.decode(data, number)
        yield number, line if isinstance(line, str) else RecordError(str(line))


def _bounded(stream: BufferedReader, limit: int) -> Iterator[tuple[int, bytes | None]]:
    """Numbered lines, None instead of one longer than ``limit``, which is read past without being kept."""
    number = 0
    while data := stream.readline(limit + 1):
        number += 1
        if number == 1:
            data = data.removeprefix(BOM)
        if len(data) <= limit or data.endswith(b"\n"):
            yield number, data
            continue
        while (rest := stream.readline(_DISCARD)) and not rest.endswith(b"\n"):
            pass
        yield number, None
