"""A class is graded the same way however it is graded."""

from __future__ import annotations

import json
import shutil
from dataclasses import replace

import nbformat
import pytest

from autograder.grading.autograded import write_autograded
from autograder.grading.grader import Grader
from autograder.grading.kit_exam import prepare_exam
from autograder.reports.table import as_csv, as_json
from tests.mini_course import without_seconds

STUDENTS = ("ada", "ben", "cleo", "dora", "eve", "nobody")


@pytest.fixture
def classroom(mini):
    """A class in which things go wrong."""
    mini.submit("ada", mini.answered(), **{"images/own.txt": "mine", "notes/a.txt": "b"})
    mini.submit("ben", mini.answered(blur="import random\nblur = np.random.rand(3, 3, 1, 1)"))
    mini.submit("cleo", mini.answered(printed="import os\nos._exit(3)"))
    mini.submit("dora", mini.answered(sizes="size_conv = (1, 4, 7, 2)\nsize_pool = 3"))
    mini.submit("eve", "{")
    return mini


def plain(marks):
    return {item.student: without_seconds(item.plain()) for item in marks}


def test_the_same_marks_whatever_the_order_and_the_number_of_jobs(classroom, exam):
    found = []
    for students, jobs in ((STUDENTS, 1), (STUDENTS[::-1], 4)):
        finished = []
        marks = classroom.grader(exam, jobs).grade_all(students, finished.append)
        assert tuple(item.student for item in marks) == students
        assert sorted(finished) == sorted(students)
        found.append(plain(marks))
    assert found[0] == found[1]
    scores = {student: item["score"] for student, item in found[0].items()}
    assert scores == {"ada": 7, "ben": 5, "cleo": 5, "dora": 5, "eve": 0, "nobody": 0}


@pytest.mark.parametrize(("jobs", "graded"), [(2, "ada ben ada"), (1, "ada ben")])
def test_who_was_held_up_is_graded_once_more_at_the_end_alone(
    classroom, exam, jobs, graded, monkeypatch
):
    """Who was alone already was held up by no other submission."""
    real, begun = Grader.attempt, []

    def held_up_once(grader, exam, student):
        held_up = student == "ada" and student not in begun
        begun.append(student)
        return replace(real(grader, exam, student), held_up=held_up)

    monkeypatch.setattr(Grader, "attempt", held_up_once)
    finished = []
    marks = list(classroom.grader(exam, jobs).grade(["ada", "ben"], finished.append))
    names = [item.student for item in marks]
    assert (sorted(begun[:2]), begun[2:]) == (["ada", "ben"], graded.split()[2:])
    assert names == graded.split()[-2:]
    assert sorted(finished) == ["ada", "ben"]


def test_graded_twice_the_same_files_come_out(classroom, exam):
    notebook = classroom.course.autograded / "ada" / "mini" / "mini.ipynb"
    found = []
    for _ in range(2):
        marks = classroom.record(("ada", "eve"), 1, exam)
        told = json.loads(as_json("mini", marks))
        told["submissions"] = [without_seconds(item) for item in told["submissions"]]
        found.append((told, as_csv(marks), notebook.read_bytes()))
    assert found[0] == found[1]
    files = {str(path.relative_to(notebook.parent)) for path in notebook.parent.rglob("*.*")}
    released = {"public.json", "public.safetensors", "images/tiny.png"}
    clothes = {"images/clothes/00-shirt.png"}
    assert files == {"mini.ipynb", "images/own.txt", "notes/a.txt", *released, *clothes}
    nbformat.validate(nbformat.read(notebook, as_version=4))
    unreadable = classroom.course.autograded / "eve" / "mini" / "mini.ipynb"
    (cell,) = nbformat.read(unreadable, as_version=4).cells
    assert cell.source.startswith("Your notebook could not be read (it is not JSON")
    assert sorted(path.name for path in notebook.parents[1].iterdir()) == ["mini"]


def test_an_autograded_folder_replaces_the_one_of_an_earlier_or_a_killed_run(classroom, exam):
    (graded,) = classroom.grade(["ada"]).values()
    folder = classroom.course.autograded / "ada" / "mini"
    left_over = folder.with_name(".mini.0a1b2c3d.new")
    for path in (folder, left_over):
        path.mkdir(parents=True)
        (path / "old.txt").touch()
    assert write_autograded(exam, graded) == folder / "mini.ipynb"
    assert not (folder / "old.txt").exists()
    assert not left_over.exists()


def test_what_fails_in_the_grader_itself_stops_nobody_else(classroom, exam, monkeypatch):
    question = exam.rubric.question("pooled")
    judge = type(question).judge

    def fail(self, answer, expected, untouched, port):
        if answer.values["pooled"].problem is not None:
            raise ZeroDivisionError("a bug of ours")
        return judge(self, answer, expected, untouched, port)

    monkeypatch.setattr(type(question), "judge", fail)
    classroom.submit("cleo", classroom.answered(pooled="pooled = object()"))
    students = ("ada", "cleo", "dora")
    marks = {item.student: item for item in classroom.grader(exam).grade(students)}
    assert (marks["ada"].score, marks["dora"].score) == (7, 5)
    assert marks["cleo"].verdicts == ()
    (incident,) = marks["cleo"].incidents
    assert incident.kind == "grader-failed"
    assert "ZeroDivisionError: a bug of ours" in incident.message
    assert "bug" not in incident.student


def test_no_file_of_a_run_is_left(classroom, exam, tmp_path, monkeypatch):
    monkeypatch.setenv("TMPDIR", str(tmp_path / "temporary"))
    monkeypatch.setattr("tempfile.tempdir", None)
    (tmp_path / "temporary").mkdir()
    students = ("ada", "cleo", "eve")
    list(classroom.grader(exam).grade(students))
    assert list((tmp_path / "temporary").iterdir()) == []


def test_the_submission_itself_is_not_changed(classroom, exam):
    writes = "open('new.txt', 'w').write('x')\nopen('images/own.txt', 'w').write('x')"
    folder = classroom.submit("ada", classroom.answered(blur=writes))
    before = {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    (marks,) = classroom.grader(exam).grade(("ada",))
    assert marks.score == 5
    assert {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()} == before
    assert not (classroom.assignment.released / "new.txt").exists()


def test_an_exam_needs_no_more_than_the_release_and_the_solutions(mini):
    """What is built in between may be gone: grading on another machine needs no build."""
    shutil.rmtree(mini.root / "build")
    exam = prepare_exam(mini.assignment, mini.engine, mini.limits)
    assert exam.rubric.max_points == 7
