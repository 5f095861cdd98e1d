"""Translate with a model folder and score it: ``python -m training.evaluate MODEL SOURCE REFERENCE``."""

import argparse
import json
import tempfile
from collections.abc import Sequence
from pathlib import Path

from bitext.engines.conversion import convert
from training import numerals


def translate(folder: Path, sentences: Sequence[str], quantization: str = "int8", threads: int = 1) -> list[str]:
    """Return the translations of ``sentences`` by the MarianMT model in ``folder``, with CTranslate2 and beam 4.

    ``patience=2``: with 1, CTranslate2 ends its search early and loses better hypotheses that transformers finds.
    """
    import ctranslate2
    import sentencepiece

    pieces = sentencepiece.SentencePieceProcessor(model_file=str(folder / "source.spm"))
    tokens = [[*pieces.encode(sentence, out_type=str), "</s>"] for sentence in sentences]
    with tempfile.TemporaryDirectory() as scratch:
        convert(folder, Path(scratch) / "model", quantization)
        translator = ctranslate2.Translator(
            str(Path(scratch) / "model"), compute_type=quantization, inter_threads=threads, intra_threads=1
        )
    order = sorted(range(len(tokens)), key=lambda i: len(tokens[i]))
    hypotheses = [""] * len(tokens)
    for start in range(0, len(order), 64):
        rows = order[start : start + 64]
        bound = 2 * len(tokens[rows[-1]]) + 16
        results = translator.translate_batch(
            [tokens[i] for i in rows], beam_size=4, patience=2, max_batch_size=16, max_decoding_length=bound
        )
        for i, result in zip(rows, results, strict=True):
            hypotheses[i] = pieces.decode(result.hypotheses[0])
    return hypotheses


def corpus_scores(references: Sequence[str], hypotheses: Sequence[str]) -> dict[str, float]:
    """Return ``bleu`` and ``chrf`` (0 to 100, sacreBLEU's defaults)."""
    from sacrebleu import BLEU, CHRF

    return {
        "bleu": BLEU().corpus_score(list(hypotheses), [list(references)]).score,
        "chrf": CHRF().corpus_score(list(hypotheses), [list(references)]).score,
    }


def number_fidelity(sources: Sequence[str], hypotheses: Sequence[str]) -> float:
    """Return the share of the numbers of the sources that the translations have by value (see numerals)."""
    counts = [numerals.kept(source, hypothesis) for source, hypothesis in zip(sources, hypotheses, strict=True)]
    return sum(found for found, _ in counts) / max(sum(wanted for _, wanted in counts), 1)


def main() -> None:
    """Print the scores of the model, the test set and the precision that the command line names."""
    parser = argparse.ArgumentParser(prog="python -m training.evaluate", description="Score a model folder.")
    parser.add_argument("model", type=Path)
    parser.add_argument("source", type=Path)
    parser.add_argument("reference", type=Path)
    parser.add_argument("--quantization", default="int8", choices=("int8", "float32"))
    parser.add_argument("--limit", type=int)
    parser.add_argument("--output", type=Path, help="write the translations here")
    arguments = parser.parse_args()
    sources, references = (
        path.read_text("utf-8").splitlines()[: arguments.limit] for path in (arguments.source, arguments.reference)
    )
    hypotheses = translate(arguments.model, sources, arguments.quantization)
    if arguments.output:
        arguments.output.write_text("".join(f"{line}\n" for line in hypotheses), "utf-8")
    scores = corpus_scores(references, hypotheses) | {"numbers": number_fidelity(sources, hypotheses)}
    print(json.dumps({name: round(value, 4) for name, value in scores.items()}))


if __name__ == "__main__":
    main()
