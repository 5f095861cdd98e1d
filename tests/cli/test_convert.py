"""One format into another."""

from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner

from bitext.cli import cli
from bitext.formats import open_writers, read_header, read_units
from bitext.model import BitextHeader, Category, Issue, Severity, TranslationUnit


@pytest.mark.parametrize(
    ("given", "wanted"),
    [([], ("de-CH", "fr")), (["--tgt-lang", "fr-CH"], ("de-CH", "fr-CH"))],
)
def test_languages_are_those_of_the_source(tmp_path: Path, given: list[str], wanted: tuple[str, str]) -> None:
    """A file of other languages keeps them, unless an option says otherwise."""
    source, output = tmp_path / "a.tmx", tmp_path / "b.xlf"
    with open_writers([source], BitextHeader("de-CH", "fr")) as write:
        write(TranslationUnit("a#1", "a", "Der Rat tagt.", "Le conseil siège."))

    result = CliRunner().invoke(cli, ["convert", str(source), str(output), *given])

    assert result.exit_code == 0, result.output
    found = read_header(output)
    assert (found.source_language, found.target_language) == wanted


def test_a_memory_for_all_languages_is_taken_for_german(tmp_path: Path) -> None:
    """The source language *all*, which TMX allows, is written into no other format."""
    source, output = tmp_path / "a.tmx", tmp_path / "b.xlf"
    with open_writers([source], BitextHeader()) as write:
        write(TranslationUnit("a#1", "a", "Der Rat tagt.", "The council sits."))
    source.write_text(source.read_text().replace('srclang="de"', 'srclang="*all*"'))

    CliRunner().invoke(cli, ["convert", str(source), str(output)])

    assert read_header(output) == BitextHeader("de", "en", properties={"xliff": "2.1"})


def test_only_what_is_good_enough(tmp_path: Path) -> None:
    """Pairs below a score, with one side only, or with a grave issue are left out, and how many is said."""
    bad = Issue("numbers", Severity.ERROR, Category.NUMBER, "12 is missing")
    light = replace(bad, severity=Severity.WARNING)
    units = [
        TranslationUnit("a#1", "a", "Eins.", "One.", score=0.9),
        TranslationUnit("a#2", "a", "Zwei.", "Two.", score=0.4),
        TranslationUnit("a#3", "a", "Drei.", "", score=0.95),
        TranslationUnit("a#4", "a", "Vier.", "Four.", score=0.9, issues=(bad,)),
        TranslationUnit("a#5", "a", "Fünf.", "Five.", score=0.7, issues=(light,)),
    ]
    source, output = tmp_path / "a.jsonl", tmp_path / "b.jsonl"
    with open_writers([source], BitextHeader()) as write:
        for unit in units:
            write(unit)

    done = CliRunner().invoke(cli, ["convert", str(source), str(output), "--min-score", "0.7", "--without", "error"])

    assert done.exit_code == 0, done.output
    assert [unit.id for unit in read_units(output)] == ["a#1", "a#5"]
    assert "2 units" in done.stderr
    assert "3 left out" in done.stderr
