"""A class that was graded before: what has not changed is neither run, judged nor written."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from dataclasses import replace

import nbformat
import pytest

from autograder.engine.late_engine import LateEngine
from autograder.engine.session import Run, StepIncident
from autograder.grading.evidence.evidence import CallRecord
from autograder.grading.evidence.runner import NoEvidenceError, is_usable
from autograder.grading.evidence.store import EvidenceStore
from autograder.grading.gradebook import open_gradebook
from autograder.grading.opening import prepare_grader
from autograder.grading.regrading import NEVER_GRADED, apply, regrade
from autograder.grading.reporting import standing_class
from autograder.grading.run import START_FAILED
from tests.mini_course import MiniCourse, without_seconds

BRIGHT = "blur = np.ones((3, 3, 1, 1))"


class Opened:
    """A grader with gradebook and evidence, and what was run since it was opened."""

    def __init__(self, mini, gradebook, again=False):
        self.runs = []
        engine = mini.engine

        class Counting(type(engine)):
            def __init__(self):
                pass

            walled = engine.walled

            def open(_, steps, *others):
                self.runs.append(steps)
                return engine.open(steps, *others)

            def folder(_):
                return engine.folder()

            def surroundings(_):
                return engine.surroundings()

            def isolated(_, modules):
                return engine.isolated(modules)

        store = EvidenceStore(mini.assignment)
        self.grader = prepare_grader(
            mini.assignment, Counting(), mini.limits, 2, gradebook, store, again
        )

    def grade(self, *students):
        self.grader.ledger.unchanged.clear()
        return {marks.student: marks for marks in self.grader.grade(students)}

    @property
    def unchanged(self):
        return self.grader.ledger.unchanged


@pytest.fixture(scope="module")
def graded_once(built_mini, tmp_path_factory):
    """A class of three, graded once: the course, and the marks."""
    root = tmp_path_factory.mktemp("graded") / "mini"
    shutil.copytree(built_mini.root, root)
    mini = MiniCourse(root)
    mini.submit("ada", mini.answered())
    mini.submit("ben", mini.answered(blur=BRIGHT))
    mini.submit("eve", "{")
    with open_gradebook(mini.course) as opened:
        once = Opened(mini, opened)
        marks = once.grade("ada", "ben", "eve")
    assert len(once.runs) == 3  # the master, ada, ben
    return mini, marks


@pytest.fixture
def mini(graded_once, tmp_path):
    """The graded course, to be changed."""
    shutil.copytree(graded_once[0].root, tmp_path / "mini")
    return MiniCourse(tmp_path / "mini")


@pytest.fixture
def graded(graded_once):
    """The marks of the first time."""
    return graded_once[1]


@pytest.fixture
def gradebook(mini):
    with open_gradebook(mini.course) as opened:
        yield opened


def state(mini):
    paths = (*mini.course.autograded.rglob("*"), *mini.course.evidence.rglob("*"))
    return {path: (path.stat().st_mtime_ns, path.stat().st_ino) for path in paths if path.is_file()}


def test_nothing_is_run_judged_or_written(mini, gradebook, graded, monkeypatch):
    before = state(mini)
    again = Opened(mini, gradebook)
    monkeypatch.setattr("autograder.grading.grader.judge", None)  # nothing is judged
    monkeypatch.setattr(type(gradebook), "save", None)
    assert again.grade("ada", "ben", "eve") == graded
    assert again.unchanged == {"ada", "ben", "eve"}
    assert again.runs == []
    assert state(mini) == before


def test_one_that_changed_is_run(mini, gradebook, graded):
    mini.submit("ben", mini.answered())
    again = Opened(mini, gradebook)
    marks = again.grade("ada", "ben", "eve")
    assert len(again.runs) == 1
    assert again.unchanged == {"ada", "eve"}
    assert marks["ben"].score == 7.0
    assert not Opened(mini, gradebook).runs


def test_the_same_handed_in_again_is_not_run(mini, gradebook, graded):
    """With what nbgrader lays beside it, which no notebook sees; its copy has them all the same."""
    beside = {"timestamp.txt": "2026-03-01 12:00:00 UTC", "submission_secret.txt": "5ecret"}
    mini.submit("ben", mini.answered(blur=BRIGHT), **beside)
    again = Opened(mini, gradebook)
    assert without_seconds(again.grade("ben")["ben"].plain()) == without_seconds(
        graded["ben"].plain()
    )
    assert again.runs == []
    assert {path.name for path in (mini.course.autograded / "ben/mini").iterdir()} >= {*beside}


def test_all_are_run_where_that_is_asked(mini, gradebook, graded):
    again = Opened(mini, gradebook, again=True)
    marks = again.grade("ada", "ben", "eve")
    assert len(again.runs) == 3
    assert again.unchanged == set()
    for student, before in graded.items():
        assert without_seconds(marks[student].plain()) == without_seconds(before.plain())


def test_a_word_in_a_text_runs_nothing_but_is_in_the_graded_notebook(mini, gradebook, graded):
    notebook = mini.answered()
    notebook.cells.append(nbformat.v4.new_markdown_cell("A remark.", id="mine"))
    mini.submit("ada", notebook)
    again = Opened(mini, gradebook)
    again.grade("ada")
    assert again.runs == []
    assert "A remark." in (mini.course.autograded / "ada/mini/mini.ipynb").read_text()


def test_a_graded_notebook_that_is_gone_is_written_again(mini, gradebook, graded):
    path = mini.course.autograded / "ben/mini/mini.ipynb"
    before = path.read_bytes()
    shutil.rmtree(path.parent)
    again = Opened(mini, gradebook)
    again.grade("ada", "ben")
    assert again.runs == []
    assert path.read_bytes() == before


def test_marks_that_are_not_in_the_gradebook_are_written_again(mini, graded):
    (mini.root / "gradebook.db").unlink()
    with open_gradebook(mini.course) as another:
        again = Opened(mini, another)
        again.grade("ada", "ben")
        assert again.runs == []
        assert again.unchanged == set()
        assert [entry.raw for entry in another.entries("mini")] == [7.0, 5.0]


def test_a_mark_by_hand_is_not_to_be_looked_at_again_where_nothing_changed(mini, gradebook, graded):
    found = gradebook._gradebook.find_submission_notebook("mini", "mini", "ada")
    grade = next(grade for grade in found.grades if grade.name == "why")
    grade.manual_score, grade.needs_manual_grade = 2.0, False
    gradebook._gradebook.db.commit()
    Opened(mini, gradebook).grade("ada")
    gradebook._gradebook.db.refresh(grade)
    assert (grade.manual_score, grade.needs_manual_grade) == (2.0, False)


def test_damaged_evidence_is_made_again(mini, gradebook, graded):
    file = mini.course.evidence / "mini/submitted/ben/mini.evidence"
    file.write_bytes(file.read_bytes()[:-20])
    mini.rewrite("solutions/mini/rubric.py", ("Add up the weights.", "Add them up."))
    again = Opened(mini, gradebook)
    marks = again.grade("ada", "ben")
    assert len(again.runs) == 1
    assert marks["ben"].score == 5.0
    (remark,) = again.grader.ledger.remarks()
    assert remark.startswith("The evidence evidence/mini/submitted/ben/mini.evidence can't be used")


def test_what_the_machine_does_is_no_evidence():
    run = Run((), (), (), ())
    lost = StepIncident(START_FAILED, None, "It did not start.", "It did not start.")
    assert is_usable(run, CallRecord())
    assert not is_usable(replace(run, incidents=(lost,)), CallRecord())
    assert not is_usable(run, CallRecord(incidents=(lost,)))


def test_who_was_held_up_is_run_the_next_time(mini, gradebook, monkeypatch):
    shutil.rmtree(mini.course.evidence)
    monkeypatch.setattr("autograder.grading.run.LivePorts.held_up", lambda self: True)
    Opened(mini, gradebook).grade("ada")
    assert not list(mini.course.evidence.rglob("*.evidence"))


def test_the_public_part_is_judged_from_the_same_evidence(mini, gradebook, graded, monkeypatch):
    """Kernels, shapes and pictures need no call; what was read once is not read again."""
    recorded = replace(Opened(mini, gradebook).grader, recorded_only=True)
    reads = []
    find = EvidenceStore.find
    monkeypatch.setattr(EvidenceStore, "find", lambda *those: reads.append(1) or find(*those))
    (exam,) = recorded.exams
    (public,) = recorded.grade_student(exam, "ben", public_too=True).public
    assert len(reads) == 1
    assert (public.question, public.outcome, public.mistake) == ("blur", "wrong", "not-normalised")
    live = mini.grader(exam).grade_student(exam, "ben", public_too=True)
    assert live.public == (public,)


# --- regrade

DIVIDED = ('            "divided-by-side", ', "            ")


def points_of_blur(mini, points):
    mini.rewrite("solutions/mini/rubric.py", ('id="blur",\n                points=2', f'id="blur",\n                points={points}'))  # fmt: skip


def test_a_rubric_that_changed_shows_who_gains_before_anything_is_written(mini, gradebook, graded):
    points_of_blur(mini, 4)
    again = Opened(mini, gradebook)
    before = state(mini)
    entries = list(gradebook.entries("mini"))
    found = regrade(again.grader, ("ada", "ben", "eve"))
    assert again.runs == []
    assert state(mini) == before
    assert list(gradebook.entries("mini")) == entries
    ada, ben = found.regraded
    assert (ada.student, ada.gain, ben.student, ben.gain) == ("ada", 2.0, "ben", 0.0)
    (change,) = ada.changes
    assert (change.question, change.points) == ("blur", 2.0)
    assert (change.before.points, change.after.points) == (2.0, 4.0)
    assert found.plain()["changed"][0] == {
        "student": "ada",
        "before": 7.0,
        "after": 9.0,
        "questions": [
            {
                "id": "blur",
                "before": {"verdict": "correct", "points": 2.0, "max_points": 2, "mistake": None, "message": change.before.message},
                "after": {"verdict": "correct", "points": 4.0, "max_points": 4, "mistake": None, "message": change.after.message},
            }
        ],
    }  # fmt: skip
    assert list(apply(again.grader, found)) == ["ada", "ben"]
    assert again.runs == []
    assert [entry.raw for entry in gradebook.entries("mini")] == [9.0, 5.0, 0.0]
    assert not regrade(Opened(mini, gradebook).grader, ("ada", "ben")).different


def test_a_mistake_that_is_no_longer_told(mini, gradebook, graded):
    assert graded["ben"].verdict("blur").mistake == "not-normalised"
    mini.rewrite(
        "solutions/mini/rubric.py",
        (
            'hint="An even grey area stays as bright as it was.",',
            'hint="An even grey area stays as bright as it was.",\n'
            '                untold={"new here": ("not-normalised",)},',
        ),
    )
    found = regrade(Opened(mini, gradebook).grader, ("ada", "ben"))
    (ben,) = found.different
    (change,) = ben.changes
    assert change.before.mistake == "not-normalised" != change.after.mistake
    assert ben.gain == 0


def test_what_evidence_can_not_answer_is_said_and_run_if_asked(mini, gradebook, graded):
    mini.submit("ben", mini.answered(sizes="size_conv = 1\nsize_pool = 2"))
    mini.submit("zoe", mini.answered())
    again = Opened(mini, gradebook)
    found = regrade(again.grader, ("ada", "ben", "zoe"))
    assert [item.student for item in found.unanswered] == ["ben", "zoe"]
    assert found.unanswered[1].reason == NEVER_GRADED
    assert again.runs == []
    found = regrade(again.grader, ("ada", "ben", "zoe"), run=True)
    assert [item.student for item in found.different] == ["ben"]
    assert [item.student for item in found.unanswered] == ["zoe"]  # there is nothing to compare
    assert len(again.runs) == 2


def test_a_new_question_must_be_run(mini, gradebook, graded):
    """Nothing was taken out for it."""
    grader = replace(Opened(mini, gradebook).grader, recorded_only=True)
    (exam,) = grader.exams
    fewer = replace(exam, rubric=replace(exam.rubric, questions=exam.rubric.questions[1:]))
    with pytest.raises(NoEvidenceError):
        grader.marks_of(fewer, "ada")


# --- report


def test_marks_as_they_stand(mini, gradebook, graded):
    found = gradebook._gradebook.find_submission_notebook("mini", "mini", "ada")
    grade = next(grade for grade in found.grades if grade.name == "why")
    grade.manual_score, grade.needs_manual_grade = 2.0, False
    gradebook._gradebook.db.commit()
    shutil.rmtree(mini.course.autograded / "ben")
    mini.submit("zoe", mini.answered())
    again = Opened(mini, gradebook)
    standing = standing_class(again.grader, ("ada", "ben", "eve", "zoe"))
    assert again.runs == []
    ada, ben, eve = standing.marks
    assert (ada.score, ben.score, eve.status) == (9.0, 5.0, "unreadable")
    assert ada.verdict("why").message == "A person has marked this: 2 of 3 points."
    assert standing.left_out == (("zoe", "it has not been graded yet"),)
    assert (mini.course.autograded / "ben/mini/mini.ipynb").is_file()


# --- the command

SECOND = """
import sys
from autograder.cli import cli
try:
    cli(sys.argv[1:], standalone_mode=False)
finally:
    print("imported:", *(name for name in ("tensorflow", "keras", "IPython") if name in sys.modules))
"""


@pytest.mark.thorough
def test_the_second_time_the_command_starts_no_engine(mini, tmp_path):
    shutil.rmtree(mini.course.evidence)

    def run(*arguments):
        return subprocess.run(
            [sys.executable, "-c", SECOND, *arguments, "--course", str(mini.root)],
            capture_output=True,
            text=True,
            check=False,
        )

    first = run("grade", "mini", "--json", str(tmp_path / "1.json"))
    assert first.returncode == 0, first.stderr
    second = run("grade", "mini", "--json", str(tmp_path / "2.json"))
    assert "3 unchanged" in second.stdout
    assert second.stdout.splitlines()[-1] == "imported:"
    assert json.loads((tmp_path / "1.json").read_text()) == json.loads(
        (tmp_path / "2.json").read_text()
    )


def test_an_engine_that_is_not_needed_is_not_made():
    def make():
        raise AssertionError("made")

    with LateEngine(make, True, {"walls": 1}) as engine:
        assert engine.walled
        assert engine.surroundings() == {"walls": 1}
        assert not engine.begun
