"""Sentence boundaries by SRX 2.0 rules (LISA/GALA Segmentation Rules eXchange 2.0, April 2008).

The rules files of several sources are asked in order, and in each the rules in order; at a position between two
characters the first rule whose ``beforebreak`` ends there and whose ``afterbreak`` begins there decides.

choppa-srx runs the same rules, but gives strings instead of offsets, tells no line numbers for a broken rule, and
cannot put a second file in front; its copy of LanguageTool's rules is what we load it for.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from heapq import merge
from itertools import groupby
from operator import itemgetter
from pathlib import Path
from typing import Any

from bitext.errors import FormatError

OWN_RULES = Path(__file__).with_name("german.srx")

_REACH = 100
"""Characters that an unbounded repeat of a no-break rule may span; the number of the Java library ``segment``."""


@dataclass(frozen=True, slots=True)
class Rule:
    """One SRX rule and where it stands."""

    is_break: bool
    before: str
    after: str
    origin: str
    """``path:line``."""


def read_rules(path: Path, language: str = "de") -> tuple[Rule, ...]:
    """The rules of an SRX file that hold for a language, in the order in which they are asked.

    Of a file whose header says ``cascade="no"`` only the first language map that fits counts, else all of them.
    Language patterns are matched without regard to case, because tools write ``DE.*`` and ``de.*``.
    """
    root = _parse(path)
    names = _rule_names(root, path, language)
    rules: list[Rule] = []
    for name in names:
        for element in root.iter("{*}languagerule"):
            if element.get("languagerulename") == name:
                rules.extend(_rule(child, path) for child in element.iterchildren("{*}rule"))
    if not rules:
        raise FormatError(
            f"{path}: no SRX rule holds for German; the <maprules> need a <languagemap> whose languagepattern "
            f'matches "{language}" and names a <languagerule> that has rules'
        )
    return tuple(rules)


def _parse(path: Path) -> Any:
    from lxml import etree

    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True)
    try:
        root = etree.parse(str(path), parser).getroot()
    except OSError as error:
        raise FormatError(f"{path}: the SRX rules cannot be read: {error}; check the path given with --srx") from error
    except etree.XMLSyntaxError as error:
        raise FormatError(f"{path}:{error.lineno or 1}: not well-formed XML: {error.msg}; mend the SRX file") from error
    if etree.QName(root).localname != "srx":
        raise FormatError(
            f"{path}:{root.sourceline}: the root element is <{etree.QName(root).localname}>, not <srx>; "
            "--srx takes a rules file in SRX 2.0, such as OmegaT and Okapi write"
        )
    return root


def _rule_names(root: Any, path: Path, language: str) -> list[str]:
    header = root.find("{*}header")
    cascade = header is None or header.get("cascade") != "no"
    names: list[str] = []
    for element in root.iter("{*}languagemap"):
        pattern = _compile(element.get("languagepattern", ""), f"{path}:{element.sourceline}", "languagepattern", "i")
        if pattern.fullmatch(language):
            names.append(element.get("languagerulename", ""))
    return names if cascade else names[:1]


def _rule(element: Any, path: Path) -> Rule:
    origin = f"{path}:{element.sourceline}"
    rule = Rule(
        is_break=element.get("break") != "no",
        before=element.findtext("{*}beforebreak") or "",
        after=element.findtext("{*}afterbreak") or "",
        origin=origin,
    )
    _compile(_translated(rule.before), origin, "beforebreak")
    _compile(_translated(rule.after), origin, "afterbreak")
    return rule


def _compile(pattern: str, origin: str, what: str, flags: str = "") -> Any:
    import regex

    try:
        return regex.compile(pattern, regex.V1 | (regex.I if flags else 0))
    except regex.error as error:
        raise FormatError(
            f"{origin}: {what} is not a regular expression: {error}; mend the pattern (SRX 2.0 uses ICU's syntax)"
        ) from error


def _translated(pattern: str) -> str:
    from choppa.utils import remove_block_quotes, translate_java_regex

    return str(translate_java_regex(remove_block_quotes(pattern)))


def _bounded(pattern: str) -> str:
    from choppa.utils import finitize, translate_java_regex

    return str(translate_java_regex(finitize(pattern, _REACH)))


class Boundaries:
    """Finds where rules break a text; made once, used for any number of texts."""

    def __init__(self, rules: tuple[Rule, ...]) -> None:
        self._breaks: list[tuple[Any, Any, Any]] = []
        """For each break rule: what stands before, what stands after, and the exceptions that come first."""
        exceptions: list[str] = []
        for rule in rules:
            if rule.is_break:
                guard = _compile("|".join(exceptions), rule.origin, "the rules before it") if exceptions else None
                before = _compile(_translated(rule.before), rule.origin, "beforebreak")
                self._breaks.append((before, _compile(_translated(rule.after), rule.origin, "afterbreak"), guard))
            else:
                exceptions.append(_exception(rule))

    def find(self, text: str) -> Iterator[int]:
        """The positions at which the text breaks, ascending, without its start and end."""
        candidates = merge(*(_candidates(number, rule, text) for number, rule in enumerate(self._breaks)))
        for position, group in groupby(candidates, key=itemgetter(0)):
            guard = self._breaks[next(group)[1]][2]
            if guard is None or guard.match(text, position) is None:
                yield position


def _exception(rule: Rule) -> str:
    before = f"(?<={_bounded(rule.before)})" if rule.before else ""
    after = f"(?={_bounded(rule.after)})" if rule.after else ""
    return f"(?:{before}{after})"


def _candidates(number: int, rule: tuple[Any, Any, Any], text: str) -> Iterator[tuple[int, int]]:
    before, after, _ = rule
    for match in before.finditer(text):
        position = match.end()
        if 0 < position < len(text) and after.match(text, position) is not None:
            yield position, number


@cache
def built_in_rules() -> tuple[Rule, ...]:
    """Our German rules, then LanguageTool's."""
    from choppa import DEFAULT_SRX_RULESET

    return read_rules(OWN_RULES) + read_rules(Path(DEFAULT_SRX_RULESET))


@cache
def boundaries(srx: Path | None = None) -> Boundaries:
    """What finds boundaries by a user's rules, where given, before the built-in ones."""
    return Boundaries((read_rules(srx) if srx else ()) + built_in_rules())
