"""Otter's real commands on what is exported: the same marks as the kit's own, and no dialect leaks."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import zipfile

import nbformat
import pytest
from nbclient import NotebookClient

from autograder.grading.grader import Grader
from autograder.grading.rehearsals import lay_over
from autograder.grading.settings import load_settings
from autograder.grading.submission import Submission
from autograder.platforms.otter.cases import OtterTest
from autograder.platforms.otter.export import export_otter
from autograder.platforms.otter.zip_file import IN_ZIP, add_wheel
from autograder.platforms.wheel import find_wheel
from autograder.questions.answer import Answer
from autograder.questions.key import Key
from autograder.questions.shape import ShapePart, ShapeQuestion
from tests.mini_course import RIGHT
from tests.no_engine import no_engine
from tests.otter_marks import lay_over_cells, otter_results


@pytest.fixture(scope="module")
def exported(built_mini, tmp_path_factory):
    folder = tmp_path_factory.mktemp("otter") / "mini"
    return export_otter(built_mini.assignment, built_mini.engine, folder, limits=built_mini.limits)


def student_notebook(exported, name="mini"):
    return nbformat.read(exported.student / f"{name}.ipynb", as_version=4)


def both(exam, exported, engine, limits, answers, folder):
    """The points by the kit and what Otter says, of the same answers laid over both releases."""
    name = exam.assignment.name
    laid = lay_over(exam.starter, answers)
    submission = Submission("ada", exam.assignment.released, laid, "graded")
    grader = Grader(exam.assignment, engine, limits, (exam,))
    marks = grader.grade_submission(exam, submission).marks
    path = folder / f"{name}.ipynb"
    nbformat.write(lay_over_cells(student_notebook(exported, name), answers), path)
    kit = {v.question: v.points for v in marks.verdicts if v.points is not None}
    return kit, otter_results(path, exported.autograder)


def points(results):
    return pytest.approx({name: mark.score for name, mark in results.items()})


PARTLY = RIGHT | {
    "blur": "blur = np.ones((3, 3, 1, 1))",
    "sizes": "size_conv = (1, 5, 8, 2)\nsize_pool = '<b>5</b>'",
    "printed": "print((1, 5, 8, 2))\nprint((1, 9, 9, 2))",
    "pooled": "pooled = 3",
}


@pytest.mark.thorough
def test_right_answers_get_all_points(built_mini, built_exam, exported, tmp_path):
    given = both(built_exam, exported, built_mini.engine, built_mini.limits, RIGHT, tmp_path)
    assert given[0] == points(given[1])
    assert {name: (m.score, m.possible) for name, m in given[1].items()} == {
        "blur": (2, 2),
        "sizes": (2, 2),
        "printed": (2, 2),
        "pooled": (1, 1),
    }


@pytest.mark.thorough
def test_wrong_answers_get_the_same_marks_and_hear_of_the_mistake(
    built_mini, built_exam, exported, tmp_path
):
    kit, otter = both(built_exam, exported, built_mini.engine, built_mini.limits, PARTLY, tmp_path)
    assert kit == points(otter)
    assert (kit["sizes"], kit["printed"]) == (1, 1)
    blur = otter["blur"]
    assert "Your kernel sums to 9" in blur.told
    assert "Traceback" not in blur.told
    assert [(case["hidden"], case["points"]) for case in blur.cases] == [(False, 0), (True, 2.0)]
    assert "Right: `size_conv`." in otter["sizes"].told


def test_the_students_folder_has_only_what_they_may_see(exported):
    files = {p.relative_to(exported.student).as_posix() for p in exported.student.rglob("*.*")}
    assert {name for name in files if not name.startswith("images")} == {
        "mini.ipynb",
        "public.json",
        "public.safetensors",
        *(f"tests/{name}.py" for name in ("blur", "sizes", "printed", "pooled")),
    }
    for test in (exported.student / "tests").iterdir():
        text = test.read_text()
        assert "hidden=True" not in text
        assert "Packed" not in text
        assert "Key(" not in text
        assert "GradedCases" not in text
    assert "the_nine_weights" not in (exported.student / "mini.ipynb").read_text()


def test_no_dialect_leaks_into_the_other(built_mini, exported):
    ours, theirs = student_notebook(exported), built_mini.starter()
    assert "nbgrader" not in json.dumps(ours)
    assert "otter" not in json.dumps(theirs).lower()
    assert "grader.check" not in json.dumps(theirs)
    added = ("otter-open", "otter-begin-why", "otter-end-why", "otter-export")
    assert [c.id for c in ours.cells if c.id not in added] == [c.id for c in theirs.cells]
    by_id = {cell.id: cell for cell in ours.cells}
    assert by_id["check-blur"].source == 'grader.check("blur")'
    assert 'check = open_checks("mini")' in json.dumps(ours.cells[2].source).replace("\\", "")
    for cell in theirs.cells:
        if not cell.source.startswith("check("):
            assert by_id[cell.id].source == cell.source


def test_written_answers_stand_where_otter_filters(exported):
    from otter.export.exporters.base_exporter import BaseExporter

    kept = BaseExporter.load_notebook(
        str(exported.student / "mini.ipynb"), filtering=True, pagebreaks=False
    )
    text = "\n".join(cell.source for cell in kept.cells)
    assert "### Why?" in text
    assert "YOUR ANSWER HERE" in text
    assert "blur" not in text


@pytest.mark.thorough
def test_a_live_check_shows_the_card_and_says_things_once(exported, monkeypatch):
    laid = lay_over_cells(student_notebook(exported), PARTLY)
    monkeypatch.setenv("TF_CPP_MIN_LOG_LEVEL", "3")
    resources = {"metadata": {"path": str(exported.student)}}
    NotebookClient(laid, timeout=60, resources=resources).execute()
    outputs = next(cell.outputs for cell in laid.cells if cell.id == "check-blur")
    shown = [out.data for out in outputs if "data" in out]
    card, told = (data["text/html"] for data in shown)
    assert "Your kernel sums to 9" in card
    assert card.count("<img") >= 3
    assert "see above what is right, what is not, and why" in told
    assert "sums to 9" not in told


@pytest.mark.thorough
def test_otter_check_names_the_mistake(exported, tmp_path):
    """It runs the notebook with nobody looking: a card under a cell would not be seen."""
    folder = shutil.copytree(exported.student, tmp_path / "student")
    wrong = RIGHT | {"blur": "blur = np.ones((3, 3, 1, 1))"}
    del wrong["pooled"]
    nbformat.write(lay_over_cells(student_notebook(exported), wrong), folder / "mini.ipynb")
    done = subprocess.run(
        [sys.executable, "-m", "otter", "check", "mini.ipynb"],
        cwd=folder,
        capture_output=True,
        text=True,
    )
    told = done.stdout + done.stderr
    assert "Your kernel sums to 9: the picture gets nine times brighter" in told
    assert "Not attempted yet" in told
    assert "sizes results: All test cases passed!" in told
    assert "see above" not in told


@pytest.mark.thorough
def test_otter_run_writes_the_results(exported, tmp_path):
    path = tmp_path / "mini.ipynb"
    nbformat.write(lay_over_cells(student_notebook(exported), PARTLY), path)
    command = [sys.executable, "-m", "otter", "run", path.name, "-a", exported.autograder.resolve()]
    done = subprocess.run(
        [*command, "-o", tmp_path, "--no-logo"], cwd=tmp_path, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stdout + done.stderr
    tests = json.loads((tmp_path / "results.json").read_text())["tests"]
    assert {test["name"]: test["score"] for test in tests if "score" in test} == {
        "blur": 0,
        "sizes": 1,
        "printed": 1,
        "pooled": 0,
    }
    assert "nine times brighter" in next(t["output"] for t in tests if t["name"] == "blur")


NASTY = "\"\"\" ''' \\ {x!r} {% raw %} \n\r </pre> é \u2028 \x00"


def test_no_text_breaks_a_test_file():
    part = ShapePart("size", (1, 4, 4, 1), ())
    asked = ShapeQuestion(id="sizes", points=1, statement=NASTY, hint=NASTY, parts=(part,))
    test = OtterTest(asked, [NASTY, 'another"'])
    for text in (
        test.for_students(NASTY),
        test.for_grading(Key(asked, {"size": (1, 4, 4, 1)}, Answer(printed=NASTY))),
    ):
        made: dict = {}
        exec(compile(text, "sizes.py", "exec"), made)
        assert made["test_part_1"].name == f"sizes: {NASTY}"
        assert made["test_part_2"].points == 0.5


@pytest.mark.thorough
def test_what_ran_before_is_not_run_again(mini, tmp_path):
    engine, store = mini.engine, load_settings(mini.course).store(mini.assignment)
    made = [
        export_otter(mini.assignment, each, tmp_path / name, limits=mini.limits, store=store)
        for name, each in (("first", engine), ("second", no_engine(engine)))
    ]
    assert store.remarks == []
    first, second = (
        {path.name: path.read_bytes() for path in sorted((one.student / "tests").iterdir())}
        for one in made
    )
    assert first == second != {}


@pytest.mark.parametrize("id", ["../sizes", "a b", "", "-x", "a/b"])
def test_an_id_that_names_no_file_is_refused(id):
    part = ShapePart("size", (1, 4, 4, 1), ())
    asked = ShapeQuestion(id=id, points=1, statement="", hint="", parts=(part,))
    with pytest.raises(ValueError, match="names a file"):
        OtterTest(asked, ["size"])


def test_a_folder_of_somebody_else_is_left_alone(built_mini, tmp_path):
    (tmp_path / "thesis.txt").write_text("precious")
    with pytest.raises(ValueError, match="has not made"):
        export_otter(built_mini.assignment, built_mini.engine, tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["thesis.txt"]


def test_the_readme_says_what_otter_cannot_do(exported):
    text = (exported.autograder.parent / "README.md").read_text()
    for words in ("never ends", "writes no result", "forges", "autograder grade mini"):
        assert words in text


def test_the_wheel_goes_into_the_zip_and_is_installed(exported, tmp_path):
    wheel = find_wheel()
    copy = tmp_path / "autograder.zip"
    copy.write_bytes(exported.autograder.read_bytes())
    add_wheel(copy, wheel)
    with zipfile.ZipFile(copy) as archive:
        assert archive.read(IN_ZIP) == wheel.content
        setup = archive.read("setup.sh").decode()
        environment = archive.read("environment.yml").decode()
        assert "tests/blur.py" in archive.namelist()
    assert f'pip install --no-deps "/tmp/{wheel.name}"' in setup
    assert setup.index("mamba env create") < setup.index(IN_ZIP)
    assert "tensorflow>=2.16" in environment
    assert "opencv-python-headless" in environment
