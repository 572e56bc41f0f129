"""A draft as files: the master, its rubric, the wrong answers, and the list for a person."""

from __future__ import annotations

import re

import jupytext
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

from autograder.platforms.importing.draft import Draft, DraftCell, DraftQuestion
from autograder.printable import counted

BEGINS = r"%%|<codecell>|In\[[\d ]*\]"
"""What begins a cell in a py:percent text, after `# `."""


def master_text(draft: Draft) -> str:
    """The master, as py:percent text."""
    cells = []
    for cell in draft.cells:
        make = new_markdown_cell if cell.role in ("text", "written") else new_code_cell
        mark = {} if cell.role in ("text", "locked") else {cell.role: cell.question or True}
        cells.append(make(source=source_of(cell), metadata=mark))
    metadata = {"jupytext": {"notebook_metadata_filter": "-all", "cell_metadata_filter": "all"}}
    text: str = jupytext.writes(new_notebook(cells=cells, metadata=metadata), fmt="py:percent")
    return text


def source_of(cell: DraftCell) -> str:
    """A cell's source without lines that would begin another cell in a py:percent text."""
    source = cell.source.strip("\n")
    if cell.role in ("text", "written"):
        return re.sub(rf"(?m)^(\s*)(?={BEGINS})", r"\1\\", source)
    return re.sub(rf"(?m)^(\s*)#\s*(?={BEGINS})", r"\1# - ", source)


RUBRIC = '''\
"""The rubric of a draft, brought in from a notebook: every TODO is for a person."""

from autograder.course.rubric import Rubric, Variant
{imports}

SOURCE = {source!r}
"""What it was brought in from."""


def rubric(variant: Variant) -> Rubric:
    """The questions; every variant has the same ones."""
    return Rubric(
        {title!r},
        (
{questions}
        ),
    )
'''
WRONG_ANSWERS = """\
# %% [markdown]
# # Known wrong answers to `{title}`, each with the marks that it must get
#
# TODO: write some, each in a code cell below. It begins with a line such as
# `# %% wrong="question" points=0 mistake="name"` (without a mistake where none is named), then comes
# what stands in the answer's cell. This file is read, never run.
"""


def wrong_answers_text(title: str) -> str:
    """The wrong answers: none yet."""
    return WRONG_ANSWERS.format(title=title)


ORDINARY = "from autograder.questions.ordinary_test.question import OrdinaryTest"
WRITTEN = "from autograder.questions.written.question import WrittenQuestion"


def rubric_text(draft: Draft, source: str) -> str:
    """The rubric. Every text of the notebook's stands in it as a literal."""
    kinds = {question.written for question in draft.questions}
    imports = [line for line, written in ((ORDINARY, False), (WRITTEN, True)) if written in kinds]
    return RUBRIC.format(
        imports="\n".join(imports),
        source=source,
        title=draft.title,
        questions="\n".join(map(_question_text, draft.questions)),
    )


def _question_text(question: DraftQuestion) -> str:
    statement = f"TODO: {question.statement or 'what is asked, in one sentence'}"
    points = int(question.points) if question.points == int(question.points) else question.points
    lines = [f"id={question.id!r}", f"points={points!r}", f"statement={statement!r}"]
    lines.append("hint='TODO: one sentence that helps without giving the answer'")
    if question.written:
        lines.append("guide='TODO: what a marker should look for'")
    elif question.hidden:
        lines.append("hidden=True")
    kind = "WrittenQuestion" if question.written else "OrdinaryTest"
    body = "".join(f"                {line},\n" for line in lines)
    return f"            {kind}(\n{body}            ),"


def list_text(draft: Draft, name: str, source: str) -> str:
    """The list of what a person must still decide."""
    points = sum(question.points for question in draft.questions)
    written = sum(question.written for question in draft.questions)
    table = [
        f"| `{q.id}` | {_shown(q.was)} | {q.points:g} | {'a person' if q.written else 'a test'}"
        f"{' with a hidden part' if q.hidden else ''} |"
        for q in draft.questions
    ]
    decide = [
        *draft.decide,
        "every `TODO` in rubric.py: statement, hint and guide, as students and markers shall read them",
        "known wrong answers, in wrong_answers.py",
        "ordinary tests run in the student's own process; where a question kind of the kit fits "
        "(docs/authoring.md, the table of kinds), it can't be forged and names mistakes",
    ]
    return "\n".join(
        [
            f"# {name}: a draft",
            "",
            f"Brought in from `{source}`, {draft.form}: {counted(len(draft.questions), 'question')} with "
            f"{points:g} point{'' if points == 1 else 's'}, {written} of them for a person. Nothing of it has been run.",
            "",
            "| question | was called | points | marked by |",
            "|---|---|---|---|",
            *table,
            "",
            "## Still to decide",
            "",
            *(f"- {' '.join(item.split())}" for item in dict.fromkeys(decide)),
            "",
            f"Then: `autograder verify {name}` and `autograder build {name}`. When all is decided, "
            "this file can go.",
            "",
        ]
    )


def _shown(name: str) -> str:
    """A name of the notebook's in a table of Markdown."""
    plain = re.sub(r"[`|\s]+", " ", name).strip()[:60]
    return f"`{plain}`" if plain else ""
