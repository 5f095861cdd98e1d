"""bitext: German article dumps in, reviewed German-English bitext out.

The public names load on first use, so that ``import bitext`` does nothing and is fast; docs/api.md shows them at work.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

__version__ = "0.1.0"

_HOMES: dict[str, str] = {
    "translate": "bitext.api",
    "translate_articles": "bitext.api",
    "segment": "bitext.api",
    "Translator": "bitext.pipeline",
    "Options": "bitext.pipeline",
    "Article": "bitext.model",
    "Segment": "bitext.model",
    "TranslationUnit": "bitext.model",
    "TermAudit": "bitext.model",
    "Issue": "bitext.model",
    "BitextHeader": "bitext.model",
    "read_articles": "bitext.dump",
    "ReadOptions": "bitext.dump",
    "read_units": "bitext.formats",
    "open_writers": "bitext.formats",
    "Memory": "bitext.memory",
    "RunJournal": "bitext.journal",
    "BitextError": "bitext.errors",
}
"""Public name -> module that defines it."""

__all__ = [
    "Article",
    "BitextError",
    "BitextHeader",
    "Issue",
    "Memory",
    "Options",
    "ReadOptions",
    "RunJournal",
    "Segment",
    "TermAudit",
    "TranslationUnit",
    "Translator",
    "__version__",
    "open_writers",
    "read_articles",
    "read_units",
    "segment",
    "translate",
    "translate_articles",
]

if TYPE_CHECKING:
    from bitext.api import segment, translate, translate_articles
    from bitext.dump import ReadOptions, read_articles
    from bitext.errors import BitextError
    from bitext.formats import open_writers, read_units
    from bitext.journal import RunJournal
    from bitext.memory import Memory
    from bitext.model import Article, BitextHeader, Issue, Segment, TermAudit, TranslationUnit
    from bitext.pipeline import Options, Translator


def __getattr__(name: str) -> Any:
    if name in _HOMES:
        return getattr(import_module(_HOMES[name]), name)
    raise AttributeError(f"module 'bitext' has no attribute {name!r}")


def __dir__() -> list[str]:
    return __all__
