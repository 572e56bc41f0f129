"""What a notebook shows: HTML where it can, words where it can't."""

from __future__ import annotations

from typing import Any


class Shown:
    """Something to be given to IPython's `display`."""

    def __init__(self, html: str, words: str) -> None:
        self._bundle = {"text/plain": words, "text/html": html}

    def _repr_mimebundle_(self, include: Any = None, exclude: Any = None) -> dict[str, str]:
        return self._bundle
