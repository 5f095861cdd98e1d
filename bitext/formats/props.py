"""A unit's other fields as names and strings, for formats that hang properties on a unit (TMX, XLIFF)."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from bitext.formats import cells
from bitext.model import Kind, Origin, State, TranslationUnit


def props(unit: TranslationUnit) -> Iterator[tuple[str, str]]:
    """Name and value of every property; ``issue`` and ``term`` may come several times."""
    yield "article", unit.article
    yield "kind", unit.kind.value
    yield "state", unit.state.value
    yield "origin", unit.origin.value
    yield "score", repr(unit.score)
    yield "offsets", f"{unit.start}-{unit.end}"
    for issue in unit.issues:
        yield "issue", cells.issue_text(issue)
    for term in unit.terms:
        yield "term", cells.term_text(term)
    if unit.alignment:
        yield "alignment", cells.links_text(unit.alignment)
    if unit.machine:
        yield "machine", unit.machine
    for key, value in unit.provenance.items():
        yield f"p-{key}", value


def fields(values: Mapping[str, Sequence[str]], translated: bool) -> dict[str, Any]:
    """The fields that the properties describe; a unit of another tool counts as a person's translation."""
    foreign = "origin" not in values

    def one(key: str, default: str = "") -> str:
        return values.get(key, [default])[0]

    start, _, end = one("offsets", "0-0").partition("-")
    return {
        "article": one("article"),
        "kind": Kind(one("kind", "sentence")),
        "state": State(one("state", "translated" if foreign and translated else "initial")),
        "origin": Origin(one("origin", "human")),
        "score": float(one("score", "0")),
        "start": int(start),
        "end": int(end),
        "issues": tuple(map(cells.parse_issue, values.get("issue", []))),
        "terms": tuple(map(cells.parse_term, values.get("term", []))),
        "alignment": cells.parse_links(one("alignment")),
        "machine": one("machine"),
        "provenance": {key[2:]: found[0] for key, found in values.items() if key.startswith("p-")},
    }
