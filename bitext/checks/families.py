"""The list of all check functions and the names each may give."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from bitext.checks import (
    adequacy,
    confidence,
    consistency,
    encoding,
    length,
    links,
    marks,
    names,
    negation,
    numbers,
    repetition,
    terms,
    untranslated,
)
from bitext.checks.context import CheckContext
from bitext.model import Issue, TranslationUnit

Find = Callable[[TranslationUnit, CheckContext], Iterator[Issue]]


@dataclass(frozen=True, slots=True)
class Family:
    """A check function."""

    find: Find
    names: frozenset[str]
    """The checks of the catalogue that it speaks for."""
    always: bool = False
    """Also for units that are kept untranslated."""


def _family(find: Find, *names: str, always: bool = False) -> Family:
    return Family(find, frozenset(names), always)


FAMILIES: tuple[Family, ...] = (
    _family(terms.audited, "glossary", "notranslatewords"),
    _family(terms.matched, "glossary", "forbidden-term", "notranslatewords"),
    _family(terms.left_over, "source-form"),
    _family(numbers.numbers, "numbers", "dates", "times"),
    _family(numbers.number_format, "numberformat"),
    _family(numbers.codes, "codes"),
    _family(untranslated.empty, "untranslated"),
    _family(untranslated.unchanged, "unchanged"),
    _family(untranslated.partly, "partlyuntranslated"),
    _family(length.ratio, "long", "short"),
    _family(length.truncated, "truncated"),
    _family(length.sentences, "sentencecount"),
    _family(adequacy.adequacy, "omission", "addition", "unrelated"),
    _family(negation.negation, "negation"),
    _family(names.names, "names"),
    _family(names.acronyms, "acronyms"),
    _family(repetition.repeated, "doublewords", "repetition"),
    _family(repetition.scattered, "repetition"),
    _family(marks.quotes, "doublequoting"),
    _family(marks.brackets, "brackets"),
    _family(marks.final_mark, "endpunc"),
    _family(links.links, "urls", "emails", "handles"),
    _family(encoding.debris, "encoding", always=True),
    _family(confidence.confidence, "confidence"),
    _family(consistency.consistency, "inconsistent-target", "inconsistent-source"),
)
"""In the order in which issues of the same severity are shown."""
