"""What students are told of their slips about shapes: the idea that went wrong, never the right numbers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from autograder.convolution.layers import Layer, ZeroPadding2D
from autograder.convolution.slips.slip import SlipStep
from autograder.questions.shape.growing_sentences import GROWING
from autograder.questions.shape.window_sentences import WINDOWS

SENTENCES: Mapping[str, str] = {
    **WINDOWS,
    **GROWING,
    "output-weights-shape": (
        "This is the shape of the layer's weights. What was asked for is the shape of the picture"
        " that comes out: where does the picture's size enter?"
    ),
    "one-filter": (
        "You let the layer make one picture. Each filter makes a picture of its own: how many filters"
        " does it have?"
    ),
    "channels-added": (
        "You added the input's channels and the filters. A filter looks at all the channels and makes"
        " one picture of them: what becomes of the old channels?"
    ),
    "filters-of-another-layer": (
        "You took the number of filters of another layer. Which layer decides how many channels come"
        " out here?"
    ),
    "kernel-for-channels": (
        "You put the size of the kernel where the channels belong. What decides how many pictures"
        " come out of a layer?"
    ),
    "batch-one": (
        "You wrote a batch of one picture. How many pictures go in here, and does a layer change"
        " their number?"
    ),
    "channels-left-out": (
        "The channels are missing. Keras keeps their axis, last, even where there is only one: how"
        " many axes has what comes out?"
    ),
    "batch-and-channels-left-out": (
        "These are height and width. A Keras layer gives four axes: what stands before them, and what"
        " behind?"
    ),
    "ones-left-out": (
        "Height and width are missing. An axis of size one is still an axis: which layer would have"
        " taken it away?"
    ),
    "batch-of-channels": (
        "The input's channels stand where the batch belongs. The first axis counts pictures: how many"
        " go in?"
    ),
    "weights-output-shape": (
        "This is the shape of what the layer puts out. Its weights are the kernel itself: does that"
        " know how large the picture is?"
    ),
    "weights-first-depth": (
        "You took the depth of the picture that enters the network. What matters is how many channels"
        " enter this layer."
    ),
    "weights-kernel-row": (
        "You made a kernel of one column. When one number stands for the kernel's size, Keras takes"
        " it for both axes: how many columns has it?"
    ),
    "pooling-one-channel": (
        "Pooling looks at each channel on its own: it makes pictures smaller, but it"
        " doesn't merge the channels into one."
    ),
    "channels-multiplied": (
        "You multiplied the channels of the input by the filters. But one filter looks at"
        " all the input's channels together and adds up what it sees: how many pictures does it"
        " give?"
    ),
    "channels-kept": (
        "You kept the input's number of channels. The depth of what comes out has nothing"
        " to do with the depth of what goes in: who decides it?"
    ),
    "batch-left-out": (
        "An axis is missing: a Keras layer always works on a batch of pictures, even if"
        " the batch holds only one. Its axis comes first."
    ),
    "batch-none": (
        "None stands for a batch of any size, as `model.summary()` writes it. Here you know how"
        " many pictures go in: does a layer change their number?"
    ),
    "channels-first": (
        "You put the channels before height and width. Keras, as we use it, has them last."
    ),
    "height-width-swapped": (
        "Height and width have changed places. As in a matrix, the rows (the height) come"
        " first, then the columns (the width)."
    ),
    "weights-depths-swapped": (
        "The two depths have changed places. After the kernel's height and width, which"
        " comes first: the depth of what goes in, or of what comes out?"
    ),
    "weights-depths-missing": (
        "This is the kernel as you see it in a picture. The weights have two axes more:"
        " the depth of the input and the depth of the output."
    ),
    "weights-filters-first": (
        "The depths are in front, as another library stores them. Keras starts with the"
        " kernel's height and width."
    ),
    "weights-input-depth-missing": (
        "The depth of the input is missing. A filter needs weights for every channel that"
        " it looks at, and even a single channel has its axis."
    ),
    "weights-input-shape": (
        "You used the size of the picture. The same small kernel slides over all of it:"
        " the weights don't know how large the picture is."
    ),
}
"""By the name of the slip: what somebody who makes it seems to think, and a question to ask oneself."""


def sentence(steps: Sequence[SlipStep], layers: Sequence[Layer]) -> str:
    """What is told of slips made on the way through these layers."""
    return " ".join(_told(step.slip, layers) for step in steps)


def _told(slip: str, layers: Sequence[Layer]) -> str:
    if slip == "input-shape" and [type(layer) for layer in layers] == [ZeroPadding2D]:
        return SENTENCES["zero-padding-ignored"]
    return SENTENCES[slip]


def where(steps: Sequence[SlipStep], layers: Sequence[Layer]) -> str:
    """The layer in which one slip was made, where there are several."""
    number = steps[0].place.layer
    if number is None or len(layers) < 2 or len(steps) > 1:
        return ""
    return f"layer {number + 1}, {type(layers[number]).__name__}"
