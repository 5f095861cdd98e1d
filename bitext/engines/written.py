"""The pieces that a model writes, out of a vocabulary that it shares between both languages.

The output layer is half of the decoder's work, and a third of it would be for pieces that only the source has.
"""

import json
from pathlib import Path
from typing import Any

WRITES = "writes_target_pieces_only"
"""Our own key in a model's config.json, few models have it: whether it writes nothing but pieces of its target.spm."""
_SPECIAL = ("</s>", "<unk>")


def written_pieces(folder: Path) -> frozenset[str] | None:
    """The pieces that the model may write; None for all, where its folder does not say."""
    if not json.loads((folder / "config.json").read_text("utf-8")).get(WRITES):
        return None
    import sentencepiece

    target: Any = sentencepiece.SentencePieceProcessor(model_file=str(folder / "target.spm"))
    used = (number for number in range(len(target)) if not target.is_unused(number))
    return frozenset((*_SPECIAL, *(target.id_to_piece(number) for number in used)))


def narrow(spec: Any, pieces: frozenset[str]) -> None:
    """Take the rows of all other pieces out of the decoder of a CTranslate2 specification."""
    # The specification has no public way to read a vocabulary or to replace one.
    vocabularies: dict[str, list[list[str]]] = spec._vocabularies
    tokens = vocabularies["target"][0]
    kept = [row for row, token in enumerate(tokens) if token in pieces]
    vocabularies["target"] = [[tokens[row] for row in kept]]
    decoder = spec.decoder
    decoder.embeddings.weight = decoder.embeddings.weight[kept]
    decoder.projection.weight = decoder.projection.weight[kept]
    if decoder.projection.has_bias():
        decoder.projection.bias = decoder.projection.bias[kept]
