"""Cells that go on after a statement that fails."""

from __future__ import annotations

import ast
from typing import Any

import pytest

from autograder.engine.inside.statements import EachStatement

CELLS = {
    "a library in the first line": ("import nothing\nx = 1", {"x": 1}),
    "a library among others": ("import nothing, math as m\nx = m.floor(1.5)", {"x": 1}),
    "a name among others": ("from math import nothing, floor\nx = floor(1.5)", {"x": 1}),
    "an error": ("y = 1 / 0\nx = 1", {"x": 1}),
    "a block is one": ("for i in range(3):\n  x = i\n  if i: 1 / 0", {"x": 1}),
    "a function": ("@nothing\ndef f(): pass\ndef g(): return 1\nx = g()", {"x": 1}),
    "from the future": ("from __future__ import annotations\ndef f(a: nothing): pass\nx = 1", {"x": 1}),
}  # fmt: skip


@pytest.mark.parametrize(("cell", "expected"), CELLS.values(), ids=CELLS)
def test_what_can_be_done_is_done(cell, expected):
    tree = ast.fix_missing_locations(EachStatement().visit(ast.parse(cell)))
    names: dict[str, Any] = {}
    exec(compile(tree, "cell", "exec"), names)
    assert {name: names[name] for name in expected} == expected


def test_an_interrupt_ends_the_cell():
    tree = ast.fix_missing_locations(EachStatement().visit(ast.parse("raise KeyboardInterrupt")))
    with pytest.raises(KeyboardInterrupt):
        exec(compile(tree, "cell", "exec"), {})
