"""A corpus of a few dozen own sentences and a recipe that trains a micro model on it in a second."""

import itertools
from pathlib import Path

import pytest

from training import config, prepare

WHO = [
    ("Der Rat", "The council"),
    ("Die Ministerin", "The minister"),
    ("Das Parlament", "The parliament"),
    ("Anna", "Anna"),
]
DOES = [("prüft", "examines"), ("begrüßt", "welcomes"), ("verschiebt", "postpones"), ("plant", "plans")]
WHAT = [
    ("den Haushalt", "the budget"),
    ("das Gesetz", "the law"),
    ("den Gipfel", "the summit"),
    ("die Reform", "the reform"),
]

RECIPE = """
[paths]
corpus = ["corpus.tsv"]
work = "work"
release = "release"
{start}
[data]
dev_sources = ["toy"]
dev_pairs = 4
robust_pairs = 10
weights = {{ news = 1.0, robust = 1.0 }}
decay_weights = {{ news = 1.0 }}
[shape]
vocabulary = 400
d_model = 16
encoder_layers = {layers}
decoder_layers = 1
ffn = 32
heads = 2
[run]
tokens = 120
warmup = 4
dropout = 0.1
sample = 50
learning_rate = 3e-3
"""


def write_recipe(folder: Path, start: str = "", layers: int = 2) -> config.Config:
    """Return the configuration of the toy recipe, written with its corpus to ``folder``."""
    folder.mkdir(parents=True, exist_ok=True)
    rows = [
        f"{a[0]} {b[0]} {c[0]}.\t{a[1]} {b[1]} {c[1]}.\ttoy\tnews" for a, b, c in itertools.product(WHO, DOES, WHAT)
    ]
    (folder / "corpus.tsv").write_text("\n".join(rows) + "\n", "utf-8")
    (folder / "recipe.toml").write_text(RECIPE.format(start=start, layers=layers), "utf-8")
    return config.load(folder / "recipe.toml")


@pytest.fixture(scope="session")
def toy(tmp_path_factory: pytest.TempPathFactory) -> config.Config:
    """The prepared toy recipe."""
    settings = write_recipe(tmp_path_factory.mktemp("toy"))
    prepare.prepare(settings)
    return settings
