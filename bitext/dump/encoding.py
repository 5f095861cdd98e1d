"""Telling what an input is when it is not UTF-8 text."""

import codecs
import re
import shlex
from io import BufferedReader, RawIOBase
from typing import TYPE_CHECKING

from bitext.errors import EncodingError, InputError, OptionError

if TYPE_CHECKING:
    from _typeshed import WriteableBuffer

MAGIC: dict[bytes, str] = {
    b"%PDF": "a PDF; extract its text first, e.g. with pdftotext",
    b"PK\x03\x04": "a ZIP container (.zip, .docx, .odt, .epub); name it .zip, or save the document as .txt",
    b"\xd0\xcf\x11\xe0": "an old Office document; save it as .txt",
    b"{\\rtf": "an RTF document; save it as .txt",
    b"\x1f\x8b": "gzip data; name it .gz",
    b"BZh": "bzip2 data; name it .bz2",
    b"\xfd7zXZ": "xz data; name it .xz",
    b"\x28\xb5\x2f\xfd": "Zstandard data; name it .zst",
    b"PAR1": "a Parquet file; name it .parquet",
    b"SQLite format 3": "an SQLite database; export it as .jsonl or .csv",
    b"\x89PNG": "a PNG image",
    b"\xff\xd8\xff": "a JPEG image",
    b"GIF8": "a GIF image",
    b"\x7fELF": "a program",
}
"""First bytes -> what it is and what to do (the list of file(1), as far as dumps meet it)."""

_BOMS = {codecs.BOM_UTF32_LE: "UTF-32", codecs.BOM_UTF32_BE: "UTF-32", codecs.BOM_UTF16_LE: "UTF-16"}
_BOMS |= {codecs.BOM_UTF16_BE: "UTF-16"}
_CANDIDATES = {"cp1252": "WINDOWS-1252", "cp850": "CP850", "mac_roman": "MACINTOSH", "cp1251": "WINDOWS-1251"}
_EXPECTED = re.compile(r"[äöüßÄÖÜ„“”‚‘’»«–—…€§°éèàç]|(?<=[\u0400-\u04ff])[\u0430-\u044f]")
_MULTIBYTE = re.compile(rb"[\xc3\xc2][\x80-\xbf]|\xe2[\x80-\x82][\x80-\xbf]")


def binary_error(head: bytes, label: str) -> InputError | None:
    """Why an input that starts with ``head`` is not text, or None if it may be text.

    A stray NUL does not make a text binary: one byte in 300 or more does, or a known signature.
    """
    for magic, what in MAGIC.items():
        if head.startswith(magic):
            return InputError(f"{label}: is not text but {what}.")
    if any(head.startswith(bom) for bom in _BOMS) or _utf16(head):
        return None
    controls = sum(head.count(code) for code in (*range(9), *range(14, 27), *range(28, 32), 127))
    if controls * 300 > len(head):
        return InputError(f"{label}: is a binary file, not text; leave it out, or convert it to .txt in UTF-8.")
    return None


def encoding_error(data: bytes, at: int, label: str, line: int) -> EncodingError:
    """What to say of ``data`` that is not UTF-8 from byte ``at`` on, which stands in the given line."""
    where, name = f"{label}:{line}", guess(data)
    if name == "UTF-8":
        return EncodingError(
            f"{where}: byte 0x{data[at]:02x} is not valid UTF-8, though the text around it is; "
            "the file was damaged or cut. Mend the line, or use --encoding."
        )
    quoted = shlex.quote(label)
    return EncodingError(
        f"{where}: is not UTF-8 but probably {name}. "
        f"Say --encoding {name.lower()} (what is UTF-8 stays so), or convert: "
        f"iconv -f {name} -t UTF-8 {quoted} > {quoted}.utf8 && mv {quoted}.utf8 {quoted}"
    )


class Decoder:
    """Decodes the pieces of one UTF-8 file, and tells a damaged piece from a file in another encoding."""

    def __init__(self, label: str) -> None:
        self._label = label
        self._utf8_seen = False

    def decode(self, data: bytes, line: int) -> str | EncodingError:
        """The text of a piece that starts in ``line``, or an error if it is damaged.

        Raises EncodingError if nothing so far says that the file is UTF-8 at all.
        """
        try:
            text = data.decode()
        except UnicodeDecodeError as error:
            problem = encoding_error(data, error.start, self._label, line + data.count(b"\n", 0, error.start))
            if self._utf8_seen or guess(data) == "UTF-8":
                return problem
            raise problem from error
        self._utf8_seen = self._utf8_seen or not data.isascii()
        return text


def guess(data: bytes) -> str:
    """The likely encoding of ``data``, as iconv calls it; UTF-8 for UTF-8 with damage."""
    for bom, name in _BOMS.items():
        if data.startswith(bom):
            return name
    if name := _utf16(data):
        return name
    if _MULTIBYTE.search(data):
        return "UTF-8"
    sample = bytes(data[:100_000])
    scores = {codec: len(_EXPECTED.findall(sample.decode(codec, "ignore"))) for codec in _CANDIDATES}
    return _CANDIDATES[max(scores, key=lambda codec: scores[codec])]


def _utf16(data: bytes) -> str:
    """UTF-16LE or UTF-16BE if Latin text without a byte order mark would look like ``data``, else nothing."""
    even, odd = data[:4096:2].count(0), data[1:4096:2].count(0)
    half = max(1, min(len(data), 4096) // 2)
    if odd > 0.5 * half and even < 0.1 * half:
        return "UTF-16LE"
    return "UTF-16BE" if even > 0.5 * half and odd < 0.1 * half else ""


class _Transcoder(RawIOBase):
    """A raw stream of UTF-8 made from a stream in another encoding.

    One that is UTF-8 already stays as it is: a folder may hold both, and every byte is a letter in cp1252, so that
    nothing else would show the mistake.
    """

    def __init__(self, stream: BufferedReader, codec: codecs.CodecInfo, label: str) -> None:
        self._stream, self._label, self._codec = stream, label, codec.name
        self._decoder = codec.incrementaldecoder("strict")
        self._undecided = _one_byte_a_letter(codec)
        self._rest = b""

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: "WriteableBuffer") -> int:
        view = memoryview(buffer).cast("B")
        while not self._rest:
            data = self._stream.read(65536)
            if self._undecided and not data.isascii():
                self._undecided = False
                data += self._stream.read(4)
                if _is_utf8(data):
                    self._decoder = codecs.getincrementaldecoder("utf-8")("strict")
            try:
                self._rest = self._decoder.decode(data, final=not data).encode()
            except UnicodeError as error:
                raise EncodingError(
                    f"{self._label}: is not {self._codec} as --encoding says ({error}); try another one."
                ) from error
            if not data and not self._rest:
                return 0
        count = min(len(view), len(self._rest))
        view[:count] = self._rest[:count]
        self._rest = self._rest[count:]
        return count


def _one_byte_a_letter(codec: codecs.CodecInfo) -> bool:
    """Whether German letters are a byte each, as in cp1252; only there does UTF-8 look like no text at all."""
    try:
        return len(codec.encode("äöüß")[0]) == 4
    except UnicodeError:
        return False


def _is_utf8(data: bytes) -> bool:
    """Whether the first bytes of a stream that are not ASCII are letters of UTF-8; the last may be cut."""
    try:
        codecs.getincrementaldecoder("utf-8")("strict").decode(data)
    except UnicodeDecodeError:
        return False
    return data.startswith(codecs.BOM_UTF8) or _MULTIBYTE.search(data) is not None


def as_utf8(stream: BufferedReader, encoding: str, label: str) -> BufferedReader:
    """``stream`` turned from ``encoding`` into UTF-8 as it is read; OptionError for an unknown encoding."""
    try:
        codec = codecs.lookup(encoding)
    except LookupError as error:
        raise OptionError(f"--encoding {encoding}: no such encoding; common ones are cp1252 and utf-16.") from error
    return BufferedReader(_Transcoder(stream, codec, label), 65536)
