"""Ctrl-C and `kill` while notebooks run: the command ends soon, says how to go on, and leaves nothing."""

from __future__ import annotations

import os
import pty
import re
import select
import signal
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from autograder.cli.interruption import Interruption, heard_signals, interrupted
from tests.test_cli import run as run_command

LOOP = "blur = 0\nwhile True: pass"


def test_a_signal_is_raised_once():
    with pytest.raises(Interruption) as raised:
        _interrupted_twice()
    assert interrupted(raised.value, "").exit_code == 143
    assert interrupted(KeyboardInterrupt(), "").exit_code == 130


def _interrupted_twice():
    with heard_signals():
        try:
            os.kill(os.getpid(), signal.SIGTERM)
            time.sleep(60)
        finally:
            os.kill(os.getpid(), signal.SIGINT)  # what ends is not interrupted once more


HANDLERS = {signal.SIGINT: signal.default_int_handler, signal.SIGTERM: signal.SIG_DFL}
"""As a Python has them that was started in a terminal: in the background, Ctrl-C is ignored."""


@pytest.fixture(autouse=True)
def handlers():
    """Those of a terminal, and afterwards those that were there before."""
    before = {number: signal.signal(number, handler) for number, handler in HANDLERS.items()}
    yield
    for number, handler in before.items():
        signal.signal(number, handler)


def test_where_nothing_came_all_is_as_it_was():
    before = signal.getsignal(signal.SIGINT)
    with heard_signals():
        assert signal.getsignal(signal.SIGINT) is not before
    assert signal.getsignal(signal.SIGINT) is before


def test_what_was_ignored_stays_so():
    """As of a job in the background, or after `nohup`."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    with heard_signals():
        os.kill(os.getpid(), signal.SIGINT)


class Terminal:
    """A command on a terminal of its own."""

    def __init__(self, *command: str, **environment: str) -> None:
        self.pid, self._descriptor = pty.fork()
        if self.pid == 0:  # it takes over what is ignored, and nothing else: see HANDLERS
            os.execve(sys.executable, [sys.executable, *command], {**os.environ, **environment})
        self.text, self._ended = "", False

    def __enter__(self) -> Terminal:
        return self

    def __exit__(self, *_: object) -> None:
        """Ends what a test that fails would leave: it loops for a day."""
        if not self._ended:
            os.kill(self.pid, signal.SIGTERM)
            self.exit_code()

    def read_until(self, there: Callable[[], bool], seconds: float = 300.0) -> None:
        """Reads until that is so, or there is nothing more."""
        end = time.monotonic() + seconds
        while not there():
            assert time.monotonic() < end, self.text
            if select.select([self._descriptor], [], [], 0.1)[0]:
                try:
                    self.text += os.read(self._descriptor, 1 << 16).decode()
                except OSError:  # nobody is there any more
                    return

    def type(self, keys: bytes) -> None:
        """As a person does."""
        os.write(self._descriptor, keys)

    def exit_code(self) -> int:
        """Reads to its end."""
        self.read_until(lambda: False)
        os.close(self._descriptor)
        self._ended = True
        return os.waitstatus_to_exitcode(os.waitpid(self.pid, 0)[1])


def processes_with(word: str) -> list[str]:
    """The command lines of those in whose environment it stands."""
    found = []
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            if word.encode() in (folder / "environ").read_bytes():
                found.append((folder / "cmdline").read_text())
        except OSError:  # another user's, or gone
            continue
    return found


WAYS = {
    "Ctrl-C twice": (lambda terminal: (terminal.type(b"\x03"), terminal.type(b"\x03")), 130, 3, ()),
    "kill": (lambda terminal: os.kill(terminal.pid, signal.SIGTERM), 143, 3, ()),
    "Ctrl-C, with workers": (
        lambda terminal: terminal.type(b"\x03"),
        130,
        1,  # a scheduler chooses who comes first: two could keep both workers for a day
        ("--scheduler", "local"),
    ),
}


@pytest.mark.thorough
@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="looks at /proc")
@pytest.mark.parametrize(("interrupt", "code", "loops", "options"), WAYS.values(), ids=WAYS)
def test_a_run_that_is_interrupted_ends_and_the_next_goes_on(
    mini, tmp_path, interrupt, code, loops, options
):
    path = mini.root / "pyproject.toml"
    path.write_text(path.read_text().replace("cell-seconds = 2", "cell-seconds = 86400"))
    path.write_text(path.read_text().replace("total-seconds = 30", "total-seconds = 86400"))
    mini.submit("ada", mini.answered())
    looping = ("ben", "chiara", "eve")[:loops]
    for student in looping:
        mini.submit(student, mini.answered(blur=LOOP))
    temporary = tmp_path / "temporary"
    temporary.mkdir()
    marks = mini.course.evidence / "mini/submitted/ada/mini.marks"
    with Terminal(
        *("-m", "autograder", "grade", "mini", "--course", str(mini.root), "--jobs", "2", *options),
        TMPDIR=str(temporary),
        COLUMNS="100",
    ) as terminal:
        terminal.read_until(marks.is_file)
        terminal.read_until(lambda: f"1/{1 + loops}" in terminal.text)  # the others run for a day
        interrupt(terminal)
        assert terminal.exit_code() == code, terminal.text
    words = " ".join(terminal.text.split())
    told = f"stopped: [01] of {1 + loops} submissions are graded, and their marks are kept"
    assert re.search(told, words)
    assert "`autograder grade mini` goes on from there" in words
    assert "Traceback" not in terminal.text
    assert list(temporary.iterdir()) == []
    assert processes_with(str(temporary)) == []
    assert len(list(mini.course.evidence.rglob("submitted/*/*.evidence"))) == 1

    for student in looping:
        mini.submit(student, mini.answered())
    done = run_command("grade", "mini", "--course", mini.root)
    assert f"{loops} graded, 1 unchanged" in done.stdout
