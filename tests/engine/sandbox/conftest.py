from __future__ import annotations

import functools
import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import numpy
import pytest

import autograder
from autograder.engine.environment import ENVIRONMENT
from autograder.engine.sandbox.privileges import become, can_read
from autograder.engine.sandbox.survey import Survey, survey
from autograder.engine.sandbox.trial import trial
from autograder.grading.preparation import preparation

HERE = Path(__file__).parent
NOBODY = 65534
"""The user that owns nothing, on every Linux."""
MODULES = [str(Path(autograder.__file__).parents[1]), str(Path(numpy.__file__).parents[1])]

BEHIND = """
import json, os, pathlib, sys
from autograder.engine.sandbox.bubblewrap import outer_command

command, place = json.loads(sys.argv[1])
command = outer_command(command, writable=[pathlib.Path(place)])
os.execvp(command[0], command)
"""
"""Puts a command behind the outer wall that fits the interpreter which runs this."""


@functools.cache
def stands() -> Survey:
    return survey()


@functools.cache
def interpreter(user: int | None) -> str | None:
    """An interpreter of this version that the user can read, for `MODULES`."""
    version = "{}.{}".format(*sys.version_info)
    for program in (sys.executable, f"/usr/bin/python{version}"):
        place = Path(program).resolve()

        def reach(place: Path = place) -> bool:
            if user is not None:
                become(user)
            return can_read([place, *map(Path, MODULES)])

        if os.path.exists(program) and trial(reach):
            return program
    return None


@dataclass(frozen=True)
class Stage:
    """Where things are tried: as whom, and behind which walls."""

    ordinary: bool = False
    inner: bool = True
    outer: bool = False

    def run(self, *what: str, broken: tuple[str, ...] = (), **asked: Any) -> dict[str, Any]:
        """What `stage.py` found; skips the test where this stage cannot be had."""
        self._require()
        with self._place() as place:
            question = {
                "place": str(place / "place"),
                "survey": asdict(stands()) if self.inner else None,
                "actions": (HERE / "actions.py").read_text(),
                "what": what,
                "broken": broken,
                "preload": [],
                **asked,
            }
            program = interpreter(self._user)
            assert program is not None
            command = [
                program,
                "-P",
                "-s",
                "-c",
                (HERE / "stage.py").read_text(),
                json.dumps(question),
            ]
            if self.outer:
                command = [program, "-P", "-s", "-c", BEHIND, json.dumps([command, str(place)])]
            done = subprocess.run(
                command,
                stdin=subprocess.DEVNULL,
                capture_output=True,
                text=True,
                env={
                    **ENVIRONMENT,
                    **preparation().environment,
                    "PYTHONPATH": ":".join(MODULES),
                    "HOME": str(place),
                },
                user=self._user,
                group=self._user,
                extra_groups=None if self._user is None else [],
                timeout=300,
            )
        assert done.returncode == 0, done.stderr
        found: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
        return found

    @property
    def _user(self) -> int | None:
        return NOBODY if self.ordinary and os.getuid() == 0 else None

    def _require(self) -> None:
        if not self.ordinary and os.getuid() != 0:
            pytest.skip("not root here")
        if self.inner and not stands().inner:
            pytest.skip("the inner wall cannot stand here")
        if self.outer and not stands().outer:
            pytest.skip("bubblewrap does not work here")
        if interpreter(self._user) is None:
            pytest.skip("no interpreter that an ordinary user can read")

    @contextmanager
    def _place(self) -> Iterator[Path]:
        folder = Path(tempfile.mkdtemp(prefix="stage-"))
        folder.chmod(0o755)
        place = folder / "place"
        place.mkdir()
        if self._user is not None:
            os.chown(place, self._user, self._user)
        try:
            yield folder
        finally:
            shutil.rmtree(folder)


STAGES = {
    "root": Stage(),
    "root, both walls": Stage(outer=True),
    "ordinary": Stage(ordinary=True),
    "ordinary, both walls": Stage(ordinary=True, outer=True),
}


@pytest.fixture(params=STAGES.values(), ids=STAGES, scope="session")
def stage(request: pytest.FixtureRequest) -> Stage:
    """Every way in which a submission may run."""
    chosen: Stage = request.param
    return chosen


@pytest.fixture(scope="session")
def simple_stage() -> Stage:
    """The inner wall alone, for whoever runs the tests."""
    return Stage(ordinary=os.getuid() != 0)


@pytest.fixture(scope="session")
def strong_stage() -> Stage:
    """Both walls where they stand, for whoever runs the tests."""
    return Stage(ordinary=os.getuid() != 0, outer=stands().outer)
