"""Real workers; only where Ray is installed (pip install 'bitext[ray]')."""

import json
import os
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

import pytest

pytestmark = [pytest.mark.model, pytest.mark.skipif(find_spec("ray") is None, reason="Ray is not installed")]

SENTENCES = ["Der Bundestag tagt heute.", "Die OSZE berät in Wien über Plan {n}.", "Danach sprach Minister {n}."]
KILLER = """
import os, threading, time, bitext.jobs
from bitext.cluster import pool, workers
bitext.jobs.FIRST_WINDOW = bitext.jobs.WINDOW = 16
real, killed = workers._RayWorker.translate, []

def translate(self, jobs, signature):
    if not killed and jobs[0].segment.id != "a0#1":
        killed.append(self)
        self._ray.kill(self._actor, no_restart=False)
    return real(self, jobs, signature)

workers._RayWorker.translate = translate
from bitext.cli import main
main()
"""
"""The command line, with small windows and a worker that is killed at its second window."""


def test_two_workers_one_killed(tmp_path: Path) -> None:
    """A cluster of two workers of which one is killed writes the bytes of one process, and says what happened."""
    records = [{"id": f"a{n}", "text": "\n\n".join(one.format(n=n) for one in SENTENCES)} for n in range(24)]
    (tmp_path / "dump.jsonl").write_text("\n".join(map(json.dumps, records)))
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, [os.getcwd(), *sys.path]))}  # noqa: PTH109

    def run(output: str, *options: str) -> str:
        command = [sys.executable, "-c", KILLER, "translate", "dump.jsonl", "-o", output, "--fail-on", "never"]
        done = subprocess.run(
            [*command, *options],
            cwd=tmp_path,
            env=environment,
            capture_output=True,
            text=True,
            timeout=300,
            check=False,
        )
        assert done.returncode == 0, done.stderr
        assert done.stdout == ""
        return done.stderr

    run("one.jsonl", "--threads", "1")
    said = run("two.jsonl", "--runner", "ray", "--workers", "2")

    assert (tmp_path / "two.jsonl").read_bytes() == (tmp_path / "one.jsonl").read_bytes()
    assert "2 workers with" in said
    assert "a worker was lost" in said
    assert not [line for line in said.splitlines() if not line.startswith(("bitext: ", "24 articles"))]
