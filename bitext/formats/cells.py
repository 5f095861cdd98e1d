r"""Text forms of a unit's structured fields, for formats whose fields are plain strings.

They are written for people and read back without loss:

* an issue: ``error numbers (accuracy/number, target 4-7): 12 became 13``
* a term: ``Nato-Russland-Rats 10-28 = NATO-Russia Council (prefix, hit, cost 0.12, Nato-Russland-Rat, de-en.tsv:7)``
* word links: ``0-0 1-2`` (Pharaoh format)
* several in one cell: joined by `` | ``; a ``|`` or ``\`` inside is escaped with ``\``.
"""

import re
from collections.abc import Iterable, Mapping

from bitext.errors import FormatError
from bitext.model import Category, Issue, Severity, Side, TermAudit, TermStatus

_ISSUE = re.compile(
    r"(?P<severity>\w+) (?P<check>\S+) \((?P<category>[^,)]+), (?P<side>\w+)(?: (?P<start>\d+)-(?P<end>\d+))?\): "
    r"(?P<message>.*)",
    re.DOTALL,
)
_TERM = re.compile(
    r"(?P<form>.*) (?P<start>\d+)-(?P<end>\d+) = (?P<target>.*) "
    r"\((?P<strategy>\w+), (?P<hit>hit|miss)(?: (?P<status>\w+))?, cost "
    r"(?P<cost>[-\d.einf+]+), (?P<source>.*), (?P<origin>[^,]*)\)",
    re.DOTALL,
)
_FORMULA = re.compile(r"'*[=+\-@\t\r]")
_QUOTED = re.compile(r"'*[=+\-@\t\r\"]")


def join_cell(items: Iterable[str]) -> str:
    r"""The items as one string, joined by `` | ``."""
    return " | ".join(item.replace("\\", "\\\\").replace("|", "\\|") for item in items)


def split_cell(cell: str) -> list[str]:
    """The items that join_cell joined; an empty cell gives none."""
    if not cell:
        return []
    parts = re.split(r"(?<!\\)((?:\\\\)*) \| ", cell)
    items = [head + tail for head, tail in zip(parts[::2], [*parts[1::2], ""], strict=True)]
    return [re.sub(r"\\(.)", r"\1", item, flags=re.DOTALL) for item in items]


def issue_text(issue: Issue) -> str:
    """An issue as a line for people that parse_issue reads back."""
    where = issue.side.value + (f" {issue.span[0]}-{issue.span[1]}" if issue.span else "")
    return f"{issue.severity.name.lower()} {issue.check} ({issue.category.value}, {where}): {issue.message}"


def parse_issue(text: str) -> Issue:
    """The issue that issue_text wrote; FormatError for anything else."""
    found = _ISSUE.fullmatch(text)
    try:
        if found is None:
            raise ValueError
        span = (int(found["start"]), int(found["end"])) if found["start"] else None
        severity, category, side = Severity[found["severity"].upper()], Category(found["category"]), Side(found["side"])
    except (ValueError, KeyError):
        raise FormatError(
            f"{text!r} is not an issue; expected 'severity check (category, side start-end): message'."
        ) from None
    return Issue(found["check"], severity, category, found["message"], side, span)


def term_text(term: TermAudit) -> str:
    """A term audit as a line for people that parse_term reads back."""
    hit = ("hit" if term.hit else "miss") + ("" if term.status is TermStatus.MUST else f" {term.status.value}")
    detail = f"{term.strategy}, {hit}, cost {term.cost!r}, {term.source}, {term.origin.replace(',', ';')}"
    return f"{term.form} {term.start}-{term.end} = {term.target} ({detail})"


def parse_term(text: str) -> TermAudit:
    """The audit that term_text wrote; FormatError for anything else."""
    found = _TERM.fullmatch(text)
    try:
        if found is None:
            raise ValueError
        cost, status = float(found["cost"]), TermStatus(found["status"] or TermStatus.MUST)
    except ValueError:
        raise FormatError(f"{text!r} is not a term; expected 'form start-end = target (strategy, hit, ...)'.") from None
    span = int(found["start"]), int(found["end"])
    return TermAudit(
        found["source"],
        found["form"],
        *span,
        target=found["target"],
        strategy=found["strategy"],
        hit=found["hit"] == "hit",
        cost=cost,
        origin=found["origin"],
        status=status,
    )


def links_text(alignment: Iterable[tuple[int, int]]) -> str:
    """Word links in the Pharaoh format: ``0-0 1-2``."""
    return " ".join(f"{source}-{target}" for source, target in alignment)


def parse_links(text: str) -> tuple[tuple[int, int], ...]:
    """Word links out of the Pharaoh format; FormatError for anything else."""
    try:
        pairs = [link.split("-") for link in text.split()]
        return tuple((int(source), int(target)) for source, target in pairs)
    except ValueError:
        raise FormatError(f"{text!r} are not word links; expected '0-0 1-2 ...'.") from None


def mapping_text(values: Mapping[str, str]) -> str:
    """A mapping as ``key=value | key=value``, in the mapping's order."""
    return join_cell(f"{key}={value}" for key, value in values.items())


def parse_mapping(cell: str) -> dict[str, str]:
    """The mapping that mapping_text wrote; an item without ``=`` has an empty value."""
    return {key: value for key, _, value in (item.partition("=") for item in split_cell(cell))}


def neutralise(cell: str, *, quotes: bool = False) -> str:
    """The cell with an apostrophe before what a spreadsheet would run as a formula (CWE-1236).

    With ``quotes`` also before a quotation mark, which in a table of plain text opens a cell that may swallow the next.
    """
    return f"'{cell}" if (_QUOTED if quotes else _FORMULA).match(cell) else cell


def restore(cell: str, *, quotes: bool = False) -> str:
    """The cell as it was before neutralise."""
    return cell[1:] if cell.startswith("'") and (_QUOTED if quotes else _FORMULA).match(cell) else cell


def encodable(text: str) -> str:
    """The text with U+FFFD for lone surrogates, which UTF-8 cannot hold."""
    return re.sub("[\ud800-\udfff]", "\ufffd", text)
