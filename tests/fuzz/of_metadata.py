"""Damages of metadata: nbgrader's marks, the release's own, kernels and languages."""

from __future__ import annotations

from typing import Any

from tests.fuzz.damage import Draft, mark_of, table
from tests.fuzz.odd import odd, odd_text

KEYS = (
    "grade_id",
    "grade",
    "solution",
    "locked",
    "points",
    "checksum",
    "cell_type",
    "schema_version",
    "task",
)
POINTS = ("1e308", "1e999", "-5", "NaN", '"2"', "null", "[]", "true", "9" * 400, "0.1")
LANGUAGES = (
    "R",
    "julia",
    "Python",
    "python3",
    "ipython",
    "PYTHON ",
    "",
    "sas",
    "\ud800",
    "x" * 5000,
    "<b>R</b>",
    "\x1b[1mR",
)
KERNELS: tuple[Any, ...] = (
    {"kernelspec": {"name": "ir"}},
    {"kernelspec": {"name": "python3", "language": 7}},
    {"kernelspec": []},
    {"kernelspec": None, "language_info": None},
    {"language_info": {"name": "python", "version": [3]}},
    {"language_info": {"name": ["python"]}},
    {"language_info": {"name": "R", "version": "4"}},
    {"kernelspec": {"language": "python", "display_name": "\ud800"}},
    {
        "language_info": {
            "codemirror_mode": {"name": "x"},
            "pygments_lexer": "no-such",
            "file_extension": 7,
        }
    },
)


def _metadata(draft: Draft) -> dict[str, Any]:
    """The notebook's, to be changed."""
    metadata = draft.tree.get("metadata") if isinstance(draft.tree, dict) else None
    return metadata if isinstance(metadata, dict) else {}


def _marks_odd(draft: Draft) -> None:
    for _ in range(draft.random.choice((1, 1, 3, 20))):
        mark_of(draft.marked("grade_id"))[draft.random.choice(KEYS)] = odd(draft)


def _names_stolen(draft: Draft) -> None:
    """The id of one question on the cell of another."""
    one, other = mark_of(draft.marked("grade")), mark_of(draft.marked("solution"))
    one["grade_id"] = other.get("grade_id")


def _names_swapped(draft: Draft) -> None:
    one, other = mark_of(draft.marked("grade_id")), mark_of(draft.marked("grade_id"))
    one["grade_id"], other["grade_id"] = other.get("grade_id"), one.get("grade_id")


def _points(draft: Draft) -> None:
    mark_of(draft.marked("grade"))["points"] = draft.raw(draft.random.choice(POINTS))


def _flags(draft: Draft) -> None:
    for cell in draft.cells:
        mark = mark_of(cell)
        for key in ("grade", "solution", "locked", "task"):
            if mark and draft.random.random() < 0.3:
                mark[key] = not mark.get(key)


def _own_marks(draft: Draft) -> None:
    """Marks on cells of the student's own, of questions that there are and are not."""
    name = draft.random.choice(
        (odd_text(draft), "check-none", str(mark_of(draft.marked("grade")).get("grade_id")))
    )
    mark = {
        "grade": True,
        "grade_id": name,
        "locked": True,
        "points": 100,
        "schema_version": 3,
        "solution": False,
    }
    draft.put(
        {
            "cell_type": "code",
            "metadata": {"nbgrader": mark},
            "source": "",
            "outputs": [],
            "execution_count": 1,
        }
    )


def _lost(draft: Draft) -> None:
    for cell in draft.cells:
        if draft.random.random() < draft.random.choice((0.1, 1)):
            cell["metadata"] = draft.random.choice(({}, {}, None, []))


def _cell_metadata(draft: Draft) -> None:
    draft.cell["metadata"] = odd(draft)


def _further(draft: Draft) -> None:
    metadata = draft.cell.get("metadata")
    if isinstance(metadata, dict):
        key = draft.random.choice(
            ("tags", "id", "collapsed", "jupyter", "slideshow", "scrolled", "trusted", "vscode")
        )
        metadata[key] = odd(draft)


def _language(draft: Draft) -> None:
    name = draft.random.choice(LANGUAGES)
    _metadata(draft)["kernelspec"] = {"language": name, "name": name, "display_name": name}


def _release(draft: Draft) -> None:
    releases = ("fd6d4ee7e2ab9b24", "", "\ud800", "x" * 10_000, None, 7, {"a": 1})
    forms = ("otter", "colab", "nbgrader", "", None, 7)
    mark = {
        "release": draft.random.choice(releases),
        "form": draft.random.choice(forms),
        "assignment": odd(draft),
    }
    _metadata(draft)["autograder"] = draft.random.choice((mark, mark, mark, odd(draft)))


def _widgets(draft: Draft) -> None:
    state = {
        "application/vnd.jupyter.widget-state+json": {
            "state": odd(draft),
            "version_major": odd(draft),
        }
    }
    _metadata(draft)["widgets"] = draft.random.choice((state, odd(draft)))


METADATA = table(
    "metadata",
    "tree",
    {
        "marks-odd": _marks_odd,
        "names-stolen": _names_stolen,
        "names-swapped": _names_swapped,
        "points": _points,
        "flags": _flags,
        "marks-of-their-own": _own_marks,
        "lost": _lost,
        "cell-odd": _cell_metadata,
        "further": _further,
        "kernel": lambda draft: _metadata(draft).update(draft.random.choice(KERNELS)),
        "language": _language,
        "release": _release,
        "widgets": _widgets,
    },
)
