"""Runs one notebook of an assignment, and takes out what each question needs."""

from __future__ import annotations

import shutil
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from nbformat import NotebookNode

from autograder.course.repair import checked_question, grade_id
from autograder.course.rubric import Rubric
from autograder.engine.notices import BROKEN_OFF
from autograder.engine.session import Engine, Export, Handle, Limits, Run, Session, Step, Taken
from autograder.grading.submission import own_files
from autograder.questions.answer import Called, Given, Value, Wanted

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
) -> Iterator[tuple[NotebookRun, Session]]:
    """Runs a repaired notebook in a folder of its own; layers can be called until the end.

    The files of `folders` lie beside it, those of a later folder over those of an earlier one: the
    released files come last, so that no submission replaces them.
    """
    with engine.folder() as folder:
        for source in folders:
            _lay_out(folder, source)
        cells = [i for i, cell in enumerate(notebook.cells) if cell.cell_type == "code"]
        steps = [_step(notebook.cells[index], rubric) for index in cells]
        with engine.open(steps, folder, limits) as session:
            run = session.execute()
            given = {
                question: _given(question, notebook, cells, run, session, rubric)
                for question in (q.id for q in rubric.questions if q.automatic)
            }
            yield NotebookRun(notebook, run, tuple(cells), given), session


def _lay_out(folder: Path, source: Path) -> None:
    """Copies the files of `source` into `folder`, whatever stands there under their names."""
    for path, inside in own_files(source):
        if path.suffix == ".ipynb" or inside == Path("timestamp.txt"):
            continue
        target = folder / inside
        for parent in reversed(inside.parents):
            if (folder / parent).is_file():  # a file where a folder is needed
                (folder / parent).unlink()
        if target.is_dir():
            shutil.rmtree(target)
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(path, target)


def _step(cell: NotebookNode, rubric: Rubric) -> Step:
    question = checked_question(cell)
    if question is None:
        return Step(cell.source)
    wanted = rubric.question(question).wanted()
    return Step(cell.source, tuple(_export(item) for item in wanted))


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
    step = next(
        (n for n, i in enumerate(cells) if checked_question(notebook.cells[i]) == question), None
    )
    if step is None:
        return Given(reached=False)
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
    return Given(values, _printed(printing, run), call, reached)


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
