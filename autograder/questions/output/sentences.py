"""What students are told of their slips in the output of a layer: the idea, never the right numbers."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from autograder.convolution.layers import Conv2D, Conv2DTranspose, Layer
from autograder.convolution.slips.slip import SlipStep
from autograder.questions.output.growing_sentences import OF_GROWING, TRANSPOSED
from autograder.questions.output.window_sentences import OF_WINDOWS
from autograder.questions.shape.sentences import SENTENCES as OF_SHAPES

OF_VALUES: Mapping[str, str] = {
    "kernel-rotated": (
        "This is what comes out when the kernel is rotated by half a turn, as in a"
        " mathematical convolution. Conv2D lays the kernel on the picture as it is. Which of"
        " its numbers lies in the upper left corner of the window?"
    ),
    "kernel-transposed": (
        "This is what comes out when rows and columns change places in the kernel. The first"
        " index counts the rows. Which of its numbers follows the first one in the same row?"
    ),
    "mirrored": (
        "This is what comes out when the kernel is mirrored. Conv2D lays it on the picture as"
        " it is. Which row of the kernel lies on top, and which column on the left?"
    ),
    "kernel-quarter-turn": (
        "This is what comes out when the kernel is given a quarter turn. Conv2D lays it on"
        " the picture as it is. Which row of the kernel lies on top?"
    ),
    "kernel-transposed-rotated": (
        "This is what comes out when the kernel is flipped about its other diagonal. Conv2D"
        " lays it on the picture as it is. Which number of the kernel lies in the upper left"
        " corner of the window?"
    ),
    "sign-flipped": (
        "Every value has the opposite sign, so bright and dark have changed places. Which"
        " pixel is to be subtracted from which?"
    ),
    "average-for-max": (
        "You took the mean of every window. Max pooling keeps something else of it. What does"
        " its name say?"
    ),
    "max-for-average": (
        "You took the largest value of every window. Average pooling lets all its values"
        " count. How is a mean found?"
    ),
    "mean-not-divided": (
        "You added up the numbers of every window. What makes a mean out of their sum?"
    ),
    "mean-divided-otherwise": (
        "You divided the sums by another number than there are values in a window. How many"
        " values does one window hold?"
    ),
    "smallest-for-largest": (
        "You kept the smallest value of every window. Which one does max pooling keep?"
    ),
    "largest-by-size": (
        "You compared the values without their signs. On a thermometer, which of two"
        " temperatures below zero is the larger one?"
    ),
    "median-for-mean": (
        "You took the middle value of every window, the median. In a mean every value counts,"
        " also how far it is from the others. How is a mean found?"
    ),
    "median-for-largest": (
        "You took the middle value of every window, the median. Which one does max pooling keep?"
    ),
    "between-extremes": (
        "You took what lies half-way between the smallest and the largest value of every"
        " window. In a mean the others count, too. How is a mean found?"
    ),
    "smallest-for-mean": (
        "You kept the smallest value of every window. In a mean all of them count. How is a"
        " mean found?"
    ),
    "sum-for-largest": (
        "You added up the numbers of every window. What does max pooling keep of them?"
    ),
    "first-of-window": (
        "You kept the upper left number of every window and threw the others away unseen."
        " What has the layer to do with all the numbers of a window?"
    ),
    "last-of-window": (
        "You kept the lower right number of every window and threw the others away unseen."
        " What has the layer to do with all the numbers of a window?"
    ),
    "picture-transposed": (
        "You went through the picture with rows and columns exchanged. Which of two indices"
        " counts the rows, the first or the second?"
    ),
    "picture-scaled": (
        "Your values are those of a picture whose white is that of bytes. What is the value"
        " of white in the picture that is given?"
    ),
    "picture-in-bytes": (
        "Your picture was made into bytes first, which are whole numbers and never below"
        " zero. Which values of the picture and of the output don't fit into bytes?"
    ),
    "channels-reversed": (
        "Your channels come in the opposite order, as OpenCV reads them. Which colour comes"
        " first in the picture that is given?"
    ),
    "one-channel": (
        "You looked at one channel of the picture. How many channels has it, and which of"
        " them does the layer look at?"
    ),
    "channels-apart": (
        "You let the filter make a picture of each channel. How many pictures does one filter"
        " of a Conv2D make?"
    ),
    "channels-averaged": (
        "You took the mean over the channels as well. How many channels does this layer put out?"
    ),
    "channels-first": (
        "You put the channels before height and width. Where does Keras, as we use it, have them?"
    ),
    "input-returned": (
        "This is the picture that goes in. What does the layer make of it, and did that get"
        " into this variable?"
    ),
    "cut-to-whole": (
        "Your numbers are cut down to whole ones, by `//` or by the type of an array. Can"
        " what comes out lie between two whole numbers?"
    ),
    "rounded": "You rounded what comes out. Does the layer itself round?",
    "rounded-up": "You rounded up what comes out. Does the layer itself round?",
    "output-in-bytes": (
        "What comes out was made into bytes, which are whole numbers and never below zero. Which values"
        " of the output don't fit into bytes?"
    ),
    "output-transposed": (
        "Rows and columns of your answer have changed places. Which of two indices counts the"
        " rows, the first or the second?"
    ),
    "output-in-a-line": (
        "Your numbers stand in one line. What comes out of the layer is a picture again. How"
        " many of your numbers make one row?"
    ),
    "sign-left-out": (
        "Where something below zero comes out, you have it without its sign. Can what comes"
        " out of this layer be below zero?"
    ),
    "negative-cut-off": (
        "You cut off the values that are too dark or too bright for a picture. Can what comes"
        " out of this layer be darker than black?"
    ),
    "output-upside-down": (
        "Your output stands upside down or is mirrored. Which corner of the picture does the"
        " first number come from?"
    ),
    "output-scaled": (
        "All your values are too large or too small in the same way. By what did you multiply"
        " or divide them?"
    ),
    "answers-exchanged": (
        "These answers have changed places. Each is right under the name of another one."
        " Which layer belongs to which name?"
    ),
    "slip-of-the-pen": (
        "Everything else is right. Which numbers does the layer see there, and what does it"
        " make of them?"
    ),
}
"""Of slips in what is made of the numbers, and in how it is written down."""

SENTENCES: Mapping[str, str] = {**OF_WINDOWS, **OF_VALUES, **OF_GROWING}
"""By the name of the slip."""

WITHOUT_KERNEL: Mapping[str, str] = {
    "sign-flipped": (
        "Every value has the opposite sign. Where in your work did the signs turn round?"
    ),
    "border-reflected": (
        "At the border you pooled pixels twice, as if the picture went on there. In a pooling"
        " layer nothing is added. Which numbers of a window at the border are really there?"
    ),
}
"""What is told in their place where the layer pools or grows, and has no kernel."""

PICKED: Mapping[str, str] = {
    "start-one": (
        "You began one pixel too late. Which number has the first pixel of a row, and is it kept?"
    ),
    "start-not-multiplied": (
        "You kept pixels that lie side by side. How far apart are the pixels that are to be kept?"
    ),
    "stride-ignored": "You kept every pixel. How far apart are the pixels that are to be kept?",
}
"""What is told in their place where the window is a single pixel."""

BESIDES = "But a few of the values are off besides. Which ones, if you work them out once more?"
"""What is told of slips of the pen where another slip explains the rest."""


FOUND_OTHERWISE = ("answers-exchanged", "slip-of-the-pen")
"""What is seen in the answer itself, and is no change of the question."""


def catalogue(names: Iterable[str]) -> Mapping[str, str]:
    """What is told of the slips of these names; of those in layers it is told as in shapes."""
    return {name: SENTENCES.get(name) or OF_SHAPES[name] for name in names}


def sentence(steps: Sequence[SlipStep], layer: Layer) -> str:
    """What is told of slips where this layer was to be computed."""
    told = [_told(step.slip, layer) for step in steps]
    if len(steps) > 1 and steps[-1].slip == "slip-of-the-pen":
        told[-1] = BESIDES
    return " ".join(told)


def _told(slip: str, layer: Layer) -> str:
    own: Mapping[str, str] = {}
    if isinstance(layer, Conv2DTranspose):
        own = TRANSPOSED
    elif not isinstance(layer, Conv2D):
        own = WITHOUT_KERNEL
    elif isinstance(layer, Conv2D) and layer.kernel_size == (1, 1):
        own = PICKED
    return own.get(slip) or SENTENCES.get(slip) or OF_SHAPES[slip]
