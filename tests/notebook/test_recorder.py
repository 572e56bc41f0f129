"""What a cell printed: seen where it was printed, and nothing is changed by looking."""

import io
import sys

import pytest

from autograder.notebook.recorder import KEEP, Recorder, Tee

PRINTED = {
    "a print": ("print('one')", "one\n"),
    "two prints": ("print(1); print(2)", "1\n2\n"),
    "writes": ("import sys\nsys.stdout.write('a')\nsys.stdout.writelines(['b', 'c']);", "abc"),
    "the last expression": ("(1, 26, 26, 1)", "\n(1, 26, 26, 1)"),
    "print and expression": ("print('a')\n[2, 3]", "a\n\n[2, 3]"),
    "an expression made quiet": ("print('a')\n(2, 3);", "a\n"),
    "an expression not the last": ("(9, 9)\nprint('a')", "a\n"),
    "before an error": ("print('a')\n1 / 0\nprint('b')", "a\n"),
    "no Python": ("print('a'", ""),
    "captured": ("%%capture\nprint('hidden')", ""),
    "captured, then printed": ("%%capture seen\nprint('hidden')", ""),
    "redirected": (
        "import contextlib, io\nwith contextlib.redirect_stdout(io.StringIO()):\n"
        "    print('hidden')\nprint('seen')",
        "seen\n",
    ),
    "timed": ("%%time\nprint('a')", "a\n"),
    "on stderr": ("import sys\nprint('a', file=sys.stderr)", ""),
    "another cell in the cell": ("get_ipython().run_cell('print(1)')\nprint(2);", "1\n2\n"),
    "an object that can't be shown": (
        "class Odd:\n    def __repr__(self): raise ValueError('no')\nprint('a')\nOdd()",
        "a\n",
    ),
}


@pytest.mark.parametrize(("code", "text"), PRINTED.values(), ids=PRINTED)
def test_what_a_cell_printed(shell, code: str, text: str) -> None:
    recorder = Recorder(shell.shell)
    stdout = sys.stdout
    shell.run(code, "answer")
    printed = recorder.printed("answer")
    assert printed is not None
    # %%time adds lines of its own
    assert printed == text or ("%%time" in code and printed.startswith(text))
    assert sys.stdout is stdout
    assert shell.run("print('shown as ever')").text == "shown as ever\n"


def test_cells_are_known_by_their_ids(shell) -> None:
    recorder = Recorder(shell.shell)
    shell.run("import sys", "locked-0123")
    assert recorder.printed("a") is None  # not run
    shell.run("print('a')", "a")
    shell.run("print('b')", "b")
    shell.run("check('a') if 0 else None", "check-a")
    assert recorder.printed("a") == "a\n"
    assert recorder.printed("b") == "b\n"
    assert recorder.printed("c") is None  # not run, whatever was printed by others
    shell.run("print('a again')", "a")
    assert recorder.printed("a") == "a again\n"


@pytest.mark.parametrize("ids", [(None, None), ("vscode:1", "vscode:2")], ids=["none", "made up"])
def test_without_the_notebooks_ids_the_cell_before_counts(shell, ids) -> None:
    recorder = Recorder(shell.shell)
    assert recorder.printed("a") is None
    shell.run("print('first')", ids[0])
    shell.run("print('a')", ids[1])
    shell.run("check('a') if 0 else print('card')", "made-up")
    assert recorder.printed("a") == "a\n"


def test_a_second_recorder_takes_over(shell) -> None:
    """As when the notebook's first cell is run again."""
    first = Recorder(shell.shell)
    shell.names["Recorder"] = Recorder
    stdout = sys.stdout
    shell.run("print('a')", "a")
    for _ in range(3):
        shell.run("print('x')\nrecorder = Recorder(get_ipython())\nprint('y')", "locked-0")
    second = shell.names["recorder"]
    assert sys.stdout is stdout
    assert second.printed("a") == "a\n"
    shell.run("print('b')", "b")
    assert second.printed("b") == "b\n"
    assert first.printed("b") is None
    events = shell.shell.events.callbacks
    for event in ("pre_run_cell", "post_run_cell"):
        listening = [c for c in events[event] if isinstance(getattr(c, "__self__", 0), Recorder)]
        assert len(listening) == 1


def test_a_students_own_stdout_stays(shell) -> None:
    recorder = Recorder(shell.shell)
    stdout = sys.stdout
    try:
        shell.run("import io, sys\nprint('seen')\nsys.stdout = mine = io.StringIO()", "a")
        assert recorder.printed("a") == "seen\n"
        # IPython's capture in this test puts its own stream back, so ask in the same cell
        shell.run("sys.stdout = mine\nprint('to mine')", "b")
        assert recorder.printed("b") == ""
        assert shell.names["mine"].getvalue() == "to mine\n"
    finally:
        sys.stdout = stdout
    shell.run("print('c')", "c")
    assert recorder.printed("c") == "c\n"


def test_a_kept_stream_still_shows(shell) -> None:
    Recorder(shell.shell)
    shell.run("import sys\nkept = sys.stdout", "a")
    shell.run("print('late', file=kept)", "b")  # no error, though its cell is over
    assert shell.names["kept"].writable()


def test_an_empty_cell_does_no_harm(shell) -> None:
    recorder = Recorder(shell.shell)
    for code in ("", "   \n"):
        assert shell.run(code, "a").error is None
    shell.run("get_ipython().run_cell('')\nprint('after')", "b")
    assert recorder.printed("b") == "after\n"


def test_a_tee_passes_on_and_keeps_its_fill() -> None:
    stream = io.StringIO()
    tee = Tee(stream)
    for _ in range(3):
        assert tee.write("x" * (KEEP // 2)) == KEEP // 2
    tee.flush()
    assert tee.text == "x" * KEEP
    assert len(stream.getvalue()) == 3 * (KEEP // 2)
    with pytest.raises(TypeError):
        tee.write(1)  # type: ignore[arg-type]
    assert tee.getvalue().endswith("x")


def test_recorders_do_not_pile_up(shell, monkeypatch) -> None:
    """However often the first cell is run, stdout is the notebook's own again after it."""
    stream = io.StringIO()
    monkeypatch.setattr(sys, "stdout", stream)
    shell.names["Recorder"] = Recorder
    for _ in range(3):
        shell.shell.run_cell("recorder = Recorder(get_ipython())\nprint('x')")
        assert sys.stdout is stream
    assert stream.getvalue() == "x\n" * 3
