"""One number of weights that a question asks for."""

from __future__ import annotations

from dataclasses import dataclass

from autograder.convolution.layers import Layer
from autograder.convolution.parameters import parameter_count
from autograder.convolution.sizes import chain_shape
from autograder.convolution.slips.counts import Count


@dataclass(frozen=True)
class CountPart:
    """One number to predict: the weights (parameters) of the last of some layers."""

    answer: str
    """The variable that holds the prediction."""
    input_shape: tuple[int, int, int, int]
    """(batch, height, width, channels)"""
    layers: tuple[Layer, ...]
    """The layers that the input goes through, in order. Only the last one's weights are counted."""
    use_bias: bool = True
    """Whether the layers have a bias."""

    @property
    def asked(self) -> Count:
        """The way to the right number, in which slips can be made."""
        return Count(self.layers, self.input_shape, self.use_bias)

    def count(self) -> int:
        """The right number. ValueError where the layers do not fit on the input."""
        entering = chain_shape(self.layers[:-1], self.input_shape)
        return parameter_count(self.layers[-1], entering, self.use_bias)
