"""The opening of the checks: the line of a master that makes `check` what students call."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

from autograder.course.master import Cell, Master
from autograder.errors import InputError, did_you_mean

MAGIC = re.compile(r"^(\s*)[%!].*", re.MULTILINE)
"""A line that is IPython's and not Python's."""
LINES = (
    "from autograder.notebook.check import open_checks",
    'check = open_checks("{assignment}")',
)


def must_open_checks(master: Master) -> None:
    """InputError, with the line, where students would call a `check` that no cell before has opened, or
    that is another assignment's. Grading runs no check, so nothing else would notice."""
    opened: str | None = None
    for cell in master.cells:
        if cell.role == "check" and opened != master.assignment:
            raise InputError(
                f"{master.place(cell)}: question {cell.question}: {_why(opened, master)}"
            )
        for named in _opened(cell) if cell.is_code else ():
            if cell.role in ("answer", "play"):
                raise InputError(
                    f"{master.place(cell)}: `check` is set in a cell that students may change: "
                    "set it in a cell without a mark, or call this one otherwise"
                )
            opened = master.assignment if named is None else named


def _why(opened: str | None, master: Master) -> str:
    if opened:
        return (
            f"the checks of {opened!r} are opened above, and this is {master.assignment!r}"
            f"{did_you_mean(opened, [master.assignment])}"
        )
    lines = "".join(f"\n    {line.format(assignment=master.assignment)}" for line in LINES)
    return (
        "no cell above opens the checks, so each check of a student's would end with an error. "
        f"Put these lines into a cell without a mark, above the first check:{lines}"
    )


def _opened(cell: Cell) -> Iterator[str | None]:
    """For each time that a cell sets `check`: the assignment whose checks it is then, empty where it
    is something else, None where only running the cell can tell."""
    for statement in _statements(cell.source):
        if isinstance(statement, ast.Assign | ast.AnnAssign) and isinstance(
            statement.value, ast.Call
        ):
            targets = statement.targets if isinstance(statement, ast.Assign) else [statement.target]
            if any(isinstance(t, ast.Name) and t.id == "check" for t in targets):
                yield _assignment(statement.value)
        elif _sets_check(statement):
            yield ""


def _assignment(call: ast.Call) -> str | None:
    """The name that `open_checks` is called with; empty where something else is called."""
    function = call.func
    name = getattr(function, "attr", None) or getattr(function, "id", "")
    if name != "open_checks":
        return ""
    given = [*call.args, *(k.value for k in call.keywords if k.arg == "assignment")]
    value = given[0] if given else ast.Constant("")
    return str(value.value) if isinstance(value, ast.Constant) else None


def _sets_check(statement: ast.stmt) -> bool:
    if isinstance(statement, ast.FunctionDef | ast.ClassDef | ast.AsyncFunctionDef):
        return statement.name == "check"
    names = (
        getattr(node, "asname", None) or getattr(node, "name", None)
        if isinstance(node, ast.alias)
        else node.id
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store)
        else None
        for node in ast.walk(statement)
    )
    return "check" in names


def _statements(source: str) -> list[ast.stmt]:
    """The statements of a cell; none where they can't be read: running it says why."""
    try:
        return ast.parse(MAGIC.sub(r"\1pass", source)).body
    except (SyntaxError, ValueError):
        return []
