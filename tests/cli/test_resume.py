"""Runs that are stopped: by a kill at any moment, by Ctrl-C, by a full disk, by another process."""

import json
import os
import random
import resource
import signal
import sys
import time
import warnings
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

import bitext.jobs
from bitext.cli import main
from bitext.decoding import Answer, Decoding, Request
from bitext.journal import run_lock
from bitext.model import Article
from bitext.pipeline import Options, Translator
from bitext.testing import WordEngine

WORDS = {"Der": "The", "Rat": "council", "tagt": "meets", "heute": "today", "Nato": "NATO", "Die": "The"}
Prepare = Callable[[], object]


class SlowEngine(WordEngine):
    """Takes its time, so that a kill meets it at work."""

    stop: signal.Signals | None = None
    """What the process gets in the third window."""
    calls = 0

    def decode(self, requests: Sequence[Request], options: Decoding) -> list[Answer]:
        """What WordEngine gives, later."""
        time.sleep(0.002 * len(requests))
        self.calls += 1
        if self.stop and self.calls == 3:
            os.kill(os.getpid(), self.stop)
        return super().decode(requests, options)


@pytest.fixture(scope="module")
def warm(tmp_path_factory: pytest.TempPathFactory) -> None:
    """What is loaded once is loaded here, and not in every process that is forked."""
    glossary = tmp_path_factory.mktemp("warm") / "terms.tsv"
    glossary.write_text("source\ttarget\nNato\tNATO\n")
    translator = Translator(Options(glossary=(glossary,)), WordEngine(WORDS))
    list(translator.translate_articles([Article("a", "", "Die Nato tagt heute in der Stadt am Fluss.")]))


@pytest.fixture
def dump(warm: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with a dump, a glossary and an approved unit; the current directory, with an engine without a model."""
    articles = [
        {
            "id": f"a{n}",
            "title": f"Der Rat {n}",
            "text": "".join(
                f"Die Nato tagt heute {n * k % 7} mal.\n\nDer Rat {n} sah {k} Akten.\n\n" for k in range(6)
            ),
        }
        for n in range(12)
    ]
    (tmp_path / "dump.jsonl").write_text("\n".join(map(json.dumps, articles)))
    (tmp_path / "terms.tsv").write_text("source\ttarget\nNato\tNATO\nRat\tCouncil\n")
    known = {"id": "k", "article": "k", "source": "Der Rat 3 sah 4 Akten.", "target": "Known.", "state": "final"}
    (tmp_path / "known.jsonl").write_text(json.dumps({**known, "origin": "human"}))
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(Translator, "engine", SlowEngine(WORDS))
    monkeypatch.setattr(bitext.jobs, "FIRST_WINDOW", 4)
    monkeypatch.setattr(bitext.jobs, "WINDOW", 16)
    return tmp_path


def translate(*options: str, prepare: Prepare = lambda: None) -> int:
    """The exit code of the command in a process of its own, negative for the signal that killed it.

    Its stderr is in the file ``log``.
    """
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)
        child = os.fork()
    if child:
        return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    code = 99
    try:
        log = os.open("log", os.O_WRONLY | os.O_CREAT | os.O_TRUNC)
        os.dup2(log, 1)
        os.dup2(log, 2)
        sys.stdout, sys.stderr = open(1, "w", closefd=False), open(2, "w", closefd=False)  # noqa: SIM115
        sys.argv = ["bitext", "translate", "dump.jsonl", *options, "-g", "terms.tsv", "--fail-on", "never"]
        prepare()
        main()
    except SystemExit as error:
        code = int(error.code or 0)
    finally:
        sys.stderr.flush()
        os._exit(code)


def content(folder: Path) -> dict[str, bytes]:
    """The bytes of every output, and of whatever was left behind."""
    given = {"dump.jsonl", "terms.tsv", "known.jsonl", "log"}
    files = sorted(path for path in folder.rglob("*") if path.is_file() and path.name not in given)
    return {str(path.relative_to(folder)): path.read_bytes() for path in files}


def cleared(folder: Path) -> dict[str, bytes]:
    """The outputs, which are gone then."""
    found = content(folder)
    for name in found:
        (folder / name).unlink()
    return found


def killed_after(seconds: float) -> Prepare:
    """The kernel ends the process then, with no warning: the alarm has no handler."""
    return lambda: signal.setitimer(signal.ITIMER_REAL, seconds)


def survive(folder: Path, options: Sequence[str], kills: int, seed: int) -> int:
    """Compare a run that is killed up to ``kills`` times with one that is not; the number of kills that hit."""
    begin = time.monotonic()
    assert translate(*options) == 0, Path("log").read_text()
    whole, expected = time.monotonic() - begin, cleared(folder)
    chance, hits = random.Random(seed), 0
    for _ in range(kills):
        code = translate(*options, prepare=killed_after(chance.uniform(0.02, 0.6) * whole))
        if code == 0:
            break
        assert code == -signal.SIGALRM, Path("log").read_text()
        hits += 1
    assert translate(*options) == 0, Path("log").read_text()
    assert cleared(folder) == expected
    return hits


FILES = ("-o", "out.tmx", "-o", "out.jsonl", "--audit", "terms.jsonl", "--tm", "known.jsonl")
FOLDER = ("-o", "out/", "--to", "tsv", "--to", "jsonl")


@pytest.mark.parametrize("options", [FILES, FOLDER], ids=["files", "folder"])
def test_killed_run_ends_with_the_same_bytes(dump: Path, options: Sequence[str]) -> None:
    """Killed at random moments and started again, the outputs are byte-identical and nothing else is left."""
    assert survive(dump, options, kills=3, seed=1) > 0


@pytest.mark.slow
def test_many_kills(dump: Path) -> None:
    """The same with more than twenty kills that hit."""
    hits = 0
    for seed in range(2, 40):
        hits += survive(dump, (FILES, FOLDER)[seed % 2], kills=6, seed=seed)
        if hits > 20:
            return
    pytest.fail(f"only {hits} kills hit")


def stop(number: signal.Signals, *options: str) -> int:
    """The exit code of a run that gets a signal while it decodes."""
    return translate(*options, prepare=lambda: setattr(SlowEngine, "stop", number))


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_polite_stop(dump: Path, number: signal.Signals) -> None:
    """Ctrl-C and SIGTERM end with 130, say how to go on, leave no half file, and the next run goes on."""
    assert stop(number, "-o", "out.tmx") == 130

    assert "Run the same command again" in Path("log").read_text()
    assert set(content(dump)) == {".out.tmx.run"}
    assert translate("-o", "out.tmx") == 0
    assert set(content(dump)) == {"out.tmx"}


@pytest.mark.parametrize("change", [["--beam", "2"], ["--no-glossary"], ["--tm", "known.jsonl"]], ids=lambda c: c[0])
def test_changed_settings_are_noticed(dump: Path, change: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    """A run does not go on with other settings; it says which changed, and --restart begins anew."""
    stop(signal.SIGTERM, "-o", "out.tmx")
    if change == ["--no-glossary"]:
        Path("terms.tsv").write_text("source\ttarget\nNato\tNATO\n")
        change = []

    assert translate("-o", "out.tmx", *change) == 1
    message = Path("log").read_text()
    assert "--restart" in message
    assert " was " in message
    assert translate("-o", "out.tmx", *change, "--restart") == 0
    assert set(content(dump)) == {"out.tmx"}


def test_changed_input_is_translated_anew(dump: Path) -> None:
    """What was added to the input in between is in the output, as in a run from the beginning."""
    stop(signal.SIGTERM, "-o", "out.jsonl")
    with Path("dump.jsonl").open("a") as stream:
        stream.write('\n{"id": "new", "text": "Der Rat tagt."}')
    assert translate("-o", "out.jsonl") == 0
    resumed = cleared(dump)

    assert translate("-o", "out.jsonl") == 0
    assert content(dump) == resumed
    assert b'"new#1"' in resumed["out.jsonl"]


def test_second_process_is_refused(dump: Path) -> None:
    """While a process writes an output another one does not, and says whose it is."""
    with run_lock([Path("out.tmx")]):
        assert translate("-o", "out.tmx") == 1
    assert f"process {os.getpid()} is writing" in Path("log").read_text()
    assert content(dump) == {}


def test_full_disk(dump: Path) -> None:
    """A disk that is full ends the run with a message; with room again it goes on and comes out the same."""
    assert translate("-o", "out.jsonl") == 0
    expected = cleared(dump)

    # The limit on the size of a file stands for the full disk; SQLite's first pages still fit.
    assert translate("-o", "out.jsonl", prepare=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (25_000, -1))) == 1
    assert "check the disk" in Path("log").read_text()
    assert set(content(dump)) == {".out.jsonl.run"}
    assert translate("-o", "out.jsonl") == 0
    assert content(dump) == expected


@pytest.mark.skipif(os.geteuid() == 0, reason="the superuser may write anywhere")
def test_read_only_folder(dump: Path) -> None:
    """A folder that cannot be written is said at once."""
    dump.chmod(0o555)
    assert translate("-o", "out.jsonl") == 1
