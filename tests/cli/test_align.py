"""The command align, without a model unless said."""

import json
import os
import signal
from pathlib import Path

import pytest
from click import Abort
from click.testing import CliRunner, Result

from bitext.alignment.gold import read_path
from bitext.cli import cli
from bitext.cli.pairs import PairOptions, TextPair, parts_of, read_pairs
from bitext.errors import FormatError, InputError, OptionError, OutputError
from bitext.formats import read_units
from tests.alignment.samples import ENGLISH, GERMAN


def write(path: Path, lines: list[str]) -> str:
    path.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
    return str(path)


def run(*arguments: str | Path) -> Result:
    return CliRunner().invoke(cli, ["align", *map(str, arguments), "--similarity", "length"], standalone_mode=False)


def test_two_files_to_every_output(tmp_path: Path) -> None:
    """Bitext, index lines and the plot are written, and the counts are said."""
    files = write(tmp_path / "a.de", GERMAN), write(tmp_path / "a.en", ENGLISH)
    outputs = [tmp_path / name for name in ("o.tmx", "o.tsv", "o.jsonl", "o.path")]
    gold = write(tmp_path / "a.gold", [f"[{n}]:[{n}]" for n in range(6)])

    done = run(*files, *(x for path in outputs for x in ("-o", path)), "--plot", tmp_path / "p.html", "--gold", gold)

    assert done.exception is None
    assert done.return_value == 0
    for path in outputs[:3]:
        units = list(read_units(path))
        assert " ".join(unit.source for unit in units) == " ".join(GERMAN)
        assert " ".join(unit.target for unit in units) == " ".join(ENGLISH)
    assert sum(len(bead.sources) for bead in read_path(outputs[3])) == 6
    assert "<svg" in (tmp_path / "p.html").read_text("utf-8")
    assert "strict" in done.stdout and "lax" in done.stdout
    assert "12 sentences" in done.stderr


def test_a_quiet_run_says_why_it_ends_with_3(tmp_path: Path) -> None:
    """A file without partner is said, and that the exit code is for it."""
    for name in ("a.de", "a.en", "b.de"):
        write(tmp_path / name, GERMAN if name.endswith("de") else ENGLISH)

    done = run(tmp_path, "-o", tmp_path / "o.tsv", "-q")

    assert done.return_value == 3
    assert done.stderr.splitlines()[-1] == "bitext: exit code 3: 1 source not read."


def test_encoding_option_is_for_what_is_not_utf8(tmp_path: Path) -> None:
    """An old German text and a UTF-8 translation are both read right with --encoding."""
    (tmp_path / "a.de").write_bytes("Köln grüßt.\n".encode("cp1252"))
    write(tmp_path / "a.en", ["“Café” it says."])

    done = run(tmp_path / "a.de", tmp_path / "a.en", "--encoding", "cp1252", "-o", tmp_path / "o.tsv")

    assert done.return_value == 0
    unit = next(iter(read_units(tmp_path / "o.tsv")))
    assert (unit.source, unit.target) == ("Köln grüßt.", "“Café” it says.")


def test_folder_of_pairs(tmp_path: Path) -> None:
    """X.de stands beside X.en; a file without partner is said and the rest goes on."""
    for name in ("eins", "zwei"):
        write(tmp_path / f"{name}.de", GERMAN)
        write(tmp_path / f"{name}.en", ENGLISH)
    write(tmp_path / "drei.de", GERMAN)

    done = run(tmp_path, "-o", tmp_path / "o.jsonl")

    assert done.return_value == 3
    assert "drei.de: has no partner" in done.stderr
    assert {unit.article for unit in read_units(tmp_path / "o.jsonl")} == {"eins", "zwei"}


def test_jsonl_of_pairs(tmp_path: Path) -> None:
    """Each line is a pair; a line that is none is named."""
    row = {"id": "n 1", "de": " ".join(GERMAN), "en": ENGLISH}
    path = write(tmp_path / "p.jsonl", [json.dumps(row), '{"id": "2", "de": "Nur hier."}', "kaputt"])

    found = list(read_pairs([path], PairOptions()))

    assert isinstance(found[0], TextPair) and found[0].id == "n_1"
    assert isinstance(found[1], InputError) and "p.jsonl:2: no pair in this line (no 'en')" in str(found[1])
    assert isinstance(found[2], InputError) and "p.jsonl:3" in str(found[2])


def test_pairs_with_the_same_id(tmp_path: Path) -> None:
    """A second pair with an id gets one of its own, so that no two units share theirs."""
    row = json.dumps({"id": "n", "de": " ".join(GERMAN), "en": ENGLISH})

    found = list(read_pairs([write(tmp_path / "p.jsonl", [row, row])], PairOptions()))

    assert [pair.id for pair in found if isinstance(pair, TextPair)] == ["n", "n#2"]


def test_two_folders(tmp_path: Path) -> None:
    """Files of the same name in two folders are pairs."""
    for side, lines in (("de", GERMAN), ("en", ENGLISH)):
        (tmp_path / side).mkdir()
        write(tmp_path / side / "text.txt", lines)

    (pair,) = read_pairs([str(tmp_path / "de"), str(tmp_path / "en")], PairOptions())

    assert isinstance(pair, TextPair) and pair.id == "text"


@pytest.mark.parametrize("delimiter", [".EOA", "<p>"])
def test_delimiters_part_articles(delimiter: str) -> None:
    """Articles are aligned each by itself; line numbers go on over the delimiters."""
    pair = TextPair(
        "a", f"Eins.\nZwei.\n{delimiter}\nDrei.\n", f"One.\n{delimiter}\n\nThree.\n{delimiter}\n", ("a", "b")
    )

    first, second = parts_of(pair, None)

    assert [one.text for one in first.source] == ["Eins.", "Zwei."]
    assert (second.source_lines, second.target_lines) == ((2,), (2,))
    assert second.source[0].article == "a.2"


def test_delimiters_that_do_not_match() -> None:
    """Different numbers of articles are an error that names both files and counts."""
    with pytest.raises(InputError, match=r"2 articles in a but 1 in b"):
        parts_of(TextPair("x", "Eins.\n.EOA\nZwei.\n", "One. Two.\n", ("a", "b")), None)


def test_one_bad_pair_does_not_stop_the_others(tmp_path: Path) -> None:
    """A pair whose delimiters do not match is said, the next one is aligned."""
    for name, german in (("eins", [*GERMAN, ".EOA", "Noch einer."]), ("zwei", GERMAN)):
        write(tmp_path / f"{name}.de", german)
        write(tmp_path / f"{name}.en", ENGLISH)

    done = run(tmp_path, "-o", tmp_path / "o.jsonl")

    assert done.return_value == 3
    assert "eins: 2 articles in" in done.stderr
    assert {unit.article for unit in read_units(tmp_path / "o.jsonl")} == {"zwei"}


def test_plain_text_is_segmented(tmp_path: Path) -> None:
    """Without --presegmented both sides are cut into sentences by their language's rules."""
    files = write(tmp_path / "a.de", [" ".join(GERMAN)]), write(tmp_path / "a.en", [" ".join(ENGLISH)])
    run(*files, "-o", tmp_path / "o.path")

    beads = read_path(tmp_path / "o.path")
    assert sum(len(bead.sources) for bead in beads) == sum(len(bead.targets) for bead in beads) == 6


def test_swapped_sides_are_said(tmp_path: Path) -> None:
    """Swapped sides end with a finding and a hint."""
    files = write(tmp_path / "a.en", ENGLISH), write(tmp_path / "a.de", GERMAN)

    done = run(*files, "-o", tmp_path / "o.jsonl")

    assert done.return_value == 3
    assert "swapped" in done.stderr
    assert "swapped" in next(read_units(tmp_path / "o.jsonl")).issues[0].message


def test_empty_side(tmp_path: Path) -> None:
    """An empty side loses nothing of the other."""
    files = write(tmp_path / "a.de", GERMAN), write(tmp_path / "a.en", [])

    done = run(*files, "-o", tmp_path / "o.jsonl")

    assert done.return_value == 3
    assert [unit.source for unit in read_units(tmp_path / "o.jsonl")] == GERMAN


def test_what_makes_no_pair() -> None:
    """One file alone is no pair."""
    with pytest.raises(OptionError, match="no pairs"):
        list(read_pairs(["a.txt"], PairOptions()))


def test_gold_is_for_one_pair(tmp_path: Path) -> None:
    """--gold with many pairs is refused."""
    for name in ("eins", "zwei"):
        write(tmp_path / f"{name}.de", GERMAN)
        write(tmp_path / f"{name}.en", ENGLISH)

    done = run(tmp_path, "--gold", write(tmp_path / "g.path", ["[0]:[0]"]))

    assert isinstance(done.exception, OptionError)


def test_a_gold_of_other_texts_gives_no_figures(tmp_path: Path) -> None:
    """A gold that counts other sentences than the texts is an error that names both counts, not a figure."""
    files = write(tmp_path / "a.de", GERMAN), write(tmp_path / "a.en", ENGLISH)

    done = run(*files, "-o", tmp_path / "o.tsv", "--gold", write(tmp_path / "g.path", ["[0]:[0]"]))

    assert isinstance(done.exception, FormatError)
    assert "has 2 sentences, the texts 12" in str(done.exception)
    assert "strict" not in done.stdout
    assert (tmp_path / "o.tsv").exists()


@pytest.mark.parametrize("late", [("--plot", "p.html"), ("-o", "o.path")])
def test_a_missing_folder_is_said_before_the_work(tmp_path: Path, late: tuple[str, str]) -> None:
    """A plot or index file into a folder that is not there is refused before anything is aligned."""
    files = write(tmp_path / "a.de", GERMAN), write(tmp_path / "a.en", ENGLISH)

    done = run(*files, "-o", tmp_path / "o.tsv", late[0], tmp_path / "none" / late[1])

    assert isinstance(done.exception, OutputError)
    assert not (tmp_path / "o.tsv").exists()


@pytest.mark.model
def test_default_similarity_with_the_embedded_model(tmp_path: Path) -> None:
    """The MT bridge finds a merged sentence in plain text."""
    english = [*ENGLISH[:1], f"{ENGLISH[1][:-1]}, but no decision was taken.", *ENGLISH[3:]]
    files = write(tmp_path / "a.de", GERMAN), write(tmp_path / "a.en", english)

    CliRunner().invoke(cli, ["align", *files, "-o", str(tmp_path / "o.path")], standalone_mode=False)

    assert [(bead.sources, bead.targets) for bead in read_path(tmp_path / "o.path")][1] == ((1, 2), (1,))


def test_a_polite_kill_leaves_no_half_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """SIGTERM ends with 130, as Ctrl-C does, and nothing of the output stays behind."""

    def killed(*_: object) -> None:
        os.kill(os.getpid(), signal.SIGTERM)

    monkeypatch.setattr("bitext.cli.align.align_pair", killed)
    inputs = write(tmp_path / "a.de", GERMAN), write(tmp_path / "a.en", ENGLISH)

    result = run(*inputs, "--presegmented", "-o", tmp_path / "out.jsonl")

    assert isinstance(result.exception, (KeyboardInterrupt, Abort))
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.de", "a.en"]


def test_reviewed_alignments_are_not_written_over(tmp_path: Path) -> None:
    """What a person approved stays: the command refuses the file, unless it is told to overwrite it."""
    files = write(tmp_path / "a.de", GERMAN), write(tmp_path / "a.en", ENGLISH)
    out = tmp_path / "o.jsonl"
    assert run(*files, "-o", out).exception is None
    assert run(*files, "-o", out).exception is None
    out.write_text(out.read_text("utf-8").replace('"translated"', '"final"', 1), "utf-8")
    before = out.read_bytes()

    refused = run(*files, "-o", out)

    assert isinstance(refused.exception, OptionError) and "--overwrite" in str(refused.exception)
    assert out.read_bytes() == before
    assert run(*files, "-o", out, "--overwrite").exception is None


def test_two_empty_sides_are_a_finding(tmp_path: Path) -> None:
    """A pair without a single sentence is counted as an error, for there is no unit that could say so."""
    done = run(write(tmp_path / "a.de", []), write(tmp_path / "a.en", []), "-o", tmp_path / "o.jsonl")
    assert done.return_value == 3
