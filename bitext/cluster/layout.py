"""How many workers with how many threads each fit on the machines of a cluster."""

from collections.abc import Sequence
from typing import NamedTuple

THREADS = 4
"""Threads of a worker unless told: a window of segments makes about a dozen batches, one for a thread at a time."""


class Node(NamedTuple):
    """What a machine of the cluster has."""

    cores: int
    gpus: int = 0


class Layout(NamedTuple):
    """What to start."""

    workers: int
    threads: int
    """CPU threads of each."""
    gpus: int = 0
    """GPUs of each: 0 or 1."""

    def room(self, nodes: Sequence[Node]) -> int:
        """How many of the workers find room at a time, none of them sharing a core or GPU."""
        return min(self.workers, sum(_fitting(node, self.threads, self.gpus) for node in nodes))


def layout(nodes: Sequence[Node], workers: int = 0, threads: int = 0, device: str = "auto") -> Layout:
    """The workers and their threads; 0 is for us to choose, so that the machines are full and no core is shared.

    Where there are GPUs every worker has one, unless ``device`` is ``cpu``.
    """
    gpus = int(device == "cuda" or (device == "auto" and any(node.gpus for node in nodes)))
    most = max((node.cores for node in nodes), default=1)
    if not threads and workers and not gpus:
        counts = range(max(most, 1), 0, -1)
        threads = next((count for count in counts if sum(node.cores // count for node in nodes) >= workers), 1)
    threads = threads or (1 if gpus else max(1, min(THREADS, most)))
    return Layout(workers or max(1, sum(_fitting(node, threads, gpus) for node in nodes)), threads, gpus)


def _fitting(node: Node, threads: int, gpus: int) -> int:
    by_cores = node.cores // threads
    return min(by_cores, node.gpus) if gpus else by_cores
