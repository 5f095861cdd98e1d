"""Glossary terms: missed, forbidden, changed though they must not be, or left in German."""

import re
from collections.abc import Iterator

from bitext.checks.catalogue import ERROR, WARNING, issue
from bitext.checks.context import CheckContext
from bitext.glossary import check_terms, find_forbidden
from bitext.model import Issue, Side, TermMatch, TermStatus, TranslationUnit


def audited(unit: TranslationUnit, context: CheckContext) -> Iterator[Issue]:
    """What the unit's own term audit says was missed, as far as the present target still lacks it."""
    for term in unit.terms:
        if term.hit or (term.target and _stands(term.target, unit.target)):
            continue
        status = term.status
        name = "notranslatewords" if status is TermStatus.KEEP else "glossary"
        severity = WARNING if status is TermStatus.PREFER else ERROR
        yield issue(
            name, _wanted(term.form, term.target, term.origin), severity, side=Side.SOURCE, span=(term.start, term.end)
        )


def _wanted(form: str, target: str, origin: str) -> str:
    return f"“{form}” should be “{target}”{f' ({origin})' if origin else ''}."


def matched(unit: TranslationUnit, context: CheckContext) -> Iterator[Issue]:
    """What the glossary says of a unit, where the unit's audit says nothing."""
    if context.match is None or not unit.target.strip():
        return
    known = {(term.start, term.end) for term in unit.terms}
    matches = context.match(unit.source)
    for match, place in check_terms(unit.source, unit.target, matches):
        yield from _forbidden(match, unit.target)
        if place is None and (match.start, match.end) not in known:
            yield from _missing(match, unit.target)


def _missing(match: TermMatch, target: str) -> Iterator[Issue]:
    """A miss; a term that only stands less often than in the source is a remark, for pronouns may replace it."""
    entry, span = match.entry, (match.start, match.end)
    if entry.status is TermStatus.FORBIDDEN or check_terms(match.form, target, [match])[0][1] is not None:
        return
    if entry.status is TermStatus.KEEP:
        yield issue("notranslatewords", f"“{match.form}” must stay as it is.", side=Side.SOURCE, span=span)
    elif entry.targets:
        severity = WARNING if entry.status is TermStatus.PREFER else ERROR
        yield issue(
            "glossary", _wanted(match.form, entry.targets[0], entry.origin), severity, side=Side.SOURCE, span=span
        )


def _forbidden(match: TermMatch, target: str) -> Iterator[Issue]:
    entry = match.entry
    wanted = entry.targets[0] if entry.targets and entry.status is not TermStatus.FORBIDDEN else ""
    for start, end in find_forbidden(entry, match, target):
        advice = f"; write “{wanted}”" if wanted else ""
        text = f"“{target[start:end]}” must not stand for “{match.form}”{advice}."
        yield issue("forbidden-term", text, span=(start, end))


def left_over(unit: TranslationUnit, context: CheckContext) -> Iterator[Issue]:
    """German forms of terms that stand in the target though no translation of the term looks like them."""
    forms: list[tuple[str, tuple[str, ...]]] = [(term.form, (term.target,)) for term in unit.terms]
    matches = context.match(unit.source) if context.match else ()
    forms += [(one.form, one.entry.targets) for one in matches if one.entry.status is not TermStatus.KEEP]
    for form, targets in dict.fromkeys(forms):
        if len(form) < 4 or not targets or any(_stands(form, one) or _stands(one, form) for one in targets):
            continue
        for found in _places(form, unit.target):
            yield issue("source-form", f"“{form}” is German; write “{targets[0]}”.", span=found.span())


def _stands(form: str, text: str) -> bool:
    return next(_places(form, text), None) is not None


def _places(form: str, text: str) -> Iterator[re.Match[str]]:
    """Where a form stands in a text as a word of its own, a plural or possessive ending aside."""
    words = form.split()
    # Most forms are not there, and a pattern for each would have to be compiled.
    if words and words[0].casefold() in text.casefold():
        pattern = r"[\s-]+".join(map(re.escape, words))
        flags = re.NOFLAG if form.isupper() else re.IGNORECASE
        yield from re.finditer(rf"(?<!\w){pattern}(?:[’']s|s[’']|e?s)?(?!\w)", text, flags)
