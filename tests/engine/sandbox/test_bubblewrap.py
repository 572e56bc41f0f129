"""The outer wall alone: what is behind it sees no network and almost nothing of the disk."""

from __future__ import annotations

import json
import select
import subprocess
import sys
from pathlib import Path

import pytest

import autograder
from autograder.engine.sandbox.bubblewrap import outer_command, works

PROJECT = Path(autograder.__file__).parents[1]
TESTS = Path(__file__).parents[2]

LOOK = """
import json, os, socket, sys

def end(action):
    try:
        action()
    except OSError as error:
        return type(error).__name__
    return "done"

mine, read, other, project = sys.argv[1:]
connection = socket.socket()
print(json.dumps({
    "seen": [path for path in (mine, read, other, "/home", "/etc/passwd", project,
                               "/var/lib", "/sys") if os.path.exists(path)],
    "write mine": end(lambda: open(mine + "/new", "w").close()),
    "write read": end(lambda: open(read + "/new", "w").close()),
    "write root": end(lambda: open("/new", "w").close()),
    "write library": end(lambda: open(os.__file__ + "x", "w").close()),
    "connect": end(lambda: connection.connect(("192.0.2.1", 80))),
    "interfaces": [name for _, name in socket.if_nameindex()],
    "processes": sum(name.isdecimal() for name in os.listdir("/proc")) < 5,
    "environment": os.environ.get("WORD"),
}))
"""

needs_bubblewrap = pytest.mark.skipif(not works(), reason="bubblewrap does not work here")


@needs_bubblewrap
def test_shows_only_what_is_named(tmp_path: Path) -> None:
    folders = [tmp_path / name for name in ("mine", "read", "other")]
    for folder in folders:
        folder.mkdir()
    mine, read, other = map(str, folders)
    command = [sys.executable, "-P", "-s", "-c", LOOK, mine, read, other, str(TESTS)]
    done = subprocess.run(
        outer_command(command, readable=[folders[1]], writable=[folders[0]]),
        env={"WORD": "passes"},
        capture_output=True,
        text=True,
        check=True,
    )
    found = json.loads(done.stdout)
    assert found == {
        "seen": [mine, read],
        "write mine": "done",
        "write read": "OSError",
        "write root": "OSError",
        "write library": "OSError",
        "connect": "OSError",
        "interfaces": ["lo"],
        "processes": True,
        "environment": "passes",
    }
    assert (folders[0] / "new").exists()


@needs_bubblewrap
def test_ends_with_the_one_who_started_it() -> None:
    # The process behind the wall holds the pipe's other end until it is gone.
    wait = outer_command([sys.executable, "-c", "print('up', flush=True); input()"])
    start = f"import subprocess, sys; subprocess.run({wait!r}, stdin=sys.stdin)"
    with subprocess.Popen(
        [sys.executable, "-c", start], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as starter:
        assert starter.stdout is not None
        assert starter.stdout.readline() == b"up\n"
        starter.kill()
        ready, _, _ = select.select([starter.stdout], [], [], 30)
        assert ready
        assert starter.stdout.read() == b""


def test_names_no_home_and_no_project() -> None:
    command = outer_command(["true"])
    assert command[-2:] == ["--", "true"]
    bound = [
        Path(command[i + 1])
        for i, word in enumerate(command)
        if word in ("--ro-bind", "--bind", "--dev-bind")
    ]
    for hidden in (Path("/"), Path("/home"), Path("/tmp"), PROJECT, PROJECT / "solutions"):
        assert hidden not in bound
        assert not any(hidden.is_relative_to(path) for path in bound if path != Path("/"))


def test_says_no_where_there_is_no_program(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    assert not works()
