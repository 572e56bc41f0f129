"""The locks of `multiprocessing`, for notebooks that can start no process.

They lie in shared memory, which a wall refuses. But `ThreadPool` takes one, and libraries read
folders of pictures with it: behind a wall, where no lock could be
shared with another process, the locks of threads do the same.
"""

from __future__ import annotations

import multiprocessing.context as context
import threading
from typing import Any


def use_locks_of_threads() -> None:
    """From here on, contexts of `multiprocessing` make locks for the threads of this process."""
    made: Any = context.BaseContext
    made.Lock = lambda self: threading.Lock()
    made.RLock = lambda self: threading.RLock()
