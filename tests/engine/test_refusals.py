"""What staff and students are told of what the sandbox refuses, and of what they are told nothing."""

from collections.abc import Iterator

import pytest

from autograder.engine.forked.engine import ForkedEngine
from autograder.engine.fresh.engine import FreshEngine
from autograder.engine.outside.notices import BROKEN_OFF
from autograder.engine.preparation import Preparation
from autograder.engine.refusal import Refusal, in_words
from autograder.engine.sandbox.survey import survey
from autograder.engine.session import Engine, Limits, Run, Step
from autograder.grading.preparation import preparation
from autograder.values.call import Call
from autograder.values.export import Export
from tests.machine import skip_for
from tests.speeds import rows

B = (Export("b", "plain"),)
WALLS = {"inner wall": {"bubblewrap": False}, "both walls": {"bubblewrap": True}}


@pytest.fixture(scope="module", params=rows(WALLS, ["inner wall"]))
def walled(request) -> Iterator[Engine]:
    if not survey().refusals:
        skip_for("a kernel that tells of refused calls")
    if request.param["bubblewrap"] and not survey().outer:
        skip_for("a working bubblewrap")
    with ForkedEngine(Preparation(("numpy",)), **request.param) as engine:
        yield engine


@pytest.fixture(scope="module")
def inner_wall() -> Iterator[Engine]:
    if not survey().inner:
        skip_for("Landlock or seccomp")
    with ForkedEngine(Preparation(("numpy",)), bubblewrap=False) as engine:
        yield engine


def run(engine: Engine, *sources: str, **limits: float) -> Run:
    steps = [*map(Step, sources), Step("b = 1"), Step("", B)]
    with engine.folder() as folder, engine.open(steps, folder, Limits(**limits)) as session:
        return session.execute()


def refusals(run: Run) -> list[tuple[int | None, str]]:
    assert {incident.kind for incident in run.incidents} <= {"sandbox-refusal"}
    return [(incident.step, incident.staff) for incident in run.incidents]


def told(what: str) -> str:
    return f"It tried {what}: the sandbox refused that, and the run went on."


LIBC = "import ctypes, os; libc = ctypes.CDLL(None); "
REFUSED = {
    "fork": ("import os; os.fork()", "to start a process (clone)"),
    "program": (
        "import subprocess; subprocess.run(['ls'])",
        "to start a process (vfork, clone)",
    ),
    "in its place": ("import os; os.execv('/bin/ls', ['ls'])", "to start a process (execve)"),
    "network": ("import socket; socket.create_connection(('127.0.0.1', 80))", "to use the network (socket)"),
    "names of machines": (
        "import urllib.request; urllib.request.urlopen('http://example.org')",
        "to use the network (socket)",
    ),
    "datagrams": (
        "import socket; socket.socketpair(type=socket.SOCK_DGRAM)",
        "to use the network (socketpair)",
    ),
    "signal": ("import os; os.kill(os.getppid(), 0)", "to reach or kill a process (kill)"),
    "traced": (f"{LIBC}libc.ptrace(0, 0, None, None)", "to reach or kill a process (ptrace)"),
    "session": ("import os; os.setsid()", "to leave its place among the processes (setsid)"),
    "memory": ("import os; os.memfd_create('x')", "to hold memory outside its own (memfd_create)"),
    "swallowed": (
        "import os\ntry:\n  os.fork()\nexcept OSError:\n  pass",
        "to start a process (clone)",
    ),
    "below Python": (f"{LIBC}libc.syscall(57 if os.uname().machine == 'x86_64' else 220, 17)", "to start a process"),
    "in a thread": (
        "import os, threading\nt = threading.Thread(target=os.setsid); t.start(); t.join()",
        "to leave its place among the processes (setsid)",
    ),
    "several": (
        "import os, socket\nfor f in (os.setsid, os.fork, socket.socket, os.fork):\n"
        "  try: f()\n  except OSError: pass",
        "to leave its place among the processes (setsid) and to start a process (clone)"
        " and to use the network (socket)",
    ),
    "link": (
        "import os; os.symlink('a', 'b')",
        "to use a file that it has no right to (a)",
    ),
}  # fmt: skip
"""What a cell tries, and what is told of it."""


@pytest.mark.parametrize(("source", "what"), rows(REFUSED, list(REFUSED)[:2]))
def test_the_call_is_told_with_its_cell(source, what, walled):
    found = run(walled, "a = 1", source)
    ((step, staff),) = refusals(found)
    assert step == 1
    assert staff.startswith(f"It tried {what}")
    assert staff.endswith(": the sandbox refused that, and the run went on.")
    assert found.incidents[0].student.startswith(f"This cell tried {what}")
    assert found.values[-1]["b"].value == 1


FILES = {
    "read": ("open('/etc/passwd')", "/etc/passwd"),
    "written": ("open('/etc/new', 'w')", "/etc/new"),
    "listed": ("import os; os.listdir('/etc')", "/etc"),
    "memory": ("import os; open('/proc/self/mem', 'rb')", "/proc/self/mem"),
    "of another": ("open('/proc/1/cwd/x')", "/proc/1/cwd/x"),
    "in bytes": ("open(b'/etc/passwd')", "/etc/passwd"),
    "moved": ("import os; os.rename('/etc/passwd', 'p')", "/etc/passwd"),
}


@pytest.mark.parametrize(("source", "path"), rows(FILES, ["read"]))
def test_a_file_is_told_where_it_ends_the_cell(source, path, inner_wall):
    found = run(inner_wall, source)
    what = f"to use a file that it has no right to ({path})"
    assert refusals(found) == [(0, told(what))]
    assert found.values[-1]["b"].value == 1


HONEST = {
    "machine": "import os, platform, subprocess\nplatform.platform(); platform.processor()\n"
    "platform.architecture(); os.cpu_count()\n"
    "try:\n  subprocess.run(['lscpu'])\nexcept FileNotFoundError:\n  pass",
    "libraries": "import ctypes.util; ctypes.util.find_library('c')",
    "users": "import getpass, os\nos.path.expanduser('~root')\n"
    "try:\n  getpass.getuser()\nexcept (KeyError, OSError):\n  pass",
    "numbers": "import uuid; uuid.uuid1(); uuid.getnode(); uuid.uuid4()",
    "web": "import urllib3, requests, ssl, http.client",
    "probes": "import os\nfor p in ('/proc/self/mem', '/etc/passwd', '/nowhere'):\n"
    "  try: open(p)\n  except OSError: pass",
    "missing": "open('missing.csv')",
    "own error": "raise PermissionError(13, 'mine', 'here.txt')",
    "other error": "raise PermissionError('not you')",
    "threads": "import threading, asyncio\nfrom concurrent.futures import ThreadPoolExecutor\n"
    "list(ThreadPoolExecutor(4).map(abs, range(9)))\nawait asyncio.sleep(0)",
    "pool": "from multiprocessing.pool import ThreadPool\nwith ThreadPool(3) as pool:\n"
    "  assert pool.map(abs, range(-9, 0)) == list(range(9, 0, -1))",
    "archives": "import shutil\nopen('a.txt', 'w').close()\nshutil.make_archive('a', 'gztar', '.', 'a.txt')\n"
    "shutil.unpack_archive('a.tar.gz', 'out'); shutil.copy2('a.txt', 'b.txt')",
    "temporary": "import tempfile\nwith tempfile.TemporaryDirectory() as d: open(d + '/x', 'w').close()",
    "commands": "!ls\n%pip install nothing\nx = !ls",
    "plot": "import matplotlib.pyplot as plt\nplt.plot([1, 2]); plt.savefig('a.png'); plt.savefig('a.pdf'); plt.show()",
    "film": "import matplotlib.animation; matplotlib.animation.writers.list()",
    "picture": "import cv2, numpy as np\ncv2.imwrite('a.png', cv2.blur(np.ones((9, 9)), (3, 3)))",
    "itself": "import os, signal\nos.kill(os.getpid(), 0); os.nice(1); os.sched_setaffinity(0, os.sched_getaffinity(0))",
}  # fmt: skip
"""What notebooks and their libraries do, and mean no harm by."""


@pytest.mark.parametrize("source", HONEST.values(), ids=HONEST)
def test_honest_notebooks_are_told_nothing_of(source, walled):
    found = run(walled, source)
    assert refusals(found) == []
    assert found.values[-1]["b"].value == 1


LESSON = """
import os
import keras, numpy as np, tensorflow as tf
model = keras.Sequential([keras.Input((8, 8, 1)), keras.layers.Conv2D(2, 3), keras.layers.Flatten()])
model.compile("adam", "mse")
model.fit(np.ones((8, 8, 8, 1)), np.ones((8, 72)), epochs=2)
model.save("model.keras"); keras.models.load_model("model.keras"); model.export("exported")
tf.function(lambda x: tf.reduce_sum(x * x), jit_compile=True)(tf.ones((9, 9)))
list(tf.data.Dataset.range(9).map(lambda x: x + 1, num_parallel_calls=2).batch(3).prefetch(2))
for name in ("a", "b"):
    os.makedirs(f"pictures/{name}")
    keras.utils.save_img(f"pictures/{name}/1.png", np.ones((8, 8, 1)))
pictures = keras.utils.image_dataset_from_directory("pictures", image_size=(8, 8))
assert pictures.class_names == ["a", "b"] and next(iter(pictures))[0].shape == (2, 8, 8, 3)
try:
    keras.utils.plot_model(model)
except ImportError:
    pass
"""


@pytest.mark.soak  # in CI the sample classes' own incidents say so
def test_a_lesson_is_told_nothing_of():
    if not survey().refusals:
        skip_for("a kernel that tells of refused calls")
    with ForkedEngine(preparation(("numpy", "tensorflow", "keras"))) as engine:
        found = run(engine, LESSON, cell_seconds=60)
    assert (found.errors[0], refusals(found)) == (None, [])


def test_one_a_step_and_few_a_notebook(walled):
    forks = "import os\nfor _ in range(50):\n  try: os.fork()\n  except OSError: pass"
    found = run(walled, *[forks] * 9)
    assert refusals(found) == [(step, told("to start a process (clone)")) for step in range(5)]


def test_tens_of_thousands_of_calls_end_too(walled):
    many = "import os\nfor _ in range(30_000):\n  try: os.fork()\n  except OSError: pass"
    found = run(walled, "a = 1", many)
    assert [step for step, _ in refusals(found)] == [1]
    assert found.values[-1]["b"].value == 1


def test_a_step_that_crashes_is_told_of_too(walled):
    source = "import os, time\ntry: os.fork()\nexcept OSError: pass\nos.abort()"
    found = run(walled, "a = 1", source)
    kinds = [(incident.kind, incident.step) for incident in found.incidents]
    assert kinds == [("sandbox-refusal", 1), ("crashed", 1)]
    assert found.errors[1] == "Crashed"


def test_a_call_is_told_of_at_its_step(walled):
    source = "import os\ndef f(a):\n  try: os.fork()\n  except OSError: return a\n"
    f = Export("f", "function")
    steps = [Step(source), Step("", (f,))]
    with walled.folder() as folder, walled.open(steps, folder) as session:
        session.execute()
        assert session.call(1, f, [Call((1.0,))])[0].value == 1
        (incident,) = session.incidents()
    assert (incident.kind, incident.step) == ("sandbox-refusal", 1)


def test_the_words_of_a_test_name_no_path(inner_wall):
    """Code of a test is run in the notebook's process, which must not tell what stands there."""
    opens = "def opened(n): raise PermissionError(13, '', n)\n"
    with inner_wall.folder() as folder:
        steps = [Step(opens), Step("opened('/hidden/42')", unaltered=True)]
        with inner_wall.open(steps, folder) as session:
            found = session.execute()
    assert refusals(found) == [(1, UNNAMED)]


FORGED = """
import os, struct, json
commands, frames = [n for n in range(200, 300) if os.path.exists(f"/proc/self/fd/{n}")]
def done(**said):
    text = json.dumps(said).encode()
    os.write(frames, struct.pack("<cII", b"D", 2, len(text)) + text)
"""
UNNAMED = told("to use a file that it has no right to (its path stands in no cell)")
FORGERIES = {
    "a number": ("done(refused=3)", []),
    "a list": ("done(refused=[['x']])", []),
    "no text": ("done(refused='')", [UNNAMED]),
    "markup": ("done(refused='<b>\\n\\x1b[31m')", [UNNAMED]),
    "long": ("done(refused='x' * 30_000)", [UNNAMED]),
    "put together": ("done(refused='/etc/' + 'shadow')", [UNNAMED]),
    "named": (
        "done(refused='/etc/shadow')",
        [told("to use a file that it has no right to (/etc/shadow)")],
    ),
    "long and named": (
        f"done(refused='{'x' * 200}')",
        [told(f"to use a file that it has no right to ({'x' * 120})")],
    ),
}
"""What a notebook's process may say of itself, and what is made of it."""


@pytest.mark.parametrize(("source", "expected"), FORGERIES.values(), ids=FORGERIES)
def test_a_forged_report_is_bounded(source, expected, inner_wall):
    found = run(inner_wall, FORGED + source)
    assert [staff for _, staff in refusals(found)] == expected


def test_where_there_is_no_wall_nothing_is_refused():
    found = run(FreshEngine(), FORGED + "done(refused='x')", "import os\nos.rmdir('/proc/1')")
    assert refusals(found) == []


def test_a_refusal_breaks_no_step_off():
    """What is called so by a notebook's own error is none of these either."""
    assert "TimeLimit" in BROKEN_OFF
    assert "SandboxRefusal" not in BROKEN_OFF


def test_in_words():
    fork, clone = Refusal("start a process", "fork"), Refusal("start a process", "clone")
    file = Refusal("use a file that it has no right to", "/x")
    assert in_words([fork]) == "to start a process (fork)"
    assert (
        in_words([fork, file, clone, fork])
        == "to start a process (fork, clone) and to use a file that it has no right to (/x)"
    )
    many = [Refusal("do", str(number)) for number in range(100)]
    assert in_words(many) == "to do (0, 1, 2, 3, 4, 5, 6, 7)"
