"""Memory of a command and of what it starts."""

from __future__ import annotations

import subprocess
import sys
import time

from tests.benchmarks.processes import LOOK_SECONDS, family, watched

PARENT = """
import subprocess, sys
child = subprocess.Popen([sys.executable, "-c", "x = bytes(range(256)) * (80 << 12); print(1, flush=True); input()"], stdin=subprocess.PIPE, stdout=subprocess.PIPE)
child.stdout.readline()
print(1, flush=True)
input()
child.communicate(b"\\n")
"""


def test_a_child_counts_with_all_and_not_with_its_parent():
    with subprocess.Popen(
        [sys.executable, "-c", PARENT], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as parent:
        with watched(parent.pid) as peak:
            parent.stdout.readline()
            assert len(family(parent.pid)) == 2
            end = time.monotonic() + 60
            while peak.together < 83 and time.monotonic() < end:
                time.sleep(LOOK_SECONDS)
        parent.communicate(b"\n")
    assert 0 < peak.grader < 60
    assert peak.together > 83
