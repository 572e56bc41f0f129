"""Assignments of nbgrader and Otter brought in as drafts, built, and graded."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path
from textwrap import dedent
from typing import Any

import nbformat
import pytest
from click.testing import CliRunner
from mini_course import FILES, MiniCourse
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output, new_raw_cell

from autograder.channels.importing import solutions
from autograder.channels.importing.bring_in import LIST, bring_in
from autograder.channels.importing.otter_tests import (
    Case,
    Suite,
    as_cell,
    from_doctest,
    read_test_file,
    shared,
)
from autograder.channels.nbgrader import build
from autograder.cli import cli
from autograder.course.course import Course
from autograder.course.master import KERNELSPEC, read_master
from autograder.course.rubric import load_rubric, load_wrong_answers
from autograder.course.source import check_rubric
from autograder.grading.classroom import grade_class
from autograder.grading.exam import prepare_exam
from autograder.grading.verify import lay_over

EXAMPLES = Path(find_spec("nbgrader").origin).parent / "docs/source/user_guide"
HINTS = "TODO: one sentence that helps without giving the answer"


@pytest.fixture
def course(tmp_path: Path) -> Course:
    """A course without assignments."""
    root = tmp_path / "course"
    (root / "solutions").mkdir(parents=True)
    (root / "data" / "images").mkdir(parents=True)
    for name in ("nbgrader_config.py", "pyproject.toml"):
        shutil.copyfile(FILES / name, root / name)
    return Course.at(root)


@pytest.fixture
def engine(built_mini: MiniCourse) -> Any:
    return built_mini.engine


def loaded(course: Course, name: str) -> tuple[Any, Any]:
    """Master and rubric of a draft, which must fit together."""
    assignment = course.assignment(name)
    master, rubric = read_master(assignment.master), load_rubric(assignment.rubric)
    check_rubric(master, rubric)
    assert load_wrong_answers(assignment.wrong_answers) == ()
    return master, rubric


def asked(rubric: Any) -> dict[str, tuple[str, float]]:
    return {q.id: (q.kind, q.points) for q in rubric.questions}


def points(course: Course, name: str, engine: Any, answers: dict[str, str]) -> dict[str, float]:
    """Builds a draft, grades an answered submission, gives the points by question."""
    assignment, limits = course.assignment(name), MiniCourse(course.root).limits
    build(assignment, engine, limits)
    notebook = lay_over(nbformat.read(assignment.starter, as_version=4), answers)
    folder = course.submitted / "ada" / name
    folder.mkdir(parents=True, exist_ok=True)
    nbformat.write(notebook, folder / f"{name}.ipynb")
    exam = prepare_exam(assignment, engine, limits)
    (graded,) = grade_class(exam, ("ada",), engine, 1, limits)
    told = [i.kind for i in graded.marks.incidents]
    assert set(told) <= {"tests-in-students-process"}, graded.marks.incidents
    return {v.question: v.points for v in graded.marks.verdicts}


# --- nbgrader


def test_nbgraders_own_example(course, engine):
    bring_in(EXAMPLES / "source/ps1/problem1.ipynb", course.solutions / "squares")
    master, rubric = loaded(course, "squares")
    assert asked(rubric) == {
        "squares": ("ordinary-test", 1),
        "squares-invalid-input": ("ordinary-test", 1),
        "sum-of-squares": ("ordinary-test", 0.5),
        "sum-of-squares-uses-squares": ("ordinary-test", 0.5),
        "sum-of-squares-equation": ("written", 1),
        "sum-of-squares-application": ("written", 2),
        "cell-938593c4a215c6cc": ("written", 4),
    }
    assert rubric.questions[0].statement.startswith("TODO: Part A (2 points) Write a function that")
    cells = {cell.id: cell.source for cell in master.cells}
    assert "return [i ** 2 for i in range(1, n + 1)]" in cells["squares"]
    assert "assert squares(2) == [1, 4]" in cells["check-squares"]
    told = (course.solutions / "squares" / LIST).read_text()
    assert "| `squares-invalid-input` | `squares_invalid_input` | 1 | a test |" in told
    assert "a person marks code here" in told
    assert "`jupyter.png`" in told

    half = {
        "squares": "def squares(n):\n    return [i * i for i in range(1, n + 1)]",
        "sum-of-squares": "def sum_of_squares(n):\n    return sum(squares(n))",
    }
    assert points(course, "squares", engine, half) == {
        "squares": 1,
        "squares-invalid-input": 0,
        "sum-of-squares": 0.5,
        "sum-of-squares-uses-squares": 0.5,
        "sum-of-squares-equation": None,
        "sum-of-squares-application": None,
        "cell-938593c4a215c6cc": None,
    }


def test_an_nbgrader_release_has_no_solutions_and_says_so(course):
    bring_in(EXAMPLES / "release/ps1/problem1.ipynb", course.solutions / "squares")
    master, _ = loaded(course, "squares")
    (answer,) = [cell for cell in master.cells if cell.id == "squares"]
    assert answer.source.endswith(
        '    ### BEGIN SOLUTION\n    raise NotImplementedError("TODO: the solution")\n    ### END SOLUTION'
    )
    assert "`squares`: write the solution" in (course.solutions / "squares" / LIST).read_text()


def nbgrader_cell(source: str, id: str, make: Any = new_code_cell, **mark: Any) -> Any:
    plain = {"grade": False, "solution": False, "locked": False, "task": False}
    cell = make(source=source)
    cell.metadata["nbgrader"] = {**plain, "grade_id": id, "schema_version": 3, **mark}
    return cell


ODD = [
    nbgrader_cell("import math", "imports", locked=True),
    nbgrader_cell("x = 1", "Ex 1!", solution=True),
    nbgrader_cell("def f():\n    ### BEGIN SOLUTION\n    return 2\n    ### END SOLUTION", "f", solution=True),
    nbgrader_cell(
        "assert f()\n### BEGIN HIDDEN TESTS\nassert f() == 2\n### END HIDDEN TESTS",
        "test f", grade=True, locked=True, points=3,
    ),
    nbgrader_cell("# %% [markdown]\nassert x == 1", "check-x", grade=True, points=float("nan")),
    nbgrader_cell("### BEGIN SOLUTION\nyes\n### END SOLUTION", "why", new_markdown_cell, grade=True, solution=True, points=2),
    new_markdown_cell("%% a line that looks like a cell's mark\n'''\"\"\"\\"),
]  # fmt: skip


def test_what_is_odd_in_an_nbgrader_notebook(course, engine):
    path = course.root / "odd.ipynb"
    nbformat.write(new_notebook(cells=ODD), path)
    draft = bring_in(path, course.solutions / "odd")
    master, rubric = loaded(course, "odd")
    assert asked(rubric) == {
        "ex-1": ("ordinary-test", 0),
        "f": ("ordinary-test", 3),
        "x": ("ordinary-test", 1),
        "why": ("written", 2),
    }
    assert rubric.question("f").hidden
    cells = {cell.id: cell for cell in master.cells}
    assert cells["why"].source == "yes"
    assert cells["f"].source.startswith("def f():\n    ...\n    ### BEGIN SOLUTION")
    assert master.cells[0].role == "locked"
    told = "\n".join(draft.decide)
    assert "`ex-1`: no test follows this answer" in told
    assert "`x`: how many points? The file says 'nan'" in told
    answers = {"ex-1": "x = 1", "f": "def f():\n    return 1"}
    assert points(course, "odd", engine, answers) == {"ex-1": 0, "f": 0, "x": 1, "why": None}


# --- Otter Assign


def shown(source: str, output: str) -> Any:
    result = new_output("execute_result", {"text/plain": output}, execution_count=1)
    return new_code_cell(source, outputs=[result])


OTTER = [
    new_raw_cell("# ASSIGNMENT CONFIG\nname: 'Otters \"and\" squares'\nfiles:\n  - data.csv"),
    new_code_cell("import math\nseed = 7 # SEED"),
    new_raw_cell("# BEGIN QUESTION\nname: Q1_squares\npoints: 4"),
    new_markdown_cell("**Question 1.** Write a function that gives the first `n` squares."),
    new_raw_cell("# BEGIN SOLUTION"),
    new_code_cell(
        "def squares(n):\n    # BEGIN SOLUTION\n    return [i * i for i in range(n)]\n    # END SOLUTION"
        "\nlargest = max(squares(4)) # SOLUTION"
    ),
    new_raw_cell("# END SOLUTION"),
    new_raw_cell("# BEGIN TESTS"),
    shown("squares(3)", "[0, 1, 4]"),
    shown("largest == 9", "True"),
    shown('""" # BEGIN TEST CONFIG\nhidden: true\npoints: 2\n""" # END TEST CONFIG\nlen(squares(10))', "10"),
    new_raw_cell("# END TESTS"),
    new_raw_cell("# END QUESTION"),
    new_raw_cell("# BEGIN QUESTION\nname: q2\nmanual: true\npoints: 3"),
    new_markdown_cell("**Question 2.** Why do they grow?"),
    new_raw_cell("# BEGIN SOLUTION"),
    new_markdown_cell("Each step is larger."),
    new_raw_cell("# END SOLUTION"),
    new_raw_cell("# END QUESTION"),
    new_raw_cell("# BEGIN QUESTION\nname: q3\npoints:\n  each: 1.5"),
    new_code_cell('""" # BEGIN PROMPT\nroot = None\n""" # END PROMPT\nroot = math.sqrt(2) # SOLUTION NO PROMPT'),
    new_raw_cell("# BEGIN TESTS"),
    new_code_cell("def test_root(root):\n    assert root > 1\ntest_root(root)"),
    new_code_cell("# HIDDEN\ndef test_exactly(root):\n    assert abs(root ** 2 - 2) < 1e-9\ntest_exactly(root)"),
    new_raw_cell("# END TESTS"),
    new_raw_cell("# END QUESTION"),
]  # fmt: skip


def test_a_master_of_otter_assign(course, engine):
    path = course.root / "otter.ipynb"
    nbformat.write(new_notebook(cells=OTTER), path)
    draft = bring_in(path, course.solutions / "otters")
    master, rubric = loaded(course, "otters")
    assert rubric.title == 'Otters "and" squares'
    assert asked(rubric) == {
        "q1-squares": ("ordinary-test", 4),
        "q2": ("written", 3),
        "q3": ("ordinary-test", 3),
    }
    assert "the setting `files`" in "\n".join(draft.decide).replace("assignment's ", "")
    cells = {cell.id: cell.source for cell in master.cells}
    assert cells["q2"] == "Each step is larger."
    assert cells["q1-squares"] == dedent("""\
        def squares(n):
            ...
            ### BEGIN SOLUTION
            return [i * i for i in range(n)]
            ### END SOLUTION
        largest = ...
        ### BEGIN SOLUTION
        largest = max(squares(4))
        ### END SOLUTION""")
    assert cells["q3"].startswith("root = None\n### BEGIN SOLUTION\nroot = math.sqrt(2)\n")

    # the hidden case is worth 2, the two shown ones share the rest
    some = {
        "q1-squares": "def squares(n):\n    return [0, 1, 4]\nlargest = 8",
        "q3": "root = 1.4",
    }
    assert points(course, "otters", engine, some) == {"q1-squares": 1, "q2": None, "q3": 1.5}
    shutil.rmtree(course.submitted)
    right = {
        "q1-squares": "def squares(n):\n    return [i**2 for i in range(n)]\nlargest = 9",
        "q3": "root = 2**0.5",
    }
    assert points(course, "otters", engine, right) == {"q1-squares": 4, "q2": None, "q3": 3}
    starter = (course.assignments / "otters" / "otters.ipynb").read_text()
    assert "test_exactly" not in starter
    assert "len(squares(10))" not in starter


# --- Otter's folder for students

OK_TEST = """\
OK_FORMAT = True
test = {'name': 'q1', 'points': [1, 3], 'suites': [{'cases': [
    {'code': '>>> squares(3)\\n[0, 1, 4]', 'hidden': False, 'locked': False},
    {'code': '>>> for n in (0, 1):\\n...     print(squares(n))\\n[]\\n[0]', 'hidden': False},
], 'scored': True, 'setup': '', 'teardown': '', 'type': 'doctest'}]}
"""
EXCEPTION_TEST = """\
from otter.test_files import test_case
import math

OK_FORMAT = False
name = "q2"
points = 2
all_or_nothing = True

@test_case(points=None, hidden=False, success_message="it's \\"right\\"")
def test_root(root, env):
    assert math.isclose(root ** 2, 2)
    assert env["root"] == root

@test_case(hidden=True)
def test_positive(root):
    assert root > 0
"""
STUDENTS = [
    new_code_cell("# Initialize Otter\nimport otter\ngrader = otter.Notebook('lab.ipynb')"),
    new_markdown_cell("# Lab 1"),
    new_code_cell("import math"),
    new_markdown_cell("**Question 1.** The first squares."),
    new_code_cell("def squares(n):\n    ..."),
    new_code_cell('grader.check("q1")'),
    new_markdown_cell("**Question 2.** The root of 2."),
    new_code_cell("helper = 2"),
    new_code_cell("root = ..."),
    new_code_cell('grader.check("q2")'),
    new_markdown_cell("<!-- BEGIN QUESTION -->\n**Question 3.** Why not rational?"),
    new_markdown_cell("_Type your answer here, replacing this text._"),
    new_markdown_cell("<!-- END QUESTION -->"),
    new_code_cell("grader.check_all()"),
    new_code_cell("grader.export()"),
]


def test_the_folder_of_otters_students(course, engine):
    folder = course.root / "lab"
    (folder / "tests").mkdir(parents=True)
    nbformat.write(new_notebook(cells=STUDENTS), folder / "lab.ipynb")
    (folder / "tests" / "q1.py").write_text(OK_TEST)
    (folder / "tests" / "q2.py").write_text(EXCEPTION_TEST)
    draft = bring_in(folder, course.solutions / "lab")
    master, rubric = loaded(course, "lab")
    assert rubric.title == "Lab 1"
    assert asked(rubric) == {
        "q1": ("ordinary-test", 4),
        "q2": ("ordinary-test", 2),
        "question-3-why": ("written", 1),
    }
    assert "grader" not in (course.solutions / "lab" / "lab.py").read_text()
    assert any("holds no solutions" in item for item in draft.decide)
    assert [c.source for c in master.cells if c.role == "play"] == ["import math", "helper = 2"]

    # as its list says: write the solutions; then it builds and grades
    path = course.solutions / "lab" / "lab.py"
    text = path.read_text()
    todo = 'raise NotImplementedError("TODO: the solution")'
    text = text.replace(f"    {todo}", "    return [i * i for i in range(n)]")
    path.write_text(text.replace(todo, "root = math.sqrt(2)"))
    some = {"q1": "def squares(n):\n    return [0, 1, 4][:3]", "q2": "root = -math.sqrt(2)"}
    found = points(course, "lab", engine, some)
    assert found == {"q1": 1, "q2": 0, "question-3-why": None}


@pytest.mark.thorough
def test_what_the_real_otter_assign_makes(course, engine):
    """Its folder for students, and its folder for the autograder, with the hidden tests."""
    place = course.root / "real"
    place.mkdir()
    source = [new_raw_cell("# ASSIGNMENT CONFIG\nname: real\nexport_cell: false"), *OTTER[2:-7]]
    notebook = new_notebook(cells=source, metadata={"kernelspec": dict(KERNELSPEC)})
    nbformat.write(notebook, place / "real.ipynb")
    otter = Path(sys.executable).with_name("otter")
    command = [otter, "assign", "--no-run-tests", "real.ipynb", "dist"]
    done = subprocess.run(command, cwd=place, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr[-2000:]
    for side, cases in {"student": 2, "autograder": 3}.items():
        bring_in(place / "dist" / side, course.solutions / side)
        master, rubric = loaded(course, side)
        assert next(iter(asked(rubric))) == "q1-squares"
        (test,) = [c.source for c in master.cells if c.id == "check-q1-squares"]
        assert test.count("mark += earned(") == cases
        assert rubric.question("q1-squares").hidden == (side == "autograder")
        text = (course.solutions / side / f"{side}.py").read_text()
        for solution in ("return [i * i for i in range(n)]", "Each step is larger."):
            assert (solution in text) == (side == "autograder")
    right = {"q1-squares": "def squares(n):\n    return [i**2 for i in range(n)]\nlargest = 8"}
    found = points(course, "autograder", engine, right)
    assert found["q1-squares"] == 3  # the hidden case 2, and one of the two that share 2


# --- the parts

INLINE = {
    "assigned": ("x = 3 # SOLUTION", "x = ...\n### BEGIN SOLUTION\nx = 3\n### END SOLUTION"),
    "compared": ("x == 3 # SOLUTION", "...\n### BEGIN SOLUTION\nx == 3\n### END SOLUTION"),
    "indented": (
        "def f():\n    return 1 # SOLUTION",
        "def f():\n    ...\n    ### BEGIN SOLUTION\n    return 1\n    ### END SOLUTION",
    ),
    "no-prompt": (
        "# BEGIN SOLUTION NO PROMPT\nx = 1\n# END SOLUTION",
        "### BEGIN SOLUTION\nx = 1\n### END SOLUTION",
    ),
    "seed": ("rng = 4 # SEED", "rng = 4"),
    "ignored": ("a = 1\n# BEGIN IGNORE\nb = 2\n# END IGNORE", "a = 1"),
    "unended": (
        "# BEGIN SOLUTION\nx = 1",
        "### BEGIN SOLUTION\n...\nx = 1\n### END SOLUTION",
    ),
}


@pytest.mark.parametrize("case", INLINE)
def test_otters_marks_of_solutions(case):
    source, wanted = INLINE[case]
    assert solutions.from_otter(source) == wanted


DOCTESTS = {
    "value": (">>> 1 + 1\n2", "assert (1 + 1) == 2"),
    "true": (">>> x > 1\nTrue", "assert (x > 1)"),
    "false": (">>> x > 1\nFalse", "assert not (x > 1)"),
    "statement": (">>> x = 1", "x = 1"),
    "shown": (">>> f()\n<Thing>", "assert repr(f()) == '<Thing>'"),
}


@pytest.mark.parametrize("case", DOCTESTS)
def test_doctests_become_statements(case):
    text, wanted = DOCTESTS[case]
    assert from_doctest(text)[0] == wanted


RAISES = ">>> int('x')\nTraceback (most recent call last):\n  ...\nValueError: invalid"


@pytest.mark.parametrize(
    "text, right",
    [
        (RAISES, True),
        (RAISES.replace("int(", "str("), False),
        (">>> print(1, 2)\n1 2", True),
        (">>> print(1, 3)\n1 2", False),
    ],
)
def test_doctests_that_print_or_raise(text, right):
    """The test's own text is run here, nobody else's."""
    code, _ = from_doctest(text)
    if right:
        exec(code, {})
    else:
        with pytest.raises(AssertionError):
            exec(code, {})


HALF = Case("pass", points=0.5)
SHARED = {
    "nothing-said": (None, (Case(""), Case("")), [0.5, 0.5]),
    "a-number": (6, (Case(""), Case(""), Case("")), [2, 2, 2]),
    "some-said": (2, (HALF, Case("")), [0.5, 1.5]),
    "own-only": (None, (HALF, Case("")), [0.5, 0]),
    "a-list": ([1, 3], (Case(""), Case("")), [1, 3]),
    "each": ({"each": 2}, (Case(""), Case("")), [2, 2]),
}


@pytest.mark.parametrize("case", SHARED)
def test_points_are_shared_as_in_otter(case):
    said, cases, wanted = SHARED[case]
    assert [case.points for case in shared(Suite("q", cases, said))] == wanted


@pytest.mark.parametrize("said", [[1], 0.25])
def test_points_that_do_not_fit(said):
    with pytest.raises(ValueError, match="points"):
        shared(Suite("q", (HALF, Case("")), said))


def test_hidden_cases_come_last_and_are_hidden():
    cases = (Case("a()", True, 1.0), Case("b()", False, 1.0))
    text = as_cell(cases, all_or_nothing=True)
    assert text == "b()\n### BEGIN HIDDEN TESTS\na()\n### END HIDDEN TESTS"


BAD_TESTS = ["x = 1", "test = {'suites': 3}", "test = {'suites': []}", "def", "test = {'suites': [{'cases': [4]}]}"]  # fmt: skip


@pytest.mark.parametrize("text", BAD_TESTS)
def test_a_test_file_that_is_none(text):
    with pytest.raises(ValueError):
        read_test_file(text)


# --- what is refused, and what is never run

BOMB = "open({path!r}, 'w').write('run')"


def test_nothing_of_the_file_is_run(course):
    """Neither at import nor when the draft is read back, however its texts try to get out."""
    trap = course.root / "trap"
    bomb = BOMB.format(path=str(trap))
    way_out = f"''' + {bomb} + '''\n\"\"\" + {bomb} + \"\"\"\n'+{bomb}+'\n{{{bomb}}}"
    cells = [
        new_raw_cell(f'# ASSIGNMENT CONFIG\nname: !!python/object/apply:eval ["{bomb}"]'),
        new_raw_cell(f"# BEGIN QUESTION\nname: {json.dumps(way_out)}\npoints: 1"),
        new_markdown_cell(way_out),
        new_code_cell(f"x = {bomb} # SOLUTION"),
        new_raw_cell("# BEGIN TESTS"),
        shown(bomb, way_out),
        new_raw_cell("# END TESTS"),
        new_raw_cell("# END QUESTION"),
    ]
    path = course.root / "bomb.ipynb"
    nbformat.write(new_notebook(cells=cells), path)
    bring_in(path, course.solutions / "bomb")
    loaded(course, "bomb")
    folder = course.root / "lab"
    (folder / "tests").mkdir(parents=True)
    nbformat.write(new_notebook(cells=STUDENTS), folder / "lab.ipynb")
    (folder / "tests" / "q1.py").write_text(f"test = {bomb}\n")
    (folder / "tests" / "q2.py").write_text(f"{bomb}\n{EXCEPTION_TEST}")
    bring_in(folder, course.solutions / "lab")
    loaded(course, "lab")
    assert not trap.exists()


REFUSED = {
    "empty": ("", "can't be read as a notebook"),
    "list": ("[]", "it is no notebook"),
    "no-question": (nbformat.writes(new_notebook(cells=[new_code_cell("1")])), "what is asked"),
    "another-language": (
        nbformat.writes(new_notebook(metadata={"kernelspec": {"name": "ir", "language": "R", "display_name": "R"}})),
        "a notebook for R",
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", REFUSED)
def test_a_file_that_can_not_be_brought_in(case, course):
    text, message = REFUSED[case]
    path = course.root / "it.ipynb"
    path.write_text(text)
    with pytest.raises(ValueError, match=message):
        bring_in(path, course.solutions / "it")
    assert not (course.solutions / "it").exists()


def test_the_command_replaces_nothing_unless_it_is_told_to(course):
    source = EXAMPLES / "source/ps1/problem2.ipynb"
    words = ["import", str(source), "--to", "solutions/two", "--course", str(course.root)]
    done = CliRunner().invoke(cli, words)
    assert done.exit_code == 0, done.output
    assert "2 questions with 3 points, 2 of them for a person" in done.output
    master = course.solutions / "two" / "two.py"
    master.write_text("mine")
    done = CliRunner().invoke(cli, words)
    assert done.exit_code == 2
    assert "has two.py, rubric.py, wrong_answers.py, IMPORT.md already" in done.output
    assert master.read_text() == "mine"
    assert CliRunner().invoke(cli, [*words, "--force"]).exit_code == 0
    loaded(course, "two")
    done = CliRunner().invoke(cli, ["import", str(source), "--to", str(course.root / "a b")])
    assert "no assignment's name" in done.output
