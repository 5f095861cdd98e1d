"""The translation memory."""

from dataclasses import replace
from pathlib import Path

import pytest

from bitext.errors import FormatError
from bitext.formats import open_writers
from bitext.memory import Memory, is_approved, keep_approved, load, opened
from bitext.model import BitextHeader, Origin, State, TranslationUnit

UNIT = TranslationUnit("a#1", "a", "Der Rat tagt.", "The council meets.", provenance={"signature": "s1"})
FINAL = replace(UNIT, id="a#2", target="The Council is meeting.", state=State.FINAL)
REVIEWED = replace(UNIT, id="a#3", target="The Council meets.", state=State.REVIEWED)
HUMAN = replace(UNIT, id="a#4", target="Council meets.", origin=Origin.HUMAN, state=State.TRANSLATED)


@pytest.mark.parametrize(
    ("unit", "expected"),
    [
        (FINAL, True),
        (REVIEWED, True),
        (HUMAN, True),
        (UNIT, False),
        (replace(FINAL, target=" "), False),
        (replace(HUMAN, provenance={"rejected": "wrong"}), False),
        (replace(FINAL, origin=Origin.COPY), False),
    ],
)
def test_what_counts_as_approved(unit: TranslationUnit, expected: bool) -> None:
    """A person's word counts; a machine's, an empty, a rejected and a copied one do not."""
    assert is_approved(unit) is expected


def test_the_best_approved_translation_wins() -> None:
    """Final wins over reviewed over human, however they came in; the others are named."""
    memory = Memory()
    memory.add([FINAL, HUMAN, REVIEWED], "x.tmx")
    hit = memory.approved("Der  Rat tagt.")

    assert hit is not None
    assert (hit.unit, hit.file, hit.others) == (FINAL, "x.tmx", ("The Council meets.", "Council meets."))
    assert memory.approved("Der Rat tagte.") is None
    memory.close()


def test_of_equals_the_newest_wins() -> None:
    """A translation that is imported later replaces one of the same rank, also when it had been there before."""
    memory = Memory()
    other = replace(FINAL, target="The Council sits.")
    memory.add([FINAL, other, FINAL], "x.tmx")
    hit = memory.approved(FINAL.source)

    assert hit is not None
    assert hit.unit.target == FINAL.target
    assert memory.stats().units == 2
    memory.close()


def test_machine_units_need_the_same_signature() -> None:
    """What a machine wrote is found under its signature only, and is not taken in unless asked for."""
    memory = Memory()
    assert memory.add([UNIT], "x.jsonl") == (0, 0)
    assert memory.add([UNIT], "x.jsonl", machine=True) == (0, 1)

    assert memory.machine(UNIT.source, "s2") is None
    hit = memory.machine(UNIT.source, "s1")
    assert hit is not None
    assert hit.unit == UNIT
    assert memory.approved(UNIT.source) is None
    memory.close()


def test_prune_and_stats(tmp_path: Path) -> None:
    """The numbers are right, and pruning keeps what wins."""
    memory = Memory(tmp_path / "m.db")
    memory.add([FINAL, REVIEWED, UNIT], "x.jsonl", machine=True)
    stats = memory.stats()
    assert (stats.units, stats.approved, stats.machine, stats.sources, stats.ambiguous) == (3, 2, 1, 1, 1)

    assert memory.prune(superseded=True) == 1
    assert memory.prune(machine=True) == 1
    assert [hit.unit for hit in memory.hits(approved=False)] == [FINAL]
    memory.close()


def test_a_failed_import_leaves_nothing(tmp_path: Path) -> None:
    """An error in the middle of a file takes back what came before it."""

    def broken():  # type: ignore[no-untyped-def]
        yield FINAL
        raise FormatError("x.tmx:3: broken")

    memory = Memory(tmp_path / "m.db")
    with pytest.raises(FormatError):
        memory.add(broken(), "x.tmx")
    assert memory.stats().units == 0
    memory.close()


def test_several_files_are_one_memory(tmp_path: Path) -> None:
    """Bitext files and memories go together; of equals the later file wins."""
    path = tmp_path / "a.tmx"
    with open_writers([path], BitextHeader()) as write:
        write(FINAL)
    base = tmp_path / "b.db"
    keep_approved([base, path], "b.jsonl", [replace(FINAL, target="The Council sits."), UNIT])

    for paths, target in ([path, base], "The Council sits."), ([base, path], FINAL.target):
        memory = load(paths)
        hit = memory.approved(FINAL.source)
        assert hit is not None
        assert hit.unit.target == target
        memory.close()


def test_an_approval_that_was_taken_back_is_forgotten(tmp_path: Path) -> None:
    """A final text that was corrected or rejected does not come again, unless another file approved it too."""
    path = tmp_path / "m.db"
    better = replace(FINAL, target="The Council sits.", state=State.REVIEWED)
    keep_approved([path], "a.jsonl", [FINAL])
    assert keep_approved([path], "a.jsonl", [better], [FINAL]) == 1
    memory = opened(path)
    hit = memory.approved(FINAL.source)
    assert hit is not None
    assert (hit.unit.target, hit.others) == ("The Council sits.", ())
    memory.close()

    keep_approved([path], "b.jsonl", [better])
    assert keep_approved([path], "a.jsonl", [replace(better, state=State.INITIAL)], [better]) == 0


def test_what_is_no_memory_is_refused(tmp_path: Path) -> None:
    """A missing file and one of another kind are named."""
    path = tmp_path / "m.db"
    with pytest.raises(FormatError, match="no such memory"):
        opened(path)
    path.write_text("This is a text and no memory at all, however it is called." * 20)
    with pytest.raises(FormatError, match="not a translation memory"):
        opened(path)


def test_broken_characters_can_be_kept() -> None:
    """A lone surrogate, which UTF-8 cannot hold, does no harm."""
    memory = Memory()
    unit = replace(FINAL, source="Der \ud800 Rat", target="The \ud800 council")
    memory.add([unit], "x.jsonl")
    hit = memory.approved("Der \ud800 Rat")

    assert hit is not None
    assert hit.unit == unit
    memory.close()
