"""Both engines run the embedded model, agree, and say what is wrong."""

import json
import shutil
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from bitext.decoding import Decoding, Engine, Request
from bitext.engines import load_engine
from bitext.engines.canary import check_canary
from bitext.engines.conversion import converted
from bitext.engines.ctranslate2 import CTranslate2Engine
from bitext.engines.digest import model_digest
from bitext.engines.location import EMBEDDED, find_model
from bitext.engines.written import written_pieces
from bitext.errors import ModelError, OptionError
from bitext.testing import WordEngine

SENTENCES = ["Die Regierung plant neue Gesetze.", "Er kommt heute aus Berlin.", "Was sagt der Minister?", "Ja."]
pytestmark = pytest.mark.model


@pytest.fixture(scope="module")
def reference() -> Engine:
    return load_engine(EMBEDDED, "transformers", "cpu", 1)


@pytest.fixture(scope="module")
def fast() -> Engine:
    return CTranslate2Engine(EMBEDDED, "cpu", 1, "float32")


def requests(engine: Engine, texts: list[str]) -> list[Request]:
    return [Request(engine.source_pieces(text).pieces) for text in texts]


def test_engines_agree(reference: Engine, fast: Engine) -> None:
    """CTranslate2 in float32 writes what transformers writes, with the same scores."""
    expected = reference.decode(requests(reference, SENTENCES), Decoding())
    found = fast.decode(requests(fast, SENTENCES), Decoding())

    assert [one.best.text for one in found] == [one.best.text for one in expected]
    assert [one.best.score for one in found] == pytest.approx([one.best.score for one in expected], abs=0.01)


def test_only_pieces_of_the_target_side_are_written(reference: Engine, fast: Engine) -> None:
    """The decoder of the fast engine has no other pieces, the reference gives them no chance, and terms do without."""
    written = written_pieces(EMBEDDED)
    assert written is not None
    folder = converted(EMBEDDED, model_digest(EMBEDDED), "float32")
    target = json.loads((folder / "target_vocabulary.json").read_text("utf-8"))
    source = json.loads((folder / "source_vocabulary.json").read_text("utf-8"))
    only_german = next(piece for piece in source if piece not in written and piece.startswith("▁"))
    text = f"NATO {only_german[1:]} 你"

    assert set(target) == written
    for engine in (reference, fast):
        assert set(engine.target_pieces(text)) <= written
        assert engine.text(engine.target_pieces(text)) == text
    assert reference.score([(fast.source_pieces("Ja.").pieces, (only_german,))])[0][0] == -np.inf


def test_a_model_may_write_all_its_pieces(tmp_path: Path) -> None:
    """Folders that do not say what the model writes, as those of the hub, are taken whole."""
    (tmp_path / "config.json").write_text("{}")
    assert written_pieces(tmp_path) is None


@pytest.mark.parametrize("engine", ["ctranslate2", "transformers"])
def test_a_missing_gpu_is_said_with_the_way_out(engine: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Who asks for CUDA where there is none is told which option to give instead."""
    monkeypatch.setattr("ctranslate2.get_cuda_device_count", lambda: 0)
    monkeypatch.setattr("torch.cuda.is_available", lambda: False)

    with pytest.raises(ModelError, match=r"no CUDA device.*--device cpu"):
        load_engine(EMBEDDED, engine, "cuda", 1)


@pytest.mark.parametrize("name", ["reference", "fast"])
def test_prefix_is_kept(name: str, request: pytest.FixtureRequest) -> None:
    """Each sentence begins with its own forced prefix, whatever its length, and order is kept."""
    engine: Engine = request.getfixturevalue(name)
    prefix = engine.target_pieces("In the White House")
    asked = requests(engine, SENTENCES[:3])
    asked[0], asked[2] = Request(asked[0].source, prefix), Request(asked[2].source, prefix[:1])

    found = [one.best for one in engine.decode(asked, Decoding())]

    assert found[0].pieces[: len(prefix)] == prefix
    assert found[2].pieces[:1] == prefix[:1]
    assert found[1].text == engine.decode(asked[1:2], Decoding())[0].best.text


def test_attention_only_where_it_is_wanted(fast: Engine) -> None:
    """A request that needs no attention gets none, and the same translation as with it."""
    every = requests(fast, SENTENCES)
    asked = [replace(one, aligned=number % 2 == 0) for number, one in enumerate(every)]

    found = [one.best for one in fast.decode(asked, Decoding())]

    assert [one.attention is not None for one in found] == [one.aligned for one in asked]
    assert [one.pieces for one in found] == [one.best.pieces for one in fast.decode(every, Decoding())]


@pytest.mark.parametrize("name", ["reference", "fast"])
@pytest.mark.parametrize("aligned", [True, False])
@pytest.mark.parametrize("every", [True, False])
def test_what_else_the_search_found(name: str, aligned: bool, every: bool, request: pytest.FixtureRequest) -> None:
    """The other hypotheses come when they are asked for, best first, and the same whether or not others wanted them."""
    engine: Engine = request.getfixturevalue(name)
    asked = [replace(one, aligned=aligned) for one in requests(engine, SENTENCES[:2])]

    answer = engine.decode(asked, Decoding(every=every))[1]
    others = answer.others()

    assert len({answer.best.text, *(one.text for one in others)}) >= 3
    assert [one.score for one in others] == sorted((one.score for one in others), reverse=True)
    assert {one.attention is not None for one in others} == {aligned or name == "reference"}
    again = engine.decode(asked[1:], Decoding(every=True))[0].others()
    assert [one.text for one in answer.others()] == [one.text for one in others] == [one.text for one in again]


@pytest.mark.parametrize("name", ["reference", "fast"])
def test_score_and_attention(name: str, request: pytest.FixtureRequest) -> None:
    """A teacher-forced pass gives one log-probability a piece, and their mean is the decoder's score."""
    engine: Engine = request.getfixturevalue(name)
    source = engine.source_pieces(SENTENCES[0])
    best = engine.decode([Request(source.pieces)], Decoding())[0].best

    logs = engine.score([(source.pieces, best.pieces)])[0]

    assert len(logs) == len(best.pieces) + 1
    assert float(logs.mean()) == pytest.approx(best.score, abs=0.01)
    assert best.attention is not None
    assert best.attention.shape == (len(best.pieces), len(source.pieces))


def test_spans_cover_the_words(fast: Engine) -> None:
    """Source pieces carry offsets into the text as it was given."""
    text = "Der  Rat… tagt."

    cut = fast.source_pieces(text)

    assert "".join(text[start:end] for start, end in cut.spans).replace(" ", "") == text.replace(" ", "")


def test_conversion_happens_once_and_whole(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The converted model is cached by digest, and nothing half made stays in the cache."""
    monkeypatch.setenv("BITEXT_CACHE", str(tmp_path))
    digest = model_digest(EMBEDDED)

    first = converted(EMBEDDED, digest, "int8")
    stamp = (first / "model.bin").stat().st_mtime_ns
    second = converted(EMBEDDED, digest, "int8")

    assert second == first
    assert (second / "model.bin").stat().st_mtime_ns == stamp
    assert [path.name for path in (tmp_path / "models").iterdir()] == [first.name]


def test_folder_that_is_no_model(tmp_path: Path) -> None:
    """A folder without the files of a MarianMT model is refused by naming what is missing."""
    with pytest.raises(ModelError, match=r"config\.json"):
        load_engine(tmp_path)


def test_broken_weights(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Damaged weights give a ModelError that names the folder, from both engines."""
    monkeypatch.setenv("BITEXT_CACHE", str(tmp_path / "cache"))
    broken = tmp_path / "model"
    shutil.copytree(EMBEDDED, broken)
    (broken / "model.safetensors").write_bytes(b"not weights")

    for engine in ("ctranslate2", "transformers"):
        with pytest.raises(ModelError, match="model"):
            load_engine(broken, engine)


def test_unknown_engine() -> None:
    """An engine that does not exist is refused with the ones that do."""
    with pytest.raises(OptionError, match="ctranslate2"):
        load_engine(EMBEDDED, "fairseq")


def test_canary(fast: Engine) -> None:
    """The canary passes a model that translates and stops one that does not."""
    check_canary(fast)
    with pytest.raises(ModelError, match="Berlin"):
        check_canary(WordEngine())


class TestFindModel:
    """Folders, hub ids and auto."""

    def test_auto_without_a_cache_is_the_embedded_model(self, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
        """On a machine that never saw a network the embedded model is used, and a note says how to get the better."""
        monkeypatch.delenv("BITEXT_MODEL", raising=False)
        monkeypatch.setattr("huggingface_hub.constants.HF_HUB_CACHE", str(tmp_path))

        found = find_model("auto")

        assert found.folder == EMBEDDED
        assert "bitext model fetch" in found.note

    def test_hub_id_from_the_cache(self, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
        """A hub id that lies complete in the local hub cache is used without a network."""
        folder = tmp_path / "models--Someone--marian-de-en"
        snapshot = folder / "snapshots" / ("a" * 40)
        (folder / "refs").mkdir(parents=True)
        (folder / "refs" / "main").write_text("a" * 40)
        shutil.copytree(EMBEDDED, snapshot)
        monkeypatch.setattr("huggingface_hub.constants.HF_HUB_CACHE", str(tmp_path))

        assert find_model("Someone/marian-de-en").folder == snapshot

    def test_hub_out_of_reach(self, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
        """Offline, an uncached hub id gives one clear message with the way out."""
        monkeypatch.setattr("huggingface_hub.constants.HF_HUB_CACHE", str(tmp_path))
        monkeypatch.setattr("huggingface_hub.constants.HF_HUB_OFFLINE", True)

        with pytest.raises(ModelError, match="--model FOLDER"):
            find_model("Helsinki-NLP/opus-mt-de-en")

    def test_missing_folder(self) -> None:
        """A path that is not there is not taken for a hub id."""
        with pytest.raises(ModelError, match="no such folder"):
            find_model("./nowhere/at/all")
