"""HTML pages: the article in them, with trafilatura (https://trafilatura.readthedocs.io).

Lost: menus, comments, advertising, images, links, emphasis; see docs/inputs.md.
"""

import codecs
import logging
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from bitext.dump.encoding import binary_error
from bitext.dump.entry import Entry
from bitext.dump.options import ReadOptions
from bitext.errors import EncodingError, InputError
from bitext.model import Article

if TYPE_CHECKING:
    from bitext.dump.blocks import Block

MAX_TAGS = 50_000
"""The extractor's time grows faster than the page; a news page has 6,000 tags at most (200 pages looked at)."""
TITLE_BLOCKS = 3
"""A title that stands in one of the first blocks is not put before them again."""

_CHARSET = re.compile(rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([\w.:-]{2,40})""", re.IGNORECASE)
_SURROGATES = re.compile("[\x00\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class Page:
    """What is kept of a page."""

    title: str
    text: str
    """Title, lead, paragraphs and headings with blank lines between them; items of lists one a line."""
    metadata: Mapping[str, str]
    """``url``, ``date`` and ``author`` as known."""


def read_html(entry: Entry, options: ReadOptions) -> Iterator[Article | InputError]:
    """The one article of a page."""
    if error := binary_error(entry.head(), entry.label):
        raise error
    data = entry.stream.read(options.max_page_bytes + 1)
    if not data.strip():
        raise InputError(f"{entry.label}: is empty; was the download or export interrupted?")
    page = read_page(data, entry.label, options)
    yield Article(entry.stem, page.title, page.text, {"path": entry.label, **page.metadata})


def read_page(data: bytes, label: str, options: ReadOptions) -> Page:
    """The article of a page as it was downloaded; the errors of extract_page, and EncodingError."""
    if len(data) > options.max_page_bytes:
        raise _too_large(label, options)
    return extract_page(decode_page(data, options.encoding, label), label, options)


def _too_large(label: str, options: ReadOptions) -> InputError:
    limit = options.max_page_bytes // 2**20
    return InputError(f"{label}: the page is too large, over {limit} MiB or {MAX_TAGS} tags; extract its text first.")


def decode_page(data: bytes, encoding: str, label: str) -> str:
    """A page as text: in the given encoding, else UTF-8 if it is that, else as the page says, else windows-1252.

    Pages that say one encoding and come in UTF-8 are common in dumps, the other way round is not;
    the rest is the order of the WHATWG HTML standard, section 13.2.3.
    """
    if encoding:
        try:
            return data.decode(encoding)
        except (UnicodeError, LookupError) as error:
            raise EncodingError(f"{label}: is not {encoding} as --encoding says ({error}); try another one.") from error
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return data.decode("utf-16", "replace")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        found = _CHARSET.search(data[:4096])
        name = found[1].decode("ascii").lower() if found else "cp1252"
    try:
        codec = codecs.lookup(name).name
    except LookupError:
        codec = "cp1252"
    return data.decode("cp1252" if codec in ("iso8859-1", "ascii") else codec, "replace")


def extract_page(text: str, label: str, options: ReadOptions) -> Page:
    """The article of a page; InputError if the page is too large or holds none."""
    if len(text) > options.max_page_bytes or text.count("<") > MAX_TAGS:
        limit = options.max_page_bytes // 2**20
        raise InputError(
            f"{label}: the page is too large, over {limit} MiB or {MAX_TAGS} tags; extract its text first."
        )
    from bitext.dump.furniture import find_title

    document, tree = _extract(_SURROGATES.sub("\ufffd", text), label)
    if document is None:
        raise InputError(
            f"{label}: no article was found in this page; is it an index, a picture page or an error page?"
        )
    title = find_title(tree, document.title or "", document.sitename or "")
    body = _body(document, tree, title)
    if not body:
        raise InputError(
            f"{label}: no article was found in this page; is it an index, a picture page or an error page?"
        )
    values = {"url": document.url, "date": document.date, "author": document.author}
    return Page(title, body, {key: " ".join(value.split()) for key, value in values.items() if value})


def _extract(text: str, label: str) -> tuple[Any, Any]:
    """The extractor's document (None if it finds none) and the page's tree."""
    import trafilatura
    from lxml.etree import LxmlError
    from trafilatura.utils import load_html

    for name in ("trafilatura", "htmldate", "courlan", "justext"):
        if not (logger := logging.getLogger(name)).handlers:
            logger.addHandler(logging.NullHandler())  # else their warnings land on standard error
    try:
        tree = load_html(text)
        if tree is None:
            return None, None
        found = trafilatura.bare_extraction(tree, include_comments=False, include_links=True, with_metadata=True)
    except (LxmlError, ValueError, TypeError, AttributeError, LookupError, RecursionError, AssertionError) as error:
        raise InputError(f"{label}: the extractor failed on this page ({error!r}); extract its text first.") from error
    return found, tree


def _body(document: Any, tree: Any, title: str) -> str:
    """The text of a document with its lead and its title."""
    from bitext.dump.blocks import Block, blocks_of, text_of
    from bitext.dump.furniture import find_lead, without_end_matter

    blocks = blocks_of(document.body)
    if all(block.linked > 0.9 for block in blocks):
        return ""
    lead = find_lead(tree, document.description or "", text_of(blocks))
    blocks = without_end_matter(blocks)
    if lead:
        blocks.insert(_behind_title(blocks, title), Block(lead, "p"))
    if title and not _behind_title(blocks, title):
        blocks.insert(0, Block(title, "head"))
    return text_of(blocks)


def _behind_title(blocks: "list[Block]", title: str) -> int:
    """The index behind the block that is the title, 0 if none of the first ones is."""
    from bitext.dump.furniture import flat

    for index, block in enumerate(blocks[:TITLE_BLOCKS]):
        if title and flat(block.text) == flat(title):
            return index + 1
    return 0
