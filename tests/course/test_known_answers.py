"""Known answers: read, never run; a slip is told with its file, its line and what to write."""

from __future__ import annotations

from pathlib import Path

import pytest

from autograder.course.course import Course
from autograder.course.known_answers import (
    KnownAnswers,
    RightAnswer,
    WrongAnswer,
    load_known_answers,
)

TEXT = """\
# %% [markdown]
# # Known answers to `blur`

# %% wrong="blur" points=0.5 mistake="mirrored" outcome="partial" note="the other way round"
blur = blur[::-1]

# %% wrong="blur" points=0
raise SystemExit("this is never run

# %% right="blur" note="wider"
%matplotlib inline
blur = 2

# %% wrong="edges" points=1
"""

KNOWN = KnownAnswers(
    (
        WrongAnswer("blur", "blur = blur[::-1]", 0.5, "mirrored", "partial"),
        WrongAnswer("blur", 'raise SystemExit("this is never run', 0),
        WrongAnswer("edges", "", 1),
    ),
    (RightAnswer("blur", "%matplotlib inline\nblur = 2"),),
)


def test_a_file(tmp_path: Path) -> None:
    path = tmp_path / "wrong_answers.py"
    path.write_text(TEXT)
    assert load_known_answers(path) == KNOWN
    path.write_text("")
    assert load_known_answers(path) == KnownAnswers()


def test_a_folder_is_read_file_by_file(tmp_path: Path) -> None:
    folder = tmp_path / "wrong_answers"
    folder.mkdir()
    blur, mark, edges = TEXT.partition('\n# %% wrong="edges"')
    (folder / "blur.py").write_text(blur)
    (folder / "edges.py").write_text(mark.strip() + edges)
    (folder / "notes.txt").write_text("not read")
    assert load_known_answers(folder) == KNOWN
    (tmp_path / "wrong_answers.py").write_text(TEXT)
    with pytest.raises(ValueError, match=r"there is wrong_answers\.py, too: move its cells into the folder"):  # fmt: skip
        load_known_answers(folder)


def test_an_assignment_has_a_folder_or_a_file(tmp_path: Path) -> None:
    solutions = tmp_path / "solutions" / "one"
    solutions.mkdir(parents=True)
    (solutions / "rubric.py").touch()
    one = Course.at(tmp_path).assignment("one")
    assert one.wrong_answers == solutions / "wrong_answers.py"
    with pytest.raises(ValueError, match=r"wrong_answers\.py: there is no such file"):
        load_known_answers(one.wrong_answers)
    (solutions / "wrong_answers").mkdir()
    assert one.wrong_answers == solutions / "wrong_answers"


SLIPS = {
    "an unknown mark": ('wrong="blur" point=0', "unknown mark point; did you mean points? There are wrong, right, points, mistake, outcome, note"),
    "no question": ("points=0", 'does not say what it answers: write wrong="question" points=0, or right="question"'),
    "no mark": ("", "does not say what it answers"),
    "a title alone": ("blur", "does not say what it answers"),
    "no points": ('wrong="blur" mistake="mirrored"', "does not say what it gets: write points=0, or more"),
    "points that are no number": ('wrong="blur" points="none"', "points must be a number, 0 or more, not 'none'"),
    "points that are true": ('wrong="blur" points=true', "points must be a number, 0 or more, not True"),
    "points below 0": ('wrong="blur" points=-1', "points must be a number, 0 or more, not -1"),
    "an empty question": ('wrong="" points=0', "wrong must be the id of a question in double quotes, not ''"),
    "a question that is none": ('right=true', "right must be the id of a question in double quotes, not True"),
    "wrong and right": ('wrong="blur" right="blur" points=0', "wrong or right, not both: take one out"),
    "right with a mistake": ('right="blur" mistake="mirrored"', "gets full marks and no mistake: take mistake out, or write wrong="),
    "right with points": ('right="blur" points=2', "take points out"),
    "right with an outcome": ('right="blur" outcome="correct"', "take outcome out"),
    "a mistake that is none": ('wrong="blur" points=0 mistake=1', "mistake must be the name of a mistake in double quotes, not 1"),
    "an unknown outcome": ('wrong="blur" points=0 outcome="bad"', "outcome must be one of correct, partial, wrong, not attempted"),
    "marked text": ('[markdown] wrong="blur" points=0', "an answer is a code cell; a text cell has no marks"),
}  # fmt: skip


@pytest.mark.parametrize(("line", "message"), SLIPS.values(), ids=SLIPS)
def test_a_slip_is_told_with_its_line(line: str, message: str, tmp_path: Path) -> None:
    path = tmp_path / "wrong_answers.py"
    path.write_text(f'# %% right="blur"\nblur = 1\n\n# %% {line}\n# blur = 2\n')
    with pytest.raises(ValueError) as told:
        load_known_answers(path)
    assert str(told.value).startswith(f"{path}, line 4: ")
    assert message in str(told.value)


def test_the_old_form_is_told(tmp_path: Path) -> None:
    path = tmp_path / "wrong_answers.py"
    path.write_text('"""Answers."""\n\nWRONG_ANSWERS = ()\n')
    with pytest.raises(ValueError, match="line 1: stands before the first cell, a line `# %%`"):
        load_known_answers(path)
