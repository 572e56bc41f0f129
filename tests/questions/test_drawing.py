"""What is drawn for the grader, and the smallest case on which something goes wrong."""

from __future__ import annotations

import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor

import numpy as np

from autograder.convolution.tasks import TASKS
from autograder.questions.function.cases import Case, Cases, drawn_cases
from autograder.questions.function.drawing import MOST_LOOKS, smallest_case

CONV = TASKS["conv2d"]
WIDE = Cases(strides=(1, 3), paddings=("valid", "same"), channels=(1, 3), filters=(1, 3))


def keys(seed: int) -> list:
    return [case.key for case in drawn_cases(WIDE, CONV, seed, 20)]


def test_the_same_seed_draws_the_same_cases():
    first = keys(1)
    assert keys(1) == first != keys(2)
    assert 10 < len(set(first)) == len(first) <= 20


def test_another_process_draws_the_same_cases():
    code = (
        "from autograder.convolution.tasks import TASKS\n"
        "from autograder.questions.function.cases import Cases, drawn_cases\n"
        "for case in drawn_cases(Cases(strides=(1, 3)), TASKS['max_pool2d'], 5, 10): print(case.key)"
    )
    here = drawn_cases(Cases(strides=(1, 3)), TASKS["max_pool2d"], 5, 10)
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.splitlines() == [str(case.key) for case in here]


def test_threads_do_not_disturb_each_other():
    alone = [keys(seed) for seed in range(6)]
    with ThreadPoolExecutor(3) as pool:
        assert list(pool.map(keys, range(6))) == alone


def wide(case: Case) -> bool:
    return case.arguments["image"].shape[1] >= 3


def test_the_smallest_case_is_found():
    case = smallest_case(WIDE, CONV, 1, 20, wide)
    assert case is not None
    assert case.arguments["image"].tolist() == [[[1.0], [2.0], [3.0]]]
    assert case.arguments["kernel"].tolist() == [[[[1.0]]]]
    assert case.arguments["strides"] == (1, 1)
    assert case.arguments["padding"] == "valid"
    assert case.arguments["image"].dtype == np.float64


def test_what_only_whole_numbers_show_keeps_them():
    case = smallest_case(WIDE, CONV, 1, 20, lambda case: case.arguments["image"].dtype == np.int64)
    assert case is not None
    assert case.arguments["image"].tolist() == [[[1]]]


def test_nothing_is_found_where_nothing_is_wrong():
    assert smallest_case(WIDE, CONV, 1, 20, lambda case: False) is None


def test_each_case_is_asked_about_once_and_not_for_ever():
    asked = []

    def wrong(case: Case) -> bool:
        asked.append(case.key)
        return bool(case.arguments["image"].sum() % 7 == 3)

    smallest_case(Cases(sizes=(1, 30)), CONV, 3, 20, wrong)
    assert len(set(asked)) == len(asked) <= MOST_LOOKS
