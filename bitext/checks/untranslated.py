"""Targets that are empty, the source itself, or still German in part."""

from collections.abc import Iterator, Sequence

from bitext.checks.catalogue import ERROR, WARNING, issue
from bitext.checks.context import CheckContext
from bitext.model import Issue, TranslationUnit
from bitext.words import Word, places, words

GERMAN = frozenset({
    "aber", "alle", "als", "am", "auch", "auf", "aus", "bei", "beim", "bis", "dabei", "damit", "dann", "das",
    "dass", "daß", "dem", "den", "denn", "der", "des", "dessen", "deren", "diese", "dieser", "dieses", "doch",
    "durch", "ein", "eine", "einem", "einen", "einer", "eines", "er", "erst", "es", "für", "gegen", "haben",
    "hatte", "hatten", "ich", "ihm", "ihn", "ihr", "ihre", "ihren", "im", "immer", "ist", "jetzt", "kann",
    "kein", "keine", "können", "mehr", "mit", "müssen", "nach", "nicht", "noch", "nun", "nur", "ob", "oder",
    "ohne", "sagte", "sehr", "seit", "sei", "sein", "seine", "seinen", "seiner", "sich", "sie", "sind", "soll",
    "sollen", "sondern", "über", "um", "und", "uns", "unter", "viele", "vom", "von", "vor", "war", "waren",
    "weil", "wenn", "werden", "wer", "wie", "wieder", "wir", "wird", "wurde", "wurden", "zu", "zum", "zur",
    "zwischen",
})  # fmt: skip
"""German function words; those that are English words too, or parts of names, count only beside others."""

QUOTES = "\"“”„«»'‘’"
"""Titles keep their language inside these."""

DOUBTFUL = frozenset({
    "am", "war", "den", "des", "er", "es", "um", "im", "in", "also", "bei", "dem", "von", "uns", "sie", "die",
    "was", "so", "der", "an", "zu", "zur", "zum", "und", "auf", "aus", "vom", "zwischen", "unter",
})  # fmt: skip

SURE = GERMAN - DOUBTFUL


def empty(unit: TranslationUnit, context: CheckContext) -> Iterator[Issue]:
    """A target without a single visible character."""
    if unit.source.strip() and not unit.target.strip():
        yield issue("untranslated", "There is no translation.")


def unchanged(unit: TranslationUnit, context: CheckContext) -> Iterator[Issue]:
    """A target that is the source, unless it is a name, a number or a short label."""
    source = " ".join(unit.source.split()).casefold()
    if not source or source != " ".join(unit.target.split()).casefold():
        return
    found = words(unit.source)
    german = sum(word.text in GERMAN for word in found)
    if german or len(found) >= 5:
        yield issue("unchanged", "The translation is the German text.", ERROR if german else WARNING)


def partly(unit: TranslationUnit, context: CheckContext) -> Iterator[Issue]:
    """The longest run of German words in the target: copied from the source, or with many function words."""
    if unit.source == unit.target:
        return
    target = words(unit.target)
    if SURE.isdisjoint(word.text for word in target):
        return
    run = _copied(target, [word.text for word in words(unit.source)])
    known = sum(word.text in GERMAN for word in run)
    sure = sum(word.text in SURE for word in run)
    quoted = bool(run) and run[0].start > 0 and unit.target[run[0].start - 1] in QUOTES
    if len(run) >= 3 and sure and not (quoted and len(run) < 6):
        severity = ERROR if len(run) >= 6 and known >= 2 else WARNING
        span = (run[0].start, run[-1].end)
        yield issue("partlyuntranslated", f"“{unit.target[span[0] : span[1]]}” is still German.", severity, span=span)
        return
    sure = sum(word.text in SURE for word in target)
    if sure >= 3 and sure >= 0.2 * len(target):
        yield issue("partlyuntranslated", f"{sure} of {len(target)} words are German function words.")


def _copied(target: Sequence[Word], source: list[str]) -> Sequence[Word]:
    """The longest run of the target's words that stands in the source as well."""
    best: Sequence[Word] = ()
    known = places(source)
    for start, word in enumerate(target):
        for place in known.get(word.text, ()):
            length = 0
            while (
                start + length < len(target)
                and target[start + length].text in source[place + length : place + length + 1]
            ):
                length += 1
            if length > len(best):
                best = target[start : start + length]
    return best
