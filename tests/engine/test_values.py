"""What is taken out of a notebook, and calls of what stays in it."""

import math

import numpy as np
import pytest

from autograder.engine.session import Export, Handle, Limits, Step

ARRAYS = {
    "array": ("np.arange(3, dtype=np.int32)", [0, 1, 2], "int32"),
    "nested list": ("[[1, 2], [3, 4]]", [[1, 2], [3, 4]], "int64"),
    "a list of one array": ("[np.ones((1, 2))]", [[[1, 1]]], "float64"),
    "number": ("1.5", 1.5, "float64"),
    "bool": ("[True, False]", [True, False], "bool"),
    "half": ("np.ones(1, np.float16)", [1], "float32"),
    "long double": ("np.ones(1, np.longdouble)", [1], "float64"),
    "other byte order": ("np.ones(1, '>i4')", [1], "int32"),
    "transposed": ("np.array([[1, 2], [3, 4]]).T", [[1, 3], [2, 4]], "int64"),
    "infinite": ("[np.inf]", [math.inf], "float64"),
    "subclass": ("np.matrix([[1, 2]])", [[1, 2]], "int64"),
    "empty": ("[]", [], "float64"),
}

NO_ARRAYS = {
    "undefined": ("", "undefined"),
    "None": ("None", "not-an-array"),
    "text": ("'text'", "not-an-array"),
    "objects": ("np.array([None, {}])", "not-an-array"),
    "ragged": ("[[1], [1, 2]]", "not-an-array"),
    "complex": ("np.ones(1) * 1j", "not-an-array"),
    "dates": ("np.array(['2020-01-01'], 'datetime64[D]')", "not-an-array"),
    "function": ("print", "not-an-array"),
    "gigantic view": ("np.broadcast_to(1.0, (10**6, 10**6))", "too-large"),
    "gigantic when empty": ("np.zeros((0, 10**12))", "too-large"),
    "large": ("np.ones(1001)", "too-large"),
    "raises": ("Hostile(KeyError('x'))", "error"),
    "exits": ("Hostile(SystemExit('x'))", "error"),
    "interrupts": ("Hostile(KeyboardInterrupt())", "malformed"),
}

HOSTILE = """
import numpy as np
class Hostile:
    def __init__(self, error): self.error = error
    def __array__(self, *args, **kwargs): raise self.error
class Shape:
    def as_list(self): return [1, None, 2]
"""


def taken_of(execute, expressions, form, **limits):
    cells = [f"x{i} = {source}" if source else "" for i, source in enumerate(expressions)]
    exports = [(Export(f"x{i}", form),) for i in range(len(cells))]
    run = execute(HOSTILE, *cells, *exports, **limits)
    return [run.taken[1 + len(cells) + i][f"x{i}"] for i in range(len(cells))]


def test_arrays(execute):
    found = taken_of(execute, [source for source, *_ in ARRAYS.values()], "array")
    for (name, (_, expected, dtype)), taken in zip(ARRAYS.items(), found, strict=True):
        assert taken.problem is None, name
        assert (taken.value.tolist(), str(taken.value.dtype)) == (expected, dtype), name


def test_no_arrays(execute):
    sources = [source for source, _ in NO_ARRAYS.values()]
    found = taken_of(execute, sources, "array", array_bytes=8000)
    assert {name: t.problem for name, t in zip(NO_ARRAYS, found, strict=True)} == {
        name: problem for name, (_, problem) in NO_ARRAYS.items()
    }
    assert found[1].type_name == "NoneType"
    assert found[11].detail == "KeyError: 'x'"


PLAIN = {
    "none": ("None", None),
    "shape": ("(1, 26, 26, 1)", [1, 26, 26, 1]),
    "shape with holes": ("Shape()", [1, None, 2]),
    "nested": ("[(1, 2.5), 'a', True]", [[1, 2.5], "a", True]),
    "numpy": (
        "[np.int64(3), np.float32(0.5), np.ones(2, int), np.bool_(True)]",
        [3, 0.5, [1, 1], True],
    ),
    "no array axes": ("np.array(3)", 3),
    "range": ("range(3)", [0, 1, 2]),
    "infinite": ("[float('inf')]", [math.inf]),
    "dict": ("{'a': {'b': (1,)}}", {"a": {"b": [1]}}),
    "large number": ("2**64 - 1", 2**64 - 1),
}

NOT_PLAIN = {
    "set": ("{1, 2}", "not-plain"),
    "bytes": ("b'x'", "not-plain"),
    "iterator": ("iter([1])", "not-plain"),
    "function": ("print", "not-plain"),
    "number keys": ("{1: 2}", "not-plain"),
    "complex": ("1j", "not-plain"),
    "objects": ("np.array([None])", "not-plain"),
    "very large number": ("2**64", "too-large"),
    "long text": ("'x' * 100_000", "too-large"),
    "many": ("[0] * 2000", "too-large"),
    "itself": ("[]; x8 += [x8]", "too-large"),
    "raises": ("Hostile(KeyError('x'))", "error"),
}


def test_plain(execute):
    found = taken_of(execute, [source for source, _ in PLAIN.values()], "plain")
    assert {name: t.value for name, t in zip(PLAIN, found, strict=True)} == {
        name: expected for name, (_, expected) in PLAIN.items()
    }
    assert all(taken.problem is None for taken in found)


def test_nan_is_kept(execute):
    (taken,) = taken_of(execute, ["float('nan')"], "plain")
    assert math.isnan(taken.value)


def test_not_plain(execute):
    sources = [source.replace("x8", f"x{i}") for i, (source, _) in enumerate(NOT_PLAIN.values())]
    found = taken_of(execute, sources, "plain")
    assert {name: t.problem for name, t in zip(NOT_PLAIN, found, strict=True)} == {
        name: problem for name, (_, problem) in NOT_PLAIN.items()
    }


def test_values_are_those_at_the_place_of_the_export(execute):
    run = execute("a = 1", (Export("a", "plain"),), "a = 2", (Export("a", "plain"),))
    assert (run.taken[1]["a"].value, run.taken[3]["a"].value) == (1, 2)


def test_an_export_step_shows_nothing_and_runs_nothing(execute):
    run = execute("a = 1", (Export("a", "plain"),), (), "'check' in globals()")
    assert (run.outputs[1], run.outputs[2]) == ((), ())
    assert run.taken[2] == {}
    assert run.outputs[3][0]["data"]["text/plain"] == "False"


def test_wrap_and_key(execute):
    """A wrap is found before the first cell, whatever lies beside the notebook."""
    run = execute(
        "import operator; operator.index = None\na, b = True, 'text'",
        (
            Export("a", "plain", wrap="operator:index", key="a:index"),
            Export("a", "plain"),
            Export("b", "plain", wrap="operator:index"),
            Export("b", "callable", wrap="operator:methodcaller", key="b:call"),
        ),
    )
    taken = run.taken[1]
    assert taken["a:index"].value == 1
    assert taken["a"].value is True
    assert (taken["b"].problem, taken["b"].type_name) == ("not-plain", "str")
    assert isinstance(taken["b:call"].value, Handle)


def test_a_wrap_that_does_not_exist_is_the_graders_fault(execute):
    run = execute("a = 1", (Export("a", "plain", wrap="operator:nothing"),))
    assert [incident.kind for incident in run.incidents] == ["start-failed"]
    assert run.taken[1]["a"].problem == "not-reached"


def test_hostile_names_are_made_printable(execute):
    run = execute("x = type('A\\n\\x1b' * 99, (), {})()", (Export("x", "plain"),))
    name = run.taken[1]["x"].type_name
    assert len(name) <= 80
    assert name.isprintable()


def test_all_values_together_have_a_limit(execute):
    exports = tuple(Export("x", "array", key=str(i)) for i in range(3))
    run = execute("import numpy as np; x = np.ones(1000)", exports, taken_bytes=20_000)
    assert [taken.problem for taken in run.taken[1].values()] == [None, None, "too-large"]


CALLS = {
    "one": ("lambda a: a * 2", [[2, 4]], None),
    "several": ("lambda a: (a, a + 1)", [[1, 2], [2, 3]], None),
    "list of numbers": ("lambda a: [1, 2, 3]", [[1, 2, 3]], None),
    "prints": ("lambda a: print('x' * 10**6) or a", [[1, 2]], None),
    "raises": ("lambda a: a / {}", None, "error"),
    "exits": ("lambda a: exec('raise SystemExit')", None, "error"),
    "nothing": ("lambda a: None", None, "not-an-array"),
    "large": ("lambda a: np.ones(10**6)", None, "too-large"),
    "slow": ("lambda a: time.sleep(60)", None, "time-limit"),
    "after that": ("lambda a: a", [[1, 2]], None),
    "ends": ("lambda a: os._exit(3)", None, "error"),
    "after the end": ("lambda a: a", [[1, 2]], None),
}


def test_calls(engine, folder):
    steps = [Step("import numpy as np, os, time")]
    steps += [Step(f"f{i} = {source}") for i, (source, *_) in enumerate(CALLS.values())]
    steps += [Step("", tuple(Export(f"f{i}", "callable") for i in range(len(CALLS))))]
    limits = Limits(call_seconds=1, array_bytes=100_000)
    with engine.open(steps, folder, limits) as session:
        run = session.execute()
        for i, (name, (_, expected, problem)) in enumerate(CALLS.items()):
            handle = run.taken[-1][f"f{i}"].value
            called = session.call(handle, [np.array([1.0, 2.0], np.float32)])
            found = called.arrays and [array.tolist() for array in called.arrays]
            assert (found, called.problem) == (expected, problem), name
        kinds = [incident.kind for incident in session.incidents()]
        assert kinds == ["call-time-limit", "call-crashed"]
        assert run.outputs[-1] == ()


def test_a_call_that_ignores_the_interrupt(engine, folder):
    source = """
import time
def f():
    while True:
        try: time.sleep(60)
        except BaseException: pass
"""
    steps = [Step(source), Step("", (Export("f", "callable"),))]
    limits = Limits(call_seconds=0.3, grace_seconds=0.3)
    with engine.open(steps, folder, limits) as session:
        handle = session.execute().taken[1]["f"].value
        assert session.call(handle, []).problem == "time-limit"
        assert [incident.kind for incident in session.incidents()] == ["call-time-limit"]


ENDING = {
    "loop in Python": "while True: pass",
    "loop in C": "sum(range(10**12))",
    "deaf": "\n".join(
        ("while True:", "        try: time.sleep(60)", "        except BaseException: pass")
    ),
    "exit": "os._exit(3)",
    "segfault": "import ctypes; ctypes.string_at(0)",
}


@pytest.mark.parametrize("body", ENDING.values(), ids=ENDING)
def test_a_call_that_ends_the_process_costs_no_other(engine, folder, body):
    """The steps run again in a new process, where the other functions are as they were."""
    source = f"""
import os, time
def bad():
    {body}
def good():
    return [len(seen), os.getpid()]
seen = []
seen.append(good()[1])
"""
    exports = tuple(Export(name, "callable") for name in ("bad", "good"))
    limits = Limits(call_seconds=0.3, grace_seconds=0.3)
    with engine.open([Step(source), Step("", exports)], folder, limits) as session:
        taken = session.execute().taken[1]
        (before,) = session.call(taken["good"].value, []).arrays
        for _ in range(2):
            assert session.call(taken["bad"].value, []).problem in ("time-limit", "error")
            (after,) = session.call(taken["good"].value, []).arrays
            assert after[0] == before[0] == 1
        assert (after[1] == before[1]) == (body == "while True: pass")
        assert {incident.step for incident in session.incidents()} == {1}


def test_calls_that_end_the_process_again_and_again(engine, folder):
    steps = [Step("import os\nf = lambda: os._exit(3)"), Step("", (Export("f", "callable"),))]
    with engine.open(steps, folder) as session:
        handle = session.execute().taken[1]["f"].value
        problems = [session.call(handle, []).problem for _ in range(13)]
    assert problems == ["error"] * 11 + ["not-reached"] * 2


def test_all_calls_together_have_a_limit(engine, folder):
    steps = [Step("import time\nf = lambda: time.sleep(60)"), Step("", (Export("f", "callable"),))]
    limits = Limits(call_seconds=0.4, grace_seconds=0.2, total_seconds=1)
    with engine.open(steps, folder, limits) as session:
        handle = session.execute().taken[1]["f"].value
        found = [session.call(handle, []) for _ in range(6)]
    assert {called.problem for called in found} == {"time-limit"}
    assert found[-1].detail == "all calls together took too long"


def test_calls_in_the_wrong_order(engine, folder):
    session = engine.open([Step("f = abs"), Step("", (Export("f", "callable"),))], folder)
    with pytest.raises(RuntimeError):
        session.call(Handle(1, "f", 1), [])
    with session:
        handle = session.execute().taken[1]["f"].value
        with pytest.raises(RuntimeError):
            session.execute()
        with pytest.raises(TypeError):
            session.call(handle, [np.array(["text"])])
        assert session.call(handle, [np.array(-1)]).arrays[0].tolist() == 1
    assert session.call(handle, []).problem == "not-reached"
    session.close()
