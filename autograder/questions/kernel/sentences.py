"""What students are told of their slips in kernels: the idea that went wrong, never the right numbers."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

import numpy as np

from autograder.convolution.slips.kernels.kernel import KernelAttempt
from autograder.convolution.slips.kernels.sought import Sought
from autograder.convolution.slips.slip import SlipPlace, SlipStep
from autograder.questions.kernel.of_the_kernel import (
    displaced,
    eighth,
    exchanged_axes,
    mirrored,
    mixed,
    one_axis,
    permuted,
    turned,
)
from autograder.questions.kernel.strength import brightness, factor
from autograder.questions.kernel.well_known import WELL_KNOWN

SENTENCES: Mapping[str, str] = {
    "sign-flipped": (
        "Every sign in your kernel is the other way round: bright and dark change places in"
        " what comes out. Which pixel is to be subtracted from which?"
    ),
    "two-weights-exchanged": (
        "Your weights are the right ones, but two of them have changed places. Go through the cells one"
        " by one: which pixel lies under each of them?"
    ),
    "channels-exchanged": (
        "What goes in and what comes out have changed places in your kernel: each weight takes"
        " the opposite way between two channels. The third index is the channel that goes in,"
        " the last one the channel that comes out."
    ),
    "channels-backwards": (
        "Your kernel takes the channels in the opposite order, the last one first, as OpenCV stores"
        " colours. Which channel has index zero here?"
    ),
    "channels-summed": (
        "You wrote the same weights for every channel that goes in, and a filter adds up what it"
        " finds in all of them. Which channel should each filter look at, and what must its"
        " weights for the others be?"
    ),
    "other-channels-too": (
        "Something of what you wrote is right, but a filter of yours looks at further channels as well,"
        " and adds up what it finds in all of them. What must the weights for a channel be that"
        " doesn't matter?"
    ),
    "divided-by-side": (
        "It looks as if you divided by the side of the kernel. An average divides by how many"
        " numbers went into it: how many pixels does your kernel look at?"
    ),
    "divided-by-wrong-count": (
        "You divided, but not by how many numbers go into the mean. Count them once more: does the pixel"
        " itself belong to them, and do they come from more than one channel?"
    ),
    "weights-rounded": (
        "Your weights are nearly right: they were rounded too much, and that shows in the picture. How"
        " many of their digits can you keep?"
    ),
    "minus-forgotten": (
        "The sizes of your weights are right, but all of them add. Which pixels are to be subtracted?"
    ),
    "some-signs": (
        "The sizes of your weights are right, but not all of their signs. Go from cell to cell: is that"
        " pixel to be added or subtracted?"
    ),
    "picture-kept": (
        "Your kernel gives what it should, and the old picture on top of it. Does the pixel itself belong"
        " to what is to come out, and how often?"
    ),
    "picture-left-out": (
        "What comes out lacks the picture itself; all that is to be added to it, or subtracted from it,"
        " is there. How often is the pixel itself to be counted?"
    ),
    "centre-left-out": (
        "You left out the pixel itself: its neighbours alone are counted. Does it belong to what is to"
        " come out?"
    ),
    "balance": (
        "The pattern of your kernel is right, one weight in the middle and others around it, but the two"
        " parts don't fit together. What must all the weights add up to, for an even area to come out"
        " as it should?"
    ),
    "term-left-out": (
        "You added kernels that were given, but the sum has more terms. Count them: how often does each"
        " of the kernels occur in it?"
    ),
    "term-too-often": (
        "You added the kernels that were given, but one of them too often. Count the terms of the sum:"
        " how often does each of the kernels occur in it?"
    ),
    "terms-otherwise": (
        "Your kernel is made of the kernels that were given, but not each of them as often as the sum has"
        " it, or not with its sign. Which terms has the sum?"
    ),
    "terms-multiplied": (
        "In your kernel given kernels are multiplied, number by number. The sum rule speaks of pictures"
        " that are added: what does it do to their kernels?"
    ),
    "another-filter": (
        "This is one of the filters that you were given, but not the one that is asked for. If you"
        " subtract the picture that it makes from the one that it should make, what is left?"
    ),
    "one-weight": (
        "All the other weights are right, but not this one. What does it fetch for the output, and how"
        " much of it is needed?"
    ),
    "one-row": (
        "This row is wrong, the others are right. Which pixels does it fetch for the output, and how much"
        " of each is needed?"
    ),
    "one-column": (
        "This column is wrong, the others are right. Which pixels does it fetch for the output, and how"
        " much of each is needed?"
    ),
    "weights-missing": (
        "What you wrote is right, but some weights are missing: their cells are still zero. What else"
        " does an output pixel need?"
    ),
    "weights-too-many": (
        "The weights that are needed are there, but there are more. Which pixels should not count at all,"
        " and what must their weights be?"
    ),
    "weights-elsewhere": (
        "These are the right numbers, but not all of them stand in the right cells. Go through the cells"
        " one by one: which pixel lies under each of them?"
    ),
    **WELL_KNOWN,
}
"""By the name of the slip: what somebody who makes it seems to think, and a question to ask oneself."""

OF_THE_KERNEL: Mapping[str, Callable[[SlipStep, KernelAttempt], str]] = {
    "mirrored": mirrored,
    "kernel-rotated": turned,
    "kernel-transposed": exchanged_axes,
    "kernel-anti-transposed": exchanged_axes,
    "kernel-quarter-turned": exchanged_axes,
    "kernel-eighth-turned": eighth,
    "off-centre": displaced,
    "channels-mixed": mixed,
    "channels-permuted": permuted,
    "not-normalised": brightness,
    "one-axis-only": one_axis,
    "halved": factor,
    "doubled": factor,
    "scaled": factor,
}
"""Those that speak of the student's own kernel."""

ONE_OF_ALL = (
    "All of your weights but one seem to be right. Go through the cells one by one: which pixel does each"
    " fetch, and how much of it is needed?"
)
"""Where it is not known which weight is wrong."""

BRIEFLY: Mapping[str, str] = {
    "mirrored": "it is mirrored",
    "kernel-rotated": "it is turned by half a turn",
    "kernel-transposed": "its rows and columns have changed places",
    "kernel-anti-transposed": "its rows and columns have changed places",
    "kernel-quarter-turned": "it is turned by a quarter",
    "sign-flipped": "its signs are the other way round",
    "minus-forgotten": "it has no minus",
    "divided-by-side": "it is divided by its side",
    "divided-by-wrong-count": "it is divided by a wrong count",
    "not-normalised": "it doesn't keep an even area as bright as it was",
    "weights-rounded": "its weights are rounded too much",
    "halved": "all its weights are off by one factor",
    "doubled": "all its weights are off by one factor",
    "scaled": "all its weights are off by one factor",
    "channels-exchanged": "the channels that go in and come out have changed places",
    "channels-backwards": "it takes the channels in the opposite order",
    "channels-permuted": "its weights belong to other channels",
    "channels-mixed": "it takes the mean of all channels",
    "channels-summed": "it adds up all channels",
}
"""Those that occur in pairs."""


def sentence(steps: Sequence[SlipStep], attempt: KernelAttempt) -> str:
    """What is told of slips to a student with this kernel."""
    if len(steps) > 1:
        first, second = (BRIEFLY[step.slip] for step in steps)
        return (
            f"Your kernel has two things the wrong way: {first}, and {second}. Mend one of them and look"
            " at what comes out: what is left to do?"
        )
    (step,) = steps
    if step.slip == "one-weight" and attempt.sought.kernel is None:
        return ONE_OF_ALL
    if step.slip == "identity-kernel" and attempt.sought.strides != (1, 1):
        return SENTENCES["shift-kernel"]  # pixels get lost
    speak = OF_THE_KERNEL.get(step.slip)
    return speak(step, attempt) if speak else SENTENCES[step.slip]


def example(slip: str) -> str:
    """What is told of a slip; where that depends on the student's kernel, to one with a usual kernel."""
    if slip not in OF_THE_KERNEL:
        return SENTENCES[slip]
    depth = 3 if slip.startswith("channels") else 1
    kernel = np.ones((3, 3, depth, depth))
    nothing = np.zeros((1, 1, 1, depth))
    attempt = KernelAttempt(kernel, Sought((nothing, nothing), ()))
    return OF_THE_KERNEL[slip](SlipStep(slip, place=SlipPlace(axis=1)), attempt)
