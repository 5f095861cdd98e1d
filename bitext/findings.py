"""Findings of a check run as JSON, SARIF 2.1.0 (OASIS) and JUnit XML.

Each function takes a stream of found units and gives the document in pieces, so that JSON and SARIF need no memory for
what they have written; JUnit states its counts first and holds its cases until the end.
All text of the corpus is escaped by the format's own rules.
"""

import hashlib
import json
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import quote
from xml.etree import ElementTree

from bitext.checks import CATALOGUE
from bitext.counting import counted
from bitext.model import Issue, Severity, TranslationUnit

SARIF_SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/os/schemas/sarif-schema-2.1.0.json"
LEVELS = {Severity.INFO: "note", Severity.WARNING: "warning", Severity.ERROR: "error"}
"""Severity -> SARIF level."""

Found = tuple[str, TranslationUnit]
"""The path of a file and a unit of it that has issues."""


@dataclass
class Totals:
    """Counts of a run; they are complete when the stream of units has been read."""

    files: dict[str, int] = field(default_factory=dict)
    """Path -> units."""
    suspicious: int = 0
    """Units with issues."""
    by_severity: Counter[Severity] = field(default_factory=Counter)
    by_check: Counter[str] = field(default_factory=Counter)

    def add(self, path: str, unit: TranslationUnit) -> None:
        """Count a unit."""
        self.files[path] = self.files.get(path, 0) + 1
        self.suspicious += bool(unit.issues)
        for issue in unit.issues:
            self.by_severity[issue.severity] += 1
            self.by_check[issue.check] += 1

    def reaches(self, severity: Severity) -> bool:
        """Whether there is an issue at least this grave."""
        return any(count and one >= severity for one, count in self.by_severity.items())

    def __str__(self) -> str:
        units, files = sum(self.files.values()), len(self.files)
        errors, warnings, remarks = (self.by_severity[one] for one in sorted(Severity, reverse=True))
        return (
            f"{counted(units, 'unit')} in {counted(files, 'file')}, {self.suspicious} with issues: "
            f"{counted(errors, 'error')}, {counted(warnings, 'warning')}, {counted(remarks, 'remark')}"
        )


def to_json(found: Iterable[Found], totals: Totals) -> Iterator[str]:
    """One JSON object: the findings, each with file, unit, both texts and the issue's fields; then the totals."""
    yield '{"version": 1, "findings": ['
    separator = "\n"
    for path, unit in found:
        for issue in unit.issues:
            yield separator + json.dumps(_finding(path, unit, issue), ensure_ascii=False)
            separator = ",\n"
    summary = {
        "files": [{"path": path, "units": units} for path, units in totals.files.items()],
        "units_with_issues": totals.suspicious,
        "issues": {one.name.lower(): totals.by_severity[one] for one in sorted(Severity, reverse=True)},
        "by_check": dict(totals.by_check.most_common()),
    }
    yield "\n], " + json.dumps(summary, ensure_ascii=False)[1:] + "\n"


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


def to_sarif(found: Iterable[Found], paths: Iterable[str], version: str) -> Iterator[str]:
    """A SARIF log with one run; a unit is a logical location, for bitext formats have no lines in common."""
    driver = {"name": "bitext", "semanticVersion": version, "rules": [_rule(name) for name in CATALOGUE]}
    head = {
        "tool": {"driver": driver},
        "columnKind": "unicodeCodePoints",
        "artifacts": [{"location": {"uri": _uri(path)}} for path in paths],
    }
    yield f'{{"$schema": "{SARIF_SCHEMA}", "version": "2.1.0", "runs": [\n'
    yield json.dumps(head, ensure_ascii=False)[:-1] + ', "results": ['
    separator = "\n"
    for path, unit in found:
        for issue in unit.issues:
            yield separator + json.dumps(_result(path, unit, issue), ensure_ascii=False)
            separator = ",\n"
    yield "\n]}]}\n"


def _rule(name: str) -> dict[str, Any]:
    entry = CATALOGUE[name]
    return {
        "id": name,
        "shortDescription": {"text": entry.summary},
        "help": {"text": f"See docs/checks.md, section {name}."},
        "defaultConfiguration": {"level": LEVELS[entry.severity]},
        "properties": {"category": entry.category.value, "tags": list(entry.known_as)},
    }


def _result(path: str, unit: TranslationUnit, issue: Issue) -> dict[str, Any]:
    parts = (issue.check, unit.source, unit.target, issue.message)
    stable = hashlib.sha256("\x1f".join(parts).encode("utf-8", "replace")).hexdigest()[:32]
    place = {
        "physicalLocation": {"artifactLocation": {"uri": _uri(path)}},
        "logicalLocations": [{"fullyQualifiedName": unit.id, "kind": "element"}],
    }
    return {
        "ruleId": issue.check,
        "level": LEVELS[issue.severity],
        "message": {"text": issue.message},
        "locations": [place],
        "partialFingerprints": {"bitextUnit/v1": stable},
        "properties": {"source": unit.source, "target": unit.target, "side": issue.side.value, "span": issue.span},
    }


def _uri(path: str) -> str:
    return quote(path.replace("\\", "/"), safe="/")


def to_junit(found: Iterable[Found], totals: Totals, fail_on: Severity) -> Iterator[str]:
    """JUnit XML: a suite a file, a case a unit with issues; a case fails by issues of at least ``fail_on``."""
    suites: dict[str, ElementTree.Element] = {}
    for path, unit in found:
        if path not in suites:
            suites[path] = ElementTree.Element("testsuite", name=_clean(path))
        suites[path].append(_case(unit, fail_on))
    root = ElementTree.Element("testsuites", name="bitext check")
    for path, units in totals.files.items():
        suite = suites.get(path, ElementTree.Element("testsuite", name=_clean(path)))
        failures = sum(case.find("failure") is not None for case in suite)
        suite.attrib.update(tests=str(units), failures=str(failures), errors="0", skipped="0")
        root.append(suite)
    ElementTree.indent(root)
    yield ElementTree.tostring(root, encoding="unicode", xml_declaration=True) + "\n"


def _case(unit: TranslationUnit, fail_on: Severity) -> ElementTree.Element:
    case = ElementTree.Element("testcase", name=_clean(unit.id), classname=_clean(unit.article or "bitext"))
    texts = f"de: {unit.source}\nen: {unit.target}"
    grave = [issue for issue in unit.issues if issue.severity >= fail_on]
    if grave:
        failure = ElementTree.SubElement(case, "failure", message=_clean(line(grave[0])), type=grave[0].check)
        failure.text = _clean("\n".join([*map(line, grave), texts]))
    light = [issue for issue in unit.issues if issue.severity < fail_on]
    if light:
        ElementTree.SubElement(case, "system-out").text = _clean("\n".join([*map(line, light), texts]))
    return case


def line(issue: Issue) -> str:
    """The issue in one line: severity, check, message."""
    return f"{issue.severity.name.lower()} {issue.check}: {issue.message}"


def _clean(text: str) -> str:
    """The text with the characters that XML 1.0 (section 2.2) has not as U+FFFD."""
    return "".join(char if _is_xml(ord(char)) else "\ufffd" for char in text)


def _is_xml(code: int) -> bool:
    return code in {9, 10, 13} or 0x20 <= code <= 0xD7FF or 0xE000 <= code <= 0xFFFD or code >= 0x10000
