"""What is said of one layer of a network."""

from __future__ import annotations

import re
from collections.abc import Hashable

from autograder.convolution.network import LINEAR, Stage
from autograder.convolution.slips.networks import ACTIVATIONS
from autograder.questions.shape.part import AXES
from autograder.values.activations import FUNCTION


def size_of(stage: Stage) -> Hashable:
    """What comes out of a layer and what it learns, whatever its kind and its activation."""
    return stage.shape, stage.parameters


def wrong_in(stage: Stage, right: Stage) -> str:
    """What is wrong with a layer: with its size and its parameters, or else with its kind and its
    activation."""
    if size_of(stage) == size_of(right):
        words = []
        if stage.kind != right.kind:
            words = ["is another kind of layer than the one that is asked for"]
        elif stage.window != right.window:
            words = ["does not go over its input as it should: look at its sizes and strides"]
        return ", and it ".join([*words, *_activated(stage, right)])
    words = []
    axes = [axis for axis, a, b in zip(AXES, stage.shape, right.shape, strict=True) if a != b]
    if axes:
        verb = "is" if len(axes) == 1 and axes != ["channels"] else "are"
        words.append(f"gives {stage.shape}: the {' and '.join(axes)} {verb} wrong")
    if stage.parameters != right.parameters:
        more = "many" if stage.parameters > right.parameters else "few"
        words.append(f"has {stage.parameters} parameters, which are too {more}")
    return ", and it ".join(words)


def _activated(stage: Stage, right: Stage) -> list[str]:
    """What is wrong with a layer's activation; nothing where it is right."""
    if stage.activation == right.activation:
        return []
    if stage.activation == LINEAR:
        return ["has no activation"]
    told = repr(stage.activation) if stage.activation in ACTIVATIONS else "of another name"
    if stage.activation == FUNCTION and right.activation != LINEAR:
        return ["has an activation that does not do what the one asked for does"]
    if right.activation == LINEAR:
        return [f"has an activation ({told}), and should have none"]
    return [f"has another activation ({told}) than the one that is asked for"]


def one_line(words: str) -> str:
    """The heart of an error of Keras', without the codes for bold letters and the list of arguments."""
    words = re.sub(r"[\x1b?]\[\d{1,2}m", "", words[:500]).split("Arguments received by")[0]
    return " ".join(words.split())
