"""What Moodle, Canvas and Gradescope put into the names of the files that they give."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from typing import Any

import yaml

from autograder.platforms.archives.archive import Archive, ArchivedFile
from autograder.platforms.archives.file_name import ArchiveError

METADATA = "submission_metadata.yml"
LARGEST_METADATA = 16 << 20
"""Bytes: Gradescope writes the results of each submission into it."""
MOST_SUBMITTERS = 100
"""People who hand in one submission together."""
LONGEST_ID = 200
"""Characters of what somebody is called by: of what is longer, only the beginning is read and told."""

MOODLE = re.compile(
    r"(?P<name>.+?)_(?P<number>\d+)_assignsubmission_(?P<what>file|onlinetext)(_(?P<file>.*))?"
)
CANVAS = re.compile(r"(?P<name>.+?)_(?P<late>LATE_)?(?P<number>\d+)_(?P<upload>\d+)_(?P<file>.+)")
GRADESCOPE = re.compile(r"submission_\d+")
CREATED = re.compile(r"(\d{4}-\d\d-\d\d)[ T](\d\d:\d\d:\d\d(?:\.\d+)?) ?(Z|[+-]\d\d:\d\d)?")
"""A time in Gradescope's metadata: day, time of the day, zone."""
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


@dataclass(frozen=True)
class UploadedSubmission:
    """What Gradescope says of one submission."""

    people: tuple[Person, ...]
    time: datetime | None


Submissions = Mapping[tuple[str, ...], UploadedSubmission | str]
"""By their folders: what Gradescope says of them, or why that can't be used."""


def hand_ins(archive: Archive) -> Iterator[HandIn | tuple[ArchivedFile, str]]:
    """Every file of an archive as one that was handed in, or with the reason why it is none.

    An archive is one platform's: the one that has named most of its files. So nobody hands in under
    another's name by calling a file as another platform would. ArchiveError where it is nobody's.
    """
    unread = partial(_of_gradescope, submissions={})
    dialects: tuple[Callable[[ArchivedFile], HandIn | str | None], ...] = (
        _of_moodle,
        _of_canvas,
        unread,
    )
    counts = [sum(dialect(entry) is not None for entry in archive.entries) for dialect in dialects]
    if not any(counts):
        raise ArchiveError("its files are not named as Moodle, Canvas or Gradescope name them")
    if counts.count(max(counts)) > 1:
        raise ArchiveError("it can't be told whether it is Moodle's, Canvas's or Gradescope's")
    dialect, metadata = dialects[counts.index(max(counts))], None
    if dialect is unread:
        metadata = _metadata_file(archive)
        submissions = {} if metadata is None else _submissions(archive, metadata)
        dialect = partial(_of_gradescope, submissions=submissions)
    for entry in archive.entries:
        if entry is metadata:
            continue
        reading = dialect(entry)
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


def _of_gradescope(entry: ArchivedFile, submissions: Submissions) -> HandIn | str | None:
    """`assignment_123_export/submission_45/kernels.ipynb`, with the metadata of the export."""
    folder = _submission_folder(entry)
    if folder is None:
        return None
    about = submissions.get(
        folder, f"{METADATA} says nothing of {folder[-1]}: nobody knows whose it is"
    )
    if isinstance(about, str):
        return about
    attempt = (int(folder[-1].removeprefix("submission_")),)
    path = entry.parts[len(folder) :]
    return HandIn("Gradescope", about.people, path, entry, attempt, about.time)


def _submission_folder(entry: ArchivedFile) -> tuple[str, ...] | None:
    """The outermost folder of a submission that a file is in: all that is deeper is the student's."""
    for depth, part in enumerate(entry.parts[:-1], 1):
        if GRADESCOPE.fullmatch(part):
            return entry.parts[:depth]
    return None


def _metadata_file(archive: Archive) -> ArchivedFile | None:
    """The file beside the submissions' folders in which Gradescope says whose they are. One that lies in
    a submission is a student's. ArchiveError where there are two."""
    folders = filter(None, map(_submission_folder, archive.entries))
    exports = {folder[:-1] for folder in folders}
    found = [
        entry
        for entry in archive.entries
        if entry.parts[-1] == METADATA and entry.parts[:-1] in exports
    ]
    if len(found) > 1:
        raise ArchiveError(
            f"{found[0].name} and {found[1].name} both say whose the submissions are: "
            "give each export as an archive of its own"
        )
    return found[0] if found else None


def _submissions(archive: Archive, metadata: ArchivedFile) -> Submissions:
    """What Gradescope says of its submissions. ArchiveError where what it says can't be read."""
    text = archive.read(metadata, LARGEST_METADATA).decode("utf-8", "replace")
    try:
        content = _needed(text)
    except (yaml.YAMLError, ValueError, RecursionError, TypeError) as error:
        raise ArchiveError(f"{metadata.name} can't be read: {str(error)[:200]}") from error
    return {
        (*metadata.parts[:-1], name): _submission(name, about)
        for name, about in content.items()
        if isinstance(about, dict)
    }


def _needed(text: str) -> dict[str, Any]:
    """Submitters and times from the metadata of an export, all as text. Results are left out before they
    are parsed: they are long, and students have a hand in them."""
    needed, lines = True, []
    for line in text.splitlines():
        if SECTION.match(line):
            needed = line.startswith(("  :submitters:", "  :created_at:"))
        elif line[:1].strip():
            needed = True
        if needed:
            lines.append(line)
    # to YAML, 1:30 would be the number 90, and 010 would be 8: an id is what stands there
    content = yaml.load("\n".join(lines), Loader=yaml.BaseLoader)
    return content if isinstance(content, dict) else {}


def _submission(name: str, about: dict[str, Any]) -> UploadedSubmission | str:
    """Who handed in a submission, and when; or why nobody knows."""
    submitters = about.get(":submitters")
    submitters = submitters if isinstance(submitters, list) else []
    if len(submitters) > MOST_SUBMITTERS:
        return f"{METADATA} names more than {MOST_SUBMITTERS} people who handed in {name}"
    people = tuple(filter(None, map(_submitter, submitters)))
    if not people:
        return f"{METADATA} names nobody who handed in {name}"
    return UploadedSubmission(people, _time(about.get(":created_at")))


def _submitter(submitter: object) -> Person | None:
    if not isinstance(submitter, dict):
        return None
    values = (submitter.get(key) for key in (":sid", ":email", ":name"))
    texts = (value.strip() for value in values if isinstance(value, str))
    ids = tuple(_cut(text) for text in texts if text not in ("", "~", "null"))
    return Person(ids[0], ids) if ids else None


def _cut(id: str) -> str:
    return id if len(id) <= LONGEST_ID else f"{id[:LONGEST_ID]}…"


def _time(text: object) -> datetime | None:
    """A time in UTC, in which Gradescope writes where it names no zone. None where there is no such time."""
    match = CREATED.fullmatch(text) if isinstance(text, str) else None
    if match is None:
        return None
    try:
        return datetime.fromisoformat(f"{match[1]}T{match[2]}{match[3] or 'Z'}").astimezone(UTC)
    except (ValueError, OverflowError):  # a 13th month, or a zone that leads out of the calendar
        return None
