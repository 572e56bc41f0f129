"""The notebook for Colab: the starter between a cell that sets it up and one that downloads it."""

from __future__ import annotations

import base64
import lzma

from nbformat import NotebookNode
from nbformat.v4 import new_code_cell

from autograder.course.cells import release_mark
from autograder.course.course import PROJECT, Assignment
from autograder.notebook.colab import DOWNLOAD_TITLE, KIT, SET_UP_TITLE
from autograder.notebook.grading import GRADING
from autograder.platforms.colab.package import Package
from autograder.platforms.wheel import stored

FORM = ' { display-mode: "form" }'
"""What makes Colab show a cell's title instead of its code."""

SET_UP = """\
{title}{form}
# Brings the pictures and the checks of this notebook. There is nothing to fill in here.
def set_up_notebook(assignment, package, version, bundle):
    import base64, importlib.metadata, importlib.util, io, lzma
    import os, subprocess, sys, tempfile, zipfile

    class SetUpFailed(RuntimeError):
        def _render_traceback_(self):  # short: the last line below is very long
            return [str(self)]

    def install():
        print("Installing the checks: this takes some seconds.")
        with tempfile.TemporaryDirectory() as place:
            what = package
            if package.startswith("{kit}"):
                what = zipfile.ZipFile(io.BytesIO(files)).extract(package, place)
            pip = [sys.executable, "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
            done = subprocess.run([*pip, what], capture_output=True, text=True)
        if done.returncode:
            raise RuntimeError(done.stderr[-2000:])
        for name in [name for name in sys.modules if name.split(".")[0] == "autograder"]:
            del sys.modules[name]
        importlib.invalidate_caches()

    if os.environ.get("{grading}"):
        return
    try:
        files = lzma.decompress(base64.b64decode(bundle))
        try:
            there = importlib.metadata.version("{project}")
            there = importlib.util.find_spec("autograder") and there
        except importlib.metadata.PackageNotFoundError:
            there = None
        if there is None or (version and there != version):
            install()
        from autograder.notebook.colab import set_up

        set_up(assignment, files)
    except (Exception, KeyboardInterrupt) as error:
        raise SetUpFailed(
            "This notebook could not be set up. Run this cell again; if that does not help, show "
            f"this to your teachers:\\n{{type(error).__name__}}: {{error}}"
        ) from None


set_up_notebook({assignment!r}, {package!r}, {version!r}, bundle="{bundle}")
"""

DOWNLOAD = """\
{title}{form}
# Saves this notebook as {assignment}.ipynb on your computer: that file is your submission.
from autograder.notebook.colab import download_submission

download_submission({assignment!r}, {release!r})
"""


def colab_notebook(assignment: Assignment, starter: NotebookNode, package: Package) -> NotebookNode:
    """The starter between a cell that sets it up and one that downloads the submission."""
    name = assignment.name
    set_up = SET_UP.format(
        title=SET_UP_TITLE,
        form=FORM,
        project=PROJECT,
        kit=KIT,
        assignment=name,
        package=package.requirement,
        version=package.version,
        grading=GRADING,
        bundle=base64.b64encode(bundle(assignment, package)).decode(),
    )
    download = DOWNLOAD.format(
        title=DOWNLOAD_TITLE, form=FORM, assignment=name, release=release_mark(starter)
    )
    cells = [_form("set-up", set_up), *starter.cells, _form("download", download)]
    for cell in cells:
        cell.metadata["id"] = cell["id"]  # where Colab looks for it, and keeps it
    metadata = {**starter.metadata, "colab": {"provenance": [], "name": f"{name}.ipynb"}}
    return NotebookNode(
        cells=cells,
        metadata=NotebookNode(metadata),
        nbformat=starter.nbformat,
        nbformat_minor=starter.nbformat_minor,
    )


def _form(id: str, source: str) -> NotebookNode:
    """A cell that Colab shows by its title, and that JupyterLab folds."""
    metadata = {"cellView": "form", "jupyter": {"source_hidden": True}}
    return new_code_cell(source=source.strip(), id=id, metadata=metadata)


def bundle(assignment: Assignment, package: Package) -> bytes:
    """A zip of what lies beside the starter, and of the wheel, compressed as a whole (LZMA)."""
    folder = assignment.released
    files = {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and path != assignment.starter and ".ipynb_checkpoints" not in path.parts
    }
    if package.wheel:
        files[package.requirement] = package.wheel
    return lzma.compress(stored(files), preset=9)
