"""Golden cases: a whole scraped page, and what each piece of it is."""

from pathlib import Path

import pytest

from bitext.classification import classify
from bitext.model import Article
from bitext.segmentation import Segmenter, gaps, join

CASES = sorted((Path(__file__).parent.parent / "cases" / "classification").glob("*.txt"))


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_page_is_classified(path: Path) -> None:
    """The article's own title, captions, headings and sentences are text, all else is marked, nothing is lost."""
    text = path.read_text(encoding="utf-8")
    expected = [tuple(line.split("\t")) for line in path.with_suffix(".tsv").read_text(encoding="utf-8").splitlines()]
    article = Article("portal", next(row[2] for row in expected if row[1] == "title"), text)
    segments = classify(article, Segmenter().segment(article))

    assert [(s.kind, s.reason.partition(" 0.")[0], s.text.replace("\n", "¶")) for s in segments] == expected
    assert [s.id for s in segments] == [f"portal#{number}" for number in range(1, len(segments) + 1)]
    assert join(segments, gaps(article, segments)) == text
