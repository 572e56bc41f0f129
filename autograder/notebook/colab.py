"""A notebook opened alone in Google Colab: its files unpacked, and the submission that comes out of it.

The notebook is written by `autograder export colab`. Colab keeps it in the browser: it is not a
file beside the running code, and it gives cells ids and metadata of its own.
"""

from __future__ import annotations

import importlib
import io
import json
import os
import re
import zipfile
from collections.abc import Mapping
from pathlib import Path, PurePosixPath
from typing import Any

from autograder.notebook.grading import is_graded

SET_UP_TITLE = "#@title Set up: run this cell first"
DOWNLOAD_TITLE = "#@title Download your submission"
"""First lines of the two cells that only the Colab notebook has."""

KIT = "kit/"
"""Where the package lies in the bundle; it is installed, not unpacked."""
PUBLIC = "public.json"

LARGEST = 64 << 20
"""Bytes that a bundle may unpack to."""
ANSWER_SECONDS = 60
"""How long Colab may take to hand over the notebook; a minute is long even for a slow line."""

THEIRS = ("id", "colab", "colab_type", "outputId", "executionInfo", "cellView", "jupyter")
"""Metadata of cells that are Colab's, or the export's own. Some name the person who ran the cell."""
CELL_ID = re.compile(r"[A-Za-z0-9_-]{1,64}")


def set_up(assignment: str, bundle: bytes) -> None:
    """Unpacks a bundle (a zip) into the folder `assignment` and goes there; once there it stays.

    ValueError where the bundle would write anywhere else. Files of the student's are not touched.
    """
    here = Path.cwd()
    inside = here.name == assignment and (here / PUBLIC).is_file()
    folder = here if inside else here / assignment
    with zipfile.ZipFile(io.BytesIO(bundle)) as archive:
        infos = [i for i in archive.infolist() if not i.is_dir() and not i.filename.startswith(KIT)]
        if sum(info.file_size for info in infos) > LARGEST:
            raise ValueError("This notebook's files are too large: it may be damaged.")
        for info in infos:
            path = PurePosixPath(info.filename)
            if path.is_absolute() or ".." in path.parts or "\\" in info.filename:
                raise ValueError(f"This notebook is damaged: {info.filename!r} is no file of it.")
            target = folder / path
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(archive.read(info))
    os.chdir(folder)
    print(f"Ready. The pictures and the checks are in the folder {assignment}.")


def download_submission(assignment: str, release: str | None = None) -> None:
    """Downloads the notebook as it stands in Colab, as `<assignment>.ipynb` to be handed in.

    Outside Colab it says what to do instead. `release` is the mark of the release it was made from.
    """
    name = f"{assignment}.ipynb"
    if is_graded():
        return
    try:
        colab: Any = importlib.import_module("google.colab")
        message: Any = importlib.import_module("google.colab._message")
    except ImportError:
        print(
            f"This is not Colab, so there is nothing to download: save this notebook "
            f"and hand in its file, {name}."
        )
        return
    told = message.blocking_request("get_ipynb", request="", timeout_sec=ANSWER_SECONDS)
    notebook = told.get("ipynb") if isinstance(told, dict) else None
    if not isinstance(notebook, dict) or not isinstance(notebook.get("cells"), list):
        print(
            "Colab did not hand over the notebook. Run this cell again, or choose "
            f"File > Download > Download .ipynb and hand that in as {name}."
        )
        return
    text = json.dumps(submission(notebook, assignment, release), indent=1, ensure_ascii=False)
    Path(name).write_text(text + "\n", encoding="utf-8")
    print(f"Your browser saves {name}: hand in that file. Download it anew after every change.")
    colab.files.download(name)


def submission(
    notebook: Mapping[str, Any], assignment: str, release: str | None = None
) -> dict[str, Any]:
    """A notebook of Colab's as one of format 4.5 that nbgrader takes, without the export's own cells.

    nbgrader's marks stay; ids and metadata of Colab's go, and what they say of persons with them.
    """
    cells: list[dict[str, Any]] = []
    taken: set[str] = set()
    for raw in notebook["cells"]:
        if _is_ours(raw):
            continue
        cell = {key: value for key, value in raw.items() if key != "id"}
        metadata = raw.get("metadata") or {}
        cell["metadata"] = {key: value for key, value in metadata.items() if key not in THEIRS}
        if cell.get("cell_type") == "code":
            cell["outputs"] = [_output(output) for output in raw.get("outputs") or []]
            cell.setdefault("execution_count", None)
        cell["id"] = _id(raw, metadata, taken, len(cells))
        taken.add(cell["id"])
        cells.append(cell)
    about = notebook.get("metadata") or {}
    kept = {key: about[key] for key in ("kernelspec", "language_info") if key in about}
    mark = dict(about.get("autograder") or {"assignment": assignment})
    if release is not None:
        mark["release"] = release
    kept["autograder"] = mark
    return {"cells": cells, "metadata": kept, "nbformat": 4, "nbformat_minor": 5}


def _is_ours(cell: Mapping[str, Any]) -> bool:
    source = _text(cell.get("source", ""))
    return cell.get("cell_type") == "code" and source.startswith((SET_UP_TITLE, DOWNLOAD_TITLE))


def _text(source: Any) -> str:
    return "".join(source) if isinstance(source, list) else str(source)


def _output(output: dict[str, Any]) -> dict[str, Any]:
    """An output with nothing of Colab's in its metadata."""
    if not isinstance(output.get("metadata"), dict):
        return output
    kept = {key: value for key, value in output["metadata"].items() if key not in THEIRS}
    return {**output, "metadata": kept}


def _id(cell: Mapping[str, Any], metadata: Mapping[str, Any], taken: set[str], number: int) -> str:
    """A cell's id: nbgrader's, else the one that Colab kept in the metadata, else the cell's own."""
    mark = metadata.get("nbgrader")
    graded = mark.get("grade_id") if isinstance(mark, dict) else None
    for name in (graded, metadata.get("id"), cell.get("id")):
        if isinstance(name, str) and CELL_ID.fullmatch(name) and name not in taken:
            return name
    while f"own-{number}" in taken:
        number += 1
    return f"own-{number}"
