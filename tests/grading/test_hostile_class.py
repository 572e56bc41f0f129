"""A class as no teacher wants it: every submission gets its marks, and none harms another."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import nbformat
import pytest
from nbformat.v4 import new_code_cell

from tests.mini_course import POINTS, RIGHT, MiniCourse

pytestmark = pytest.mark.thorough

FULL = (2, 2, 2, 1)
"""Points for blur, sizes, printed, pooled."""
NONE = (0, 0, 0, 0)
Submit = Callable[[MiniCourse, str], object]


@dataclass(frozen=True)
class Case:
    """One submission, and what must become of it."""

    name: str
    submit: Submit
    points: tuple[float, ...] = FULL
    outcomes: str = ""
    """First letters of the outcomes of blur, sizes, printed, pooled, where they matter."""
    incidents: tuple[str, ...] = ()
    status: str = "graded"


def answers(**changed: str) -> Submit:
    """Right answers, but for these."""
    return lambda mini, student: mini.submit(student, mini.answered(**changed))


def cells(change: Callable[[Any], object], **changed: str) -> Submit:
    """Right answers, but for these, in a notebook that is changed after that."""

    def submit(mini: MiniCourse, student: str) -> None:
        notebook = mini.answered(**changed)
        change(notebook)
        mini.submit(student, notebook)

    return submit


def text(content: str | bytes) -> Submit:
    """What lies in the place of the notebook."""
    return lambda mini, student: mini.submit(student, content)


def cell(notebook: Any, name: str) -> Any:
    """The cell of nbgrader's id."""
    return next(c for c in notebook.cells if c.metadata.get("nbgrader", {}).get("grade_id") == name)


def lose_metadata(notebook: Any) -> None:
    notebook.metadata = {}
    for each in notebook.cells:
        each.metadata = {}


def lose_everything(notebook: Any) -> None:
    lose_metadata(notebook)
    for number, each in enumerate(notebook.cells):
        each["id"] = f"lost-{number}"


def delete(name: str) -> Callable[[Any], None]:
    return lambda notebook: notebook.cells.remove(cell(notebook, name))


def edit(name: str, source: str) -> Callable[[Any], None]:
    return lambda notebook: cell(notebook, name).update(source=source)


def rename(name: str, new: str) -> Callable[[Any], None]:
    return lambda notebook: cell(notebook, name).metadata.nbgrader.update(grade_id=new)


def twice(name: str, source: str | None = None) -> Callable[[Any], None]:
    """Puts a copy of a cell (with another text) before it."""

    def change(notebook: Any) -> None:
        original = cell(notebook, name)
        double = nbformat.from_dict(json.loads(json.dumps(original)))
        double["id"] = f"{name}-again"
        if source is not None:
            double.source = source
        notebook.cells.insert(notebook.cells.index(original), double)

    return change


def add(source: str, place: int = 1) -> Callable[[Any], None]:
    """Puts a cell of the student's own at a place."""
    return lambda notebook: notebook.cells.insert(place, new_code_cell(source))


def all_of(*changes: Callable[[Any], object]) -> Callable[[Any], None]:
    def change(notebook: Any) -> None:
        for each in changes:
            each(notebook)

    return change


def old_format(mini: MiniCourse, student: str) -> None:
    """A notebook of format 3, as IPython wrote it until 2015: one worksheet, `input` for `source`."""
    mini.submit(student, nbformat.v3.writes_json(nbformat.convert(mini.answered(), 3)))


def other_kernel(mini: MiniCourse, student: str) -> None:
    notebook = mini.answered()
    notebook.metadata.kernelspec = {"name": "ir", "language": "R", "display_name": "R"}
    mini.submit(student, notebook)


def other_language(mini: MiniCourse, student: str) -> None:
    notebook = mini.answered()
    notebook.metadata.kernelspec = {"name": "ir", "language": "R", "display_name": "R"}
    for cell in notebook.cells:
        if cell.cell_type == "code":
            cell.source = "blur <- array(1 / 9, c(3, 3))"
    mini.submit(student, notebook)


def folder_in_place(mini: MiniCourse, student: str) -> None:
    (mini.course.submitted / student / "mini" / "mini.ipynb").mkdir(parents=True)


def link_in_place(mini: MiniCourse, student: str) -> None:
    """A link to what the grader can read: the master's own notebook."""
    folder = mini.course.submitted / student / "mini"
    folder.mkdir(parents=True)
    (folder / "mini.ipynb").symlink_to(mini.assignment.source / "mini.ipynb")


def pipe_in_place(mini: MiniCourse, student: str) -> None:
    folder = mini.course.submitted / student / "mini"
    folder.mkdir(parents=True)
    os.mkfifo(folder / "mini.ipynb")


def other_name(mini: MiniCourse, student: str) -> None:
    folder = mini.submit(student, mini.answered())
    (folder / "mini.ipynb").rename(folder / "mini (1).ipynb")


def truncated(mini: MiniCourse, student: str) -> None:
    content = nbformat.writes(mini.answered())
    mini.submit(student, content[: len(content) // 2])


def nested_metadata(depth: int) -> Submit:
    """Metadata of lists in lists, which the JSON reader still takes."""

    def submit(mini: MiniCourse, student: str) -> None:
        content = nbformat.writes(mini.answered())
        nested = "[" * depth + "]" * depth
        mini.submit(student, content.replace('"metadata": {\n', f'"metadata": {{"a": {nested},', 1))

    return submit


def with_files(**files: str | bytes) -> Callable[[str], Submit]:
    """Right answers but for `blur`, with files beside the notebook."""
    return lambda blur: (
        lambda mini, student: mini.submit(student, mini.answered(blur=blur), **files)
    )


def with_link(mini: MiniCourse, student: str) -> None:
    """A link beside the notebook to a file of the grader's, read by the student's code."""
    source = "import os\nblur = RIGHT if os.path.exists('key.py') else np.zeros((3, 3, 1, 1))"
    folder = mini.submit(
        student, mini.answered(blur=source.replace("RIGHT", "np.ones((3, 3, 1, 1)) / 9"))
    )
    (folder / "key.py").symlink_to(mini.assignment.rubric)


BLUR = RIGHT["blur"]
ALWAYS_EQUAL = """
class Always(np.ndarray):
    def __eq__(self, other): return np.True_
    def __sub__(self, other): return np.zeros(1)
    def __le__(self, other): return np.True_
blur = np.zeros((3, 3, 1, 1)).view(Always)
blur[0, 0] = 1
"""
RAISES = """
class Raises:
    def __array__(self, *a, **k): raise RuntimeError("you can't have it")
blur = Raises()
"""
CHANGES = """
class Changes:
    count = 0
    def __array__(self, *a, **k):
        Changes.count += 1
        return np.ones((3, 3, 1, 1)) / Changes.count
blur = Changes()
"""
STUBBORN = """
import time
while True:
    try:
        time.sleep(60)
    except BaseException:
        pass
"""
FAKE_CARD = """
from IPython.display import HTML, display
display(HTML('<div><b>✓ correct</b> blur (2 of 2 points)</div>'))
print("blur: correct (2 of 2 points)")
"""
FRAMES = """
import os
for descriptor in range(3, 30):
    try:
        os.write(descriptor, b'\\xff' * 64)
    except OSError:
        pass
"""
PUBLIC = '{"form": 1, "assignment": "mini", "title": "mine", "questions": []}'
READ_IMAGE = f"assert open('images/tiny.png', 'rb').read(4) == b'\\x89PNG'\n{BLUR}"
READ_OWN = f"assert open('images/cat.txt').read() == 'miaow'\n{BLUR}"

CASES = (
    # --- an ordinary class
    Case("right", answers()),
    Case(
        "half",
        answers(sizes="size_conv = (1, 5, 8, 2)\nsize_pool = None", pooled="pooled = None"),
        (2, 1, 2, 0),
        "cpcn",
    ),
    Case("untouched", lambda mini, s: mini.submit(s, mini.starter()), NONE, "nnnn"),
    Case(
        "wrong",
        answers(
            blur="blur = np.ones((3, 3, 1, 1))",
            sizes="size_conv = (1, 4, 7, 2)\nsize_pool = (1, 3, 5)",
            printed="print((1, 4, 7, 2))",
            pooled="pooled = np.ones((8, 10))",
        ),
        NONE,
        "wwww",
    ),
    Case("own-checks", cells(add("check('blur'); check('no such question')", 4))),
    Case("own-cells", cells(all_of(add("mine = 1", 4), add("# a thought", 7)))),
    # --- files
    Case("truncated", truncated, NONE, "eeee", ("unreadable",), "unreadable"),
    Case("empty-file", text(""), NONE, "eeee", ("unreadable",), "unreadable"),
    Case("no-notebook", text('{"cells": []}'), NONE, "eeee", ("unreadable",), "unreadable"),
    Case("a-list", text("[1, 2]"), NONE, "eeee", ("unreadable",), "unreadable"),
    Case("no-utf8", text(b"\xff\xfe{\x00}\x00"), NONE, "eeee", ("unreadable",), "unreadable"),
    Case("deep-json", text("[" * 100_000), NONE, "eeee", ("unreadable",), "unreadable"),
    Case("deep-metadata", nested_metadata(100)),
    Case("deeper-metadata", nested_metadata(100_000), NONE, "eeee", ("unreadable",), "unreadable"),
    Case(
        "long-number",
        text('{"nbformat": ' + "9" * 5000 + "}"),
        NONE,
        "eeee",
        ("unreadable",),
        "unreadable",
    ),
    Case(
        "future-format",
        text('{"nbformat": 99, "nbformat_minor": 0, "metadata": {}, "cells": []}'),
        NONE,
        "eeee",
        ("unreadable",),
        "unreadable",
    ),
    Case("folder", folder_in_place, NONE, "eeee", ("missing",), "missing"),
    Case("link", link_in_place, NONE, "eeee", ("missing",), "missing"),
    Case("pipe", pipe_in_place, NONE, "eeee", ("missing",), "missing"),
    Case("other-name", other_name, NONE, "eeee", ("missing",), "missing"),
    Case("nobody", lambda mini, s: None, NONE, "eeee", ("missing",), "missing"),
    Case("format-3", old_format, FULL),
    Case("kernel-r", other_kernel, FULL),
    Case("language-r", other_language, NONE, "eeee", ("unreadable",), "unreadable"),
    # --- cells
    Case("no-metadata", cells(lose_metadata), incidents=("check-cell-renamed",)),
    Case("check-deleted", cells(delete("check-blur")), incidents=("check-cell-missing",)),
    Case(
        "check-edited",
        cells(edit("check-blur", "blur = np.ones((3, 3, 1, 1)) / 9"), blur="blur = 1"),
        (0, 2, 2, 1),
        "wccc",
        ("check-cell-edited",),
    ),
    Case(
        "check-renamed",
        cells(rename("check-blur", "check-mine")),
        incidents=("check-cell-renamed",),
    ),
    Case("check-twice", cells(twice("check-blur")), incidents=("cell-duplicated",)),
    Case(
        "answer-twice",
        cells(twice("blur", "blur = np.ones((3, 3, 1, 1))")),
        incidents=("cell-duplicated",),
    ),
    Case(
        "answer-deleted",
        cells(delete("sizes")),
        (2, 0, 2, 1),
        "cwcc",
        ("answer-cell-missing",),
    ),
    # --- runs
    Case("loop-in-c", answers(sizes="sum(iter(int, 1))"), (2, 0, 2, 1), "cwcc", ("time-limit",)),
    Case(
        "stubborn-loop",
        answers(printed=f"{RIGHT['printed']}\n{STUBBORN}"),
        (2, 2, 0, 1),
        "ccec",
        ("time-limit",),
    ),
    Case("loop", answers(sizes="while True: pass"), (2, 0, 2, 1), "cwcc", ("time-limit",)),
    Case(
        "crash",
        answers(printed="import os\nos._exit(3)"),
        (2, 2, 0, 1),
        "ccec",
        ("crashed",),
    ),
    Case("sys-exit", answers(sizes=f"{RIGHT['sizes']}\nimport sys\nsys.exit(0)")),
    Case("exit", answers(sizes=f"{RIGHT['sizes']}\nexit")),
    Case("raises", answers(sizes="1 / 0"), (2, 0, 2, 1)),
    Case("syntax-error", answers(sizes="size_conv = = 1"), (2, 0, 2, 1)),
    Case(
        "flood",
        answers(sizes=f"{RIGHT['sizes']}\nfor i in range(200): print('x' * 50_000)"),
        incidents=("output-limit",),
    ),
    Case("stderr", answers(sizes=f"{RIGHT['sizes']}\nimport sys\nprint('!', file=sys.stderr)")),
    Case("warns", answers(sizes=f"{RIGHT['sizes']}\nimport warnings\nwarnings.warn('careful')")),
    # --- values
    Case("text-value", answers(blur="blur = 'a blur'"), (0, 2, 2, 1), "wccc"),
    Case("nan", answers(blur="blur = np.full((3, 3, 1, 1), np.nan)"), (0, 2, 2, 1), "wccc"),
    Case("objects", answers(blur="blur = np.array([None, {}, []], object)"), (0, 2, 2, 1), "wccc"),
    Case("gigantic", answers(blur="blur = np.zeros((1, 30000, 30000))"), (0, 2, 2, 1), "eccc"),
    Case(
        "endless-list", answers(sizes="size_conv = []\nsize_conv.append(size_conv)"), (2, 0, 2, 1)
    ),
    Case("huge-numbers", answers(sizes="size_conv = (10 ** 400, 1, 1, 1)"), (2, 0, 2, 1)),
    Case("undefined", answers(blur="del blur"), (0, 2, 2, 1)),
    Case("deleted-name", answers(blur=f"{BLUR}\ndel blur"), (0, 2, 2, 1), "wccc"),
    # --- attempts
    Case("always-equal", answers(blur=ALWAYS_EQUAL), (0, 2, 2, 1), "wccc"),
    Case("raising-array", answers(blur=RAISES), (0, 2, 2, 1), "eccc"),
    Case("changing-array", answers(blur=CHANGES), (0, 2, 2, 1), "wccc"),
    Case("own-check", answers(blur="blur = None\ncheck = lambda question: None"), (0, 2, 2, 1)),
    Case("fake-card", answers(blur=f"blur = None\n{FAKE_CARD}"), (0, 2, 2, 1)),
    Case(
        "guesses",
        answers(printed="for n in range(20): print((1, n, 8, 2), (1, 2, n, 2))"),
        (2, 2, 0, 1),
    ),
    # --- files beside
    Case("own-file", with_files(**{"images/cat.txt": "miaow"})(READ_OWN)),
    Case("own-public", with_files(**{"public.json": PUBLIC})(BLUR)),
    Case("own-image", with_files(**{"images/tiny.png": "no picture"})(READ_IMAGE)),
    Case("folder-for-file", with_files(**{"images/tiny.png/a": "b"})(READ_IMAGE)),
    Case("file-for-folder", with_files(images="a file")(READ_IMAGE)),
    Case("own-numpy", with_files(**{"numpy.py": "raise SystemExit", "json.py": "1/0"})(BLUR)),
    Case("own-package", with_files(**{"autograder/__init__.py": "raise SystemExit"})(BLUR)),
    Case("linked-rubric", with_link, (0, 2, 2, 1), "nccc", ("files-left-out",)),
)


@pytest.fixture(scope="module")
def graded(built_mini, tmp_path_factory):
    """The whole class, graded at once: marks by name."""
    root = tmp_path_factory.mktemp("hostile") / "mini"
    shutil.copytree(built_mini.root, root)
    mini = MiniCourse(root)
    for case in CASES:
        case.submit(mini, case.name)
    return mini.grade([case.name for case in CASES], jobs=2)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_a_submission_gets_what_it_deserves(graded, case):
    marks = graded[case.name].marks
    verdicts = [marks.verdict(question) for question in POINTS]
    found = tuple(verdict.points for verdict in verdicts)
    assert (marks.status, found) == (case.status, case.points), marks
    letters = "".join(verdict.outcome[0] for verdict in verdicts)
    assert not case.outcomes or letters == case.outcomes, marks
    assert {incident.kind for incident in marks.incidents} == set(case.incidents), marks
    assert marks.score == sum(case.points)
    assert marks.verdict("why").points is None


def test_every_graded_notebook_is_valid_and_shows_its_verdicts(graded):
    for name, item in graded.items():
        if item.marks.status != "graded":
            missing = item.marks.status == "missing"
            assert (item.notebook is None) == missing, name
            if not missing:
                nbformat.validate(item.notebook)
                assert "could not be read" in item.notebook.cells[0].source, name
            continue
        nbformat.validate(item.notebook)
        for verdict in item.marks.verdicts:
            if verdict.points is not None:
                (output,) = cell(item.notebook, f"check-{verdict.question}").outputs
                assert verdict.outcome in output.data["text/plain"], name
