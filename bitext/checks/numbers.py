"""Numbers, dates and times by value; number formats; names with digits."""

import re
from collections.abc import Iterator

from bitext.checks.catalogue import ERROR, WARNING, issue
from bitext.checks.context import CheckContext
from bitext.model import Issue, Severity, Side, TranslationUnit
from bitext.values import Certainty, Value, compare, foreign_formats, values

_CODE = re.compile(r"(?<![\w.-])(?:[A-Z]{1,5}[-–]?\d{1,5}[A-Za-z]?|\d{1,4}[A-Z]{1,2})(?![\w.])")
_JOINT = re.compile(r"[\s–-]+")


def numbers(unit: TranslationUnit, context: CheckContext) -> Iterator[Issue]:
    """Values of one side that the other has not; an error if they are written in digits."""
    missing, extra = compare(values(unit.source, "de"), values(unit.target, "en"))
    digits = [value for value in missing if value.certainty is Certainty.DIGITS]
    added = [value for value in extra if value.certainty is Certainty.DIGITS]
    beside = _quoted(added)
    for value in digits:
        found = f"the translation has {beside} instead" if beside else "the translation has none of this value"
        yield issue(
            _name(value), f"“{value.text}”: {found}.", _weight(value), side=Side.SOURCE, span=(value.start, value.end)
        )
    for value in added:
        yield issue(
            _name(value), f"“{value.text}” is not in the source.", _weight(value), span=(value.start, value.end)
        )
    if not digits and not added and missing and extra:
        text = f"“{missing[0].text}” in the source, but “{extra[0].text}” in the translation."
        yield issue("numbers", text, WARNING, span=(extra[0].start, extra[0].end))


def _quoted(values: list[Value]) -> str:
    return ", ".join(f"“{value.text}”" for value in values)


def _name(value: Value) -> str:
    kinds = {reading.partition(":")[0] for reading in value.keys}
    return "times" if "time" in kinds and ":" in value.text else "dates" if "month" in kinds else "numbers"


def _weight(value: Value) -> Severity:
    """Month names and Roman numerals may be rephrased or be something else; the rest is an error."""
    return ERROR if any(char.isdigit() for char in value.text) else WARNING


def number_format(unit: TranslationUnit, context: CheckContext) -> Iterator[Issue]:
    """Numbers in the target that only German conventions can read."""
    for value in foreign_formats(unit.target, "en"):
        yield issue("numberformat", f"“{value.text}” is not how English writes it.", span=(value.start, value.end))


def codes(unit: TranslationUnit, context: CheckContext) -> Iterator[Issue]:
    """Names with digits in the source that the target lacks, however joined."""
    target = _JOINT.sub("", unit.target).casefold()
    for match in _CODE.finditer(unit.source):
        if _JOINT.sub("", match[0]).casefold() not in target:
            yield issue("codes", f"“{match[0]}” is not in the translation.", side=Side.SOURCE, span=match.span())
