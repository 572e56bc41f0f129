"""One damaged submission graded, and what of that is not as it must be."""

from __future__ import annotations

import json
import logging
import re
import warnings
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import nbformat
from nbformat import NotebookNode

from autograder.grading.autograded import autograded_notebook
from autograder.grading.grader import Grader
from autograder.grading.marks import Marks
from autograder.reports.class_page import student_page
from tests.fuzz.cost import Cost, measured
from tests.fuzz.example import Example
from tests.fuzz.sentences import unclear
from tests.fuzz.shown import page_faults, text_faults
from tests.fuzz.ways_in import way_in_faults
from tests.fuzz.world import World

LIMITS = re.compile(
    r"more than [\d,]+ (MiB )?(are not (read|graded)|lines)|too many values|nested too deeply"
    r"|is a notebook for .*, not for Python|is a hard link"
)
"""Why a notebook that nbformat reads may not be graded all the same."""
LARGEST_READ = 60 << 20
"""Bytes of a file that is read here, too."""
logging.getLogger("traitlets").setLevel(logging.CRITICAL)  # nbformat tells there what is not valid


@dataclass(frozen=True)
class Trial:
    """What became of one submission."""

    told: str
    """Which it is, and for an example what was done to it."""
    marks: Marks | None
    faults: tuple[str, ...] = ()
    """What is not as it must be; each a line."""
    cost: Cost = field(default_factory=Cost)
    """What grading it cost the grader."""
    executed: bool = False


@dataclass(frozen=True)
class Looks:
    """What is looked at beside the marks and the graded notebook."""

    kept: bool = False
    """Gradebook and `autograded/`: what is graded is kept there, and read from there."""
    whole_page: bool = False
    """The page of the graded notebook, and that of what was handed in, as nbgrader's formgrader shows it."""
    ways_in: bool = False
    """An archive of the platforms, and Gradescope's harness."""
    executed: bool = False
    """The run: without, all happens that happens before and after one."""


def tried(world: World, example: Example, looks: Looks) -> Trial:
    """Lays an example out, grades it and looks at what came of it. Whatever is raised is a fault."""
    try:
        student = example.lay_out(world.course.submitted)
    except Exception as error:
        return Trial(example.told, None, (f"it can't be made: {error!r}",))
    return handed_in(world, example.assignment.name, student, looks, example.told)


def handed_in(world: World, name: str, student: str, looks: Looks, told: str = "") -> Trial:
    """The same for what a student has handed in to the assignment of that name."""
    grader = (world.running if looks.executed else world.idle)[name]
    faults: list[str] = []
    graded: Graded | None = None
    with measured() as cost:
        try:
            graded = _graded(grader, student, looks.kept or looks.executed)
        except Exception as error:
            faults.append(f"the grader raised {error!r}")
    if graded is not None:
        for looked in (
            marks_faults(grader, graded.marks, looks.executed),
            notebook_faults(world, grader, graded, looks.whole_page),
            way_in_faults(world.idle[name], student) if looks.ways_in else (),
        ):
            try:
                faults += looked
            except Exception as error:
                faults.append(f"looking at it raised {error!r}")
    return Trial(told or student, graded and graded.marks, tuple(faults), cost, looks.executed)


@dataclass(frozen=True)
class Graded:
    """What grading gave."""

    marks: Marks
    text: str | None
    """The graded notebook's file; None where there is none."""


def _graded(grader: Grader, student: str, kept: bool) -> Graded:
    (exam,) = grader.exams
    if kept:
        (marks,) = grader.grade([student])
        path = autograded_notebook(exam, marks.student)
        return Graded(marks, path.read_text(encoding="utf-8") if path.is_file() else None)
    result = grader.attempt(exam, student)
    text = None if result.notebook is None else nbformat.writes(result.notebook)
    return Graded(result.marks.without_pictures(), text)


def marks_faults(grader: Grader, marks: Marks, executed: bool) -> Iterator[str]:
    """What is wrong with marks as such: there are some, or one clear incident says why not."""
    kinds = [incident.kind for incident in marks.incidents]
    if "grader-failed" in kinds:
        yield f"grader-failed: {[i.message for i in marks.incidents if i.kind == 'grader-failed']}"
        return
    if marks.status != "graded" and kinds.count(marks.status) != 1:
        yield f"it is {marks.status}, and its incidents are {kinds}"
    asked = [question.id for question in grader.rubric.questions]
    if [verdict.question for verdict in marks.verdicts] != asked:
        yield f"there are verdicts on {[verdict.question for verdict in marks.verdicts]}"
    if marks.score and not executed:
        yield f"nothing was run, and it has {marks.score} points"
    if any(v.points is not None and not 0 <= v.points <= v.max_points for v in marks.verdicts):
        yield "a question has points outside its range"
    for incident in marks.incidents:
        for sentence in (incident.where, incident.message, incident.student):
            if sentence and (reason := unclear(sentence)):
                yield f"{incident.kind}: {reason}: {sentence[:300]!r}"
        if not incident.message.endswith((".", "?")):
            yield f"{incident.kind}: no whole sentence: {incident.message!r}"
    if not executed:  # what a student's own error says is repeated in a verdict
        for verdict in marks.verdicts:
            if reason := unclear(verdict.message):
                yield f"{verdict.question}: {reason}: {verdict.message[:300]!r}"
    json.dumps(marks.plain(), allow_nan=False).encode()
    student_page(grader.rubric, marks, "notebook").encode()


def notebook_faults(world: World, grader: Grader, item: Graded, whole_page: bool) -> Iterator[str]:
    """What is wrong with the graded notebook, and with what is shown of it."""
    (exam,), marks = grader.exams, item.marks
    raw: Any = None
    if whole_page or marks.status != "graded":
        folder = grader.assignment.handed_in(marks.student)
        raw = _nbformats(Path(folder, f"{exam.name}.ipynb"))
    if raw is not None and raw.cells and marks.status != "graded":
        reasons = [i.message for i in marks.incidents if i.kind == marks.status]
        if not any(map(LIMITS.search, reasons)):
            yield f"nbformat reads it, and the grader does not: {reasons}"
    if marks.status == "missing":
        return
    if item.text is None:
        if not any("folder" in incident.message for incident in marks.incidents):
            yield "there is no graded notebook"
        return
    try:
        graded = nbformat.v4.reads_json(item.text)
        nbformat.validate(graded)  # nbformat's own `reads` and `writes` do that, too, and go on
        if whole_page and nbformat.reads(nbformat.writes(graded), as_version=4) != graded:
            yield "nbformat writes the graded notebook and reads another one"
    except Exception as error:
        yield f"nbformat can't use the graded notebook: {error!r}"[:500]
        return
    yield from text_faults(graded, exam.starter)
    if whole_page:
        yield from page_faults(world.page, graded, marks.student)
        if isinstance(raw, NotebookNode):
            yield from page_faults(world.page, raw, marks.student)


def _nbformats(path: Path) -> Any:
    """The notebook as nbformat reads it, where it does and finds it valid; else None."""
    if path.is_symlink() or not path.is_file() or path.stat().st_size > LARGEST_READ:
        return None
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            notebook = nbformat.read(path, as_version=4)
            nbformat.validate(notebook)
        except Exception:  # whatever nbformat says of what it can't read
            return None
    return notebook
