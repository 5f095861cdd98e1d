"""What lint finds, and what it leaves alone."""

from pathlib import Path

import pytest

from bitext.glossary.lint import CHECKS, Finding, lint_entries, lint_files
from bitext.model import CasePolicy, Severity, TermEntry, TermStatus


def entry(source: str, target: str = "thing", variants: str = "", **more: object) -> TermEntry:
    places = {"origin": "a.tsv:1", **more}
    return TermEntry(source, (target,) if target else (), tuple(variants.split("|")) if variants else (), **places)  # type: ignore[arg-type]


def names(*entries: TermEntry, least: Severity = Severity.INFO) -> list[str]:
    return [finding.check for finding in lint_entries(entries) if finding.severity >= least]


@pytest.mark.parametrize(
    ("given", "check", "severity"),
    [
        (entry("Rat\u00a0Zwei"), "blanks", Severity.WARNING),
        (entry("Rat  Zwei"), "blanks", Severity.WARNING),
        (entry("Ra\u00adt"), "invisible", Severity.ERROR),
        (entry("Rat", "coun\u200bcil"), "invisible", Severity.ERROR),
        (entry("Rаt"), "look-alike", Severity.ERROR),
        (entry("Rat", "ΝΑΤΟ"), "look-alike", Severity.ERROR),
        (entry("Bu\u0308ro"), "decomposed", Severity.WARNING),
        (entry("„Rat“"), "punctuation", Severity.WARNING),
        (entry("Rat", "council;"), "punctuation", Severity.WARNING),
        (entry("und"), "common-word", Severity.ERROR),
        (entry("Rat", "x" * 130, "y" * 130), "long", Severity.WARNING),
        (entry("die Vereinten Nationen", "United Nations"), "article", Severity.INFO),
        (entry("IS", case=CasePolicy.INSENSITIVE, variants="In"), "case-trap", Severity.WARNING),
        (entry("bundestag", "Bundestag"), "case-trap", Severity.WARNING),
        (entry("Grüne", "Greens"), "case-trap", Severity.INFO),
        (entry("Rat", "council", forbidden=("council",)), "forbidden-target", Severity.ERROR),
        (entry("Amt", "Amt für Umwelt"), "not-english", Severity.WARNING),
        (entry("Kanzler", "Regierung"), "not-english", Severity.WARNING),
        (entry("Spiegel", "Mirror", status=TermStatus.KEEP), "keep-target", Severity.WARNING),
        (entry("--"), "common-word", Severity.ERROR),
        (entry("\u2060"), "never-matches", Severity.ERROR),
        (entry("Rat", variants="Rates"), "needless-variant", Severity.INFO),
        (entry("Rat", variants="Rat"), "needless-variant", Severity.WARNING),
        (entry("Rat", example="Der Vorstand tagt."), "example", Severity.WARNING),
    ],
)
def test_finds(given: TermEntry, check: str, severity: Severity) -> None:
    """Each trap is named with its level, its place and a mend."""
    (finding,) = [one for one in lint_entries([given]) if one.check == check][:1]
    assert (finding.severity, finding.place) == (severity, "a.tsv:1")
    assert finding.mend
    assert finding.check in CHECKS


@pytest.mark.parametrize(
    "given",
    [
        entry("Gerhard Schröder", "Gerhard Schröder"),
        entry("Weißes Haus", "White House", example="Sprecherin des Weißen Hauses."),
        entry("Nato", "NATO", "Otan"),
        entry("Heinrich VIII.", "Henry VIII"),
        entry("z. B.", "e.g."),
        entry("Deutsche Bahn", "Deutsche Bahn"),
        entry("Die Welt", "Die Welt", example="Das steht in Die Welt."),
        entry("Spiegel", "", status=TermStatus.KEEP),
        entry("Rat", "council", forbidden=("advice",)),
    ],
)
def test_leaves_good_entries_alone(given: TermEntry) -> None:
    """A sound entry has no finding above info."""
    assert names(given, least=Severity.WARNING) == []


@pytest.mark.parametrize(
    ("one", "other", "check", "severity"),
    [
        (entry("Rat", "council"), entry("Rat", "council"), "duplicate", Severity.ERROR),
        (entry("Rat", "council"), entry("Rat", "advice"), "conflict", Severity.ERROR),
        (entry("Rat", "council"), entry("Rat", "advice", origin="b.tsv:1"), "replaced", Severity.INFO),
        (entry("Rat", "council"), entry("Gremium", "body", "Rat"), "shared-variant", Severity.ERROR),
        (entry("Rat", "council"), entry("Gremium", "council", "Rat"), "shared-variant", Severity.WARNING),
        (entry("Rat", "council", "Board"), entry("Gremium", "body", "Board"), "shared-variant", Severity.ERROR),
        (entry("NATO", "NATO"), entry("nato", "x", case=CasePolicy.INSENSITIVE), "shadow", Severity.ERROR),
        (entry("Rat", "advice"), entry("Rat der Stadt", "town council"), "inside", Severity.INFO),
        (entry("Haus Europa"), entry("Europa Union"), "overlap", Severity.INFO),
    ],
)  # fmt: skip
def test_finds_pairs(one: TermEntry, other: TermEntry, check: str, severity: Severity) -> None:
    """Entries that get in each other's way are found."""
    found = [finding for finding in lint_entries([one, other]) if finding.check == check]
    if check == "shadow":
        assert all(finding.severity is severity for finding in found)
        return
    assert [finding.severity for finding in found] == [severity]


def test_shadow() -> None:
    """An entry whose spelling another one always takes is named."""
    winner = entry("Grosse Koalition", "grand coalition", origin="a.tsv:1")
    loser = entry("Große Koalition", "big coalition", "Große Koalitionen", origin="a.tsv:2")
    assert "shadow" not in names(loser)
    found = [one for one in lint_entries([winner, loser]) if one.check == "shadow"]
    assert all(isinstance(one, Finding) and one.mend for one in found)


def test_every_line_is_checked(tmp_path: Path) -> None:
    """A line that cannot be read is a finding and does not hide the next ones."""
    path = tmp_path / "a.tsv"
    path.write_text("Rat council\nAmt\t office\n\nHaus\thouse\tx\ty\tz\nHof\tcоurt\n", encoding="utf-8")
    assert [(one.place.rpartition(":")[2], one.check) for one in lint_files([path])] == [
        ("1", "format"),
        ("2", "blanks"),
        ("4", "format"),
        ("5", "look-alike"),
    ]
    assert str(lint_files([path])[-1]).startswith(f"{path}:5: error look-alike: 'cоurt' has the letter о (cyrillic")


@pytest.mark.parametrize("text", ["", "source\ttarget\n", "# names\n"])
def test_a_file_without_entries_is_told(tmp_path: Path, text: str) -> None:
    """A glossary that holds nothing gets a warning, for translating with it finds nothing either."""
    path = tmp_path / "a.tsv"
    path.write_text(text)

    (finding,) = lint_files([path])

    assert (finding.severity, str(finding).startswith(f"{path}: warning format: holds no entry")) == (
        Severity.WARNING,
        True,
    )


def test_a_file_is_read_as_a_translation_would(tmp_path: Path) -> None:
    """Lint finds out the format of a .tsv as every other command does: by header and delimiter, not by its name."""
    path = tmp_path / "a.tsv"
    for text in ("Deutsch;Englisch\nOSZE;OSCE\n", "German\tEnglish\nOSZE\tOSCE\n"):
        path.write_text(text, encoding="utf-8")
        assert lint_files([path]) == []
    path.write_text("OSZE\tOSCE\n", encoding="utf-16")
    assert lint_files([path]) == []


def test_other_formats_are_checked_too(tmp_path: Path) -> None:
    """A CSV is read as what it is, and its entries are checked."""
    path = tmp_path / "a.csv"
    path.write_text("und,and\n")
    assert [one.check for one in lint_files([path])] == ["common-word"]


def test_the_docs_list_every_check() -> None:
    """docs/glossary.md has a row for each check."""
    docs = (Path(__file__).parents[2] / "docs" / "glossary.md").read_text("utf-8")
    assert [row for row in (f"| `{name}` | {line} |" for name, line in CHECKS.items()) if row not in docs] == []
