"""The values of one export step, as they come from the notebook: checked, and bounded."""

from __future__ import annotations

from collections.abc import Iterable

from autograder.engine.session import Limits
from autograder.values.export import Export
from autograder.values.forms import checked_value
from autograder.values.message import unpack
from autograder.values.plain import TAGS
from autograder.values.text import MalformedError, clean
from autograder.values.value import Problem, Value


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


class StepValues:
    """Collects the VALUE frames of one step. The first for an export counts."""

    def __init__(self, exports: Iterable[Export], limits: Limits, budget: Budget) -> None:
        self._exports = {export.key: export for export in exports}
        self._limits = limits
        self._budget = budget
        self._values: dict[str, Value] = {}

    def accept(self, payload: bytes) -> None:
        """Take one frame in; what makes no sense is left, and `result` will say so."""
        json_bytes = self._limits.plain_bytes + TAGS
        try:
            key, value = unpack(payload, tuple[str, Value], self._limits.array_bytes, json_bytes)
        except MalformedError:
            return
        if key not in self._exports or key in self._values:
            return
        try:
            value = checked_value(self._exports[key], value)
        except MalformedError as error:
            value = Value(problem="malformed", detail=clean(str(error), 500))
        if value.value is not None and not self._budget.spend(len(payload)):
            value = Value(None, "too-large", value.type_name, "too much in all")
        self._values[key] = value

    def result(self, problem: Problem, detail: str = "") -> dict[str, Value]:
        """All values by key; `problem` for those that did not come."""
        missing = Value(problem=problem, detail=detail)
        return {key: self._values.get(key, missing) for key in self._exports}
