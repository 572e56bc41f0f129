"""What students are asked to write: signatures, and what a right function gives."""

from __future__ import annotations

import ast

import numpy as np
import pytest

from autograder.convolution.tasks import TASKS

PICTURE = np.arange(1.0, 7.0).reshape(2, 3, 1)
"""1 2 3
4 5 6"""


def kernel(rows: list[list[float]]) -> np.ndarray:
    return np.array(rows)[:, :, None, None]


RIGHT = {
    "a window": ("conv2d", {"kernel": kernel([[1, 2]])}, [[5, 8], [14, 17]]),
    "a stride": ("conv2d", {"kernel": kernel([[1]]), "strides": (1, 2)}, [[1, 3], [4, 6]]),
    "same": ("conv2d", {"kernel": kernel([[0, 1]]), "padding": "same"}, [[2, 3, 0], [5, 6, 0]]),
    "the maximum": ("max_pool2d", {"pool_size": (2, 2)}, [[5]]),
    "one by one": ("max_pool2d", {"pool_size": (2, 2), "strides": (1, 1)}, [[5, 6]]),
    "negative": ("max_pool2d", {"pool_size": (1, 2), "padding": "same"}, [[2, 3], [5, 6]]),
    "the mean": ("avg_pool2d", {"pool_size": (2, 2), "padding": "same"}, [[3, 4.5]]),
    "repeated": ("upsample2d", {"size": (1, 2)}, [[1, 1, 2, 2, 3, 3], [4, 4, 5, 5, 6, 6]]),
    "added up": (
        "conv2d_transpose",
        {"kernel": kernel([[1, 10]])},
        [[1, 12, 23, 30], [4, 45, 56, 60]],
    ),
}


@pytest.mark.parametrize(("name", "options", "expected"), RIGHT.values(), ids=RIGHT)
def test_what_a_right_function_gives(name, options, expected):
    found = TASKS[name].compute({"image": PICTURE, **options})
    assert found[..., 0].tolist() == expected


SHAPES = {
    "a convolution": (("Conv2D", (7, 10, 3), (3, 3), (2, 2), "valid", 8), (3, 4, 8)),
    "no strides": (("Conv2D", (7, 10, 3), (3, 3), None, "same", 8), (7, 10, 8)),
    "side by side": (("MaxPooling2D", (7, 10, 3), (2, 2), None, "valid", None), (3, 5, 3)),
    "a step": (("AveragePooling2D", (7, 10, 3), (2, 2), (1, 3), "same", None), (7, 4, 3)),
    "larger": (("UpSampling2D", (7, 10, 3), (2, 3), None, "valid", None), (14, 30, 3)),
    "transposed": (("Conv2DTranspose", (7, 10, 3), (3, 3), (2, 2), "same", 4), (14, 20, 4)),
}


@pytest.mark.parametrize(("arguments", "expected"), SHAPES.values(), ids=SHAPES)
def test_output_shape(arguments, expected):
    names = TASKS["output_shape"].arguments
    given = dict(zip(names, arguments, strict=True))
    assert tuple(TASKS["output_shape"].compute(given)) == expected


def test_output_shape_of_an_unknown_layer():
    with pytest.raises(ValueError, match="no output shape is asked of a layer called 'Dense'"):
        TASKS["output_shape"].compute({"layer": "Dense", "input_shape": (1, 1, 1), "size": (1, 1)})


@pytest.mark.parametrize("name", TASKS)
def test_the_heading_is_the_functions_own(name):
    """Students get the arguments, in order, with the defaults of the reference."""
    task = TASKS[name]
    (written,) = ast.parse(f"def {task.heading}: pass").body
    assert isinstance(written, ast.FunctionDef)
    assert written.name == name
    assert tuple(argument.arg for argument in written.args.args) == task.arguments
    defaults = tuple(ast.literal_eval(default) for default in written.args.defaults)
    assert defaults == task.reference.__defaults__
    assert task.arguments[: len(task.positional)] == task.positional
