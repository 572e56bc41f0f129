"""What students are told of their mistakes in kernels: the idea that went wrong, never the right numbers."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping

import numpy as np

from autograder.convolution.mistakes.brightness import SUM_TOLERANCE, filter_sums
from autograder.convolution.mistakes.kernels import Kernel

SENTENCES: Mapping[str, str] = {
    "kernel-rotated": (
        "Your kernel is rotated by half a turn. Mathematical convolution turns the kernel"
        " before it multiplies; Conv2D lays it on the picture just as you write it."
    ),
    "kernel-transposed": (
        "Rows and columns have changed places in your kernel: what should happen from left to"
        " right happens from top to bottom. The first index counts the rows."
    ),
    "sign-flipped": (
        "Every sign in your kernel is the other way round: bright and dark change places in"
        " what comes out. Which pixel is to be subtracted from which?"
    ),
    "mirrored": (
        "Your kernel is mirrored, so it works in the opposite direction. Each output pixel"
        " fetches its value from where the weight lies: a weight on the left moves the picture"
        " to the right."
    ),
    "off-centre": (
        "Your weights are right among themselves, but all of them lie one cell off, so the"
        " picture moves by a pixel as well. Which cell of a kernel stands on the pixel itself?"
    ),
    "channels-exchanged": (
        "What goes in and what comes out have changed places in your kernel: each weight takes"
        " the opposite way between two channels. The third index is the channel that goes in,"
        " the last one the channel that comes out."
    ),
    "channels-summed": (
        "You wrote the same weights for every channel that goes in, and a filter adds up what it"
        " finds in all of them. Which channel should each filter look at, and what must its"
        " weights for the others be?"
    ),
    "divided-by-side": (
        "It looks as if you divided by the side of the kernel. An average divides by how many"
        " numbers went into it: how many pixels does your kernel look at?"
    ),
}
"""By the name of the mistake."""


def _mixed(kernel: Kernel) -> str:
    """What a kernel that treats all channels alike does to colours."""
    if kernel.shape[3] > 1:
        return (
            "Every filter takes the mean of all the channels that go in, so they all make the same"
            " picture and the colours vanish. Which channel should each filter look at?"
        )
    return (
        "Your filter takes the mean of all the channels that go in. Here it should look at one of"
        " them: what must the weights of the others be?"
    )


WORDS = ("two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")


def _brightness(kernel: Kernel) -> str:
    """What the sum of the student's kernel does to the picture."""
    sums = [float(total) for total in filter_sums(kernel)]
    total = max(sums, key=lambda value: abs(value - 1))  # of several filters, the farthest off
    if not math.isfinite(total):
        return "Your kernel does not add up to a number: look at its values once more."
    times = round(total)
    whole = abs(total - times) <= SUM_TOLERANCE and abs(times) < 1000
    shown = str(times) if whole else f"{total:.3g}"
    shown = shown if whole or shown != "1" else f"{total:.6g}"
    if total < 0:
        effect = "bright and dark change places"
    elif total < 1:
        effect = (
            "the picture gets darker" if abs(total) > SUM_TOLERANCE else "an even area turns black"
        )
    elif whole and 2 <= times <= len(WORDS) + 1:
        effect = f"the picture gets {WORDS[times - 2]} times brighter"
    else:
        effect = "the picture gets brighter"
    owner = "Your kernel sums" if len(sums) == 1 else "Each of your filters sums"
    owner = owner if np.allclose(sums, total) else "One of your filters sums"
    asked = "What must the weights add up to, for an even grey area to stay as bright as it was?"
    return f"{owner} to {shown}: {effect}. {asked}"


OF_THE_KERNEL: Mapping[str, Callable[[Kernel], str]] = {
    "channels-mixed": _mixed,
    "not-normalised": _brightness,
}
"""Those that speak of the student's own kernel."""


def sentence(mistake: str, kernel: Kernel) -> str:
    """What is told of a mistake to a student with this kernel (kh, kw, C, F)."""
    speak = OF_THE_KERNEL.get(mistake)
    return speak(kernel) if speak else SENTENCES[mistake]
