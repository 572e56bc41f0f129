"""Who grades the same submissions in turn: the floor, ours, nbgrader, Otter."""

from __future__ import annotations

import shutil
import subprocess
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import nbformat

from autograder.course.cells import is_check
from autograder.course.release import Release
from autograder.course.repaired_notebook import RepairedNotebook
from autograder.course.rubric import Rubric
from autograder.engine.forked.engine import ForkedEngine
from autograder.engine.late_engine import LateEngine
from autograder.grading.files_beside import overlay
from autograder.grading.opening import open_grader
from autograder.grading.plan import make_plan
from autograder.grading.run import open_run
from autograder.grading.submission import read_submission
from tests.benchmarks.stage import SCRIPTS, Stage

SAMPLE = 3
"""Submissions that are graded by those who take many seconds for each."""


@dataclass(frozen=True)
class Contender:
    """Somebody who grades."""

    name: str
    each: Callable[[Stage], float]
    """Seconds a submission: the time of all that it grades, by their number."""
    missing: Callable[[], str] = lambda: ""
    """Why it can't be measured on this machine; nothing where it can."""


def floor(stage: Stage) -> float:
    """The cells alone, in copies of a prewarmed process, behind the same walls: without the checks, with
    nothing taken out, judged, drawn or kept."""
    assignment, limits = stage.assignment, stage.settings.limits
    with stage.settings.engine() as late:
        engine = _warm(late)

        def run(student: str) -> None:
            submission = read_submission(assignment, student)
            notebook = submission.notebook
            assert notebook is not None
            notebook.cells = [cell for cell in notebook.cells if not is_check(cell)]
            for cell in notebook.cells:
                cell.metadata.pop("nbgrader", None)
            files = overlay(submission.files, assignment.released)
            repaired, nothing = RepairedNotebook(notebook, {}), Rubric("nothing is asked", ())
            plan = make_plan(repaired, Release(notebook), nothing, {}, files, limits)
            with open_run(engine, plan):
                pass

        begin = time.perf_counter()
        with ThreadPoolExecutor(stage.jobs) as pool:
            list(pool.map(run, stage.students))
        return (time.perf_counter() - begin) / len(stage.students)


def ours(stage: Stage) -> float:
    """All that `autograder grade` does from the first submission to the last: walls, marks, cards,
    evidence, gradebook, graded notebooks."""
    with (
        stage.settings.engine() as late,
        open_grader(stage.assignment, stage.jobs, engine=late, again=True) as grader,
    ):
        _warm(late)
        begin = time.perf_counter()
        marks = grader.grade_all(stage.students)
        seconds = time.perf_counter() - begin
    assert all(item.status == "graded" for item in marks)
    return seconds / len(marks)


def _warm(late: LateEngine) -> ForkedEngine:
    """The engine, with all imports done."""
    engine = late.begin()
    assert isinstance(engine, ForkedEngine)
    engine.warm()
    return engine


PLAIN = """\
c = get_config()
c.CourseDirectory.source_directory = "build/source"
c.CourseDirectory.release_directory = "assignments"
c.ExecutePreprocessor.iopub_timeout = 60
"""
"""Settings that leave nbgrader's own steps in place; it waits for a kernel on a busy machine."""


def nbgrader(stage: Stage) -> float:
    """The whole command, with its own steps, on a sample."""
    settings = stage.course.root / "nbgrader_config.py"
    before = settings.read_text(encoding="utf-8")
    settings.write_text(PLAIN, encoding="utf-8")
    try:
        command = SCRIPTS / "nbgrader", "autograde", stage.assignment.name, "--force"
        shutil.rmtree(stage.course.autograded, ignore_errors=True)
        sample = stage.students[:SAMPLE]
        seconds = [stage.run(*command, "--student", student) for student in sample]
    finally:
        settings.write_text(before, encoding="utf-8")
        shutil.rmtree(stage.course.autograded, ignore_errors=True)
    return sum(seconds) / len(seconds)


def otter(stage: Stage) -> float:
    """`otter run`, a command for each submission, on a sample."""
    to = stage.course.root / "otter"
    if not to.is_dir():
        stage.autograder("export", "otter", stage.assignment.name, "--to", to)
    seconds = []
    for notebook in _for_otter(stage, to):
        command = SCRIPTS / "otter", "run", "-a", to / "autograder.zip", "-o", notebook.parent
        seconds.append(stage.run(*command, notebook))
    return sum(seconds) / len(seconds)


def _for_otter(stage: Stage, to: Path) -> Iterator[Path]:
    """The sample's answers, laid over the notebook that students have for Otter."""
    released = to / "student" / f"{stage.assignment.name}.ipynb"
    for number, path in enumerate(stage.sample(SAMPLE)):
        notebook = nbformat.read(released, as_version=4)
        answers = {cell.id: cell.source for cell in nbformat.read(path, as_version=4).cells}
        for cell in notebook.cells:
            if not cell.id.startswith("check-"):
                cell.source = answers.get(cell.id, cell.source)
        folder = to / f"handed-in-{number}"
        folder.mkdir(exist_ok=True)
        nbformat.write(notebook, folder / released.name)
        yield folder / released.name


def _no_containers() -> str:
    """Why `otter grade` can't be tried: it asks docker, whose client may be there without its engine."""
    if shutil.which("docker") is None:
        return "there are no containers on this machine"
    info = subprocess.run(["docker", "info"], capture_output=True, timeout=60, check=False)
    return "" if info.returncode == 0 else "no engine for containers runs on this machine"


def otter_grade(stage: Stage) -> float:
    """`otter grade`, in a container for each of a sample."""
    to = stage.course.root / "otter"
    folder = stage.course.root / "otter-grade"
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    for number, notebook in enumerate(_for_otter(stage, to)):
        shutil.copyfile(notebook, folder / f"{number}.ipynb")
    command = SCRIPTS / "otter", "grade", "-n", "bench", "-a", to / "autograder.zip", folder
    return stage.run(*command) / SAMPLE


FLOOR = Contender("cells alone, behind the same walls, without checks (the floor)", floor)
OURS = Contender("`autograder grade`", ours)
NBGRADER = Contender("`nbgrader autograde`", nbgrader)
CONTENDERS = (
    FLOOR,
    OURS,
    NBGRADER,
    Contender("`otter run`", otter),
    Contender("`otter grade`", otter_grade, _no_containers),
)
