"""The engine that forks: limits that a supervisor watches, and what is left when anything is killed."""

import gc
import itertools
import os
import pkgutil
import select
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from pathlib import Path
from unittest import mock

import pytest

from autograder.engine.errors import LostError, SandboxError
from autograder.engine.forked.engine import ForkedEngine
from autograder.engine.forked.usage import descendants
from autograder.engine.preparation import Preparation
from autograder.engine.sandbox.survey import Survey, survey
from autograder.engine.sandbox.user import USERS
from autograder.engine.session import Limits, Step
from autograder.values.call import Call
from autograder.values.export import Export
from tests.machine import skip_for
from tests.speeds import rows, some

B = (Export("b", "plain"),)
WALLS = {
    "no wall": {"sandbox": False},
    "inner wall": {"bubblewrap": False},
    "both walls": {"bubblewrap": True},
}
TRIED = ["inner wall"]
"""What CI tries; `make soak` tries the same without a wall and behind both, behind which all courses run."""
WAIT_MILLISECONDS = 20_000


@pytest.fixture(
    scope="module",
    params=rows({name: WALLS[name] for name in some([*WALLS], TRIED)}, TRIED),
)
def engine(request):
    found = survey()
    if request.param.get("sandbox", True) and not found.inner:
        skip_for("Landlock or seccomp")
    if request.param.get("bubblewrap") and not found.outer:
        skip_for("a working bubblewrap")
    with ForkedEngine(Preparation(("numpy",)), **request.param) as engine:
        yield engine


def kinds(run):
    return [(incident.kind, incident.step) for incident in run.incidents]


def family(engine) -> list[int]:
    """The keeper, the zygote, and, where one session runs, its supervisor and itself:
    each the parent of the next; bubblewrap's own stand in between."""
    (keeper,) = engine.pids()
    return [keeper, *descendants(keeper)]


def soon(holds: Callable[[], bool]) -> bool:
    """Whether it holds, now or before long: what other tests' engines hold may be on its way out."""
    end = time.monotonic() + WAIT_MILLISECONDS / 1000
    while not holds() and time.monotonic() < end:
        time.sleep(0.05)
    return holds()


def wait_until_gone(pids: list[int]) -> None:
    for pid in pids:
        try:
            descriptor = os.pidfd_open(pid)
        except ProcessLookupError:
            continue
        poll = select.poll()
        poll.register(descriptor, select.POLLIN)
        assert poll.poll(WAIT_MILLISECONDS), f"process {pid} is still there"
        os.close(descriptor)


USING = {
    # name: (source, limits, incident, whether the later cells run)
    "memory": (
        "x = []\nwhile True: x.append(bytearray(1 << 20))",
        {"memory_bytes": 100 << 20},
        "memory-limit",
        True,
    ),
    "threads": (
        "import threading\nwhile True: threading.Thread(target=time.sleep, args=[60]).start()",
        {"tasks": 20},
        "task-limit",
        True,
    ),
    "disk": (
        "i = 0\nwhile True:\n  open(f'file{i}', 'wb').write(bytes(1 << 20)); i += 1",
        {"disk_bytes": 20 << 20},
        "disk-limit",
        False,
    ),
    "temporary files": (
        "import os, tempfile\nwhile True: os.close(tempfile.mkstemp()[0])",
        {"disk_files": 100},
        "disk-limit",
        False,
    ),
    "files without a name": (
        "import tempfile\nf = []\n"
        "while len(f) < 200: f.append(tempfile.TemporaryFile()); f[-1].write(bytes(1 << 20))\n"
        "time.sleep(60)",
        {"disk_bytes": 20 << 20},
        "disk-limit",
        False,
    ),
    "mapped files without a name": (
        "import mmap, os, time\nf = open('x', 'w+b'); f.truncate(1 << 22)\n"
        "m = mmap.mmap(f.fileno(), 0); f.close(); os.unlink('x'); m[:] = bytes(1 << 22); time.sleep(60)",
        {"disk_bytes": 1 << 20},
        "disk-limit",
        False,
    ),
    "mapped files with more than there is room for": (
        "import mmap\nfor i in range(20):\n  f = open(f'x{i}', 'w+b'); f.truncate(8 << 20)\n"
        "  mmap.mmap(f.fileno(), 0)[:] = bytes(8 << 20)\ntime.sleep(60)",
        {"disk_bytes": 20 << 20},
        "disk-limit",
        False,
    ),
    "processor": ("while True: pass", {"cpu_seconds": 1}, "cpu-limit", False),
}


@pytest.mark.parametrize(("source", "limits", "kind", "goes_on"), rows(USING, ["memory"]))
def test_limits(source, limits, kind, goes_on, engine):
    # The kernel may say that the disk is full before anybody has looked: then the notebook waits.
    source = f"try: exec({source!r})\nexcept OSError: time.sleep(60)"
    steps = [Step("import time; b = 1"), Step("", B), Step(source), Step("c = 2"), Step("", B)]
    with engine.folder() as folder, engine.open(steps, folder, Limits(**limits)) as session:
        run = session.execute()
    assert kinds(run) == [(kind, 2)]
    assert run.values[1]["b"].value == 1
    assert run.values[4]["b"].problem == (None if goes_on else "not-reached")


def test_a_file_larger_than_all_may_be_is_a_limit(engine):
    """It has no size on the disk, and is never written: the kernel itself tells of it."""
    if not engine.walled:
        pytest.skip("files have no ceiling without a wall")
    steps = [Step("b = 1"), Step("", B), Step("open('x', 'wb').truncate(1 << 40)"), Step("", B)]
    with engine.folder() as folder, engine.open(steps, folder) as session:
        run = session.execute()
    assert kinds(run) == [("disk-limit", 2)]
    assert (run.errors[2], run.values[1]["b"].value) == ("DiskLimit", 1)
    assert run.values[3]["b"].problem == "not-reached"


MEET = """
import os, time
if os.path.exists("meet"):
    try:
        with open("meet", "wb", 0) as pipe:
            while True:
                pipe.write(b".")
                time.sleep(0.005)
    except BrokenPipeError:
        pass
"""
"""Waits for the test, which holds a named pipe; goes by once nobody reads from it, or it is gone."""

ROLES = {"keeper": 0, "zygote": -3, "supervisor": -2, "notebook": -1}


@pytest.fixture(params=rows({role: role for role in ROLES}, ["keeper", "notebook"]))
def role(request, engine):
    if request.param == "notebook" and not engine.walled:
        pytest.skip("without a wall a notebook can kill itself so, and nobody can tell")
    return request.param


def test_a_notebook_is_run_again_where_it_or_something_of_ours_is_killed(role, engine):
    engine.warm()
    steps = [Step("b = 1; print('hi')"), Step(MEET), Step("", B)]
    with engine.folder() as folder, ThreadPoolExecutor(1) as pool:
        os.mkfifo(folder / "meet", 0o666)
        with engine.open(steps, folder, Limits(cell_seconds=60)) as session:
            running = pool.submit(session.execute)
            with open(folder / "meet", "rb"):
                pids = family(engine)
                os.kill(pids[ROLES[role]], signal.SIGKILL)
                (folder / "meet").unlink()
            run = running.result()
            assert run.values[2]["b"].value == 1
            assert run.outputs[0][0]["text"] == "hi\n"
            assert run.incidents == ()
        # The next session has the zygote replaced, where it outlived its keeper.
        with engine.open([Step("1")], folder) as session:
            assert session.execute().incidents == ()
    wait_until_gone([pid for pid in pids if pid not in family(engine)])


def test_where_it_may_have_done_that_itself_it_has_crashed(engine):
    if engine.walled:
        pytest.skip("there it can't have")
    engine.warm()
    steps = [Step("b = 1"), Step("", B), Step(MEET), Step("", B)]
    with engine.folder() as folder, ThreadPoolExecutor(1) as pool:
        os.mkfifo(folder / "meet", 0o666)
        with engine.open(steps, folder, Limits(cell_seconds=60)) as session:
            running = pool.submit(session.execute)
            with open(folder / "meet", "rb"):
                os.kill(family(engine)[-1], signal.SIGKILL)
                run = running.result()
    assert kinds(run) == [("crashed", 2)]
    assert "signal SIGKILL" in run.incidents[0].staff
    assert run.values[1]["b"].value == 1


def test_a_call_is_made_again(role, engine):
    f = Export("f", "function")
    steps = [Step("def f(a): return a + 1"), Step("", (f,))]
    with engine.folder() as folder, engine.open(steps, folder) as session:
        session.execute()
        assert session.call(1, f, [Call((1.0,))])[0].value == 2
        os.kill(family(engine)[ROLES[role]], signal.SIGKILL)
        assert session.call(1, f, [Call((2.0,))])[0].value == 3
        assert session.call(1, f, [Call((3.0,))])[0].value == 4
        assert session.incidents() == ()


def test_a_session_that_is_lost_again_and_again_is_given_up(engine, monkeypatch):
    steps = [Step("b = 1"), Step("", B)]
    launch = ForkedEngine._launch

    def launch_and_kill(self, folder, limits):
        process = launch(self, folder, limits)
        process._supervisor._socket.shutdown(socket.SHUT_RDWR)  # as if its supervisor had been lost
        return process

    monkeypatch.setattr(ForkedEngine, "_launch", launch_and_kill)
    with engine.folder() as folder, engine.open(steps, folder) as session:
        run = session.execute()
    assert kinds(run) == [("start-failed", None)]


def test_each_notebook_is_a_user_of_its_own(engine):
    engine.warm()
    steps = [Step("import os; b = [os.getuid(), os.getgid(), os.getgroups()]"), Step("", B)]
    with ExitStack() as opened:
        users = []
        for _ in range(3):
            folder = opened.enter_context(engine.folder())
            session = opened.enter_context(engine.open(steps, folder))
            users.append(session.execute().values[1]["b"].value)
    if engine._zygote.changes_user:
        assert len({user for user, _, _ in users}) == 3
        assert all(user == group and user in USERS and not more for user, group, more in users)
    else:
        assert {user for user, _, _ in users} == {os.getuid()}


def test_nothing_of_a_paused_notebook_runs(engine):
    engine.warm()
    cell = (
        "import threading\ncount = [0]\n"
        "def on():\n    while True: count[0] += 1\n"
        "threading.Thread(target=on, daemon=True).start()\n"
        "def f():\n    before = count[0]\n    while count[0] == before: pass\n    return before"
    )
    f = Export("f", "function")
    steps = [Step(cell), Step("", (f,))]
    with engine.folder() as folder, engine.open(steps, folder) as session:
        session.execute()
        session.pause()
        tasks = Path(f"/proc/{family(engine)[-1]}/task").iterdir()
        states = {(task / "stat").read_text().rpartition(") ")[2][0] for task in tasks}
        assert states == {"T"}
        session.resume()
        (reply,) = session.call(1, f, [Call(())])
    assert reply.value > 0
    assert session.incidents() == ()


SHORT_OF = {
    "users": ("autograder.engine.forked.process.Lease.take", OSError(11, "every user is taken")),
    "descriptors": ("autograder.engine.forked.process.open_pipes", OSError(24, "too many open")),
    "processes": ("autograder.engine.forked.zygote_process.ZygoteProcess.fork", LostError("gone")),
}
"""What a machine may be short of for a moment: what fails then, and how."""


@pytest.mark.parametrize(("what", "error"), SHORT_OF.values(), ids=SHORT_OF)
@pytest.mark.parametrize("times", [3, 30], ids=["for a moment", "for good"])
def test_a_start_that_the_machine_cannot_make_is_tried_again(
    what, error, times, engine, monkeypatch
):
    engine.warm()
    if what.endswith("take") and not engine._zygote.changes_user:
        pytest.skip("notebooks stay who they are here")
    (real, count), failing = (pkgutil.resolve_name(what), itertools.count()), mock.Mock()
    failing.side_effect = lambda *given: _raise(error) if next(count) < times else real(*given)
    monkeypatch.setattr(what, lambda *given: failing(*given))
    with engine.folder() as folder, engine.open([Step("b = 1"), Step("", B)], folder) as session:
        run = session.execute()
    if times == 3:
        assert (run.incidents, run.values[1]["b"].value) == ((), 1)
    else:
        assert kinds(run) == [("start-failed", None)]
        assert str(error) in run.incidents[0].staff
    with engine.folder() as folder, engine.open([Step("1")], folder) as session:
        monkeypatch.undo()
        assert session.execute().incidents == ()


def _raise(error):
    raise error


GRADER = """
import os
import signal
import sys
from autograder.engine.session import Limits, Step
from autograder.engine.forked.engine import ForkedEngine
signal.signal(signal.SIGINT, signal.default_int_handler)  # a shell's background job ignores it
with ForkedEngine(**eval(sys.argv[1])) as engine:
    engine.warm()
    with engine.folder() as folder:
        os.mkfifo(folder / "meet", 0o666)
        print(engine.pids()[0], folder, flush=True)
        cell = "open('meet', 'w').close()\\nwhile True: pass"
        with engine.open([Step(cell)], folder, Limits(cell_seconds=60)) as session:
            session.execute()
"""


@pytest.mark.parametrize("walls", rows(WALLS, ["both walls"]))
@pytest.mark.parametrize(
    "number", [signal.SIGKILL, pytest.param(signal.SIGINT, marks=pytest.mark.thorough)]
)
def test_nothing_is_left_of_a_killed_grader(walls, number):
    if walls.get("sandbox", True) and not survey().outer:
        skip_for("a working bubblewrap")
    command = [sys.executable, "-c", GRADER, repr(walls)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as grader:
        words = grader.stdout.readline().split()
        keeper, folder = int(words[0]), Path(words[1])
        with open(folder / "meet", "rb"):
            pids = [keeper, *descendants(keeper)]
        assert len(pids) >= 4
        grader.send_signal(number)
    wait_until_gone(pids[::-1])  # the keeper goes last, when it has removed the workspace
    assert not folder.parent.exists()


def test_nothing_is_left(engine):
    engine.warm()

    def value(number: int) -> int:
        steps = [Step(f"b = {number}; open('x', 'w').close()"), Step("", B)]
        with engine.folder() as folder, engine.open(steps, folder) as session:
            return session.execute().values[1]["b"].value

    value(0)
    gc.collect()  # what earlier tests left to it must not be counted
    before, threads = os.listdir("/proc/self/fd"), threading.active_count()
    workspace = sorted(engine._workspace.iterdir())
    pids = sorted(family(engine))
    with ThreadPoolExecutor(2) as pool:
        assert list(pool.map(value, range(10))) == list(range(10))
    wait_until_gone([pid for pid in family(engine) if pid not in pids])
    gc.collect()
    assert soon(lambda: len(os.listdir("/proc/self/fd")) <= len(before))
    assert soon(lambda: threading.active_count() == threads)
    assert sorted(engine._workspace.iterdir()) == workspace


def test_what_a_notebook_leaves_running_is_killed():
    source = (
        "import subprocess\nb = subprocess.Popen(['sleep', '1000'], start_new_session=True).pid"
    )
    with ForkedEngine(sandbox=False) as engine, engine.folder() as folder:
        with engine.open([Step(source), Step("", B)], folder) as session:
            pid = session.execute().values[1]["b"].value
            assert pid in family(engine)
        wait_until_gone([pid])


@pytest.mark.parametrize("walls", rows(WALLS, ["both walls"]))
def test_close_ends_everything(walls):
    if walls.get("sandbox", True) and not survey().outer:
        skip_for("a working bubblewrap")
    engine = ForkedEngine(**walls)
    engine.warm()
    pids, workspace = family(engine), engine._workspace
    engine.close()
    wait_until_gone(pids)
    assert not workspace.exists()
    with engine.open([Step("1")], workspace / "folder") as session:
        assert kinds(session.execute()) == [("start-failed", None)]
    engine.close()


BAD_IMPORTS = {
    "import thready": (
        "import threading, time; threading.Thread(target=time.sleep, args=[60], daemon=True).start()",
        "import thready started a thread",
    ),
    "an exit": ("import os; os._exit(4)", "exit code 4"),
    "words": ("import os; os.write(2, b'words'); os._exit(4)", "words"),
    "an error": ("1 / 0", "ZeroDivisionError"),
}


@pytest.mark.parametrize(("source", "words"), rows(BAD_IMPORTS, ()))
def test_an_import_that_cannot_be_copied(source, words, tmp_path):
    (tmp_path / "thready.py").write_text(source)
    preparation = Preparation(("thready",), environment={"PYTHONPATH": str(tmp_path)})
    engine = ForkedEngine(preparation, sandbox=False)
    with engine, engine.folder() as folder, engine.open([Step("1")], folder) as session:
        run = session.execute()
    assert kinds(run) == [("start-failed", None)]
    assert words in run.incidents[0].staff


def test_no_wall_no_grading(monkeypatch):
    monkeypatch.setattr("autograder.engine.sandbox.survey.survey", lambda: Survey("linux"))
    with pytest.raises(SandboxError, match="--no-sandbox"):
        ForkedEngine()
    monkeypatch.setattr("sys.platform", "darwin")
    with pytest.raises(SandboxError, match="WSL2"):
        ForkedEngine(sandbox=False)


def test_a_wall_that_does_not_stand_lets_nothing_run(monkeypatch):
    """The copies say so, and read nothing of the notebook."""
    if not survey().inner:
        skip_for("Landlock or seccomp")

    class Lie(Survey):
        inner = True

    lie = Lie("linux", seccomp=False)
    monkeypatch.setattr("autograder.engine.sandbox.survey.survey", lambda: lie)
    with ForkedEngine(bubblewrap=False) as engine, engine.folder() as folder:
        session = engine.open([Step("b = 1"), Step("", B)], folder)
        run = session.execute()
    assert kinds(run) == [("start-failed", None)]
    assert "wall" in run.incidents[0].staff


def test_the_outer_wall_hides_other_folders(tmp_path):
    if not survey().outer:
        skip_for("a working bubblewrap")
    with ForkedEngine() as engine, pytest.raises(ValueError, match="folder"):
        engine.open([Step("1")], tmp_path)
