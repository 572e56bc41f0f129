"""Who is who: ids on a platform, and the ids of students in the course."""

from __future__ import annotations

import csv
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from autograder.errors import InputError
from autograder.platforms.archives.code_pages import OF_TABLES, likely_code_pages
from autograder.platforms.archives.file_name import ArchiveError, safe_name, shown
from autograder.platforms.archives.hand_in import Person

HEADINGS = ("id", "identifier", "platform", "theirs", "user", "user id", "sid", "email")
"""What the first line of a file of names may begin with, where it is no student."""
SEPARATORS = "\t;,"
"""Between the columns; a name may have a comma in it, and hardly one of those before."""
SAID = "sep="
"""How a table begins that says to Excel what separates its columns."""


@dataclass(frozen=True)
class Names:
    """Whose id on the platform is which student's in the course."""

    students: Mapping[str, tuple[str, ...]]
    """By the id as it is looked up: the students who have it; several are a team."""
    notes: tuple[str, ...] = ()
    """What staff should know of the file."""


def read_names(path: Path) -> Names:
    """A file of names: on each line an id on the platform, and the student's id in the course.

    InputError, naming the line, where it says no such thing.
    """
    text, notes = _text(path)
    students: dict[str, tuple[str, ...]] = {}
    for number, cells in enumerate(_rows(path, text), 1):
        if not any(cells) or (number == 1 and cells[0].casefold() in HEADINGS):
            continue
        where = f"{path}, line {number}"
        if len(cells) < 2 or not cells[0] or not cells[1]:
            raise InputError(
                f"{where}: there must be two columns, with a comma, a semicolon or a tab between them: "
                f"an id on the platform, and a student's id; it says {shown(' '.join(cells))!r}"
            )
        try:
            student = _folder(cells[1])
        except ArchiveError as error:
            raise InputError(f"{where}: {cells[1]!r} can't be a student's id: {error}") from error
        key = _key(cells[0])
        students[key] = tuple(dict.fromkeys((*students.get(key, ()), student)))
    return Names(students, notes)


def students_of(person: Person, names: Names | None) -> tuple[str, ...]:
    """The ids in the course of a student, or of all members of a team. ArchiveError where nobody knows
    them, or one can't be a folder's."""
    if names is None:
        return (_folder(person.student),)
    for id in person.ids:
        if found := names.students.get(_key(id)):
            return found
    raise ArchiveError("the file of names does not name this student")


def _text(path: Path) -> tuple[str, tuple[str, ...]]:
    """What the file says, however its letters are written, and what staff should know of that."""
    data = path.read_bytes()
    for mark, encoding in (
        (b"\xff\xfe\0\0", "utf-32"),
        (b"\xff\xfe", "utf-16"),
        (b"\xfe\xff", "utf-16"),
        (b"", "utf-16-le" if data[1::2].count(0) > data[::2].count(0) else "utf-16-be"),
        (b"", "utf-8-sig"),
    ):
        if not data.startswith(mark) or (encoding.startswith("utf-16-") and 0 not in data):
            continue
        try:
            return data.decode(encoding), ()
        except UnicodeDecodeError:
            continue
    pages = likely_code_pages([data], OF_TABLES)
    if not pages:
        raise InputError(f"{path}: it is no text that could be read: save it as CSV in UTF-8")
    note = f"{path.name} is not in UTF-8: it is read as {pages[0]}"
    if len(pages) > 1:
        note += (
            f", and might be {' or '.join(pages[1:])}: save it as CSV in UTF-8 if a name is missing"
        )
    return data.decode(pages[0]), (note,)


def _rows(path: Path, text: str) -> list[list[str]]:
    """The cells of each line, without blanks around them."""
    lines = text.splitlines()
    separators: Sequence[str] = SEPARATORS
    if lines and lines[0].casefold().startswith(SAID) and len(lines[0]) > len(SAID):
        separators, lines[0] = lines[0][len(SAID)], ""
    tables = []
    try:
        for separator in separators:
            rows = csv.reader(lines, delimiter=separator, skipinitialspace=True, strict=False)
            tables.append([[" ".join(cell.split()) for cell in row] for row in rows])
    except csv.Error as error:
        raise InputError(f"{path}: it is not a CSV file: {error}") from error
    return max(tables, key=lambda rows: sum(len(row) > 1 and all(row[:2]) for row in rows))


def _key(id: str) -> str:
    """An id as it is looked up; Moodle's worksheets write `Participant 12345` for 12345."""
    plain = " ".join(unicodedata.normalize("NFC", id).split()).casefold()
    return plain.removeprefix("participant ").strip()


def _folder(student: str) -> str:
    """A student's id, which a folder is called by; what nbgrader takes for a pattern can't be in one."""
    name = safe_name(student)
    if name.startswith(".") or set(name) & set("[]+"):
        raise ArchiveError("a student's id does not begin with a dot, and has no [ ] or +")
    return name
