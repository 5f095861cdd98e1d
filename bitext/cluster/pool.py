"""Windows of segments to workers that may die: a window that is lost with its worker is done again by another."""

import threading
from collections import deque
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from typing import NamedTuple, Protocol

from bitext.errors import BitextError, ClusterError
from bitext.jobs import Job
from bitext.model import Article, TranslationUnit

TRIES = 5
"""A window that so many workers died on is taken for the cause."""
PATIENCE = 600.0
"""Seconds that a run waits while no worker is there at all."""


class WorkerLost(Exception):
    """A worker died or cannot be reached; what it was doing is not done."""


class Ready(NamedTuple):
    """What a worker says of itself when its model is loaded."""

    signature: dict[str, str]
    """See bitext.signature."""
    note: str
    """A line for the user about the choice of the model."""
    place: str
    """The machine that it runs on."""


class Worker(Protocol):
    """One that translates, one window at a time."""

    def ready(self) -> Ready:
        """Waits until it can work, also after it was lost; WorkerLost when it never will, BitextError when it fails."""
        ...

    def translate(self, jobs: Sequence[Job], signature: dict[str, str]) -> list[TranslationUnit]:
        """A unit for every job; WorkerLost, or ClusterError when its signature is another."""
        ...


class Pool:
    """Workers that share the windows of a run: a bitext.jobs.Runner.

    Ray would give a lost window to the same worker when it is up again, which may be never:
    a machine that went away takes its room with it.  So the pool gives it to the next one that is free.
    """

    def __init__(
        self,
        workers: Sequence[Worker],
        said: Callable[[str], None] = lambda text: None,
        patience: float = PATIENCE,
    ) -> None:
        """``said`` is told, by any thread, what a person should know."""
        self._workers, self._said, self._patience = workers, said, patience
        self._change = threading.Condition()
        self._free: deque[Worker] = deque()
        self._busy = self._gone = 0
        self._first: Ready | None = None
        self._failure: BitextError | None = None
        for worker in workers:
            self._await(worker)

    @property
    def workers(self) -> int:
        """How many windows are translated at a time."""
        return len(self._workers)

    @property
    def note(self) -> str:
        """What the first worker says of its model; empty before it is ready."""
        return self._first.note if self._first else ""

    @property
    def signature(self) -> dict[str, str]:
        """The signature of every worker; waits for the first one.  ClusterError when none comes."""
        with self._change:
            while self._first is None:
                self._wait()
            return self._first.signature

    def translate(self, jobs: Sequence[Job]) -> list[TranslationUnit]:
        """The units of a window, by the next worker that is free.

        ClusterError when no worker is left, they disagree, or the window kills one after the other.
        """
        window, signature = light(jobs), self.signature
        reason = ""
        for _ in range(TRIES):
            worker = self._take()
            try:
                units = worker.translate(window, signature)
            except WorkerLost as lost:
                reason = str(lost)
                self._lose(worker, reason)
            except BaseException:
                self._give(worker)
                raise
            else:
                self._give(worker)
                return units
        first, last = jobs[0].segment.id, jobs[-1].segment.id
        raise ClusterError(
            f"{TRIES} workers were lost over the segments {first} to {last} ({reason}); is their memory too small? "
            "Run the same command again to go on, with fewer workers on a machine."
        )

    def close(self) -> None:
        """Let nobody wait any longer."""
        self._fail(ClusterError("the run was ended."))

    def _await(self, worker: Worker) -> None:
        # A thread of its own for each, which nobody waits for: on a busy cluster one may be ready hours after another.
        threading.Thread(target=self._join, args=(worker,), daemon=True, name="bitext-worker").start()

    def _join(self, worker: Worker) -> None:
        try:
            ready = worker.ready()
        except WorkerLost as lost:
            with self._change:
                self._gone += 1
                last = self._gone == len(self._workers)
            if last:
                self._fail(ClusterError(f"no worker is left, the last one was lost: {lost}."))
            return
        except BitextError as error:
            self._fail(error)
            return
        with self._change:
            self._first = self._first or ready
            if ready.signature != self._first.signature:
                self._failure = self._failure or disagreement(self._first, ready)
            self._free.append(worker)
            self._change.notify_all()

    def _take(self) -> Worker:
        with self._change:
            while not self._free or self._failure:
                self._wait()
            self._busy += 1
            return self._free.popleft()

    def _give(self, worker: Worker) -> None:
        with self._change:
            self._busy -= 1
            self._free.append(worker)
            self._change.notify_all()

    def _lose(self, worker: Worker, reason: str) -> None:
        with self._change:
            self._busy -= 1
            ended = self._failure is not None
        if not ended:
            self._said(f"a worker was lost ({reason}); what it was doing is done again.")
            self._await(worker)

    def _fail(self, error: BitextError) -> None:
        with self._change:
            self._failure = self._failure or error
            self._change.notify_all()

    def _wait(self) -> None:
        """Wait for a change, the condition held; raises what ended the run, or that nothing happens."""
        if self._failure is not None:
            raise self._failure
        if not self._change.wait(self._patience) and not self._busy and not self._free:
            raise ClusterError(
                f"no worker was there for {self._patience:.0f} seconds: the cluster has no room for one, or is gone. "
                "See 'ray status'; ask for less with --threads, and run the same command again to go on."
            )


def light(jobs: Iterable[Job]) -> list[Job]:
    """The jobs without what no unit is made from: the texts of whole articles, and their terms."""
    articles: dict[int, Article] = {}
    kept = []
    for job in jobs:
        number = id(job.article)
        if number not in articles:
            articles[number] = replace(job.article, text="", terms=())
        kept.append(job._replace(article=articles[number]))
    return kept


def disagreement(one: Ready, other: Ready) -> ClusterError:
    """What says that two workers would not write the same."""
    names = [
        name for name in {**one.signature, **other.signature} if one.signature.get(name) != other.signature.get(name)
    ]
    said = "; ".join(
        f"{name} is {one.signature.get(name)} on {one.place}, {other.signature.get(name)} on {other.place}"
        for name in names
    )
    return ClusterError(
        f"the workers do not agree ({said}): their units would not be those of one process. "
        "Install the same versions and the same model on every machine, and name it with --model."
    )
