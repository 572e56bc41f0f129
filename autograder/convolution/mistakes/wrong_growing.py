"""Wrong ways to make a picture larger: implementations of upsample2d and conv2d_transpose.

They give None where the mistake has no meaning.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from autograder.convolution.layers import Pair
from autograder.convolution.mistakes.function_mistake import WrongFunction, strides_of, window_of
from autograder.convolution.sliding import Array
from autograder.convolution.tasks import Arguments, conv2d_transpose, upsample2d
from autograder.convolution.transposed import conv2d_transpose as transposed
from autograder.convolution.upsample import between


def interpolated(other: str) -> WrongFunction:
    """An upsample2d that always interpolates in one way."""

    def wrong(arguments: Arguments) -> Array | None:
        asked = arguments.get("interpolation", "nearest")
        return None if asked == other else upsample2d(**{**arguments, "interpolation": other})

    return wrong


def sized(change: Callable[[Pair], Pair]) -> WrongFunction:
    """An upsample2d with other factors."""
    return lambda arguments: upsample2d(**{**arguments, "size": change(window_of(arguments))})


def columns_first(image: Array, size: Pair = (2, 2), interpolation: str = "nearest") -> Array:
    """A right upsample2d that goes along the columns first, and so rounds differently."""
    return upsample2d(image.swapaxes(0, 1), size[::-1], interpolation).swapaxes(0, 1)


def tiled(arguments: Arguments) -> Array | None:
    """Copies of the whole picture, side by side."""
    if arguments.get("interpolation", "nearest") != "nearest":
        return None
    return np.tile(arguments["image"].astype(np.float64), (*window_of(arguments), 1))


def zeros_between(arguments: Arguments) -> Array | None:
    """Every pixel once, and zeros for the rest of its block."""
    if arguments.get("interpolation", "nearest") != "nearest":
        return None
    image, (rows, columns) = arguments["image"], window_of(arguments)
    grown = np.zeros((image.shape[0] * rows, image.shape[1] * columns, image.shape[2]))
    grown[::rows, ::columns] = image
    return grown


def placed(place: Callable[[int, int], Array]) -> WrongFunction:
    """A bilinear upsample2d with the new pixels' centres elsewhere: `place` has a size and a factor,
    and gives the places on that axis, where 0 is the centre of the first old pixel."""

    def wrong(arguments: Arguments) -> Array | None:
        if arguments.get("interpolation") != "bilinear":
            return None
        images = arguments["image"][None].astype(np.float64)
        for axis, factor in enumerate(window_of(arguments), start=1):
            images = between(images, axis, place(images.shape[axis], factor))
        return images[0]

    return wrong


def weights_exchanged(arguments: Arguments) -> Array | None:
    """A bilinear upsample2d in which the farther neighbour counts more."""
    if arguments.get("interpolation") != "bilinear":
        return None
    images = arguments["image"][None].astype(np.float64)
    for axis, factor in enumerate(window_of(arguments), start=1):
        size = images.shape[axis]
        places = np.clip((np.arange(size * factor) + 0.5) / factor - 0.5, 0, size - 1)
        before = np.floor(places)
        images = between(images, axis, np.minimum(before + 1, size - 1) - (places - before))
    return images[0]


def cut(first: Callable[[int], int]) -> WrongFunction:
    """ "same" cut elsewhere: of the rows that are too many, `first` go at the top, the rest below."""

    def wrong(arguments: Arguments) -> Array | None:
        if arguments.get("padding") != "same":
            return None
        uncut = _uncut(arguments)
        kept = []
        for axis, stride in enumerate(strides_of(arguments)):
            size = arguments["image"].shape[axis] * stride
            start = first(uncut.shape[axis] - size)
            kept.append(slice(start, start + size))
        return uncut[tuple(kept)]

    return wrong


def cut_half(arguments: Arguments) -> Array | None:
    """ "same" with half a kernel cut off at the top and on the left, whatever the stride."""
    if arguments.get("padding") != "same":
        return None
    tops = zip(window_of(arguments), strides_of(arguments), strict=True)
    uncut, kept = _uncut(arguments), []
    for axis, (window, stride) in enumerate(tops):
        start = (window - 1) // 2
        kept.append(slice(start, start + arguments["image"].shape[axis] * stride))
    return uncut[tuple(kept)]


def cut_valid(arguments: Arguments) -> Array | None:
    """ "valid" with as many rows as "same" has, and what sticks out cut off."""
    if arguments.get("padding") == "same":
        return None
    (rows, columns), (down, across) = arguments["image"].shape[:2], strides_of(arguments)
    return _uncut(arguments)[: rows * down, : columns * across]


def not_cut(arguments: Arguments) -> Array | None:
    """ "same" from which nothing is cut off."""
    return _uncut(arguments) if arguments.get("padding") == "same" else None


def other_library(arguments: Arguments) -> Array:
    """(i - 1)s - 2p + k rows, as PyTorch's ConvTranspose2d has it, with p = (k - 1) // 2 for "same"."""
    kept = []
    windows = zip(strides_of(arguments), window_of(arguments), strict=True)
    for axis, (stride, window) in enumerate(windows):
        size = (arguments["image"].shape[axis] - 1) * stride + window
        cropped = (window - 1) // 2 if arguments.get("padding") == "same" else 0
        kept.append(slice(cropped, size - cropped))
    return _uncut(arguments)[tuple(kept)]


def overwritten(arguments: Arguments) -> Array:
    """Where copies of the kernel overlap, the last one stays."""
    given = {name: value for name, value in arguments.items() if name != "image"}
    return transposed(arguments["image"][None], **given, overlaps="overwritten")[0]


def one_channel(which: int) -> Callable[[Array], Array]:
    """The kernel (kh, kw, F, C) with zeros for all channels of the picture but one."""

    def change(kernel: Array) -> Array:
        left = np.zeros_like(kernel)
        left[..., which] = kernel[..., which]
        return left

    return change


def one_filter(which: int) -> Callable[[Array], Array]:
    """The kernel (kh, kw, F, C) with one of its filters in the place of all."""
    return lambda kernel: np.broadcast_to(kernel[:, :, [which]], kernel.shape)


def _uncut(arguments: Arguments) -> Array:
    """Every copy of the kernel wholly there: what "valid" gives, and "same" cuts."""
    return conv2d_transpose(**{**arguments, "padding": "valid"})
