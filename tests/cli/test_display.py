"""Aligned units in the terminal."""

from bitext.cli.display import rows
from bitext.model import TranslationUnit


def test_no_line_ends_in_blanks() -> None:
    """Where one side has fewer lines the other side's line ends at the bar."""
    unit = TranslationUnit("a#1", "a", "Ein langer deutscher Satz " * 3, "Short.")

    lines = list(rows(unit, 60))

    assert len(lines) > 2
    assert [line for line in lines if line != line.rstrip()] == []
    assert lines[-1].endswith("|")
