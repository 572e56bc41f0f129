"""Brings an assignment of nbgrader or Otter into a course: reads the file, writes the draft."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path

import nbformat
from nbformat import NotebookNode

from autograder.course.master import parse_master, read_master
from autograder.course.rubric import load_rubric
from autograder.course.source import check_rubric
from autograder.course.upgrade import upgrade
from autograder.files import write_whole
from autograder.grading.notebook_file import LARGEST_NOTEBOOK, language_of
from autograder.platforms.importing.draft import Draft
from autograder.platforms.importing.nbgrader_draft import is_nbgrader, nbgrader_draft
from autograder.platforms.importing.otter_draft import is_otter_assign, otter_draft
from autograder.platforms.importing.otter_folder import is_otter_folder, otter_folder_draft
from autograder.platforms.importing.solutions import parses
from autograder.platforms.importing.written import (
    list_text,
    master_text,
    rubric_text,
    source_of,
    wrong_answers_text,
)

NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]{0,59}")
PICTURE = re.compile(r"!\[[^\]]*\]\((?P<path>[^)\s:]+)\)|<img[^>]+src=[\"'](?P<src>[^\"':]+)[\"']")
OLD_OTTER = re.compile(r"\s*```\s*\n\s*BEGIN (ASSIGNMENT|QUESTION)\b")
"""A cell of Otter Assign's first format."""
LIST = "IMPORT.md"


def bring_in(file: Path, target: Path, force: bool = False) -> Draft:
    """Writes the draft of `file` into `target` (`solutions/NAME`), and gives it.

    `file` is a notebook, or a folder with one. Nothing of it is run. ValueError where it can't be
    brought in, FileExistsError where something is there already and `force` is not given.
    """
    if not NAME.fullmatch(target.name):
        raise ValueError(f"{target.name!r} is no assignment's name: letters, digits, - and _ only")
    path = _notebook(file)
    draft = draft_of(read(path), path)
    files = {
        f"{target.name}.py": master_text(draft),
        "rubric.py": rubric_text(draft, path.name),
        "wrong_answers.py": wrong_answers_text(target.name),
        LIST: list_text(draft, target.name, path.name),
    }
    there = [name for name in files if (target / name).exists()]
    if there and not force:
        raise FileExistsError(
            f"{target} has {', '.join(there)} already: name another folder, or replace with --force"
        )
    _check(draft, files[f"{target.name}.py"])
    for name, text in files.items():
        write_whole(target / name, text)
    master, rubric = read_master(target / f"{target.name}.py"), load_rubric(target / "rubric.py")
    check_rubric(master, rubric)
    return draft


def _notebook(file: Path) -> Path:
    """The notebook that is meant. ValueError where there is none, or more than one."""
    if not file.is_dir():
        if not file.is_file():
            raise ValueError(f"{file}: there is no such file")
        return file
    found = sorted(file.glob("*.ipynb"))
    if len(found) != 1:
        found = found or sorted(file.glob("*/*.ipynb"))  # what Otter Assign makes has two folders
        names = ", ".join(str(path.relative_to(file)) for path in found[:10]) or "none"
        raise ValueError(f"{file}: name the notebook that is to be brought in; there is: {names}")
    return found[0]


def read(path: Path) -> NotebookNode:
    """A Python notebook of any format. ValueError, in words, where it is none."""
    if path.stat().st_size > LARGEST_NOTEBOOK:
        raise ValueError(f"{path}: it is larger than {LARGEST_NOTEBOOK >> 20} MiB")
    try:
        raw = json.loads(path.read_text(encoding="utf-8-sig"))
        if not isinstance(raw, dict) or not isinstance(raw.get("nbformat"), int):
            raise ValueError("it is no notebook")
        language = language_of(raw)
        notebook = upgrade(nbformat.reader.reads(json.dumps(raw)))
        for cell in notebook.cells:
            cell.source = "".join(cell.source)
            cell.metadata = NotebookNode(cell.get("metadata") or {})
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError) as error:
        raise ValueError(f"{path}: it can't be read as a notebook: {str(error)[:200]}") from error
    if language != "python":
        raise ValueError(f"{path}: it is a notebook for {language[:40]}, not for Python")
    return notebook


def draft_of(notebook: NotebookNode, path: Path) -> Draft:
    """The draft of a notebook of any form that is known. ValueError where it is of none."""
    title = _title(notebook) or path.stem
    if is_otter_assign(notebook):
        draft = otter_draft(notebook, title)
    elif is_nbgrader(notebook):
        draft = nbgrader_draft(notebook, title)
    elif is_otter_folder(notebook):
        draft = otter_folder_draft(notebook, path.parent, title)
    elif any(OLD_OTTER.match(cell.source) for cell in notebook.cells):
        raise ValueError(
            f"{path}: it is in the first format of Otter Assign (`BEGIN QUESTION` in a plain fence), "
            "which Otter does not read any more: bring in what Otter Assign made of it, or give its "
            "cells the marks of today's format"
        )
    else:
        raise ValueError(
            f"{path}: no cell has nbgrader's marks, Otter Assign's `# BEGIN QUESTION` or Otter's "
            "grader.check(...): it can't be told what is asked"
        )
    if not draft.questions:
        raise ValueError(f"{path}: no question has been found in it")
    draft.decide += _further(draft)
    return draft


def _title(notebook: NotebookNode) -> str:
    """The first heading of the highest level, or the name that Otter has noted."""
    for cell in notebook.cells:
        heading = (
            re.search(r"(?m)^#\s+(.+)$", cell.source) if cell.cell_type == "markdown" else None
        )
        if heading:
            return heading[1].strip()[:100]
    noted = notebook.metadata.get("otter")
    name = noted.get("assignment_name") if isinstance(noted, dict) else None
    return name[:100] if isinstance(name, str) else ""


def _further(draft: Draft) -> Iterator[str]:
    """What is to be looked at in any draft."""
    texts = [cell.source for cell in draft.cells if cell.role in ("text", "written")]
    pictures = {
        found["path"] or found["src"] for text in texts for found in PICTURE.finditer(text)
    } - {None}
    for picture in sorted(p for p in pictures if not p.startswith("images/")):
        yield f"the text shows `{picture}`: put it into `data/images/` and write `images/...`"
    for cell in draft.cells:
        if cell.role in ("answer", "test") and not parses(cell.source) and "%" not in cell.source:
            yield f"`{cell.question}`: its {cell.role}'s code is no Python"
    if any(cell.role == "play" for cell in draft.cells):
        yield "code marked `play=true` may be changed by students: take the mark from what they must not"
    if any("read_csv(" in cell.source or "open(" in cell.source for cell in draft.cells):
        yield "its code reads files: only what lies in `data/images/` and is named there goes out"


def _check(draft: Draft, text: str) -> None:
    """ValueError where the master's text does not say what the draft does."""
    found = [(c.role, c.question, c.source.strip()) for c in parse_master(text, draft.title).cells]
    wanted = [(c.role, c.question, source_of(c).strip()) for c in draft.cells]
    for number, (have, want) in enumerate(zip(found, wanted, strict=False), 1):
        if have != want:
            raise ValueError(f"cell {number} of the draft can't be written as py:percent text")
    if len(found) != len(wanted):
        raise ValueError("the draft can't be written as py:percent text")
