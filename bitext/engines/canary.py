"""A known sentence at load: a model that lost its wits must not translate a night's dump."""

from bitext.decoding import Decoding, Engine, Request
from bitext.errors import ModelError

CANARY = "Berlin ist die Hauptstadt von Deutschland."
EXPECTED = ("berlin", "germany")


def check_canary(engine: Engine) -> None:
    """Nothing for a model that knows where Berlin is; ModelError with what it wrote otherwise."""
    request = Request(engine.source_pieces(CANARY).pieces)
    text = engine.decode([request], Decoding(beam=2))[0].best.text
    if not all(word in text.lower() for word in EXPECTED):
        info = engine.info
        raise ModelError(
            f"{info.model}@{info.digest}: the model is broken or not German-English: "
            f"{CANARY!r} became {text!r} with {info.engine} {dict(info.versions)}. "
            "Check the model folder, or go back to the library versions that worked."
        )
