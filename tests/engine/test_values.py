"""What is taken out of a notebook, and calls of what stays in it."""

import math

import numpy as np
import pytest

from autograder.engine.session import Limits, Step, TimeLeft
from autograder.values.call import NOTHING_TO_CALL, Call
from autograder.values.export import Export
from tests.speeds import rows

F = Export("f", "function")

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


def values_of(execute, expressions, form, **limits):
    cells = [f"x{i} = {source}" if source else "" for i, source in enumerate(expressions)]
    exports = [(Export(f"x{i}", form),) for i in range(len(cells))]
    run = execute(HOSTILE, *cells, *exports, **limits)
    return [run.values[1 + len(cells) + i][f"x{i}"] for i in range(len(cells))]


def test_arrays(execute):
    found = values_of(execute, [source for source, *_ in ARRAYS.values()], "array")
    for (name, (_, expected, dtype)), taken in zip(ARRAYS.items(), found, strict=True):
        assert taken.problem is None, name
        assert (taken.value.tolist(), str(taken.value.dtype)) == (expected, dtype), name


def test_no_arrays(execute):
    sources = [source for source, _ in NO_ARRAYS.values()]
    found = values_of(execute, sources, "array", array_bytes=8000)
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
    found = values_of(execute, [source for source, _ in PLAIN.values()], "plain")
    assert {name: t.value for name, t in zip(PLAIN, found, strict=True)} == {
        name: expected for name, (_, expected) in PLAIN.items()
    }
    assert all(value.problem is None for value in found)


def test_nan_is_kept(execute):
    (value,) = values_of(execute, ["float('nan')"], "plain")
    assert math.isnan(value.value)


def test_not_plain(execute):
    sources = [source.replace("x8", f"x{i}") for i, (source, _) in enumerate(NOT_PLAIN.values())]
    found = values_of(execute, sources, "plain")
    assert {name: t.problem for name, t in zip(NOT_PLAIN, found, strict=True)} == {
        name: problem for name, (_, problem) in NOT_PLAIN.items()
    }


def test_values_are_those_at_the_place_of_the_export(execute):
    run = execute("a = 1", (Export("a", "plain"),), "a = 2", (Export("a", "plain"),))
    assert (run.values[1]["a"].value, run.values[3]["a"].value) == (1, 2)


def test_an_export_step_shows_nothing_and_runs_nothing(execute):
    run = execute("a = 1", (Export("a", "plain"),), (), "'check' in globals()")
    assert (run.outputs[1], run.outputs[2]) == ((), ())
    assert run.values[2] == {}
    assert run.outputs[3][0]["data"]["text/plain"] == "False"


def test_a_function_and_what_stands_for_its_code(execute):
    run = execute("f = abs", (F, Export("f", "function-settings")))
    kept, code = run.values[1]["f"], run.values[1]["f:settings"]
    assert (kept.value, kept.problem, kept.type_name) == (None, None, "builtin_function_or_method")
    assert code.value == ""


def test_a_file_beside_the_notebook_stands_in_for_no_reader(execute):
    files = {"ast.py": "1 / 0", "inspect.py": "1 / 0", "keras.py": "1 / 0"}
    exports = (F, Export("f", "function-settings"), Export("n", "layer"))
    values = execute("f, n = abs, 1", exports, files=files).values[1]
    assert [value.problem for value in values.values()] == [None, None, "not-callable"]


def test_hostile_names_are_made_printable(execute):
    run = execute("x = type('A\\n\\x1b' * 99, (), {})()", (Export("x", "plain"),))
    name = run.values[1]["x"].type_name
    assert len(name) <= 80
    assert name.isprintable()


def test_all_values_together_have_a_limit(execute):
    exports = tuple(Export(name, "array") for name in "xyz")
    source = "import numpy as np; x = y = z = np.ones(1000)"
    run = execute(source, exports, taken_bytes=20_000)
    assert [value.problem for value in run.values[1].values()] == [None, None, "too-large"]


CALLS = {
    "one": ("lambda a: a * 2", [2, 4], None),
    "several": ("lambda a: (a, a + 1)", [[1, 2], [2, 3]], None),
    "list of numbers": ("lambda a: [1, 2, 3]", [1, 2, 3], None),
    "prints": ("lambda a: print('x' * 10**6) or a", [1, 2], None),
    "raises": ("lambda a: a / {}", None, "error"),
    "exits": ("lambda a: exec('raise SystemExit')", None, "error"),
    "nothing": ("lambda a: None", None, "none"),
    "large": ("lambda a: np.ones(10**6)", None, "too-large"),
    "larger than the limit": ("lambda a: np.ones(20_000)", None, "ended"),
    "slow": ("lambda a: time.sleep(60)", None, "interrupted"),
    "after that": ("lambda a: a", [1, 2], None),
    "ends": ("lambda a: os._exit(3)", None, "ended"),
    "after the end": ("lambda a: a", [1, 2], None),
}


def test_calls(engine, folder):
    exports = tuple(Export(f"f{i}", "function") for i in range(len(CALLS)))
    steps = [Step("import numpy as np, os, time")]
    steps += [Step(f"f{i} = {source}") for i, (source, *_) in enumerate(CALLS.values())]
    steps += [Step("", exports)]
    limits = Limits(call_seconds=1, array_bytes=100_000)
    call = Call((np.array([1.0, 2.0], np.float32),))
    with engine.open(steps, folder, limits) as session:
        run = session.execute()
        for export, (name, (_, expected, problem)) in zip(exports, CALLS.items(), strict=True):
            (reply,) = session.call(len(steps) - 1, export, [call])
            found = None if reply.value is None else reply.value.tolist()
            assert (found, reply.problem) == (expected, problem), name
        kinds = [incident.kind for incident in session.incidents()]
        assert kinds == ["call-time-limit", "call-crashed"]
        assert run.outputs[-1] == ()


def test_calls_of_one_order(engine, folder):
    source = "def f(a, *, more=()):\n    return [a, *more]"
    calls = [Call((np.array(1.0),)), Call((2,), {"more": (3, 4)}), Call(), Call(("text",))]
    with engine.open([Step(source), Step("", (F,))], folder) as session:
        session.execute()
        replies = session.call(1, F, calls)
    found = [None if reply.value is None else reply.value.tolist() for reply in replies]
    assert found == [[1], [2, 3, 4], None, None]
    assert [reply.problem for reply in replies] == [None, None, "error", "not-an-array"]


def test_an_order_that_is_interrupted_gives_the_replies_until_then(engine, folder):
    source = "import time\ndef f(seconds):\n    time.sleep(seconds)\n    return seconds"
    calls = [Call((0,)), Call((0,)), Call((60,)), Call((0,))]
    with engine.open([Step(source), Step("", (F,))], folder, Limits(call_seconds=1)) as session:
        session.execute()
        replies = session.call(1, F, calls)
        assert [reply.problem for reply in replies] == [None, None, "interrupted"]
        assert replies[2].detail == "the call took too long"
        assert [reply.problem for reply in session.call(1, F, calls[:1])] == [None]
        assert [incident.kind for incident in session.incidents()] == ["call-time-limit"]


def test_what_is_no_function_has_nothing_to_call(engine, folder):
    with engine.open([Step("f = 1"), Step("", (F,))], folder) as session:
        assert session.execute().values[1]["f"].problem == "not-callable"
        assert session.call(1, F, [Call()]) == (NOTHING_TO_CALL,)
        assert session.call(0, F, [Call()]) == (NOTHING_TO_CALL,)
        assert session.call(1, Export("g", "function"), [Call()]) == (NOTHING_TO_CALL,)


def test_a_call_that_ignores_the_interrupt(engine, folder):
    source = """
import time
def f():
    while True:
        try: time.sleep(60)
        except BaseException: pass
"""
    steps = [Step(source), Step("", (F,))]
    limits = Limits(call_seconds=0.3, grace_seconds=0.3)
    with engine.open(steps, folder, limits) as session:
        session.execute()
        (reply,) = session.call(1, F, [Call()])
        assert (reply.problem, reply.detail) == ("time-limit", "the call took too long")
        assert [incident.kind for incident in session.incidents()] == ["call-time-limit"]


ENDING = {
    "loop in Python": ("while True: pass", "interrupted"),
    "loop in C": ("sum(range(10**12))", "time-limit"),
    "deaf": (
        "while True:\n        try: time.sleep(60)\n        except BaseException: pass",
        "time-limit",
    ),
    "exit": ("os._exit(3)", "ended"),
    "segfault": ("import ctypes; ctypes.string_at(0)", "ended"),
}


@pytest.mark.parametrize(("body", "problem"), rows(ENDING, ["exit"]))
def test_a_call_that_ends_the_process_costs_no_other(engine, folder, body, problem):
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
    bad, good = Export("bad", "function"), Export("good", "function")
    limits = Limits(call_seconds=0.3, grace_seconds=0.3)
    with engine.open([Step(source), Step("", (bad, good))], folder, limits) as session:
        session.execute()
        before = session.call(1, good, [Call()])[0].value
        for _ in range(2):
            found = session.call(1, bad, [Call()])[0].problem
            assert found in (problem, "time-limit"), "a busy machine may be slow to tell an end"
            after = session.call(1, good, [Call()])[0].value
            assert after[0] == before[0] == 1
        assert (after[1] == before[1]) == (body == "while True: pass")
        assert {incident.step for incident in session.incidents()} == {1}


def test_calls_that_end_the_process_again_and_again(engine, folder):
    steps = [Step("import os\nf = lambda: os._exit(3)"), Step("", (F,))]
    with engine.open(steps, folder) as session:
        session.execute()
        problems = [session.call(1, F, [Call()])[0].problem for _ in range(13)]
    assert problems == ["ended"] * 11 + ["not-reached"] * 2


def test_all_calls_together_have_a_limit(engine, folder):
    steps = [Step("import time\nf = lambda: time.sleep(60)"), Step("", (F,))]
    limits = Limits(call_seconds=0.4, grace_seconds=0.2, total_seconds=1)
    with engine.open(steps, folder, limits) as session:
        session.execute()
        found = [session.call(1, F, [Call()])[0] for _ in range(6)]
    assert {reply.problem for reply in found} <= {"interrupted", "time-limit"}
    assert found[-1].detail == "all calls together took too long"


def test_calls_and_what_runs_again_for_them_have_a_limit_together(engine, folder):
    steps = [Step("import os, time\ntime.sleep(0.4)\nf = lambda: os._exit(3)"), Step("", (F,))]
    with engine.open(steps, folder, Limits(total_seconds=1)) as session:
        session.execute()
        problems = [session.call(1, F, [Call()])[0].problem for _ in range(5)]
    assert problems[0] == "ended"
    assert problems[-1] == "time-limit"


def test_what_another_session_has_used_up_is_gone(engine, folder):
    left = TimeLeft(60)
    with engine.open([Step("f = abs"), Step("", (F,))], folder, time_left=left) as session:
        session.execute()
        assert left.seconds < 60
        left.seconds = 0.0
        (reply,) = session.call(1, F, [Call((np.array(-1),))])
    assert reply.problem == "time-limit"


def test_calls_in_the_wrong_order(engine, folder):
    session = engine.open([Step("f = abs"), Step("", (F,))], folder)
    with pytest.raises(RuntimeError):
        session.call(1, F, [])
    with session:
        session.execute()
        with pytest.raises(RuntimeError):
            session.execute()
        with pytest.raises(TypeError):
            session.call(1, F, [Call((np.array(["text"]),))])
        (reply,) = session.call(1, F, [Call((np.array(-1),))])
        assert reply.value.tolist() == 1
    assert session.call(1, F, [Call()])[0].problem == "not-reached"
    session.close()
