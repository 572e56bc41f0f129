"""Submissions of an earlier release, and notebooks of earlier formats."""

from __future__ import annotations

import copy
from collections.abc import Callable

import nbformat
import pytest
from nbformat import NotebookNode

from autograder.course.cells import as_it_was_released, grade_id
from autograder.course.release import Release
from autograder.course.repair import repair
from autograder.course.upgrade import upgrade
from autograder.questions.question import Question

MakeRelease = Callable[[str, tuple[Question, ...]], NotebookNode]


def sources(notebook: NotebookNode) -> list[str]:
    return [cell.source for cell in notebook.cells]


def kinds(repaired: object) -> list[str]:
    return [f"{item.kind} {item.cell}" for item in repaired.tampering]  # type: ignore[attr-defined]


def test_our_checksum_is_nbgraders(starter: NotebookNode) -> None:
    marked = [cell for cell in starter.cells if grade_id(cell)]
    assert len(marked) == 8
    assert all(as_it_was_released(cell) for cell in marked)
    for cell in marked:
        cell = copy.deepcopy(cell)
        cell.source += " "
        assert not as_it_was_released(cell)


CHANGES = {
    "a question added": lambda text: cut(text, '# %% [markdown]\n# ## Find', "# %% [markdown]\n# ## Say"),
    "a locked cell changed": lambda text: text.replace('"the end"', '"an end"'),
    "a locked cell withdrawn": lambda text: text + '\n# %%\nprint("farewell")\n',
    "a locked cell added": lambda text: text.replace('# %%\nprint("the end")\n', ""),
    "a question renamed": lambda text: text.replace('"edges"', '"outline"'),
    "a text question added": lambda text: cut(text, '# %% [markdown] written', "# %%\nprint(\"the"),
}  # fmt: skip
"""What happened since: from the master's text of today to that of the earlier release."""


def cut(text: str, begin: str, end: str) -> str:
    return text[: text.index(begin)] + text[text.index(end) :]


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_an_earlier_release_is_not_called_tampered(
    change: Callable[[str], str],
    master_text: str,
    questions: tuple[Question, ...],
    release: MakeRelease,
    starter: NotebookNode,
) -> None:
    text = change(master_text)
    asked = tuple(
        q if f'"{q.id}"' in text else None for q in questions
    )  # the rubric of then: without what was not asked
    renamed = {"edges": "outline"} if '"outline"' in text else {}
    asked_then = tuple(
        type(q)(**{**vars(q), "id": renamed.get(q.id, q.id)})
        for q, there in zip(questions, asked, strict=True)
        if there or q.id in renamed
    )
    submission = release(text, asked_then)
    for cell in submission.cells:
        if cell["id"] == "blur":
            cell.source = "blur = 1 / 9"
    repaired = repair(submission, Release(starter))
    assert repaired.earlier_release
    assert kinds(repaired) == []
    marked = [cell for cell in repaired.notebook.cells if grade_id(cell)]
    today = {cell["id"]: cell for cell in starter.cells}
    for cell in marked:
        assert cell.metadata == today[cell["id"]].metadata
    locked = [c["id"] for c in starter.cells if c.metadata.get("nbgrader", {}).get("locked")]
    assert [cell["id"] for cell in marked if cell.metadata.nbgrader.locked] == locked
    assert "blur = 1 / 9" in sources(repaired.notebook)
    assert 'print("farewell")' not in sources(repaired.notebook)
    nbformat.validate(repaired.notebook)


def test_other_points_are_another_release(
    master_text: str, questions: tuple[Question, ...], release: MakeRelease, starter: NotebookNode
) -> None:
    dearer = type(questions[0])(**{**vars(questions[0]), "points": 7})
    submission = release(master_text, (dearer, *questions[1:]))
    repaired = repair(submission, Release(starter))
    assert (repaired.earlier_release, kinds(repaired)) == (True, [])
    checks = [cell for cell in repaired.notebook.cells if cell["id"] == "check-blur"]
    assert [cell.metadata.nbgrader.points for cell in checks] == [1]


def test_an_earlier_release_that_was_edited_is_told(starter: NotebookNode) -> None:
    submission = copy.deepcopy(starter)
    submission.metadata.autograder.release = "0123456789abcdef"
    cells = {cell["id"]: cell for cell in submission.cells}
    cells["check-blur"].source = "pass"
    submission.cells.remove(cells["check-edges"])
    repaired = repair(submission, Release(starter))
    assert repaired.earlier_release
    assert kinds(repaired) == ["check-cell-edited check-blur", "check-cell-missing check-edges"]


@pytest.mark.parametrize("odd", [None, 7, [], {}, "", {"release": 7}, {"release": None}])
def test_odd_metadata_are_no_earlier_release(odd: object, starter: NotebookNode) -> None:
    submission = copy.deepcopy(starter)
    submission.metadata["autograder"] = odd
    repaired = repair(submission, Release(starter))
    assert (repaired.earlier_release, kinds(repaired)) == (False, [])
    assert repaired.notebook.metadata == starter.metadata


@pytest.mark.parametrize("minor", [0, 2, 4])
def test_a_notebook_without_ids_is_repaired_the_same_way_each_time(
    minor: int, starter: NotebookNode
) -> None:
    old = copy.deepcopy(starter)
    old.nbformat_minor = minor
    for cell in old.cells:
        del cell["id"]
    old.cells.insert(3, nbformat.from_dict({"cell_type": "raw", "metadata": {}, "source": "mine"}))
    first, second = (repair(upgrade(copy.deepcopy(old)), Release(starter)) for _ in range(2))
    assert first == second
    assert kinds(first) == []
    assert [cell["id"] for cell in first.notebook.cells if cell["id"].startswith("own")] == [
        "own-3"
    ]
    nbformat.validate(first.notebook)


def test_a_notebook_of_format_3_keeps_its_marks(starter: NotebookNode) -> None:
    cells = []
    for cell in starter.cells:
        text = {"input": cell.source, "language": "python", "outputs": [], "collapsed": False}
        new = text if cell.cell_type == "code" else {"source": cell.source}
        cells.append({"cell_type": cell.cell_type, "metadata": dict(cell.metadata), **new})
    old = nbformat.from_dict(
        {
            "nbformat": 3,
            "nbformat_minor": 0,
            "metadata": {"name": ""},
            "worksheets": [{"cells": cells[:5], "metadata": {}}, {"cells": cells[5:]}],
        }
    )
    repaired = repair(upgrade(old), Release(starter))
    assert kinds(repaired) == []
    assert sources(repaired.notebook) == sources(starter)
    assert [cell["id"] for cell in repaired.notebook.cells] == [
        cell["id"] for cell in starter.cells
    ]
    nbformat.validate(repaired.notebook)


DAMAGED = {
    "cells of no kind": {"nbformat": 3, "nbformat_minor": 0, "metadata": {}, "worksheets": [{"cells": [7]}]},
    "no worksheets": {"nbformat": 3, "nbformat_minor": 0, "metadata": {}, "worksheets": 7},
    "a minor of text": {"nbformat": 4, "nbformat_minor": "five", "metadata": {}, "cells": []},
    "a format of tomorrow": {"nbformat": 12, "nbformat_minor": 0, "metadata": {}, "cells": []},
    "a format of many digits": {"nbformat": int("9" * 4299), "nbformat_minor": 0, "metadata": {}, "cells": []},
    "a format below all": {"nbformat": -1, "nbformat_minor": 0, "metadata": {}, "cells": []},
    "no cells": {"nbformat": 4, "nbformat_minor": 2, "metadata": {}},
    "no metadata": {"nbformat": 4, "nbformat_minor": 2, "cells": []},
}  # fmt: skip


@pytest.mark.parametrize("raw", DAMAGED.values(), ids=DAMAGED)
def test_a_damaged_format_is_a_value_error(raw: dict) -> None:
    with pytest.raises(ValueError, match="format could not be read") as told:
        upgrade(nbformat.from_dict(raw))
    assert len(str(told.value)) < 300
