"""Who is who: ids on a platform, and the ids of students in the course."""

from __future__ import annotations

import csv
import unicodedata
from collections.abc import Mapping
from pathlib import Path

from autograder.errors import InputError
from autograder.platforms.archives.file_name import ArchiveError, safe_name
from autograder.platforms.archives.hand_in import Person

HEADINGS = ("id", "identifier", "platform", "theirs", "user", "user id", "sid", "email")
"""What the first line of a file of names may begin with, where it is no student."""


def read_names(path: Path) -> dict[str, str]:
    """A file of names: on each line an id on the platform, and the student's id in the course.

    InputError, naming the line, where it says no such thing.
    """
    names: dict[str, str] = {}
    try:
        with open(path, encoding="utf-8-sig", newline="") as file:
            rows = list(csv.reader(file))
    except (UnicodeDecodeError, csv.Error) as error:
        raise InputError(f"{path}: it is not a CSV file in UTF-8: {error}") from error
    for number, row in enumerate(rows, 1):
        cells = [cell.strip() for cell in row]
        if not any(cells) or (number == 1 and cells[0].casefold() in HEADINGS):
            continue
        where = f"{path}, line {number}"
        if len(cells) < 2 or not cells[0] or not cells[1]:
            raise InputError(
                f"{where}: there must be two columns: an id on the platform, and a student's id"
            )
        try:
            student = _folder(cells[1])
        except ArchiveError as error:
            raise InputError(f"{where}: {cells[1]!r} can't be a student's id: {error}") from error
        key = _key(cells[0])
        if names.setdefault(key, student) != student:
            raise InputError(f"{where}: {cells[0]!r} is already {names[key]!r}")
    return names


def student_of(person: Person, names: Mapping[str, str] | None) -> str:
    """The student's id in the course. ArchiveError where nobody knows it, or it can't be a folder's."""
    if names is None:
        return _folder(person.student)
    for id in person.ids:
        if _key(id) in names:
            return names[_key(id)]
    raise ArchiveError("the file of names does not name this student")


def _key(id: str) -> str:
    """An id as it is looked up; Moodle's worksheets write `Participant 12345` for 12345."""
    plain = unicodedata.normalize("NFC", id).strip().casefold()
    return plain.removeprefix("participant ").strip()


def _folder(student: str) -> str:
    """A student's id, which a folder is called by; what nbgrader takes for a pattern can't be in one."""
    name = safe_name(student)
    if name.startswith(".") or set(name) & set("[]+"):
        raise ArchiveError("a student's id does not begin with a dot, and has no [ ] or +")
    return name
