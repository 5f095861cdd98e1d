"""Compressed files and archives, good, broken and hostile."""

import bz2
import gzip
import io
import lzma
import tarfile
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path

import pytest
import zstandard

from bitext.dump import ReadOptions, read_articles
from bitext.model import Article
from tests.dump.test_articles import articles, ids, only_error

TEXT = "Grüße aus Köln.\n".encode()


def zipped(members: dict[str, bytes]) -> bytes:
    """A .zip in memory."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return out.getvalue()


def tarred(members: dict[str, bytes]) -> bytes:
    """A .tar in memory."""
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w") as archive:
        for name, data in members.items():
            info = tarfile.TarInfo(name)
            info.size = len(data)
            archive.addfile(info, io.BytesIO(data))
    return out.getvalue()


PACKERS: dict[str, Callable[[bytes], bytes]] = {
    ".gz": gzip.compress,
    ".bz2": bz2.compress,
    ".xz": lzma.compress,
    ".zst": zstandard.compress,
}


@pytest.mark.parametrize("suffix", PACKERS)
def test_compressed_text_is_read(suffix: str, tmp_path: Path) -> None:
    """A compressed file reads like what is in it, also when it was made of several pieces one after the other."""
    pack = PACKERS[suffix]
    (tmp_path / f"a.txt{suffix}").write_bytes(pack(TEXT) + pack(TEXT))

    (article,) = articles(tmp_path)

    assert (article.id, article.text) == ("a", (TEXT + TEXT).decode())


@pytest.mark.parametrize("suffix", PACKERS)
def test_cut_compressed_file_is_told(suffix: str, tmp_path: Path) -> None:
    """A compressed file that ends too early, or is broken, gives one error."""
    data = PACKERS[suffix](bytes(range(32, 127)) * 20)
    (tmp_path / f"a.txt{suffix}").write_bytes(data[: len(data) // 2])
    (tmp_path / f"b.txt{suffix}").write_bytes(b"no such thing at all")

    items = list(read_articles([str(tmp_path)]))

    assert len(items) == 2
    assert all("cannot be unpacked" in str(item) for item in items)


@pytest.mark.parametrize("suffix", [".tar", ".tgz", ".tar.gz", ".tar.xz", ".zip", ".tar.zst"])
def test_archive_reads_like_a_folder(suffix: str, tmp_path: Path) -> None:
    """Members with known suffixes are read in their order; hidden ones, pictures and resource forks are not."""
    members = {"b.txt": TEXT, "x/a.jsonl": b'{"text": "Eins."}', ".c.txt": TEXT, "__MACOSX/b.txt": TEXT, "p.png": b"x"}
    data = zipped(members) if suffix == ".zip" else tarred(members)
    packing = ".gz" if suffix == ".tgz" else "." + suffix.rsplit(".", 1)[1]
    (tmp_path / f"dump{suffix}").write_bytes(PACKERS.get(packing, bytes)(data))

    first, second = articles(tmp_path)

    assert (first.id, second.id) == ("dump/b", "dump/x/a:1")
    assert first.metadata["path"] == f"{tmp_path}/dump{suffix}!b.txt"


def test_archives_inside_archives_are_read_to_a_depth(tmp_path: Path) -> None:
    """Archives in archives are read to the depth allowed; deeper ones are one error, and the rest is read."""
    deep = zipped({"deep.txt": TEXT})
    for _ in range(5):
        deep = zipped({"in.zip": deep})
    inner = tarred({"a.txt.gz": gzip.compress(TEXT)})
    (tmp_path / "dump.zip").write_bytes(zipped({"deep.zip": deep, "in.tar": inner}))

    error, article = read_articles([str(tmp_path)])

    assert "packed more than 3 times" in str(error)
    assert isinstance(article, Article)
    assert article.id == "dump/in/a"


def test_packed_standard_input_is_known_by_its_first_bytes(monkeypatch: pytest.MonkeyPatch) -> None:
    """Standard input has no name: compression, archives and JSON Lines are known by how they begin."""
    data = zipped({"a.txt": TEXT}), gzip.compress(tarred({"a.txt": TEXT})), gzip.compress(b'{"text": "Eins."}\n')
    found = []
    for each in data:
        monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(each)))
        found += ids(articles("-"))

    assert found == ["stdin/a", "stdin/a", "stdin:1"]


def test_broken_member_does_not_cost_the_others(tmp_path: Path) -> None:
    """A member with a wrong checksum, an encrypted one and a broken record are errors; the others are read."""
    data = bytearray(zipped({"a.txt": b"Eins." * 50, "b.txt": TEXT, "c.jsonl": b'{}\n{"text": "Drei."}'}))
    data[data.index(b"a.txt") + 5] ^= 0xFF
    (tmp_path / "dump.zip").write_bytes(data)

    items = list(read_articles([str(tmp_path)]))

    assert [isinstance(item, Article) for item in items] == [False, True, False, True]
    assert "dump.zip!a.txt: cannot be unpacked" in str(items[0])
    assert "dump.zip!c.jsonl:1: no text" in str(items[2])


def test_encrypted_member_is_told(tmp_path: Path) -> None:
    """A member behind a password is an error that says so."""
    data = bytearray(zipped({"a.txt": TEXT}))
    data[6] |= 1
    data[data.rindex(b"PK\x01\x02") + 8] |= 1
    (tmp_path / "dump.zip").write_bytes(data)

    assert "password" in only_error(tmp_path)


@pytest.mark.parametrize("name", ["a.zip", "a.tar"])
def test_broken_archive_is_told(name: str, tmp_path: Path) -> None:
    """A file that is no archive, and an archive without readable members, give one error each."""
    (tmp_path / name).write_bytes(b"no archive" * 100)
    empty = zipped({"p.png": b"x"}) if name == "a.zip" else tarred({"p.png": b"x"})
    (tmp_path / f"b{name}").write_bytes(empty)

    broken, without = read_articles([str(tmp_path)])

    assert "is not a readable" in str(broken)
    assert "holds no file that can be read" in str(without)


def test_zip_bomb_is_stopped_and_the_rest_is_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A member that unpacks to far more than text does is one error; its neighbour is read."""
    monkeypatch.setattr("bitext.dump.unpacking.RATIO_FLOOR", 2**18)
    (tmp_path / "dump.zip").write_bytes(zipped({"bomb.jsonl": (b" " * 8191 + b"\n") * 100, "a.txt": TEXT}))

    items = list(read_articles([str(tmp_path)]))

    assert len(items) == 2
    assert "200 times its size" in str(items[0])
    assert isinstance(items[1], Article)


def test_many_small_bombs_are_one_big_one(tmp_path: Path) -> None:
    """The limit holds for all members together."""
    members = {f"{number}.txt": b"\n" * 1000 for number in range(20)}
    (tmp_path / "dump.zip").write_bytes(zipped(members))

    items = list(read_articles([str(tmp_path)], ReadOptions(max_unpacked_bytes=5000)))

    assert "zip bomb" in str(items[-1])
    assert len(items) == 6


def test_memory_hungry_xz_is_refused(tmp_path: Path) -> None:
    """A file that asks for four gigabytes to be unpacked in is an error."""
    data = bytearray(lzma.compress(TEXT))
    end = 12 + (data[12] + 1) * 4  # the block header (.xz file format 1.2.0, section 3.1)
    data[data.index(0x21, 12) + 2] = 40
    data[end - 4 : end] = zlib.crc32(data[12 : end - 4]).to_bytes(4, "little")
    (tmp_path / "a.txt.xz").write_bytes(data)

    assert "Memory usage limit" in only_error(tmp_path)
