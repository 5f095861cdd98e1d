"""What a run writes: bitext files, folders of them, the audit and the report."""

import json
import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

import click

from bitext.cli import options
from bitext.dump.entry import SUFFIXES as READ_SUFFIXES
from bitext.dump.remote import is_remote
from bitext.dump.sources import STDIN
from bitext.errors import BitextError, OptionError, OutputError
from bitext.formats import SUFFIXES, Write, atomic, open_writers, read_units
from bitext.formats.folder import open_folder
from bitext.formats.jsonl import unit_to_dict
from bitext.memory import is_approved
from bitext.model import BitextHeader, Origin, State, TranslationUnit
from bitext.page import Page

FORMATS = [suffix.removeprefix(".") for suffix in SUFFIXES]


@dataclass(frozen=True, slots=True)
class Outputs:
    """Where the units of a run go."""

    files: tuple[Path, ...] = ()
    folders: tuple[Path, ...] = ()
    suffixes: tuple[str, ...] = (".tmx",)
    """Of the files in the folders."""
    part: int = 0
    """Units of a file in the folders; 0 is a file an article."""
    audit: Path | None = None
    report: Path | None = None

    @property
    def bitext(self) -> tuple[Path, ...]:
        """Files and folders with units; the run's journal lies beside the first."""
        return self.files + self.folders

    @property
    def all(self) -> tuple[Path, ...]:
        """Everything that is written."""
        return self.bitext + tuple(path for path in (self.audit, self.report) if path)


def chosen(output: Sequence[str], to: Sequence[str], audit: Path | None, report: Path | None) -> Outputs:
    """The outputs that the options name; OptionError for what cannot be meant.  Folders are made."""
    for one in filter(is_remote, output):
        raise OptionError(f"{one}: outputs are written on this machine; give a path, and copy what is finished there.")
    if STDIN in output:
        raise OptionError("-: bitext is written to files; give -o FILE, whose suffix says the format.")
    folders = tuple(Path(one) for one in output if one.endswith(("/", os.sep)) or Path(one).is_dir())
    files = tuple(Path(one) for one in output if Path(one) not in folders)
    if to and not folders:
        raise OptionError("--to says what a folder is filled with; give the folder as -o DIR/.")
    suffixes = tuple(dict.fromkeys(f".{one}" for one in to)) or (".tmx",)
    outputs = Outputs(files, folders, suffixes, audit=audit, report=report)
    for file in files:
        if not file.suffix:
            known = ", ".join(SUFFIXES)
            raise OptionError(f"{file}: no suffix says the format ({known}); is a folder meant? Write {file}/ for one.")
    options.check_outputs(files)
    if len(set(outputs.all)) < len(outputs.all):
        raise OptionError("an output is named twice; name each once.")
    for folder in folders:
        if folder.is_file():
            raise OptionError(f"{folder}: is a file, not a folder; leave the / out, or give the folder another name.")
        try:
            folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise OutputError(f"{folder}: the folder cannot be made ({error.strerror}); check the path.") from error
    return outputs


def keep_apart(inputs: Sequence[str], outputs: Outputs) -> None:
    """OptionError when an output is an input, or would be read as one from a folder, now or the next time."""
    read = [Path(one).resolve() for one in inputs if one != STDIN and not is_remote(one)]
    for path in outputs.all:
        place = path.resolve()
        suffixes = outputs.suffixes if path in outputs.folders else (path.suffix.lower(),)
        readable = not set(suffixes).isdisjoint(READ_SUFFIXES)
        for one in read:
            if place == one or (readable and one.is_dir() and place.is_relative_to(one)):
                raise OptionError(f"{path}: it would be read as an input, for it is in {one}; write it elsewhere.")


def refuse_reviewed(files: Sequence[Path]) -> None:
    """OptionError if a file that would be written over holds a person's work.

    What came from a memory is still there, so a run may be repeated over its own output.
    """
    for path in files:
        if _has(path, lambda unit: is_approved(unit) and unit.origin is not Origin.MEMORY):
            raise OptionError(f"{_over(path)} Give another -o (with --tm {path} it is used again), or --overwrite.")


def refuse_reviewed_alignment(files: Sequence[Path]) -> None:
    """OptionError if a file that would be written over holds aligned units that a person went through."""
    for path in files:
        if _has(path, lambda unit: unit.state in (State.REVIEWED, State.FINAL)):
            raise OptionError(f"{_over(path)} Give another -o, or --overwrite.")


def _over(path: Path) -> str:
    return f"{path}: holds units that a person approved or changed, and would be written over."


def _has(path: Path, wanted: Callable[[TranslationUnit], bool]) -> bool:
    """Whether any unit of a file is wanted; False for what is not there or cannot be read."""
    with suppress(BitextError, OSError):
        return path.exists() and any(map(wanted, read_units(path)))
    return False


@contextmanager
def open_outputs(outputs: Outputs, header: BitextHeader) -> Iterator[Write]:
    """A function that writes a unit to all outputs; the files appear when the block ends well."""
    with ExitStack() as stack:
        writes: list[Callable[[TranslationUnit], None]] = []
        if outputs.audit:
            writes.append(stack.enter_context(_open_audit(outputs.audit)))
        if outputs.report:
            writes.append(stack.enter_context(_open_report(outputs.report)))
        for folder in outputs.folders:
            writes.append(stack.enter_context(open_folder(folder, outputs.suffixes, header, outputs.part)))
        if outputs.files:
            writes.append(stack.enter_context(open_writers(outputs.files, header)))

        def write(unit: TranslationUnit) -> None:
            for one in writes:
                one(unit)

        yield write


@contextmanager
def _open_audit(path: Path) -> Iterator[Write]:
    """Writes one JSON line for every term occurrence of a unit."""
    with atomic(path) as stream:

        def write(unit: TranslationUnit) -> None:
            for term in unit_to_dict(unit).get("terms", ()):
                line = {"article": unit.article, "segment": unit.id, "entry": term.pop("source"), "cost": 0.0, **term}
                stream.write(json.dumps(line).encode("ascii") + b"\n")

        yield write


@contextmanager
def _open_report(path: Path) -> Iterator[Write]:
    """Collects the units for the report page, which is written at the end."""
    page = Page(path.stem)
    with atomic(path) as stream:
        yield page.add
        stream.write(page.render().encode("utf-8", "replace"))


OUTPUT = options.stack(
    click.option(
        "-o",
        "--output",
        multiple=True,
        metavar="FILE|DIR/",
        help=f"Bitext to write, the suffix says which format ({options.formats_help()}); "
        "DIR/ gets a file for every article; may be given again.",
    ),
    click.option(
        "--to",
        multiple=True,
        type=click.Choice(FORMATS),
        help="Format of the files in DIR/; may be given again.  [default: tmx]",
    ),
    click.option(
        "--part",
        type=click.IntRange(1),
        metavar="N",
        help="Files of N units and more in DIR/, part-00001 and so on, which 'bitext merge' joins.  "
        "[default: one an article]",
    ),
    click.option("--audit", type=options.FILE, help="Also write one JSON line for every occurrence of a term."),
    click.option(
        "--report", type=options.FILE, help="Also write a page with totals, plots and the worst units (HTML)."
    ),
)
