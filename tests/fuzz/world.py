"""A course with all that is needed to grade damaged submissions of it, made once for many."""

from __future__ import annotations

import shutil
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from nbgrader.server_extensions.formgrader import handlers
from traitlets.config import Config

from autograder.course.course import Assignment, Course
from autograder.engine.session import Engine
from autograder.grading.demo_course import lay_out_course
from autograder.grading.grader import Grader
from autograder.grading.ledger import Ledger
from autograder.grading.opening import open_grader
from autograder.grading.settings import load_settings
from autograder.platforms.nbgrader.formgrade import FormgradePage
from tests.fuzz.idle import IdleEngine


@dataclass(frozen=True)
class World:
    """Where examples are laid out and graded."""

    course: Course
    idle: dict[str, Grader]
    """By assignment: grades without running anything, into the gradebook."""
    running: dict[str, Grader]
    """By assignment: the same as `autograder grade`."""
    page: FormgradePage

    @property
    def assignments(self) -> Sequence[Assignment]:
        """The assignments whose submissions are damaged, in alphabetical order."""
        return [self.idle[name].assignment for name in sorted(self.idle)]


@contextmanager
def open_world(
    root: Path, source: Course, names: Sequence[str], engine: Engine | None = None
) -> Iterator[World]:
    """A world in the new folder `root`, with assignments of the course `source`.

    Their masters are run once, by an engine that is opened for that if none is given.
    """
    course = lay_out_course(source, root)
    shutil.copytree(source.assignments, course.root / course.folders.release)
    with ExitStack() as opened:
        if engine is None:
            engine = opened.enter_context(load_settings(course).engine())
        running = {
            name: opened.enter_context(open_grader(course.assignment(name), 1, engine=engine))
            for name in names
        }
        yield World(
            course, {name: _idle(running[name]) for name in names}, running, formgraders_page()
        )


def _idle(grader: Grader) -> Grader:
    return replace(grader, engine=IdleEngine(), ledger=Ledger(grader.ledger.gradebook))


def formgraders_page() -> FormgradePage:
    """The formgrader's page, as its server makes it."""
    config = Config()
    config.HTMLExporter.extra_template_basedirs = [handlers.template_path]
    return FormgradePage(config=config)
