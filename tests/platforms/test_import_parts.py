"""The parts of imported notebooks, one by one: solutions, tests, points."""

from __future__ import annotations

from typing import Any

import pytest

from autograder.platforms.importing import otter_code
from autograder.platforms.importing.examples import CellOutput, from_cell, from_doctest
from autograder.platforms.importing.otter_cases import OtterCase, Suite, ordinary_test, with_points
from autograder.platforms.importing.otter_tests import read_test_file

INLINE = {
    "assigned": ("x = 3 # SOLUTION", "x = ...\n### BEGIN SOLUTION\nx = 3\n### END SOLUTION"),
    "compared": ("x == 3 # SOLUTION", "...\n### BEGIN SOLUTION\nx == 3\n### END SOLUTION"),
    "indented": (
        "def f():\n    return 1 # SOLUTION",
        "def f():\n    ...\n    ### BEGIN SOLUTION\n    return 1\n    ### END SOLUTION",
    ),
    "no-prompt": (
        "# BEGIN SOLUTION NO PROMPT\nx = 1\n# END SOLUTION",
        "### BEGIN SOLUTION\nx = 1\n### END SOLUTION",
    ),
    "seed": ("rng = 4 # SEED", "### BEGIN SOLUTION\nrng = 4\n### END SOLUTION"),
    "ignored": ("a = 1\n# BEGIN IGNORE\nb = 2\n# END IGNORE", "a = 1"),
    "ignored-line": ("a = 1\nprint(a) # IGNORE", "a = 1"),
    "unended": (
        "# BEGIN SOLUTION\nx = 1",
        "### BEGIN SOLUTION\nx = 1\n### END SOLUTION",
    ),
    "unended-prompt": (
        'x = 1 # SOLUTION NO PROMPT\n""" # BEGIN PROMPT\ny = 2',
        "### BEGIN SOLUTION\nx = 1\ny = 2\n### END SOLUTION",
    ),
    "prompt": (  # which follows its solution in Otter
        'x = 1 # SOLUTION NO PROMPT\n""" # BEGIN PROMPT\nx = ...\n"""; # END PROMPT\ny = x + 1',
        "x = ...\n### BEGIN SOLUTION\nx = 1\n### END SOLUTION\ny = x + 1",
    ),
    "prompt-before": (
        "# BEGIN PROMPT\nx = ...\n# END PROMPT\nx = 1 # SOLUTION NO PROMPT",
        "x = ...\n### BEGIN SOLUTION\nx = 1\n### END SOLUTION",
    ),
    "two-prompts": (
        "def f():\n    # BEGIN SOLUTION NO PROMPT\n    return 1\n    # END SOLUTION\n"
        "    # BEGIN PROMPT\n    return ...\n    # END PROMPT\n"
        "def g():\n    # BEGIN SOLUTION NO PROMPT\n    return 2\n    # END SOLUTION\n"
        "    # BEGIN PROMPT\n    pass\n    # END PROMPT",
        "def f():\n    return ...\n    ### BEGIN SOLUTION\n    return 1\n    ### END SOLUTION\n"
        "def g():\n    pass\n    ### BEGIN SOLUTION\n    return 2\n    ### END SOLUTION",
    ),
}


@pytest.mark.parametrize("case", INLINE)
def test_otters_marks_of_solutions(case):
    source, wanted = INLINE[case]
    assert otter_code.from_otter(source) == wanted


DOCTESTS = {
    "value": (">>> 1 + 1\n2", "assert (1 + 1) == 2"),
    "true": (">>> x > 1\nTrue", "assert (x > 1)"),
    "false": (">>> x > 1\nFalse", "assert not (x > 1)"),
    "statement": (">>> x = 1", "x = 1"),
    "shown": (">>> f()\n<Thing>", "assert repr(f()) == '<Thing>'"),
}


@pytest.mark.parametrize("case", DOCTESTS)
def test_doctests_become_statements(case):
    text, wanted = DOCTESTS[case]
    assert from_doctest(text)[0] == wanted


OTTER_LINES = {
    "alone": ("# Initialize Otter\nimport otter\ngrader = otter.Notebook('lab.ipynb')", ""),
    "among others": ("import numpy as np\nimport otter\ngrader = otter.Notebook()", "import numpy as np"),
    "a check": ("x = 1\ngrader.check('q1')", "x = 1"),
    "none": ("# only a comment", "# only a comment"),
}  # fmt: skip


@pytest.mark.parametrize("case", OTTER_LINES)
def test_only_the_lines_that_speak_to_otter_go(case):
    source, wanted = OTTER_LINES[case]
    assert otter_code.without_otter(source) == wanted


CELLS = {
    "value": ("f(2)", CellOutput(value="4"), "f = lambda x: x * x", "f = abs"),
    "true": ("x > 1", CellOutput(value="True"), "x = 2", "x = 1"),
    "after statements": ("y = x + 1  # one more\ny", CellOutput(value="3"), "x = 2", "x = 3"),
    "on one line": ("y = x + 1; y", CellOutput(value="3"), "x = 2", "x = 3"),
    "a function of its own": ("def g(x: int) -> int:\n    return f(x)\ng(2)", CellOutput(value="2"), "f = abs", "f = lambda x: 0"),
    "shown": ("x", CellOutput(value="array([1, 2])"), "import numpy as np; x = np.array([1, 2])", "x = [1, 2]"),
    "printed": ("print(x)", CellOutput("1\n"), "x = 1", "x = 2"),
    "printed by a loop": ("for a in x:\n    print(a)", CellOutput("1\n2\n"), "x = [1, 2]", "x = [1]"),
    "printed and shown": ("print(x); str(print(x + 1))", CellOutput("2\n", "'None'"), "x = 1", "x = 2"),
    "nothing": ("f()", CellOutput(), "def f(): pass", "def f(): raise AssertionError"),
    "output cleared": ("x == 1", CellOutput(), "x = 1", "x = 2"),
    "never run": ("x == 1", None, "x = 1", "x = 2"),
    "raises": ("def test_it(x, env):\n    assert x == env['x'] == 1", None, "x = 1", "x = 2"),
    "raises, and is called": ("def test_it(y):\n    assert y == 1\ntest_it(x)", None, "x = 1", "x = 2"),
}  # fmt: skip


@pytest.mark.parametrize("case", CELLS)
def test_otters_test_cells_become_statements(case):
    """The table's own code is run here, nobody else's."""
    source, shown, right, wrong = CELLS[case]
    code, _ = from_cell(source, shown)
    variables: dict[str, Any] = {}
    exec(right, variables)
    exec(code, variables)
    exec(wrong, variables)
    with pytest.raises(AssertionError):
        exec(code, variables)


def test_functions_that_raise_are_called_with_the_students_variables():
    source = "def test_it(x):\n    assert x == 1\ntest_other(x)"
    assert from_cell(source, None, raises=True)[0].endswith("\ntest_it(x)")


def test_what_can_not_be_told_of_a_test_is_asked():
    assert "is it meant to be true" in from_cell("x == 1", None)[1]
    assert "is empty" in from_cell("# nothing", None)[1]
    with pytest.raises(ValueError, match="not Python"):
        from_cell("x ==", None)


RAISES = ">>> int('x')\nTraceback (most recent call last):\n  ...\nValueError: invalid"


@pytest.mark.parametrize(
    "text, right",
    [
        (RAISES, True),
        (RAISES.replace("int(", "str("), False),
        (">>> print(1, 2)\n1 2", True),
        (">>> print(1, 3)\n1 2", False),
        (">>> str(print(2))\n2\n'None'", True),
        (">>> str(print(3))\n2\n'None'", False),
        (">>> print('a\\n\\nb')\na\n<BLANKLINE>\nb", True),
    ],
)
def test_doctests_that_print_or_raise(text, right):
    """The test's own text is run here, nobody else's."""
    code, _ = from_doctest(text)
    if right:
        exec(code, {})
    else:
        with pytest.raises(AssertionError):
            exec(code, {})


HALF = OtterCase("pass", points=0.5)
SHARED = {
    "nothing-said": (None, (OtterCase(""), OtterCase("")), [0.5, 0.5]),
    "a-number": (6, (OtterCase(""), OtterCase(""), OtterCase("")), [2, 2, 2]),
    "some-said": (2, (HALF, OtterCase("")), [0.5, 1.5]),
    "own-only": (None, (HALF, OtterCase("")), [0.5, 0]),
    "a-list": ([1, 3], (OtterCase(""), OtterCase("")), [1, 3]),
    "each": ({"each": 2}, (OtterCase(""), OtterCase("")), [2, 2]),
}


@pytest.mark.parametrize("case", SHARED)
def test_points_are_shared_as_in_otter(case):
    said, cases, wanted = SHARED[case]
    assert [case.points for case in with_points(Suite("q", cases, said))] == wanted


@pytest.mark.parametrize("said", [[1], 0.25, "two"])
def test_points_that_do_not_fit(said):
    with pytest.raises(ValueError, match="points"):
        with_points(Suite("q", (HALF, OtterCase("")), said))


def test_hidden_cases_come_last_and_are_hidden():
    cases = (OtterCase("a()", True, 1.0), OtterCase("b()", False, 1.0))
    text = ordinary_test(cases, all_or_nothing=True)
    assert text == "b()\n### BEGIN HIDDEN TESTS\na()\n### END HIDDEN TESTS"


def test_a_case_may_set_a_students_variable_anew():
    """In Otter each case is a run of its own; here it is a function."""
    kept = "total = total + 1\nfor item in items:\n    total += item\nassert total == 7, [i for i in items]"
    text = ordinary_test(
        [OtterCase(kept, points=1), OtterCase("assert total == 3", points=2)], all_or_nothing=False
    )
    assert "total = globals().get('total')" in text
    assert "globals().get('item')" not in text
    variables = {"total": 3, "items": [1, 2]}
    exec(text, variables)
    assert variables["mark"] == 3


BAD_TESTS = ["x = 1", "test = {'suites': 3}", "test = {'suites': []}", "def", "test = {'suites': [{'cases': [4]}]}"]  # fmt: skip


@pytest.mark.parametrize("text", BAD_TESTS)
def test_a_test_file_that_is_none(text):
    with pytest.raises(ValueError):
        read_test_file(text)
