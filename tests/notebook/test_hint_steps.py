"""Help in steps: a try is an answer that has changed."""

from __future__ import annotations

import numpy as np

from autograder.notebook.hint_steps import Help, HintSteps, helped, next_step
from autograder.questions.answer import Answer
from autograder.questions.verdict import ToldSlip, Trial, Verdict
from autograder.values.value import Value


def answer(value: object, printed: str | None = None) -> Answer:
    return Answer({"x": Value(value)}, printed)


def test_three_different_answers() -> None:
    steps = HintSteps()
    assert [steps.help("q", answer(n)) for n in (1, 2, 3, 4)] == [1, 2, 3, 3]
    assert steps.help("other", answer(1)) is Help.NUDGE


def test_the_same_answer_is_no_new_try() -> None:
    steps = HintSteps()
    for _ in range(3):
        assert steps.help("q", answer(np.ones((2, 2)))) is Help.NUDGE
    assert steps.help("q", answer(np.ones((1, 4)))) is Help.HINT
    assert steps.help("q", answer(np.ones((2, 2)))) is Help.HINT, "as much as of the last"


def test_what_is_printed_is_an_answer_too() -> None:
    steps = HintSteps()
    assert [steps.help("q", answer(None, text)) for text in ("a", "b")] == [1, 2]


WRONG = Verdict(
    "q", "wrong", 0.0, 1.0, "It is wrong. You forgot. Why?", (ToldSlip("s", "x"),), nudge="Why?"
)


def test_the_idea_comes_last() -> None:
    told = [helped(WRONG, "Look.", help) for help in Help]
    assert [(verdict.message, hint) for verdict, hint in told] == [
        ("Why?", ""),
        ("Why?", "Look."),
        (WRONG.message, "Look."),
    ]
    assert [bool(next_step(WRONG, "Look.", help)) for help in Help] == [True, True, False]


def test_what_no_slip_explains_is_told_at_once() -> None:
    plain = Verdict("q", "wrong", 0.0, 1.0, "It is no tuple.")
    assert helped(plain, "Look.", Help.NUDGE) == (plain, "")
    assert helped(plain, "Look.", Help.HINT) == (plain, "Look.")
    assert next_step(plain, "Look.", Help.HINT) == ""


def test_an_idea_that_asks_nothing_is_told_at_once_and_not_promised_again() -> None:
    told = Verdict("q", "wrong", 0.0, 1.0, "It is wrong. You forgot.", WRONG.slips)
    assert [helped(told, "Look.", help)[0] for help in Help] == [told, told, told]
    assert next_step(told, "Look.", Help.NUDGE) == next_step(WRONG, "Look.", Help.NUDGE)
    assert next_step(told, "Look.", Help.HINT) == ""


def test_calls_that_are_shown_are_not_held_back() -> None:
    trial = Trial("x", "f(1)", {}, None, "nothing", np.ones(1))
    shown = Verdict("q", "wrong", 0.0, 1.0, "f fails.", WRONG.slips, trials=(trial,), nudge="Why?")
    assert helped(shown, "Look.", Help.NUDGE)[0] is shown
