"""What Moodle, Canvas and Gradescope put into the names of the files that they give."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import partial

from autograder.grading.leftovers import is_leftover
from autograder.grading.notebook_name import attempt_of
from autograder.platforms.archives.archive import Archive, ArchivedFile
from autograder.platforms.archives.file_name import ArchiveError
from autograder.platforms.archives.gradescope_export import (
    metadata_file,
    of_gradescope,
    read_submissions,
)
from autograder.platforms.archives.hand_in import HandIn, Person

MOODLE = re.compile(
    r"(?P<name>.+?)(_(?P<number>\d+))?_assignsubmission_(?P<what>file|onlinetext)(_(?P<file>.*))?"
)
"""A student or a team with its number; those who are in no team have none (mod/assign, downloader.php)."""
ANONYMOUS = re.compile(
    r"(?P<late>LATE_)?anon_(?P<id>[A-Za-z0-9]+)_(?P<also>LATE_)?(?P<upload>\d+)_(?P<file>.+)"
)
"""Where Canvas marks without names (content_zipper.rb, get_filename)."""
CANVAS = re.compile(
    r"(?P<late>LATE_)?(?P<name>.+?)_(?P<also>LATE_)?(?P<number>\d+)_(?P<upload>\d+)_(?P<file>.+)"
)
"""A student, or a group by the one who handed in."""
PARTICIPANT = "participant"
"""What Moodle calls everybody where it marks without names, in small letters."""


def hand_ins(archive: Archive) -> Iterator[HandIn | tuple[ArchivedFile, str]]:
    """Every file of an archive as one that was handed in, or with the reason why it is none.

    An archive is one platform's: the one that has named most of its files. So nobody hands in under
    another's name by calling a file as another platform would. ArchiveError where it is nobody's.
    """
    unread = partial(of_gradescope, submissions={})
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
        metadata = metadata_file(archive)
        submissions = {} if metadata is None else read_submissions(archive, metadata)
        dialect = partial(of_gradescope, submissions=submissions)
    for entry in archive.entries:
        if entry is metadata:
            continue
        reading = dialect(entry)
        if isinstance(reading, HandIn):
            if not is_leftover(*reading.path):
                yield reading
        else:
            yield entry, reading or "it is not named as the other files are"


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
        names = [match["name"].strip()]
        for other in (parts[depth] for parts in entry.others if depth < len(parts)):
            names += [again["name"].strip()] if (again := MOODLE.fullmatch(other)) else []
        person = _moodle_person(match["number"], tuple(dict.fromkeys(names)))
        moment = entry.info.date_time
        return HandIn("Moodle", (person,), path, entry, tuple(moment))
    return None


def _moodle_person(number: str | None, names: tuple[str, ...]) -> Person:
    """A student or a team; `names` are what they may be called where the archive does not say."""
    student = names[0]
    # The number is another one in each assignment: it can't be the id of a student who has a name
    if student.casefold() == PARTICIPANT and number:
        student = f"{student} {number}"
    return Person(student, (*([number] if number else []), *names), is_team=number is None)


def _of_canvas(entry: ArchivedFile) -> HandIn | None:
    """`lovelaceada_LATE_12345_67890_kernels-1.ipynb`: user, upload, name, further attempt; or
    `LATE_anon_x8Gp2_67890_kernels.ipynb`."""
    name = entry.parts[-1]
    if match := ANONYMOUS.fullmatch(name):
        person = Person(f"anon_{match['id']}", (match["id"], f"anon_{match['id']}"))
    elif match := CANVAS.fullmatch(name):
        number, user = match["number"], match["name"]
        others = (CANVAS.fullmatch(parts[-1]) for parts in entry.others)
        users = dict.fromkeys((user, *(other["name"] for other in others if other)))
        person = Person(f"{user}-{number}", (number, *users))
    else:
        return None
    file, further = attempt_of(match["file"])
    order = (int(match["upload"]), further)
    return HandIn(
        "Canvas", (person,), (file,), entry, order, late=bool(match["late"] or match["also"])
    )
