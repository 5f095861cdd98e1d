"""What every bitext format must do."""

import io
import os
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bitext.errors import FormatError, OutputError
from bitext.formats import SUFFIXES, atomic, format_of, open_writers, read_units
from bitext.model import (
    BitextHeader,
    Category,
    Issue,
    Kind,
    Origin,
    Severity,
    Side,
    State,
    TermAudit,
    TermStatus,
    TranslationUnit,
)

LOSSLESS = [".tmx", ".tsv", ".jsonl", ".xlf", ".xlsx"]

FULL = TranslationUnit(
    id="a/b#3",
    article="a/b",
    source="„Der Rat\ttagt am 12. Januar“, sagte er.\n\\n | =1+1",
    target="=“The Council meets on January 12,” he said. | \\| & <seg>",
    kind=Kind.HEADING,
    state=State.REVIEWED,
    origin=Origin.HUMAN,
    score=-0.1234567,
    start=17,
    end=55,
    issues=(
        Issue("numbers", Severity.ERROR, Category.NUMBER, "12 (von 13): | fehlt", Side.SOURCE, (4, 7)),
        Issue("long", Severity.INFO, Category.DESIGN, "twice\nas long"),
    ),
    terms=(
        TermAudit("Rat (der)", "Räte", 5, 8, "Council, the", "prefix", True, 0.25, "de-en.tsv:7", TermStatus.PREFER),
    ),
    alignment=((0, 0), (2, 1)),
    machine="The council (machine)",
    note="see\nabove",
    provenance={"signature": "abc", "title": "A = B | C"},
)
TEXT = st.text(
    st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"], exclude_characters="\ufffe\uffff")
) | st.text("='+-@|\\\t\n \"<>&a1")


def roundtrip(suffix: str, units: list[TranslationUnit]) -> list[TranslationUnit]:
    stream = io.BytesIO()
    form = format_of(Path(f"x{suffix}"))
    with form.writer(stream, BitextHeader()) as write:
        for unit in units:
            write(unit)
    stream.seek(0)
    return list(form.read(stream, f"x{suffix}"))


@pytest.mark.parametrize("suffix", LOSSLESS)
def test_reads_what_it_wrote(suffix: str) -> None:
    """Every field of a unit comes back as it was written."""
    plain = TranslationUnit("1", "", "Ja.", "Yes.")

    assert roundtrip(suffix, [FULL, plain]) == [FULL, plain]


@pytest.mark.parametrize("suffix", LOSSLESS)
@settings(max_examples=40, deadline=None)
@given(source=TEXT, target=TEXT, message=TEXT, value=TEXT)
def test_keeps_any_text(suffix: str, source: str, target: str, message: str, value: str) -> None:
    """No text of a unit, an issue or its provenance is changed by writing and reading it."""
    issue = Issue("long", Severity.WARNING, Category.OTHER, message)
    unit = TranslationUnit("1", "a", source, target, issues=(issue,), provenance={"title": value})

    assert roundtrip(suffix, [unit]) == [unit]


@pytest.mark.parametrize("suffix", sorted(SUFFIXES))
def test_survives_characters_a_file_cannot_hold(suffix: str) -> None:
    """Control characters and lone surrogates never stop the writing."""
    unit = TranslationUnit("1", "a", "x\x00\x0b\ud800y", "z\ufffe")

    back = roundtrip(suffix, [unit])

    assert len(back) == 1
    assert back[0].source[0] == "x"
    assert back[0].source[-1] == "y"


@pytest.mark.parametrize("suffix", sorted(SUFFIXES))
def test_broken_file_names_the_place(suffix: str) -> None:
    """A broken file gives one FormatError with its name and a line."""
    form = format_of(Path(f"x{suffix}"))

    with pytest.raises(FormatError, match=rf"broken{suffix}:\d"):
        list(form.read(io.BytesIO(b"{broken\n<"), f"broken{suffix}"))


@pytest.mark.parametrize("suffix", [".tmx", ".xlf", ".jsonl"])
def test_a_cut_file_names_the_likely_cause(suffix: str, tmp_path: Path) -> None:
    """A file that ends in the middle is told from one of another kind."""
    path = tmp_path / f"a{suffix}"
    with open_writers([path], BitextHeader()) as write:
        write(FULL)
    path.write_bytes(path.read_bytes()[:-30])

    with pytest.raises(FormatError, match="was the file cut"):
        list(read_units(path))


def test_unknown_suffix_names_the_known_ones() -> None:
    """A path with another suffix is refused with the list of suffixes that work."""
    with pytest.raises(FormatError, match=r"\.tmx"):
        format_of(Path("x.docx"))


def test_files_appear_only_when_complete(tmp_path: Path) -> None:
    """A run that fails in the middle leaves no file, neither the old content changed nor a partial one."""
    paths = [tmp_path / "a.tmx", tmp_path / "a.tsv"]
    paths[1].write_text("old")

    with pytest.raises(RuntimeError), open_writers(paths, BitextHeader()) as write:
        write(FULL)
        raise RuntimeError

    assert [path.name for path in tmp_path.iterdir()] == ["a.tsv"]
    assert paths[1].read_text() == "old"


def test_writes_several_formats_at_once(tmp_path: Path) -> None:
    """One pass over the units fills every output."""
    paths = [tmp_path / "a.tmx", tmp_path / "a.jsonl"]

    with open_writers(paths, BitextHeader()) as write:
        write(FULL)

    assert [list(read_units(path)) for path in paths] == [[FULL], [FULL]]


def test_unwritable_output_says_so(tmp_path: Path) -> None:
    """A folder that is not there gives an OutputError with the path."""
    with pytest.raises(OutputError, match="nowhere"), open_writers([tmp_path / "nowhere" / "a.tmx"], BitextHeader()):
        pass


def test_a_link_and_its_permissions_stay(tmp_path: Path) -> None:
    """Writing over a link writes the file that it names, which keeps its permissions, and leaves nothing else."""
    real, link = tmp_path / "shared" / "a.tsv", tmp_path / "a.tsv"
    real.parent.mkdir()
    real.write_text("old")
    real.chmod(0o640)
    link.symlink_to(real)

    with atomic(link) as stream:
        stream.write(b"new")

    assert link.is_symlink()
    assert real.read_text() == "new"
    assert real.stat().st_mode & 0o777 == 0o640
    assert sorted(path.name for path in tmp_path.rglob("*")) == ["a.tsv", "a.tsv", "shared"]


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes with names here")
def test_what_is_no_file_is_not_replaced(tmp_path: Path) -> None:
    """A pipe (or /dev/null) is written to; putting a file in its place would break others."""
    pipe = tmp_path / "pipe.tsv"
    os.mkfifo(pipe)
    reader = os.open(pipe, os.O_RDONLY | os.O_NONBLOCK)

    with atomic(pipe) as stream:
        stream.write(b"text")

    assert os.read(reader, 10) == b"text"
    os.close(reader)
    assert pipe.is_fifo()


def test_a_read_only_file_is_refused_at_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file that its owner made read-only is not written over, and that is said before the work is done."""
    path = tmp_path / "a.tsv"
    path.write_text("mine")
    monkeypatch.setattr(os, "access", lambda *_: False)

    with pytest.raises(OutputError, match="the file is read-only"), atomic(path):
        pytest.fail("the block ran")

    assert path.read_text() == "mine"


def test_docs_name_every_format() -> None:
    """docs/formats.md has a row for every suffix."""
    text = (Path(__file__).parents[2] / "docs" / "formats.md").read_text("utf-8")

    assert [suffix for suffix in SUFFIXES if f"`{suffix}`" not in text] == []
