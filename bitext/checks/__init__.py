"""Checks of translation units: what a reviewer should look at, and why.

A check is a function of a unit and a context that yields Issues; it knows no other unit.
What takes the whole corpus (usual lengths, repeated texts) is learnt by a survey first and given in the context.
"""

from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import replace
from functools import lru_cache

from bitext.checks.catalogue import CATALOGUE, OF_OTHER_STEPS, Check
from bitext.checks.context import CheckContext, LengthModel, Matcher, Repeats
from bitext.checks.families import FAMILIES, Find
from bitext.checks.survey import Survey
from bitext.errors import OptionError
from bitext.model import Issue, Kind, Origin, TranslationUnit

__all__ = [
    "CATALOGUE",
    "OF_OTHER_STEPS",
    "Check",
    "CheckContext",
    "LengthModel",
    "Matcher",
    "Repeats",
    "Survey",
    "check_corpus",
    "check_unit",
    "checked",
    "default_context",
    "selected",
    "surveyed",
]

KEPT_AS_IS = (Kind.BOILERPLATE, Kind.FOREIGN)
"""Kinds that are not translated; only debris is looked for."""


def default_context(match: Matcher | None = None) -> CheckContext:
    """The context for a single unit: default lengths and score limit, and the embedded lexicon (0.3 s on first use)."""
    from bitext.lexicon import embedded

    return CheckContext(match=match, lexicon=embedded())


def selected(only: Iterable[str] = (), skip: Iterable[str] = ()) -> frozenset[str]:
    """The names of the checks to run; OptionError for a name that no check has."""
    only, skip = set(only), set(skip)
    for name in sorted((only | skip) - CATALOGUE.keys()):
        raise OptionError(f"There is no check {name!r}; the checks are {', '.join(CATALOGUE)}.")
    return frozenset((only or CATALOGUE.keys()) - skip)


def check_unit(
    unit: TranslationUnit, context: CheckContext, names: Collection[str] = frozenset(CATALOGUE)
) -> tuple[Issue, ...]:
    """The issues of one unit by the named checks, the gravest first; the issues it already has are not looked at."""
    kept = unit.kind in KEPT_AS_IS or unit.origin is Origin.COPY
    names = frozenset(names)
    found = [issue for find in _finds(names, kept) for issue in find(unit, context) if issue.check in names]
    return tuple(sorted(dict.fromkeys(found), key=lambda issue: -issue.severity))


@lru_cache(maxsize=8)
def _finds(names: frozenset[str], kept: bool) -> tuple[Find, ...]:
    """The functions to ask for the named checks, and whether of a unit that is kept untranslated."""
    wanted = (family for family in FAMILIES if not family.names.isdisjoint(names))
    return tuple(family.find for family in wanted if family.always or not kept)


def checked(
    unit: TranslationUnit, context: CheckContext, names: Collection[str] = frozenset(CATALOGUE)
) -> TranslationUnit:
    """The unit with the issues of the named checks renewed.

    Issues that other steps left under names of their own (``split``, ``passed-through``) stay.
    """
    others = tuple(issue for issue in unit.issues if issue.check not in CATALOGUE)
    return replace(unit, issues=(*check_unit(unit, context, names), *others))


def surveyed(units: Iterable[TranslationUnit], context: CheckContext) -> CheckContext:
    """The context with the lengths, the score limit and the repeated texts of a corpus.

    OptionError if the corpus goes from English to German: no check would be right.
    """
    survey = Survey()
    for unit in units:
        survey.add(unit)
    if survey.reversed:
        raise OptionError(
            "The targets are German and the sources are not, but checks are for German sources and English targets; "
            "exchange the two sides of the file (a TMX takes its source language from srclang in the header)."
        )
    return replace(context, lengths=survey.lengths(), low_score=survey.low_score(), repeats=survey.repeats())


def check_corpus(
    read: Callable[[], Iterable[TranslationUnit]],
    context: CheckContext,
    names: Collection[str] = frozenset(CATALOGUE),
) -> Iterator[TranslationUnit]:
    """The units of a corpus with their issues renewed, in order.

    ``read`` is called twice, once for the survey; nothing but the survey is kept in memory.
    """
    full = surveyed(read(), context)
    for unit in read():
        yield checked(unit, full, names)
