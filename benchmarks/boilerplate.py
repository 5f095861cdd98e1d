"""How much of the article, and of the rest of a page, survives our reading of HTML, beside the extractor alone.

``python -m benchmarks.boilerplate DIR``: DIR holds ``html/`` and ``evaldata.json``, which lists for each page
strings that must survive (``with``) and strings that must not (``without``); trafilatura's own evaluation, its format.
A string survives if it is in the text, soft hyphens removed and blanks collapsed in both.
Precision is the share of ``with`` among the surviving strings, recall the share of ``with`` that survives.
Titles count if they are equal but for blanks, dates if they are equal, over the pages that have one.
"""

import argparse
import json
import logging
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from bitext.dump import ReadOptions
from bitext.dump.furniture import flat
from bitext.dump.html import Page, decode_page, extract_page
from bitext.errors import InputError

Extract = Callable[[bytes, str], Page]


def ours(data: bytes, name: str) -> Page:
    """What bitext reads of a page."""
    try:
        return extract_page(decode_page(data, "", name), name, ReadOptions())
    except InputError:
        return Page("", "", {})


def alone(data: bytes, name: str) -> Page:
    """What trafilatura gives without readers' comments, the best of its options on these pages; the rest is default."""
    import trafilatura

    found = trafilatura.extract(data, output_format="json", with_metadata=True, include_comments=False)
    values = json.loads(found) if found else {}
    return Page(values.get("title") or "", values.get("text") or "", {"date": values.get("date") or ""})


def score(pages: Mapping[str, Mapping[str, Any]], folder: Path, extract: Extract) -> dict[str, float]:
    """Precision, recall, F1, shares of right titles and dates, and seconds a page of an extractor."""
    kept = lost = noise = 0
    titles: list[bool] = []
    dates: list[bool] = []
    start = time.process_time()
    for truth in pages.values():
        page = extract((folder / "html" / truth["file"]).read_bytes(), truth["file"])
        text = flat(page.text)
        found = [flat(wanted) in text for wanted in truth["with"]]
        kept, lost = kept + sum(found), lost + len(found) - sum(found)
        noise += sum(flat(unwanted) in text for unwanted in truth["without"])
        titles += [flat(page.title) == flat(truth["title"])] if truth.get("title") else []
        dates += [page.metadata.get("date") == truth["date"]] if truth.get("date") else []
    precision, recall = kept / max(1, kept + noise), kept / max(1, kept + lost)
    return {
        "precision": round(precision, 4),
        "recall": round(recall, 4),
        "f1": round(2 * precision * recall / max(1e-9, precision + recall), 4),
        "title": round(sum(titles) / max(1, len(titles)), 4),
        "date": round(sum(dates) / max(1, len(dates)), 4),
        "cpu_seconds_a_page": round((time.process_time() - start) / max(1, len(pages)), 4),
    }


def main() -> None:
    """Prints one line an extractor, then all figures as one line of JSON."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    folder = parser.parse_args().folder
    logging.disable(logging.CRITICAL)
    pages = json.loads((folder / "evaldata.json").read_text(encoding="utf-8"))
    figures: dict[str, Any] = {"pages": len(pages)}
    for name, extract in (("trafilatura", alone), ("bitext", ours)):
        figures[name] = score(pages, folder, extract)
        print(name, figures[name])
    print(json.dumps(figures))


if __name__ == "__main__":
    main()
