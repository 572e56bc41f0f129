"""What students are told of slips for which the words depend on their own kernel."""

from __future__ import annotations

import numpy as np

from autograder.convolution.slips.kernels.kernel import Kernel, KernelAttempt, centre
from autograder.convolution.slips.kernels.known_kernels import recognised
from autograder.convolution.slips.kernels.symmetries import transposed
from autograder.convolution.slips.slip import SlipStep

LAMP = "Your kernel makes a relief, but its lamp stands in another corner."
LAMP_ASKED = (
    "On which side do the weights lie that subtract: where the light comes from, or across from it?"
)


def _given_as(attempt: KernelAttempt, kernel: Kernel) -> str:
    """The name of the given kernel that this is; empty where it is none."""
    for name, table in attempt.given.items():
        if table.shape == kernel.shape and np.allclose(table, kernel, atol=1e-6):
            return name
    return ""


def _relief(attempt: KernelAttempt) -> str:
    """What is told of a relief that is lit from another corner; empty for other kernels."""
    if recognised(attempt.kernel) != "emboss-kernel":
        return ""
    name = _given_as(attempt, attempt.kernel)
    begins = f"This is `{name}` as it was given, so the lamp is where it was." if name else LAMP
    return f"{begins} {LAMP_ASKED}"


OPPOSITE = (
    "Your kernel is mirrored, so it works in the opposite direction. Each output pixel fetches its value"
    " from where the weight lies: a weight on the left moves the picture to the right."
)
OTHER_PIXEL = (
    "Your weight fetches another pixel of its window than it should. Where does each window begin, and"
    " which of the pixels in it is to be kept?"
)


def _picks(attempt: KernelAttempt) -> bool:
    """Whether it is a single weight, in a layer that takes pixels out."""
    sought = attempt.sought
    strided = sought.strides != (1, 1) or sought.padding != "same"
    return strided and np.count_nonzero(attempt.kernel) == 1


def turned(step: SlipStep, attempt: KernelAttempt) -> str:
    """Half a turn."""
    if _picks(attempt):
        return OTHER_PIXEL
    name = _given_as(attempt, attempt.kernel)
    relief = _relief(attempt)
    if relief:
        return relief
    if np.count_nonzero(attempt.kernel) == 1:
        return OPPOSITE
    if name:
        return (
            f"You laid `{name}` on the picture as it is, and that is what Conv2D does, too. A mathematical"
            " convolution turns its kernel first, along both axes: what does the minus in its formula do"
            " to the order of rows and columns?"
        )
    return (
        "Your kernel is rotated by half a turn. Mathematical convolution turns the kernel before it"
        " multiplies; Conv2D lays it on the picture just as you write it."
    )


def mirrored(step: SlipStep, attempt: KernelAttempt) -> str:
    """Along one axis."""
    if _picks(attempt):
        return OTHER_PIXEL
    kernel = attempt.kernel
    relief = _relief(attempt)
    if relief:
        return relief
    once = kernel[::-1] if step.place.axis == 1 else kernel[:, ::-1]
    name = _given_as(attempt, once)
    if name:
        return (
            f"You turned `{name}` along one axis only. Convolution counts the rows backwards and the"
            " columns backwards: both flips are needed."
        )
    if np.count_nonzero(kernel) == 1:
        return OPPOSITE
    sides = "left and right" if step.place.axis == 1 else "above and below"
    return (
        f"Your kernel is mirrored: {sides} have changed places in it. The middle lies on the pixel that is"
        " computed: on which side of it must each weight lie?"
    )


def exchanged_axes(step: SlipStep, attempt: KernelAttempt) -> str:
    """Rows and columns exchanged, and perhaps a direction reversed as well."""
    if _picks(attempt):
        return OTHER_PIXEL
    relief = _relief(attempt)
    if relief:
        return relief
    kernel = attempt.kernel
    if step.slip == "kernel-transposed":
        return (
            "Rows and columns have changed places in your kernel: what should happen from left to right"
            " happens from top to bottom. The first index counts the rows."
        )
    if step.slip == "kernel-anti-transposed":
        name = _given_as(attempt, transposed(kernel))
        if name:
            return (
                f"You exchanged the rows and columns of `{name}`. A convolution doesn't do that: it counts"
                " both of them backwards. What becomes of the first row and the first column then?"
            )
        return (
            "Your kernel lies the wrong way: rows and columns have changed places, and both run backwards."
            " Take one weight: in which row, and in which column, must it stand?"
        )
    name = _given_as(attempt, np.rot90(kernel)) or _given_as(attempt, np.rot90(kernel, -1))
    if name:
        return (
            f"You turned `{name}` by a quarter. Counting rows and columns backwards turns a kernel farther"
            " than that: take one corner, and ask where it comes to lie."
        )
    return (
        "Your kernel is turned by a quarter: rows and columns have changed places, and one of them runs"
        " backwards. Take one weight: in which row, and in which column, must it stand?"
    )


def eighth(step: SlipStep, attempt: KernelAttempt) -> str:
    """What is beside the middle in the corners, and the other way round."""
    return (
        "Your kernel is turned by an eighth: what belongs beside the middle stands in the corners, or the"
        " other way round. Which cell lies on which neighbour of the pixel?"
    )


def displaced(step: SlipStep, attempt: KernelAttempt) -> str:
    """All weights beside where they belong."""
    if _picks(attempt):
        return OTHER_PIXEL
    kernel = attempt.kernel
    if np.count_nonzero(kernel) > 1:
        return (
            "Your weights are right among themselves, but all of them lie beside the place where they"
            " belong. Which cell of a kernel stands on the pixel itself?"
        )
    if np.any(kernel[centre(kernel)]):
        return (
            "Your kernel leaves every picture where it is: its weight stands on the pixel itself. From"
            " which neighbour should the output pixel fetch its value?"
        )
    return (
        "The picture doesn't end up where it should: your weight stands in another cell. The middle of"
        " the kernel lies on the pixel itself; from how far away, and from which side, must the value be"
        " fetched?"
    )


def one_axis(step: SlipStep, attempt: KernelAttempt) -> str:
    """Weights along the rows or the columns alone."""
    where = "along the rows" if step.place.axis == 1 else "along the columns"
    return f"Your kernel works {where} only. What must it do in the other direction?"


def permuted(step: SlipStep, attempt: KernelAttempt) -> str:
    """Channels in another order."""
    if attempt.kernel.shape[3] > 1:
        return (
            "Your weights are the right ones, but they lead from other channels to other channels. Take"
            " them one by one: which channel goes in (the third index), and as which one does it come"
            " out (the last)?"
        )
    return (
        "Your weights are the right ones, but for other channels. The third index is the channel that goes"
        " in: which weight belongs to which of them?"
    )


def mixed(step: SlipStep, attempt: KernelAttempt) -> str:
    """What a kernel that treats all channels alike does to colours."""
    if attempt.kernel.shape[3] > 1:
        return (
            "Every filter takes the mean of all the channels that go in, so they all make the same"
            " picture and the colours vanish. Which channel should each filter look at?"
        )
    return (
        "Your filter takes the mean of all the channels that go in. Here it should look at one of"
        " them: what must the weights of the others be?"
    )
