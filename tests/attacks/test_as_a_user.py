"""Attacks where an ordinary user grades: all submissions are that user, and share what Linux counts for one."""

from __future__ import annotations

import os
import shutil
import sys

import pytest

from tests.other_user import PACKAGE, open_folder, other_user

TRIED = (
    "files-in-flight",
    "files-in-flight-by-number",
    "files-in-flight-in-one-call",
    "queues-of-the-kernel",
    "filter-of-its-own",
    "threads-below-python",
    "lock-on-a-library",
    "timers",
)


@pytest.mark.thorough
def test_what_submissions_of_one_user_share_harms_nobody():
    if os.geteuid() != 0:
        pytest.skip("the attacks are tried as an ordinary user already")
    test = "tests/attacks/test_attacks.py::test_it_gets_what_it_deserves_and_harms_nobody"
    homes = open_folder()
    try:
        with other_user("grader", homes) as grader:
            done = grader.run(
                *(sys.executable, "-B", "-m", "pytest", "-q", "-p", "no:cacheprovider", "-m", ""),
                *(f"--basetemp={grader.home}/tests", *(f"{test}[{name}]" for name in TRIED)),
                folder=PACKAGE,
            )
    finally:
        shutil.rmtree(homes)
    assert done.returncode == 0, done.stdout[-4000:] + done.stderr[-1000:]
    assert f"{len(TRIED)} passed" in done.stdout
