"""What commands share: their options, how they open a course, and the bar on the terminal."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from autograder.course.course import Assignment, Course
from autograder.course.outline import course_outline
from autograder.errors import InputError

if TYPE_CHECKING:
    from autograder.grading.evidence.store import EvidenceStore

console = Console(stderr=True)
F = TypeVar("F", bound=Callable[..., Any])


def course_option(command: F) -> F:
    """Adds `--course`: the course's folder, as `root`."""
    return click.option(
        "--course",
        "root",
        default=".",
        type=click.Path(path_type=Path),
        help="The course's folder. [default: this one]",
    )(command)


def jobs_option(command: F) -> F:
    """Adds `--jobs`: how many notebooks run at a time."""
    return click.option(
        "--jobs",
        default=os.cpu_count() or 1,
        type=click.IntRange(1, 256),
        show_default="one a core",
        help="How many notebooks to run at a time.",
    )(command)


def to_folder(help: str) -> Callable[[F], F]:
    """Adds `--to`: the folder that is written, as `target`."""
    return _to(help, click.Path(file_okay=False, path_type=Path))


def to_file(help: str) -> Callable[[F], F]:
    """Adds `--to`: the file that is written, as `target`."""
    return _to(help, click.Path(dir_okay=False, path_type=Path))


def _to(help: str, kind: click.Path) -> Callable[[F], F]:
    return click.option("--to", "target", required=True, type=kind, help=help)


def open_course(root: Path) -> Course:
    """The course in a folder; InputError where there is none."""
    return Course.at(root)


def assignments_of(course: Course, names: Sequence[str]) -> list[Assignment]:
    """The assignments of those names; without names all, in the course's order. InputError for no such one."""
    if not course.names():
        raise InputError(
            f"{course.solutions}: there is no assignment here, since no folder has a rubric.py"
        )
    if names:
        return [course.assignment(name) for name in names]
    return [item.assignment for item in course_outline(course)]


def gradable(course: Course, name: str) -> Assignment:
    """The assignment of that name: one of the kit, or one that nbgrader has released."""
    from autograder.grading.plain_course import find_assignment

    return find_assignment(configured(course), name)


def check_writable(file: Path | None) -> None:
    """InputError where a file that is to be written at the end can't be."""
    if file and (file.is_dir() or not file.absolute().parent.is_dir()):
        raise InputError(f"{file}: a file can't be written there")


def configured(course: Course) -> Course:
    """The course with the folders that its nbgrader_config.py names."""
    from autograder.grading.course_directory import as_configured

    return as_configured(course)


def tell_remarks(store: EvidenceStore | None) -> None:
    """Says what there is to say of evidence that could not be used or kept."""
    for remark in store.remarks if store else ():
        console.print(remark, soft_wrap=True, markup=False)


def progress(title: str) -> Progress:
    """A bar on the terminal; each task has a field `now`, what it is at."""
    return Progress(
        TextColumn(title),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
        TextColumn("{task.fields[now]}", markup=False),
        console=console,
        transient=False,
    )
