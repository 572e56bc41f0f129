"""Otter's test files, read without running any of them.

Two forms: doctests in a dictionary (OK), and functions under `@test_case` that raise.
"""

from __future__ import annotations

import ast
from collections.abc import Mapping
from textwrap import dedent
from typing import Any

from autograder.errors import InputError
from autograder.platforms.importing.examples import BROKEN, from_doctest, function_and_call
from autograder.platforms.importing.otter_cases import OtterCase, Suite, number_in


def read_test_file(text: str) -> Suite:
    """The tests of a file `tests/q1.py`, in either form. InputError where it is neither."""
    try:
        tree = ast.parse(text)
    except BROKEN as error:
        raise InputError(f"it is not Python: {error}") from error
    plain = _assigned(tree)
    if isinstance(plain.get("test"), dict):
        return from_specification(plain["test"])
    kept, cases, notes = [], [], []
    for node in tree.body:
        marks = _test_case(node)
        if marks is not None:
            assert isinstance(node, ast.FunctionDef)
            hidden = marks.get("hidden") is True
            cases.append(OtterCase(function_and_call(node), hidden, number_in(marks.get("points"))))
        elif (
            isinstance(node, ast.ImportFrom) and (node.module or "").startswith("otter")
        ) or _names(node) & {"OK_FORMAT", "name", "points", "all_or_nothing"}:
            continue
        else:
            kept.append(ast.unparse(node))
    if not cases:
        raise InputError("it has neither `test = {...}` nor a function under @test_case")
    if kept:
        notes.append("what its test file holds beside the cases is shown to students")
    return Suite(
        str(plain.get("name", "question")),
        tuple(cases),
        plain.get("points"),
        plain.get("all_or_nothing") is True,
        "\n".join(kept),
        tuple(notes),
    )


def from_specification(test: Mapping[str, Any]) -> Suite:
    """The tests of an OK dictionary. InputError where it is none."""
    suites = test.get("suites")
    if not isinstance(suites, list) or not all(isinstance(suite, dict) for suite in suites):
        raise InputError("its `suites` are not a list")
    cases: list[OtterCase] = []
    notes: list[str] = []
    for suite in suites:
        notes += [f"its tests have {key} code" for key in ("setup", "teardown") if suite.get(key)]
        for case in suite.get("cases") or ():
            if not isinstance(case, dict) or not isinstance(case.get("code"), str):
                raise InputError("one of its cases has no code")
            code, more = from_doctest(dedent(case["code"]))
            notes += more
            cases.append(
                OtterCase(code, bool(case.get("hidden", True)), number_in(case.get("points")))
            )
    if not cases:
        raise InputError("it has no cases")
    whole = test.get("all_or_nothing") is True
    name = str(test.get("name", "question"))
    return Suite(name, tuple(cases), test.get("points"), whole, "", tuple(dict.fromkeys(notes)))


def _test_case(node: ast.stmt) -> dict[str, Any] | None:
    """What a function's `@test_case(...)` says; None where it has none."""
    for mark in node.decorator_list if isinstance(node, ast.FunctionDef) else ():
        called = mark.func if isinstance(mark, ast.Call) else mark
        if ast.unparse(called).split(".")[-1] == "test_case":
            words = mark.keywords if isinstance(mark, ast.Call) else []
            return {word.arg: _literal(word.value) for word in words if word.arg}
    return None


def _assigned(tree: ast.Module) -> dict[str, Any]:
    """The plain values that a module assigns to names, the rest left out."""
    pairs = [(name, node) for node in tree.body for name in _names(node)]
    return {name: _literal(node.value) for name, node in pairs if isinstance(node, ast.Assign)}


def _names(node: ast.stmt) -> set[str]:
    targets = node.targets if isinstance(node, ast.Assign) else []
    return {target.id for target in targets if isinstance(target, ast.Name)}


def _literal(node: ast.expr) -> Any:
    try:
        return ast.literal_eval(node)
    except BROKEN:
        return None
