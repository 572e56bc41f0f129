"""The grader: its steps, one after the other, and a class that goes through them."""

from __future__ import annotations

import gc
import weakref
from dataclasses import replace

import nbformat
import pytest

from autograder.course import source
from autograder.engine.session import Step
from autograder.grading.grader import Grader
from autograder.grading.judging import judge
from autograder.grading.opening import open_grader
from autograder.grading.run import Ports, open_run
from autograder.grading.submission import Submission, submitters
from autograder.values.call import Port

pytestmark = pytest.mark.usefixtures("lent_engines")


class NoPorts(Ports):
    """For questions that need no call."""

    def at(self, step):
        return Silence()

    def incidents(self):
        return ()


class Silence(Port):
    def call(self, export, calls):
        raise AssertionError("nothing is to be called here")


@pytest.fixture
def grader(mini, built_exam):
    return Grader(mini.assignment, mini.engine, mini.limits, (built_exam,), jobs=2)


def submission(mini, **answers):
    return Submission("ada", mini.root / "nothing", mini.answered(**answers), "graded")


# --- steps


def test_a_plan_says_what_is_run_and_what_is_taken_out(mini, grader, built_exam):
    plan = grader.plan(built_exam, submission(mini, blur="blur = 3"))
    by_cell = {plan.cell(number).id: step for number, step in enumerate(plan.steps)}
    assert by_cell["blur"] == Step("blur = 3")
    assert [export.name for export in by_cell["check-blur"].exports] == ["blur"]
    assert [export.name for export in by_cell["check-sizes"].exports] == ["size_conv", "size_pool"]
    assert by_cell["check-printed"].exports == ()
    assert plan.cell(plan.questions["printed"].answer).id == "printed"
    assert plan.cell(plan.questions["printed"].check).id == "check-printed"
    assert plan.questions["why"].check is None  # a person marks it
    assert {str(inside) for inside in plan.files} == {
        "images/clothes/00-shirt.png", "images/tiny.png",
    }  # fmt: skip
    assert plan.limits == mini.limits


def test_an_answer_that_is_lost_is_printed_by_the_students_last_cell_before_the_check(
    mini, grader, built_exam
):
    handed_in = submission(mini)
    cells = handed_in.notebook.cells
    where = next(n for n, cell in enumerate(cells) if cell.id == "printed")
    cells[where : where + 1] = [
        nbformat.v4.new_code_cell("print(1)", id="mine-1"),
        nbformat.v4.new_code_cell("print(2)", id="mine-2"),
    ]
    plan = grader.plan(built_exam, handed_in)
    assert plan.cell(plan.questions["printed"].answer).source == "print(2)"


def test_marks_are_a_function_of_what_came_out(mini, grader, built_exam):
    """Judged while the notebook runs, and again from the data alone when it is gone."""
    handed_in = submission(mini, blur="blur = np.ones((3, 3, 1, 1))", sizes="1 / 0")
    plan = grader.plan(built_exam, handed_in)
    with open_run(mini.engine, plan) as (run, port):
        live = judge(built_exam, handed_in, plan, run, port, walled=True)
    again = judge(built_exam, handed_in, plan, run, NoPorts(), walled=True)
    assert again.plain() == live.plain()
    assert [verdict.outcome for verdict in live.verdicts] == [
        "wrong", "wrong", "correct", "needs manual", "correct",
    ]  # fmt: skip


# --- a class


def test_whoever_is_done_does_not_wait_for_the_slow(mini, grader):
    mini.submit("ada", mini.answered(blur="import time\ntime.sleep(1.8)"))
    for student in ("ben", "cleo", "dora"):
        mini.submit(student, mini.answered())
    students = ("ada", "ben", "cleo", "dora")
    found = [marks.student for marks in grader.grade(students)]
    assert found[-1] == "ada"
    assert sorted(found) == sorted(students)


def test_each_is_kept_before_it_is_given(mini, built_exam):
    students = ("ada", "ben", "cleo")
    for student in students:
        mini.submit(student, mini.answered())
    with open_grader(mini.assignment, 1, engine=mini.engine) as grader:
        results = grader.grade(students)
        first = next(results).student
        assert (mini.course.autograded / first / "mini" / "mini.ipynb").is_file()
        (entry,) = [e for e in grader.ledger.gradebook.entries("mini") if e.student == first]
        assert entry.raw == 7
        results.close()  # as a run that is stopped


@pytest.mark.thorough
def test_no_graded_notebook_is_held(mini, grader, built_exam, monkeypatch):
    mini.submit("ada", mini.answered())
    one = grader.grade_student(built_exam, "ada")
    notebooks = []

    def grade_student(self, exam, student, **options):
        notebook = nbformat.from_dict(one.notebook)
        notebooks.append(weakref.ref(notebook))
        return replace(one, marks=replace(one.marks, student=student), notebook=notebook)

    monkeypatch.setattr(Grader, "grade_student", grade_student)
    most = 0
    gc.collect()
    gc.freeze()  # all else that the tests hold by now, beside what conftest has frozen: it stays until the end
    for marks in grader.grade([f"s{number}" for number in range(40)]):
        assert all(not verdict.pictures for verdict in marks.verdicts)
        gc.collect()
        most = max(most, sum(one() is not None for one in list(notebooks)))
    assert len(notebooks) == 40
    assert most <= 6


def test_marks_without_pictures_say_the_same(mini, grader, built_exam):
    mini.submit("ada", mini.answered(blur="blur = np.ones((3, 3, 1, 1))"))
    marks = grader.grade_student(built_exam, "ada").marks
    assert any(verdict.pictures for verdict in marks.verdicts)
    light = marks.without_pictures()
    assert not any(verdict.pictures for verdict in light.verdicts)
    assert light.plain() == marks.plain()


def test_who_is_graded(mini):
    with pytest.raises(ValueError, match=r"there are no submissions: .*submitted/<student>/mini/"):
        submitters(mini.assignment)
    for student in ("ben", "ada"):
        mini.submit(student, mini.answered())
    assert submitters(mini.assignment) == ("ada", "ben")
    with pytest.raises(
        ValueError, match=r"no submission of adda; did you mean ada\? \(looked for in"
    ):
        submitters(mini.assignment, ("ben", "adda"))
    (mini.course.submitted / "eve" / "another").mkdir(parents=True)
    assert submitters(mini.assignment, ("eve", "ada", "eve")) == ("eve", "ada")


# --- once a run


def test_the_master_is_parsed_once(mini, monkeypatch):
    parsed = []
    read_master = source.read_master
    monkeypatch.setattr(
        source, "read_master", lambda path: parsed.append(path) or read_master(path)
    )
    mini.submit("ada", mini.answered())
    with open_grader(mini.assignment, 1, engine=mini.engine) as grader:
        (marks,) = grader.grade_all(("ada",))
    assert (marks.score, len(parsed)) == (7, 1)
    mini.build()
    assert len(parsed) == 2


@pytest.mark.thorough
def test_the_settings_of_nbgrader_are_executed_once(mini, monkeypatch, tmp_path):
    from click.testing import CliRunner

    from autograder.cli import cli

    with open(mini.root / "nbgrader_config.py", "a") as file:
        file.write(f"open({str(tmp_path / 'executed')!r}, 'a').write('once')\n")
    mini.submit("ada", mini.answered())
    path = tmp_path / "marks.json"
    done = CliRunner().invoke(
        cli, ["grade", "mini", "--course", str(mini.root), "--json", str(path)]
    )
    assert done.exit_code == 0, done.output
    assert (tmp_path / "executed").read_text() == "once"
