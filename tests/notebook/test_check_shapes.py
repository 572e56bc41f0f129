"""check() in a live notebook: shapes predicted and printed, layers, pooled values."""

from __future__ import annotations

import os
import random
import re
import sys
from pathlib import Path

import numpy as np
import pytest

from autograder.course.known_answers import load_known_answers
from autograder.course.master import read_master
from autograder.course.rubric import load_rubric

ASSIGNMENT = "shapes"
"""For the fixture `lesson`."""

SOLUTIONS = Path(__file__).resolve().parents[2] / "solutions" / ASSIGNMENT
RUBRIC = load_rubric(SOLUTIONS / "rubric.py")
KNOWN = load_known_answers(SOLUTIONS / "wrong_answers")
CHECKED = [question.id for question in RUBRIC.questions if question.automatic]


def answer(lesson, question: str, code: str):
    """Runs code as the answer of a question, whose variables were not there before; the verdict."""
    for wanted in RUBRIC.question(question).exports():
        lesson.names.pop(wanted.name, None)
    lesson.run(code, question)
    return lesson.names["check"].verdict(question)


@pytest.mark.parametrize("wrong", KNOWN.wrong, ids=lambda wrong: wrong.question)
def test_wrong_answers_are_wrong_live(lesson, wrong) -> None:
    """As the grader marks them, but for what only hidden inputs see."""
    verdict = answer(lesson, wrong.question, wrong.code)
    hidden = RUBRIC.question(wrong.question).hidden_probes
    assert verdict.points == wrong.points or (hidden and verdict.points > wrong.points)
    if verdict.points == wrong.points:
        assert verdict.mistake == wrong.mistake


@pytest.mark.parametrize("right", KNOWN.right, ids=lambda right: right.question)
def test_unusual_right_answers_are_right_live(lesson, right) -> None:
    verdict = answer(lesson, right.question, right.code)
    assert verdict.outcome == "correct", verdict.message


def test_the_masters_answers_are_right_live(lesson) -> None:
    cells = read_master(SOLUTIONS / f"{ASSIGNMENT}.py").cells
    solutions = {cell.question: cell.source for cell in cells if cell.role == "answer"}
    assert list(solutions) == CHECKED
    for question, code in solutions.items():
        lesson.run(code, question)
        ran = lesson.run(f'check("{question}")', f"check-{question}")
        assert ran.error is None
        assert "correct" in ran.cards[0]


def test_a_wrong_shape_is_told_by_axis_and_mistake(lesson) -> None:
    verdict = answer(lesson, "valid", "valid_a = (1, 25, 25, 1)\nvalid_b = valid_c = None")
    assert verdict.mistake == "forgot-plus-one"
    text = lesson.run('check("valid")').plain[0]
    assert "`valid_a`: the height and width are wrong, the rest is right." in text
    assert "26" not in text


SHAPES = "(1, 180, 240, 1), (1, 118, 158, 1), (1, 179, 159, 4)"

WAYS = {
    "text around": (f"print('first {SHAPES} last')", "correct"),
    "as a result": (SHAPES, "correct"),
    "printed, then a result": (
        "print((1, 180, 240, 1), [1, 118, 158, 1])\n(1, 179, 159, 4)",
        "correct",
    ),
    "one too many": (f"print('{SHAPES}')\n(1, 2, 3, 4)", "partial"),
    "guesses": (f"print('{SHAPES}' * 7)", "wrong"),
    "captured": (f"%%capture\nprint('{SHAPES}')", "not attempted"),
    "an error after it": (f"print('{SHAPES}')\n1 / 0", "correct"),
    "an error before it": (f"1 / 0\nprint('{SHAPES}')", "error"),
    "no Python": (f"print('{SHAPES}'", "error"),
    "through a stream of its own": (
        "import contextlib, io\nwith contextlib.redirect_stdout(io.StringIO()) as text:\n"
        f"    check('print-strides')\n    print('{SHAPES}')\nprint(text.getvalue())",
        "correct",
    ),
}


class TestPrinted:
    @pytest.mark.parametrize(("code", "outcome"), WAYS.values(), ids=WAYS)
    def test_ways_to_print(self, lesson, code: str, outcome: str) -> None:
        assert answer(lesson, "print-strides", code).outcome == outcome

    def test_the_last_run_counts(self, lesson) -> None:
        assert answer(lesson, "print-strides", f"print('{SHAPES}')").outcome == "correct"
        assert answer(lesson, "print-strides", "print((1, 2, 3, 4))").outcome == "wrong"
        assert answer(lesson, "print-strides", f"print('{SHAPES}')").outcome == "correct"

    def test_another_cell_in_between_does_not_count(self, lesson) -> None:
        lesson.run(f"print('{SHAPES}')", "print-strides")
        lesson.run("print((7, 7, 7, 7))", "a-cell-of-the-students-own")
        assert "correct" in lesson.run('check("print-strides")', "check-print-strides").cards[0]

    def test_a_cell_that_was_not_run(self, lesson) -> None:
        lesson.names["check"]._recorder._runs.pop("pipeline", None)
        ran = lesson.run('check("pipeline")', "check-pipeline")
        assert ran.text == "pipeline: not attempted yet. Run the cell with your answer first.\n"
        lesson.run("x = 1", "pipeline")
        ran = lesson.run('check("pipeline")', "check-pipeline")
        assert ran.text == "pipeline: not attempted yet.\n"

    def test_the_first_cell_run_again_forgets_nothing(self, lesson) -> None:
        lesson.run(f"print('{SHAPES}')", "print-strides")
        lesson.run('check = open_checks("shapes")', "locked-first")
        assert lesson.names["check"].verdict("print-strides").outcome == "correct"
        assert answer(lesson, "print-strides", f"print('{SHAPES}')").outcome == "correct"


class TestNothingChanges:
    """Whatever is checked, the notebook is as it was."""

    ANSWERS = (
        "shrink = Conv2D(2, 5, strides=5)\nhalf = Conv2D(1, 3, strides=2, padding='same')\n"
        "largest = np.ones((5, 5))\nmeans = None\nvalid_a = (1, 2, 3, 4)"
    )

    @pytest.fixture(autouse=True, scope="class")
    def _loaded(self, lesson) -> None:
        """Whatever the first call of a check loads is loaded."""
        assert lesson.run(self.ANSWERS).error is None
        self.check_all(lesson)

    @pytest.fixture(autouse=True)
    def _answers(self, lesson) -> None:
        assert lesson.run(self.ANSWERS).error is None

    def check_all(self, lesson) -> None:
        for question in CHECKED:
            assert lesson.run(f'check("{question}")', f"check-{question}").error is None

    def test_layers_stay_unbuilt(self, lesson) -> None:
        settings = lesson.names["shrink"].get_config()
        self.check_all(lesson)
        for name in ("shrink", "half"):
            assert not lesson.names[name].built
            assert lesson.names[name].weights == []
        assert lesson.names["shrink"].get_config() == settings
        # an input of any depth still goes in
        assert lesson.run("out = half(np.zeros((1, 8, 8, 5)))").error is None
        assert tuple(lesson.names["out"].shape) == (1, 4, 4, 1)

    def test_built_layers_keep_their_weights(self, lesson) -> None:
        lesson.run("half(np.zeros((1, 8, 8, 1)))\nbefore = half.get_weights()")
        self.check_all(lesson)
        lesson.run("after = half.get_weights()")
        for before, after in zip(lesson.names["before"], lesson.names["after"], strict=True):
            assert np.array_equal(before, after)

    LAYERS = (
        "Conv2D(1, 3)",
        "Conv2DTranspose(1, 3)",
        "MaxPooling2D()",
        "AveragePooling2D(2)",
        "UpSampling2D()",
        "ZeroPadding2D()",
    )

    def test_names_of_layers_go_on(self, lesson) -> None:
        def numbers() -> dict[str, int]:
            found = {}
            for layer in self.LAYERS:
                assert lesson.run(f"name = {layer}.name").error is None
                found[layer] = int(re.search(r"\d*$", lesson.names["name"])[0] or 0)
            return found

        before = numbers()
        self.check_all(lesson)
        assert numbers() == {layer: number + 1 for layer, number in before.items()}

    SEEDS = (
        "import random, keras\ntf.keras.utils.set_random_seed(3)\n"
        "tf.random.set_global_generator(tf.random.Generator.from_seed(3))"
    )
    DRAWS = (
        "draws = [random.random(), np.random.rand(), float(tf.random.normal(())),\n"
        "    float(keras.random.normal(())), float(tf.random.get_global_generator().normal(())),\n"
        "    *Conv2D(1, 2)(np.ones((1, 3, 3, 1))).numpy().ravel().tolist(),\n"
        "    *keras.layers.Dropout(0.5)(np.ones((1, 9)), training=True).numpy().ravel().tolist()]"
    )

    def draws(self, lesson) -> list[float]:
        assert lesson.run(self.DRAWS).error is None
        return lesson.names["draws"]

    def test_random_numbers_go_on(self, lesson) -> None:
        """Python's, NumPy's, TensorFlow's and Keras', and a new layer's weights."""
        assert lesson.run(self.SEEDS).error is None
        first, second = self.draws(lesson), self.draws(lesson)
        assert first != second
        lesson.run(self.SEEDS)
        self.check_all(lesson)
        assert self.draws(lesson) == first
        self.check_all(lesson)
        assert self.draws(lesson) == second

    def test_variables_and_settings_stay(self, lesson) -> None:
        import matplotlib as mpl
        import matplotlib.pyplot as plt

        lesson.run("figure = plt.figure()")

        def state() -> tuple[object, ...]:
            names = {  # but for IPython's own, such as _i12
                name: id(value)
                for name, value in lesson.names.items()
                if not name.startswith("_") and name not in ("In", "Out")
            }
            settings = dict(mpl.rcParams), np.geterr(), np.get_printoptions(), dict(os.environ)
            return names, settings, plt.get_fignums(), os.getcwd(), sys.stdout

        before = state()
        self.check_all(lesson)
        assert state() == before
        plt.close("all")

    def test_states_of_random_numbers_are_the_same(self, lesson) -> None:
        before = random.getstate(), np.random.get_state()[1].tolist()
        self.check_all(lesson)
        assert (random.getstate(), np.random.get_state()[1].tolist()) == before
