"""What students are told of slips in where windows stand, at the border and in a reshape."""

from __future__ import annotations

from collections.abc import Mapping

OF_WINDOWS: Mapping[str, str] = {
    "slice-short": (
        "Your windows are one row and one column too small. A slice leaves out its own end."
        " How many rows does a slice from `a` to `a + n` hold?"
    ),
    "slice-long": (
        "Your windows are one row and one column too large. A slice leaves out its own end."
        " How many rows does a slice from `a` to `a + n` hold?"
    ),
    "start-not-multiplied": (
        "Your windows are of the right size, but each begins only one pixel after the last"
        " one. How far does the window go at a step, and where does that stand in your loop?"
    ),
    "windows-side-by-side": (
        "You laid the windows side by side: each begins where the last one ended. What do the"
        " strides say of where the next window begins?"
    ),
    "start-one": (
        "Your windows begin a row and a column too late. From which number does Python count,"
        " and where does the first window stand?"
    ),
    "incomplete-windows": (
        "You counted windows that stick out of the picture. With padding='valid', what"
        " becomes of a window that doesn't fit?"
    ),
    "last-window-missing": (
        "What is there is right, but the last windows are missing. Before its first step the"
        " window has stood somewhere already. In how many places does it stand along a row?"
    ),
    "last-window-empty": (
        "What stands in front is right, but at the end your answer is still empty. How far"
        " does the loop go. How far does the loop go, and does `range` reach its own end?"
    ),
    "pool-too-small": (
        "This is what smaller windows give. Which of the layer's numbers says how many rows"
        " and columns a window covers?"
    ),
    "pool-too-large": (
        "This is what larger windows give. Which of the layer's numbers says how many rows"
        " and columns a window covers?"
    ),
    "pool-is-output": (
        "You took the number of pixels that come out for the size of the windows. How many"
        " pixels does one window cover?"
    ),
    "window-and-strides-swapped": (
        "The size of the windows and their steps have changed places. Which of the two"
        " numbers says how many pixels a window covers?"
    ),
    "one-axis-only": (
        "You worked along one axis only. A picture has rows and columns. What is to be done"
        " along the rows, and what along the columns?"
    ),
    "padding-other-side": (
        "You put the row and the column that padding='same' adds at the top and at the left."
        " Where there is an odd one, on which side of the picture does Keras put it?"
    ),
    "padding-full": (
        "You began with the kernel almost wholly outside, so that the picture grew. Where"
        " does the kernel stand first with this layer's padding?"
    ),
    "border-reflected": (
        "Inside all is well, but the borders differ: your picture was continued beyond its"
        " edge with its own pixels, as OpenCV does unless told otherwise. What does"
        " padding='same' put beyond the edge?"
    ),
    "same-counts-padding": (
        "At the border you pooled zeros that padding='same' has put there. In a pooling layer"
        " they count for nothing. Which numbers of a window at the border are really there?"
    ),
    "reshape-axes-exchanged": (
        "The axes of your `reshape` stand in another order, so that numbers from all over the"
        " picture come into one window. `reshape` counts on with the last axis first. What"
        " does each axis of your `reshape` count?"
    ),
    "reshape-over-windows": (
        "You pooled over axes that count windows, so that numbers of different windows were"
        " put together. Which of your four axes lie inside a window?"
    ),
    "reshape-in-a-row": (
        "Your windows hold numbers that follow each other when the table is read line by"
        " line. A window has rows and columns. Which numbers of the first window lie below the"
        " others?"
    ),
    "reshape-one-axis": (
        "You pooled over one of the axes inside a window. It has rows and columns. Which of"
        " your axes lie inside a window?"
    ),
    "reshape-not-pooled": (
        "The numbers lie in their windows now, but nothing is made of them yet. Which of your"
        " axes lie inside a window, and what does the layer make of what lies along them?"
    ),
    "pooled-to-one": (
        "This is one number for the whole picture. The layer gives one for every window. How"
        " many windows are there, and which axes count them?"
    ),
}
"""By the name of the slip."""
