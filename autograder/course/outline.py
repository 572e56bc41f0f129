"""The outline of a course: its assignments in the order in which they are best done."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from graphlib import CycleError, TopologicalSorter

from autograder.course.course import Assignment, Course
from autograder.course.master import Master, read_master
from autograder.course.rubric import Rubric, load_rubric
from autograder.errors import InputError

HEADING = re.compile(r"^(#{1,2}) +(.+?) *$", re.MULTILINE)


@dataclass(frozen=True)
class Outline:
    """One assignment of the course, as its master and its rubric describe it."""

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

    InputError where one needs an assignment that there is not, or two need each other.
    """
    outlines = {name: _outline(course.assignment(name)) for name in course.names()}
    for item in outlines.values():
        for needed in item.rubric.needs:
            if needed not in outlines:
                raise InputError(
                    f"{item.assignment.rubric}: `needs` names {needed!r}, which is no assignment"
                )
    return tuple(outlines[name] for name in _ordered(outlines))


def _ordered(outlines: Mapping[str, Outline]) -> Iterator[str]:
    """The names, each after those that it needs: of those that may be next, the first by the alphabet."""
    sorter = TopologicalSorter({name: item.rubric.needs for name, item in outlines.items()})
    try:
        sorter.prepare()
    except CycleError as error:
        circle = ", ".join(sorted(set(error.args[1])))
        raise InputError(
            f"these assignments need each other, so none can be first: {circle}"
        ) from error
    ready: list[str] = []
    while sorter.is_active():
        ready = sorted([*ready, *sorter.get_ready()])
        first, *ready = ready
        sorter.done(first)
        yield first


def sections(master: Master) -> tuple[str, ...]:
    """The headings of a master's texts, without its title, which comes first.

    Those of the first level where there are more than the title, else those of the second.
    """
    texts = (cell.source for cell in master.cells if not cell.is_code)
    headings = [match.groups() for text in texts for match in HEADING.finditer(text)]
    for level in ("#", "##"):
        titles = [title for marks, title in headings[1:] if marks == level]
        if titles:
            return tuple(_plain(titles))
    return ()


def _plain(titles: Sequence[str]) -> list[str]:
    """Titles without a number in front and without Markdown's signs."""
    return [re.sub(r"[`*]", "", re.sub(r"^\d+\.\s*", "", title)) for title in titles]


def _outline(assignment: Assignment) -> Outline:
    rubric = load_rubric(assignment.rubric)
    return Outline(assignment, rubric, sections(read_master(assignment.master)))
