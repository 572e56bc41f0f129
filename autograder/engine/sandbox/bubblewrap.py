"""The outer wall: bubblewrap around the zygote. Linux only.

Behind it there is no network, and of the disk only the system's programs, this interpreter and
what is named: no home, no course, no other submission.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from autograder.engine.sandbox.libraries import existing, library_paths, program_paths

PROGRAM = "bwrap"

NAMESPACES = (
    "--unshare-ipc",
    "--unshare-pid",
    "--unshare-net",
    "--unshare-uts",
    "--unshare-cgroup-try",
)
"""Root needs no namespace of users, and can make a submission another user without one. For an
ordinary user bubblewrap adds one by itself."""

ROOT_LINKS = ("/bin", "/lib", "/lib32", "/lib64", "/libx32", "/sbin")
"""Links into /usr on most systems, folders on others."""

TRY_SECONDS = 30
"""After that bubblewrap counts as not working."""


def outer_command(
    argv: Sequence[str], readable: Iterable[Path] = (), writable: Iterable[Path] = ()
) -> list[str]:
    """`argv`, to be run behind the outer wall.

    The environment and the descriptors pass unchanged. `readable` and `writable` are bound at
    the same paths; /tmp is empty but for them. Start it from a thread that
    lives as long as it must: the kernel ends it with that thread (`--die-with-parent`).
    """
    command = [PROGRAM, *NAMESPACES, "--die-with-parent", "--new-session"]
    command += ["--tmpfs", "/", "--proc", "/proc", "--dev", "/dev", "--tmpfs", "/tmp"]
    command += [*_system(), "--dir", "/var/tmp"]
    reading = [
        path
        for path in existing((*library_paths(), *program_paths(), *readable))
        if not path.is_relative_to("/usr") and str(path) not in ROOT_LINKS
    ]
    writing = list(writable)
    # Folders that bubblewrap makes on the way to another are for their owner alone, and those
    # that it is asked to make are for all.
    for folder in sorted({parent for path in reading + writing for parent in path.parents}):
        if folder != Path("/"):
            command += ["--dir", str(folder)]
    for option, paths in (("--ro-bind", reading), ("--bind", writing)):
        for path in paths:
            command += [option, str(path), str(path)]
    return [*command, "--chdir", "/", "--remount-ro", "/", "--", *argv]


def works() -> bool:
    """Whether bubblewrap starts this interpreter here, tried for real. Never raises."""
    if shutil.which(PROGRAM) is None:
        return False
    try:
        done = subprocess.run(
            outer_command([sys.executable, "-P", "-s", "-c", PUSH]),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            timeout=TRY_SECONDS,
            check=False,
        )
    except (OSError, subprocess.TimeoutExpired):
        return False
    return done.stdout == b"stands"


PUSH = """
import ctypes, importlib.util, os, socket
found = importlib.util.find_spec("numpy") and importlib.util.find_spec("safetensors")
alone = {name for _, name in socket.if_nameindex()} <= {"lo"}
if found and alone and not os.path.exists("/etc/passwd"):
    print("stands", end="")
"""
"""What is run to see whether it works: libraries are found, there is no network, and the disk is another
one."""


def _system() -> Iterator[str]:
    yield from ("--ro-bind", "/usr", "/usr")
    for name in ROOT_LINKS:
        if os.path.islink(name):
            yield from ("--symlink", os.readlink(name), name)
        elif os.path.isdir(name):
            yield from ("--ro-bind", name, name)
