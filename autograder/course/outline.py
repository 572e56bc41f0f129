"""The outline of a course: its assignments in the order in which they are best done."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from autograder.course.course import Assignment, Course
from autograder.course.master import Master, read_master
from autograder.course.rubric import Rubric, load_rubric

HEADING = re.compile(r"^(#{1,2}) +(.+?) *$", re.MULTILINE)


@dataclass(frozen=True)
class Outline:
    """One assignment of the course, as its master and its rubric tell of it."""

    assignment: Assignment
    rubric: Rubric
    sections: tuple[str, ...]
    """The headings of the master below its title: its chapters, else its sections."""

    @property
    def points(self) -> float:
        """All points, those that a person gives included."""
        return sum(question.points for question in self.rubric.questions)

    @property
    def manual_points(self) -> float:
        """The points that a person gives."""
        return self.points - self.rubric.max_points


def course_outline(course: Course) -> tuple[Outline, ...]:
    """All assignments, each after those that it needs; else in alphabetical order.

    ValueError where one needs an assignment that there is not, or two need each other.
    """
    found = {name: _outline(course.assignment(name)) for name in course.names()}
    for item in found.values():
        for needed in item.rubric.needs:
            if needed not in found:
                raise ValueError(
                    f"{item.assignment.rubric}: `needs` names {needed!r}, which is no assignment"
                )
    ordered: dict[str, Outline] = {}
    while len(ordered) < len(found):
        ready = [
            name
            for name, item in found.items()
            if name not in ordered and all(needed in ordered for needed in item.rubric.needs)
        ]
        if not ready:
            circle = ", ".join(sorted(set(found) - set(ordered)))
            raise ValueError(f"these assignments need each other, so none can be first: {circle}")
        ordered[ready[0]] = found[ready[0]]
    return tuple(ordered.values())


def sections(master: Master) -> tuple[str, ...]:
    """The headings of a master's texts, without its title, which comes first.

    Those of the first level where there are more than the title, else those of the second.
    """
    texts = (cell.source for cell in master.cells if not cell.is_code)
    headings = [match.groups() for text in texts for match in HEADING.finditer(text)]
    for level in ("#", "##"):
        found = [title for marks, title in headings[1:] if marks == level]
        if found:
            return tuple(_plain(found))
    return ()


def _plain(titles: Sequence[str]) -> list[str]:
    """Titles without a number in front and without Markdown's signs."""
    return [re.sub(r"[`*]", "", re.sub(r"^\d+\.\s*", "", title)) for title in titles]


def _outline(assignment: Assignment) -> Outline:
    rubric = load_rubric(assignment.rubric)
    return Outline(assignment, rubric, sections(read_master(assignment.master)))
