"""The rows of one submitted notebook in nbgrader's gradebook: a grade or a comment for each cell that has
one."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

CELLS = {"Grade": ("GradeCell", "TaskCell"), "Comment": ("SolutionCell", "TaskCell")}
"""nbgrader's kinds of rows, and the kinds of cells that have one."""


@dataclass(frozen=True)
class GradeRow:
    """A grade, as it is found in the gradebook."""

    id: str
    cell: str
    """The name of its cell."""
    by_hand: float | None
    """The points that a person gave."""


class SubmittedRows:
    """Reads and writes them as rows, a statement for each act: nbgrader's own objects, one for each
    row, take three times the time. The caller commits."""

    def __init__(self, db: Any, id: str, entered: str) -> None:
        """`db` is nbgrader's session, `id` the submitted notebook's, and `entered` that of the notebook
        as it was entered."""
        self._db, self._id, self._entered = db, id, entered

    def complete(self) -> None:
        """Makes the rows that are missing, of cells that were entered meanwhile, or of all."""
        from nbgrader.api import BaseCell, Comment, Grade
        from sqlalchemy import insert, select

        cells = self._db.execute(
            select(BaseCell.id, BaseCell.type).where(BaseCell.notebook_id == self._entered)
        ).all()
        for kind in (Grade, Comment):
            there = set(self._db.scalars(select(kind.cell_id).where(kind.notebook_id == self._id)))
            missing = [
                {"cell_id": id, "notebook_id": self._id}
                for id, type in cells
                if type in CELLS[kind.__name__] and id not in there
            ]
            if missing:
                self._db.execute(insert(kind.__table__), missing)

    def grades(self) -> Mapping[str, GradeRow]:
        """By cell; until the end of the transaction nobody else changes them."""
        from nbgrader.api import BaseCell, Grade
        from sqlalchemy import select

        found = self._db.execute(
            select(Grade.id, BaseCell.name, Grade.manual_score)
            .join(BaseCell, Grade.cell_id == BaseCell.id)
            .where(Grade.notebook_id == self._id)
            .order_by(Grade.id)
            .with_for_update(of=Grade)
        )
        return {row.cell: row for row in (GradeRow(*one) for one in found)}

    def put_grades(self, marks: Iterable[tuple[GradeRow, float | None, bool]]) -> None:
        """Writes the automatic points of each, and whether a person has to look at it."""
        from nbgrader.api import Grade

        self._update(
            Grade.__table__,
            [
                {"row": grade.id, "auto_score": points, "needs_manual_grade": manual}
                for grade, points, manual in marks
            ],
        )

    def put_comments(self, text: str, cells: Collection[str]) -> None:
        """Writes nbgrader's own comment on those cells, and takes it from the others."""
        from nbgrader.api import BaseCell, Comment
        from sqlalchemy import select

        found = self._db.execute(
            select(Comment.id, BaseCell.name)
            .join(BaseCell, Comment.cell_id == BaseCell.id)
            .where(Comment.notebook_id == self._id)
            .order_by(Comment.id)
        )
        self._update(
            Comment.__table__,
            [{"row": id, "auto_comment": text if cell in cells else None} for id, cell in found],
        )

    def _update(self, table: Any, rows: list[dict[str, Any]]) -> None:
        from sqlalchemy import bindparam, update

        if rows:
            changed: dict[str, Any] = {name: bindparam(name) for name in rows[0] if name != "row"}
            statement = update(table).where(table.c.id == bindparam("row")).values(changed)
            self._db.execute(statement, rows)
