"""Numbers, dates and times by value; number formats; names with digits."""

import re
from collections.abc import Iterator

from bitext.checks.catalogue import ERROR, WARNING, issue
from bitext.checks.context import CheckContext
from bitext.model import Issue, Severity, Side, TranslationUnit
from bitext.values import Certainty, Value, compare, foreign_formats, values

_CODE = re.compile(r"(?<![\w.-])(?:[A-Z]{1,5}[-–]?\d{1,5}[A-Za-z]?|\d{1,4}[A-Z]{1,2})(?![\w.])")
_METRIC = re.compile(r"[\s-]?(?:km|Kilometer|m\b|Meter|cm|Zentimeter|kg|Kilo|Liter|Hektar|Quadrat|Grad|°|Tonnen)")
_OTHER_UNITS = re.compile(
    r"[\s-]?(?:ft\b|f(?:oo|ee)t|in\b|inch|['’\"”]|mi\b|miles?\b|yards?\b|lbs?\b|pounds?\b|stone|gallon|acres?\b|°|degrees?\b|square)"
)
_JOINT = re.compile(r"[\s–-]+")


def numbers(unit: TranslationUnit, context: CheckContext) -> Iterator[Issue]:
    """Values of one side that the other has not; an error if they are written in digits."""
    missing, extra = map(_distinct, compare(values(unit.source, "de"), values(unit.target, "en")))
    converted = _converted(unit, missing, extra)
    digits = [value for value in missing if value.certainty is Certainty.DIGITS]
    added = [value for value in extra if value.certainty is Certainty.DIGITS]
    beside = _quoted(added)
    for value in digits:
        found = f"the translation has {beside} instead" if beside else "the translation has none of this value"
        yield issue(
            _name(value),
            f"“{value.text}”: {found}.",
            _weight(value, converted),
            side=Side.SOURCE,
            span=(value.start, value.end),
        )
    for value in added:
        yield issue(
            _name(value),
            f"“{value.text}” is not in the source.",
            _weight(value, converted),
            span=(value.start, value.end),
        )
    if not digits and not added and missing and extra:
        text = f"“{missing[0].text}” in the source, but “{extra[0].text}” in the translation."
        yield issue("numbers", text, WARNING, span=(extra[0].start, extra[0].end))


def _distinct(values: list[Value]) -> list[Value]:
    """One value for each place: a date counts once, not by day, month and year."""
    return list({(value.start, value.end): value for value in values}.values())


def _converted(unit: TranslationUnit, missing: list[Value], extra: list[Value]) -> bool:
    """Whether the translator seems to have turned metric units into others."""
    metric = any(_METRIC.match(unit.source, value.end) for value in missing)
    return metric and any(_OTHER_UNITS.match(unit.target, value.end) for value in extra)


def _quoted(values: list[Value]) -> str:
    return ", ".join(f"“{value.text}”" for value in values)


def _name(value: Value) -> str:
    kinds = {reading.partition(":")[0] for reading in value.keys}
    return "times" if "time" in kinds and ":" in value.text else "dates" if "month" in kinds else "numbers"


def _weight(value: Value, converted: bool) -> Severity:
    """Month names and Roman numerals may be rephrased or be something else; the rest is an error."""
    return ERROR if any(char.isdigit() for char in value.text) and not converted else WARNING


def number_format(unit: TranslationUnit, context: CheckContext) -> Iterator[Issue]:
    """Numbers in the target that only German conventions can read."""
    for value in foreign_formats(unit.target, "en"):
        yield issue("numberformat", f"“{value.text}” is not how English writes it.", span=(value.start, value.end))


def codes(unit: TranslationUnit, context: CheckContext) -> Iterator[Issue]:
    """Names with digits in the source that the target lacks, however joined."""
    found = list(_CODE.finditer(unit.source))
    target = _JOINT.sub("", unit.target).casefold() if found else ""
    for match in found:
        if _JOINT.sub("", match[0]).casefold() not in target:
            yield issue("codes", f"“{match[0]}” is not in the translation.", side=Side.SOURCE, span=match.span())
