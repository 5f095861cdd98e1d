"""``bitext translate`` as a user calls it, with the embedded model."""

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from bitext.cli import cli
from bitext.formats import read_units
from bitext.model import Kind, Origin

pytestmark = pytest.mark.model
GERMAN = "Rat tagt am Freitag\n\nDie OSZE tagt in Wien. Danach spricht der Minister.\n.EOA\nDer Bundestag tagt heute.\n"
ENGLISH = (
    "The government announced new measures on Tuesday. Ministers said the plan would take effect in the spring. "
    "Opposition parties rejected the proposal and demanded an early election instead.\n"
)


def run(*args: str | Path, stdin: bytes | None = None) -> Result:
    return CliRunner().invoke(cli, ["translate", "--threads", "1", *map(str, args)], input=stdin, standalone_mode=False)


def test_file_to_every_format(tmp_path: Path) -> None:
    """One command writes TMX and TSV with the same units; names are right and the summary counts them."""
    source = tmp_path / "a.txt"
    source.write_text(GERMAN, "utf-8")
    outputs = [tmp_path / "a.tmx", tmp_path / "a.tsv", tmp_path / "a.jsonl"]

    result = run(source, *(part for path in outputs for part in ("-o", path)), "--fail-on", "never")

    units = [list(read_units(path)) for path in outputs]
    assert result.return_value == 0
    assert [unit.source for unit in units[0]] == [
        "Rat tagt am Freitag",
        "Die OSZE tagt in Wien.",
        "Danach spricht der Minister.",
        "Der Bundestag tagt heute.",
    ]
    assert units[0] == units[1] == units[2]
    assert "OSCE" in units[0][1].target
    assert "Vienna" in units[0][1].target
    assert units[0][0].kind is Kind.HEADING
    assert "2 articles; 4 segments; 4 units" in result.stderr


def test_bad_inputs_do_not_cost_good_ones(tmp_path: Path) -> None:
    """A missing, an empty, a binary and a Latin-1 file get one line each; the good one is translated; exit code 3."""
    (tmp_path / "empty.txt").write_bytes(b"")
    (tmp_path / "binary.txt").write_bytes(bytes(range(256)) * 8)
    (tmp_path / "latin.txt").write_bytes("Die Straße ist grün und schön.".encode("latin-1"))
    (tmp_path / "good.txt").write_bytes("\ufeffDer Bundestag tagt heute.".encode())
    names = ["missing.txt", "empty.txt", "binary.txt", "latin.txt", "good.txt"]

    result = run(*(tmp_path / name for name in names), "-o", tmp_path / "o.tsv")

    assert result.return_value == 3
    assert [unit.source for unit in read_units(tmp_path / "o.tsv")] == ["Der Bundestag tagt heute."]
    for name in names[:4]:
        assert sum(name in line for line in result.stderr.splitlines()) == 1


def test_standard_input_shows_the_aligned_text() -> None:
    """With - and without -o the result is shown, German left and English right."""
    result = run("-", stdin=b"Der Bundestag tagt heute.")

    assert "Der Bundestag tagt heute." in result.stdout
    assert " | " in result.stdout
    assert "Bundestag" in result.stdout.partition("|")[2]


def test_foreign_article_is_reported_and_kept(tmp_path: Path) -> None:
    """An article that is not German is named on stderr and copied, not translated."""
    source = tmp_path / "english.txt"
    source.write_text(ENGLISH, "utf-8")

    result = run(source, "-o", tmp_path / "o.jsonl")

    assert "english: not German but en" in result.stderr
    assert {unit.origin for unit in read_units(tmp_path / "o.jsonl")} == {Origin.COPY}


def test_quiet_says_nothing(tmp_path: Path) -> None:
    """--quiet leaves standard output and standard error empty when all goes well."""
    source = tmp_path / "a.txt"
    source.write_text("Der Bundestag tagt heute.", "utf-8")

    result = run(source, "-o", tmp_path / "o.jsonl", "--quiet")

    assert result.stdout == ""
    assert result.stderr == ""


def test_audit_has_a_line_an_occurrence(tmp_path: Path) -> None:
    """--audit names article, segment, entry, form, strategy and whether it was hit."""
    import json

    source = tmp_path / "a.txt"
    source.write_text("Die OSZE tagt in Wien.", "utf-8")

    run(source, "-o", tmp_path / "o.jsonl", "--audit", tmp_path / "audit.jsonl")

    lines = [json.loads(line) for line in (tmp_path / "audit.jsonl").read_text("utf-8").splitlines()]
    assert [(line["segment"], line["entry"], line["form"], line["hit"]) for line in lines] == [
        ("a#1", "OSZE", "OSZE", True),
        ("a#1", "Wien", "Wien", True),
    ]
    assert {"article", "strategy", "cost", "target"} <= lines[0].keys()
