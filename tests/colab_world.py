"""What Colab does to a notebook, a stand-in for its `google.colab`, and a clean environment."""

from __future__ import annotations

import copy
import json
import subprocess
import sysconfig
import venv
from pathlib import Path
from typing import Any

from nbformat import NotebookNode

STAND_IN = {
    "__init__.py": "from google.colab import files\n",
    "files.py": """\
import os, shutil

def upload():
    path = os.environ["COLAB_UPLOAD"]
    with open(path, "rb") as file:
        return {"my holiday.jpg": file.read()}

def download(name):
    shutil.copy(name, os.environ["COLAB_DOWNLOADS"])
""",
    "_message.py": """\
import json, os

def blocking_request(method, request="", timeout_sec=5, parent=None):
    assert method == "get_ipynb"
    with open(os.environ["COLAB_NOTEBOOK"]) as file:
        return {"ipynb": json.load(file)}
""",
}


def write_stand_in(folder: Path) -> Path:
    """Writes the stand-in into a folder, and gives it, to stand on the path."""
    place = folder / "google" / "colab"
    place.mkdir(parents=True)
    for name, text in STAND_IN.items():
        (place / name).write_text(text)
    return folder


def as_colab_keeps_it(notebook: NotebookNode, keep_ids: bool = True) -> dict[str, Any]:
    """The notebook after a session in Colab: format 4.0, ids in the metadata, sources as lines, and
    who has run what. `keep_ids=False` draws new ids."""
    cells = []
    for number, cell in enumerate(copy.deepcopy(notebook.cells)):
        cell = dict(cell)
        old = cell.pop("id")
        metadata = dict(cell["metadata"])
        metadata["id"] = old if keep_ids else f"xY{number:03}-k_"
        if cell["cell_type"] == "code":
            metadata["executionInfo"] = {
                "status": "ok",
                "timestamp": 1700000000000,
                "user": {"displayName": "Ada Lovelace", "userId": "0123456789"},
            }
            metadata["outputId"] = f"aaaa-{number}"
            metadata["colab"] = {"base_uri": "https://localhost:8080/", "height": 34}
            cell["execution_count"] = number
            told = {"output_type": "stream", "name": "stdout", "text": ["seen\n"]}
            shown = {"output_type": "display_data", "data": {"text/plain": ["x"]}}
            shown["metadata"] = {"colab": {"base_uri": "https://localhost:8080/"}, "tags": []}
            cell["outputs"] = [told, shown]
        cell["metadata"] = metadata
        cell["source"] = cell["source"].splitlines(keepends=True)
        cells.append(cell)
    metadata = {
        "colab": {"provenance": [], "toc_visible": True},
        "kernelspec": {"name": "python3", "display_name": "Python 3"},
        "language_info": {"name": "python"},
        "accelerator": "GPU",
    }
    whole = {"cells": cells, "metadata": metadata, "nbformat": 4, "nbformat_minor": 0}
    return json.loads(json.dumps(whole))


def clean_environment(folder: Path) -> Path:
    """A new environment with all that this one has, but for the project; gives its Python.

    The packages are links to this environment's. What pip installs lies in the new one.
    """
    venv.create(folder, with_pip=False)
    theirs = folder / "theirs"
    theirs.mkdir()
    for path in Path(sysconfig.get_path("purelib")).iterdir():
        if "convolution_course_kit" not in path.name and path.name != "__pycache__":
            (theirs / path.name).symlink_to(path)
    python = folder / "bin" / "python"
    asked = [str(python), "-c", "import sysconfig; print(sysconfig.get_path('purelib'))"]
    own = subprocess.run(asked, capture_output=True, text=True, check=True).stdout.strip()
    (Path(own) / "theirs.pth").write_text(f"{theirs}\n")
    return python


def write_kernel(python: Path, folder: Path) -> Path:
    """A kernel of that Python, as Jupyter finds it: gives the folder for JUPYTER_PATH."""
    place = folder / "kernels" / "clean"
    place.mkdir(parents=True)
    argv = [str(python), "-m", "ipykernel_launcher", "-f", "{connection_file}"]
    (place / "kernel.json").write_text(
        json.dumps({"argv": argv, "display_name": "clean", "language": "python"})
    )
    return folder
