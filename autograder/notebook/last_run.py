"""Whether the answer that a check would read is that of its cell as it was run last."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from autograder.notebook.cell_run import CellRun, mentions
from autograder.notebook.changed_cell import CHANGED
from autograder.notebook.recorder import Recorder
from autograder.notebook.saved_notebook import alike, saved_source


def why_stale(
    recorder: Recorder, cell: str, names: Sequence[str], namespace: Mapping[str, Any], folder: Path
) -> str:
    """Why there is nothing to judge, in words for a student; empty where there is.

    `names` are the variables that the answer of `cell` sets. They hold what they held before where the
    cell ended with an error (a wrong syntax, say) before it set them, where it was run without setting
    them any more, or where its source in the notebook of `folder`, as it was saved since, is another.
    """
    run = recorder.run_of(cell, names)
    if run is None:
        return ""
    older = [name for name in names if name in namespace and _is_older(recorder, name, run)]
    if older and run.error:
        return (
            f"The cell of this answer ended with an error: {run.error}\n"
            f"{_still(older)} Mend the cell and run it, then check again."
        )
    left_out = [
        name for name in older if not mentions(run.source, name) and _by(recorder, name, run)
    ]
    if left_out:
        return (
            f"The cell of this answer, as you ran it last, does not set {_listed(left_out)}.\n"
            f"{_still(left_out)}"
        )
    if not names and run.cell != cell:  # then it is not known to be the answer's
        return ""
    saved = saved_source(cell, folder, run.ended)
    if saved is None or alike(saved, run.source) or recorder.run_by(saved):
        return ""
    return CHANGED


def _is_older(recorder: Recorder, name: str, run: CellRun) -> bool:
    """Whether a variable was last set before this run."""
    setter = recorder.set_by(name)
    return not recorder.is_setting(name) and (setter is None or setter.number < run.number)


def _by(recorder: Recorder, name: str, run: CellRun) -> bool:
    """Whether it was an earlier run of the same cell that set the variable."""
    setter = recorder.set_by(name)
    return setter is not None and run.cell is not None and setter.cell == run.cell


def _still(names: Sequence[str]) -> str:
    verb, before = ("holds", "it held") if len(names) == 1 else ("hold", "they held")
    return f"{_listed(names)} still {verb} what {before} before."


def _listed(names: Sequence[str]) -> str:
    words = [f"`{name}`" for name in names]
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} and {words[-1]}"
