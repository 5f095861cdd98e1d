"""Web archives (.warc, .warc.gz; ISO 28500), with warcio."""

from collections.abc import Iterator
from typing import Any

from bitext.dump.entry import Entry
from bitext.dump.html import read_page
from bitext.dump.options import ReadOptions
from bitext.errors import InputError, RecordError
from bitext.model import Article

PAGE_TYPES = ("text/html", "application/xhtml+xml")


def read_warc(entry: Entry, options: ReadOptions) -> Iterator[Article | InputError]:
    """One article for each HTML page that was answered with status 200; records are numbered from 1.

    Other records (requests, pictures, redirects) are passed over.
    """
    try:
        from warcio.archiveiterator import ArchiveIterator
        from warcio.exceptions import ArchiveLoadFailed
    except ImportError as error:
        raise InputError(f"{entry.label}: reading WARC needs warcio: pip install warcio.") from error
    records = ArchiveIterator(entry.stream)
    records.INC_RECORD = ""  # else it writes to standard error
    found, wrong = False, 0
    try:
        for number, record in enumerate(records, start=1):
            if records.err_count > wrong:
                wrong = records.err_count
                yield RecordError(
                    f"{entry.label}:{number - 1}: the length of this record is wrong; its page may be cut."
                )
            if _is_page(record):
                found = True
                yield _article(record, entry, number, options)
    except (ArchiveLoadFailed, ValueError, AttributeError) as error:
        raise InputError(f"{entry.label}: is not a readable WARC file ({error}); was the download cut?") from error
    if not found:
        raise InputError(f"{entry.label}: this WARC file holds no HTML page with status 200.")


def _is_page(record: Any) -> bool:
    headers = record.http_headers
    if record.rec_type == "resource":
        kind = record.rec_headers.get_header("Content-Type") or ""
    elif record.rec_type == "response" and headers is not None and headers.get_statuscode() == "200":
        kind = headers.get_header("Content-Type") or ""
    else:
        return False
    return kind.split(";")[0].strip().lower() in PAGE_TYPES


def _article(record: Any, entry: Entry, number: int, options: ReadOptions) -> Article | RecordError:
    label = f"{entry.label}:{number}"
    try:
        data = record.content_stream().read(options.max_page_bytes + 1)
        page = read_page(data, label, options)
    except InputError as error:
        return RecordError(str(error))
    metadata = {"path": entry.label, "record": str(number), **page.metadata}
    if url := record.rec_headers.get_header("WARC-Target-URI"):
        metadata["url"] = url
    return Article(f"{entry.stem}:{number}", page.title, page.text, metadata)
