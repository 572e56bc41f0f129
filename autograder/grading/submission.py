"""A submission as it lies in nbgrader's folder, read without trusting any of it."""

from __future__ import annotations

import os
import time
from collections.abc import Collection, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from pathlib import Path

from nbformat import NotebookNode

from autograder.course.course import Assignment
from autograder.errors import InputError, did_you_mean
from autograder.grading.file_tree import link_on_the_way
from autograder.grading.files_beside import LARGEST_FILES, files_beside
from autograder.grading.leftovers import is_hidden, is_hidden_folder
from autograder.grading.marks import Incident, Status
from autograder.grading.notebook_file import notebook_bytes, notebook_of
from autograder.grading.notebook_name import may_be_notebook, own_name, renamed
from autograder.grading.read_files import ReadFile, bytes_digest, read_all
from autograder.grading.timestamp import time_incidents
from autograder.printable import printable

TRIES, AGAIN_SECONDS = 5, 0.05
"""How often, and how soon, a submission is read anew that somebody changes meanwhile."""
MOST_NAMED = 6
"""Notebooks that a sentence lists."""
UNPRINTABLE = (
    "the folder {name} has a name with characters that can't be shown, so no gradebook can hold it: "
    "give the folder its student's name, and grade again"
)
LINKED = (
    "{link} is a link, which is not followed: what it leads to may be another's. Put a folder of the "
    "student's own there, and grade again"
)

CLOSED = "{path} can't be read: give yourself the right to read it, and grade again"


@dataclass(frozen=True)
class Submission:
    """What one student submitted to one assignment."""

    student: str
    folder: Path
    notebook: NotebookNode | None
    """The notebook, in the present format, or None where there is none that can be read."""
    status: Status
    incidents: tuple[Incident, ...] = ()
    files: Mapping[Path, ReadFile] = field(default_factory=dict)
    """What was handed in beside the notebook."""
    read: Mapping[Path, str] = field(default_factory=dict)
    """Digests of all that was read, by its place in the folder."""


def students(assignment: Assignment) -> tuple[str, ...]:
    """Everybody with a submission to the assignment, in alphabetical order, by printable names."""
    submitted = assignment.course.submitted
    if not submitted.is_dir():
        return ()
    found = (
        printable(path.name)
        for path in submitted.iterdir()
        if not is_hidden_folder(path.name)
        and (_is_closed(path) or _is_something(path / assignment.name))
    )
    return tuple(sorted(set(found)))


def submitters(assignment: Assignment, named: Sequence[str] = ()) -> tuple[str, ...]:
    """Those whose submissions are to be graded: the named ones, each once, or everybody.

    InputError where nobody has submitted anything, or somebody is named who has no folder at all: a
    name was misspelt then. Who has one for other assignments is missing in this one.
    """
    names = tuple(dict.fromkeys(map(printable, named)))
    submitted = assignment.course.submitted
    folders = map(printable, os.listdir(submitted)) if submitted.is_dir() else ()
    known = {*folders, os.curdir, os.pardir, ""}  # those are told as no names
    unknown = [name for name in names if name not in known]
    if unknown:
        who = students(assignment)
        told = [f"no submission of {name}{did_you_mean(name, who)}" for name in unknown]
        raise InputError(f"{'; '.join(told)} (looked for in {submitted})")
    names = names or students(assignment)
    if not names:
        place = f"{assignment.course.submitted}/<student>/{assignment.name}/"
        raise InputError(f"there are no submissions: {place} is empty")
    return names


def read_submission(
    assignment: Assignment, student: str, notebook: str | None = None
) -> Submission:
    """Reads what a student submitted. Never raises for what is in it: that is an incident.

    `notebook` is the notebook's name, where it is not the assignment's. Where somebody changes the folder
    meanwhile, it is read anew.

    InputError where `student` is no name of a folder.
    """
    for _ in range(TRIES - 1):
        with suppress(OSError):  # a file has gone, or become another, since it was found
            return _read_once(assignment, student, notebook)
        time.sleep(AGAIN_SECONDS)
    return _read_once(assignment, student, notebook)


def _read_once(assignment: Assignment, student: str, notebook: str | None) -> Submission:
    if not student or student != os.path.basename(student) or student.startswith("."):
        raise InputError(f"{student!r} is no student's name")
    submitted, name = assignment.course.submitted, printable(student)
    folder = assignment.handed_in(name)
    link = link_on_the_way(submitted, name, assignment.name)
    if name != student or _is_written_out(submitted, name):
        return _without("unreadable", name, folder, UNPRINTABLE.format(name=name))
    if link is not None:
        sentence = LINKED.format(link=link.relative_to(submitted))
        return _without("unreadable", name, folder, sentence)
    closed = next(filter(_is_closed, (folder.parent, folder)), None)
    if closed is not None:
        sentence = CLOSED.format(path=closed.relative_to(submitted))
        return _without("unreadable", name, folder, sentence)
    if not os.path.isdir(folder):  # unlike Path's, it takes names that are too long
        return _without("missing", name, folder, "there is no submission")
    path = folder / f"{notebook or assignment.name}.ipynb"
    released = (other.name for other in assignment.released.glob("*.ipynb"))
    found = _read(name, path, {path.name, *released})
    return replace(found, incidents=found.incidents + time_incidents(folder))


def _read(student: str, path: Path, notebooks: Collection[str]) -> Submission:
    """A submission whose folder is the student's own; `path` is where its notebook should be, among
    these `notebooks` of the assignment."""
    folder = path.parent
    beside = files_beside(folder, notebooks)
    incidents: tuple[Incident, ...] = ()
    if not path.is_file() or path.is_symlink():
        found = None if path.is_symlink() else renamed(beside.files, path.name)
        if found is None:
            return _without("missing", student, folder, _why_missing(folder, path))
        beside = replace(beside, files={i: p for i, p in beside.files.items() if p != found})
        incidents = (_taken_as(found.name, path.name),)
        path = found
    files = read_all(beside.files, LARGEST_FILES)
    read = {inside: file.digest for inside, file in files.items()}
    try:
        content = notebook_bytes(path)
        read[path.relative_to(folder)] = bytes_digest(content)
        notebook = notebook_of(content)
    except ValueError as error:
        unread = _without("unreadable", student, folder, str(error), path.name)
        incidents += unread.incidents
        return replace(unread, files=files, incidents=incidents, read=read)
    incidents += beside.incidents()
    return Submission(student, folder, notebook, "graded", incidents, files, read)


def _why_missing(folder: Path, path: Path) -> str:
    """What stands in the place of the notebook."""
    what = "a link, which is not followed" if path.is_symlink() else "not there"
    others = _others(folder, path.name)
    besides = f"; there is {', '.join(others)}" if others else ""
    return f"{path.name} is {what}{besides}"


def _taken_as(name: str, wanted: str) -> Incident:
    """That a browser or a system has added something to the notebook's name."""
    return Incident(
        "renamed",
        printable(name),
        f"There is no {wanted}: this file was taken for it.",
        f"Your notebook is called {printable(name)}: it was taken as {wanted}. Call it so next time.",
    )


def _is_written_out(submitted: Path, name: str) -> bool:
    """Whether no folder has the name, but one that can't be shown would be written out so."""
    if os.path.lexists(submitted / name) or not submitted.is_dir():
        return False
    return any(printable(path.name) == name for path in submitted.iterdir())


def _is_closed(folder: Path) -> bool:
    """Whether a folder is there that may not be looked into."""
    return os.path.isdir(folder) and not os.access(folder, os.R_OK | os.X_OK)


def _is_something(folder: Path) -> bool:
    """Whether a folder is there, or a link in its place: `read_submission` says what is wrong with it."""
    return os.path.isdir(folder) or os.path.islink(folder)


def _others(folder: Path, but: str) -> list[str]:
    """The names of the first files in a folder that may be meant as the notebook, and dots where there
    are more."""
    found = [path.name for path in folder.iterdir() if path.name != but]
    meant = [name for name in found if own_name(name) or may_be_notebook(name)]
    names = sorted(printable(name) for name in meant if not is_hidden(name))
    return [*names[:MOST_NAMED], *(["..."] if len(names) > MOST_NAMED else [])]


def _without(
    status: Status, student: str, folder: Path, reason: str, where: str = "submission"
) -> Submission:
    sentence = {
        "missing": "There is no notebook of yours for this assignment: submit it under its own name.",
        "unreadable": f"Your notebook could not be read ({reason}). Please submit it again.",
    }[status]
    incident = Incident(status, where, f"The notebook could not be graded: {reason}.", sentence)
    return Submission(student, folder, None, status, (incident,))
