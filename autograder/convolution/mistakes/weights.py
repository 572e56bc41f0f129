"""Mistakes about the shape of a Conv2D's weights, which is (kh, kw, C, F).

C is the depth of the layer's input, F its number of filters. In a chain of layers the question is
about the last one.
"""

from __future__ import annotations

from collections.abc import Callable

from autograder.convolution.layers import Conv2D, Layers
from autograder.convolution.mistakes.shape_mistake import ShapeMistake, WrongShape
from autograder.convolution.sizes import Shape, Shape4, chain_shape, weights_shape


def _weights(mistaken: Callable[[Shape4, Shape4], Shape]) -> WrongShape:
    """`mistaken` of the right weights' shape (kh, kw, C, F) and the input's shape (n, h, w, C)."""

    def wrong(layers: Layers, shape: Shape4) -> Shape | None:
        if not layers or not isinstance(layers[-1], Conv2D):
            return None
        try:
            entering = chain_shape(layers[:-1], shape)
        except ValueError:  # the layers before do not fit on this input
            return None
        return mistaken(weights_shape(layers[-1], entering), entering)

    return wrong


WEIGHTS_MISTAKES: tuple[ShapeMistake, ...] = (
    ShapeMistake(
        name="weights-depths-swapped",
        about="weights",
        wrong=_weights(lambda weights, _: (weights[0], weights[1], weights[3], weights[2])),
    ),
    ShapeMistake(
        name="weights-depths-missing",
        about="weights",
        wrong=_weights(lambda weights, _: weights[:2]),
    ),
    ShapeMistake(
        name="weights-filters-first",
        about="weights",
        wrong=_weights(lambda weights, _: (weights[3], weights[2], weights[0], weights[1])),
    ),
    ShapeMistake(
        name="weights-input-depth-missing",
        about="weights",
        wrong=_weights(lambda weights, _: (weights[0], weights[1], weights[3])),
    ),
    ShapeMistake(
        name="weights-input-shape",
        about="weights",
        wrong=_weights(lambda weights, entering: (*entering[1:3], *weights[2:])),
    ),
)
