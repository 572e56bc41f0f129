"""What is judged from evidence is what was judged live, word for word, for every known answer."""

from __future__ import annotations

import json
import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from autograder.course.course import Course
from autograder.grading.build import build_assignment
from autograder.grading.evidence.runner import NoEvidenceError
from autograder.grading.evidence.store import EvidenceStore
from autograder.grading.grader import Grader
from autograder.grading.opening import prepare_grader
from autograder.grading.settings import load_settings
from autograder.grading.submission import Submission
from autograder.grading.verify import verify
from tests.engine_of import trusted_engine_of
from tests.mini_course import FILES as MINI
from tests.mini_course import without_seconds
from tests.no_engine import no_engine
from tests.speeds import some

COURSES = {
    "mini": MINI,
    "small": MINI.with_name("small"),
    "functions": MINI.with_name("functions"),
}


def words(graded) -> tuple[dict, str, list]:
    """All that a run says, as bytes would be compared."""
    notebook = json.dumps(graded.notebook, sort_keys=True)
    return without_seconds(graded.marks.plain()), notebook, [repr(v) for v in graded.public]


def verified(assignment, engine, limits, store, monkeypatch) -> dict[str, tuple]:
    """What verify gets for each of its notebooks, the public parts judged by themselves as well."""
    heard = {}
    real = Grader.grade_submission

    def heard_too(self, exam, submission):
        graded = real(self, exam, submission, public_too=True)
        heard[submission.student] = words(graded)
        return graded

    with monkeypatch.context() as patched:
        patched.setattr(Grader, "grade_submission", heard_too)
        found = verify(assignment, engine, 2, limits, store=store)
    assert found.complaints == ()
    assert store.remarks == []
    return heard


@pytest.mark.thorough
def test_what_met_hidden_inputs_does_not_answer_for_the_public_part(tmp_path: Path) -> None:
    """A function could give in its public part what it has met in the hidden one."""
    shutil.copytree(COURSES["functions"], tmp_path / "functions")
    assignment = Course.at(tmp_path / "functions").assignment("functions")
    limits, store = load_settings(assignment.course).limits, EvidenceStore(assignment)
    engine = trusted_engine_of(COURSES["functions"])
    build_assignment(assignment, engine, limits)
    grader = prepare_grader(assignment, engine, limits, store=store)
    (exam,) = grader.exams
    submission = Submission("ada", assignment.released, exam.source.notebook, "graded")
    marks = grader.grade_submission(exam, submission).marks
    recorded = replace(grader, recorded_only=True)
    again = recorded.grade_submission(exam, submission).marks
    assert without_seconds(again.plain()) == without_seconds(marks.plain())
    with pytest.raises(NoEvidenceError):
        recorded.grade_submission(exam, submission, public_too=True)
    live = grader.grade_submission(exam, submission, public_too=True).public
    assert [verdict.outcome for verdict in live] == ["correct"] * 3
    assert recorded.grade_submission(exam, submission, public_too=True).public == live


WHOLE = ("kernels", "shapes", "pooling", "channels", "from_scratch")
"""Assignments of the course: many known answers."""


@pytest.mark.thorough
@pytest.mark.parametrize("name", some([*COURSES, *WHOLE], ["small"]))
def test_the_same_words_live_and_recorded(
    name: str, root: Path, tmp_path: Path, monkeypatch
) -> None:
    if name in COURSES:
        shutil.copytree(COURSES[name], tmp_path / name)
        engine = trusted_engine_of(COURSES[name])
        _compare(Course.at(tmp_path / name).assignment(name), engine, monkeypatch, build=True)
        return
    for part in ("solutions", "assignments", "data"):
        shutil.copytree(root / part, tmp_path / part)
    shutil.copyfile(root / "pyproject.toml", tmp_path / "pyproject.toml")
    _compare(Course.at(tmp_path).assignment(name), trusted_engine_of(root), monkeypatch)


def _compare(assignment, engine, monkeypatch, build: bool = False) -> None:
    limits = load_settings(assignment.course).limits
    store = EvidenceStore(assignment)
    if build:
        build_assignment(assignment, engine, limits)
    live = verified(assignment, engine, limits, store, monkeypatch)
    recorded = verified(assignment, no_engine(engine), limits, store, monkeypatch)
    assert list(recorded) == list(live) or set(recorded) == set(live)
    for what, said in live.items():
        assert recorded[what] == said, what
