"""The folder of one student's submission, laid out as nbgrader wants it."""

from __future__ import annotations

import filecmp
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from autograder.course.course import Assignment
from autograder.files import folder_aside, put_in_place
from autograder.grading.file_tree import LONGEST_PATH, FoundFile, file_tree
from autograder.grading.files_beside import LARGEST_FILES, MOST_FILES
from autograder.grading.notebook_name import own_name
from autograder.grading.timestamp import TIMESTAMP, submitted_at
from autograder.platforms.archives.collection import (
    CollectedSubmission,
    Collection,
    CollectionOutcome,
)
from autograder.platforms.archives.file_name import ArchiveError
from autograder.platforms.archives.student_files import SentFile, newest_files, newness_of
from autograder.platforms.archives.upload import MOST_NAMED, Upload, releases_of, take
from autograder.printable import few, printable

ARCHIVES = (".zip", ".tar", ".gz", ".tgz", ".bz2", ".xz", ".7z", ".rar")

Written = Mapping[tuple[str, ...], SentFile]
"""By the path that a file has in what was handed in."""


def lay_out_submission(
    assignment: Assignment,
    student: str,
    sent: list[SentFile],
    force: bool,
    collection: Collection,
) -> None:
    """Lays out one student's submission, and says what was done."""
    place = assignment.course.submitted / student
    folder = place / assignment.name
    if any(path.is_symlink() for path in (place, folder)):
        collection.left.append(f"{student}: {folder} is a link, and is not written through")
        return
    chosen = newest_files(student, sent, collection)
    if not chosen:
        return
    try:
        with TemporaryDirectory(prefix="collected-") as aside, folder_aside(folder) as new:
            written = _write(Path(aside), student, chosen, collection)
            upload = take(Path(aside), new, releases_of(assignment), newness_of(written))
            _tell(student, upload, written, collection)
            if not upload.problem:
                _put(student, folder, new, written, force, collection)
    finally:
        if place.is_dir() and not any(place.iterdir()):
            place.rmdir()


def _put(
    student: str,
    folder: Path,
    new: Path,
    written: Written,
    force: bool,
    collection: Collection,
) -> None:
    """Puts what lies aside in its place where nothing newer is there."""
    count = sum(isinstance(found, FoundFile) for found in file_tree(new))
    times = [item.hand_in.time for item in written.values() if item.hand_in.time]
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
    late = any(item.hand_in.late for item in written.values())
    collection.submissions.append(CollectedSubmission(student, outcome, count, late))


def _write(
    aside: Path, student: str, chosen: Mapping[tuple[str, ...], SentFile], collection: Collection
) -> Written:
    """Writes the files as they were handed in; gives those that could be."""
    written: dict[tuple[str, ...], SentFile] = {}
    size = 0
    called = {path for path in chosen if own_name(path[-1])}
    for path, item in sorted(chosen.items(), key=lambda pair: pair[0] not in called):
        if called and path[-1].lower().endswith(ARCHIVES):
            collection.left.append(
                f"{student}: {item} is an archive in the archive: unpack it first"
            )
            continue
        if len("/".join(path).encode()) > LONGEST_PATH:
            collection.left.append(f"{student}: {item}: it lies too deep in folders")
            continue
        size += 0 if path in called else item.hand_in.entry.info.file_size
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
        written[path] = item
    return written


def _tell(student: str, upload: Upload, written: Written, collection: Collection) -> None:
    """Says what became of the files."""

    def told(inside: Path) -> str:
        item = written.get((upload.unpacked or inside).parts)
        where = "" if upload.unpacked is None else f"{printable(str(inside))} in "
        return f"{where}{item}"

    if upload.problem:
        there = ", ".join(str(item) for item in [*written.values()][:MOST_NAMED]) or "nothing"
        collection.left.append(
            f"{student}: there is no notebook that could be taken (there is {there}). What the student "
            f"would read: {upload.problem}"
        )
    for name, inside in upload.taken.items():
        if str(inside) != name:
            collection.notes.append(f"{student}: {told(inside)} is taken as {name}")
    if upload.taken:
        counts = told(next(iter(upload.taken.values())))
        passed = few(
            [f"{told(inside)} is not taken: {counts} counts" for inside in upload.passed_over]
        )
        collection.notes += [f"{student}: {line}" for line in passed]
    left = few([f"{told(out.inside)}: {out.reason}" for out in upload.left])
    collection.left += [f"{student}: {line}" for line in left]
    collection.notes += [f"{student}: {note}" for note in few(upload.notes)]


def _decide(folder: Path, aside: Path, time: datetime | None, force: bool) -> CollectionOutcome:
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
    trees = [list(file_tree(folder)) for folder in (one, other)]
    if [found.inside for found in trees[0]] != [found.inside for found in trees[1]]:
        return False
    return all(
        isinstance(found, FoundFile)
        and filecmp.cmp(one / found.inside, other / found.inside, shallow=False)
        for found in trees[0] + trees[1]
    )


def _time(folder: Path) -> datetime | None:
    """When the submission that is there was handed in, as its timestamp says."""
    time = submitted_at(folder)
    return None if time is None else time.replace(tzinfo=UTC)


def _free(place: Path, name: str) -> Path:
    """A hidden name that nothing has yet: nbgrader does not look at those."""
    number = 1
    while (kept := place / f".{name}.replaced-{number}").exists():
        number += 1
    return kept
