"""`grade`, `regrade`, `report` and `clean`, as they are typed."""

from __future__ import annotations

import json
import os
import re
import shutil
import signal
import subprocess
import sys
import time
import zlib

import pytest

from autograder.grading.evidence.evidence_file import HEAD, LENGTHS
from autograder.grading.evidence.store import kept_assignments
from autograder.grading.grader import Grader
from tests.chance import drawn, moments
from tests.mini_course import without_seconds
from tests.test_cli import run as run_command

pytestmark = pytest.mark.usefixtures("lent_engines")


def run(mini, *arguments):
    """Runs a command in the mini course."""
    return run_command(*arguments, "--course", mini.root)


@pytest.fixture
def graded(mini):
    """Two submissions, graded by the command."""
    mini.submit("ada", mini.answered())
    mini.submit("ben", mini.answered(blur="blur = np.ones((3, 3, 1, 1))"))
    assert run(mini, "grade", "mini").exit_code == 0
    return mini


@pytest.mark.thorough
def test_from_a_rubric_that_changed_to_pages_that_say_so(graded, tmp_path):
    page = graded.course.reports / "mini.html"
    assert "unchanged" in run(graded, "grade", "mini").stdout
    assert run(graded, "regrade", "mini").exit_code == 0

    graded.rewrite(
        "solutions/mini/rubric.py", ('id="blur",\n                points=2', 'id="blur",\n                points=5')
    )  # fmt: skip
    before = page.read_bytes()
    shown = run(graded, "regrade", "mini", "--json", tmp_path / "found.json")
    assert shown.exit_code == 3
    assert "1 gain, 0 lose, 1 get other words, 0 stay as they are" in shown.stdout
    assert "7 -> 10" in shown.stdout
    assert "autograder regrade mini --apply" in shown.stdout
    found = json.loads((tmp_path / "found.json").read_text())
    assert [item["student"] for item in found["changed"]] == ["ada", "ben"]
    assert page.read_bytes() == before

    done = run(graded, "regrade", "mini", "--apply")
    assert (done.exit_code, "written: 2 submissions" in done.stdout) == (0, True)
    assert run(graded, "regrade", "mini").exit_code == 0
    assert run(graded, "report", "mini").exit_code == 0
    assert page.read_bytes() != before


@pytest.mark.thorough
def test_nothing_of_one_student_is_in_what_is_kept_or_shown_of_another(mini):
    """Whether it was run just now, or is judged and shown again from evidence."""
    students = ("ada", "ben", "chiara")
    for student in students:
        words = f"print('MARKER-{student}')\nraise ValueError('ERROR-MARKER-{student}')"
        mini.submit(student, mini.answered(printed=words, why=f"TEXT-MARKER-{student}"))
    assert run(mini, "grade", "mini").exit_code == 0
    _each_has_its_own(mini, students)
    mini.rewrite("solutions/mini/rubric.py", ("Add up the weights.", "Add them up."))
    for folder in (mini.course.autograded, mini.course.reports):
        shutil.rmtree(folder)
    assert run(mini, "report", "mini").exit_code == 0
    assert run(mini, "grade", "mini").exit_code == 0
    _each_has_its_own(mini, students)


def _each_has_its_own(mini, students) -> None:
    for student in students:
        files = [
            path
            for path in mini.root.rglob("*")
            if path.is_file()
            and student in str(path.relative_to(mini.root))
            and path.suffix != ".db"
        ]
        texts = {path: _content(path) for path in files}
        markers = {found for text in texts.values() for found in re.findall(rb"MARKER-(\w+)", text)}
        assert markers == {student.encode()}
        kinds = {path.suffix for path, text in texts.items() if b"MARKER" in text}
        assert {".ipynb", ".html", ".evidence"} <= kinds  # or nothing would have been looked at
    assert not (mini.course.evidence / "mini/pictures").exists()  # the master draws none


def _content(path) -> bytes:
    """What is in a file, inflated where it is evidence."""
    data = path.read_bytes()
    if path.suffix != ".evidence":
        return data
    return zlib.decompressobj().decompress(data[HEAD + LENGTHS.size :])


@pytest.mark.thorough
def test_what_can_not_be_judged_again_waits(graded):
    graded.submit("ben", graded.answered(blur="blur = 3"))
    waits = run(graded, "regrade", "mini", "--apply")
    assert waits.exit_code == 3
    assert "ben: the evidence does not say it" in " ".join(waits.stdout.split())
    assert "(--run runs it)" in waits.stdout
    assert run(graded, "regrade", "mini", "--apply", "--run").exit_code == 0


@pytest.mark.thorough
def test_evidence_is_removed(graded):
    assert run(graded, "clean").exit_code == 2
    assert "1 assignment" in run(graded, "clean", "--evidence", "--student", "ada").stdout
    waits = run(graded, "regrade", "mini")
    assert (waits.exit_code, "ada: it has not been graded yet" in waits.stdout) == (3, True)
    missing = run(graded, "report", "mini")
    assert (missing.exit_code, "- ada is not in it" in missing.stdout) == (1, True)
    assert run(graded, "clean", "--evidence", "mini").exit_code == 0
    assert kept_assignments(graded.course) == ()


@pytest.mark.thorough
def test_a_course_that_keeps_nothing(mini):
    mini.submit("ada", mini.answered())
    path = mini.root / "pyproject.toml"
    text = path.read_text() if path.is_file() else "[tool.autograder]\n"
    path.write_text(text.replace("[tool.autograder]\n", "[tool.autograder]\nevidence = false\n"))
    assert run(mini, "grade", "mini").exit_code == 0
    assert not mini.course.evidence.exists()
    told = run(mini, "regrade", "mini")
    assert (told.exit_code, "this course keeps no evidence" in told.output) == (2, True)


@pytest.mark.thorough
def test_whoever_interrupts_a_run_reads_how_to_go_on(mini, monkeypatch):
    for student in ("ada", "ben"):
        mini.submit(student, mini.answered())
    real = Grader.grade

    def interrupted(self, *arguments):
        results = real(self, *arguments)
        yield next(results)
        results.close()
        raise KeyboardInterrupt

    monkeypatch.setattr(Grader, "grade", interrupted)
    stopped = run(mini, "grade", "mini", "--jobs", "1")
    assert stopped.exit_code == 130
    words = " ".join(stopped.output.split())
    assert "stopped: 1 of 2 submissions are graded, and their marks are kept" in words
    assert "`autograder grade mini` goes on from there" in words
    monkeypatch.undo()
    assert "1 graded, 1 unchanged" in run(mini, "grade", "mini").stdout


@pytest.mark.soak
@moments
def test_a_run_that_is_killed_goes_on_where_it_was(mini, tmp_path, seed):
    """At any moment; the marks are those of a run that was left alone."""
    students = [f"s{number}" for number in range(6)]
    for number, student in enumerate(students):
        mini.submit(student, mini.answered(blur=f"blur = np.ones((3, 3, 1, 1)) / {7 + number}"))
    draw = drawn(seed)
    command = [sys.executable, "-m", "autograder", "grade", "mini", "--course", str(mini.root)]
    for _ in range(3):
        process = subprocess.Popen(
            [*command, "--json", str(tmp_path / "killed.json")],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
        time.sleep(draw.uniform(1.0, 8.0))
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()
    left = tmp_path / "left.json"
    done = subprocess.run([*command, "--json", str(left)], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    alone = tmp_path / "alone.json"
    done = subprocess.run(
        [*command, "--again", "--json", str(alone)], capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr
    found, wanted = (json.loads(path.read_text())["submissions"] for path in (left, alone))
    assert list(map(without_seconds, found)) == list(map(without_seconds, wanted))
    assert not [path for path in mini.root.rglob(".*.new") if path.exists()]
