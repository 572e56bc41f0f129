"""Assignments of nbgrader and Otter brought in as drafts, built, and graded."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path
from textwrap import dedent
from typing import Any

import nbformat
import pytest
from click.testing import CliRunner
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output, new_raw_cell

from autograder.cli import cli
from autograder.course.course import Course
from autograder.course.known_answers import KnownAnswers, load_known_answers
from autograder.course.master import KERNELSPEC, read_master
from autograder.course.rubric import load_rubric
from autograder.course.source import check_rubric
from autograder.grading.build import build_assignment
from autograder.grading.opening import prepare_grader
from autograder.grading.rehearsals import lay_over
from autograder.platforms.importing.assignment_import import LIST, bring_in
from tests.mini_course import FILES, MiniCourse
from tests.nbgrader_course import EXAMPLES

pytestmark = pytest.mark.usefixtures("lent_engines")

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
    assert load_known_answers(assignment.wrong_answers) == KnownAnswers()
    return master, rubric


def asked(rubric: Any) -> dict[str, tuple[str, float]]:
    return {q.id: (q.kind, q.points) for q in rubric.questions}


def points(course: Course, name: str, engine: Any, answers: dict[str, str]) -> dict[str, float]:
    """Builds a draft, grades an answered submission, gives the points by question."""
    assignment, limits = course.assignment(name), MiniCourse(course.root).limits
    build_assignment(assignment, engine, limits)
    notebook = lay_over(nbformat.read(assignment.starter, as_version=4), answers)
    folder = course.submitted / "ada" / name
    folder.mkdir(parents=True, exist_ok=True)
    nbformat.write(notebook, folder / f"{name}.ipynb")
    (marks,) = prepare_grader(assignment, engine, limits).grade(("ada",))
    told = [i.kind for i in marks.incidents]
    assert set(told) <= {"tests-in-students-process"}, marks.incidents
    return {v.question: v.points for v in marks.verdicts}


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


RAISING = [
    new_raw_cell(
        "# ASSIGNMENT CONFIG\nstrip_solutions_from_all_cells: true\ntests:\n  ok_format: false\nstudent_files: [mine.csv]"
    ),
    new_code_cell("import otter\nimport math\nrng = 7 # SEED"),
    new_code_cell("data = [1, 2] # SOLUTION"),
    new_raw_cell("# BEGIN QUESTION\nname: q1\nmanual: true\npoints: two"),
    new_raw_cell("# BEGIN SOLUTION"),
    new_code_cell("total = sum(data) # SOLUTION\nprint(total) # IGNORE"),
    new_raw_cell("# END SOLUTION"),
    new_raw_cell("# BEGIN TESTS"),
    new_code_cell("def test_total(total):\n    assert total == 3\ntest_elsewhere(total) # IGNORE"),
    new_raw_cell("# END TESTS"),
    new_raw_cell("# END QUESTION"),
    new_raw_cell("# BEGIN QUESTION\nname: q2\nmanual: true"),
    new_markdown_cell("**Question 2.** Draw it."),
    new_raw_cell("# BEGIN PROMPT"),
    new_markdown_cell("*Write about the line.*"),
    new_raw_cell("# END PROMPT"),
    new_raw_cell("# BEGIN SOLUTION"),
    new_code_cell("draw(data) # SOLUTION"),
    new_markdown_cell("Its slope is 1."),
    new_markdown_cell("Look at its slope.", metadata={"tags": ["otter_include"]}),
    new_raw_cell("# END SOLUTION"),
    new_raw_cell("# END QUESTION"),
]  # fmt: skip


def test_what_is_rarer_in_a_master_of_otter_assign(course, engine):
    path = course.root / "rare.ipynb"
    nbformat.write(new_notebook(cells=RAISING), path)
    draft = bring_in(path, course.solutions / "rare")
    master, rubric = loaded(course, "rare")
    assert asked(rubric) == {
        "code": ("ordinary-test", 0),
        "q1": ("ordinary-test", 1),
        "q2": ("written", 1),
    }
    text = (course.solutions / "rare" / "rare.py").read_text()
    for gone in ("otter", "SEED", "IGNORE", "print(total)", "test_elsewhere", "rng"):
        assert gone not in text
    cells = {cell.id: cell for cell in master.cells}
    assert master.cells[0].source == "import math"
    assert cells["q2"].source == "Its slope is 1.\n\n```python\ndraw(data)\n```"
    given = [cell.source for cell in master.cells if cell.role == "text"]
    assert given == ["**Question 2.** Draw it.", "*Write about the line.*", "Look at its slope."]
    told = "\n".join(draft.decide)
    for item in (
        "`rng = 7 # SEED` seeded random numbers",
        "setting `student_files`",
        "`code`: a solution outside of any question",
        "`q1`: its points, 'two', are not a number: it has 1 point now",
        "`q1`: in Otter a person looks at it, too",
        "`q2`: no test decides about its code",
    ):
        assert item in told
    right = {"code": "data = [1, 2]", "q1": "total = 3"}
    assert points(course, "rare", engine, right) == {"code": 0, "q1": 1, "q2": None}
    assert "sum(data)" not in (course.assignments / "rare" / "rare.ipynb").read_text()


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


def answer_cell(source: str, make: Any = new_code_cell, tag: str = "otter_answer_cell") -> Any:
    return make(source, metadata={"tags": [tag]})


BY_HAND = [
    new_code_cell("import otter\nimport math\ngrader = otter.Notebook('../checks')"),
    new_markdown_cell("<!-- BEGIN QUESTION -->\n\n**Question 1.** Draw a line.\n\n_Points:_ 2.5"),
    answer_cell("line = ...\ndraw(line)"),
    new_markdown_cell("<!-- END QUESTION -->\n\n<!-- BEGIN QUESTION -->\n\n**Question 2.** And its slope?"),
    answer_cell("_Its slope is_ ...", new_markdown_cell),
    new_markdown_cell("<!-- END QUESTION -->\n\nNo question."),
    new_code_cell("y = 3", metadata={"otter": "odd"}),
    new_markdown_cell("**Question 3.** Its root.\n\n_Points:_ 4"),
    answer_cell("def root(x):\n    ..."),
    new_markdown_cell("Call it."),
    answer_cell("found = ..."),
    new_code_cell("grader.check('q3')"),
    new_markdown_cell("## Question 4: without marks"),
    new_code_cell("bars = ..."),
    new_markdown_cell("## Question 5: what was answered"),
    new_code_cell("five = 5"),
    new_code_cell("grader.check('q5')"),
    new_markdown_cell("The cell below runs all checks."),
    new_code_cell("grader.check_all()"),
]  # fmt: skip
DOCTEST = "test = {{'name': {name!r}, 'points': None, 'suites': [{{'cases': [{{'code': {code!r}, 'hidden': False}}]}}]}}"


def test_questions_that_a_person_marks_in_the_folder_of_otters_students(course):
    folder, checks = course.root / "lab" / "own", course.root / "lab" / "checks"
    folder.mkdir(parents=True)
    checks.mkdir()
    notebook = new_notebook(cells=BY_HAND, metadata={"otter": {"assignment_name": "lines"}})
    nbformat.write(notebook, folder / "own.ipynb")
    (checks / "q3.py").write_text(DOCTEST.format(name="q3", code=">>> found\n2"))
    (checks / "q5.py").write_text(DOCTEST.format(name="q5", code=">>> five\n5"))
    draft = bring_in(folder, course.solutions / "lines")
    master, rubric = loaded(course, "lines")
    assert asked(rubric) == {
        "question-1-draw": ("written", 2.5),
        "question-2-and": ("written", 1),
        "q3": ("ordinary-test", 4),
        "question-4-without": ("written", 1),
        "q5": ("ordinary-test", 1),
    }
    texts = [(cell.role, cell.source.split("\n")[0]) for cell in master.cells[:13]]
    assert texts == [
        ("play", "import math"),
        ("text", "**Question 1.** Draw a line."),
        ("text", "```python"),
        ("written", "TODO: a model answer."),
        ("text", "**Question 2.** And its slope?"),
        ("text", "_Its slope is_ ..."),
        ("written", "TODO: a model answer."),
        ("text", "No question."),
        ("play", "y = 3"),
        ("text", "**Question 3.** Its root."),
        ("text", "Call it."),
        ("answer", "def root(x):"),
        ("test", "assert (found) == 2"),
    ]
    cells = {cell.id: cell.source for cell in master.cells}
    assert cells["q5"] == "### BEGIN SOLUTION\nfive = 5\n### END SOLUTION"
    told = "\n".join(draft.decide)
    assert "`q5`: its code has no `...`" in told
    assert (
        'the text "The cell below runs all checks." speaks of a cell of Otter\'s that is gone'
        in told
    )
    assert rubric.title == "lines"


@pytest.mark.thorough
def test_what_the_real_otter_assign_makes(course, engine):
    """Its folder for students, and its folder for the autograder, with the hidden tests."""
    place = course.root / "real"
    place.mkdir()
    source = [
        new_raw_cell("# ASSIGNMENT CONFIG\nname: real\nshow_question_points: true"),
        new_code_cell("import math"),
        *OTTER[2:-7],
        new_raw_cell("# BEGIN QUESTION\nname: drawing\nmanual: true\npoints: 2"),
        new_markdown_cell("**Question 3.** Draw them."),
        new_raw_cell("# BEGIN SOLUTION"),
        new_code_cell("drawn = squares(9) # SOLUTION"),
        new_raw_cell("# END SOLUTION"),
        new_raw_cell("# END QUESTION"),
        new_code_cell("mine = 1"),
        new_raw_cell("# BEGIN QUESTION\nname: root\npoints: 3"),
        new_markdown_cell("**Question 4.** The root of 2."),
        new_raw_cell("# BEGIN SOLUTION"),
        new_code_cell(
            'if True:\n    root = math.sqrt(2) # SOLUTION NO PROMPT\n    """ # BEGIN PROMPT\n'
            '    root = None\n    """; # END PROMPT'
        ),
        new_raw_cell("# END SOLUTION"),
        new_raw_cell("# BEGIN TESTS"),
        shown("round(root, 2)", "1.41"),
        new_raw_cell("# END TESTS"),
        new_raw_cell("# END QUESTION"),
    ]
    notebook = new_notebook(cells=source, metadata={"kernelspec": dict(KERNELSPEC)})
    nbformat.write(notebook, place / "real.ipynb")
    otter = Path(sys.executable).with_name("otter")
    command = [otter, "assign", "--no-run-tests", "real.ipynb", "dist"]
    done = subprocess.run(command, cwd=place, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr[-2000:]
    for side, cases in {"student": 2, "autograder": 3}.items():
        bring_in(place / "dist" / side, course.solutions / side)
        master, rubric = loaded(course, side)
        assert asked(rubric) == {
            "q1-squares": ("ordinary-test", 4),
            "question-2-why": ("written", 3),
            "question-3-draw": ("written", 2),
            "root": ("ordinary-test", 3),
        }
        assert [cell.source for cell in master.cells if cell.role == "play"] == [
            "import math",
            "mine = 1",
        ]
        (test,) = [c.source for c in master.cells if c.id == "check-q1-squares"]
        assert test.count("mark += earned(") == cases
        assert rubric.question("q1-squares").hidden == (side == "autograder")
        text = (course.solutions / side / f"{side}.py").read_text()
        for solution in ("return [i * i for i in range(n)]", "Each step is larger.", "squares(9)"):
            assert (solution in text) == (side == "autograder")
    right = {
        "q1-squares": "def squares(n):\n    return [i**2 for i in range(n)]\nlargest = 8",
        "root": "root = 2**0.5",
    }
    found = points(course, "autograder", engine, right)
    assert found["root"] == 3
    assert found["q1-squares"] == 3  # the hidden case 2, and one of the two that share 2


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
    "list": ("[]", "it is not a notebook"),
    "no-question": (nbformat.writes(new_notebook(cells=[new_code_cell("1")])), "what is asked"),
    "the first format of Otter": (
        nbformat.writes(new_notebook(cells=[new_markdown_cell("```\nBEGIN QUESTION\nname: q1\n```")])),
        "in the first format of Otter Assign",
    ),
    "another-language": (
        nbformat.writes(new_notebook(metadata={"kernelspec": {"name": "ir", "language": "R", "display_name": "R"}})),
        "it is a notebook for R",
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
    assert "can't be an assignment's name" in done.output
