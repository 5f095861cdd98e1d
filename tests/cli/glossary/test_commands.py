"""``bitext glossary``: what the commands print, write and exit with."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from bitext.cli import cli
from bitext.cli.glossary import SUBCOMMANDS, translate
from bitext.errors import BitextError


@pytest.fixture
def glossary(tmp_path: Path) -> Path:
    path = tmp_path / "names.tsv"
    path.write_text(
        "source\ttarget\tvariants\texample\n# alliances\nNato\tNATO\tOtan\tDie Nato tagt.\nRat\tcouncil\t\t\n",
        encoding="utf-8",
    )
    return path


def run(*arguments: object, code: int = 0, given: str | None = None) -> Result:
    result = CliRunner().invoke(cli, ["glossary", *map(str, arguments)], input=given, standalone_mode=False)
    if result.exception and not isinstance(result.exception, BitextError):
        raise result.exception
    assert (result.return_value if not result.exception else 1) == code, result.output
    return result


@pytest.mark.parametrize("name", SUBCOMMANDS)
def test_every_command_has_an_example(name: str) -> None:
    """Each help text says how to call it."""
    result = CliRunner().invoke(cli, ["glossary", name, "--help"])
    assert f"bitext glossary {name}" in result.output


def test_lint(glossary: Path) -> None:
    """Findings go to stdout with their place; errors exit with 3."""
    run("lint", glossary)
    with glossary.open("a", encoding="utf-8") as stream:
        stream.write("Rat\tadvice\n")
    result = run("lint", glossary, code=3)
    assert f"{glossary}:5: error conflict: 'Rat'" in result.stdout
    run("lint", glossary, "--ignore", "conflict")
    assert "look-alike" in run("lint", "--list").output


def test_match(glossary: Path, tmp_path: Path) -> None:
    """Texts, files and standard input are matched; nothing found exits with 1."""
    assert "Otan  ->  NATO  variant of 'Nato'" in run("match", "Die Otan.", "-g", glossary).output
    article = tmp_path / "a.txt"
    article.write_text("Die Nato-Staaten tagen.\n", encoding="utf-8")
    assert "part of 'Nato-Staaten'" in run("match", article, "-g", glossary).output
    assert "NATO" in run("match", "-", "-g", glossary, given="Die Nato tagt.").output
    run("match", "Nichts davon.", "-g", glossary, code=1)


def test_import_leaves_out_broken_lines(tmp_path: Path) -> None:
    """Lines that cannot be read are named and left out, and the others are taken in."""
    source, ours = tmp_path / "deepl.csv", tmp_path / "names.tsv"
    source.write_text("Rat,council\nAmt,\nBund,federation\n,x\n", encoding="utf-8")

    result = run("import", source, ours, code=3)

    assert f"{source}:2: the target is empty" in result.stderr and f"{source}:4: " in result.stderr
    assert "2 entries added" in result.stderr and "0 already there, 2 left out" in result.stderr
    assert ours.read_text("utf-8").splitlines()[1:] == ["Rat\tcouncil", "Bund\tfederation"]


def test_import_names_entries_in_other_languages(tmp_path: Path) -> None:
    """Entries of a termbase without German or English are named and counted, and the exit code says it."""
    source, ours = tmp_path / "theirs.tbx", tmp_path / "names.tsv"
    term = "<langSet xml:lang='{}'><tig><term>{}</term></tig></langSet>"
    rows = [[("de", "Rat"), ("en", "council")], [("de", "Amt"), ("fr", "office")]]
    entries = "\n".join(f"<termEntry>{''.join(term.format(*one) for one in row)}</termEntry>" for row in rows)
    source.write_text(f"<martif><text><body>\n{entries}\n</body></text></martif>", encoding="utf-8")

    result = run("import", source, ours, code=3)

    assert f"{source}:3: no German and English term in 'Amt' (de), 'office' (fr). Left out." in result.stderr
    assert "1 entry added" in result.stderr and "0 already there, 1 left out" in result.stderr


def test_a_broken_glossary_names_lint(tmp_path: Path) -> None:
    """A command that needs the whole glossary says how many lines are broken and which command lists them."""
    path = tmp_path / "names.tsv"
    path.write_text("source\ttarget\nRat\t\nAmt\t\n", encoding="utf-8")

    error = run("match", "Der Rat.", "-g", path, code=1).exception

    assert f"{path}:2: 'Rat' has no target" in str(error)
    assert f"1 line more; `bitext glossary lint {path}` lists all." in str(error)


def test_find(glossary: Path) -> None:
    """Entries are found in both languages, or names spelled alike are shown."""
    assert "Nato  ->  NATO" in run("find", "otan", "-g", glossary).output
    assert "Spelled alike: Nato." in run("find", "Natoo", "-g", glossary, code=1).output


def test_edits(glossary: Path) -> None:
    """Add, edit and remove show a diff and write; a dry run writes nothing."""
    before = glossary.read_text("utf-8")
    assert "+Amt\toffice" in run("add", glossary, "Amt", "office", "-n").output
    assert glossary.read_text("utf-8") == before
    run("add", glossary, "Amt", "office", "--after", "Nato", "--note", "a bureau")
    run("edit", glossary, "Nato", "-v", "+Nordatlantikpakt", "-t", "NATO", "-t", "Alliance")
    assert glossary.read_text("utf-8") == (
        "source\ttarget\tvariants\texample\tnote\n# alliances\n"
        "Nato\tNATO|Alliance\tOtan|Nordatlantikpakt\tDie Nato tagt.\n"
        "Amt\toffice\t\t\ta bureau\nRat\tcouncil\t\t\n"
    )
    run("remove", glossary, "Amt", "Rat")
    assert "Amt" not in glossary.read_text("utf-8")


def test_edits_that_lint_refuses(glossary: Path) -> None:
    """A refused edit exits with 1 and writes nothing."""
    before = glossary.read_text("utf-8")
    result = run("add", glossary, "Rat", "advice", code=1)
    assert "refused" in str(result.exception)
    assert glossary.read_text("utf-8") == before


def test_stats(glossary: Path, tmp_path: Path) -> None:
    """Texts and bitext are counted; misses exit with 3."""
    article = tmp_path / "a.txt"
    article.write_text("Die Nato tagt. Die Nato schweigt.\n", encoding="utf-8")
    assert "2 occurrences of 1 entry in 2 of 2 sentences" in run("stats", article, "-g", glossary).output
    bitext = tmp_path / "a.jsonl"
    from bitext.formats import open_writers
    from bitext.model import BitextHeader, TranslationUnit

    with open_writers([bitext], BitextHeader()) as write:
        write(TranslationUnit("a#1", "a", "Die Nato tagt.", "The alliance meets."))
    result = run("stats", bitext, "-g", glossary, "--json", code=3)
    rows = [json.loads(line) for line in result.stdout.splitlines()]
    assert rows[0]["source"] == "Nato"
    assert rows[-1]["total"]["misses"] == 1


def test_stats_of_a_missing_file(glossary: Path, tmp_path: Path) -> None:
    """A misspelt file beside bitext is what is said, not that the bitext is no text."""
    bitext = tmp_path / "out.jsonl"
    bitext.write_text('{"id": "a#1", "article": "a", "source": "Die Nato.", "target": "NATO."}\n', encoding="utf-8")
    with pytest.raises(FileNotFoundError, match="missing"):
        run("stats", bitext, tmp_path / "missing.jsonl", "-g", glossary)


def test_suggest(glossary: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Names come with the model's translation, or as commented lines of a glossary."""
    article = tmp_path / "a.txt"
    article.write_text("Die OSZE tagt. Die OSZE schweigt. Gestern kam die OSZE.\n", encoding="utf-8")
    monkeypatch.setattr(
        "bitext.cli.glossary.suggest.translator", lambda *_: lambda texts: [f"<{one}>." for one in texts]
    )
    assert "3  OSZE  <OSZE>" in run("suggest", article, "-g", glossary).output
    lines = run("suggest", article, "-g", glossary, "--tsv").output.splitlines()
    assert lines[1].startswith("# OSZE\t<OSZE>\t")
    assert "OSZE" in run("suggest", article, "-g", glossary, "--no-translation").output


def test_test(glossary: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Examples are translated; a missing term exits with 3."""
    answers = {True: "NATO meets.", False: "The alliance meets."}
    monkeypatch.setattr(
        "bitext.cli.glossary.test.translator", lambda *given: lambda texts: [answers[bool(given[-1])] for _ in texts]
    )
    result = run("test", "-g", glossary, "--compare")
    assert "en: NATO meets." in result.output
    assert "free: The alliance meets." in result.output
    answers[True] = "The pact meets."
    assert "'Nato' should be 'NATO'" in run("test", "-g", glossary, code=3).output


def test_test_tells_why_there_is_nothing_to_do(glossary: Path) -> None:
    """A word that no entry with an example holds is named."""
    assert "no entry that holds Wien has an example" in run("test", "Wien", "-g", glossary, code=1).stderr


def test_the_translator_joins_sentences(monkeypatch: pytest.MonkeyPatch) -> None:
    """A text of several sentences comes back as one translation, texts in their order."""
    from bitext import pipeline
    from bitext.testing import WordEngine

    real = pipeline.Translator
    monkeypatch.setattr(
        pipeline, "Translator", lambda options: real(options, WordEngine({"Ja.": "Yes.", "Nein.": "No."}))
    )
    assert translate.translator("auto", "ctranslate2", 1, ())(["Ja. Nein.", "Nein."]) == ["Yes. No.", "No."]


def test_export_and_import(glossary: Path, tmp_path: Path) -> None:
    """What is exported can be imported; formats and losses are said."""
    tbx, csv, new = tmp_path / "a.tbx", tmp_path / "a.csv", tmp_path / "new.tsv"
    run("export", tbx, "-g", glossary)
    assert "does not hold: examples (1 entry)" in run("export", csv, "--to", "aws", "-g", glossary).output
    assert "2 entries, read as TBX" in run("import", tbx, new).output
    assert "0 entries added" in run("import", csv, new).output
    csv.write_text("de,en\nRat,advice\nAmt,office\n", encoding="utf-8")
    result = run("import", csv, new, code=3)
    assert "1 entry added" in result.output
    assert "'Rat' is 'council'" in result.output
    assert "Amt\toffice" in new.read_text("utf-8")
    csv.write_text("und,and\nHof,court\n", encoding="utf-8")
    result = run("import", csv, new, "--dry-run", code=3)
    assert "a.csv:1: error common-word" in result.output
    assert "1 entry would be added" in result.output
    assert "Hof" not in new.read_text("utf-8")


@pytest.mark.parametrize("command", [["stats"], ["suggest", "--no-translation"]])
def test_inputs_that_cannot_be_read(command: list[str], glossary: Path, tmp_path: Path) -> None:
    """The exit code is 1 when nothing could be read, and 3 when something could."""
    article, missing = tmp_path / "a.txt", tmp_path / "missing.txt"
    article.write_text("Der Rat tagt in Wien.\n", encoding="utf-8")

    nothing = run(*command, missing, "-g", glossary, code=1)
    assert nothing.stdout == ""
    assert "missing.txt: there is no such file" in nothing.stderr
    run(*command, article, missing, "-g", glossary, code=3)
