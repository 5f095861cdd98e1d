"""The glossary file behind the terms panel of the review page."""

from collections.abc import Sequence
from pathlib import Path

from bitext.errors import GlossaryError
from bitext.formats import atomic
from bitext.glossary.native import COLUMNS, columns_of, line_of
from bitext.glossary.store import read_file, read_text
from bitext.model import TermEntry


def problems(path: Path, entry: TermEntry) -> Sequence[str]:
    """What the file says already of the entry's German forms, one line each."""
    forms = {form.casefold() for form in (entry.source, *entry.variants)}
    found = []
    for old in read_file(path) if path.exists() else ():
        shared = sorted(form for form in (old.source, *old.variants) if form.casefold() in forms)
        if shared:
            targets = " | ".join(old.targets) or old.status.value
            found.append(f"{old.origin}: {', '.join(shared)} is there already: {targets}")
    return found


def add(path: Path, entry: TermEntry) -> None:
    """Append the entry to the file, atomically; GlossaryError if its German form is there already."""
    for problem in problems(path, entry):
        raise GlossaryError(f"{problem}; edit that entry instead.")
    text = read_text(path) if path.exists() else "\t".join(COLUMNS) + "\n"
    columns = columns_of(text.split("\n"), str(path))
    end = "" if text.endswith("\n") else "\n"
    with atomic(path) as stream:
        stream.write(f"{text}{end}{line_of(entry, columns)}\n".encode())
