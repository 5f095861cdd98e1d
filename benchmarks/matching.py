"""Compare ways of matching German terms.

    python -m benchmarks.matching [--glossary TSV --texts JSONL] [--glossary TSV --pairs TSV.zst --limit N]

A row of the cases holds an entry (``German=English``), a text, and the form that must match, or none.
``false`` counts rows in which something matched that must not: such a match forces wrong English.
``pairs`` looks at lines of German, tab, English: the share of matches whose wanted translation stands in the English,
by how they matched; were inflected and compound matches wrong, theirs would be far below that of exact ones.
HanTa (LGPL) is a peer only and is left out where it is not installed.
"""

import argparse
import json
import re
import time
from collections import Counter
from collections.abc import Callable, Iterable
from itertools import islice
from pathlib import Path

from bitext.glossary import Matcher, check_terms, load
from bitext.model import TermEntry

Find = Callable[[str, str], str | None]
WORD = re.compile(r"\w+(?:'s?)?|[^\w\s]")


def by_key(key: Callable[[str], str]) -> Find:
    """A matcher that compares words by a key."""

    def find(entry: str, text: str) -> str | None:
        want = [key(word) for word in WORD.findall(entry.partition("=")[0])]
        words = list(WORD.finditer(text))
        for first in range(len(words) - len(want) + 1):
            if [key(word.group()) for word in words[first : first + len(want)]] == want:
                return text[words[first].start() : words[first + len(want) - 1].end()]
        return None

    return find


def ours(entry: str, text: str) -> str | None:
    """The matcher of bitext with one entry."""
    source, _, target = entry.partition("=")
    matches = Matcher([TermEntry(source, (target,))]).find(text)
    return matches[0].form if matches else None


def with_case(key: Callable[[str], str]) -> Callable[[str], str]:
    """A key that tells capitalised words from small ones."""
    return lambda word: ("^" if word[:1].isupper() else "") + key(word)


def finders() -> Iterable[tuple[str, Find]]:
    """The ways to compare, by name."""
    import simplemma
    import snowballstemmer

    stemmer = snowballstemmer.stemmer("german")
    yield "exact", by_key(str)
    yield "snowball", by_key(lambda word: str(stemmer.stemWord(word.lower())))
    yield "snowball+case", by_key(with_case(lambda word: str(stemmer.stemWord(word.lower()))))
    yield "simplemma", by_key(lambda word: simplemma.lemmatize(word, lang="de"))
    yield "simplemma+case", by_key(with_case(lambda word: simplemma.lemmatize(word, lang="de")))
    try:
        from HanTa import HanoverTagger
    except ImportError:
        pass
    else:
        tagger = HanoverTagger.HanoverTagger("morphmodel_ger.pgz")
        yield "hanta", by_key(lambda word: str(tagger.analyze(word)[0]))
    yield "bitext", ours


def score(find: Find, cases: list[tuple[str, str, str]]) -> dict[str, object]:
    """Found, missed and false rows of one way to compare."""
    missed, false = [], []
    for entry, text, want in cases:
        form = find(entry, text)
        if want and form != want:
            missed.append(f"{entry}: {text}")
        if form is not None and form != want:
            false.append(f"{entry}: {text}")
    wanted = sum(1 for _, _, want in cases if want)
    return {"found": wanted - len(missed), "of": wanted, "false": len(false), "missed": missed, "wrong": false}


def speed(texts: Path, glossary: Path) -> dict[str, float]:
    """Sentences a second of CPU time on a JSONL file with ``text`` fields, and the time to compile the glossary."""
    began = time.process_time()
    matcher = Matcher(load([glossary]))
    built = time.process_time()
    lines = texts.read_text(encoding="utf-8").splitlines()
    sentences = [part for line in lines for part in re.split(r"(?<=[.!?])\s+", json.loads(line)["text"])]
    start = time.process_time()
    matches = sum(len(matcher.find(sentence)) for sentence in sentences)
    taken = time.process_time() - start
    return {
        "sentences": len(sentences),
        "matches": matches,
        "per_second": len(sentences) / taken,
        "build": built - began,
    }


def agreement(pairs: Path, glossary: Path, limit: int) -> dict[str, tuple[int, float]]:
    """For each way to match: matches in the German lines, and the share found in the English ones."""
    import io

    import zstandard

    matcher = Matcher(load([glossary]))
    seen: Counter[str] = Counter()
    found: Counter[str] = Counter()
    with pairs.open("rb") as raw, zstandard.ZstdDecompressor().stream_reader(raw) as stream:
        for line in islice(io.TextIOWrapper(stream, "utf-8"), limit):
            german, english = line.split("\t")[:2]
            for match, span in check_terms(german, english, matcher.find(german)):
                seen[match.how] += 1
                found[match.how] += span is not None
    return {how: (count, round(found[how] / count, 4)) for how, count in seen.most_common()}


def main() -> None:
    """Print one line for each way to compare and a JSON line last."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--cases", type=Path, default=Path(__file__).with_name("matching.tsv"))
    parser.add_argument("--texts", type=Path)
    parser.add_argument("--glossary", type=Path)
    parser.add_argument("--pairs", type=Path)
    parser.add_argument("--limit", type=int, default=300_000)
    parser.add_argument("--show", action="store_true", help="print the rows that each way gets wrong")
    options = parser.parse_args()
    lines = [line.split("\t") for line in options.cases.read_text(encoding="utf-8").splitlines()]
    cases = [(line[0], line[1], line[2]) for line in lines if not line[0].startswith("#")]
    result: dict[str, object] = {}
    for name, find in finders():
        row = score(find, cases)
        print(f"{name:16} found {row['found']:3}/{row['of']}  false {row['false']:3}/{len(cases)}")
        if options.show:
            print("  missed:", row["missed"], "\n  wrong:", row["wrong"])
        result[name] = {key: row[key] for key in ("found", "of", "false")}
    if options.texts and options.glossary:
        result["speed"] = speed(options.texts, options.glossary)
    if options.pairs and options.glossary:
        result["agreement"] = agreement(options.pairs, options.glossary, options.limit)
    print(json.dumps(result, ensure_ascii=False))


if __name__ == "__main__":
    main()
