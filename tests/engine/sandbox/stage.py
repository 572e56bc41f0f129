"""A process that forks another, puts the wall around it or not, and lets it try things.

Run as text by `python -c`, so that it runs behind the outer wall too. Its argument is JSON; it
prints one JSON object, from each thing that was tried to how it ended.
"""

import ctypes
import errno
import fcntl
import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import traceback
from dataclasses import replace
from pathlib import Path

from autograder.engine.sandbox import inner, libraries, privileges
from autograder.engine.sandbox.calls import IGNORED, NEWER, REFUSED, UNKNOWN, _numbers
from autograder.engine.sandbox.inner import InnerWall, View
from autograder.engine.sandbox.survey import Survey
from autograder.engine.session import Limits

ASKED = json.loads(sys.argv[1])
PLACE = Path(ASKED["place"])
SCRATCH, GIVEN, SECRET = PLACE / "scratch", PLACE / "given.txt", PLACE / "secret"
REFUSALS = (errno.EPERM, errno.EACCES, errno.ENOSYS, errno.EXDEV, None)
SHARED = f"/dev/shm/autograder-test-{os.getpid()}"
LIBC = ctypes.CDLL(None, use_errno=True)


def checked(result):
    if result == -1:
        number = ctypes.get_errno()
        raise OSError(number, os.strerror(number))


def fork():
    if os.fork() == 0:
        os._exit(0)


def need_changed(before, after):
    if before == after:
        raise PermissionError("nothing changed")


def change_mode(path):
    before = os.stat(path).st_mode
    os.chmod(path, 0o601)
    need_changed(before, os.stat(path).st_mode)


def change_mode_of_open(path):
    before = os.stat(path).st_mode
    with open(path) as file:
        os.fchmod(file.fileno(), 0o602)
    need_changed(before, os.stat(path).st_mode)


def change_time(path):
    before = os.stat(path).st_mtime
    os.utime(path, (1, 1))
    need_changed(before, os.stat(path).st_mtime)


def signal_in_name(option):
    reading, _ = os.pipe()
    fcntl.fcntl(reading, option, os.getpid())


def read_to_empty(path):
    os.close(os.open(path, os.O_RDONLY | os.O_TRUNC))
    need_changed(b"data", path.read_bytes())


TRIED = {
    "list the root": lambda: os.listdir("/"),
    "read a secret": lambda: (SECRET / "rubric.txt").read_text(),
    "list a folder": lambda: os.listdir(SECRET),
    "read by another name": lambda: open(f"/proc/self/root{SECRET}/rubric.txt").read(),
    "read of the parent's": lambda: open(f"/proc/{os.getppid()}/environ").read(),
    "list processes": lambda: os.listdir("/proc"),
    "read connections": lambda: open("/proc/self/net/tcp").read(),
    "write to given data": lambda: GIVEN.write_text("x"),
    "empty given data": lambda: os.truncate(GIVEN, 0),
    "empty by reading": lambda: read_to_empty(GIVEN),
    "delete given data": lambda: GIVEN.unlink(),
    "make a file": lambda: (PLACE / "new").write_text("x"),
    "make a folder": lambda: (PLACE / "folder").mkdir(),
    "move out": lambda: ((SCRATCH / "a").write_text("x"), os.rename(SCRATCH / "a", PLACE / "a")),
    "move in": lambda: os.rename(SECRET / "rubric.txt", SCRATCH / "stolen"),
    "link in": lambda: os.link(SECRET / "rubric.txt", SCRATCH / "linked"),
    "link to a folder": lambda: os.symlink(SECRET, SCRATCH / "link"),
    "make a pipe": lambda: os.mkfifo(SCRATCH / "pipe"),
    "change a mode": lambda: change_mode(GIVEN),
    "change an open mode": lambda: change_mode_of_open(GIVEN),
    "change a time": lambda: change_time(GIVEN),
    "change an owner": lambda: os.chown(GIVEN, os.getuid(), os.getgid()),
    "start a process": fork,
    "start a program": lambda: subprocess.run(["/bin/true"], check=True),
    "be another program": lambda: os.execv("/bin/true", ["true"]),
    "leave the session": os.setsid,
    "network": socket.socket,
    "local socket": lambda: socket.socket(socket.AF_UNIX),
    "kernel socket": lambda: socket.socket(socket.AF_NETLINK, socket.SOCK_RAW),
    "pair of datagrams": lambda: socket.socketpair(type=socket.SOCK_DGRAM),
    "signal the parent": lambda: os.kill(os.getppid(), 0),
    "signal the group": lambda: os.kill(0, 0),
    "signal by file": lambda: signal_in_name(fcntl.F_SETOWN),
    "hold the parent": lambda: os.close(os.pidfd_open(os.getppid())),
    "be traced": lambda: checked(LIBC.ptrace(0, 0, None, None)),
    "take back the death signal": lambda: privileges.prctl(privileges.PR_SET_PDEATHSIG, 0),
    "hide": lambda: privileges.prctl(privileges.PR_SET_DUMPABLE, 0),
    "slow down others": lambda: os.setpriority(os.PRIO_USER, 0, 19),
    "anonymous file": lambda: os.close(os.memfd_create("x")),
    "shared memory": lambda: (open(SHARED, "w").close(), os.unlink(SHARED)),
    "old shared memory": lambda: checked(LIBC.shmget(0, 4096, 0o600)),
    "watch a folder": lambda: checked(LIBC.inotify_init()),
}
"""What must be refused behind the wall; each can be done without it, on most machines."""

ALLOWED = {
    "read given data": lambda: GIVEN.read_text(),
    "write": lambda: (SCRATCH / "a").write_text("x"),
    "write again": lambda: (SCRATCH / "a").write_text("y"),
    "make folders": lambda: (SCRATCH / "b" / "c").mkdir(parents=True),
    "move": lambda: os.rename(SCRATCH / "a", SCRATCH / "b" / "c" / "a"),
    "copy": lambda: shutil.copy2(SCRATCH / "b" / "c" / "a", SCRATCH / "d"),
    "delete": lambda: shutil.rmtree(SCRATCH / "b"),
    "thread": lambda: (t := __import__("threading").Thread(target=int), t.start(), t.join()),
    "event loop": lambda: __import__("asyncio").run(__import__("asyncio").sleep(0)),
    "signal oneself": lambda: os.kill(os.getpid(), 0),
    "import": lambda: __import__("colorsys"),
    "import installed": lambda: __import__("yaml"),
    "import this package": lambda: __import__("autograder.convolution"),
    "random numbers": lambda: open("/dev/urandom", "rb").read(1),
    "null": lambda: open(os.devnull, "w").write("x"),
    "itself": lambda: open("/proc/self/status").read(),
    "processors": lambda: (os.cpu_count(), open("/proc/cpuinfo").read(1)),
}
"""What a notebook does, and must go on to do."""


def every_call():
    """The answers of the kernel to every call that is refused, ignored or unknown."""
    answers = {"refused": REFUSED.values(), "ignored": [IGNORED], "unknown": [UNKNOWN]}
    numbers = {kind: set(_numbers(" ".join(names))) for kind, names in answers.items()}
    numbers["unknown"] |= set(NEWER) - numbers["refused"]
    found = {}
    for kind, calls in numbers.items():
        for call in calls:
            result = LIBC.syscall(call, *[ctypes.c_long(-1)] * 6)
            found[f"{kind} {call}"] = errno.errorcode[ctypes.get_errno()] if result else "0"
    return found


def privileges_left():
    lines = dict(line.split(":", 1) for line in open("/proc/self/status"))
    names = ("CapEff", "CapPrm", "CapInh", "CapAmb", "NoNewPrivs", "Seccomp")
    found = {name: lines[name].strip() for name in names}
    return found | {"user": os.getuid(), "death signal": privileges.death_signal()}


def breaks(name):
    """Break one part of the wall before it stands."""

    def refuse(*_):
        raise OSError(errno.ENOSYS, "not here")

    def nothing(*_):
        return None

    parts = {
        "no new privileges": (privileges, "forbid_new_privileges", refuse),
        "capabilities": (privileges, "drop_capabilities", refuse),
        "ceilings": (inner, "lower", refuse),
        "paths": (inner, "restrict_paths", refuse),
        "paths that do not hold": (inner, "restrict_paths", nothing),
        "calls": (inner.CallFilter, "load", refuse),
        "calls that do not hold": (inner.CallFilter, "load", nothing),
    }
    if name in parts:
        setattr(*parts[name])
    elif name == "another thread":
        __import__("threading").Thread(target=signal.pause, daemon=True).start()
    elif name == "open file":
        os.dup(os.open(GIVEN, os.O_RDONLY))
    elif name == "open socket":
        os.dup(socket.socketpair()[0].fileno())
    elif name == "scratch of another's":
        SCRATCH.chmod(0)


def view(broken):
    scratch = PLACE / "missing" if broken == "missing scratch" else SCRATCH
    return View((GIVEN,), (scratch,))


def outcome(action):
    try:
        action()
    except OSError as error:
        return "refused" if error.errno in REFUSALS else repr(error)
    except Exception as error:
        return repr(error)
    return "done"


def apart(action):
    """What an action in a fork gives, as JSON."""
    reading, writing = os.pipe()
    if os.fork() == 0:
        try:
            os.close(reading)
            os.write(writing, json.dumps(action()).encode())
        except BaseException:
            traceback.print_exc()
        finally:
            sys.stderr.flush()
            os._exit(0)
    os.close(writing)
    with open(reading) as file:
        text = file.read()
    os.wait()
    return json.loads(text) if text else None


def fill_place(user):
    """Files that the file system would give to this user: only the wall is in its way."""
    for path in PLACE.iterdir():
        shutil.rmtree(path) if path.is_dir() else path.unlink()
    SCRATCH.mkdir()
    SECRET.mkdir()
    GIVEN.write_text("data")
    (SECRET / "rubric.txt").write_text("secret")
    for path in (PLACE, SCRATCH, SECRET, GIVEN, SECRET / "rubric.txt"):
        if user is not None:
            os.chown(path, user, user)


def behind(wall, action, broken=""):
    """An action behind the wall; the wall's own words where it does not stand."""
    if wall is not None:
        try:
            privileges.prctl(privileges.PR_SET_PDEATHSIG, signal.SIGKILL)
            breaks(broken)
            wall.stand(view(broken), replace(Limits(), disk_bytes=1 << 20))
        except inner.WallError as error:
            return {"WallError": str(error)}
        os.chdir(SCRATCH)
        os.environ["TMPDIR"] = str(SCRATCH)
    return action()


def main():
    survey = ASKED["survey"]
    for name in ASKED["preload"]:
        __import__(name)
    wall = None if survey is None else InnerWall.prepare(Survey(**survey))
    user = None if wall is None else wall.user
    fill_place(user)
    found = {}
    for name, actions in (("tried", TRIED), ("allowed", ALLOWED)):
        if name in ASKED["what"]:
            # One process for each: what one does must not help another.
            one_by_one = [actions] if name == "allowed" else [{k: v} for k, v in actions.items()]
            for part in one_by_one:
                fill_place(user)
                found |= apart(
                    lambda part=part: behind(wall, lambda: {k: outcome(v) for k, v in part.items()})
                ) or dict.fromkeys(part, "died")
    if "calls" in ASKED["what"]:
        found |= apart(lambda: behind(wall, every_call))
    if "privileges" in ASKED["what"]:
        found |= apart(lambda: behind(wall, privileges_left))
    for broken in ASKED["broken"]:
        found[broken] = apart(lambda broken=broken: behind(wall, lambda: {}, broken))
    if "code" in ASKED:
        found |= apart(lambda: behind(wall, lambda: run_code(ASKED["code"])))
    found["libraries"] = [str(path) for path in libraries.library_paths()]
    print("\n" + json.dumps(found))


def run_code(code):
    names = {}
    exec(code, names)
    return names["found"]


main()
