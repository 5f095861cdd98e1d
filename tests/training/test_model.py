"""Growth, schedule, resuming and packaging on a micro model."""

import dataclasses
import itertools
import shutil
from pathlib import Path

import numpy as np
import pytest
import sentencepiece
import torch
from transformers import MarianMTModel, MarianTokenizer

from bitext.engines.limits import limits
from bitext.engines.written import written_pieces
from training import (
    architecture,
    average,
    batching,
    card,
    config,
    encoding,
    optimise,
    package,
    plot,
    schedule,
    state,
    together,
    train,
    vocabulary,
)

from .conftest import write_recipe


@pytest.fixture(scope="module")
def small(toy: config.Config, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An untrained micro model as a folder."""
    torch.manual_seed(1)
    folder = tmp_path_factory.mktemp("small")
    table = vocabulary.load_table(toy.paths.work / "vocabulary")
    model = architecture.new(toy.shape, table)
    state.export(model, state.weights(model), folder, toy.paths.work / "vocabulary")
    return folder


def logits(model: MarianMTModel, ids: list[int], pad: int) -> torch.Tensor:
    """The model's scores after three forced ids."""
    with torch.inference_mode():
        return model.eval()(input_ids=torch.tensor([ids]), decoder_input_ids=torch.tensor([[pad, 5, 6]])).logits


@pytest.mark.parametrize(("encoder", "decoder"), [(3, 1), (5, 3)])
def test_a_grown_model_computes_the_same(small: Path, toy: config.Config, encoder: int, decoder: int) -> None:
    """New layers and new pieces change no score of the old pieces."""
    before = vocabulary.load_table(small)
    after = {piece: i for i, piece in enumerate([*list(before)[:-1], "▁neu", "<pad>"])}
    shape = dataclasses.replace(toy.shape, encoder_layers=encoder, decoder_layers=decoder)
    grown = architecture.grow(small, shape, after)
    old = logits(MarianMTModel.from_pretrained(small), [7, 8, 9, 0], before["<pad>"])
    new = logits(grown, [7, 8, 9, 0], after["<pad>"])
    count = len(before) - 1
    assert torch.allclose(old[..., :count], new[..., :count], atol=1e-4)
    assert old[..., :count].std() > 0.01


def test_another_width_cannot_grow(small: Path, toy: config.Config) -> None:
    """Growing to another width is refused."""
    with pytest.raises(ValueError, match="cannot grow"):
        architecture.grow(small, dataclasses.replace(toy.shape, d_model=32), vocabulary.load_table(small))


def test_unknown_characters_become_bytes(toy: config.Config) -> None:
    """A character that no training text had survives the tokenizer in both directions."""
    tokenizer = MarianTokenizer.from_pretrained(toy.paths.work / "vocabulary")
    ids = tokenizer("Der Rat 你 ©")["input_ids"]
    assert tokenizer.unk_token_id not in ids
    assert tokenizer.decode(ids, skip_special_tokens=True) == "Der Rat 你 ©"


def test_bytes_are_added_to_a_vocabulary_without_moving_ids() -> None:
    """A vocabulary without bytes gets them behind its own pieces, and <pad> stays last."""
    import io

    import sentencepiece

    out = io.BytesIO()
    sentencepiece.SentencePieceTrainer.train(
        sentence_iterator=iter(["Der Rat prüft den Haushalt."] * 5),
        model_writer=out,
        vocab_size=60,
        hard_vocab_limit=False,
        unk_id=0,
        bos_id=-1,
        eos_id=-1,
        pad_id=-1,
        minloglevel=2,
    )
    before = vocabulary.table(out.getvalue())
    model = vocabulary.with_bytes(out.getvalue())
    after = vocabulary.table(model, before)
    assert list(after)[: len(before) - 1] == list(before)[:-1]
    assert list(after)[-1] == "<pad>" and len(after) == len(before) + 256
    assert sentencepiece.SentencePieceProcessor(model_proto=model).encode("Rat ©", out_type=str)[-2:] == [
        "<0xC2>",
        "<0xA9>",
    ]


def test_the_schedule_warms_up_stays_and_decays() -> None:
    """The rate rises to its peak, stays there and falls to zero."""
    assert schedule.stable(0, 1.0, 10) == pytest.approx(0.1)
    assert schedule.stable(9, 1.0, 10) == schedule.stable(10_000, 1.0, 10) == 1.0
    falling = [schedule.decay(share / 10, 1.0) for share in range(11)]
    assert falling == sorted(falling, reverse=True)
    assert falling[0] == 1.0 and falling[-1] == 0.0


def test_the_sampled_loss_estimates_the_full_one(small: Path) -> None:
    """With all other pieces drawn the sampled loss is the full loss; with some, it is near."""
    torch.manual_seed(2)
    model = MarianMTModel.from_pretrained(small).eval()
    source, target = np.array([[7, 8, 0]]), np.array([[9, 10, 11, 0]])
    full = optimise.loss(model, source, target, 0.1).item()
    assert optimise.loss(model, source, target, 0.1, sample=100_000).item() == pytest.approx(full, abs=1e-3)
    assert optimise.loss(model, source, target, 0.1, sample=100).item() == pytest.approx(full, rel=0.2)


def test_batches_keep_to_the_weights_and_the_size(toy: config.Config) -> None:
    """A kind of weight two is drawn twice, one without weight never, and no batch is over the size."""
    data = encoding.load(toy.paths.work / "train.npz")
    drawn = batching.batches(data, batching.Mix({"news": 2.0}, 120, 1), 0)
    rows = np.concatenate(drawn)
    news = data.names.index("news")
    assert sorted(rows) == sorted(np.repeat(np.flatnonzero(data.kinds == news), 2))
    assert all(data.longest()[batch].max() * len(batch) <= 120 for batch in drawn)


def steps(trainer: train.Trainer, count: int) -> train.Trainer:
    """The trainer after ``count`` more steps."""
    for rows in itertools.islice(trainer.rows(), count):
        trainer.one(rows)
    return trainer


def test_a_resumed_training_equals_an_uninterrupted_one(toy: config.Config) -> None:
    """Nine steps in one run and five plus four with a checkpoint between give the same weights."""
    checkpoint = toy.paths.work / state.name(False)
    checkpoint.unlink(missing_ok=True)
    whole = steps(train.Trainer(toy), 9)
    first = steps(train.Trainer(toy), 5)
    state.save(first.state, checkpoint)
    second = steps(train.Trainer(toy), 4)
    checkpoint.unlink()
    assert second.state.progress.step == whole.state.progress.step == 9
    expected = state.weights(whole.state.model)
    for name, value in state.weights(second.state.model).items():
        assert torch.equal(value, expected[name]), name


def test_joined_workers_have_one_mean_and_their_own_clocks(toy: config.Config) -> None:
    """Two workers get the mean of their weights by steps done; the place in the data stays each one's own."""
    paths = [toy.paths.work / state.name(False, worker) for worker in range(2)]
    trainers = [steps(train.Trainer(toy, worker=worker), 3 - 2 * worker) for worker in range(2)]
    for trainer, path in zip(trainers, paths, strict=True):
        state.save(trainer.state, path)
    assert state.join(paths, [0, 0]) == [3, 1]
    name, first = next(iter(state.weights(trainers[0].state.model).items()))
    second = state.weights(trainers[1].state.model)[name]
    joined = [train.Trainer(toy, worker=worker) for worker in range(2)]
    for path in paths:
        path.unlink()
    for trainer, done in zip(joined, (3, 1), strict=True):
        assert torch.allclose(state.weights(trainer.state.model)[name], 0.75 * first + 0.25 * second)
        assert trainer.state.progress.step == done


def test_a_second_worker_sees_the_data_in_another_order(toy: config.Config) -> None:
    """The batches of two workers differ, so that the second adds what the first has not seen yet."""
    one, two = (np.concatenate(list(itertools.islice(train.Trainer(toy, worker=n).rows(), 2))) for n in range(2))
    assert not np.array_equal(one[: len(two)], two[: len(one)])


def test_training_together_goes_in_rounds(toy: config.Config, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """A decay goes on until the first worker's clock says that it is over, meeting after every round."""
    rounds: list[float] = []

    def pretend(path: Path, workers: int, minutes: float, decay: float | None) -> None:
        rounds.append(minutes)
        for worker in range(workers):
            trainer = steps(train.Trainer(toy, decay=decay, worker=worker), 1)
            trainer.state.progress.seconds = 60 * sum(rounds)
            state.save(trainer.state, trainer.checkpoint)

    monkeypatch.setattr(together, "round_of", pretend)
    monkeypatch.setattr(together.config, "load", lambda path: toy)
    monkeypatch.setattr(train.Trainer, "show", lambda self: None)
    state.save(steps(train.Trainer(toy), 1).state, toy.paths.work / state.name(False))
    together.train(tmp_path / "recipe.toml", workers=2, minutes=60, meet=2, decay=5)
    for file in toy.paths.work.glob("*.pt"):
        file.unlink()
    assert rounds == pytest.approx([2, 2, 1])


def test_training_lowers_the_loss(toy: config.Config) -> None:
    """Sixty steps on the toy pairs lower the loss of a batch."""
    trainer = train.Trainer(toy)
    rows = next(trainer.rows())

    def now() -> float:
        sides = (batching.padded(trainer.data, rows, trainer.starts, side) for side in (0, 1))
        return optimise.loss(trainer.state.model, *sides, 0.0).item()

    before = now()
    steps(trainer, 60)
    assert now() < before - 0.5


def test_a_package_loads_and_generates(small: Path, toy: config.Config) -> None:
    """What package writes is float16, loads with the plain classes and translates to the same text."""
    digest = package.package(small, toy.paths.release, 70)
    model = MarianMTModel.from_pretrained(toy.paths.release)
    tokenizer = MarianTokenizer.from_pretrained(toy.paths.release)
    assert len(digest) == 64 and model.dtype == torch.float16
    assert limits(toy.paths.release) == {"longest": model.config.max_position_embeddings - 1, "comfortable": 70}
    ids = tokenizer(["Der Rat prüft das Gesetz."], return_tensors="pt")
    model.generation_config.max_length = None
    outputs = [
        net.eval().generate(**ids, num_beams=2, max_new_tokens=8, max_length=None)
        for net in (model.float(), MarianMTModel.from_pretrained(small))
    ]
    assert torch.equal(outputs[0][:, :4], outputs[1][:, :4])
    trained = [p.numel() for name, p in model.named_parameters() if "embed_positions" not in name]
    assert package.parameters(toy.paths.release) == sum(trained)


def test_a_package_writes_only_what_its_targets_had(small: Path, toy: config.Config, tmp_path: Path) -> None:
    """After narrowing, target texts are cut without the pieces that the training targets had too seldom; ids stay."""
    shutil.copytree(small, tmp_path / "model")
    pieces = package.written(small, toy.paths.work / "train.npz", 2)
    package.narrow(tmp_path / "model", pieces)
    before, after = (
        sentencepiece.SentencePieceProcessor(model_file=str(folder / "target.spm"))
        for folder in (small, tmp_path / "model")
    )
    german = "Die Ministerin begrüßt den Haushalt."

    assert not set(before.encode(german, out_type=str)) <= pieces
    assert set(after.encode(german, out_type=str)) <= pieces
    assert after.decode(after.encode(german)) == german
    assert [before.id_to_piece(i) for i in range(len(before))] == [after.id_to_piece(i) for i in range(len(after))]
    assert before.encode("The council examines the law.") == after.encode("The council examines the law.")
    assert written_pieces(tmp_path / "model") == {*pieces, "</s>", "<unk>"}
    assert (tmp_path / "model" / "source.spm").read_bytes() == (small / "source.spm").read_bytes()


def test_the_average_lies_between(small: Path, tmp_path: Path) -> None:
    """The mean of a model with itself is that model."""
    average.average([small, small], tmp_path / "mean")
    one, two = MarianMTModel.from_pretrained(small), MarianMTModel.from_pretrained(tmp_path / "mean")
    assert all(torch.allclose(a, b) for a, b in zip(one.parameters(), two.parameters(), strict=True))


def test_a_training_can_start_from_another_model(small: Path, tmp_path: Path) -> None:
    """With ``start`` the ids of the starting vocabulary stay and the model grows."""
    from training import prepare

    settings = write_recipe(tmp_path, start=f'start = "{small}"', layers=4)
    prepare.prepare(settings)
    trainer = steps(train.Trainer(settings), 1)
    assert len(trainer.state.model.model.encoder.layers) == 4
    assert vocabulary.load_table(settings.paths.work / "vocabulary") == vocabulary.load_table(small)


def test_the_card_counts_the_tokens_of_all_workers(toy: config.Config) -> None:
    """The card gives the tokens and steps of all workers together and the time of one."""
    own = [{"phase": "stable", "step": 100, "seconds": 60, "tokens": 2_000_000, "loss": 2.0}]
    facts = card.Facts(1, "0", toy, {}, [own, own])
    assert "200 steps on 4.0 million tokens (both sides) in 1 minutes with 2 processes" in card.write(facts)


def test_the_log_is_drawn() -> None:
    """A log becomes an SVG with a panel for each measure it has."""
    lines = [{"tokens": 1e6 * i, "loss": 4.0 / i, "rate": 0.1} for i in range(1, 5)]
    drawing = plot.draw(lines)
    assert drawing.startswith("<svg") and "training loss" in drawing and "BLEU" not in drawing


@pytest.mark.parametrize(
    ("change", "message"),
    [("[data]", "unknown table"), ("heads = 2", "multiple"), ("warmup = 4", "no setting")],
)
def test_a_wrong_configuration_is_refused(tmp_path: Path, change: str, message: str) -> None:
    """An unknown table, an unknown setting or an impossible shape is named with its file."""
    write_recipe(tmp_path)
    text = (tmp_path / "recipe.toml").read_text("utf-8")
    wrong = {"[data]": "[extra]\n[data]", "heads = 2": "heads = 3", "warmup = 4": "warm_up = 4"}[change]
    (tmp_path / "recipe.toml").write_text(text.replace(change, wrong), "utf-8")
    with pytest.raises(config.ConfigError, match=message):
        config.load(tmp_path / "recipe.toml")
