"""The log of this package's own failures: tracebacks, in a file that only the user can read."""

from __future__ import annotations

import os
import platform
import sys
import traceback
from datetime import UTC, datetime
from pathlib import Path

from autograder import __version__
from autograder.errors import AutograderError
from autograder.printable import printable_lines

NAME, EARLIER = "failures.log", "failures.1.log"
LARGEST_LOG = 512 << 10
"""Bytes: a log that has grown so large is put aside, in the place of the one before."""
LARGEST_ENTRY = 64 << 10
"""Characters of one traceback; of a longer one the middle is left out."""


def log_folder() -> Path:
    """Where the log lies: with what programs keep of their own for this user, in no course's folder.

    `XDG_STATE_HOME`, else `~/.local/state` (freedesktop.org, XDG Base Directory Specification); on
    Windows `%LOCALAPPDATA%`. RuntimeError where there is no home.
    """
    named = os.environ.get("LOCALAPPDATA" if os.name == "nt" else "XDG_STATE_HOME", "")
    state = Path(named) if os.path.isabs(named) else Path.home() / ".local" / "state"
    return state / "autograder"


def keep_traceback(error: BaseException) -> Path | None:
    """Writes the traceback to the end of the log; gives the log's path, None where none can be kept."""
    try:
        folder = log_folder()
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        path = folder / NAME
        if path.is_file() and path.stat().st_size > LARGEST_LOG:
            os.replace(path, folder / EARLIER)
        flags = os.O_WRONLY | os.O_APPEND | os.O_CREAT | getattr(os, "O_NOFOLLOW", 0)
        with open(os.open(path, flags, 0o600), "a", encoding="utf-8", errors="replace") as log:
            log.write(_entry(error))
    except (OSError, RuntimeError):
        return None
    return path


def told(error: BaseException) -> str:
    """The sentence that people are shown of any error: its own, where somebody can mend it."""
    return str(error) if isinstance(error, AutograderError) else failure_sentence(error)


def failure_sentence(error: BaseException) -> str:
    """What is told of an error that is none of ours to explain: what it was, and which file holds the
    rest. What the system refuses, such as a file that may not be written, is told in its words.

    Without a log, the traceback stands below the sentence.
    """
    path = keep_traceback(error)
    if isinstance(error, OSError) and error.filename is not None and error.strerror:
        what, more = f"{error.filename}: {error.strerror}", f" (more in {path})"
    else:
        what = f"The grader itself failed: {type(error).__name__}: {error}"
        more = f". Please report it, with the last entry of {path}"
    what = printable_lines(" ".join(what.split())[:500])
    return f"{what}\n{_entry(error)}" if path is None else what + more


def _entry(error: BaseException) -> str:
    """A line that says when and where, then the traceback."""
    text = "".join(traceback.format_exception(error))
    if len(text) > LARGEST_ENTRY:
        half = LARGEST_ENTRY // 2
        text = f"{text[:half]}\n[...]\n{text[-half:]}"
    now = datetime.now(UTC).isoformat(timespec="seconds")
    where = f"autograder {__version__}, Python {platform.python_version()}, {platform.platform()}"
    command = [Path(sys.argv[0]).name, *sys.argv[1:]]
    return f"--- {now}, {where}: {' '.join(command)[:500]!r}\n{printable_lines(text)}\n"
