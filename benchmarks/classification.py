"""How well headings, captions, boilerplate and foreign text are told apart.

    python -m benchmarks.classification [--news JSONL] [--page TXT LABELS TITLE] [--site DIR] [--language CODE FILE]...

``--news``: articles that are all text (``{"text": ...}`` a line).
What is called boilerplate or foreign there is printed to be read; ``lost`` counts sentences (four words and a full
stop) called boilerplate, in the articles as they are and, harder, with each sentence as a paragraph of its own.
``--page``: a scraped page and the expected kinds (``kind<TAB>digest of the segment`` a line, see ``digest``).
``--site``: a folder with evaldata.json and html/; a page's whole text is classified, without an extractor, and of the
strings in it that must survive (``with``) and must not (``without``) the shares kept and marked are counted.
``--language``: sentences of a language; how many are recognised, and called another language with confidence.
The last line is JSON.
"""

import argparse
import hashlib
import json
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from bitext.classification import Classifier, classify
from bitext.language import identify
from bitext.model import Article, Kind, Segment
from bitext.segmentation import Segmenter

TEXT = {Kind.HEADING, Kind.SENTENCE, Kind.CAPTION}


def digest(text: str) -> str:
    """Eight hexadecimal digits for a segment's text, so that labels can be kept without the text."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:8]


def news(path: Path) -> dict[str, float]:
    """What is called boilerplate or foreign in articles that are all text."""
    articles = [json.loads(line)["text"] for line in path.read_text(encoding="utf-8").splitlines()]
    segmenter = Segmenter()
    figures: dict[str, float] = {}
    for name, texts in (
        ("articles", articles),
        ("lines", ["\n\n".join(s.text for s in segmenter.segment(Article("", "", text))) for text in articles]),
    ):
        segments, seconds = _classified(segmenter, texts)
        odd = [s for s in segments if s.kind not in TEXT]
        for segment in odd:
            print(f"  {name} {segment.kind} ({segment.reason}): {segment.text[:100]}")
        figures[f"{name}_segments"] = len(segments)
        figures[f"{name}_boilerplate"] = sum(s.kind is Kind.BOILERPLATE for s in odd)
        figures[f"{name}_foreign"] = sum(s.kind is Kind.FOREIGN for s in odd)
        figures[f"{name}_lost"] = sum(s.kind is Kind.BOILERPLATE and _is_sentence(s.text) for s in odd)
        figures[f"{name}_segments_per_second"] = round(len(segments) / seconds)
    return figures


def _classified(segmenter: Segmenter, texts: Sequence[str]) -> tuple[list[Segment], float]:
    classifier = Classifier()
    segments: list[Segment] = []
    seconds = 0.0
    for number, text in enumerate(texts):
        article = Article(str(number), "", text)
        pieces = segmenter.segment(article)
        started = time.process_time()
        segments.extend(classifier.classify(article, pieces))
        seconds += time.process_time() - started
    return segments, seconds


def _is_sentence(text: str) -> bool:
    return len(text.split()) >= 4 and text.rstrip("“”\"»«'’)").endswith((".", "!", "?", "…"))


def page(text: Path, labels: Path, title: str) -> dict[str, float]:
    """Segments of a page with the expected text and kind."""
    article = Article("page", title, text.read_text(encoding="utf-8"))
    expected = [tuple(line.split("\t")) for line in labels.read_text(encoding="utf-8").splitlines()]
    segments = classify(article, Segmenter().segment(article))
    got = [(s.kind.value, digest(s.text)) for s in segments]
    for segment, pair in zip(segments, got, strict=True):
        if pair not in expected:
            print(f"  not expected: {segment.kind} ({segment.reason}): {segment.text[:100]}")
    right = sum(a == b for a, b in zip(got, expected, strict=False))
    return {"page_right": right, "page_of": max(len(expected), len(got))}


def site(folder: Path) -> dict[str, float]:
    """Strings of pages kept and marked when no extractor has been before."""
    data = json.loads((folder / "evaldata.json").read_text(encoding="utf-8"))
    segmenter = Segmenter()
    kept, present = {"with": 0, "without": 0}, {"with": 0, "without": 0}
    for entry in data.values():
        article = Article("page", "", _page_text((folder / "html" / entry["file"]).read_bytes()))
        segments = classify(article, segmenter.segment(article))
        text = _squeezed("".join(s.text for s in segments if s.kind in TEXT))
        whole = _squeezed(article.text)
        for side in kept:
            wanted = [string for string in map(_squeezed, entry[side]) if string in whole]
            present[side] += len(wanted)
            kept[side] += sum(string in text for string in wanted)
    return {
        "site_text_kept": round(kept["with"] / present["with"], 4),
        "site_debris_marked": round(1 - kept["without"] / present["without"], 4),
    }


BLOCKS = {
    *("p", "div", "li", "h1", "h2", "h3", "h4", "h5", "h6", "td", "th", "tr", "ul", "ol", "section", "article"),
    *("header", "footer", "nav", "aside", "br", "figcaption", "figure", "form", "label", "button", "option", "dt"),
    *("dd", "blockquote", "title"),
}


def _page_text(raw: bytes) -> str:
    from lxml import html

    lines = "".join(_texts(html.fromstring(raw))).split("\n")
    return "\n".join(" ".join(line.split()) for line in lines if line.strip())


def _texts(element: Any) -> Iterator[str]:
    if not isinstance(element.tag, str) or element.tag in {"script", "style", "noscript", "template"}:
        return
    end = "\n" if element.tag in BLOCKS else ""
    yield end + (element.text or "").replace("\n", " ")
    for child in element:
        yield from _texts(child)
        yield (child.tail or "").replace("\n", " ")
    yield end


def _squeezed(text: str) -> str:
    return "".join(text.split())


def language(code: str, path: Path) -> dict[str, float]:
    """Sentences recognised by their first 4 and 8 words and whole."""
    lines = [line.split() for line in path.read_text(encoding="utf-8").splitlines() if line.strip()][:2000]
    figures: dict[str, float] = {}
    for words in (4, 8, 0):
        guesses = [identify(" ".join(line[: words or None])) for line in lines if len(line) >= words]
        name = f"{code}_{words or 'all'}"
        figures[f"{name}_right"] = round(sum(g.code == code for g in guesses) / len(guesses), 4)
        figures[f"{name}_surely_wrong"] = round(
            sum(g.code != code and g.confidence > 0.7 for g in guesses) / len(guesses), 4
        )
    return figures


def main() -> None:
    """Prints the figures, last as JSON."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--news", type=Path)
    parser.add_argument("--page", nargs=3, metavar=("TXT", "LABELS", "TITLE"))
    parser.add_argument("--site", type=Path)
    parser.add_argument("--language", nargs=2, action="append", default=[], metavar=("CODE", "FILE"))
    options = parser.parse_args()
    figures: dict[str, float] = {}
    if options.news:
        figures |= news(options.news)
    if options.page:
        figures |= page(Path(options.page[0]), Path(options.page[1]), options.page[2])
    if options.site:
        figures |= site(options.site)
    for code, path in options.language:
        figures |= language(code, Path(path))
    print(json.dumps(figures))


if __name__ == "__main__":
    main()
