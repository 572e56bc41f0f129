"""The stage: a course, a home and a neighbour with secrets in them, and eyes on all of it."""

from __future__ import annotations

import contextlib
import hashlib
import os
import re
import secrets
import shutil
import sqlite3
import subprocess
import tempfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from autograder.engine.session import Run
from autograder.grading.evidence.evidence import CallRecord, Evidence
from autograder.grading.evidence.store import EvidenceStore
from tests.attacks.attack import Attack, Effect
from tests.attacks.ears import Ears
from tests.attacks.neighbour import Neighbour
from tests.attacks.survivors import adopt, end_survivors, running
from tests.mini_course import MiniCourse

HONEST = ("anna", "zoe")
"""They have right answers, and are graded before and after the attack."""
PLACES = (
    "rubric",
    "master",
    "source",
    "submission",
    "evidence",
    "gradebook",
    "home",
    "environment",
    "victim",
    "shared",
    "running",
    "outside",
    "folder",
    "hidden",
)
"""Where a secret text of its own lies. The grader's own memory holds all of them."""
WRITTEN = ("autograded", "feedback", "mallory")
"""Folders of a course that grading writes to, or the attack itself."""


@dataclass(frozen=True)
class Seen:
    """What the stage looks like from outside."""

    files: Mapping[str, str]
    """By path, all that should stay as it is."""
    neighbour: tuple[Any, ...]
    processes: frozenset[int]


class Stage:
    """One course to attack, with everything around it; a context manager."""

    def __init__(self, built: MiniCourse, root: Path) -> None:
        """`built` is copied into `root`."""
        self.root, self._built = root, built
        token = secrets.token_hex(6)
        self.secrets = {place: f"CANARY-{place}-{token}" for place in PLACES}
        self._name = f"canary-{token}"
        self.home, self._outside = root / "home", root / "outside"
        self._private, self._shared = root / "private", Path("/dev/shm", self._name)
        self.mini = MiniCourse(root / "course")

    def __enter__(self) -> Self:
        adopt(True)
        os.environ["CANARY"] = self.secrets["environment"]
        self._running = Path(tempfile.mkdtemp(prefix="autograder-"))
        (self._running / "answers.txt").write_text(self.secrets["running"])
        self._private.mkdir(mode=0o700, parents=True)
        self._ears = Ears(self._name)
        self._neighbour = Neighbour(self._private, self.secrets["victim"])
        self._lay_out()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        remove(self.mini.course.submitted / "mallory")
        self._neighbour.end()
        self._ears.close()
        shutil.rmtree(self._running)
        del os.environ["CANARY"]
        self._sweep(f"{self._name}*")
        adopt(False)

    @property
    def words(self) -> dict[str, str]:
        """What the words between two @ stand for in an attack's texts."""
        return {
            "COURSE": str(self.mini.root),
            "HOME": str(self.home),
            "OUTSIDE": str(self._outside),
            "TEMPORARY": tempfile.gettempdir(),
            "SHARED": str(self._shared),
            "NAME": self._name,
            "BOAST": 'print("DONE", 6 * 7)',
            **self._ears.words,
            **self._neighbour.words,
        }

    def submit(self, attack: Attack, student: str = "mallory") -> None:
        """Submit an attack."""
        notebook = self.mini.answered(**{q: self._told(code) for q, code in attack.cells.items()})
        if attack.edit is not None:
            attack.edit(notebook)
        files = {name: self._told(text) for name, text in attack.files.items()}
        remove(self.mini.course.submitted / student)
        folder = self.mini.submit(student, notebook, **files)
        if attack.lay is not None:
            attack.lay(folder, self.words)

    def look(self) -> Seen:
        """What there is to be seen now."""
        return Seen(dict(self._files()), self._neighbour.state(), running())

    def effects(self, before: Seen) -> set[Effect]:
        """What has happened since, outside the graded notebook; then all is put right again."""
        found: set[Effect] = set()
        if self._ears.heard():
            found.add("contact")
        if end_survivors(before.processes):
            found.add("survivor")
        now = self.look()
        if now.files != before.files:
            found.add("change")
            self._lay_out()
        if now.neighbour != before.neighbour:
            found.add("victim")
            self._neighbour.end()
            self._neighbour.start()
        self._sweep(f"{self._name}-*")
        return found

    def loot(self, text: str) -> bool:
        """Whether a secret stands in a text."""
        return any(secret in text for secret in self.secrets.values())

    def _told(self, text: str) -> str:
        """A text with its words replaced."""
        words = self.words
        return re.sub(r"@([A-Z]+)@", lambda found: words[found[1]], text)

    def _lay_out(self) -> None:
        """Write all files anew, with their secrets."""
        for folder in (self.mini.root, self.home, self._outside):
            remove(folder)
        shutil.copytree(self._built.root, self.mini.root)
        for name, place in (
            ("solutions/mini/rubric.py", "rubric"),
            ("solutions/mini/mini.py", "master"),
            ("build/source/mini/mini.ipynb", "source"),
        ):
            with (self.mini.root / name).open("a") as file:
                file.write(f"\n# {self.secrets[place]}\n")
        for student in HONEST:
            self.mini.submit(student, self.mini.answered(why=self.secrets["submission"]))
        store = EvidenceStore(self.mini.assignment)
        store.put(store.submitted("anna", "mini"), _evidence(self.secrets["evidence"]))
        with contextlib.closing(sqlite3.connect(self.mini.root / "gradebook.db")) as book:
            book.execute("create table canary (text text)")
            book.execute("insert into canary values (?)", (self.secrets["gradebook"],))
            book.commit()
        (self.home / ".ssh").mkdir(parents=True)
        (self.home / ".ssh/id_ed25519").write_text(self.secrets["home"])
        self._outside.mkdir()
        self._outside.chmod(0o1777)
        (self._outside / "notes.txt").write_text(self.secrets["outside"])
        (self._private / "private.txt").write_text(self.secrets["folder"])
        self._shared.write_text(self.secrets["shared"])
        self._ears.listen_at(self._outside / "socket")

    def _files(self) -> Iterator[tuple[str, str]]:
        yield str(self._shared), _state(self._shared)
        for top in (self.mini.root, self.home, self._outside, self._private):
            for folder, folders, names in os.walk(top):
                folders[:] = [name for name in folders if name not in WRITTEN]
                for path in (Path(folder, name) for name in names):
                    if path.name != "gradebook.db":  # its content is looked at below
                        yield str(path), _state(path)
        with contextlib.closing(sqlite3.connect(self.mini.root / "gradebook.db")) as book:
            try:
                yield "gradebook", str(book.execute("select * from canary").fetchall())
            except sqlite3.Error as error:  # somebody was at it
                yield "gradebook", str(error)

    def _sweep(self, names: str) -> None:
        for folder in ("/dev/shm", "/tmp"):
            for path in Path(folder).glob(names):
                path.unlink()


def _evidence(text: str) -> Evidence:
    """Of a notebook that has printed a text."""
    printed = {"output_type": "stream", "name": "stdout", "text": text}
    return Evidence("ab" * 32, True, Run(((printed,),), (1,), (None,), ({},)), CallRecord())


def remove(path: Path) -> None:
    """Remove a link, or a folder of any depth: shutil is not made for some thousand."""
    subprocess.run(["rm", "-rf", "--", path], check=True)


def _state(path: Path) -> str:
    """Everything of a file that should stay as it is."""
    status = path.lstat()
    content = path.read_bytes() if path.is_file() else b""
    kept = (status.st_mode, status.st_uid, status.st_nlink, int(status.st_mtime))
    return f"{kept} {hashlib.sha256(content).hexdigest()}"
