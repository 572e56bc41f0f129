"""A question of a rubric for a small network that the student builds."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar

from autograder.convolution.layers import LAYERS
from autograder.convolution.network import Stage, stages
from autograder.convolution.slips.networks import NETWORK_SLIPS
from autograder.questions.answer import Answer
from autograder.questions.network.judging import NetworkExercise, Stages
from autograder.questions.network.part_marks import PartMarks
from autograder.questions.network.public import PublicNetwork
from autograder.questions.network.sentences import SENTENCES
from autograder.questions.question import Probe, Question, WrongAnswers
from autograder.values.call import NO_PORT, Port


@dataclass(frozen=True, kw_only=True)
class NetworkQuestion(NetworkExercise, Question[Stages]):
    """A network, one part for each layer."""

    kind: ClassVar[str] = "network"
    public_types: ClassVar[tuple[type, ...]] = (PublicNetwork, PartMarks, *LAYERS.values())
    own_types: ClassVar[tuple[type, ...]] = (Stage, PartMarks, *LAYERS.values())

    def expected(self, reference: Answer, probe: Probe, port: Port = NO_PORT) -> Stages:
        """What must come out after each layer. ValueError where the master's network differs."""
        right = stages(self.network, self.input_shape)
        if len(right) < len(self.layers):
            raise ValueError(f"{self.layers[len(right)]} does not fit on what comes before it")
        for finding in self.findings(reference, right, Answer(), port):
            if not finding.is_right:
                raise ValueError(f"the master's `{self.answer}`: {finding.message}")
        return right

    def publish(self, expected: Stages) -> PublicNetwork:
        """The layers, since the statement tells them; no shape and no number of parameters."""
        return PublicNetwork(
            **self.heading(),
            answer=self.answer,
            input_shape=self.input_shape,
            layers=self.layers,
            use_bias=self.use_bias,
            activations=self.activations,
            left=self.left,
        )

    @classmethod
    def catalogues(cls) -> Mapping[str, Mapping[str, str]]:
        """Those of slips in building networks."""
        return {cls.kind: SENTENCES}

    def wrong_answers(self, expected: Stages) -> WrongAnswers:
        """What comes out after each layer of the wrong networks that each slip leads to."""
        return {
            slip.name: {self.answer: tuple(wrong for wrong in found if wrong != expected)}
            for slip in NETWORK_SLIPS
            if (found := [stages for stages, _ in self.wrong_stages(slip)])
        }
