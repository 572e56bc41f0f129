"""Wrong ways to slide a window over a picture: implementations of conv2d, max_pool2d, avg_pool2d.

`compute` is the task's right function. All others give None where the mistake has no meaning.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from autograder.convolution.layers import Pair
from autograder.convolution.mistakes.function_mistake import WrongFunction, strides_of, window_of
from autograder.convolution.sliding import Array, same_zeros
from autograder.convolution.tasks import Arguments, avg_pool2d, conv2d, max_pool2d

Compute = Callable[..., Array]
Around = tuple[Pair, Pair]
"""Rows added above and below, columns added on the left and on the right."""

EMPTY = {conv2d: 0.0, max_pool2d: -np.inf, avg_pool2d: np.nan}
"""What each function puts around the picture, so that what is added never counts."""


def padded(compute: Compute, share: Callable[[int, int], Pair]) -> WrongFunction:
    """ "same" with other zeros: `share` has how many rows there should be, and the window's rows."""

    def wrong(arguments: Arguments) -> Array | None:
        if arguments.get("padding") != "same":
            return None
        counted = zip(_zeros(arguments), window_of(arguments), strict=True)
        rows, columns = (share(sum(pair), window) for pair, window in counted)
        return _on_padded(compute, arguments, (rows, columns), EMPTY[compute])

    return wrong


def padding_ignored(compute: Compute) -> WrongFunction:
    """ "same" without any zeros."""
    return padded(compute, lambda missing, window: (0, 0))


def added_counts(compute: Compute) -> WrongFunction:
    """ "same" with zeros that count like pixels."""

    def wrong(arguments: Arguments) -> Array | None:
        if arguments.get("padding") != "same":
            return None
        return _on_padded(compute, arguments, _zeros(arguments), 0.0)

    return wrong


def sticking_out(compute: Compute) -> WrongFunction:
    """ "valid" with windows that do not fit any more, cut off at the border as NumPy cuts slices."""

    def wrong(arguments: Arguments) -> Array | None:
        if arguments.get("padding") == "same":
            return None
        sizes, windows = arguments["image"].shape[:2], window_of(arguments)
        rows, columns = (
            -(size - window) % stride
            for size, window, stride in zip(sizes, windows, strides_of(arguments), strict=True)
        )
        return _on_padded(compute, arguments, ((0, rows), (0, columns)), EMPTY[compute])

    return wrong


def last_left_out(compute: Compute) -> WrongFunction:
    """One window less on both axes."""
    return lambda arguments: compute(**arguments)[:-1, :-1]


def strides_are_the_pool(compute: Compute) -> WrongFunction:
    """Windows side by side, whatever strides says."""

    def wrong(arguments: Arguments) -> Array | None:
        without = {name: value for name, value in arguments.items() if name != "strides"}
        return compute(**without) if "strides" in arguments else None

    return wrong


def stride_one(compute: Compute) -> WrongFunction:
    """A stride of 1 where none is given."""

    def wrong(arguments: Arguments) -> Array | None:
        return None if "strides" in arguments else compute(**arguments, strides=(1, 1))

    return wrong


def one_window(compute: Compute, which: int, strides_too: bool) -> WrongFunction:
    """A pool with one side for rows and columns alike; and one stride, where `strides_too`."""

    def wrong(arguments: Arguments) -> Array | None:
        side, step = window_of(arguments)[which], strides_of(arguments)[which]
        changed = {**arguments, "pool_size": (side, side)}
        if strides_too and "strides" in arguments:
            changed["strides"] = (step, step)
        try:
            return compute(**changed)
        except ValueError:  # no window fits any more: there is nothing on that axis
            height, width, channels = arguments["image"].shape
            down, across = strides_of(changed)
            rows, columns = (height - side) // down + 1, (width - side) // across + 1
            return np.zeros((max(rows, 0), max(columns, 0), channels))

    return wrong


def windows_added(count: int | None = None) -> WrongFunction:
    """The sum of every window, divided by `count` where there is one."""

    def wrong(arguments: Arguments) -> Array | None:
        rows, columns = window_of(arguments)
        means = added_counts(avg_pool2d)(arguments)  # zeros that count add nothing to a sum
        means = avg_pool2d(**arguments) if means is None else means
        return means * rows * columns / (count or 1)

    return wrong


def channels_melted(compute: Compute, kept: bool) -> WrongFunction:
    """The maximum or the mean over the channels, too; repeated for every channel where `kept`."""
    melt: Callable[..., Array] = np.max if compute is max_pool2d else np.mean

    def wrong(arguments: Arguments) -> Array | None:
        right = compute(**arguments)
        melted = np.asarray(melt(right, axis=2, keepdims=True))
        return np.broadcast_to(melted, right.shape) if kept else melted[..., 0]

    return wrong


def one_channel(which: int) -> WrongFunction:
    """A conv2d in which one channel of the picture counts."""

    def wrong(arguments: Arguments) -> Array | None:
        kernel = np.zeros_like(arguments["kernel"])
        kernel[:, :, which] = arguments["kernel"][:, :, which]
        return conv2d(**{**arguments, "kernel": kernel})

    return wrong


def one_filter(which: int) -> Callable[[Array], Array]:
    """The kernel (kh, kw, C, F) with one of its filters in the place of all."""
    return lambda kernel: np.broadcast_to(kernel[..., [which]], kernel.shape)


def _zeros(arguments: Arguments) -> Around:
    """What "same" rightly adds."""
    image = arguments["image"][None]
    return same_zeros(image, window_of(arguments), strides_of(arguments), "same")[1:3]


def _on_padded(
    compute: Compute, arguments: Arguments, around: Around, value: float
) -> Array | None:
    """The function with padding "valid" on a picture with these rows and columns around it.

    NaN in the place of `value` stands for pixels that a mean does not count.
    """
    image = arguments["image"].astype(np.float64)
    whole = np.pad(image, (*around, (0, 0)), constant_values=value)
    given = {**arguments, "padding": "valid"}
    try:
        if not np.isnan(value):
            return compute(**{**given, "image": whole})
        means = avg_pool2d(**{**given, "image": np.nan_to_num(whole)})
        real = avg_pool2d(**{**given, "image": 1.0 - np.isnan(whole)})
    except ValueError:  # the windows no longer fit
        return None
    with np.errstate(all="ignore"):  # a window may stand on added pixels alone
        return means / real
