"""A function keeps what its names stood for, whatever later cells do."""

from __future__ import annotations

import textwrap

import numpy as np
import pytest

from autograder.notebook.values import LiveNotebook
from autograder.values.call import Call
from autograder.values.export import Export
from autograder.values.functions import FunctionCall
from autograder.values.snapshot import Snapshot


def run(code, names):
    exec(textwrap.dedent(code), names)


def after(first, later, argument=10):
    """What `f` of the cell `first` gives, when the cell `later` has run before it is called."""
    names = {"__name__": "__main__"}
    run(first, names)
    snapshot = Snapshot(names["f"])
    run(later, names)
    return snapshot.function(argument)


ADDS_ONE = "def helper(x): return x + 1\n"
LATER = "def helper(x): return 'another'\ndef helper2(x): return 'another'\nn = 'another'\n"

KEPT = {
    "a helper": (ADDS_ONE + "def f(x): return helper(x)", 11),
    "a helper's helper": (
        ADDS_ONE + "def helper2(x): return helper(x) * 2\ndef f(x): return helper2(x)",
        22,
    ),
    "two that call each other": (
        "def helper(x): return x if x < 3 else helper2(x)\n"
        "def helper2(x): return helper(x - 3)\n"
        "def f(x): return helper(x)",
        1,
    ),
    "a constant": ("n = 3\ndef f(x): return x + n", 13),
    "a name inside of a comprehension": (
        ADDS_ONE + "def f(x): return [helper(y) for y in range(x)][-1]",
        10,
    ),
    "a name in a function inside": (
        ADDS_ONE + "def f(x):\n    def inner(y): return helper(y)\n    return inner(x)",
        11,
    ),
    "recursion": ("def f(x): return 1 if x == 0 else x * f(x - 1)", 3628800),
    "a lambda": ("helper = lambda x: x + 1\nf = lambda x: helper(x)", 11),
    "functools.partial": (
        ADDS_ONE
        + "import functools\ndef g(y, x): return helper(x) + y\nf = functools.partial(g, 5)",
        16,
    ),
    "a helper as an argument of functools.partial": (
        ADDS_ONE
        + "def helper2(x): return helper(x)\nimport functools\n"
        + "def g(h, x): return h(x)\nf = functools.partial(g, helper2)",
        11,
    ),
    "a decorator": (
        ADDS_ONE
        + "import functools\ndef twice(g):\n    @functools.wraps(g)\n"
        + "    def wrapper(x): return 2 * g(x)\n    return wrapper\n"
        + "@twice\ndef f(x): return helper(x)",
        22,
    ),
    "functools.lru_cache": (
        ADDS_ONE
        + "import functools\n@functools.lru_cache(maxsize=None)\ndef f(x): return helper(x)",
        11,
    ),
    "a helper with functools.cache": (
        "import functools\nn = 3\n@functools.cache\ndef helper(x): return x + n\n"
        "def f(x): return helper(x)",
        13,
    ),
    "a default": (
        ADDS_ONE + "def helper2(x): return helper(x)\ndef f(x, g=helper2): return g(x)",
        11,
    ),
    "a default of a named argument": (
        ADDS_ONE + "def helper2(x): return helper(x)\ndef f(x, *, g=helper2): return g(x)",
        11,
    ),
    "a recursive function in a closure": (
        ADDS_ONE
        + "def make():\n    def count(x): return helper(0) if x == 0 else 1 + count(x - 1)\n"
        + "    return count\nf = make()",
        11,
    ),
    "a helper that is looked up as text": (
        "def f(x): return globals()['helper'](x)\n" + ADDS_ONE,
        11,
    ),
    "a method": (
        ADDS_ONE + "class C:\n    def g(self, x): return helper(x)\nf = C().g",
        11,
    ),
    "a name of Python's own": ("def f(x): return len([x])", 1),
}


@pytest.mark.parametrize(("code", "gives"), KEPT.values(), ids=KEPT)
def test_what_a_function_sees_is_kept(code, gives):
    assert after(code, LATER) == gives


def test_what_comes_later_is_not_seen():
    """As in a check that runs where it stands, in the notebook or under Otter."""
    with pytest.raises(NameError, match="helper"):
        after("def f(x): return helper(x)", ADDS_ONE)


def test_a_later_variable_takes_the_place_of_no_function_of_pythons_own():
    assert after("def f(x): return sum([x, x])", "sum = 7\n") == 20
    assert after("sum = len\ndef f(x): return sum([x, x])", "sum = 7\n") == 2


def test_a_function_is_a_copy_that_looks_the_same():
    names = {"__name__": "__main__"}
    run("def f(x: int, y=2, *, z=3) -> int:\n    'Adds.'\n    return x + y + z\nf.kept = 5", names)
    copy = Snapshot(names["f"]).function
    assert copy is not names["f"]
    assert (copy.__name__, copy.__doc__, copy.kept, copy(1)) == ("f", "Adds.", 5, 6)


def test_what_is_counted_in_a_name_goes_on_from_call_to_call():
    names = {"__name__": "__main__"}
    run("calls = 0\ndef f(x):\n    global calls\n    calls += 1\n    return calls", names)
    kept = Snapshot(names["f"]).function
    assert [kept(0), kept(0), names["calls"]] == [1, 2, 0]


def test_two_functions_share_a_variable_of_what_they_were_made_in():
    names = {"__name__": "__main__"}
    code = """
        def make():
            n = 0
            def step():
                nonlocal n
                n += 1
            def f(x):
                step()
                return n
            return f
        f = make()
    """
    run(code, names)
    kept = Snapshot(names["f"]).function
    assert [kept(0), kept(0)] == [1, 2]


class Callable:
    def __call__(self, x):
        return x


@pytest.mark.parametrize(
    "value",
    [abs, Callable(), Callable().__call__, textwrap.dedent],
    ids=["built in", "object", "method", "of a module"],
)
def test_what_is_no_function_of_the_notebook_stays_as_it_is(value):
    assert Snapshot(value).function == value


def test_functions_of_libraries_are_shared():
    names = {"__name__": "__main__", "dedent": textwrap.dedent}
    run("def f(x): return dedent", names)
    assert Snapshot(names["f"]).function(0) is textwrap.dedent


def test_where_no_snapshot_can_be_taken_the_function_stays_as_it_is():
    links = "".join(f"def f{n}(x): return f{n + 1}(x)\n" for n in range(5000))
    names = {"__name__": "__main__"}
    run(links + "def f(x): return f0(x) if x else 7", names)
    snapshot = Snapshot(names["f"])
    assert snapshot.function is names["f"]
    assert snapshot.function(0) == 7


CALL = Call((np.zeros((2, 2)),))


def test_calls_come_after_the_last_cell_and_see_what_was_there_at_the_check():
    names = {"__name__": "__main__"}
    run("n = 1\ndef f(image): return image + n", names)
    call = FunctionCall(names["f"])
    run("n = 2", names)
    assert call.reply(CALL).value.tolist() == [[1, 1], [1, 1]]


def test_a_live_check_has_one_snapshot_for_all_its_calls():
    names = {"__name__": "__main__"}
    run("n = 0\ndef f(image):\n    global n\n    n += 1\n    return image + n", names)
    export, notebook = Export("f", "function"), LiveNotebook(names)
    notebook.answer([export], None)
    seen = [notebook.call(export, [CALL])[0].value[0, 0] for _ in range(2)]
    assert (seen, names["n"]) == ([1, 2], 0)
