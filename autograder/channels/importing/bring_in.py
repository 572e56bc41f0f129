"""Brings an assignment of nbgrader or Otter into a course: reads the file, writes the draft."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path

import jupytext
import nbformat
from nbformat import NotebookNode
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

from autograder.channels.importing.draft import Draft, DraftCell, DraftQuestion
from autograder.channels.importing.nbgrader_draft import is_nbgrader, nbgrader_draft
from autograder.channels.importing.otter_draft import is_otter_assign, otter_draft
from autograder.channels.importing.otter_folder import is_otter_folder, otter_folder_draft
from autograder.channels.importing.solutions import parses
from autograder.course.master import parse_master, read_master
from autograder.course.repair import upgrade
from autograder.course.rubric import load_rubric
from autograder.course.source import check_rubric
from autograder.grading.submission import LARGEST_NOTEBOOK, language_of

NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]{0,59}")
PICTURE = re.compile(r"!\[[^\]]*\]\((?P<path>[^)\s:]+)\)|<img[^>]+src=[\"'](?P<src>[^\"':]+)[\"']")
BEGINS = r"%%|<codecell>|In\[[\d ]*\]"
"""What begins a cell in a py:percent text, after `# `."""
LIST = "IMPORT.md"


def bring_in(file: Path, target: Path, force: bool = False) -> Draft:
    """Writes the draft of `file` into `target` (`solutions/NAME`), and gives it.

    `file` is a notebook, or a folder with one. Nothing of it is run. ValueError where it can't be
    brought in, FileExistsError where something is there already and `force` is not given.
    """
    if not NAME.fullmatch(target.name):
        raise ValueError(f"{target.name!r} is no assignment's name: letters, digits, - and _ only")
    path = _notebook(file)
    draft = draft_of(read(path), path)
    files = {
        f"{target.name}.py": master_text(draft),
        "rubric.py": rubric_text(draft, path.name),
        "wrong_answers.py": WRONG_ANSWERS.format(title=target.name),
        LIST: list_text(draft, target.name, path.name),
    }
    there = [name for name in files if (target / name).exists()]
    if there and not force:
        raise FileExistsError(
            f"{target} has {', '.join(there)} already: name another folder, or replace with --force"
        )
    _check(draft, files[f"{target.name}.py"])
    target.mkdir(parents=True, exist_ok=True)
    for name, text in files.items():
        (target / name).write_text(text, encoding="utf-8")
    master, rubric = read_master(target / f"{target.name}.py"), load_rubric(target / "rubric.py")
    check_rubric(master, rubric)
    return draft


def _notebook(file: Path) -> Path:
    """The notebook that is meant. ValueError where there is none, or more than one."""
    if not file.is_dir():
        if not file.is_file():
            raise ValueError(f"{file}: there is no such file")
        return file
    found = sorted(file.glob("*.ipynb"))
    if len(found) != 1:
        names = ", ".join(path.name for path in found) or "none"
        raise ValueError(f"{file}: name the notebook that is to be brought in; there is: {names}")
    return found[0]


def read(path: Path) -> NotebookNode:
    """A Python notebook of any format. ValueError, in words, where it is none."""
    if path.stat().st_size > LARGEST_NOTEBOOK:
        raise ValueError(f"{path}: it is larger than {LARGEST_NOTEBOOK >> 20} MiB")
    try:
        raw = json.loads(path.read_text(encoding="utf-8-sig"))
        if not isinstance(raw, dict) or not isinstance(raw.get("nbformat"), int):
            raise ValueError("it is no notebook")
        if (language := language_of(raw)) != "python":
            raise ValueError(f"it is a notebook for {language[:40]}, not for Python")
        notebook = upgrade(nbformat.reader.reads(json.dumps(raw)))
        for cell in notebook.cells:
            cell.source = "".join(cell.source)
            cell.metadata = NotebookNode(cell.get("metadata") or {})
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError) as error:
        raise ValueError(f"{path}: it can't be read as a notebook: {str(error)[:200]}") from error
    return notebook


def draft_of(notebook: NotebookNode, path: Path) -> Draft:
    """The draft of a notebook of any form that is known. ValueError where it is of none."""
    title = _title(notebook) or path.stem
    if is_otter_assign(notebook):
        draft = otter_draft(notebook, title)
    elif is_nbgrader(notebook):
        draft = nbgrader_draft(notebook, title)
    elif is_otter_folder(notebook):
        draft = otter_folder_draft(notebook, path.parent, title)
    else:
        raise ValueError(
            f"{path}: no cell has nbgrader's marks, Otter Assign's `# BEGIN QUESTION` or Otter's "
            "grader.check(...): it can't be told what is asked"
        )
    if not draft.questions:
        raise ValueError(f"{path}: no question has been found in it")
    draft.decide += _further(draft)
    return draft


def _title(notebook: NotebookNode) -> str:
    """The first heading of the highest level."""
    for cell in notebook.cells:
        heading = (
            re.search(r"(?m)^#\s+(.+)$", cell.source) if cell.cell_type == "markdown" else None
        )
        if heading:
            return heading[1].strip()[:100]
    return ""


def _further(draft: Draft) -> Iterator[str]:
    """What is to be looked at in any draft."""
    texts = [cell.source for cell in draft.cells if cell.role in ("text", "written")]
    pictures = {
        found["path"] or found["src"] for text in texts for found in PICTURE.finditer(text)
    } - {None}
    for picture in sorted(p for p in pictures if not p.startswith("images/")):
        yield f"the text shows `{picture}`: put it into `data/images/` and write `images/...`"
    for cell in draft.cells:
        if cell.role in ("answer", "test") and not parses(cell.source) and "%" not in cell.source:
            yield f"`{cell.question}`: its {cell.role}'s code is no Python"
    if any(cell.role == "play" for cell in draft.cells):
        yield "code marked `play=true` may be changed by students: take the mark from what they must not"
    if any("read_csv(" in cell.source or "open(" in cell.source for cell in draft.cells):
        yield "its code reads files: only what lies in `data/images/` and is named there goes out"


def master_text(draft: Draft) -> str:
    """The master, as py:percent text."""
    cells = []
    for cell in draft.cells:
        make = new_markdown_cell if cell.role in ("text", "written") else new_code_cell
        mark = {} if cell.role in ("text", "locked") else {cell.role: cell.question or True}
        cells.append(make(source=_source(cell), metadata=mark))
    metadata = {"jupytext": {"notebook_metadata_filter": "-all", "cell_metadata_filter": "all"}}
    text: str = jupytext.writes(new_notebook(cells=cells, metadata=metadata), fmt="py:percent")
    return text


def _source(cell: DraftCell) -> str:
    """A cell's source without lines that would begin another cell in a py:percent text."""
    source = cell.source.strip("\n")
    if cell.role in ("text", "written"):
        return re.sub(rf"(?m)^(\s*)(?={BEGINS})", r"\1\\", source)
    return re.sub(rf"(?m)^(\s*)#\s*(?={BEGINS})", r"\1# - ", source)


def _check(draft: Draft, text: str) -> None:
    """ValueError where the master's text does not say what the draft does."""
    found = [(c.role, c.question, c.source.strip()) for c in parse_master(text, draft.title).cells]
    wanted = [(c.role, c.question, _source(c).strip()) for c in draft.cells]
    for number, (have, want) in enumerate(zip(found, wanted, strict=False), 1):
        if have != want:
            raise ValueError(f"cell {number} of the draft can't be written as py:percent text")
    if len(found) != len(wanted):
        raise ValueError("the draft can't be written as py:percent text")


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
WRONG_ANSWERS = '''\
"""Known wrong answers to `{title}`, each with the marks that it must get. TODO: write some."""

from autograder.course.rubric import WrongAnswer

WRONG_ANSWERS: tuple[WrongAnswer, ...] = ()
'''
ORDINARY = "from autograder.questions.ordinary_test import OrdinaryTest"
WRITTEN = "from autograder.questions.written import WrittenQuestion"


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
        "(README, the table of kinds), it can't be forged and names mistakes",
    ]
    return "\n".join(
        [
            f"# {name}: a draft",
            "",
            f"Brought in from `{source}`, {draft.form}: {len(draft.questions)} questions with "
            f"{points:g} points, {written} of them for a person. Nothing of it has been run.",
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
