"""docs/checks.md and the checks say the same."""

import re
from pathlib import Path

from bitext.checks import CATALOGUE, OF_OTHER_STEPS
from bitext.checks.families import FAMILIES

DOCS = Path(__file__).parents[2] / "docs" / "checks.md"


def sections() -> dict[str, str]:
    """The sections of the document by their name."""
    parts = re.split(r"^### (.+)$", DOCS.read_text("utf-8"), flags=re.MULTILINE)
    return dict(zip(parts[1::2], parts[2::2], strict=True))


def test_every_check_is_documented_and_every_section_is_a_check() -> None:
    """The document has a section for each check, in the catalogue's order within its parts."""
    assert sections().keys() == CATALOGUE.keys()


def test_every_section_says_why_shows_an_example_and_how_to_fix() -> None:
    """A reader learns why it is bad, sees a case, and knows what to do."""
    for name, text in sections().items():
        for label in ("* Why it is bad:", "* Example:", "* To fix:"):
            assert label in text, f"{name} lacks {label}"


def test_every_name_of_another_tool_is_documented() -> None:
    """The document names what pofilter calls it, where the catalogue does."""
    for name, text in sections().items():
        for known in CATALOGUE[name].known_as:
            assert known == name or known in text or not known.islower(), f"{name}: {known}"


def test_every_check_has_a_function() -> None:
    """Each name of the catalogue is given by a function, and functions give no other names."""
    assert set().union(*(family.names for family in FAMILIES)) == CATALOGUE.keys()


def test_issues_of_other_steps_are_documented() -> None:
    """The table at the end of the document names each, in the catalogue's order."""
    table = DOCS.read_text("utf-8").partition("## Issues of other steps")[2]
    assert re.findall(r"^\| `([a-z-]+)`", table, re.MULTILINE) == list(OF_OTHER_STEPS)
