"""Submissions from the archives of Moodle, Canvas and Gradescope, laid out as nbgrader wants them."""

from __future__ import annotations

import csv
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence, Set
from contextlib import ExitStack
from pathlib import Path

from autograder.course.course import Assignment
from autograder.platforms.archives.archive import Archive, ArchiveError, safe_name, shown
from autograder.platforms.archives.collected import Collection, Sent, lay_out_submission
from autograder.platforms.archives.hand_in import HandIn, Person, hand_ins

HEADINGS = ("id", "identifier", "platform", "theirs", "user", "user id", "sid", "email")
"""What the first line of a file of names may begin with, where it is no student."""


def collect(
    assignment: Assignment,
    archives: Sequence[Path],
    names: Mapping[str, str] | None = None,
    force: bool = False,
) -> Collection:
    """Lays out what the archives hold as `submitted/<student>/<assignment>/`.

    `names` says whose id on the platform is which student's; then nobody else is collected. A
    submission that is there is replaced only by a newer one, or with `force`, and is kept beside it
    under a hidden name. The archives stay as they are.
    """
    collection = Collection()
    with ExitStack() as stack:
        sent: dict[str, list[Sent]] = defaultdict(list)
        called: dict[str, set[Person]] = defaultdict(set)
        for order, path in enumerate(archives):
            try:
                archive = stack.enter_context(Archive(path))
                found = list(hand_ins(archive))
            except ArchiveError as error:
                collection.left.append(f"{path.name}: {error}")
                continue
            collection.left += [
                f"{path.name}: {name}: {reason}" for name, reason in archive.refused
            ]
            for item in found:
                if not isinstance(item, HandIn):
                    entry, reason = item
                    collection.left.append(f"{path.name}: {shown(entry.name)}: {reason}")
                    continue
                for person in item.people:
                    try:
                        student = _student(person, names)
                    except ArchiveError as error:
                        who = ", ".join(shown(id) for id in person.ids)
                        collection.left.append(
                            f"{path.name}: {shown(item.entry.name)}: {who}: {error}"
                        )
                        continue
                    called[student].add(person)
                    sent[student].append(Sent(archive, order, item))
        for student in sorted(sent):
            if _is_one(student, called[student], names, collection):
                lay_out_submission(assignment, student, sent[student], force, collection)
    return collection


def told(collection: Collection, submitted: Path) -> Iterator[str]:
    """What staff read of it, line by line."""
    words = {
        "new": "collected",
        "replaced": "replaced by a newer one",
        "unchanged": "there already",
        "kept": "not replaced",
    }
    for item in collection.submissions:
        late = ", late" if item.late else ""
        files = f"{item.files} file{'' if item.files == 1 else 's'}"
        yield f"{item.student}: {words[item.outcome]} ({files}{late})"
    for title, lines in (("Notes", collection.notes), ("Left in the archives", collection.left)):
        if lines:
            yield f"\n{title}:"
            yield from (f"- {line}" for line in lines)
    counts = Counter(item.outcome for item in collection.submissions)
    taken = counts["new"] + counts["replaced"]
    yield (
        f"\n{taken} collected into {submitted}, {counts['unchanged']} there already, "
        f"{counts['kept']} not replaced, {len(collection.left)} left in the archives"
    )


def read_names(path: Path) -> dict[str, str]:
    """A file of names: on each line an id on the platform, and the student's id in the course.

    ValueError, naming the line, where it says no such thing.
    """
    names: dict[str, str] = {}
    try:
        with open(path, encoding="utf-8-sig", newline="") as file:
            rows = list(csv.reader(file))
    except (UnicodeDecodeError, csv.Error) as error:
        raise ValueError(f"{path}: it is no CSV in UTF-8: {error}") from error
    for number, row in enumerate(rows, 1):
        cells = [cell.strip() for cell in row]
        if not any(cells) or (number == 1 and cells[0].casefold() in HEADINGS):
            continue
        where = f"{path}, line {number}"
        if len(cells) < 2 or not cells[0] or not cells[1]:
            raise ValueError(
                f"{where}: there must be two: an id on the platform, and a student's id"
            )
        try:
            student = _folder(cells[1])
        except ArchiveError as error:
            raise ValueError(f"{where}: {cells[1]!r} can't be a student's id: {error}") from error
        key = _key(cells[0])
        if names.setdefault(key, student) != student:
            raise ValueError(f"{where}: {cells[0]!r} is already {names[key]!r}")
    return names


def _key(id: str) -> str:
    """An id as it is looked up; Moodle's worksheets write `Participant 12345` for 12345."""
    plain = unicodedata.normalize("NFC", id).strip().casefold()
    return plain.removeprefix("participant ").strip()


def _student(person: Person, names: Mapping[str, str] | None) -> str:
    """The student's id in the course. ArchiveError where nobody knows it, or it can't be a folder's."""
    if names is None:
        return _folder(person.student)
    for id in person.ids:
        if _key(id) in names:
            return names[_key(id)]
    raise ArchiveError("the file of names does not name this student")


def _folder(student: str) -> str:
    """A student's id, which a folder is called by; what nbgrader takes for a pattern can't be in one."""
    name = safe_name(student)
    if name.startswith(".") or set(name) & set("[]+"):
        raise ArchiveError("a student's id does not begin with a dot, and has no [ ] or +")
    return name


def _is_one(
    student: str,
    people: Set[Person],
    names: Mapping[str, str] | None,
    collection: Collection,
) -> bool:
    """Whether all that was handed in under one name is one person's: on Moodle there are people of one
    name, and on Gradescope people write their student ids themselves."""
    if len(people) == 1:
        return True
    ids = "; ".join(sorted(", ".join(shown(id) for id in person.ids) for person in people))
    if names is not None:
        collection.notes.append(f"{student}: the file of names says that all of these are: {ids}")
        return True
    collection.left.append(
        f"{student}: several people are called so ({ids}): say with --names who is who"
    )
    return False
