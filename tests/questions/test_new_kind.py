"""A kind of question that somebody adds: a folder and one line, and it goes all the way."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import nbformat
import pytest

from autograder import __version__
from autograder.course.cells import grade_id
from autograder.questions.kinds import TABLE
from tests.gradescope import lay_out, run_autograder
from tests.otter_marks import lay_over_cells, otter_results

FILES = Path(__file__).parents[1] / "new_kind"
PACKAGE = Path(__file__).parents[2] / "autograder"
LINE = '    "total": "TotalQuestion",\n'
"""What is added to the table of kinds."""

ANSWERS = {"ada": "total = 321", "bob": "total = 21", "cleo": "total = 0", "dora": "total = None"}
MARKS = {
    "ada": ("correct", 2, None),
    "bob": ("wrong", 0, "last-left-out"),
    "cleo": ("wrong", 0, None),
    "dora": ("not attempted", 0, None),
}
"""By student: the outcome, the points and the mistake."""


def test_every_folder_of_a_kind_has_its_line() -> None:
    folders = {path.parent.name for path in PACKAGE.glob("questions/*/question.py")}
    assert folders - {"manual_cell"} == set(TABLE), "a manual cell is never published"


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the package with one kind more, and a course that asks questions of it."""
    folder = tmp_path_factory.mktemp("house")
    copy = folder / "autograder"
    shutil.copytree(PACKAGE, copy)
    shutil.copytree(FILES / "total", copy / "questions" / "total")
    kinds = copy / "questions" / "kinds.py"
    last = '    "written": "WrittenQuestion",\n'
    text = kinds.read_text(encoding="utf-8")
    assert last in text
    kinds.write_text(text.replace(last, LINE + last), encoding="utf-8")
    shutil.copytree(FILES / "course", folder / "course")
    return folder


@pytest.fixture(scope="module")
def python(house: Path) -> Path:
    """An interpreter that has that package before the installed one, and all other packages."""
    made = [sys.executable, "-m", "venv", "--without-pip", house / "environment"]
    subprocess.run(made, check=True)
    (site,) = (house / "environment").glob("lib/python*/site-packages")
    others = [path for path in sys.path if Path(path).name == "site-packages"]
    add = "; ".join(["import site", *(f"site.addsitedir({path!r})" for path in others)])
    (site / "house.pth").write_text(f"{house}\n{add}\n", encoding="utf-8")
    return house / "environment" / "bin" / "python"


Run = Callable[..., str]


@pytest.fixture(scope="module")
def run(house: Path, python: Path) -> Run:
    """Runs Python in a folder of the course with that package; gives what it printed."""

    def run(*arguments: Any, folder: str = ".") -> str:
        done = subprocess.run(
            [str(python), *map(str, arguments)],
            cwd=house / "course" / folder,
            capture_output=True,
            text=True,
        )
        assert done.returncode == 0, done.stdout[-3000:] + done.stderr[-3000:]
        return done.stdout

    return run


@pytest.fixture(scope="module")
def course(house: Path, run: Run) -> Path:
    """The course, built."""
    assert str(house) in run("-c", "import autograder; print(autograder.__file__)")
    run("-m", "autograder", "build")
    return house / "course"


def laid_over(course: Path, answer: str) -> Any:
    """The starter with an answer."""
    notebook = nbformat.read(course / "assignments" / "sums" / "sums.ipynb", as_version=4)
    for cell in notebook.cells:
        if grade_id(cell) == "total":
            cell.source = answer
    return notebook


@pytest.mark.thorough
def test_the_public_part_has_the_question_and_not_its_answer(course: Path) -> None:
    text = (course / "assignments" / "sums" / "public.json").read_text(encoding="utf-8")
    (question,) = json.loads(text)["questions"]
    assert (question["class"], question["numbers"]) == ("PublicTotal", [1, 20, 300])
    assert "321" not in text


CHECK = """
import json
from autograder.notebook.check import open_checks

told = {}
for student, answer in json.loads(ANSWERS).items():
    names = {}
    exec(answer, names)
    verdict = open_checks("sums", namespace=names).verdict("total")
    told[student] = verdict.outcome, verdict.points, verdict.mistake
print(json.dumps(told))
"""


@pytest.mark.thorough
def test_it_is_checked_live(course: Path, run: Run) -> None:
    code = f"ANSWERS = {json.dumps(ANSWERS)!r}\n{CHECK}"
    told = json.loads(run("-c", code, folder="assignments/sums"))
    assert {student: tuple(verdict) for student, verdict in told.items()} == MARKS


@pytest.mark.thorough
def test_it_is_graded(course: Path, run: Run) -> None:
    for student, answer in ANSWERS.items():
        place = course / "submitted" / student / "sums"
        place.mkdir(parents=True)
        nbformat.write(laid_over(course, answer), place / "sums.ipynb")
    run("-m", "autograder", "grade", "sums", "--json", "marks.json")
    graded = json.loads((course / "marks.json").read_text(encoding="utf-8"))["submissions"]
    assert {
        submission["student"]: (question["verdict"], question["points"], question["mistake"])
        for submission in graded
        for question in submission["questions"]
    } == MARKS
    (bob,) = (s["questions"][0]["message"] for s in graded if s["student"] == "bob")
    assert "a slice ends before the index that you name" in bob


@pytest.fixture(scope="module")
def wheel(house: Path) -> Path:
    """A file that passes for the package's wheel: what is graded below runs the copy."""
    path = house / f"convolution_course_kit-{__version__}-py3-none-any.whl"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("autograder/__init__.py", "")
    return path


@pytest.fixture
def with_the_copy(python: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What Otter and Gradescope start runs that package, too."""
    monkeypatch.setattr("sys.executable", str(python))


@pytest.mark.thorough
@pytest.mark.usefixtures("with_the_copy")
def test_otter_gives_the_same_marks(course: Path, run: Run, wheel: Path, tmp_path: Path) -> None:
    run("-m", "autograder", "export", "otter", "sums", "--to", "otter", "--wheel", wheel)
    released = nbformat.read(course / "otter" / "student" / "sums.ipynb", as_version=4)
    for student in ("ada", "bob"):
        path = tmp_path / f"{student}.ipynb"
        nbformat.write(lay_over_cells(released, {"total": ANSWERS[student]}), path)
        mark = otter_results(path, course / "otter" / "autograder.zip")["total"]
        assert mark.score == MARKS[student][1]
        assert ("a slice ends before" in mark.told) == (student == "bob")


@pytest.mark.thorough
@pytest.mark.usefixtures("with_the_copy")
def test_gradescope_gives_the_same_marks(
    course: Path, run: Run, wheel: Path, tmp_path: Path
) -> None:
    archive = tmp_path / "sums.zip"
    run("-m", "autograder", "export", "gradescope", "sums", "--to", archive, "--wheel", wheel)
    for student in ("ada", "bob"):
        text = nbformat.writes(laid_over(course, ANSWERS[student])).encode()
        lay_out(archive, tmp_path / "autograder", {"sums.ipynb": text})
        graded = run_autograder(tmp_path / "autograder")
        assert graded.code == 0, graded.stdout
        assert graded.marks == {"total": MARKS[student][1]}
