"""What is wrong with an assignment as far as no submission need be run: one sentence each."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from autograder.course.cells import grade_id
from autograder.course.known_answers import KnownAnswers
from autograder.course.starter import starter_of
from autograder.errors import did_you_mean
from autograder.grading.kit_exam import KitExam
from autograder.printable import counted
from autograder.questions.question import Question
from autograder.questions.sorted_slips import SortedSlips

FEWEST_WRONG = 3
"""Wrong answers that every question marked by the autograder must have."""

Catalogues = Mapping[str, SortedSlips]
"""By question: every slip of its kind, sorted by what it does there."""


def catalogues(exam: KitExam) -> Catalogues:
    """The slips of every question, sorted."""
    return {name: key.slips() for name, key in exam.keys.items()}


def rubric_complaints(exam: KitExam, found: Catalogues) -> Iterator[str]:
    """What is missing in the rubric, and what it says otherwise than the arithmetic."""
    for question in exam.rubric.questions:
        where = f"{exam.rubric.place(question.id)}: {question.id}"
        if not question.hint.strip():
            yield f"{where}: has no hint"
        if not question.statement.strip():
            yield f"{where}: has no statement"
        if not question.points > 0:
            yield f"{where}: has {counted_points(question.points)}; give it some"
        where = f"{exam.rubric.place(question.id, 'untold')}: {question.id}"
        yield from (f"{where}: untold: {line}" for line in _untold(question, found[question.id]))
        where = f"{exam.source.place(question.id)}: {question.id}"
        yield from (f"{where}: {doubt}" for doubt in exam.keys[question.id].doubts())


def _untold(question: Question[Any], found: SortedSlips) -> Iterator[str]:
    """What is said of slips that are not to be told, and is not so."""
    for reason, names in question.untold.items():
        if not reason.strip():
            yield f"say why {', '.join(names)} should not be told"
        for name in names:
            if name not in found.names:
                yield f"there is no slip {name} of this kind of question{did_you_mean(name, found.names)}"
            elif name not in found.seen:
                yield f"{name} gives no wrong answer here, so there is nothing to be left untold"


def coverage_complaints(exam: KitExam, known: KnownAnswers) -> Iterator[str]:
    """Which questions have too few known wrong answers, and which answers belong to no question."""
    where = str(exam.assignment.wrong_answers)
    ids = [question.id for question in exam.rubric.questions]
    strange: dict[str, str] = {}
    places = [(answer.question, answer.where) for answer in known.wrong]
    places += [(answer.question, answer.where) for answer in known.right]
    for name, place in places:
        if name not in ids:
            strange.setdefault(name, place or where)
    for name in sorted(strange):
        yield f"{strange[name]}: there is no question {name!r}{did_you_mean(name, ids)}"
    for question in exam.rubric.questions:
        count = sum(answer.question == question.id for answer in known.wrong)
        # an ordinary test may look at an answer that others look at, too
        if question.automatic and count < FEWEST_WRONG and question.id not in exam.rubric.tests:
            yield (
                f"{where}: {question.id} has {counted(count, 'wrong answer')}; "
                f"it needs at least {FEWEST_WRONG}"
            )


def release_complaints(exam: KitExam) -> Iterator[str]:
    """Whether what students would receive is what master and rubric give now."""
    again = f"build it again, autograder build {exam.name}"
    now, then = starter_of(exam.source.notebook), exam.starter
    if [_content(cell) for cell in now.cells] != [_content(cell) for cell in then.cells]:
        yield f"{exam.assignment.starter}: was built from an earlier master or rubric: {again}"
        return
    for question in exam.rubric.questions:
        public = exam.public.get(question.id)
        if public is not None and public.heading() != question.heading():
            yield (
                f"{exam.assignment.released}: what students have of {question.id} was built from an "
                f"earlier rubric: {again}"
            )


def _content(cell: Mapping[str, object]) -> tuple[object, ...]:
    metadata = cell["metadata"]
    mark = metadata.get("nbgrader", {}) if isinstance(metadata, dict) else {}
    return cell["cell_type"], cell["source"], grade_id(cell), mark.get("points")  # type: ignore[arg-type]


def counted_points(points: float) -> str:
    """`1 point`, `2.5 points`."""
    return f"{points:g} point{'' if points == 1 else 's'}"
