"""How well the glossary is enforced: term success, quality and time against free decoding.

    python -m benchmarks.terms SOURCE REF TERMS [--limit N]

SOURCE and REF are line files; TERMS has one JSON list of {"de", "en"} a line.
For JSONL sets with their own sentences (fields de, en, terms) give the same file three times.

    python -m benchmarks.terms --news ARTICLES.jsonl [--limit N]

Time on ordinary news (N articles) with the starter glossary, and what became of its terms.
"""

import argparse
import json
import time
from collections import Counter, defaultdict
from dataclasses import dataclass
from pathlib import Path

from sacrebleu.metrics import BLEU, CHRF

from bitext.decoding import Decoding, Engine
from bitext.enforcement import Enforced
from bitext.engines import load_engine
from bitext.engines.location import find_model
from bitext.glossary import Glossary, Matcher, find_targets, load
from bitext.model import TermEntry, TermMatch, TermStatus
from bitext.segmentation import segment
from bitext.sentences import translate_sentences
from bitext.starter import STARTER


@dataclass(frozen=True)
class Source:
    """A sentence with its reference and the terms that it must honour."""

    source: str
    reference: str
    matches: tuple[TermMatch, ...]


def read(source: Path, reference: Path, terms: Path) -> list[Source]:
    """The sentences of a set with the terms that stand in the source, exactly as the set gives them."""
    if source == terms:
        rows = [json.loads(line) for line in terms.open(encoding="utf-8")]
        triples = [(row["de"], row["en"], row["terms"]) for row in rows]
    else:
        lines = [path.read_text("utf-8").splitlines() for path in (source, reference)]
        triples = list(zip(*lines, [json.loads(line) for line in terms.open(encoding="utf-8")], strict=True))
    return [Source(de, en, matches(de, listed)) for de, en, listed in triples]


def matches(text: str, listed: list[dict[str, str]]) -> tuple[TermMatch, ...]:
    """The occurrences of a sentence's own terms; a repeated German term with several targets accepts any of them."""
    targets: dict[str, list[str]] = defaultdict(list)
    for term in listed:
        if term["de"].strip() and term["en"].strip():
            targets[term["de"].strip()].append(term["en"].strip())
    entries = [TermEntry(source, tuple(dict.fromkeys(found))) for source, found in targets.items()]
    return Matcher(Glossary(tuple(entries))).find(text)


def successes(sentences: list[Source], outputs: list[str]) -> tuple[int, int, int]:
    """Occurrences, those whose target is in the output in any accepted form, and those in it to the letter."""
    total = loose = exact = 0
    for sentence, output in zip(sentences, outputs, strict=True):
        counts = Counter(match.entry for match in sentence.matches)
        total += sum(counts.values())
        for entry, wanted in counts.items():
            match = next(one for one in sentence.matches if one.entry == entry)
            loose += min(wanted, len(find_targets(entry, match, output)))
            exact += min(wanted, sum(output.casefold().count(target.casefold()) for target in entry.targets))
    return total, loose, exact


def duplicates(sentences: list[Source], outputs: list[str]) -> int:
    """How often a target stands in the output more often than its term in the source."""
    extra = 0
    for sentence, output in zip(sentences, outputs, strict=True):
        counts = Counter(match.entry for match in sentence.matches)
        for entry, wanted in counts.items():
            match = next(one for one in sentence.matches if one.entry == entry)
            extra += max(0, len(find_targets(entry, match, output)) - wanted)
    return extra


def run(engine: Engine, sentences: list[Source], enforced: bool, beam: int) -> tuple[list[str], list[Enforced], float]:
    """The outputs, what enforcement did, and the CPU seconds that it took."""
    texts = [sentence.source for sentence in sentences]
    matches = [sentence.matches if enforced else () for sentence in sentences]
    start = time.process_time()
    done = translate_sentences(engine, texts, matches, Decoding(beam=beam))
    seconds = time.process_time() - start
    outputs = [one.target(text) for one, text in zip(done, texts, strict=True)]
    return outputs, [part for one in done for part in one.parts], seconds


def by_strategy(enforced: list[Enforced]) -> dict[str, dict[str, int]]:
    """Hits and misses of each strategy."""
    table: dict[str, dict[str, int]] = {}
    for term in (term for one in enforced for term in one.terms):
        table.setdefault(term.strategy, {"hit": 0, "miss": 0})["hit" if term.hit else "miss"] += 1
    return table


def by_count(sentences: list[Source], outputs: list[str]) -> dict[str, float]:
    """Success by number of terms a sentence."""
    groups: dict[str, list[tuple[Source, str]]] = defaultdict(list)
    for sentence, output in zip(sentences, outputs, strict=True):
        if sentence.matches:
            groups[str(min(len(sentence.matches), 6))].append((sentence, output))
    result = {}
    for key, pairs in sorted(groups.items()):
        total, loose, _ = successes([one for one, _ in pairs], [text for _, text in pairs])
        result[key] = round(loose / total, 4)
    return result


def news(engine: Engine, path: Path, limit: int, beam: int) -> dict[str, object]:
    """Time and strategies on the sentences of articles with the starter glossary."""
    matcher = Matcher(load([STARTER]))
    texts = [json.loads(line)["text"] for line in path.open(encoding="utf-8")][: limit or None]
    lines = [one.text for text in texts for one in segment(text)]
    sentences = [Source(line, "", matcher.find(line)) for line in lines]
    run(engine, sentences[:20], True, beam)
    _, _, free_time = run(engine, sentences, False, beam)
    outputs, enforced, whole_time = run(engine, sentences, True, beam)
    total, loose, _ = successes([with_must(one) for one in sentences], outputs)
    return {
        "sentences": len(sentences),
        "occurrences": total,
        "success": round(loose / max(total, 1), 4),
        "time_ratio": round(whole_time / free_time, 3),
        "by_strategy": by_strategy(enforced),
    }


def with_must(sentence: Source) -> Source:
    """The sentence with only the matches that are enforced."""
    kept = tuple(one for one in sentence.matches if one.entry.status is TermStatus.MUST)
    return Source(sentence.source, sentence.reference, kept)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("source", type=Path, nargs="?")
    parser.add_argument("reference", type=Path, nargs="?")
    parser.add_argument("terms", type=Path, nargs="?")
    parser.add_argument("--news", type=Path, help="articles to translate with the starter glossary")
    parser.add_argument("--limit", type=int, default=0)
    parser.add_argument("--model", default="auto")
    parser.add_argument("--engine", default="ctranslate2")
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--beam", type=int, default=4)
    parser.add_argument("--show", type=int, default=0, help="print this many enforced sentences")
    args = parser.parse_args()
    engine = load_engine(find_model(args.model).folder, args.engine, "cpu", args.threads)
    if args.news:
        print(json.dumps(news(engine, args.news, args.limit, args.beam)))
        return
    sentences = read(args.source, args.reference, args.terms)
    sentences = sentences[: args.limit or None]
    run(engine, sentences[:20], True, args.beam)
    free, _, free_time = run(engine, sentences, False, args.beam)
    outputs, enforced, whole_time = run(engine, sentences, True, args.beam)
    shown = [x for x in zip(sentences, free, outputs, strict=True) if x[0].matches and x[1] != x[2]][: args.show]
    for sentence, before, after in shown:
        print("\n", sentence.source, "\n  free:", before, "\n  ours:", after)
        print("  ", [(match.form, match.entry.targets) for match in sentence.matches])
    references = [sentence.reference for sentence in sentences]
    total, loose, exact = successes(sentences, outputs)
    _, loose_free, exact_free = successes(sentences, free)
    lies = sum(term.hit and term.target not in one.draft.hypothesis.text for one in enforced for term in one.terms)
    bleu, chrf = BLEU(), CHRF()
    result = {
        "sentences": len(sentences),
        "occurrences": total,
        "success": round(loose / total, 4),
        "success_free": round(loose_free / total, 4),
        "exact": round(exact / total, 4),
        "exact_free": round(exact_free / total, 4),
        "false_hits": lies,
        "duplicates": duplicates(sentences, outputs),
        "duplicates_free": duplicates(sentences, free),
        "chrf": round(chrf.corpus_score(outputs, [references]).score, 2),
        "chrf_free": round(chrf.corpus_score(free, [references]).score, 2),
        "bleu": round(bleu.corpus_score(outputs, [references]).score, 2),
        "bleu_free": round(bleu.corpus_score(free, [references]).score, 2),
        "time_ratio": round(whole_time / free_time, 2),
        "by_strategy": by_strategy(enforced),
        "by_terms": by_count(sentences, outputs),
    }
    print(json.dumps(result, ensure_ascii=False))


if __name__ == "__main__":
    main()
