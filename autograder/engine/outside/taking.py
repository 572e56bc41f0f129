"""The values of one export step, as they come from the notebook: checked, and bounded."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, get_args

from autograder.engine.frame import MalformedError, unpack_block
from autograder.engine.plain import clean, from_json
from autograder.engine.session import Called, Export, Handle, Limits, Problem, Taken
from autograder.values.tensors import unpack_tensors

PROBLEMS = frozenset(get_args(Problem))


class Budget:
    """Bytes that may still be taken in a run."""

    def __init__(self, size: int) -> None:
        self._left = size

    def spend(self, size: int) -> bool:
        """Whether there was room for `size` bytes more; they are spent then."""
        if size > self._left:
            return False
        self._left -= size
        return True


class Taking:
    """Collects the VALUE frames of one step. The first for an export counts."""

    def __init__(
        self, step: int, exports: Iterable[Export], limits: Limits, budget: Budget, process: int
    ) -> None:
        self._step = step
        self._exports = {export.label: export for export in exports}
        self._limits = limits
        self._budget = budget
        self._process = process
        self._taken: dict[str, Taken] = {}

    def accept(self, payload: bytes) -> None:
        """Take one frame in; what makes no sense is left, and `result` will say so."""
        try:
            head, tail = unpack_block(payload)
            label = head.get("label")
            export = self._exports.get(label) if isinstance(label, str) else None
            if export is None or export.label in self._taken:
                return
        except MalformedError:
            return
        try:
            self._taken[export.label] = self._read(export, head, tail)
        except MalformedError as error:
            self._taken[export.label] = Taken(problem="malformed", detail=clean(str(error), 500))

    def result(self, problem: Problem, detail: str = "") -> dict[str, Taken]:
        """All values by label; `problem` for those that did not come."""
        missing = Taken(problem=problem, detail=detail)
        return {label: self._taken.get(label, missing) for label in self._exports}

    def _read(self, export: Export, head: dict[str, Any], tail: bytes) -> Taken:
        type_name = printable(head.get("type"), 80)
        problem = problem_of(head)
        if problem is not None:
            detail = printable(head.get("detail"), 500)
            return Taken(problem=problem, type_name=type_name, detail=detail)
        if export.form == "callable":
            return Taken(Handle(self._step, export.label, self._process), type_name=type_name)
        if not self._budget.spend(len(tail)):
            return Taken(problem="too-large", type_name=type_name, detail="too much in all")
        if export.form == "plain":
            if len(tail) > self._limits.plain_bytes:
                raise MalformedError("more JSON than allowed")
            return Taken(from_json(tail), type_name=type_name)
        (array,) = read_arrays(tail, self._limits.array_bytes, 1)
        return Taken(array, type_name=type_name)


def read_called(payload: bytes, limits: Limits) -> Called:
    """What a RETURNED frame says."""
    try:
        head, tail = unpack_block(payload)
        problem = problem_of(head)
        if problem is not None:
            return Called(problem=problem, detail=printable(head.get("detail"), 500))
        return Called(read_arrays(tail, limits.array_bytes))
    except MalformedError as error:
        return Called(problem="malformed", detail=clean(str(error), 500))


def read_arrays(tail: bytes, max_bytes: int, count: int | None = None) -> tuple[Any, ...]:
    """The arrays of a frame.

    Raises:
        MalformedError: they make no sense, are too large, or are not as many as they must be.
    """
    arrays = unpack_tensors(tail, max_bytes)
    if count is not None and len(arrays) != count:
        raise MalformedError(f"{len(arrays)} arrays, where {count} must be")
    return arrays


def problem_of(head: dict[str, Any]) -> Problem | None:
    """The problem that a frame tells.

    Raises:
        MalformedError: there is no such problem.
    """
    problem = head.get("problem")
    if problem is None:
        return None
    if not isinstance(problem, str) or problem not in PROBLEMS:
        raise MalformedError("an unknown problem")
    return problem  # type: ignore[return-value]


def printable(text: Any, length: int) -> str:
    """Hostile text as one line of printable characters."""
    if not isinstance(text, str):
        return ""
    line = " ".join(clean(text, length).split())
    return "".join(c if c.isprintable() else "?" for c in line)
