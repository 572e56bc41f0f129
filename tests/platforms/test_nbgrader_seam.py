"""`nbgrader autograde`, the formgrader's button and `autograder grade` are one and the same."""

from __future__ import annotations

import copy
import os
import shutil
import subprocess
from datetime import datetime
from pathlib import Path

import nbformat
import pytest
from click.testing import CliRunner
from nbgrader.api import Gradebook

from autograder.cli import cli
from autograder.engine.errors import NO_SANDBOX, SandboxError
from autograder.grading.gradebook import open_gradebook
from autograder.grading.grader import Grader
from autograder.platforms.nbgrader.desk import DESK, Desk
from tests.mini_course import MiniCourse
from tests.nbgrader_course import (
    BIN,
    PACKAGE,
    feedback,
    gradebook,
    nbgrader,
    notebooks,
    press_autograde,
)

pytestmark = pytest.mark.usefixtures("lent_engines")


def cell(notebook, name):
    return next(cell for cell in notebook.cells if cell.id == name)


def duplicated(notebook):
    check = copy.deepcopy(cell(notebook, "check-blur"))
    check["id"] = "again"
    notebook.cells.insert(3, check)


def deleted(notebook):
    notebook.cells.remove(cell(notebook, "check-sizes"))


def edited(notebook):
    cell(notebook, "check-printed").source = "pass"


def renamed(notebook):
    cell(notebook, "check-blur").metadata.nbgrader.grade_id = "another"


def greedy(notebook):
    cell(notebook, "check-blur").metadata.nbgrader.points = 1000


def unmarked(notebook):
    for one in notebook.cells:
        one.metadata.clear()


BROKEN = {
    "duplicated": (duplicated, "cell-duplicated at cell check-blur", 7),
    "deleted": (deleted, "check-cell-missing at cell check-sizes", 7),
    "edited": (edited, "check-cell-edited at cell check-printed", 7),
    "renamed": (renamed, "check-cell-renamed at cell check-blur", 7),
    "greedy": (greedy, None, 7),
    "unmarked": (unmarked, "check-cell-renamed at cell check-blur", 7),
}
"""Student -> what is done to the notebook, the incident that it is told by, and the points."""

UNREADABLE = {
    "cut": b'{"cells": [{"cell_type": "code", "sou',
    "empty": b"",
    "list": b"[]",
    "picture": b"\x89PNG\r\n\x1a\n\xff\xfe",
    "deep": b'{"nbformat": 4, "cells": ' + b"[" * 100_000,
}
UNTIMED = {
    "no time": "the dog ate my homework",
    "no text": b"\xff\xfe\x00",
    "no date": "2026-99-99 1:2:3 UTC",
    "no end": "9" * 99,
    "no words": "",
    "no age": "9999-12-31 23:59:59 UTC",
}
"""Student -> what stands where nbgrader looks for the time of the submission."""


def linked(folder: Path) -> None:
    """A link to another student's submission stands in the folder's place."""
    shutil.rmtree(folder)
    folder.symlink_to("../ada/mini")


def with_link(folder: Path) -> None:
    (folder / "rubric.py").symlink_to("../../../solutions/mini/rubric.py")


def folders(folder: Path) -> None:
    """Deeper than functions may call themselves."""
    for _ in range(1200):
        folder = folder / "d"
        folder.mkdir()


def with_ending(folder: Path) -> None:
    """As some browsers save it."""
    (folder / "mini.ipynb").rename(folder / "mini.ipynb.txt")


def with_folder(folder: Path) -> None:
    """Where the page of feedback is written."""
    (folder / "mini.html").mkdir()
    (folder / "mini.html" / "x").touch()


LAID = {
    "linked": (linked, 0, "unreadable"),
    "with link": (with_link, 7, "files-left-out"),
    "with folder": (with_folder, 7, "files-left-out"),
    "folders": (folders, 7, "files-left-out"),
    "with ending": (with_ending, 7, "renamed"),
}
"""Student -> what is done to the submitted folder, what it is worth, and what is told."""
DEAD = "import os\nos._exit(3)"
LATE = datetime(2026, 3, 1, 12, 0, 0)


def submit_class(mini: MiniCourse) -> None:
    """A class in which everything is broken that stops a run of nbgrader's own."""
    mini.submit("ada", mini.answered())
    mini.submit("Doe, José", mini.answered(blur="blur = np.ones((3, 3, 1, 1))"))
    mini.submit("idle", mini.starter())
    mini.submit("late", mini.answered(), **{"timestamp.txt": "2026-03-01 12:00:00 UTC\n"})
    mini.submit("dead", mini.answered(printed=DEAD))
    for student, (breaks, *_) in BROKEN.items():
        notebook = mini.answered()
        breaks(notebook)
        mini.submit(student, notebook)
    for student, content in UNREADABLE.items():
        mini.submit(student, content)
    for student, time in UNTIMED.items():
        mini.submit(student, mini.answered(), **{"timestamp.txt": time})
    for student, (lay, *_) in LAID.items():
        lay(mini.submit(student, mini.answered(), **{"data.csv": "1,2"}))


STUDENTS = ("ada", "Doe, José", "idle", "late", "dead", *BROKEN, *UNREADABLE, *UNTIMED, *LAID)


@pytest.fixture(scope="module")
def both(built_mini, built_exam, tmp_path_factory):
    """The same class graded by nbgrader and by us, in two course folders; what nbgrader said."""
    folder = tmp_path_factory.mktemp("both")
    courses = [MiniCourse(folder / name) for name in ("theirs", "ours")]
    for mini in courses:
        shutil.copytree(built_mini.root, mini.root)
        with open(mini.root / "nbgrader_config.py", "a") as file:
            file.write("get_config().LateSubmissionPlugin.penalty_method = 'zero'\n")
        with open_gradebook(mini.course) as book:
            book.enter(built_exam)
        with Gradebook(f"sqlite:///{mini.root}/gradebook.db") as book:
            book.update_or_create_assignment("mini", duedate=datetime(2026, 3, 1, 11, 0, 0))
        submit_class(mini)
    theirs, ours = courses
    code, said = nbgrader(theirs.root, "autograde", "mini")
    assert code == 0, said
    marks = ours.record(STUDENTS)
    yield theirs, ours, {item.student: item for item in marks}, said
    subprocess.run(["rm", "-rf", folder], check=True)  # shutil is not made for some thousand


@pytest.mark.thorough
def test_marks_and_gradebook_are_the_same(both):
    theirs, ours, marks, _ = both
    held = gradebook(theirs.root, "mini")
    assert held == gradebook(ours.root, "mini")
    assert set(held) == set(STUDENTS)
    scores = {student: of["mini"]["score"][0] for student, of in held.items()}
    assert scores == {student: item.score for student, item in marks.items()}
    assert scores == {
        "ada": 7, "Doe, José": 5, "idle": 0, "late": 7, "dead": 5,
        **{student: points for student, (_, _, points) in BROKEN.items()},
        **dict.fromkeys(UNREADABLE, 0), **dict.fromkeys(UNTIMED, 7),
        **{student: points for student, (_, points, _) in LAID.items()},
    }  # fmt: skip
    assert {student for student, of in held.items() if of["mini"]["penalty"]} == {"late"}
    assert held["late"]["mini"]["penalty"] == 7
    assert held["late"]["mini"]["timestamp"] == LATE
    assert held["idle"]["mini"]["comments"]["why"] == "No response."
    assert held["ada"]["mini"]["comments"] == {}


@pytest.mark.thorough
def test_the_graded_notebooks_are_the_same_bytes(both):
    theirs, ours, _, _ = both
    found = notebooks(theirs.root)
    assert found == notebooks(ours.root)
    assert set(found) == {f"{student}/mini/mini.ipynb" for student in STUDENTS}
    for text in found.values():
        nbformat.validate(nbformat.reads(text.decode(), as_version=4))


@pytest.mark.thorough
@pytest.mark.parametrize("student", BROKEN)
def test_a_broken_notebook_is_one_clear_incident(both, student):
    *_, marks, said = both
    told = BROKEN[student][1]
    if told is None:
        assert marks[student].incidents == ()
        return
    assert f"{student}, mini: {told}: The cell" in said
    assert told in [f"{item.kind} at {item.where}" for item in marks[student].incidents]


@pytest.mark.thorough
@pytest.mark.parametrize("student", UNREADABLE)
def test_a_file_that_is_no_notebook_is_marked_unreadable(both, student):
    theirs, _, marks, said = both
    assert marks[student].status == "unreadable"
    (incident,) = marks[student].incidents
    assert f"{student}, mini: unreadable at mini.ipynb: {incident.message}" in said
    path = theirs.root / "autograded" / student / "mini" / "mini.ipynb"
    (cell,) = nbformat.read(path, as_version=4).cells
    assert "could not be read" in cell.source
    assert "submit it again" in cell.source


@pytest.mark.thorough
@pytest.mark.parametrize("student", LAID)
def test_no_link_is_followed_and_no_depth_looked_through(both, student):
    theirs, ours, marks, said = both
    told = LAID[student][2]
    assert [item.kind for item in marks[student].incidents] == [told]
    assert f"{student}, mini: {told} at " in said
    kept = [
        sorted(str(path.relative_to(mini.root)) for path in folder.rglob("*"))
        for mini in (theirs, ours)
        for folder in [mini.root / "autograded" / student]
    ]
    assert kept[0] == kept[1]
    assert any(path.endswith("data.csv") for path in kept[0]) == (student != "linked")
    assert not any(path.endswith("rubric.py") for path in kept[0])


@pytest.mark.thorough
@pytest.mark.parametrize("student", UNTIMED)
def test_a_timestamp_that_says_no_time_is_one_clear_incident(both, student):
    theirs, _, marks, said = both
    assert [item.kind for item in marks[student].incidents] == ["unreadable-timestamp"]
    assert f"{student}, mini: unreadable-timestamp at timestamp.txt: It holds no time" in said
    assert "There was an error processing" not in said
    assert gradebook(theirs.root, "mini")[student]["mini"]["timestamp"] is None


@pytest.mark.thorough
def test_a_dead_process_is_one_incident_and_the_other_cells_keep_their_marks(both):
    *_, marks, said = both
    (incident,) = marks["dead"].incidents
    assert incident.kind == "crashed"
    assert f"dead, mini: crashed at {incident.where}: " in said
    outcomes = {verdict.question: verdict.outcome for verdict in marks["dead"].verdicts}
    assert outcomes == {
        "blur": "correct", "sizes": "correct", "printed": "error", "why": "needs manual",
        "pooled": "correct",
    }  # fmt: skip


@pytest.mark.thorough
def test_feedback_shows_the_verdicts_and_no_hidden_probe(both):
    theirs, *_ = both
    feedback(theirs.root, "mini")
    folder = theirs.root / "feedback"
    assert {path.parts[-3] for path in folder.rglob("*.html")} == set(STUDENTS)
    page = (folder / "Doe, José" / "mini" / "mini.html").read_text()
    assert "nine times brighter" in page
    assert "Score: 5.0 / 10.0)" in page
    idle = (folder / "idle" / "mini" / "mini.html").read_text()
    assert "Not attempted yet." in idle
    for secret in ("the_nine_weights", "add up to one", "(1, 5, 8, 2)", "steps</code>"):
        assert secret not in idle, secret
    assert (
        "steps</code>" not in page
    )  # the hidden probe, also where it shows that the answer is wrong


@pytest.mark.thorough
@pytest.mark.thorough
def test_the_formgraders_button_gives_the_same_in_a_thread(both, tmp_path):
    theirs, *_ = both
    shutil.copytree(theirs.root, tmp_path / "again", ignore=shutil.ignore_patterns("folders"))
    root = tmp_path / "again"
    shutil.rmtree(root / "autograded")
    before = gradebook(root, "mini")
    try:
        for student in ("dead", "cut"):
            answer = press_autograde(root, "mini", student)
            assert answer["success"], answer
            assert f"{student}, mini: " in answer["log"]
        pids = DESK._engine.begin().pids()
        assert press_autograde(root, "mini", "ada")["success"]
        assert DESK._engine.begin().pids() == pids  # one engine for them all
    finally:
        DESK.close()
    assert gradebook(root, "mini") == before
    again, first = notebooks(root), notebooks(theirs.root)
    assert again == {path: first[path] for path in again}
    assert len(again) == 3


def test_the_button_grades_what_was_built_and_never_graded(mini):
    mini.submit("ada", mini.answered())
    try:
        answer = press_autograde(mini.root, "mini", "ada")
        assert answer["success"], answer
        mini.rewrite("solutions/mini/rubric.py", ('"blur"', '"blurred"'))
        shutil.copytree(mini.root, other := mini.root.with_name("other"))
        (other / "gradebook.db").unlink()
        answer = press_autograde(other, "mini", "ada")
    finally:
        DESK.close()
    assert gradebook(mini.root, "mini")["ada"]["mini"]["score"] == (7, 10)
    assert not answer["success"]  # a release that is not this rubric's
    assert "the master asks 'blur', the rubric does not" in answer["log"]


@pytest.mark.thorough
def test_the_button_takes_what_was_run_before(mini, monkeypatch):
    """And the command what the button has had run."""
    mini.submit("ada", mini.answered(blur="blur = np.ones((3, 3, 1, 1))"))
    mini.submit("ben", mini.answered())
    try:
        assert press_autograde(mini.root, "mini", "ada")["success"]
        assert DESK._engine.begun
        DESK.close()
        assert press_autograde(mini.root, "mini", "ada")["success"]
        assert not DESK._engine.begun
    finally:
        DESK.close()
    before = notebooks(mini.root)
    monkeypatch.setattr("autograder.grading.grader.judge", None)  # nothing is judged
    graded = CliRunner().invoke(cli, ["grade", "mini", "ada", "--course", str(mini.root)])
    assert (graded.exit_code, "1 unchanged" in graded.stdout) == (0, True), graded.output
    assert notebooks(mini.root) == before


@pytest.mark.thorough
def test_an_environment_that_is_not_activated_makes_its_gradebook(mini):
    """nbgrader makes one with `alembic`, which is not on the PATH then."""
    (mini.root / "gradebook.db").unlink()
    mini.submit("ada", mini.answered())
    done = subprocess.run(
        [BIN / "nbgrader", "autograde", "mini"], cwd=mini.root,
        env=os.environ | {"PATH": os.defpath, "PYTHONPATH": str(PACKAGE)},
        capture_output=True, text=True,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr
    assert gradebook(mini.root, "mini")["ada"]["mini"]["score"] == (7, 10)


def test_where_no_sandbox_can_stand_nothing_is_run(mini, exam, monkeypatch):
    def no_survey():
        raise SandboxError(NO_SANDBOX)

    monkeypatch.setattr("autograder.grading.settings.survey_walls", no_survey)
    with open_gradebook(mini.course) as book:
        book.enter(exam)
    mini.submit("ada", mini.answered())
    answer = press_autograde(mini.root, "mini", "ada")
    assert not answer["success"]
    assert "No sandbox can stand on this machine" in answer["log"]
    assert notebooks(mini.root) == {}
    assert gradebook(mini.root, "mini") == {}


def test_the_desk_prepares_an_exam_again_when_its_files_change(mini, monkeypatch):
    prepared = []
    monkeypatch.setattr(
        "autograder.platforms.nbgrader.desk.prepare_grader",
        lambda assignment, *_, gradebook, store: (
            prepared.append(assignment.name) or prepared_grader
        ),
    )
    mini_exam = type("Exam", (), {"name": "mini", "entered": True})()
    prepared_grader = Grader(mini.assignment, mini.engine, mini.limits, (mini_exam,))
    desk = Desk()
    with open_gradebook(mini.course) as book:
        for changed in (None, None, mini.assignment.rubric, mini.assignment.starter):
            if changed:
                changed.write_text(changed.read_text() + "\n")
            grader = desk.grader(mini.assignment, book, mini.engine, mini.limits)
            assert grader.exam("mini") is mini_exam
            assert grader.ledger.gradebook is book
    assert len(prepared) == 3


def test_an_idle_desk_closes_its_engine(mini, monkeypatch):
    closed = []

    class Quiet:
        def close(self):
            closed.append(self)

    monkeypatch.setattr("autograder.grading.settings.Settings.engine", lambda self: Quiet())
    desk = Desk(idle_seconds=0.05)
    with desk.engine(mini.course) as (first, _), desk.engine(mini.course) as (second, _):
        assert first is second
    desk._idle.join()
    assert closed == [first]
    with desk.engine(mini.course) as (third, _):
        assert third is not first
    desk.close()
    assert closed == [first, third]


def test_a_fault_of_our_own_is_one_sentence_that_names_the_log(mini, exam, monkeypatch, tmp_path):
    def broken(course, name):
        return {}[name]

    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path))
    monkeypatch.setattr("autograder.platforms.nbgrader.seam.find_assignment", broken)
    with open_gradebook(mini.course) as book:
        book.enter(exam)
    mini.submit("ada", mini.answered())
    answer = press_autograde(mini.root, "mini", "ada")
    assert not answer["success"]
    log = tmp_path / "autograder" / "failures.log"
    sentence = f"The grader itself failed: KeyError: 'mini'. Please report it, with the last entry of {log}"
    assert sentence in answer["log"]
    assert "return {}[name]" not in answer["log"]
    assert "return {}[name]" in log.read_text()
