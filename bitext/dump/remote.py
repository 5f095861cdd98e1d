"""Inputs that a URL names, on S3 and whatever else fsspec reaches.

A file is fetched whole into a temporary one, and removed before the next is fetched: a run that reads for hours is not
at the mercy of a connection or of somebody who writes the file again, and the disk holds one file at a time.
"""

import glob
import re
import tempfile
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from importlib import import_module
from pathlib import Path, PurePosixPath
from typing import Any
from urllib.parse import urlsplit

from bitext.errors import InputError

_URL = re.compile(r"[a-z][a-z0-9+.-]+(?:::|://)", re.I)
"""Two letters at least: ``C:`` is a drive."""


def is_remote(source: str) -> bool:
    """Whether a source is a URL and not a path."""
    return bool(_URL.match(source))


def find_remote(url: str, suffixes: Collection[str]) -> Iterator[tuple[str, str] | InputError]:
    """The URLs that ``url`` names, sorted, with their paths below its folder or pattern; an error if there are none.

    A folder gives its files with known suffixes, hidden ones left out, as one on the disk does.
    """
    try:
        files, root = _named(url, tuple(suffixes))
    except InputError as error:
        yield error
        return
    yield from files
    if not files:
        yield InputError(
            f"{url}: nothing there can be read; check the address, and that your account may list it. {root}".rstrip()
        )


@contextmanager
def fetched(url: str) -> Iterator[Path]:
    """The file on the disk for as long as the block runs; InputError when it cannot be fetched."""
    system, path = _opened(url)
    if _is_local(system):
        yield Path(path)
        return
    with tempfile.TemporaryDirectory(prefix="bitext-") as folder:
        copy = Path(folder, "fetched")
        try:
            system.get_file(path, str(copy))
        except Exception as error:
            raise _refused(url, error) from error
        yield copy


def _named(url: str, suffixes: tuple[str, ...]) -> tuple[list[tuple[str, str]], str]:
    """What a URL names, and a hint for when that is nothing."""
    system, path = _opened(url)
    try:
        if _protocols(system) & {"http", "https"}:  # There are no folders, and to ask may fetch the whole file.
            return [(url, PurePosixPath(urlsplit(url).path).name or "index.html")], ""
        if glob.has_magic(path):
            fixed = path[: re.search(r"[*?\[]", path).start()].rpartition("/")[0]  # type: ignore[union-attr]
            found = [one for one in system.glob(path) if _wanted(_below(one, fixed), ("",)) and not system.isdir(one)]
            found.sort()
            return [(system.unstrip_protocol(one), _below(one, fixed)) for one in found], ""
        if system.isdir(path):
            found = [one for one in system.find(path) if _wanted(_below(one, path), suffixes)]
            found.sort(key=lambda one: one.split("/"))
            hint = f"Known suffixes are {', '.join(sorted(suffixes))}."
            return [(system.unstrip_protocol(one), _below(one, path)) for one in found], hint
        return ([(url, PurePosixPath(path).name)] if system.exists(path) else []), ""
    except Exception as error:
        raise _refused(url, error) from error


def _below(path: str, folder: str) -> str:
    return path.removeprefix(folder).lstrip("/")


def _wanted(relative: str, suffixes: tuple[str, ...]) -> bool:
    hidden = any(part.startswith(".") for part in relative.split("/"))
    return not hidden and relative.lower().endswith(suffixes)


def _opened(url: str) -> tuple[Any, str]:
    """The file system of a URL and the path on it; InputError when its package is missing."""
    try:
        core: Any = import_module("fsspec.core")
    except ImportError as error:
        raise InputError(f"{url}: reading URLs needs fsspec: pip install 'bitext[remote]'.") from error
    try:
        system, path = core.url_to_fs(url)
    except ImportError as error:
        raise InputError(f"{url}: a package for this kind of address is missing ({error}); pip install it.") from error
    except Exception as error:
        raise _refused(url, error) from error
    return system, str(path)


def _protocols(system: Any) -> set[str]:
    names = system.protocol
    return {names} if isinstance(names, str) else set(names)


def _is_local(system: Any) -> bool:
    return "file" in _protocols(system)


def _refused(url: str, error: Exception) -> InputError:
    """What a storage says, in one line; each has exceptions of its own."""
    said = " ".join(str(error).split()) or type(error).__name__
    return InputError(
        f"{url}: cannot be read ({said[:300]}); check the address, the network, and your credentials for this storage."
    )
