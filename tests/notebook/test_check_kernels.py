"""check() in a live notebook: kernels, predicted shapes of weights, OpenCV's output."""

from __future__ import annotations

import os
from pathlib import Path

import numpy as np
import pytest

from autograder.course.known_answers import load_known_answers
from autograder.course.master import read_master
from autograder.course.rubric import load_rubric
from autograder.notebook.check import CheckFailed, NotTheGrader, open_checks

ASSIGNMENT = "kernels"
"""For the fixture `lesson`."""

SOLUTIONS = Path(__file__).resolve().parents[2] / "solutions" / ASSIGNMENT
RUBRIC = load_rubric(SOLUTIONS / "rubric.py")
KNOWN = load_known_answers(SOLUTIONS / "wrong_answers")


def answer(lesson, question: str, code: str):
    """Runs code as the answer of a question, whose variables were not there before; the verdict."""
    for wanted in RUBRIC.question(question).exports():
        lesson.names.pop(wanted.name, None)
    lesson.run(code, question)
    return lesson.names["check"].verdict(question)


@pytest.mark.parametrize("wrong", KNOWN.wrong, ids=lambda wrong: wrong.question)
def test_wrong_answers_are_wrong_live(lesson, wrong) -> None:
    """As the grader marks them, but for what only hidden probes see."""
    verdict = answer(lesson, wrong.question, wrong.code)
    hidden = RUBRIC.question(wrong.question).hidden_probes
    assert verdict.points == wrong.points or (hidden and verdict.points > wrong.points)
    if verdict.points == wrong.points:
        # what only the grader's own kernel shows is not told live
        assert verdict.mistake in (wrong.mistake, None if hidden else wrong.mistake)


@pytest.mark.parametrize("right", KNOWN.right, ids=lambda right: right.question)
def test_unusual_right_answers_are_right_live(lesson, right) -> None:
    verdict = answer(lesson, right.question, right.code)
    assert verdict.outcome == "correct", verdict.message


def test_the_masters_answers_are_right_live(lesson) -> None:
    cells = read_master(SOLUTIONS / f"{ASSIGNMENT}.py").cells
    solutions = {cell.question: cell.source for cell in cells if cell.role == "answer"}
    assert solutions
    for question, code in solutions.items():
        lesson.run(code, question)
        ran = lesson.run(f'check("{question}")', f"check-{question}")
        assert ran.error is None
        assert len(ran.cards) == 1
        assert "correct" in ran.cards[0]
        assert ran.plain[0].startswith(f"✓ {question}: correct")


def test_a_wrong_blur_is_told_with_pictures(lesson) -> None:
    lesson.run("blur = np.ones((3, 3, 1, 1))", "blur")
    ran = lesson.run('check("blur")', "check-blur")
    card, text = ran.cards[0], ran.plain[0]
    assert card.count("<img ") == 4
    for what in ("the input", "your kernel", "your output", "as it should be", "difference"):
        assert what in card
    assert "0 of 2 points" in text
    assert "inputs that you do not have" not in text
    assert ran.text == ""


def test_help_comes_in_steps(lesson) -> None:
    def told(kernel: str) -> str:
        lesson.run(f"blur = {kernel}", "blur")
        return lesson.run('check("blur")', "check-blur").plain[0]

    asked, hint, idea = "What must the weights add up to", "Hint: ", "nine times brighter"
    first = told("np.ones((3, 3, 1, 1))")
    assert asked in first
    assert "then there is a hint" in first
    assert hint not in first
    assert idea not in first
    assert told("np.ones((3, 3, 1, 1))") == first, "the same answer is no new try"
    second = told("np.ones((3, 3, 1, 1)) / 3")
    assert hint in second
    assert "then the check says which idea went wrong" in second
    third = told("np.ones((3, 3, 1, 1)) / 2")
    assert len(third) > len(second)
    assert hint in third
    assert "Change your answer" not in third
    assert idea in told("np.ones((3, 3, 1, 1))"), (
        "what was tried before is told as much as it may be"
    )


def test_a_right_answer_says_that_hidden_probes_decide(lesson) -> None:
    lesson.run("blur = np.full((3, 3, 1, 1), 1 / 9)", "blur")
    ran = lesson.run('check("blur")', "check-blur")
    assert "inputs that you do not have decide the mark, too" in ran.plain[0]
    assert "Hint: " not in ran.plain[0]


def test_not_attempted_is_quiet(lesson) -> None:
    lesson.run("blur = np.zeros((3, 3, 1, 1))", "blur")
    ran = lesson.run('check("blur")', "check-blur")
    assert (ran.text, ran.cards, ran.error) == ("blur: not attempted yet.\n", [], None)


def test_a_name_that_is_not_there(lesson) -> None:
    assert answer(lesson, "blur", "pass").outcome == "not attempted"
    said = lesson.run('check("blur")', "check-blur").text
    assert said == "blur: not attempted yet. Run the cell with your answer first.\n"


def test_an_unknown_question_is_told_with_those_there_are(lesson) -> None:
    ran = lesson.run('check("blurr")')
    assert ran.error is None
    assert ran.text.startswith("There is no question 'blurr' here; did you mean blur? There are: ")
    assert "weights, identity" in ran.text


def test_a_check_reads_values_and_nothing_else(lesson) -> None:
    """Objects that raise, lie, or do something when they are looked at."""
    for body in ("raise ValueError('no')", "raise SystemExit", "return object()", "1 / 0"):
        code = f"class Odd:\n    def __array__(self, *a, **k): {body}\nblur = Odd()"
        verdict = answer(lesson, "blur", code)
        assert verdict.points == 0
        ran = lesson.run('check("blur")', "check-blur")
        assert ran.error is None
        assert len(ran.cards) == 1
    liar = "class Liar:\n    def __eq__(self, other): return True\nblur = Liar()"
    assert answer(lesson, "blur", liar).outcome == "wrong"
    assert answer(lesson, "blur", "blur = np.zeros((1, 30000, 30000))").outcome == "error"


def test_a_check_does_not_change_the_answer(lesson) -> None:
    lesson.run("blur = np.ones((3, 3, 1, 1), dtype='float32')\nblur.flags.writeable = False")
    before = lesson.names["blur"]
    lesson.run('check("blur")')
    assert lesson.names["blur"] is before
    assert np.array_equal(before, np.ones((3, 3, 1, 1)))
    assert before.dtype == np.float32


class TestWhoRunsIt:
    """nbgrader says in the environment what it does."""

    RIGHT = "blur = np.ones((3, 3, 1, 1)) / 9"

    def test_validate_fails_what_is_not_right(self, lesson, monkeypatch) -> None:
        monkeypatch.setenv("NBGRADER_EXECUTION", "validate")
        told = {
            "blur = np.ones((3, 3, 1, 1))": "✗ blur: wrong",
            "blur = np.zeros((3, 3, 1, 1))": "○ blur: not attempted",
            "del blur": "○ blur: not attempted",
        }
        for code, words in told.items():
            lesson.run(code, "blur")
            error = lesson.run('check("blur")', "check-blur").error
            assert isinstance(error, CheckFailed)
            public, verdict = str(error).split("\n", 1)
            assert public.startswith("This looks at the public part only")
            assert verdict.startswith(words)

    def test_validate_passes_what_is_right(self, lesson, monkeypatch, capfd) -> None:
        monkeypatch.setenv("NBGRADER_EXECUTION", "validate")
        lesson.run(self.RIGHT, "blur")
        ran = lesson.run('check("blur")', "check-blur")
        assert ran.error is None
        assert len(ran.cards) == 1
        assert capfd.readouterr().err == ""

    def test_partial_is_not_right(self, lesson, monkeypatch) -> None:
        monkeypatch.setenv("NBGRADER_EXECUTION", "validate")
        lesson.run("weights_grey = (5, 5, 1, 1)\nweights_colour = weights_deep = None", "weights")
        assert isinstance(lesson.run('check("weights")').error, CheckFailed)

    @pytest.mark.parametrize("question", ["blur", "no such question"])
    @pytest.mark.parametrize("grading", ["", "1"])
    def test_stock_autograde_never_passes(self, lesson, monkeypatch, question, grading) -> None:
        monkeypatch.setenv("NBGRADER_EXECUTION", "autograde")
        monkeypatch.setenv("AUTOGRADER_GRADING", grading)
        lesson.run(self.RIGHT, "blur")
        error = lesson.run(f'check("{question}")', "check-blur").error
        assert isinstance(error, NotTheGrader)
        assert "`autograder grade`" in str(error)

    def test_the_kits_grader_is_left_alone(self, lesson, monkeypatch, tmp_path) -> None:
        monkeypatch.setenv("AUTOGRADER_GRADING", "1")
        lesson.run("blur = 'wrong'", "blur")
        lesson.run('graded = open_checks("kernels")')
        ran = lesson.run('graded("blur")', "check-blur")
        assert (ran.text, ran.cards) == ("blur: checked by the grader.\n", [])
        monkeypatch.chdir(tmp_path)  # no public part is needed
        open_checks(ASSIGNMENT)("blur")


class TestOpening:
    def test_files_that_are_not_there(self, tmp_path, monkeypatch) -> None:
        monkeypatch.chdir(tmp_path)
        with pytest.raises(FileNotFoundError, match=r"public.json and public.safetensors") as told:
            open_checks("kernels")
        assert str(tmp_path) in str(told.value)
        assert "open it there" in str(told.value)

    def test_another_assignments_files(self, released) -> None:
        with pytest.raises(ValueError, match="the files of shapes, not of kernels"):
            open_checks("kernels", released / "shapes")

    def test_damaged_files(self, tmp_path) -> None:
        (tmp_path / "public.json").write_text('{"form": 1, "que')
        (tmp_path / "public.safetensors").write_bytes(b"")
        with pytest.raises(ValueError, match="damaged"):
            open_checks("kernels", tmp_path)

    def test_the_folder_is_remembered(self, lesson, tmp_path) -> None:
        """A student who changes the folder later can still check."""
        here = os.getcwd()
        lesson.run(f"import os\nos.chdir({str(tmp_path)!r})\nblur = np.ones((3, 3, 1, 1))")
        assert lesson.run('check("blur")').error is None
        assert os.getcwd() == here

    def test_it_tells_what_it_checks(self, lesson) -> None:
        assert repr(lesson.names["check"]).startswith("<checks of Kernels: weights, identity,")

    def test_outside_a_notebook_it_prints(self, released, monkeypatch, capsys) -> None:
        import sys

        check = open_checks("kernels", released / "kernels")
        monkeypatch.setattr(sys.modules["__main__"], "blur", np.ones((3, 3, 1, 1)), raising=False)
        check("blur")
        assert "What must the weights add up to" in capsys.readouterr().out
