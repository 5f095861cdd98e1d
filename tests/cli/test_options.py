"""Options that several commands share."""

import errno
import os
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

import bitext.cli
from bitext.cli import options
from bitext.cli.outputs import chosen
from bitext.errors import OptionError


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


def test_a_full_disk_is_one_line(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    """When standard output cannot take more the run fails with a line that says why, not with a traceback."""

    def full(*_: object, **__: object) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(bitext.cli.cli, "main", full)

    with pytest.raises(SystemExit) as stopped:
        bitext.cli.main()

    assert stopped.value.code == 1
    assert "standard output: cannot be used (No space left on device)" in capsys.readouterr().err


def test_a_name_without_suffix_is_told_how_to_be_a_folder(tmp_path: Path) -> None:
    """An output that may have been meant as a folder is refused with the way to write one."""
    with pytest.raises(OptionError, match="out/"):
        chosen([str(tmp_path / "out")], (), None, None)


def test_a_folder_under_the_name_of_a_file_is_told(tmp_path: Path) -> None:
    """A folder cannot have the name of a file, and that is what the message says."""
    (tmp_path / "a.tmx").touch()

    with pytest.raises(OptionError, match="is a file, not a folder; leave the / out"):
        chosen([f"{tmp_path / 'a.tmx'}/"], (), None, None)
