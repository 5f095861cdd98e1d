"""Units as elements of XLIFF 1.2.

What XLIFF has no place for stands in a ``<context-group purpose="x-bitext">``, for the strict schema allows no elements
of undeclared namespaces.  An issue is a note from ``bitext``.
"""

from collections.abc import Iterator
from typing import Any

from lxml import etree

from bitext import __version__
from bitext.errors import FormatError
from bitext.formats import cells
from bitext.formats.props import fields, props
from bitext.formats.tmx import XML_LANG, legal
from bitext.model import BitextHeader, Origin, Severity, State, TranslationUnit

NAMESPACE = "urn:oasis:names:tc:xliff:document:1.2"
NSMAP: dict[str | None, str] = {None: NAMESPACE, "xml": "http://www.w3.org/XML/1998/namespace"}
PURPOSE = "x-bitext"

_ELSEWHERE = {"article", "state", "issue"}

_STATES = {
    "new": State.INITIAL,
    "needs-translation": State.INITIAL,
    "needs-adaptation": State.INITIAL,
    "needs-l10n": State.INITIAL,
    "needs-review-translation": State.INITIAL,
    "needs-review-adaptation": State.INITIAL,
    "needs-review-l10n": State.INITIAL,
    "translated": State.TRANSLATED,
    "signed-off": State.REVIEWED,
    "final": State.FINAL,
}
"""target/@state (section 2.3, *state*) -> ours; a target that needs review is one that nobody has looked at."""

_APPROVED = (State.REVIEWED, State.FINAL)

_QUALIFIERS = {
    "mt-suggestion": Origin.MT,
    "exact-match": Origin.MEMORY,
    "fuzzy-match": Origin.MEMORY,
    "leveraged-tm": Origin.MEMORY,
    "leveraged-mt": Origin.MT,
    "id-match": Origin.MEMORY,
}

_PRIORITY = {Severity.ERROR: "1", Severity.WARNING: "4", Severity.INFO: "7"}
_CODES = {"x", "bx", "ex", "bpt", "ept", "ph", "it"}
"""Inline elements that hold native code or nothing (section 2.2.2); g and mrk surround text."""


def root(header: BitextHeader) -> dict[str, str]:
    """The attributes of ``<xliff>``."""
    return {"version": "1.2"}


def file(article: str, token: str, header: BitextHeader) -> tuple[dict[str, str], Any, str]:
    """The attributes of ``<file>``, a header that names the tool, and the name of the body."""
    attributes = {
        "original": legal(article),
        "source-language": header.source_language,
        "target-language": header.target_language,
        "datatype": "plaintext",
        "tool-id": "bitext",
    }
    head = etree.Element(_tag("header"), nsmap=NSMAP)
    tool = {"tool-id": "bitext", "tool-name": "bitext", "tool-version": __version__}
    etree.SubElement(head, _tag("tool"), tool)
    return attributes, head, "body"


def element(unit: TranslationUnit, token: str, header: BitextHeader) -> Any:
    """The ``<trans-unit>``: source, target, notes, our own elements, in the order of the schema."""
    attributes = {
        "id": token,
        "resname": legal(unit.id),
        "approved": "yes" if unit.state in _APPROVED else "no",
        "{http://www.w3.org/XML/1998/namespace}space": "preserve",
    }
    result = etree.Element(_tag("trans-unit"), attributes, nsmap=NSMAP)
    etree.SubElement(result, _tag("source"), {XML_LANG: header.source_language}).text = legal(unit.source)
    target = etree.SubElement(result, _tag("target"), {XML_LANG: header.target_language, **_state(unit)})
    target.text = legal(unit.target)
    if unit.note:
        etree.SubElement(result, _tag("note"), {"from": "reviewer"}).text = legal(unit.note)
    for issue in unit.issues:
        note = etree.SubElement(result, _tag("note"), {"from": "bitext", "priority": _PRIORITY[issue.severity]})
        note.text = legal(cells.issue_text(issue))
    group = etree.SubElement(result, _tag("context-group"), purpose=PURPOSE)
    for name, value in props(unit):
        if name not in _ELSEWHERE:
            context = etree.SubElement(group, _tag("context"), {"context-type": legal(f"x-{name}")})
            context.text = legal(value)
    return result


def _state(unit: TranslationUnit) -> dict[str, str]:
    """The attributes of the target that other tools show."""
    if unit.state is State.REVIEWED:
        return {"state": "signed-off"}
    if unit.state is State.FINAL:
        return {"state": "final"}
    qualifier = {Origin.MT: "mt-suggestion", Origin.MEMORY: "exact-match"}.get(unit.origin)
    state = "translated" if unit.state is State.TRANSLATED else "needs-review-translation"
    if not unit.target and unit.state is State.INITIAL:
        return {"state": "needs-translation"}
    return {"state": state, **({"state-qualifier": qualifier} if qualifier else {})}


def units(element: Any, file: Any) -> Iterator[tuple[str, dict[str, Any]]]:
    """The one unit of a ``<trans-unit>``."""
    source, target = element.find("{*}source"), element.find("{*}target")
    if source is None:
        raise FormatError("a <trans-unit> without <source>; the file is no valid XLIFF.")
    values: dict[str, list[str]] = {}
    for context in element.iterfind(f"{{*}}context-group[@purpose='{PURPOSE}']/{{*}}context"):
        values.setdefault(context.get("context-type", "")[2:], []).append(context.text or "")
    notes = element.findall("{*}note")
    values["article"] = [file.get("original", "")]
    values["issue"] = [_content(note) for note in notes if _is_issue(note)]
    text = "" if target is None else _content(target)
    values["state"] = [_read_state(element, target, text).value]
    if "origin" not in values:
        values["origin"] = [_read_origin(target, text).value]
    note = "\n".join(_content(note) for note in notes if not _is_issue(note))
    unit = {"source": _content(source), "target": text, "note": note, **fields(values, bool(text))}
    yield element.get("id") or "", unit


def _read_state(element: Any, target: Any, text: str) -> State:
    named = None if target is None else target.get("state")
    state = _STATES.get(named or "", State.TRANSLATED if text else State.INITIAL)
    if element.get("approved") == "yes" and state not in _APPROVED:
        return State.REVIEWED
    return state


def _read_origin(target: Any, text: str) -> Origin:
    """Who wrote the target of another tool's unit, by its state-qualifier."""
    if not text:
        return Origin.NONE
    return _QUALIFIERS.get(target.get("state-qualifier", ""), Origin.HUMAN)


def _is_issue(note: Any) -> bool:
    if note.get("from") != "bitext":
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
        if isinstance(child.tag, str) and etree.QName(child).localname not in _CODES:
            parts.append(_content(child))
        parts.append(child.tail or "")
    return "".join(parts)


def _tag(name: str) -> str:
    return f"{{{NAMESPACE}}}{name}"
