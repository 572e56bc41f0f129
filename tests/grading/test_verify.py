"""`verify` finds what is wrong with an assignment, and says how to mend it."""

from __future__ import annotations

import re

import pytest

from autograder.grading.exam import ExamError
from autograder.grading.verify import verify

pytestmark = pytest.mark.usefixtures("lent_engines")

MASTER = "solutions/mini/mini.py"
RUBRIC = "solutions/mini/rubric.py"
WRONG = "solutions/mini/wrong_answers.py"
ONES = '# %% wrong="blur" points=0 mistake="not-normalised"'
ZEROS = """\
# %% wrong="pooled" points=0
pooled = np.zeros((8, 10))

"""


def complaints(mini):
    """All complaints, with N for the number of each line: the mini course may grow."""
    return [
        without_numbers(line)
        for line in verify(mini.assignment, mini.engine, 2, mini.limits).complaints
    ]


def without_numbers(text):
    return re.sub(r"line \d+\b(?=:|\)|,)", "line N", text)


def test_a_good_assignment_has_no_complaints(mini):
    ran = []
    found = verify(mini.assignment, mini.engine, 2, mini.limits, ran.append)
    assert (found.questions, found.wrong_answers, found.right_answers) == (5, 12, 3)
    assert found.complaints == ()
    assert sorted(ran) == [
        "master", "references", "right answers 1", "starter",
        "wrong answers 1", "wrong answers 2", "wrong answers 3",
    ]  # fmt: skip


FLAWS = {
    "points declared wrong": (
        WRONG,
        (ONES, ONES.replace("points=0", "points=1")),
        "blur gets 0.0 points, mistake not-normalised, wrong; declared are 1 points, mistake not-norm",
    ),
    "mistake declared wrong": (
        WRONG,
        ('mistake="forgot-plus-one"', 'mistake="fraction"'),
        "sizes gets 1.0 points, mistake forgot-plus-one, partial; declared are 1 points, mistake frac",
    ),
    "too few wrong answers": (
        WRONG,
        (ZEROS, ""),
        "wrong_answers.py: pooled has 2 wrong answers; it needs at least 3",
    ),
    "a wrong answer to nothing": (
        WRONG,
        (
            '# %% wrong="printed" points=1',
            '# %% wrong="blurred" points=0\n\n# %% wrong="printed" points=1',
        ),
        "wrong_answers.py, line N: there is no question 'blurred'; did you mean blur?",
    ),
    "a right answer that is wrong": (
        WRONG,
        ("size_conv = [1, 5, 8, 2]", "size_conv = [1, 5, 8, 1]"),
        "right answer to sizes gets 1 of 2 points",
    ),
    "no hint": (
        RUBRIC,
        ('hint="An even grey area stays as bright as it was."', 'hint=" "'),
        "rubric.py, line N: blur: has no hint",
    ),
    "no statement": (
        RUBRIC,
        ('statement="Predict two shapes."', 'statement=""'),
        "rubric.py, line N: sizes: has no statement",
    ),
    "no points": (
        RUBRIC,
        ("points=3,", "points=0,"),
        "rubric.py, line N: why: has 0 points; give it some",
    ),
    "an exception that is none": (
        RUBRIC,
        (
            'hint="Count where the window can start.",',
            'hint="!", untold={"none has it": ("same-keeps-size",)},',
        ),
        "sizes: untold: same-keeps-size gives no wrong answer here, so there is nothing to be left untold",
    ),
    "an exception misspelt": (
        RUBRIC,
        ('hint="One print for each layer.",', 'hint="!", untold={"so": ("stride-ignord",)},'),
        "printed: untold: there is no slip stride-ignord of this kind of question; did you mean stride-ignored?",
    ),
    "an exception without a reason": (
        RUBRIC,
        (
            'hint="Each 2 x 2 block gives one number.",',
            'hint="!", untold={" ": ("max-for-average",)},',
        ),
        "pooled: untold: say why max-for-average should not be told",
    ),
    "a mistake misspelt in a wrong answer": (
        WRONG,
        ('mistake="sign-flipped"', 'mistake="sign-fliped"'),
        "There is no such mistake; did you mean sign-flipped?",
    ),
    "a syntax error in a wrong answer": (
        WRONG,
        ("size_conv = 5\nsize_pool = None", "size_conv = 5\nsize_pool = None)"),
        "the cell of this wrong answer to sizes ends with SyntaxError: unmatched ')', in its line 2",
    ),
    "a name error in a wrong answer": (
        WRONG,
        ("blur = np.ones((3, 3)) / 9", "blur = np.onse((3, 3)) / 9"),
        "the cell of this wrong answer to blur ends with AttributeError: module 'numpy' has no",
    ),
    "a starter of an earlier rubric": (
        RUBRIC,
        ("Print two shapes.", "Print both shapes."),
        "assignments/mini/mini.ipynb: was built from an earlier master or rubric: build it again",
    ),
}


def test_every_flaw_is_found_and_told_with_its_place(mini):
    for file, change, _ in FLAWS.values():
        mini.rewrite(file, change)
    found = complaints(mini)
    for name, (_, _, told) in FLAWS.items():
        assert any(told in complaint for complaint in found), (name, found)


def test_a_starter_that_knows_the_answer_is_found(mini):
    mini.rewrite(MASTER, ("size_conv = None", "size_conv = (1, 5, 8, 2)"))
    mini.build()
    found = complaints(mini)
    assert any("master: sizes gets 1 of 2 points" in complaint for complaint in found), found


def test_a_master_whose_answer_is_not_what_is_meant_is_doubted(mini):
    mini.rewrite(MASTER, ("the_nine_weights / 9", "the_nine_weights"))
    found = "\n".join(complaints(mini))
    place = "solutions/mini/mini.py, line N: blur: "
    told = (
        "the weights of the master's `blur` add up to 9; from the statement's words, 1 would be",
    )
    for words in told:
        assert place + words in found
    assert "wrong_answers.py, line N: wrong answer to blur gets 2.0 points" in found
    assert "It is as good as the master's own answer: one of the two is not what it should" in found
    assert "line N: right answer to blur gets 0 of 2 points: either it or the master's own" in found


CONTRADICTIONS = {
    "a shape": (
        (MASTER, ("size_conv = (1, 5, 8, 2)", "size_conv = (1, 5, 8, 1)")),
        "mini.py, line N: question sizes: the master says (1, 5, 8, 1) for `size_conv`, the rubric's "
        "layers give (1, 5, 8, 2) (",
    ),
    "a printed shape": (
        (MASTER, ('print("second", (1, 2, 4, 2))', 'print("second", (1, 2, 4, 1))')),
        "question printed: the master says (1, 2, 4, 1) for `second`, the rubric's layers give (1, 2, 4, 2)",
    ),
    "a layer": (
        (
            RUBRIC,
            ('ShapePart("size_pool", IMAGE, (POOL,))', 'ShapePart("size_pool", IMAGE, (CONV,))'),
        ),
        "for `size_pool`, the rubric's layers give (1, 5, 8, 2)",
    ),
    "a variable": (
        (RUBRIC, ('answers=("blur",)', 'answers=("blurr",)')),
        "rubric.py, line N: question blur: the master has no variable `blurr`; did you mean blur?",
    ),
    "a probe": (
        (RUBRIC, ('public=("dot",)', 'public=("dott",)')),
        "question blur: there is no probe called 'dott'; did you mean dot?",
    ),
    "a name of the checks": (
        (MASTER, ('open_checks("mini")', 'open_checks("mimi")')),
        "mini.py, line N: question blur: the checks of 'mimi' are opened above, and this is 'mini'",
    ),
}


@pytest.mark.parametrize("name", CONTRADICTIONS)
def test_master_and_rubric_that_contradict_each_other_are_told(mini, name):
    (file, change), told = CONTRADICTIONS[name]
    mini.rewrite(file, change)
    with pytest.raises(ExamError) as error:
        complaints(mini)
    assert told in without_numbers(str(error.value))


def test_a_master_that_gets_no_full_marks_is_found(mini, monkeypatch):
    """That needs a question that contradicts itself: here the tolerance is below 0."""
    mini.rewrite(
        "solutions/mini/rubric.py", ('hidden=("steps",),', 'hidden=("steps",), tolerance=-1.0,')
    )
    assert any("master: blur gets 0 of 2 points" in complaint for complaint in complaints(mini))
