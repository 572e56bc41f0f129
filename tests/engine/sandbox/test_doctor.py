"""What the doctor says."""

from __future__ import annotations

from dataclasses import replace

import pytest

from autograder.engine.sandbox.doctor import report
from autograder.engine.sandbox.survey import Survey

HEALTHY = Survey(
    "linux",
    no_new_privileges=True,
    capabilities=True,
    resource_limits=True,
    landlock=7,
    seccomp=True,
    refusals=True,
    user_namespaces=True,
    own_disk=True,
    memory_groups=True,
    processor_groups=True,
    bubblewrap=True,
)


@pytest.mark.parametrize(
    ("survey", "words", "missing"),
    [
        (HEALTHY, "Both walls stand", 0),
        (replace(HEALTHY, bubblewrap=False), "The inner wall stands", 1),
        (replace(HEALTHY, own_disk=False), "Both walls stand", 1),
        (replace(HEALTHY, refusals=False), "Both walls stand", 1),
        (replace(HEALTHY, seccomp=False), "grading refuses to run here", 1),
        (Survey("linux", root=True), "--no-sandbox", 12),
    ],
    ids=["both walls", "inner wall", "a shared disk", "refusals untold", "no seccomp", "nothing"],
)
def test_a_line_for_each_part(survey: Survey, words: str, missing: int) -> None:
    text = report(survey)
    assert words in text.splitlines()[-1]
    assert sum(line.startswith("no ") for line in text.splitlines()) == missing


@pytest.mark.parametrize("platform", ["darwin", "win32"])
def test_where_there_are_no_walls(platform: str) -> None:
    text = report(Survey(platform))
    assert platform in text
    assert "WSL2" in text
    assert "Linux container" in text
    assert "--no-sandbox" in text
