"""How a small network is judged: layer by layer, from its settings."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from autograder.convolution.layers import Layer
from autograder.convolution.mistakes import NETWORK_MISTAKES, NetworkMistake
from autograder.convolution.network import Network, Stage, Unit, stages
from autograder.questions.answer import Answer
from autograder.questions.exercise import Exercise, unusable
from autograder.questions.network.built_network import BuiltNetwork, as_built
from autograder.questions.network.sentences import SENTENCES
from autograder.questions.shape.part import AXES
from autograder.questions.verdict import Finding
from autograder.values.call import Call, Port
from autograder.values.export import Export

Stages = tuple[Stage, ...]
"""What must come out after each layer."""


@dataclass(frozen=True, kw_only=True)
class NetworkExercise(Exercise[Stages]):
    """A network in the variable `answer`, one part for each layer: what comes out of it must have the
    right shape, and it must have the right number of parameters. Layers that change neither, such as
    Dropout, may stand anywhere. Where all is right, a copy of the network is called once."""

    answer: str
    """The variable that holds the network: a keras.Sequential, or another plain chain of layers."""
    input_shape: tuple[int, int, int, int]
    """(batch, height, width, channels)"""
    layers: tuple[Layer, ...]
    """The layers that the statement asks for, in order."""
    use_bias: bool = True
    """Whether they have a bias."""

    @property
    def network(self) -> Network:
        """The network that is asked for."""
        return tuple(Unit(layer, self.use_bias) for layer in self.layers)

    def exports(self) -> tuple[Export, ...]:
        """The network, and the settings of its layers as data."""
        return (Export(self.answer, "layer"), Export(self.answer, "network-settings"))

    def findings(
        self, answer: Answer, expected: Stages, untouched: Answer, port: Port
    ) -> Sequence[Finding]:
        """One finding for each layer that is asked for."""
        _, settings = self.exports()
        problem = unusable(settings, answer, untouched)
        if problem:
            return [problem]
        built = as_built(answer.value(settings).value, self.input_shape)
        found = [self._judge(built, number, expected) for number in range(len(expected))]
        last = found[-1]
        if len(built.names) != len(expected):
            message = f"{last.message} {self._miscounted(built, expected)}".strip()
            found[-1] = replace(last, outcome="wrong", message=message)
        elif all(finding.outcome == "correct" for finding in found):
            refused = self._refused(port, built, expected)
            if refused:
                found[-1] = Finding(last.part, "wrong", refused)
        return found

    def _judge(self, built: BuiltNetwork, number: int, expected: Stages) -> Finding:
        """The finding on one layer. What may only follow from an earlier mistake is not spoken of."""
        part, known = f"layer {number + 1}", len(built.stages)
        follows = 0 < number <= known and (
            built.stages[number - 1].shape != expected[number - 1].shape
        )
        if number >= known:
            told = number == known and built.problem and not follows
            message = f"{self._layer(built, number)}: {built.problem}." if told else ""
            return Finding(part, "wrong", message)
        stage, right = built.stages[number], expected[number]
        if stage == right:
            return Finding(part, "correct")
        mistakes = [
            mistake
            for mistake in NETWORK_MISTAKES
            if mistake.name in self.mistake_names
            and (len(built.names) == len(expected) or not mistake.needs_all)
            and any(
                _explains(wrong, built.stages, number, expected)
                for wrong in self.wrong_stages(mistake)
            )
        ]
        return Finding(
            part,
            "wrong",
            "" if follows else f"{self._layer(built, number)} {_off(stage, right)}.",
            {mistake.name: SENTENCES[mistake.name] for mistake in mistakes},
        )

    def _layer(self, built: BuiltNetwork, number: int) -> str:
        return f"Layer {number + 1} of `{self.answer}` ({built.names[number]})"

    def _miscounted(self, built: BuiltNetwork, expected: Stages) -> str:
        number = len(built.names)
        has = "1 layer that counts" if number == 1 else f"{number or 'no'} layers that count"
        return (
            f"`{self.answer}` has {has}, but there should be {len(expected)}. (Those that learn nothing "
            "and keep the shape, such as Dropout, are left out.)"
        )

    def _refused(self, port: Port, built: BuiltNetwork, expected: Stages) -> str:
        """Why a network whose layers are right does not work as a whole; empty where it does."""
        export, _ = self.exports()
        where = f"an input of shape {self.input_shape}"
        reply = port.call(export, (Call((np.zeros(self.input_shape, np.float32),)),))[-1]
        if reply.value is None:
            why = _one_line(reply.detail or reply.problem or "it does not give one output")
            return (
                f"Each layer of `{self.answer}` is right, but it can't be called on {where}: {why}"
            )
        shape, right = tuple(reply.value.shape), expected[-1].shape
        flat = (right[0], math.prod(right[1:]))
        if shape == right or (built.flattened and shape == flat):
            return ""
        return f"Each layer of `{self.answer}` is right, but called on {where} it gives {shape}."

    def wrong_stages(self, mistake: NetworkMistake) -> list[Stages]:
        """What comes out after each layer of the wrong networks that a mistake leads to."""
        return [stages(network, self.input_shape) for network in mistake.wrong(self.network)]


def _explains(wrong: Stages, built: Stages, number: int, expected: Stages) -> bool:
    """Whether a wrong network gives the same at a layer, and no layer before it that is right in the
    student's network is wrong in this one."""
    before = zip(wrong[:number], built, expected, strict=False)
    return built[number] in wrong[number : number + 1] and all(
        other == own or own != right for other, own, right in before
    )


def _off(stage: Stage, right: Stage) -> str:
    """What is wrong with what comes out of a layer, and with its number of parameters."""
    words = []
    axes = [axis for axis, a, b in zip(AXES, stage.shape, right.shape, strict=True) if a != b]
    if axes:
        verb = "is" if len(axes) == 1 and axes != ["channels"] else "are"
        words.append(f"gives {stage.shape}: the {' and '.join(axes)} {verb} wrong")
    if stage.parameters != right.parameters:
        more = "many" if stage.parameters > right.parameters else "few"
        words.append(f"has {stage.parameters} parameters, which are too {more}")
    return ", and it ".join(words)


def _one_line(words: str) -> str:
    """The heart of an error of Keras', without the codes for bold letters and the list of arguments."""
    words = re.sub(r"[\x1b?]\[\d{1,2}m", "", words[:500]).split("Arguments received by")[0]
    return " ".join(words.split())
