"""Plain text: one article a file, or several with ``.EOA`` lines between them (Bleualign's convention)."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from io import BufferedReader

from bitext.dump.encoding import Decoder, as_utf8, binary_error
from bitext.dump.entry import Entry
from bitext.dump.options import ReadOptions
from bitext.errors import EncodingError, InputError
from bitext.model import Article

BOM = b"\xef\xbb\xbf"
DELIMITER = b".EOA"
TITLE_CHARACTERS = 150
"""No longer line is taken for a title: the longest of 175 German news headlines looked at has 142."""

_BLOCK = 65536
_CUTS = (b"\n\n", b"\r\n\r\n", b"\n", b". ", b" ")
_XML = re.compile(rb"(?:\xef\xbb\xbf)?\s*<(?:\?xml\s|tmx\b|xliff\b)")
_SENTENCE_END = re.compile(r"[.!:;,…]['\"“”‘’»«)\]]*$")


@dataclass(frozen=True, slots=True)
class Piece:
    """The bytes between two delimiter lines, or a part of them."""

    data: bytes
    line: int
    """Number of its first line, from 1."""
    part: int
    """0 for a whole article, else 1, 2, ... for the parts of an over-long one."""


def read_text(entry: Entry, options: ReadOptions) -> Iterator[Article | InputError]:
    """The articles of a text, one in memory at a time; what is damaged is an error in its place.

    ``Article.text`` is the file's text between two ``.EOA`` lines, line ends and all.
    Pieces without anything but blanks are left out.
    """
    if error := binary_error(entry.head(), entry.label):
        raise error
    if not options.format and _XML.match(entry.head()):
        raise InputError(
            f"{entry.label}: is XML, not text. Leave it out if it is bitext (TMX, XLIFF: 'bitext convert' and "
            "'bitext retranslate' read it); name a web page .html; else save its text as .txt, or say --format text."
        )
    stream = as_utf8(entry.stream, options.encoding, entry.label) if options.encoding else entry.stream
    decoder = Decoder(entry.label)
    found = False
    for piece in pieces(stream, options.max_article_bytes):
        if piece.data.strip():
            found = True
            text = decoder.decode(piece.data, piece.line)
            yield text if isinstance(text, EncodingError) else _article(entry, piece, text)
    if not found:
        raise InputError(f"{entry.label}: is empty; was the download or export interrupted?")


def _article(entry: Entry, piece: Piece, text: str) -> Article:
    metadata = {"path": entry.label}
    if piece.part:
        metadata["part"] = str(piece.part)
    return Article(entry.stem, title_of(text) if piece.part < 2 else "", text, metadata)


def title_of(text: str) -> str:
    """The first line that is not blank if it reads like a headline, else nothing.

    A headline is at most TITLE_CHARACTERS long, has two words or more, does not end like a sentence or a list item
    (a question may be a headline), and stands before a blank line or a longer one.
    """
    lines = text.lstrip()[: 20 * TITLE_CHARACTERS].splitlines()
    if len(lines) < 2:
        return ""
    first, second = lines[0].strip(), lines[1].strip()
    if len(first) > TITLE_CHARACTERS or len(first.split()) < 2 or _SENTENCE_END.search(first):
        return ""
    return first if not second or len(second) > len(first) else ""


def pieces(stream: BufferedReader, limit: int) -> Iterator[Piece]:
    """The stream cut at its delimiter lines, and at a blank where there are more than ``limit`` bytes between them."""
    buffer, line, part = bytearray(), 1, 0
    at_line_start, first = True, True
    while data := stream.readline(_BLOCK):
        if first:
            data, first = data.removeprefix(BOM), False
        if at_line_start and data.strip() == DELIMITER:
            yield Piece(bytes(buffer), line, part)
            line += buffer.count(b"\n") + 1
            buffer, part = bytearray(), 0
            continue
        at_line_start = data.endswith(b"\n")
        buffer += data
        while len(buffer) > limit:
            part += 1
            yield Piece(bytes(buffer[: (cut := _cut(buffer, limit))]), line, part)
            line += buffer.count(b"\n", 0, cut)
            del buffer[:cut]
    if buffer:
        yield Piece(bytes(buffer), line, part + 1 if part else 0)


def _cut(buffer: bytearray, limit: int) -> int:
    """Where to cut an over-long piece: behind the last paragraph, line, sentence or word in its second half."""
    for mark in _CUTS:
        at = buffer.rfind(mark, limit // 2, limit)
        if at >= 0:
            return at + len(mark)
    cut = limit
    while cut > 1 and buffer[cut] & 0xC0 == 0x80:
        cut -= 1
    return cut
