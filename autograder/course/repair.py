"""Repairs the cells of a submission: every locked and check cell as it was released, in its place.

This is the one function that does it; every command that grades uses it. What students may change
(answers, texts, cells of their own) stays as it is.
"""

from __future__ import annotations

import copy
from dataclasses import dataclass, field
from itertools import chain, count

from nbformat import NotebookNode

from autograder.course.cells import (
    as_it_was_released,
    attachments,
    checked_question,
    grade_id,
    is_answer,
    is_check,
    own_cell,
    release_mark,
    same_text,
)
from autograder.course.dialects import as_released
from autograder.course.recognition import Recognition, answer_by_place, recognise
from autograder.course.release import Release
from autograder.course.repaired_notebook import RepairedNotebook, Tampering


def repair(submitted: NotebookNode, release: Release) -> RepairedNotebook:
    """The submission with its released cells restored; neither argument is changed.

    Of duplicated cells the last counts. A check cell stands after its answer's cell, wherever it
    was before. A submission in Otter's or Colab's form of this release is read as one of nbgrader's
    form. A submission of an earlier release gets the cells of this one and is not called
    tampered, as long as its own cells are what its own release had.
    """
    said = release_mark(submitted)
    starter = release.notebook
    earlier = said is not None and said != release_mark(starter)
    work = _Repair(release, earlier)
    work.restore(recognise(as_released(submitted, release).cells, release))
    work.put_back_missing()
    work.move_checks()
    work.find_answers()
    work.give_ids()
    notebook = NotebookNode(
        cells=work.cells,
        metadata=copy.deepcopy(starter.metadata),
        nbformat=starter.nbformat,
        nbformat_minor=starter.nbformat_minor,
    )
    return RepairedNotebook(notebook, work.where(), tuple(work.tampering), earlier)


@dataclass
class _Repair:
    """A repair under way: released cells in `cells` have their released ids, others none of these."""

    release: Release
    earlier: bool
    cells: list[NotebookNode] = field(default_factory=list)
    tampering: list[Tampering] = field(default_factory=list)

    def restore(self, recognised: list[Recognition]) -> None:
        """Every cell that was recognised as it was released, an answer with the student's source."""
        last = {item.name: index for index, item in enumerate(recognised)}
        for index, item in enumerate(recognised):
            if item.name is None:
                self._keep_own(item.cell)
            elif last[item.name] != index:
                self._keep_duplicate(item)
            else:
                self.cells.append(self._restored(item, item.name))

    def _keep_own(self, cell: NotebookNode) -> None:
        """A cell of the student's own stays; one that an earlier release had locked is withdrawn."""
        name = grade_id(cell)
        if name is None or not as_it_was_released(cell) or is_answer(cell):
            self.cells.append(self._own(cell))

    def _keep_duplicate(self, item: Recognition) -> None:
        """Earlier copies of an answer or a locked cell run where they stand; those of a check go."""
        assert item.name is not None
        self._tell("cell-duplicated", item.name, "stood there more than once; the last counts")
        original = self.release.cells[item.name]
        if is_answer(original):
            self.cells.append(self._own(item.cell))
        elif not is_check(original):
            self.cells.append(self._own(original))

    def _own(self, cell: NotebookNode) -> NotebookNode:
        own = own_cell(cell)
        if own.get("id") in self.release.cells:
            del own["id"]
        return own

    def _restored(self, item: Recognition, name: str) -> NotebookNode:
        cell, original = item.cell, self.release.copy(name)
        if name not in self.release.marked:  # a text or code that students may change
            own = own_cell(cell)
            own["id"] = name
            return own
        if is_answer(original):
            return _answered(original, cell)
        honest = self.earlier and as_it_was_released(cell)
        if is_check(original) and not item.marked and not honest:
            self._tell("check-cell-renamed", name, "had lost its id; it was given back")
        same = cell.cell_type == original.cell_type and same_text(cell.source, original.source)
        if not same and not honest:
            kind = "check-cell-edited" if is_check(original) else "locked-cell-edited"
            self._tell(kind, name, "had been edited; it was restored")
        return original

    def put_back_missing(self) -> None:
        """Locked and check cells that are not there come back, in the order of the release."""
        present = self.where().keys()
        for name, original in self.release.marked.items():
            if name in present or is_answer(original):
                continue
            question = checked_question(original)
            # an earlier release may not have had a question, but it had a check for each answer
            if not self.earlier or question in present:
                kind = "check-cell-missing" if question else "locked-cell-missing"
                self._tell(kind, name, "was missing; it was put back")
            self.cells.insert(self._place(name, question), self.release.copy(name))

    def _place(self, name: str, question: str | None) -> int:
        """A check stands after its answer; any other cell after the one that it followed.

        Where the answer is lost, the student may have answered in another cell: then a check comes as
        late as it can, before the released cell that followed it.
        """
        where, order = self.where(), self.release.order
        if question in where:
            return where[question] + 1
        position = order.index(name)
        if question is None:
            before = (where[other] + 1 for other in reversed(order[:position]) if other in where)
            return next(before, 0)
        after = (where[other] for other in order[position + 1 :] if other in where)
        return next(after, len(self.cells))

    def move_checks(self) -> None:
        """A check cell that stands before its answer moves to the place after it."""
        where = self.where()
        for name, original in self.release.marked.items():
            question = checked_question(original)
            if question is None or question not in where or where[name] >= where[question]:
                continue  # an ordinary test is named for itself, not for an answer
            self._tell("check-cell-moved", name, "stood before its answer; it was moved after it")
            moved = self.cells.pop(where[name])
            self.cells.insert(where[question], moved)  # the answer has moved up by one
            where = self.where()

    def find_answers(self) -> None:
        """Answers that lost every sign are known by their place; a text's place is put back.

        An answer's code cell is not put back: its start value would overwrite what the student may
        have answered elsewhere. A person who marks a text needs a place to do it.
        """
        while absent := self._absent_answers():
            for name in absent:
                index = answer_by_place(self.cells, name, self.release)
                if index is not None:
                    self.cells[index] = _answered(self.release.copy(name), self.cells[index])
                    break
            else:  # none is known by its place: put a text's place back, which may help with others
                texts = [n for n in absent if self.release.cells[n].cell_type == "markdown"]
                if not texts:
                    break
                self._tell_absent(texts[0], "was missing; it was put back")
                self.cells.insert(self._place(texts[0], None), self.release.copy(texts[0]))
            self.move_checks()
        for name in absent:
            self._tell_absent(name, "was missing")

    def _absent_answers(self) -> list[str]:
        present = self.where()
        marked = self.release.marked.items()
        return [name for name, cell in marked if is_answer(cell) and name not in present]

    def _tell_absent(self, name: str, message: str) -> None:
        if not self.earlier:  # an earlier release may not have had the question
            self._tell("answer-cell-missing", name, message)

    def give_ids(self) -> None:
        """Every cell needs an id of its own: the student's that have none are numbered.

        By their place or, where that number is taken, further on; no number is tried twice.
        """
        taken = set(self.release.cells)
        further = (f"own-{number}" for number in count(len(self.cells)))
        for number, cell in enumerate(self.cells):
            name = cell.get("id")
            if name in self.release.cells:
                continue
            if name is None or name in taken:
                numbered = chain((f"own-{number}",), further)
                name = cell["id"] = next(free for free in numbered if free not in taken)
            taken.add(name)

    def where(self) -> dict[str, int]:
        """Released cells by id, and where they stand."""
        ids = (cell.get("id") for cell in self.cells)
        return {name: index for index, name in enumerate(ids) if name in self.release.cells}

    def _tell(self, kind: str, cell: str, message: str) -> None:
        entry = Tampering(kind, cell, f"The cell `{cell}` {message}.")
        if entry not in self.tampering:
            self.tampering.append(entry)


def _answered(original: NotebookNode, cell: NotebookNode) -> NotebookNode:
    """A released answer's cell with what the student wrote, also where its type was changed."""
    original.source = cell.source
    if original.cell_type == "markdown" and (pictures := attachments(cell)):
        original["attachments"] = pictures
    return original
