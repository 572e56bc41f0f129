"""What Moodle, Canvas and Gradescope put into the names of the files that they give."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import yaml

from autograder.platforms.archives.archive import Archive, ArchivedFile
from autograder.platforms.archives.file_name import ArchiveError

METADATA = "submission_metadata.yml"
LARGEST_METADATA = 16 << 20
"""Bytes: Gradescope writes the results of each submission into it."""

MOODLE = re.compile(
    r"(?P<name>.+?)_(?P<number>\d+)_assignsubmission_(?P<what>file|onlinetext)(_(?P<file>.*))?"
)
CANVAS = re.compile(r"(?P<name>.+?)_(?P<late>LATE_)?(?P<number>\d+)_(?P<upload>\d+)_(?P<file>.+)")
GRADESCOPE = re.compile(r"submission_(?P<number>\d+)")
SECTION = re.compile(r"  :\w+:")
"""A line of Gradescope's metadata that begins something else of a submission."""
ATTEMPT = re.compile(r"(?P<stem>.*?)(-(?P<canvas>\d{1,4})| ?\((?P<browser>\d{1,4})\))?")
"""A file's name with the number that Canvas, or a browser, gives to a further file of that name."""


@dataclass(frozen=True)
class Person:
    """Somebody who handed in, as the platform calls them."""

    student: str
    """The student id, where nobody says otherwise."""
    ids: tuple[str, ...]
    """All that the platform calls them by, the surest first."""


@dataclass(frozen=True)
class HandIn:
    """One file that was handed in."""

    platform: str
    people: tuple[Person, ...]
    """More than one where a group handed in together."""
    path: tuple[str, ...]
    """Where it lies in the submission, with the name that the student gave it."""
    entry: ArchivedFile
    attempt: tuple[int, ...] = ()
    """Of two files with the same path, the one whose attempt is later in order is the newer."""
    time: datetime | None = None
    """When it was handed in, where the platform tells."""
    late: bool = False
    """Whether the platform says that it is late."""


def hand_ins(archive: Archive) -> Iterator[HandIn | tuple[ArchivedFile, str]]:
    """Every file of an archive as one that was handed in, or with the reason why it is none.

    An archive is one platform's: the one that has named most of its files. So nobody hands in under
    another's name by calling a file as another platform would. ArchiveError where it is nobody's.
    """
    submissions = _gradescope(archive)
    dialects: tuple[Callable[[ArchivedFile], HandIn | str | None], ...] = (
        _of_moodle,
        _of_canvas,
        lambda entry: _of_gradescope(entry, submissions),
    )
    readings = [[dialect(entry) for entry in archive.entries] for dialect in dialects]
    counts = [sum(reading is not None for reading in of_one) for of_one in readings]
    if not any(counts):
        raise ArchiveError("its files are not named as Moodle, Canvas or Gradescope name them")
    if counts.count(max(counts)) > 1:
        raise ArchiveError("it can't be told whether it is Moodle's, Canvas's or Gradescope's")
    of_platform = readings[counts.index(max(counts))]
    for entry, reading in zip(archive.entries, of_platform, strict=True):
        if entry.parts[-1] == METADATA and submissions:
            continue
        if isinstance(reading, HandIn):
            yield reading
        else:
            yield entry, reading or "it is not named as the other files are"


def attempt_of(name: str) -> tuple[str, int]:
    """A file's name without the number of a further attempt, and that number.

    `kernels-1.ipynb` and `kernels (1).ipynb` are `kernels.ipynb`, 1.
    """
    stem, dot, ending = name.rpartition(".")
    if not dot:
        return name, 0
    match = ATTEMPT.fullmatch(stem)
    if match is None or not match["stem"]:
        return name, 0
    return f"{match['stem']}.{ending}", int(match["canvas"] or match["browser"] or 0)


def _of_moodle(entry: ArchivedFile) -> HandIn | str | None:
    """`Ada Lovelace_12345_assignsubmission_file_/kernels.ipynb`, or the same with no folder."""
    for depth, part in enumerate(entry.parts):
        match = MOODLE.fullmatch(part)
        if match is None:
            continue
        if match["what"] == "onlinetext":
            return "it is a text typed into Moodle, and no file"
        path = entry.parts[depth + 1 :] or ((match["file"],) if match["file"] else ())
        if not path:
            return None
        # The number is another one in each assignment: it can't be the student's id.
        person = Person(match["name"].strip(), (match["number"], match["name"].strip()))
        moment = entry.info.date_time
        return HandIn("Moodle", (person,), path, entry, tuple(moment))
    return None


def _of_canvas(entry: ArchivedFile) -> HandIn | None:
    """`lovelaceada_LATE_12345_67890_kernels-1.ipynb`: user, upload, name, further attempt."""
    match = CANVAS.fullmatch(entry.parts[-1])
    if match is None:
        return None
    number, name = match["number"], match["name"]
    person = Person(f"{name}-{number}", (number, name))
    file, further = attempt_of(match["file"])
    order = (int(match["upload"]), further)
    return HandIn("Canvas", (person,), (file,), entry, order, late=bool(match["late"]))


def _of_gradescope(entry: ArchivedFile, submissions: Mapping[str, Any]) -> HandIn | str | None:
    """`assignment_123_export/submission_45/kernels.ipynb`, with the metadata of the export."""
    for depth, part in enumerate(entry.parts[:-1]):
        match = GRADESCOPE.fullmatch(part)
        if match is None:
            continue
        about = submissions.get(part)
        if not isinstance(about, dict):
            return f"{METADATA} says nothing of {part}, so nobody knows whose it is"
        submitters = about.get(":submitters")
        people = tuple(
            person
            for submitter in (submitters if isinstance(submitters, list) else [])
            if isinstance(submitter, dict) and (person := _submitter(submitter)) is not None
        )
        if not people:
            return f"{METADATA} names nobody who handed in {part}"
        time = about.get(":created_at")
        known = _utc(time) if isinstance(time, datetime) else None
        path = entry.parts[depth + 1 :]
        return HandIn("Gradescope", people, path, entry, (int(match["number"]),), known)
    return None


def _submitter(submitter: dict[Any, Any]) -> Person | None:
    keys = (":sid", ":email", ":name")
    ids = tuple(str(submitter[key]).strip() for key in keys if submitter.get(key))
    return Person(ids[0], ids) if ids else None


def _utc(time: datetime) -> datetime:
    """The time in UTC; Gradescope writes it so where it names no zone."""
    return time.astimezone(UTC) if time.tzinfo else time.replace(tzinfo=UTC)


def _gradescope(archive: Archive) -> Mapping[str, Any]:
    """What Gradescope says of its submissions, by their folders' names. ArchiveError where what it says
    can't be read."""
    submissions: dict[str, Any] = {}
    for entry in archive.entries:
        if entry.parts[-1] == METADATA:
            text = archive.read(entry, LARGEST_METADATA).decode("utf-8", "replace")
            try:
                metadata = _metadata(text)
            except (yaml.YAMLError, ValueError, RecursionError, TypeError) as error:
                raise ArchiveError(f"{entry.name} can't be read: {str(error)[:200]}") from error
            submissions.update((str(key), value) for key, value in metadata.items())
    return submissions


def _metadata(text: str) -> dict[Any, Any]:
    """The metadata of an export. Results are left out before they are parsed: they are long, and students
    have a hand in them."""
    needed, lines = True, []
    for line in text.splitlines():
        if SECTION.match(line):
            needed = line.startswith(("  :submitters:", "  :created_at:"))
        elif line[:1].strip():
            needed = True
        if needed:
            lines.append(line)
    metadata = yaml.safe_load("\n".join(lines))
    return metadata if isinstance(metadata, dict) else {}
