"""What students have of a question for a small network."""

from __future__ import annotations

from dataclasses import dataclass

from autograder.convolution.network import stages
from autograder.questions.network.judging import NetworkExercise, Stages
from autograder.questions.public_question import PublicQuestion


@dataclass(frozen=True, kw_only=True)
class PublicNetwork(NetworkExercise, PublicQuestion[Stages]):
    """The layers that the statement asks for."""

    def expected(self) -> Stages:
        """What follows from the layers."""
        return stages(self.network, self.input_shape)
