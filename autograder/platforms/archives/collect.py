"""Submissions from the archives of Moodle, Canvas and Gradescope, laid out as nbgrader wants them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence, Set
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path

from autograder.course.course import Assignment
from autograder.platforms.archives.archive import Archive
from autograder.platforms.archives.collection import Collection
from autograder.platforms.archives.dialects import hand_ins
from autograder.platforms.archives.file_name import ArchiveError, shown
from autograder.platforms.archives.hand_in import HandIn, Person
from autograder.platforms.archives.names import Names, students_of
from autograder.platforms.archives.student_files import SentFile
from autograder.platforms.archives.submission_folder import lay_out_submission


@dataclass
class Sender:
    """All that was handed in under one student's id."""

    people: set[Person] = field(default_factory=set)
    """Who they are on the platforms."""
    files: list[SentFile] = field(default_factory=list)


def collect(
    assignment: Assignment,
    archives: Sequence[Path],
    names: Names | None = None,
    force: bool = False,
) -> Collection:
    """Lays out what the archives hold as `submitted/<student>/<assignment>/`.

    `names` says whose id on the platform is which student's; then nobody else is collected. A
    submission that is there is replaced only by a newer one, or with `force`, and is kept beside it
    under a hidden name. The archives stay as they are.
    """
    collection = Collection(notes=[] if names is None else [*names.notes])
    senders: dict[str, Sender] = defaultdict(Sender)
    with ExitStack() as stack:
        for order, path in enumerate(archives):
            try:
                archive = stack.enter_context(Archive(path))
                items = list(hand_ins(archive))
            except ArchiveError as error:
                collection.left.append(f"{path.name}: {error}")
                continue
            collection.left += [
                f"{path.name}: {name}: {reason}" for name, reason in archive.refused
            ]
            collection.notes += [f"{path.name}: {note}" for note in archive.notes]
            for item in items:
                if isinstance(item, HandIn):
                    _hand_over(SentFile(archive, order, item), names, senders, collection)
                else:
                    entry, reason = item
                    collection.left.append(f"{path.name}: {shown(entry.name)}: {reason}")
        for student, sender in sorted(senders.items()):
            if _is_one(student, sender.people, names, collection):
                lay_out_submission(assignment, student, sender.files, force, collection)
    return collection


def _hand_over(
    file: SentFile,
    names: Names | None,
    senders: Mapping[str, Sender],
    collection: Collection,
) -> None:
    """Enters a file with everybody who has handed it in."""
    for person in file.hand_in.people:
        try:
            students = students_of(person, names)
        except ArchiveError as error:
            who = ", ".join(shown(id) for id in person.ids)
            name = f"{file.archive.path.name}: {shown(file.hand_in.entry.name)}"
            collection.left.append(f"{name}: {who}: {error}")
            continue
        if names is None and person.is_team:
            _note(collection, f"{shown(person.student)}: a team: say with --names who is in it")
        for student in students:
            senders[student].people.add(person)
            senders[student].files.append(file)
        if len(students) > 1:
            members = ", ".join(students)
            _note(
                collection,
                f"{shown(person.student)}: a team: each of {members} gets what it handed in",
            )


def _note(collection: Collection, note: str) -> None:
    """Says something once, however many files it holds for."""
    if note not in collection.notes:
        collection.notes.append(note)


def _is_one(
    student: str,
    people: Set[Person],
    names: Names | None,
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
