"""Otter's tests, read without running any of them, and written as one ordinary test cell.

Two forms: doctests in a dictionary (OK), and functions under `@test_case` that raise.
"""

from __future__ import annotations

import ast
import doctest
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from textwrap import dedent, indent
from typing import Any

HIDES, SHOWS = "### BEGIN HIDDEN TESTS", "### END HIDDEN TESTS"
BROKEN = (SyntaxError, ValueError, RecursionError, MemoryError, TypeError)
"""What parsing may raise."""


@dataclass(frozen=True)
class Case:
    """One test case."""

    code: str
    """Statements that raise where the answer is wrong."""
    hidden: bool = False
    points: float | None = None


@dataclass(frozen=True)
class Suite:
    """The test cases of one question."""

    name: str
    cases: tuple[Case, ...]
    points: Any = None
    """As it stands in the file: a number, a list of numbers, {"each": number}, or nothing."""
    all_or_nothing: bool = False
    preamble: str = ""
    """Imports and helpers of the cases."""
    manners: tuple[str, ...] = ()
    """What a person should look at."""


def read_test_file(text: str) -> Suite:
    """The tests of a file `tests/q1.py`, in either form. ValueError where it is neither."""
    try:
        tree = ast.parse(text)
    except BROKEN as error:
        raise ValueError(f"it is no Python: {error}") from error
    plain = _assigned(tree)
    if isinstance(plain.get("test"), dict):
        return from_specification(plain["test"])
    kept, cases, notes = [], [], []
    for node in tree.body:
        marks = _test_case(node)
        if marks is not None:
            assert isinstance(node, ast.FunctionDef)
            cases.append(_of_function(node, marks))
        elif (
            isinstance(node, ast.ImportFrom) and (node.module or "").startswith("otter")
        ) or _names(node) & {"OK_FORMAT", "name", "points", "all_or_nothing"}:
            continue
        else:
            kept.append(ast.unparse(node))
    if not cases:
        raise ValueError("it has neither `test = {...}` nor a function under @test_case")
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
    """The tests of an OK dictionary. ValueError where it is none."""
    suites = test.get("suites")
    if not isinstance(suites, list) or not all(isinstance(suite, dict) for suite in suites):
        raise ValueError("its `suites` are no list")
    cases: list[Case] = []
    notes: list[str] = []
    for suite in suites:
        notes += [f"its tests have {key} code" for key in ("setup", "teardown") if suite.get(key)]
        for case in suite.get("cases") or ():
            if not isinstance(case, dict) or not isinstance(case.get("code"), str):
                raise ValueError("one of its cases has no code")
            code, said = from_doctest(dedent(case["code"]))
            notes += said
            cases.append(Case(code, bool(case.get("hidden", True)), _number(case.get("points"))))
    if not cases:
        raise ValueError("it has no cases")
    whole = test.get("all_or_nothing") is True
    name = str(test.get("name", "question"))
    return Suite(name, tuple(cases), test.get("points"), whole, "", tuple(dict.fromkeys(notes)))


def from_doctest(text: str) -> tuple[str, list[str]]:
    """A doctest as statements, and what a person should look at. ValueError where it is none."""
    try:
        examples = doctest.DocTestParser().get_examples(text)
    except ValueError as error:
        raise ValueError(f"its doctest can't be read: {error}") from error
    told = [_example(item.source.rstrip("\n"), item.want, item.exc_msg) for item in examples]
    return "\n".join(code for code, _ in told), [note for _, note in told if note]


def from_cell(source: str, output: str | None) -> tuple[str, str]:
    """A test cell of Otter Assign: its statements, the last compared to what the cell showed.

    A function that is called at the end is the form that raises, and stays as it is.
    """
    try:
        body = ast.parse(source).body
    except BROKEN as error:
        raise ValueError(f"a test is no Python: {error}") from error
    if body and isinstance(body[0], ast.FunctionDef) and len(body) <= 2:
        case = _of_function(body[0], {})
        return (source, "") if len(body) == 2 else (case.code, "")
    if not body or not isinstance(body[-1], ast.Expr):
        return source, ""
    first = "\n".join(ast.unparse(node) for node in body[:-1])
    last = ast.unparse(body[-1])
    if output is None:
        code = last if _is_print(body[-1].value) else f"assert {last}"
        note = f"the file does not hold what `{last[:60]}` should show: is it meant to be true?"
    else:
        code, note = _example(last, output, None)
    return "\n".join(filter(None, (first, code))), note


def _example(source: str, want: str, raised: str | None) -> tuple[str, str]:
    """A statement and what it should show, as statements that raise; and what to look at."""
    if raised is not None:
        kind = raised.split(":")[0].strip().rpartition(".")[2]
        code = (
            f"try:\n{indent(source, '    ')}\nexcept Exception as _raised:\n"
            f"    assert type(_raised).__name__ == {kind!r}, _raised\n"
            f"else:\n    raise AssertionError({f'{kind} was not raised'!r})"
        )
        return code, ""
    want = want.strip("\n")
    if not want:
        return source, ""
    try:
        value = ast.parse(source, mode="eval").body
    except BROKEN:
        return _printed(source, want)
    if _is_print(value):
        return _printed(source, want)
    if want in ("True", "False"):
        return f"assert {'' if want == 'True' else 'not '}({source})", ""
    try:
        literal = ast.literal_eval(want)
    except BROKEN:
        return f"assert repr({source}) == {want!r}", f"it compares how `{source[:60]}` is shown"
    return f"assert ({source}) == {literal!r}", ""


def _printed(source: str, want: str) -> tuple[str, str]:
    code = (
        "import contextlib, io\n"
        "with contextlib.redirect_stdout(io.StringIO()) as _said:\n"
        f"{indent(source, '    ')}\n"
        f"assert _said.getvalue().strip() == {want.strip()!r}, _said.getvalue()"
    )
    return code, f"it compares what `{source[:60]}` prints"


def _is_print(node: ast.expr) -> bool:
    return (
        isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "print"
    )


def _of_function(node: ast.FunctionDef, marks: Mapping[str, Any]) -> Case:
    """A case that is a function: its arguments are names of the student's, `env` is all of them."""
    names = [argument.arg for argument in node.args.args]
    given = ", ".join("globals()" if name == "env" else name for name in names)
    bare = ast.unparse(ast.FunctionDef(**{**vars(node), "decorator_list": []}))
    hidden = marks.get("hidden") is True
    return Case(f"{bare}\n{node.name}({given})", hidden, _number(marks.get("points")))


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


def _number(said: Any) -> float | None:
    return float(said) if isinstance(said, int | float) and not isinstance(said, bool) else None


def shared(tests: Suite) -> tuple[Case, ...]:
    """The cases with their points, by Otter's rule.

    A list gives each its own, {"each": n} the same; a number is shared by those that say nothing;
    where nothing is said at all the question has 1 point. ValueError where they do not fit.
    """
    said, cases = tests.points, tests.cases
    if isinstance(said, Mapping):
        said = (_number(said.get("each")) or 1.0) * len(cases)
    if isinstance(said, list):
        if len(said) != len(cases):
            raise ValueError(f"there are {len(said)} points for {len(cases)} cases")
        cases = tuple(replace(c, points=_number(p)) for c, p in zip(cases, said, strict=True))
        said = None
    own = sum(case.points or 0 for case in cases)
    silent = sum(case.points is None for case in cases)
    total = _number(said)
    if total is None:
        total = own if own else 1.0
    if own > total:
        raise ValueError(f"its cases have {own:g} points, the question {total:g}")
    each = (total - own) / silent if silent else 0.0
    return tuple(replace(c, points=each if c.points is None else c.points) for c in cases)


def as_cell(cases: Sequence[Case], all_or_nothing: bool, preamble: str = "") -> str:
    """One ordinary test: code that raises, or where several cases count, ends with the mark."""
    cases = sorted(cases, key=lambda case: case.hidden)
    parts = [preamble] if preamble else []
    if all_or_nothing or len(cases) == 1:
        return "\n".join([*parts, *_hiding([(c.code, c.hidden) for c in cases])])
    parts.append(EARNED)
    lines = []
    for number, case in enumerate(cases, 1):
        body = indent(case.code, "    ")
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


def _hiding(parts: Sequence[tuple[str, bool]]) -> list[str]:
    shown = [text for text, hidden in parts if not hidden]
    secret = [text for text, hidden in parts if hidden]
    return [*shown, *([HIDES, *secret, SHOWS] if secret else [])]
