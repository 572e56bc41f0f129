"""Repairs the cells of a submission: every locked and check cell as it was released, in its place.

This is the one function that does it; every command that grades uses it. What students may change
(answers, texts, cells of their own) stays as it is.
"""

from __future__ import annotations

import copy
import hashlib
from dataclasses import dataclass
from typing import Any

import nbformat
from nbformat import NotebookNode


@dataclass(frozen=True)
class Tampering:
    """A cell that was not as it was released."""

    kind: str
    """check-cell-missing, check-cell-edited, check-cell-renamed, check-cell-moved, cell-duplicated,
    locked-cell-edited, locked-cell-missing or answer-cell-missing."""
    cell: str
    """The id of the cell."""
    message: str
    """One sentence for staff."""


@dataclass(frozen=True)
class Repaired:
    """A submission whose cells can be trusted to be the released ones."""

    notebook: NotebookNode
    tampering: tuple[Tampering, ...]
    earlier_release: bool
    """Whether the submission was made from an earlier release of the assignment."""


def repair(submitted: NotebookNode, starter: NotebookNode) -> Repaired:
    """The submission with its released cells restored; neither argument is changed.

    Of duplicated cells the last counts. A check cell stands after its answer's cell, wherever it
    was before. A submission of an earlier release gets the cells of this one and is not called
    tampered, as long as its own cells are what its own release had.
    """
    released = {name: cell for cell in starter.cells if (name := grade_id(cell))}
    earlier = _release(submitted) != _release(starter)
    tampering: list[Tampering] = []
    cells = _identified(submitted.cells, released, tampering)
    cells = _without_duplicates(cells, released, tampering)
    cells = _without_withdrawn(cells, released)
    cells = [_restored(cell, released, earlier, tampering) for cell in cells]
    cells = _with_missing(cells, starter, released, earlier, tampering)
    cells = _checks_in_place(cells, released, tampering)
    notebook = copy.deepcopy(submitted)
    notebook.cells = cells
    notebook.metadata = copy.deepcopy(starter.metadata)
    notebook.nbformat, notebook.nbformat_minor = starter.nbformat, starter.nbformat_minor
    _give_ids(notebook.cells)
    return Repaired(notebook, tuple(tampering), earlier)


def grade_id(cell: NotebookNode) -> str | None:
    """nbgrader's id of a cell; None where it has none."""
    mark = cell.get("metadata", {}).get("nbgrader")
    name = mark.get("grade_id") if isinstance(mark, dict) else None
    return name if isinstance(name, str) and name else None


def is_check(cell: NotebookNode) -> bool:
    """Whether a released cell is a check cell: graded, and no answer."""
    mark = cell.metadata.get("nbgrader", {})
    return bool(mark.get("grade")) and not mark.get("solution")


def is_answer(cell: NotebookNode) -> bool:
    """Whether a released cell is one that students answer in."""
    return bool(cell.metadata.get("nbgrader", {}).get("solution"))


def checked_question(cell: NotebookNode) -> str | None:
    """The id of the question that a released check cell checks; None for other cells."""
    name = grade_id(cell)
    return name.removeprefix("check-") if name and is_check(cell) else None


def _release(notebook: NotebookNode) -> Any:
    mark = notebook.metadata.get("autograder")
    return mark.get("release") if isinstance(mark, dict) else None


def _identified(
    cells: list[NotebookNode], released: dict[str, NotebookNode], tampering: list[Tampering]
) -> list[NotebookNode]:
    """Copies of the cells, each with the mark of the released cell that it is, or with none.

    A cell that lost its mark is known by its notebook id, a check cell also by its text.
    """
    present = {grade_id(cell) for cell in cells}
    by_id = {cell.get("id"): name for name, cell in released.items()}
    by_text = {cell.source.strip(): name for name, cell in released.items() if is_check(cell)}
    result = []
    for cell in cells:
        cell = copy.deepcopy(cell)
        name = grade_id(cell)
        if name not in released:
            found = by_id.get(cell.get("id")) or by_text.get(cell.source.strip())
            if found and found not in present:
                if is_check(released[found]):
                    _tell(
                        tampering, "check-cell-renamed", found, "had lost its id; it was given back"
                    )
                present.add(found)
                cell.metadata["nbgrader"] = dict(released[found].metadata["nbgrader"])
            elif name is None:
                cell.metadata.pop("nbgrader", None)
        result.append(cell)
    return result


def _without_duplicates(
    cells: list[NotebookNode], released: dict[str, NotebookNode], tampering: list[Tampering]
) -> list[NotebookNode]:
    """Of cells with the same id only the last keeps it; earlier answers stay as ordinary cells."""
    last = {grade_id(cell): index for index, cell in enumerate(cells) if grade_id(cell)}
    result = []
    for index, cell in enumerate(cells):
        name = grade_id(cell)
        if name is None or last[name] == index:
            result.append(cell)
            continue
        if name in released:
            _tell(tampering, "cell-duplicated", name, "stood there more than once; the last counts")
        if name in released and not is_answer(released[name]):
            continue
        del cell.metadata["nbgrader"]
        result.append(cell)
    return result


def _without_withdrawn(
    cells: list[NotebookNode], released: dict[str, NotebookNode]
) -> list[NotebookNode]:
    """Drops the locked cells that an earlier release had and this one has not.

    Marks that are no release's are taken off, and their cells stay as the student's own.
    """
    result = []
    for cell in cells:
        name = grade_id(cell)
        if name is not None and name not in released:
            if _as_it_was_released(cell) and not is_answer(cell):
                continue
            del cell.metadata["nbgrader"]
        result.append(cell)
    return result


def _restored(
    cell: NotebookNode,
    released: dict[str, NotebookNode],
    earlier: bool,
    tampering: list[Tampering],
) -> NotebookNode:
    """The released cell in the place of a locked one; an answer keeps its source only."""
    name = grade_id(cell)
    if name is None:
        return cell
    original = copy.deepcopy(released[name])
    if is_answer(original):
        if cell.cell_type == original.cell_type:
            original.source = cell.source
            if cell.cell_type == "markdown" and "attachments" in cell:
                original.attachments = cell.attachments
        elif isinstance(cell.source, str):
            # a text answered in a code cell, or the reverse: what was written is kept
            original.source = cell.source
        return original
    edited = cell.source != original.source or cell.cell_type != original.cell_type
    if edited and not (earlier and _as_it_was_released(cell)):
        kind = "check-cell-edited" if is_check(original) else "locked-cell-edited"
        _tell(tampering, kind, name, "had been edited; it was restored")
    return original


def _as_it_was_released(cell: NotebookNode) -> bool:
    """Whether a cell still has the checksum that nbgrader gave it when it was released."""
    mark = cell.metadata.get("nbgrader")
    if not isinstance(mark, dict) or not isinstance(mark.get("checksum"), str):
        return False
    try:
        return bool(mark["checksum"] == _checksum(cell, mark))
    except (KeyError, TypeError, ValueError):  # a mark that is no mark of nbgrader's
        return False


def _checksum(cell: NotebookNode, mark: dict[str, Any]) -> str:
    """nbgrader's checksum of a cell: MD5 of source, type, kinds, id and points."""
    grade, solution = bool(mark.get("grade")), bool(mark.get("solution"))
    locked = not solution and (grade or bool(mark.get("locked")))
    parts = [cell.source, cell.cell_type, str(grade), str(solution), str(locked), mark["grade_id"]]
    if grade:
        parts.append(str(float(mark["points"])))
    return hashlib.md5("".join(parts).encode(), usedforsecurity=False).hexdigest()


def _with_missing(
    cells: list[NotebookNode],
    starter: NotebookNode,
    released: dict[str, NotebookNode],
    earlier: bool,
    tampering: list[Tampering],
) -> list[NotebookNode]:
    """Puts locked cells back that are not there, each after what stands before it in the starter.

    An answer's code cell is not put back: its start value would overwrite what the student may have
    answered elsewhere. A missing text cell is, since a person needs a place to mark.
    """
    present = {grade_id(cell) for cell in cells}
    order = [name for name in map(grade_id, starter.cells) if name]
    for position, name in enumerate(order):
        if name in present:
            continue
        original = released[name]
        if not earlier:
            what = "check" if is_check(original) else "answer" if is_answer(original) else "locked"
            put_back = not is_answer(original) or original.cell_type == "markdown"
            message = "was missing; it was put back" if put_back else "was missing"
            _tell(tampering, f"{what}-cell-missing", name, message)
        if is_answer(original) and original.cell_type == "code":
            continue
        cells.insert(
            _place(cells, order, position, checked_question(original)), copy.deepcopy(original)
        )
        present.add(name)
    return cells


def _place(cells: list[NotebookNode], order: list[str], position: int, question: str | None) -> int:
    """Where a missing cell goes: a check after its answer, else before the next released cell."""
    where = {grade_id(cell): index for index, cell in enumerate(cells) if grade_id(cell)}
    if question in where:
        return where[question] + 1
    if position and order[position - 1] in where and question is None:
        return where[order[position - 1]] + 1
    following = [where[name] for name in order[position + 1 :] if name in where]
    return min(following) if following else len(cells)


def _checks_in_place(
    cells: list[NotebookNode], released: dict[str, NotebookNode], tampering: list[Tampering]
) -> list[NotebookNode]:
    """Moves a check cell that stands before its answer to the place after it."""
    for name, original in released.items():
        question = checked_question(original)
        where = {grade_id(cell): index for index, cell in enumerate(cells)}
        if question is None or question not in where or where[name] > where[question]:
            continue
        _tell(tampering, "check-cell-moved", name, "stood before its answer; it was moved after it")
        moved = cells.pop(where[name])
        cells.insert(where[question], moved)  # the answer has moved up by one
    return cells


def _give_ids(cells: list[NotebookNode]) -> None:
    """Every cell needs an id of its own: the released cells have theirs, others by their number."""
    released = {cell.get("id") for cell in cells if grade_id(cell)}
    taken: set[str] = set()
    for number, cell in enumerate(cells):
        name = cell.get("id")
        valid = isinstance(name, str) and 0 < len(name) <= 64
        if grade_id(cell) is None and (not valid or name in released or name in taken):
            cell["id"] = f"own-{number}"
        taken.add(cell["id"])


def _tell(tampering: list[Tampering], kind: str, cell: str, message: str) -> None:
    entry = Tampering(kind, cell, f"The cell `{cell}` {message}.")
    if entry not in tampering:
        tampering.append(entry)


def upgrade(notebook: NotebookNode) -> NotebookNode:
    """A notebook of any earlier format as one of format 4.5, with all marks that it had.

    ValueError where it cannot be made one.
    """
    try:
        converted = nbformat.convert(notebook, 4)
        return nbformat.v4.upgrade(converted) if converted.nbformat_minor < 5 else converted
    except Exception as error:  # nbformat's converters raise whatever a damaged notebook makes them
        raise ValueError(f"the notebook's format could not be read: {error}") from error
