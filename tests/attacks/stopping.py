"""Stopping: the run ends before it should, for oneself or for others."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import nbformat

from tests.attacks.attack import FULL, Attack, beside
from tests.mini_course import RIGHT

LEFT_OUT = (2.0, 2.0, 0.0, 1.0)
"""Where the process ends in the cell of `printed`, and all others run again without it."""


def stopping(
    name: str,
    mechanism: str,
    code: str,
    points: tuple[float, ...] = FULL,
    incident: str | None = None,
    **others: Any,
) -> Attack:
    """An attack after the right answer to `printed`, when two answers have been taken."""
    standard: dict[str, Any] = {
        "family": "stopping",
        "gain": "no marks at all in place of some, and a claim that the grader failed",
        "effect": "lost",
        "shown_in": "plain nbgrader",
        "cells": beside("printed", code),
    }
    return Attack(
        name=name,
        mechanism=mechanism,
        points=points,
        incident=incident,
        **{**standard, **others},
    )


def check(notebook: Any) -> Any:
    """The cell that checks `blur`."""
    ids = [cell.metadata.get("nbgrader", {}).get("grade_id") for cell in notebook.cells]
    return notebook.cells[ids.index("check-blur")]


def double_check(notebook: Any) -> None:
    """Puts a copy of a check behind it."""
    double = nbformat.from_dict(json.loads(json.dumps(check(notebook))))
    double["id"] = "check-blur-again"
    notebook.cells.insert(notebook.cells.index(check(notebook)) + 1, double)


def rename_check(notebook: Any) -> None:
    """Gives a check another id."""
    check(notebook).metadata.nbgrader["grade_id"] = "my-own-check"


def pipe_beside(folder: Path, words: Mapping[str, str]) -> None:
    import os

    os.mkfifo(folder / "data.csv")


ATTACKS: tuple[Attack, ...] = (
    stopping(
        "exit-in-the-loop",
        "SystemExit is raised in no cell, but in the event loop that runs the cells.",
        "import asyncio, sys\nasyncio.get_event_loop().call_soon(sys.exit, 0)",
    ),
    stopping(
        "exit-while-taken",
        "The answer ends its process when it is looked at.",
        "",
        (2.0, 2.0, 2.0, 0.0),
        "crashed",
        cells={
            "pooled": f"{RIGHT['pooled']}import os\nclass Ends:\n"
            "    def __array__(self, *a, **k): os._exit(0)\npooled = Ends()"
        },
    ),
    stopping(
        "exit-below-python",
        "The process ends at once, and nothing is cleaned up.",
        "import os\nos._exit(0)",
        LEFT_OUT,
        "crashed",
    ),
    stopping(
        "segfault",
        "It reads from where no memory is.",
        "import ctypes\nctypes.string_at(0)",
        LEFT_OUT,
        "crashed",
    ),
    stopping(
        "killed",
        "It kills itself, with a signal that nothing catches.",
        "import os\nos.kill(os.getpid(), 9)",
        FULL,
        "sandbox-refusal",
    ),
    stopping(
        "killed-by-its-own-ceiling",
        "It has the kernel kill it, as somebody else could, whose doing would be done again.",
        "import resource\nresource.setrlimit(resource.RLIMIT_CPU, (1, 1))\nwhile True: pass",
        (2.0, 2.0, 0.0, 0.0),
        "cpu-limit",
    ),
    stopping(
        "descriptors-closed",
        "It closes all that is open, the lines to whoever asks it as well.",
        "import os\nos.closerange(0, 5000)",
        LEFT_OUT,
        "crashed",
    ),
    stopping(
        "interpreter-broken",
        "It takes away what all of Python's own code needs.",
        "import builtins\nfor name in ('isinstance', 'len', 'getattr', 'print', 'str'):\n"
        "    setattr(builtins, name, None)",
        LEFT_OUT,
        "crashed",
    ),
    stopping(
        "streams-broken",
        "Whatever is printed raises an error, in whoever prints.",
        """
import sys
class Broken:
    def __getattr__(self, name): raise SystemExit
sys.stdout = sys.stderr = sys.__stdout__ = sys.__stderr__ = Broken()
""",
        (2.0, 2.0, 2.0, 0.0),
    ),
    stopping(
        "at-exit",
        "What it has registered runs after the last cell, when nobody looks any more.",
        "import atexit\natexit.register(lambda: open('@OUTSIDE@/late', 'w').close())",
        gain="time and files after the end",
        effect="change",
    ),
    stopping(
        "threads-that-print",
        "A thread prints errors while other cells run.",
        """
import os, threading, time
def shout():
    for number in range(2000):
        os.write(2, b"not my fault\\n")
        time.sleep(0.005)
threading.Thread(target=shout, daemon=True).start()
time.sleep(0.05)
""",
    ),
    stopping(
        "double-check",
        "A check stands there twice.",
        "",
        incident="cell-duplicated",
        edit=double_check,
        gain="a run that breaks off, for all who come after",
        effect="harm",
    ),
    stopping(
        "check-renamed",
        "A check has another id.",
        "",
        incident="check-cell-renamed",
        edit=rename_check,
    ),
    stopping(
        "pipe-beside",
        "A pipe lies among the submitted files: who opens it waits for ever.",
        "",
        incident="files-left-out",
        lay=pipe_beside,
    ),
)
