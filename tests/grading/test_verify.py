"""`verify` finds what is wrong with an assignment, and says how to mend it."""

from __future__ import annotations

from autograder.grading.verify import verify

MASTER = "solutions/mini/mini.py"
RUBRIC = "solutions/mini/rubric.py"
WRONG = "solutions/mini/wrong_answers.py"
ONES = '# %% wrong="blur" points=0 mistake="not-normalised"'
ZEROS = """\
# %% wrong="pooled" points=0
pooled = np.zeros((8, 10))

"""


def complaints(mini):
    return verify(mini.assignment, mini.engine, 2, mini.limits).complaints


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
        "wrong_answers.py: there is no question 'blurred'",
    ),
    "a right answer that is wrong": (
        WRONG,
        ("size_conv = [1, 5, 8, 2]", "size_conv = [1, 5, 8, 1]"),
        "right answer to sizes gets 1 of 2 points",
    ),
    "no hint": (
        RUBRIC,
        ('hint="An even grey area stays as bright as it was."', 'hint=" "'),
        "rubric.py: blur: has no hint",
    ),
    "no statement": (
        RUBRIC,
        ('statement="Predict two shapes."', 'statement=""'),
        "rubric.py: sizes: has no statement",
    ),
    "no points": (RUBRIC, ("points=3,", "points=0,"), "rubric.py: why: has 0 points"),
    "two that can't be told apart": (
        RUBRIC,
        (
            'apply=SHAPES,\n                    together=(("ceil-for-floor", "rounded"),)',
            'apply=(*SHAPES, "ceil-for-floor", "rounded")',
        ),
        "sizes: mistakes: ceil-for-floor, rounded can't be told apart: list them in `together`",
    ),
    "a mistake that can be made": (
        RUBRIC,
        ('apply=("max-for-average", "pooling-stride-one")', 'apply=("pooling-stride-one",)'),
        "pooled: mistakes: `apply` should list max-for-average",
    ),
    "a mistake that can't": (
        RUBRIC,
        ('apply=("sign-flipped",', 'apply=("mirrored", "sign-flipped",'),
        "blur: mistakes: `apply` should not list mirrored",
    ),
    "a mistake listed twice": (
        RUBRIC,
        ('                            "sign-flipped",', '"sign-flipped", "sign-flipped",'),
        "pooled: mistakes: sign-flipped is listed twice",
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


def test_a_master_that_gets_no_full_marks_is_found(mini, monkeypatch):
    """That needs a question that contradicts itself: here the tolerance is below 0."""
    mini.rewrite(
        "solutions/mini/rubric.py", ('hidden=("steps",),', 'hidden=("steps",), tolerance=-1.0,')
    )
    assert any("master: blur gets 0 of 2 points" in complaint for complaint in complaints(mini))
