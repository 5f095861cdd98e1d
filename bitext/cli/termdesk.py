"""The glossary file behind the terms panel of the review page."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from bitext.glossary import edit
from bitext.glossary.lint import lint_entries
from bitext.glossary.store import read_file
from bitext.model import Severity, TermEntry


def problems(path: Path, entry: TermEntry) -> Sequence[str]:
    """What lint says of the entry beside those of the file, one line each; errors would be refused by ``add``."""
    present = read_file(path) if path.exists() else ()
    known = {(finding.check, finding.message) for finding in lint_entries(present)}
    found = lint_entries([*present, replace(entry, origin=f"{path}:new")])
    news = [finding for finding in found if (finding.check, finding.message) not in known]
    return [f"{one.message}; {one.mend}" for one in news if one.severity > Severity.INFO]


def add(path: Path, entry: TermEntry) -> None:
    """Append the entry to the file, atomically; GlossaryError with lint's words if it would bring an error."""
    edit.add(path, [entry]).save()
