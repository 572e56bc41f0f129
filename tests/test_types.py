"""What holds for the types of the whole package."""

from __future__ import annotations

import ast
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

PACKAGE = Path(__file__).resolve().parents[1] / "autograder"
ARRAYS = ("ndarray", "NDArray", "Array")


def statements() -> Iterator[tuple[str, ast.stmt]]:
    """All statements on top of the package's files, each with the path of its file."""
    for path in sorted(PACKAGE.rglob("*.py")):
        name = path.relative_to(PACKAGE).as_posix()
        yield from ((name, node) for node in ast.parse(path.read_text(encoding="utf-8")).body)


def type_name(node: ast.stmt) -> str | None:
    """The name of a public class or of a public alias of a type that a statement defines."""
    if isinstance(node, ast.ClassDef):
        name = node.name
    elif isinstance(node, ast.TypeAlias if hasattr(ast, "TypeAlias") else ()):
        name = node.name.id
    elif isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name):
        if ast.unparse(node.value).startswith("TypeVar("):
            return None
        name = node.targets[0].id
    else:
        return None
    camel = name[0].isupper() and any(letter.islower() for letter in name)
    return name if camel else None


def test_no_two_public_types_share_a_name() -> None:
    places: dict[str, list[str]] = defaultdict(list)
    for path, node in statements():
        name = type_name(node)
        if name is not None:
            places[name].append(path)
    assert {name: paths for name, paths in places.items() if len(paths) > 1} == {}


def is_dataclass(node: ast.ClassDef) -> bool:
    return any("dataclass" in ast.unparse(mark) for mark in node.decorator_list)


def says_how_it_compares(node: ast.ClassDef) -> bool:
    own = any(isinstance(item, ast.FunctionDef) and item.name == "__eq__" for item in node.body)
    return own or any("eq=" in ast.unparse(mark) for mark in node.decorator_list)


def holds_arrays(node: ast.ClassDef) -> bool:
    """Whether a field is an array, or holds some; what a function gives is not held."""
    fields = [ast.unparse(item.annotation) for item in node.body if isinstance(item, ast.AnnAssign)]
    return any(
        word in field for field in fields if not field.startswith("Callable") for word in ARRAYS
    )


def test_a_dataclass_that_holds_arrays_says_how_it_compares() -> None:
    """By default `==` compares the arrays, and raises where they have more than one element."""
    silent = [
        f"{path}: {node.name}"
        for path, node in statements()
        if isinstance(node, ast.ClassDef)
        and is_dataclass(node)
        and holds_arrays(node)
        and not says_how_it_compares(node)
    ]
    assert silent == []
