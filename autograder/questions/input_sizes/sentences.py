"""What students are told of their mistakes about input sizes."""

from __future__ import annotations

from collections.abc import Mapping

SENTENCES: Mapping[str, str] = {
    "input-sizes-one-only": (
        "You found one that works. But where the steps don't come out even, the layer still"
        " gives a whole number of pixels: which other sizes lead to the same one?"
    ),
    "input-sizes-multiplied": (
        "You multiplied by the stride or the factor. Try your number: send a picture of"
        " that size through the layer, in your mind, and count where the window stands."
    ),
    "valid-only-divides": (
        "These are the sizes that give the output when you divide by the stride. But the"
        " window has a width, too: with padding='valid' it must fit in everywhere."
    ),
    "forgot-plus-one": (
        "You counted the steps of the window, not the places where it stands: before its"
        " first step it has stood somewhere already."
    ),
    "input-sizes-padding-ignored": (
        "This is the way back for padding='valid'. With padding='same' the window may stand"
        " on the border's pixels, so its width doesn't matter."
    ),
    "same-keeps-size": (
        "padding='same' keeps the size only where the stride is one. With a longer stride"
        " the window doesn't stop at every pixel."
    ),
    "pooling-stride-one": (
        "You moved the pooling window by one pixel at a time. When strides isn't given, a"
        " pooling layer doesn't do that: how must its windows lie so that they don't overlap?"
    ),
    "input-sizes-off-by-one": (
        "There are as many as there should be, but all are off by one. Try the smallest and"
        " the largest of them in the formula."
    ),
}
"""By the name of the mistake: the idea that went wrong, never the right numbers."""
