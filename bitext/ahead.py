"""Work one step ahead: while a thread works on one item, the next is fetched and the last one is used."""

from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from typing import TypeVar

Item = TypeVar("Item")
Result = TypeVar("Result")


def one_ahead(work: Callable[[Item], Result], items: Iterable[Item]) -> Iterator[tuple[Item, Result]]:
    """Every item with what ``work`` makes of it, in order; ``work`` runs in one thread of its own, item after item.

    Items are fetched in the caller's thread; never more than three are alive.
    """
    pool = ThreadPoolExecutor(1, thread_name_prefix="bitext-decoding")
    try:
        waiting: tuple[Item, Future[Result]] | None = None
        for item in items:
            following = (item, pool.submit(work, item))
            if waiting is not None:
                yield waiting[0], waiting[1].result()
            waiting = following
        if waiting is not None:
            yield waiting[0], waiting[1].result()
    finally:
        # Not waited for: after Ctrl-C the window in work may take a minute, and nobody wants it any more.
        pool.shutdown(wait=False, cancel_futures=True)
