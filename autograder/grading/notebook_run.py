"""Runs one notebook of an assignment, and takes out what each question needs."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType

import numpy as np
from nbformat import NotebookNode

from autograder.course.cells import checked_question, grade_id, is_check, is_task
from autograder.course.rubric import Rubric
from autograder.engine.outside.notices import BROKEN_OFF
from autograder.engine.session import Engine, Export, Handle, Limits, Run, Session, Step, Taken
from autograder.grading.files_beside import lay_out
from autograder.questions.answer import Called, Ended, Given, Value, Wanted
from autograder.questions.ordinary_test.question import OrdinaryTest
from autograder.questions.question import Question

ERROR_LENGTH = 200
"""Characters of an error's words that a verdict repeats."""

LAYER_COPY = "autograder.notebook.layer_copy:LayerCopy"
LAYER_SETTINGS = "autograder.notebook.layer_copy:settings"
NETWORK_SETTINGS = "autograder.notebook.layer_copy:network_settings"
FUNCTION_CALL = "autograder.notebook.function_call:FunctionCall"
FUNCTION_SETTINGS = "autograder.notebook.function_call:fingerprint"


@dataclass(frozen=True)
class NotebookRun:
    """What a notebook gave: what the engine says of its steps, and the answers by question."""

    notebook: NotebookNode
    run: Run
    steps: tuple[int, ...]
    """For each step of the run: the index of its cell in the notebook."""
    given: Mapping[str, Given]


@contextmanager
def run_notebook(
    engine: Engine,
    notebook: NotebookNode,
    rubric: Rubric,
    folders: Sequence[Path],
    limits: Limits = Limits(),
    tests: Mapping[str, str] = MappingProxyType({}),
    theirs: frozenset[str] = frozenset(),
) -> Iterator[tuple[NotebookRun, Session]]:
    """Runs a repaired notebook in a folder of its own; layers can be called until the end.

    The files of `folders` lie beside it, those of a later folder over those of an earlier one: the
    released files come last, so that no submission replaces them, but for `theirs`. `tests` holds,
    by the id of an ordinary test's cell, what is run there.
    """
    with engine.folder() as folder:
        for source in folders:
            lay_out(folder, source, theirs)
        cells = [i for i, cell in enumerate(notebook.cells) if cell.cell_type == "code"]
        steps = [_step(notebook.cells[index], rubric, tests) for index in cells]
        with engine.open(steps, folder, limits) as session:
            run = session.execute()
            given = {
                question: _given(question, notebook, cells, run, session, rubric)
                for question in (q.id for q in rubric.questions if q.automatic)
            }
            yield NotebookRun(notebook, run, tuple(cells), given), session


def asked_by(cell: NotebookNode, rubric: Rubric) -> Question | None:
    """The question whose points a released cell carries: its check, test, text or task."""
    name = grade_id(cell)
    if name is None or not (cell.metadata.nbgrader.get("grade") or is_task(cell)):
        return None
    known = {question.id: question for question in rubric.questions}
    return known.get(name) or known.get(checked_question(cell) or name)


def _checked_by(cell: NotebookNode, rubric: Rubric) -> Question | None:
    return asked_by(cell, rubric) if is_check(cell) else None


def _step(cell: NotebookNode, rubric: Rubric, tests: Mapping[str, str]) -> Step:
    question = _checked_by(cell, rubric)
    if question is None:
        return Step(cell.source)
    if isinstance(question, OrdinaryTest):
        return Step(tests.get(str(grade_id(cell)), cell.source), unaltered=True)
    return Step(cell.source, tuple(_export(item) for item in question.wanted()))


def _export(wanted: Wanted) -> Export:
    if wanted.form == "layer":
        return Export(wanted.name, "callable", LAYER_COPY, wanted.key)
    if wanted.form == "layer-settings":
        return Export(wanted.name, "plain", LAYER_SETTINGS, wanted.key)
    if wanted.form == "network-settings":
        return Export(wanted.name, "plain", NETWORK_SETTINGS, wanted.key)
    if wanted.form == "function":
        return Export(wanted.name, "callable", FUNCTION_CALL, wanted.key)
    if wanted.form == "function-settings":
        return Export(wanted.name, "plain", FUNCTION_SETTINGS, wanted.key)
    return Export(wanted.name, wanted.form, None, wanted.key)


def _given(
    question: str,
    notebook: NotebookNode,
    cells: Sequence[int],
    run: Run,
    session: Session,
    rubric: Rubric,
) -> Given:
    asked = rubric.question(question)
    step = next(
        (n for n, i in enumerate(cells) if _checked_by(notebook.cells[i], rubric) is asked), None
    )
    if step is None:
        return Given(reached=False)
    if isinstance(asked, OrdinaryTest):
        ended = _ended(step, notebook.cells[cells[step]], run)
        return Given(reached=ended.whole or bool(ended.error), ended=ended)
    taken = run.taken[step]
    values = {
        wanted.key: _value(taken[wanted.key]) for wanted in rubric.question(question).wanted()
    }

    def call(wanted: Wanted, arrays: Sequence[np.ndarray]) -> Called:
        handle = taken[wanted.key].value
        if not isinstance(handle, Handle):
            return Called(None, taken[wanted.key].problem, "there is nothing to call")
        called = session.call(handle, arrays)
        return Called(called.arrays, called.problem, called.detail)

    printing = _printing(question, notebook, cells)
    steps = [n for n in (printing, step) if n is not None]
    reached = all(_is_reached(n, notebook.cells[cells[n]], run) for n in steps)
    broken = _error_of(printing, run)
    return Given(values, _printed(printing, run), call, reached, broken=broken)


def _error_of(step: int | None, run: Run) -> str:
    """How a step ended, in one line: the name of its error and the error's own words."""
    if step is None or run.errors[step] is None:
        return ""
    words = (str(out["evalue"]) for out in run.outputs[step] if out["output_type"] == "error")
    line = " ".join(next(words, "").split())
    told = f"{run.errors[step]}: {line}" if line else str(run.errors[step])
    return told if len(told) <= ERROR_LENGTH else f"{told[:ERROR_LENGTH]}..."


def _ended(step: int, cell: NotebookNode, run: Run) -> Ended:
    """How the step of an ordinary test ended. What it wrote to standard error does not matter."""
    error = run.errors[step]
    errors = [output for output in run.outputs[step] if output["output_type"] == "error"]
    if error is None and errors:  # it says that all is well, and has shown an error
        error = str(errors[0]["ename"])
    if error is not None or not _is_reached(step, cell, run):
        return Ended(False, "" if error in BROKEN_OFF else error or "")
    shown = (out for out in run.outputs[step] if out["output_type"] == "execute_result")
    result = next((str(output["data"].get("text/plain", "")) for output in shown), None)
    return Ended(True, result=result)


def _value(taken: Taken) -> Value:
    value = None if isinstance(taken.value, Handle) else taken.value
    return Value(value, taken.problem, taken.type_name, taken.detail)


def _printing(question: str, notebook: NotebookNode, cells: Sequence[int]) -> int | None:
    """The step that prints what a question asks for: its answer's cell, or, where that is lost, the
    last cell of the student's own before the check. None where there is neither."""
    check = next(
        (n for n, i in enumerate(cells) if checked_question(notebook.cells[i]) == question), 0
    )
    answers = [n for n, i in enumerate(cells) if grade_id(notebook.cells[i]) == question]
    before = [n for n in range(check) if grade_id(notebook.cells[cells[n]]) is None]
    return next(reversed(answers or before), None)


def _is_reached(step: int, cell: NotebookNode, run: Run) -> bool:
    """Whether the run came to the end of a step: an empty one has no end that could be missed."""
    if not cell.source.strip():
        return True
    return run.execution_counts[step] is not None and run.errors[step] not in BROKEN_OFF


def _printed(step: int | None, run: Run) -> str | None:
    """What a step printed; None where it was not run."""
    if step is None or run.execution_counts[step] is None:
        return None
    texts = []
    for output in run.outputs[step]:
        if output["output_type"] == "stream" and output["name"] == "stdout":
            texts.append(str(output["text"]))
        elif output["output_type"] == "execute_result":
            texts.append(str(output["data"].get("text/plain", "")) + "\n")
    return "".join(texts)
