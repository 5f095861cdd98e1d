"""Words and phrases that stand twice, or over and over."""

import re
from collections.abc import Iterator, Sequence

from bitext.checks.catalogue import ERROR, WARNING, issue
from bitext.checks.context import CheckContext
from bitext.model import Issue, TranslationUnit
from bitext.words import Word, places, words

ALLOWED = frozenset({
    "had", "that", "is", "so", "very", "no", "ha", "bye", "many", "much", "long", "far", "really", "more",
    "again", "now", "there", "her",
})  # fmt: skip
"""English words that good writers double ("had had", "very, very")."""

_APART = re.compile(r"[^\w\s]|\d")

LONGEST = 12
"""Words of a repeated phrase."""


def repeated(unit: TranslationUnit, context: CheckContext) -> Iterator[Issue]:
    """Immediate repetitions in the target that the source has not."""
    target = words(unit.target)
    allowed = max((count for _, _, count in _runs(words(unit.source))), default=1)
    reported = 0
    for start, width, count in _runs(target):
        if count <= allowed or target[start].start < reported:
            continue
        first, last = target[start], target[start + width * count - 1]
        text = unit.target[first.start : target[start + width - 1].end]
        reported = last.end
        yield from _judged(text, width, count, (first.start, last.end), unit.target)


def _judged(text: str, width: int, count: int, span: tuple[int, int], target: str) -> Iterator[Issue]:
    apart = _APART.search(target[span[0] : span[1]]) is not None
    if width == 1 and count == 2:
        if text.lower() not in ALLOWED and not apart and text.islower() and not target.startswith("-", span[1]):
            yield issue("doublewords", f"“{text} {text}”.", span=span)
    elif count >= 4 or ((width >= 3 or count == 3) and not apart):
        yield issue("repetition", f"“{text}” stands {count} times in a row.", span=span)
    elif len(text) > 3:
        yield issue("repetition", f"“{text}” stands {count} times in a row.", WARNING, span=span)


def _runs(found: Sequence[Word]) -> Iterator[tuple[int, int, int]]:
    """Start, width and count of every phrase that follows itself, shorter phrases first, longest runs only."""
    small = [word.text.lower() for word in found]
    if len(set(small)) == len(small):
        return
    known = places(small)
    end = 0
    for start, word in enumerate(small):
        if start < end or len(known[word]) < 2:
            continue
        longest = min(LONGEST, (len(small) - start) // 2)
        for width in (place - start for place in known[word] if 0 < place - start <= longest):
            count = 1
            while small[start : start + width] == small[start + width * count : start + width * (count + 1)]:
                count += 1
            if count > 1:
                yield start, width, count
                end = start + width * count
                break


def scattered(unit: TranslationUnit, context: CheckContext) -> Iterator[Issue]:
    """Phrases of four or more words that come back in the target but not in the source."""
    target = words(unit.target)
    width, small = 5, [word.text.lower() for word in target]
    seen: dict[tuple[str, ...], list[int]] = {}
    for start in range(len(small) - width + 1):
        seen.setdefault(tuple(small[start : start + width]), []).append(start)
    counts = {phrase: starts for phrase, starts in seen.items() if len(starts) >= 2 and starts[-1] - starts[0] >= width}
    if not counts or _returns(unit.source):
        return
    phrase, starts = max(counts.items(), key=lambda item: len(item[1]))
    span = (target[starts[-1]].start, target[starts[-1] + width - 1].end)
    severity = ERROR if len(starts) >= 3 else WARNING
    yield issue("repetition", f"“{' '.join(phrase)}” comes {len(starts)} times.", severity, span=span)


def _returns(text: str) -> bool:
    """Whether a phrase of three words comes back."""
    small = [word.text.lower() for word in words(text)]
    phrases = [tuple(small[start : start + 3]) for start in range(len(small) - 2)]
    return len(set(phrases)) < len(phrases)
