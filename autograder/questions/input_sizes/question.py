"""A question of a rubric for input sizes that the student finds for an output size."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar

from autograder.convolution.layers import LAYERS
from autograder.convolution.slips.way_back import WAY_SLIPS, WayBack
from autograder.questions.answer import Answer
from autograder.questions.input_sizes.judging import InputSizes, InputSizesExercise, as_sizes
from autograder.questions.input_sizes.part import InputSizesPart
from autograder.questions.input_sizes.public import PublicInputSizes
from autograder.questions.input_sizes.sentences import catalogue
from autograder.questions.question import Probe, Question, WrongAnswers
from autograder.values.call import NO_PORT, Port


@dataclass(frozen=True, kw_only=True)
class InputSizesQuestion(InputSizesExercise, Question[InputSizes]):
    """Input sizes, one part for each output size."""

    kind: ClassVar[str] = "input-sizes"
    public_types: ClassVar[tuple[type, ...]] = (PublicInputSizes, InputSizesPart, *LAYERS.values())
    own_types: ClassVar[tuple[type, ...]] = (InputSizesPart, *LAYERS.values())

    def expected(
        self, reference: Answer, probe: Probe, port: Port = NO_PORT
    ) -> dict[str, frozenset[int]]:
        """The sizes that the master found, by the name of the variable."""
        result = {}
        for part, export in zip(self.parts, self.exports(), strict=True):
            sizes, right = as_sizes(reference.value(export).value), part.sizes()
            if sizes != right:
                said = "nothing readable" if sizes is None else tuple(sorted(sizes))
                raise ValueError(
                    f"the master says {said} for `{part.answer}`, the rubric's layer gives "
                    f"{tuple(sorted(right))}"
                )
            result[part.answer] = right
        return result

    def publish(self, expected: InputSizes) -> PublicInputSizes:
        """The layers and output sizes of the statement; no size that is asked for."""
        return PublicInputSizes(**self.heading(), parts=self.parts)

    @classmethod
    def catalogues(cls) -> Mapping[str, Mapping[str, str]]:
        """Those of slips on the way back."""
        return {cls.kind: catalogue(slip.name for slip in WAY_SLIPS)}

    def wrong_answers(self, expected: InputSizes) -> WrongAnswers:
        """The wrong sizes that each slip gives to the parts."""
        ways = {part.answer: part.way for part in self.parts}
        return self.wrong_results(
            expected, ways, WAY_SLIPS, WayBack.sizes, lambda part, sizes: sizes == expected[part]
        )
