"""The user that a submission becomes where the grader is root. Linux only."""

from __future__ import annotations

import os

from autograder.engine.sandbox.libraries import library_paths
from autograder.engine.sandbox.privileges import NOBODY, become, can_read
from autograder.engine.sandbox.trial import trial


def user_to_become() -> int | None:
    """Nobody, where this process is root and may change its user; else None.

    Also None where the user nobody cannot read the interpreter: one in root's home is out of reach,
    unless the outer wall shows it elsewhere. A submission stays root then, without root's powers.
    """
    if os.getuid() != 0:
        return None
    readable = library_paths()

    def reach() -> bool:
        become(NOBODY)
        return can_read(readable)

    return NOBODY if trial(reach) else None
