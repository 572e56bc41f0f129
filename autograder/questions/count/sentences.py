"""What students are told of their slips about numbers of weights."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from autograder.convolution.slips.slip import SlipStep

SENTENCES: Mapping[str, str] = {
    "bias-forgotten": (
        "You counted the weights of the kernels only. Unless it is told otherwise, a layer"
        " adds a number to every picture that it makes, and learns it, too."
    ),
    "bias-counted": "You counted a bias. With use_bias=False the layer has none.",
    "parameters-one-bias": (
        "You counted a single bias for the whole layer. Who needs one: the layer, or each"
        " of its filters?"
    ),
    "parameters-input-depth-missing": (
        "The depth of the input is missing. A filter looks at all channels at once, and has"
        " weights of its own for each of them."
    ),
    "parameters-filters-missing": (
        "You counted one filter. How many of them does the layer have, each with weights of"
        " its own?"
    ),
    "parameters-picture-size": (
        "Your number grows with the picture. But the same small kernel slides over all of"
        " it: no pixel has weights of its own."
    ),
    "parameters-pooling-has-weights": (
        "You counted the cells of the pooling window. Is there anything to learn in taking"
        " the largest value, or the mean?"
    ),
    "parameters-pixels": (
        "You counted the numbers that the layer works on. They change from picture to picture: which"
        " of them does the layer keep?"
    ),
    "parameters-first-depth": (
        "You took the depth of the picture that enters the network. What matters is how many"
        " channels enter this layer."
    ),
    "parameters-kernel-side": (
        "You counted one side of the kernel. A kernel is a small picture: how many cells has it?"
    ),
    "parameters-own-depth": (
        "You took the number of filters for the depth of what goes in as well. A filter is as deep as the"
        " picture that it looks at: how many channels has that?"
    ),
    "parameters-added": (
        "You added the channels that go in and those that come out. Each filter has weights for every"
        " channel that goes in: are there as many as the sum of the two, or as their product?"
    ),
    "parameters-output-size": (
        "You counted the numbers that come out of the layer. They change from picture to picture: which"
        " numbers does the layer keep?"
    ),
    "parameters-batch": (
        "Your number grows with the batch. The same kernels look at every picture: do more pictures make"
        " more weights?"
    ),
    "parameters-bias-by-channel": (
        "You counted a bias for every channel that goes in. A bias is added to what comes out: how many"
        " pictures come out?"
    ),
    "parameters-bias-by-cell": (
        "You counted a bias for every cell of a kernel. It is added once the products are summed up: how"
        " many sums does a filter make at one place?"
    ),
    "parameters-all-layers": (
        "You added up the layers before it, too. Only the last layer is asked for."
    ),
}
"""By the name of the slip: the idea that went wrong, never the right numbers."""


def sentence(steps: Sequence[SlipStep]) -> str:
    """What is told of slips made together."""
    return " ".join(SENTENCES[step.slip] for step in steps)
