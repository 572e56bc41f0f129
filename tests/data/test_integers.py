"""The numbers that are pooled by hand."""

import json
from pathlib import Path

import numpy as np
import pytest

FILE = Path(__file__).resolve().parents[2] / "data" / "images" / "integers.json"


@pytest.mark.parametrize(
    ("name", "shape"),
    [("integers", (10, 10)), ("integers-odd", (7, 9)), ("integers-small", (4, 6))],
)
def test_no_window_of_two_by_two_has_a_tie(name: str, shape: tuple[int, int]) -> None:
    numbers = np.array(json.loads(FILE.read_text())[name])
    windows = np.lib.stride_tricks.sliding_window_view(numbers, (2, 2)).reshape(-1, 4)
    assert numbers.shape == shape
    assert numbers.min() >= 0
    assert numbers.max() <= 99
    assert [window.tolist() for window in windows if len(set(window.tolist())) < 4] == []
