"""The sentences of arguments that are files, folders, ``-``, or themselves texts."""

from collections.abc import Iterator, Sequence
from pathlib import Path

from bitext.cli.complaints import readable
from bitext.dump import ReadOptions, read_articles
from bitext.model import Article, Kind
from bitext.segmentation import Segmenter

_TEXT = frozenset({Kind.HEADING, Kind.SENTENCE, Kind.CAPTION})


def sentences(arguments: Sequence[str], encoding: str = "") -> Iterator[str]:
    """The sentences, headings and captions of all arguments."""
    for article in articles(arguments, encoding):
        yield from article


def articles(arguments: Sequence[str], encoding: str = "") -> Iterator[list[str]]:
    """The sentences of each article; what cannot be read is said on stderr and left out."""
    segmenter = Segmenter(None)
    for argument in arguments:
        if not _is_input(argument):
            yield [segment.text for segment in segmenter.segment(Article("text", "", argument))]
            continue
        for item in readable(read_articles([argument], ReadOptions(encoding=encoding))):
            yield [segment.text for segment in segmenter.segment(item) if segment.kind in _TEXT]


def _is_input(argument: str) -> bool:
    """Whether an argument names something to read: a path, a pattern, standard input."""
    if argument == "-":
        return True
    try:
        if Path(argument).exists():
            return True
    except (OSError, ValueError):
        return False
    looks = not any(char.isspace() for char in argument) and (
        any(char in argument for char in "*?/\\") or "." in argument[1:-1]
    )
    return looks and not argument.endswith((".", "!", "?"))
