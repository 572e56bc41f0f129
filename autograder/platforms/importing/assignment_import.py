"""Brings an assignment of nbgrader or Otter into a course: its draft is written as files."""

from __future__ import annotations

import re
from pathlib import Path

from autograder.course.master import parse_master, read_master
from autograder.course.rubric import load_rubric
from autograder.course.source import check_rubric
from autograder.errors import InputError
from autograder.files import write_whole
from autograder.platforms.importing.draft import Draft
from autograder.platforms.importing.draft_files import (
    list_text,
    master_text,
    rubric_text,
    source_of,
    wrong_answers_text,
)
from autograder.platforms.importing.foreign_notebook import draft_of, find_notebook, read_notebook

NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]{0,59}")
LIST = "IMPORT.md"


def bring_in(file: Path, target: Path, force: bool = False) -> Draft:
    """Writes the draft of `file` into `target` (`solutions/NAME`), and gives it.

    `file` is a notebook, or a folder with one. Nothing of it is run. InputError where it can't be
    brought in, InputError where something is there already and `force` is not given.
    """
    if not NAME.fullmatch(target.name):
        raise InputError(
            f"{target.name!r} can't be an assignment's name: letters, digits, - and _ only"
        )
    path = find_notebook(file)
    draft = draft_of(read_notebook(path), path)
    files = {
        f"{target.name}.py": master_text(draft),
        "rubric.py": rubric_text(draft, path.name),
        "wrong_answers.py": wrong_answers_text(target.name),
        LIST: list_text(draft, target.name, path.name),
    }
    there = [name for name in files if (target / name).exists()]
    if there and not force:
        raise InputError(
            f"{target} has {', '.join(there)} already: name another folder, or replace with --force"
        )
    _check(draft, files[f"{target.name}.py"])
    for name, text in files.items():
        write_whole(target / name, text)
    master, rubric = read_master(target / f"{target.name}.py"), load_rubric(target / "rubric.py")
    check_rubric(master, rubric)
    return draft


def _check(draft: Draft, text: str) -> None:
    """InputError where the master's text does not say what the draft does."""
    written = [
        (c.role, c.question, c.source.strip()) for c in parse_master(text, draft.title).cells
    ]
    meant = [(c.role, c.question, source_of(c).strip()) for c in draft.cells]
    for number, (there, right) in enumerate(zip(written, meant, strict=False), 1):
        if there != right:
            raise InputError(f"cell {number} of the draft can't be written as py:percent text")
    if len(written) != len(meant):
        raise InputError("the draft can't be written as py:percent text")
