"""What students are told of slips in functions: a sentence for each, no number given away."""

from __future__ import annotations

import re

import pytest

from autograder.convolution.slips.functions.tables import FUNCTION_SLIPS, HABIT_NAMES
from autograder.questions.function.sentences import HABITS, SENTENCES, of_any, sentence


@pytest.mark.parametrize("task", FUNCTION_SLIPS)
def test_every_slip_has_a_sentence(task):
    assert {slip.name for slip in FUNCTION_SLIPS[task]} == set(SENTENCES[task])


def test_every_habit_has_a_sentence():
    assert tuple(HABITS) == HABIT_NAMES
    assert set(HABIT_NAMES) < set(of_any("conv2d"))
    assert of_any("pool")["uses-library"].startswith("`pool` calls cv2")


TOLD = {f"{task} {name}": told for task, table in SENTENCES.items() for name, told in table.items()}


@pytest.mark.parametrize("told", TOLD.values(), ids=TOLD)
def test_a_sentence_is_short_and_gives_no_number_away(told):
    assert told.endswith((".", "?"))
    assert len(told) < 330
    bare = re.sub(r"[cC]onv(?:olve)?2[dD]\w*|ZeroPadding2D|UpSampling2D|a stride of 1|at 0|gives 0|a stride above 1", "", told)  # fmt: skip
    assert not re.search(r"\d", bare)


def test_two_slips_are_told_one_after_the_other():
    slips = {slip.name: slip.step for slip in FUNCTION_SLIPS["conv2d"]}
    both = sentence("conv2d", (slips["stride-ignored"], slips["padding-ignored"]))
    table = SENTENCES["conv2d"]
    assert both == f"{table['stride-ignored']} {table['padding-ignored']}"
