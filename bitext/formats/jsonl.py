"""Bitext as JSON Lines: one unit a line, lossless; fields at their default are left out."""

import json
import re
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import fields
from enum import Enum
from typing import Any, BinaryIO

from bitext.errors import FormatError
from bitext.model import (
    BitextHeader,
    Category,
    Issue,
    Kind,
    Origin,
    Severity,
    Side,
    State,
    TermAudit,
    TermStatus,
    TranslationUnit,
)

_UNSAFE = re.compile("[\ud800-\udfff\u2028\u2029\x85]")
"""Lone surrogates, which UTF-8 cannot hold, and line separators that some readers split at: written as escapes."""

_ALWAYS = {"id", "article", "source", "target"}


def unit_to_dict(unit: TranslationUnit) -> dict[str, Any]:
    """A unit as JSON values, without the fields that are at their default."""
    values = _plain(unit)
    for name, convert in (("issues", _issue_to_dict), ("terms", _plain)):
        if name in values:
            values[name] = [convert(value) for value in values[name]]
    return values


def _plain(value: Any) -> dict[str, Any]:
    """A dataclass's fields; enumerations by value, defaults left out."""
    result: dict[str, Any] = {}
    for one in fields(value):
        content = getattr(value, one.name)
        if one.name not in _ALWAYS and (content == one.default or content in ((), {})):
            continue
        if isinstance(content, Enum):
            content = content.value
        result[one.name] = dict(content) if isinstance(content, Mapping) else content
    return result


def _issue_to_dict(issue: Issue) -> dict[str, Any]:
    values = _plain(issue)
    values["severity"] = issue.severity.name.lower()
    return values


def unit_from_dict(values: Mapping[str, Any]) -> TranslationUnit:
    """The unit that unit_to_dict described; KeyError, TypeError or ValueError where it does not fit."""
    known = dict(values)
    for name, convert in _CONVERT.items():
        if name in known:
            known[name] = convert(known[name])
    return TranslationUnit(**known)


def _issue_from_dict(values: Mapping[str, Any]) -> Issue:
    known = dict(values)
    known["severity"] = Severity[known["severity"].upper()]
    known["category"] = Category(known["category"])
    known["side"] = Side(known.get("side", Side.TARGET))
    if known.get("span") is not None:
        start, end = known["span"]
        known["span"] = (int(start), int(end))
    return Issue(**known)


def _term_from_dict(values: Mapping[str, Any]) -> TermAudit:
    return TermAudit(**{**values, "status": TermStatus(values.get("status", TermStatus.MUST))})


_CONVERT: dict[str, Callable[[Any], Any]] = {
    "kind": Kind,
    "state": State,
    "origin": Origin,
    "issues": lambda items: tuple(_issue_from_dict(item) for item in items),
    "terms": lambda items: tuple(_term_from_dict(item) for item in items),
    "alignment": lambda items: tuple((int(source), int(target)) for source, target in items),
    "provenance": lambda items: {str(key): str(value) for key, value in items.items()},
}


@contextmanager
def writer(stream: BinaryIO, header: BitextHeader) -> Iterator[Callable[[TranslationUnit], None]]:
    """A function that writes a unit as one line; the header is not written.  Loses nothing of a unit."""

    def write(unit: TranslationUnit) -> None:
        text = json.dumps(unit_to_dict(unit), ensure_ascii=False)
        if _UNSAFE.search(text):
            text = json.dumps(unit_to_dict(unit))
        stream.write(text.encode("utf-8") + b"\n")

    yield write


def read(stream: BinaryIO, name: str) -> Iterator[TranslationUnit]:
    """The units of a JSON Lines file; FormatError names the line that is none."""
    for number, line in enumerate(stream, start=1):
        if not line.strip():
            continue
        try:
            yield unit_from_dict(json.loads(line))
        except json.JSONDecodeError as error:
            raise FormatError(
                f"{name}:{number}: is not valid JSON ({error.msg.removesuffix(' at')}, column {error.colno}); "
                "was the file cut? Write it again, or delete the line."
            ) from error
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            raise FormatError(
                f"{name}:{number}: not a bitext unit: every line must be a JSON object with id, article, source and "
                "target, and no unknown keys. Articles are for 'bitext translate'."
            ) from error
