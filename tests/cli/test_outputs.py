"""What a run may not do to files that are there already."""

from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner

from bitext.cli import cli
from bitext.errors import InputError, OptionError
from bitext.formats import open_writers, read_units
from bitext.model import BitextHeader, State, TranslationUnit

pytestmark = pytest.mark.model
UNIT = TranslationUnit("a#1", "a", "Der Rat tagt.", "The council sits.")


def run(*args: str | Path) -> object:
    command = ["translate", "--threads", "1", *map(str, args)]
    return CliRunner().invoke(cli, command, standalone_mode=False, catch_exceptions=False).return_value


def save(path: Path, unit: TranslationUnit) -> None:
    with open_writers([path], BitextHeader()) as write:
        write(unit)


def test_a_run_that_reads_nothing_leaves_the_output_alone(tmp_path: Path) -> None:
    """When no input can be read the old file stays as it was, and no journal is left."""
    output = tmp_path / "keep.tmx"
    save(output, UNIT)
    before = output.read_bytes()

    with pytest.raises(InputError, match="no article"):
        run(tmp_path / "missing.txt", "-o", output)

    assert output.read_bytes() == before
    assert [path.name for path in tmp_path.iterdir()] == ["keep.tmx"]


def test_reviewed_work_is_not_written_over(tmp_path: Path) -> None:
    """A file with approved units is refused unless --overwrite, or --tm with that file, says otherwise."""
    source, output = tmp_path / "a.txt", tmp_path / "a.jsonl"
    source.write_text("Der Rat tagt.", "utf-8")
    save(output, replace(UNIT, state=State.REVIEWED))

    with pytest.raises(OptionError, match="approved"):
        run(source, "-o", output)
    assert next(read_units(output)).target == "The council sits."

    run(source, "-o", output, "--overwrite")
    assert next(read_units(output)).state is State.INITIAL


def test_a_run_with_a_memory_can_be_repeated_over_its_output(tmp_path: Path) -> None:
    """Approved units that came from the memory do not stand in the way of the same command."""
    source, memory, output = tmp_path / "a.txt", tmp_path / "tm.jsonl", tmp_path / "a.jsonl"
    source.write_text("Der Rat tagt.", "utf-8")
    save(memory, replace(UNIT, state=State.REVIEWED))

    run(source, "-o", output, "--tm", memory)
    run(source, "-o", output, "--tm", memory)

    assert next(read_units(output)).target == "The council sits."


def test_refused_options_leave_nothing_behind(tmp_path: Path) -> None:
    """A command with an impossible encoding leaves neither output nor journal."""
    source = tmp_path / "a.txt"
    source.write_text("Der Rat tagt.", "utf-8")

    with pytest.raises(OptionError, match="encoding"):
        run(source, "--encoding", "foo", "-o", tmp_path / "a.tsv")

    assert [path.name for path in tmp_path.iterdir()] == ["a.txt"]
