"""A table of damages to a submission, and what comes out of each."""

from __future__ import annotations

import copy
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from itertools import count

import nbformat
import pytest
from nbformat import NotebookNode
from nbgrader.utils import compute_checksum

from autograder.course.cells import grade_id
from autograder.course.release import Release
from autograder.course.repair import repair

ANSWERS = {"blur": "blur = 1 / 9", "edges": "edges = 4", "why": "Because."}

WHOLE = (
    "title | setup | play | ask blur | blur | check-blur | ask edges | edges | show | check-edges"
    " | ask why | why | end"
)
"""The release, cell by cell. Own cells stand as (source)."""

Damage = Callable[[NotebookNode], None]


@dataclass(frozen=True)
class Case:
    """What was done to a submission, and what the repaired one must be."""

    title: str
    damage: Damage
    layout: str = WHOLE
    told: str = ""
    """Kinds and cells of the incidents, in order."""


def at(notebook: NotebookNode, name: str) -> int:
    return next(i for i, cell in enumerate(notebook.cells) if cell.get("id") == IDS[name])


def delete(*names: str) -> Damage:
    def damage(notebook: NotebookNode) -> None:
        for name in names:
            del notebook.cells[at(notebook, name)]

    return damage


def write(name: str, source: str) -> Damage:
    def damage(notebook: NotebookNode) -> None:
        notebook.cells[at(notebook, name)].source = source

    return damage


def duplicate(name: str, source: str | None = None, last: bool = False) -> Damage:
    """A copy behind the cell (or at the end), as paste makes it: marks kept, a new notebook id."""

    def damage(notebook: NotebookNode) -> None:
        index = at(notebook, name)
        twin = copy.deepcopy(notebook.cells[index])
        twin["id"] = f"twin-of-{index}"
        if source is not None:
            twin.source = source
        notebook.cells.insert(len(notebook.cells) if last else index + 1, twin)

    return damage


def move(name: str, to: str) -> Damage:
    """The cell moves to the place before `to`."""

    def damage(notebook: NotebookNode) -> None:
        cell = notebook.cells.pop(at(notebook, name))
        notebook.cells.insert(at(notebook, to), cell)

    return damage


def own(source: str, before: str, kind: str = "code", **metadata: object) -> Damage:
    def damage(notebook: NotebookNode) -> None:
        cell = nbformat.from_dict(
            {"cell_type": kind, "source": source, "metadata": metadata, "id": "mine"}
        )
        notebook.cells.insert(at(notebook, before), cell)

    return damage


def mark(name: str, **changes: object) -> Damage:
    def damage(notebook: NotebookNode) -> None:
        notebook.cells[at(notebook, name)].metadata["nbgrader"].update(changes)

    return damage


def right_checksum(name: str) -> Damage:
    def damage(notebook: NotebookNode) -> None:
        cell = notebook.cells[at(notebook, name)]
        cell.metadata.nbgrader.checksum = compute_checksum(cell)

    return damage


def metadata(name: str, value: object) -> Damage:
    def damage(notebook: NotebookNode) -> None:
        notebook.cells[at(notebook, name)]["metadata"] = nbformat.from_dict(value)

    return damage


def retype(name: str, kind: str) -> Damage:
    def damage(notebook: NotebookNode) -> None:
        notebook.cells[at(notebook, name)].cell_type = kind

    return damage


def no_marks(notebook: NotebookNode) -> None:
    for cell in notebook.cells:
        cell["metadata"] = NotebookNode()


def no_ids(notebook: NotebookNode) -> None:
    for cell in notebook.cells:
        cell.pop("id", None)


def no_release(notebook: NotebookNode) -> None:
    notebook["metadata"] = NotebookNode()


def other_ids(notebook: NotebookNode) -> None:
    for number, cell in enumerate(notebook.cells):
        cell["id"] = f"colab-{number}"


def backwards(notebook: NotebookNode) -> None:
    notebook.cells.reverse()


def typeset(change: Callable[[str], str]) -> Damage:
    """What an editor does to the texts of all cells, and means no harm."""

    def damage(notebook: NotebookNode) -> None:
        for cell in notebook.cells:
            cell.source = change(cell.source)

    return damage


def nothing(notebook: NotebookNode) -> None:
    notebook.cells = []


def both(*damages: Damage) -> Damage:
    def damage(notebook: NotebookNode) -> None:
        for one in damages:
            one(notebook)

    return damage


def without(*names: str) -> str:
    return " | ".join(name for name in WHOLE.split(" | ") if name not in names)


def with_own(source: str, before: str, layout: str = WHOLE) -> str:
    return layout.replace(f"| {before} |", f"| ({source}) | {before} |")


CHECKS = "check-cell-renamed check-blur, check-cell-renamed check-edges"

CASES = (
    Case("nothing done", lambda notebook: None),
    Case("other line ends", typeset(lambda text: text.replace("\n", "\r\n") + "\r\n")),
    Case("newlines at the end", typeset(lambda text: text + "\n\n")),
    Case("blanks at the ends of lines", typeset(lambda text: text.replace("\n", "  \n") + " ")),
    Case("other line ends, without marks", both(typeset(lambda text: text.replace("\n", "\r\n")), no_marks, no_ids), told=CHECKS),
    # --- check cells
    Case("check deleted", delete("check-blur"), told="check-cell-missing check-blur"),
    Case("check edited", write("check-blur", "pass"), told="check-cell-edited check-blur"),
    Case("check emptied", write("check-blur", ""), told="check-cell-edited check-blur"),
    Case("check commented", write("check-blur", '# check("blur")'), told="check-cell-edited check-blur"),
    Case("check as text", retype("check-blur", "markdown"), told="check-cell-edited check-blur"),
    Case("check as raw", retype("check-blur", "raw"), told="check-cell-edited check-blur"),
    Case("check renamed", mark("check-blur", grade_id="blurred"), told="check-cell-renamed check-blur"),
    Case(
        "check renamed and edited",
        both(mark("check-blur", grade_id="blurred"), write("check-blur", "pass")),
        told="check-cell-renamed check-blur, check-cell-edited check-blur",
    ),
    Case(
        "check without mark",
        metadata("check-blur", {}),
        told="check-cell-renamed check-blur",
    ),
    Case(
        "check known by text",
        both(metadata("check-blur", {}), other_ids),
        told="check-cell-renamed check-blur",
    ),
    Case(
        "check edited past knowing",
        both(metadata("check-blur", {}), write("check-blur", "1 + 1"), other_ids),
        with_own("1 + 1", "ask edges"),
        "check-cell-missing check-blur",
    ),
    Case("check edited, checksum made right", both(write("check-blur", "pass"), right_checksum("check-blur")), told="check-cell-edited check-blur"),
    Case(
        "two that could be the check",
        both(metadata("check-blur", {}), own('check("blur")', "ask edges"), other_ids),
        with_own('check("blur")', "check-blur"),
        "check-cell-renamed check-blur",
    ),
    Case("check worth more", mark("check-blur", points=100)),
    Case("check as a solution", mark("check-blur", solution=True, grade=False)),
    Case("check not locked", mark("check-blur", locked=False)),
    Case("check skipped", metadata("check-blur", {"tags": ["skip-execution"]}), told="check-cell-renamed check-blur"),
    Case("check twice", duplicate("check-blur"), told="cell-duplicated check-blur"),
    Case(
        "check again at the end",
        duplicate("check-blur", last=True),
        f"{without('check-blur')} | check-blur",
        "cell-duplicated check-blur",
    ),
    Case("check before its answer", move("check-blur", "blur"), told="check-cell-moved check-blur"),
    Case("check first of all", move("check-edges", "title"), WHOLE.replace("| show | check-edges", "| check-edges | show"), "check-cell-moved check-edges"),
    Case("check later", move("check-blur", "end"), without("check-blur").replace("| end", "| check-blur | end")),
    Case("student's own checks", own('check("blur")', "blur"), with_own('check("blur")', "blur")),
    # --- answers
    Case("answer deleted", delete("blur"), without("blur"), "answer-cell-missing blur"),
    Case(
        "question deleted",
        delete("blur", "check-blur"),
        without("blur"),
        "check-cell-missing check-blur, answer-cell-missing blur",
    ),
    Case(
        "answered elsewhere",
        both(delete("edges", "check-edges"), own("a = 1", "show"), own("edges = 4", "show")),
        with_own("edges = 4", "show", with_own("a = 1", "show", without("edges"))),
        "check-cell-missing check-edges, answer-cell-missing edges",
    ),
    Case(
        "answer twice",
        duplicate("blur", "blur = 2"),
        with_own("blur = 1 / 9", "blur"),
        "cell-duplicated blur",
    ),
    Case(
        "answer after its check",
        duplicate("blur", last=True),
        with_own("blur = 1 / 9", "ask edges", without("blur", "check-blur")) + " | blur | check-blur",
        "cell-duplicated blur, check-cell-moved check-blur",
    ),
    Case("answer renamed", mark("blur", grade_id="mine")),
    Case("answer without mark", metadata("blur", {})),
    Case("answer known by place", both(metadata("blur", {}), other_ids)),
    Case(
        "answer known by place, check before it",
        both(move("check-edges", "title"), metadata("edges", {}), other_ids),
        WHOLE.replace("| show | check-edges", "| check-edges | show"),
        "check-cell-moved check-edges",
    ),
    Case(
        "two that could be the answer",
        both(metadata("blur", {}), own("a = 1", "blur"), other_ids),
        with_own("blur = 1 / 9", "check-blur", with_own("a = 1", "check-blur", without("blur"))),
        "answer-cell-missing blur",
    ),
    Case("answer as text", retype("blur", "markdown")),
    Case("answer graded", mark("blur", grade=True, points=50)),
    Case("text deleted", delete("why"), told="answer-cell-missing why"),
    Case("text as code", retype("why", "code")),
    # --- locked cells
    Case("locked edited", write("setup", "import numpy as cp"), told="locked-cell-edited {setup}"),
    Case("locked deleted", delete("setup"), told="locked-cell-missing {setup}"),
    Case("first cells deleted", delete("title", "setup"), without("title"), "locked-cell-missing {setup}"),
    Case("last deleted", delete("end"), told="locked-cell-missing {end}"),
    Case("locked as text", retype("show", "raw"), told="locked-cell-edited {show}"),
    Case("locked without mark", metadata("setup", {})),
    Case("locked known by text", both(metadata("setup", {}), other_ids)),
    Case(
        "locked copied to the end",
        duplicate("setup", "import os", last=True),
        f"{without('setup').replace('title', 'title | (import numpy as np)')} | setup",
        "cell-duplicated {setup}, locked-cell-edited {setup}",
    ),
    # --- cells of the student's own
    Case("own cell", own("x = 1", "edges"), with_own("x = 1", "edges")),
    Case("own text", own("a note", "edges", "markdown"), with_own("a note", "edges")),
    Case("own cell of points", own("1", "edges", nbgrader={"grade": True, "grade_id": "mine", "points": 9}), with_own("1", "edges")),
    Case("own cell of huge points", own("1", "edges", nbgrader={"grade": True, "grade_id": "mine", "points": 10**400, "checksum": "0"}), with_own("1", "edges")),
    Case("own cell of odd marks", own("1", "edges", nbgrader=["grade_id"]), with_own("1", "edges")),
    Case("own cell of odd id", own("1", "edges", nbgrader={"grade_id": {"a": 1}}), with_own("1", "edges")),
    Case("own cell of odd metadata", own("1", "edges", tags="all", collapsed=7, name=""), with_own("1", "edges")),
    Case("own cell of deep metadata", own("1", "edges", deep=nbformat.from_dict(eval("[" * 80 + "]" * 80))), with_own("1", "edges")),
    Case("text of theirs deleted", delete("title", "ask blur", "play"), without("title", "ask blur", "play")),
    Case("text of theirs edited", write("ask blur", "mine"), WHOLE),
    # --- the whole notebook
    Case("no release", no_release),
    Case("no release, check deleted", both(no_release, delete("check-blur")), told="check-cell-missing check-blur"),
    Case("marks lost", no_marks, told=CHECKS),
    Case("ids lost", no_ids),
    Case("ids replaced", other_ids),
    Case("everything lost", both(no_marks, no_ids, no_release), told=CHECKS),
    Case(
        "upside down",
        backwards,
        "end | why | ask why | show | edges | check-edges | ask edges | blur | check-blur | ask blur | play | setup | title",
        "check-cell-moved check-blur, check-cell-moved check-edges",
    ),
    Case(
        "no cells",
        nothing,
        "setup | check-blur | show | check-edges | why | end",
        "locked-cell-missing {setup}, check-cell-missing check-blur, locked-cell-missing {show}, "
        "check-cell-missing check-edges, locked-cell-missing {end}, answer-cell-missing why, "
        "answer-cell-missing blur, answer-cell-missing edges",
    ),
)  # fmt: skip

IDS: dict[str, str] = {}
"""From what the tests call a cell to its id; filled by the fixture below, once."""


@pytest.fixture(autouse=True)
def _ids(names: Mapping[str, str]) -> None:
    IDS.update({name: id for id, name in names.items()})


@pytest.fixture
def submission(starter: NotebookNode) -> NotebookNode:
    notebook = copy.deepcopy(starter)
    for cell in notebook.cells:
        cell.source = ANSWERS.get(cell["id"], cell.source)
    return notebook


def layout(notebook: NotebookNode, names: Mapping[str, str]) -> str:
    return " | ".join(names.get(cell["id"], f"({cell.source})") for cell in notebook.cells)


def told(tampering: tuple, names: Mapping[str, str]) -> str:
    cells = {id: f"{{{name}}}" for id, name in names.items() if id.startswith("locked")}
    return ", ".join(f"{item.kind} {cells.get(item.cell, item.cell)}" for item in tampering)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.title)
def test_damage_is_repaired(
    case: Case, submission: NotebookNode, starter: NotebookNode, names: Mapping[str, str]
) -> None:
    case.damage(submission)
    before = copy.deepcopy(submission)
    repaired = repair(submission, Release(starter))
    assert submission == before, "the submission itself is not to be changed"
    assert layout(repaired.notebook, names) == case.layout
    assert told(repaired.tampering, names) == case.told
    assert not repaired.earlier_release
    ids = [cell["id"] for cell in repaired.notebook.cells]
    assert len(set(ids)) == len(ids)  # before validation, which would mend it
    nbformat.validate(repaired.notebook)
    for cell in repaired.notebook.cells:
        released = {c["id"]: c for c in starter.cells if grade_id(c)}.get(cell["id"])
        if released is None:
            assert "nbgrader" not in cell.metadata
            continue
        assert cell.metadata == released.metadata
        assert cell.cell_type == released.cell_type
        if not released.metadata.nbgrader.solution:
            assert cell.source == released.source


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.title)
def test_what_was_answered_is_kept(
    case: Case, submission: NotebookNode, starter: NotebookNode
) -> None:
    case.damage(submission)
    repaired = repair(submission, Release(starter)).notebook
    last = {}
    for cell in submission.cells:
        if cell.source in ANSWERS.values() or cell.source == "blur = 2":
            last[cell.source.split()[0]] = cell.source
    kept = [cell.source for cell in repaired.cells]
    assert all(source in kept for source in last.values())


def test_pictures_in_a_text_stay(submission: NotebookNode, starter: NotebookNode) -> None:
    cell = submission.cells[at(submission, "why")]
    cell["attachments"] = {"a.png": {"image/png": ["QUJD", "REVG"], "text/plain": 7}, "b": "odd"}
    repaired = repair(submission, Release(starter)).notebook
    kept = next(cell for cell in repaired.cells if cell["id"] == "why")
    assert kept["attachments"] == {"a.png": {"image/png": "QUJDREVG"}}
    nbformat.validate(repaired)


def test_no_number_for_an_id_is_tried_twice(
    submission: NotebookNode, starter: NotebookNode, monkeypatch: pytest.MonkeyPatch
) -> None:
    drawn: list[int] = []
    monkeypatch.setattr(
        "autograder.course.repair.count", lambda start: (drawn.append(n) or n for n in count(start))
    )
    own = {"cell_type": "raw", "source": "", "metadata": {}}
    some = [nbformat.from_dict({**own, "id": f"own-{number}"}) for number in range(3000)]
    submission.cells = some + [nbformat.from_dict(own) for _ in range(3000)]
    repaired = repair(submission, Release(starter)).notebook
    assert len({cell["id"] for cell in repaired.cells}) == len(repaired.cells)
    assert len(drawn) < 10_000


def test_outputs_are_left_out(submission: NotebookNode, starter: NotebookNode) -> None:
    for cell in submission.cells:
        if cell.cell_type == "code":
            cell["outputs"], cell["execution_count"] = [{"output_type": "nonsense"}], "seven"
    nbformat.validate(repair(submission, Release(starter)).notebook)


def test_metadata_nested_to_the_limit_do_no_harm(
    submission: NotebookNode, starter: NotebookNode
) -> None:
    deep: list = []
    for _ in range(5000):
        deep = [deep]
    # past NotebookNode, which would walk through it
    dict.__setitem__(submission.cells[0], "metadata", {"nbgrader": {"grade_id": deep}})
    dict.__setitem__(submission.cells[1].metadata.nbgrader, "points", deep)
    dict.__setitem__(submission.metadata.autograder, "release", deep)
    assert repair(submission, Release(starter)).tampering == ()
