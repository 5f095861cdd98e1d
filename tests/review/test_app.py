"""The server answers its own page, and nobody else."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient

from bitext.errors import GlossaryError
from bitext.model import (
    Category,
    Issue,
    Severity,
    Side,
    State,
    TermAudit,
    TermEntry,
    TranslationUnit,
)
from bitext.review.app import PageOptions, create_app
from bitext.review.gate import BODY_LIMIT, Door
from bitext.review.journal import Journal, journal_path
from bitext.review.matches import Pair
from bitext.review.store import Store
from bitext.review.terms import TermDesk

DOOR = Door(8123, "right-token")
BASE = "http://127.0.0.1:8123"
HOSTILE = "<script>alert(1)</script>"
UNITS = (
    TranslationUnit("a#1", "a", "Der Rat tagt.", "The council meets."),
    TranslationUnit("a#2", "a", HOSTILE, HOSTILE, state=State.REVIEWED),
    TranslationUnit(
        "a#3",
        "a",
        "😀 Der Rat berät.",
        "The advice advises.",
        issues=(Issue("terms", Severity.ERROR, Category.TERMINOLOGY, "council is missing", Side.SOURCE, (6, 9)),),
        terms=(TermAudit("Rat", "Rat", 6, 9, "council", "none", False),),
    ),
)


@dataclass
class Glossary:
    """A glossary in memory that refuses one term."""

    added: list[TermEntry] = field(default_factory=list)

    def add(self, entry: TermEntry) -> None:
        if entry.source == "Rad":
            raise GlossaryError("Rad is there already.")
        self.added.append(entry)

    def desk(self) -> TermDesk:
        return TermDesk(
            "terms.tsv",
            check=lambda entry: [f"checked {entry.source}"],
            add=self.add,
            occurs=lambda entry: lambda text: entry.source in text,
        )


@pytest.fixture
def glossary() -> Glossary:
    return Glossary()


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    journal = Journal(journal_path(tmp_path / "news.jsonl"))
    yield Store(UNITS, journal)
    journal.close()


@pytest.fixture
def stranger(store: Store, glossary: Glossary) -> TestClient:
    """A client that was not given the token."""
    options = PageOptions("news <b>.jsonl", terms=glossary.desk(), memory=(Pair("Der Rat tagte.", "It met.", "tm"),))
    return TestClient(create_app(store, options, DOOR), base_url=BASE, headers={"Origin": BASE})


@pytest.fixture
def client(stranger: TestClient) -> TestClient:
    """A client that opened the printed address."""
    stranger.get("/?token=right-token")
    return stranger


def decide(client: TestClient, index: int, version: int, *actions: str, target: str = "") -> Any:
    body = {"version": version, "actions": list(actions), "target": target, "note": ""}
    return client.post(f"/api/units/{index}/verdict", json=body)


@pytest.mark.parametrize("path", ["/", "/api/units", "/static/review.js", "/api/changes?since=0", "/?token=wrong"])
def test_nothing_is_given_without_the_token(stranger: TestClient, path: str) -> None:
    """Without the token no page, no script and no unit is served."""
    assert stranger.get(path).status_code == 403


def test_the_token_is_traded_for_a_strict_cookie(stranger: TestClient) -> None:
    """The cookie is for no script and no other site, and the token leaves the address."""
    answer = stranger.get("/?token=right-token", follow_redirects=False)

    cookie = answer.headers["set-cookie"].lower()
    assert (answer.status_code, answer.headers["location"]) == (303, "/")
    assert "httponly" in cookie
    assert "samesite=strict" in cookie


@pytest.mark.parametrize("host", ["evil.example", "evil.example:8123", "127.0.0.1", "127.0.0.1:9999"])
def test_a_foreign_host_is_refused(client: TestClient, host: str) -> None:
    """A name that was made to point at loopback does not reach the units (DNS rebinding)."""
    assert client.get("/api/units", headers={"Host": host}).status_code == 421


@pytest.mark.parametrize("origin", ["http://evil.example", "http://127.0.0.1:9999", "null", ""])
def test_a_foreign_origin_changes_nothing(client: TestClient, store: Store, origin: str) -> None:
    """Another web page, also one on another port of this computer, cannot approve a unit."""
    answer = client.post("/api/units/0/verdict", json={"version": 0, "actions": ["accept"]}, headers={"Origin": origin})

    assert answer.status_code == 403
    assert store.rows[0].unit == UNITS[0]


def test_another_site_cannot_ask_for_units(client: TestClient) -> None:
    """A browser that says the request comes from elsewhere is refused even with the cookie."""
    assert client.get("/api/units", headers={"Sec-Fetch-Site": "same-site"}).status_code == 403


@pytest.mark.parametrize(
    "path",
    [
        "/static/../app.py",
        "/static/%2e%2e/app.py",
        "/static/..%2f..%2fmodel.py",
        "/etc/passwd",
        "/api/units/..",
        "/static/",
    ],
)
def test_no_path_outside_the_page_is_served(client: TestClient, path: str) -> None:
    """Only the page's own files can be fetched."""
    assert client.get(path).status_code in (404, 405)


def test_every_answer_forbids_foreign_and_inline_scripts(client: TestClient) -> None:
    """The policy allows the page's own script only, and no framing."""
    for path in ("/", "/api/units", "/static/review.js"):
        policy = client.get(path).headers["content-security-policy"]
        assert "default-src 'none'" in policy
        assert "unsafe-inline" not in policy
        assert "frame-ancestors 'none'" in policy


def test_the_shell_has_no_inline_script_and_escapes_the_name(client: TestClient) -> None:
    """The file's name cannot bring markup into the page, and all script comes from one file."""
    page = client.get("/").text

    assert "news &lt;b&gt;.jsonl" in page
    assert page.count("<script") == 1
    assert 'style="' not in page


def test_a_large_body_is_refused(client: TestClient, store: Store) -> None:
    """More than the limit is not read."""
    answer = decide(client, 0, 0, "edit", target="x" * BODY_LIMIT)

    assert answer.status_code == 413
    assert store.rows[0].unit == UNITS[0]


def test_a_large_body_without_a_length_is_refused(client: TestClient, store: Store) -> None:
    """A body that hides its size is cut off at the limit."""
    parts = (b" " * 1000 for _ in range(BODY_LIMIT // 1000 + 2))
    answer = client.post("/api/units/0/draft", content=parts, headers={"Content-Type": "application/json"})

    assert answer.status_code == 413
    assert store.rows[0].draft == ""


@pytest.mark.parametrize(
    "body",
    [
        {"actions": ["accept"]},
        {"version": 0},
        {"version": 0, "actions": ["burn"]},
        {"version": 0, "actions": []},
        {"version": 0, "actions": ["edit"], "target": 7},
        {"version": "x", "actions": ["accept"]},
        ["accept"],
    ],
)
def test_a_malformed_verdict_is_refused_with_a_reason(client: TestClient, store: Store, body: object) -> None:
    """What is no verdict changes nothing and is told why."""
    answer = client.post("/api/units/0/verdict", json=body)

    assert answer.status_code == 422
    assert answer.json()["error"]
    assert store.version == 0


def test_a_form_is_not_taken_for_json(client: TestClient) -> None:
    """A simple form, which a browser sends without asking, is refused."""
    answer = client.post("/api/units/0/undo", content='{"version": 0}', headers={"Content-Type": "text/plain"})

    assert answer.status_code == 422


def test_units_come_worst_first_in_rank_and_as_plain_text(client: TestClient) -> None:
    """The unit with an error ranks before the others, and hostile text is sent as it is."""
    units = client.get("/api/units").json()["units"]

    assert [unit["rank"] for unit in units] == [1, 2, 0]
    assert units[1]["target"] == HOSTILE


def test_offsets_count_as_javascript_counts(client: TestClient) -> None:
    """A character beyond the basic plane counts twice, so that marks sit on their words."""
    unit = client.get("/api/units").json()["units"][2]

    assert unit["terms"][0]["span"] == [7, 10]
    assert unit["issues"][0]["span"] == [7, 10]


def test_a_verdict_answers_with_the_row(client: TestClient) -> None:
    """Save and approve in one step gives back the new state and version."""
    unit = decide(client, 0, 0, "edit", "accept", target="The council sits.").json()["unit"]

    assert (unit["target"], unit["state"], unit["version"]) == ("The council sits.", "reviewed", 1)
    assert unit["machine"] == "The council meets."


def test_a_stale_verdict_gets_the_other_text(client: TestClient) -> None:
    """A second tab gets status 409 and what was saved in the meantime."""
    decide(client, 0, 0, "edit", target="First.")
    answer = decide(client, 0, 0, "edit", target="Second.")

    assert answer.status_code == 409
    assert answer.json()["unit"]["target"] == "First."


def test_another_tab_learns_of_changes(client: TestClient) -> None:
    """Only the rows that changed since are sent."""
    decide(client, 2, 0, "reject")

    answer = client.get("/api/changes?since=0").json()
    assert [unit["id"] for unit in answer["units"]] == ["a#3"]
    assert client.get(f"/api/changes?since={answer['version']}").json()["units"] == []


def test_undo_and_draft(client: TestClient) -> None:
    """A verdict is taken back, and a draft is kept."""
    decide(client, 0, 0, "accept")
    undone = client.post("/api/units/0/undo", json={"version": 1}).json()["unit"]
    drafted = client.post("/api/units/0/draft", json={"version": 2, "target": "Half"}).json()["unit"]

    assert (undone["state"], drafted["draft"]) == ("initial", "Half")


def test_an_unknown_unit_is_refused(client: TestClient) -> None:
    """A row that is not there is named, not created."""
    assert decide(client, 99, 0, "accept").status_code == 422


def test_matches_come_from_approved_units_only(client: TestClient) -> None:
    """What nobody approved is not offered; the memory given with --tm is."""
    before = client.get("/api/units/0/matches").json()["matches"]
    decide(client, 2, 0, "edit", "accept", target="The council deliberates.")
    after = client.get("/api/units/0/matches").json()["matches"]

    assert [match["origin"] for match in before] == ["tm"]
    assert {match["origin"] for match in after} == {"tm", "a#3"}


def test_a_new_term_shows_lint_and_the_units_it_touches(client: TestClient) -> None:
    """Before a term is saved the page knows what lint says and where the term stands."""
    answer = client.post("/api/terms/check", json={"source": "Rat", "target": "council"}).json()

    assert answer["findings"] == ["checked Rat"]
    assert answer["touched"] == [{"index": 0, "satisfied": True}, {"index": 2, "satisfied": False}]


def test_a_term_is_added_to_the_glossary(client: TestClient, glossary: Glossary) -> None:
    """Bars separate the allowed forms, the first is the one to write."""
    answer = client.post("/api/terms", json={"source": " Rat ", "target": "council | board", "status": "prefer"})

    assert answer.json() == {"added": "Rat", "glossary": "terms.tsv"}
    assert glossary.added[0].targets == ("council", "board")


@pytest.mark.parametrize(
    "values",
    [
        {"source": "Rad", "target": "wheel"},
        {"target": "x"},
        {"source": "Rat"},
        {"source": "x", "target": "y", "case": "odd"},
    ],
)
def test_a_term_that_lint_refuses_is_not_added(client: TestClient, glossary: Glossary, values: dict[str, str]) -> None:
    """The glossary stays as it is, and the page is told why."""
    answer = client.post("/api/terms", json=values)

    assert answer.status_code == 422
    assert answer.json()["error"]
    assert glossary.added == []
