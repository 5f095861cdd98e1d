"""Alignment quality and time: ``python -m benchmarks.alignment DIR [--similarity mt|length|embeddings]``.

DIR holds X.de beside X.en or X.fr, one sentence a line, and X.gold or X.defr in Vecalign's format.
``strict_f1`` and ``lax_f1`` are Vecalign's.
``strict_f1_at_gold_level`` counts beads that together tile one gold bead exactly as that bead: where a set's gold was
only marked line by line, its n:m beads say nothing of the sentences inside, and no sentence aligner can reproduce them.
``--scale`` measures time and memory on made-up texts instead.
"""

import argparse
import json
import random
import resource
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks.alignment_peers import PEERS
from bitext.alignment.aligning import align
from bitext.alignment.embeddings import Embeddings, load_embed
from bitext.alignment.gold import at_level_of, read_path, score
from bitext.alignment.lexical import MachineBridge, Translate
from bitext.alignment.similarity import LengthOnly, Similarity
from bitext.model import Bead

SIMILARITIES = ("mt", "length", "embeddings")


@dataclass(frozen=True, slots=True)
class Document:
    """A pair of texts with its gold alignment."""

    folder: str
    name: str
    source: list[str]
    target: list[str]
    gold: list[Bead]
    coarse: bool
    """Whether the gold's n:m beads may hide finer ones: true for the constructed sets, whose gold ends in .gold."""


def documents(folder: Path) -> Iterator[Document]:
    """The documents of a folder, by name."""
    for source in sorted(folder.glob("*.de")):
        target = next(path for path in (source.with_suffix(".en"), source.with_suffix(".fr")) if path.exists())
        gold = next(path for path in (source.with_suffix(".gold"), source.with_suffix(".defr")) if path.exists())
        yield Document(
            folder.name, source.stem, _lines(source), _lines(target), read_path(gold), gold.suffix == ".gold"
        )


def _lines(path: Path) -> list[str]:
    return path.read_text(encoding="utf-8").removesuffix("\n").split("\n")


def similarity_of(name: str, model: str) -> Similarity:
    """The similarity, with the model that it needs."""
    if name == "mt":
        return MachineBridge(memory(bridge(model)))
    return Embeddings(load_embed(model)) if name == "embeddings" else LengthOnly()


def bridge(model: str) -> Translate:
    """Translations by the project's own engine, greedy: the bridge needs words, not style."""
    from bitext.decoding import Decoding
    from bitext.pipeline import Options, Translator
    from bitext.sentences import translate_sentences

    engine = Translator(Options(model=model, threads=1)).engine
    return lambda texts: [
        one.target(text)
        for text, one in zip(
            texts, translate_sentences(engine, texts, [()] * len(texts), Decoding(beam=1)), strict=True
        )
    ]


def memory(translate: Translate) -> Translate:
    """The same translations, each made once: peers and folds of a fit ask for them again."""
    known: dict[str, str] = {}

    def remembered(texts: Sequence[str]) -> list[str]:
        new = [text for text in dict.fromkeys(texts) if text not in known]
        known.update(zip(new, translate(new) if new else [], strict=True))
        return [known[text] for text in texts]

    return remembered


Found = list[tuple[Document, list[Bead]]]


def figures(found: Found) -> dict[str, float]:
    """The scores of found beads."""
    plain = score((document.gold, beads) for document, beads in found)
    level = score((document.gold, at_level_of(document.gold, beads)) for document, beads in found)
    return {
        "strict_f1": round(plain.strict.f1, 4),
        "lax_f1": round(plain.lax.f1, 4),
        "strict_f1_at_gold_level": round(level.strict.f1, 4),
        "strict_precision": round(plain.strict.precision, 4),
        "strict_recall": round(plain.strict.recall, 4),
    }


def calibration(found: Iterable[tuple[Document, list[Bead]]]) -> list[dict[str, float]]:
    """For each band of scores: how many beads, their mean score, and the share that the gold confirms."""
    marks: list[tuple[float, float]] = []
    for document, beads in found:
        gold = {(bead.sources, bead.targets) for bead in document.gold}
        level = {(bead.sources, bead.targets) for bead in at_level_of(document.gold, beads)}
        tiled = gold & level
        for bead in beads:
            confirmed = [set(bead.sources) <= set(one) and set(bead.targets) <= set(other) for one, other in tiled]
            marks.append((bead.score, float(any(confirmed))))
    table = []
    for low, high in ((0.0, 0.5), (0.5, 0.7), (0.7, 0.9), (0.9, 0.97), (0.97, 1.01)):
        inside = [mark for mark in marks if low <= mark[0] < high]
        if inside:
            mean, right = (sum(mark[side] for mark in inside) / len(inside) for side in (0, 1))
            table.append({"from": low, "beads": len(inside), "score": round(mean, 3), "right": round(right, 3)})
    return table


def timed(run: Callable[[Document], list[Bead]], material: Sequence[Document]) -> tuple[Found, float]:
    """What a run finds in each document, and the seconds that it takes."""
    start = time.perf_counter()
    found = [(document, run(document)) for document in material]
    return found, round(time.perf_counter() - start, 3)


def peers(material: Sequence[Document], translate: Translate | None) -> dict[str, dict[str, float] | str]:
    """Other aligners on the same documents in the same run."""
    results: dict[str, dict[str, float] | str] = {}
    for name, load in PEERS.items():
        try:
            peer = load(translate)
        except ImportError as error:
            results[name] = f"not installed: {error.name}"
            continue
        if peer is None:
            continue
        found, seconds = timed(lambda one, run=peer: run(one.source, one.target), material)  # type: ignore[misc]
        results[name] = {**figures(found), "seconds": seconds}
    return results


def scale(sizes: Sequence[int]) -> list[dict[str, float]]:
    """Seconds and peak memory of the search for made-up texts, with the bridge's features and with lengths only."""
    rows = []
    for size in sizes:
        source, target = made_up(size)
        row: dict[str, float] = {"sentences": size}
        for similarity in (LengthOnly(), MachineBridge(list)):
            start, used = time.perf_counter(), time.process_time()
            beads = align(source, target, similarity)
            row[f"{similarity.name}_seconds"] = round(time.perf_counter() - start, 2)
            row[f"{similarity.name}_cpu_seconds"] = round(time.process_time() - used, 2)
            row[f"{similarity.name}_beads"] = len(beads)
        row["peak_megabytes"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
        print(row, flush=True)
        rows.append(row)
    return rows


def made_up(size: int) -> tuple[list[str], list[str]]:
    """A text of made-up words and a noisy copy with merged, split, dropped and added sentences."""
    chance = random.Random(size)
    words = ["".join(chance.choices("abdeiklmnorstu", k=chance.randint(2, 9))) for _ in range(4000)]

    def sentence() -> list[str]:
        return [words[min(int(chance.expovariate(1 / 500)), 3999)] for _ in range(chance.randint(4, 30))]

    source, target = [sentence() for _ in range(size)], list[list[str]]()
    for line in source:
        kept = [word if chance.random() < 0.6 else chance.choice(words) for word in line]
        what = chance.random()
        if what < 0.05 and target:
            target[-1] = target[-1] + kept
        elif what < 0.1:
            target += [kept[: len(kept) // 2], kept[len(kept) // 2 :]]
        elif what < 0.13:
            target += [sentence(), kept]
        elif what > 0.03:
            target.append(kept)
    return [" ".join(line) for line in source], [" ".join(line) for line in target]


def main() -> None:
    """Print the figures, the JSON line last."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", nargs="?", type=Path)
    parser.add_argument("--similarity", choices=SIMILARITIES, default="mt")
    parser.add_argument("--model", default="auto", help="MarianMT folder for mt, sentence-transformers for embeddings")
    parser.add_argument("--no-peers", action="store_true", help="leave the other aligners out")
    parser.add_argument("--scale", nargs="*", type=int, metavar="N", help="[default: 1000 10000 50000]")
    arguments = parser.parse_args()
    if arguments.scale is not None:
        print(json.dumps({"scale": scale(arguments.scale or [1000, 10000, 50000])}))
        return
    if arguments.folder is None:
        parser.error("a folder or --scale is needed")
    material = list(documents(arguments.folder))
    start = time.perf_counter()
    similarity = similarity_of(arguments.similarity, arguments.model)
    if isinstance(similarity, MachineBridge):
        # As the command line does: many short texts fill batches together.
        similarity.prepare([sentence for document in material for sentence in document.source])
    model_seconds = time.perf_counter() - start
    found, seconds = timed(lambda one: align(one.source, one.target, similarity), material)
    translate = similarity.translate if isinstance(similarity, MachineBridge) else None
    result = {
        "benchmark": "alignment",
        "similarity": arguments.similarity,
        "documents": len(material),
        "gold_beads": sum(len(document.gold) for document in material),
        **figures(found),
        "seconds": seconds,
        "model_seconds": round(model_seconds, 3),
        "calibration": calibration(found),
        "baselines": {} if arguments.no_peers else peers(material, translate),
    }
    for name, value in result.items():
        print(f"{name}: {value}")
    print(json.dumps(result))


if __name__ == "__main__":
    main()
