"""Random and awkward texts against the laws of segmentation and classification, for a bounded time.

    python -m benchmarks.fuzz_segmenter [--seconds 60] [--seed 0]

Each text is segmented and classified; nothing may be lost, gaps hold white space only, and no text may take longer than
``--limit`` microseconds a character (texts under 2,000 characters are not timed).
Ends with exit status 1 at the first text that breaks a law, which is printed with its seed.
The last line is JSON.
"""

import argparse
import json
import random
import sys
import time

from bitext.classification import Classifier
from bitext.model import Article
from bitext.segmentation import Segmenter, gaps, join

PIECES = (
    *(
        "Der Rat",
        " tagt",
        ". ",
        ".",
        "! ",
        "? ",
        "… ",
        "...",
        "„",
        "“",
        "»",
        "«",
        "‚",
        "‘",
        '"',
        "(",
        ")",
        "[",
        "]",
        "{",
    ),
    *("\n", "\n\n", "\r\n", "\r", " ", "\t", "\u00a0", "\u2003", "\u2028", "\x85", "\x0b", "\x1c", "\x00", "\x07"),
    *("\u00ad", "\u200b", "\u200f", "\u202e", "\ufeff", "\ud800", "\udfff", "\U0010ffff", "e\u0301", "İ", "ß"),
    *("z. B. ", "Dr. ", "12. ", "Januar ", "II. ", "1.000,5 ", "Abs. 3 ", "usw. ", "A. ", "www.a.de ", "a@b.de "),
    *(
        "• ",
        "- ",
        "1. ",
        "a) ",
        "| ",
        "Abonnieren",
        "Mehr ",
        "© dpa / Max",
        "Foto: ",
        "Live",
        "Ticker",
        "11.11.",
        "10:15 ",
    ),
    *("wir ", "Cookies ", "Klicken Sie ", "E-Mail ", "Von ", "AAAA", "Новости ", "the ", "und ", "der\n", "Bundes-\n"),
)


def random_text(source: random.Random) -> str:
    """A mix of pieces, a piece many times, or random code points."""
    kind = source.random()
    if kind < 0.5:
        return "".join(source.choices(PIECES, k=source.randint(0, 80)))
    if kind < 0.9:
        motif = "".join(source.choices(PIECES, k=source.randint(1, 4)))
        return (motif * source.randint(1, 3000))[:8000]
    return "".join(chr(source.randrange(0x3000)) for _ in range(source.randint(0, 200)))


def broken_law(text: str, segmenter: Segmenter, classifier: Classifier) -> str:
    """The law that the text breaks, or nothing."""
    article = Article(id="f", title="", text=text)
    segments = segmenter.segment(article)
    for pieces in (segments, classifier.classify(article, segments)):
        between = gaps(article, pieces)
        if join(pieces, between) != text:
            return "segments and gaps do not give the text back"
        if any(gap.strip() for gap in between):
            return "a gap holds text"
        if any(piece.text != text[piece.start : piece.end] or piece.text != piece.text.strip() for piece in pieces):
            return "a segment is not what stands at its offsets, or has outer blanks"
        if any(not piece.text for piece in pieces):
            return "an empty segment"
    return ""


def main() -> int:
    """0 when no law broke."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--limit", type=float, default=200, help="microseconds a character")
    options = parser.parse_args()
    segmenter, classifier = Segmenter(), Classifier()
    broken_law("Ein Satz, der alles lädt. Noch einer.", segmenter, classifier)
    end = time.monotonic() + options.seconds
    texts = characters = 0
    slowest = 0.0
    while time.monotonic() < end:
        seed = options.seed + texts
        text = random_text(random.Random(seed))
        started = time.process_time()
        law = broken_law(text, segmenter, classifier)
        cost = (time.process_time() - started) / max(1, len(text)) * 1e6 if len(text) >= 2000 else 0.0
        slowest, texts, characters = max(slowest, cost), texts + 1, characters + len(text)
        if law or cost > options.limit:
            print(f"seed {seed}: {law or f'{cost:.0f} microseconds a character'}: {text[:200]!r}")
            return 1
    print(json.dumps({"texts": texts, "characters": characters, "slowest_us_per_character": round(slowest, 1)}))
    return 0


if __name__ == "__main__":
    sys.exit(main())
