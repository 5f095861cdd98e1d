"""Conversion of a Hugging Face folder for CTranslate2, once, in the user's cache."""

import os
import shutil
import tempfile
from contextlib import redirect_stderr, redirect_stdout, suppress
from importlib import import_module
from importlib.metadata import version
from io import StringIO
from pathlib import Path
from typing import Any

from bitext.engines.written import narrow, written_pieces
from bitext.errors import ModelError


def cache_folder() -> Path:
    """The user's cache folder of bitext: BITEXT_CACHE, else XDG_CACHE_HOME/bitext, else ~/.cache/bitext."""
    own = os.environ.get("BITEXT_CACHE")
    base = os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache"
    return Path(own) if own else Path(base) / "bitext"


def converted(folder: Path, digest: str, precision: str) -> Path:
    """The folder of the converted model.

    It is made in a temporary place and moved, so that two processes cannot meet half a model.
    ModelError when the model cannot be converted or the cache cannot be written.
    """
    name = f"{digest}-{precision}-ct2.{version('ctranslate2')}"
    final = cache_folder() / "models" / name
    if (final / "model.bin").exists():
        return final
    try:
        final.parent.mkdir(parents=True, exist_ok=True)
        work = Path(tempfile.mkdtemp(prefix=f".{name}.", dir=final.parent))
    except OSError as error:
        raise ModelError(
            f"{final.parent}: the cache cannot be written ({error.strerror}); set BITEXT_CACHE."
        ) from error
    try:
        convert(folder, work / "model", precision)
        # Another process may have been first: its model is as good, and rename refuses to replace it.
        with suppress(OSError):
            (work / "model").rename(final)
    finally:
        shutil.rmtree(work, ignore_errors=True)
    if not (final / "model.bin").exists():
        raise ModelError(f"{final}: the converted model did not arrive; remove that folder and run again.")
    return final


def convert(folder: Path, target: Path, precision: str) -> None:
    """Write the converted model to ``target``, a folder that is not there yet; ModelError when that cannot be done."""
    import ctranslate2

    transformers: Any = import_module("transformers")
    transformers.utils.logging.set_verbosity_error()
    transformers.utils.logging.disable_progress_bar()
    pieces = written_pieces(folder)

    class Converter(ctranslate2.converters.TransformersConverter):  # type: ignore[misc]  # it is loaded late
        def _load(self) -> Any:
            spec = super()._load()
            if pieces is not None:
                narrow(spec, pieces)
            return spec

    converter: Any = Converter(str(folder), load_as_float16=False)
    try:
        # transformers writes its progress bars to both streams; data may go to stdout.
        with redirect_stdout(StringIO()), redirect_stderr(StringIO()):
            converter.convert(str(target), quantization=precision)
    except Exception as error:
        raise ModelError(
            f"{folder}: cannot be converted for CTranslate2 ({error}); try --engine transformers."
        ) from error
