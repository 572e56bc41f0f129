"""The files that one student has sent, and which of them count."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from operator import itemgetter

from autograder.course.course import Assignment
from autograder.platforms.archives.archive import Archive
from autograder.platforms.archives.collection import Collection
from autograder.platforms.archives.hand_in import HandIn, attempt_of


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
    assignment: Assignment, student: str, sent: list[SentFile], collection: Collection
) -> dict[tuple[str, ...], SentFile]:
    """The newest file of each path: notebooks under the assignment's names, others under their own."""
    names = sorted(path.name for path in assignment.released.glob("*.ipynb"))
    names = names or [f"{assignment.name}.ipynb"]
    newest_group = max((item.hand_in.attempt for item in sent if _whole(item)), default=None)
    chosen: dict[tuple[str, ...], SentFile] = {}
    taken: list[tuple[tuple[str, ...], SentFile]] = []  # in order of paths, whatever their case
    # a notebook of another name counts only where there is none of the right one
    for item in sorted(sent, key=lambda item: (_is_named(item, names), item.newness), reverse=True):
        if _whole(item) and item.hand_in.attempt != newest_group:
            collection.notes.append(
                f"{student}: {item} is of an earlier attempt: a later one counts"
            )
            continue
        path = item.hand_in.path
        if path[-1].lower().endswith(".ipynb"):
            path = (_notebook(path[-1], names),)
        elif path[-1].lower().endswith((".zip", ".tar", ".gz", ".7z", ".rar")):
            collection.left.append(
                f"{student}: {item} is an archive in the archive: unpack it first"
            )
            continue
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
        if path[-1] != item.hand_in.path[-1] and path[-1].endswith(".ipynb"):
            collection.notes.append(f"{student}: {item} is taken as {path[-1]}")
    return chosen


def _whole(item: SentFile) -> bool:
    """Whether an attempt replaces all files of the one before, as on Gradescope."""
    return item.hand_in.platform == "Gradescope"


def _is_named(item: SentFile, names: Sequence[str]) -> bool:
    """Whether it is a notebook with a released one's name."""
    return _released(item.hand_in.path[-1], names) is not None


def _released(name: str, names: Sequence[str]) -> str | None:
    """The released notebook of that name, which a browser or a platform may have changed a little."""
    plain = attempt_of(name)[0].casefold().replace(" ", "_")
    return next((one for one in names if plain == one.casefold().replace(" ", "_")), None)


def _notebook(name: str, names: Sequence[str]) -> str:
    """The released notebook that a submitted one is: by its name, or because there is only one."""
    return _released(name, names) or (names[0] if len(names) == 1 else name)


def _alike(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    """Whether two paths can't be beside each other: they are the same, or one leads through the other."""
    shorter = min(len(one), len(other))
    return one[:shorter] == other[:shorter]
