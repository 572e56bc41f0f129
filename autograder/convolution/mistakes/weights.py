"""Mistakes about the shape of a Conv2D's weights, which is (kh, kw, C, F).

C is the depth of the layer's input, F its number of filters. In a chain of layers the question is
about the last one.
"""

from __future__ import annotations

from collections.abc import Callable

from autograder.convolution.layers import Conv2D, Layers
from autograder.convolution.mistakes.shape_mistake import ShapeMistake, Wrong
from autograder.convolution.sizes import Shape, Shape4, chain_shape, weights_shape


def _weights(mistaken: Callable[[Shape4, Shape4], Shape]) -> Wrong:
    """`mistaken` of the right weights' shape (kh, kw, C, F) and the input's shape (n, h, w, C)."""

    def wrong(layers: Layers, shape: Shape) -> Shape | None:
        if not layers or not isinstance(layers[-1], Conv2D):
            return None
        n, h, w, c = (int(size) for size in shape)
        try:
            entering = chain_shape(layers[:-1], (n, h, w, c))
        except ValueError:  # the layers before do not fit on this input
            return None
        return mistaken(weights_shape(layers[-1], entering), entering)

    return wrong


WEIGHTS_MISTAKES: tuple[ShapeMistake, ...] = (
    ShapeMistake(
        name="weights-depths-swapped",
        about="weights",
        message="The two depths have changed places. After the kernel's height and width, which"
        " comes first: the depth of what goes in, or of what comes out?",
        wrong=_weights(lambda weights, _: (weights[0], weights[1], weights[3], weights[2])),
    ),
    ShapeMistake(
        name="weights-depths-missing",
        about="weights",
        message="This is the kernel as you see it in a picture. The weights have two axes more:"
        " the depth of the input and the depth of the output.",
        wrong=_weights(lambda weights, _: weights[:2]),
    ),
    ShapeMistake(
        name="weights-filters-first",
        about="weights",
        message="The depths are in front, as another library stores them. Keras starts with the"
        " kernel's height and width.",
        wrong=_weights(lambda weights, _: (weights[3], weights[2], weights[0], weights[1])),
    ),
    ShapeMistake(
        name="weights-input-depth-missing",
        about="weights",
        message="The depth of the input is missing. A filter needs weights for every channel that"
        " it looks at, and even a single channel has its axis.",
        wrong=_weights(lambda weights, _: (weights[0], weights[1], weights[3])),
    ),
    ShapeMistake(
        name="weights-input-shape",
        about="weights",
        message="You used the size of the picture. The same small kernel slides over all of it:"
        " the weights don't know how large the picture is.",
        wrong=_weights(lambda weights, entering: (*entering[1:3], *weights[2:])),
    ),
)
