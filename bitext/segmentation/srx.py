"""Sentence boundaries by SRX 2.0 rules (LISA/GALA Segmentation Rules eXchange 2.0, April 2008).

The rules files of several sources are asked in order, and in each the rules in order; at a position between two
characters the first rule whose ``beforebreak`` ends there and whose ``afterbreak`` begins there decides.

choppa-srx runs the same rules, but gives strings instead of offsets, tells no line numbers for a broken rule, and
cannot put a second file in front; its copy of LanguageTool's rules is what we load it for.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from heapq import merge
from importlib.util import find_spec
from itertools import groupby
from operator import itemgetter
from pathlib import Path
from typing import Any

from bitext.errors import FormatError

OWN_RULES = Path(__file__).with_name("german.srx")

_REACH = 100
"""Characters that an unbounded repeat of a no-break rule may span; the number of the Java library ``segment``."""

_JAVA = {r"\h": r"\p{H}", r"\v": r"\p{V}", "(?U)": ""}
_REPEAT = r"\\.|\[\^?\]?(?:\\.|[^\]\\])*+\]|[?}]\+|\{(?P<open>\d+),\}|(?P<many>[*+])(?P<possessive>\+?)"
"""An escape, a class, a possessive mark, an open range, a repeat; only the last two change."""
_IN_BRACKETS = r"[^\)]*?"
"""LanguageTool repeats its rule for remarks in brackets with two, three and five of these in a row.
The rule with one implies them, and where they do not match they cost the fifth power of the reach."""


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
            f"{path}: no SRX rule holds for {language!r}; the <maprules> need a <languagemap> whose languagepattern "
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
    """The pattern without what only ICU and Java know: quoting by \\Q and \\E, the classes \\h and \\v, (?U)."""
    unquoted = re.sub(r"\\Q(.*?)(?:\\E|$)", lambda match: re.escape(match[1]), pattern)
    return re.sub(r"\\.|\(\?U\)", lambda match: _JAVA.get(match[0], match[0]), unquoted)


def _bounded(pattern: str) -> str:
    """The pattern with every unbounded repeat bounded, so that no look-behind runs back through a whole text."""
    return re.sub(_REPEAT, _bound, _translated(pattern))


def _bound(match: re.Match[str]) -> str:
    if match["open"]:
        return f"{{{match['open']},{_REACH}}}"
    if match["many"]:
        return f"{{{int(match['many'] == '+')},{_REACH}}}{match['possessive']}"
    return match[0]


class Boundaries:
    """Finds where rules break a text; made once, used for any number of texts."""

    def __init__(self, rules: tuple[Rule, ...]) -> None:
        self._breaks: list[tuple[Any, Any, Any]] = []
        """For each break rule: what stands before, what stands after, and the exceptions that come first."""
        exceptions: list[str] = []
        for rule in rules:
            if rule.is_break:
                guard = _compile("|".join(exceptions), rule.origin, "the rules before it") if exceptions else None
                before, after = _translated(rule.before), _translated(rule.after)
                # Searching for what is there, not for the empty string, saves a look at every position.
                before = before or f"(?={after})"
                self._breaks.append((_compile(before, rule.origin, ""), _compile(after, rule.origin, ""), guard))
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
def built_in_rules(language: str = "de") -> tuple[Rule, ...]:
    """LanguageTool's rules for a language, for German after our own."""
    general = read_rules(_language_tool_rules(), language)
    rules = tuple(rule for rule in general if rule.before.count(_IN_BRACKETS) < 2)
    return read_rules(OWN_RULES) + rules if language == "de" else rules


def _language_tool_rules() -> Path:
    """The rules file in choppa-srx, found without importing it, which takes longer than all else at the start."""
    package = find_spec("choppa")
    if package is None or not package.submodule_search_locations:
        raise FormatError("LanguageTool's SRX rules are missing; install them with: pip install choppa-srx")
    return Path(package.submodule_search_locations[0]) / "data" / "srx" / "languagetool_segment.srx"


@cache
def boundaries(srx: Path | None = None, language: str = "de") -> Boundaries:
    """What finds boundaries by a user's rules, where given, before the built-in ones."""
    return Boundaries((read_rules(srx, language) if srx else ()) + built_in_rules(language))
