"""One readable thing, a file or a member of an archive, on its way to a reader."""

from dataclasses import dataclass
from io import BufferedReader

from bitext.model import Article

PROBE_BYTES = 8192
"""How much of the beginning is looked at to tell text from other things; the same as git's."""


@dataclass(frozen=True, slots=True)
class Entry:
    """An open input."""

    label: str
    """Names it in messages: the path as given, or ``archive!member``."""
    stem: str
    """What ids of its articles start with."""
    name: str
    """The file name, whose suffix says the format."""
    stream: BufferedReader

    def head(self) -> bytes:
        """The first bytes without consuming them; fewer than PROBE_BYTES only for short inputs and slow pipes."""
        return self.stream.peek(PROBE_BYTES)[:PROBE_BYTES]

    def article(self, text: str, *, title: str = "", **metadata: str) -> Article:
        """An article of this entry with ``stem`` as its id, still to be made unique."""
        filled = {key: value for key, value in metadata.items() if value}
        return Article(self.stem, title, text, {"path": self.label, **filled})
