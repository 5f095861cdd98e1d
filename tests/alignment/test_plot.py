"""The page that shows an alignment."""

import base64
import re
import zlib

import numpy as np

from bitext.alignment.aligning import align, pair_of
from bitext.alignment.plot import page, png
from bitext.alignment.similarity import LengthOnly, Similarity
from bitext.model import Bead
from tests.alignment.samples import ENGLISH, GERMAN, bridge


def shown(source: list[str], target: list[str], similarity: Similarity) -> str:
    pair = pair_of(source, target, similarity)
    return page("a <title>", (source, target), pair, align(source, target, similarity))


def test_each_bead_is_a_box_with_its_text() -> None:
    """Boxes carry the sentences, escaped, and nothing comes from elsewhere."""
    found = shown([*GERMAN, "<b>Ende</b> & Schluss"], [*ENGLISH, "The <b>end</b>"], bridge())

    assert found.count("<rect ") >= 7
    assert "&lt;b&gt;Ende" in found and "<b>Ende" not in found
    assert "a &lt;title&gt;" in found
    assert not re.search(r"(src|href)=\"(?!data:)|url\(|@import|<script", found)


def test_what_has_no_counterpart_is_listed_first() -> None:
    """A sentence that the other side lost is in the table under the picture, however sure the aligner was."""
    texts = ["Eins.", "Zwei."], ["One."]
    pair = pair_of(*texts, LengthOnly())
    found = page("a", texts, pair, [Bead((0,), (0,), 0.5), Bead((1,), (), 1.0)])

    assert "1 bead without counterpart, 1 below 0.9" in found
    assert "<td>none<td>Zwei.<td><tr><td>0.50<td>Eins.<td>One." in found


def test_long_texts_and_lengths_only() -> None:
    """The picture of a long text stays small, and without vectors there is none."""
    text = [f"Satz {n} von vielen." for n in range(700)]

    assert len(shown(text, text, bridge())) < 1_500_000
    assert "<image" not in shown(GERMAN, ENGLISH, LengthOnly())
    assert "<svg" in shown([], [], bridge())


def test_picture_format() -> None:
    """The picture is a PNG whose lines decompress to the given grey values."""
    grey = np.array([[0, 255], [128, 7]], dtype=np.uint8)
    data = png(grey)
    start = data.index(b"IDAT")
    size = int.from_bytes(data[start - 4 : start], "big")

    assert data.startswith(b"\x89PNG")
    assert zlib.decompress(data[start + 4 : start + 4 + size]) == b"\0\0\xff\0\x80\x07"
    assert base64.b64encode(data)
