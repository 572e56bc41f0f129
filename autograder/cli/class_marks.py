"""What commands do with the marks of a class: have them given, write their pages, tell them."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import ExitStack, closing
from typing import TYPE_CHECKING

from rich.console import Console

from autograder.cli.failures import page_or_sentence
from autograder.cli.interruption import interrupted
from autograder.cli.options import console, progress
from autograder.course.course import Assignment
from autograder.errors import AutograderError
from autograder.printable import counted

if TYPE_CHECKING:
    from autograder.engine.session import Engine
    from autograder.grading.grader import Grader
    from autograder.grading.marks import Marks


def grade_class(
    assignment: Assignment,
    students: Sequence[str],
    jobs: int,
    sandbox: bool = True,
    engine: Engine | None = None,
    again: bool = False,
    scheduler: str | None = None,
) -> tuple[Grader, tuple[Marks, ...]]:
    """Grades with a bar on the terminal; gives the grader, and the marks in the order of `students`.

    Stopped where somebody interrupts it, or the gradebook or a disk does not do its part any more: what
    is graded until then is kept, and a sentence says so.
    """
    from autograder.grading.opening import open_grader
    from autograder.grading.patience import Patience

    patience = Patience(tell=lambda told: console.print(told, soft_wrap=True, markup=False))
    marks: dict[str, Marks] = {}
    try:
        with ExitStack() as opened:
            with console.status(f"{assignment.name}: running the master"):
                grader = opened.enter_context(
                    open_grader(
                        assignment,
                        jobs,
                        sandbox,
                        engine,
                        again,
                        scheduler=scheduler,
                        patience=patience,
                    )
                )
            _grade(grader, students, marks)
    except KeyboardInterrupt as interrupt:
        kept = _kept_until_now(assignment.name, len(marks), len(students))
        raise interrupted(interrupt, kept) from None
    except AutograderError as error:
        if not marks:
            raise
        kept = _kept_until_now(assignment.name, len(marks), len(students))
        raise AutograderError(f"{error}. {kept}") from error
    return grader, tuple(marks[student] for student in students)


def _kept_until_now(assignment: str, done: int, of: int) -> str:
    """What is told of a run that ends before its time."""
    return (
        f"{done} of {counted(of, 'submission')} are graded, and their marks are kept. "
        f"`autograder grade {assignment}` goes on from there"
    )


def _grade(grader: Grader, students: Sequence[str], marks: dict[str, Marks]) -> None:
    """Grades with a bar on the terminal; the marks are in `marks` as soon as they are kept."""
    for remark in _remarks(grader, len(students)):
        console.print(remark, soft_wrap=True, markup=False)
    with progress(f"grade {grader.assignment.name}") as bar:
        task = bar.add_task("", total=len(students) * len(grader.exams), now="")

        def finished(student: str) -> None:
            bar.update(task, advance=1, now=student)

        with closing(grader.grade(students, finished)) as graded:
            for item in graded:
                marks[item.student] = item
        bar.update(task, now="")


def _remarks(grader: Grader, count: int) -> tuple[str, ...]:
    """What is to be said before so many submissions are graded: of the machines, or of the memory of
    this one."""
    from autograder.engine.room import too_little_memory
    from autograder.grading.isolation import processes_of

    if grader.machines is not None:
        return grader.machines.remarks()
    each = max(processes_of(exam.rubric.questions) for exam in grader.exams)
    warning = too_little_memory(min(grader.jobs, count), grader.limits, each)
    return (warning,) if warning else ()


def write_page(grader: Grader, marks: Sequence[Marks], whole: bool = True) -> str:
    """What is told of the page of the class, which is written where its `whole` was graded; nothing
    where that failed, which has been told."""
    from autograder.reports.class_page import class_page_of, write_class_page, write_student_pages

    page_or_sentence(
        "The page of some students' verdicts", lambda: write_student_pages(grader, marks)
    )
    if whole:
        page = page_or_sentence("The page of the class", lambda: write_class_page(grader, marks))
        return f"page of the class: {page}" if page else ""
    page, name = class_page_of(grader.assignment), grader.assignment.name
    if not page.is_file():
        return f"no page of the class: `autograder grade {name}` without names writes one"
    return (
        f"page of the class, as it was graded before: {page} "
        f"(`autograder grade {name}` without names renews it)"
    )


def tell_marks(grader: Grader, marks: Sequence[Marks], page: str) -> str:
    """Prints the table of a class; gives what was printed, as plain text."""
    from autograder.reports.table import as_table, key

    out = Console(record=True)
    out.print(f"\n[bold]{grader.rubric.title}[/bold]")
    out.print(as_table(marks))
    out.print(key())
    autograded = grader.assignment.course.autograded
    out.print(f"graded notebooks: {autograded}", soft_wrap=True, markup=False)
    if page:
        out.print(page, soft_wrap=True, markup=False)
    unchanged = len(grader.ledger.unchanged)
    if unchanged:
        graded = f"{len(marks) - unchanged} graded, " if len(marks) > unchanged else ""
        out.print(f"{graded}{unchanged} unchanged", markup=False)
    for remark in grader.ledger.remarks():
        out.print(remark, soft_wrap=True, markup=False)
    failed = [item.student for item in marks if not item.verdicts]
    if failed:
        raise AutograderError(f"the grader failed on {', '.join(failed)}: see the incidents")
    return out.export_text()
