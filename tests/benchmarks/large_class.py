"""A class of any size: drawn from the sample class and the known wrong and unusual right answers.

The same seed gives the same class, and a class of 300 begins with that of 100.
"""

from __future__ import annotations

import json
import random
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import nbformat

from autograder.course.course import Assignment
from autograder.course.known_answers import load_known_answers
from autograder.grading.sample import declared_marks
from tests.ways import Handed, class_of

OTHERWISE = 0.4
"""How often a question is answered by one of its known answers, and not as the sample's student did."""


@dataclass(frozen=True)
class LargeClass:
    """What submissions are drawn from. Endless loops, crashes and damaged files are left out: what these
    cost is a limit, not a speed."""

    harmless: Sequence[Handed]
    """Of the sample class."""
    known: Mapping[str, Sequence[str]]
    """By question: all that may stand in its answer's cell."""

    def drawn(self, count: int, seed: int) -> Iterator[Handed]:
        """So many submissions, each with a name of its own."""
        chance = random.Random(seed)
        for number in range(1, count + 1):
            answers = dict(chance.choice(self.harmless).answers)
            for question, codes in self.known.items():
                if chance.random() < OTHERWISE:
                    answers[question] = chance.choice(codes)
            yield Handed(f"student-{number:05}", answers)


def large_class(assignment: Assignment) -> LargeClass:
    """What the classes of an assignment are drawn from."""
    declared = declared_marks(assignment.course, assignment.name)
    harmless = [one for one in class_of(assignment) if not declared[one.name]["incidents"]]
    known: dict[str, list[str]] = {}
    answers = load_known_answers(assignment.wrong_answers)
    for answer in (*answers.wrong, *answers.right):
        known.setdefault(answer.question, []).append(answer.code)
    return LargeClass(harmless, known)


def submit(assignment: Assignment, count: int, seed: int) -> list[str]:
    """Writes a class to `submitted/`, which holds no other; gives the names of its students."""
    starter = json.loads(assignment.starter.read_text(encoding="utf-8"))
    names = []
    for handed in large_class(assignment).drawn(count, seed):
        notebook = nbformat.from_dict(starter)
        for cell in notebook.cells:
            if cell["id"] in handed.answers:
                cell.source = handed.answers[cell["id"]]
        folder = assignment.course.submitted / handed.name / assignment.name
        folder.mkdir(parents=True, exist_ok=True)
        text = json.dumps(notebook, ensure_ascii=False)
        (folder / f"{assignment.name}.ipynb").write_text(text, encoding="utf-8")
        names.append(handed.name)
    return names
