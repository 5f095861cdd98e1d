"""``bitext check`` from files to exit code."""

import json
from pathlib import Path
from xml.etree import ElementTree

import pytest
from click.testing import CliRunner, Result

from bitext.checks import CATALOGUE
from bitext.cli import cli
from bitext.formats import open_writers
from bitext.model import BitextHeader, TranslationUnit

GOOD = TranslationUnit("a#1", "a", "Es regnet heute in Bonn.", "It is raining in Bonn today.")
WRONG = TranslationUnit("a#2", "a", "Das kostet 12 Euro.", "That costs €13.")
DOUBLE = TranslationUnit("a#3", "a", "Sie ging zum Bahnhof.", "She went to to the station.")
HOSTILE = TranslationUnit("a#4", "a", "Zeigt <b>5</b> & mehr.", "Shows <script>6</script> & \x1b[31mmore.")


def write(path: Path, *units: TranslationUnit) -> Path:
    """A bitext file with the units."""
    with open_writers([path], BitextHeader()) as put:
        for unit in units:
            put(unit)
    return path


def run(*arguments: str | Path) -> Result:
    """The result of the command."""
    return CliRunner().invoke(cli, ["check", *map(str, arguments)], standalone_mode=False)


def test_a_quiet_run_says_why_it_ends_with_3(tmp_path: Path) -> None:
    """One line on standard error, and none for a clean end."""
    path = write(tmp_path / "a.tmx", GOOD, WRONG, DOUBLE)

    assert run(path, "-q", "-o", tmp_path / "f").stderr == "bitext: exit code 3: 2 errors.\n"
    assert "2 errors, 1 warning." in run(path, "-q", "-o", tmp_path / "f", "--fail-on", "warning").stderr
    assert run(write(tmp_path / "b.tmx", GOOD), "-q").stderr == ""


@pytest.mark.parametrize("suffix", [".tmx", ".tsv", ".jsonl"])
def test_exit_codes(tmp_path: Path, suffix: str) -> None:
    """0 for a clean file, 3 for an issue at or above --fail-on."""
    assert run(write(tmp_path / f"good{suffix}", GOOD)).return_value == 0
    double = write(tmp_path / f"double{suffix}", GOOD, DOUBLE)
    assert run(double).return_value == 0
    assert run(double, "--fail-on", "warning").return_value == 3
    assert run(write(tmp_path / f"wrong{suffix}", GOOD, WRONG)).return_value == 3


def test_text_shows_the_worst_first(tmp_path: Path) -> None:
    """A person sees the unit, both texts and the message, the worst first, and how many are left out."""
    path = write(tmp_path / "b.jsonl", DOUBLE, GOOD, WRONG)
    text = run(path, "--limit", "1").output
    assert (
        text.index("a#2")
        < text.index("Das kostet 12 Euro.")
        < text.index("That costs €13.")
        < text.index("error numbers")
    )
    assert "1 more unit with issues" in text
    assert "a#1" not in text
    whole = run(path, "--limit", "0").output
    assert whole.index("a#2") < whole.index("a#3")


def test_summary_and_findings_are_apart(tmp_path: Path) -> None:
    """Findings go to standard output, the summary to standard error; -q leaves it out but for the reason of a 3."""
    path = write(tmp_path / "b.jsonl", GOOD, WRONG)
    result = run(path, "--format", "json")
    assert json.loads(result.stdout)["units_with_issues"] == 1
    assert result.stderr.startswith("2 units in 1 file, 1 with issues")
    assert run(path, "-q").stderr == "bitext: exit code 3: 2 errors.\n"


def test_json(tmp_path: Path) -> None:
    """JSON holds every issue with its texts, and the totals."""
    path = write(tmp_path / "b.jsonl", GOOD, WRONG, DOUBLE)
    document = json.loads(run(path, "--format", "json", "-q").stdout)
    assert [(one["unit"], one["check"]) for one in document["findings"]].count(("a#3", "doublewords")) == 1
    assert document["issues"]["error"] == document["by_check"]["numbers"] == 2
    assert document["files"] == [{"path": str(path), "units": 3}]


def test_sarif(tmp_path: Path) -> None:
    """The SARIF log has what the schema requires, and every result names a rule."""
    path = write(tmp_path / "b c.jsonl", WRONG, HOSTILE)
    log = json.loads(run(path, "--format", "sarif", "-q").stdout)
    assert log["version"] == "2.1.0"
    (only,) = log["runs"]
    rules = {rule["id"] for rule in only["tool"]["driver"]["rules"]}
    assert rules == CATALOGUE.keys()
    for result in only["results"]:
        assert result["ruleId"] in rules
        assert result["level"] in {"none", "note", "warning", "error"}
        assert result["message"]["text"]
        (place,) = result["locations"]
        assert place["physicalLocation"]["artifactLocation"]["uri"].endswith("b%20c.jsonl")
        assert place["logicalLocations"][0]["fullyQualifiedName"] in {"a#2", "a#4"}
    assert len({one["partialFingerprints"]["bitextUnit/v1"] for one in only["results"]}) == len(only["results"])


def test_junit(tmp_path: Path) -> None:
    """JUnit counts units and failures, and hostile text stays text."""
    path = write(tmp_path / "b.jsonl", GOOD, WRONG, DOUBLE, HOSTILE)
    root = ElementTree.fromstring(run(path, "--format", "junit", "-q").stdout)
    (suite,) = root
    assert (suite.get("tests"), suite.get("failures")) == ("4", "2")
    failure = suite.find("testcase[@name='a#4']/failure")
    assert failure is not None
    assert "<script>6</script> & \ufffd[31mmore." in (failure.text or "")


def test_checks_are_chosen(tmp_path: Path) -> None:
    """--only and --skip take names, also several at once; an unknown one is an error that names the others."""
    path = write(tmp_path / "b.jsonl", WRONG, DOUBLE)
    assert run(path, "--only", "doublewords").return_value == 0
    assert run(path, "--skip", "numbers,names").return_value == 0
    assert "no check 'nummern'" in str(run(path, "--only", "nummern").exception)
    assert run().exit_code or run().exception


def test_list() -> None:
    """--list names every check."""
    output = run("--list").output
    assert all(f"{name} " in output for name in CATALOGUE)


def test_glossary(tmp_path: Path) -> None:
    """A glossary given on the command line is checked."""
    glossary = tmp_path / "terms.tsv"
    glossary.write_text("source\ttarget\nBahnhof\trailway station\n", "utf-8")
    path = write(tmp_path / "b.jsonl", TranslationUnit("a#1", "a", "Der Bahnhof ist alt.", "The train stop is old."))
    document = json.loads(run(path, "--format", "json", "-q", "-g", glossary, "--only", "glossary").stdout)
    assert ["“Bahnhof” should be “railway station”" in one["message"] for one in document["findings"]] == [True]


def test_output_and_report_files(tmp_path: Path) -> None:
    """Findings and the page are written to files; the page holds the texts escaped and asks for nothing else."""
    path = write(tmp_path / "b.jsonl", WRONG, HOSTILE)
    out, page = tmp_path / "found.txt", tmp_path / "page.html"
    assert run(path, "-o", out, "--report", page, "-q").stdout == ""
    assert "error numbers" in out.read_text("utf-8")
    html = page.read_text("utf-8")
    assert "<script" not in html
    assert "&lt;script&gt;" in html.replace("<mark>", "").replace("</mark>", "")
    assert "http" not in html.replace("http-equiv", "")


def test_several_files_are_one_corpus(tmp_path: Path) -> None:
    """The same source with another translation in another file is found, and the file is named."""
    first = write(tmp_path / "one.jsonl", TranslationUnit("a#1", "a", "Der Bus kommt an.", "The bus is coming."))
    second = write(tmp_path / "two.jsonl", TranslationUnit("a#1", "a", "Der Bus kommt an.", "Here is the bus."))
    output = run(first, second, "--only", "inconsistent-target").output
    assert f"{first}: a#1" in output
    assert f"{second}: a#1" in output
