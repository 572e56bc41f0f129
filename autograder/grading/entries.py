"""What the gradebook holds of an assignment, student by student."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Any

from autograder.printable import printable


@dataclass(frozen=True)
class Entry:
    """What nbgrader's gradebook holds of one student and one assignment."""

    student: str
    """nbgrader's id: the login name."""
    first_name: str
    last_name: str
    email: str
    lms_user_id: str
    """The student's id in Canvas or another such system; nbgrader's column of that name."""
    raw: float | None
    """With the marks given by hand; None where nothing was submitted."""
    penalty: float
    """For a late submission."""
    most: float
    needs_manual: bool
    """Whether a mark by hand is still to be given."""

    @property
    def score(self) -> float | None:
        """What counts: at least 0. None where nothing was submitted."""
        return None if self.raw is None else max(0.0, self.raw - self.penalty)


def read_entries(gradebook: Any, assignment: str) -> Iterator[Entry]:
    """Of every student in nbgrader's open gradebook, by last name, first name and id.

    nbgrader's MissingEntry where the assignment was never entered.
    """
    most = float(gradebook.find_assignment(assignment).max_score)
    submitted = {s.student_id: s for s in gradebook.assignment_submissions(assignment)}
    for person in sorted(_people(gradebook.students, submitted), key=_order):
        one = submitted.get(person.id)
        yield Entry(
            printable(person.id),
            person.first_name,
            person.last_name,
            person.email,
            person.lms_user_id,
            None if one is None else float(one.score),
            0.0 if one is None else float(one.late_submission_penalty or 0.0),
            most,
            one is not None and bool(one.needs_manual_grade),
        )


@dataclass(frozen=True)
class _Person:
    """A line of the class list, without the blanks around its texts: nbgrader keeps those."""

    id: str
    first_name: str
    last_name: str
    email: str
    lms_user_id: str


def _people(students: Iterable[Any], submitted: Container[str]) -> Iterable[_Person]:
    """Every student; an id with blanks around it, under which nobody has submitted, is the same student's
    as the one without."""
    people: dict[str, _Person] = {}
    for student in sorted(students, key=lambda student: len(student.id)):
        id = student.id if student.id in submitted else student.id.strip()
        texts = student.first_name, student.last_name, student.email, student.lms_user_id
        plain = _Person(id, *(" ".join((text or "").split()) for text in texts))
        known = {key: text for key, text in vars(people.get(id, plain)).items() if text}
        people[id] = replace(plain, **known)
    return people.values()


def _order(person: _Person) -> tuple[str, str, str]:
    return person.last_name, person.first_name, person.id
