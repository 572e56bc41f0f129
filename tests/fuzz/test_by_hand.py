"""Nasty submissions that no chance finds: each gets marks or one clear incident, and harms nothing."""

from __future__ import annotations

import json
import os
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.fuzz.trial import Looks, handed_in
from tests.mini_course import MiniCourse

Submit = Callable[[MiniCourse], str]
"""Hands something in; gives the student's name."""
MARK = {"grade": True, "grade_id": "check-blur", "locked": True, "points": 2, "solution": False}
LAUGHS = "".join(
    f'<g id="a{n}">{f"<use href={chr(34)}#a{n - 1}{chr(34)}/>" * 10}</g>' for n in range(1, 30)
)


def text(change: Callable[[dict[str, Any]], object], student: str = "ada") -> Submit:
    """The starter's values, changed."""

    def submit(mini: MiniCourse) -> str:
        raw = json.loads(mini.assignment.starter.read_text(encoding="utf-8"))
        change(raw)
        mini.submit(student, json.dumps(raw))
        return student

    return submit


def cells(*added: dict[str, Any]) -> Submit:
    """The starter with further cells."""
    return text(lambda raw: raw["cells"].extend(json.loads(json.dumps(added))))


def code(source: object, **more: Any) -> dict[str, Any]:
    return {"cell_type": "code", "metadata": {}, "source": source, "outputs": [], **more}


def markdown(source: object, **more: Any) -> dict[str, Any]:
    return {"cell_type": "markdown", "metadata": {}, "source": source, **more}


def twins(mini: MiniCourse) -> str:
    """Two students whose names look alike: é as one character, and as two."""
    mini.submit("e\u0301ve", mini.answered())
    mini.submit("éve", "{")
    return "e\u0301ve"


def in_itself(mini: MiniCourse) -> str:
    """A notebook in a zip that is called as the notebook is, beside another that is a folder."""
    folder = mini.submit("ada", b"")
    with zipfile.ZipFile(folder / "mini.ipynb", "w") as archive:
        archive.writestr("mini.ipynb", mini.assignment.starter.read_bytes())
    (folder / "MINI.ipynb").mkdir()
    return "ada"


def crowded(mini: MiniCourse) -> str:
    """More files than are looked at, each in a folder of its own with a name that is no text."""
    folder = os.fsencode(mini.submit("ada", mini.answered()))
    for number in range(700):
        os.mkdir(folder + b"/\xff%d" % number)
        Path(os.fsdecode(folder + b"/\xff%d/\x1b]0;x\x07" % number)).touch()
    return "ada"


def split_key(mini: MiniCourse) -> str:
    """Keys that are `outputs` only when they are read, with half a million values behind them."""
    raw = json.loads(mini.assignment.starter.read_text(encoding="utf-8"))
    text = json.dumps(raw).replace('"outputs": []', '"\\u006futputs": [' + "[],\n" * 80_000 + "1]")
    mini.submit("ada", text)
    return "ada"


NASTY: dict[str, tuple[Submit, str]] = {
    "a name of 255 bytes": (text(lambda raw: None, "n" * 255), "graded"),
    "names that look alike": (twins, "graded"),
    "a zip that is called a notebook": (in_itself, "unreadable"),
    "hundreds of folders without a name": (crowded, "graded"),
    "outputs that are none until they are read": (split_key, "unreadable"),
    "two thousand copies of one check": (
        text(lambda raw: raw["cells"].extend([code("x", metadata={"nbgrader": MARK})] * 1900)),
        "graded",
    ),
    "a drawing of 10 to the 29 copies": (
        cells(
            markdown(
                "![](attachment:a)", attachments={"a": {"image/svg+xml": f"<svg>{LAUGHS}</svg>"}}
            )
        ),
        "graded",
    ),
    "eight megabytes that need four bytes each": (
        cells(code("#" + "x" * 8_000_000 + "🙂")),
        "graded",
    ),
    "four million ends of lines": (cells(code("\r" * 4_000_000)), "unreadable"),
    "a text of brackets, stars and bars": (
        cells(
            *(
                markdown(piece * 20_000)
                for piece in ("[", "*a_", "|-", "![](", "<a ", "$`", "\\(", "> -")
            )
        ),
        "graded",
    ),
    "code that is one deep bracket": (cells(code("(" * 200_000), code("f'{" * 5000)), "graded"),
    "every id an id that repair gives": (
        text(
            lambda raw: raw["cells"].extend([code("x", id=f"own-{n % 700}") for n in range(1800)])
        ),
        "graded",
    ),
}


@pytest.mark.thorough
@pytest.mark.parametrize("name", NASTY)
def test_it_gets_marks_or_one_clear_incident(mini_world, name):
    submit, status = NASTY[name]
    mini = MiniCourse(mini_world.course.root)
    student = submit(mini)
    trial = handed_in(mini_world, "mini", student, Looks(True, True, True))
    assert trial.faults == ()
    assert trial.marks is not None
    assert trial.marks.status == status
    assert trial.cost.mebibytes < 600
