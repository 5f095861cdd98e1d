"""How much of the machine is ours."""

import os


def usable_cores() -> int:
    """The cores that this process may use: a container or taskset may leave it fewer than the machine has."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1
