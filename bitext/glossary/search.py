"""Search entries by words in any field."""

import difflib
from collections.abc import Sequence

from bitext.glossary.normal import clean
from bitext.model import TermEntry


def search(entries: Sequence[TermEntry], words: Sequence[str]) -> tuple[list[TermEntry], list[str]]:
    """The entries that hold all words, best first, and for no entry the sources that are spelled alike.

    Entries whose source or target is what was asked come first, then those that hold it there, then the rest.
    """
    wanted = [clean(word).casefold() for word in words]
    whole = " ".join(wanted)
    found: list[tuple[int, int, TermEntry]] = []
    for order, entry in enumerate(entries):
        names = [clean(text).casefold() for text in (entry.source, *entry.targets, *entry.variants)]
        rest = clean(" ".join((*entry.forbidden, entry.note, entry.example))).casefold()
        if all(any(word in text for text in (*names, rest)) for word in wanted):
            rank = 0 if whole in names else 1 if any(whole in name for name in names) else 2
            found.append((rank, order, entry))
    if found:
        return [entry for _, _, entry in sorted(found, key=lambda one: one[:2])], []
    return [], difflib.get_close_matches(" ".join(words), [entry.source for entry in entries], 3, 0.6)
