"""False alarms on human translations, and recall of seeded errors: ``python -m benchmarks.checks SRC REF``.

SRC and REF are files with a German and an English sentence a line.
A false alarm is a unit with an issue of severity error; some human translations do have errors, so 0 is out of reach.
A seeded error is found if the unit then has a check at warning or error that it had not at that severity before.
"""

import json
import random
import re
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

from bitext.checks import CheckContext, check_unit, default_context, surveyed
from bitext.model import Origin, Severity, TranslationUnit

SEED = 20190527
LONG_ENOUGH = 12
"""Words of a target from which a part is dropped."""

_WORD = re.compile(r"\S+")
_NAME = re.compile(r"(?<=[a-z,] )[A-Z][a-zäöüß]{2,}\b")
_NUMBER = re.compile(r"(?<![\w.,])\d+(?:[.,]\d+)*(?![\w])")

Seeder = Callable[[TranslationUnit, random.Random], str | None]


def dropped(unit: TranslationUnit, rng: random.Random) -> str | None:
    """The target without a run of a quarter to a half of its words; first and last word stay."""
    words = _WORD.findall(unit.target)
    if len(words) < LONG_ENOUGH:
        return None
    width = rng.randint(len(words) // 4, len(words) // 2)
    start = rng.randint(1, len(words) - 1 - width)
    return " ".join(words[:start] + words[start + width :])


def truncated(unit: TranslationUnit, rng: random.Random) -> str | None:
    """The first 40 to 75 % of the words, without a final mark."""
    words = _WORD.findall(unit.target)
    if len(words) < LONG_ENOUGH:
        return None
    return " ".join(words[: int(len(words) * rng.uniform(0.4, 0.75))]).rstrip(".,;:!?\"'")


def renumbered(unit: TranslationUnit, rng: random.Random) -> str | None:
    """The target with one digit of one number changed."""
    found = list(_NUMBER.finditer(unit.target))
    if not found:
        return None
    number = rng.choice(found)
    place = rng.choice([place for place in range(number.start(), number.end()) if unit.target[place].isdigit()])
    digit = rng.choice([digit for digit in "123456789" if digit != unit.target[place]])
    return unit.target[:place] + digit + unit.target[place + 1 :]


def renamed(names: list[str]) -> Seeder:
    """A seeder that puts another name for one that both sides have."""

    def seed(unit: TranslationUnit, rng: random.Random) -> str | None:
        shared = [name for name in dict.fromkeys(_NAME.findall(unit.target)) if re.search(rf"\b{name}\b", unit.source)]
        if not shared:
            return None
        old = rng.choice(shared)
        new = rng.choice(names)
        while new in unit.source or new in unit.target:
            new = rng.choice(names)
        return re.sub(rf"\b{old}\b", new, unit.target)

    return seed


def looped(unit: TranslationUnit, rng: random.Random) -> str | None:
    """The target with a phrase of two to six words said two to four times in a row."""
    words = _WORD.findall(unit.target)
    if len(words) < 6:
        return None
    width = rng.randint(2, min(6, len(words) - 1))
    start = rng.randint(0, len(words) - width - 1)
    phrase = words[start : start + width]
    return " ".join(words[:start] + phrase * rng.randint(1, 3) + words[start:])


def swapped(units: list[TranslationUnit]) -> Seeder:
    """A seeder that gives the target of another unit whose target is about as long."""
    ranked = sorted(units, key=lambda unit: len(unit.target))
    places = {unit.id: place for place, unit in enumerate(ranked)}

    def seed(unit: TranslationUnit, rng: random.Random) -> str | None:
        near = ranked[max(0, places[unit.id] - 25) : places[unit.id] + 26]
        other = rng.choice([one for one in near if one.source != unit.source])
        return other.target if len(_WORD.findall(unit.source)) >= 4 and other.target != unit.target else None

    return seed


def read(source: Path, reference: Path) -> list[TranslationUnit]:
    """A unit a line pair."""
    german, english = (path.read_text("utf-8").splitlines() for path in (source, reference))
    pairs = enumerate(zip(german, english, strict=True), 1)
    return [TranslationUnit(f"line#{n}", "line", *pair, origin=Origin.HUMAN) for n, pair in pairs]


def levels(unit: TranslationUnit, context: CheckContext) -> set[tuple[str, Severity]]:
    """The checks that find something, with their severity."""
    return {(issue.check, issue.severity) for issue in check_unit(unit, context)}


def seeders(units: list[TranslationUnit]) -> dict[str, Seeder]:
    """Kind of error -> what makes one."""
    names = sorted({name for unit in units for name in _NAME.findall(unit.target) if name in unit.source})
    return {
        "drop": dropped,
        "truncation": truncated,
        "number": renumbered,
        "name": renamed(names),
        "repetition": looped,
        "swap": swapped(units),
    }


def seeded(
    units: list[TranslationUnit], before: list[set[tuple[str, Severity]]], context: CheckContext
) -> Iterator[tuple[str, TranslationUnit, Severity | None]]:
    """Every seeded error: its kind, the unit, and the highest severity of what is new."""
    for kind, seeder in seeders(units).items():
        rng = random.Random(f"{SEED} {kind}")
        for unit, known in zip(units, before, strict=True):
            target = seeder(unit, rng)
            if target is None:
                continue
            spoilt = replace(unit, target=target)
            new = levels(spoilt, context) - known
            yield kind, spoilt, max((severity for _, severity in new), default=None)


def measured(units: list[TranslationUnit]) -> dict[str, object]:
    """The figures; recall is the share of all seeded errors, and by kind with its error-level part."""
    context = surveyed(units, default_context())
    before = [levels(unit, context) for unit in units]
    alarms = Counter(max((severity for _, severity in known), default=None) for known in before)
    total, found, sure = Counter[str](), Counter[str](), Counter[str]()
    for kind, _, severity in seeded(units, before, context):
        total[kind] += 1
        found[kind] += severity is not None and severity >= Severity.WARNING
        sure[kind] += severity is Severity.ERROR
    return {
        "units": len(units),
        "false_alarm_rate": round(alarms[Severity.ERROR] / len(units), 4),
        "warning_rate": round(alarms[Severity.WARNING] / len(units), 4),
        "seeded": total.total(),
        "seeded_recall": round(found.total() / total.total(), 4),
        "seeded_recall_error": round(sure.total() / total.total(), 4),
        "by_kind": {
            kind: {
                "seeded": total[kind],
                "found": round(found[kind] / total[kind], 4),
                "error": round(sure[kind] / total[kind], 4),
            }
            for kind in total
        },
    }


def main() -> None:
    """Print the figures as one JSON line."""
    if len(sys.argv) != 3:
        raise SystemExit("usage: python -m benchmarks.checks SRC REF")
    print(json.dumps(measured(read(Path(sys.argv[1]), Path(sys.argv[2])))))


if __name__ == "__main__":
    main()
