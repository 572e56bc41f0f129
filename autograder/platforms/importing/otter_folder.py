"""The folder that Otter's students receive (a notebook and `tests/`) as a draft."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from nbformat import NotebookNode

from autograder.errors import InputError
from autograder.platforms.importing import otter_code, solutions
from autograder.platforms.importing.draft import Draft, statement_of, without_marks
from autograder.platforms.importing.examples import BROKEN
from autograder.platforms.importing.otter_cases import Suite
from autograder.platforms.importing.otter_question import WORDS, enter_tests, tags
from autograder.platforms.importing.otter_tests import from_specification, read_test_file

CHECK = re.compile(
    r"^\s*(?:\w+\s*=\s*)?grader\.check\(\s*(['\"])(?P<name>[^'\"]+)\1\s*\)\s*;?\s*$", re.M
)
TYPE_HERE = re.compile(r"\s*_?Type your answer here,? replacing this text\.?_?\s*", re.I)
COMMENT = re.compile(r"<!--\s*(BEGIN|END) QUESTION\s*-->\n?")
POINTS = re.compile(r"(?m)^_Points:_ (?P<points>\d+(\.\d+)?)\s*$")
HEADING = re.compile(r"(?m)^\s*(#{1,6}\s|\*\*Question\b)")
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
    reading = _Reading(notebook, folder, Draft(title, "an Otter notebook with its tests"))
    for cell in notebook.cells:
        reading.take(cell)
    reading.give_up()
    draft = reading.draft
    if not reading.solved:
        draft.decide.insert(
            0,
            "the folder for students holds no solutions and no hidden tests: write them, or import "
            "the master notebook of Otter Assign, or its folder for the autograder",
        )
    return draft


class _Reading:
    """A notebook while it is read. Otter's tags name the cells of answers; where they are lost, a `...`
    does; and where a check follows neither, it is about the last cell before it."""

    def __init__(self, notebook: NotebookNode, folder: Path, draft: Draft) -> None:
        self.draft = draft
        self.solved = False
        """Whether any solution is there."""
        self._notebook = notebook
        self._folders = (folder / "tests", *_named_folders(notebook, folder))
        self._text = ""
        """The text before a cell is its question's."""
        self._waiting: list[NotebookNode] = []
        """Code that no check has asked for yet; the first of it is an answer, if there is any."""

    def take(self, cell: NotebookNode) -> None:
        """One more cell."""
        if cell.cell_type == "code":
            self._code(cell)
            return
        if COMMENT.search(cell.source):  # around a question that a person marks
            self.give_up()
        text = COMMENT.sub("", cell.source)
        if SOLUTION_TAG in tags(cell):
            self._words(WORDS.sub("", text))
        elif TYPE_HERE.fullmatch(text) or (ANSWER_TAG in tags(cell) and not self._answering):
            self.give_up()
            self._written("" if TYPE_HERE.fullmatch(text) else text)
        elif text.strip():
            if HEADING.search(text):
                self.give_up()
            self._pass_on()
            self.draft.text(text)
            self._text = self._text if self._answering else text

    def _code(self, cell: NotebookNode) -> None:
        names = [found["name"] for found in CHECK.finditer(cell.source)]
        code = otter_code.without_otter(cell.source)
        if code.strip():
            cell = NotebookNode({**cell, "source": code})
            if _is_answer(cell):
                self._pass_on()
            self._waiting.append(cell)
        elif not names and "below" in self._text:
            start = " ".join(self._text.split())[:60]
            self.draft.decide.append(
                f'the text "{start}" speaks of a cell of Otter\'s that is gone'
            )
        otter = cell.metadata.get("otter")  # Otter's `check_cell: false`
        unchecked = otter.get("tests") if isinstance(otter, dict) else None
        for name in [*names, *(unchecked if isinstance(unchecked, list) else ())]:
            self._question(str(name))

    @property
    def _answering(self) -> bool:
        """Whether an answer waits for its check."""
        return any(map(_is_answer, self._waiting))

    def _pass_on(self) -> None:
        """Enters the code that waits, unless it is an answer: a text may come before its check."""
        if not self._answering:
            for cell in self._waiting:
                self.draft.play(cell.source)
            self._waiting.clear()

    def give_up(self) -> None:
        """Enters code that no check has asked for: answers, which a person marks, and the rest."""
        answers = [cell for cell in self._waiting if _is_answer(cell)]
        solved = [cell.source for cell in answers if _is_solution(cell)]
        for cell in self._waiting:
            if cell not in answers:
                self.draft.play(cell.source)
            elif not _is_solution(cell):
                self.draft.text(f"```python\n{cell.source}\n```")
        self._waiting.clear()
        if answers:
            self._by_a_person([], list(map(otter_code.plain_code, solved)) or [""])
            self.solved |= bool(solved)

    def _question(self, name: str) -> None:
        """Enters a question that a test marks."""
        cells = self._waiting.copy()
        self._waiting.clear()
        answers = [cell for cell in cells if _is_answer(cell)] or cells[-1:]
        for cell in cells:
            if cell not in answers:
                self.draft.play(cell.source)
        draft, id = self.draft, self.draft.new_id(name)
        solved = [cell.source for cell in answers if _is_solution(cell)]
        prompts = [cell.source for cell in answers if not _is_solution(cell)]
        if solved and not prompts:
            body = "\n\n".join(map(otter_code.from_otter, solved))
            body = body if solutions.has_regions(body) else solutions.whole(body)
        elif solved:
            plain = "\n\n".join(map(otter_code.plain_code, solved))
            body = solutions.with_ellipsis("\n\n".join([*prompts, solutions.whole(plain)]))
        elif prompts and not any(map(otter_code.has_place, prompts)):
            body = solutions.whole("\n\n".join(prompts))
            draft.decide.append(
                f"`{id}`: its code has no `...` for students to replace, so all of it is taken as the "
                "solution: look at it"
            )
        else:
            body = otter_code.without_prompt("\n\n".join(prompts))
            draft.decide.append(f"`{id}`: write the solution; the file has none.")
        self.solved |= bool(solved)
        draft.answer(id, body)
        self._test(id, name)

    def _test(self, id: str, name: str) -> None:
        draft, statement = self.draft, statement_of(self._text)
        match = POINTS.search(self._text)
        tests = self._tests(name)
        if tests is None:
            points = float(match["points"]) if match else 1
            draft.test(id, name, "# TODO: write the test\npass", points, statement)
            return
        tests = replace(tests, name=name)
        if match and not tests.says_points:
            tests = replace(tests, points=float(match["points"]))
        enter_tests(draft, id, tests, statement)
        points = draft.questions[-1].points
        if match and float(match["points"]) != points:
            draft.decide.append(
                f"`{id}`: its text says {match['points']} points, the tests that are here have {points:g}: "
                "the others are hidden, and not in this folder"
            )

    def _tests(self, name: str) -> Suite | None:
        """The tests of a question; None, with a note in the draft, where they can't be had."""
        otter = self._notebook.metadata.get("otter")
        inside = otter.get("tests") if isinstance(otter, dict) else None
        try:
            if "/" in name or "\\" in name or ".." in name:
                raise InputError("it can't be the name of a file")
            for path in (folder / f"{name}.py" for folder in self._folders):
                if path.is_file() and path.stat().st_size <= LARGEST_TEST:
                    return read_test_file(path.read_text(encoding="utf-8"))
            if isinstance(inside, dict) and isinstance(inside.get(name), dict):
                return from_specification(inside[name])
            if isinstance(inside, dict) and isinstance(inside.get(name), str):
                return read_test_file(inside[name])
            raise InputError("there is no such file")
        except (ValueError, OSError) as error:
            self.draft.decide.append(
                f"`{name}`: tests/{name}.py can't be read ({error}): write the test"
            )
            return None

    def _written(self, prompt: str) -> None:
        self.draft.text(prompt)
        self._by_a_person([], [])

    def _words(self, text: str) -> None:
        """A model answer in words, which stands after the place for the student's, or alone."""
        if self.draft.cells and self.draft.cells[-1].role == "written":
            self.draft.cells[-1] = replace(self.draft.cells[-1], source=without_marks(text))
        elif self._answering:
            self.draft.decide.append(f"a solution in words among code is left out: {text[:80]!r}")
        else:
            self._by_a_person([text], [])
        self.solved = True

    def _by_a_person(self, texts: list[str], code: list[str]) -> None:
        statement, draft = statement_of(POINTS.sub("", self._text)), self.draft
        id = draft.new_id(" ".join(statement.split()[:3]) or "text")
        match = POINTS.search(self._text)
        if not match:
            draft.decide.append(f"`{id}`: how many points? It has 1 now.")
        draft.by_a_person(id, "", texts, code, float(match["points"]) if match else 1.0, statement)


def _is_solution(cell: NotebookNode) -> bool:
    return "# SOLUTION" in cell.source or SOLUTION_TAG in tags(cell)


def _is_answer(cell: NotebookNode) -> bool:
    return bool(tags(cell) & {ANSWER_TAG, SOLUTION_TAG}) or otter_code.has_place(cell.source)


def _named_folders(notebook: NotebookNode, folder: Path) -> Iterator[Path]:
    """The folders of tests that the notebook names: `otter.Notebook("../tests")`."""
    for cell in notebook.cells:
        for call in re.finditer(r"\botter\.Notebook\([^()]*\)", cell.source):
            try:
                node = ast.parse(call[0], mode="eval").body
            except BROKEN:
                continue
            assert isinstance(node, ast.Call)
            by_name = [word.value for word in node.keywords if word.arg == "tests_dir"]
            for argument in [*node.args, *by_name]:
                name = argument.value if isinstance(argument, ast.Constant) else None
                if isinstance(name, str) and (place := folder / name).is_dir():
                    yield place
