"""Bitext as one self-contained HTML page, side by side, to be read or printed; it is not read back."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from html import escape
from typing import BinaryIO

from bitext.formats.cells import encodable
from bitext.model import BitextHeader, Issue, Kind, TranslationUnit

_HEAD = """<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>Bitext {source} – {target}</title>
<style>
:root {{ color-scheme: light dark; font: 100%/1.5 system-ui, sans-serif; }}
body {{ max-width: 72rem; margin: 1rem auto; padding: 0 1rem; }}
table {{ width: 100%; border-collapse: collapse; table-layout: fixed; }}
th, td {{ padding: .5rem .75rem; text-align: start; vertical-align: top; overflow-wrap: anywhere; white-space: pre-wrap;
  border-bottom: 1px solid light-dark(#dfdcd5, #3a3f46); }}
th.n, td.n {{ width: 8.5rem; font-size: .8125rem; color: light-dark(#5a6068, #a5abb3); }}
tr.heading td {{ font-weight: 650; }}
tr.article th {{ padding-top: 1.75rem; font-size: 1.0625rem; }}
.issue {{ margin: .25rem 0 0; font-size: .8125rem; font-weight: 400; color: light-dark(#7d4e00, #eebb66); }}
.issue.error {{ color: light-dark(#ab2019, #ff9a90); }}
.note {{ margin: .25rem 0 0; font-size: .8125rem; font-style: italic; font-weight: 400; }}
@media print {{ tr {{ break-inside: avoid; }} }}
</style></head><body><table>
<thead><tr><th class="n">Unit</th><th>{source}</th><th>{target}</th></tr></thead>
"""


@contextmanager
def writer(stream: BinaryIO, header: BitextHeader) -> Iterator[Callable[[TranslationUnit], None]]:
    """A function that writes a unit as a table row; a row with the article's name stands before its units."""
    languages = {"source": header.source_language, "target": header.target_language}
    stream.write(_HEAD.format(**{key: escape(value) for key, value in languages.items()}).encode())
    article: str | None = None

    def write(unit: TranslationUnit) -> None:
        nonlocal article
        lines = []
        if unit.article != article:
            article = unit.article
            title = escape(unit.provenance.get("title") or unit.article)
            lines.append(f'<tr class="article"><th colspan="3" scope="rowgroup">{title}</th></tr>')
        lines.append(_row(unit, header))
        stream.write(encodable("\n".join(lines) + "\n").encode())

    yield write
    stream.write(b"</table></body></html>\n")


def _row(unit: TranslationUnit, header: BitextHeader) -> str:
    kind = ' class="heading"' if unit.kind is Kind.HEADING else ""
    note = f'<p class="note">{escape(unit.note)}</p>' if unit.note else ""
    issues = "".join(map(_issue, unit.issues))
    source = f'<td lang="{escape(header.source_language)}">{escape(unit.source)}</td>'
    target = f'<td lang="{escape(header.target_language)}">{escape(unit.target)}{issues}{note}</td>'
    state = "rejected" if "rejected" in unit.provenance else unit.state.value
    return f'<tr{kind}><td class="n">{escape(unit.id)}<br>{state}</td>{source}{target}</tr>'


def _issue(issue: Issue) -> str:
    severity = issue.severity.name.lower()
    return f'<p class="issue {severity}">{severity}: {escape(issue.check)}: {escape(issue.message)}</p>'
