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
from bitext.formats import cells
from bitext.model import BitextHeader, Kind, Origin, State, TranslationUnit

XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
_ILLEGAL = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""What XML 1.0 (section 2.2, Char) cannot hold."""

_NATIVE_CODE = {"bpt", "ept", "ph", "it", "ut"}
"""Inline elements whose content is code of the original format, not text."""


def legal(text: str) -> str:
    """The text with U+FFFD for every character that XML 1.0 cannot hold."""
    return _ILLEGAL.sub("\ufffd", text)


def _props(unit: TranslationUnit) -> Iterator[tuple[str, str]]:
    yield "x-article", unit.article
    yield "x-kind", unit.kind.value
    yield "x-state", unit.state.value
    yield "x-origin", unit.origin.value
    yield "x-score", repr(unit.score)
    yield "x-offsets", f"{unit.start}-{unit.end}"
    for issue in unit.issues:
        yield "x-issue", cells.issue_text(issue)
    for term in unit.terms:
        yield "x-term", cells.term_text(term)
    if unit.alignment:
        yield "x-alignment", cells.links_text(unit.alignment)
    if unit.machine:
        yield "x-machine", unit.machine
    for key, value in unit.provenance.items():
        yield f"x-p-{key}", value


def _tu(unit: TranslationUnit, header: BitextHeader) -> Any:
    """The <tu> element: note, prop, tuv, in the order of the DTD."""
    tu = etree.Element("tu", tuid=legal(unit.id))
    if unit.note:
        etree.SubElement(tu, "note").text = legal(unit.note)
    for name, value in _props(unit):
        etree.SubElement(tu, "prop", type=legal(name)).text = legal(value)
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
    options = {"resolve_entities": False, "load_dtd": False, "no_network": True, "huge_tree": False}
    number, source_language = 0, "de"
    try:
        for _, element in etree.iterparse(stream, events=("end",), tag=("{*}header", "{*}tu"), **options):
            if etree.QName(element).localname == "header":
                source_language = element.get("srclang", "de")
                continue
            number += 1
            yield _unit(element, number, source_language, name)
            _forget(element)
    except etree.XMLSyntaxError as error:
        raise FormatError(f"{name}:{error.lineno}: not well-formed TMX ({error.msg}).") from error


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
    props: dict[str, list[str]] = {}
    for prop in tu.iterfind("{*}prop"):
        props.setdefault(prop.get("type", ""), []).append(prop.text or "")
    source, target = _sides(tu, source_language, where)
    note = "\n".join(note.text or "" for note in tu.iterfind("{*}note"))
    try:
        return TranslationUnit(
            id=tu.get("tuid") or str(number), source=source, target=target, note=note, **_fields(props, bool(target))
        )
    except (ValueError, FormatError) as error:
        raise FormatError(f"{where}: {error}") from error


def _fields(props: dict[str, list[str]], translated: bool) -> dict[str, Any]:
    """The fields that live in props; a unit of another tool counts as a person's translation."""
    foreign = "x-origin" not in props

    def one(key: str, default: str = "") -> str:
        return props.get(key, [default])[0]

    start, _, end = one("x-offsets", "0-0").partition("-")
    return {
        "article": one("x-article"),
        "kind": Kind(one("x-kind", "sentence")),
        "state": State(one("x-state", "translated" if foreign and translated else "initial")),
        "origin": Origin(one("x-origin", "human")),
        "score": float(one("x-score", "0")),
        "start": int(start),
        "end": int(end),
        "issues": tuple(map(cells.parse_issue, props.get("x-issue", []))),
        "terms": tuple(map(cells.parse_term, props.get("x-term", []))),
        "alignment": cells.parse_links(one("x-alignment")),
        "machine": one("x-machine"),
        "provenance": {key[4:]: values[0] for key, values in props.items() if key.startswith("x-p-")},
    }
