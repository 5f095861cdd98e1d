"""argostranslate with the project's weights, beside the pipeline in benchmarks.speed.

argostranslate loads packages of its own kind: a folder with metadata, a sentencepiece model and a CTranslate2 model.
Such a folder is made here from the converted model, so both translate with the same weights.
Its sentences are cut by us: its own splitter would fetch a model over the network.
"""

import atexit
import json
import os
import shutil
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any
from unittest.mock import patch

METADATA = {
    "package_version": "1.0",
    "argos_version": "1.0",
    "from_code": "de",
    "from_name": "German",
    "to_code": "en",
    "to_name": "English",
}


class Given:
    """A splitter that gives the sentences that it was told."""

    def __init__(self) -> None:
        self.sentences: list[str] = []

    def split_sentences(self, text: str) -> list[str]:
        return self.sentences


def package(converted: Path, model: Path, folder: Path) -> None:
    """Write a package of the converted model; it adds the end of sentence itself, which argostranslate does not."""
    shutil.copytree(converted, folder / "model")
    config = json.loads((folder / "model" / "config.json").read_text("utf-8"))
    (folder / "model" / "config.json").write_text(json.dumps(config | {"add_source_eos": True}), "utf-8")
    shutil.copyfile(model / "source.spm", folder / "sentencepiece.model")
    (folder / "metadata.json").write_text(json.dumps(METADATA), "utf-8")


def argos(articles: Sequence[Sequence[str]], converted: Path, model: Path, threads: int) -> Callable[[], int]:
    """argostranslate over the sentences of each article, one article a call, as its users call it.

    ImportError where it is not installed.
    """
    scratch = Path(tempfile.mkdtemp(prefix="argos-"))
    atexit.register(shutil.rmtree, scratch, ignore_errors=True)
    places = {f"XDG_{name}_HOME": str(scratch / name) for name in ("DATA", "CONFIG", "CACHE")}
    settings = {"ARGOS_INTER_THREADS": str(threads), "ARGOS_INTRA_THREADS": "1"}
    with patch.dict(os.environ, places | settings):  # it makes its folders when it is imported
        from argostranslate import package as packages
        from argostranslate import translate
    package(converted, model, scratch / "package")
    loaded: Any = packages.Package(scratch / "package")
    translation: Any = translate.PackageTranslation(None, None, loaded)
    splitter = translation.sentencizer = Given()

    def run() -> int:
        for sentences in articles:
            splitter.sentences = list(sentences)
            translation.hypotheses(" ".join(sentences), 1)
        return sum(map(len, articles))

    return run
