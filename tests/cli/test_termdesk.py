"""The glossary file behind the review page."""

from pathlib import Path

import pytest

from bitext.cli.termdesk import add, problems
from bitext.errors import GlossaryError
from bitext.model import TermEntry


def test_what_lint_refuses_is_said_and_refused(tmp_path: Path) -> None:
    """A term that contradicts the file is named as a problem and is not written; another one is appended."""
    path = tmp_path / "names.tsv"
    path.write_text("# mine\nRat\tcouncil\n", encoding="utf-8")
    bad = TermEntry("Rat", ("advice",))
    assert "'council' in line 2, 'advice' here" in problems(path, bad)[0]
    with pytest.raises(GlossaryError, match="refused"):
        add(path, bad)
    good = TermEntry("Amt", ("office",))
    assert problems(path, good) == []
    add(path, good)
    assert path.read_text("utf-8") == "# mine\nRat\tcouncil\nAmt\toffice\n"


def test_a_new_file_is_begun(tmp_path: Path) -> None:
    """The first term of a file that is not there begins it."""
    path = tmp_path / "new.tsv"
    assert problems(path, TermEntry("Amt", ("office",))) == []
    add(path, TermEntry("Amt", ("office",)))
    assert "Amt\toffice" in path.read_text("utf-8")
