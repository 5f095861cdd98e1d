"""The digest of a model: the short name of everything in it that can change a translation."""

import hashlib
from pathlib import Path

from bitext.errors import ModelError

_WEIGHTS = ("model.safetensors", "pytorch_model.bin")
_REST = ("config.json", "source.spm", "target.spm", "vocab.json")


def model_digest(folder: Path) -> str:
    """The first 16 hex digits of the SHA-256 over weights, config and vocabularies."""
    weights = next((folder / name for name in _WEIGHTS if (folder / name).exists()), None)
    if weights is None:
        raise ModelError(f"{folder}: no weights ({' or '.join(_WEIGHTS)}); fetch or package the model again.")
    total = hashlib.sha256()
    for path in (weights, *(folder / name for name in _REST)):
        with path.open("rb") as stream:
            total.update(hashlib.file_digest(stream, "sha256").digest())
    return total.hexdigest()[:16]
