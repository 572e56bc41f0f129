"""Properties that an input of a function may have or lack."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from autograder.convolution.slips.slip import Rank, SlipStep
from autograder.convolution.tasks import Arguments
from autograder.questions.function.part import Example


@dataclass(frozen=True)
class Property:
    """Something that an input has or lacks."""

    name: str
    """As that of a slip: who makes it thinks that every input is like that."""
    so_long: str
    """What is right, as the end of a sentence: "as long as the picture is square"."""
    when: str
    """And what is wrong: "what changes in your code when it isn't?"."""
    by_arguments: Callable[[Arguments], bool] = lambda given: True
    """Whether an input has it; also where it has no meaning."""
    by_result: Callable[[np.ndarray], bool] = lambda right: True
    """Likewise, by what a right function gives."""

    @property
    def sentence(self) -> str:
        """What is told of it."""
        return told((self,))

    def holds(self, example: Example) -> bool:
        """Whether an input has it."""
        return self.by_arguments(example.case.arguments) and self.by_result(example.expected)

    @property
    def step(self) -> SlipStep:
        """The slip."""
        return SlipStep(self.name, Rank.RARE)


def _sizes(arguments: Arguments) -> tuple[int, ...]:
    image = arguments.get("image")
    shape: tuple[int, ...] = arguments["input_shape"] if image is None else image.shape
    return shape


def _window(arguments: Arguments) -> tuple[int, ...]:
    kernel = arguments.get("kernel")
    given: tuple[int, ...] = arguments.get("pool_size") or arguments.get("size") or (2, 2)
    return given if kernel is None else kernel.shape[:2]


def _strides(arguments: Arguments) -> tuple[int, ...]:
    pools = "kernel" not in arguments and "Conv2D" not in arguments.get("layer", "")
    given: tuple[int, ...] | None = arguments.get("strides")
    return given or (_window(arguments) if pools else (1, 1))


def _filters(arguments: Arguments) -> bool:
    kernel = arguments.get("kernel")
    return kernel is None or _sizes(arguments)[2] * 1 == kernel[0, 0].size


def _arrays(arguments: Arguments) -> list[np.ndarray]:
    return [value for value in arguments.values() if isinstance(value, np.ndarray)]


def _divides(arguments: Arguments) -> bool:
    if arguments.get("padding") == "same":
        sizes = zip(_sizes(arguments), _strides(arguments), strict=False)
        return all(size % stride == 0 for size, stride in sizes)
    axes = zip(_sizes(arguments), _window(arguments), _strides(arguments), strict=False)
    return all((size - window) % stride == 0 for size, window, stride in axes)


def _wide_enough(arguments: Arguments) -> bool:
    axes = zip(_window(arguments), _strides(arguments), strict=True)
    return all(window >= stride for window, stride in axes)


PROPERTIES: tuple[Property, ...] = (
    Property(
        "one-channel-only",
        "the picture has one channel",
        "there are several channels",
        lambda given: _sizes(given)[2] == 1,
    ),
    Property("one-filter-only", "there is one filter", "there are several filters", _filters),
    Property(
        "square-pictures-only",
        "the picture is as high as it is wide",
        "it isn't",
        lambda given: _sizes(given)[0] == _sizes(given)[1],
    ),
    Property(
        "square-windows-only",
        "the window is as high as it is wide",
        "it isn't",
        lambda given: len(set(_window(given))) == 1,
    ),
    Property(
        "single-pixel-windows-only",
        "the window is a single pixel",
        "it is larger",
        lambda given: max(_window(given)) == 1,
    ),
    Property(
        "odd-windows-only",
        "the window has odd sides",
        "a side is even",
        lambda given: all(side % 2 for side in _window(given)),
    ),
    Property(
        "stride-one-only",
        "the window moves by one pixel",
        "a stride is larger",
        lambda given: _strides(given) == (1, 1),
    ),
    Property(
        "equal-strides-only",
        "both strides are the same",
        "they differ",
        lambda given: len(set(_strides(given))) == 1,
    ),
    Property(
        "strides-needed",
        "`strides` is given",
        "it is left out",
        lambda given: "strides" in given or "interpolation" in given,
    ),
    Property(
        "valid-only",
        "`padding` is 'valid'",
        "it is 'same'",
        lambda given: given.get("padding") != "same",
    ),
    Property(
        "even-pictures-only",
        "height and width of the picture are even",
        "one of them is odd",
        lambda given: not any(size % 2 for size in _sizes(given)[:2]),
    ),
    Property(
        "nothing-left-over",
        "the windows end where the picture ends",
        "pixels are left over",
        _divides,
    ),
    Property(
        "square-results-only",
        "its result is as high as it is wide",
        "it isn't",
        by_result=lambda right: right.ndim != 3 or right.shape[0] == right.shape[1],
    ),
    Property(
        "integers-only",
        "all arrays hold whole numbers",
        "one of them is an array of floats",
        lambda given: all(array.dtype.kind in "iu" for array in _arrays(given)),
    ),
    Property(
        "no-negative-numbers",
        "nothing in the picture is below zero",
        "there are negative numbers",
        lambda given: "image" not in given or bool((given["image"] >= 0).all()),
    ),
    Property(
        "no-zeros",
        "no pixel of the picture is zero",
        "one of them is",
        lambda given: "image" not in given or bool(given["image"].all()),
    ),
    Property(
        "float-pictures-only",
        "the picture is an array of floats",
        "it holds whole numbers",
        lambda given: "image" not in given or given["image"].dtype.kind == "f",
    ),
    Property(
        "whole-numbers-needed",
        "all numbers are whole ones",
        "there are fractions",
        lambda given: all(bool((array == np.round(array)).all()) for array in _arrays(given)),
    ),
    Property(
        "nearest-only",
        "`interpolation` is 'nearest'",
        "it is 'bilinear'",
        lambda given: given.get("interpolation") != "bilinear",
    ),
    Property(
        "several-rows-needed",
        "the picture has more than one row and column",
        "there is a single one",
        lambda given: min(_sizes(given)[:2]) > 1,
    ),
    Property(
        "window-covers-step",
        "the window is at least as large as the step",
        "the step is larger",
        _wide_enough,
    ),
    *(
        Property(
            f"not-for-{name.lower()}",
            f"the layer is no {name}",
            "it is one",
            lambda given, name=name: given.get("layer") != name,  # type: ignore[misc]
        )
        for name in (
            "Conv2D",
            "MaxPooling2D",
            "AveragePooling2D",
            "UpSampling2D",
            "Conv2DTranspose",
        )
    ),
    Property(
        "not-for-poolings",
        "the layer is no pooling",
        "it is one",
        lambda given: "Pooling" not in given.get("layer", ""),
    ),
    Property(
        "only-for-poolings",
        "the layer is a pooling",
        "it isn't",
        lambda given: "Pooling" in given.get("layer", "Pooling"),
    ),
)


def told(properties: Sequence[Property]) -> str:
    """What is told of what has all of these properties where it is right."""
    so_long = ", and ".join(one.so_long for one in properties)
    when = ", or when ".join(one.when for one in properties)
    return f"Your function is right as long as {so_long}: what changes in it when {when}?"
