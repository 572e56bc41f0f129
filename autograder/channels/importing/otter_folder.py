"""The folder that Otter's students receive (a notebook and `tests/`) as a draft."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

from nbformat import NotebookNode

from autograder.channels.importing import solutions
from autograder.channels.importing.draft import Draft, statement_of, without_marks
from autograder.channels.importing.otter_draft import RUNS_OTTER, enter_tests
from autograder.channels.importing.otter_tests import Suite, from_specification, read_test_file

CHECK = re.compile(
    r"^\s*(?:\w+\s*=\s*)?grader\.check\(\s*(['\"])(?P<name>[^'\"]+)\1\s*\)\s*;?\s*$", re.M
)
TYPE_HERE = re.compile(r"\s*_?Type your answer here,? replacing this text\.?_?\s*", re.I)
COMMENT = re.compile(r"<!--\s*(BEGIN|END) QUESTION\s*-->\n?")
ANSWER_TAG, SOLUTION_TAG = "otter_answer_cell", "otter_assign_solution_cell"
LARGEST_TEST = 1 << 20
"""Bytes of a test file."""


def is_otter_folder(notebook: NotebookNode) -> bool:
    """Whether any cell checks a question as Otter's students do."""
    return any(cell.cell_type == "code" and CHECK.search(cell.source) for cell in notebook.cells)


def otter_folder_draft(notebook: NotebookNode, folder: Path, title: str) -> Draft:
    """The draft; the tests lie in `folder`, or in the notebook's own metadata.

    The folder for the autograder has the same form, with solutions and hidden tests.
    """
    draft = Draft(title, "an Otter notebook with its tests")
    asked = ""
    code: list[NotebookNode] = []
    solved = False
    for cell in notebook.cells:
        if cell.cell_type != "code":
            _flush(code, draft)
            if TYPE_HERE.fullmatch(cell.source):
                _written(draft, asked)
            elif SOLUTION_TAG in _tags(cell):
                _write_answer(draft, cell.source)
            else:
                text = COMMENT.sub("", cell.source)
                draft.text(text)
                asked = text if text.strip() else asked
        elif checked := CHECK.search(cell.source):
            name = checked["name"]
            solved |= _question(draft, name, code, _tests(notebook, folder, name, draft), asked)
        elif not RUNS_OTTER.search(cell.source):
            code.append(cell)
    _flush(code, draft)
    if not solved:
        draft.decide.insert(
            0,
            "the folder for students holds no solutions and no hidden tests: write them, or import "
            "the master notebook of Otter Assign, or its folder for the autograder",
        )
    return draft


def _tags(cell: NotebookNode) -> set[str]:
    tags = cell.metadata.get("tags")
    return {tag for tag in tags if isinstance(tag, str)} if isinstance(tags, list) else set()


def _flush(code: list[NotebookNode], draft: Draft) -> None:
    """Enters cells that no check has asked for, unless they are answers: a text may come before the
    check. Students could change them in Otter, too."""
    if not any("..." in cell.source or _tags(cell) & {ANSWER_TAG, SOLUTION_TAG} for cell in code):
        for cell in code:
            draft.play(cell.source)
        code.clear()


def _question(
    draft: Draft, name: str, code: list[NotebookNode], tests: Suite | None, asked: str
) -> bool:
    """Enters a question; whether its solution is there. Otter's tags name the answer's cells; where they
    are lost it is the last cell before the check."""
    tagged = [cell for cell in code if _tags(cell) & {ANSWER_TAG, SOLUTION_TAG}] or code[-1:]
    for cell in code:
        if not any(cell is other for other in tagged):
            draft.play(cell.source)
    code.clear()
    id = draft.new_id(name)
    solutions_there = [
        c.source for c in tagged if "SOLUTION" in c.source or SOLUTION_TAG in _tags(c)
    ]
    prompts = [c.source for c in tagged if c.source not in solutions_there]
    if solutions_there and not prompts:
        body = "\n\n".join(map(solutions.from_otter, solutions_there))
        body = body if solutions.has_regions(body) else solutions.whole(body)
    elif solutions_there:
        plain = "\n\n".join(map(solutions.unmarked, solutions_there))
        body = solutions.padded("\n\n".join([*prompts, solutions.whole(plain)]))
    else:
        body = solutions.without_prompt("\n\n".join(prompts))
        draft.decide.append(f"`{id}`: write the solution; the file has none.")
    draft.answer(id, body)
    if tests is None:
        draft.test(id, name, "# TODO: write the test\npass", 1, statement_of(asked))
    else:
        enter_tests(draft, id, replace(tests, name=name), statement_of(asked))
    return bool(solutions_there)


def _tests(notebook: NotebookNode, folder: Path, name: str, draft: Draft) -> Suite | None:
    """The tests of a question; None, and told, where they can't be had."""
    path = folder / "tests" / f"{name}.py"
    told = notebook.metadata.get("otter")
    inside = told.get("tests") if isinstance(told, dict) else None
    try:
        if "/" in name or "\\" in name or ".." in name:
            raise ValueError("its name is no file's")
        if path.is_file() and path.stat().st_size <= LARGEST_TEST:
            return read_test_file(path.read_text(encoding="utf-8"))
        if isinstance(inside, dict) and isinstance(inside.get(name), dict):
            return from_specification(inside[name])
        if isinstance(inside, dict) and isinstance(inside.get(name), str):
            return read_test_file(inside[name])
        raise ValueError("there is no such file")
    except (ValueError, OSError) as error:
        draft.decide.append(f"`{name}`: tests/{name}.py can't be read ({error}): write the test")
        return None


def _written(draft: Draft, asked: str) -> None:
    statement = statement_of(asked)
    id = draft.new_id(" ".join(statement.split()[:3]) or "text")
    draft.written(id, "", "", 1.0, statement)
    draft.decide.append(
        f"`{id}`: how many points, and what should a marker look for? It has 1 now."
    )


def _write_answer(draft: Draft, text: str) -> None:
    """A model answer, which stands after the place for the student's."""
    if draft.cells and draft.cells[-1].role == "written":
        draft.cells[-1] = replace(draft.cells[-1], source=without_marks(text))
    else:
        draft.decide.append(f"a solution in words belongs to no question: {text[:80]!r}")
