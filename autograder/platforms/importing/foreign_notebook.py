"""A notebook of another system: found, read, and known by its form. Nothing of it is run."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path

import nbformat
from nbformat import NotebookNode

from autograder.course.upgrade import upgrade
from autograder.errors import InputError
from autograder.grading.notebook_file import LARGEST_NOTEBOOK
from autograder.grading.notebook_language import language_of
from autograder.platforms.importing.draft import Draft
from autograder.platforms.importing.nbgrader_draft import is_nbgrader, nbgrader_draft
from autograder.platforms.importing.otter_draft import is_otter_assign, otter_draft
from autograder.platforms.importing.otter_folder import is_otter_folder, otter_folder_draft
from autograder.platforms.importing.solutions import parses

PICTURE = re.compile(r"!\[[^\]]*\]\((?P<path>[^)\s:]+)\)|<img[^>]+src=[\"'](?P<src>[^\"':]+)[\"']")
OLD_OTTER = re.compile(r"\s*```\s*\n\s*BEGIN (ASSIGNMENT|QUESTION)\b")
"""A cell of Otter Assign's first format."""


def find_notebook(file: Path) -> Path:
    """The notebook that is meant. InputError where there is none, or more than one."""
    if not file.is_dir():
        if not file.is_file():
            raise InputError(f"{file}: there is no such file")
        return file
    notebooks = sorted(file.glob("[!.]*.ipynb"))
    if len(notebooks) != 1:
        # what Otter Assign makes has two folders
        notebooks = notebooks or sorted(file.glob("[!.]*/[!.]*.ipynb"))
        names = ", ".join(str(path.relative_to(file)) for path in notebooks[:10]) or "none"
        raise InputError(f"{file}: name the notebook that is to be brought in; there is: {names}")
    return notebooks[0]


def read_notebook(path: Path) -> NotebookNode:
    """A Python notebook of any format. InputError, in words, where it is none."""
    if path.stat().st_size > LARGEST_NOTEBOOK:
        raise InputError(f"{path}: it is larger than {LARGEST_NOTEBOOK >> 20} MiB")
    try:
        raw = json.loads(path.read_text(encoding="utf-8-sig"))
        if not isinstance(raw, dict) or not isinstance(raw.get("nbformat"), int):
            raise InputError("it is not a notebook")
        language = language_of(raw)
        notebook = upgrade(nbformat.reader.reads(json.dumps(raw)))
        for cell in notebook.cells:
            cell.source = "".join(cell.source)
            cell.metadata = NotebookNode(cell.get("metadata") or {})
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError) as error:
        raise InputError(f"{path}: it can't be read as a notebook: {str(error)[:200]}") from error
    if language != "python":
        raise InputError(f"{path}: it is a notebook for {language[:40]}, not for Python")
    return notebook


def draft_of(notebook: NotebookNode, path: Path) -> Draft:
    """The draft of a notebook of any form that is known. InputError where it is of none."""
    title = _title(notebook) or path.stem
    if is_otter_assign(notebook):
        draft = otter_draft(notebook, title)
    elif is_nbgrader(notebook):
        draft = nbgrader_draft(notebook, title)
    elif is_otter_folder(notebook):
        draft = otter_folder_draft(notebook, path.parent, title)
    elif any(OLD_OTTER.match(cell.source) for cell in notebook.cells):
        raise InputError(
            f"{path}: it is in the first format of Otter Assign (`BEGIN QUESTION` in a plain fence), "
            "which Otter does not read any more: bring in what Otter Assign made of it, or give its "
            "cells the marks of today's format"
        )
    else:
        raise InputError(
            f"{path}: no cell has nbgrader's marks, Otter Assign's `# BEGIN QUESTION` or Otter's "
            "grader.check(...): it can't be told what is asked"
        )
    if not draft.questions:
        raise InputError(f"{path}: no question has been found in it")
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
    otter = notebook.metadata.get("otter")
    name = otter.get("assignment_name") if isinstance(otter, dict) else None
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
            yield f"`{cell.question}`: its {cell.role}'s code is not Python"
    if any(cell.role == "play" for cell in draft.cells):
        yield "code marked `play=true` may be changed by students: take the mark from what they must not"
    if any("read_csv(" in cell.source or "open(" in cell.source for cell in draft.cells):
        yield "its code reads files: only what lies in `data/images/` and is named there goes out"
