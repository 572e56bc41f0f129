"""What students are told of their mistakes in the output of a layer: the idea, never the right numbers."""

from __future__ import annotations

from collections.abc import Mapping

from autograder.convolution.layers import Conv2DTranspose, Layer

SENTENCES: Mapping[str, str] = {
    "kernel-rotated": (
        "This is what comes out when the kernel is rotated by half a turn, as in a"
        " mathematical convolution. Conv2D lays the kernel on the picture as it is."
    ),
    "kernel-transposed": (
        "This is what comes out when rows and columns change places in the"
        " kernel. The first index counts the rows."
    ),
    "sign-flipped": (
        "Every value has the opposite sign, so bright and dark have changed places."
        " Which pixel is to be subtracted from which?"
    ),
    "border-reflected": (
        "Inside all is well, but the borders differ: your picture was continued beyond its"
        " edge with its own pixels, as OpenCV does unless told otherwise. padding='same' puts"
        " something else there."
    ),
    "average-for-max": (
        "You took the mean of every window. Max pooling keeps something else of it: its"
        " name says what."
    ),
    "max-for-average": (
        "You took the largest value of every window. Average pooling lets all its values count."
    ),
    "pooling-stride-one": (
        "You moved the pooling window by one pixel at a time. When strides isn't given, a"
        " pooling layer doesn't do that: how must its windows lie so that they don't overlap?"
    ),
    "same-counts-padding": (
        "At the border you pooled zeros that padding='same' has put there. In a pooling layer"
        " they count for nothing: which numbers of such a window are really there?"
    ),
    "nearest-for-bilinear": (
        "You repeated every pixel. That is nearest; bilinear mixes each new pixel from the"
        " pixels around it, the nearer ones counting more."
    ),
    "bilinear-for-nearest": (
        "You mixed the new pixels from those around them. Nearest makes no new values: each"
        " pixel takes that of one old pixel."
    ),
    "upsampling-tiled": (
        "You laid the whole picture side by side several times, as np.tile does. Upsampling"
        " makes one picture larger: what becomes of each single pixel?"
    ),
    "upsampling-zeros-between": (
        "You moved the pixels apart and left zeros between them. Upsampling leaves no gaps:"
        " where do the new pixels get their values from?"
    ),
    "bilinear-corners-aligned": (
        "You kept the corner pixels in the corners and spread the others evenly between"
        " them, as align_corners=True does in another library. For Keras an old pixel covers a whole"
        " block of new ones, and its value stands in the middle of that block."
    ),
    "overlaps-overwritten": (
        "Where two copies of the kernel overlap, you kept only the one that was put down"
        " last. What should become of the value that is there already?"
    ),
}
"""By the name of the mistake."""

TRANSPOSED: Mapping[str, str] = {
    "kernel-rotated": (
        "This is what comes out when the kernel is rotated by half a turn. Conv2DTranspose puts"
        " its copies down just as the kernel is written."
    ),
    "kernel-transposed": (
        "This is what comes out when rows and columns change places in the kernel. Its numbers"
        " aren't transposed: what Conv2DTranspose turns round is the way from input to output."
    ),
    "sign-flipped": (
        "Every value has the opposite sign. Each copy of the kernel is the kernel times its pixel,"
        " with the signs as they are."
    ),
}
"""What is told in their place where the layer is a Conv2DTranspose."""


def sentence(mistake: str, layer: Layer) -> str:
    """What is told of a mistake where this layer was to be computed."""
    transposed = TRANSPOSED.get(mistake) if isinstance(layer, Conv2DTranspose) else None
    return transposed or SENTENCES[mistake]
