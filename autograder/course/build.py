"""What an assignment's release is made of beside its notebook: the public part, and pictures."""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from autograder.course.course import Assignment
from autograder.course.source import Source
from autograder.questions.key import Key
from autograder.questions.public import write_public


def write_beside(source: Source, keys: Mapping[str, Key[Any]], folder: Path) -> None:
    """Writes the public part into a folder, where the pictures are already.

    Only what this file names goes there: rubric and wrong answers can't be released by accident.
    """
    rubric = source.rubric
    in_order = [keys[question.id] for question in rubric.questions]
    write_public(folder, source.assignment.name, rubric.title, in_order)


def copy_images(assignment: Assignment, folder: Path) -> None:
    """Copies the pictures that a master mentions, and those of the clothes, into `images/`."""
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
