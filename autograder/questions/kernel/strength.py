"""What students are told of a kernel that is too strong or too weak."""

from __future__ import annotations

import math

import numpy as np

from autograder.convolution.slips.kernels.kernel import KernelAttempt, filter_sums
from autograder.convolution.slips.kernels.strengths import SUM_TOLERANCE
from autograder.convolution.slips.slip import SlipStep


def factor(step: SlipStep, attempt: KernelAttempt) -> str:
    """All weights off by one factor, and no average."""
    kernel = attempt.kernel
    found = attempt.strengthened
    too_weak = found is not None and bool(np.any(found[0] > 1))
    if len(attempt.given) > 1 and too_weak:
        return (
            "Your weights are those of the sum, but for one factor: did you make a mean of it? Look at"
            " what the rule says of a sum of pictures."
        )
    if np.count_nonzero(kernel) == 1:
        weak = bool(np.abs(kernel).max() < 1) if found is None else too_weak
        effect = "darker" if weak else "brighter"
        return (
            f"Your weight stands in the right cell, but it makes the picture {effect}. By what is a pixel"
            " multiplied that is to stay as it is?"
        )
    if found is not None and np.any(np.isclose(found[0], 1, rtol=1e-3)) and len(found[0]) > 1:
        return (
            "One of your filters is stronger or weaker than it should be: its weights are right but for one"
            " factor. Which of the pictures that come out is too bright, or too dark?"
        )
    also = {
        "halved": " Did you divide by something that the exercise doesn't ask for?",
        "doubled": " Did you count something twice?",
    }
    return "All your weights are right but for one factor, the same for each of them." + also.get(
        step.slip, " Did you multiply or divide by something that the exercise doesn't ask for?"
    )


WORDS = ("two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")


def brightness(step: SlipStep, attempt: KernelAttempt) -> str:
    """What the sum of the student's kernel does to the picture."""
    sums = [float(total) for total in filter_sums(attempt.kernel)]
    total = max(sums, key=lambda value: abs(value - 1))  # of several filters, the farthest off
    if not math.isfinite(total):
        return "Your kernel does not add up to a number: look at its values once more."
    times = round(total)
    whole = abs(total - times) <= SUM_TOLERANCE and abs(times) < 100_000
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
