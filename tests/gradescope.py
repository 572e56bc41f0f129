"""Gradescope's side of an autograder: its folders, its metadata, its time limit, and the form of
`results.json` that its documentation asks for (the pages "Autograder Specifications" and "Submission
Metadata" of gradescope-autograders)."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import nbformat
from nbformat import NotebookNode

METADATA = {
    "id": 123456,
    "created_at": "2018-07-01T14:22:32.365935-07:00",
    "assignment": {
        "due_date": "2018-07-31T23:00:00.000000-07:00",
        "group_size": None,
        "group_submission": False,
        "id": 25828,
        "course_id": 1234,
        "late_due_date": None,
        "release_date": "2018-07-02T00:00:00.000000-07:00",
        "title": "Kernels",
        "total_points": "20.0",
        "submission_method": "upload",
    },
    "users": [{"email": "ada@example.org", "id": 1234, "name": "Ada Lovelace"}],
    "previous_submissions": [],
}


@dataclass(frozen=True)
class Run:
    """One run of an autograder."""

    code: int
    stdout: str
    results: dict[str, Any]

    @property
    def marks(self) -> dict[str, float]:
        """By question: its points."""
        tests = [test for test in self.results["tests"] if "score" in test]
        return {test["name"]: test["score"] for test in tests}


def lay_out(archive: Path, root: Path, files: Mapping[str, bytes]) -> None:
    """The folders as Gradescope lays them out for one submission, below `root` for `/autograder`."""
    shutil.rmtree(root, ignore_errors=True)
    for name in ("source", "submission", "results"):
        (root / name).mkdir(parents=True)
    with zipfile.ZipFile(archive) as opened:
        opened.extractall(root / "source")
        for info in opened.infolist():  # `unzip` sets the bits, `extractall` does not
            (root / "source" / info.filename).chmod(info.external_attr >> 16 & 0o777)
    shutil.copy(root / "source" / "run_autograder", root / "run_autograder")
    for name, content in files.items():
        path = root / "submission" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    (root / "submission_metadata.json").write_text(json.dumps(METADATA), encoding="utf-8")


def run_autograder(root: Path, seconds: float = 600) -> Run:
    """Runs `run_autograder` as Gradescope does, with this environment in the place of the one that
    setup.sh makes; checks the form of what it wrote."""
    done = subprocess.run(
        ["bash", "run_autograder"],
        cwd=root,
        env=os.environ | {"AUTOGRADER_ROOT": str(root), "AUTOGRADER_PYTHON": sys.executable},
        timeout=seconds,
        capture_output=True,
        text=True,
    )
    results = json.loads((root / "results" / "results.json").read_text(encoding="utf-8"))
    assert wrong_form(results) == [], done.stdout + done.stderr
    return Run(done.returncode, done.stdout + done.stderr, results)


def gradescope_marks(notebook: NotebookNode, archive: Path, root: Path) -> dict[str, float]:
    """By question: the points that an exported autograder gives a notebook."""
    text = nbformat.writes(notebook, version=nbformat.NO_CONVERT).encode()
    lay_out(archive, root, {f"{assignment_of(archive)}.ipynb": text})
    run = run_autograder(root)
    assert run.code == 0, run.stdout
    return run.marks


def assignment_of(archive: Path) -> str:
    """The assignment that an exported autograder grades."""
    with zipfile.ZipFile(archive) as opened:
        return str(json.loads(opened.read("autograder.json"))["assignment"])


# --- the documented form

VISIBILITY = {"hidden", "after_due_date", "after_published", "visible"}
FORMATS = {"text", "html", "simple_format", "md", "ansi"}
NUMBER = (int, float)
TOP: dict[str, Any] = {
    "score": NUMBER,
    "execution_time": NUMBER,
    "output": str,
    "output_format": FORMATS,
    "test_output_format": FORMATS,
    "test_name_format": FORMATS,
    "visibility": VISIBILITY,
    "stdout_visibility": VISIBILITY,
    "extra_data": dict,
    "tests": list,
    "leaderboard": list,
}
TEST: dict[str, Any] = {
    "score": NUMBER,
    "max_score": NUMBER,
    "status": {"passed", "failed"},
    "name": str,
    "name_format": FORMATS,
    "number": str,
    "output": str,
    "output_format": FORMATS,
    "tags": list,
    "visibility": VISIBILITY,
    "extra_data": dict,
}
"""Key -> the type, or the words, that its value may have. All are optional."""


def wrong_form(results: Any) -> list[str]:
    """What is not as Gradescope documents it; nothing where all is."""
    if not isinstance(results, dict):
        return ["results.json holds no object"]
    wrong = _wrong(results, TOP, "results")
    for number, test in enumerate(results.get("tests", [])):
        wrong += _wrong(test, TEST, f"tests[{number}]")
        if "score" in test and not 0 <= test["score"] <= test.get("max_score", float("inf")):
            wrong.append(f"tests[{number}]: {test['score']} is not from 0 to its maximum")
    if "score" not in results and not results.get("tests"):
        wrong.append("there is neither a score nor a test")
    return wrong


def _wrong(found: Mapping[str, Any], form: Mapping[str, Any], where: str) -> list[str]:
    wrong = []
    for key, value in found.items():
        allowed = form.get(key)
        if allowed is None:
            wrong.append(f"{where}: {key} is not documented")
        elif isinstance(allowed, set):
            if value not in allowed:
                wrong.append(f"{where}: {key} is {value!r}")
        elif not isinstance(value, allowed) or isinstance(value, bool):
            wrong.append(f"{where}: {key} is {value!r}")
    return wrong
