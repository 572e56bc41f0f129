"""Code for a newer Python: what brings it, and what is wrong in any."""

from __future__ import annotations

import sys

import pytest

from autograder.engine.inside import newer_syntax
from autograder.engine.inside.newer_syntax import in_words, needed_version

NEWER = {
    "type Row = list[int]": "3.12",
    "type Pair[T] = tuple[T, T]\nx = 1": "3.12",
    "def first[T](row: list[T]) -> T:\n    return row[0]": "3.12",
    "class Box[T]:\n    pass": "3.12",
    "async def f[*Ts](*a: *Ts): pass": "3.12",
    'd = {"a": 1}\nprint(f"{d["a"]} of {d["a"]:>{d["a"]}}")': "3.12",
    'print(f"{", ".join(["a"])} and {{}}")': "3.12",
    "print(f'{\"\\n\".join([])}')": "3.12",
    "def f[T = int](x: T): pass": "3.13",
    "try:\n    pass\nexcept ValueError, TypeError:\n    pass": "3.14",
    "x = t'{1}'": "3.14",
    "type A = int\ntry:\n    pass\nexcept ValueError, TypeError:\n    pass": "3.14",
}
"""Code, and the version that it needs."""

WRONG = (
    "x = = 1",
    "def f(:",
    "type Row == 1 2",
    'f"{d["',
    "print(f'{x')",
    "class A[T]\n    pass",
    "for i in range(3)\n    f'{i}'",
    "type = 1; type(x",
    "x = 1",
    "f'{" * 10_000,
    "f'" + "{{" * 10_000,
)


OURS = f"3.{sys.version_info.minor}"


@pytest.mark.parametrize("source", NEWER)
def test_the_version_is_known(source):
    assert needed_version(source) == (NEWER[source] if NEWER[source] > OURS else None)


@pytest.mark.parametrize("source", WRONG, ids=range(len(WRONG)))
def test_what_is_wrong_in_any_version_is_not_blamed_on_ours(source):
    assert needed_version(source) is None


def test_in_words():
    newest = "try:\n    pass\nexcept ValueError, TypeError:\n    pass"
    told = (
        f"this is written for Python 3.14 or later, and runs in Python {OURS} here: invalid syntax"
    )
    assert in_words(newest, "invalid syntax") == (told if OURS < "3.14" else "invalid syntax")
    assert in_words("x = = 1", "invalid syntax") == "invalid syntax"


def test_long_code_is_not_looked_at(monkeypatch):
    monkeypatch.setattr(newer_syntax, "LARGEST", 10)
    assert needed_version("type Row = list[int]") is None
