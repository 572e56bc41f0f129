"""Puts together what an assignment's release is made of, beside its notebook."""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from autograder.course.course import Assignment
from autograder.course.rubric import Rubric
from autograder.questions.answer import Given
from autograder.questions.public import write_public


def write_beside(
    assignment: Assignment,
    rubric: Rubric,
    expected: Mapping[str, Any],
    untouched: Mapping[str, Given],
) -> None:
    """Writes the public part into the source's folder, where the pictures are already.

    Only what this file names goes there: rubric and wrong answers can't be released by accident.
    """
    questions = {q.id: (q, expected[q.id]) for q in rubric.questions}
    given = {q.id: untouched.get(q.id, Given()) for q in rubric.questions}
    write_public(assignment.source, assignment.name, rubric.title, questions, given)


def copy_images(assignment: Assignment, folder: Path) -> None:
    """Copies the pictures that a master speaks of, and those of the clothes, into `images/`."""
    text = assignment.master.read_text(encoding="utf-8")
    images = assignment.course.images
    for path in sorted(images.rglob("*")):
        inside = path.relative_to(images)
        if path.is_file() and (
            inside.parts[0] == "clothes" or f"images/{inside.as_posix()}" in text
        ):
            target = folder / "images" / inside
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(path, target)
