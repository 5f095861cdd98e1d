"""Records of dumps: JSON Lines, JSON, tables, Parquet."""

import json
from pathlib import Path

import pytest

from bitext.dump import ReadOptions, read_articles
from bitext.errors import InputError, OptionError, RecordError
from bitext.model import Article, CasePolicy, TermStatus
from tests.dump.test_articles import articles, ids, only_error


def lines(path: Path, *records: object) -> Path:
    """Writes records as JSON Lines, strings as they are."""
    rows = [record if isinstance(record, str) else json.dumps(record) for record in records]
    path.write_text("\n".join(rows) + "\n", encoding="utf-8")
    return path


def test_jsonl_record_becomes_article(tmp_path: Path) -> None:
    """Id, title, text, url, date and author of a record are kept, whatever common names they go by."""
    record = {
        "doc_id": 7,
        "headline": "Frost\nkommt",
        "body": ["Ein Satz.", "Noch einer."],
        "URL": "https://example.org/7",
        "datum": "2022-01-07",
        "authors": [{"name": "Anna Muster"}, "Otto"],
    }

    (article,) = articles(lines(tmp_path / "a.jsonl", record))

    assert (article.id, article.title, article.text) == ("7", "Frost kommt", "Ein Satz.\n\nNoch einer.")
    assert article.metadata == {
        "path": str(tmp_path / "a.jsonl"),
        "record": "1",
        "url": "https://example.org/7",
        "date": "2022-01-07",
        "author": "Anna Muster, Otto",
    }


def test_record_without_id_is_named_by_its_line(tmp_path: Path) -> None:
    """A record without id is named by file and line, so that mending one record renames no other."""
    path = lines(tmp_path / "a.jsonl", {"text": "Eins."}, "", {"text": "Zwei."})

    assert ids(articles(path)) == ["a:1", "a:3"]


def test_bad_records_are_reported_and_skipped(tmp_path: Path) -> None:
    """Each bad line is one error with path and line; the good ones around it are read."""
    good = {"text": "Gut."}
    bad: list[object] = ['{"text": "abge', "17", {"txt": "x"}, {"text": ""}, {"text": 5}, "[" * 100_000]
    path = lines(tmp_path / "a.jsonl", good, *bad, good)

    items = list(read_articles([str(path)]))

    assert isinstance(items[0], Article)
    assert isinstance(items[-1], Article)
    assert all(isinstance(item, RecordError) for item in items[1:-1])
    assert [str(item).split(": ")[0] for item in items[1:-1]] == [f"{path}:{number}" for number in range(2, 8)]
    assert "txt" in str(items[3])


def test_damaged_and_overlong_lines_are_skipped(tmp_path: Path) -> None:
    """A line that is not UTF-8 and one over the limit each cost themselves only."""
    path = tmp_path / "a.jsonl"
    long = json.dumps({"text": "x" * 3_000_000}).encode()
    path.write_bytes('{"text": "Köln"}\n{"text": "'.encode() + b'\xff"}\n' + long + b'\n{"text": "Bonn"}\n')

    items = list(read_articles([str(path)], ReadOptions(max_record_bytes=2**20)))

    assert [type(item) for item in items] == [Article, RecordError, RecordError, Article]
    assert "3: the line is longer than 1 MiB" in str(items[2])


def test_lone_surrogates_are_replaced_with_a_note(tmp_path: Path) -> None:
    """Half an emoji in JSON escapes becomes U+FFFD and is noted; a whole one stays."""
    path = lines(tmp_path / "a.jsonl", r'{"text": "Gut \ud83d und \ud83d\ude00", "title": "\udc00", "id": "\udc01"}')

    (article,) = articles(path)

    assert (article.text, article.title, article.id) == ("Gut \ufffd und \U0001f600", "\ufffd", "\ufffd")
    assert "1 lone" in article.metadata["repaired"]


def test_user_names_the_keys(tmp_path: Path) -> None:
    """A key named by the user wins over the common names."""
    path = lines(tmp_path / "a.jsonl", {"text": "Falsch.", "volltext": "Richtig."})

    assert articles(path, options=ReadOptions(columns={"text": "volltext"}))[0].text == "Richtig."
    with pytest.raises(OptionError, match="sprache"):
        articles(path, options=ReadOptions(columns={"sprache": "de"}))


@pytest.mark.parametrize(
    "terms",
    [
        [{"source": "Bund", "target": "Federation"}],
        [{"de": "Bund", "en": ["Federation"]}],
        {"Bund": "Federation"},
        [{"source": " Bund ", "targets": ["Federation"], "status": "must", "case": "auto"}],
    ],
)
def test_record_carries_its_own_terms(terms: object, tmp_path: Path) -> None:
    """Terms of a record are read in the shapes that test sets use."""
    path = lines(tmp_path / "a.jsonl", {"text": "Der Bund.", "terms": terms})

    (term,) = articles(path)[0].terms

    assert (term.source, term.targets, term.origin) == ("Bund", ("Federation",), f"{path}:1")
    assert (term.case, term.status) == (CasePolicy.AUTO, TermStatus.MUST)


@pytest.mark.parametrize(
    "terms", [[{"source": "Bund"}], ["Bund"], 3, [{"en": "x"}], [{"de": "x", "en": "y", "status": "?"}]]
)
def test_bad_terms_are_a_bad_record(terms: object, tmp_path: Path) -> None:
    """Terms that cannot be read make the record an error, not a record without terms."""
    assert "terms" in only_error(lines(tmp_path / "a.jsonl", {"text": "Der Bund.", "terms": terms}))


def test_json_file_holds_one_record_or_a_list(tmp_path: Path) -> None:
    """A .json file is one article or a list of them; in .jsonl a list is refused with the way out."""
    (tmp_path / "a.json").write_text('{\n"text": "Eins."\n}')
    (tmp_path / "b.json").write_text('[{"text": "Zwei."}, {"text": "Drei."}]')
    (tmp_path / "c.jsonl").write_text('[\n{"text": "Vier."}\n]')

    assert [item.text for item in articles(tmp_path / "a.json", tmp_path / "b.json")] == ["Eins.", "Zwei.", "Drei."]
    assert "jq -c" in only_error(tmp_path / "c.jsonl")


@pytest.mark.parametrize(
    ("name", "table"),
    [
        ("a.csv", 'id,text,title\n1,"Ein ""Satz"", lang\nund breit.",Titel\n2,Zwei.,\n'),
        ("b.csv", 'id;text;title\r\n1;"Ein ""Satz"", lang\nund breit.";Titel\r\n2;Zwei.;\r\n'),
        ("c.tsv", 'id\ttext\ttitle\n1\t"Ein ""Satz"", lang\nund breit."\tTitel\n2\tZwei.\t'),
    ],
)
def test_table_rows_become_articles(name: str, table: str, tmp_path: Path) -> None:
    """Commas, semicolons and tabs, quotes and line breaks in cells are read as spreadsheets write them."""
    (tmp_path / name).write_bytes(table.encode("utf-8-sig"))

    first, second = articles(tmp_path)

    assert (first.id, first.text, first.title) == ("1", 'Ein "Satz", lang\nund breit.', "Titel")
    assert (second.id, second.text, second.title, second.metadata["record"]) == ("2", "Zwei.", "", "4")


def test_unquoted_tsv_keeps_its_quotation_marks(tmp_path: Path) -> None:
    """A cell that begins with a quotation mark in a table that quotes nothing is taken as it stands."""
    (tmp_path / "a.tsv").write_text('id\ttext\n1\t"Ja", sagte er.\n2\t"Nein" und "doch"\n3\t"Offen\n4\tZu.\n')

    assert [item.text for item in articles(tmp_path)] == ['"Ja", sagte er.', '"Nein" und "doch"', '"Offen', "Zu."]


def test_bad_rows_are_reported_and_skipped(tmp_path: Path) -> None:
    """A row of another length and one with an open quote cost themselves only."""
    (tmp_path / "a.csv").write_text('id,text\n1,Gut.\n2,a,b\n3,"x"y,"\n4,Gut.\n5,"offen, weit,\n6,Gut.\n')

    items = list(read_articles([str(tmp_path)]))

    assert [item.id for item in items if isinstance(item, Article)] == ["1", "4", "6"]
    assert [str(item).split(": ")[0][-1] for item in items if isinstance(item, InputError)] == ["3", "4", "6"]


def test_table_without_text_column_is_told_once(tmp_path: Path) -> None:
    """A table whose header names no text gives one error with its columns; numbers read a table without header."""
    (tmp_path / "a.csv").write_text("7,Eins.\n8,Zwei.\n")

    assert "the columns are 7, Eins." in only_error(tmp_path)
    read = articles(tmp_path, options=ReadOptions(columns={"id": "1", "text": "2"}))
    assert [(item.id, item.text) for item in read] == [("7", "Eins."), ("8", "Zwei.")]


@pytest.mark.parametrize("name", ["a.csv", "a.jsonl", "a.json"])
@pytest.mark.parametrize(("data", "word"), [(b"", ""), (b"text \xe4\xf6\n", "WINDOWS-1252"), (bytes(256), "binary")])
def test_unreadable_files_are_told_once(name: str, data: bytes, word: str, tmp_path: Path) -> None:
    """Empty, badly encoded and binary files of records give one error each."""
    (tmp_path / name).write_bytes(data)

    assert word in only_error(tmp_path)


def test_parquet_rows_become_articles(tmp_path: Path) -> None:
    """Rows of a Parquet file are articles; a null text is an error with its row; the file may be inside an archive."""
    pyarrow = pytest.importorskip("pyarrow")
    parquet = pytest.importorskip("pyarrow.parquet")
    table = pyarrow.table({"id": [1, 2, 3], "text": ["Eins.", None, "Drei."], "other": [0, 0, 0]})
    parquet.write_table(table, tmp_path / "a.parquet")

    first, error, last = read_articles([str(tmp_path)])

    assert isinstance(first, Article)
    assert isinstance(last, Article)
    assert (first.id, last.id) == ("1", "3")
    assert "a.parquet:2: " in str(error)


def test_broken_parquet_is_told(tmp_path: Path) -> None:
    """A file that is not Parquet gives one error."""
    pytest.importorskip("pyarrow")
    (tmp_path / "a.parquet").write_bytes(b"PAR1" + bytes(100))

    assert "not a readable Parquet" in only_error(tmp_path)


def test_missing_pyarrow_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without pyarrow a Parquet file gives an error that says what to install."""
    monkeypatch.setitem(__import__("sys").modules, "pyarrow", None)
    (tmp_path / "a.parquet").touch()

    assert "pip install 'bitext[parquet]'" in only_error(tmp_path)


@pytest.mark.parametrize("name", ["out.jsonl", "out.tsv"])
def test_own_output_is_not_read_as_articles(name: str, tmp_path: Path) -> None:
    """Bitext given for articles is one error, for the names of its articles are no text; --column says otherwise."""
    unit = {"id": "a#1", "article": "a", "source": "Der Rat tagt.", "target": "The council meets."}
    if name.endswith(".tsv"):
        rows = "\n".join("\t".join(row) for row in (unit, unit.values(), unit.values()))
        (tmp_path / name).write_text(rows + "\n", encoding="utf-8")
    else:
        lines(tmp_path / name, unit, unit)

    assert "is translated bitext" in only_error(tmp_path / name)
    assert len(articles(tmp_path / name, options=ReadOptions(columns={"text": "article"}))) == 2
