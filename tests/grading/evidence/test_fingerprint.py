"""What makes another run: everything that it depends on, and nothing else."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

import pytest

from autograder.course.course import PACKAGE, Course
from autograder.course.source import read_source
from autograder.engine.fresh.engine import FreshEngine
from autograder.engine.preparation import Preparation
from autograder.engine.session import Step
from autograder.grading.evidence import fingerprint as module
from autograder.grading.evidence.fingerprint import (
    RUNS_BESIDE,
    RUNS_INSIDE,
    code_digest,
    files_digest,
    fingerprint,
    installed,
    surroundings,
)
from autograder.grading.evidence.runner import PlanRunner
from autograder.grading.preparation import ALWAYS, ENVIRONMENT
from autograder.grading.references import staff_plan
from autograder.grading.run import open_run
from autograder.grading.settings import load_settings
from autograder.values.export import Export
from tests.engine_of import trusted_engine_of
from tests.speeds import some

ASSIGNMENTS = ("kernels", "shapes", "pooling", "channels", "from_scratch")
ENGINE = FreshEngine(Preparation(("numpy",)))


@pytest.fixture
def plan(mini, built_exam):
    from autograder.grading.grader import Grader
    from autograder.grading.submission import Submission

    grader = Grader(mini.assignment, ENGINE, mini.limits, (built_exam,))
    submission = Submission("ada", mini.root, mini.answered(), "graded")
    return grader.plan(built_exam, submission)


def changed_steps(plan, **changes):
    where = next(n for n, step in enumerate(plan.steps) if step.exports)
    steps = list(plan.steps)
    steps[where] = replace(steps[where], **changes)
    return replace(plan, steps=tuple(steps))


CHANGES = {
    "a cell": lambda plan: replace(plan, steps=(*plan.steps, Step("x = 1"))),
    "what is taken out": lambda plan: changed_steps(plan, exports=(Export("blur", "plain"),)),
    "a limit": lambda plan: replace(plan, limits=replace(plan.limits, cell_seconds=3)),
    "a file less": lambda plan: replace(plan, files={}),
    "a file elsewhere": lambda plan: replace(
        plan, files={Path("new", inside): path for inside, path in plan.files.items()}
    ),
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_another_plan_is_another_run(plan, change):
    assert fingerprint(change(plan), "") != fingerprint(plan, "")


def test_another_content_of_a_file_is_another_run(plan, tmp_path):
    inside, path = next(iter(plan.files.items()))
    copy = tmp_path / "copy"
    copy.write_bytes(path.read_bytes())
    same = replace(plan, files={**plan.files, inside: copy})
    assert fingerprint(same, "") == fingerprint(plan, "")
    copy.write_bytes(path.read_bytes() + b"x")
    assert fingerprint(same, "") != fingerprint(plan, "")


def test_other_surroundings_are_another_run(monkeypatch):
    here = surroundings(ENGINE)
    assert here == surroundings(ENGINE)
    others = [FreshEngine(Preparation(("numpy", "scipy"))), FreshEngine(Preparation(seed=7))]
    assert len({here, *map(surroundings, others)}) == 3
    monkeypatch.setattr(module, "installed", lambda: (*installed(), "new-1.0.dist-info"))
    assert surroundings(ENGINE) != here


def test_an_edit_of_a_file_that_runs_inside_is_seen(tmp_path, monkeypatch):
    for part in ("values", "questions"):
        (tmp_path / part).mkdir()
        (tmp_path / part / "array.py").write_text("x = 1\n")
    monkeypatch.setattr(module, "PACKAGE", tmp_path)
    before, all_before = code_digest(("values",)), code_digest()
    (tmp_path / "questions" / "array.py").write_text("x = 2\n")
    assert code_digest(("values",)) == before
    assert code_digest() != all_before
    (tmp_path / "values" / "array.py").write_text("x = 2\n")
    assert code_digest(("values",)) != before


def test_all_that_is_installed_is_seen(tmp_path, monkeypatch):
    installed.cache_clear()
    names = [name.lower() for name in installed()]
    assert any(name.startswith("numpy-") for name in names)
    (tmp_path / "lesson-2.0.dist-info").mkdir()
    monkeypatch.syspath_prepend(tmp_path)
    installed.cache_clear()
    assert "lesson-2.0.dist-info" in installed()
    monkeypatch.undo()
    installed.cache_clear()


def test_what_is_compiled_is_no_content(tmp_path):
    (tmp_path / "__pycache__").mkdir()
    (tmp_path / "x.py").write_text("")
    before = files_digest([tmp_path])
    (tmp_path / "__pycache__" / "x.pyc").write_text("new")
    assert files_digest([tmp_path]) == before


def test_all_that_is_named_is_there():
    assert [part for part in (*RUNS_INSIDE, *RUNS_BESIDE) if not (PACKAGE / part).exists()] == []


def test_an_edit_of_each_part_is_seen(tmp_path, monkeypatch):
    copy = tmp_path / "autograder"
    shutil.copytree(PACKAGE, copy, ignore=shutil.ignore_patterns("__pycache__"))
    monkeypatch.setattr(module, "PACKAGE", copy)
    seen = {code_digest((*RUNS_INSIDE, *RUNS_BESIDE))}
    for part in (*RUNS_INSIDE, *RUNS_BESIDE):
        path = copy / part
        file = max(path.rglob("*.py")) if path.is_dir() else path
        file.write_text(file.read_text() + "\n")
        seen.add(code_digest((*RUNS_INSIDE, *RUNS_BESIDE)))
    assert len(seen) == 1 + len(RUNS_INSIDE) + len(RUNS_BESIDE)


def not_in_the_fingerprint(names: Iterable[str]) -> set[str]:
    """Of modules that are loaded: those of this package whose edit nobody would see."""
    files = {name.replace(".", "/").removeprefix("autograder").lstrip("/") for name in names}
    listed = {part.removesuffix(".py") for part in (*RUNS_INSIDE, *RUNS_BESIDE)}
    return {
        file
        for file in files - {"", "grading", "course"}  # packages that hold a line of words
        if not any(file == part or file.startswith(f"{part}/") for part in listed)
    }


def loaded_by(program: str) -> list[str]:
    """The modules of this package that a program has loaded in the end."""
    tell = "\nimport sys\nprint(*(n for n in sys.modules if n.split('.')[0] == 'autograder'))"
    said = subprocess.run(
        [sys.executable, "-c", program + tell],
        capture_output=True,
        text=True,
        check=True,
        env={"PATH": "", **ENVIRONMENT},
        cwd=PACKAGE.parent,
    ).stdout
    return said.splitlines()[-1].split()


INSIDE = f"""
import importlib
for name in {ALWAYS!r} + ("autograder.engine.inside.notebook_program",):
    importlib.import_module(name)
from autograder.notebook.check import open_checks
open_checks("kernels")("blur")
"""
READS = """
import importlib, pkgutil
import autograder.engine
for found in pkgutil.walk_packages(autograder.engine.__path__, "autograder.engine."):
    importlib.import_module(found.name)
"""


@pytest.mark.parametrize("program", [INSIDE, READS], ids=["runs inside", "reads what comes out"])
def test_all_that_has_to_do_with_a_run_is_in_the_fingerprint(program):
    """And an edit of what judges has nothing run again."""
    assert not_in_the_fingerprint(loaded_by(program)) == set()


@pytest.mark.thorough
@pytest.mark.parametrize("name", some(ASSIGNMENTS, ["from_scratch"]))
def test_so_is_all_that_a_lesson_loads_when_it_is_graded(root, name):
    course = Course.at(root)
    source, settings = read_source(course.assignment(name)), load_settings(course)
    released = source.assignment.released
    plan = staff_plan(source.notebook, source.rubric, source.tests, released, settings.limits)
    names = "import sys\nnames = [n for n in sys.modules if n.split('.')[0] == 'autograder']"
    steps = (*plan.steps, Step(names), Step("", (Export("names", "plain"),)))
    with open_run(trusted_engine_of(root), replace(plan, steps=steps)) as (run, _):
        loaded = run.values[-1]["names"].value
    assert "autograder.notebook.pictures" in loaded
    assert not_in_the_fingerprint(loaded) == set()


def test_a_runner_without_a_store_keeps_nothing():
    assert PlanRunner(ENGINE).place("ada", "kernels") is None


def test_what_an_import_puts_onto_the_path_is_installed_already(monkeypatch):
    """setuptools puts its own copies of a few distributions there."""
    installed.cache_clear()
    before = installed()
    within = Path(pytest.__file__).parent.parent / "setuptools" / "_vendor"
    monkeypatch.setattr(sys, "path", [*sys.path, str(within)])
    installed.cache_clear()
    assert installed() == before
    installed.cache_clear()
