"""A question of a rubric for a layer that the student configures."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import product
from typing import ClassVar

import numpy as np

from autograder.convolution.layers import Conv2D
from autograder.convolution.slips.shapes.table import SHAPE_SLIPS
from autograder.convolution.slips.shapes.walk import Walk
from autograder.questions.answer import Answer
from autograder.questions.layer.judging import (
    ExpectedCall,
    ExpectedCalls,
    LayerExercise,
    Size,
    as_layer,
    is_fooled_by,
    layer_output,
    small_numbers,
)
from autograder.questions.layer.public import PublicLayer
from autograder.questions.layer.sentences import SETTINGS
from autograder.questions.question import Probe, Question, WrongAnswers
from autograder.questions.shape.sentences import SENTENCES
from autograder.values.call import NO_PORT, Port


@dataclass(frozen=True, kw_only=True)
class LayerQuestion(LayerExercise, Question[ExpectedCalls]):
    """A layer, called on public and on hidden inputs."""

    kind: ClassVar[str] = "layer"
    public_types: ClassVar[tuple[type, ...]] = (PublicLayer, ExpectedCall)
    own_types: ClassVar[tuple[type, ...]] = (ExpectedCall, Conv2D)

    public: tuple[Size, ...]
    """Input shapes that live checks use, too."""
    hidden: tuple[Size, ...] = ()
    """Input shapes that only the grader has."""
    values: bool = False
    """Whether values are compared, under weights that the grader sets."""
    family: Conv2D = Conv2D(1, 1)
    """Tells the number of filters of the layers in which mistakes are looked for."""

    @property
    def hidden_probes(self) -> bool:
        """Whether the grader has input shapes that are not public."""
        return bool(self.hidden)

    def expected(
        self, reference: Answer, probe: Probe, port: Port = NO_PORT
    ) -> tuple[ExpectedCall, ...]:
        """The calls, with what the master's layer gives."""
        layer, settings = self.exports()
        described = as_layer(reference.value(settings).value)
        calls = []
        for size in self.public + self.hidden:
            weights: tuple[np.ndarray, ...] = ()
            if self.values and isinstance(described, Conv2D):
                weights = (small_numbers((*described.kernel_size, size[3], described.filters)),)
            output = layer_output(port, layer, small_numbers(size), *weights)
            if isinstance(output, str):
                raise ValueError(f"the master's `{self.answer}` could not be called: {output}")
            values = output if self.values else None
            calls.append(
                ExpectedCall(size, weights, values, tuple(output.shape), size in self.public)
            )
        return tuple(calls)

    def publish(self, expected: ExpectedCalls) -> PublicLayer:
        """The public calls; the shape asked for is part of the statement."""
        return PublicLayer(
            **self.heading(),
            answer=self.answer,
            calls=tuple(call for call in expected if call.public),
            more=self.hidden_probes,
        )

    @classmethod
    def catalogues(cls) -> Mapping[str, Mapping[str, str]]:
        """Those of slips about shapes, and of settings."""
        return {cls.kind: {**SENTENCES, **SETTINGS}}

    def wrong_answers(self, expected: ExpectedCalls) -> WrongAnswers:
        """The wrong layers of the family that look right to those who make a slip."""
        wrong = [
            layer
            for layer in _family(self.family.filters)
            if any(Walk((layer,), call.size).end() != call.shape for call in expected)
        ]
        return {
            slip.name: {self.answer: fooled}
            for slip in SHAPE_SLIPS
            if (fooled := [layer for layer in wrong if any(is_fooled_by(slip, layer, expected))])
        }


def _family(filters: int) -> Iterator[Conv2D]:
    sizes, strides = range(1, 8), range(1, 6)
    for kernel, stride, padding in product(sizes, strides, ("valid", "same")):
        yield Conv2D(filters, kernel, strides=stride, padding=padding)
