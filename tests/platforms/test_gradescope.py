"""An exported autograder, run as Gradescope runs it."""

from __future__ import annotations

import io
import json
import re
import shutil
import subprocess
import zipfile
from pathlib import Path
from types import SimpleNamespace

import nbformat
import pytest
from click.testing import CliRunner
from nbformat.v4 import new_code_cell

from autograder import __version__
from autograder.cli import cli
from autograder.course.cells import grade_id
from autograder.course.course import Course
from autograder.engine.errors import SandboxError
from autograder.engine.session import Limits
from autograder.grading.demo_course import lay_out_course
from autograder.grading.marks import Incident, Marks
from autograder.grading.opening import prepare_grader
from autograder.grading.sample import submit_sample_class
from autograder.grading.settings import Settings, load_settings
from autograder.platforms.archives.upload import take
from autograder.platforms.gradescope import harness
from autograder.platforms.gradescope.bundle import Bundle
from autograder.platforms.gradescope.export import export_gradescope
from autograder.platforms.gradescope.pins import pins
from autograder.platforms.gradescope.results import graded_results
from autograder.questions.verdict import Verdict
from tests.gradescope import gradescope_marks, lay_out, run_autograder, wrong_form
from tests.mini_course import POINTS

pytestmark = pytest.mark.usefixtures("lent_engines")

SECRET = "the_nine_weights"
"""A name that stands in the mini course's solution alone."""


@pytest.fixture(scope="session")
def wheel(tmp_path_factory):
    """A file that passes for the package's wheel: the tests run the package that is installed."""
    path = (
        tmp_path_factory.mktemp("wheel") / f"convolution_course_kit-{__version__}-py3-none-any.whl"
    )
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("autograder/__init__.py", "")
    return path


@pytest.fixture(scope="session")
def archive(built_mini, wheel, tmp_path_factory):
    """The mini course's autograder."""
    path = tmp_path_factory.mktemp("export") / "mini.zip"
    export_gradescope(built_mini.assignment, Bundle("mini"), path, wheel)
    return path


def text(notebook):
    return nbformat.writes(notebook).encode()


# --- the zip


def test_the_zip_holds_what_grading_needs_and_nothing_else(archive, wheel):
    with zipfile.ZipFile(archive) as opened:
        modes = {info.filename: info.external_attr >> 16 for info in opened.infolist()}
        assert opened.read("course/pyproject.toml").decode() == (
            '[tool.autograder]\npreload = ["numpy"]\ncell-seconds = 2\ntotal-seconds = 30\n'
        )
    assert set(modes) == {
        "setup.sh",
        "run_autograder",
        wheel.name,
        "constraints.txt",
        "autograder.json",
        "course/pyproject.toml",
        "course/solutions/mini/mini.py",
        "course/solutions/mini/rubric.py",
        "course/assignments/mini/mini.ipynb",
        "course/assignments/mini/public.json",
        "course/assignments/mini/public.safetensors",
        "course/assignments/mini/images/clothes/00-shirt.png",
        "course/assignments/mini/images/tiny.png",
        "course/data/images/tiny.png",
        "course/data/images/clothes/00-shirt.png",
    }
    executable = {name for name, mode in modes.items() if mode & 0o111}
    assert executable == {"setup.sh", "run_autograder"}


def test_the_same_course_gives_the_same_zip(archive, built_mini, wheel, tmp_path):
    export_gradescope(built_mini.assignment, Bundle("mini"), tmp_path / "again.zip", wheel)
    assert (tmp_path / "again.zip").read_bytes() == archive.read_bytes()


def test_versions_are_pinned_for_the_grader_and_no_more():
    names = {line.split("==")[0].lower() for line in pins().splitlines()}
    assert {"tensorflow", "numpy", "nbformat", "click", "pyseccomp", "landlockpy"} <= names
    assert not names & {"otter-grader", "playwright", "pytest", "ruff", "convolution-course-kit"}


def test_the_scripts_name_no_registry_and_are_clean(archive, tmp_path):
    with zipfile.ZipFile(archive) as opened:
        for name in ("setup.sh", "run_autograder"):
            script = opened.read(name)
            assert not re.search(rb"https?:|index-url|\.org|\.com|\r", script)
            (tmp_path / name).write_bytes(script)
            subprocess.run(["bash", "-n", tmp_path / name], check=True)
            if shutil.which("shellcheck"):
                subprocess.run(["shellcheck", tmp_path / name], check=True)


def test_no_zip_is_left_where_there_is_no_wheel(built_mini, tmp_path):
    with pytest.raises(ValueError, match="make wheel"):
        export_gradescope(
            built_mini.assignment, Bundle("mini"), tmp_path / "to.zip", tmp_path / "other.whl"
        )
    assert not (tmp_path / "to.zip").exists()


@pytest.mark.thorough
def test_the_command_says_what_to_set_on_gradescope(built_mini, wheel, tmp_path):
    to = tmp_path / "mini.zip"
    arguments = ["export", "gradescope", "mini", "--course", built_mini.root, "--to", to]
    options = ["--wheel", wheel, "--show", "after_due_date", "--minutes", 20, "--no-sandbox"]
    done = CliRunner().invoke(cli, [str(a) for a in (*arguments, *options)])
    assert done.exit_code == 0, done.output
    for words in (
        "autograder points: 7",
        "limit of 20 minutes",
        "marks 'why'",
        "WITHOUT a sandbox",
    ):
        assert words in done.output
    with zipfile.ZipFile(to) as opened:
        told = json.loads(opened.read("autograder.json"))
    assert told == {
        "assignment": "mini",
        "show": "after_due_date",
        "sandbox": False,
        "minutes": 20,
        "theirs": [],
    }


# --- a submission


@pytest.mark.thorough
def test_a_submission_gets_the_marks_of_autograder_grade(archive, mini, exam, tmp_path):
    notebook = mini.answered(blur="blur = np.ones((3, 3, 1, 1))", printed="while 1: pass")
    mini.submit("ada", notebook)
    marks = mini.grader(exam).grade_student(exam, "ada").marks
    lay_out(archive, tmp_path / "root", {"mini.ipynb": text(notebook)})
    run = run_autograder(tmp_path / "root", seconds=100)
    assert run.code == 0, run.stdout
    assert run.marks == {v.question: v.points for v in marks.verdicts if v.points is not None}
    assert run.results["score"] == marks.score == 3
    tests = {test["number"]: test for test in run.results["tests"]}
    maxima = {test["name"]: test["max_score"] for test in tests.values() if "score" in test}
    assert maxima == POINTS

    public, full = tests["1.1"], tests["1"]  # the only question with a hidden probe
    assert (public["visibility"], full["visibility"]) == ("visible", "after_published")
    assert not {"score", "max_score"} & set(public)
    assert public["status"] == full["status"] == "failed"
    assert ["0 of 2 points" in test["output"] for test in (public, full)] == [False, True]
    assert all("sums to 9" in test["output"] for test in (public, full))
    assert {tests[n]["visibility"] for n in ("2", "3", "4", "5")} == {"visible"}
    assert "given by a person" in tests["4"]["output"]
    assert "score" not in tests["4"]

    assert re.match(r"Cell \d+ \(printed\): This cell took longer", run.results["output"])
    assert "A person marks this: why." in run.results["output"]
    assert "incident: time-limit" in run.stdout  # the staff's, which students do not see
    (staff,) = [i.message for i in marks.incidents if i.kind == "time-limit"]
    assert staff in run.stdout
    assert staff not in json.dumps(run.results)
    assert run.results["stdout_visibility"] == "hidden"
    assert SECRET not in json.dumps(run.results)


@pytest.mark.thorough
def test_otters_form_of_a_notebook_gets_the_same_marks(archive, mini, tmp_path):
    notebook = mini.answered(sizes="size_conv = (1, 5, 8, 2)\nsize_pool = None")
    for cell in notebook.cells:
        if (grade_id(cell) or "").startswith("check-"):
            cell.source = f"grader.{cell.source}"
        cell.metadata = nbformat.NotebookNode()
    opened = new_code_cell("import otter\ngrader = otter.Notebook('mini.ipynb')", id="otter-open")
    notebook.cells.insert(0, opened)
    marks = gradescope_marks(notebook, archive, tmp_path / "root")
    assert marks == POINTS | {"sizes": 1}
    results = json.loads((tmp_path / "root/results/results.json").read_text())
    assert "changed" not in results["output"]  # no tampering is told


@pytest.mark.thorough
@pytest.mark.parametrize("sandbox", [True, False])
def test_only_without_the_sandbox_can_a_submission_read_what_is_not_its_own(
    sandbox, archive, mini, tmp_path
):
    """The right answer where a file can be read; else what the starter has."""
    root = tmp_path / "root"
    spying = "\n".join(
        ["from pathlib import Path", "found = 0"]
        + [f"try:\n    found += len(Path({str(root / name)!r}).read_text())\nexcept OSError: pass"
           for name in ("source/course/solutions/mini/rubric.py", "submission_metadata.json")]
        + ["blur = (found > 0) * np.ones((3, 3, 1, 1)) / 9"]
    )  # fmt: skip
    lay_out(archive, root, {"mini.ipynb": text(mini.answered(blur=spying))})
    (root / "source/autograder.json").write_text(Bundle("mini", sandbox=sandbox).text())
    run = run_autograder(root)
    assert run.marks["blur"] == (0 if sandbox else 2)
    assert ("incident: no-sandbox" in run.stdout) != sandbox


MINI = {"mini.ipynb": Path("nowhere")}

HANDED_IN = {
    "its own name": (["mini.ipynb", "notes.txt"], "mini.ipynb", ""),
    "another name": (["Lab 1.ipynb"], "Lab 1.ipynb", "Lab 1.ipynb was taken as mini.ipynb."),
    "in a folder": (["hw/mini.ipynb"], "hw/mini.ipynb", "hw/mini.ipynb was taken"),
    "a browser's name": (["mini (1).ipynb", "x.ipynb"], "mini (1).ipynb", "was taken as"),
    "above others": (["mini.ipynb", "old/mini.ipynb"], "mini.ipynb", ""),
    "a leftover of Jupyter": (
        ["x.ipynb", ".ipynb_checkpoints/mini.ipynb"],
        "x.ipynb",
        "x.ipynb was taken",
    ),
    "two in folders": (["a/mini.ipynb", "b/mini.ipynb"], None, "It can't be told which"),
    "two of other names": (["a.ipynb", "b.ipynb"], None, "(a.ipynb, b.ipynb). Hand in one"),
    "none": (["answer.pdf"], None, "(answer.pdf) is no notebook. Hand in mini.ipynb."),
    "nothing": ([], None, "You handed in no file"),
}
"""Title -> the files, the one that is graded, and what is said."""


@pytest.mark.parametrize("zipped", [False, True], ids=["files", "zip"])
@pytest.mark.parametrize("title", HANDED_IN)
def test_the_right_file_is_taken(title, zipped, tmp_path):
    names, graded, told = HANDED_IN[title]
    source, target = tmp_path / "submission", tmp_path / "graded"
    source.mkdir()
    content = {name: f"this is {name}".encode() for name in names}
    if zipped:
        content = {"all.zip": zip_of(content)}
    for name, data in content.items():
        (source / name).parent.mkdir(parents=True, exist_ok=True)
        (source / name).write_bytes(data)
    found = take(source, target, MINI)
    assert told in (found.note if graded else found.problem)
    if graded:
        assert (target / "mini.ipynb").read_text() == f"this is {graded}"
    assert (target / "notes.txt").is_file() == ("notes.txt" in names)


def zip_of(files):
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return packed.getvalue()


def test_links_and_bad_zips_are_not_followed(tmp_path):
    source, secret = tmp_path / "submission", tmp_path / "secret.ipynb"
    source.mkdir()
    secret.write_text("secret")
    (source / "mini.ipynb").symlink_to(secret)
    assert "no file" in take(source, tmp_path / "graded", MINI).problem
    (source / "all.zip").write_bytes(zip_of({"../../mini.ipynb": b""}))
    assert "Hand in mini.ipynb" in take(source, tmp_path / "graded", MINI).problem
    (source / "all.zip").write_bytes(b"no zip")
    assert "could not be unpacked" in take(source, tmp_path / "graded", MINI).problem


UNGRADABLE = {"unreadable": ({"mini.ipynb": b"{"}, "could not be read"), "missing": ({}, "no file")}


@pytest.mark.thorough
@pytest.mark.parametrize("title", UNGRADABLE)
def test_what_can_not_be_graded_gets_zero_and_a_sentence(title, archive, tmp_path):
    files, told = UNGRADABLE[title]
    lay_out(archive, tmp_path / "root", files)
    assert harness.grade_in(tmp_path / "root") == 0
    results = json.loads((tmp_path / "root/results/results.json").read_text())
    assert wrong_form(results) == []
    assert results["score"] == 0
    assert told in results["output"]
    assert [t["score"] for t in results["tests"] if "score" in t] == [0, 0, 0, 0]


IN_CALLS = Incident("sandbox-refusal", "cell 3 (check-f)", "It tried.", "This cell tried.", True)


@pytest.mark.parametrize(
    ("show", "public", "at_once"),
    [("after_published", True, False), ("after_due_date", True, False),
     ("visible", True, True), ("after_published", False, True)],
)  # fmt: skip
def test_what_happens_in_calls_is_told_with_the_marks(show, public, at_once):
    verdict = Verdict("f", "wrong", 0.0, 1.0, "No.")
    marks = Marks("a", "ada", "graded", (verdict,), (IN_CALLS,))
    question = SimpleNamespace(id="f", hint="", automatic=True)
    exam = SimpleNamespace(rubric=SimpleNamespace(questions=(question,)))
    graded = SimpleNamespace(marks=marks, public=(verdict,) if public else ())
    results = graded_results(exam, graded, show)
    assert wrong_form(results) == []
    assert (IN_CALLS.student in results["output"]) == at_once
    later = [t for t in results["tests"] if IN_CALLS.student in t["output"]]
    assert [t["visibility"] for t in later] == ([] if at_once else [show])


# --- where nothing can be graded


def no_marks(root, capsys):
    """What a run without marks must be like; gives what staff are told."""
    results = json.loads((root / "results/results.json").read_text())
    assert wrong_form(results) == []
    assert "score" not in results
    assert not any("score" in test for test in results["tests"])
    student, staff = results["tests"]
    assert (student["visibility"], staff["visibility"]) == ("visible", "hidden")
    assert results["output"] == student["output"] == harness.UNGRADED
    assert staff["output"] in capsys.readouterr().out
    return staff["output"]


def test_without_a_sandbox_nothing_is_graded(archive, tmp_path, monkeypatch, capsys):
    def no_engine(self, sandbox=True):
        assert sandbox
        raise SandboxError(
            "No sandbox can stand here. --no-sandbox runs them with your own rights."
        )

    monkeypatch.setattr(Settings, "engine", no_engine)
    lay_out(archive, tmp_path, {"mini.ipynb": b"{}"})
    assert harness.grade_in(tmp_path) == 1
    told = no_marks(tmp_path, capsys)
    assert all(words in told for words in ("--no-sandbox", "export gradescope", "Landlock"))


def test_a_damaged_autograder_gives_no_marks(archive, tmp_path, capsys):
    lay_out(archive, tmp_path, {})
    (tmp_path / "source/autograder.json").write_text("{}")
    assert harness.grade_in(tmp_path) == 1
    assert "Export the autograder again" in no_marks(tmp_path, capsys)


@pytest.mark.thorough
def test_grading_ends_before_gradescope_would_end_it(archive, tmp_path):
    lay_out(archive, tmp_path, {"mini.ipynb": b"{}"})
    hurried = Bundle("mini", minutes=0.01)  # 0.3 seconds: not enough for the master
    (tmp_path / "source/autograder.json").write_text(hurried.text())
    run = run_autograder(tmp_path, seconds=30)
    assert run.code == 1
    assert "score" not in run.results
    assert "--minutes" in run.stdout
    assert Bundle("mini").seconds == 570


def test_the_wait_is_over_when_the_work_is_done(tmp_path):
    desk = harness._Desk(tmp_path, 0)
    with desk.watched(60) as nothing:
        assert nothing is None
    assert not (tmp_path / "results").exists()


def test_no_environment_is_told_to_staff(archive, tmp_path):
    lay_out(archive, tmp_path, {})
    done = subprocess.run(
        ["bash", "run_autograder"],
        cwd=tmp_path,
        env={"AUTOGRADER_ROOT": str(tmp_path), "PATH": "/usr/bin:/bin"},
        capture_output=True,
        text=True,
    )
    assert done.returncode == 1
    assert "setup.sh did not come to its end" in done.stdout


@pytest.mark.parametrize(("left", "given"), [(600, 120), (270, 85), (150, 45), (20, 10)])
def test_a_submission_gets_a_third_of_the_time_that_is_left(left, given):
    """Two runs of so long, and their starts, end before."""
    assert harness._within(Limits(total_seconds=120), left).total_seconds == given


# --- the sample class


SAMPLE = ("elif", "farid", "greta")
"""A loop; a crash; a file cut off. The others are graded in `test_identical_marks`."""


@pytest.mark.soak
def test_the_sample_class_gets_its_marks(root, wheel, tmp_path):
    course = lay_out_course(Course.at(root), tmp_path / "course")
    shutil.copytree(root / "assignments" / "kernels", course.root / "assignments" / "kernels")
    kernels = course.assignment("kernels")
    assert set(SAMPLE) <= set(submit_sample_class(kernels))
    archive = tmp_path / "kernels.zip"
    export_gradescope(kernels, Bundle("kernels"), archive, wheel)
    settings = load_settings(course)
    with settings.engine() as engine:
        grader = prepare_grader(kernels, engine, settings.limits)
        marks = {marks.student: marks for marks in grader.grade(SAMPLE)}
    for student in SAMPLE:
        path = course.submitted / student / "kernels" / "kernels.ipynb"
        lay_out(archive, tmp_path / "root", {"kernels.ipynb": path.read_bytes()})
        run = run_autograder(tmp_path / "root")
        verdicts = marks[student].verdicts
        assert run.marks == {v.question: v.points for v in verdicts if v.points is not None}
        assert run.results["score"] == marks[student].score
        told = re.findall(r"^incident: ([\w-]+),", run.stdout, re.M)
        assert told == [incident.kind for incident in marks[student].incidents]
