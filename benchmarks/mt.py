"""Quality of a model on a test set: ``python -m benchmarks.mt SOURCE REFERENCE [--model DIR] [--limit N]``.

Translates line by line (CTranslate2, beam 4) and prints one JSON line: BLEU and chrF with their sacreBLEU signatures,
the share of the numbers of the source that the translation has by value, and sentences a second.
"""

import argparse
import json
import time
from collections.abc import Sequence
from pathlib import Path

from training import evaluate

MODEL = Path(__file__).parent.parent / "bitext" / "models" / "de-en"


def measure(sources: Sequence[str], references: Sequence[str], model: Path, quantization: str) -> dict[str, object]:
    """Return the scores of ``model`` on one test set."""
    from sacrebleu import BLEU, CHRF

    began = time.perf_counter()
    hypotheses = evaluate.translate(model, sources, quantization)
    spent = time.perf_counter() - began
    bleu, chrf = BLEU(), CHRF()
    return {
        "bleu": round(bleu.corpus_score(hypotheses, [list(references)]).score, 2),
        "chrf": round(chrf.corpus_score(hypotheses, [list(references)]).score, 2),
        "bleu_signature": str(bleu.get_signature()),
        "chrf_signature": str(chrf.get_signature()),
        "numbers": round(evaluate.number_fidelity(sources, hypotheses), 4),
        "sentences": len(sources),
        "sentences_per_second": round(len(sources) / spent, 1),
        "quantization": quantization,
    }


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
