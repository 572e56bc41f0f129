"""The plan of a run: what is to be done with one notebook, before any of it is done."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from nbformat import NotebookNode

from autograder.course.cells import is_check, same_text
from autograder.course.release import Release
from autograder.course.repaired_notebook import RepairedNotebook
from autograder.course.rubric import Rubric
from autograder.engine.session import Limits, Step
from autograder.grading.files_beside import Files
from autograder.questions.public import PUBLIC_FILES


@dataclass(frozen=True)
class QuestionSteps:
    """Where one question stands in a run."""

    check: int | None = None
    """The step of its check or test; None for what a person marks, and where there is none."""
    answer: int | None = None
    """The step that prints what is asked for: its answer's cell, or, where that is lost, the last
    cell of the student's own before the check."""
    unchanged: bool = False
    """Whether the answer is what was released."""


@dataclass(frozen=True, eq=False)
class Plan:
    """All that the run of one notebook needs, and where each question stands in it."""

    steps: tuple[Step, ...]
    questions: Mapping[str, QuestionSteps]
    """By the id of a question."""
    files: Files
    """What lies beside the notebook."""
    limits: Limits

    def check(self, question: str) -> int | None:
        """The step of a question's check; None where it has none."""
        return self.questions.get(question, QuestionSteps()).check


@dataclass(frozen=True, eq=False)
class NotebookPlan(Plan):
    """A plan beside the notebook that it was made of, in which what comes out is told and shown."""

    repaired: RepairedNotebook
    """The notebook, whose released cells can be trusted."""
    cells: tuple[int, ...]
    """For each step: the index of its cell in the notebook."""

    @property
    def notebook(self) -> NotebookNode:
        """The repaired notebook."""
        return self.repaired.notebook

    def cell(self, step: int) -> NotebookNode:
        """The notebook's cell of a step."""
        return self.notebook.cells[self.cells[step]]


def make_plan(
    repaired: RepairedNotebook,
    release: Release,
    rubric: Rubric,
    tests: Mapping[str, str],
    files: Files,
    limits: Limits,
) -> NotebookPlan:
    """The plan to run a repaired notebook.

    Code cells run in their order. In the place of a check its values are taken out. `tests` holds, by
    the id of an ordinary test's cell, what is run there. Of the `files` those are left out that live
    checks alone need.
    """
    cells = repaired.notebook.cells
    code = tuple(index for index, cell in enumerate(cells) if cell.cell_type == "code")
    names = {index: name for name, index in repaired.where.items() if name in release.marked}
    asking = {place.cell: question for question, place in release.places.items()}
    steps = []
    for index in code:
        name = names.get(index)
        if name not in asking or not is_check(release.cells[name]):
            steps.append(Step(cells[index].source))
        elif name in tests:
            steps.append(Step(tests[name], unaltered=True))
        else:
            exports = rubric.question(asking[name]).exports()
            steps.append(Step(cells[index].source, exports))
    order = {names.get(index): step for step, index in enumerate(code)}
    own = [step for step, index in enumerate(code) if index not in names]
    questions = {
        question: _question_steps(question, repaired, release, order, own)
        for question in release.places
    }
    # No check asks for the public part here, and what is built anew with each change of the rubric must
    # not make every run another one
    needed = {inside: path for inside, path in files.items() if str(inside) not in PUBLIC_FILES}
    return NotebookPlan(tuple(steps), questions, needed, limits, repaired, code)


def _question_steps(
    question: str,
    repaired: RepairedNotebook,
    release: Release,
    order: Mapping[str | None, int],
    own: list[int],
) -> QuestionSteps:
    """`order` says at which step each marked cell stands, `own` which steps are not marked."""
    place = release.places[question]
    check = order.get(place.cell) if is_check(release.cells[place.cell]) else None
    before = [step for step in own if check is not None and step < check]
    answer = order.get(question, before[-1] if before else None)
    return QuestionSteps(check, answer, _is_unchanged(place.answer, repaired, release))


def _is_unchanged(answer: str | None, repaired: RepairedNotebook, release: Release) -> bool:
    if answer is None or answer not in repaired.where:
        return False
    cell = repaired.notebook.cells[repaired.where[answer]]
    return same_text(cell.source, release.cells[answer].source)
