"""Cells that go on after a statement that fails, for notebooks that find few of their libraries."""

from __future__ import annotations

import ast
from collections.abc import Iterator


class EachStatement(ast.NodeTransformer):
    """Lets each statement of a cell fail alone, and each name of an import: what does without libraries is
    defined, whatever stands above it."""

    def visit_Module(self, node: ast.Module) -> ast.Module:
        """The cell, with each of its statements in a `try` of its own."""
        parts = (part for statement in node.body for part in _parts(statement))
        return ast.Module([_alone(part) for part in parts], node.type_ignores)


def _parts(statement: ast.stmt) -> Iterator[ast.stmt]:
    """An import once for each of its names; any other statement as it is."""
    if isinstance(statement, ast.Import):
        for name in statement.names:
            yield ast.copy_location(ast.Import([name]), statement)
    elif isinstance(statement, ast.ImportFrom) and statement.module != "__future__":
        for name in statement.names:
            again = ast.ImportFrom(statement.module, [name], statement.level)
            yield ast.copy_location(again, statement)
    else:
        yield statement


def _alone(statement: ast.stmt) -> ast.stmt:
    if isinstance(statement, ast.ImportFrom) and statement.module == "__future__":
        return statement  # it may stand nowhere else
    handler = ast.ExceptHandler(ast.Name("Exception", ast.Load()), None, [ast.Pass()])
    return ast.copy_location(ast.Try([statement], [handler], [], []), statement)
