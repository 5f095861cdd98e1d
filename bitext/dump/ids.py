"""Article ids: unique in a run, the same in every run over the same inputs."""

import re

from bitext.seen import Seen

_BREAKS = re.compile(r"[\x00-\x20\x7f-\xa0\u2028\u2029]+")
_SURROGATES = re.compile("[\ud800-\udfff]")


def clean_id(text: str) -> str:
    """``text`` with blanks and controls as single ``_``, and nothing that UTF-8 cannot hold."""
    return _SURROGATES.sub("\ufffd", _BREAKS.sub("_", text.strip()))[:500] or "article"


class Ids:
    """Gives each article an id no other has, in memory that does not grow with the number of articles.

    A false alarm of the filter costs nothing but a needless suffix, and it comes at the same place in every run.
    """

    def __init__(self) -> None:
        self._seen = Seen()
        self._last: dict[str, int] = {}

    def claim(self, wanted: str) -> str:
        """``wanted``, cleaned, and with ``#2``, ``#3``, ... if it has been given before."""
        base = clean_id(wanted)
        unique, number = base, self._last.get(base, 1)
        while not self._seen.add(unique):
            number += 1
            unique = f"{base}#{number}"
            self._last[base] = number
        return unique
