"""The value behind a piece of text."""

from dataclasses import dataclass
from decimal import Decimal
from enum import IntEnum


class Certainty(IntEnum):
    """How much a value says when the other side lacks it."""

    HINT = 0
    """It may stand for a value ("ein", "both", "second") and only ever satisfies one of the other side."""
    WORD = 1
    """Spelt out ("zwölf"); translators rephrase these."""
    DIGITS = 2
    """Written in digits."""


@dataclass(frozen=True, slots=True)
class Value:
    """A number, or a part of a date or time, as it may be read."""

    keys: frozenset[str]
    """Canonical readings: ``1250.3`` for numbers, ``month:1``, ``time:20:15``; two values agree if they share one."""
    text: str
    start: int
    end: int
    """Offsets in the text."""
    certainty: Certainty = Certainty.DIGITS


def key(number: Decimal) -> str:
    """The canonical form of a number: no exponent, no trailing zeros."""
    text = format(number, "f")
    return (text.rstrip("0").rstrip(".") if "." in text else text) or "0"
