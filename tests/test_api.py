"""The public names."""

import doctest
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

import bitext

DOCS = Path(__file__).parent.parent / "docs" / "api.md"


def test_every_public_name_is_there() -> None:
    """All that __all__ lists can be had, comes from the module named for it, and is shown by dir()."""
    for name in bitext.__all__:
        found = getattr(bitext, name)
        if name != "__version__":
            assert found.__module__ == bitext._HOMES[name] or found.__module__.startswith(bitext._HOMES[name])
    assert set(bitext._HOMES) == set(bitext.__all__) - {"__version__"}
    assert dir(bitext) == sorted(bitext.__all__)


def test_no_other_name() -> None:
    """An unknown name is an AttributeError, as for any module."""
    with pytest.raises(AttributeError, match="no attribute 'nonsense'"):
        bitext.nonsense  # noqa: B018


def test_values_load_no_step() -> None:
    """Asking for a value loads neither a step nor a model library."""
    code = "import sys, bitext; bitext.Article; print('bitext.pipeline' in sys.modules, 'torch' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "False False\n"


def test_the_documentation_runs(request: pytest.FixtureRequest) -> None:
    """Every example of docs/api.md gives what the page says."""
    getfixture: Callable[[str], object] = request.getfixturevalue
    found = doctest.testfile(str(DOCS), module_relative=False, extraglobs={"getfixture": getfixture}, encoding="utf-8")
    assert (found.failed, found.attempted > 15) == (0, True)
