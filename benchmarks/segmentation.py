"""How well and how fast German is cut into sentences, beside other segmenters.

    python -m benchmarks.segmentation FILE...

A ``*.txt`` file holds one gold sentence a line: ten at a time are joined with a blank, and the inner boundaries found
are counted (P, R, F1).
A ``*.jsonl`` file holds ``{"text": ..., "sentences": [...]}``: a case counts when all sentences are as in the gold,
``exact`` as given and ``fair`` without regard to white space, since some golds mend the text's blanks and line breaks.
Peers that are not installed are left out: pySBD, SoMaJo (GPL, never a dependency), choppa-srx by itself.
The last line is JSON.
"""

import argparse
import json
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

Splitter = Callable[[str], Sequence[str]]


@dataclass(frozen=True, slots=True)
class Count:
    """Boundaries found, wanted and both, and what the run took."""

    both: int
    found: int
    wanted: int
    sentences: int
    seconds: float

    def figures(self) -> dict[str, float]:
        """Precision, recall, F1 and sentences a second."""
        return {
            "p": round(self.both / max(1, self.found), 4),
            "r": round(self.both / max(1, self.wanted), 4),
            "f1": round(2 * self.both / max(1, self.found + self.wanted), 4),
            "sentences_per_second": round(self.sentences / max(1e-9, self.seconds)),
        }


def ours() -> Splitter:
    """The segmenter of bitext."""
    from bitext.model import Article
    from bitext.segmentation import Segmenter

    segmenter = Segmenter()
    return lambda text: [s.text for s in segmenter.segment(Article(id="x", title="", text=text))]


def choppa() -> Splitter:
    """LanguageTool's rules alone, run by choppa-srx."""
    from choppa import DEFAULT_SRX_RULESET, SrxDocument, SrxTextIterator

    document = SrxDocument(ruleset=DEFAULT_SRX_RULESET)
    return lambda text: [piece.strip() for piece in SrxTextIterator(document, "de_two", text) if piece.strip()]


def pysbd() -> Splitter:
    """pySBD with its German rules."""
    import pysbd

    segmenter = pysbd.Segmenter(language="de", clean=False)
    return lambda text: [piece.strip() for piece in segmenter.segment(text) if piece.strip()]


def somajo() -> Splitter:
    """SoMaJo with its German model; blank lines separate paragraphs."""
    from somajo import SoMaJo

    tokenizer = SoMaJo("de_CMC", split_camel_case=False)

    def split(text: str) -> list[str]:
        places = [place for place, char in enumerate(text) if not char.isspace()]
        pieces, start, number = [], 0, 0
        for sentence in tokenizer.tokenize_text(text.split("\n\n")):
            number += sum(len("".join((token.original_spelling or token.text).split())) for token in sentence)
            end = places[min(number, len(places)) - 1] + 1
            pieces.append(text[start:end].strip())
            start = end
        return pieces

    return split


SPLITTERS: dict[str, Callable[[], Splitter]] = {"bitext": ours, "choppa": choppa, "pysbd": pysbd, "somajo": somajo}


def boundaries(sentences: Iterable[str]) -> set[int]:
    """Inner boundaries, counted in characters that are not white space, so that no peer need keep offsets."""
    lengths, total = [], 0
    for sentence in sentences:
        total += len("".join(sentence.split()))
        lengths.append(total)
    return set(lengths[:-1])


def score_lines(path: Path, split: Splitter, show: bool = False) -> Count:
    """Boundaries of a file of sentences, ten joined with a blank."""
    lines = [" ".join(line.split()) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
    both = found = wanted = 0
    seconds = 0.0
    for first in range(0, len(lines), 10):
        text = " ".join(lines[first : first + 10])
        started = time.process_time()
        pieces = split(text)
        seconds += time.process_time() - started
        gold, got = boundaries(lines[first : first + 10]), boundaries(pieces)
        both, found, wanted = both + len(gold & got), found + len(got), wanted + len(gold)
        if show and gold != got:
            _show(text, gold, got)
    return Count(both, found, wanted, len(lines), seconds)


def _show(text: str, gold: set[int], got: set[int]) -> None:
    places = [place for place, char in enumerate(text) if not char.isspace()]
    for number in sorted(gold ^ got):
        place = places[number - 1] + 1
        what = "missed" if number in gold else "added "
        print(f"  {what} {text[max(0, place - 50) : place]} | {text[place : place + 30]}")


def score_cases(path: Path, split: Splitter, show: bool = False) -> dict[str, int]:
    """Cases cut as in the gold: as given, and without regard to white space."""
    exact = fair = 0
    cases = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
    for case in cases:
        gold, got = list(case["sentences"]), list(split(case["text"]))
        exact += gold == got
        same = ["".join(s.split()) for s in gold] == ["".join(s.split()) for s in got]
        fair += same
        if show and gold != got:
            first = next((pair for pair in zip(gold, got, strict=False) if pair[0] != pair[1]), "")
            print(f"  {'blanks differ' if same else 'WRONG'}: {first}")
    return {"exact": exact, "fair": fair, "of": len(cases)}


def run(paths: Sequence[Path], names: Sequence[str]) -> dict[str, dict[str, dict[str, float]]]:
    """Figures by splitter and file name."""
    result: dict[str, dict[str, dict[str, float]]] = {}
    for name in names:
        try:
            split = SPLITTERS[name]()
        except ImportError as error:
            print(f"{name}: not installed ({error.name})")
            continue
        split("Das ist ein Satz. Das ist noch einer.")
        for path in paths:
            show = name == "bitext"
            print(f"{name} {path.name}")
            figures: dict[str, float] = (
                {**score_cases(path, split, show)}
                if path.suffix == ".jsonl"
                else score_lines(path, split, show).figures()
            )
            print(f"  {figures}")
            result.setdefault(name, {})[path.name] = figures
    return result


def main() -> None:
    """Prints the figures, last as JSON."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("files", nargs="+", type=Path)
    parser.add_argument("--only", action="append", choices=sorted(SPLITTERS), help="this segmenter (again for more)")
    options = parser.parse_args()
    print(json.dumps(run(options.files, options.only or list(SPLITTERS)), ensure_ascii=False))


if __name__ == "__main__":
    main()
