"""Two runs at once on one course."""

from __future__ import annotations

import json
import time

import pytest

from tests.chance import drawn, moments
from tests.mini_course import without_seconds


@pytest.mark.soak  # in CI four graders do so: tests/grading/test_several_graders.py
@moments
def test_two_runs_give_what_one_gives(seed, stage, wanted, tmp_path):
    draw = drawn(seed)
    files = [tmp_path / f"marks{number}.json" for number in range(2)]
    runs = []
    for file in files:
        runs.append(stage.start("--json", str(file)))
        time.sleep(draw.uniform(0, 1.5))
    for run, file in zip(runs, files, strict=True):
        said, _ = run.communicate(timeout=300)
        assert run.returncode == 0, said
        told = json.loads(file.read_text())["submissions"]
        assert {item["student"]: without_seconds(item) for item in told} == wanted
    stage.check(wanted)
