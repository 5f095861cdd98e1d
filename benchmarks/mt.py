"""Quality of a model on a test set: ``python -m benchmarks.mt SOURCE REFERENCE [--model DIR] [--limit N]``.

Translates line by line (CTranslate2, beam 4) and prints one JSON line: BLEU and chrF with their sacreBLEU signatures,
the share of the numbers of the source that the translation has by value, and sentences a second.
Under ``product`` the same scores of what ``bitext translate`` writes without a glossary: there loops are decoded again
and wrong numbers give way to another translation or are put right.
"""

import argparse
import json
import time
from collections.abc import Sequence
from pathlib import Path

from bitext.decoding import Decoding
from bitext.pipeline import Options, Translator
from bitext.sentences import translate_sentences
from training import evaluate

MODEL = Path(__file__).parent.parent / "bitext" / "models" / "de-en"


def measure(sources: Sequence[str], references: Sequence[str], model: Path, quantization: str) -> dict[str, object]:
    """Return the scores of ``model`` on one test set."""
    from sacrebleu import BLEU, CHRF

    began = time.perf_counter()
    hypotheses = evaluate.translate(model, sources, quantization)
    spent = time.perf_counter() - began
    bleu, chrf = BLEU(), CHRF()

    def scores(translations: Sequence[str]) -> dict[str, float]:
        return {
            "bleu": round(bleu.corpus_score(translations, [list(references)]).score, 2),
            "chrf": round(chrf.corpus_score(translations, [list(references)]).score, 2),
            "numbers": round(evaluate.number_fidelity(sources, translations), 4),
        }

    return {
        **scores(hypotheses),
        "product": scores(product(sources, model)),
        "bleu_signature": str(bleu.get_signature()),
        "chrf_signature": str(chrf.get_signature()),
        "sentences": len(sources),
        "sentences_per_second": round(len(sources) / spent, 1),
        "quantization": quantization,
    }


def product(sources: Sequence[str], model: Path) -> list[str]:
    """Return the translations that the pipeline makes of sentences without a glossary."""
    engine = Translator(Options(model=str(model))).engine
    done = translate_sentences(engine, sources, [()] * len(sources), Decoding())
    return [sentence.target(source) for source, sentence in zip(sources, done, strict=True)]


def main() -> None:
    """Print the scores on the files that the command line names."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.mt", description="BLEU, chrF and numbers kept.")
    parser.add_argument("source", type=Path)
    parser.add_argument("reference", type=Path)
    parser.add_argument("--model", type=Path, default=MODEL, help="a MarianMT folder (default: the embedded model)")
    parser.add_argument("--limit", type=int, help="only the first N lines")
    parser.add_argument("--quantization", default="int8", choices=("int8", "float32"))
    arguments = parser.parse_args()
    sources, references = (
        path.read_text("utf-8").splitlines()[: arguments.limit] for path in (arguments.source, arguments.reference)
    )
    print(json.dumps(measure(sources, references, arguments.model, arguments.quantization)))


if __name__ == "__main__":
    main()
