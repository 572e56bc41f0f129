"""The number of weights (parameters) of a layer."""

from __future__ import annotations

import math
from collections.abc import Sequence

from autograder.convolution.layers import Conv2D, Conv2DTranspose, Layer
from autograder.convolution.sizes import output_shape, weights_shape


def parameter_count(layer: Layer, input_shape: Sequence[int], use_bias: bool = True) -> int:
    """How many numbers `layer` learns on inputs of `input_shape` (n, h, w, C).

    kh * kw * C * F weights and F biases for Conv2D and for Conv2DTranspose, whatever the size of
    the picture; none for pooling, padding and upsampling. ValueError where the layer does not fit
    on the input.
    """
    output_shape(layer, input_shape)
    if not isinstance(layer, Conv2D | Conv2DTranspose):
        return 0
    return math.prod(weights_shape(layer, input_shape)) + (layer.filters if use_bias else 0)
