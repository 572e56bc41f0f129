"""What students are told of slips in max_pool2d and avg_pool2d: the idea, never the numbers."""

from __future__ import annotations

from collections.abc import Mapping

from autograder.questions.function.common_sentences import ABOVE_ZERO, WHOLE_NUMBERS
from autograder.questions.function.sliding_sentences import SLIDING

POOLING: Mapping[str, str] = {
    **SLIDING,
    "pooling-stride-one": (
        "When strides is None your window moves by one pixel at a time. A pooling layer"
        " doesn't do that: how must its windows lie so that they don't overlap?"
    ),
    "stride-ignored": (
        "Your windows always lie side by side, whatever strides says. That is only the"
        " default: what if somebody asks for another step?"
    ),
    "one-window-for-both": (
        "You use one of the two numbers of pool_size for rows and columns alike. A window"
        " may be taller than it is wide."
    ),
    "pooling-one-channel": (
        "You merge the channels into one. Pooling looks at each channel on its own: over"
        " which axes of the window do you take the maximum or the mean?"
    ),
    "same-counts-padding": (
        "What padding='same' adds counts in your result. At the border only the real"
        " pixels of a window may count: which value can never win, and which number do you divide"
        " by?"
    ),
    "pooling-strides-fixed": (
        "When strides is None your window always takes the same step. It should take one that fits"
        " what is given in pool_size: which?"
    ),
    "window-moves-by-one": (
        "Your window always moves by one pixel, whatever strides says. How far must it move, and how"
        " far if strides is None?"
    ),
    "kernel-swapped": (
        "The two numbers of pool_size have changed places. Which of them counts the rows of a"
        " window?"
    ),
    "window-size-ignored": (
        "Your windows always have the same size, whatever pool_size says. That is only the default:"
        " where do you use what is given?"
    ),
    "window-on-one-axis": (
        "You look at one row or one column of every window only. Over which axes of the window must"
        " you go?"
    ),
    "window-too-short": (
        "Your windows are a row or a column too short: a slice leaves out its end. What must stand"
        " behind the colon so that the last one is in it?"
    ),
    "window-too-long": (
        "Your windows are a row or a column too long. A slice leaves out its end already: how many"
        " rows does yours have?"
    ),
    "border-repeated": (
        "With padding='same' you repeat the pixels at the border, so they count more than once. How"
        " many real pixels does a window at the border see?"
    ),
    "border-reflected": (
        "With padding='same' you go on with the picture mirrored at its edge, so some pixels count"
        " twice. How many real pixels does a window at the border see?"
    ),
    "first-of-window": (
        "Of every window you keep the pixel at its upper left, whatever the others hold. Which of them"
        " must be looked at?"
    ),
    "last-of-window": (
        "Of every window you keep the pixel at its lower right, whatever the others hold. Which of them"
        " must be looked at?"
    ),
    "first-channel-only": (
        "Only the first channel is pooled as it should be. Pooling looks at each channel on its own:"
        " what becomes of the others?"
    ),
}
"""Of max_pool2d and avg_pool2d."""

MAX_POOL2D: Mapping[str, str] = {
    **POOLING,
    "average-for-max": (
        "You take the mean of every window. Max pooling keeps something else of it: its name"
        " says what."
    ),
    "max-starts-at-zero": (
        "Your search for the largest begins at 0, so a window in which all is below zero gives"
        " 0. With which number can a search begin so that every pixel may win?"
    ),
    "min-for-max": (
        "You keep the smallest value of every window. Max pooling keeps another one: its name says"
        " which."
    ),
    "largest-by-size": (
        "You compare the pixels without their signs. Of two numbers below zero, which is the larger?"
    ),
    "place-for-value": (
        "You give the place where the largest value stands in its window. What is asked for is the value:"
        " which function of NumPy gives that?"
    ),
    "sum-for-max": (
        "You add up every window. Max pooling keeps one of its values: its name says which."
    ),
}

AVG_POOL2D: Mapping[str, str] = {
    **POOLING,
    **ABOVE_ZERO,
    **WHOLE_NUMBERS,
    "max-for-average": (
        "You take the largest value of every window. Average pooling lets all its values count."
    ),
    "sum-for-average": (
        "You add up every window, but you don't divide by how many pixels it has. That number"
        " depends on pool_size."
    ),
    "rounded-down": (
        "Your means are rounded down to whole numbers: `//` throws away what comes after the point."
    ),
    "median-for-average": (
        "You take the value in the middle of each window's values, their median. Average pooling"
        " lets all of them count: what is a mean?"
    ),
    "min-for-average": (
        "You take the smallest value of every window. Average pooling lets all its values count."
    ),
    "mean-divided-otherwise": (
        "You divide the sum of every window by another number than that of its pixels. How many"
        " numbers went into the sum?"
    ),
    "between-extremes": (
        "You take the middle between the largest and the smallest value of every window. A mean lets"
        " all its values count: what becomes of the others?"
    ),
    "divided-by-side": (
        "You divide by one side of the window. A mean divides by how many numbers went into it: how"
        " many pixels does a window have?"
    ),
}
