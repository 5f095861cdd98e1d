"""How fast the pipeline is: against the bare engine, against transformers; memory; time to the first sentence.

python -m benchmarks.speed --articles FILE [--limit N] [--model DIR] [--threads N] [--rounds N] [--memory]

All contestants take turns in one process; figures are medians over the rounds.
``vs_bare_ctranslate2`` is the share of the bare engine's sentences a second that is left
when the whole pipeline is timed: segmentation, glossary, enforcement, checks and units.
The bare engine gets the same sentences, already tokenised, searches with the same beam and patience, and runs
the model as CTranslate2's own converter makes it.
``vs_bare_narrow`` compares with our conversion of it, which leaves out the pieces that the model never writes;
``vs_bare_default_patience`` compares with the default patience, which ends the search earlier with other translations.
CPU time stands beside wall time, and the best turns beside the medians: a shared machine moves these less.
"""

import argparse
import atexit
import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import cache
from itertools import islice
from pathlib import Path
from typing import Any

from benchmarks.speed_argos import argos
from bitext.dump import read_articles
from bitext.engines.conversion import converted
from bitext.engines.ctranslate2 import BATCH_TOKENS, END, PATIENCE
from bitext.engines.location import find_model
from bitext.model import Article, Origin, Segment
from bitext.pipeline import TRANSLATED, Options, Segmentation, Translator
from bitext.repair import clean_for_translation
from bitext.starter import STARTER

BEAM = 4
PEERS = {
    "transformers16": "transformers_batch16",
    "transformers1": "transformers_batch1",
    "argostranslate": "argostranslate",
}
"""Contestant -> its name in the figures; the last one only where it is installed (benchmarks.speed_argos)."""


@dataclass(frozen=True, slots=True)
class Time:
    """What a turn took, in seconds a sentence."""

    wall: float
    cpu: float


def timed(run: Callable[[], int]) -> Time:
    """The time of a turn that translates the number of sentences it gives back."""
    wall, cpu = time.perf_counter(), time.process_time()
    sentences = run()
    return Time((time.perf_counter() - wall) / sentences, (time.process_time() - cpu) / sentences)


def articles(path: Path, limit: int) -> list[Article]:
    """The first articles of a dump."""
    found = (one for one in read_articles([str(path)]) if isinstance(one, Article))
    return list(islice(found, limit or None))


def sentences(read: Sequence[Article]) -> list[list[str]]:
    """What the model is given of each article."""
    cut = Segmentation()
    kept = [[one.text for one in cut(article) if _translated(one)] for article in read]
    return [[clean_for_translation(text)[0] for text in texts] for texts in kept]


def _translated(segment: Segment) -> bool:
    return segment.kind in TRANSLATED and any(map(str.isalpha, segment.text))


def pipeline(read: Sequence[Article], options: Options, rounds: int) -> Callable[[], int]:
    """The end-to-end pipeline, its model and glossary loaded; a new one each round, for it learns what repeats."""
    engine = Translator(options).engine
    translators = iter([Translator(options, engine) for _ in range(rounds)])

    def run() -> int:
        return sum(unit.origin is Origin.MT for unit in next(translators).translate_articles(read))

    return run


@cache
def stock(model: str, precision: str) -> Path:
    """The model as CTranslate2's own converter makes it, in a temporary folder."""
    from ctranslate2.converters import TransformersConverter

    folder = Path(tempfile.mkdtemp(prefix="bitext-bench-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    TransformersConverter(str(find_model(model).folder)).convert(str(folder / "model"), quantization=precision)
    return folder / "model"


def bare(texts: Sequence[str], options: Options, patience: float, *, narrow: bool = False) -> Callable[[], int]:
    """CTranslate2's translate_batch on tokenised sentences; ``narrow`` takes our conversion of the model."""
    import ctranslate2

    engine: Any = Translator(options).engine
    precision = engine.info.options["precision"]
    ours = converted(find_model(options.model).folder, engine.info.digest, precision)
    folder = ours if narrow else stock(options.model, precision)
    translator = ctranslate2.Translator(
        str(folder), compute_type=precision, inter_threads=options.threads, intra_threads=1
    )
    tokens = [[*engine.source_pieces(text).pieces, END] for text in texts]

    def run() -> int:
        results = translator.translate_batch(
            tokens, beam_size=BEAM, patience=patience, max_batch_size=BATCH_TOKENS, batch_type="tokens"
        )
        return len(results)

    return run


def transformers(texts: Sequence[str], options: Options, batch: int) -> Callable[[], int]:
    """transformers as its documentation shows it: tokenizer, generate, decode, sentences in the order of the file."""
    import torch
    from transformers import MarianMTModel, MarianTokenizer

    folder = str(find_model(options.model).folder)
    tokenizer: Any = MarianTokenizer.from_pretrained(folder)
    model: Any = MarianMTModel.from_pretrained(folder)

    def run() -> int:
        torch.set_num_threads(options.threads)
        for start in range(0, len(texts), batch):
            inputs = tokenizer(list(texts[start : start + batch]), return_tensors="pt", padding=True)
            with torch.inference_mode():
                tokenizer.batch_decode(model.generate(**inputs, num_beams=BEAM), skip_special_tokens=True)
        return len(texts)

    return run


def spread(texts: Sequence[str], count: int) -> list[str]:
    """Every so manieth sentence, ``count`` in all."""
    return [texts[i * len(texts) // count] for i in range(min(count, len(texts)))]


def argostranslate(cut: Sequence[Sequence[str]], options: Options, sample: int) -> Callable[[], int]:
    """argostranslate over the first articles with so many sentences; ImportError where it is not installed."""
    some, count = list[Sequence[str]](), 0
    while count < sample and len(some) < len(cut):
        some.append(cut[len(some)])
        count += len(some[-1])
    folder = find_model(options.model).folder
    precision = Translator(options).engine.info.options["precision"]
    return argos(some, stock(options.model, precision), folder, options.threads)


def peak(limit: int, arguments: argparse.Namespace) -> int:
    """Peak memory in KiB of a process of its own that translates so many articles."""
    with tempfile.TemporaryDirectory() as folder:
        dump = Path(folder) / "dump.jsonl"
        with dump.open("w", encoding="utf-8") as stream:
            for one in articles(arguments.articles, limit):
                stream.write(json.dumps({"id": one.id, "title": one.title, "text": one.text}) + "\n")
        child = (
            "import resource, runpy, sys; sys.argv[0] = 'bitext'\n"
            "try: runpy.run_module('bitext', run_name='__main__')\n"
            "except SystemExit: pass\n"
            "print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)"
        )
        options = ["-o", str(Path(folder) / "out.jsonl"), "-q", "--threads", str(arguments.threads)]
        command = [sys.executable, "-c", child, "translate", str(dump), *options, "--model", arguments.model]
        return int(subprocess.run(command, check=True, capture_output=True, text=True).stdout.split()[-1])


def first_sentence(arguments: argparse.Namespace) -> float:
    """Seconds from the start of the command to its end on one sentence."""
    command = [sys.executable, "-m", "bitext", "translate", "-", "--show", "--model", arguments.model]
    begin = time.perf_counter()
    subprocess.run(command, check=True, capture_output=True, input="Der Rat tagt heute.", text=True)
    return time.perf_counter() - begin


def measured(arguments: argparse.Namespace) -> dict[str, Any]:
    """The figures of all rounds."""
    options = Options(model=arguments.model, threads=arguments.threads, glossary=(STARTER,))
    read = articles(arguments.articles, arguments.limit)
    cut = sentences(read)
    texts = [text for article in cut for text in article]
    contestants = {
        "pipeline": pipeline(read, options, arguments.rounds),
        "bare": bare(texts, options, PATIENCE),
        "bare_narrow": bare(texts, options, PATIENCE, narrow=True),
        "bare_default": bare(texts, options, 1),
    }
    if arguments.sample:
        contestants["transformers16"] = transformers(spread(texts, arguments.sample), options, 16)
        contestants["transformers1"] = transformers(spread(texts, arguments.sample // 4), options, 1)
        with suppress(ImportError):
            contestants["argostranslate"] = argostranslate(cut, options, arguments.sample)
    times: dict[str, list[Time]] = {name: [] for name in contestants}
    for turn in range(arguments.rounds):
        # The other way round every other time: a machine that slows down would always meet the same contestant.
        for name, run in list(contestants.items())[:: -1 if turn % 2 else 1]:
            times[name].append(timed(run))
            print(turn, name, f"{1 / times[name][-1].wall:.1f} sentences/s", file=sys.stderr)
    wall = {name: statistics.median(one.wall for one in found) for name, found in times.items()}
    cpu = {name: statistics.median(one.cpu for one in found) for name, found in times.items()}
    best = {name: min(one.wall for one in found) for name, found in times.items()}
    words = sum(len(text.split()) for text in texts) / len(texts)
    return {
        "sentences": len(texts),
        "threads": options.threads,
        "sentences_per_second": round(1 / wall["pipeline"], 2),
        "words_per_second": round(words / wall["pipeline"], 1),
        "vs_bare_ctranslate2": round(wall["bare"] / wall["pipeline"], 3),
        "vs_bare_ctranslate2_best_turns": round(best["bare"] / best["pipeline"], 3),
        "vs_bare_narrow": round(wall["bare_narrow"] / wall["pipeline"], 3),
        "vs_bare_default_patience": round(wall["bare_default"] / wall["pipeline"], 3),
        **{f"vs_{name}": round(wall[key] / wall["pipeline"], 2) for key, name in PEERS.items() if key in wall},
        "cpu_vs_bare_ctranslate2": round(cpu["bare"] / cpu["pipeline"], 3),
        "cpu_ms_a_sentence": {name: round(1000 * value, 2) for name, value in cpu.items()},
        "wall_ms_a_sentence": {name: round(1000 * value, 2) for name, value in wall.items()},
    }


def main() -> None:
    """Measure, and print one JSON line last."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--articles", type=Path, required=True, help="dump as the command line reads it")
    parser.add_argument("--limit", type=int, default=100, help="articles")
    parser.add_argument("--model", default="auto")
    parser.add_argument("--threads", type=int, default=len(os.sched_getaffinity(0)))
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument(
        "--sample",
        type=int,
        default=256,
        help="sentences for transformers, a quarter of them one at a time; 0 leaves it out",
    )
    parser.add_argument(
        "--memory", action="store_true", help="also peak memory on --limit articles and ten times as many"
    )
    parser.add_argument("--start", action="store_true", help="also the time to the first sentence")
    arguments = parser.parse_args()
    figures = measured(arguments) if arguments.rounds else {}
    if arguments.memory:
        small, large = (peak(count * arguments.limit, arguments) for count in (1, 10))
        figures |= {"peak_kib": small, "peak_kib_ten_times": large, "peak_ratio": round(large / small, 3)}
    if arguments.start:
        times = [first_sentence(arguments) for _ in range(3)]
        figures["first_sentence_seconds"] = round(statistics.median(times), 2)
    print(json.dumps(figures))


if __name__ == "__main__":
    main()
