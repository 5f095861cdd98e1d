"""Aligned units for the terminal: German left, English right, issues below."""

import shutil
import textwrap
from collections.abc import Iterator

import click

from bitext.model import Origin, Severity, TranslationUnit

_COLOURS = {Severity.ERROR: "red", Severity.WARNING: "yellow", Severity.INFO: "bright_black"}


def rows(unit: TranslationUnit, width: int = 0) -> Iterator[str]:
    """The lines that show a unit, at most ``width`` columns wide (0: the terminal's)."""
    total = width or min(shutil.get_terminal_size((100, 24)).columns, 160)
    number = unit.id.rpartition("#")[2]
    column = (total - 11) // 2
    left = textwrap.wrap(unit.source, column) or [""]
    kept = unit.origin is Origin.COPY
    right = (
        [click.style(f"({unit.kind.value}, kept as it is)", dim=True)] if kept else textwrap.wrap(unit.target, column)
    )
    for i in range(max(len(left), len(right))):
        one = left[i] if i < len(left) else ""
        other = right[i] if i < len(right) else ""
        bold = unit.kind.value == "heading" and not kept
        end = f"  {click.style(other, bold=bold or None)}" if other else ""
        yield f"{number if i == 0 else '':>4} {_cell(one, column, bold)}  |{end}"
    for issue in unit.issues:
        if issue.severity > Severity.INFO:
            label = click.style(f"{issue.severity.name.lower()} {issue.check}:", fg=_COLOURS[issue.severity])
            yield f"     {label} {issue.message}"


def _cell(text: str, width: int, bold: bool) -> str:
    return click.style(text, bold=bold or None) + " " * (width - len(text))
