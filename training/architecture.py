"""The network: a MarianMT from nothing, or one grown from a smaller one without a change of what it computes."""

from pathlib import Path
from typing import Any

from training.config import Shape

EMBEDDING = "model.shared.weight"


def marian_config(shape: Shape, vocabulary: dict[str, int]) -> Any:
    """Return the MarianConfig of ``shape`` as the opus-mt models have it: swish, scaled and shared embeddings."""
    from transformers import MarianConfig

    pad = vocabulary["<pad>"]
    make: Any = MarianConfig  # its signature hides the fields that older releases read
    return make(
        vocab_size=len(vocabulary),
        decoder_vocab_size=len(vocabulary),
        d_model=shape.d_model,
        encoder_layers=shape.encoder_layers,
        decoder_layers=shape.decoder_layers,
        encoder_ffn_dim=shape.ffn,
        decoder_ffn_dim=shape.ffn,
        encoder_attention_heads=shape.heads,
        decoder_attention_heads=shape.heads,
        activation_function="swish",
        scale_embedding=True,
        static_position_embeddings=True,
        max_position_embeddings=512,
        share_encoder_decoder_embeddings=True,
        tie_word_embeddings=True,
        pad_token_id=pad,
        eos_token_id=vocabulary["</s>"],
        decoder_start_token_id=pad,
        bos_token_id=None,
        forced_eos_token_id=vocabulary["</s>"],
    )


def generation_config(vocabulary: dict[str, int]) -> Any:
    """Return the GenerationConfig: beam 4, never ``<pad>``."""
    from transformers import GenerationConfig

    pad, eos = vocabulary["<pad>"], vocabulary["</s>"]
    make: Any = GenerationConfig
    return make(
        max_length=512,
        num_beams=4,
        pad_token_id=pad,
        eos_token_id=eos,
        decoder_start_token_id=pad,
        forced_eos_token_id=eos,
        bad_words_ids=[[pad]],
    )


def new(shape: Shape, vocabulary: dict[str, int], attention: str = "eager") -> Any:
    """Return an untrained MarianMTModel.

    Xavier weights and embeddings of deviation d^-0.5: with the library's own 0.02 a small Marian learns to write
    English that ignores its source.  The <pad> row is zero because Marian and CTranslate2 start from a zero vector.
    """
    import torch
    from transformers import MarianMTModel

    config = marian_config(shape, vocabulary)
    config._attn_implementation = attention  # the eager backward is 1.5 times faster than sdpa's on a CPU
    model = MarianMTModel(config)
    for name, weight in model.named_parameters():
        if weight.dim() == 2 and not any(part in name for part in ("embed", "shared", "lm_head")):
            torch.nn.init.xavier_uniform_(weight)
    torch.nn.init.normal_(model.model.shared.weight, std=shape.d_model**-0.5)
    model.generation_config = generation_config(vocabulary)
    zero_pad(model)
    return model


def zero_pad(model: Any) -> None:
    """Set the embedding of ``<pad>`` to zero, which the output layer's gradient moves at each step."""
    import torch

    with torch.no_grad():
        model.model.shared.weight[model.config.pad_token_id].zero_()


def positions(before: int, after: int) -> list[int]:
    """Return where ``before`` layers stand among ``after``: spread evenly, the first and the last kept at the ends."""
    if before == 1:
        return [0]
    return [round(i * (after - 1) / (before - 1)) for i in range(before)]


def grow(start: Path, shape: Shape, vocabulary: dict[str, int], attention: str = "eager") -> Any:
    """Return a model of ``shape`` and ``vocabulary`` that computes what the model in the folder ``start`` computes.

    New layers stand between the old ones with zero output projections, new pieces get the mean embedding with a little
    noise.  Widths must be equal, the old ids must stay what they are.
    """
    import torch
    from transformers import MarianMTModel

    from training.vocabulary import load_table

    small = MarianMTModel.from_pretrained(start, dtype=torch.float32)
    if (small.config.d_model, small.config.encoder_ffn_dim) != (shape.d_model, shape.ffn):
        raise ValueError(f"{start}: width {small.config.d_model}/{small.config.encoder_ffn_dim} cannot grow to {shape}")
    model = new(shape, vocabulary, attention)
    with torch.no_grad():
        _copy_pieces(model, small, load_table(start), vocabulary)
        _copy_layers(small.model.encoder.layers, model.model.encoder.layers)
        _copy_layers(small.model.decoder.layers, model.model.decoder.layers)
    zero_pad(model)
    return model


def _copy_pieces(model: Any, small: Any, before: dict[str, int], after: dict[str, int]) -> None:
    import torch

    rows = [after[piece] for piece in before]
    old, table = small.model.shared.weight[list(before.values())], model.model.shared.weight
    table.copy_(old.mean(dim=0) + torch.randn_like(table) * old.std() * 0.25)
    table[rows] = old
    model.final_logits_bias[0, rows] = small.final_logits_bias[0, list(before.values())]


def _copy_layers(old: Any, stack: Any) -> None:
    """Copy ``old`` layers into ``stack`` and make the layers between them compute nothing.

    Marian normalises after each residual sum.  A silent layer normalises what is normalised already, which changes
    nothing if the gain and the offset of the layer below move up into it.
    """
    places = positions(len(old), len(stack))
    for layer, place in zip(old, places, strict=True):
        stack[place].load_state_dict(layer.state_dict())
    for place in sorted(set(range(len(stack))) - set(places)):
        layer, below = stack[place], stack[place - 1].final_layer_norm
        for part in (
            layer.self_attn.out_proj,
            layer.fc2,
            *([layer.encoder_attn.out_proj] if hasattr(layer, "encoder_attn") else []),
        ):
            part.weight.zero_()
            part.bias.zero_()
        layer.final_layer_norm.load_state_dict(below.state_dict())
        below.weight.fill_(1.0)
        below.bias.zero_()
