"""Units as elements of XLIFF 2.1; 2.0 is read too, it has the same namespace.

What XLIFF has no place for stands in the metadata module (``mda:metaGroup category="bitext"``).
The origin of the text is the segment's ``subState``; an issue is a note of category ``issue``.
"""

from collections.abc import Iterator
from typing import Any

from lxml import etree

from bitext.errors import FormatError
from bitext.formats import cells
from bitext.formats.props import fields, props
from bitext.formats.tmx import legal
from bitext.model import BitextHeader, Origin, Severity, State, TranslationUnit

NAMESPACE = "urn:oasis:names:tc:xliff:document:2.0"
METADATA = "urn:oasis:names:tc:xliff:metadata:2.0"
NSMAP: dict[str | None, str] = {None: NAMESPACE, "mda": METADATA, "xml": "http://www.w3.org/XML/1998/namespace"}
CATEGORY = "bitext"

_ELSEWHERE = {"article", "state", "origin", "issue"}
"""Properties that have a place of their own in XLIFF."""

_PRIORITY = {Severity.ERROR: "1", Severity.WARNING: "4", Severity.INFO: "7"}
"""XLIFF 2.1, section 4.3.1.21: 1 is the highest, 10 the lowest."""

_CODES = {"ph", "sc", "ec", "sm", "em"}
"""Empty inline elements (section 4.2.3); pc and mrk surround text, cp is a character."""


def root(header: BitextHeader) -> dict[str, str]:
    """The attributes of ``<xliff>``."""
    return {"version": "2.1", "srcLang": header.source_language, "trgLang": header.target_language}


def file(article: str, token: str, header: BitextHeader) -> tuple[dict[str, str], Any, str]:
    """The attributes of ``<file>``; nothing stands before or around its units."""
    return {"id": token, "original": legal(article)}, None, ""


def element(unit: TranslationUnit, token: str, header: BitextHeader) -> Any:
    """The ``<unit>``: metadata, notes, segment, in the order of the schema."""
    space = {"{http://www.w3.org/XML/1998/namespace}space": "preserve"}
    result = etree.Element(_tag("unit"), {"id": token, "name": legal(unit.id), **space}, nsmap=NSMAP)
    group = etree.SubElement(
        etree.SubElement(result, f"{{{METADATA}}}metadata"), f"{{{METADATA}}}metaGroup", category=CATEGORY
    )
    for name, value in props(unit):
        if name not in _ELSEWHERE:
            etree.SubElement(group, f"{{{METADATA}}}meta", type=legal(name)).text = legal(value)
    if unit.note or unit.issues:
        _notes(etree.SubElement(result, _tag("notes")), unit)
    attributes = {"state": unit.state.value, "subState": f"bitext:{unit.origin.value}"}
    segment = etree.SubElement(result, _tag("segment"), attributes)
    etree.SubElement(segment, _tag("source")).text = legal(unit.source)
    if unit.target or unit.state is not State.INITIAL:
        etree.SubElement(segment, _tag("target")).text = legal(unit.target)
    return result


def _notes(notes: Any, unit: TranslationUnit) -> None:
    if unit.note:
        etree.SubElement(notes, _tag("note"), category="review").text = legal(unit.note)
    for issue in unit.issues:
        note = etree.SubElement(notes, _tag("note"), category="issue", priority=_PRIORITY[issue.severity])
        note.text = legal(cells.issue_text(issue))


def units(element: Any, file: Any) -> Iterator[tuple[str, dict[str, Any]]]:
    """One unit for each segment; in a unit of several segments the id gets the segment's behind a slash."""
    values: dict[str, list[str]] = {}
    for meta in element.iterfind(f"{{*}}metadata/{{*}}metaGroup[@category='{CATEGORY}']/{{*}}meta"):
        values.setdefault(meta.get("type", ""), []).append(meta.text or "")
    values["article"] = [file.get("original", file.get("id", ""))]
    notes = element.findall("{*}notes/{*}note")
    values["issue"] = [_content(note) for note in notes if _is_issue(note)]
    note = "\n".join(_content(note) for note in notes if not _is_issue(note))
    segments = element.findall("{*}segment")
    for number, segment in enumerate(segments, start=1):
        own = element.get("id") or ""
        if len(segments) > 1:
            own = f"{own}/{segment.get('id') or number}"
        yield own, {**_segment(segment, values), "note": note}


def _segment(segment: Any, values: dict[str, list[str]]) -> dict[str, Any]:
    source, target = segment.find("{*}source"), segment.find("{*}target")
    if source is None:
        raise FormatError("a <segment> without <source>; the file is no valid XLIFF.")
    target_text = "" if target is None else _content(target)
    prefix, _, origin = segment.get("subState", "").partition(":")
    own = {"origin": [origin]} if prefix == CATEGORY else {}
    state = State(segment.get("state", "initial"))
    return {
        "source": _content(source),
        "target": target_text,
        **fields({**values, **own, "state": [state.value]}, bool(target_text)),
        **({} if own or target_text else {"origin": Origin.NONE}),
    }


def _is_issue(note: Any) -> bool:
    if note.get("category") != "issue":
        return False
    try:
        cells.parse_issue(_content(note))
    except FormatError:
        return False
    return True


def _content(element: Any) -> str:
    """The text of an element and of what surrounds text in it, without the codes."""
    parts = [element.text or ""]
    for child in element:
        if isinstance(child.tag, str):
            name = etree.QName(child).localname
            if name == "cp":
                parts.append(chr(int(child.get("hex", "FFFD"), 16)))
            elif name not in _CODES:
                parts.append(_content(child))
        parts.append(child.tail or "")
    return "".join(parts)


def _tag(name: str) -> str:
    return f"{{{NAMESPACE}}}{name}"
