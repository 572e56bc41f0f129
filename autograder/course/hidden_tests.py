"""Regions of a test cell that students do not receive, marked as nbgrader marks them."""

from __future__ import annotations

from autograder.errors import InputError

BEGIN, END = "BEGIN HIDDEN TESTS", "END HIDDEN TESTS"


def without_hidden_tests(source: str) -> str:
    """The source as it is released: the marked regions, marks included, are left out.

    InputError where a region does not begin or end as it should.
    """
    kept: list[str] = []
    inside = False
    for line in source.split("\n"):
        if BEGIN in line or END in line:
            if inside == (BEGIN in line):
                raise InputError("a region of hidden tests begins or ends twice")
            inside = not inside
        elif not inside:
            kept.append(line)
    if inside:
        raise InputError("a region of hidden tests has no end")
    return "\n".join(kept)
