"""What a notebook may and may not do, as data: tried behind the wall and without it.

Run as text by `stage.py`, which says in its argument where the files are.
"""

import asyncio
import ctypes
import fcntl
import json
import mmap
import os
import shutil
import socket
import subprocess
import sys
import threading
from pathlib import Path

from autograder.engine.sandbox import privileges

PLACE = Path(json.loads(sys.argv[1])["place"])
SCRATCH, GIVEN, SECRET = PLACE / "scratch", PLACE / "given.txt", PLACE / "secret"
CLONE_VM, CLONE_FS, CLONE_FILES, CLONE_SIGHAND, CLONE_THREAD = 0x100, 0x200, 0x400, 0x800, 0x10000
CLOSE_RANGE_UNSHARE = 2
FS_IOC_GETFLAGS = 0x80086601
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


def with_open(path, action, *arguments):
    number = os.open(path, os.O_RDONLY)
    try:
        action(number, *arguments)
    finally:
        os.close(number)


def run_thread():
    thread = threading.Thread(target=int)
    thread.start()
    thread.join()


def read_to_empty(path):
    os.close(os.open(path, os.O_RDONLY | os.O_TRUNC))
    need_changed(b"data", path.read_bytes())


def start_thread(shared):
    """Shares the memory, the signals and one thing more with its process, and waits."""
    stack = ctypes.create_string_buffer(1 << 16)
    top = ctypes.c_void_p((ctypes.addressof(stack) + len(stack)) & ~0xF)
    checked(LIBC.clone(LIBC.pause, top, CLONE_VM | CLONE_SIGHAND | CLONE_THREAD | shared, None))


def set_aside(path):
    with path.open("wb") as file:
        checked(LIBC.fallocate(file.fileno(), 0, ctypes.c_long(0), ctypes.c_long(4096)))


def leave_in_pipe(writing):
    page = ctypes.create_string_buffer(4096)
    vector = (ctypes.c_size_t * 2)(ctypes.addressof(page), len(page))
    checked(LIBC.vmsplice(writing, vector, ctypes.c_size_t(1), 0))


TRIED = {
    "list the root": lambda: os.listdir("/"),
    "read a secret": lambda: (SECRET / "rubric.txt").read_text(),
    "list a folder": lambda: os.listdir(SECRET),
    "read by another name": lambda: Path(f"/proc/self/root{SECRET}/rubric.txt").read_text(),
    "read of the parent's": lambda: Path(f"/proc/{os.getppid()}/environ").read_text(),
    "list processes": lambda: os.listdir("/proc"),
    "read connections": lambda: Path("/proc/self/net/tcp").read_text(),
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
    "notice of a folder": lambda: with_open(SCRATCH, fcntl.fcntl, fcntl.F_NOTIFY, fcntl.DN_CREATE),
    "keep others out": lambda: with_open(GIVEN, fcntl.fcntl, fcntl.F_SETLEASE, fcntl.F_WRLCK),
    "ask the file system": lambda: with_open(GIVEN, fcntl.ioctl, FS_IOC_GETFLAGS, b" " * 8),
    "hold the parent": lambda: os.close(os.pidfd_open(os.getppid())),
    "be traced": lambda: checked(LIBC.ptrace(0, 0, None, None)),
    "take back the death signal": lambda: privileges.prctl(privileges.PR_SET_PDEATHSIG, 0),
    "hide": lambda: privileges.prctl(privileges.PR_SET_DUMPABLE, 0),
    "slow down others": lambda: os.setpriority(os.PRIO_USER, 0, 19),
    "anonymous file": lambda: os.close(os.memfd_create("x")),
    "shared memory": lambda: (open(SHARED, "w").close(), os.unlink(SHARED)),
    "old shared memory": lambda: checked(LIBC.shmget(0, 4096, 0o600)),
    "thread with files of its own": lambda: start_thread(CLONE_FS),
    "thread with a place of its own": lambda: start_thread(CLONE_FILES),
    "table of its own": lambda: checked(LIBC.syscall(436, 900, 901, CLOSE_RANGE_UNSHARE)),
    "space at once": lambda: set_aside(SCRATCH / "space"),
    "large buffers": lambda: socket.socketpair()[0].setsockopt(
        socket.SOL_SOCKET, socket.SO_SNDBUF, 4096
    ),
    "memory to share": lambda: mmap.mmap(-1, 4096).close(),
    "zeros to share": lambda: os.close(os.open("/dev/zero", os.O_RDONLY)),
    "pages in a pipe": lambda: leave_in_pipe(os.pipe()[1]),
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
    "thread": lambda: run_thread(),
    "event loop": lambda: asyncio.run(asyncio.sleep(0)),
    "signal oneself": lambda: os.kill(os.getpid(), 0),
    "import": lambda: __import__("colorsys"),
    "import installed": lambda: __import__("yaml"),
    "import this package": lambda: __import__("autograder.convolution"),
    "random numbers": lambda: os.close(os.open("/dev/urandom", os.O_RDONLY)),
    "null": lambda: Path(os.devnull).write_text("x"),
    "itself": lambda: Path("/proc/self/status").read_text(),
    "processors": lambda: (os.cpu_count(), Path("/proc/cpuinfo").read_text()),
}
"""What a notebook does, and must go on to do."""
