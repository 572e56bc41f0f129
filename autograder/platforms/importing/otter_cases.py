"""Test cases of an Otter question: their points by Otter's rule, and one ordinary test of them all."""

from __future__ import annotations

import ast
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from textwrap import indent
from typing import Any

from autograder.errors import InputError
from autograder.platforms.importing.examples import BROKEN

HIDES, SHOWS = "### BEGIN HIDDEN TESTS", "### END HIDDEN TESTS"


@dataclass(frozen=True)
class OtterCase:
    """One test case."""

    code: str
    """Statements that raise where the answer is wrong."""
    hidden: bool = False
    points: float | None = None


@dataclass(frozen=True)
class Suite:
    """The test cases of one question."""

    name: str
    cases: tuple[OtterCase, ...]
    points: Any = None
    """As it stands in the file: a number, a list of numbers, {"each": number}, or nothing."""
    all_or_nothing: bool = False
    preamble: str = ""
    """Imports and helpers of the cases."""
    manners: tuple[str, ...] = ()
    """What a person should look at."""

    @property
    def says_points(self) -> bool:
        """Whether the file says anywhere how many points there are."""
        return self.points is not None or any(case.points is not None for case in self.cases)


def with_points(tests: Suite) -> tuple[OtterCase, ...]:
    """The cases with their points, by Otter's rule.

    A list gives each its own, {"each": n} the same; a number is shared by those that say nothing;
    where nothing is said at all the question has 1 point. InputError where they do not fit.
    """
    points, cases = tests.points, tests.cases
    if isinstance(points, Mapping):
        points = (number_in(points.get("each")) or 1.0) * len(cases)
    if isinstance(points, list):
        if len(points) != len(cases):
            raise InputError(f"there are {len(points)} points for {len(cases)} cases")
        cases = tuple(replace(c, points=number_in(p)) for c, p in zip(cases, points, strict=True))
        points = None
    own = sum(case.points or 0 for case in cases)
    silent = sum(case.points is None for case in cases)
    total = number_in(points)
    if total is None:
        if points is not None:
            raise InputError(f"its points, {str(points)[:40]!r}, are not a number")
        total = own if own else 1.0
    if own > total:
        raise InputError(f"its cases have {own:g} points, the question {total:g}")
    each = (total - own) / silent if silent else 0.0
    return tuple(replace(c, points=each if c.points is None else c.points) for c in cases)


def number_in(value: Any) -> float | None:
    """A value of a file as a number; None where it is none."""
    return float(value) if isinstance(value, int | float) and not isinstance(value, bool) else None


def ordinary_test(cases: Sequence[OtterCase], all_or_nothing: bool, preamble: str = "") -> str:
    """One ordinary test: code that raises, or where several cases count, ends with the mark."""
    cases = sorted(cases, key=lambda case: case.hidden)
    parts = [preamble] if preamble else []
    if all_or_nothing or len(cases) == 1:
        return "\n".join([*parts, *_hiding([(c.code, c.hidden) for c in cases])])
    parts.append(EARNED)
    lines = []
    for number, case in enumerate(cases, 1):
        body = indent("\n".join([*_borrowed(case.code), case.code]), "    ")
        lines.append(
            (
                f"def case_{number}():\n{body}\n\nmark += earned(case_{number}, {case.points!r})\n",
                case.hidden,
            )
        )
    return "\n".join([*parts, *_hiding(lines), "mark"])


EARNED = '''\
def earned(case, points):
    """The points of a case, or 0 and what is wrong."""
    try:
        case()
    except Exception as problem:
        print(f"{case.__name__}: {type(problem).__name__}: {problem}")
        return 0
    return points


mark = 0
'''


def _borrowed(code: str) -> list[str]:
    """Lines for the names that a case reads and then sets anew: in a function they would be unknown."""
    try:
        names = _Names(ast.parse(code))
    except BROKEN:  # the draft has a note of it
        return []
    return [f"{name} = globals().get({name!r})" for name in sorted(names.read & names.stored)]


class _Names(ast.NodeVisitor):
    """The names of some code: those that are read before they are stored, and those stored."""

    def __init__(self, *nodes: ast.AST) -> None:
        self.read: set[str] = set()
        self.stored: set[str] = set()
        for node in nodes:
            self.visit(node)

    def visit_Name(self, node: ast.Name) -> None:
        if isinstance(node.ctx, ast.Store):
            self.stored.add(node.id)
        elif node.id not in self.stored:
            self.read.add(node.id)

    def visit_Assign(self, node: ast.Assign) -> None:
        self._in_turn(node.value, *node.targets)

    def visit_NamedExpr(self, node: ast.NamedExpr) -> None:
        self._in_turn(node.value, node.target)

    def visit_AugAssign(self, node: ast.AugAssign) -> None:
        if isinstance(node.target, ast.Name) and node.target.id not in self.stored:
            self.read.add(node.target.id)
        self._in_turn(node.value, node.target)

    def visit_For(self, node: ast.For) -> None:
        self._in_turn(node.iter, node.target, *node.body, *node.orelse)

    def generic_visit(self, node: ast.AST) -> None:
        if isinstance(node, ast.ListComp | ast.SetComp | ast.GeneratorExp | ast.DictComp):
            parts = [node.key, node.value] if isinstance(node, ast.DictComp) else [node.elt]
            self.read |= _Names(*node.generators, *parts).read - self.stored
        else:
            super().generic_visit(node)

    def visit_comprehension(self, node: ast.comprehension) -> None:
        self._in_turn(node.iter, node.target, *node.ifs)

    def visit_FunctionDef(self, node: ast.FunctionDef) -> None:
        self.stored.add(node.name)  # what it reads is looked up when it is called

    def visit_Lambda(self, node: ast.Lambda) -> None:
        return

    def _in_turn(self, *nodes: ast.AST) -> None:
        for node in nodes:
            self.visit(node)


def _hiding(parts: Sequence[tuple[str, bool]]) -> list[str]:
    shown = [text for text, hidden in parts if not hidden]
    secret = [text for text, hidden in parts if hidden]
    return [*shown, *([HIDES, *secret, SHOWS] if secret else [])]
