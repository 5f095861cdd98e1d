"""The libraries that run MarianMT models; nothing outside this package imports them."""

from pathlib import Path

from bitext.decoding import Engine
from bitext.errors import ModelError, OptionError

ENGINES = ("ctranslate2", "transformers")


def load_engine(model: Path, engine: str = "ctranslate2", device: str = "auto", threads: int = 0) -> Engine:
    """A ready engine over a model folder.

    ``threads`` 0 takes the machine's cores.
    OptionError for an unknown engine, ModelError for a folder that is no MarianMT model.
    """
    missing = [
        name for name in ("config.json", "source.spm", "target.spm", "vocab.json") if not (model / name).exists()
    ]
    if missing:
        raise ModelError(
            f"{model}: not a MarianMT folder, {', '.join(missing)} is missing; give the folder of a saved model."
        )
    if engine == "transformers":
        from bitext.engines.marian import MarianEngine

        return MarianEngine(model, device=device, threads=threads)
    if engine == "ctranslate2":
        from bitext.engines.ctranslate2 import CTranslate2Engine

        return CTranslate2Engine(model, device=device, threads=threads)
    raise OptionError(f"no engine is called {engine!r}; use one of {', '.join(ENGINES)}.")
