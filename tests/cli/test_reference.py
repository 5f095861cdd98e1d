"""docs/cli.md is what the commands say of themselves."""

from pathlib import Path

from bitext.cli.reference import reference

DOCS = Path(__file__).parents[2] / "docs" / "cli.md"


def test_docs_are_up_to_date() -> None:
    """docs/cli.md equals the generated text; run 'make docs' after changing an option."""
    assert DOCS.read_text("utf-8") == reference()
