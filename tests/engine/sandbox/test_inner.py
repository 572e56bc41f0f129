"""The inner wall: what it refuses, what it lets be, and that it never stands by halves."""

from __future__ import annotations

import os
import platform
import sys
from dataclasses import fields, replace
from typing import Any

import pytest

from autograder.engine.sandbox.inner import InnerWall, WallError
from autograder.engine.sandbox.survey import Survey

HELD = "0000000000000000"

ALL = Survey(
    "linux",
    no_new_privileges=True,
    capabilities=True,
    resource_limits=True,
    landlock=7,
    seccomp=True,
)

NOT_EVERYWHERE = {
    "shared memory",  # a folder that not every machine has, or gives to all
    "hold the parent",
    "kernel socket",
    "read of the parent's",
    "be traced",
    "ask the file system",
}
"""What some machines refuse without a wall."""


@pytest.fixture(scope="session")
def behind(stage: Any) -> dict[str, Any]:
    found: dict[str, Any] = stage.run("tried")
    return found


def test_refuses_what_notebooks_must_not_do(behind: dict[str, Any]) -> None:
    del behind["libraries"]
    assert len(behind) > 40
    assert {name: end for name, end in behind.items() if end != "refused"} == {}


@pytest.mark.parametrize("ordinary", [False, True], ids=["root", "ordinary"])
def test_all_that_can_be_done_without_the_wall(simple_stage: Any, ordinary: bool) -> None:
    found = replace(simple_stage, ordinary=ordinary, inner=False).run("tried")
    del found["libraries"]
    failed = {name for name, end in found.items() if end not in ("done", "died")}
    assert failed <= NOT_EVERYWHERE


def test_lets_a_notebook_work(stage: Any) -> None:
    found = stage.run("allowed")
    del found["libraries"]
    assert len(found) > 15
    assert {name: end for name, end in found.items() if end != "done"} == {}


def test_leaves_no_privilege(stage: Any) -> None:
    found = stage.run("privileges")
    assert [found[name] for name in ("CapEff", "CapPrm", "CapInh", "CapAmb")] == [HELD] * 4
    assert (found["NoNewPrivs"], found["Seccomp"]) == ("1", "2")
    # It dies with its supervisor, also where it has become another user.
    assert found["death signal"] == 9
    if stage.outer:
        assert found["user"] != 0


def test_answers_every_call_of_the_table(simple_stage: Any) -> None:
    found = simple_stage.run("calls")
    del found["libraries"]
    answers = {"refused": "EPERM", "ignored": "0", "unknown": "ENOSYS"}
    assert len(found) > 150
    wrong = {call: end for call, end in found.items() if end != answers[call.split()[0]]}
    assert wrong == {}


OTHER_DOORS = {
    "32 bits": "b8 14000000 cd80 c3",  # mov eax, 20 (getpid); int 0x80; ret
    "x32": "b8 27000040 0f05 c3",  # mov eax, 0x40000000 | 39 (getpid); syscall; ret
}
"""Other ways into the kernel of x86-64, as machine code: their numbers mean other calls."""

JUMP = """
import ctypes, mmap
memory = mmap.mmap(-1, 4096, mmap.MAP_PRIVATE, mmap.PROT_READ | mmap.PROT_WRITE | mmap.PROT_EXEC)
memory.write(bytes.fromhex({code!r}))
address = ctypes.addressof(ctypes.c_char.from_buffer(memory))
found = {{"answer": ctypes.CFUNCTYPE(ctypes.c_long)(address)() > 0}}
"""


@pytest.mark.skipif(platform.machine() != "x86_64", reason="other machines have one way in")
@pytest.mark.parametrize("door", OTHER_DOORS)
def test_closes_other_doors(simple_stage: Any, door: str) -> None:
    found = simple_stage.run(code=JUMP.format(code=OTHER_DOORS[door]))
    assert found["died"]


BROKEN = {
    "no new privileges": "not here",
    "capabilities": "not here",
    "ceilings": "not here",
    "paths": "not here",
    "paths that do not hold": "the disk is not closed",
    "calls": "not here",
    "calls that do not hold": "the network is not closed",
    "another thread": "more than one thread",
    "open file": "given.txt",
    "open socket": "socket:",
    "missing scratch": "missing",
    "scratch of another's": "no right to",
}
"""What goes wrong in a child, and a word of what it says then."""


def test_stands_whole_or_not_at_all(simple_stage: Any) -> None:
    found = simple_stage.run(broken=tuple(BROKEN))
    words = {name: found[name].get("WallError", "it stood") for name in BROKEN}
    assert {name: said for name, said in words.items() if BROKEN[name] not in said} == {}


@pytest.mark.parametrize("part", [f.name for f in fields(Survey) if getattr(ALL, f.name)])
def test_needs_every_part(part: str) -> None:
    assert ALL.inner
    missing = replace(ALL, **{part: type(getattr(ALL, part))()})
    assert not missing.inner
    with pytest.raises(WallError, match="cannot stand"):
        InnerWall.prepare(missing)


@pytest.mark.parametrize("package", ["landlockpy", "pyseccomp"])
def test_needs_its_packages(package: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, package, None)
    with pytest.raises(WallError, match=package):
        InnerWall.prepare(ALL)


def test_prepares_without_a_thread() -> None:
    before = os.listdir("/proc/self/task")
    try:
        InnerWall.prepare(ALL)
    except WallError as error:
        pytest.skip(str(error))
    assert os.listdir("/proc/self/task") == before


CEILINGS = """
found = {}
try:
    bytearray(10 << 30)
except MemoryError as error:
    found["memory"] = "refused"
try:
    with open("large", "wb") as file:
        file.truncate(18 << 20)
except OSError as error:
    found["disk"] = error.strerror
try:
    files = [open("/dev/null") for _ in range(1000)]
except OSError as error:
    found["files"] = error.strerror
"""


def test_bounds_what_one_process_takes(simple_stage: Any) -> None:
    found = simple_stage.run(code=CEILINGS)
    del found["libraries"]
    assert found == {"memory": "refused", "disk": "File too large", "files": "Too many open files"}


LESSON = """
import cv2
import keras
import matplotlib.pyplot as plt
import numpy as np
import tensorflow as tf

tf.random.set_seed(0)
image = np.ones((1, 4, 4, 1), dtype="float32")
blurred = tf.nn.conv2d(image, np.full((3, 3, 1, 1), 1 / 9, dtype="float32"), 1, "VALID")
model = keras.Sequential([keras.Input((4, 4, 1)), keras.layers.Conv2D(2, 3), keras.layers.Flatten()])
model.compile("sgd", "mse")
history = model.fit(np.ones((4, 4, 4, 1)), np.ones((4, 8)), batch_size=2, verbose=0)
model.save("model.keras")
squared = tf.function(lambda x: tf.reduce_sum(x * x), jit_compile=True)(tf.ones((3, 3)))
plt.imshow(image[0, :, :, 0])
plt.title("é")
plt.savefig("picture.png")
found = {
    "blurred": np.round(blurred.numpy().ravel(), 5).tolist(),
    "losses": len(history.history["loss"]),
    "loaded": keras.models.load_model("model.keras").count_params(),
    "squared": float(squared),
    "picture": list(cv2.imread("picture.png").shape),
}
"""


@pytest.mark.soak  # in CI whole classes run behind this wall
def test_lets_a_lesson_run(strong_stage: Any) -> None:
    preload = ["numpy", "tensorflow", "keras", "matplotlib.pyplot", "cv2"]
    found = strong_stage.run(code=LESSON, preload=preload)
    del found["libraries"]
    assert found == {
        "blurred": [1.0] * 4,
        "losses": 1,
        "loaded": 20,
        "squared": 9.0,
        "picture": [480, 640, 3],
    }
