"""Workers on Ray: one actor each, on this machine or on the cluster that an address names.

Ray Data is not used: it takes its blocks from files or lists and not from a generator that learns as it reads,
and it has no journal; one window to one worker is all that is needed here.
"""

import logging
import os
import shutil
import signal
import socket
import sys
import tempfile
import threading
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from types import TracebackType
from typing import Any

from bitext.cluster.layout import Layout, Node, layout
from bitext.cluster.pool import Pool, Ready, WorkerLost, disagreement
from bitext.cores import usable_cores
from bitext.counting import counted
from bitext.errors import BitextError, ClusterError, OptionError
from bitext.glossary import Glossary
from bitext.jobs import Job
from bitext.model import TranslationUnit
from bitext.pipeline import Options, Translator

LOADING_TRIES = 3
"""How often a worker may die while it loads the model before it is given up."""
STORE_BYTES = 256 * 2**20
"""Of the local cluster's object store; a window takes about one MiB."""
CONNECT_SECONDS = 10.0
_QUIET = {
    "RAY_USAGE_STATS_ENABLED": "0",
    "RAY_ACCEL_ENV_VAR_OVERRIDE_ON_ZERO": "0",
    "RAY_enable_metrics_collection": "0",
}
"""Ray's environment: nothing is sent anywhere, and standard error is ours."""
_HASTY = {"RAY_NUM_REDIS_GET_RETRIES": "2"}
"""The same for a cluster with an address: a port that is not Ray's is given up after minutes, not a quarter hour."""


class RayCluster:
    """A context manager with a Ray cluster inside: ``runner`` is what a Translator takes as ``runner``.

    A cluster on this machine is started and ended with it; of one with an address only our workers are.
    """

    def __init__(self, address: str = "", workers: int = 0, said: Callable[[str], None] = lambda text: None) -> None:
        """``address``: ``auto``, HOST:PORT or ray://HOST:PORT; empty takes RAY_ADDRESS, else this machine.

        ``workers`` 0 fills the cluster.  OptionError when Ray is not installed.
        """
        self._address = address or os.environ.get("RAY_ADDRESS", "")
        self._wanted, self._said = workers, said
        self._ray = _imported(bool(self._address))
        self._pool: Pool | None = None
        self._actors: list[Any] = []
        self._folder = ""

    def __enter__(self) -> "RayCluster":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._pool is not None:
            self._pool.close()
        for actor in self._actors:
            with suppress(Exception):
                self._ray.kill(actor)
        with suppress(Exception):
            self._ray.shutdown()
        if self._folder:
            shutil.rmtree(self._folder, ignore_errors=True)

    def runner(self, options: Options, glossary: Glossary) -> Pool:
        """The workers, which begin to load their models; ClusterError when the cluster cannot be had."""
        plan = self._started(options)
        # The worker needs no file of this machine but the model: terms and what is remembered come with the jobs.
        own = replace(options, threads=plan.threads, glossary=(), srx=None, memory=())
        kind = self._ray.remote(
            num_cpus=plan.threads, num_gpus=plan.gpus, max_restarts=-1, scheduling_strategy="SPREAD"
        )(WindowWorker)
        self._actors = [kind.remote() for _ in range(plan.workers)]
        # Not an argument of the actors: Ray may drop those before it restarts one.
        given = self._ray.put((own, glossary))
        self._pool = Pool([_RayWorker(self._ray, actor, given) for actor in self._actors], self._said)
        return self._pool

    def _started(self, options: Options) -> Layout:
        """What to start on the cluster, which is there then."""
        plan = layout([Node(usable_cores())], self._wanted, options.threads, "cpu")
        if not self._address:
            # In /tmp, for the names of sockets must be short; one folder deeper, for Ray opens its own to everybody.
            self._folder = tempfile.mkdtemp(prefix="bitext-", dir="/tmp" if Path("/tmp").is_dir() else None)
            self._init(
                address="local",
                num_cpus=plan.workers * plan.threads,
                include_dashboard=False,
                object_store_memory=STORE_BYTES,
                _temp_dir=str(Path(self._folder, "ray")),
            )
        else:
            _reachable(self._address)
            self._init(address=self._address)
        nodes = [_node(one["Resources"]) for one in self._ray.nodes() if one["Alive"]]
        if self._address or any(node.gpus for node in nodes):
            plan = layout(nodes, self._wanted, options.threads, options.device)
        self._said(_described(plan, nodes, self._address))
        return plan

    def _init(self, **settings: Any) -> None:
        main = threading.current_thread() is threading.main_thread()
        before = signal.getsignal(signal.SIGTERM)
        try:
            self._ray.init(log_to_driver=False, logging_level=logging.CRITICAL, **settings)
        except BitextError:
            raise
        except Exception as error:
            raise _unreachable(settings["address"], _line(error)) from error
        finally:
            if main:  # Ray sets a handler of its own, which would end the run without a word.
                signal.signal(signal.SIGTERM, before)


class WindowWorker:
    """What runs in an actor: a translator that is given windows."""

    def __init__(self) -> None:
        self._translator: Translator | None = None

    def load(self, given: tuple[Options, Glossary]) -> Ready:
        """Load the model, if that is not done."""
        try:
            self._translator = self._translator or Translator(given[0], glossary=given[1])
            note = self._translator.load()
        except BitextError as error:
            raise ClusterError(f"worker on {socket.gethostname()}: {error}") from error
        return Ready(self._translator.signature, note, socket.gethostname())

    def translate(self, jobs: Sequence[Job], signature: dict[str, str]) -> list[TranslationUnit]:
        """The units of a window; ClusterError when this worker would write others than the run's."""
        if self._translator is None:
            raise WorkerLost("it died between two windows")
        own = self._translator.signature
        if own != signature:
            raise disagreement(Ready(signature, "", "the other workers"), Ready(own, "", socket.gethostname()))
        return self._translator.translate_jobs(jobs)


class _RayWorker:
    """An actor as the pool sees it."""

    def __init__(self, ray: Any, actor: Any, given: Any) -> None:
        self._ray, self._actor, self._given = ray, actor, given

    def ready(self) -> Ready:
        ready: Ready = self._got(self._actor.load.options(max_task_retries=LOADING_TRIES).remote, self._given)
        return ready

    def translate(self, jobs: Sequence[Job], signature: dict[str, str]) -> list[TranslationUnit]:
        units: list[TranslationUnit] = self._got(self._actor.translate.remote, jobs, signature)
        return units

    def _got(self, call: Callable[..., Any], *values: Any) -> Any:
        """What a call gives: errors of ours as they were, else WorkerLost."""
        try:
            return self._ray.get(call(*values))
        except self._ray.exceptions.RayTaskError as error:
            if isinstance(error.cause, BitextError | WorkerLost):
                raise error.cause from None
            raise ClusterError(f"a worker failed: {_line(error.cause or error)}; please report this.") from error
        except Exception as error:
            # A dead process, a machine that is gone, a lost result, a closed connection: all the same to the window.
            raise WorkerLost(_line(error)) from error


def _imported(elsewhere: bool) -> Any:
    settings = {**_QUIET, **(_HASTY if elsewhere else {})}
    os.environ.update({name: os.environ.get(name, value) for name, value in settings.items()})
    try:
        import ray
    except ImportError as error:
        raise OptionError(f"--runner ray needs Ray ({error}): pip install 'bitext[ray]'.") from error
    # Ray prints what befalls its workers to standard output, where data goes; it has no setting against that.
    printer: Any = sys.modules.get("ray._private.worker")
    if hasattr(printer, "print_to_stdstream"):
        printer.print_to_stdstream = lambda *values, **named: None
    return ray


def _reachable(address: str) -> None:
    """ClusterError when nothing listens at an address; Ray itself would try for minutes, or end the process."""
    host, colon, port = address.removeprefix("ray://").rpartition(":")
    if not colon or not port.isdigit():
        return
    try:
        socket.create_connection((host.strip("[]"), int(port)), CONNECT_SECONDS).close()
    except (OSError, OverflowError) as error:
        raise _unreachable(address, str(error)) from error


def _unreachable(address: str, reason: str) -> ClusterError:
    return ClusterError(
        f"{address}: no Ray cluster can be had there ({reason}). Start one with 'ray start --head' and give its "
        "HOST:PORT, ray://HOST:10001 from a machine outside it, or no --address for a cluster on this machine. "
        "One that asks for a token, as Ray does since 2.59, needs RAY_AUTH_MODE=token in the environment."
    )


def _node(resources: dict[str, float]) -> Node:
    return Node(int(resources.get("CPU", 0)), int(resources.get("GPU", 0)))


def _described(plan: Layout, nodes: Sequence[Node], address: str) -> str:
    room = plan.room(nodes)
    threads = "a GPU" if plan.gpus else counted(plan.threads, "thread")
    where = f"Ray at {address}" if address else "Ray on this machine"
    short = "" if room == plan.workers else f"; now there is room for {room}, the others begin when there is more"
    return f"{counted(plan.workers, 'worker')} with {threads} each, {where}{short}."


def _line(error: BaseException) -> str:
    """The last line of what an error says; Ray puts whole traces before it."""
    lines = [line.strip() for line in str(error).splitlines() if line.strip()]
    return lines[-1].rstrip(".") if lines else type(error).__name__
