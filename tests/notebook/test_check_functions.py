"""check() in a live notebook: functions that students write."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from autograder.notebook.values import LiveNotebook
from autograder.questions.answer import Answer
from autograder.questions.function.cases import Cases
from autograder.questions.function.question import FunctionPart, FunctionQuestion
from autograder.questions.key import Key
from autograder.questions.public import write_public
from tests.notebook.conftest import new_shell

QUESTION = FunctionQuestion(
    id="pool",
    points=2,
    statement="Write `max_pool2d`.",
    hint="Start with one window.",
    answer="max_pool2d",
    task="max_pool2d",
    parts=(
        FunctionPart("side by side", Cases(sizes=(2, 5), windows=(2, 2))),
        FunctionPart("strides", Cases(sizes=(2, 5), windows=(2, 2), strides=(1, 2))),
    ),
)
STARTER = '''
def max_pool2d(image, pool_size=(2, 2), strides=None, padding="valid"):
    """The largest value of every window."""
    # YOUR CODE HERE
    return None
'''
RIGHT = """
def max_pool2d(image, pool_size=(2, 2), strides=None, padding="valid"):
    (ph, pw), (sh, sw) = pool_size, strides or pool_size
    print("debugging", image.shape)
    return [
        [image[i : i + ph, j : j + pw].max(axis=(0, 1)) for j in range(0, image.shape[1] - pw + 1, sw)]
        for i in range(0, image.shape[0] - ph + 1, sh)
    ]
"""


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the public part of the question: its examples take seconds to be found."""
    folder = tmp_path_factory.mktemp("published")
    with new_shell(folder) as shell:
        shell.run(f"import numpy as np\n{RIGHT}")
        values = LiveNotebook(shell.names)
        answer = values.answer(QUESTION.exports(), None)
        expected = QUESTION.expected(answer, lambda name: np.zeros(0), values)
        shell.run(STARTER)
        before = values.answer(QUESTION.exports(), None)
    write_public(folder, "pools", "Pools", [Key(QUESTION, expected, before)])
    return folder


@pytest.fixture
def live(shell, published: Path, monkeypatch: pytest.MonkeyPatch) -> Any:
    """A notebook beside the public part of a question, with its starter run."""
    for name in ("AUTOGRADER_GRADING", "NBGRADER_EXECUTION"):
        monkeypatch.delenv(name, raising=False)
    shutil.copytree(published, shell.folder, dirs_exist_ok=True)
    shell.run("import numpy as np")
    shell.run(STARTER)
    opened = 'from autograder.notebook.check import open_checks\ncheck = open_checks("pools")'
    assert shell.run(opened).error is None
    return shell


def test_an_untouched_starter_stays_quiet(live) -> None:
    ran = live.run('check("pool")')
    assert (ran.text, ran.cards) == ("pool: not attempted yet.\n", [])
    commented = STARTER.replace("# YOUR CODE HERE", "# tomorrow")
    live.run(commented)
    assert live.run('check("pool")').text == "pool: not attempted yet.\n"


def test_a_function_without_a_return_is_no_starter(live) -> None:
    live.run(STARTER.replace("# YOUR CODE HERE", "result = image.max()"))
    ran = live.run('check("pool")')
    assert "does it end with `return`?" in ran.plain[0]


def test_a_right_function(live) -> None:
    live.run(RIGHT)
    ran = live.run('check("pool")')
    assert ran.error is None
    assert ran.text == ""  # nothing of what it prints on the check's inputs
    assert ran.plain[0].startswith("✓ pool: correct (2 of 2 points)")
    assert "inputs that you do not have decide the mark" in ran.plain[0]


def test_a_wrong_function_is_told_with_tables(live) -> None:
    live.run(RIGHT.replace("strides or pool_size", "pool_size"))
    ran = live.run('check("pool")')
    assert ran.plain[0].startswith("◐ pool: partial (1 of 2 points)")
    assert "max_pool2d(image, pool_size=(2, 2), strides=(" in ran.plain[0]
    assert "Your windows always lie side by side" in ran.plain[0]
    assert ran.cards[0].count("<table") >= 2
    live.run(RIGHT.replace("strides or pool_size", "(1, 1)"))
    assert "Hint: Start with one window." in live.run('check("pool")').plain[0]


def test_a_library_is_seen_live(live) -> None:
    pytest.importorskip("cv2")
    body = "    import cv2\n    cv2.dilate(image, np.ones((2, 2)))"
    live.run(STARTER.replace("    # YOUR CODE HERE", body))
    assert "calls cv2: here the point is to write it yourself" in live.run('check("pool")').plain[0]


def test_a_check_can_be_interrupted(live) -> None:
    """As when a student stops a loop without an end: the check ends, and says nothing wrong."""
    live.run(STARTER.replace("# YOUR CODE HERE", "raise KeyboardInterrupt"))
    ran = live.run('check("pool")')
    assert isinstance(ran.error, KeyboardInterrupt)
    live.run(RIGHT)
    assert live.run('check("pool")').plain[0].startswith("✓ pool: correct")


def test_no_function_at_all(live) -> None:
    live.run("del max_pool2d")
    assert "Run the cell with your answer first" in live.run('check("pool")').text
    live.run("max_pool2d = 7")
    assert (
        "`max_pool2d` is a single number, where a function is needed"
        in (live.run('check("pool")').plain[0])
    )


def test_what_is_published_is_no_more_than_the_examples(live) -> None:
    assert isinstance(LiveNotebook(live.names).answer(QUESTION.exports(), None), Answer)
    text = (Path(live.folder) / "public.json").read_text(encoding="utf-8")
    assert '"drawn"' not in text
    assert '"cases"' not in text
