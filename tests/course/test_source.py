"""The nbgrader source notebook: metadata, points, and the mark of its release."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import nbformat
import pytest
from nbformat import NotebookNode

from autograder.course.cells import release_mark
from autograder.course.master import parse_master
from autograder.course.rubric import Rubric
from autograder.course.source import source_notebook
from autograder.questions.question import Question


def source(text: str, questions: tuple[Question, ...]) -> NotebookNode:
    return source_notebook(parse_master(text, "mini"), Rubric("Mini", questions))


def test_marks_of_every_role(master_text: str, questions: tuple[Question, ...]) -> None:
    notebook = source(master_text, questions)
    nbformat.validate(notebook)
    marks = [cell.metadata.get("nbgrader") for cell in notebook.cells]
    kinds = [m and (m["grade"], m["solution"], m["locked"], m.get("points")) for m in marks]
    answer, locked = (False, True, False, None), (False, False, True, None)
    assert kinds == [
        None,  # text
        locked,
        None,  # play
        None,
        answer,
        (True, False, True, 1),  # check("blur")
        None,
        answer,
        locked,
        (True, False, True, 2),  # check("edges")
        None,
        (True, True, False, 1),  # written
        locked,
    ]
    for cell, mark in zip(notebook.cells, marks, strict=True):
        assert mark is None or mark["grade_id"] == cell["id"]


def test_the_solutions_are_in_the_source_and_not_in_the_release(
    master_text: str, questions: tuple[Question, ...], starter: NotebookNode
) -> None:
    in_source = "".join(cell.source for cell in source(master_text, questions).cells)
    in_starter = "".join(cell.source for cell in starter.cells)
    for secret in ("1 / 9", "edges[1, 1] = 1", "A secret."):
        assert secret in in_source
        assert secret not in in_starter
    assert "SOLUTION" not in in_starter


def test_the_release_keeps_ids_and_order(
    master_text: str, questions: tuple[Question, ...], starter: NotebookNode
) -> None:
    ids = [cell["id"] for cell in source(master_text, questions).cells]
    assert [cell["id"] for cell in starter.cells] == ids


NEW_RELEASE = {
    "a locked cell": lambda text, asked: (text.replace("the end", "an end"), asked),
    "a question's points": lambda text, asked: (text, (replace(asked[0], points=7), *asked[1:])),
    "a withdrawn cell": lambda text, asked: (text[: text.rindex("# %%")], asked),
}
SAME_RELEASE = {
    "a solution": lambda text, asked: (text.replace("1 / 9", "1 / 8"), asked),
    "a text": lambda text, asked: (text.replace("Nine numbers", "Numbers"), asked),
    "a hint": lambda text, asked: (text, (replace(asked[0], hint="?"), *asked[1:])),
}
Change = Callable[[str, tuple[Question, ...]], tuple[str, tuple[Question, ...]]]


@pytest.mark.parametrize("change", NEW_RELEASE.values(), ids=NEW_RELEASE)
def test_what_makes_a_new_release(
    change: Change, master_text: str, questions: tuple[Question, ...]
) -> None:
    now, then = source(master_text, questions), source(*change(master_text, questions))
    assert release_mark(now) != release_mark(then)


@pytest.mark.parametrize("change", SAME_RELEASE.values(), ids=SAME_RELEASE)
def test_what_leaves_the_release_as_it_is(
    change: Change, master_text: str, questions: tuple[Question, ...]
) -> None:
    now, then = source(master_text, questions), source(*change(master_text, questions))
    assert release_mark(now) == release_mark(then)


def test_master_and_rubric_must_ask_the_same(
    master_text: str, questions: tuple[Question, ...]
) -> None:
    blur, edges, why = questions
    with pytest.raises(
        ValueError, match="master, line 40: the master asks 'why', the rubric does not"
    ):
        source(master_text, (blur, edges))
    with pytest.raises(ValueError, match="mini: the rubric asks 'more', the master does not"):
        source(master_text, (*questions, replace(why, id="more")))
    with pytest.raises(ValueError, match="rubric's order is edges, blur, why, the master's blur, "):
        source(master_text, (edges, blur, why))
