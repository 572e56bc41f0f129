"""How a small network is judged: layer by layer, from its settings."""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Sequence
from dataclasses import dataclass, field, replace

import numpy as np

from autograder.convolution.layers import Layer
from autograder.convolution.network import LINEAR, Network, Stage, Unit, stages
from autograder.convolution.slips.networks import NETWORK_SLIPS, ORDER, NetworkSlip
from autograder.convolution.slips.search import singles
from autograder.convolution.slips.slip import SlipStep
from autograder.questions.answer import Answer
from autograder.questions.exercise import Exercise, unusable
from autograder.questions.network.built_network import BuiltNetwork, as_built
from autograder.questions.network.part_marks import PartMarks
from autograder.questions.network.sentences import SENTENCES
from autograder.questions.network.words import one_line, size_of, wrong_in
from autograder.questions.verdict import Explained, Finding
from autograder.values.call import Call, Port
from autograder.values.export import Export

Stages = tuple[Stage, ...]
"""What must come out after each layer."""


@dataclass(frozen=True, kw_only=True)
class NetworkExercise(Exercise[Stages]):
    """A network in the variable `answer`, one part for each layer: what comes out of it must have the
    right shape, it must have the right number of parameters, and be of the right kind with the right
    activation, which may also be a layer of its own. Where all is right, a copy of the network is
    called once."""

    answer: str
    """The variable that holds the network: a keras.Sequential, or another plain chain of layers."""
    input_shape: tuple[int, int, int, int]
    """(batch, height, width, channels)"""
    layers: tuple[Layer, ...]
    """The layers that the statement asks for, in order."""
    use_bias: bool = True
    """Whether they have a bias."""
    activations: tuple[str, ...] = ()
    """The activation of each, by Keras' name; empty: nobody looks at them."""
    left: PartMarks = field(default_factory=PartMarks)

    def __post_init__(self) -> None:
        """ValueError where not every layer has an activation."""
        if self.activations and len(self.activations) != len(self.layers):
            raise ValueError(
                f"{self.id}: {len(self.layers)} layers, but {len(self.activations)} activations"
            )

    @property
    def network(self) -> Network:
        """The network that is asked for."""
        activations = self.activations or [LINEAR] * len(self.layers)
        return tuple(
            Unit(layer, self.use_bias, activation)
            for layer, activation in zip(self.layers, activations, strict=True)
        )

    @property
    def pieces(self) -> int:
        """As many as all shares of `left` need."""
        return self.left.pieces

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
        built = replace(built, stages=self._looked_at(built.stages))
        found = [self._judge(built, number, expected) for number in range(len(expected))]
        last = found[-1]
        if len(built.names) != len(expected):
            message = f"{last.message} {self._miscounted(built, expected)}".strip()
            found[-1] = replace(last, outcome="wrong", message=message, share=0.0)
        elif built.beside:
            message = f"{last.message} {self._beside(built)}".strip()
            share = min(last.earned, self.left.layers_beside)
            found[-1] = replace(last, outcome="wrong", message=message, share=share)
        elif all(finding.is_right for finding in found):
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
        fits = size_of(stage) == size_of(right)
        return Finding(
            part,
            "wrong",
            "" if follows else f"{self._layer(built, number)} {wrong_in(stage, right)}.",
            self._explaining(built, number, expected, fits),
            share=self.left.of(stage, right) if fits else None,
        )

    def _explaining(
        self, built: BuiltNetwork, number: int, expected: Stages, fits: bool
    ) -> tuple[Explained, ...]:
        """The slips that give what comes out of a layer. Where its size is wrong, they
        are about sizes: whatever is wrong beside it does not hide them."""

        def seen(stages: Stages) -> Sequence[Hashable]:
            return stages if fits else [size_of(stage) for stage in stages]

        return tuple(
            Explained((step,), SENTENCES[slip.name], where=_where(step, built.names))
            for slip in NETWORK_SLIPS
            if len(built.names) == len(expected) or slip.shows != ORDER
            for wrong, step in self.wrong_stages(slip)
            if _explains(seen(wrong), seen(built.stages), number, seen(expected))
        )

    def _looked_at(self, found: Stages) -> Stages:
        """The stages without what nobody looks at."""
        if self.activations:
            return found
        return tuple(replace(stage, activation=LINEAR) for stage in found)

    def _layer(self, built: BuiltNetwork, number: int) -> str:
        return f"Layer {number + 1} of `{self.answer}` ({built.names[number]})"

    def _miscounted(self, built: BuiltNetwork, expected: Stages) -> str:
        number = len(built.names)
        has = "1 layer that counts" if number == 1 else f"{number or 'no'} layers that count"
        return (
            f"`{self.answer}` has {has}, but there should be {len(expected)}. (Those that keep the shape, "
            "such as Dropout, are left out.)"
        )

    def _beside(self, built: BuiltNetwork) -> str:
        names = ", ".join(dict.fromkeys(built.beside))
        return (
            f"`{self.answer}` has layers beside those that are asked for: {names}. "
            "Nothing else should stand in it."
        )

    def _refused(self, port: Port, built: BuiltNetwork, expected: Stages) -> str:
        """Why a network whose layers are right does not work as a whole; empty where it does."""
        export, _ = self.exports()
        where = f"an input of shape {self.input_shape}"
        reply = port.call(export, (Call((np.zeros(self.input_shape, np.float32),)),))[-1]
        if reply.value is None:
            why = one_line(reply.detail or reply.problem or "it does not give one output")
            return (
                f"Each layer of `{self.answer}` is right, but it can't be called on {where}: {why}"
            )
        shape, right = tuple(reply.value.shape), expected[-1].shape
        if shape == right:
            return ""
        return f"Each layer of `{self.answer}` is right, but called on {where} it gives {shape}."

    def wrong_stages(self, slip: NetworkSlip) -> Iterator[tuple[Stages, SlipStep]]:
        """What comes out after each layer of the wrong networks that a slip leads to."""
        for changed in singles(self.network, (slip,)):
            yield self._looked_at(stages(changed.asked, self.input_shape)), changed.steps[0]


def _where(step: SlipStep, names: Sequence[str]) -> str:
    """The layer in which a slip was made."""
    number = step.place.layer
    return f"layer {number + 1}" if number is not None and number < len(names) else ""


def _explains(
    wrong: Sequence[Hashable],
    built: Sequence[Hashable],
    number: int,
    expected: Sequence[Hashable],
) -> bool:
    """Whether a wrong network gives the same at a layer, and no layer before it that is right in the
    student's network is wrong in this one."""
    before = zip(wrong[:number], built, expected, strict=False)
    return built[number] in wrong[number : number + 1] and all(
        other == own or own != right for other, own, right in before
    )
