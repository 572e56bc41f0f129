"""An Otter Assign notebook (the master of an Otter assignment) as a draft."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import yaml
from nbformat import NotebookNode

from autograder.channels.importing import solutions
from autograder.channels.importing.draft import Draft, statement_of
from autograder.channels.importing.otter_tests import Case, Suite, as_cell, from_cell, shared

BEGINS = re.compile(r"#\s*BEGIN\s+(QUESTION|PROMPT|SOLUTION|TESTS)\b", re.I)
ENDS = re.compile(r"#\s*END\s+(QUESTION|PROMPT|SOLUTION|TESTS)\b", re.I)
CONFIG = re.compile(r"#\s*ASSIGNMENT\s+CONFIG\b", re.I)
FENCED = re.compile(r"\s*```otter\n(?P<inside>.*)\n```\s*", re.DOTALL)
TEST_CONFIG = re.compile(
    r"\s*(?:\w+\s*=\s*)?(\"\"\"|''')\s*#\s*BEGIN\s*TEST\s*CONFIG\s*\n(?P<yaml>.*?)"
    r"(\"\"\"|''')\s*#\s*END\s*TEST\s*CONFIG[^\n]*\n?",
    re.I | re.DOTALL,
)
HIDDEN = re.compile(r"\s*#.*\bhidden\b[^\n]*\n?", re.I)
IGNORED = re.compile(r"\s*#+\s*IGNORE\b", re.I)
RUNS_OTTER = re.compile(
    r"\bgrader\.(check|check_all|export)\(|\botter\.Notebook\(|^\s*import otter\b", re.M
)


def is_otter_assign(notebook: NotebookNode) -> bool:
    """Whether it is a master of Otter Assign's."""
    lines = (_config(cell).split("\n")[0].strip() for cell in notebook.cells)
    return any(BEGINS.match(line) or CONFIG.match(line) for line in lines)


def otter_draft(notebook: NotebookNode, title: str) -> Draft:
    """The draft: each question's solutions joined into one answer, its tests into one test."""
    draft = Draft(title, "an Otter Assign notebook")
    question: Question | None = None
    for cell in notebook.cells:
        first = (config := _config(cell)).split("\n")[0].strip()
        begins, ends = BEGINS.match(first), ENDS.match(first)
        if CONFIG.match(first):
            _assignment(_yaml(config, draft), draft)
        elif begins and begins[1].upper() == "QUESTION":
            if question:
                question.close()
            question = Question(draft, _yaml(config, draft))
        elif ends and ends[1].upper() == "QUESTION" and question:
            question.close()
            question = None
        elif begins or ends:
            if question:
                question.block = begins[1].upper() if begins else ""
        elif IGNORED.match(cell.source):
            continue
        elif question:
            question.take(cell)
        elif cell.cell_type == "code":
            if not RUNS_OTTER.search(cell.source):
                draft.play(solutions.SUFFIX.sub("", cell.source))
        else:
            draft.text(cell.source)
    if question:
        question.close()
    return draft


def _config(cell: NotebookNode) -> str:
    """What a raw cell, or a text cell fenced as `otter`, says to Otter."""
    if cell.cell_type == "raw":
        return str(cell.source)
    fenced = FENCED.fullmatch(cell.source) if cell.cell_type == "markdown" else None
    return fenced["inside"] if fenced else ""


def _yaml(text: str, draft: Draft) -> dict[str, Any]:
    try:
        found = yaml.safe_load(text)
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        where = text.split("\n")[0][:60]
        draft.decide.append(f"`{where}`: its settings can't be read: {str(error)[:200]}")
        return {}
    return found if isinstance(found, dict) else {}


def _assignment(config: dict[str, Any], draft: Draft) -> None:
    if config.get("name"):
        draft.title = str(config["name"])
    for key in ("files", "requirements", "seed", "plugins", "environment"):
        if config.get(key):
            draft.decide.append(
                f"the assignment's setting `{key}` ({config[key]!s:.80}) is not taken over"
            )


class Question:
    """A question of Otter Assign's, under reading."""

    def __init__(self, draft: Draft, config: dict[str, Any]) -> None:
        self.draft, self.config = draft, config
        self.id = draft.new_id(config.get("name") or "question")
        self.block = ""
        self.asked: list[str] = []
        self.prompts: list[NotebookNode] = []
        self.answers: list[NotebookNode] = []
        self.cases: list[Case] = []
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
            self.asked.append(cell.source)
            self.draft.text(cell.source)

    def _case(self, cell: NotebookNode) -> None:
        source, config = str(cell.source), {}
        hidden = False
        if settings := TEST_CONFIG.match(source):
            config = _yaml(settings["yaml"], self.draft)
            source = source[settings.end() :]
        elif first := HIDDEN.match(source):
            hidden, source = True, source[first.end() :]
        try:
            code, note = from_cell(source, _shown(cell))
        except ValueError as error:
            code, note = "raise NotImplementedError('TODO')", f"{error}; write it anew"
        if note:
            self.draft.decide.append(f"`{self.id}`: {note}")
        for key in ("success_message", "failure_message"):
            if config.get(key):
                self.draft.decide.append(f"`{self.id}`: a {key} is lost: {config[key]!s:.200}")
        points = config.get("points")
        self.cases.append(
            Case(
                code,
                config.get("hidden", hidden) is True,
                None if points is None else self.draft.points(points, self.id),
            )
        )

    def close(self) -> None:
        """Enters the question with all its cells."""
        draft, statement = self.draft, statement_of("\n".join(self.asked))
        code = [cell.source for cell in self.answers if cell.cell_type == "code"]
        if self.config.get("manual") or not self.cases:
            self._by_a_person(code, statement)
            return
        source = "\n\n".join(map(solutions.from_otter, code)) or solutions.whole(solutions.TODO)
        prompts = [cell.source for cell in self.prompts if cell.cell_type == "code"]
        if prompts:
            bare = solutions.whole("\n\n".join(solutions.unmarked(text) for text in code))
            source = solutions.padded("\n\n".join([*prompts, bare]))
        elif not solutions.has_regions(source):
            source = solutions.whole(source)
        if not code:
            draft.decide.append(f"`{self.id}`: write the solution; the file has none.")
        draft.answer(self.id, source)
        enter_tests(
            draft,
            self.id,
            Suite(
                self.was,
                tuple(self.cases),
                self.config.get("points"),
                self.config.get("all_or_nothing") is True,
            ),
            statement,
        )

    def _by_a_person(self, code: list[str], statement: str) -> None:
        draft = self.draft
        texts = [cell.source for cell in self.answers if cell.cell_type == "markdown"]
        if code:
            texts += [f"```python\n{solutions.unmarked(text)}\n```" for text in code]
            draft.decide.append(
                f"`{self.id}`: no test decides about its code, so it has become a text that a person "
                "marks; where a test can decide, write one and make it code."
            )
        points = self.config.get("points")
        answer = re.sub(r"\*\*SOLUTION:?\*\*:?\s*", "", "\n\n".join(texts))
        number = 1.0 if points is None else draft.points(points, self.id)
        draft.written(self.id, self.was, answer, number, statement)
        draft.decide.append(f"`{self.id}`: write its guide: what should a marker look for?")


def enter_tests(draft: Draft, id: str, tests: Suite, statement: str) -> None:
    """Enters the test cell of a question, points by Otter's rule."""
    try:
        cases = shared(tests)
    except ValueError as error:
        draft.decide.append(f"`{id}`: {error}: all its cases have the same points now")
        cases = shared(Suite(tests.name, tuple(Case(c.code, c.hidden) for c in tests.cases)))
    points = draft.points(sum(case.points or 0 for case in cases), id)
    draft.decide += [f"`{id}`: {note}" for note in tests.manners]
    draft.test(
        id, tests.name, as_cell(cases, tests.all_or_nothing, tests.preamble), points, statement
    )


def _shown(cell: NotebookNode) -> str | None:
    """What a cell has shown; None where the file does not hold it."""
    parts: Iterator[Any] = (
        output.get("text") or output.get("data", {}).get("text/plain") or ""
        for output in cell.get("outputs", [])
    )
    text = "".join("".join(part) if isinstance(part, list) else str(part) for part in parts)
    return text or None
