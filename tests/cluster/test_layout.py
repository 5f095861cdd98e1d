"""How many workers fit."""

import pytest

from bitext.cluster.layout import Layout, Node, layout


@pytest.mark.parametrize(
    ("cores", "workers", "threads", "expected"),
    [
        ([2], 2, 0, (2, 1)),
        ([2], 0, 0, (1, 2)),
        ([16, 16], 0, 0, (8, 4)),
        ([16, 4], 0, 8, (2, 8)),
        ([16, 16], 3, 0, (3, 8)),
        ([1], 4, 0, (4, 1)),
        ([8], 2, 3, (2, 3)),
    ],
)
def test_cores_are_shared_out(cores: list[int], workers: int, threads: int, expected: tuple[int, int]) -> None:
    """What is not told is chosen so that the machines are full and no core has two threads; what is told holds."""
    assert layout([Node(count) for count in cores], workers, threads) == Layout(*expected)


def test_every_worker_has_a_gpu_where_there_are_some() -> None:
    """On machines with GPUs there is a worker for each, so that all write with the same precision; cpu says no."""
    nodes = [Node(8), Node(8, 2), Node(8, 1)]
    assert layout(nodes) == Layout(3, 1, 1)
    assert layout(nodes, device="cpu") == Layout(6, 4, 0)


def test_want_of_room_is_known() -> None:
    """More workers than fit are planned all the same, and how many fit now can be said."""
    plan = layout([Node(4)], workers=3, threads=2)
    assert (plan.workers, plan.room([Node(4)])) == (3, 2)
