"""The Colab notebook: what it holds, what comes out of it, and a session in a clean environment."""

from __future__ import annotations

import atexit
import copy
import io
import json
import os
import shutil
import subprocess
import sys
import zipfile
from contextlib import redirect_stdout
from functools import cache
from pathlib import Path
from typing import Any

import nbformat
import pytest
from IPython.core.interactiveshell import InteractiveShell
from nbclient import NotebookClient

from autograder import __version__
from autograder.course.cells import release_mark
from autograder.course.course import Course
from autograder.course.master import read_master
from autograder.grading.rehearsals import lay_over
from autograder.notebook.colab import download_submission, set_up, submission
from autograder.platforms.colab.export import export_colab
from autograder.platforms.colab.notebook import colab_notebook
from autograder.platforms.colab.package import Package, find_package
from autograder.reports.table import as_json
from tests.colab_world import as_colab_keeps_it, clean_environment, write_kernel, write_stand_in
from tests.mini_course import MiniCourse, without_seconds
from tests.nbgrader_course import nbgrader
from tests.speeds import some

ROOT = Path(__file__).resolve().parents[2]
ASSIGNMENTS = ("kernels", "shapes", "pooling", "channels", "from_scratch")
INFO = f"convolution_course_kit-{__version__}.dist-info"
SESSIONS = [*((name, "wheel") for name in ASSIGNMENTS), ("kernels", "itself")]
NOTHING = Package("convolution-course-kit", None)


def read(path: Path) -> Any:
    return nbformat.read(path, as_version=4)


@cache
def exported(name: str) -> Any:
    assignment = Course(ROOT).assignment(name)
    return colab_notebook(assignment, read(assignment.starter), NOTHING)


# --- what it holds


@pytest.mark.parametrize("name", ASSIGNMENTS)
def test_the_starter_stands_between_two_folded_cells(name):
    notebook, starter = (
        copy.deepcopy(exported(name)),
        read(ROOT / f"assignments/{name}/{name}.ipynb"),
    )
    nbformat.validate(notebook)
    first, *lesson, last = notebook.cells
    for cell, title in ((first, "#@title Set up"), (last, "#@title Download")):
        assert cell.source.startswith(title)
        assert cell.metadata.cellView == "form"
        assert cell.metadata.jupyter.source_hidden
    assert max(map(len, first.source.splitlines()[:-1])) <= 100  # the payload is one line, the last
    assert [cell.metadata.pop("id") for cell in lesson] == [cell.id for cell in starter.cells]
    assert lesson == starter.cells


@pytest.mark.parametrize("name", ASSIGNMENTS)
def test_no_release_has_a_cell_of_colab(name):
    text = (ROOT / f"assignments/{name}/{name}.ipynb").read_text(encoding="utf-8")
    assert "notebook.colab" not in text
    assert "#@title" not in text


@pytest.mark.thorough
def test_it_is_small_enough_to_be_sent_by_mail(tmp_path):
    """Pictures, checks and the package, in one file."""
    for name in ("kernels", "channels"):
        path = export_colab(Course(ROOT).assignment(name), tmp_path, find_package(None))
        assert path == tmp_path / f"{name}.ipynb"
        assert path.stat().st_size < 1_000_000


PACKAGES = {
    "convolution-course-kit==2.1": "2.1",
    "convolution-course-kit[student]==2.1": "2.1",
    "convolution-course-kit>=2": None,
    "git+https://git.example.org/kit.git": None,
    "https://example.org/convolution_course_kit-2.1-py3-none-any.whl": None,
}


@pytest.mark.parametrize("said", PACKAGES)
def test_a_package_that_pip_finds(said):
    assert find_package(said) == Package(said, PACKAGES[said])


def test_an_option_of_pip_is_no_package():
    with pytest.raises(ValueError, match="not an option of pip"):
        find_package("--pre")


def test_a_release_is_neither_missing_nor_old_nor_replaced(mini: MiniCourse, tmp_path: Path):
    with pytest.raises(ValueError, match="is the release itself"):
        export_colab(mini.assignment, mini.assignment.released, NOTHING)
    mini.rewrite("solutions/mini/rubric.py", ("points=1,", "points=4,"))
    with pytest.raises(ValueError, match="earlier master or rubric: run `autograder build mini`"):
        export_colab(mini.assignment, tmp_path, NOTHING)
    shutil.rmtree(mini.assignment.released)
    with pytest.raises(ValueError, match="run `autograder build mini` first"):
        export_colab(mini.assignment, tmp_path, NOTHING)


def test_a_set_up_that_fails_says_so_in_few_words(tmp_path, monkeypatch):
    """IPython would show the line of the error, and that one holds all the files."""
    monkeypatch.chdir(tmp_path)
    source = exported("kernels").cells[0].source
    shell = InteractiveShell(ipython_dir=str(tmp_path))
    atexit.unregister(shell.atexit_operations)
    broken = source.replace('bundle="', 'bundle="A')
    with redirect_stdout(io.StringIO()) as told:
        shell.run_cell(broken)
    shell.history_manager.close()
    assert "could not be set up" in told.getvalue()
    assert len(told.getvalue()) < 1000


# --- unpacking


def zipped(**files: bytes) -> bytes:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return content.getvalue()


def test_setting_up_goes_into_the_folder_once(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    files = {"public.json": b"{}", "images/a.png": b"a", "kit/any.whl": b"w"}
    for _ in range(2):
        set_up("kernels", zipped(**files))
        assert Path.cwd() == tmp_path / "kernels"
        assert "Ready" in capsys.readouterr().out
    (tmp_path / "kernels" / "my-picture.png").write_bytes(b"mine")
    os.chdir(tmp_path)  # the kernel has been started anew
    set_up("kernels", zipped(**files))
    found = {p.relative_to(tmp_path).as_posix() for p in tmp_path.rglob("*") if p.is_file()}
    mine = {"public.json", "images/a.png", "my-picture.png"}
    assert found == {f"kernels/{name}" for name in mine}


@pytest.mark.parametrize("name", ["../evil", "/tmp/evil", "images/../../evil", "..\\evil"])
def test_setting_up_writes_nowhere_else(name, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    with pytest.raises(ValueError, match="damaged"):
        set_up("kernels", zipped(**{name: b"x"}))
    assert not [path for path in tmp_path.rglob("*") if path.is_file()]


# --- the submission

CHANGES = {"kept-ids": True, "new-ids": False}


@pytest.mark.parametrize("keep", CHANGES.values(), ids=CHANGES)
def test_what_colab_adds_goes_and_what_nbgrader_needs_stays(keep):
    starter = read(ROOT / "assignments/kernels/kernels.ipynb")
    changed = as_colab_keeps_it(exported("kernels"), keep)
    found = nbformat.from_dict(submission(changed, "kernels", release_mark(starter)))
    nbformat.validate(found)
    assert (found.nbformat, found.nbformat_minor) == (4, 5)
    assert found.metadata.autograder == starter.metadata.autograder
    assert set(found.metadata) == {"autograder", "kernelspec", "language_info"}
    for cell, original in zip(found.cells, starter.cells, strict=True):
        assert "".join(cell.source) == original.source
        assert cell.metadata == original.metadata
        if keep or "nbgrader" in original.metadata:
            assert cell.id == original.id
    text = json.dumps(found)
    assert "Lovelace" not in text
    assert "localhost" not in text
    code = [cell for cell in found.cells if cell.cell_type == "code"]
    assert all(cell.outputs[0].text == ["seen\n"] for cell in code)  # their own outputs stay


def test_ids_that_are_none_or_taken_are_given_anew():
    cells = [
        {"cell_type": "markdown", "source": "a", "metadata": {"id": "same"}},
        {"cell_type": "markdown", "source": "b", "metadata": {"id": "same"}, "id": "other"},
        {"cell_type": "markdown", "source": "c", "metadata": {"id": "no id!"}},
        {"cell_type": "raw", "source": "d", "metadata": {}},
    ]
    found = submission({"cells": cells, "metadata": {}}, "kernels")
    assert [cell["id"] for cell in found["cells"]] == ["same", "other", "own-2", "own-3"]
    nbformat.validate(nbformat.from_dict(found))


def test_outside_colab_it_says_what_to_do(capsys):
    download_submission("kernels")
    assert "This is not Colab" in (told := capsys.readouterr().out)
    assert "hand in its file, kernels.ipynb" in told


def test_in_the_grader_it_says_nothing(capsys, monkeypatch):
    monkeypatch.setenv("AUTOGRADER_GRADING", "1")
    download_submission("kernels")
    assert capsys.readouterr().out == ""


@pytest.fixture
def colab(tmp_path, monkeypatch):
    """The stand-in for Colab, in this process: gives the folder of what was downloaded."""
    monkeypatch.syspath_prepend(str(write_stand_in(tmp_path / "stand-in")))
    monkeypatch.setenv("COLAB_DOWNLOADS", str(tmp_path / "downloads"))
    (tmp_path / "downloads").mkdir()
    monkeypatch.chdir(tmp_path)
    yield tmp_path / "downloads"
    for name in [name for name in sys.modules if name.startswith("google.colab")]:
        del sys.modules[name]


def test_colab_hands_over_nothing(colab, tmp_path, monkeypatch, capsys):
    (tmp_path / "now.ipynb").write_text("null")
    monkeypatch.setenv("COLAB_NOTEBOOK", str(tmp_path / "now.ipynb"))
    download_submission("kernels")
    assert "Run this cell again, or choose File > Download" in capsys.readouterr().out
    assert not list(colab.iterdir())


@pytest.mark.thorough
def test_marks_are_the_same_whatever_way_it_comes(mini: MiniCourse):
    """Handed in plainly; downloaded by the cell; saved by Colab's menu, with all its cells."""
    wrong = {"blur": "blur = np.ones((3, 3, 1, 1))", "printed": "print((1, 5, 8, 2))"}
    starter, answered = mini.starter(), mini.answered(**wrong)
    whole = colab_notebook(mini.assignment, answered, find_package(None))
    ways = {"plain": mini.answered(**wrong)}
    for name, keep in CHANGES.items():
        changed = as_colab_keeps_it(whole, keep)
        found = submission(changed, "mini", release_mark(starter))
        ways[f"cell-{name}"] = nbformat.from_dict(found)
        ways[f"menu-{name}"] = nbformat.from_dict(changed)
    for student, notebook in ways.items():
        mini.submit(student, json.dumps(notebook))
    found = mini.grade(ways)
    told = json.loads(as_json("mini", tuple(graded.marks for graded in found.values())))
    marks = {one.pop("student"): without_seconds(one) for one in told["submissions"]}
    assert marks["plain"]["incidents"] == []
    assert 0 < marks["plain"]["score"] < 7
    for student in ways:
        assert marks[student] == marks["plain"], student


@pytest.mark.thorough
def test_nbgrader_collects_it(mini: MiniCourse, tmp_path: Path):
    """As an archive of downloads: zip_collect with its own plug-in for file names."""
    changed = as_colab_keeps_it(colab_notebook(mini.assignment, mini.answered(), NOTHING))
    text = json.dumps(submission(changed, "mini", release_mark(mini.starter())))
    archive = mini.root / "downloaded" / "mini" / "archive"
    archive.mkdir(parents=True)
    for student in ("ada", "ben"):
        (archive / f"{student}_mini.ipynb").write_text(text)
    pattern = r".*/(?P<student_id>\w+)_(?P<file_id>.*)"
    nbgrader(mini.root, "zip_collect", "mini", f"--FileNameCollectorPlugin.named_regexp={pattern}")
    collected = read(mini.course.submitted / "ada" / "mini" / "mini.ipynb")
    assert [cell.id for cell in collected.cells] == [cell.id for cell in mini.starter().cells]
    marks = mini.grade(["ada", "ben"])
    assert [graded.marks.score for graded in marks.values()] == [7, 7]
    assert not any(graded.marks.incidents for graded in marks.values())


# --- a session in a clean environment


@pytest.fixture(scope="module")
def wheel(tmp_path_factory):
    """The wheel that the project's own command builds."""
    folder = tmp_path_factory.mktemp("wheel")
    ignored = shutil.ignore_patterns(".*", "__pycache__", "*.egg-info", "build", "dist", "demo")
    shutil.copytree(ROOT, folder / "checkout", ignore=ignored)
    command = [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", folder]
    subprocess.run([*command, folder / "checkout"], capture_output=True, check=True)
    (path,) = folder.glob("*.whl")
    return path


class Session:
    """A student in Colab: an environment and a folder in which there is only the notebook."""

    def __init__(self, place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        self.python = clean_environment(place / "environment")
        self.folder, self.downloads = place / "content", place / "downloads"
        self.now = place / "now.ipynb"
        for folder in (self.folder, self.downloads):
            folder.mkdir()
        shutil.copyfile(ROOT / "data" / "images" / "lantern.png", place / "holiday.jpg")
        for name in ("AUTOGRADER_GRADING", "NBGRADER_EXECUTION", "PYTHONHOME"):
            monkeypatch.delenv(name, raising=False)
        for name, value in {
            "JUPYTER_PATH": write_kernel(self.python, place / "jupyter"),
            "PYTHONPATH": write_stand_in(place / "stand-in"),
            "KERAS_HOME": place / "keras",
            "IPYTHONDIR": place / "ipython",
            "COLAB_UPLOAD": place / "holiday.jpg",
            "COLAB_DOWNLOADS": self.downloads,
            "COLAB_NOTEBOOK": self.now,
            "PIP_NO_INDEX": "1",
            "TF_CPP_MIN_LOG_LEVEL": "3",
        }.items():
            monkeypatch.setenv(name, str(value))
        for name in ("http_proxy", "https_proxy", "HTTP_PROXY", "HTTPS_PROXY"):
            monkeypatch.setenv(name, "http://127.0.0.1:9")  # where nobody listens

    def has(self, module: str) -> bool:
        asked = [self.python, "-c", f"import {module}"]
        return subprocess.run(asked, cwd=self.folder, capture_output=True).returncode == 0

    def run(self, notebook: Any) -> Any:
        """Runs all cells; meanwhile Colab holds what the student has written."""
        self.now.write_text(json.dumps(as_colab_keeps_it(notebook)))
        where = {"metadata": {"path": str(self.folder)}}
        client = NotebookClient(notebook, timeout=180, kernel_name="clean", resources=where)
        return client.execute()


def printed(cell: Any) -> str:
    return "".join(output.get("text", "") for output in cell.outputs)


@pytest.mark.thorough
@pytest.mark.parametrize("name, how", some(SESSIONS, [("kernels", "wheel")]))
def test_a_session_from_top_to_bottom(name, how, wheel, tmp_path, monkeypatch):
    course = Course(ROOT)
    assignment = course.assignment(name)
    session = Session(tmp_path, monkeypatch)
    assert session.has("numpy")
    assert not session.has("autograder")  # neither the checkout nor anything installed
    path = export_colab(assignment, tmp_path, find_package(str(wheel) if how == "wheel" else None))
    shutil.move(path, session.folder)
    notebook = read(session.folder / path.name)

    # an untouched starter: no error, and every check waits
    ran = session.run(copy.deepcopy(notebook))
    assert "Installing the checks" in printed(ran.cells[0])
    assert "Ready." in printed(ran.cells[0])
    checks = [cell for cell in ran.cells if cell.source.startswith("check(")]
    assert len(checks) > 6
    assert all("not attempted yet" in printed(cell) for cell in checks)
    assert "Your browser saves" in printed(ran.cells[-1])
    uploads = [cell for cell in ran.cells if "own_picture(" in cell.source]
    assert all("Picture: your own" in printed(cell) for cell in uploads)
    assert bool(uploads) == (name in ("kernels", "pooling"))
    assert (session.folder / name / "my-picture.png").is_file() == bool(uploads)

    # with the master's answers: every check is right, and nothing is installed again
    cells = read_master(assignment.master).cells
    answers = {cell.id: cell.source for cell in cells if cell.role in ("answer", "written")}
    ran = session.run(lay_over(notebook, answers))
    assert "Installing" not in printed(ran.cells[0])
    for cell in ran.cells:
        if cell.source.startswith("check("):
            (shown,) = cell.outputs
            assert ": correct" in shown["data"]["text/plain"]

    # what was downloaded gets the marks of a submission that was never in Colab
    downloaded = session.downloads / f"{name}.ipynb"
    here = tmp_path / "course"
    for student, text in {
        "colab": downloaded.read_text(),
        "plain": nbformat.writes(lay_over(read(assignment.starter), answers)),
    }.items():
        place = here / "submitted" / student / name
        place.mkdir(parents=True)
        (place / f"{name}.ipynb").write_text(text)
    for linked in ("solutions", "assignments", "data"):
        shutil.copytree(ROOT / linked, here / linked)
    for file in ("nbgrader_config.py", "pyproject.toml"):
        shutil.copyfile(ROOT / file, here / file)
    command = [sys.executable, "-m", "autograder", "grade", name, "--course", here]
    environment = {k: v for k, v in os.environ.items() if k != "PYTHONPATH"}
    bin = Path(sys.executable).parent
    environment["PATH"] = f"{bin}{os.pathsep}{environment['PATH']}"
    subprocess.run([*command, "--json", here / "m.json"], env=environment, check=True)
    told = json.loads((here / "m.json").read_text())["submissions"]
    colab, plain = (without_seconds(one) | {"student": ""} for one in told)
    assert colab == plain
    assert colab["score"] == colab["max_score"]
    assert colab["incidents"] == []
