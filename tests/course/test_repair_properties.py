"""Whatever was done to the cells: what always holds of a repaired submission."""

from __future__ import annotations

import copy

import nbformat
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from nbformat import NotebookNode

from autograder.course.cells import as_it_was_released, checked_question, grade_id, is_answer
from autograder.course.release import Release
from autograder.course.repair import repair

LIGHT = settings(
    max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow], derandomize=True
)

ODD = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(st.text(max_size=5), inner, max_size=2),
    max_leaves=4,
)  # fmt: skip
MARK_KEYS = st.sampled_from(["grade_id", "grade", "solution", "locked", "points", "checksum"])
SOURCES = st.sampled_from(
    ['check("blur")', "pass", "", "blur = 7", "import numpy as np"]
) | st.text(max_size=6)


@st.composite
def submissions(draw: st.DrawFn, starter: NotebookNode) -> NotebookNode:
    """The starter after a student, a tool and an attacker: cells chosen, repeated, edited."""
    count = len(starter.cells)
    chosen = draw(st.lists(st.integers(0, count - 1), max_size=count + 3))
    if draw(st.booleans()):
        chosen = [i for i in range(count) if i in chosen or draw(st.booleans())]
    notebook = copy.deepcopy(starter)
    notebook.cells = [_damaged(draw, starter, index) for index in chosen]
    if draw(st.integers(0, 3)) == 0:
        notebook["metadata"] = nbformat.from_dict(draw(st.dictionaries(st.just("autograder"), ODD)))
    return notebook


def _damaged(draw: st.DrawFn, starter: NotebookNode, index: int) -> NotebookNode:
    cell = copy.deepcopy(starter.cells[index])
    match draw(st.integers(0, 9)):
        case 0:
            cell["metadata"] = NotebookNode()
        case 1:
            cell.pop("id")
        case 2:
            cell["metadata"] = NotebookNode()
            cell["id"] = draw(st.sampled_from(["own-1", "own-2", "a b", "", "é", "x" * 65, "blur"]))
        case 3:
            cell.source = draw(SOURCES)
        case 4:
            mark = draw(st.dictionaries(MARK_KEYS, ODD | st.just("check-blur"), max_size=4))
            cell.metadata["nbgrader"] = nbformat.from_dict(mark)
        case 5:
            cell.metadata["nbgrader"] = nbformat.from_dict(draw(ODD))
        case 6:
            cell["cell_type"] = draw(st.sampled_from(["code", "markdown", "raw"]))
        case 7:
            cell["metadata"] = NotebookNode(tags=draw(ODD), name=draw(ODD))
            cell["attachments"] = nbformat.from_dict(draw(ODD))
            cell["id"], cell.source = "mine", draw(SOURCES)
    return cell


@given(data=st.data())
@LIGHT
def test_a_repaired_submission_can_be_trusted(starter: NotebookNode, data: st.DataObject) -> None:
    submission = data.draw(submissions(starter))
    before = copy.deepcopy(submission)
    notebook = repair(submission, Release(starter)).notebook
    assert submission == before
    ids = [cell["id"] for cell in notebook.cells]
    assert len(set(ids)) == len(ids)  # before validation, which would mend it
    nbformat.validate(notebook)
    places = {name: index for index, name in enumerate(ids)}
    for released in starter.cells:
        name = released["id"]
        if not grade_id(released):
            continue
        if name not in places:
            assert is_answer(released)
            assert released.cell_type == "code"
            continue
        cell = notebook.cells[places[name]]
        assert cell.metadata == released.metadata
        assert cell.cell_type == released.cell_type
        assert is_answer(released) or cell.source == released.source
        question = checked_question(released)
        assert question is None or places.get(question, -1) < places[name]
    marked = [cell for cell in notebook.cells if "nbgrader" in cell.metadata]
    assert {cell["id"] for cell in marked} <= {c["id"] for c in starter.cells if grade_id(c)}


@given(data=st.data())
@LIGHT
def test_repairing_again_changes_nothing(starter: NotebookNode, data: st.DataObject) -> None:
    once = repair(data.draw(submissions(starter)), Release(starter))
    twice = repair(once.notebook, Release(starter))
    assert twice.notebook == once.notebook
    assert {item.kind for item in twice.tampering} <= {"answer-cell-missing"}


@given(data=st.data())
@LIGHT
def test_a_students_own_cells_stay_in_order(starter: NotebookNode, data: st.DataObject) -> None:
    sources = data.draw(st.lists(SOURCES, max_size=6))
    submission = data.draw(submissions(starter))
    for number, source in enumerate(sources):
        tag = f"# own {number}\n{source}"
        cell = nbformat.from_dict({"cell_type": "code", "metadata": {}, "source": tag})
        position = data.draw(st.integers(0, len(submission.cells)))
        submission.cells.insert(position, cell)
    kept = [c.source for c in submission.cells if c.source.startswith("# own")]
    repaired = repair(submission, Release(starter)).notebook
    assert [c.source for c in repaired.cells if c.source.startswith("# own")] == kept


@given(order=st.permutations(range(13)))
@LIGHT
def test_reordering_loses_nothing(starter: NotebookNode, order: list[int]) -> None:
    submission = copy.deepcopy(starter)
    submission.cells = [submission.cells[index] for index in order]
    repaired = repair(submission, Release(starter))
    key = [(cell["id"], cell.source) for cell in submission.cells]
    assert sorted((cell["id"], cell.source) for cell in repaired.notebook.cells) == sorted(key)
    assert {item.kind for item in repaired.tampering} <= {"check-cell-moved"}
    not_checks = [pair for pair in key if not pair[0].startswith("check-")]
    found = [(cell["id"], cell.source) for cell in repaired.notebook.cells]
    assert [pair for pair in found if not pair[0].startswith("check-")] == not_checks


@given(mark=st.dictionaries(MARK_KEYS, ODD) | ODD)
@LIGHT
def test_any_mark_can_be_looked_at(mark: object) -> None:
    cell = nbformat.from_dict({"cell_type": "code", "source": "1", "metadata": {"nbgrader": mark}})
    assert not as_it_was_released(cell)
    assert grade_id(cell) is None or isinstance(grade_id(cell), str)
