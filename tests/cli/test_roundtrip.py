"""Export, work elsewhere, apply."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from bitext.cli import cli
from bitext.errors import BitextError, FormatError, OptionError, ReviewError
from bitext.formats import open_writers, read_units
from bitext.model import Action, BitextHeader, Category, Issue, Severity, State, TranslationUnit, Verdict
from bitext.review.journal import Journal, journal_path
from bitext.review.store import Store

UNITS = (
    TranslationUnit("a#1", "a", "Der Rat tagt.", "The advice meets.", score=-0.5, alignment=((0, 0),)),
    replace(
        TranslationUnit("a#2", "a", "=1+1 ist 2", "=1+1 is 3"),
        issues=(Issue("numbers", Severity.ERROR, Category.NUMBER, "2 became 3"),),
    ),
    TranslationUnit("a#3", "a", "Schluss.", "End.", state=State.REVIEWED),
)
Run = Callable[..., Result]


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Runs a command in a folder with news.jsonl."""
    monkeypatch.chdir(tmp_path)
    write_units(Path("news.jsonl"), UNITS)

    def invoke(*arguments: str) -> Result:
        result = CliRunner().invoke(cli, arguments, standalone_mode=False)
        if isinstance(result.exception, BitextError):
            raise result.exception
        assert result.exception is None, result.output
        return result

    return invoke


def write_units(path: Path, units: tuple[TranslationUnit, ...]) -> None:
    with open_writers([path], BitextHeader()) as write:
        for unit in units:
            write(unit)


def corrected(path: Path) -> None:
    """What a reviewer does to an export: correct one unit, approve another."""
    first, second, third = read_units(path)
    write_units(path, (replace(first, target="The council meets."), replace(second, state=State.REVIEWED), third))


@pytest.mark.parametrize(
    ("output", "options"),
    [
        ("r.xlsx", []),
        ("r.tsv", ["--bom"]),
        ("r.xlf", []),
        ("r.xlf", ["--xliff", "1.2"]),
    ],
)
def test_corrections_come_back(run: Run, output: str, options: list[str]) -> None:
    """Whatever the format, the edit and the approval land in the file and all else stays."""
    run("export", "news.jsonl", "-o", output, *options)
    corrected(Path(output))
    result = run("apply", output, "news.jsonl")

    first, second, third = read_units(Path("news.jsonl"))
    assert (first.target, first.machine, first.score) == ("The council meets.", "The advice meets.", -0.5)
    assert (second, third) == (replace(UNITS[1], state=State.REVIEWED), UNITS[2])
    assert "1 edited, 1 approved, 0 rejected" in result.stderr
    assert result.return_value == 0


def test_bom_is_written_for_excel(run: Run) -> None:
    """With --bom the TSV starts with the mark, without it does not."""
    run("export", "news.jsonl", "--to", "tsv", "--bom")
    run("export", "news.jsonl", "-o", "plain.tsv")

    assert Path("news.tsv").read_bytes().startswith(b"\xef\xbb\xbfid\t")
    assert Path("plain.tsv").read_bytes().startswith(b"id\t")


@pytest.mark.parametrize(("only", "count"), [("issues", 1), ("open", 2), ("approved", 1), ("rejected", 0), ("all", 3)])
def test_only_some_units_are_exported(run: Run, only: str, count: int) -> None:
    """A reviewer can be given the suspicious units alone."""
    result = run("export", "news.jsonl", "-o", "r.tsv", "--only", only)

    assert f"{count} unit" in result.stderr
    assert len(list(read_units(Path("r.tsv")))) == count


def test_html_is_written(run: Run) -> None:
    """The side-by-side page has every unit."""
    run("export", "news.jsonl", "--to", "html")

    assert Path("news.html").read_text().count("<tr><td") == 3


def test_a_changed_source_stops_everything(run: Run) -> None:
    """The file is not touched, and the row and the reviewed file are named."""
    before = Path("news.jsonl").read_bytes()
    run("export", "news.jsonl", "-o", "r.tsv")
    first, *others = read_units(Path("r.tsv"))
    write_units(Path("r.tsv"), (*others, replace(first, source="Anders.", target="Other.")))

    with pytest.raises(ReviewError, match=r"r\.tsv: unit 'a#1' \(number 3"):
        run("apply", "r.tsv", "news.jsonl")
    assert Path("news.jsonl").read_bytes() == before


def test_units_changed_on_both_sides_are_named(run: Run) -> None:
    """Exit code 3 says that something was left for a person."""
    run("export", "news.jsonl", "-o", "r.tsv")
    corrected(Path("r.tsv"))
    write_units(Path("news.jsonl"), (replace(UNITS[0], target="Meanwhile."), *UNITS[1:]))
    result = run("apply", "r.tsv", "news.jsonl")

    first, second, _ = read_units(Path("news.jsonl"))
    assert (first.target, second.state) == ("Meanwhile.", State.REVIEWED)
    assert (result.return_value, "a#1." in result.stderr) == (3, True)


def test_output_leaves_the_file_alone(run: Run) -> None:
    """With -o the result is written elsewhere, in any format."""
    before = Path("news.jsonl").read_bytes()
    run("export", "news.jsonl", "-o", "r.xlsx")
    run("apply", "r.xlsx", "news.jsonl", "--approve", "-o", "done.tmx")

    assert Path("news.jsonl").read_bytes() == before
    assert [unit.state for unit in read_units(Path("done.tmx"))] == [State.REVIEWED] * 3


def test_an_open_review_is_not_overtaken(run: Run) -> None:
    """While verdicts wait in the journal, apply refuses and export warns."""
    journal = Journal(journal_path(Path("news.jsonl")))
    Store(UNITS, journal).decide(0, [Verdict("", Action.ACCEPT)], 0)
    journal.close()
    result = run("export", "news.jsonl", "-o", "r.tsv")

    assert "has not ended" in result.stderr
    with pytest.raises(ReviewError, match="has not ended"):
        run("apply", "r.tsv", "news.jsonl")


def test_a_draft_does_not_hold_up_the_work(run: Run) -> None:
    """Text that was typed and not saved is no verdict."""
    journal = Journal(journal_path(Path("news.jsonl")))
    Store(UNITS, journal).draft(0, "Half", 0)
    journal.close()
    result = run("export", "news.jsonl", "-o", "r.tsv")

    assert "has not ended" not in result.stderr


FOREIGN = {
    "f.tmx": '<tmx version="1.4"><header creationtool="other" srclang="de"/><body><tu><tuv xml:lang="de"><seg>Ja'
    '</seg></tuv><tuv xml:lang="en"><seg>Yes</seg></tuv></tu></body></tmx>',
    "f.tsv": "source\ttarget\tmine\nJa\tYes\tx\n",
    "f.xlf": '<xliff version="1.2" xmlns="urn:oasis:names:tc:xliff:document:1.2"><file original="x" datatype="html"'
    ' source-language="de" target-language="en"><body><trans-unit id="1"><source>Ja</source><target>Yes</target>'
    "</trans-unit></body></file></xliff>",
}


@pytest.mark.parametrize("name", FOREIGN)
def test_a_foreign_file_is_not_overwritten(run: Run, name: str) -> None:
    """What another tool wrote would lose what bitext does not keep, so it needs another output."""
    Path(name).write_text(FOREIGN[name])
    run("export", name, "-o", "r.xlsx")

    with pytest.raises(FormatError, match="another tool"):
        run("apply", "r.xlsx", name)
    run("apply", "r.xlsx", name, "--approve", "-o", "done.jsonl")
    assert [unit.target for unit in read_units(Path("done.jsonl"))] == ["Yes"]


def test_languages_of_the_file_are_kept(run: Run) -> None:
    """A TMX in Austrian German comes back as Austrian German."""
    with open_writers([Path("at.tmx")], BitextHeader("de-AT", "en-GB")) as write:
        write(UNITS[0])
    run("export", "at.tmx", "-o", "r.xlf")
    run("apply", "r.xlf", "at.tmx", "--approve")

    assert '<xliff xmlns="urn:oasis:names:tc:xliff:document:2.0"' in Path("r.xlf").read_text()
    assert 'srcLang="de-AT" trgLang="en-GB"' in Path("r.xlf").read_text()
    assert 'xml:lang="de-AT"' in Path("at.tmx").read_text()
    assert 'xml:lang="en-GB"' in Path("at.tmx").read_text()


@pytest.mark.parametrize(
    "arguments",
    [
        ["news.jsonl"],
        ["news.jsonl", "-o", "r.docx"],
        ["news.jsonl", "--to", "xlsx", "-o", "r.tsv"],
        ["news.jsonl", "--to", "xlsx", "--bom"],
        ["news.jsonl", "-o", "nowhere/r.tsv"],
    ],
)
def test_contradictions_are_refused(run: Run, arguments: list[str]) -> None:
    """Options that cannot be meant together are named before anything is written."""
    with pytest.raises(OptionError):
        run("export", *arguments)
