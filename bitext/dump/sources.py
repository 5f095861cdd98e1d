"""From what the user names (files, folders, patterns, URLs, ``-``) to paths in a fixed order."""

import glob
import os
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from pathlib import Path, PurePath

from bitext.dump.remote import find_remote, is_remote
from bitext.errors import InputError

STDIN = "-"


@dataclass(frozen=True, slots=True)
class Source:
    """A file to open."""

    path: str
    """As given, or below the folder as given; a URL (see bitext.dump.remote); ``-`` for standard input."""
    relative: str
    """Relative to the folder or pattern it was found by; the file name for a file."""


def find(source: str, suffixes: Collection[str]) -> Iterator[Source | InputError]:
    """The files that ``source`` names, sorted by name, folders in depth; an error if there are none.

    A folder gives its files with known suffixes, hidden ones left out; links to folders are not followed.
    """
    if source == STDIN:
        yield Source(STDIN, "stdin")
    elif is_remote(source):
        for found in find_remote(source, suffixes):
            yield found if isinstance(found, InputError) else Source(*found)
    elif os.path.isdir(source):  # noqa: PTH112 - Path would drop the "./" that the user wrote
        yield from _folder(source, suffixes)
    elif os.path.lexists(source):
        yield Source(source, PurePath(source).name)
    elif glob.has_magic(source):
        yield from _pattern(source, suffixes)
    else:
        yield InputError(f"{source}: there is no such file or folder; check the spelling. You are in {Path.cwd()}.")


def _folder(folder: str, suffixes: Collection[str]) -> Iterator[Source | InputError]:
    found = False
    for path in _walk(folder):
        if isinstance(path, InputError):
            yield path
        elif path.lower().endswith(tuple(suffixes)):
            found = True
            yield Source(path, os.path.relpath(path, folder))
    if not found:
        known = ", ".join(sorted(suffixes))
        yield InputError(f"{folder}: the folder holds no file that can be read; known suffixes are {known}.")


def _walk(folder: str) -> Iterator[str | InputError]:
    """The regular files of a folder and its subfolders, sorted by name in each, hidden ones left out."""
    try:
        with os.scandir(folder) as found:
            entries = sorted((item for item in found if not item.name.startswith(".")), key=lambda item: item.name)
    except OSError as error:
        yield InputError(f"{folder}: the folder cannot be read ({error.strerror}); check its permissions.")
        return
    for item in entries:
        if item.is_dir(follow_symlinks=False):
            yield from _walk(item.path)
        elif item.is_file():
            yield item.path


def _pattern(pattern: str, suffixes: Collection[str]) -> Iterator[Source | InputError]:
    """The files that match, and those in folders that match unless ``**`` reaches them anyway."""
    fixed = _fixed_part(pattern)
    found = False
    for path in sorted(glob.glob(pattern, recursive=True)):  # noqa: PTH207 - see find
        if not os.path.isdir(path):  # noqa: PTH112
            found = True
            yield Source(path, os.path.relpath(path, fixed) if fixed else path)
        elif "**" not in pattern:
            found = True
            yield from _folder(path, suffixes)
    if not found:
        yield InputError(f"{pattern}: no file matches this pattern; check the spelling. You are in {Path.cwd()}.")


def _fixed_part(pattern: str) -> str:
    """The folders before the first one with a wildcard."""
    parts = PurePath(pattern).parts
    magic = next(index for index, part in enumerate(parts) if glob.has_magic(part))
    return str(PurePath(*parts[:magic])) if magic else ""
