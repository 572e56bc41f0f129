"""A process that forks another, puts the wall around it or not, and lets it try things.

Run as text by `python -c`, so that it runs behind the outer wall too. Its argument is JSON; it
prints one JSON object, from each thing that was tried to how it ended.
"""

import ctypes
import errno
import json
import os
import shutil
import signal
import socket
import sys
import tempfile
import threading
import traceback
from dataclasses import replace
from pathlib import Path

from autograder.engine.sandbox import inner, libraries, privileges
from autograder.engine.sandbox.inner import InnerWall, View
from autograder.engine.sandbox.survey import Survey
from autograder.engine.sandbox.system_calls import IGNORED, NEWER, REFUSED, UNKNOWN, numbers
from autograder.engine.sandbox.user import USERS
from autograder.engine.session import Limits

ASKED = json.loads(sys.argv[1])
PLACE = Path(ASKED["place"])
SCRATCH, GIVEN, SECRET = PLACE / "scratch", PLACE / "given.txt", PLACE / "secret"
REFUSALS = (
    *(errno.EPERM, errno.EACCES, errno.ENOSYS, errno.EOPNOTSUPP, errno.EXDEV),
    None,
)
LIBC = ctypes.CDLL(None, use_errno=True)
ACTIONS = {}
exec(ASKED["actions"], ACTIONS)


def every_call():
    """The answers of the kernel to every call that is refused, ignored or unknown."""
    answers = {"refused": REFUSED.values(), "ignored": [IGNORED], "unknown": [UNKNOWN]}
    known = {kind: set(numbers(" ".join(names))) for kind, names in answers.items()}
    known["unknown"] |= set(NEWER) - known["refused"]
    found = {}
    for kind, calls in known.items():
        for call in calls:
            result = LIBC.syscall(call, *[ctypes.c_long(-1)] * 6)
            found[f"{kind} {call}"] = errno.errorcode[ctypes.get_errno()] if result else "0"
    return found


def privileges_left():
    lines = dict(line.split(":", 1) for line in Path("/proc/self/status").read_text().splitlines())
    names = ("CapEff", "CapPrm", "CapInh", "CapAmb", "NoNewPrivs", "Seccomp")
    found = {name: lines[name].strip() for name in names}
    return found | {"user": os.getuid(), "death signal": privileges.death_signal()}


def breaks(name):
    """Break one part of the wall before it stands."""

    def refuse(*_, **__):
        raise OSError(errno.ENOSYS, "not here")

    def nothing(*_, **__):
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
        threading.Thread(target=signal.pause, daemon=True).start()
    elif name == "open file":
        os.dup(os.open(GIVEN, os.O_RDONLY))
    elif name == "open socket":
        socket.socketpair()[0].detach()
    elif name == "scratch of another's":
        SCRATCH.chmod(0o500)


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
            limits = replace(Limits(), disk_bytes=1 << 20)
            wall.stand(view(broken), limits, USERS[0] if wall.changes_user else None)
        except inner.WallError as error:
            return {"WallError": str(error)}
        os.chdir(SCRATCH)
        os.environ["TMPDIR"] = str(SCRATCH)
        tempfile.tempdir = None
    return action()


def main():
    survey = ASKED["survey"]
    for name in ASKED["preload"]:
        __import__(name)
    wall = None if survey is None else InnerWall.prepare(Survey(**survey))
    user = USERS[0] if wall is not None and wall.changes_user else None
    fill_place(user)
    found = {}
    for name, actions in (("tried", ACTIONS["TRIED"]), ("allowed", ACTIONS["ALLOWED"])):
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
        found |= apart(lambda: behind(wall, lambda: run_code(ASKED["code"]))) or {"died": True}
    found["libraries"] = [str(path) for path in libraries.library_paths()]
    print("\n" + json.dumps(found))


def run_code(code):
    names = {}
    exec(code, names)
    return names["found"]


main()
