"""What students are told of well-known kernels that they wrote where another one is asked for."""

from __future__ import annotations

from collections.abc import Mapping

WELL_KNOWN: Mapping[str, str] = {
    "identity-kernel": (
        "This kernel changes nothing but, at most, how bright the picture is: every pixel stays what it was."
        " What should one output pixel be made of instead?"
    ),
    "one-channel-alone": (
        "This looks at one channel alone, and the others are lost. How much of each of them is needed?"
    ),
    "channels-alike": (
        "This counts every channel the same, as a plain mean or sum does. Should all of them count as"
        " much?"
    ),
    "grey-of-screens": (
        "These are the weights by which the screens of today are measured. Which ones does the exercise"
        " give?"
    ),
    "shift-kernel": (
        "A single weight fetches one pixel for each output pixel, and no more. Which pixels does one output"
        " pixel need here?"
    ),
    "diagonal-of-ones": (
        "This is a diagonal of equal numbers: as a matrix it is known for changing nothing, but as a"
        " kernel it adds up pixels that lie on a line. Which pixels does one output pixel need here?"
    ),
    "box-kernel": (
        "This weights all the pixels of a rectangle alike, as a plain mean or sum does. Which pixels"
        " should count here, and do all of them count the same?"
    ),
    "cross-kernel": (
        "This counts a pixel and its direct neighbours alike, and no corners. Which pixels should count"
        " here?"
    ),
    "ring-kernel": (
        "This counts the neighbours of a pixel, all alike, and not the pixel itself. Which pixels should"
        " count here?"
    ),
    "weighted-mean": (
        "In this mean the pixels count less the farther off they are. Which pixels should count here, and"
        " how much does each of them?"
    ),
    "gaussian-kernel": (
        "This is a Gaussian blur, in which pixels count less the farther off they are. Which pixels should"
        " count here, and how much does each of them?"
    ),
    "sobel-kernel": (
        "This is Sobel's kernel: it compares two sides and also smooths across that direction, with the"
        " line in the middle counting more. Which pixels are to be compared here, and is anything to be"
        " smoothed?"
    ),
    "prewitt-kernel": (
        "This is Prewitt's kernel: it compares two whole sides, and so also smooths across that direction."
        " Which pixels are to be compared here, and is anything to be smoothed?"
    ),
    "scharr-kernel": (
        "This is Scharr's kernel: it compares two sides and also smooths across that direction. Which"
        " pixels are to be compared here, and is anything to be smoothed?"
    ),
    "one-sided-difference": (
        "This is a one-sided difference: it compares a pixel with the one beside it. Which two pixels are"
        " to be compared here, and is the pixel itself one of them?"
    ),
    "central-difference": (
        "This is a central difference: it compares the two neighbours on a line, and the pixel itself"
        " doesn't count. Which pixels are needed here?"
    ),
    "diagonal-difference": (
        "This is a difference along a diagonal: it compares two pixels that lie across a corner from each"
        " other. Which pixels are needed here?"
    ),
    "second-derivative": (
        "This is a second derivative: it compares a pixel with its two neighbours on a line. Which pixels"
        " are needed here, and which of them have the same sign?"
    ),
    "laplacian-of-four": (
        "This is a Laplacian, which compares a pixel with its four direct neighbours. Which pixels are"
        " needed here, and what must the weights add up to?"
    ),
    "laplacian-of-eight": (
        "This is a Laplacian that counts the corners as well, eight neighbours in all. Which pixels are"
        " needed here, and what must the weights add up to?"
    ),
    "sharpening-kernel": (
        "This is a well-known sharpening kernel, the picture plus a Laplacian. Which pixels are needed"
        " here, and how much does each of them count?"
    ),
    "unsharp-kernel": (
        "This is an unsharp mask, twice the picture minus a Gaussian blur. Which pixels are needed here,"
        " and how much does each of them count?"
    ),
    "emboss-kernel": (
        "This is an embossing kernel: it makes a relief, lit from a corner. Which pixels are needed here,"
        " and with which signs?"
    ),
}
"""By the name of the kernel: what it does, and a question to ask oneself."""
