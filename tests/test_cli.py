"""The command line: what it writes, what it says, and how it ends."""

from __future__ import annotations

import csv
import json
import re
import shutil
import subprocess
import sys

import click
import pytest
from click.testing import CliRunner

from autograder.cli import cli
from autograder.cli.failures import page_or_sentence
from autograder.course.course import CHECKOUT, Course
from autograder.engine.errors import LostError, SandboxError, StartError
from autograder.grading.judging import GraderError
from autograder.grading.sample import sample_class
from tests.mini_course import FILES
from tests.speeds import rows

pytestmark = pytest.mark.usefixtures("lent_engines")

MASTER, RUBRIC = "solutions/mini/mini.py", "solutions/mini/rubric.py"


def run(*arguments):
    """Runs the command; what it raises unexpectedly is raised here."""
    result = CliRunner().invoke(cli, [str(a) for a in arguments])
    if result.exception and not isinstance(result.exception, SystemExit):
        raise result.exception
    return result


@pytest.fixture
def quick(mini):
    """A mini course with two submissions."""
    mini.submit("ada", mini.answered())
    mini.submit(
        "=ben,", mini.answered(blur="blur = np.ones((3, 3, 1, 1))", printed="while 1: pass")
    )
    mini.submit("eve", "{")
    return mini


def test_grade_writes_what_others_rely_on(quick, tmp_path):
    (quick.root / "gradebook.db").unlink()
    found = tmp_path / "marks.json"
    table = tmp_path / "marks.csv"
    result = run(
        "grade", "mini", "--course", quick.root, "--json", found, "--csv", table, "--jobs", 2
    )
    assert result.exit_code == 0, result.output
    told = json.loads(found.read_text())
    assert list(told) == ["assignment", "submissions"]
    ben, ada, eve = told["submissions"]
    for submission in told["submissions"]:
        assert list(submission) == [
            "student", "status", "score", "max_score", "seconds", "questions", "incidents",
        ]  # fmt: skip
        assert [q["id"] for q in submission["questions"]] == [
            "blur", "sizes", "printed", "why", "pooled",
        ]  # fmt: skip
        assert submission["max_score"] == 7
        assert submission["seconds"] >= 0
    assert (ada["student"], ada["status"], ada["score"]) == ("ada", "graded", 7)
    assert ada["incidents"] == []
    assert ada["questions"][0] == {
        "id": "blur",
        "verdict": "correct",
        "points": 2.0,
        "max_points": 2,
        "mistake": None,
        "slips": [],
        "message": "Right.",
    }
    assert ada["questions"][3] == {
        "id": "why",
        "verdict": "needs manual",
        "points": None,
        "max_points": 3,
        "mistake": None,
        "slips": [],
        "message": "A person reads and marks this answer.",
        "needs_manual": True,
    }
    assert (ben["student"], ben["score"]) == ("=ben,", 3)
    blur = ben["questions"][0]
    assert (blur["verdict"], blur["mistake"]) == ("wrong", "not-normalised")
    assert "nine times brighter" in blur["message"]
    (incident,) = ben["incidents"]
    assert set(incident) == {"kind", "where", "message"}
    assert (incident["kind"], incident["where"]) == ("time-limit", "cell 8 (printed)")
    assert (eve["status"], eve["score"]) == ("unreadable", 0)
    rows = list(csv.reader(table.read_text().splitlines()))
    assert rows[0] == [
        "student", "status", "score", "max_score",
        "blur", "sizes", "printed", "why", "pooled", "incidents",
    ]  # fmt: skip
    assert rows[1][:4] == ["'=ben,", "graded", "3", "7"]  # no spreadsheet takes it for a formula
    assert rows[2] == ["ada", "graded", "7", "7", "2", "2", "2", "", "1", ""]
    assert rows[3][-1] == "unreadable"
    assert "7 / 7" in result.output
    assert (quick.root / "reports" / "mini.html").is_file()
    assert (quick.root / "autograded" / "ada" / "mini" / "mini.ipynb").is_file()
    assert (quick.root / "gradebook.db").is_file()


@pytest.mark.thorough
def test_grade_only_some(quick, tmp_path):
    (quick.root / "submitted" / "nobody" / "another").mkdir(parents=True)
    found = tmp_path / "marks.json"
    result = run("grade", "mini", "eve", "nobody", "--course", quick.root, "--json", found)
    assert result.exit_code == 0, result.output
    statuses = [(s["student"], s["status"]) for s in json.loads(found.read_text())["submissions"]]
    assert statuses == [("eve", "unreadable"), ("nobody", "missing")]
    assert not (quick.root / "reports").exists()  # a page of the class is of the whole class
    assert "no page of the class" in result.output
    (quick.root / "reports").mkdir()
    (quick.root / "reports" / "mini.html").touch()
    result = run("grade", "mini", "eve", "--course", quick.root)
    assert "as it was graded before" in result.output


def untouched(mini):
    """Leaves the course as it is."""


BROKEN = {
    "no folder": (["mini", "--course", "nowhere"], untouched, "there is no such folder"),
    "unknown assignment": (["minimal"], untouched, "no assignment 'minimal'"),
    "no submissions": (["mini"], lambda m: shutil.rmtree(m.root / "submitted"), "no submissions"),
    "no such student": (
        ["mini", "ada", "evve", "x"],
        untouched,
        "no submission of evve; did you mean eve?; no submission of x (looked for in ",
    ),
    "no student's name": (["mini", ".."], untouched, "the grader failed on .."),
    "broken rubric": (
        ["mini"],
        lambda m: (m.root / RUBRIC).write_text("1 +"),
        "rubric.py, line 1: SyntaxError",
    ),
    "starter not built": (
        ["mini"],
        lambda m: shutil.rmtree(m.root / "assignments" / "mini"),
        "mini.ipynb is not there: build it first, autograder build mini",
    ),
    "master that raises": (
        ["mini"],
        lambda m: m.rewrite(MASTER, ("the_nine_weights / 9", "1 / 0")),
        "the cell blur ends with ZeroDivisionError",
    ),
    "setting unknown": (
        ["mini"],
        lambda m: m.rewrite("pyproject.toml", ("cell-seconds = 2", "cell-minutes = 2")),
        "cell-minutes is not known",
    ),
    "setting no number": (
        ["mini"],
        lambda m: m.rewrite("pyproject.toml", ("cell-seconds = 2", 'cell-seconds = "2"')),
        "cell-seconds must be a number above 0",
    ),
    "preload unknown": (
        ["mini"],
        lambda m: m.rewrite("pyproject.toml", ('["numpy"]', '["numpi"]')),
        "numpi",
    ),
    "broken nbgrader_config.py": (
        ["mini"],
        lambda m: (m.root / "nbgrader_config.py").write_text("1 / 0"),
        "nbgrader_config.py: ZeroDivisionError: division by zero",
    ),
    "no gradebook": (
        ["mini"],
        lambda m: (m.root / "gradebook.db").write_text("not a database" * 100),
        "gradebook.db is no database. Put its last copy in its place",
    ),
    "nowhere to write": (["mini", "--json", "no/where.json"], untouched, "can't be written there"),
}


@pytest.mark.parametrize("name", rows({name: name for name in BROKEN}, tuple(BROKEN)[:4]))
def test_what_keeps_the_grader_from_its_work_is_told_in_a_sentence(quick, monkeypatch, name):
    arguments, damage, told = BROKEN[name]
    monkeypatch.chdir(quick.root)
    damage(quick)
    result = run("grade", *arguments)
    assert result.exit_code == 2, result.output
    assert told in result.output
    assert "Traceback" not in result.output


def test_a_fault_of_our_own_is_told_with_the_file_that_holds_the_rest(quick, monkeypatch, tmp_path):
    from autograder.course.course import Course

    def broken(root):
        return {}["nothing"]

    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path))
    monkeypatch.setattr(Course, "at", broken)
    result = run("grade", "mini")
    assert result.exit_code == 2
    log = tmp_path / "autograder" / "failures.log"
    assert (
        f"The grader itself failed: KeyError: 'nothing'. Please report it, with the last entry of {log}"
        in " ".join(result.output.split())
    )
    assert "Traceback" not in result.output
    assert 'return {}["nothing"]' in log.read_text()


def test_a_page_that_fails_costs_only_itself(tmp_path, monkeypatch, capsys):
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path))
    told = {
        lambda: (
            1 / 0
        ): "The grader itself failed: ZeroDivisionError: division by zero. Please report",
        lambda: tmp_path.read_bytes(): f"{tmp_path}: Is a directory (more in {tmp_path}",
        lambda: Course.at(tmp_path / "nowhere"): "nowhere: there is no such folder",
    }
    for write, words in told.items():
        assert page_or_sentence("The page of the class", write) is None
        said = capsys.readouterr().err
        assert said.startswith("The page of the class was not written; all else is done and kept. ")
        assert words in said
    log = (tmp_path / "autograder" / "failures.log").read_text()
    assert "1 / 0\n" in log
    assert page_or_sentence("It", lambda: tmp_path) == tmp_path


@pytest.mark.parametrize("kind", [StartError, LostError, SandboxError, GraderError])
def test_what_a_machine_cannot_do_is_told_in_a_sentence_by_every_command(
    kind, tmp_path, monkeypatch
):
    def fails(**_):
        raise kind("no process: all are taken")

    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path))
    for name, command in cli.commands.items():
        if not isinstance(command, click.Group):
            monkeypatch.setattr(command, "callback", fails)
            monkeypatch.setattr(command, "params", [])
            result = run(name)
            assert (result.exit_code, result.output) == (2, "Error: no process: all are taken\n")
    assert not list(tmp_path.iterdir()), "nobody's fault needs a traceback"


@pytest.mark.thorough
def test_verify_ends_with_1_where_something_is_wrong(mini, monkeypatch):
    monkeypatch.chdir(mini.root)
    mini.rewrite(RUBRIC, ('hint="Add up the weights."', 'hint=""'))
    result = run("verify", "--jobs", 2)
    assert result.exit_code == 1
    assert re.search(r"- solutions/mini/rubric\.py, line \d+: why: has no hint", result.output)
    assert re.search(
        r"5 questions, 12 wrong and 3 unusual right answers, 2 complaints; \d+ blind spots and \d+ groups of "
        r"slips that can't be told apart \(--slips lists them\)\n",
        result.output,
    )


def test_build_tells_what_is_wrong(mini, monkeypatch):
    monkeypatch.chdir(mini.root)
    before = (mini.assignment.starter).read_bytes()
    mini.rewrite(MASTER, ("the_nine_weights / 9", "1 / 0"))
    result = run("build", "mini")
    assert result.exit_code == 2
    assert "the cell blur ends with ZeroDivisionError" in result.output
    assert mini.assignment.starter.read_bytes() == before


def test_a_course_without_assignments_is_told(tmp_path):
    (tmp_path / "solutions").mkdir()
    for command in ("build", "verify"):
        result = run(command, "--course", tmp_path)
        assert result.exit_code == 2
        assert "there is no assignment here" in result.output


CLASS = {
    "ada": """\
# %% [markdown]
# Ada has everything right.

# %% answer="blur"
blur = np.ones((3, 3, 1, 1)) / 9

# %% answer="sizes"
size_conv = (1, 5, 8, 2)
size_pool = (1, 3, 5, 1)

# %% answer="printed"
print((1, 5, 8, 2), (1, 2, 4, 2))

# %% [markdown] written="why"
# The weights of a mean add up to one.
""",
    "eve": """\
# file: truncated

# %% answer="blur"
blur = np.ones((3, 3, 1, 1)) / 9
""",
}


@pytest.fixture
def checkout(tmp_path, monkeypatch):
    """A course with a sample class, as a newcomer finds it."""
    root = tmp_path / "checkout"
    shutil.copytree(FILES, root)
    folder = root / "data" / "class" / "mini"
    folder.mkdir(parents=True)
    for student, text in CLASS.items():
        (folder / f"{student}.py").write_text(text)
    monkeypatch.chdir(root)
    return root


@pytest.mark.thorough
def test_the_demo_works_in_a_folder_of_its_own(checkout):
    before = sorted(path for path in checkout.rglob("*") if path.is_file())
    first = run("demo", "--jobs", 2)
    assert first.exit_code == 0, first.output
    assert "6 / 7" in first.output
    assert "unreadable" in first.output
    demo = checkout / "demo"
    outside = sorted(p for p in checkout.rglob("*") if p.is_file() and demo not in p.parents)
    assert outside == before
    gradebook = demo / "gradebook.db"
    assert gradebook.is_file()
    marked = gradebook.stat().st_mtime_ns
    second = run("demo", "--jobs", 2)
    assert second.exit_code == 0
    assert "Nothing has changed since these marks were given" in second.output
    assert "6 / 7" in second.output
    assert gradebook.stat().st_mtime_ns == marked
    class_file = checkout / "data" / "class" / "mini" / "ada.py"
    class_file.write_text(class_file.read_text().replace("/ 9", ""))
    third = run("demo", "--jobs", 2)
    assert third.exit_code == 0
    assert "4 / 7" in third.output
    assert "not-normalised" in third.output


@pytest.mark.thorough
def test_the_demo_only_builds_what_has_no_sample_class(checkout):
    shutil.rmtree(checkout / "data" / "class")
    result = run("demo", "--jobs", 2)
    assert result.exit_code == 0, result.output
    assert (checkout / "demo" / "assignments" / "mini" / "mini.ipynb").is_file()
    assert not (checkout / "demo" / "submitted").exists()
    assert not (checkout / "demo" / "gradebook.db").exists()


def test_the_demo_leaves_a_foreign_folder_alone(checkout):
    mine = checkout / "mine"
    mine.mkdir()
    (mine / "thesis.txt").write_text("years of work")
    (checkout / "link").symlink_to(mine)
    (checkout / "file").write_text("mine")
    for folder in ("mine", "link", "file", "."):
        result = run("demo", "--folder", folder)
        assert result.exit_code == 2, folder
        assert "name another --folder" in result.output
    assert (mine / "thesis.txt").read_text() == "years of work"
    assert (checkout / "file").read_text() == "mine"


def test_the_sample_classes_can_be_read():
    """Grading them takes minutes, which `make demo` and `make verify` are for."""
    course = Course.at(CHECKOUT)
    for assignment in course.names():
        samples = sample_class(course, assignment)
        assert len(samples) >= 6
        assert any(sample.truncated or sample.deleted for sample in samples)


def test_without_what_grading_needs_it_says_how_to_install_it():
    code = "import sys; sys.modules['click'] = None; from autograder.__main__ import main; main()"
    result = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
    assert result.returncode == 1
    assert 'pip install "convolution-course-kit[grader]"' in result.stderr
    assert "Traceback" not in result.stderr


def test_help_names_every_command():
    result = run("--help")
    assert result.exit_code == 0
    for command in ("build", "demo", "grade", "verify"):
        assert f"\n  {command} " in result.output


def no_wall_here(monkeypatch):
    """As on macOS and Windows: nothing of the sandbox can stand."""
    from dataclasses import replace

    from autograder.engine.sandbox import survey as module

    found = module.survey()
    monkeypatch.setattr(module, "survey", lambda: replace(found, seccomp=False))
    assert not module.survey().inner


def test_grade_refuses_where_no_sandbox_can_stand(mini, monkeypatch):
    mini.submit("ada", mini.answered())
    no_wall_here(monkeypatch)
    result = run("grade", "mini", "--course", mini.root)
    assert result.exit_code == 2
    assert "--no-sandbox" in result.output
    assert "WSL2" in result.output
    assert not (mini.root / "autograded" / "ada").exists()


@pytest.mark.thorough
def test_marks_without_a_sandbox_say_so(mini, monkeypatch, tmp_path):
    mini.submit("ada", mini.answered())
    no_wall_here(monkeypatch)
    found = tmp_path / "marks.json"
    result = run("grade", "mini", "--course", mini.root, "--no-sandbox", "--json", found)
    assert result.exit_code == 0, result.output
    (ada,) = json.loads(found.read_text())["submissions"]
    assert ada["score"] == 7
    assert [incident["kind"] for incident in ada["incidents"]] == ["no-sandbox"]


def test_doctor_says_what_stands(monkeypatch):
    no_wall_here(monkeypatch)
    result = run("doctor")
    assert result.exit_code == 1
    assert "seccomp" in result.output
