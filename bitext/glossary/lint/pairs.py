"""Findings on two entries: duplicates, conflicts, terms that hide or overlap each other."""

from collections.abc import Iterator, Sequence

from bitext.glossary.lint.finding import Finding
from bitext.glossary.matching import Matcher
from bitext.glossary.normal import clean
from bitext.model import Severity, TermEntry, TermStatus


def check(entries: Sequence[TermEntry]) -> Iterator[Finding]:
    """Findings on entries that get in each other's way; the place is that of the later or the losing one."""
    wanted = [entry for entry in entries if entry.status is not TermStatus.FORBIDDEN]
    kept: dict[str, TermEntry] = {}
    for entry in wanted:
        known = kept.get(clean(entry.source))
        if known is not None:
            yield _twice(known, entry)
        kept[clean(entry.source)] = entry
    final = list(kept.values())
    reported: set[str] = set()
    for finding in _variants(final, kept):
        reported.add(finding.place)
        yield finding
    yield from (finding for finding in _shadows(final) if finding.place not in reported)
    yield from _neighbours(final)


def _twice(one: TermEntry, other: TermEntry) -> Finding:
    """Two entries with one source."""
    place, first = other.origin, _short(one.origin, other.origin)
    if _path(one.origin) != _path(other.origin):
        message = f"{other.source!r} replaces the entry of {first}"
        return Finding("replaced", Severity.INFO, place, message, "remove one of them if that is not meant.")
    if one.targets == other.targets:
        message = f"{other.source!r} stands in {first} already"
        return Finding("duplicate", Severity.ERROR, place, message, "remove one; join their variants and notes.")
    said = f"{'|'.join(one.targets)!r} in {first}, {'|'.join(other.targets)!r} here"
    return Finding(
        "conflict", Severity.ERROR, place, f"{other.source!r} is {said}", "keep one, with | between both targets."
    )


def _variants(entries: Sequence[TermEntry], sources: dict[str, TermEntry]) -> Iterator[Finding]:
    """Variants that another entry has too."""
    owner: dict[str, TermEntry] = {}
    for entry in entries:
        for variant in entry.variants:
            other = sources.get(clean(variant)) or owner.get(clean(variant))
            owner.setdefault(clean(variant), entry)
            if other is None or other is entry:
                continue
            same = set(other.targets) & set(entry.targets)
            severity = Severity.WARNING if same else Severity.ERROR
            message = f"the variant {variant!r} of {entry.source!r} also belongs to {other.source!r}"
            where = _short(other.origin, entry.origin)
            yield Finding(
                "shared-variant", severity, entry.origin, f"{message} ({where}), which wins", "remove it from one."
            )


def _shadows(entries: Sequence[TermEntry]) -> Iterator[Finding]:
    """Spellings where another entry wins."""
    matcher = Matcher(entries)
    for entry in entries:
        for text in (entry.source, *entry.variants):
            winners = [match.entry for match in matcher.find(f"wir sagen {text} dazu") if match.form == text]
            if not winners or winners[0] is entry:
                continue
            other = winners[0]
            severity = Severity.WARNING if set(other.targets) & set(entry.targets) else Severity.ERROR
            message = f"{text!r} is always matched by {other.source!r} ({_short(other.origin, entry.origin)})"
            yield Finding("shadow", severity, entry.origin, message, "remove it here, or the form there.")


def _neighbours(entries: Sequence[TermEntry]) -> Iterator[Finding]:
    """Terms that hold another one, or that end as another begins."""
    words = {tuple(clean(entry.source).casefold().split()): entry for entry in entries}
    longer: dict[tuple[str, ...], list[tuple[str, ...]]] = {}
    for sequence in words:
        for length in range(1, len(sequence)):
            longer.setdefault(sequence[:length], []).append(sequence)
    for sequence, entry in words.items():
        for start in range(len(sequence)):
            rest = sequence[start:]
            for length in range(1, len(rest) + 1):
                inner = words.get(rest[:length])
                if inner is not None and inner is not entry:
                    yield from _inside(inner, entry)
            if start:
                yield from (_overlap(entry, words[other]) for other in longer.get(rest, ()) if other != sequence)


def _inside(inner: TermEntry, outer: TermEntry) -> Iterator[Finding]:
    """A term inside a longer one whose translations share no word."""
    if not inner.targets or not outer.targets:
        return
    one = {word.casefold() for target in inner.targets for word in target.split()}
    other = {word.casefold() for target in outer.targets for word in target.replace("-", " ").split()}
    if one & other or any(target.casefold() in " ".join(outer.targets).casefold() for target in inner.targets):
        return
    where = _short(inner.origin, outer.origin)
    message = f"{inner.source!r} ({where}) is {inner.targets[0]!r}, but {outer.source!r} is {outer.targets[0]!r}"
    yield Finding("inside", Severity.INFO, outer.origin, message, "fine if both are meant; the longer term wins.")


def _overlap(one: TermEntry, other: TermEntry) -> Finding:
    message = f"{one.source!r} ends as {other.source!r} ({_short(other.origin, one.origin)}) begins"
    return Finding("overlap", Severity.INFO, one.origin, message, "add the joined name if it occurs.")


def _path(origin: str) -> str:
    return origin.rpartition(":")[0]


def _short(origin: str, beside: str) -> str:
    """``line 7`` in the same file, else the whole place."""
    return (
        f"line {origin.rpartition(':')[2]}" if _path(origin) == _path(beside) and origin else origin or "another entry"
    )
