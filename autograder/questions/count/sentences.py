"""What students are told of their mistakes about numbers of weights."""

from __future__ import annotations

from collections.abc import Mapping

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
    "parameters-first-depth": (
        "You took the depth of the picture that enters the network. What matters is how many"
        " channels enter this layer."
    ),
    "parameters-all-layers": (
        "You added up the layers before it, too. Only the last layer is asked for."
    ),
}
"""By the name of the mistake: the idea that went wrong, never the right numbers."""
