"""What was made of texts, for whoever meets the same text again: a class shows the same pictures."""

from __future__ import annotations

import sys
import threading
from collections import OrderedDict
from typing import Generic, NamedTuple, TypeVar

T = TypeVar("T")


class Remembered(Generic[T]):
    """What was made of the texts that were met last, as long as all take few bytes. Any thread may
    use it."""

    def __init__(self, most: int) -> None:
        """`most` is in bytes, of the texts and of what was made of them."""
        self._most, self._used = most, 0
        self._kept: OrderedDict[str, _Kept[T]] = OrderedDict()
        self._lock = threading.Lock()

    @property
    def used(self) -> int:
        """The bytes that it takes."""
        return self._used

    def find(self, text: str) -> T | None:
        """What was made of the text; None where that is not known any more."""
        with self._lock:
            if text not in self._kept:
                return None
            self._kept.move_to_end(text)
            return self._kept[text].made

    def keep(self, text: str, made: T, shown: str) -> None:
        """Remember what was made of a text; `shown` is what of it takes room."""
        size = sys.getsizeof(text) + sys.getsizeof(shown)
        with self._lock:
            if text in self._kept or size > self._most // 4:  # one alone drives few others out
                return
            self._kept[text] = _Kept(made, size)
            self._used += size
            while self._used > self._most:
                _, (_, freed) = self._kept.popitem(last=False)
                self._used -= freed


class _Kept(NamedTuple, Generic[T]):
    made: T
    size: int
