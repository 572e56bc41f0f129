"""What a live notebook gives for a question, read by the same code as when it is graded."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import redirect_stdout
from io import StringIO
from typing import Any

from autograder.questions.answer import Answer
from autograder.values.call import Call, Port, Reply
from autograder.values.export import Export
from autograder.values.randomness import same_randomness
from autograder.values.reader import Reader


class LiveNotebook(Port):
    """Reads variables of a notebook without changing them, and calls what it has read."""

    def __init__(self, namespace: Mapping[str, Any]) -> None:
        """`namespace` holds the notebook's variables."""
        self._reader = Reader(namespace)

    def answer(self, exports: Sequence[Export], printed: str | None) -> Answer:
        """The values for a question, and what its answer's cell printed."""
        with same_randomness():
            values = {export.key: self._reader.read(export) for export in exports}
        return Answer(values, printed)

    def call(self, export: Export, calls: Sequence[Call]) -> tuple[Reply, ...]:
        """The replies, one for each call. What the calls print on so many inputs tells nothing.

        KeyboardInterrupt where the student interrupts the check.
        """
        with redirect_stdout(StringIO()):
            return tuple(self._reader.replies(export.key, calls))
