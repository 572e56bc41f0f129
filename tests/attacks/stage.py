"""The stage: a course, a home and a neighbour with secrets in them, and eyes on all of it."""

from __future__ import annotations

import contextlib
import ctypes
import hashlib
import os
import re
import secrets
import shutil
import signal
import socket
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from mini_course import MiniCourse

from attacks.attack import Attack, Effect

VICTIM = Path(__file__).with_name("victim.py")
HONEST = ("anna", "zoe")
"""They have right answers, and are graded before and after the attack."""
PLACES = ("rubric", "master", "source", "submission", "gradebook", "home", "environment", "grader",
          "victim", "shared", "running", "outside", "folder", "hidden")  # fmt: skip
"""Where a secret text of its own lies."""
PR_SET_CHILD_SUBREAPER = 36
SETTLE_SECONDS = 1.0


@dataclass(frozen=True)
class Seen:
    """What the stage looks like from outside."""

    files: Mapping[str, str]
    """Path, and all that should stay as it is."""
    victim: tuple[Any, ...]
    children: frozenset[int]


class Stage:
    """One course to attack, with everything around it; a context manager."""

    def __init__(self, built: MiniCourse, root: Path) -> None:
        """`built` is copied into `root`."""
        self.root = root
        self.built = built
        token = secrets.token_hex(6)
        self.secrets = {place: f"CANARY-{place}-{token}" for place in PLACES}
        self.name = f"canary-{token}"
        self.home, self.outside = root / "home", root / "outside"
        self.mini = MiniCourse(root / "course")
        self.shared = Path("/dev/shm", self.name)

    def __enter__(self) -> Self:
        self._subreaper(True)
        self.temporary = Path(tempfile.mkdtemp(prefix="autograder-"))
        (self.temporary / "answers.txt").write_text(self.secrets["running"])
        self.sockets = list(self._listen())
        self.lay_out()
        self._start_victim()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._end_victim()
        for listener in self.sockets:
            listener.close()
        shutil.rmtree(self.temporary)
        self._sweep()
        self._subreaper(False)

    @property
    def words(self) -> dict[str, str]:
        """What the words between two @ stand for in an attack's texts."""
        tcp, udp = (listener.getsockname()[1] for listener in self.sockets[:2])
        return {
            "COURSE": str(self.mini.root),
            "HOME": str(self.home),
            "OUTSIDE": str(self.outside),
            "TEMPORARY": tempfile.gettempdir(),
            "SHARED": str(self.shared),
            "NAME": self.name,
            "TCP": str(tcp),
            "UDP": str(udp),
            "VICTIM": str(self.victim.pid),
            "ADDRESS": self._address,
            "DESCRIPTOR": self._descriptor,
            "BOAST": 'print("DONE", 6 * 7)',
        }

    def told(self, text: str) -> str:
        """A text with its words replaced."""
        words = self.words
        return re.sub(r"@([A-Z]+)@", lambda found: words[found[1]], text)

    def lay_out(self) -> None:
        """Write all files anew, with their secrets."""
        for folder in (self.mini.root, self.home, self.outside, self.root / "folder"):
            shutil.rmtree(folder, ignore_errors=True)
        shutil.copytree(self.built.root, self.mini.root)
        for name, place in (
            ("solutions/mini/rubric.py", "rubric"),
            ("solutions/mini/mini.py", "master"),
            ("build/source/mini/mini.ipynb", "source"),
        ):
            with (self.mini.root / name).open("a") as file:
                file.write(f"\n# {self.secrets[place]}\n")
        for student in HONEST:
            self.mini.submit(student, self.mini.answered(why=self.secrets["submission"]))
        with contextlib.closing(sqlite3.connect(self.mini.root / "gradebook.db")) as book:
            book.execute("create table canary (text text)")
            book.execute("insert into canary values (?)", (self.secrets["gradebook"],))
            book.commit()
        (self.home / ".ssh").mkdir(parents=True)
        (self.home / ".ssh/id_ed25519").write_text(self.secrets["home"])
        self.outside.mkdir()
        self.outside.chmod(0o1777)
        (self.outside / "notes.txt").write_text(self.secrets["outside"])
        (self.root / "folder").mkdir(mode=0o700)
        (self.root / "folder/private.txt").write_text(self.secrets["folder"])
        self.shared.write_text(self.secrets["shared"])
        self._listen_by_path()

    def submit(self, attack: Attack, student: str = "mallory") -> None:
        """Submit an attack."""
        notebook = self.mini.answered(**{q: self.told(code) for q, code in attack.cells.items()})
        if attack.edit is not None:
            attack.edit(notebook)
        files = {name: self.told(text) for name, text in attack.files.items()}
        folder = self.mini.submit(student, notebook, **files)
        if attack.lay is not None:
            attack.lay(folder, self.words)

    def look(self) -> Seen:
        """What there is to be seen now."""
        return Seen(dict(self._files()), self._victim_state(), frozenset(descendants(os.getpid())))

    def effects(self, before: Seen, known: Mapping[int, str] | None = None) -> set[Effect]:
        """What has happened since, outside the graded notebook; then all is put right again."""
        found: set[Effect] = set()
        if self._contacted():
            found.add("contact")
        survivors = self._survivors(before)
        if survivors:
            found.add("survivor")
        now = self.look()
        if now.files != before.files:
            found.add("change")
            self.lay_out()
        if now.victim != before.victim:
            found.add("victim")
            self._end_victim()
            self._start_victim()
        for path in Path("/dev/shm").glob(f"{self.name}-*"):
            path.unlink()
        return found

    def loot(self, text: str) -> bool:
        """Whether a secret stands in a text."""
        return any(secret in text for secret in self.secrets.values())

    def _files(self) -> Iterator[tuple[str, str]]:
        for top in (self.mini.root, self.home, self.outside, self.root / "folder"):
            for folder, folders, names in os.walk(top):
                folders[:] = [name for name in folders if name not in WRITTEN]
                for name in names:
                    path = Path(folder, name)
                    if "mallory" in path.parts:
                        continue
                    yield str(path), self._state(path)
        with contextlib.closing(sqlite3.connect(self.mini.root / "gradebook.db")) as book:
            try:
                yield "gradebook", str(book.execute("select * from canary").fetchall())
            except sqlite3.Error as error:
                yield "gradebook", str(error)

    def _state(self, path: Path) -> str:
        status = path.lstat()
        if path.name.startswith((".gradebook", "gradebook.db")):
            return f"{status.st_mode}"
        content = path.read_bytes() if path.is_file() else b""
        kept = (status.st_mode, status.st_uid, status.st_nlink, int(status.st_mtime))
        return f"{kept} {hashlib.sha256(content).hexdigest()}"

    def _listen(self) -> Iterator[socket.socket]:
        for family, kind, address in (
            (socket.AF_INET, socket.SOCK_STREAM, ("127.0.0.1", 0)),
            (socket.AF_INET, socket.SOCK_DGRAM, ("127.0.0.1", 0)),
            (socket.AF_UNIX, socket.SOCK_STREAM, f"\0{self.name}"),
            (socket.AF_UNIX, socket.SOCK_DGRAM, f"\0{self.name}-datagrams"),
        ):
            yield _listener(family, kind, address)

    def _listen_by_path(self) -> None:
        """A socket with a path goes with the folder that it lies in."""
        for listener in self.sockets[4:]:
            listener.close()
        path = os.path.relpath(self.outside / "socket")  # a path of a socket has 107 bytes at most
        self.sockets[4:] = [_listener(socket.AF_UNIX, socket.SOCK_STREAM, path)]

    def _contacted(self) -> bool:
        found = False
        for listener in self.sockets:
            with contextlib.suppress(BlockingIOError):
                if listener.type == socket.SOCK_STREAM:
                    listener.accept()[0].close()
                else:
                    listener.recv(100)
                found = True
        return found

    def _start_victim(self) -> None:
        self.victim = subprocess.Popen(
            [sys.executable, "-P", "-s", str(VICTIM)],
            cwd=self.root / "folder",
            env={"CANARY_VICTIM": self.secrets["victim"]},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            text=True,
        )
        assert self.victim.stdout is not None
        self._address, self._descriptor = self.victim.stdout.readline().split()

    def _end_victim(self) -> None:
        self.victim.kill()
        self.victim.wait()
        assert self.victim.stdout is not None
        self.victim.stdout.close()

    def _victim_state(self) -> tuple[Any, ...]:
        import resource

        pid = self.victim.pid
        try:
            status = Path(f"/proc/{pid}/status").read_text()
            running = re.search(r"State:\t(.)", status)
            limits = resource.prlimit(pid, resource.RLIMIT_NOFILE)
            nice = os.getpriority(os.PRIO_PROCESS, pid)
        except (OSError, ProcessLookupError):
            return ("gone",)
        return (running and running[1] in "SRD", limits, nice)

    def _survivors(self, before: Seen) -> set[int]:
        """Processes that were not there before and do not end by themselves; they are killed."""
        end = time.monotonic() + SETTLE_SECONDS
        while new := set(descendants(os.getpid())) - before.children:
            if time.monotonic() > end:
                break
            time.sleep(0.02)
        for pid in new:
            with contextlib.suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
        for pid in new:
            with contextlib.suppress(ChildProcessError):
                os.waitpid(pid, 0)
        return new

    def _sweep(self) -> None:
        for path in Path("/dev/shm").glob(f"{self.name}*"):
            path.unlink()

    def _subreaper(self, wanted: bool) -> None:
        """Have processes that lose their parent become this one's children, to be found here."""
        ctypes.CDLL(None).prctl(PR_SET_CHILD_SUBREAPER, int(wanted), 0, 0, 0)


WRITTEN = ("autograded", "feedback")
"""Folders of a course that grading writes to."""


def _listener(family: int, kind: int, address: Any) -> socket.socket:
    listener = socket.socket(family, kind)
    listener.bind(address)
    if kind == socket.SOCK_STREAM:
        listener.listen()
    listener.setblocking(False)
    return listener


def descendants(pid: int) -> Iterator[int]:
    """The children of a process, theirs, and so on; without those that have ended."""
    with contextlib.suppress(OSError):
        for task in os.listdir(f"/proc/{pid}/task"):
            text = Path(f"/proc/{pid}/task/{task}/children").read_text()
            for child in map(int, text.split()):
                with contextlib.suppress(OSError):
                    state = Path(f"/proc/{child}/stat").read_text().rsplit(")")[1].split()[0]
                    if state == "Z":
                        with contextlib.suppress(ChildProcessError):
                            if pid == os.getpid() and child not in KEPT:
                                pass
                        continue
                yield child
                yield from descendants(child)


KEPT: frozenset[int] = frozenset()
