"""One damaged submission, known by a seed and a number: the same two make the same files."""

from __future__ import annotations

import copy
import json
import os
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from random import Random
from typing import Any

from autograder.course.cells import grade_id
from autograder.course.course import Assignment
from autograder.grading.kit_exam import read_starter
from autograder.grading.rehearsals import lay_over
from autograder.grading.sample import sample_class
from autograder.printable import printable
from tests.fuzz.damage import Damage, Draft
from tests.fuzz.table import BY_GROUP, OFTEN, ORDER, WEIGHTS


@dataclass(frozen=True)
class Example:
    """What is damaged in which submission, and how."""

    seed: int
    number: int
    assignment: Assignment
    origin: int
    """Which of the assignment's notebooks it was; see `notebooks`."""
    damages: tuple[Damage, ...]
    others: tuple[str, ...]
    """The assignments that cells may come from."""

    @property
    def told(self) -> str:
        """What makes it again, and what was done to it."""
        done = ", ".join(f"{damage.group}:{damage.name}" for damage in self.damages)
        return f"--seed {self.seed} --only {self.number} ({self.assignment.name}: {done})"

    def lay_out(self, submitted: Path) -> str:
        """Writes the submission below a folder of submissions; gives the student's name as graders have
        it. Nothing outside that student's folder is touched."""
        draft = self._draft()
        student = submitted / f"e{self.number:05}"
        draft.folder = student / self.assignment.name
        for stage, end in enumerate((draft.write_text, draft.write_bytes, draft.write_file, None)):
            for damage in self.damages:
                if ORDER[damage] == stage:
                    damage.act(draft)
            if end is not None:
                end()
        name = os.fsencode(draft.folder_name) + os.fsencode(student.name)
        os.rename(student, os.fsencode(submitted) + b"/" + name)
        return printable(os.fsdecode(name))

    def _draft(self) -> Draft:
        tree = copy.deepcopy(notebooks(self.assignment)[self.origin])
        others = [notebooks(self.assignment.course.assignment(name))[0] for name in self.others]
        return Draft(
            Random(f"{self.seed}/{self.number}/act"), self.assignment.name, tuple(others), tree
        )


def example(seed: int, number: int, assignments: Sequence[Assignment]) -> Example:
    """The example of that seed and number."""
    random = Random(f"{seed}/{number}")
    assignment = random.choice(assignments)
    origin = random.randrange(len(notebooks(assignment)))
    damages = []
    for _ in range(random.choice(OFTEN)):
        (group,) = random.choices([*WEIGHTS], [*WEIGHTS.values()])
        damages.append(random.choice(BY_GROUP[group]))
    return Example(
        seed, number, assignment, origin, tuple(damages), tuple(item.name for item in assignments)
    )


@cache
def notebooks(assignment: Assignment) -> tuple[Any, ...]:
    """The submissions that are damaged, as plain data: the starter, and those of the sample class."""
    starter = read_starter(assignment)
    found = [starter]
    for sample in sample_class(assignment.course, assignment.name):
        notebook = lay_over(starter, sample.answers | dict.fromkeys(sample.deleted, ""))
        notebook.cells = [cell for cell in notebook.cells if grade_id(cell) not in sample.deleted]
        found.append(notebook)
    return tuple(json.loads(json.dumps(notebook)) for notebook in found)
