"""A submitted notebook's file, read without trusting any of it."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import nbformat
from nbformat import NotebookNode

from autograder.course.dialects import own_id
from autograder.course.upgrade import upgrade
from autograder.errors import InputError
from autograder.grading.file_tree import has_other_names

LARGEST_NOTEBOOK = 50 << 20
"""Bytes. Outputs of a notebook may be large; its text is not."""


def read_notebook(path: Path) -> NotebookNode:
    """A Python notebook of any format, in the present one, with well-formed cells.

    InputError, in words, where it is none.
    """
    status = path.lstat()
    if has_other_names(status.st_nlink):
        raise InputError(
            "it is a hard link: the same file has another name elsewhere, and may be another's. "
            "Put a copy of it there"
        )
    size = status.st_size
    if size > LARGEST_NOTEBOOK:
        raise InputError(
            f"it has {size >> 20} MiB, more than {LARGEST_NOTEBOOK >> 20} are not read"
        )
    try:
        text = path.read_text(encoding="utf-8-sig")
        raw = json.loads(text)
    except UnicodeDecodeError as error:
        raise InputError("it is not text in UTF-8") from error
    except RecursionError as error:
        raise InputError("it is nested too deeply") from error
    except ValueError as error:
        raise InputError(f"it is not JSON: {str(error)[:200]}") from error
    if not isinstance(raw, dict) or type(raw.get("nbformat")) is not int:
        raise InputError("it is JSON, but no notebook")
    language = language_of(raw)
    if language != "python":
        raise InputError(f"it is a notebook for {language[:40]}, not for Python")
    try:
        notebook = upgrade(nbformat.from_dict(raw) if raw["nbformat"] >= 4 else _old(text))
    except RecursionError as error:
        raise InputError("it is nested too deeply") from error
    if not isinstance(notebook.get("cells"), list):
        raise InputError("it is a notebook without cells")
    return NotebookNode(
        nbformat=notebook.nbformat,
        nbformat_minor=notebook.nbformat_minor,
        metadata=_own_mark(notebook.get("metadata")),
        cells=[cell for raw_cell in notebook.cells for cell in _clean(raw_cell)],
    )


def _old(text: str) -> NotebookNode:
    """A notebook of a format before 4, whose texts are lists of lines."""
    try:
        return nbformat.reader.reads(text)
    except Exception as error:  # nbformat's readers raise whatever a damaged notebook makes them
        raise InputError(f"the notebook's format could not be read: {str(error)[:200]}") from error


def _own_mark(metadata: Any) -> NotebookNode:
    """What a notebook's metadata say of the release that it was made from, and of its form; nothing
    else is needed."""
    mark = metadata.get("autograder") if isinstance(metadata, dict) else None
    said = {key: mark.get(key) for key in ("release", "form")} if isinstance(mark, dict) else {}
    kept = {key: value for key, value in said.items() if isinstance(value, str)}
    return NotebookNode({"autograder": kept} if kept else {})


def language_of(raw: Mapping[str, Any]) -> str:
    """The language that a notebook says it is for, in small letters; Python where it says nothing."""
    metadata = raw.get("metadata")
    if not isinstance(metadata, dict):
        return "python"
    for mark in (metadata.get("kernelspec"), metadata.get("language_info")):
        if isinstance(mark, dict):
            language = mark.get("language") or (mark.get("name") if "version" in mark else None)
            if isinstance(language, str) and language:
                return "python" if language.lower().startswith(("python", "ipython")) else language
    return "python"


def _clean(raw: Any) -> Iterator[NotebookNode]:
    """The cell with text for a source and nbgrader's mark for metadata; nothing where it is no cell.

    Outputs are dropped: the notebook is run again. So is whatever else the metadata hold: marks on
    how a cell is run or shown, or a nest too deep to be copied.
    """
    if not isinstance(raw, dict) or raw.get("cell_type") not in ("code", "markdown", "raw"):
        return
    source = raw.get("source", "")
    if isinstance(source, list) and all(isinstance(line, str) for line in source):
        source = "".join(source)
    if not isinstance(source, str):
        return
    cell = NotebookNode(
        cell_type=raw["cell_type"],
        metadata=_mark(raw.get("metadata")),
        source=_writable(source),
    )
    if (name := own_id(raw)) is not None:
        cell["id"] = _writable(name)
    if cell.cell_type == "code":
        cell["outputs"], cell["execution_count"] = [], None
    elif _are_attachments(raw.get("attachments")):
        cell["attachments"] = raw["attachments"]
    yield cell


def _mark(metadata: Any) -> NotebookNode:
    """nbgrader's mark in a cell's metadata, as far as it is flat."""
    mark = metadata.get("nbgrader") if isinstance(metadata, dict) else None
    if not isinstance(mark, dict):
        return NotebookNode()
    flat = {
        key: _writable(value) if isinstance(value, str) else value
        for key, value in mark.items()
        if isinstance(value, str | int | float) or value is None
    }
    return nbformat.from_dict({"nbgrader": flat})


def _are_attachments(attachments: Any) -> bool:
    """Whether these are pictures in a text cell: by name, by type, as text."""
    if not isinstance(attachments, dict):
        return False
    bundles = [bundle for bundle in attachments.values() if isinstance(bundle, dict)]
    texts = [text for bundle in bundles for pair in bundle.items() for text in pair]
    return len(bundles) == len(attachments) and all(
        isinstance(text, str) and _writable(text) == text for text in (*attachments, *texts)
    )


def _writable(text: str) -> str:
    """Text without lone surrogates, which cannot be written to a file or a pipe."""
    return text.encode("utf-8", "replace").decode("utf-8")
