"""The English side of a match: which forms are wanted, and where they stand in a translation."""

from collections.abc import Sequence
from functools import lru_cache

from bitext.glossary.english import form_pattern, plural, without_article
from bitext.glossary.normal import tokens
from bitext.glossary.patterns import patterns_of
from bitext.model import CasePolicy, TermEntry, TermMatch, TermStatus

Span = tuple[int, int]
_SEARCH_LIMIT = 4000
"""Steps of the search for an assignment; more than 99.9 % of sentences need fewer than fifty."""


def wanted_forms(entry: TermEntry, match: TermMatch, *, initial: bool = False) -> tuple[str, ...]:
    """The English forms to write for a match, best first.

    The targets in the glossary's order; before them their plurals where the matched form can only be a plural of a
    counted term ("den Mitgliedstaaten": "member states", "member state").
    A part of a compound wants the same forms as the term alone: "NATO" for "Nato-Staaten".
    A term to keep wants the form as the entry spells it ("Spiegel" for "Spiegels"), then the matched form.
    A leading article is optional: after "the Left" comes "Left".
    ``initial`` says that the form starts the sentence: its first letter is made a capital.
    """
    if entry.status is TermStatus.KEEP:
        forms = [spelled(entry, match.form), match.form, entry.source, *entry.targets]
    else:
        forms = list(entry.targets)
        if match.how in ("inflected", "compound", "variant") and is_plural(entry, match.form):
            forms = [form for target in forms for form in (plural(target), target)]
    both = [form for target in forms for form in (target, without_article(target))]
    if initial:
        both = [form[:1].upper() + form[1:] for form in both]
    return tuple(dict.fromkeys(form for form in both if form))


def find_targets(entry: TermEntry, match: TermMatch, target: str) -> list[Span]:
    """The spans of a translation where an accepted form of the entry stands, left to right, not overlapping.

    Whole words; plural, possessive, hyphen or blank, and capitals for small letters are accepted, the article before
    it does not count and is not in the span.
    """
    accepted = entry.targets
    if entry.status is TermStatus.KEEP:
        accepted = (spelled(entry, match.form), match.form, entry.source, *entry.targets)
    return _spans(accepted, entry, target)


def find_forbidden(entry: TermEntry, match: TermMatch, target: str) -> list[Span]:
    """The spans of a translation where a form stands that the entry forbids, accepted forms left out.

    For an entry with status forbidden its targets are meant.
    """
    banned = entry.forbidden
    if entry.status is TermStatus.FORBIDDEN:
        banned = (*entry.targets, *entry.forbidden)
        return _spans(banned, entry, target)
    good = find_targets(entry, match, target) if banned else []
    return [span for span in _spans(banned, entry, target) if not any(_inside(span, other) for other in good)]


def check_terms(source: str, target: str, matches: Sequence[TermMatch]) -> list[tuple[TermMatch, Span | None]]:
    """Each match with the span of a target form of its own, or None, in the order of the matches.

    No two matches share a piece of the target, so a term that occurs twice in the source must occur twice in the
    translation; the assignment serves as many matches as possible and prefers spans at a like place.
    Entries with status forbidden want nothing and get None.
    """
    if not matches:
        return []
    options = [
        [] if match.entry.status is TermStatus.FORBIDDEN else _by_nearness(match, source, target) for match in matches
    ]
    order = sorted(range(len(matches)), key=lambda index: (-_longest(options[index]), matches[index].start))
    best = _Search([options[index] for index in order]).run()
    result: list[Span | None] = [None] * len(matches)
    for index, span in zip(order, best, strict=True):
        result[index] = span
    return list(zip(matches, result, strict=True))


class _Search:
    """Finds spans that do not overlap for as many matches as possible, earlier options first."""

    def __init__(self, options: Sequence[Sequence[Span]]) -> None:
        self._options = options
        self._steps = 0
        self._count = -1
        self._best: list[Span | None] = []

    def run(self) -> list[Span | None]:
        """The best assignment found, one span or None for each list of options."""
        self._extend([])
        return self._best

    def _extend(self, chosen: list[Span | None]) -> None:
        count = sum(span is not None for span in chosen)
        rest = len(self._options) - len(chosen)
        if rest == 0:
            if count > self._count:
                self._count, self._best = count, list(chosen)
            return
        if count + rest <= self._count or (self._steps > _SEARCH_LIMIT and self._count >= 0):
            return
        self._steps += 1
        for span in self._options[len(chosen)]:
            if not any(other is not None and _overlap(span, other) for other in chosen):
                self._extend([*chosen, span])
        self._extend([*chosen, None])


def _spans(forms: tuple[str, ...], entry: TermEntry, target: str) -> list[Span]:
    if not any(form.strip() for form in forms):
        return []
    any_case = entry.case is CasePolicy.INSENSITIVE
    found = [match.span() for match in form_pattern(forms, any_case).finditer(target)]
    if not found and target.isupper():
        found = [match.span() for match in form_pattern(forms, True).finditer(target)]
    return found


def _by_nearness(match: TermMatch, source: str, target: str) -> list[Span]:
    """The spans for a match, those at a like relative place first."""
    place = match.start / max(1, len(source))
    spans = find_targets(match.entry, match, target)
    return sorted(spans, key=lambda span: abs(span[0] / max(1, len(target)) - place))


def _longest(spans: Sequence[Span]) -> int:
    return max((end - start for start, end in spans), default=0)


def _overlap(one: Span, other: Span) -> bool:
    return one[0] < other[1] and other[0] < one[1]


def _inside(one: Span, other: Span) -> bool:
    return other[0] <= one[0] and one[1] <= other[1]


@lru_cache(maxsize=16384)
def is_plural(entry: TermEntry, form: str) -> bool:
    """Whether the German form is only a plural of the entry's noun."""
    reading = _reading(entry, form)
    return reading is not None and any(plural_only for _, plural_only in reading)


@lru_cache(maxsize=16384)
def spelled(entry: TermEntry, form: str) -> str:
    """The source or variant that a matched form is a form of, as the entry spells it."""
    reading = _reading(entry, form)
    if reading is None:
        return form
    citations = [citation for citation, _ in reading]
    for source in (entry.source, *entry.variants):
        if [word.text for word in tokens(source)] == citations:
            return source
    return form


def _reading(entry: TermEntry, form: str) -> list[tuple[str, bool]] | None:
    """For each word of a matched form the entry's spelling and whether the form is only a plural."""
    words = tokens(form)
    for pattern in patterns_of(entry):
        slots = pattern.slots
        if not len(slots) <= len(words) <= len(slots) + 2:
            continue
        found = [(slot.citation, slot.forms.get(word.key)) for slot, word in zip(slots, words, strict=False)]
        if all(forms is not None for _, forms in found) and all(
            not word.text.isalnum() for word in words[len(slots) : -1]
        ):
            return [
                (citation, (forms or {}).get(word.text, False))
                for (citation, forms), word in zip(found, words, strict=False)
            ]
    return None
