"""The sentences of arguments that are files, folders, ``-``, or themselves texts."""

from collections.abc import Iterator, Sequence
from pathlib import Path

from bitext.cli.complaints import readable
from bitext.dump import ReadOptions, read_articles
from bitext.model import Article, Kind
from bitext.report import CLEAN, FAILED, FINDINGS
from bitext.segmentation import Segmenter

_TEXT = frozenset({Kind.HEADING, Kind.SENTENCE, Kind.CAPTION})


class Texts:
    """The texts of a command's arguments, and how their reading went."""

    def __init__(self, arguments: Sequence[str], encoding: str = "") -> None:
        self._arguments, self._options = arguments, ReadOptions(encoding=encoding)
        self._read = self._failed = 0

    def sentences(self) -> Iterator[str]:
        """The sentences, headings and captions of all arguments."""
        for article in self.articles():
            yield from article

    def articles(self) -> Iterator[list[str]]:
        """The sentences of each article; what cannot be read is said on stderr and left out."""
        segmenter = Segmenter(None)
        for argument in self._arguments:
            if not _is_input(argument):
                yield [segment.text for segment in segmenter.segment(Article("text", "", argument))]
                continue
            for item in readable(read_articles([argument], self._options), failed=self._fail):
                self._read += 1
                yield [segment.text for segment in segmenter.segment(item) if segment.kind in _TEXT]

    @property
    def return_code(self) -> int:
        """0 when all was read, 3 when some was, 1 when nothing was."""
        if not self._failed:
            return CLEAN
        return FINDINGS if self._read else FAILED

    def _fail(self) -> None:
        self._failed += 1


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
