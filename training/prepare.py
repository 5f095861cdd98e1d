"""Clean the corpus, make the vocabulary and the encoded training data: ``python -m training.prepare CONFIG``."""

import json
import random
import sys
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import chain
from pathlib import Path

from training import config, encoding, filters, robust, vocabulary
from training.corpus import Pair, read

_MARKS = str.maketrans(
    {"’": "'", "‘": "'", "´": "'", "`": "'", "\xa0": " ", "\u202f": " ", "\xad": None, "\u200b": None}
)
_QUOTES = str.maketrans(dict.fromkeys("„“”«»", '"'))


def tidy(pair: Pair, rng: random.Random) -> Pair:
    """Return the pair in NFC with single spaces and matching quotation marks.

    German marks stand against English ones, straight against straight, so that the model learns which belong together.
    """
    de = " ".join(unicodedata.normalize("NFC", pair.de).translate(_MARKS).split())
    en = " ".join(unicodedata.normalize("NFC", pair.en).translate(_MARKS).split())
    typographic = any(mark in de for mark in "„“”«»")
    if typographic or '"' in de or any(mark in en for mark in "“”"):
        de, en = de.translate(_QUOTES), en.translate(_QUOTES)
        if typographic or rng.random() < 0.5:
            de, en = robust.set_marks(de, en, rng) or (de, en)
    return pair._replace(de=de, en=en)


def clean(pairs: Iterable[Pair], data: config.Data, dropped: Counter[str]) -> Iterator[Pair]:
    """Yield the pairs worth training on, each German side once, and count the others by reason."""
    rng = random.Random(data.seed)
    seen: set[int] = set()
    kept: Counter[str] = Counter()
    for raw in pairs:
        if raw.kind not in data.weights and raw.kind not in data.decay_weights:
            dropped["kind"] += 1
            continue
        pair = tidy(raw, rng)
        key = hash((pair.de.lower(), pair.en.lower()[:40]))
        if any(kept[name] >= data.limits.get(name, sys.maxsize) for name in (pair.kind, pair.source)):
            dropped["limit"] += 1
        elif key in seen:
            dropped["duplicate"] += 1
        elif why := filters.reason(pair.de, pair.en):
            dropped[why] += 1
        else:
            seen.add(key)
            kept.update({pair.kind, pair.source})
            yield pair


def split_dev(pairs: list[Pair], data: config.Data) -> tuple[list[Pair], list[Pair]]:
    """Return (training pairs, development pairs); no German side of the second stays in the first."""
    candidates = [pair for pair in pairs if pair.source in data.dev_sources]
    dev = random.Random(data.seed).sample(candidates, min(data.dev_pairs, len(candidates)))
    taken = {pair.de for pair in dev} | {pair.en for pair in dev}
    return [pair for pair in pairs if pair.de not in taken and pair.en not in taken], dev


def make_vocabulary(settings: config.Config, pairs: list[Pair]) -> Path:
    """Write the tokenizer files to the work folder: the starting model's with byte pieces, or new ones."""
    folder, start = settings.paths.work / "vocabulary", settings.paths.start
    if start:
        model = (start / "source.spm").read_bytes()
        before = vocabulary.load_table(start)
        if vocabulary.BYTES[0] not in before:
            model = vocabulary.with_bytes(model)
        vocabulary.write(folder, model, vocabulary.table(model, before))
        return folder
    model = vocabulary.train(chain.from_iterable((pair.de, pair.en) for pair in pairs), settings.shape.vocabulary)
    vocabulary.write(folder, model, vocabulary.table(model))
    return folder


def prepare(settings: config.Config) -> dict[str, object]:
    """Write train.npz, dev.de, dev.en and the vocabulary to the work folder; return what was kept and dropped."""
    work, dropped = settings.paths.work, Counter[str]()
    work.mkdir(parents=True, exist_ok=True)
    rows = chain.from_iterable(read(path) for path in settings.paths.corpus)
    pairs, dev = split_dev(list(clean(rows, settings.data, dropped)), settings.data)
    folder = make_vocabulary(settings, pairs)
    news = [pair for pair in pairs if settings.data.decay_weights.get(pair.kind, 0) >= 1]
    pairs += robust.make(news, settings.data.robust_pairs, settings.data.seed)
    data = encoding.encode(pairs, encoding.Encoder(folder), settings.data.max_pieces)
    encoding.save(data, work / "train.npz")
    for side in ("de", "en"):
        (work / f"dev.{side}").write_text("".join(getattr(pair, side) + "\n" for pair in dev), "utf-8")
    kept = Counter(pair.kind for pair in pairs)
    report = {"kept": dict(kept), "dropped": dict(dropped), "dev": len(dev), "tokens": int(data.lengths.sum())}
    (work / "prepare.json").write_text(json.dumps(report, indent=1) + "\n", "utf-8")
    return report


def main() -> None:
    """Run ``prepare`` with the configuration file named on the command line."""
    if len(sys.argv) != 2:
        sys.exit("usage: python -m training.prepare CONFIG")
    print(json.dumps(prepare(config.load(Path(sys.argv[1])))))


if __name__ == "__main__":
    main()
