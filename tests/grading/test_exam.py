"""What is wrong with a course's own files is told before anybody is graded."""

from __future__ import annotations

import re

import pytest

from autograder.grading.exam import ExamError

MASTER, RUBRIC = "solutions/mini/mini.py", "solutions/mini/rubric.py"
BLUR = "blur = the_nine_weights / 9"

BROKEN = {
    "it raises": (MASTER, BLUR, "1 / 0", "mini.py, line N: the cell blur ends with ZeroDivisionError"),
    "it loops": (MASTER, BLUR, "while True: pass", "mini.py, line N: It ran longer than 2 s"),
    "it dies": (MASTER, BLUR, "import os; os._exit(1)", "mini.py, line N: The notebook's process ended"),
    "no kernel": (MASTER, BLUR, "blur = 7", "question blur: the master's `blur` is not a kernel"),
    "prints too little": (MASTER, 'print("first", (1, 5, 8, 2))', "", "question printed: the master"),
    "asks more": (MASTER, 'check="blur"', 'check="blurred"', "blurred"),
    "unknown probe": (RUBRIC, 'hidden=("steps",)', 'hidden=("stairs",)', "no probe called 'stairs'"),
    "syntax": (RUBRIC, "return Rubric(", "return Rubric((", "rubric.py, line N: SyntaxError"),
    "no function": (RUBRIC, "def rubric(", "def rubrics(", "needs a function `rubric"),
    "raises": (RUBRIC, "    return Rubric(", "    return None.of(", "rubric.py"),
    "same id": (RUBRIC, 'id="sizes"', 'id="blur"', "two questions are called 'blur'"),
}  # fmt: skip


@pytest.mark.parametrize("name", BROKEN)
def test_a_broken_master_or_rubric_is_told_with_its_file(mini, name):
    file, old, new, told = BROKEN[name]
    mini.rewrite(file, (old, new))
    with pytest.raises(ExamError) as error:
        mini.exam()
    assert told in re.sub(r"line \d+", "line N", str(error.value))


def test_a_starter_that_is_not_built_or_too_old_is_told(mini):
    mini.rewrite(RUBRIC, ('id="pooled"', 'id="pools"'))
    mini.rewrite(MASTER, ('="pooled"', '="pools"'), ('check("pooled")', 'check("pools")'))
    with pytest.raises(ExamError, match=r"does not check 'pools'.*autograder build"):
        mini.exam()
    (mini.assignment.released / "public.json").unlink()
    with pytest.raises(ExamError, match=r"public.json.*autograder build"):
        mini.exam()
    mini.assignment.starter.unlink()
    with pytest.raises(ExamError, match=r"mini.ipynb is not there.*autograder build"):
        mini.exam()
