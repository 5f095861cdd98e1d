"""Bitext as XLIFF: 2.1 (OASIS, 2018) unless 1.2 (OASIS, 2008) is asked for; both are read, and 2.0 too.

Consecutive units of an article are one ``<file>``.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, nullcontext
from itertools import groupby
from typing import Any, BinaryIO, Protocol, cast

from lxml import etree

from bitext.errors import FormatError
from bitext.formats import xliff12, xliff21
from bitext.model import BitextHeader, TranslationUnit

VERSION = "xliff"
"""Header property that names the version to write: ``1.2``, or anything else for 2.1."""

_TOKEN = re.compile(r"[^A-Za-z0-9.\-_]|_(?=x(?:[0-9A-F]{4,6})?_)")
_ESCAPE = re.compile(r"_x([0-9A-F]{4,6})_")


class Dialect(Protocol):
    """What a version's module offers."""

    NAMESPACE: str
    NSMAP: dict[str | None, str]

    def root(self, header: BitextHeader) -> dict[str, str]:
        """The attributes of ``<xliff>``."""
        ...

    def file(self, article: str, token: str, header: BitextHeader) -> tuple[dict[str, str], Any, str]:
        """The attributes of ``<file>``, its first element or None, and the element around its units or ''."""
        ...

    def element(self, unit: TranslationUnit, token: str, header: BitextHeader) -> Any:
        """The element of a unit."""
        ...

    def units(self, element: Any, file: Any) -> Iterable[tuple[str, dict[str, Any]]]:
        """Own id (or '') and the fields of every unit that an element holds."""
        ...


def token(text: str) -> str:
    """The text as an NMTOKEN, one to one: other characters as ``_xHHHH_``, which ``untoken`` takes back."""
    return _TOKEN.sub(lambda found: f"_x{ord(found[0]):04X}_", text) or "_x_"


def untoken(text: str) -> str:
    """The text that ``token`` escaped."""
    return "" if text == "_x_" else _ESCAPE.sub(lambda found: chr(int(found[1], 16)), text)


@contextmanager
def writer(stream: BinaryIO, header: BitextHeader) -> Iterator[Callable[[TranslationUnit], None]]:
    """A function that writes a unit; the units of an article are held until the next article begins.

    Loses characters that XML cannot hold (written as U+FFFD), commas in a term's file name,
    and the header but for its languages.
    """
    dialect = cast(Dialect, xliff12 if header.properties.get(VERSION) == "1.2" else xliff21)
    held: list[TranslationUnit] = []
    names, ids = _Names(), _Names()
    with etree.xmlfile(stream, encoding="UTF-8") as xml:
        xml.write_declaration()
        with xml.element(f"{{{dialect.NAMESPACE}}}xliff", dialect.root(header), nsmap=dialect.NSMAP):
            xml.write("\n")

            def flush() -> None:
                for article, units in groupby(held, key=lambda unit: unit.article):
                    attributes, first, around = dialect.file(article, names.fresh(article or "bitext"), header)
                    with xml.element(f"{{{dialect.NAMESPACE}}}file", attributes):
                        _body(xml, dialect, first, around, [dialect.element(u, ids.fresh(u.id), header) for u in units])
                    xml.write("\n")
                held.clear()

            def write(unit: TranslationUnit) -> None:
                if held and held[-1].article != unit.article:
                    flush()
                held.append(unit)

            yield write
            flush()


def _body(xml: Any, dialect: Dialect, first: Any, around: str, elements: list[Any]) -> None:
    """The content of a <file>, one unit a line."""
    xml.write("\n")
    if first is not None:
        _emit(xml, first)
        xml.write("\n")
    with xml.element(f"{{{dialect.NAMESPACE}}}{around}") if around else nullcontext():
        if around:
            xml.write("\n")
        for element in elements:
            _emit(xml, element)
            xml.write("\n")


def _emit(xml: Any, element: Any) -> None:
    """Write an element; written whole it would declare its namespaces again."""
    with xml.element(element.tag, element.attrib):
        if element.text:
            xml.write(element.text)
        for child in element:
            _emit(xml, child)


class _Names:
    """Gives every text a token of its own."""

    def __init__(self) -> None:
        self._seen: Counter[str] = Counter()

    def fresh(self, text: str) -> str:
        self._seen[text] += 1
        return token(text) if self._seen[text] == 1 else f"{token(text)}_x_{self._seen[text]}"


def read_header(stream: BinaryIO, name: str) -> BitextHeader:
    """The languages of a file, and its version as the property ``xliff``."""
    for _, element in _elements(stream, name, ("xliff", "file"), ("start",)):
        dialect = _dialect(element, name)
        source, target = element.get("source-language"), element.get("target-language")
        if dialect is not xliff12:
            source, target = element.get("srcLang"), element.get("trgLang")
        elif etree.QName(element).localname == "xliff":
            continue
        version = "1.2" if dialect is xliff12 else "2.1"
        return BitextHeader(source or "de", target or "en", properties={VERSION: version})
    raise FormatError(f"{name}:1: there is no <file> in it; is it XLIFF?")


def is_own(stream: BinaryIO, name: str) -> bool:
    """Whether bitext wrote the file, so that writing it again drops nothing of another tool."""
    for _, element in _elements(stream, name, ("tool", "metaGroup", "segment", "trans-unit"), ("start",)):
        kind = etree.QName(element).localname
        if kind == "tool":
            return str(element.get("tool-id")) == "bitext"
        return kind == "metaGroup" and str(element.get("category")) == xliff21.CATEGORY
    return False


def read(stream: BinaryIO, name: str) -> Iterator[TranslationUnit]:
    """The units of an XLIFF file of any tool, one for each segment; FormatError names the line of what is broken.

    Entities are not resolved and nothing is fetched.  Inline codes of other tools are dropped, their text is kept.
    """
    seen: Counter[str] = Counter()
    file: Any = None
    for event, element in _elements(stream, name, ("file", "trans-unit", "unit"), ("start", "end")):
        kind = etree.QName(element).localname
        if event == "start" or kind == "file":
            file = element if kind == "file" else file
            continue
        for own, fields in _units(element, file, name):
            number = sum(seen.values()) + 1
            wanted = own or str(number)
            seen[wanted] += 1
            yield TranslationUnit(id=wanted if seen[wanted] == 1 else f"{wanted}~{seen[wanted]}", **fields)
        element.clear()
        while element.getprevious() is not None:
            del element.getparent()[0]


def _units(element: Any, file: Any, name: str) -> list[tuple[str, dict[str, Any]]]:
    where = f"{name}:{element.sourceline}: unit {element.get('id') or '?'}"
    dialect = _dialect(element, name)
    if file is None:
        raise FormatError(f"{where}: it stands in no <file>; the file is no valid XLIFF.")
    try:
        return [(untoken(own), fields) for own, fields in dialect.units(element, file)]
    except (ValueError, FormatError) as error:
        raise FormatError(f"{where}: {error}") from error


def _dialect(element: Any, name: str) -> Dialect:
    namespace = etree.QName(element).namespace or xliff12.NAMESPACE
    for dialect in (xliff12, xliff21):
        if namespace == dialect.NAMESPACE:
            return cast(Dialect, dialect)
    raise FormatError(f"{name}:{element.sourceline}: the namespace {namespace} is not XLIFF 1.2, 2.0 or 2.1.")


def _elements(
    stream: BinaryIO, name: str, kinds: tuple[str, ...], events: tuple[str, ...]
) -> Iterator[tuple[str, Any]]:
    """Event and element for the elements of these kinds."""
    options = {"resolve_entities": False, "load_dtd": False, "no_network": True, "huge_tree": False}
    tags = [f"{{*}}{kind}" for kind in kinds]
    checked = False
    try:
        for event, element in etree.iterparse(stream, events=events, tag=tags, **options):
            if not checked and element.getroottree().docinfo.internalDTD is not None:
                raise FormatError(f"{name}:1: it declares a document type, which XLIFF has not; remove <!DOCTYPE ...>.")
            checked = True
            yield event, element
    except etree.XMLSyntaxError as error:
        raise FormatError(
            f"{name}:{error.lineno}: not well-formed XLIFF ({error.msg}); was the file cut, or edited by hand? "
            "Export it again, or mend the line."
        ) from error
