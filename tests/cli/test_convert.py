"""One format into another."""

from pathlib import Path

import pytest
from click.testing import CliRunner

from bitext.cli import cli
from bitext.formats import open_writers, read_header
from bitext.model import BitextHeader, TranslationUnit


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
