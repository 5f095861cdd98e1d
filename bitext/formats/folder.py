"""Bitext as a folder: one file an article, or so many units, and format; complete as soon as it has its name."""

import hashlib
import re
import unicodedata
from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path, PurePosixPath

from bitext.errors import OutputError
from bitext.formats import Write, open_writers
from bitext.model import BitextHeader, TranslationUnit
from bitext.seen import Seen

_UNSAFE = re.compile(r'[\x00-\x1f\x7f<>:"\\|?*%]|^[. ]|[. ]$')
"""What some file system refuses or hides."""
_LONGEST = 180
"""Bytes of a name; file systems take 255, and suffixes and partial names come on top."""


def article_path(article: str) -> PurePosixPath:
    """The relative path for an article, without suffix; slashes of the id make folders, and it stays inside.

    Different ids give different paths, on file systems that tell capitals and small letters apart.
    """
    parts = [_safe(part) for part in article.split("/")]
    return PurePosixPath(*parts)


def _safe(part: str) -> str:
    safe = _UNSAFE.sub(lambda found: "".join(f"%{byte:02X}" for byte in found[0].encode()), part) or "%"
    if len(safe.encode("utf-8", "replace")) <= _LONGEST:
        return safe
    return safe.encode("utf-8", "replace")[: _LONGEST - 18].decode("utf-8", "ignore") + f"%-{_digest(part)}"


class Paths:
    """The paths of a run's articles, different also where capitals, or ways to write ü, do not count."""

    def __init__(self) -> None:
        self._seen = Seen()

    def claim(self, article: str) -> PurePosixPath:
        """The path of an article; one that looks like another's before it ends in a digest of the id."""
        path = article_path(article)
        if self._seen.add(_folded(path)):
            return path
        return path.with_name(f"{path.name}%-{_digest(article)}")


def _folded(path: PurePosixPath) -> str:
    """What file systems that look away see of a path (APFS normalises, NTFS and APFS fold case)."""
    return unicodedata.normalize("NFC", unicodedata.normalize("NFD", str(path)).casefold())


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()[:16]


@contextmanager
def open_folder(folder: Path, suffixes: Sequence[str], header: BitextHeader, part: int = 0) -> Iterator[Write]:
    """A function that writes units, those of an article one after the other, to a file an article and suffix.

    With ``part`` to files ``part-00001`` and so on, each of whole articles with so many units or a few more.
    The file that the block's end by an exception cuts off does not appear.
    """
    current: str | None = None
    files: AbstractContextManager[Write] | None = None
    into: Write | None = None
    paths = Paths()
    number = count = 0

    def close(error: BaseException | None = None) -> None:
        nonlocal files
        if files is not None:
            last, files = files, None
            last.__exit__(type(error) if error else None, error, error.__traceback__ if error else None)

    def write(unit: TranslationUnit) -> None:
        nonlocal current, files, into, number, count
        if into is None or (unit.article != current and count >= part):
            close()
            number, count = number + 1, 0
            place = PurePosixPath(_part(number)) if part else paths.claim(unit.article)
            files = open_writers(_paths(folder / place, suffixes), header)
            into = files.__enter__()
        current, count = unit.article, count + 1
        into(unit)

    try:
        yield write
    except BaseException as error:
        close(error)
        raise
    close()
    if part and number:
        _forget(folder, suffixes, number + 1)


def _part(number: int) -> str:
    return f"part-{number:05}"


def _forget(folder: Path, suffixes: Sequence[str], number: int) -> None:
    """Remove the parts from a number on: they are of a run before that had more, and a merge would take them in."""
    while stale := [path for suffix in suffixes if (path := folder / (_part(number) + suffix)).exists()]:
        for path in stale:
            path.unlink()
        number += 1


def _paths(path: Path, suffixes: Sequence[str]) -> list[Path]:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise OutputError(
            f"{path.parent}: the folder cannot be made ({error.strerror}); check the disk and permissions."
        ) from error
    return [path.with_name(path.name + suffix) for suffix in suffixes]
