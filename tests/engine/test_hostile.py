"""Limits, crashes, and notebooks that write to the engine's own pipes."""

import json
import os
import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from autograder.engine.forked.usage import descendants
from autograder.engine.fresh.engine import FreshEngine
from autograder.engine.process import how_it_ended
from autograder.engine.session import Limits, Step
from autograder.values.export import Export

B = (Export("b", "plain"),)
STUBBORN = """
import time
print('begun')
while True:
    try:
        time.sleep(60)
    except BaseException:
        pass
"""


def kinds(run):
    return [(incident.kind, incident.step) for incident in run.incidents]


def test_an_endless_loop_costs_one_cell(execute):
    run = execute("a = 1", "while True: pass", "b = a", B, cell_seconds=0.5)
    assert run.errors == (None, "KeyboardInterrupt", None, None)
    assert run.values[3]["b"].value == 1
    assert kinds(run) == [("time-limit", 1)]


def test_a_loop_that_ignores_interrupts_costs_one_cell(execute):
    run = execute("a = 1", STUBBORN, "b = a", B, "b += 1", B, cell_seconds=0.3, grace_seconds=0.3)
    assert run.errors[1] == "TimeLimit"
    assert [output["output_type"] for output in run.outputs[1]] == ["error"]
    assert (run.values[3]["b"].value, run.values[5]["b"].value) == (1, 2)
    assert run.execution_counts == (1, 2, 3, 4, 5, 6)
    assert kinds(run) == [("time-limit", 1)]


def test_taking_a_value_is_limited_too(execute):
    hostile = "import time\nclass H:\n  def __array__(self, *a, **k):\n    {}\nh = H(); b = 1"
    export = (Export("h", "array"),)
    for body, problem in {
        "time.sleep(60)": "error",
        "\n    ".join(STUBBORN.strip().splitlines()): "not-reached",
    }.items():
        run = execute(hostile.format(body), export, B, cell_seconds=0.3, grace_seconds=0.3)
        assert run.values[1]["h"].problem == problem
        assert run.values[2]["b"].value == 1
        assert kinds(run) == [("time-limit", 1)]


def test_the_total_is_limited(execute):
    run = execute("b = 1", B, "import time; time.sleep(60)", "b = 2", B, total_seconds=0.5)
    assert run.errors[2] == "TimeLimit"
    assert run.values[1]["b"].value == 1
    assert run.values[4]["b"].problem == "not-reached"
    assert kinds(run) == [("total-time-limit", 2)]


def test_running_again_counts_in_the_total(execute):
    limits = {"cell_seconds": 0.3, "grace_seconds": 0.1, "total_seconds": 1.0}
    run = execute("b = 1", B, *[STUBBORN] * 9, B, **limits)
    assert run.values[1]["b"].value == 1
    assert run.values[-1]["b"].problem == "not-reached"
    assert kinds(run)[-1][0] == "total-time-limit"


CRASHES = {
    "exit": ("import os; print('x', end=''); os._exit(3)", "exit code 3"),
    "segfault": ("import ctypes; ctypes.string_at(0)", "signal SIGSEGV"),
    "pipes closed": ("import os; os.closerange(0, 1000)", "exit code 1"),
}


@pytest.mark.parametrize(("source", "how"), CRASHES.values(), ids=CRASHES)
def test_a_crash_costs_one_cell(source, how, execute):
    run = execute("b = 1; print('a')", B, source, B)
    assert run.values[1]["b"].value == 1
    assert run.values[3]["b"].value == 1
    assert run.outputs[0][0]["text"] == "a\n"
    assert run.errors[2] == "Crashed"
    assert kinds(run) == [("crashed", 2)]
    assert how in run.incidents[0].staff


@pytest.mark.parametrize("how", ["os.kill(os.getpid(), 9)", "signal.pthread_kill(me(), 9)"])
def test_no_notebook_kills_itself_as_others_could(how, execute, engine):
    """Behind a wall it can't, so that whoever is killed so was killed by somebody else, and is run again."""
    cell = f"import os, signal; from threading import get_ident as me; {how}"
    run = execute("b = 1; print('a')", B, cell, B)
    assert run.values[1]["b"].value == run.values[3]["b"].value == 1
    assert run.errors[2] == ("PermissionError" if engine.walled else "Crashed")
    assert kinds(run) == [("sandbox-refusal" if engine.walled else "crashed", 2)]


BROKEN_STREAMS = """
import sys
class Broken:
    def __getattr__(self, name): raise {error}
sys.stdout = sys.stderr = sys.__stdout__ = sys.__stderr__ = Broken()
"""


@pytest.mark.parametrize("error", ["SystemExit", "GeneratorExit", "BaseException", "ValueError"])
def test_streams_that_raise_end_nothing_but_their_cells(error, execute):
    run = execute("b = 1", B, BROKEN_STREAMS.format(error=error), "print(b)", B)
    assert run.values[1]["b"].value == run.values[4]["b"].value == 1
    assert run.errors[3] == error
    assert kinds(run) == []


FLOODS = {
    "print": "while True: print('x' * 1000)",
    "one text": "print('x' * 10**8)\nwhile True: pass",
    "raw": "import os\nwhile True: os.write(1, b'x' * 1000)",
    "displays": "while True: display('x' * 1000)",
}


@pytest.mark.parametrize("source", FLOODS.values(), ids=FLOODS)
def test_a_flood_costs_one_cell(source, execute):
    run = execute(source, "print('after'); b = 1", B, output_bytes=200_000)
    assert sum(len(str(output)) for output in run.outputs[0]) < 250_000
    assert any("output cut" in output.get("text", "") for output in run.outputs[0])
    assert run.outputs[1][0]["text"] == "after\n"
    assert run.values[2]["b"].value == 1
    assert kinds(run) == [("output-limit", 0)]


def test_a_picture_too_large_for_a_frame(execute):
    run = execute("display('x' * 10**6); b = 1", B, output_bytes=100_000)
    assert "output cut" in run.outputs[0][0]["text"]
    assert run.values[1]["b"].value == 1
    assert kinds(run) == [("output-limit", 0)]


FIND = """
import os, struct
commands, frames = [n for n in range(200, 300) if os.path.exists(f"/proc/self/fd/{n}")]
def send(kind, number, payload, length=None):
    length = len(payload) if length is None else length
    os.write(frames, struct.pack("<cII", kind, number, length) + payload)
def block(head, tail=b""):
    return struct.pack("<I", len(head)) + head + tail
"""
"""What a notebook needs to write to the engine's own pipe; the first frame answers command 2."""

FORGERIES = {
    # name: (source, whether the next cells run, incident)
    "garbage": ("os.write(frames, b'garbage' * 100)", False, "malformed"),
    "gigantic length": ("send(b'v', 2, b'', 2**32 - 1)", False, "malformed"),
    "unknown kind": ("send(b'x', 2, b'')", False, "malformed"),
    "truncated frame": ("send(b'v', 2, b'', 1000)", True, "time-limit"),
    "truncated frame at the end": ("send(b'v', 2, b'', 1000); os._exit(0)", True, "crashed"),
    "deep json": ("send(b'd', 2, block(b'[' * 60000))", True, "malformed"),
    "nested output": (
        "send(b'd', 2, block(b'{\"output_type\": ' + b'[' * 60000))",
        True,
        "malformed",
    ),
    "no output": ("send(b'd', 2, b'')", True, "malformed"),
    "other stream": ("send(b'o', 2, b'3text')", True, "malformed"),
    "done with no object": ("send(b'D', 2, b'[1]')", False, "malformed"),
    "done of another command": ("send(b'D', 77, b'{}')", True, None),
    "done of all commands": ("[send(b'D', n, b'{}') for n in range(99)]", True, None),
    "value of another step": ("send(b'v', 4, block(b'{\"label\": \"b\"}', b'5'))", True, None),
    "values in the wrong place": (
        "[send(b'v', 2, block(b'{\"label\": \"b\"}', b'5'))]",
        True,
        None,
    ),
    "ready again": ("send(b'R', 2, b'')", True, None),
    "failed": ("send(b'F', 2, b'x')", True, None),
    "hung up": ("os.close(frames)", True, "crashed"),
    "pipes swapped": ("os.dup2(1, frames)", True, "crashed"),
    "small descriptors closed": ("os.closerange(0, 100)", True, None),
}


@pytest.mark.parametrize(("source", "goes_on", "kind"), FORGERIES.values(), ids=FORGERIES)
def test_writing_to_the_engines_pipe_hurts_only_oneself(source, goes_on, kind, execute):
    cells = (FIND + source + ";", "b = 1", B)
    run = execute(*cells, cell_seconds=1, grace_seconds=0.2)
    if goes_on:
        assert run.values[2]["b"].problem in (None, "malformed"), run.values[2]
        assert run.values[2]["b"].value in (1, None)
    if not goes_on:
        assert run.values[2]["b"].problem == "not-reached"
    assert [found for found, _ in kinds(run)] == ([] if kind is None else [kind])


VALUE = {"class": "Value", "value": None, "problem": None, "type_name": "", "detail": ""}
FORGED_VALUES = {
    "no json": b"{",
    "no message": b"[1]",
    "unknown problem": ["b", VALUE | {"problem": "full-marks"}],
    "deep value": b"[" * 60000,
    "a value of many lists": ["b", VALUE | {"value": {"list": [{"list": []}] * 2000}}],
    "gigantic number": b'["b", '
    + json.dumps(VALUE).replace("null", "9" * 60000, 1).encode()
    + b"]",
    "another class": ["b", {"class": "Export", "name": "b", "form": "plain", "needed": ""}],
    "a pair of lists": ["b", VALUE | {"value": [[1, 2]]}],
    "an array that is not there": ["b", VALUE | {"value": {"array": 0}}],
}


@pytest.mark.parametrize("payload", FORGED_VALUES.values(), ids=FORGED_VALUES)
def test_a_forged_value_is_malformed(payload, execute):
    """The value writes its own frame when it is looked at: the first frame for an export counts."""
    text = payload if isinstance(payload, bytes) else json.dumps(payload).encode()
    source = f"""
class Forger:
    def __iter__(self):
        send(b'v', 3, struct.pack('<I', {len(text)}) + {text!r})
        send(b'D', 3, b'{{}}')
        os._exit(0)
b = Forger()
"""
    run = execute(FIND + source, B)
    assert run.values[1]["b"].problem == "malformed"


def test_interrupts_outside_a_cell_do_no_harm(engine, folder):
    """A notebook sends itself signals at all times, cells or not; only its own cells notice."""
    source = """
import os, signal, threading, time
def pester():
    for _ in range(200):
        os.kill(os.getpid(), signal.SIGINT)
        time.sleep(0.001)
threading.Thread(target=pester, daemon=True).start()
"""
    steps = [
        Step(source),
        *[Step("b = 1")] * 50,
        Step("time.sleep(0.5)"),
        Step("b = 1"),
        Step("", B),
    ]
    with engine.open(steps, folder, Limits(cell_seconds=5)) as session:
        run = session.execute()
    assert run.values[-1]["b"].value == 1
    assert run.incidents == ()


def test_two_at_a_time(engine):
    def value(number: int) -> int:
        steps = [Step(f"b = {number}; print(b)"), Step("", B)]
        with engine.folder() as folder, engine.open(steps, folder) as session:
            run = session.execute()
        assert run.outputs[0][0]["text"] == f"{number}\n"
        return run.values[1]["b"].value

    with ThreadPoolExecutor(2) as pool:
        assert list(pool.map(value, range(6))) == list(range(6))


def test_nothing_is_left(tmp_path, monkeypatch):
    scratch = tmp_path / "scratch"
    scratch.mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(scratch))
    folder = tmp_path / "folder"
    folder.mkdir()
    before, threads = sorted(os.listdir("/proc/self/fd")), threading.active_count()
    children = set(descendants(os.getpid()))  # those of earlier tests may end meanwhile
    source = """
import os, pathlib, subprocess, tempfile
b = subprocess.Popen(["sleep", "1000"]).pid
inner = pathlib.Path(tempfile.mkdtemp())
(inner / "file").write_text("x")
inner.chmod(0)
"""
    with FreshEngine().open([Step(source), Step("", B)], folder) as session:
        pid = session.execute().values[1]["b"].value
        assert Path(f"/proc/{pid}").exists()
    session.close()
    state = Path(f"/proc/{pid}/stat")
    assert not state.exists() or state.read_text().split()[2] in "ZX"
    assert sorted(os.listdir("/proc/self/fd")) == before
    assert threading.active_count() == threads
    assert list(scratch.iterdir()) == []
    assert list(folder.iterdir()) == []
    assert set(descendants(os.getpid())) <= children


@pytest.mark.thorough
def test_a_failed_start(execute, make_engine):
    run = execute("b = 1", B, engine=make_engine(modules=("nothing_of_that_name",)))
    assert run.values[1]["b"].problem == "not-reached"
    assert kinds(run) == [("start-failed", None)]
    assert "ModuleNotFoundError" in run.incidents[0].staff


def test_no_such_folder(engine, folder):
    with engine.open([Step("1")], folder / "nowhere") as session:
        assert kinds(session.execute()) == [("start-failed", None)]


def test_how_it_ended():
    assert how_it_ended(3) == "exit code 3"
    assert how_it_ended(-11) == "signal SIGSEGV"
    assert how_it_ended(-40) == "signal 40"
