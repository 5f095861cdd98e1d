"""Pairs of texts from files, folders and JSONL, cut into articles and sentences."""

import json
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from io import BufferedReader, BytesIO
from pathlib import Path
from typing import Protocol

from bitext.counting import counted
from bitext.dump.encoding import as_utf8, binary_error, encoding_error
from bitext.dump.ids import Ids
from bitext.errors import InputError, OptionError, RecordError
from bitext.model import Article, Segment

DELIMITERS = frozenset({".EOA", "<p>"})
"""Lines that part articles: Bleualign's and hunalign's."""
_LINE = re.compile(r"[^\n]*\n|[^\n]+")


@dataclass(frozen=True, slots=True)
class TextPair:
    """A text and its translation."""

    id: str
    """No tab or newline; names the units."""
    source: str
    target: str
    names: tuple[str, str]
    """Where the two sides were read."""


class Cut(Protocol):
    """What makes sentences of a text; a segmenter's ``segment``."""

    def __call__(self, article: Article) -> tuple[Segment, ...]: ...


@dataclass(frozen=True, slots=True)
class Part:
    """One article of a pair, in sentences."""

    source: tuple[Segment, ...]
    target: tuple[Segment, ...]
    source_lines: tuple[int, ...]
    target_lines: tuple[int, ...]
    """Each sentence's number in its file, delimiters not counted; for alignments as index lines."""


@dataclass(frozen=True, slots=True)
class PairOptions:
    """How inputs are read."""

    languages: tuple[str, str] = ("de", "en")
    encoding: str = ""
    """Empty: UTF-8."""


def read_pairs(inputs: Sequence[str], options: PairOptions) -> Iterator[TextPair | InputError]:
    """The pairs that the inputs name: two files, two folders, one folder of both sides, or JSONL files.

    What cannot be read or has no partner comes as an error in its place; OptionError when the inputs make no pairs.
    A pair whose id came before gets ``#2`` and so on, as articles do: units need ids of their own.
    """
    ids = Ids()
    for one in _read(inputs, options):
        yield replace(one, id=ids.claim(one.id)) if isinstance(one, TextPair) else one


def _read(inputs: Sequence[str], options: PairOptions) -> Iterator[TextPair | InputError]:
    paths = [Path(name) for name in inputs]
    if all(path.suffix == ".jsonl" for path in paths):
        for path in paths:
            yield from _rows(path, options)
    elif len(paths) == 2 and not any(path.is_dir() for path in paths):
        yield _pair(paths[0].stem, paths[0], paths[1], options)
    elif len(paths) == 2 and all(path.is_dir() for path in paths):
        yield from _matched(_by_stem(paths[0]), _by_stem(paths[1]), options)
    elif len(paths) == 1 and paths[0].is_dir():
        sides = [_by_stem(paths[0], language) for language in options.languages]
        yield from _matched(sides[0], sides[1], options)
    else:
        raise OptionError(
            f"{', '.join(inputs)}: these are no pairs; give two files, two folders, one folder with "
            f"X.{options.languages[0]} beside X.{options.languages[1]}, or JSONL files with both texts in a line."
        )


def _by_stem(folder: Path, language: str = "") -> dict[str, Path]:
    """The text files of a folder by the name that a pair shares, ``X.de``, ``X.de.txt`` or ``X.txt``."""
    found = {}
    for path in sorted(path for path in folder.iterdir() if path.is_file() and not path.name.startswith(".")):
        parts = path.name.removesuffix(".txt").split(".")
        if not language:
            found[re.sub(r"\.[a-z]{2}$", "", path.name.removesuffix(".txt"))] = path
        elif len(parts) > 1 and parts[-1] == language:
            found[".".join(parts[:-1])] = path
    return found


def _matched(
    sources: dict[str, Path], targets: dict[str, Path], options: PairOptions
) -> Iterator[TextPair | InputError]:
    if not sources.keys() & targets.keys():
        raise OptionError("the folder holds no pairs; both files of a pair need the same name up to the language.")
    for name in sorted(sources.keys() | targets.keys()):
        if name in sources and name in targets:
            yield _pair(name, sources[name], targets[name], options)
        else:
            path = sources.get(name) or targets[name]
            yield InputError(f"{path}: has no partner on the other side; give the other file the same name.")


def _pair(name: str, source: Path, target: Path, options: PairOptions) -> TextPair | InputError:
    try:
        texts = read_text(source, options.encoding), read_text(target, options.encoding)
    except InputError as error:
        return error
    return TextPair(re.sub(r"\s+", "_", name), *texts, (str(source), str(target)))


def read_text(path: Path, encoding: str = "") -> str:
    """The text of a file without a byte order mark; InputError says why it cannot be read."""
    try:
        data = path.read_bytes()
    except OSError as error:
        raise InputError(f"{path}: cannot be read ({error.strerror}); check the name.") from error
    if (wrong := binary_error(data[:4096], str(path))) is not None:
        raise wrong
    if encoding:
        data = as_utf8(BufferedReader(BytesIO(data)), encoding, str(path)).read()
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        raise encoding_error(data, error.start, str(path), line) from error
    return text.replace("\r\n", "\n")


def _rows(path: Path, options: PairOptions) -> Iterator[TextPair | InputError]:
    """The pairs of a JSONL file: each line an object with an id and a text, or a list of texts, for each language."""
    try:
        lines = read_text(path, options.encoding).split("\n")
    except InputError as error:
        yield error
        return
    for number, line in enumerate(lines, start=1):
        if line.strip():
            yield _row(line, f"{path}:{number}", options)


def _row(line: str, place: str, options: PairOptions) -> TextPair | InputError:
    try:
        row = json.loads(line)
        sides = [row[language] for language in options.languages]
        texts = ["\n".join(side) if isinstance(side, list) else side for side in sides]
        if not all(isinstance(text, str) for text in texts):
            raise TypeError("a text is neither a string nor a list of strings")
    except (ValueError, KeyError, TypeError) as error:
        reason = f"no {error}" if isinstance(error, KeyError) else error
        wanted = ", ".join(("id", *options.languages))
        return RecordError(f"{place}: no pair in this line ({reason}); it needs an object with {wanted}.")
    name = re.sub(r"\s+", "_", str(row.get("id") or place))
    return TextPair(name, texts[0], texts[1], (place, place))


def parts_of(pair: TextPair, cuts: tuple[Cut, Cut] | None) -> list[Part]:
    """The articles of a pair in sentences; ``cuts`` None says that each line is one.

    InputError when the delimiters of the two sides do not match.
    """
    texts = [list(_articles(text)) for text in (pair.source, pair.target)]
    if len(texts[0]) != len(texts[1]):
        counts = f"{counted(len(texts[0]), 'article')} in {pair.names[0]} but {len(texts[1])} in {pair.names[1]}"
        raise InputError(f"{pair.id}: {counts}; lines {' or '.join(sorted(DELIMITERS))} must part both sides alike.")
    many = len(texts[0]) > 1
    parts, reached = [], [0, 0]
    for number, sides in enumerate(zip(*texts, strict=True), start=1):
        name = f"{pair.id}.{number}" if many else pair.id
        source, target = (
            list(_sentences(Article(name, "", text), cuts[side] if cuts else None)) for side, text in enumerate(sides)
        )
        found = [tuple(reached[side] + line for line, _ in one) for side, one in enumerate((source, target))]
        parts.append(Part(tuple(s for _, s in source), tuple(s for _, s in target), found[0], found[1]))
        for side, (text, one) in enumerate(zip(sides, (source, target), strict=True)):
            reached[side] += len(one) if cuts else len(_LINE.findall(text))
    return parts


def _articles(text: str) -> Iterator[str]:
    """The text between delimiter lines; what follows a last delimiter counts when it is not blank."""
    lines: list[str] = []
    waiting = False
    for line in _LINE.findall(text):
        if line.strip() in DELIMITERS:
            yield "".join(lines)
            lines, waiting = [], True
        else:
            lines.append(line)
    rest = "".join(lines)
    if rest.strip() or not waiting:
        yield rest


def _sentences(article: Article, cut: Cut | None) -> Iterable[tuple[int, Segment]]:
    """The sentences with their numbers; blank lines of presegmented text count but are no sentences."""
    return enumerate(cut(article)) if cut is not None else _lines(article)


def _lines(article: Article) -> Iterator[tuple[int, Segment]]:
    start = count = 0
    for number, line in enumerate(_LINE.findall(article.text)):
        text = line.strip()
        if text:
            count += 1
            first = start + line.index(text)
            yield number, Segment(f"{article.id}#{count}", article.id, text, first, first + len(text))
        start += len(line)
