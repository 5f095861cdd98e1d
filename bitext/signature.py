"""All that can change an output, as a short text and a digest (after sacreBLEU's signatures)."""

import hashlib
import json
from collections.abc import Iterable, Mapping

from bitext import __version__
from bitext.decoding import Decoding, EngineInfo
from bitext.model import TermEntry


def signature(info: EngineInfo, options: Decoding) -> dict[str, str]:
    """What makes an engine's translations what they are, readable, in a fixed order."""
    versions = " ".join(f"{name}-{number}" for name, number in info.versions.items())
    settings = {**info.options, "beam": str(options.beam)}
    return {
        "model": f"{info.model}@{info.digest}",
        "engine": f"{info.engine} {versions}",
        "options": " ".join(f"{name}={value}" for name, value in settings.items()),
        "bitext": __version__,
    }


def digest(values: Mapping[str, str] | Iterable[str]) -> str:
    """The first 16 hex digits of the SHA-256 over the values."""
    content = dict(values) if isinstance(values, Mapping) else list(values)
    return hashlib.sha256(json.dumps(content, ensure_ascii=True, sort_keys=True).encode()).hexdigest()[:16]


def terms_digest(entries: Iterable[TermEntry]) -> str:
    """A digest of the entries that a sentence matched: a change of any other entry leaves it as it is."""
    lines = sorted(map(_line, entries))
    return digest(lines) if lines else ""


def entries_digest(entries: Iterable[TermEntry]) -> str:
    """A digest of a whole glossary: all that can change an output or its audit, order included."""
    return digest("\t".join([_line(e), "|".join(e.variants), e.origin]) for e in entries)


def _line(e: TermEntry) -> str:
    return "\t".join([e.source, "|".join(e.targets), "|".join(e.forbidden), e.status.value, e.case.value])
