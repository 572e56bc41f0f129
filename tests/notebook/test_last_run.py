"""A check judges what the answer's cell gave at its last run, and nothing older."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from autograder.notebook import live_check
from autograder.notebook.cell_run import error_words, sets
from autograder.notebook.recorder import Recorder
from autograder.notebook.saved_notebook import saved_source
from autograder.questions.answer import Answer
from autograder.questions.kernel.question import KernelQuestion
from autograder.questions.key import Key
from autograder.questions.public import write_public
from autograder.values.value import Value

QUESTION = KernelQuestion(
    id="twice", points=2, statement="?", hint="Think.", answers=("left", "right"), public=("dots",)
)
DOTS = np.eye(4).reshape(1, 4, 4, 1)
LEFT, RIGHT = "np.ones((1, 1, 1, 1))", "np.full((1, 1, 1, 1), 2.0)"
STARTER = "left = np.zeros((1, 1, 1, 1))\nright = None"
GOOD = f"left = {LEFT}\nright = {RIGHT}"
MEND = "Mend the cell and run it, then check again."


def given(left: Any, right: Any) -> Answer:
    return Answer({"left": Value(left, None, "ndarray"), "right": Value(right, None, "ndarray")})


@pytest.fixture
def live(shell, monkeypatch: pytest.MonkeyPatch) -> Any:
    """A notebook whose first cell has been run, in a front end that tells its ids."""
    for name in ("AUTOGRADER_GRADING", "NBGRADER_EXECUTION"):
        monkeypatch.delenv(name, raising=False)
    ones = np.ones((1, 1, 1, 1))
    expected = QUESTION.expected(given(ones, 2 * ones), lambda name: DOTS)
    starter = Answer(
        {"left": Value(0 * ones, None, "ndarray"), "right": Value(None, "not-an-array", "NoneType")}
    )
    write_public(Path(shell.folder), "few", "Few", [Key(QUESTION, expected, starter)])
    opened = "import numpy as np\nfrom autograder.notebook.check import open_checks\ncheck = open_checks('few')"
    assert shell.run(opened, "locked-0").error is None
    assert shell.run("import math", "locked-1").error is None
    return shell


def told(live, cell: str | None = "check-twice") -> str:
    """What the check says, in words."""
    ran = live.run('check("twice")', cell)
    assert ran.error is None
    return ran.plain[0] if ran.plain else ran.text


OLD = "hold what they held before"
RUNS: dict[str, tuple[list[str], tuple[str, ...]]] = {
    "as it should be": ([GOOD], ("✓ twice: correct",)),
    "a syntax error first": (["left = (1"], ("✗ twice: wrong", "SyntaxError: '(' was never closed, line 1", "no variable `left`")),
    "a syntax error after it": ([GOOD, GOOD + "\nleft = (1"], ("! twice: error (0 of 2", "SyntaxError: '(' was never closed, line 3", f"`left` and `right` still {OLD}. {MEND}")),
    "no Python": ([GOOD, "left becomes one"], ("! twice: error", "SyntaxError: invalid syntax, line 1", OLD)),
    "a wrong indent": ([GOOD, "  left = 1\n right = 2"], ("! twice: error", "IndentationError: ", OLD)),
    "an error before both": ([GOOD, "1 / 0\n" + GOOD], ("! twice: error", "ZeroDivisionError: division by zero", OLD)),
    "an error between them": ([GOOD, f"left = {LEFT}\n1 / 0\nright = 1"], ("! twice: error", "`right` still holds what it held before.")),
    "an error after both": ([STARTER, GOOD + "\n1 / 0"], ("✓ twice: correct",)),
    "an error after two wrong ones": ([GOOD, "left = right = np.zeros((1, 1, 1, 1)) - 1\n1 / 0"], ("✗ twice: wrong", "ended with an error: ZeroDivisionError")),
    "an error in an untouched starter": ([STARTER + "\n1 / 0"], ("! twice: error", "ended with an error: ZeroDivisionError")),
    "stopped by hand": ([GOOD, "raise KeyboardInterrupt"], ("! twice: error", "KeyboardInterrupt", OLD)),
    "left the notebook": ([GOOD, "exit_ = 1\nraise SystemExit(3)"], ("! twice: error", "SystemExit: 3", OLD)),
    "mended": ([GOOD, "left = (1", GOOD], ("✓ twice: correct",)),
    "renamed": ([GOOD, GOOD.replace("right", "rihgt")], ("! twice: error", "does not set `right`", "still holds what it held")),
    "emptied": ([GOOD, "# later"], ("! twice: error", f"`left` and `right` still {OLD}")),
    "the same object again": ([GOOD, "right = None\nleft = None", "right = None\nleft = None"], ("✗ twice: wrong",)),
    "changed where it stands": ([GOOD, "left *= 1\nright[0] = 2"], ("✓ twice: correct",)),
    "set by other means": ([GOOD, "globals().update(left=left, right=right)"], ("✓ twice: correct",)),
}  # fmt: skip


@pytest.mark.parametrize(("runs", "phrases"), RUNS.values(), ids=RUNS)
def test_an_answer_of_an_earlier_run_is_not_judged(
    live, runs: list[str], phrases: tuple[str, ...]
) -> None:
    for source in runs:
        live.run(source, "twice")
    found = told(live)
    for phrase in phrases:
        assert phrase in found
    assert "Hint: " not in found, "nobody has tried twice"


LOST = ("no Python", "stopped by hand", "left the notebook", "renamed", "emptied")
"""Where nothing in the source tells that it is the answer's."""


@pytest.mark.parametrize("case", [case for case in RUNS if case not in LOST])
@pytest.mark.parametrize("ids", ["none", "made up"])
def test_without_the_notebooks_ids_a_cell_is_known_by_what_it_sets(live, case: str, ids: str):
    live.names["check"]._recorder._named = False
    runs, phrases = RUNS[case]
    for number, source in enumerate([*runs, "print('another cell')", "unknown"]):
        live.run(source, None if ids == "none" else f"made-up:{number}")
    found = told(live, None)
    for phrase in phrases:
        assert phrase in found


def test_without_ids_an_answer_may_stand_in_two_cells(live) -> None:
    live.names["check"]._recorder._named = False
    for source in GOOD.splitlines():
        live.run(source)
    assert told(live, None).startswith("✓")


def test_other_cells_are_no_matter(live) -> None:
    live.run(GOOD, "twice")
    live.run("left = (1", "scratch")
    assert told(live).startswith("✓")
    live.run("left = (1", "twice")
    live.run(GOOD, "scratch")  # mended there: graded in order, this may well be right
    assert told(live).startswith("✓")


def test_a_check_in_the_answers_own_cell(live) -> None:
    live.run("left = (1", "twice")
    ran = live.run(f'{GOOD}\ncheck("twice")', "twice")
    assert ran.plain[0].startswith("✓")
    ran = live.run('left = right = 1\nleft = right = None\ncheck("twice")', "twice")
    assert "None" in ran.plain[0]


def test_the_first_cell_run_again(live) -> None:
    live.run(GOOD, "twice")
    live.run("left = (1", "twice")
    live.run(
        "from autograder.notebook.recorder import Recorder\nRecorder(get_ipython())", "locked-2"
    )
    live.run("check = open_checks('few')", "locked-0")
    assert told(live).startswith("! twice: error")


def saved(live, source: str | list[str], name: str = "few.ipynb", after: float = 60.0) -> None:
    """The notebook is saved so many seconds after the cell was run."""
    cells = [{"id": "twice", "source": source}, {"id": "check-twice", "source": 'check("twice")'}]
    path = Path(live.folder) / name
    path.write_text(json.dumps({"cells": cells}))
    ended = live.names["check"]._recorder.run_of("twice").ended
    os.utime(path, (ended + after, ended + after))


def test_a_cell_that_was_changed_and_saved_is_to_be_run_first(live) -> None:
    live.run(GOOD, "twice")
    saved(live, GOOD.splitlines(keepends=True))
    assert told(live).startswith("✓")
    saved(live, GOOD.replace("\n", " \r\n") + "\n\n")
    assert told(live).startswith("✓")
    saved(live, GOOD.replace("2.0", "3.0"))
    found = told(live)
    assert found.startswith("! twice: error (0 of 2 points)")
    assert "was changed after you ran it: run it, then check again." in found
    saved(live, GOOD.replace("2.0", "3.0"), after=-1.0)  # saved before the run
    assert told(live).startswith("✓")


def test_a_folder_with_two_such_notebooks_tells_nothing(live) -> None:
    live.run(GOOD, "twice")
    saved(live, "left = 3")
    saved(live, GOOD, "copy.ipynb")
    assert told(live).startswith("✓")
    for text in ("", "[]", '{"cells": [1]}', '{"cells": [{"id": "twice"}]}', "[" * 100_000):
        (Path(live.folder) / "copy.ipynb").write_text(text)
        assert saved_source("twice", Path(live.folder)) == "left = 3"


def test_an_endless_loop_ends_in_one_sentence(live, monkeypatch) -> None:
    monkeypatch.setattr(live_check, "SECONDS", 0.05)
    live.run(GOOD, "twice")
    slow = "class Slow:\n    def __array__(self, *a, **k):\n        while True: pass\nleft = right = Slow()"
    live.run(slow, "twice")
    lines = told(live).splitlines()
    assert lines[0] == "! twice: error (0 of 2 points)"
    assert lines[1:] == [
        "  The check was stopped after 0.05 seconds: is there a loop without an end in your code, or "
        "one that takes very long?"
    ]


SETS = {
    "left = 1": True,
    "a, (left, b) = c": True,
    "left += 1": True,
    "left[0, 1] = 2": True,
    "left.flags.writeable = False": True,
    "def left(): pass": True,
    "from a import b as left": True,
    "for left in range(3): pass": True,
    "if (left := 3): pass": True,
    "print(left, end='')": False,
    "right = left": False,
    "%%time\nleft = 1": True,
    "%%time\nprint(left)": False,
    "left = (1": True,
    "def left(:": True,
    "print(left": False,
}


@pytest.mark.parametrize(("source", "does"), SETS.items(), ids=SETS)
def test_what_a_source_sets(source: str, does: bool) -> None:
    assert sets(source, "left") is does


def test_words_of_errors_are_one_line() -> None:
    assert error_words(None) == ""
    assert error_words(ValueError("a\nb")) == "ValueError: a b"
    assert error_words(SyntaxError("no")) == "SyntaxError: no"


def test_a_recorder_that_watches_nothing(shell) -> None:
    recorder = Recorder(shell.shell)
    shell.run("left = 1", "a")
    assert recorder.set_by("left") is None
    assert recorder.run_of("a").error == ""
