"""From a record (JSON object, table row) to an Article."""

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from bitext.dump.entry import Entry
from bitext.dump.options import ReadOptions
from bitext.errors import InputError, OptionError, RecordError
from bitext.model import Article, CasePolicy, TermEntry, TermStatus

if TYPE_CHECKING:
    from bitext.dump.html import Page

FIELDS: dict[str, tuple[str, ...]] = {
    "id": ("id", "doc_id", "docid", "guid", "uuid"),
    "title": ("title", "headline", "heading", "titel"),
    "text": ("text", "maintext", "body", "content", "article", "plain_text", "inhalt"),
    "html": ("html", "raw_html"),
    "url": ("url", "link", "source_url", "uri"),
    "date": ("date", "date_publish", "date_published", "published", "published_at", "pubdate", "datum"),
    "author": ("author", "authors", "byline", "autor"),
    "terms": ("terms", "glossary", "terminology"),
}
"""Field of an article -> names it is looked for under, the first that a record has; case does not matter."""

_BITEXT = frozenset({"id", "article", "source", "target"})
"""What every unit of our own outputs has; ``article`` names an article there, and is not its text."""
_SURROGATES = re.compile("[\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class Record:
    """Named values with their place."""

    values: Mapping[str, object]
    entry: Entry
    position: int
    """Line or row number, from 1."""
    keys: Mapping[str, str]
    """What ``keys_of`` gives for the values."""

    @property
    def label(self) -> str:
        """``path:position``."""
        return f"{self.entry.label}:{self.position}"

    def value(self, field: str) -> object:
        """The value for a field of an article, None if the record has none."""
        key = self.keys.get(field)
        return None if key is None else self.values[key]


def check_columns(options: ReadOptions) -> None:
    """OptionError for a field that articles do not have."""
    for field in options.columns:
        if field not in FIELDS:
            raise OptionError(f"there is no field {field!r} to read a column into; use one of {', '.join(FIELDS)}.")


def keys_of(names: Iterable[str], options: ReadOptions) -> dict[str, str]:
    """Field of an article -> the one of ``names`` that holds it, by the user's word for it, else by FIELDS."""
    folded: dict[str, str] = {}
    for name in names:
        folded.setdefault(name.casefold().strip(), name)
    found = {}
    for field, usual in FIELDS.items():
        wanted = (options.columns[field].casefold().strip(),) if field in options.columns else usual
        if (key := next((name for name in wanted if name in folded), None)) is not None:
            found[field] = folded[key]
    return found


def article_of(record: Record, options: ReadOptions) -> Article:
    """The record's article, out of its ``html`` if it has no ``text``; what the record says wins over the page.

    RecordError for a record without text, or with terms that cannot be read; InputError for a unit of bitext.
    Lone surrogates, which no file can hold, become U+FFFD, and ``repaired`` in the metadata says so.
    """
    if record.values.keys() >= _BITEXT and record.keys.get("text") == "article" and "text" not in options.columns:
        raise InputError(
            f"{record.entry.label}: is translated bitext, not articles; was an output taken for an input? Leave it out "
            "('bitext retranslate' and 'bitext convert' read it). If it is none: --column text=article."
        )
    fields = {field: _string(record.value(field)) for field in ("id", "title", "url", "date", "author")}
    html = record.value("html")
    if isinstance(html, str) and html.strip() and not record.value("text"):
        page = _page(html, record, options)
        fields = {key: value or page.metadata.get(key, "") for key, value in fields.items()}
        fields["title"] = fields["title"] or page.title
        text = page.text
    else:
        text = _text(record)
    terms = terms_of(record.value("terms"), record.label)
    clean, repaired = _SURROGATES.subn("\ufffd", text)
    metadata = {"path": record.entry.label, "record": str(record.position)}
    metadata |= {key: fields[key] for key in ("url", "date", "author") if fields[key]}
    if repaired:
        metadata["repaired"] = f"{repaired} lone surrogates replaced by U+FFFD"
    name = fields["id"] or f"{record.entry.stem}:{record.position}"
    return Article(name, fields["title"], clean, metadata, terms)


def _page(html: str, record: Record, options: ReadOptions) -> "Page":
    from bitext.dump.html import extract_page

    try:
        return extract_page(html, record.label, options)
    except InputError as error:
        raise RecordError(str(error)) from error


def _text(record: Record) -> str:
    value = record.value("text")
    if isinstance(value, list) and all(isinstance(item, str) for item in value):
        value = "\n\n".join(value)
    if isinstance(value, str) and value.strip():
        return value
    if "text" not in record.keys:
        keys = ", ".join(list(record.values)[:12]) or "none"
        raise RecordError(f"{record.label}: no text; the keys are {keys}. Name the right one: --column text=KEY.")
    raise RecordError(f"{record.label}: the text is {'empty' if not value else 'not a string'}; the record is skipped.")


def _string(value: object) -> str:
    """A value as one line of text: lists joined by commas, objects by their ``name``, nothing for null."""
    if isinstance(value, list):
        return ", ".join(filter(None, map(_string, value)))
    if isinstance(value, dict):
        return _string(value.get("name"))
    return "" if value is None else _SURROGATES.sub("\ufffd", " ".join(str(value).split()))


def terms_of(value: object, label: str) -> tuple[TermEntry, ...]:
    """The record's own glossary; RecordError if it has another shape than these.

    ``[{"source": "Bund", "target": "Federation"}, ...]`` with ``targets``, ``variants``, ``forbidden``, ``case``,
    ``status`` and ``note`` as wanted, ``de`` and ``en`` for source and target, or ``{"Bund": "Federation", ...}``;
    in a table cell the same as JSON text.
    """
    try:
        given: Any = json.loads(value) if isinstance(value, str) and value.strip() else value
        if isinstance(given, Mapping):
            given = [{"source": source, "target": target} for source, target in given.items()]
        return tuple(_term(item, label) for item in given or ())
    except (ValueError, TypeError, KeyError, AttributeError) as error:
        raise RecordError(
            f'{label}: the terms cannot be read ({error!r}); write [{{"source": "Bund", "target": "Federation"}}, ...].'
        ) from error


def _term(item: Mapping[str, Any], label: str) -> TermEntry:
    source = item["source"] if "source" in item else item["de"]
    target = next((item[key] for key in ("target", "targets", "en") if key in item), None)
    entry = TermEntry(
        source=str(source).strip(),
        targets=_strings(target),
        variants=_strings(item.get("variants")),
        forbidden=_strings(item.get("forbidden")),
        case=CasePolicy(item.get("case") or CasePolicy.AUTO),
        status=TermStatus(item.get("status") or TermStatus.MUST),
        note=_string(item.get("note")),
        origin=label,
    )
    if not entry.source or not (entry.targets or entry.status in (TermStatus.KEEP, TermStatus.FORBIDDEN)):
        raise ValueError("a term needs a source and a target")
    return entry


def _strings(value: object) -> tuple[str, ...]:
    items: Sequence[object] = value if isinstance(value, list) else [value]
    return tuple(filter(None, map(_string, items)))
