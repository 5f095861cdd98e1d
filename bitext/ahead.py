"""Work ahead: while threads work on some items, the next is fetched and the last one is used."""

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from typing import TypeVar

Item = TypeVar("Item")
Result = TypeVar("Result")


def ahead(work: Callable[[Item], Result], items: Iterable[Item], workers: int = 1) -> Iterator[tuple[Item, Result]]:
    """Every item with what ``work`` makes of it, in order; ``work`` runs in so many threads of its own.

    Items are fetched in the caller's thread; never more than ``workers`` + 2 are alive.
    """
    pool = ThreadPoolExecutor(workers, thread_name_prefix="bitext-decoding")
    waiting: deque[tuple[Item, Future[Result]]] = deque()
    try:
        for item in items:
            waiting.append((item, pool.submit(work, item)))
            if len(waiting) > workers:
                first, future = waiting.popleft()
                yield first, future.result()
        while waiting:
            first, future = waiting.popleft()
            yield first, future.result()
    finally:
        # Not waited for: after Ctrl-C the window in work may take a minute, and nobody wants it any more.
        pool.shutdown(wait=False, cancel_futures=True)
