"""The arrows of the house point down."""

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parent.parent / "bitext"
FILES = sorted(path for path in PACKAGE.rglob("*.py") if "termbase" not in path.parts)
ENGINES = {"torch", "transformers", "ctranslate2", "sentencepiece", "huggingface_hub"}
GROUND = {"bitext.model", "bitext.errors", "bitext.decoding", "bitext.numbers", "bitext.words"}
"""Values and languages' facts that every step may use."""
STEPS = {"dump", "segmentation", "classification", "translation", "enforcement", "alignment", "checks", "memory"}
ALLOWED = {
    "enforcement": {"glossary"},
    "checks": {"glossary"},
}
BANNED_NAMES = {"utils", "util", "helpers", "helper", "common", "base", "manager", "misc"}


def imports(path: Path) -> Iterator[tuple[str, bool]]:
    """Every imported module of a file, and whether it is imported when the file is."""
    tree = ast.parse(path.read_text("utf-8"))
    inside = {id(node) for one in ast.walk(tree) if isinstance(one, ast.FunctionDef) for node in ast.walk(one)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            for name in node.names:
                yield name.name, id(node) not in inside
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module, id(node) not in inside


def part(module: str) -> str:
    """The step or package that a module belongs to: ``bitext.glossary.lint`` -> ``glossary``."""
    return [*module.split("."), ""][1]


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_arrows_point_down(path: Path) -> None:
    """Steps import values and nothing above or beside them; only engines/ imports the model libraries."""
    own = part("bitext." + ".".join(path.relative_to(PACKAGE).with_suffix("").parts))
    for module, _ in imports(path):
        other = part(module)
        if own != "engines":
            assert module.split(".")[0] not in ENGINES, f"{path} imports {module}"
        if own in STEPS and module.startswith("bitext."):
            assert other not in STEPS - {own} - ALLOWED.get(own, set()), f"the step {own} imports the step {other}"
            assert other not in {"pipeline", "cli", "engines", "review", "report"}, f"{own} imports upward: {module}"
        if own not in {"cli", "__main__"}:
            assert other != "cli", f"{path} imports the command line"
            assert module.split(".")[0] != "click", f"{path} imports click"


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_small_files_with_telling_names(path: Path) -> None:
    """No file over 400 lines, no dumping ground, no import of the package root inside but for the version."""
    text = path.read_text("utf-8")
    assert len(text.splitlines()) <= 400
    assert path.stem not in BANNED_NAMES
    for line in text.splitlines():
        if line.startswith(("from bitext import", "import bitext")):
            assert line == "from bitext import __version__" or path.name in {"__main__.py", "reference.py"}


@pytest.mark.parametrize("module", ["bitext", "bitext.cli", "bitext.pipeline", "bitext.model"])
def test_import_is_light(module: str) -> None:
    """Importing loads none of the model libraries and prints nothing."""
    code = f"import sys, {module}; print([m for m in {sorted(ENGINES)!r} if m in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    assert done.stdout == "[]\n"
    assert done.stderr == ""


def test_functions_fit_a_screen() -> None:
    """No function is longer than forty lines, click commands with their option lists aside."""
    long = [
        f"{path.relative_to(PACKAGE)}:{node.lineno} {node.name}"
        for path in FILES
        if "cli" not in path.parts
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.FunctionDef) and (node.end_lineno or 0) - node.lineno + 1 > 40
    ]
    assert long == []
