"""What students are told of their mistakes in building a network."""

from __future__ import annotations

from collections.abc import Mapping

SENTENCES: Mapping[str, str] = {
    "padding-valid-for-same": (
        "A layer that should have padding='same' has padding='valid'. That is what Keras"
        " takes where nothing is said."
    ),
    "padding-same-for-valid": (
        "A layer has padding='same' where nothing should be added at the border."
    ),
    "stride-ignored": (
        "A stride has been forgotten: the window moves by one pixel at a time, so more"
        " pixels come out than should."
    ),
    "pooling-stride-one": (
        "The pooling window moves by one pixel at a time. Where nothing is said of strides,"
        " its windows lie side by side: leave the argument out."
    ),
    "bias-left-out": "A layer has no bias, and it should have one. Look at use_bias.",
    "bias-kept": "A layer has a bias, and it should have none. Look at use_bias.",
    "average-for-max": (
        "A pooling layer takes the mean of every window, where the largest number is asked for."
    ),
    "max-for-average": (
        "A pooling layer takes the largest number of every window, where the mean is asked for."
    ),
    "activation-left-out": (
        "An activation is missing: without it, layers that follow each other can do no more than one"
        " of them alone."
    ),
    "activation-added": (
        "A layer has an activation where none is asked for: it changes the numbers that come out."
    ),
    "another-activation": "A layer has another activation than the one that is asked for.",
    "filters-swapped": "The numbers of filters have changed places between two layers.",
    "kernel-size": (
        "A layer has a kernel of another size than it should. Its first argument is the"
        " number of filters, its second one the size of the kernel."
    ),
    "layer-left-out": (
        "A layer is missing. Count yours beside those of the statement: which of them has no partner?"
    ),
    "layer-twice": (
        "A layer stands there twice. Count yours beside those of the statement: which has no partner?"
    ),
    "one-filter": (
        "A layer has a single filter. Its first argument is how many pictures it makes: how many should"
        " come out?"
    ),
    "layers-swapped": "Two layers that follow each other have changed places.",
}
"""By the name of the mistake: the idea that went wrong, never the right settings."""
