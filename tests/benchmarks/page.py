"""Puts what was measured onto the pages that tell of it, between two marks."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from autograder.files import write_whole


def put(page: Path, mark: str, lines: Sequence[str]) -> None:
    """Replaces what stands between `<!-- mark -->` and `<!-- /mark -->`. ValueError where there is no
    such place."""
    begin, end = f"<!-- {mark} -->", f"<!-- /{mark} -->"
    before, found, rest = page.read_text(encoding="utf-8").partition(begin)
    _, closed, after = rest.partition(end)
    if not (found and closed):
        raise ValueError(f"{page} has no place for {mark}: {begin} ... {end}")
    write_whole(page, "\n".join([before + begin, *lines, end]) + after)
