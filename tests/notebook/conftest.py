"""A live notebook without a server: IPython in this process, cells run one at a time."""

from __future__ import annotations

import atexit
import contextlib
import shutil
import types
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import nbformat
import pytest


@dataclass(frozen=True)
class Ran:
    """What one cell showed."""

    text: str
    """What it printed."""
    cards: list[str]
    """The HTML of all it displayed."""
    plain: list[str]
    """The same as plain text."""
    error: BaseException | None


class Live:
    """An IPython shell in a folder, and the cells of a notebook to run in it."""

    def __init__(self, shell: Any, folder: Path) -> None:
        self.shell = shell
        self.folder = folder

    @property
    def names(self) -> dict[str, Any]:
        """The notebook's variables."""
        return self.shell.user_ns

    def run(self, code: str, cell: str | None = None) -> Ran:
        """Runs a cell, with the id that a front end would tell."""
        from IPython.utils.capture import capture_output

        with contextlib.chdir(self.folder), capture_output() as seen:
            result = self.shell.run_cell(code, store_history=True, cell_id=cell)
        bundles = [output.data for output in seen.outputs]
        return Ran(
            seen.stdout,
            [data["text/html"] for data in bundles if "text/html" in data],
            [data["text/plain"] for data in bundles if "text/html" in data],
            result.error_before_exec or result.error_in_exec,
        )


@pytest.fixture(scope="session")
def released(root: Path) -> Path:
    """The starters as students receive them."""
    return root / "assignments"


@contextlib.contextmanager
def new_shell(folder: Path) -> Iterator[Live]:
    from IPython.core.displayhook import DisplayHook
    from IPython.core.interactiveshell import InteractiveShell
    from traitlets.config import Config

    class Sent(DisplayHook):
        """A notebook's results and errors are messages of their own, not printed text."""

        def write_output_prompt(self) -> None: ...
        def write_format_data(self, *data: Any) -> None: ...
        def finish_displayhook(self) -> None: ...

    class NotebookShell(InteractiveShell):
        displayhook_class = Sent

        def _showtraceback(self, *error: Any) -> None: ...

    quiet = Config()
    quiet.HistoryManager.enabled = False
    quiet.InteractiveShell.colors = "nocolor"
    shell = NotebookShell.instance(
        config=quiet, ipython_dir=str(folder), user_module=types.ModuleType("live_notebook")
    )
    try:
        yield Live(shell, folder)
    finally:
        NotebookShell.clear_instance()
        # Each would have all objects of the process looked at once more, when it ends
        atexit.unregister(shell.atexit_operations)


@pytest.fixture
def shell(tmp_path: Path) -> Iterator[Live]:
    """A shell in which nothing has been run."""
    with new_shell(tmp_path) as live:
        yield live


@pytest.fixture(scope="module")
def lesson(
    request: pytest.FixtureRequest, released: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Live]:
    """The starter named by the module's ASSIGNMENT, with all its cells run but checks and answers."""
    import matplotlib

    matplotlib.use("agg")
    name = request.module.ASSIGNMENT
    folder = tmp_path_factory.mktemp("student") / name
    shutil.copytree(released / name, folder)
    with new_shell(folder) as live, pytest.MonkeyPatch.context() as patch:
        patch.delenv("AUTOGRADER_GRADING", raising=False)
        patch.delenv("NBGRADER_EXECUTION", raising=False)
        for cell in nbformat.read(folder / f"{name}.ipynb", as_version=4).cells:
            mark = cell.metadata.get("nbgrader", {"solution": False, "grade": False})
            if cell.cell_type == "code" and not mark["solution"] and not mark["grade"]:
                ran = live.run(cell.source, cell.id)
                assert ran.error is None, cell.source
        yield live
        import matplotlib.pyplot as plt

        plt.close("all")
