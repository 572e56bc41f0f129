"""What students are told of their slips in configuring a layer: what theirs does, never the right setting."""

from __future__ import annotations

from collections.abc import Mapping

from autograder.convolution.layers import Layer
from autograder.questions.shape.sentences import SENTENCES

FILTERS = "other-filters"
"""Right but for the number of filters."""

SETTINGS: Mapping[str, str] = {
    "padding-same-for-valid": (
        "Your layer has padding='valid', which is what Keras takes where none is given: a window that"
        " would stick out is left out. Which way does that round, and which way should it?"
    ),
    "padding-valid-for-same": (
        "Your layer has padding='same', so it fills up the border until the last window fits. Which"
        " way does that round, and which way should it?"
    ),
    "stride-ignored": (
        "Your layer moves by more than a pixel at each step. What would it give without that?"
    ),
    "strides-swapped": (
        "The two strides of your layer have changed places. Which comes first: the step down the rows"
        " or the one along the columns?"
    ),
    "kernel-swapped": (
        "The two numbers of your kernel have changed places. Which comes first: its rows or its"
        " columns?"
    ),
    FILTERS: (
        "The sizes are right, but your layer makes another number of pictures. Which of its arguments"
        " decides how many come out?"
    ),
    "kernel-for-output": (
        "You gave the kernel the size that should come out. Each place where the kernel stands gives"
        " one pixel: in how many places may it stand here?"
    ),
}
"""By the name of the slip: those that are told before any other, as they speak of a setting."""


def sentence(slip: str, layer: Layer) -> str:
    """What is told of a slip to a student with this layer."""
    return SETTINGS.get(slip) or SENTENCES[slip]
