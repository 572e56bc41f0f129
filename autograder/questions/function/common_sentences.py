"""What students are told of slips that any function can have."""

from __future__ import annotations

from collections.abc import Mapping

HABITS: Mapping[str, str] = {
    "uses-library": "`{function}` {deed}: here the point is to write it yourself, in NumPy.",
    "no-return": "Your function gives back nothing (None): does it end with `return`?",
    "other-arguments": (
        "Your function doesn't take the arguments that it is called with. Keep those of the"
        " starter: their names, their order and what they are when they are left out."
    ),
    "changes-input": (
        "Your function changes the array that it was given. Whoever calls it still needs the"
        " picture: work on a copy."
    ),
    "not-repeatable": (
        "Your function gives different results for the same input: does it keep something from"
        " one call to the next, or use random numbers?"
    ),
}
"""What may be wrong with any function, by the name of the habit. `deed` is what it does: "calls cv2"."""

STRIDES: Mapping[str, str] = {
    "strides-swapped": (
        "The two strides have changed places. The first is the step from row to row,"
        " downwards; the second the step from column to column."
    ),
    "one-stride-for-both": (
        "You use one of the two strides for rows and columns alike. Each axis has a step"
        " of its own."
    ),
    "stride-on-one-axis": (
        "Only one of the two strides is obeyed: on the other axis you go on pixel by pixel."
    ),
}

AXES: Mapping[str, str] = {
    "channels-first": (
        "The channels of your result come first, as in some other libraries. In this course"
        " they come last, here too: (height, width, channels)."
    ),
    "height-width-swapped": (
        "Rows and columns have changed places in your result. Which of its indices belongs to the"
        " way downwards?"
    ),
    "channels-left-out": (
        "Your result has lost the axis of its channels where there is only one of them. It should"
        " be there even so: which step drops it?"
    ),
    "batch-added": (
        "Your result has a batch axis in front. One picture comes in here, without that axis: what"
        " should go out?"
    ),
}

LOOPS: Mapping[str, str] = {
    "first-left-empty": (
        "The first row or the first column of your output is left at zero: your loops begin one step"
        " too late. Which number comes first in range?"
    ),
    "ends-too-early": (
        "Only the beginning of your output is filled, the rest is zero: your function comes to its end"
        " in the first round of a loop. How far to the right must `return` stand?"
    ),
}

WHOLE_RESULT: Mapping[str, str] = {
    "whole-numbers-always": (
        "What comes after the point is lost: the array that you fill can hold whole numbers alone."
        " Which type must it have?"
    ),
}

WHOLE_NUMBERS: Mapping[str, str] = {
    **WHOLE_RESULT,
    "whole-numbers-only": (
        "What comes after the point is lost when the picture holds whole numbers: the array"
        " that you fill takes its type from the picture. Which type must the output have?"
    ),
}

ABOVE_ZERO: Mapping[str, str] = {
    "negatives-cut": (
        "All numbers below zero are lost in your result. That is what an activation such as relu"
        " does: does this layer have one?"
    ),
}

ROUNDED: Mapping[str, str] = {
    "rounded-down": (
        "Your numbers are rounded down to whole ones: `//` and np.floor throw away what comes after"
        " the point. Where do you need that, and where not?"
    ),
    "rounded-to-whole": (
        "Your numbers are rounded to whole ones. Which of your steps does that, and who asked for"
        " it?"
    ),
    "bytes-wrap-round": (
        "Your result is kept in bytes: a number that is below zero or too large for a byte comes out"
        " as quite another one. Which type can hold every result?"
    ),
}

KERNEL: Mapping[str, str] = {
    "bytes-clipped": (
        "Your numbers are cut off at the least and the largest value of a byte, as for showing a"
        " picture. Who asked for that here?"
    ),
    "kernel-transposed": (
        "Rows and columns have changed places in your kernel. Which of its axes goes with the rows"
        " of the picture?"
    ),
    "kernel-quarter-turn": (
        "Your kernel is rotated by a quarter of a turn. The layer takes it as it is written: what"
        " turns it in your code?"
    ),
    "sign-lost": (
        "All numbers of your result are positive. A sum may be below zero: where do you lose its"
        " sign?"
    ),
    "sign-flipped": (
        "Every number of your result has the opposite sign. Where do you subtract what should be"
        " added?"
    ),
    "channels-not-summed": (
        "Only one channel of the picture counts in your result. A filter has weights for"
        " every channel, and adds up what it sees in all of them."
    ),
    "channels-averaged": (
        "You take the mean over the channels. A filter adds up what it finds in them: where do you"
        " divide by how many there are?"
    ),
    "one-filter-for-all": (
        "All channels of your output are the same: one filter has filled them. Each of the F"
        " filters gives an output channel of its own."
    ),
    "channels-alike": (
        "You use the same weights for all channels of the picture. A filter has weights of its own for"
        " each of them: which axis of the kernel goes with the channels?"
    ),
    "filters-added": (
        "Your filters are added up into one. Each of them gives an output channel of its own: which"
        " axis of the kernel must be left in the result?"
    ),
    "input-cut-to-whole": (
        "You make whole numbers of what comes in, and lose what stands after the point. Which type"
        " must the numbers keep?"
    ),
    "whole-numbers-of-kernel": (
        "What comes after the point is lost when the kernel holds whole numbers: your result takes its"
        " type from the kernel. Which type must it have?"
    ),
    "channels-exchanged": (
        "Channels and filters have changed places in your kernel. Which of its last two axes goes"
        " with the channels of the picture?"
    ),
}
"""Of functions with a kernel."""
