"""What the machine may fail to do for an engine."""

from __future__ import annotations

from autograder.errors import AutograderError

NO_SANDBOX = """\
No sandbox can stand on this machine, so notebooks are not run here.
On macOS and Windows, grade in WSL2 or in a Linux container. On Linux, `autograder doctor` says what
is missing. If you trust every submission as you trust a program of your own, --no-sandbox runs them
with your own rights."""


class SandboxError(AutograderError, RuntimeError):
    """Notebooks would run without a sandbox, and nobody has allowed that. Its words are for people."""


class StartError(AutograderError, RuntimeError):
    """A notebook's process that did not start; says why. Its words are for people."""


class LostError(StartError):
    """A process that the machine took away, or could not start now: nothing that the notebook did. It
    is tried again."""
