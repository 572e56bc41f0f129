"""Pieces of work done several at a time, each given as soon as it is done."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from itertools import islice
from typing import TypeVar

T = TypeVar("T")
R = TypeVar("R")

AHEAD = 2
"""Pieces a job that are begun, or done and not yet taken: whoever takes them slowly holds the work up,
so that only a few wait in memory."""


def side_by_side(act: Callable[[T], R], pieces: Iterable[T], jobs: int) -> Iterator[R]:
    """What `act` gives for each piece, `jobs` at a time and in the order in which they are done.

    What `act` raises is raised here. Where the caller stops, or is interrupted, no other piece is begun, and
    nobody waits for those that are: whoever closes what they work with has them end.
    """
    waiting = iter(pieces)
    pool = ThreadPoolExecutor(max_workers=max(1, jobs))
    begun: set[Future[R]] = set()
    try:
        while True:
            room = AHEAD * max(1, jobs) - len(begun)
            begun.update(pool.submit(act, piece) for piece in islice(waiting, room))
            if not begun:
                return
            done, begun = wait(begun, return_when=FIRST_COMPLETED)
            while done:
                yield done.pop().result()
    finally:
        pool.shutdown(wait=False, cancel_futures=True)
