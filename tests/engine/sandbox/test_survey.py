"""The survey: it tries for real, says no where a part is missing, and never raises."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from autograder.engine.sandbox import survey as survey_module
from autograder.engine.sandbox.survey import MEANINGS, Survey, survey
from autograder.engine.sandbox.trial import trial


def raises() -> None:
    raise ValueError


@pytest.mark.parametrize(
    ("attempt", "held"),
    [
        (lambda: True, True),
        (lambda: 7, True),
        (lambda: False, False),
        (lambda: None, False),
        (raises, False),
        (lambda: os._exit(0), False),
        (lambda: sys.exit(0), False),
        (lambda: os.kill(os.getpid(), signal.SIGKILL), False),
    ],
    ids=["true", "seven", "false", "none", "raises", "exits", "leaves", "crashes"],
)
def test_a_trial_is_another_process(attempt: Callable[[], object], held: bool) -> None:
    assert trial(attempt) is held


def test_a_trial_leaves_no_trace(tmp_path: Path) -> None:
    before = sorted(os.listdir("/proc/self/fd"))
    assert trial(lambda: os.chdir(tmp_path) or True)
    assert Path.cwd() != tmp_path
    assert sorted(os.listdir("/proc/self/fd")) == before


@pytest.mark.skipif(sys.platform != "linux", reason="there are walls on Linux only")
def test_says_the_same_twice() -> None:
    found = survey()
    assert found == survey()
    assert found.root == (os.getuid() == 0)


@pytest.mark.parametrize(
    ("package", "field"), [("landlockpy", "landlock"), ("pyseccomp", "seccomp")]
)
def test_a_missing_package(package: str, field: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, package, None)
    found = survey()
    assert not getattr(found, field)
    assert not found.inner
    assert not found.outer


def test_a_missing_program(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    before = survey()
    monkeypatch.setenv("PATH", str(tmp_path))
    found = survey()
    assert not found.bubblewrap
    assert found.inner == before.inner


def test_a_program_that_does_not_work(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "bwrap").write_text(
        "#!/bin/sh\necho 'setting up uid map: Permission denied' >&2\nexit 1\n"
    )
    (tmp_path / "bwrap").chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path), prepend=os.pathsep)
    assert not survey().outer


@pytest.mark.parametrize("platform", ["darwin", "win32"])
def test_elsewhere_nothing_stands(platform: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(survey_module.sys, "platform", platform)
    found = survey()
    assert found == Survey(platform)
    assert not found.inner
    assert not any(stands for _, stands, _ in found.lines())


def test_every_part_has_a_meaning() -> None:
    nothing = Survey("linux", root=True)
    parts = {name for name in vars(nothing) if name not in ("platform", "root")}
    assert {name for name, *_ in MEANINGS} == parts
    assert len(nothing.lines()) == len(MEANINGS)
    for what, stands, meaning in nothing.lines():
        assert what
        assert not stands
        assert meaning.endswith(".")


def test_only_root_can_become_another() -> None:
    ordinary, root = Survey("linux"), Survey("linux", root=True)
    assert {"a user of its own"} == {line[0] for line in root.lines()} - {
        line[0] for line in ordinary.lines()
    }
