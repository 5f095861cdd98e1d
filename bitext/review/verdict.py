"""What a reviewer's verdict does to a unit.

The states are those of an XLIFF 2.1 segment (section 4.7.2.7, *state*):

* an edit makes the unit ``translated``: a person wrote it, nobody has checked it yet;
* the first accept makes it ``reviewed``, a second one ``final`` (ready to use);
* a reject makes it ``initial`` and marks it in the provenance key ``rejected`` for a new translation.
"""

import re
from collections.abc import Callable
from dataclasses import replace

from bitext.errors import ReviewError
from bitext.model import Action, Origin, Side, State, TermAudit, TranslationUnit, Verdict

REJECTED = "rejected"
"""Provenance key of a unit that waits for a new translation; its value is the reviewer's reason."""

DONE = (State.REVIEWED, State.FINAL)
"""The states of an approved unit: these go to the translation memory."""

Recheck = Callable[[TranslationUnit], TranslationUnit]
"""Gives back an edited unit with the issues and term audits of its new target."""

_NO_REASON = "by the reviewer"
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff\ud800-\udfff]")
"""Characters that XML 1.0 (section 2.2) or UTF-8 cannot hold; no keyboard gives them, but a paste may."""


def apply(unit: TranslationUnit, verdict: Verdict, recheck: Recheck | None = None) -> TranslationUnit:
    """The unit after the verdict; ReviewError where the verdict does not fit.

    A note that is not empty takes the place of the unit's note; that of an edit always does.
    Without ``recheck`` an edit drops the issues of the old target, for they speak of a text that is gone.
    """
    if verdict.unit != unit.id:
        raise ReviewError(f"unit {unit.id}: the verdict is for unit {verdict.unit!r}; reload the page or the file.")
    verdict = replace(verdict, note=cleaned(verdict.note))
    if verdict.action is Action.ACCEPT:
        return _accept(unit, verdict)
    if verdict.action is Action.REJECT:
        return _reject(unit, verdict)
    return _edit(unit, verdict, recheck)


def is_rejected(unit: TranslationUnit) -> bool:
    """Whether the unit waits for a new translation."""
    return REJECTED in unit.provenance


def _accept(unit: TranslationUnit, verdict: Verdict) -> TranslationUnit:
    if unit.source.strip() and not unit.target.strip():
        raise ReviewError(f"unit {unit.id}: it has no translation to approve; write one or reject it.")
    state = State.FINAL if unit.state in DONE else State.REVIEWED
    return replace(_unmarked(unit), state=state, note=verdict.note or unit.note)


def _reject(unit: TranslationUnit, verdict: Verdict) -> TranslationUnit:
    marked = {**unit.provenance, REJECTED: verdict.note or _NO_REASON}
    return replace(unit, state=State.INITIAL, note=verdict.note or unit.note, provenance=marked)


def _edit(unit: TranslationUnit, verdict: Verdict, recheck: Recheck | None) -> TranslationUnit:
    target = cleaned(verdict.target)
    if not target:
        raise ReviewError(f"unit {unit.id}: the new translation is empty; reject the unit to have it translated again.")
    if target == unit.target:
        return replace(unit, note=verdict.note)
    machine = unit.machine or ("" if unit.origin is Origin.HUMAN else unit.target)
    edited = replace(
        _unmarked(unit),
        target=target,
        state=State.TRANSLATED,
        origin=Origin.HUMAN,
        machine=machine,
        note=verdict.note,
        alignment=(),
        issues=tuple(issue for issue in unit.issues if issue.side is Side.SOURCE),
        terms=tuple(_looked_up(term, target) for term in unit.terms),
    )
    return recheck(edited) if recheck else edited


def cleaned(target: str) -> str:
    """A typed or pasted text without outer blanks, control characters and foreign line ends."""
    return _CONTROL.sub("", target.replace("\r\n", "\n").replace("\r", "\n")).strip()


def _unmarked(unit: TranslationUnit) -> TranslationUnit:
    kept = {key: value for key, value in unit.provenance.items() if key != REJECTED}
    return replace(unit, provenance=kept)


def _looked_up(term: TermAudit, target: str) -> TermAudit:
    """The audit with its hit as a plain search sees it; a recheck with the glossary knows the other forms too."""
    return replace(term, hit=term.target.casefold() in target.casefold())
