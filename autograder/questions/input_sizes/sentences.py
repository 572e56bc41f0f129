"""What students are told of their mistakes about input sizes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from autograder.convolution.slips.slip import SlipStep
from autograder.questions.shape.sentences import SENTENCES as OF_SHAPES

SENTENCES: Mapping[str, str] = {
    "input-sizes-one-only": (
        "You found one that works. But where the steps don't come out even, the layer still"
        " gives a whole number of pixels. Which other sizes lead to the same one?"
    ),
    "input-sizes-multiplied": (
        "You multiplied by the stride or the factor. Try your number, and send a picture of"
        " that size through the layer, in your mind. In how many places does the window stand?"
    ),
    "valid-only-divides": (
        "These are the sizes that give the output when you divide by the stride. But the"
        " window has a width, too, and with padding='valid' it must fit in everywhere. Where"
        " can it stand last?"
    ),
    "forgot-plus-one": (
        "You counted the steps of the window, not the places where it stands. How many steps"
        " does it make to stand in so many places?"
    ),
    "input-sizes-padding-ignored": (
        "This is the way back for padding='valid'. With padding='same' the window may stand"
        " on the border's pixels, so its width doesn't matter. What does matter then?"
    ),
    "same-keeps-size": (
        "padding='same' keeps the size only where the stride is one. With a longer stride, on"
        " how many pixels of a row does the window stop?"
    ),
    "pooling-stride-one": (
        "You moved the pooling window by one pixel at a time. When strides isn't given, a"
        " pooling layer doesn't do that. How must its windows lie so that they don't overlap?"
    ),
    "input-sizes-off-by-one": (
        "There are as many as there should be, but all are off by one. What comes out of the"
        " smallest and of the largest of them?"
    ),
    "input-sizes-one-too-many": (
        "You went one too far. Does what you were asked for come out of the smallest of your"
        " sizes, and of the largest?"
    ),
    "input-sizes-end-missing": (
        "All of these fit, but you stopped too early. What comes out of the next larger size,"
        " and of the next smaller one?"
    ),
    "input-sizes-gap": (
        "All of these fit, but there is a hole. Can a size lie between two others that fit,"
        " and not fit itself?"
    ),
    "input-sizes-kernel-forgotten": (
        "You counted how far the window moves, but not the window itself. How many pixels"
        " does the window need when it stands in its last place?"
    ),
    "input-sizes-forwards": (
        "This is what the layer makes of the given number. But that number is what comes out."
        " From which sizes does it come?"
    ),
    "input-sizes-output-given": (
        "This is the number that comes out. Which sizes, going in, lead to it?"
    ),
    "ceil-for-floor": (
        "You let an incomplete window count. With padding='valid' a window that would stick"
        " out is left out. From which size on is there room for one window more?"
    ),
    "padding-same-for-valid": (
        "This is the way back for padding='same', where an incomplete window counts as well."
        " Here it doesn't. From which size on is there room for one window more?"
    ),
    "same-floors": (
        "You left out the last, incomplete window, which counts with padding='same'. From"
        " which size on is there one window more?"
    ),
    "pooling-same-floors": (
        "You left out the last, incomplete window, which counts with padding='same'. From"
        " which size on is there one window more?"
    ),
}
"""By the name of the slip: the idea that went wrong, never the right numbers."""


def catalogue(names: Iterable[str]) -> Mapping[str, str]:
    """What is told of the slips of these names; of those in layers it is told as in shapes."""
    return {name: SENTENCES.get(name) or OF_SHAPES[name] for name in names}


def sentence(steps: Sequence[SlipStep]) -> str:
    """What is told of slips on the way back."""
    return " ".join(SENTENCES.get(step.slip) or OF_SHAPES[step.slip] for step in steps)
