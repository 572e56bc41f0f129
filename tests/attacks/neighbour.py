"""A process beside the run, of the same user, with secrets in its hands."""

from __future__ import annotations

import os
import re
import resource
import subprocess
import sys
from pathlib import Path
from typing import Any

VICTIM = Path(__file__).with_name("victim.py")


class Neighbour:
    """Runs until it is ended; started anew where somebody did something to it."""

    def __init__(self, folder: Path, secret: str) -> None:
        """`folder` is its working directory; the secret is in its environment, in its memory and in
        a file that has no name."""
        self._folder, self._secret = folder, secret
        self.start()

    def start(self) -> None:
        """Start it, and wait until it says where its secrets are."""
        self._popen = subprocess.Popen(
            [sys.executable, "-P", "-s", str(VICTIM)],
            cwd=self._folder,
            env={"CANARY_VICTIM": self._secret},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            text=True,
        )
        assert self._popen.stdout is not None
        address, descriptor = self._popen.stdout.readline().split()
        self.words = {
            "VICTIM": str(self._popen.pid),
            "ADDRESS": address,
            "DESCRIPTOR": descriptor,
        }

    def end(self) -> None:
        """Kill it."""
        self._popen.kill()
        self._popen.wait()
        assert self._popen.stdout is not None
        self._popen.stdout.close()

    def state(self) -> tuple[Any, ...]:
        """What others could change of it: whether it runs, its limits, its turn."""
        pid = self._popen.pid
        try:
            status = Path(f"/proc/{pid}/status").read_text()
            running = re.search(r"State:\t[SRD]", status) is not None
            return (
                running,
                resource.prlimit(pid, resource.RLIMIT_NOFILE),
                os.sched_getscheduler(pid),
            )
        except OSError:
            return ("gone",)
