"""The witness: it hears of every refused call that is told, and can only refuse."""

from __future__ import annotations

import json
import subprocess
import sys
from typing import Any

import pytest

from autograder.engine.refusal import MOST_REFUSALS
from autograder.engine.sandbox.survey import survey
from autograder.engine.sandbox.system_calls import SILENT
from autograder.engine.sandbox.witness import TOO_MANY
from tests.machine import skip_for

pytestmark = pytest.mark.thorough

STAGE = """
import ctypes, errno, json, os, select, socket, sys, threading
from autograder.engine.sandbox import witness as module
from autograder.engine.sandbox.call_filter import CallFilter
from autograder.engine.sandbox.system_calls import REFUSED, numbers
from autograder.engine.sandbox.privileges import forbid_new_privileges

LIBC = ctypes.CDLL(None, use_errno=True)
heard = []
FETCHED, TASKS = True, 0

def call(name, *arguments):
    words = [ctypes.c_long(word) for word in (*arguments, *[-1] * 6)[:6]]
    result = LIBC.syscall(next(numbers(name)), *words)
    return errno.errorcode[ctypes.get_errno()] if result == -1 else "done"

def tell(refused):
    heard.append(refused.which)

def before_hearing(witness):
    pass

def answers():
    return {}

exec(sys.argv[1])

forbid_new_privileges()
calls, poll = CallFilter(fetched=FETCHED), select.poll()
witness = module.Witness(calls.meanings, poll, tell, TASKS)
reading, writing = os.pipe()
child = os.fork()
if child == 0:
    os.close(witness.descriptor)
    calls.load(witness.connection)
    witness.connection.close()
    os.write(writing, json.dumps(answers()).encode())
    os._exit(0)
os.close(writing)
witness.attend(child)
while witness.descriptor >= 0:
    for _, events in poll.poll():
        before_hearing(witness)
        if witness.descriptor >= 0:
            witness.hear(events)
        if witness.flooded:
            print(json.dumps({"threads": os.stat(f"/proc/{child}/task").st_nlink - 2}))
            os.kill(child, 9)
            sys.exit()
print(json.dumps({"heard": heard, "answers": json.load(open(reading))}))
"""
"""A process with a filter, and its witness: the argument says what the one asks, and the other does."""


def staged(code: str) -> dict[str, Any]:
    """What was heard, and how the calls were answered."""
    if not survey().refusals:
        skip_for("a kernel that tells of refused calls")
    done = subprocess.run(
        [sys.executable, "-c", STAGE, code], capture_output=True, text=True, timeout=60
    )
    assert done.returncode == 0, done.stderr
    found: dict[str, Any] = json.loads(done.stdout)
    return found


EVERY_CALL = """
REFUSED_CALLS = [name for name in " ".join(REFUSED.values()).split() if list(numbers(name))]
tell = lambda refused: (heard.append(refused.which), witness.forget())
answers = lambda: {name: call(name) for name in REFUSED_CALLS}
"""


def test_hears_of_every_call_that_is_told() -> None:
    found = staged(EVERY_CALL)
    assert set(found["answers"].values()) == {"EPERM"}
    assert set(found["answers"]) - set(found["heard"]) <= set(SILENT.split())
    assert len(found["heard"]) > 80


def test_hears_as_much_where_its_descriptor_has_to_be_sent() -> None:
    found = staged(f"{EVERY_CALL}\nFETCHED = False")
    assert set(found["answers"].values()) == {"EPERM"}
    assert set(found["answers"]) - set(found["heard"]) <= set(SILENT.split())
    assert len(found["heard"]) > 80


def test_a_witness_that_cannot_be_had_lets_nothing_start() -> None:
    lost = "def lost(*_): raise OSError(1, 'not mine')\nmodule.fetch = lost\n"
    with pytest.raises(AssertionError):
        staged(lost)


THREADS = """
import time
TASKS = 5
def answers():
    for _ in range(WANTED):
        threading.Thread(target=time.sleep, args=[60], daemon=True).start()
    return {"threads": len(os.listdir("/proc/self/task"))}
"""


@pytest.mark.parametrize("fetched", [True, False], ids=["fetched", "sent"])
def test_lets_threads_be_started_up_to_the_limit_and_not_one_more(fetched: bool) -> None:
    code = f"{THREADS}\nFETCHED = {fetched}"
    assert staged(f"{code}\nWANTED = 5") == {"heard": [], "answers": {"threads": 6}}
    # The one that is too many waits for an answer, and gets none.
    assert staged(f"{code}\nWANTED = 100") == {"threads": 6}


PARTLY = """
ME = os.getpid()
answers = lambda: {
    "another": call("kill", ME, 0),
    "oneself": call("kill", os.getpid(), 0),
    "process": call("clone", 17),
    "pair": call("socketpair", socket.AF_UNIX, socket.SOCK_DGRAM, 0),
    "device": call("ioctl", 0, 0x80086601),
}
"""


def test_hears_of_calls_that_are_refused_for_some_arguments() -> None:
    found = staged(PARTLY)
    assert found["answers"] == {
        "another": "EPERM",
        "oneself": "done",
        "process": "EPERM",
        "pair": "EPERM",
        "device": "EPERM",
    }
    assert found["heard"] == ["kill", "clone", "socketpair"]


HARMLESS = """
NSCD = socket.SOCK_STREAM | socket.SOCK_CLOEXEC | socket.SOCK_NONBLOCK
CLOEXEC = socket.SOCK_STREAM | socket.SOCK_CLOEXEC
answers = lambda: {
    "names of users": call("socket", socket.AF_UNIX, NSCD, 0),
    "whether IPv6": call("socket", socket.AF_INET6, CLOEXEC, 0),
    "a number for uuid": call("socket", socket.AF_UNIX, socket.SOCK_STREAM, 0),
}
"""


def test_does_not_tell_what_libraries_ask_anyway() -> None:
    found = staged(HARMLESS)
    assert (set(found["answers"].values()), found["heard"]) == ({"EPERM"}, [])
    python_socket = "answers = lambda: {'': call('socket', 1, 1 | socket.SOCK_CLOEXEC, 0)}"
    assert staged(python_socket) == {"heard": ["socket"], "answers": {"": "EPERM"}}


FAILS_CLOSED = {
    "gone": (
        "def before_hearing(witness):\n    if not witness._waiting: witness.close()",
        {"ENOSYS"},
    ),
    "gone after the first": ("module.MOST_HEARD = 1", {"EPERM", "ENOSYS"}),
    "another answer": ("module.SEND = 0", {"ENOSYS"}),
    "other ioctls": ("module.RECEIVE = 0", {"ENOSYS"}),
}
"""What goes wrong with the witness, and how calls end then."""


@pytest.mark.parametrize(("code", "ends"), FAILS_CLOSED.values(), ids=FAILS_CLOSED)
def test_without_it_the_kernel_refuses(code: str, ends: set[str]) -> None:
    asked = "['fork', 'socket', 'ptrace', 'kill']"
    found = staged(f"{code}\nanswers = lambda: {{name: call(name) for name in {asked}}}")
    assert set(found["answers"].values()) == ends
    assert len(found["answers"]) == 4


LISTENER = """
def answers():
    filter = (ctypes.c_ubyte * 8)(6, 0, 0, 0, 0, 0, 0xC0, 0x7F)  # all calls ask a witness
    head = (ctypes.c_ulong * 2)(1, ctypes.addressof(filter))
    return {"second": call("seccomp", 1, 8, ctypes.addressof(head))}
"""


@pytest.mark.parametrize("gone", [False, True])
def test_nobody_can_take_its_place(gone: bool) -> None:
    """Of two filters that ask, the newer one's witness would be asked."""
    code = LISTENER
    if gone:
        code += "    \nmodule.MOST_HEARD = 0\nlisten = answers\n"
        code += "answers = lambda: {'first': call('fork'), **listen()}"
    found = staged(code)
    assert found["answers"]["second"] == "EPERM"


def test_tells_each_call_once_and_not_too_many() -> None:
    many = "['fork', 'vfork', 'socket', 'bind', 'listen', 'accept', 'connect', 'bpf', 'mount']"
    found = staged(f"answers = lambda: [call(name) for _ in range(3) for name in {many}] and {{}}")
    names = ["fork", "vfork", "socket", "bind", "listen", "accept", "connect", "bpf"]
    assert found["heard"] == names
    assert len(names) == MOST_REFUSALS


def test_says_that_it_hears_no_more() -> None:
    """Also where all that it has heard was harmless."""
    code = "module.MOST_HEARD = 3\n"
    code += "answers = lambda: [call('socket', 2, 2, 0) for _ in range(3)] and {'': call('fork')}"
    assert staged(code) == {"heard": [TOO_MANY.which], "answers": {"": "ENOSYS"}}


INTERRUPTED = """
import signal, time
def before_hearing(witness):
    if not witness._waiting: time.sleep(0.01)
def answers():
    signal.signal(signal.SIGALRM, lambda *_: None)
    signal.setitimer(signal.ITIMER_REAL, 0.001, 0.003)
    return {str(n): call("bpf") for n in range(20)}
"""


def test_a_process_that_is_interrupted_while_it_waits() -> None:
    found = staged(INTERRUPTED)
    assert set(found["answers"].values()) <= {"EPERM", "EINTR"}
    assert len(found["answers"]) == 20
