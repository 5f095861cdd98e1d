"""bitext: German article dumps in, reviewed German-English bitext out.

The public names load on first use, so that ``import bitext`` does nothing and is fast.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

__version__ = "0.1.0"

_HOMES: dict[str, str] = {}
"""Public name -> module that defines it."""

__all__ = ["__version__"]

if TYPE_CHECKING:
    pass


def __getattr__(name: str) -> Any:
    if name in _HOMES:
        return getattr(import_module(_HOMES[name]), name)
    raise AttributeError(f"module 'bitext' has no attribute {name!r}")
