"""Findings of a check run as JSON, SARIF 2.1.0 (OASIS) and JUnit XML.

Each function takes what was found and gives the document; all text of the corpus is escaped by the format's own rules.
"""

import hashlib
import json
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any
from xml.etree import ElementTree

from bitext.checks import CATALOGUE
from bitext.model import Issue, Severity, TranslationUnit

SARIF_SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/os/schemas/sarif-schema-2.1.0.json"
LEVELS = {Severity.INFO: "note", Severity.WARNING: "warning", Severity.ERROR: "error"}
"""Severity -> SARIF level."""

DOCS = "docs/checks.md"


@dataclass
class FileFindings:
    """What was found in one file; units without issues are only counted."""

    path: str
    units: int = 0
    found: list[TranslationUnit] = field(default_factory=list)

    def add(self, unit: TranslationUnit) -> None:
        """Count a unit and keep it if it has issues."""
        self.units += 1
        if unit.issues:
            self.found.append(unit)

    def counts(self) -> Counter[Severity]:
        """Issues by severity."""
        return Counter(issue.severity for unit in self.found for issue in unit.issues)


def to_json(files: Sequence[FileFindings]) -> str:
    """One JSON object: totals, then the findings, each with its file, unit, both texts, and the issue's fields."""
    counts = sum((one.counts() for one in files), Counter[Severity]())
    document = {
        "version": 1,
        "files": [{"path": one.path, "units": one.units} for one in files],
        "issues": {severity.name.lower(): counts[severity] for severity in sorted(Severity, reverse=True)},
        "by_check": dict(_by_check(files).most_common()),
        "findings": [_finding(one.path, unit, issue) for one, unit, issue in _all(files)],
    }
    return json.dumps(document, ensure_ascii=False, indent=1) + "\n"


def _all(files: Iterable[FileFindings]) -> Iterable[tuple[FileFindings, TranslationUnit, Issue]]:
    return ((one, unit, issue) for one in files for unit in one.found for issue in unit.issues)


def _by_check(files: Iterable[FileFindings]) -> Counter[str]:
    return Counter(issue.check for _, _, issue in _all(files))


def _finding(path: str, unit: TranslationUnit, issue: Issue) -> dict[str, Any]:
    return {
        "file": path,
        "unit": unit.id,
        "check": issue.check,
        "severity": issue.severity.name.lower(),
        "category": issue.category.value,
        "message": issue.message,
        "side": issue.side.value,
        "span": issue.span,
        "source": unit.source,
        "target": unit.target,
    }


def to_sarif(files: Sequence[FileFindings], version: str) -> str:
    """A SARIF log with one run; a unit is a logical location, for bitext formats have no lines in common."""
    names = sorted(_by_check(files).keys() | CATALOGUE.keys())
    driver = {"name": "bitext", "semanticVersion": version, "rules": [_rule(name) for name in names]}
    places = {name: place for place, name in enumerate(names)}
    run = {
        "tool": {"driver": driver},
        "columnKind": "unicodeCodePoints",
        "artifacts": [{"location": {"uri": _uri(one.path)}} for one in files],
        "results": [_result(one.path, unit, issue, places[issue.check]) for one, unit, issue in _all(files)],
    }
    return json.dumps({"$schema": SARIF_SCHEMA, "version": "2.1.0", "runs": [run]}, ensure_ascii=False, indent=1) + "\n"


def _rule(name: str) -> dict[str, Any]:
    entry = CATALOGUE.get(name)
    if entry is None:
        return {"id": name}
    return {
        "id": name,
        "shortDescription": {"text": entry.summary},
        "help": {"text": f"See {DOCS}, section {name}."},
        "defaultConfiguration": {"level": LEVELS[entry.severity]},
        "properties": {"category": entry.category.value, "tags": list(entry.known_as)},
    }


def _result(path: str, unit: TranslationUnit, issue: Issue, rule: int) -> dict[str, Any]:
    stable = hashlib.sha256(
        "\x1f".join((issue.check, unit.source, unit.target, issue.message)).encode("utf-8", "replace")
    )
    return {
        "ruleId": issue.check,
        "ruleIndex": rule,
        "level": LEVELS[issue.severity],
        "message": {"text": issue.message},
        "locations": [
            {
                "physicalLocation": {"artifactLocation": {"uri": _uri(path)}},
                "logicalLocations": [{"fullyQualifiedName": unit.id, "kind": "element"}],
            }
        ],
        "partialFingerprints": {"bitextUnit/v1": stable.hexdigest()[:32]},
        "properties": {"source": unit.source, "target": unit.target, "side": issue.side.value, "span": issue.span},
    }


def _uri(path: str) -> str:
    from urllib.parse import quote

    return quote(path.replace("\\", "/"), safe="/:")


def to_junit(files: Sequence[FileFindings], fail_on: Severity) -> str:
    """JUnit XML: a suite a file, a case a unit with issues; a case fails by issues of at least ``fail_on``."""
    root = ElementTree.Element("testsuites", name="bitext check")
    for one in files:
        failing = sum(any(issue.severity >= fail_on for issue in unit.issues) for unit in one.found)
        attributes = {
            "name": one.path,
            "tests": str(one.units),
            "failures": str(failing),
            "errors": "0",
            "skipped": "0",
        }
        suite = ElementTree.SubElement(root, "testsuite", attributes)
        for unit in one.found:
            _case(suite, unit, fail_on)
    ElementTree.indent(root)
    return ElementTree.tostring(root, encoding="unicode", xml_declaration=True) + "\n"


def _case(suite: ElementTree.Element, unit: TranslationUnit, fail_on: Severity) -> None:
    case = ElementTree.SubElement(suite, "testcase", name=_clean(unit.id), classname=_clean(unit.article or "bitext"))
    texts = f"de: {unit.source}\nen: {unit.target}"
    grave = [issue for issue in unit.issues if issue.severity >= fail_on]
    if grave:
        failure = ElementTree.SubElement(case, "failure", message=_clean(_line(grave[0])), type=grave[0].check)
        failure.text = _clean("\n".join([*map(_line, grave), texts]))
    light = [issue for issue in unit.issues if issue.severity < fail_on]
    if light:
        ElementTree.SubElement(case, "system-out").text = _clean("\n".join([*map(_line, light), texts]))


def _line(issue: Issue) -> str:
    return f"{issue.severity.name.lower()} {issue.check}: {issue.message}"


def _clean(text: str) -> str:
    """The text with the characters that XML 1.0 (section 2.2) has not as U+FFFD."""
    return "".join(char if _is_xml(ord(char)) else "\ufffd" for char in text)


def _is_xml(code: int) -> bool:
    return code in {9, 10, 13} or 0x20 <= code <= 0xD7FF or 0xE000 <= code <= 0xFFFD or code >= 0x10000
