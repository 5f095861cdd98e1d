"""The joint vocabulary: sentencepiece with a piece for every byte, and Marian's vocab.json."""

import json
import re
from collections.abc import Iterable, Set
from pathlib import Path

BYTES = tuple(f"<0x{value:02X}>" for value in range(256))
_BYTE_TYPE = 6  # sentencepiece_model.proto, ModelProto.SentencePiece.Type.BYTE
_UNUSED_TYPE = 5  # the same, UNUSED
_TYPED = re.compile(rb"\A\x15.{4}\x18", re.DOTALL)  # a score, and a type behind it: bytes, <unk>
_BYTE_FALLBACK_FIELD = 35  # sentencepiece_model.proto, TrainerSpec.byte_fallback


def _varint(value: int) -> bytes:
    out = bytearray()
    while value > 127:
        out.append(value & 127 | 128)
        value >>= 7
    return bytes(out) + bytes([value])


def _message(number: int, body: bytes) -> bytes:
    return _varint(number << 3 | 2) + _varint(len(body)) + body


def with_bytes(model: bytes) -> bytes:
    """Return a serialized sentencepiece model whose unknown characters are spelled in 256 byte pieces.

    Appending fields to a protobuf message adds to repeated fields and overrides single ones (protobuf encoding guide,
    "Last One Wins"), so that no protobuf library is needed.
    """
    score = b"\x15\x00\x00\x00\x00"
    pieces = (_message(1, piece.encode()) + score + _varint(3 << 3) + _varint(_BYTE_TYPE) for piece in BYTES)
    flag = _varint(_BYTE_FALLBACK_FIELD << 3) + b"\x01"
    return model + b"".join(_message(1, piece) for piece in pieces) + _message(2, flag)


def narrowed(model: bytes, pieces: Set[str]) -> bytes:
    """Return a serialized model that cuts texts into no other than these pieces, the others marked as unused.

    Ids stay.  Of a field that stands twice in a message the last one counts (see ``with_bytes``).
    """
    result, place = bytearray(), 0
    while place < len(model):
        start = place
        key, place = _read_varint(model, place)
        size, place = _read_varint(model, place)  # all fields of a ModelProto are messages
        body, place = model[place : place + size], place + size
        if key >> 3 != 1:
            result += model[start:place]
            continue
        length, begin = _read_varint(body, 1)  # the piece itself is a message's first field
        kept = body[begin : begin + length].decode("utf-8") in pieces or _TYPED.search(body[begin + length :])
        result += _message(1, body if kept else body + _varint(3 << 3) + _varint(_UNUSED_TYPE))
    return bytes(result)


def _read_varint(data: bytes, place: int) -> tuple[int, int]:
    """The number at a place, and the place behind it."""
    number = shift = 0
    while True:
        byte = data[place]
        number |= (byte & 127) << shift
        place, shift = place + 1, shift + 7
        if byte < 128:
            return number, place


def train(text: Iterable[str], size: int) -> bytes:
    """Return a serialized unigram model with byte pieces, trained on ``text``, of at most ``size`` pieces."""
    import io

    import sentencepiece

    out = io.BytesIO()
    sentencepiece.SentencePieceTrainer.train(
        sentence_iterator=iter(text),
        model_writer=out,
        model_type="unigram",
        vocab_size=size,
        hard_vocab_limit=False,
        character_coverage=0.9998,
        byte_fallback=True,
        unk_id=0,
        bos_id=-1,
        eos_id=-1,
        pad_id=-1,
        normalization_rule_name="nmt_nfkc",
        input_sentence_size=400_000,
        minloglevel=2,
    )
    return out.getvalue()


def table(model: bytes, before: dict[str, int] | None = None) -> dict[str, int]:
    """Return Marian's vocabulary of a sentencepiece model: </s>, <unk>, the pieces, <pad> last.

    ``before`` is the vocabulary that a model grows from: its ids stay, new pieces come behind them.
    CTranslate2 drops a <pad> only in the last place.
    """
    import sentencepiece

    processor = sentencepiece.SentencePieceProcessor(model_proto=model)
    ids = dict.fromkeys(before or ("</s>", "<unk>"))
    ids.pop("<pad>", None)
    ids.update(dict.fromkeys(processor.id_to_piece(i) for i in range(len(processor)) if not processor.is_unknown(i)))
    return {piece: number for number, piece in enumerate([*ids, "<pad>"])}


def write(folder: Path, model: bytes, ids: dict[str, int]) -> None:
    """Write the files of a MarianTokenizer to ``folder``."""
    folder.mkdir(parents=True, exist_ok=True)
    for name in ("source.spm", "target.spm"):
        (folder / name).write_bytes(model)
    (folder / "vocab.json").write_text(json.dumps(ids, ensure_ascii=False, indent=0), "utf-8")
    settings = {
        "tokenizer_class": "MarianTokenizer",
        "source_lang": "de",
        "target_lang": "en",
        "model_max_length": 512,
        "separate_vocabs": False,
        "clean_up_tokenization_spaces": False,
        "eos_token": "</s>",
        "unk_token": "<unk>",
        "pad_token": "<pad>",
    }
    (folder / "tokenizer_config.json").write_text(json.dumps(settings, indent=1) + "\n", "utf-8")


def load_table(folder: Path) -> dict[str, int]:
    """Return the vocabulary of a model folder, in the order of its ids."""
    ids: dict[str, int] = json.loads((folder / "vocab.json").read_text("utf-8"))
    return dict(sorted(ids.items(), key=lambda item: item[1]))
