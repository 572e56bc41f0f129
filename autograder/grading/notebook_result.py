"""One graded notebook of a submission, on its way to where it is kept."""

from __future__ import annotations

from dataclasses import dataclass

from nbformat import NotebookNode

from autograder.grading.marks import Marks
from autograder.grading.submission import Submission
from autograder.questions.verdict import Verdict


@dataclass(frozen=True, eq=False)
class NotebookResult:
    """What grading one notebook of a submission gave."""

    marks: Marks
    notebook: NotebookNode | None
    """The executed notebook with the verdicts in it; where the submitted one could not be read, one
    that says so, and None where there is none."""
    submission: Submission
    held_up: bool = False
    """Whether it met a limit of time that the machine may be to blame for, which was busy, or found no
    process there."""
    public: tuple[Verdict, ...] = ()
    """Where they were asked for: the verdicts on the public part of the questions that have a hidden
    one, as a live check gives them. They are no marks."""
    key: str = ""
    """Of all that the marks depend on; empty where that is not known."""
    unchanged: bool = False
    """Whether these marks were kept before, so that nothing was run, judged or written."""
