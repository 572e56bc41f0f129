"""Which released cell each cell of a submission is, even where its marks were lost."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from nbformat import NotebookNode

from autograder.course.cells import bare_text, grade_id, is_answer
from autograder.course.release import Release


@dataclass(frozen=True)
class Recognition:
    """A cell of a submission, and the released cell that it is."""

    cell: NotebookNode
    name: str | None
    """The id of the released cell; None for a cell of the student's own."""
    marked: bool
    """Whether nbgrader's mark said so; else it had been lost and something else gave it away."""


def recognise(cells: Sequence[NotebookNode], release: Release) -> list[Recognition]:
    """The cells in their order, each with the released cell that it is.

    nbgrader's mark says so; where it is lost, the notebook's own id; where that is lost too, a text
    that is just as it was released. Only marks can give two cells the same name. Where
    another sign fits several cells, the last gets the name.
    """
    names: list[str | None] = []
    for cell in cells:
        name = grade_id(cell)
        names.append(name if name in release.marked else None)
    marked = [name is not None for name in names]
    taken = set(names)

    def claim(index: int, candidates: Sequence[str]) -> None:
        if names[index] is None:
            names[index] = next((name for name in candidates if name not in taken), None)
            taken.add(names[index])

    backwards = list(reversed(list(enumerate(cells))))
    for index, cell in backwards:
        name = cell.get("id")
        claim(index, [name] if isinstance(name, str) and name in release.cells else [])
    by_text: dict[str, list[str]] = {}
    for name in reversed(release.order):
        if not is_answer(release.cells[name]):
            by_text.setdefault(bare_text(release.cells[name].source), []).append(name)
    for index, cell in backwards:
        claim(index, by_text.get(bare_text(cell.source), []))
    return [
        Recognition(cell, name, mark) for cell, name, mark in zip(cells, names, marked, strict=True)
    ]


def answer_by_place(cells: Sequence[NotebookNode], name: str, release: Release) -> int | None:
    """The index of the cell that must be the answer `name`, which nothing else gave away.

    It is the only cell of the student's own, of the right type, between the two released cells
    that stand around the answer's place. None where there is no such cell.
    """
    where = {cell.get("id"): index for index, cell in enumerate(cells)}
    position = release.order.index(name)
    before, after = -1, len(cells)
    if position > 0:
        before = where.get(release.order[position - 1], len(cells))
    if position + 1 < len(release.order):
        after = where.get(release.order[position + 1], -1)
    kind = release.cells[name].cell_type
    candidates = [
        index
        for index in range(before + 1, after)
        if cells[index].get("id") not in release.cells and cells[index].cell_type == kind
    ]
    return candidates[0] if len(candidates) == 1 else None
