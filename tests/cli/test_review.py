"""``bitext review`` from start to end, without a browser."""

import json
import re
import signal
import subprocess
import sys
import urllib.request
from collections.abc import Callable, Iterator
from dataclasses import replace
from http.cookiejar import CookieJar
from pathlib import Path
from typing import Any
from urllib.error import HTTPError

import pytest
from click.testing import CliRunner

from bitext.cli import cli
from bitext.errors import FormatError, LockedError, OptionError
from bitext.formats import open_writers, read_units
from bitext.memory import opened
from bitext.model import Action, BitextHeader, State, TranslationUnit, Verdict
from bitext.review import serve
from bitext.review.journal import Journal, journal_path
from bitext.review.store import Store

UNITS = tuple(TranslationUnit(f"a#{number}", "a", f"Satz {number}.", f"Sentence {number}.") for number in range(3))


class Server:
    """The command as a process, and a client that opened its address."""

    def __init__(self, *arguments: str) -> None:
        command = [sys.executable, "-m", "bitext", "review", "--no-browser", *arguments]
        self.process = subprocess.Popen(command, stderr=subprocess.PIPE, text=True)
        self.lines: list[str] = []
        assert self.process.stderr is not None
        for line in self.process.stderr:
            self.lines.append(line)
            if found := re.search(r"(http://127\.0\.0\.1:\d+)/\?token=\S+", line):
                break
        else:
            raise AssertionError("".join(self.lines))
        self.base = found[1]
        self._opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(CookieJar()))
        self.ask(found[0].removeprefix(self.base))

    def ask(self, path: str, body: Any = None) -> Any:
        data = None if body is None else json.dumps(body).encode()
        headers = {"Content-Type": "application/json", "Origin": self.base}
        with self._opener.open(urllib.request.Request(self.base + path, data, headers), timeout=20) as answer:
            content = answer.read().decode()
        return json.loads(content) if path.startswith("/api") else content

    def approve(self, index: int) -> None:
        self.ask(f"/api/units/{index}/verdict", {"version": 0, "actions": ["accept"]})

    def end(self, number: int) -> str:
        """End it with a signal; gives all that it said."""
        self.process.send_signal(number)
        _, rest = self.process.communicate(timeout=30)
        return "".join(self.lines) + rest


Start = Callable[..., Server]


@pytest.fixture
def start() -> Iterator[Start]:
    servers: list[Server] = []

    def run(*arguments: str) -> Server:
        servers.append(Server(*arguments))
        return servers[-1]

    yield run
    for server in servers:
        server.process.kill()
        server.process.communicate()


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "news.jsonl"
    write_units(path, UNITS)
    return path


def write_units(path: Path, units: tuple[TranslationUnit, ...]) -> None:
    with open_writers([path], BitextHeader("de-AT", "en-GB")) as write:
        for unit in units:
            write(unit)


def states(path: Path) -> list[str]:
    return [unit.state.value for unit in read_units(path)]


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_signal_ends_it_with_everything_saved(start: Start, path: Path, number: int) -> None:
    """Ctrl-C and a polite kill write the file, leave no journal, and end with code 0."""
    server = start(str(path))
    server.approve(1)
    said = server.end(number)

    assert states(path) == ["initial", "reviewed", "initial"]
    assert [one.name for one in path.parent.iterdir()] == ["news.jsonl"]
    assert (server.process.returncode, "1 approved" in said) == (0, True)


def test_an_unfinished_review_is_taken_over(start: Start, path: Path) -> None:
    """After a kill -9 the next start puts the verdicts into the file and says so."""
    server = start(str(path))
    server.approve(0)
    server.end(signal.SIGKILL)
    assert states(path)[0] == "initial"

    said = start(str(path)).end(signal.SIGINT)
    assert states(path)[0] == "reviewed"
    assert "unfinished review were taken over" in said


def test_a_review_without_a_change_leaves_the_file_alone(start: Start, path: Path) -> None:
    """Looking is not writing."""
    before = path.stat().st_mtime_ns
    start(str(path)).end(signal.SIGINT)

    assert path.stat().st_mtime_ns == before


def test_verdicts_on_a_changed_file_are_kept_beside_it(start: Start, path: Path) -> None:
    """If the file was written anew meanwhile, the old verdicts are named and kept, not applied."""
    journal = Journal(journal_path(path))
    Store(UNITS, journal).decide(0, [Verdict("", Action.EDIT, "Old.")], 0)
    journal.close()
    write_units(path, (replace(UNITS[0], target="New."), *UNITS[1:]))

    said = start(str(path)).end(signal.SIGINT)
    assert "fits no unit any more (1 verdict)" in said
    assert next(read_units(path)).target == "New."
    assert "Old." in path.with_name("news.jsonl.review-unmatched.jsonl").read_text()


def test_matches_of_another_file_and_its_languages(start: Start, path: Path) -> None:
    """Approved units of --tm are shown, unapproved ones are not; TMX keeps its languages."""
    tm = path.with_name("tm.tmx")
    write_units(tm, (replace(UNITS[0], target="Approved.", state=State.FINAL), UNITS[1]))
    server = start(str(tm), "--tm", str(tm), "-o", str(path))

    assert 'data-source="de-AT" data-target="en-GB"' in server.ask("/")
    assert [match["target"] for match in server.ask("/api/units/1/matches")["matches"]] == ["Approved."]


def test_output_goes_elsewhere(start: Start, path: Path) -> None:
    """With -o the file itself stays as it is."""
    done = path.with_name("done.tmx")
    server = start(str(path), "-o", str(done))
    server.approve(2)
    server.end(signal.SIGINT)

    assert (states(path)[2], states(done)[2]) == ("initial", "reviewed")


def test_it_listens_on_loopback_only() -> None:
    """Nobody on the network can reach the page, and a fresh token guards it."""
    one, other = serve.listen(), serve.listen()
    hosts = {one.socket.getsockname()[0], other.socket.getsockname()[0]}
    one.socket.close()
    other.socket.close()

    assert hosts == {"127.0.0.1"}
    assert one.door.token != other.door.token
    assert len(one.door.token) >= 32


def test_a_taken_port_is_named() -> None:
    """Another server on the port is the likely cause."""
    taken = serve.listen()
    with pytest.raises(OptionError, match=str(taken.door.port)):
        serve.listen(taken.door.port)
    taken.socket.close()


def test_a_second_server_on_the_file_is_refused(start: Start, path: Path) -> None:
    """Two servers would overwrite each other's file."""
    start(str(path))
    result = CliRunner().invoke(cli, ["review", str(path), "--no-browser"], standalone_mode=False)

    assert isinstance(result.exception, LockedError)


@pytest.mark.parametrize(("text", "reason"), [("", "no unit"), ("source\ttarget\tmine\nJa\tYes\t\n", "another tool")])
def test_what_cannot_be_reviewed_is_refused(tmp_path: Path, text: str, reason: str) -> None:
    """An empty file, and one that saving would harm, are named before a server starts."""
    path = tmp_path / ("x.tsv" if text else "x.jsonl")
    path.write_text(text)
    result = CliRunner().invoke(cli, ["review", str(path), "--no-browser"], standalone_mode=False)

    assert isinstance(result.exception, FormatError)
    assert reason in str(result.exception)


def test_strangers_are_refused_over_the_wire(start: Start, path: Path) -> None:
    """The running server, not only the application, asks for the token."""
    server = start(str(path))
    with pytest.raises(HTTPError, match="403"):
        urllib.request.urlopen(server.base + "/api/units", timeout=20)


def test_an_edit_is_checked_again_and_the_worst_comes_first(start: Start, path: Path) -> None:
    """The issues beside a unit are those of its present text, also in a file that came without any."""
    number = replace(UNITS[2], source="Es sind 14 Sitze.", target="There are 41 seats.")
    write_units(path, (*UNITS[:2], number))
    server = start(str(path), "--check")
    units = server.ask("/api/units")["units"]
    assert units[2]["rank"] == 0
    assert "numbers" in {issue["check"] for issue in units[2]["issues"]}

    body = {"version": 0, "actions": ["edit"], "target": "There are 14 seats."}
    edited = server.ask("/api/units/2/verdict", body)["unit"]
    assert "numbers" not in {issue["check"] for issue in edited.get("issues", [])}


def test_a_new_memory_takes_what_is_approved(start: Start, path: Path) -> None:
    """The first --tm of a memory that is not there yet makes it when the review ends."""
    memory = path.with_name("house.db")
    server = start(str(path), "--tm", str(memory))
    server.ask("/api/units/0/verdict", {"version": 0, "actions": ["accept"]})
    server.end(signal.SIGINT)

    base = opened(memory)
    assert [hit.unit.source for hit in base.hits()] == [UNITS[0].source]
    base.close()


@pytest.mark.parametrize("name", ["house.tmx", "nowhere/house.db"])
def test_a_memory_that_cannot_be_is_refused_at_the_start(path: Path, name: str) -> None:
    """Nobody learns of a mistyped name after the day's work."""
    from bitext.cli.review import command

    with pytest.raises(OptionError, match="names no file"):
        command.main([str(path), "--tm", str(path.parent / name)], standalone_mode=False)
    assert not list(path.parent.glob(".*"))


def test_a_memory_file_of_another_tool_is_shown(tmp_path: Path) -> None:
    """What translate takes from --tm as approved, a TMX without states, review shows as matches."""
    from bitext.cli.review import _memory

    path = tmp_path / "house.tmx"
    path.write_text(
        '<tmx version="1.4"><header creationtool="other" creationtoolversion="1" segtype="sentence" o-tmf="x" '
        'adminlang="en" srclang="de" datatype="plaintext"/><body><tu><tuv xml:lang="de"><seg>Der Rat tagt.</seg></tuv>'
        '<tuv xml:lang="en"><seg>The council meets.</seg></tuv></tu></body></tmx>',
        encoding="utf-8",
    )

    assert [(pair.source, pair.target, pair.origin) for pair in _memory((path,))] == [
        ("Der Rat tagt.", "The council meets.", "house.tmx")
    ]
