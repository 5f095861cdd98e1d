"""The report page."""

import re
from dataclasses import replace
from html.parser import HTMLParser

from hypothesis import given, settings
from hypothesis import strategies as st

from bitext.checks import CheckContext, checked
from bitext.model import Category, Issue, Severity, TermAudit, TermStatus, TranslationUnit
from bitext.page import WORST, Page, marked

UNIT = TranslationUnit("a#1", "a", "Das kostet 12 Euro.", "That costs €13.", score=-0.4)


class Balance(HTMLParser):
    """Notes whether every element is closed in its place."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in {"meta"}:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        pass

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


def rendered(*units: TranslationUnit) -> str:
    """The page of some units."""
    page = Page("dump.jsonl")
    for unit in units:
        page.add(checked(unit, CheckContext()))
    return page.render()


def test_totals_issues_and_worst_units() -> None:
    """The page counts units and issues and shows the worst unit with what was found marked."""
    html = rendered(UNIT, replace(UNIT, id="a#2", source="Ja.", target="Yes."))
    assert re.search(r"<b class=\"error\">1</b><span>units with errors", html)
    assert "numbers</span> “12”: the translation has “13” instead." in html
    assert "Das kostet <mark>12</mark> Euro." in html
    assert html.count("<circle") == 2


def test_every_unit_is_in_a_tile_and_every_issue_explained() -> None:
    """Units with remarks only are counted too, states have the review page's words, and no check stands alone."""
    remark = replace(UNIT, target="That costs €12.", issues=(Issue("split", Severity.WARNING, Category.OTHER, "x"),))
    kept = replace(remark, issues=(Issue("passed-through", Severity.INFO, Category.UNTRANSLATED, "x"),))
    html = rendered(UNIT, remark, kept)
    assert re.findall(r"<b[^>]*>(\d+)</b><span>units", html) == ["1", "1", "1", "0"]
    assert "<b>3</b><span>not reviewed</span>" in html
    assert "kept as it is: boilerplate" in html
    assert "translated in clauses" in html


def test_a_preferred_form_that_was_not_taken_is_no_riddle() -> None:
    """It is neither right nor missed, and the sum of how terms came about says so."""
    audit = TermAudit("Rat", "Rat", 0, 3, "council", "none", False, status=TermStatus.PREFER)
    assert "0 right, 0 missed, 1 preferred form not taken" in rendered(replace(UNIT, terms=(audit,)))


def test_terms_by_strategy() -> None:
    """Hits and misses are shown by term, the missed first, with how they came about."""
    audits = (
        TermAudit("Rat", "Rat", 0, 3, "council", "free", True),
        TermAudit("Bahn", "Bahn", 4, 8, "railway", "none", False),
    )
    html = rendered(replace(UNIT, source="Rat Bahn", target="council train", terms=audits))
    assert "1 right, 1 missed" in html
    assert html.index("<td>Bahn</td>") < html.index("<td>Rat</td>")


def test_the_page_is_whole_and_needs_no_network() -> None:
    """Elements are balanced, nothing is loaded, hostile texts are text."""
    hostile = replace(UNIT, id='"><script>x</script>', target="</p></li><img src=http://x> 13", article="<b>")
    html = rendered(UNIT, hostile)
    parser = Balance()
    parser.feed(html)
    assert parser.open == []
    assert not re.search(r"<(script|img|link|iframe)", html)
    assert not re.search(r"(src|href)=[\"']", html)


def test_an_empty_run_has_a_page() -> None:
    """Nothing in, a page that says so."""
    html = Page("empty").render()
    assert "No issues." in html
    assert "Nothing to look at." in html


def test_memory_is_bounded() -> None:
    """However many units come, the page keeps the worst hundred, and these in order."""
    page = Page("dump")
    for number in range(3 * WORST):
        issues = tuple(Issue(f"check{n}", Severity.WARNING, Category.OTHER, "m") for n in range(1 + number % 7))
        page.add(replace(UNIT, id=f"a#{number}", issues=issues))
    html = page.render()
    assert html.count('<li class="card">') == WORST
    points = [float(one) for one in re.findall(r"([\d.]+) points", html)]
    assert points == sorted(points, reverse=True)


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=20), st.lists(st.tuples(st.integers(-2, 25), st.integers(-2, 25)), max_size=4))
def test_marks_lose_nothing(text: str, spans: list[tuple[int, int]]) -> None:
    """The pieces of a marked text are the text."""
    assert "".join(piece for piece, _ in marked(text, spans)) == text
