"""What students are told of slips about the size that a sliding window leaves."""

from __future__ import annotations

from collections.abc import Mapping

WINDOWS: Mapping[str, str] = {
    "padding-valid-for-same": (
        "This is what padding='valid' gives; this layer has padding='same'. What does that put"
        " around the picture before the window slides?"
    ),
    "padding-same-for-valid": (
        "This is what padding='same' gives; this layer has padding='valid'. Where may its window"
        " not stand?"
    ),
    "transposed-same-for-valid": (
        "This is what padding='same' gives; this layer has padding='valid'. Does a Conv2DTranspose cut"
        " anything off then?"
    ),
    "stride-ignored": (
        "This is what comes out without the strides that are written there. How far does the"
        " window move at each step?"
    ),
    "pooling-strides-as-one": (
        "You moved the pooling window by one pixel at a time. Its strides are written there: how far does"
        " it move at each step?"
    ),
    "same-floors": (
        "You divided by the stride and rounded down. With padding='same' the border is filled up,"
        " so that a last window that would stick out counts, too. Which way must you round?"
    ),
    "padded-size": (
        "This is the size of the picture with its zeros around it. That is what the window slides"
        " over: and what does it leave?"
    ),
    "kernel-swapped": (
        "The two numbers of the window have changed places. As in a shape, which of them comes first:"
        " its rows or its columns?"
    ),
    "strides-swapped": (
        "The two strides have changed places. As in a shape, which of them comes first: the step"
        " down the rows or the one along the columns?"
    ),
    "kernel-first-for-both": (
        "You took the first number of the window for both axes. It isn't square: what is the second"
        " number for?"
    ),
    "strides-first-for-both": (
        "You took the first of the two strides for both axes. What is the second one for?"
    ),
    "kernel-second-for-both": (
        "You took the second number of the window for both axes. It isn't square: what is the first"
        " number for?"
    ),
    "strides-second-for-both": (
        "You took the second of the two strides for both axes. What is the first one for?"
    ),
    "stride-is-kernel": (
        "You moved the window by its own size, as pooling does. A convolution does that only if its"
        " strides say so: how far does it move here?"
    ),
    "kernel-is-stride": (
        "You took the stride for the size of the window, too. Which of the two numbers says how many"
        " pixels the window covers?"
    ),
    "steps-without-kernel": (
        "You subtracted the window and stopped there. What do the strides do with the pixels that are"
        " left, and where does the window stand before its first step?"
    ),
    "plus-one-inside": (
        "You added the one before you divided by the stride. It stands for the first place of the window,"
        " which no step leads to: must it be divided, too?"
    ),
    "one-too-many": (
        "You counted one place too many. The first place and the steps that fit are all there is: which one"
        " did you count twice?"
    ),
    "one-border": (
        "You took half a window away, as if the picture lost something on one side only. How far from"
        " either border can the middle of the window come?"
    ),
    "minus-one": (
        "You took one away where the first place of the window should be added. Before its first step it"
        " stands somewhere: does that place count?"
    ),
    "grows": (
        "Your picture grows by the window. With padding='valid' the window never leaves the picture: can"
        " it stand at more places than there are pixels?"
    ),
    "same-plus-one": (
        "You counted a place more than padding='same' has. The steps of the stride, part of a step counted"
        " as a whole one, are all the places there are: which did you add?"
    ),
    "window-fills-picture": (
        "The window is as large as what it looks at, and you took its size for the output's. In how"
        " many places can it stand?"
    ),
    "kernel-for-output": (
        "You took the size of the kernel for the size of what comes out. Each place where the kernel"
        " stands gives one pixel: how many places are there?"
    ),
    "same-keeps-size": (
        "padding='same' lets the window stand on the border's pixels too. But with a"
        " stride above 1 it doesn't stop at every pixel: does the picture really keep its size?"
    ),
    "same-pads-one": (
        "It looks as if you added one row or column of zeros on each side. How many zeros"
        " padding='same' adds depends on the window: one on each side is not always right."
    ),
    "same-pads-half": (
        "It looks as if you added half a window of zeros on both sides. A window of even"
        " size has no middle: there padding='same' adds one more at the bottom and at the right."
    ),
    "same-pads-twice": (
        "It looks as if all the zeros of padding='same' were put on each side. They are"
        " shared between the two sides, so you have counted them twice."
    ),
    "valid-only-divides": (
        "You looked at the stride only, but the size of the window counts too: with"
        " padding='valid' it must lie wholly inside the picture. Where can it stand last?"
    ),
    "forgot-plus-one": (
        "You counted the steps of the window, not the places where it stands. Before its"
        " first step it stands somewhere too."
    ),
    "ceil-for-floor": (
        "The last step doesn't fit and you counted it all the same. With padding='valid'"
        " a window that would stick out of the picture is left out."
    ),
    "rounded": (
        "The steps don't come out even and you rounded to the nearest number. A step fits"
        " or it doesn't: think of what happens to the one that sticks out of the picture."
    ),
    "fraction": (
        "A picture has a whole number of rows and columns. When the steps don't come out"
        " even, the layer still works: think of the pixels at the end that no window reaches."
    ),
    "pooling-stride-one": (
        "You moved the pooling window by one pixel at a time. When strides isn't given, a"
        " pooling layer doesn't do that: how must its windows lie so that they don't overlap?"
    ),
    "pooling-same-floors": (
        "You left out the last, incomplete window. With padding='same' a pooling layer"
        " pools what is there of it, so nothing at the border is dropped."
    ),
}
"""By the name of the slip."""
