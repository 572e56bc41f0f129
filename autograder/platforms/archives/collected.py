"""One student's submission from an archive: which files count, and how they get to their place."""

from __future__ import annotations

import filecmp
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Literal

from autograder.course.course import Assignment
from autograder.files import folder_aside, put_in_place
from autograder.grading.files_beside import LARGEST_FILES, MOST_FILES
from autograder.grading.timestamp import TIMESTAMP, submitted_at
from autograder.platforms.archives.archive import Archive, ArchiveError
from autograder.platforms.archives.hand_in import HandIn, attempt_of

Outcome = Literal["new", "replaced", "unchanged", "kept"]


@dataclass(frozen=True)
class Collected:
    """What became of one student's submission."""

    student: str
    outcome: Outcome
    files: int
    late: bool = False
    """Whether the platform says that it is late."""


@dataclass
class Collection:
    """What became of everything in the archives."""

    submissions: list[Collected] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    """What staff should know; nothing is wrong."""
    left: list[str] = field(default_factory=list)
    """What was left in the archives, with the reason."""


@dataclass(frozen=True)
class Sent:
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


def lay_out_submission(
    assignment: Assignment,
    student: str,
    sent: list[Sent],
    force: bool,
    collection: Collection,
) -> None:
    """Lays out one student's submission, and says what was done."""
    place = assignment.course.submitted / student
    folder = place / assignment.name
    if any(path.is_symlink() for path in (place, folder)):
        collection.left.append(f"{student}: {folder} is a link, and is not written through")
        return
    chosen = _chosen(assignment, student, sent, collection)
    if not chosen:
        return
    try:
        with folder_aside(folder) as new:
            _collect(student, folder, new, chosen, force, collection)
    finally:
        if place.is_dir() and not any(place.iterdir()):
            place.rmdir()


def _collect(
    student: str,
    folder: Path,
    new: Path,
    chosen: Mapping[tuple[str, ...], Sent],
    force: bool,
    collection: Collection,
) -> None:
    """Writes the files aside, and puts them in their place where nothing newer is there."""
    written = _write(new, student, chosen, collection)
    if not any(path[-1].endswith(".ipynb") and len(path) == 1 for path in written):
        collection.left.append(f"{student}: there is no notebook that could be taken")
        return
    times = [item.hand_in.time for item in chosen.values() if item.hand_in.time]
    time = max(times, default=None)
    if time is not None:
        text = time.astimezone(UTC).strftime("%Y-%m-%d %H:%M:%S.%f UTC")
        (new / TIMESTAMP).write_text(text, encoding="utf-8")
    outcome = _decide(folder, new, time, force)
    if outcome == "new":
        put_in_place(new, folder)
    elif outcome == "replaced":
        kept = _free(folder.parent, folder.name)
        put_in_place(new, folder, kept)
        collection.notes.append(f"{student}: what was there before is kept in {kept}")
    elif outcome == "kept":
        collection.left.append(
            f"{student}: there is another submission that is not known to be older; "
            "--force replaces it"
        )
    late = any(item.hand_in.late for item in chosen.values())
    collection.submissions.append(Collected(student, outcome, len(written), late))


def _chosen(
    assignment: Assignment, student: str, sent: list[Sent], collection: Collection
) -> dict[tuple[str, ...], Sent]:
    """The newest file of each path: notebooks under the assignment's names, others under their own."""
    wanted = sorted(path.name for path in assignment.released.glob("*.ipynb"))
    wanted = wanted or [f"{assignment.name}.ipynb"]
    newest_group = max((item.hand_in.attempt for item in sent if _whole(item)), default=None)
    found: dict[tuple[str, ...], Sent] = {}
    # a notebook of another name counts only where there is none of the right one
    for item in sorted(
        sent, key=lambda item: (_is_named(item, wanted), item.newness), reverse=True
    ):
        if _whole(item) and item.hand_in.attempt != newest_group:
            collection.notes.append(
                f"{student}: {item} is of an earlier attempt: a later one counts"
            )
            continue
        path = item.hand_in.path
        if path[-1].lower().endswith(".ipynb"):
            path = (_notebook(path[-1], wanted),)
        elif path[-1].lower().endswith((".zip", ".tar", ".gz", ".7z", ".rar")):
            collection.left.append(
                f"{student}: {item} is an archive in the archive: unpack it first"
            )
            continue
        same = next((other for other in found if _alike(other, path)), None)
        if same is not None:
            collection.notes.append(f"{student}: {item} is not taken: {found[same]} counts")
            continue
        found[path] = item
        if path[-1] != item.hand_in.path[-1] and path[-1].endswith(".ipynb"):
            collection.notes.append(f"{student}: {item} is taken as {path[-1]}")
    return found


def _whole(item: Sent) -> bool:
    """Whether an attempt replaces all files of the one before, as on Gradescope."""
    return item.hand_in.platform == "Gradescope"


def _is_named(item: Sent, wanted: Sequence[str]) -> bool:
    """Whether it is a notebook with a released one's name."""
    return _released(item.hand_in.path[-1], wanted) is not None


def _released(name: str, wanted: Sequence[str]) -> str | None:
    """The released notebook of that name, which a browser or a platform may have changed a little."""
    plain = attempt_of(name)[0].casefold().replace(" ", "_")
    return next((one for one in wanted if plain == one.casefold().replace(" ", "_")), None)


def _notebook(name: str, wanted: Sequence[str]) -> str:
    """The released notebook that a submitted one is: by its name, or because there is only one."""
    return _released(name, wanted) or (wanted[0] if len(wanted) == 1 else name)


def _alike(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    """Whether two paths can't be beside each other on every system."""
    first, second = ([part.casefold() for part in path] for path in (one, other))
    shorter = min(len(first), len(second))
    return first[:shorter] == second[:shorter]


def _write(
    aside: Path, student: str, chosen: Mapping[tuple[str, ...], Sent], collection: Collection
) -> list[tuple[str, ...]]:
    """Writes the files; gives the paths of those that could be."""
    written: list[tuple[str, ...]] = []
    size = 0
    for path, item in sorted(chosen.items(), key=lambda pair: not pair[0][-1].endswith(".ipynb")):
        if "/".join(path).casefold() == TIMESTAMP:  # it would be taken for nbgrader's
            collection.left.append(f"{student}: {item}: a file of that name is nbgrader's own")
            continue
        extra = not path[-1].endswith(".ipynb")
        size += item.hand_in.entry.info.file_size if extra else 0
        if len(written) >= MOST_FILES or size > LARGEST_FILES:
            collection.left.append(
                f"{student}: {item}: the submission has too many, or too large files"
            )
            continue
        target = aside.joinpath(*path)
        try:
            target.parent.mkdir(parents=True, exist_ok=True)
            item.archive.copy(item.hand_in.entry, target)
        except (ArchiveError, OSError) as error:
            collection.left.append(f"{student}: {item}: {error}")
            continue
        written.append(path)
    return written


def _decide(folder: Path, aside: Path, time: datetime | None, force: bool) -> Outcome:
    """Whether what lies aside takes the place of what is there."""
    if not folder.exists():
        return "new"
    if _same(folder, aside):
        return "unchanged"
    there = _time(folder)
    if force or (time is not None and there is not None and time > there):
        return "replaced"
    return "kept"


def _same(one: Path, other: Path) -> bool:
    """Whether two folders hold the same files."""
    inside = [
        Counter(str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file())
        for folder in (one, other)
    ]
    if inside[0] != inside[1]:
        return False
    return all(filecmp.cmp(one / name, other / name, shallow=False) for name in inside[0])


def _time(folder: Path) -> datetime | None:
    """When the submission that is there was handed in, as its timestamp says."""
    found = submitted_at(folder)
    return None if found is None else found.replace(tzinfo=UTC)


def _free(place: Path, name: str) -> Path:
    """A hidden name that nothing has yet: nbgrader does not look at those."""
    number = 1
    while (kept := place / f".{name}.replaced-{number}").exists():
        number += 1
    return kept
