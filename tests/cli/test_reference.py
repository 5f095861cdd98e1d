"""docs/cli.md is what the commands say of themselves."""

import subprocess
import sys
from pathlib import Path

DOCS = Path(__file__).parents[2] / "docs" / "cli.md"


def test_docs_are_up_to_date() -> None:
    """docs/cli.md equals the generated text; run 'make docs' after changing an option."""
    # In a process of its own: click keeps a command's first help option, which other tests ask for without the group.
    done = subprocess.run([sys.executable, "-m", "bitext.cli.reference"], capture_output=True, text=True, check=True)

    assert DOCS.read_text("utf-8") == done.stdout
