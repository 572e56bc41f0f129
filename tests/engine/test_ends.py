"""The four pipes, the scratch folder, and what starts a program."""

import os
import subprocess

import pytest

import autograder
from autograder.engine.boot import command_line
from autograder.engine.ends import open_pipes
from autograder.engine.scratch import Scratch


def test_each_pipe_leads_one_way():
    grader, process = open_pipes()
    with grader, process:
        os.write(grader.commands, b"run")
        assert os.read(process.commands, 9) == b"run"
        for out, end in zip(process[1:], grader[1:], strict=True):
            os.write(out, b"x")
            assert os.read(end, 9) == b"x"


def test_the_graders_ends_never_block():
    grader, process = open_pipes()
    with grader, process:
        assert [os.get_blocking(end) for end in grader] == [False] * 4
        assert [os.get_blocking(end) for end in process] == [True] * 4
        with pytest.raises(BlockingIOError):
            os.read(grader.frames, 1)


def test_nothing_stays_open():
    before = sorted(os.listdir("/proc/self/fd"))
    grader, process = open_pipes()
    with grader, process:
        assert len(os.listdir("/proc/self/fd")) == len(before) + 8
    assert sorted(os.listdir("/proc/self/fd")) == before


def test_scratch(tmp_path):
    scratch = Scratch.make("scratch-", tmp_path)
    assert sorted(scratch.folder.iterdir()) == [scratch.home, scratch.temporary]
    (scratch.home / "file").write_text("x")
    scratch.remove()
    assert list(tmp_path.iterdir()) == []


def test_a_program_is_started_with_its_folder_on_the_path_for_a_moment(tmp_path):
    """Where the package is not installed: beside it may lie solutions, which nothing may import."""
    (tmp_path / "program.py").write_text(
        "import sys\n"
        "def serve(*arguments):\n"
        "    sys.stdout.write(repr((arguments, autograder_root in sys.path)))\n"
        "    return 3\n"
        f"autograder_root = {os.path.dirname(os.path.dirname(autograder.__file__))!r}\n"
    )
    command = command_line("program", 1, ["a"], None, options=("-S", "-P"))
    done = subprocess.run(
        command,
        env={"PYTHONPATH": str(tmp_path)},
        capture_output=True,
        text=True,
    )
    assert (done.stdout, done.returncode, done.stderr) == ("((1, ['a'], None), False)", 3, "")
