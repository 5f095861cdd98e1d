"""Rules files: which rules are read, in which order they are asked, and what is said of broken ones."""

from pathlib import Path

import pytest

from bitext.errors import FormatError
from bitext.segmentation import segment
from bitext.segmentation.srx import Boundaries, Rule, read_rules

FRAME = """<?xml version="1.0"?>
<srx xmlns="http://www.lisa.org/srx20" version="2.0">
<header segmentsubflows="yes" cascade="{cascade}"/>
<body><languagerules><languagerule languagerulename="Mine">
{rules}
</languagerule><languagerule languagerulename="Other">
<rule break="yes"><beforebreak>;</beforebreak><afterbreak>\\s</afterbreak></rule>
</languagerule></languagerules>
<maprules><languagemap languagepattern="{pattern}" languagerulename="Mine"/>
<languagemap languagepattern=".*" languagerulename="Other"/></maprules></body></srx>
"""


def _file(folder: Path, rules: str, cascade: str = "yes", pattern: str = "DE.*") -> Path:
    path = folder / "rules.srx"
    path.write_text(FRAME.format(rules=rules, cascade=cascade, pattern=pattern), encoding="utf-8")
    return path


def _rule(kind: str, before: str, after: str) -> str:
    return f'<rule break="{kind}"><beforebreak>{before}</beforebreak><afterbreak>{after}</afterbreak></rule>'


def test_user_rules_are_asked_first(tmp_path: Path) -> None:
    """A user's exception wins over the built-in rules, which decide all else."""
    path = _file(tmp_path, _rule("no", r"\bKfz\.\s", r"\p{Lu}"), cascade="no")

    assert [s.text for s in segment("Das Kfz. Meier ist da. Es fährt.", srx=path)] == [
        "Das Kfz. Meier ist da.",
        "Es fährt.",
    ]


def test_user_rules_can_replace_the_built_in_ones(tmp_path: Path) -> None:
    """A last rule that fits everywhere leaves nothing to the built-in rules."""
    path = _file(tmp_path, _rule("yes", "#", r"\s") + _rule("no", "", ""))

    assert [s.text for s in segment("Es regnet. Es schneit.# Ja.", srx=path)] == ["Es regnet. Es schneit.#", "Ja."]


@pytest.mark.parametrize(("cascade", "count"), [("yes", 2), ("no", 1)])
def test_cascade_says_how_many_maps_hold(tmp_path: Path, cascade: str, count: int) -> None:
    """With cascade every map that fits adds its rules, without it the first one alone (SRX 2.0, 3.3)."""
    assert count == len(read_rules(_file(tmp_path, _rule("no", "a", "b"), cascade)))


def test_first_rule_that_fits_decides() -> None:
    """Of two rules that fit a position the earlier one holds."""
    yes, no = Rule(True, r"\.\s", "", "f:1"), Rule(False, r"\.\s", r"\p{Lu}", "f:2")

    assert list(Boundaries((yes, no)).find("A. b. C")) == [3, 6]
    assert list(Boundaries((no, yes)).find("A. b. C")) == [3]


@pytest.mark.parametrize(
    ("content", "line", "said"),
    [
        ("<srx><header>", 1, "not well-formed XML"),
        ("<tmx/>", 1, "not <srx>"),
        (FRAME.format(rules=_rule("yes", "(", ""), cascade="yes", pattern="de"), 5, "not a regular expression"),
        (FRAME.format(rules=_rule("yes", ".", "["), cascade="yes", pattern="de"), 5, "not a regular expression"),
        (FRAME.format(rules=_rule("yes", ".", ""), cascade="yes", pattern="*"), 9, "languagepattern"),
    ],
)
def test_broken_rules_are_named(tmp_path: Path, content: str, line: int, said: str) -> None:
    """The message has path:line and what is wrong."""
    path = tmp_path / "broken.srx"
    path.write_text(content, encoding="utf-8")

    with pytest.raises(FormatError, match=said) as caught:
        read_rules(path)

    assert str(caught.value).startswith(f"{path}:{line}:")


def test_rules_for_other_languages_are_refused(tmp_path: Path) -> None:
    """A file without rules for German is an error, not a silent nothing."""
    path = tmp_path / "polish.srx"
    path.write_text(FRAME.format(rules="", cascade="no", pattern="de"), encoding="utf-8")

    with pytest.raises(FormatError, match="no SRX rule holds for"):
        read_rules(path)


def test_missing_file_is_named(tmp_path: Path) -> None:
    """A path that does not exist is said."""
    with pytest.raises(FormatError, match="cannot be read"):
        read_rules(tmp_path / "none.srx")


def test_entities_are_not_read(tmp_path: Path) -> None:
    """A rules file cannot pull in another file."""
    secret = tmp_path / "secret"
    secret.write_text("geheim", encoding="utf-8")
    path = tmp_path / "evil.srx"
    text = FRAME.format(rules=_rule("yes", "&x;", ""), cascade="yes", pattern="de")
    path.write_text(text.replace("<srx ", f'<!DOCTYPE srx [<!ENTITY x SYSTEM "{secret}">]><srx ', 1), encoding="utf-8")

    assert all("geheim" not in rule.before for rule in read_rules(path))
