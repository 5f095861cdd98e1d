"""Reads damaged inputs of every format for a while, and says what broke.

``python -m benchmarks.fuzz_readers [--seconds 60] [--seed 1]``: good small files are damaged (bits turned, pieces cut,
doubled, swapped, hostile bytes put in) and read.
A failure is an exception, a message without the file's name, an id with a break or given twice, a text that UTF-8
cannot hold, or a file that takes more than SLOW seconds.
The exit code is 1 if there is one; its file is kept and named.
"""

import argparse
import bz2
import gzip
import io
import json
import logging
import lzma
import random
import resource
import sys
import tarfile
import tempfile
import time
import zipfile
from collections import Counter
from collections.abc import Callable
from pathlib import Path

from bitext.dump import ReadOptions, read_articles
from bitext.errors import InputError

SLOW = 20.0
HOSTILE = [
    b"\x00",
    b"\xff\xfe",
    b"\xed\xa0\x80",
    b"\xef\xbb\xbf",
    b"\xe2\x80\xae",
    b"PK\x03\x04",
    b"\x1f\x8b",
    b"\\ud800",
]
HOSTILE += [b"\r", b"\t", b'"', b"]]>", b"<!--", b"\n.EOA\n", b"\n" * 1000, b"9" * 5000, b"{" * 500, b"[" * 5000]
HOSTILE += [b"<div>" * 500]


def seeds() -> dict[str, bytes]:
    """A good small file for each format, by name."""
    text = "Neue Brücke für Köln\n\nDie Stadt „baut“ eine Brücke.\n.EOA\nNoch ein Artikel.\n".encode()
    records = [
        {"id": number, "title": "Titel", "text": f"Satz {number}.", "terms": {"Satz": "x"}} for number in range(4)
    ]
    jsonl = "\n".join(map(json.dumps, records)).encode()
    table = b'id,title,text\n1,Titel,"Ein ""Satz"",\nund noch einer."\n2,,Zwei.\n'
    paragraphs = "".join(f"<p>Absatz {number} handelt von einer Brücke über den Fluss.</p>" for number in range(9))
    page = f"<html><head><title>Titel</title></head><body><h1>Titel</h1>{paragraphs}</body></html>".encode()
    head = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n"
    warc = (
        b"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: https://example.org/\r\n"
        b"Content-Type: application/http; msgtype=response\r\nContent-Length: %d\r\n\r\n" % (len(head) + len(page))
    )
    warc += head + page + b"\r\n\r\n"
    files = {"a.txt": text, "a.jsonl": jsonl, "a.json": b"[" + jsonl.replace(b"\n", b",") + b"]", "a.csv": table}
    files |= {"a.tsv": table.replace(b",", b"\t"), "a.html": page, "a.warc": warc * 2, "b.jsonl": _html_records(page)}
    packed = {"a.txt.gz": gzip.compress(text), "a.csv.bz2": bz2.compress(table), "a.jsonl.xz": lzma.compress(jsonl)}
    return (
        files | packed | {"a.zip": _zip(files), "a.tar": _tar(files), "a.tar.gz": gzip.compress(_tar(files))} | _more()
    )


def _html_records(page: bytes) -> bytes:
    return json.dumps({"html": page.decode(), "url": "https://example.org/"}).encode()


def _more() -> dict[str, bytes]:
    """Formats whose libraries may be missing."""
    found: dict[str, bytes] = {}
    try:
        import zstandard

        found["a.txt.zst"] = zstandard.compress("Ein Satz über Köln.\n".encode() * 9)
    except ImportError:
        pass
    try:
        import pyarrow
        import pyarrow.parquet

        out = io.BytesIO()
        pyarrow.parquet.write_table(pyarrow.table({"id": [1, 2], "text": ["Eins.", "Zwei."]}), out)
        found["a.parquet"] = out.getvalue()
    except ImportError:
        pass
    return found


def _zip(files: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return out.getvalue()


def _tar(files: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w") as archive:
        for name, data in files.items():
            info = tarfile.TarInfo(name)
            info.size = len(data)
            archive.addfile(info, io.BytesIO(data))
    return out.getvalue()


def flip(data: bytearray, chance: random.Random) -> None:
    """Turns a few bits."""
    for _ in range(chance.randint(1, 8)):
        data[chance.randrange(len(data))] ^= 1 << chance.randrange(8)


def cut(data: bytearray, chance: random.Random) -> None:
    """Takes a piece out."""
    start = chance.randrange(len(data))
    del data[start : start + chance.randint(1, 200)]


def double(data: bytearray, chance: random.Random) -> None:
    """Puts a piece in a second time, elsewhere."""
    start, place = chance.randrange(len(data)), chance.randrange(len(data))
    data[place:place] = data[start : start + chance.randint(1, 400)]


def truncate(data: bytearray, chance: random.Random) -> None:
    """Takes the end off."""
    del data[chance.randrange(len(data)) :]


def insert(data: bytearray, chance: random.Random) -> None:
    """Puts hostile bytes in."""
    place = chance.randrange(len(data))
    data[place:place] = chance.choice(HOSTILE)


DAMAGES: list[Callable[[bytearray, random.Random], None]] = [flip, cut, double, truncate, insert]


def damaged(data: bytes, chance: random.Random) -> bytes:
    """``data`` with one to four damages."""
    found = bytearray(data)
    for _ in range(chance.randint(1, 4)):
        if found:
            chance.choice(DAMAGES)(found, chance)
    return bytes(found)


def check(path: Path, counts: Counter[str]) -> str:
    """What went wrong with reading a file, or nothing."""
    start, seen = time.monotonic(), set()
    try:
        for item in read_articles([str(path)], ReadOptions(max_record_bytes=2**20)):
            counts["errors" if isinstance(item, InputError) else "articles"] += 1
            if isinstance(item, InputError):
                if str(path) not in str(item):
                    return f"a message without the file's name: {item}"
                continue
            "\n".join([item.id, item.title, item.text, *item.metadata.values()]).encode()
            if item.id in seen or item.id != "".join(item.id.split()) or not item.text.strip():
                return f"a bad id or an empty text: {item.id!r}"
            seen.add(item.id)
    except Exception as error:  # noqa: BLE001 - finding these is the purpose
        return f"{type(error).__name__}: {error}"
    return f"took {time.monotonic() - start:.1f} s" if time.monotonic() - start > SLOW else ""


def main() -> None:
    """Prints failures as they come, then the counts as one line of JSON."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--seed", type=int, default=1)
    chosen = parser.parse_args()
    logging.disable(logging.CRITICAL)
    chance, counts, good = random.Random(chosen.seed), Counter[str](), seeds()
    folder = Path(tempfile.mkdtemp(prefix="fuzz-readers-"))
    end = time.monotonic() + chosen.seconds
    while time.monotonic() < end:
        name = chance.choice(list(good))
        path = folder / f"{counts['files']}-{name}"
        path.write_bytes(damaged(good[name], chance))
        counts["files"] += 1
        if problem := check(path, counts):
            counts["failures"] += 1
            print(f"{path}: {problem}")
        else:
            path.unlink()
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    names = ("files", "articles", "errors", "failures")
    print(json.dumps({name: counts[name] for name in names} | {"seed": chosen.seed, "peak_mib": memory}))
    sys.exit(1 if counts["failures"] else 0)


if __name__ == "__main__":
    main()
