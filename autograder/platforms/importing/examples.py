"""What code should show, as statements that raise where it does not: doctests and Otter's test cells."""

from __future__ import annotations

import ast
import doctest
import re
from dataclasses import dataclass
from textwrap import indent

from autograder.errors import InputError

BROKEN = (SyntaxError, ValueError, RecursionError, MemoryError, TypeError)
"""What parsing may raise."""
Translation = tuple[str, str]
"""Statements, and what a person should look at ("" for nothing)."""


@dataclass(frozen=True)
class CellOutput:
    """What a cell showed when it was run: nothing of both where its value was None."""

    printed: str = ""
    value: str | None = None


def from_doctest(text: str) -> tuple[str, list[str]]:
    """A doctest as statements, and what a person should look at. InputError where it is none."""
    try:
        examples = doctest.DocTestParser().get_examples(text)
    except ValueError as error:
        raise InputError(f"its doctest can't be read: {error}") from error
    translations = [
        _example(item.source.rstrip("\n"), item.want, item.exc_msg) for item in examples
    ]
    return "\n".join(code for code, _ in translations) or "pass", [
        note for _, note in translations if note
    ]


def from_cell(source: str, output: CellOutput | None, raises: bool = False) -> Translation:
    """A test cell of Otter Assign: its statements, the last compared to what the cell showed.

    `output` is None where the file does not hold it. `raises` says that the notebook's tests are
    functions that raise (Otter's `ok_format: false`): they are called with the student's variables.
    InputError where it is not Python.
    """
    try:
        body = ast.parse(source).body
    except BROKEN as error:
        raise InputError(f"a test is not Python: {error}") from error
    if not body:
        return "pass", "one of its tests is empty"
    if isinstance(body[0], ast.FunctionDef) and (raises or len(body) == 1):
        return function_and_call(body[0]), ""
    last = body[-1]
    first = "\n".join(source.split("\n")[: last.lineno - 1])
    if len(body) > 1 and last.lineno <= (body[-2].end_lineno or 0):  # two on one line
        first = "\n".join(map(ast.unparse, body[:-1]))
    code, note = _last(
        last, ast.get_source_segment(source, last) or ast.unparse(last), output, body
    )
    return "\n".join(filter(None, (first, code))), note


def _last(
    node: ast.stmt, text: str, output: CellOutput | None, body: list[ast.stmt]
) -> Translation:
    """The last statement of a test cell, compared to what the cell showed."""
    value = node.value if isinstance(node, ast.Expr) else None
    if isinstance(value, ast.Compare | ast.BoolOp) and output == CellOutput():
        output = None  # it was cleared
    if output is None:
        if value is None or _is_print(value) or _calls_own(value, body):
            return text, ""
        return f"assert {text}", (
            f"the file does not hold what `{text[:60]}` should show: is it meant to be true?"
        )
    if value is None or output.value is None:
        if not output.printed.strip():
            return text, ""
        return _captured(text, output.printed)
    if not output.printed.strip():
        return _compared(text, output.value)
    code, note = _compared("_value", output.value)
    said, more = _captured(f"_value = {text}", output.printed)
    return f"{said}\n{code}", note or more


def function_and_call(node: ast.FunctionDef) -> str:
    """A test that is a function, and its call: its arguments are the student's variables, `env` is all
    of them."""
    names = [argument.arg for argument in node.args.args]
    arguments = ", ".join("globals()" if name == "env" else name for name in names)
    bare = ast.unparse(ast.FunctionDef(**{**vars(node), "decorator_list": []}))
    return f"{bare}\n{node.name}({arguments})"


def _example(source: str, want: str, raised: str | None) -> Translation:
    """An example in a doctest: what it shows is what it prints, then its value."""
    if raised is not None:
        kind = raised.split(":")[0].strip().rpartition(".")[2]
        code = (
            f"try:\n{indent(source, '    ')}\nexcept Exception as _raised:\n"
            f"    assert type(_raised).__name__ == {kind!r}, _raised\n"
            f"else:\n    raise AssertionError({f'{kind} was not raised'!r})"
        )
        return code, ""
    want = re.sub(r"(?m)^<BLANKLINE>$", "", want.strip("\n"))
    if not want:
        return source, ""
    try:
        value = ast.parse(source, mode="eval").body
    except BROKEN:
        return _captured(source, want)
    if _is_print(value):
        return _captured(source, want)
    prints = any(isinstance(node, ast.expr) and _is_print(node) for node in ast.walk(value))
    if prints or ("\n" in want and not _is_literal(want)):
        shows = f"_value = {source}\nif _value is not None:\n    print(repr(_value))"
        return _captured(shows, want)
    return _compared(source, want)


def _compared(source: str, want: str) -> Translation:
    """An expression and how its value is shown."""
    want = want.strip()
    if want in ("True", "False"):
        return f"assert {'' if want == 'True' else 'not '}({source})", ""
    if _is_literal(want):
        return f"assert ({source}) == {ast.literal_eval(want)!r}", ""
    return f"assert repr({source}) == {want!r}", f"it compares how `{source[:60]}` is shown"


def _captured(source: str, want: str) -> Translation:
    """Statements and what they print."""
    code = (
        "import contextlib, io\n"
        "with contextlib.redirect_stdout(io.StringIO()) as _said:\n"
        f"{indent(source, '    ')}\n"
        f"assert _said.getvalue().strip() == {want.strip()!r}, _said.getvalue()"
    )
    return code, f"it compares what `{' '.join(source.split())[:60]}` prints"


def _is_literal(text: str) -> bool:
    try:
        ast.literal_eval(text)
    except BROKEN:
        return False
    return True


def _is_print(node: ast.expr) -> bool:
    return (
        isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "print"
    )


def _calls_own(node: ast.expr, body: list[ast.stmt]) -> bool:
    """Whether it calls a function that the cell itself defines: one that raises."""
    own = {statement.name for statement in body if isinstance(statement, ast.FunctionDef)}
    return isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in own
