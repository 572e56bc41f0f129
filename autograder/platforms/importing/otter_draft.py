"""An Otter Assign notebook (the master of an Otter assignment) as a draft."""

from __future__ import annotations

import re
from typing import Any

from nbformat import NotebookNode

from autograder.platforms.importing import otter_code, solutions
from autograder.platforms.importing.draft import Draft
from autograder.platforms.importing.otter_question import AssignConfig, OtterQuestion, settings_in

BEGINS = re.compile(r"#\s*BEGIN\s+(QUESTION|PROMPT|SOLUTION|TESTS)\b", re.I)
ENDS = re.compile(r"#\s*END\s+(QUESTION|PROMPT|SOLUTION|TESTS)\b", re.I)
CONFIG = re.compile(r"#\s*ASSIGNMENT\s+CONFIG\b", re.I)
FENCED = re.compile(r"\s*```otter\n(?P<inside>.*)\n```\s*", re.DOTALL)
IGNORED = re.compile(r"\s*#+\s*IGNORE\b", re.I)
NOT_TAKEN = (
    "config_file",
    "files",
    "student_files",
    "autograder_files",
    "requirements",
    "seed",
    "plugins",
    "environment",
)
"""Settings of an Otter assignment that have no place in the kit."""


def is_otter_assign(notebook: NotebookNode) -> bool:
    """Whether it is an Otter Assign master."""
    lines = (_config(cell).split("\n")[0].strip() for cell in notebook.cells)
    return any(BEGINS.match(line) or CONFIG.match(line) for line in lines)


def otter_draft(notebook: NotebookNode, title: str) -> Draft:
    """The draft: each question's solutions joined into one answer, its tests into one test."""
    draft, settings = Draft(title, "an Otter Assign notebook"), AssignConfig()
    question: OtterQuestion | None = None
    for cell in notebook.cells:
        first = (config := _config(cell)).split("\n")[0].strip()
        begins, ends = BEGINS.match(first), ENDS.match(first)
        if CONFIG.match(first):
            settings = _assignment(settings_in(config, draft), draft)
        elif begins and begins[1].upper() == "QUESTION":
            if question:
                question.close()
            question = OtterQuestion(draft, settings_in(config, draft), settings)
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
            _between(
                otter_code.without_ignored(otter_code.without_otter(cell.source)), draft, settings
            )
        else:
            draft.text(cell.source)
    if question:
        question.close()
    return draft


def _between(code: str, draft: Draft, settings: AssignConfig) -> None:
    """A cell of code that belongs to no question."""
    lines = code.split("\n")
    for line in filter(otter_code.SEED.fullmatch, lines):
        draft.decide.append(
            f"`{line.strip()[:60]}` seeded random numbers when Otter graded, and is left out: "
            "the kit seeds them itself"
        )
    code = "\n".join(line for line in lines if not otter_code.SEED.fullmatch(line))
    if settings.strips and solutions.has_regions(answer := otter_code.from_otter(code)):
        id = draft.new_id("code")
        draft.answer(id, answer)
        draft.untested(id, "")
        draft.decide.append(
            f"`{id}`: a solution outside of any question: write a test, or let students have it, above "
            "all where a cell below needs it"
        )
    else:
        draft.play("\n".join(otter_code.SUFFIX.sub("", line) for line in code.split("\n")))


def _config(cell: NotebookNode) -> str:
    """What a raw cell, or a text cell fenced as `otter`, says to Otter."""
    if cell.cell_type == "raw":
        return str(cell.source)
    fenced = FENCED.fullmatch(cell.source) if cell.cell_type == "markdown" else None
    return fenced["inside"] if fenced else ""


def _assignment(config: dict[str, Any], draft: Draft) -> AssignConfig:
    if config.get("name"):
        draft.title = str(config["name"])
    for key in NOT_TAKEN:
        if config.get(key):
            draft.decide.append(
                f"the assignment's setting `{key}` ({config[key]!s:.80}) is not taken over"
            )
    tests = config.get("tests")
    return AssignConfig(
        raises=isinstance(tests, dict) and tests.get("ok_format") is False,
        strips=config.get("strip_solutions_from_all_cells") is True,
    )
