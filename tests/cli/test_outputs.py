"""What ``bitext translate`` reads and writes, by its options."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from bitext.cli import cli
from bitext.cli.progress import Position, duration
from bitext.dump import ReadOptions, read_articles
from bitext.errors import BitextError, OptionError
from bitext.formats import read_units
from bitext.pipeline import Translator
from bitext.testing import WordEngine

Run = Callable[..., Result]


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Translates in a folder with a table of two articles and a glossary."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(Translator, "engine", WordEngine({"Der": "The", "Rat": "board", "tagt.": "meets."}))
    Path("in").mkdir()
    Path("in/news.csv").write_text("nr;body\nx/1;Der Rat tagt.\nx/2;Der Bund tagt.\n")
    Path("terms.tsv").write_text("source\ttarget\nRat\tCouncil\n")

    def invoke(*arguments: str) -> Result:
        columns = ("--column", "id=nr", "--column", "text=body", "--delimiter", ";")
        command = ["translate", *arguments, *columns, "-g", "terms.tsv", "--fail-on", "never"]
        result = CliRunner().invoke(cli, command, standalone_mode=False)
        if isinstance(result.exception, BitextError):
            raise result.exception
        assert result.exception is None, result.output
        return result

    return invoke


def test_columns_and_a_folder(run: Run) -> None:
    """The user's columns are read; the folder has a file an article and format, named by the article's id."""
    run("in/news.csv", "-o", "out/", "--to", "tmx", "--to", "tsv")

    found = sorted(str(path) for path in Path("out").rglob("*") if path.is_file())
    assert found == ["out/x/1.tmx", "out/x/1.tsv", "out/x/2.tmx", "out/x/2.tsv"]
    assert [unit.source for unit in read_units(Path("out/x/1.tmx"))] == ["Der Rat tagt."]


def test_audit_and_report(run: Run) -> None:
    """Every occurrence of a term is a line of the audit; the report is a page that stands alone."""
    run("in/news.csv", "-o", "out.jsonl", "--audit", "audit.jsonl", "--report", "report.html")
    (line,) = map(json.loads, Path("audit.jsonl").read_text().splitlines())

    assert (line["article"], line["segment"], line["entry"], line["form"]) == ("x/1", "x/1#1", "Rat", "Rat")
    assert (line["start"], line["end"], line["target"], line["hit"]) == (4, 7, "Council", True)
    assert {"strategy", "cost", "origin"} <= line.keys()
    page = Path("report.html").read_text()
    assert page.startswith("<!doctype html>")
    assert "http" not in page.replace("http-equiv", "").replace("http://www.w3.org", "")


def test_log_as_json(run: Run) -> None:
    """With --log-json every line on stderr is an object; the last one is the summary."""
    Path("in/broken.jsonl").write_text("{broken\n")
    events = [json.loads(line) for line in run("in/", "-o", "out.tmx", "--log-json").stderr.splitlines()]

    assert {"error", "summary"} <= {event["event"] for event in events}
    assert (events[-1]["articles"], events[-1]["units"], events[-1]["not_read"]) == (2, 2, 1)


@pytest.mark.parametrize(
    "options",
    [("-o", "in/news.csv"), ("-o", "in/all.jsonl"), ("-o", "in/out/", "--to", "tsv"), ("-o", "x.tmx", "--to", "tsv")],
    ids=" ".join,
)
def test_outputs_that_cannot_be_meant(run: Run, options: tuple[str, ...]) -> None:
    """An output that is an input, or would be read as one, is refused, and so is --to without a folder."""
    before = Path("in/news.csv").read_bytes()
    with pytest.raises((OptionError, BitextError)):
        run("in/", *options)
    assert Path("in/news.csv").read_bytes() == before


def test_position_of_the_reading(tmp_path: Path) -> None:
    """The share of the bytes read goes from 0 to 1 over several files, and is 0 where no one can know."""
    for name in ("a.txt", "b.txt"):
        (tmp_path / name).write_text("Der Rat tagt.")
    position = Position([str(tmp_path)], ReadOptions())
    shares = [position.share]
    for _ in read_articles([str(tmp_path)], opened=position.opened):
        shares.append(position.share)

    assert shares == [0, 0.5, 1]
    assert Position(["-"], ReadOptions()).total == 0


@pytest.mark.parametrize(("seconds", "text"), [(45, "45 s"), (720, "12 min"), (12000, "3 h 20 min")])
def test_durations(seconds: float, text: str) -> None:
    """Times are said as people say them."""
    assert duration(seconds) == text
