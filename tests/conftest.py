"""What all tests share."""

from __future__ import annotations

import gc
import os
import shutil
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import settings

from tests.machine import skip_for
from tests.once import made_once
from tests.speeds import SOAK

if TYPE_CHECKING:
    from autograder.grading.kit_exam import KitExam
    from tests.mini_course import MiniCourse

ROOT = Path(__file__).resolve().parents[1]
TOGETHER = (
    ("tests/attacks/",),
    ("tests/questions/", "tests/notebook/", "tests/convolution/", "tests/values/"),
)
"""Folders that share what is so dear that one worker runs them all: the stage; masters and TensorFlow."""
FIRST = (
    "tests/docs/test_commands.py",
    "tests/questions/",
    "tests/attacks/",
    "tests/platforms/test_cycle.py",
    "tests/platforms/test_identical_marks.py",
    "tests/platforms/test_colab.py",
    "tests/engine/",
    "tests/grading/test_sample_class.py",
    "tests/browser/",
    "tests/test_package.py",
    "tests/grading/",
    "tests/platforms/",
)
"""What takes longest: begun first, so that no worker is left alone with it in the end."""


QUICK_EXAMPLES = 25
"""Of each property, where `make test` is run, and in CI; `make thorough` alone and `make soak` try as many
as Hypothesis does."""


def pytest_configure(config: pytest.Config) -> None:
    """Chooses how many examples are tried of a property that does not say it."""
    if config.getoption("markexpr") in ("not thorough", "") and not SOAK:
        settings.register_profile("quick", max_examples=QUICK_EXAMPLES)
        settings.load_profile("quick")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leaves out what `make soak` alone runs; puts the longest first, and all others in their order."""
    if not SOAK:
        left = [item for item in items if item.get_closest_marker("soak")]
        items[:] = [item for item in items if not item.get_closest_marker("soak")]
        config.hook.pytest_deselected(items=left)
    places = dict(enumerate(FIRST))
    items.sort(
        key=lambda item: next(
            (place for place, start in places.items() if item.nodeid.startswith(start)), len(FIRST)
        )
    )


@pytest.hookimpl(wrapper=True)
def pytest_collection() -> Iterator[None]:
    """Has Python not look again and again at what stays until the end: thousands of tests, and modules."""
    gc.disable()
    try:
        return (yield)
    finally:
        gc.enable()
        gc.freeze()


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> Any:
    """How `--dist loadscope` shares tests out: by files, so that what a file's tests share is made once.

    pytest-xdist's own groups need a part of pytest's nodes that pytest 9.2 no longer has.
    """
    if config.getoption("dist") != "loadscope":
        return None
    from xdist.scheduler import LoadScopeScheduling

    class ByFile(LoadScopeScheduling):
        def _split_scope(self, nodeid: str) -> str:
            file = nodeid.split("::", 1)[0]
            return next((folders[0] for folders in TOGETHER if file.startswith(folders)), file)

    return ByFile(config, log)


@pytest.fixture(scope="session", autouse=True)
def state_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where this run keeps its log of failures, in the place of the user's own."""
    folder = tmp_path_factory.mktemp("state")
    os.environ["XDG_STATE_HOME"] = str(folder)
    return folder


@pytest.fixture(scope="session", autouse=True)
def activated() -> None:
    """Programs of this environment are found by their names, as where it is activated: nbgrader starts
    `alembic` so when it makes a gradebook."""
    scripts = str(Path(sys.executable).parent)
    os.environ["PATH"] = os.pathsep.join((scripts, os.environ.get("PATH", os.defpath)))


@pytest.fixture(scope="session")
def root() -> Path:
    """The project's own folder."""
    return ROOT


@pytest.fixture(scope="session")
def built_mini(tmp_path_factory: pytest.TempPathFactory) -> MiniCourse:
    """The mini course, built once for all tests. Not to be changed."""
    from tests.mini_course import MiniCourse, make_mini_course

    return MiniCourse(made_once(tmp_path_factory, "mini", make_mini_course))


@pytest.fixture(scope="session")
def built_exam(built_mini: MiniCourse) -> KitExam:
    """The built mini course's exam."""
    return built_mini.exam()


@pytest.fixture
def mini(built_mini: MiniCourse, tmp_path: Path) -> MiniCourse:
    """A mini course of the test's own."""
    shutil.copytree(built_mini.root, tmp_path / "mini")
    return type(built_mini)(tmp_path / "mini")


@pytest.fixture
def exam(mini: MiniCourse, built_exam: KitExam) -> KitExam:
    """The exam of a mini course of the test's own."""
    return replace(built_exam, assignment=mini.assignment)


@pytest.fixture
def lent_engines(monkeypatch: pytest.MonkeyPatch) -> None:
    """Commands that run in this process are lent an engine that is ready; else each would start its own."""
    from autograder.grading.settings import Settings
    from tests.engine_of import lent_engine

    monkeypatch.setattr(Settings, "engine", lent_engine)


@pytest.fixture(scope="session")
def chromium() -> str:
    """The path of Debian's chromium."""
    path = shutil.which("chromium")
    if path is None:
        skip_for("Debian's package chromium")
    return path


@pytest.fixture(scope="session")
def postgresql_server() -> Iterator[Any]:
    """A PostgreSQL server of this session's own."""
    from tests.postgresql import programs, running

    bin = programs()
    if bin is None:
        skip_for("Debian's package postgresql")
    try:
        import psycopg  # noqa: F401
    except ImportError:
        skip_for("psycopg")
    with running(bin) as server:
        yield server


@pytest.fixture
def postgresql(postgresql_server: Any) -> str:
    """The address of a new PostgreSQL database."""
    return postgresql_server.database()
