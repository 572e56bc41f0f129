"""What students are told of slips in layers that make a picture larger."""

from __future__ import annotations

from collections.abc import Mapping

OF_GROWING: Mapping[str, str] = {
    "nearest-for-bilinear": (
        "You repeated every pixel. That is nearest; bilinear mixes each new pixel from the"
        " pixels around it, the nearer ones counting more. Which old pixels lie around a new"
        " one?"
    ),
    "bilinear-for-nearest": (
        "You mixed the new pixels from those around them. Nearest makes no new values. In"
        " which old pixel does each new one lie?"
    ),
    "upsampling-tiled": (
        "You laid the whole picture side by side several times, as np.tile does. Upsampling"
        " makes one picture larger. What becomes of each single pixel when a picture grows?"
    ),
    "upsampling-zeros-between": (
        "You moved the pixels apart and left zeros between them. Upsampling leaves no gaps."
        " Where do the new pixels get their values from?"
    ),
    "bilinear-corners-aligned": (
        "You kept the corner pixels in the corners and spread the others evenly between them,"
        " as align_corners=True does in another library. For Keras the value of an old pixel"
        " stands in the middle of a whole block of new ones. How far from there does a new"
        " pixel lie?"
    ),
    "bilinear-halves": (
        "Between two old pixels you took half of each. But every new pixel lies in one of"
        " them and is nearer to its middle. Which of two old pixels counts more in a new one,"
        " and how much more?"
    ),
    "bilinear-weights-exchanged": (
        "You let the farther old pixel count more than the nearer one. In which of two old"
        " pixels does a new one lie?"
    ),
    "bilinear-not-centred": (
        "You left the old pixels as they are and put new ones behind them. For Keras the"
        " value of an old pixel stands in the middle of its block. How far from the middle of"
        " an old pixel lies a new one?"
    ),
    "bilinear-black-border": (
        "Your picture fades into black at the border. Beyond it there are no pixels, not even"
        " black ones. Which old pixel counts alone at the border?"
    ),
    "bilinear-one-direction": (
        "You mixed the pixels along one axis and repeated them along the other. What is to be"
        " done along the rows, and what along the columns?"
    ),
    "overlaps-overwritten": (
        "Where two copies of the kernel overlap, you kept only the one that was put down"
        " last. What should become of the value that is there already when a second copy is"
        " put down?"
    ),
    "overlaps-largest": (
        "Where copies of the kernel overlap, you kept the largest value. What should become"
        " of all of the values that meet there?"
    ),
    "overlaps-averaged": (
        "Where copies of the kernel overlap, you took their mean. What should become of all"
        " of the values that meet there?"
    ),
    "stamps-side-by-side": (
        "You put each copy of the kernel where the last one ended. From one pixel to the next"
        " it moves by the stride. How far does the kernel go from one pixel to the next, and"
        " how wide is it?"
    ),
    "stamps-not-weighted": (
        "You put the kernel down as it is for every pixel. What does a pixel's own value do"
        " to its copy of the kernel?"
    ),
    "stamps-exchanged": (
        "You put down a copy of the picture for every weight of the kernel. Which of the two"
        " is put down by a transposed convolution, and which says how strongly?"
    ),
}
"""By the name of the slip."""

TRANSPOSED: Mapping[str, str] = {
    "kernel-rotated": (
        "This is what comes out when the kernel is rotated by half a turn. Conv2DTranspose"
        " puts its copies down just as the kernel is written. Which number of the kernel lies"
        " at the upper left of a copy?"
    ),
    "kernel-transposed": (
        "This is what comes out when rows and columns change places in the kernel. Its"
        " numbers aren't transposed; what Conv2DTranspose turns round is the way from input to"
        " output. Which number of the kernel follows the first one in the same row?"
    ),
    "mirrored": (
        "This is what comes out when the kernel is mirrored. Conv2DTranspose puts its copies"
        " down just as the kernel is written. Which number of the kernel lies at the upper"
        " left of a copy?"
    ),
    "kernel-quarter-turn": (
        "This is what comes out when the kernel is given a quarter turn. Conv2DTranspose puts"
        " its copies down just as the kernel is written. Which number of the kernel lies at"
        " the upper left of a copy?"
    ),
    "kernel-transposed-rotated": (
        "This is what comes out when the kernel is flipped about its other diagonal."
        " Conv2DTranspose puts its copies down just as the kernel is written. Which number of"
        " the kernel lies at the upper left of a copy?"
    ),
    "sign-flipped": (
        "Every value has the opposite sign. Each copy of the kernel is the kernel times its"
        " pixel, with the signs as they are. Which sign has a copy of the kernel when its"
        " pixel is above zero?"
    ),
    "last-window-missing": (
        "What is there is right, but the end is missing. How far beyond the place where the"
        " last copy of the kernel begins does it reach?"
    ),
    "last-window-empty": (
        "What stands in front is right, but at the end your answer is still empty. How far"
        " beyond the place where the last copy of the kernel begins does it reach?"
    ),
}
"""What is told in their place where the layer is a Conv2DTranspose."""
