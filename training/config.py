"""The one configuration file of the recipe, read from TOML and checked before anything runs."""

import dataclasses
import tomllib
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar, get_type_hints

T = TypeVar("T")


class ConfigError(ValueError):
    """The configuration file says something that the recipe cannot do."""


@dataclass(frozen=True)
class Paths:
    """Where the recipe reads and writes; relative paths start at the configuration file's own folder."""

    corpus: list[Path]
    """Tab-separated files (German, English, source, kind), plain or ``.zst``."""
    work: Path
    """Folder for the encoded data, the vocabulary, the log and the checkpoints; never committed."""
    release: Path
    """Folder that ``package`` writes the finished model to."""
    start: Path | None = None
    """A MarianMT folder to grow from; without it the model starts from nothing."""


@dataclass(frozen=True)
class Data:
    """What is kept of the corpus and how often each kind is seen."""

    weights: dict[str, float]
    """Kind of text -> how often one of its pairs is seen in one round; kinds that are not named are left out."""
    decay_weights: dict[str, float]
    """The same for the last part of a training, when the learning rate falls."""
    limits: dict[str, int] = field(default_factory=dict)
    """Kind or source -> most pairs kept of it."""
    dev_sources: list[str] = field(default_factory=list)
    dev_pairs: int = 500
    max_pieces: int = 120
    comfortable_pieces: int = 80
    """Source pieces above which sentences are better cut at a clause end; goes into the model's config.json."""
    least_written: int = 5
    """The model writes pieces that the training data's target sides have at least so often (see training.package)."""
    robust_pairs: int = 30000
    """Size of the generated kind ``robust``."""
    seed: int = 1


@dataclass(frozen=True)
class Shape:
    """Size of the network."""

    vocabulary: int = 10000
    """Pieces of the joint vocabulary; ignored when the model grows from another one."""
    d_model: int = 256
    encoder_layers: int = 6
    decoder_layers: int = 2
    ffn: int = 1024
    heads: int = 8


@dataclass(frozen=True)
class Run:
    """How the network is trained."""

    tokens: int = 3000
    """Padded positions of the longer side in one batch (rows times longest length)."""
    learning_rate: float = 8e-4
    warmup: int = 500
    weight_decay: float = 0.01
    dropout: float = 0.05
    smoothing: float = 0.1
    sample: int = 0
    """Output pieces drawn beside a batch's own ones (0: all): 1.3 to 1.4 times faster on a CPU at 1,000."""
    clip: float = 1.0
    ema: float = 0.999
    """Decay a step of the moving average of the weights."""
    curriculum: list[list[int]] = field(default_factory=list)
    """``[[until_step, longest], ...]``: only pairs of at most ``longest`` pieces before that step."""
    save_minutes: float = 5.0
    snapshot_minutes: float = 15.0
    evaluate_minutes: float = 10.0
    threads: int = 1
    seed: int = 1


@dataclass(frozen=True)
class Config:
    """Everything that a command of the recipe needs to know."""

    paths: Paths
    data: Data
    shape: Shape
    run: Run


def load(path: Path) -> Config:
    """Return the checked configuration of the TOML file at ``path``; raise ConfigError where it is wrong."""
    try:
        raw = tomllib.loads(path.read_text("utf-8"))
    except (OSError, tomllib.TOMLDecodeError) as error:
        raise ConfigError(f"{path}: cannot be read ({error}); give the path of a TOML file") from error
    unknown = set(raw) - {"paths", "data", "shape", "run"}
    if unknown:
        raise ConfigError(f"{path}: unknown table {sorted(unknown)}; known are paths, data, shape, run")
    config = Config(
        paths=_section(Paths, raw, "paths", path),
        data=_section(Data, raw, "data", path),
        shape=_section(Shape, raw, "shape", path),
        run=_section(Run, raw, "run", path),
    )
    _check(config, path)
    return config


def _section(kind: type[T], raw: dict[str, Any], name: str, path: Path) -> T:
    values = dict(raw.get(name, {}))
    hints = get_type_hints(kind)
    for key, value in values.items():
        if key not in hints:
            raise ConfigError(f"{path}: [{name}] has no setting {key!r}; known are {', '.join(hints)}")
        if hints[key] in (Path, Path | None):
            values[key] = (path.parent / value).resolve()
        elif hints[key] == list[Path]:
            values[key] = [(path.parent / item).resolve() for item in value]
        elif hints[key] in (int, float, str) and not isinstance(
            value, (int, float) if hints[key] is float else hints[key]
        ):
            raise ConfigError(f"{path}: [{name}] {key} must be of type {hints[key].__name__}, not {value!r}")
    try:
        return kind(**values)
    except TypeError as error:
        raise ConfigError(f"{path}: [{name}] is incomplete: {error}") from error


def _check(config: Config, path: Path) -> None:
    if config.shape.d_model % config.shape.heads:
        raise ConfigError(f"{path}: [shape] d_model must be a multiple of heads")
    for name in ("weights", "decay_weights"):
        if not any(weight > 0 for weight in getattr(config.data, name).values()):
            raise ConfigError(f"{path}: [data] {name} gives no kind of text a weight above zero")
    if not 0 <= config.run.dropout < 1 or not 0 < config.run.ema < 1:
        raise ConfigError(f"{path}: [run] dropout and ema must lie between 0 and 1")


def as_dict(config: Config) -> dict[str, Any]:
    """Return the configuration without its paths, as plain values: what the model card records."""
    return {key: value for key, value in dataclasses.asdict(config).items() if key != "paths"}
