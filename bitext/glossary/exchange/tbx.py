"""TBX-Basic (ISO 30042:2008 with the TBX-Basic dialect); version 3 (ISO 30042:2019) is read too.

The source is the preferred German term, variants are admitted ones; of the English terms the preferred one is the
first target, admitted ones the others, deprecated and superseded ones are forbidden.
``prefer`` is an entry without a preferred English term, ``keep`` has a description "Translation needed: No" (Weblate's
convention), a case policy is a note "case: sensitive".
Lost: the difference of targets and forbidden targets in an entry with status forbidden; order of forbidden terms.
"""

from collections.abc import Iterator, Sequence
from io import BytesIO
from typing import Any

from lxml import etree

from bitext.counting import counted
from bitext.errors import FormatError
from bitext.glossary.exchange import Exported, Imported
from bitext.glossary.native import Broken
from bitext.model import CasePolicy, TermEntry, TermStatus

_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
_ENTRIES = ("termEntry", "conceptEntry")
_LANGUAGES = ("langSet", "langSec")
_TERMS = ("tig", "ntig", "termSec")
_PREFERRED, _ADMITTED, _DEPRECATED = "preferredTerm-admn-sts", "admittedTerm-admn-sts", "deprecatedTerm-admn-sts"
_BANNED = ("deprecatedTerm", "supersededTerm", "forbidden", "obsolete")
_CASE = "case: "


def read(data: bytes, name: str, kind: str = "", broken: Broken | None = None) -> Imported:
    """The German-English entries of a TBX file; entries without both languages are left out and counted."""
    entries: list[TermEntry] = []
    left_out: list[str] = []
    events = etree.iterparse(
        BytesIO(data), events=("end",), resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False
    )
    try:
        root = ""
        for _, element in events:
            if _local(element) in _ENTRIES:
                if found := _entry(element, name):
                    entries.append(found)
                else:
                    left_out.append(f"{name}:{element.sourceline or 0}: {_shown(element)}")
                _forget(element)
            root = _local(element)
    except etree.XMLSyntaxError as error:
        raise FormatError(
            f"{name}:{error.lineno}: not well-formed XML ({error.msg}); export the file again."
        ) from error
    if root not in ("martif", "tbx") and not entries:
        raise FormatError(
            f"{name}:1: the XML is <{root}>, not TBX (<martif> or <tbx>); export the termbase as TBX-Basic."
        )
    lost = f", {len(left_out)} without a German and an English term left out" if left_out else ""
    said = f"{name}: {counted(len(entries), 'entry')}, read as TBX{lost}."
    return Imported(tuple(entries), "tbx", said, tuple(left_out))


def write(entries: Sequence[TermEntry], kind: str, suffix: str = "") -> Exported:
    """The entries as a TBX-Basic file."""
    root = etree.Element("martif", {"type": "TBX-Basic", _LANG: "en"})
    header = etree.SubElement(root, "martifHeader")
    described = etree.SubElement(etree.SubElement(header, "fileDesc"), "sourceDesc")
    etree.SubElement(described, "p").text = "German-English glossary, written by bitext"
    coded = etree.SubElement(etree.SubElement(header, "encodingDesc"), "p", {"type": "XCSURI"})
    coded.text = "TBXBasicXCSV02.xcs"
    body = etree.SubElement(etree.SubElement(root, "text"), "body")
    for number, entry in enumerate(entries, 1):
        _write_entry(etree.SubElement(body, "termEntry", {"id": f"c{number}"}), entry)
    data: bytes = etree.tostring(
        root,
        xml_declaration=True,
        encoding="UTF-8",
        pretty_print=True,
        doctype='<!DOCTYPE martif SYSTEM "TBXBasiccoreStructV02.dtd">',
    )
    mixed = sum(entry.status is TermStatus.FORBIDDEN and bool(entry.forbidden) for entry in entries)
    return Exported(data, (f"which column a forbidden term stood in ({counted(mixed, 'entry')})",) if mixed else ())


def _forget(element: Any) -> None:
    """Free the element and those before it, so that memory stays flat."""
    element.clear()
    while element.getprevious() is not None:
        del element.getparent()[0]


def _local(element: Any) -> str:
    return etree.QName(element).localname if isinstance(element.tag, str) else ""


def _children(element: Any, names: Sequence[str]) -> Iterator[Any]:
    return (child for child in element if _local(child) in names)


def _shown(element: Any) -> str:
    """What an entry without one of our languages has."""
    found = (
        f"{text.strip()!r} ({section.get(_LANG) or section.get('lang') or 'no language'})"
        for section in _children(element, _LANGUAGES)
        for text in section.itertext()
        if text.strip()
    )
    return f"no German and English term in {', '.join(found) or 'an empty entry'}."


def _entry(element: Any, name: str) -> TermEntry | None:
    """The entry of a termEntry, or None if a language is missing."""
    place = f"{name}:{element.sourceline or 0}"
    german: list[tuple[str, str]] = []
    english: list[tuple[str, str]] = []
    example = ""
    for section in _children(element, _LANGUAGES):
        language = (section.get(_LANG) or section.get("lang") or "").lower()[:2]
        for term in _descendants(section, _TERMS):
            (german if language == "de" else english if language == "en" else []).append(_term(term))
            example = example or (_typed(term, "context") if language == "de" else "")
    german = [(text, status) for text, status in german if text]
    english = [(text, status) for text, status in english if text]
    keep = _typed(element, "Translation needed").lower() == "no"
    if not german or not (english or keep):
        return None
    german.sort(key=lambda one: not one[1].startswith("preferred"))
    notes = list(_notes(element))
    cases = [text.removeprefix(_CASE) for text in notes if text.startswith(_CASE)]
    targets, forbidden, status = _sides(english, keep)
    if keep and targets == (german[0][0],):
        targets = ()
    return TermEntry(
        source=german[0][0],
        targets=targets,
        variants=tuple(text for text, _ in german[1:]),
        forbidden=forbidden,
        case=CasePolicy(cases[0]) if cases and cases[0] in set(CasePolicy) else CasePolicy.AUTO,
        status=status,
        note=" ".join(text for text in notes if not text.startswith(_CASE)),
        example=example,
        origin=place,
    )


def _sides(english: Sequence[tuple[str, str]], keep: bool) -> tuple[tuple[str, ...], tuple[str, ...], TermStatus]:
    """Accepted targets, forbidden ones, and the status they speak for."""
    banned = tuple(text for text, status in english if status.startswith(_BANNED))
    accepted = [(text, status) for text, status in english if not status.startswith(_BANNED)]
    if keep:
        return tuple(text for text, _ in accepted), banned, TermStatus.KEEP
    if not accepted:
        return banned, (), TermStatus.FORBIDDEN
    admitted = all(status.startswith("admitted") for _, status in accepted)
    accepted.sort(key=lambda one: not one[1].startswith("preferred"))
    return tuple(text for text, _ in accepted), banned, TermStatus.PREFER if admitted else TermStatus.MUST


def _descendants(element: Any, names: Sequence[str]) -> Iterator[Any]:
    return (child for child in element.iter() if _local(child) in names)


def _term(element: Any) -> tuple[str, str]:
    """Text and administrative status of a term."""
    text = next((" ".join("".join(one.itertext()).split()) for one in _descendants(element, ("term",))), "")
    status = _typed(element, "administrativeStatus")
    return text, status


def _typed(element: Any, kind: str) -> str:
    """The text of the first data category of a kind, in either style of TBX."""
    for child in element.iter():
        if child.get("type") == kind or _local(child) == kind:
            return " ".join("".join(child.itertext()).split())
    return ""


def _notes(element: Any) -> Iterator[str]:
    """Notes and definitions of the concept, not those of its terms."""
    for child in element:
        wanted = _local(child) == "note" or child.get("type") == "definition"
        if wanted and (text := " ".join("".join(child.itertext()).split())):
            yield text


def _write_entry(element: Any, entry: TermEntry) -> None:
    if entry.status is TermStatus.KEEP:
        etree.SubElement(element, "descrip", {"type": "Translation needed"}).text = "No"
    if entry.case is not CasePolicy.AUTO:
        etree.SubElement(element, "note").text = _CASE + entry.case.value
    if entry.note:
        etree.SubElement(element, "note").text = _legal(entry.note)
    german = etree.SubElement(element, "langSet", {_LANG: "de"})
    first = _write_term(german, entry.source, _PREFERRED)
    if entry.example:
        etree.SubElement(first, "descrip", {"type": "context"}).text = _legal(entry.example)
    for variant in entry.variants:
        _write_term(german, variant, _ADMITTED)
    english = etree.SubElement(element, "langSet", {_LANG: "en"})
    best = _ADMITTED if entry.status is TermStatus.PREFER else _PREFERRED
    banned = entry.status is TermStatus.FORBIDDEN
    for index, target in enumerate(entry.targets):
        _write_term(english, target, _DEPRECATED if banned else best if not index else _ADMITTED)
    for target in entry.forbidden:
        _write_term(english, target, _DEPRECATED)
    if not len(english):
        _write_term(english, entry.source, _PREFERRED)


def _write_term(language: Any, text: str, status: str) -> Any:
    term = etree.SubElement(language, "tig")
    etree.SubElement(term, "term").text = _legal(text)
    etree.SubElement(term, "termNote", {"type": "administrativeStatus"}).text = status
    return term


def _legal(text: str) -> str:
    """The text without characters that XML 1.0 cannot hold."""
    return "".join(char for char in text if char >= " " and char not in "\ufffe\uffff")
