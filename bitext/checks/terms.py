"""Glossary terms: missed, forbidden, changed though they must not be, or left in German."""

import re
from collections.abc import Iterable, Iterator

from bitext.checks.catalogue import ERROR, WARNING, issue
from bitext.checks.context import CheckContext
from bitext.model import Issue, Side, TermAudit, TermEntry, TermMatch, TermStatus, TranslationUnit


def audited(unit: TranslationUnit, context: CheckContext) -> Iterator[Issue]:
    """What the unit's own term audit says was missed."""
    for term in unit.terms:
        if term.hit:
            continue
        origin = f" ({term.origin})" if term.origin else ""
        text = f"“{term.form}” should be “{term.target}”{origin}."
        severity = WARNING if _status(term, unit, context) is TermStatus.PREFER else ERROR
        yield issue("term", text, severity, side=Side.SOURCE, span=(term.start, term.end))


def _status(term: TermAudit, unit: TranslationUnit, context: CheckContext) -> TermStatus:
    """The status of the audited entry as far as the glossary at hand knows it."""
    for match in context.match(unit.source) if context.match else ():
        if (match.start, match.end) == (term.start, term.end):
            return match.entry.status
    return TermStatus.MUST


def matched(unit: TranslationUnit, context: CheckContext) -> Iterator[Issue]:
    """What the glossary says of a unit, where the unit's audit says nothing."""
    if context.match is None:
        return
    known = {(term.start, term.end) for term in unit.terms}
    for match in context.match(unit.source):
        yield from _forbidden(match, unit.target)
        if (match.start, match.end) not in known:
            yield from _missing(match, unit)


def _missing(match: TermMatch, unit: TranslationUnit) -> Iterator[Issue]:
    entry, span = match.entry, (match.start, match.end)
    if entry.status is TermStatus.FORBIDDEN:
        return
    if entry.status is TermStatus.KEEP:
        if not stands(match.form, unit.target) and not any(stands(one, unit.target) for one in entry.targets):
            yield issue("notranslatewords", f"“{match.form}” must stay as it is.", side=Side.SOURCE, span=span)
        return
    if entry.targets and not any(stands(target, unit.target) for target in entry.targets):
        severity = WARNING if entry.status is TermStatus.PREFER else ERROR
        origin = f" ({entry.origin})" if entry.origin else ""
        text = f"“{match.form}” should be “{entry.targets[0]}”{origin}."
        yield issue("term", text, severity, side=Side.SOURCE, span=span)


def _forbidden(match: TermMatch, target: str) -> Iterator[Issue]:
    entry = match.entry
    banned = (*entry.forbidden, *(entry.targets if entry.status is TermStatus.FORBIDDEN else ()))
    wanted = entry.targets[0] if entry.targets and entry.status is not TermStatus.FORBIDDEN else ""
    for form in banned:
        for found in _places(form, _masked(target, entry, form)):
            advice = f"; write “{wanted}”" if wanted else ""
            yield issue("forbidden-term", f"“{form}” must not stand for “{match.form}”{advice}.", span=found.span())


def _masked(target: str, entry: TermEntry, form: str) -> str:
    """The target without the allowed translations that contain the forbidden form."""
    if entry.status is TermStatus.FORBIDDEN:
        return target
    for allowed in entry.targets:
        if form.casefold() in allowed.casefold() and form.casefold() != allowed.casefold():
            for found in list(_places(allowed, target)):
                target = target[: found.start()] + " " * len(found[0]) + target[found.end() :]
    return target


def left_over(unit: TranslationUnit, context: CheckContext) -> Iterator[Issue]:
    """German forms of terms that stand in the target though none of the translations has them."""
    forms = [(term.form, (term.target,)) for term in unit.terms]
    if context.match is not None:
        forms += [(one.form, one.entry.targets) for one in context.match(unit.source) if one.entry.status is not TermStatus.KEEP]
    for form, targets in dict.fromkeys(forms):
        if len(form) < 4 or not targets or any(stands(form, target) or stands(target, form) for target in targets):
            continue
        for found in _places(form, unit.target):
            yield issue("source-form", f"“{form}” is German; write “{targets[0]}”.", span=found.span())


def stands(form: str, text: str) -> bool:
    """Whether a form stands in a text as a word of its own, a plural or possessive ending aside."""
    return next(iter(_places(form, text)), None) is not None


def _places(form: str, text: str) -> Iterable[re.Match[str]]:
    if not form:
        return ()
    pattern = re.escape(" ".join(form.split())).replace(r"\ ", r"[\s-]+")
    flags = 0 if form.isupper() else re.IGNORECASE
    return re.finditer(rf"(?<!\w){pattern}(?:[’']s|s[’']|e?s)?(?!\w)", text, flags)
