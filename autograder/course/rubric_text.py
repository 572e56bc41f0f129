"""The text of a rubric: where in it each question, and each of its fields, is written."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from autograder.errors import InputError

STEP = re.compile(r"(?P<field>\w+)|\[(?P<index>\d+)\]")
"""One step of a path such as `parts[0].layers`."""


@dataclass(frozen=True, eq=False)
class RubricText:
    """A rubric's file, read and not run. What is worked out in loops is not found in it."""

    path: Path
    tree: ast.Module

    @classmethod
    def read(cls, path: Path) -> RubricText:
        """The text of a file. InputError, with the line, where it is no Python."""
        if not path.is_file():
            raise InputError(f"{path}: there is no such file")
        try:
            return cls(path, ast.parse(path.read_bytes(), str(path)))
        except (SyntaxError, ValueError) as error:  # ValueError: a byte that is no text
            line = getattr(error, "lineno", None)
            place = str(path) if line is None else f"{path}, line {line}"
            raise InputError(f"{place}: SyntaxError: {getattr(error, 'msg', error)}") from error

    def place(self, question: str, field: str = "") -> str:
        """`rubric.py, line 12`: where a question begins, or one of its fields (`parts[0].layers`)."""
        node: ast.expr | None = next((call for id, call in self._calls() if id == question), None)
        if node is None:
            return str(self.path)
        line = node.lineno
        for step in STEP.finditer(field):
            node = _inside(node, step)
            if node is None:
                break
            line = node.lineno
        return f"{self.path}, line {line}"

    def question_at(self, line: int) -> str | None:
        """The id of the question in whose declaration a line stands; None where it stands in none."""
        around = [
            (call.lineno, id)
            for id, call in self._calls()
            if call.lineno <= line <= (call.end_lineno or call.lineno)
        ]
        return max(around)[1] if around else None

    def _calls(self) -> Iterator[tuple[str, ast.Call]]:
        """All calls with an `id=`, by it."""
        for node in ast.walk(self.tree):
            if isinstance(node, ast.Call):
                for keyword in node.keywords:
                    if keyword.arg == "id" and isinstance(keyword.value, ast.Constant):
                        yield str(keyword.value.value), node


def _inside(node: ast.expr, step: re.Match[str]) -> ast.expr | None:
    """What stands at one step into an expression; None where that can't be seen."""
    if step["field"] and isinstance(node, ast.Call):
        return next((k.value for k in node.keywords if k.arg == step["field"]), None)
    if step["index"] and isinstance(node, ast.Tuple | ast.List):
        number = int(step["index"])
        return node.elts[number] if number < len(node.elts) else None
    return None
