"""The folder that Otter's students receive (a notebook and `tests/`) as a draft."""

from __future__ import annotations

import re
from pathlib import Path

from nbformat import NotebookNode

from autograder.channels.importing import solutions
from autograder.channels.importing.draft import Draft, statement_of
from autograder.channels.importing.otter_draft import RUNS_OTTER, enter_tests
from autograder.channels.importing.otter_tests import Suite, from_specification, read_test_file

CHECK = re.compile(
    r"^\s*(?:\w+\s*=\s*)?grader\.check\(\s*(['\"])(?P<name>[^'\"]+)\1\s*\)\s*;?\s*$", re.M
)
TYPE_HERE = re.compile(r"\s*_?Type your answer here,? replacing this text\.?_?\s*", re.I)
COMMENT = re.compile(r"<!--\s*(BEGIN|END) QUESTION\s*-->\n?")
LARGEST_TEST = 1 << 20
"""Bytes of a test file."""


def is_otter_folder(notebook: NotebookNode) -> bool:
    """Whether any cell checks a question as Otter's students do."""
    return any(cell.cell_type == "code" and CHECK.search(cell.source) for cell in notebook.cells)


def otter_folder_draft(notebook: NotebookNode, folder: Path, title: str) -> Draft:
    """The draft; the tests lie in `folder`, or in the notebook's own metadata."""
    draft = Draft(title, "an Otter notebook for students, with its tests")
    asked: list[str] = []
    code: list[str] = []
    for cell in notebook.cells:
        if cell.cell_type != "code":
            _flush(code, draft)
            if TYPE_HERE.fullmatch(cell.source):
                _written(draft, asked)
            else:
                text = COMMENT.sub("", cell.source)
                draft.text(text)
                asked = [text] if text.strip() else asked
        elif checked := CHECK.search(cell.source):
            name = checked["name"]
            _question(draft, name, code, _tests(notebook, folder, name, draft), "\n".join(asked))
        elif not RUNS_OTTER.search(cell.source):
            code.append(cell.source)
    _flush(code, draft)
    draft.decide.insert(
        0,
        "The folder for students holds no solutions and no hidden tests: write them, or import the "
        "master notebook of Otter Assign instead.",
    )
    return draft


def _flush(code: list[str], draft: Draft) -> None:
    """Cells that no check has asked for: students could change them in Otter, too."""
    if len(code) > 1 or (code and "..." not in code[0]):
        for source in code:
            draft.play(source)
        code.clear()


def _question(draft: Draft, name: str, code: list[str], tests: Suite | None, asked: str) -> None:
    """The last cell before a check is its answer."""
    *before, answer = code or [""]
    code.clear()
    for source in before:
        draft.play(source)
    id = draft.new_id(name)
    body = solutions.without_prompt(answer)
    draft.answer(id, body)
    draft.decide.append(f"`{id}`: write the solution; the file has none.")
    if tests is None:
        draft.test(id, name, "# TODO: write the test\npass", 1, statement_of(asked))
    else:
        enter_tests(draft, id, tests, statement_of(asked))


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


def _written(draft: Draft, asked: list[str]) -> None:
    statement = statement_of("\n".join(asked))
    id = draft.new_id(" ".join(statement.split()[:3]) or "text")
    draft.written(id, "", "", 1.0, statement)
    draft.decide.append(
        f"`{id}`: how many points, and what should a marker look for? It has 1 now."
    )
