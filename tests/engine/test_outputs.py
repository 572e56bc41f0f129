"""What a notebook shows, cell by cell."""

import sys

import nbformat
import pytest

from autograder.grading.preparation import preparation
from autograder.values.export import Export


def shown(run, step: int = 0) -> list[tuple[str, str]]:
    """Each output of a step as its kind (or stream) and its text."""
    found = []
    for output in run.outputs[step]:
        kind = output["output_type"]
        if kind == "stream":
            found.append((output["name"], output["text"]))
        elif kind == "error":
            found.append((output["ename"], output["evalue"]))
        else:
            found.append((kind, output["data"]["text/plain"]))
    return found


SHOWN = {
    "result": ("1 + 1", [("execute_result", "2")]),
    "quiet": ("1 + 1;", []),
    "empty": ("", []),
    "both streams": (
        "import sys\nprint('a')\nprint('b', file=sys.stderr)\nprint('c')",
        [("stdout", "a\n"), ("stderr", "b\n"), ("stdout", "c\n")],
    ),
    "raw writes keep their place": (
        "import os\nfor i in range(3):\n  print(i); os.write(1, b'raw\\n')",
        [("stdout", "0\nraw\n1\nraw\n2\nraw\n")],
    ),
    "raw error stream": ("import os; os.write(2, b'raw');", [("stderr", "raw")]),
    "no line end": ("print('a', end='')", [("stdout", "a")]),
    "displays": (
        "print('a'); display('b'); print('c'); 'd'",
        [("stdout", "a\n"), ("display_data", "'b'"), ("stdout", "c\n"), ("execute_result", "'d'")],
    ),
    "update": (
        "h = display('a', display_id=True); display('b'); h.update('c')",
        [("display_data", "'c'"), ("display_data", "'b'")],
    ),
    "clear": (
        "from IPython.display import clear_output\n"
        "for i in range(3):\n  clear_output(wait=True); print(i)",
        [("stdout", "2\n")],
    ),
    "error": ("print('a'); 1 / 0", [("stdout", "a\n"), ("ZeroDivisionError", "division by zero")]),
    "input": (
        "input('name?')",
        [
            (
                "StdinNotImplementedError",
                "there is nobody here to answer input(): write the value into the cell instead",
            )
        ],
    ),
    "a command, and on": (
        "!rm -r *\nprint('on')",
        [
            ("stderr", "[left out: commands of the system are not run here: rm -r *]\n"),
            ("stdout", "on\n"),
        ],
    ),
    "bash": (
        "%%bash\nls",
        [("stderr", "[left out: commands of the system are not run here: %%bash]\n")],
    ),
    "pip": (
        "%pip install x\nprint('on')",
        [
            ("stderr", "[left out: commands of the system are not run here: %pip install x]\n"),
            ("stdout", "on\n"),
        ],
    ),
    "a command's output": ("x = !ls\nlist(x)", [("stderr", None), ("execute_result", "[]")]),
    "exit": ("exit()\nprint('on')", [("stdout", "on\n")]),
    "sys.exit": ("import sys; sys.exit(3)", [("SystemExit", "3")]),
    "a thread": (
        "import threading\nt = threading.Thread(target=print, args=['a']); t.start(); t.join()",
        [("stdout", "a\n")],
    ),
    "an error that cannot be told": (
        "class E(Exception):\n  def __str__(self): 1 / 0\nraise E",
        [("E", "<ZeroDivisionError in __str__>"), ("ZeroDivisionError", "division by zero")],
    ),
    "lone surrogate": ("print('\\ud800')", [("stdout", "?\n")]),
    "closed output": ("import sys; sys.stdout.close(); print('a')", [("stdout", "a\n")]),
    "progress": ("for i in range(3): print(i, end='\\r')", [("stdout", "2")]),
    "await": ("import asyncio\nawait asyncio.sleep(0, 'a')", [("execute_result", "'a'")]),
}


PROCESSES = {
    "a subprocess's words": ("import subprocess\nx = subprocess.run(['echo', 'hi'])", "hi\n"),
    "a fork": (
        "import os\nif (pid := os.fork()) == 0:\n  print('child'); import sys; sys.exit()\n"
        "os.waitpid(pid, 0); print('parent')",
        "child\nparent\n",
    ),
}
"""Processes that a cell starts; behind a wall there are none."""


def test_outputs_of_cells(execute):
    run = execute(*(source for source, _ in SHOWN.values()))
    for step, (name, (_, expected)) in enumerate(SHOWN.items()):
        found = shown(run, step)
        known = [(kind, words) for kind, words in expected]
        assert len(found) == len(known), (name, found)
        for (kind, words), (known_kind, known_words) in zip(found, known, strict=True):
            assert kind == known_kind, (name, found)
            assert known_words is None or words == known_words, (name, found)
    assert run.incidents == ()


def test_outputs_of_other_processes(execute, engine):
    run = execute(*(source for source, _ in PROCESSES.values()))
    for step, (name, (_, words)) in enumerate(PROCESSES.items()):
        if engine.walled:
            assert run.errors[step] == "PermissionError", name
        else:
            assert shown(run, step) == [("stdout", words)], name


def test_numbers_as_in_a_notebook(execute):
    run = execute("1", "", "  \n", "# only a comment", (), "2")
    assert run.execution_counts == (1, None, None, 2, 3, 4)
    assert run.outputs[5][0]["execution_count"] == 4


def test_errors_do_not_stop_the_run(execute):
    run = execute("1 / 0", "def f(:", "print(x)", "x = 1", "print(x)")
    assert run.errors == ("ZeroDivisionError", "SyntaxError", "NameError", None, None)
    assert shown(run, 4) == [("stdout", "1\n")]


def test_a_newer_syntax_is_told_as_such(execute):
    cell = "%matplotlib inline\ntry:\n    pass\nexcept ValueError, TypeError:\n    pass"
    run = execute(cell, "import beside", files={"beside.py": cell.partition("\n")[2]})
    expected = sys.version_info < (3, 14)
    for outputs in run.outputs:
        assert ("written for Python 3.14 or later" in str(outputs)) == expected, outputs


def test_traces_show_no_line_of_the_engine(execute):
    run = execute("input()", "while True: pass", cell_seconds=0.5)
    assert "engine" not in str(run.outputs)
    assert "Cell" in str(run.outputs)


def test_time_magic(execute):
    run = execute("%%time\n1 + 1")
    assert run.outputs[0][0]["text"].startswith("CPU times")
    assert run.outputs[0][1]["data"] == {"text/plain": "2"}


@pytest.mark.parametrize(
    "modules",
    [
        pytest.param((), id="later"),
        pytest.param(("matplotlib.pyplot",), id="preloaded", marks=pytest.mark.thorough),
    ],
)
def test_plot(execute, make_engine, modules):
    source = "import matplotlib.pyplot as plt\nplt.plot([1, 2])\nprint('a');"
    run = execute(source, engine=make_engine(modules=modules))
    text, plot = run.outputs[0]
    assert text["text"] == "a\n"
    assert plot["output_type"] == "display_data"
    assert plot["data"]["image/png"].startswith("iVBORw0KGgo")


WINDOWS = (
    "%matplotlib widget",
    "%matplotlib ipympl",
    "%matplotlib qt",
    "%matplotlib tk",
    "%matplotlib notebook",
    "%matplotlib",
    "%pylab --no-import-all qt",
    "%gui qt",
    "import matplotlib; matplotlib.use('TkAgg')",
    "import matplotlib as mpl; mpl.use('module://ipympl.backend_nbagg', force=True)",
    "plt.switch_backend('QtAgg')",
    "import matplotlib; matplotlib.rcParams['backend'] = 'TkAgg'",
)
"""What a cell may ask for where somebody sits before a screen."""


def test_whatever_plots_are_asked_for_they_are_outputs(execute, make_engine):
    cells = ["import matplotlib.pyplot as plt"]
    cells += [f"{window}\nplt.plot([1, 2]);" for window in WINDOWS]
    run = execute(*cells, engine=make_engine(modules=("matplotlib.pyplot",)))
    for step, window in enumerate(WINDOWS, 1):
        assert run.errors[step] is None, (window, run.outputs[step])
        assert "image/png" in run.outputs[step][-1]["data"], window


def test_matplotlib_keeps_its_files_in_the_notebooks_home(execute, make_engine):
    source = (
        "import matplotlib, os, pathlib\n"
        "places = pathlib.Path(matplotlib.get_cachedir()), pathlib.Path(matplotlib.get_configdir())\n"
        "[(place.is_relative_to(pathlib.Path.home().resolve()), os.access(place, os.W_OK))"
        " for place in places]"
    )
    run = execute(source, engine=make_engine(modules=("matplotlib.pyplot",)))
    assert shown(run) == [("execute_result", "[(True, True), (True, True)]")]


def test_the_executed_notebook_is_valid(execute):
    run = execute(*(source for source, _ in SHOWN.values()))
    cells = [
        nbformat.v4.new_code_cell("", outputs=list(map(nbformat.from_dict, outputs)))
        for outputs in run.outputs
    ]
    nbformat.validate(nbformat.v4.new_notebook(cells=cells))


def test_the_process_sees_nothing_of_the_grader(execute, monkeypatch, make_engine):
    monkeypatch.setenv("SECRET", "x")
    run = execute(
        "import os, sys; sorted(os.environ)[:3], 'SECRET' in os.environ",
        "import numpy, beside; sys.path[0], beside.x, numpy.ones(1).tolist()",
        "len(os.listdir('/proc/self/fd')) <= 7, os.read(0, 9)",
        "import tempfile; tempfile.gettempdir().startswith(os.path.dirname(os.environ['HOME']))",
        "sorted(os.listdir(os.getcwd()))",
        engine=make_engine(
            modules=("numpy",), environment={"AAA": "b", "CUDA_VISIBLE_DEVICES": "-1"}
        ),
        files={"numpy.py": "raise RuntimeError", "beside.py": "x = 1"},
    )
    assert shown(run, 0) == [("execute_result", "(['AAA', 'CUDA_VISIBLE_DEVICES', 'HOME'], False)")]
    assert shown(run, 1) == [("execute_result", "('', 1, [1.0])")]
    assert shown(run, 2) == [("execute_result", "(True, b'')")]
    assert shown(run, 3) == [("execute_result", "True")]
    assert shown(run, 4) == [("execute_result", "['beside.py', 'numpy.py']")]


RANDOM = (
    "random.random(), numpy.random.rand()",
    "numpy.random.default_rng().random(), numpy.random.default_rng().random()",
    "numpy.random.seed(); numpy.random.rand(), numpy.random.RandomState().rand()",
    "random.seed(); random.random(), random.Random().random(), random.SystemRandom().random()",
    "os.urandom(8), secrets.token_hex(8), uuid.uuid4()",
    "random.Random(3).random(), numpy.random.default_rng(3).random(), random.random()",
)


@pytest.mark.thorough
def test_same_random_numbers_every_time(execute, make_engine):
    def numbers(seed: int) -> list[list[tuple[str, str]]]:
        cells = ("import os, random, secrets, uuid, numpy", *RANDOM)
        run = execute(*cells, engine=make_engine(seed=seed))
        return [shown(run, step) for step in range(1, len(cells))]

    for source, first, second, other in zip(
        RANDOM, numbers(7), numbers(7), numbers(8), strict=True
    ):
        assert first == second != other, source


@pytest.mark.thorough
def test_tensorflow(execute, make_engine):
    """The one test with TensorFlow: what it writes beside sys.stdout, shapes, tensors, seeds."""
    run = execute(
        "import sys, tensorflow as tf\nprint('a')\ntf.print('b', output_stream=sys.stderr)\n"
        "print('c')\ntf.print('d', output_stream=sys.stdout)\nprint('e')",
        "shape = tf.zeros((1, 2, 3)).shape; zero = tf.constant(3); t = tf.constant([1.5, 2]);"
        "v = tf.Variable(t); h = tf.cast(t, tf.bfloat16); listed = [t]",
        (
            Export("shape", "plain"),
            Export("zero", "plain"),
            *(Export(name, "array") for name in ("t", "v", "h", "listed")),
        ),
        engine=make_engine(
            modules=("tensorflow",),
            seeding=preparation().seeding,
            environment=preparation().environment,
        ),
    )
    assert shown(run) == [("stdout", "a\n"), ("stderr", "b\n"), ("stdout", "c\nd\ne\n")]
    taken = run.values[2]
    assert taken["shape"].value == [1, 2, 3]
    assert taken["zero"].value == 3
    assert [taken[name].value.tolist() for name in ("t", "v", "h")] == [[1.5, 2]] * 3
    assert taken["listed"].value.tolist() == [[1.5, 2]]
    assert taken["h"].value.dtype == "float32"


ENDLESS = {
    "one function": "x = {n}\ndef f(n): return n * f(n - 1)\nf(3)",
    "two that call each other": "x = {n}\ndef f(n): return g(n)\ndef g(n): return f(n)\nf(3)",
    "a text of its own": "x = {n}\nclass A:\n  def __repr__(self): return repr(self)\nrepr(A())",
    "errors in errors": "x = {n}\ndef f():\n  try: 1 / 0\n  except ZeroDivisionError: f()\nf()",
    "a group": "x = {n}\ndef f(): f()\ntry: f()\nexcept RecursionError as e: raise ExceptionGroup('a', [e])",
    "a lambda": "x = {n}\nf = lambda: f()\nf()",
    "a cause": "x = {n}\ndef f(): f()\ntry: f()\nexcept RecursionError as e: raise ValueError from e",
}
"""Functions that call themselves without an end, after something that stays."""


def test_an_error_keeps_what_the_cell_had_done(execute):
    cells = []
    for number, source in enumerate(ENDLESS.values()):
        cells += [source.replace("{n}", str(number)), (Export("x", "plain"),)]
    run = execute(*cells, "1")
    for number, name in enumerate(ENDLESS):
        assert run.errors[2 * number] is not None, name
        assert run.values[2 * number + 1]["x"].value == number, name
    assert run.incidents == ()
    assert "calls in between" in run.outputs[0][0]["traceback"][-2]
    assert all(len(str(outputs)) < 60_000 for outputs in run.outputs)
