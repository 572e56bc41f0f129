"""A question in Otter Assign's form: its solutions joined into one answer, its tests into one test."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

import yaml
from nbformat import NotebookNode

from autograder.platforms.importing import otter_code, solutions
from autograder.platforms.importing.draft import Draft, statement_of
from autograder.platforms.importing.examples import CellOutput, from_cell
from autograder.platforms.importing.otter_cases import OtterCase, Suite, ordinary_test, with_points

TEST_CONFIG = re.compile(
    r"\s*(?:\w+\s*=\s*)?(\"\"\"|''')\s*#\s*BEGIN\s*TEST\s*CONFIG\s*\n(?P<yaml>.*?)"
    r"(\"\"\"|''')\s*#\s*END\s*TEST\s*CONFIG[^\n]*\n?",
    re.I | re.DOTALL,
)
HIDDEN = re.compile(r"\s*#.*\bhidden\b[^\n]*\n?", re.I)
WORDS = re.compile(r"\*\*SOLUTION:?\*\*:?\s*")
"""What begins a solution in words."""
INCLUDED = "otter_include"
"""The tag of a text in a solution that students receive all the same."""


@dataclass(frozen=True)
class AssignConfig:
    """What an assignment's settings say of all its questions."""

    raises: bool = False
    """Whether tests are functions that raise: `tests: {ok_format: false}`."""
    strips: bool = False
    """Whether solutions are taken out of cells that belong to no question, too."""


def settings_in(text: str, draft: Draft) -> dict[str, Any]:
    """The settings in a cell; nothing, with a note in the draft, where they can't be read."""
    try:
        config = yaml.safe_load(text)
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        where = text.split("\n")[0][:60]
        draft.decide.append(f"`{where}`: its settings can't be read: {str(error)[:200]}")
        return {}
    return config if isinstance(config, dict) else {}


class OtterQuestion:
    """A question in Otter Assign's form, while its cells are read."""

    def __init__(self, draft: Draft, config: dict[str, Any], settings: AssignConfig) -> None:
        self.draft, self.config, self.settings = draft, config, settings
        self.id = draft.new_id(config.get("name") or "question")
        self.block = ""
        self.texts: list[str] = []
        self.prompts: list[NotebookNode] = []
        self.answers: list[NotebookNode] = []
        self.cases: list[OtterCase] = []
        self.was = str(config.get("name") or "")

    def take(self, cell: NotebookNode) -> None:
        """One more cell, of the block that is open."""
        if self.block == "TESTS":
            if cell.cell_type == "code" and cell.source.strip():
                self._case(cell)
        elif self.block == "PROMPT":
            self.prompts.append(cell)
        elif self.block == "SOLUTION" or (cell.cell_type == "code" and not self.block):
            self.answers.append(cell)
        elif cell.cell_type == "markdown":
            self.texts.append(cell.source)
            self.draft.text(cell.source)

    def _case(self, cell: NotebookNode) -> None:
        source, config = str(cell.source), {}
        hidden = False
        if settings := TEST_CONFIG.match(source):
            config = settings_in(settings["yaml"], self.draft)
            source = source[settings.end() :]
        elif first := HIDDEN.match(source):
            hidden, source = True, source[first.end() :]
        try:
            code, note = from_cell(
                otter_code.without_ignored(source), _shown(cell), self.settings.raises
            )
        except ValueError as error:
            code, note = "raise NotImplementedError('TODO')", f"{error}; write it anew"
        if note:
            self.draft.decide.append(f"`{self.id}`: {note}")
        for key in ("success_message", "failure_message"):
            if config.get(key):
                self.draft.decide.append(f"`{self.id}`: a {key} is lost: {config[key]!s:.200}")
        points = config.get("points")
        self.cases.append(
            OtterCase(
                code,
                config.get("hidden", hidden) is True,
                None if points is None else self.draft.points(points, self.id),
            )
        )

    def close(self) -> None:
        """Enters the question with all its cells."""
        draft, statement = self.draft, statement_of("\n".join(self.texts))
        code = [cell.source for cell in self.answers if cell.cell_type == "code"]
        if not self.cases:
            self._by_a_person(code, statement)
            return
        if self.config.get("manual"):
            draft.decide.append(
                f"`{self.id}`: in Otter a person looks at it, too: add a WrittenQuestion where that counts"
            )
        source = "\n\n".join(map(otter_code.from_otter, code)) or solutions.whole(solutions.TODO)
        prompts = [cell.source for cell in self.prompts if cell.cell_type == "code"]
        if prompts:
            bare = solutions.whole("\n\n".join(otter_code.plain_code(text) for text in code))
            source = solutions.with_ellipsis(
                "\n\n".join([*map(otter_code.without_ignored, prompts), bare])
            )
        elif not solutions.has_regions(source):
            source = solutions.whole(source)
        if not code:
            draft.decide.append(f"`{self.id}`: write the solution; the file has none.")
        draft.answer(self.id, source)
        suite = Suite(
            self.was,
            tuple(self.cases),
            self.config.get("points"),
            self.config.get("all_or_nothing") is True,
        )
        enter_tests(draft, self.id, suite, statement)

    def _by_a_person(self, code: list[str], statement: str) -> None:
        draft, points = self.draft, self.config.get("points")
        words = [cell for cell in self.answers if cell.cell_type == "markdown"]
        included = [cell for cell in words if INCLUDED in tags(cell)]
        for cell in [*self.prompts, *included]:  # a person's question has no place for a prompt
            inside = otter_code.without_ignored(cell.source)
            draft.text(f"```python\n{inside}\n```" if cell.cell_type == "code" else inside)
        texts = [WORDS.sub("", cell.source) for cell in words if cell not in included]
        number = 1.0 if points is None else draft.points(points, self.id)
        draft.by_a_person(
            self.id, self.was, texts, list(map(otter_code.plain_code, code)), number, statement
        )


def enter_tests(draft: Draft, id: str, tests: Suite, statement: str) -> None:
    """Enters the test cell of a question, points by Otter's rule."""
    try:
        cases = with_points(tests)
    except ValueError as error:
        cases = with_points(
            Suite(tests.name, tuple(OtterCase(c.code, c.hidden) for c in tests.cases))
        )
        draft.decide.append(f"`{id}`: {error}: it has 1 point now, shared by all its cases")
    points = draft.points(sum(case.points or 0 for case in cases), id)
    draft.decide += [f"`{id}`: {note}" for note in tests.manners]
    draft.test(
        id,
        tests.name,
        ordinary_test(cases, tests.all_or_nothing, tests.preamble),
        points,
        statement,
    )


def tags(cell: NotebookNode) -> set[str]:
    """The tags of a cell."""
    names = cell.metadata.get("tags")
    return {tag for tag in names if isinstance(tag, str)} if isinstance(names, list) else set()


def _shown(cell: NotebookNode) -> CellOutput | None:
    """What a cell has shown; None where it was not run, or the file does not hold it."""
    outputs = cell.get("outputs", [])
    if not outputs and cell.get("execution_count") is None:
        return None
    printed, value = "", None
    for output in outputs:
        kind = output.get("output_type")
        if kind == "error":
            return None
        if kind == "stream" and output.get("name", "stdout") == "stdout":
            printed += _joined(output.get("text"))
        elif kind == "execute_result":
            value = _joined((output.get("data") or {}).get("text/plain"))
    return CellOutput(printed, value)


def _joined(text: Any) -> str:
    return "".join(map(str, text)) if isinstance(text, list) else str(text or "")
