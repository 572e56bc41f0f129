"""Otter: the student's folder and autograder.zip, made from the same master as everything else."""

from __future__ import annotations

import importlib.util
import json
import shutil
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import nbformat

from autograder.course.build import copy_images, write_beside
from autograder.course.course import Assignment
from autograder.engine.session import Engine, Limits, Run
from autograder.errors import InputError
from autograder.files import folder_aside, put_in_place
from autograder.grading.answers import answer_to
from autograder.grading.evidence.runner import PlanRunner
from autograder.grading.evidence.store import EvidenceStore
from autograder.grading.exam import ExamError
from autograder.grading.kit_exam import KitExam, prepare_exam
from autograder.grading.references import staff_plan
from autograder.grading.run import Ports
from autograder.platforms.otter.cases import OtterTest
from autograder.platforms.otter.notebook import student_notebook
from autograder.platforms.otter.zip_file import REQUIREMENTS, add_wheel
from autograder.platforms.wheel import Wheel

STUDENT, AUTOGRADER, README = "student", "autograder.zip", "README.md"
EVIDENCE = "otter"
"""The staff's own notebook from whose run the tests are taken: the master, with all that judging it calls."""
MADE_BY = "<!-- made by `autograder export otter`, which may replace what is in this folder -->"

TEMPLATE = Path(__file__).with_name("templates") / "README.md.j2"


@dataclass(frozen=True)
class OtterExport:
    """What was written."""

    student: Path
    """The folder that students get."""
    autograder: Path
    """Otter's zip."""
    manual: tuple[str, ...]
    """The questions whose points a person gives."""


def export_otter(
    assignment: Assignment,
    engine: Engine,
    folder: Path,
    wheel: Wheel | None = None,
    limits: Limits = Limits(),
    store: EvidenceStore | None = None,
) -> OtterExport:
    """Writes `student/`, `autograder.zip` and a README into a folder; what an earlier export wrote
    there is replaced.

    With `wheel`, the zip installs this package from it where it is graded; without, it must be there.
    The master is not run where the `store` has what it gave.
    ExamError or InputError, saying what to mend, where the course is not in order, or Otter is not
    installed, or the folder holds something else.
    """
    if importlib.util.find_spec("otter") is None:
        raise InputError(
            "Otter is not installed: pip install 'otter-grader[grading]', or install this package "
            "with its extra `otter`"
        )
    if folder.exists() and (not folder.is_dir() or not _is_ours(folder)):
        raise InputError(
            f"{folder} holds something that this command has not made: name a new folder with --to"
        )
    runner = PlanRunner(engine, store)
    exam = prepare_exam(assignment, engine, limits, runner)
    tests = _tests(exam, runner, limits)
    with folder_aside(folder) as made:
        _write_student(exam, tests, made / STUDENT)
        _generate(exam, tests, made, wheel)
        manual = tuple(q.id for q in exam.rubric.questions if not q.automatic)
        (made / README).write_text(_readme(exam, tests), encoding="utf-8")
        folder.mkdir(exist_ok=True)
        for path in sorted(made.iterdir()):
            put_in_place(path, folder / path.name)
    return OtterExport(folder / STUDENT, folder / AUTOGRADER, manual)


def _is_ours(folder: Path) -> bool:
    if not any(folder.iterdir()):
        return True
    readme = folder / README
    return readme.is_file() and MADE_BY in readme.read_text(encoding="utf-8", errors="replace")


def _tests(exam: KitExam, runner: PlanRunner, limits: Limits) -> Sequence[OtterTest]:
    """The tests of every question that the autograder marks, with the parts that a right answer has.

    ExamError where the master does not get all points, or a question can't be marked by Otter.
    """
    assignment = exam.assignment
    for name in exam.rubric.tests:
        raise ExamError(
            f"{assignment.name}: {name!r} is an ordinary nbgrader test, which can't be "
            "exported to Otter: ask it as a question of this kit"
        )
    plan = staff_plan(exam.source.notebook, exam.rubric, {}, assignment.released, limits)

    def taken(run: Run, ports: Ports) -> Sequence[OtterTest]:
        found = []
        for question in exam.rubric.questions:
            if not question.automatic:
                continue
            answer, check = answer_to(question, plan, run), plan.check(question.id)
            verdict = exam.verdict(question, answer, ports.at(check))
            if verdict.outcome != "correct":
                raise ExamError(f"{assignment.master}: {question.id}: {verdict.message}")
            names = [part for part, _ in verdict.parts for _ in range(question.pieces)]
            found.append(OtterTest(question, names))
        return found

    return runner.done(plan, runner.place(EVIDENCE), taken, words_only=True).result


def _write_student(exam: KitExam, tests: Sequence[OtterTest], folder: Path) -> None:
    assignment = exam.assignment
    (folder / "tests").mkdir(parents=True)
    for test in tests:
        text = test.for_students(assignment.name)
        (folder / "tests" / f"{test.question.id}.py").write_text(text, encoding="utf-8")
    copy_images(assignment, folder)
    write_beside(exam.source, exam.keys, folder)
    manual = {q.id: q.points for q in exam.rubric.questions if not q.automatic}
    notebook = student_notebook(exam.source.notebook, assignment.name, manual)
    nbformat.write(notebook, folder / f"{assignment.name}.ipynb")


def _generate(exam: KitExam, tests: Sequence[OtterTest], folder: Path, wheel: Wheel | None) -> None:
    """Has `otter generate` make the zip, with what lies beside the notebook in it."""
    with tempfile.TemporaryDirectory(prefix="otter-generate-") as place:
        work = Path(place)
        (work / "tests").mkdir()
        for test in tests:
            question = test.question
            path = work / "tests" / f"{question.id}.py"
            path.write_text(test.for_grading(exam.keys[question.id]), encoding="utf-8")
        beside = [p for p in sorted((folder / STUDENT).iterdir()) if _is_beside(p)]
        for path in beside:
            if path.is_dir():
                shutil.copytree(path, work / path.name)
            else:
                shutil.copyfile(path, work / path.name)
        (work / "requirements.txt").write_text("\n".join(REQUIREMENTS) + "\n", encoding="utf-8")
        (work / "otter_config.json").write_text(json.dumps({"pdf": False}), encoding="utf-8")
        python = f"{sys.version_info.major}.{sys.version_info.minor}"
        command = [sys.executable, "-m", "otter", "generate", "-t", "tests", "-o", AUTOGRADER]
        command += ["-r", "requirements.txt", "-c", "otter_config.json", "--python-version", python]
        command += [path.name for path in beside]
        done = subprocess.run(command, cwd=work, capture_output=True, text=True)
        if done.returncode != 0 or not (work / AUTOGRADER).is_file():
            raise ExamError(f"`otter generate` failed:\n{done.stdout}{done.stderr}")
        if wheel is not None:
            add_wheel(work / AUTOGRADER, wheel)
        with zipfile.ZipFile(work / AUTOGRADER) as archive:
            wanted = {f"tests/{test.question.id}.py" for test in tests}
            missing = wanted - set(archive.namelist())
        if missing:
            raise ExamError(f"`otter generate` has left out {', '.join(sorted(missing))}")
        shutil.copyfile(work / AUTOGRADER, folder / AUTOGRADER)


def _is_beside(path: Path) -> bool:
    """Whether something in the student's folder must also lie beside a submission."""
    return path.suffix != ".ipynb" and path.name != "tests"


def _readme(exam: KitExam, tests: Sequence[OtterTest]) -> str:
    from jinja2 import Environment, StrictUndefined

    made = Environment(undefined=StrictUndefined, trim_blocks=True, keep_trailing_newline=True)
    template = made.from_string(TEMPLATE.read_text(encoding="utf-8"))
    manual = [q for q in exam.rubric.questions if not q.automatic]
    return template.render(
        mark=MADE_BY,
        name=exam.assignment.name,
        title=exam.rubric.title,
        tests=tests,
        manual=manual,
        points=exam.rubric.max_points,
        by_hand=sum(q.points for q in manual),
    )
