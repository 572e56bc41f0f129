"""The order of the assignments, and what a course's page tells of them."""

from __future__ import annotations

from pathlib import Path

import pytest

from autograder.course.course import Course
from autograder.course.master import Cell, Master
from autograder.course.outline import course_outline, sections
from autograder.errors import InputError

RUBRIC = """
from autograder.course.rubric import Rubric
from autograder.questions.written.question import WrittenQuestion

def rubric(variant):
    why = WrittenQuestion(id="why", points=3, statement="Why?", hint="Because.", guide="One each.")
    return Rubric("{title}", (why,), needs={needs!r})
"""


def make_course(root: Path, needs: dict[str, tuple[str, ...]]) -> Course:
    """A course with an assignment for each key, which needs those of its value."""
    for name, needed in needs.items():
        folder = root / "solutions" / name
        folder.mkdir(parents=True)
        (folder / "rubric.py").write_text(RUBRIC.format(title=name.title(), needs=needed))
        (folder / f"{name}.py").write_text(f"# %% [markdown]\n# # {name}\n")
    return Course.at(root)


@pytest.mark.parametrize(
    ("needs", "order"),
    [
        ({"a": (), "b": (), "c": ()}, ["a", "b", "c"]),
        ({"a": ("c",), "b": (), "c": ("b",)}, ["b", "c", "a"]),
        ({"a": ("b", "c"), "b": (), "c": ()}, ["b", "c", "a"]),
        ({"a": ("b",), "b": (), "c": ()}, ["b", "a", "c"]),
    ],
    ids=["no needs", "a chain", "two needs", "the alphabet else"],
)
def test_what_is_needed_comes_first(
    tmp_path: Path, needs: dict[str, tuple[str, ...]], order: list[str]
) -> None:
    outlines = course_outline(make_course(tmp_path, needs))
    assert [item.assignment.name for item in outlines] == order
    assert {(item.points, item.manual_points) for item in outlines} == {(3, 3)}


def test_needing_what_there_is_not(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"a/rubric.py: `needs` names 'z', which is no assignment"):
        course_outline(make_course(tmp_path, {"a": ("z",)}))


def test_needing_each_other(tmp_path: Path) -> None:
    course = make_course(tmp_path, {"a": (), "b": ("c",), "c": ("b",)})
    with pytest.raises(InputError, match=r"none can be first: b, c$"):
        course_outline(course)


def text(*lines: str) -> Cell:
    return Cell("text", None, "\n".join(lines), "id")


@pytest.mark.parametrize(
    ("cells", "found"),
    [
        (
            (text("# Title", "words", "## 1. A *first*"), text("## 12. Then `same`", "### Deeper")),
            ("A first", "Then same"),
        ),
        ((text("# Title"), text("## In between"), text("# 1. Borders"), text("# Stride")),
         ("Borders", "Stride")),
        ((text("# Title"), Cell("locked", None, "# a comment", "c")), ()),
        ((text("no heading at all"),), ()),
    ],
    ids=["sections", "chapters", "code has no headings", "nothing"],
)  # fmt: skip
def test_headings_are_sections(cells: tuple[Cell, ...], found: tuple[str, ...]) -> None:
    assert sections(Master("a", cells)) == found


def test_this_course_begins_with_kernels(root: Path) -> None:
    outlines = course_outline(Course.at(root))
    assert outlines[0].assignment.name == "kernels"
    for item in outlines:
        assert item.rubric.summary, item.assignment.name
        assert item.sections, item.assignment.name
        least, most = item.rubric.minutes
        assert 30 <= least < most <= 180
