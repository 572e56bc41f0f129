"""The files that one student has sent, and which of them count."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping
from dataclasses import dataclass
from operator import itemgetter
from pathlib import Path
from typing import Any

from autograder.platforms.archives.archive import Archive
from autograder.platforms.archives.collection import Collection
from autograder.platforms.archives.hand_in import HandIn


@dataclass(frozen=True)
class SentFile:
    """A file of one student, in an open archive."""

    archive: Archive
    order: int
    """The archive's place among those given: later ones count as newer."""
    hand_in: HandIn

    @property
    def newness(self) -> tuple[float, tuple[int, ...], int]:
        time = self.hand_in.time
        # between two attempts in one archive the platform's own numbers decide
        return (time.timestamp() if time else 0.0, self.hand_in.attempt, self.order)

    def __str__(self) -> str:
        return f"{self.archive.path.name}: {self.hand_in.entry.name}"


def newest_files(
    student: str, sent: list[SentFile], collection: Collection
) -> dict[tuple[str, ...], SentFile]:
    """The newest file of each path."""
    newest_group = max((item.hand_in.attempt for item in sent if _whole(item)), default=None)
    chosen: dict[tuple[str, ...], SentFile] = {}
    taken: list[tuple[tuple[str, ...], SentFile]] = []  # in order of paths, whatever their case
    for item in sorted(sent, key=lambda item: item.newness, reverse=True):
        if _whole(item) and item.hand_in.attempt != newest_group:
            collection.notes.append(
                f"{student}: {item} is of an earlier attempt: a later one counts"
            )
            continue
        path = item.hand_in.path
        plain = tuple(part.casefold() for part in path)
        place = bisect_left(taken, plain, key=itemgetter(0))
        # what is in its way would stand next to it: none of those taken is in another's way
        beside = taken[max(place - 1, 0) : place + 1]
        same = next((other for alike, other in beside if _alike(alike, plain)), None)
        if same is not None:
            collection.notes.append(f"{student}: {item} is not taken: {same} counts")
            continue
        chosen[path] = item
        taken.insert(place, (plain, item))
    return chosen


def newness_of(files: Mapping[tuple[str, ...], SentFile]) -> dict[Path, tuple[Any, ...]]:
    """By the place of each file: how new all that came in its archive is, and how new it is itself."""
    newest: dict[Archive, tuple[Any, ...]] = {}
    for item in files.values():
        newest[item.archive] = max(newest.get(item.archive, item.newness), item.newness)
    return {Path(*path): (newest[item.archive], item.newness) for path, item in files.items()}


def _whole(item: SentFile) -> bool:
    """Whether an attempt replaces all files of the one before, as on Gradescope."""
    return item.hand_in.platform == "Gradescope"


def _alike(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    """Whether two paths can't be beside each other: they are the same, or one leads through the other."""
    shorter = min(len(one), len(other))
    return one[:shorter] == other[:shorter]
