"""What is said of records that cannot be read."""

from bitext.cli.complaints import SHOWN, readable
from bitext.errors import InputError, RecordError


def test_a_flood_of_the_same_is_cut() -> None:
    """Of a file with a wrong column the first records are said and the others counted, with the way out."""
    said: list[str] = []
    failed: list[int] = []
    hint = "no text; the keys are id, body. Name the right one: --column text=KEY."
    broken = [RecordError(f"in/a.jsonl:{number}: {hint}") for number in range(1, 501)]
    others = [RecordError("in/b.jsonl:1: was it cut?"), InputError("c.pdf: is not text.")]

    items = list(readable(["first", *broken, *others, "last"], said.append, lambda: failed.append(1)))

    assert items == ["first", "last"]
    assert len(failed) == 502
    assert said[:SHOWN] == [str(error) for error in broken[:SHOWN]]
    assert said[SHOWN:] == [
        f"in/a.jsonl: {500 - SHOWN} more records not read. If the text is under another name, give it: "
        "--column text=NAME.",
        "in/b.jsonl:1: was it cut?",
        "c.pdf: is not text.",
    ]


def test_the_last_file_is_counted_too() -> None:
    """The rest is said at the end of the input, and a file with few broken records says them all."""
    said: list[str] = []
    broken = [RecordError(f"a.csv:{number}: a broken quote; skipped.") for number in range(1, SHOWN + 2)]

    assert list(readable(broken[:SHOWN], said.append, lambda: None)) == []
    assert len(said) == SHOWN
    said.clear()
    assert list(readable(broken, said.append, lambda: None)) == []
    assert said[SHOWN:] == ["a.csv: 1 more record not read."]
