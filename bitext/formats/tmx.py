"""Bitext as TMX 1.4b (LISA OSCAR, 2005), level 1: plain text segments, provenance in props.

Our own props start with ``x-``, as the specification asks.
"""

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, BinaryIO

from lxml import etree

from bitext import __version__
from bitext.errors import FormatError
from bitext.formats.props import fields, props
from bitext.model import BitextHeader, TranslationUnit

XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
_ILLEGAL = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""What XML 1.0 (section 2.2, Char) cannot hold."""

_NATIVE_CODE = {"bpt", "ept", "ph", "it", "ut"}
"""Inline elements whose content is code of the original format, not text."""


def legal(text: str) -> str:
    """The text with U+FFFD for every character that XML 1.0 cannot hold."""
    return _ILLEGAL.sub("\ufffd", text)


def _tu(unit: TranslationUnit, header: BitextHeader) -> Any:
    """The <tu> element: note, prop, tuv, in the order of the DTD."""
    tu = etree.Element("tu", tuid=legal(unit.id))
    if unit.note:
        etree.SubElement(tu, "note").text = legal(unit.note)
    for name, value in props(unit):
        etree.SubElement(tu, "prop", type=legal(f"x-{name}")).text = legal(value)
    sides = ((header.source_language, unit.source), (header.target_language, unit.target))
    for language, text in sides:
        tuv = etree.SubElement(tu, "tuv", {XML_LANG: language})
        etree.SubElement(tuv, "seg").text = legal(text)
    tu.tail = "\n"
    return tu


def _header(header: BitextHeader) -> Any:
    attributes = {
        "creationtool": "bitext",
        "creationtoolversion": __version__,
        "segtype": "sentence",
        "o-tmf": "bitext",
        "adminlang": "en",
        "srclang": header.source_language,
        "datatype": "plaintext",
    }
    if header.created:
        attributes["creationdate"] = re.sub(r"[-:]|\.\d+", "", header.created).replace("+0000", "Z")
    element = etree.Element("header", attributes)
    for key, value in header.properties.items():
        etree.SubElement(element, "prop", type=legal(f"x-{key}")).text = legal(value)
    element.tail = "\n"
    return element


@contextmanager
def writer(stream: BinaryIO, header: BitextHeader) -> Iterator[Callable[[TranslationUnit], None]]:
    """A function that writes a unit as a <tu>; streaming, memory does not grow with the file.

    Loses characters that XML cannot hold (written as U+FFFD) and commas in a term's file name.
    """
    with etree.xmlfile(stream, encoding="UTF-8") as xml:
        xml.write_declaration()
        with xml.element("tmx", version="1.4"):
            xml.write("\n")
            xml.write(_header(header))
            with xml.element("body"):
                xml.write("\n")

                def write(unit: TranslationUnit) -> None:
                    xml.write(_tu(unit, header), with_tail=True)

                yield write
            xml.write("\n")


def read(stream: BinaryIO, name: str) -> Iterator[TranslationUnit]:
    """The units of a TMX file of any tool; German is the source unless the header says otherwise.

    FormatError names the file and line of what is broken.
    Entities are not resolved and nothing is fetched.
    """
    number, source_language = 0, "de"
    for element in _elements(stream, name):
        if etree.QName(element).localname == "header":
            source_language = element.get("srclang", "de")
            continue
        number += 1
        yield _unit(element, number, source_language, name)
        _forget(element)


def read_header(stream: BinaryIO, name: str) -> BitextHeader:
    """The languages and the properties of a file; the target language is that of the first unit."""
    source, target, properties = "de", "en", {}
    for element in _elements(stream, name):
        if etree.QName(element).localname == "header":
            named = element.get("srclang", source)
            source = source if named == "*all*" else named
            found = ((prop.get("type", ""), prop.text or "") for prop in element.iterfind("{*}prop"))
            properties = {key[2:]: value for key, value in found if key.startswith("x-")}
            continue
        languages = [tuv.get(XML_LANG) or tuv.get("lang") or "" for tuv in element.iterfind("{*}tuv")]
        target = next((one for one in languages if one and one.lower() != source.lower()), target)
        break
    return BitextHeader(source, target, properties=properties)


def is_own(stream: BinaryIO, name: str) -> bool:
    """Whether bitext wrote the file, so that writing it again drops nothing of another tool."""
    first = next(_elements(stream, name), None)
    return first is not None and str(first.get("creationtool")) == "bitext"


def _elements(stream: BinaryIO, name: str) -> Iterator[Any]:
    """The header and the units of a file; entities are not resolved and nothing is fetched."""
    options = {"resolve_entities": False, "load_dtd": False, "no_network": True, "huge_tree": False}
    try:
        for _, element in etree.iterparse(stream, events=("end",), tag=("{*}header", "{*}tu"), **options):
            yield element
    except etree.XMLSyntaxError as error:
        raise FormatError(
            f"{name}:{error.lineno}: not well-formed TMX ({error.msg}); was the file cut, or edited by hand? "
            "Export it again, or mend the line."
        ) from error


def _forget(element: Any) -> None:
    """Free a finished element and the ones before it, so that memory stays flat."""
    element.clear()
    while element.getprevious() is not None:
        del element.getparent()[0]


def _text(seg: Any) -> str:
    """The text of a <seg> without the native codes of inline elements."""
    parts = [seg.text or ""]
    for child in seg:
        if isinstance(child.tag, str) and etree.QName(child).localname not in _NATIVE_CODE:
            parts.append(_text(child))
        parts.append(child.tail or "")
    return "".join(parts)


def _sides(tu: Any, source_language: str, where: str) -> tuple[str, str]:
    """Source and target text of a <tu>; the source by the header's language, else the German or the first one."""
    texts: list[tuple[str, str]] = []
    for tuv in tu.iterfind("{*}tuv"):
        language = tuv.get(XML_LANG) or tuv.get("lang") or ""
        seg = tuv.find("{*}seg")
        texts.append((language.lower(), "" if seg is None else _text(seg)))
    if not texts:
        raise FormatError(f"{where}: a <tu> without <tuv>; add the two languages or delete the unit.")
    wanted = [source_language.lower().split("-")[0], "de"]
    first = next((i for lang in wanted for i, (own, _) in enumerate(texts) if own.split("-")[0] == lang), 0)
    others = [text for i, (_, text) in enumerate(texts) if i != first]
    english = [text for i, (own, text) in enumerate(texts) if i != first and own.startswith("en")]
    return texts[first][1], next(iter(english or others), "")


def _unit(tu: Any, number: int, source_language: str, name: str) -> TranslationUnit:
    where = f"{name}:{tu.sourceline}: unit {tu.get('tuid') or number}"
    values: dict[str, list[str]] = {}
    for prop in tu.iterfind("{*}prop"):
        prefix, _, key = prop.get("type", "").partition("-")
        if prefix == "x":
            values.setdefault(key, []).append(prop.text or "")
    source, target = _sides(tu, source_language, where)
    note = "\n".join(note.text or "" for note in tu.iterfind("{*}note"))
    try:
        return TranslationUnit(
            id=tu.get("tuid") or str(number), source=source, target=target, note=note, **fields(values, bool(target))
        )
    except (ValueError, FormatError) as error:
        raise FormatError(f"{where}: {error}") from error
