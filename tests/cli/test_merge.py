"""``bitext merge``: parts come together."""

import json
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

import bitext.jobs
from bitext.cli import cli
from bitext.errors import BitextError, FormatError, OptionError
from bitext.formats import open_writers, read_header, read_units
from bitext.model import BitextHeader, State, TranslationUnit
from bitext.pipeline import Translator
from bitext.testing import WordEngine

UNITS = [
    TranslationUnit(f"{name}#{n}", name, f"Satz {n} von {name}.", f"Sentence {n} of {name}.")
    for name in "abcd"
    for n in range(3)
]


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The current directory is empty."""
    monkeypatch.chdir(tmp_path)


def save(name: str, units: list[TranslationUnit], header: BitextHeader | None = None) -> str:
    path = Path(name)
    path.parent.mkdir(parents=True, exist_ok=True)
    with open_writers([path], header or BitextHeader()) as write:
        for unit in units:
            write(unit)
    return name


def run(*arguments: str) -> Result:
    result = CliRunner().invoke(cli, arguments, standalone_mode=False)
    if isinstance(result.exception, BitextError):
        raise result.exception
    assert result.exception is None, result.output
    return result


def units_in(name: str) -> list[TranslationUnit]:
    return list(read_units(Path(name)))


def test_formats_come_together_in_the_order_given() -> None:
    """Parts in four formats become one file of each format that is asked for, nothing lost, counted."""
    parts = [
        save(f"p{n}{suffix}", UNITS[3 * n : 3 * n + 3]) for n, suffix in enumerate([".jsonl", ".tmx", ".tsv", ".xlf"])
    ]
    result = run("merge", *parts, "-o", "all.tmx", "-o", "all.tsv", "-o", "all.jsonl")

    assert result.return_value == 0
    assert units_in("all.tmx") == units_in("all.tsv") == units_in("all.jsonl") == UNITS
    assert "4 files, 12 units -> all.tmx, all.tsv, all.jsonl" in result.stderr
    run("merge", parts[2], parts[0], "-o", "some.jsonl")
    assert units_in("some.jsonl") == UNITS[6:9] + UNITS[:3]


def test_a_folder_gives_its_files_by_name() -> None:
    """Files of a folder are taken in the order of their names, subfolders in their place, hidden ones left out."""
    for name, first in (("out/b.jsonl", 3), ("out/a/1.jsonl", 0), ("out/.x.jsonl", 6)):
        save(name, UNITS[first : first + 3])
    run("merge", "out", "-o", "all.jsonl")
    assert units_in("all.jsonl") == UNITS[:6]

    save("out/b.tmx", UNITS[3:6])
    with pytest.raises(OptionError, match=r"\.jsonl and \.tmx files; choose with --from"):
        run("merge", "out", "-o", "all.jsonl")
    run("merge", "out", "--from", "tmx", "-o", "all.jsonl")
    assert units_in("all.jsonl") == UNITS[3:6]


def test_duplicates_are_refused_with_both_places() -> None:
    """Ids that stand twice are named with their places, and nothing is written."""
    save("one.jsonl", UNITS[:4])
    save("two.tsv", [UNITS[9], replace(UNITS[2], target="Else."), UNITS[3]])

    with pytest.raises(FormatError) as caught:
        run("merge", "one.jsonl", "two.tsv", "-o", "all.jsonl")

    assert "2 unit ids" in str(caught.value)
    assert "a#2 (one.jsonl, unit 3, and another in two.tsv, unit 2)" in str(caught.value)
    assert "b#0 (one.jsonl, unit 4, and the same in two.tsv, unit 3)" in str(caught.value)
    assert sorted(path.name for path in Path().iterdir()) == ["one.jsonl", "two.tsv"]


def test_the_first_of_duplicates_can_be_kept() -> None:
    """With --duplicates first the later ones are left out and counted; only different ones are a finding."""
    save("one.jsonl", UNITS[:4])
    save("same.jsonl", UNITS[2:6])
    save("other.jsonl", [replace(UNITS[0], target="Else.")])

    result = run("merge", "one.jsonl", "same.jsonl", "--duplicates", "first", "-o", "all.jsonl")
    assert (result.return_value, units_in("all.jsonl")) == (0, UNITS[:6])
    assert "left out: 2 equal, 0 different" in result.stderr

    result = run("merge", "one.jsonl", "other.jsonl", "--duplicates", "first", "-o", "all.jsonl")
    assert (result.return_value, units_in("all.jsonl")) == (3, UNITS[:4])
    assert "left out: a#0 (one.jsonl, unit 1, and another in other.jsonl, unit 1)" in result.stderr


def test_a_broken_part_leaves_the_output_as_it_was() -> None:
    """What cannot be read is named with its line, and the old output stays."""
    save("all.jsonl", UNITS[:1])
    save("good.jsonl", UNITS[:3])
    Path("bad.jsonl").write_text('{"id": "x"}\n')
    with pytest.raises(FormatError, match=r"bad\.jsonl:1"):
        run("merge", "good.jsonl", "bad.jsonl", "-o", "all.jsonl")
    assert units_in("all.jsonl") == UNITS[:1]


def test_languages_are_kept_and_must_agree() -> None:
    """The output has the languages of the parts; parts with others are refused."""
    save("one.tmx", UNITS[:3], BitextHeader("de-AT", "en-GB"))
    save("two.tmx", [replace(UNITS[4], target="Phrase.")], BitextHeader("de", "fr"))
    run("merge", "one.tmx", "-o", "all.tmx")
    assert read_header(Path("all.tmx")).target_language == "en-GB"
    with pytest.raises(FormatError, match=r"two\.tmx: goes from de to fr, and one\.tmx from de to en"):
        run("merge", "one.tmx", "two.tmx", "-o", "all.tmx")


def test_an_output_is_no_part_and_no_reviewed_work() -> None:
    """An output that would be read is refused, and one that holds approved units; empty parts are said."""
    save("out/a.jsonl", UNITS[:3])
    save("empty.jsonl", [])
    save("done.jsonl", [replace(UNITS[0], state=State.FINAL)])
    for output in ("out/all.jsonl", "out/a.jsonl"):
        with pytest.raises(OptionError, match="part of itself"):
            run("merge", "out", "-o", output)
    with pytest.raises(OptionError, match="approved"):
        run("merge", "out", "-o", "done.jsonl")
    assert "empty.jsonl: holds no unit" in run("merge", "out", "empty.jsonl", "-o", "all.jsonl").stderr


def test_parts_of_a_run_are_its_output(monkeypatch: pytest.MonkeyPatch) -> None:
    """A run in parts, merged, is byte for byte the run in one file; parts of a longer run before are gone."""
    monkeypatch.setattr(Translator, "engine", WordEngine({"Der": "The", "Rat": "council"}))
    monkeypatch.setattr(bitext.jobs, "FIRST_WINDOW", 4)
    records = [{"id": f"z{9 - n}", "text": f"Der Rat {n} tagt.\n\nDer Rat {n} ruht."} for n in range(9)]
    Path("dump.jsonl").write_text("\n".join(map(json.dumps, records)))
    save("parts/part-00004.jsonl", UNITS)
    save("parts/part-00005.jsonl", UNITS)
    common = ("translate", "dump.jsonl", "--no-glossary", "--fail-on", "never", "-q")

    run(*common, "-o", "one.jsonl")
    run(*common, "-o", "parts/", "--to", "jsonl", "--part", "5")
    run("merge", "parts", "-o", "all.jsonl")

    assert sorted(path.name for path in Path("parts").iterdir()) == [f"part-0000{n}.jsonl" for n in (1, 2, 3)]
    assert len(units_in("parts/part-00001.jsonl")) == 6
    assert Path("all.jsonl").read_bytes() == Path("one.jsonl").read_bytes()
    with pytest.raises(OptionError, match="--part"):
        run(*common, "-o", "one.jsonl", "--part", "5")


def test_options_of_the_cluster_need_it(monkeypatch: pytest.MonkeyPatch) -> None:
    """--workers without --runner ray is a usage error, and so is --runner ray without Ray, with what to install."""
    Path("a.txt").write_text("Der Rat tagt.")
    with pytest.raises(OptionError, match="--runner ray"):
        run("translate", "a.txt", "-o", "o.jsonl", "--workers", "2")
    monkeypatch.setitem(sys.modules, "ray", None)
    with pytest.raises(OptionError, match=r"bitext\[ray\]"):
        run("translate", "a.txt", "-o", "o.jsonl", "--runner", "ray")
    assert [path.name for path in Path().iterdir()] == ["a.txt"]
