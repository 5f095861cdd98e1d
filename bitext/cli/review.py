"""``bitext review``: the page on which a person checks, corrects and approves a bitext file."""

import signal
import threading
import webbrowser
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from types import FrameType

import click

from bitext.cli import options
from bitext.cli.recheck import checks_of
from bitext.counting import counted
from bitext.errors import FormatError, OptionError
from bitext.formats import open_writers, read_header, read_units, require_own
from bitext.memory import is_approved, is_memory, keep_approved, opened
from bitext.model import BitextHeader, TermEntry, TranslationUnit
from bitext.review.app import PageOptions
from bitext.review.journal import Journal, journal_path
from bitext.review.matches import Pair
from bitext.review.store import Store
from bitext.review.terms import TermDesk
from bitext.review.verdict import DONE, is_rejected

_WARM_AFTER = 3.0
"""Seconds until the terms panel is made ready behind the page."""


@click.command(name="review")
@click.argument("file", type=options.EXISTING)
@click.option("--port", type=click.IntRange(0, 65535), default=0, help="Port on 127.0.0.1.  [default: a free one]")
@click.option("--no-browser", is_flag=True, help="Print the address, do not open it.")
@click.option(
    "--tm",
    multiple=True,
    type=options.FILE,
    help="Bitext file or memory (.db) whose approved units are shown as matches; a memory also takes "
    "what is approved here, and is made if there is none; may be given again.",
)
@click.option("-o", "--output", type=options.FILE, help="Where to save instead of FILE.")
@click.option("-g", "--glossary", type=options.FILE, help="Glossary that the terms panel adds to.")
@click.option("--check", is_flag=True, help="Renew the issues of all units first; for files of other tools.")
@options.QUIET
def command(
    file: Path,
    port: int,
    no_browser: bool,
    tm: tuple[Path, ...],
    output: Path | None,
    glossary: Path | None,
    check: bool,
    quiet: bool,
) -> int:
    """Check, correct and approve the units of a bitext file in the browser.

    Every verdict is on disk before the page says so; FILE itself is written when the review ends (Ctrl-C).
    The page is for this computer and this user only.

    \b
    Example:
      bitext review news.jsonl --tm approved.tmx -g terms.tsv
    """
    say = partial(_say, quiet)
    goal = _goal(file, output)
    _require_memories(tm)
    journal = Journal(journal_path(file))
    try:
        header, units = read_header(file), _units(file)
        checks = checks_of(units, glossary)
        if check:
            units = [checks.renew(unit) for unit in units]
        store = Store(units, journal, checks.renew)
        _take_over(store, journal, goal, header, say)
        terms = None if glossary is None else _desk(glossary)
        page = PageOptions(file.name, header, checks.badness, _memory(tm), terms)
        _serve(store, page, port, no_browser)
        if store.version or check:
            store.fold(partial(_save, goal, header))
        forgotten = keep_approved(tm, goal.name, (row.unit for row in store.rows), units)
        if forgotten:
            say(f"{counted(forgotten, 'approved unit')} left the memory: corrected or rejected.")
        say(f"{goal}: {_summary([row.unit for row in store.rows])}")
    finally:
        journal.close()
    return 0


def _goal(file: Path, output: Path | None) -> Path:
    """Where the review is saved; refused before any work where saving would do harm."""
    if output is None:
        require_own(file)
        return file
    options.check_outputs((output,))
    return output


def _require_memories(paths: tuple[Path, ...]) -> None:
    """OptionError for a --tm that is not there; a memory is made at the end, if its folder is there."""
    for path in paths:
        if not path.is_file() and not (is_memory(path) and path.absolute().parent.is_dir()):
            raise OptionError(f"{path}: --tm names no file; a new memory is called NAME.db, in a folder that exists.")


def _serve(store: Store, page: PageOptions, port: int, no_browser: bool) -> None:
    """Show the page until Ctrl-C or a polite kill."""
    from bitext.review.serve import listen, serve

    listener = listen(port)
    signal.signal(signal.SIGTERM, _interrupt)
    click.echo(f"bitext: reviewing {page.name} at {listener.door.url}  (Ctrl-C to end)", err=True)
    if not no_browser:
        threading.Thread(target=webbrowser.open, args=(listener.door.url,), daemon=True).start()
    serve(store, page, listener)


def _say(quiet: bool, text: str) -> None:
    if not quiet:
        click.echo(f"bitext: {text}", err=True)


def _interrupt(number: int, frame: FrameType | None) -> None:
    """A polite kill ends the review as Ctrl-C does."""
    raise KeyboardInterrupt


def _units(path: Path) -> list[TranslationUnit]:
    units = list(read_units(path))
    if not units:
        raise FormatError(f"{path}: there is no unit in it; nothing to review.")
    return units


def _memory(paths: tuple[Path, ...]) -> list[Pair]:
    """The approved pairs of other files and of memories."""
    pairs = [
        Pair(unit.source, unit.target, path.name)
        for path in paths
        if not is_memory(path)
        for unit in read_units(path)
        if is_approved(unit)
    ]
    for path in (one for one in paths if is_memory(one) and one.exists()):
        base = opened(path)
        pairs += [Pair(hit.unit.source, hit.unit.target, hit.file) for hit in base.hits()]
        base.close()
    return pairs


def _take_over(store: Store, journal: Journal, path: Path, header: BitextHeader, say: Callable[[str], None]) -> None:
    """Put the verdicts of a review that did not end into the file, and set aside those that do not fit it."""
    if store.unmatched:
        aside = journal.set_aside(store.unmatched)
        say(
            f"{path}: it was changed during an unfinished review; what fits no unit any more "
            f"({counted(len(store.unmatched), 'verdict')}) was kept in {aside}."
        )
    if store.version or store.unmatched:
        store.fold(partial(_save, path, header))
        say(f"{path}: the verdicts of an unfinished review were taken over.")


def _save(path: Path, header: BitextHeader, units: Sequence[TranslationUnit]) -> None:
    with open_writers([path], header) as write:
        for unit in units:
            write(unit)


def _summary(units: Sequence[TranslationUnit]) -> str:
    approved = sum(unit.state in DONE for unit in units)
    rejected = sum(map(is_rejected, units))
    edited = sum(bool(unit.machine) for unit in units)
    return f"{counted(len(units), 'unit')}, {approved} approved, {edited} edited, {rejected} rejected."


def _desk(path: Path) -> TermDesk:
    """The glossary file as the terms panel uses it."""
    from bitext.cli.termdesk import add, problems
    from bitext.glossary import Matcher

    def occurs(entry: TermEntry) -> Callable[[str], bool]:
        matcher = Matcher([entry])
        return lambda text: bool(matcher.find(text))

    def warm() -> None:
        entry = TermEntry("Wort", ("word",))
        occurs(entry)("Ein Wort.")
        problems(path, entry)

    # The first match and the first lint load word lists, which takes a moment; the page comes first.
    timer = threading.Timer(_WARM_AFTER, warm)
    timer.daemon = True
    timer.start()
    return TermDesk(path.name, check=partial(problems, path), add=partial(add, path), occurs=occurs)
