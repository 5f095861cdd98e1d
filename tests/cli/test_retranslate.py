"""``bitext retranslate`` and ``bitext memory``."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from bitext.cli import cli
from bitext.errors import BitextError, OptionError
from bitext.formats import open_writers, read_units
from bitext.memory import opened
from bitext.model import BitextHeader, Origin, State, TranslationUnit
from bitext.pipeline import Translator
from bitext.testing import WordEngine

WORDS = {"Der": "The", "Rat": "council", "tagt": "meets", "tagt.": "meets.", "heute.": "today.", "Bund": "union"}
TEXT = "Der Rat tagt heute.\n\nDer Bund tagt.\n\nDer Hund tagt heute.\n\nDer Rat tagt.\n"
Run = Callable[..., Result]


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Runs a command in a folder with a translated text, its glossary, and a glossary with one entry changed."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(Translator, "engine", WordEngine(WORDS))
    Path("a.txt").write_text(TEXT)
    Path("old.tsv").write_text("source\ttarget\nRat\tboard\nBund\tFederation\n")
    Path("new.tsv").write_text("source\ttarget\tnote\nRat\tCouncil\t\nBund\tFederation\tas before\n")

    def invoke(*arguments: str) -> Result:
        result = CliRunner().invoke(cli, arguments, standalone_mode=False)
        if isinstance(result.exception, BitextError):
            raise result.exception
        assert result.exception is None, result.output
        return result

    invoke("translate", "a.txt", "-o", "a.jsonl", "-o", "a.tmx", "-g", "old.tsv")
    return invoke


def rewrite(path: Path, change: Callable[[TranslationUnit], TranslationUnit]) -> None:
    """Change the units of a file."""
    units = [change(unit) for unit in read_units(path)]
    with open_writers([path], BitextHeader()) as write:
        for unit in units:
            write(unit)


@pytest.mark.parametrize("name", ["a.jsonl", "a.tmx"])
def test_only_what_the_change_touches_is_translated_again(run: Run, name: str) -> None:
    """The units of the changed entry have its new target; all other units are the same bytes."""
    before = list(read_units(Path(name)))
    result = run("retranslate", name, "-g", "new.tsv")
    after = list(read_units(Path(name)))

    assert "translated again: 2 for terms" in result.stderr
    assert [one.id for one, other in zip(before, after, strict=True) if one != other] == ["a#1", "a#4"]
    assert [unit.terms[0].target for unit in after if "Rat" in unit.source] == ["Council", "Council"]
    assert after[0].provenance.keys() == before[0].provenance.keys()


def test_same_as_translating_anew(run: Run) -> None:
    """The file is byte for byte what a whole new translation with the glossary gives."""
    run("retranslate", "a.jsonl", "-g", "new.tsv", "-o", "b.jsonl")
    run("translate", "a.txt", "-o", "c.jsonl", "-g", "new.tsv")
    strip = {"new.tsv:2": "X", "old.tsv:3": "Y", "new.tsv:3": "Y"}

    texts = []
    for name in ("b.jsonl", "c.jsonl"):
        text = Path(name).read_text()
        for origin, plain in strip.items():
            text = text.replace(origin, plain)
        texts.append(text)
    assert texts[0] == texts[1]


def test_unchanged_glossary_changes_nothing(run: Run) -> None:
    """With the same glossary the file is left alone."""
    before = Path("a.tmx").read_bytes()
    assert "translated again: none" in run("retranslate", "a.tmx", "-g", "old.tsv").stderr
    assert Path("a.tmx").read_bytes() == before


def test_dry_run_lists_and_writes_nothing(run: Run) -> None:
    """--dry-run names the units on standard output and leaves the file as it is."""
    before = Path("a.jsonl").read_bytes()
    result = run("retranslate", "a.jsonl", "-g", "new.tsv", "--dry-run")

    assert [line.split("\t") for line in result.stdout.splitlines()] == [
        ["a#1", "terms", "Rat changed", "Der Rat tagt heute."],
        ["a#4", "terms", "Rat changed", "Der Rat tagt."],
    ]
    assert Path("a.jsonl").read_bytes() == before


def test_dry_run_says_which_entries_came_and_went(run: Run) -> None:
    """Each unit is listed with the entries because of which it is."""
    Path("new.tsv").write_text("source\ttarget\tstatus\nHund\tdog\t\nRat\tboard\tprefer\n")

    lines = run("retranslate", "a.jsonl", "-g", "new.tsv", "--dry-run").stdout.splitlines()

    assert [line.split("\t")[2] for line in lines] == ["Rat changed", "Bund gone", "Hund new", "Rat changed"]


def test_the_starter_glossary_has_a_name(run: Run) -> None:
    """Who gives a glossary of his own is told that the starter's terms go, and -g starter keeps them."""
    Path("b.txt").write_text("Die OSZE tagt.\n\nDer Rat tagt.\n")
    run("translate", "b.txt", "-o", "b.jsonl")

    alone = run("retranslate", "b.jsonl", "-g", "new.tsv", "-n")
    assert "OSZE gone" in alone.stdout
    assert "1 unit had terms of the starter glossary" in alone.stderr
    both = run("retranslate", "b.jsonl", "-g", "starter", "-g", "new.tsv", "-n")
    assert [line.split("\t")[2] for line in both.stdout.splitlines()] == ["Rat new"]
    assert "starter" not in both.stderr
    said = run("retranslate", "b.jsonl", "-g", "new.tsv").stderr
    assert said.index("stop with Ctrl-C") < said.index("b.jsonl: 2 units, translated again")


def test_what_a_person_approved_is_spared(run: Run) -> None:
    """Approved units are left, with a warning, unless --force is given."""
    rewrite(Path("a.jsonl"), lambda unit: replace(unit, state=State.REVIEWED, target="As approved."))
    result = run("retranslate", "a.jsonl", "-g", "new.tsv")
    assert "2 units left as approved by a person" in result.stderr
    assert {unit.target for unit in read_units(Path("a.jsonl"))} == {"As approved."}

    run("retranslate", "a.jsonl", "-g", "new.tsv", "--force")
    first = next(read_units(Path("a.jsonl")))
    assert ("Council" in first.target, first.state) == (True, State.INITIAL)


def test_rejected_units_are_translated_again(run: Run) -> None:
    """A unit that the reviewer rejected has a new translation and is no longer marked; its note stays."""

    def reject(unit: TranslationUnit) -> TranslationUnit:
        if unit.id != "a#3":
            return unit
        return replace(unit, target="bad", note="bad", provenance={**unit.provenance, "rejected": "bad"})

    rewrite(Path("a.jsonl"), reject)
    result = run("retranslate", "a.jsonl", "-g", "old.tsv")
    unit = list(read_units(Path("a.jsonl")))[2]

    assert "1 for rejected" in result.stderr
    assert (unit.target, unit.note, "rejected" in unit.provenance) == ("The Hund meets today.", "bad", False)


def test_a_rejected_unit_that_comes_out_the_same_stays_rejected(run: Run) -> None:
    """The same model gives the same text; the reviewer's no and its reason are kept, told, and give exit code 3."""
    why = {"rejected": "clumsy"}
    rewrite(
        Path("a.jsonl"), lambda unit: replace(unit, provenance={**unit.provenance, **why}) if unit.id == "a#3" else unit
    )
    before = list(read_units(Path("a.jsonl")))

    result = run("retranslate", "a.jsonl", "-g", "old.tsv", "--quiet")

    assert (result.return_value, list(read_units(Path("a.jsonl")))) == (3, before)
    assert "1 rejected unit came out as before and stayed rejected" in result.stderr


def test_memory_from_import_to_export(run: Run) -> None:
    """What is approved goes in, is counted, serves a translation, comes out, and can be pruned."""
    rewrite(Path("a.tmx"), lambda unit: replace(unit, state=State.FINAL, target="Mine.") if unit.id == "a#2" else unit)
    assert "1 approved unit, 3 of a machine" in run("memory", "import", "m.db", "a.tmx", "--machine").stderr
    assert "1 approved, 3 of a machine" in run("memory", "stats", "m.db").stdout
    run("translate", "a.txt", "-o", "b.jsonl", "-g", "old.tsv", "--tm", "m.db")
    assert [unit.origin for unit in read_units(Path("b.jsonl"))] == [Origin.MEMORY] * 4

    run("memory", "export", "m.db", "out.tmx")
    assert [unit.target for unit in read_units(Path("out.tmx"))] == ["Mine."]
    assert "3 units removed" in run("memory", "prune", "m.db", "--machine").stderr
    with pytest.raises(OptionError):
        run("memory", "import", "m.txt", "a.tmx")


def test_apply_feeds_a_memory(run: Run) -> None:
    """What comes back approved is in the memory that --tm names."""
    run("export", "a.jsonl", "-o", "a.xlsx")
    run("apply", "a.xlsx", "a.jsonl", "--approve", "--tm", "m.db")
    memory = opened(Path("m.db"))

    assert memory.stats().approved == 4
    memory.close()
