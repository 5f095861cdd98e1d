"""Where a model is: a folder, a hub id, or the best one at hand."""

import os
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import Any

from bitext.errors import ModelError

BETTER = "Helsinki-NLP/opus-mt-de-en"
"""The model to use wherever it can be had (Tiedemann and Thottingal 2020, OPUS-MT)."""

EMBEDDED = Path(__file__).parent.parent / "models" / "de-en"
_PATTERNS = ["*.json", "*.spm", "*.safetensors", "pytorch_model.bin"]


@dataclass(frozen=True, slots=True)
class Location:
    """A model folder that is on this machine."""

    folder: Path
    name: str
    """What the user asked for, or the hub id, or ``embedded``."""
    note: str = ""
    """A line for the user, when the choice was ours."""


def find_model(wanted: str = "auto") -> Location:
    """The model that ``wanted`` names: a folder, a hub id, or ``auto``.

    ``auto`` takes BITEXT_MODEL, else a cached opus-mt-de-en, else the embedded model.
    ModelError says what was looked for and how to get it.
    """
    if wanted != "auto":
        return _named(wanted)
    if os.environ.get("BITEXT_MODEL"):
        return _named(os.environ["BITEXT_MODEL"])
    cached = _cached(BETTER)
    if cached is not None:
        return Location(cached, BETTER, f"model: {BETTER} from the local cache")
    if not (EMBEDDED / "config.json").exists():
        raise ModelError("no model: the package came without its embedded one; give --model FOLDER or a hub id.")
    note = f"model: the small embedded one; '{_FETCH}' gets the better {BETTER}"
    return Location(EMBEDDED, "embedded", note)


_FETCH = "bitext model fetch"


def _named(wanted: str) -> Location:
    folder = Path(wanted).expanduser()
    if folder.is_dir():
        return Location(folder, wanted)
    if folder.is_absolute() or wanted.startswith((".", "~")) or wanted.count("/") != 1:
        raise ModelError(f"{wanted}: there is no such folder, and it is no hub id (owner/name); check the spelling.")
    return Location(_cached(wanted) or fetch(wanted), wanted)


def _cached(hub_id: str) -> Path | None:
    """The folder of a hub model that is complete in the local cache."""
    hub: Any = import_module("huggingface_hub")
    try:
        folder = Path(hub.snapshot_download(hub_id, allow_patterns=_PATTERNS, local_files_only=True))
    except (OSError, ValueError):
        return None
    needed = [folder / name for name in ("config.json", "source.spm", "target.spm", "vocab.json")]
    weights = [folder / name for name in ("model.safetensors", "pytorch_model.bin")]
    return folder if all(path.exists() for path in needed) and any(path.exists() for path in weights) else None


def fetch(hub_id: str = BETTER) -> Path:
    """The folder of a hub model, downloaded if need be; ModelError when the hub cannot be reached."""
    hub: Any = import_module("huggingface_hub")
    try:
        return Path(hub.snapshot_download(hub_id, allow_patterns=_PATTERNS))
    except Exception as error:
        reason = str(error).strip().splitlines()[0] if str(error).strip() else type(error).__name__
        raise ModelError(
            f"{hub_id}: not in the local cache, and the model hub cannot be reached ({reason}). "
            f"On a machine with internet run '{_FETCH} {hub_id} --to FOLDER', copy the folder here "
            "and give --model FOLDER; or leave --model out to use the embedded model."
        ) from error
