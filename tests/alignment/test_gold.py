"""Alignments as index lines, and their scores."""

from pathlib import Path

import pytest

from bitext.alignment.gold import at_level_of, path_line, read_path, score
from bitext.errors import FormatError
from bitext.model import Bead

GOLD = [Bead((0,), (0,)), Bead((1, 2), (1,)), Bead((3,), ()), Bead((4, 5), (2, 3))]


def test_lines_are_read_as_written(tmp_path: Path) -> None:
    """Writing and reading beads keeps indexes, empty sides and scores."""
    beads = [Bead((0, 1), (0,), 0.75), Bead((), (1,), 0.5), Bead((2,), (), 1.0)]
    path = tmp_path / "a.path"
    path.write_text("".join(f"{path_line(bead)}\n" for bead in beads))

    assert read_path(path) == beads


def test_gold_without_costs(tmp_path: Path) -> None:
    """The third field may be missing, blanks do not matter."""
    path = tmp_path / "a.gold"
    path.write_text("[3, 4]:[3]\n\n[]: [7]\n")

    assert read_path(path) == [Bead((3, 4), (3,)), Bead((), (7,))]


def test_a_line_that_is_none(tmp_path: Path) -> None:
    """A line in another format is named by its number."""
    path = tmp_path / "a.gold"
    path.write_text("[0]:[0]\n1 <> 1\n")

    with pytest.raises(FormatError, match=r"a\.gold:2"):
        read_path(path)


def test_perfect_agreement() -> None:
    """The gold agrees with itself."""
    assert score([(GOLD, GOLD)]).strict.f1 == 1
    assert score([(GOLD, GOLD)]).lax.f1 == 1


def test_strict_and_lax() -> None:
    """A bead that overlaps counts as lax only; recall leaves gold beads with an empty side out."""
    found = [Bead((0,), (0,)), Bead((1,), (1,)), Bead((2,), ()), Bead((3,), ()), Bead((4, 5), (2, 3))]
    scores = score([(GOLD, found)])

    assert scores.strict.precision == pytest.approx(3 / 5)
    assert scores.strict.recall == pytest.approx(2 / 3)
    assert scores.lax.precision == pytest.approx(4 / 5)
    assert scores.lax.recall == 1


def test_beads_inside_a_coarse_gold_bead() -> None:
    """Beads that tile a gold bead become it; those that reach beyond it stay."""
    finer = [*GOLD[:3], Bead((4,), (2,)), Bead((5,), (3,))]
    beyond = [*GOLD[:2], Bead((3, 4), (2,)), Bead((5,), (3,))]

    assert set(at_level_of(GOLD, finer)) == set(GOLD)
    assert set(at_level_of(GOLD, beyond)) == set(beyond)
