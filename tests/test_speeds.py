"""What `make soak` alone runs is run by it."""

from __future__ import annotations

import re
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
LEAVES_OUT = re.compile(
    r"\bmark\.soak\b|\bsome\(|^from tests\.chance import .*\bmoments\b", re.MULTILINE
)
"""What leaves something of a file out where this is not `make soak`."""


def test_every_file_of_which_something_is_left_out_is_soaked():
    (line,) = re.findall(r"^SOAKED := (.+)$", (ROOT / "Makefile").read_text(), re.MULTILINE)
    soaked = [ROOT / "tests" / name for name in re.findall(r"[\w/.]+", line.partition(",")[2])]
    assert [path for path in soaked if not path.exists()] == []
    files = {
        path
        for path in (ROOT / "tests").rglob("test_*.py")
        if LEAVES_OUT.search(path.read_text(encoding="utf-8")) and path != Path(__file__)
    }
    assert files
    left = [path for path in files if not any(path.is_relative_to(place) for place in soaked)]
    assert left == []
