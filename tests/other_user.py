"""A second user of the operating system: a student, who may do what the system lets students do."""

from __future__ import annotations

import os
import pwd
import shutil
import stat
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.machine import skip_for

PACKAGE = Path(__file__).resolve().parents[1]
NEEDED = (Path(sys.prefix), Path(sys.base_prefix), PACKAGE / "autograder")
"""What a student's Python is made of, wherever it lies."""


@dataclass(frozen=True)
class OtherUser:
    """A user of the operating system, with a home, and a way to run commands there."""

    name: str
    home: Path
    way_in: tuple[str, ...]
    """What stands before a command, so that this user can reach this Python."""

    def run(
        self, *command: str | Path, folder: Path | None = None
    ) -> subprocess.CompletedProcess[str]:
        """Runs a command as this user, in the user's home or another folder."""
        become = ("setpriv", f"--reuid={self.name}", f"--regid={self.name}", "--clear-groups")
        return subprocess.run(
            [*self.way_in, *become, *command],
            cwd=folder or self.home,
            env={
                "HOME": str(self.home),
                "LANG": "C.UTF-8",
                "PATH": os.pathsep.join((f"{sys.prefix}/bin", os.defpath)),
                "PYTHONPATH": str(PACKAGE),
            },
            capture_output=True,
            text=True,
        )

    def write(self, path: Path, text: str) -> None:
        """Writes a file that is the user's own."""
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
        for one in (path, path.parent):
            shutil.chown(one, self.name, self.name)


@contextmanager
def other_user(word: str, homes: Path) -> Iterator[OtherUser]:
    """Makes a user whose name begins with a word, and removes it in the end.

    Skips the test where users can't be made, or can't be let in to this Python.
    """
    if os.geteuid() != 0 or not all(map(shutil.which, ("useradd", "userdel", "setpriv"))):
        skip_for("the right, and the commands, to make a second user of the system")
    name = f"{word}-{os.getpid()}"
    home = homes / name
    made = ("--no-create-home", "--user-group", "--home-dir", str(home), name)
    subprocess.run(["useradd", *made], check=True, capture_output=True)
    try:
        home.mkdir(mode=0o700)
        shutil.chown(home, name, name)
        user = OtherUser(name, home, _way_in())
        seen = user.run(sys.executable, "-c", "import autograder, nbgrader; print(autograder)")
        if seen.returncode != 0:
            skip_for(f"a way for a second user to this Python ({seen.stderr.strip()[-200:]})")
        assert str(PACKAGE) in seen.stdout
        yield user
    finally:
        subprocess.run(["userdel", name], check=True, capture_output=True)


def open_folder() -> Path:
    """A new temporary folder that all users may look into: pytest's own are closed."""
    folder = Path(tempfile.mkdtemp(prefix="autograder-exchange-"))
    folder.chmod(0o755)
    return folder


def identity(name: str) -> int:
    """The number of a user."""
    return pwd.getpwnam(name).pw_uid


def _way_in() -> tuple[str, ...]:
    """Opens the closed folders above what a student's Python needs, and shows nothing else in them:
    nothing is needed where none is closed."""
    closed = {path: _highest_closed(path) for path in NEEDED}
    doors = sorted({door for door in closed.values() if door is not None})
    if not doors:
        return ()
    if shutil.which("bwrap") is None:
        skip_for("Debian's package bubblewrap")
    way = ["bwrap", "--die-with-parent", "--dev-bind", "/", "/"]
    for door in doors:
        way += ["--perms", "0755", "--tmpfs", str(door)]
        for path in sorted(path for path, its in closed.items() if its == door):
            for parent in reversed(path.relative_to(door).parents[:-1]):
                way += ["--perms", "0755", "--dir", str(door / parent)]
            way += ["--ro-bind", str(path), str(path)]
    return tuple(way)


def _highest_closed(path: Path) -> Path | None:
    """The highest folder on the way to a path that others may not enter."""
    way = (*reversed(path.parents), path)
    return next((one for one in way if not one.stat().st_mode & stat.S_IXOTH), None)
