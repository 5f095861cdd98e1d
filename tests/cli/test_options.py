"""Options that several commands share."""

import click
import pytest
from click.testing import CliRunner

from bitext.cli import options


@click.command()
@options.languages()
def shown(src_lang: str, tgt_lang: str) -> None:
    click.echo(f"{src_lang} {tgt_lang}")


@pytest.mark.parametrize("code", ["de", "gsw", "de-AT", "zh-Hans-CN", "de-1996"])
def test_language_codes_are_taken(code: str) -> None:
    """What BCP 47 calls well-formed goes through as it is."""
    assert CliRunner().invoke(shown, ["--src-lang", code]).output == f"{code} en\n"


@pytest.mark.parametrize(
    ("code", "hint"), [("de_AT", "write de-AT"), ("german", "write de, en"), ("", "write de, en"), ("<de>", "write de")]
)
def test_other_words_are_no_language_codes(code: str, hint: str) -> None:
    """A slip ends with 2 and says what to write, before it stands in a file that other tools refuse."""
    result = CliRunner().invoke(shown, ["--tgt-lang", code])

    assert result.exit_code == 2
    assert hint in " ".join(result.output.split())
