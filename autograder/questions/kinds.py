"""All kinds of questions, and the public part of one question."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np

from autograder.questions.count.question import CountQuestion
from autograder.questions.function.question import FunctionQuestion
from autograder.questions.input_sizes.question import InputSizesQuestion
from autograder.questions.kernel.question import KernelQuestion
from autograder.questions.layer.question import LayerQuestion
from autograder.questions.matrix.question import MatrixQuestion
from autograder.questions.mistakes import Mistakes
from autograder.questions.network.question import NetworkQuestion
from autograder.questions.ordinary_test.question import OrdinaryTest
from autograder.questions.output.question import OutputQuestion
from autograder.questions.printed.question import PrintedQuestion
from autograder.questions.question import Question
from autograder.questions.shape.question import ShapeQuestion
from autograder.questions.written.question import WrittenQuestion

KINDS: Mapping[str, type[Question]] = {
    kind.kind: kind
    for kind in (
        KernelQuestion,
        ShapeQuestion,
        PrintedQuestion,
        LayerQuestion,
        OutputQuestion,
        CountQuestion,
        NetworkQuestion,
        InputSizesQuestion,
        MatrixQuestion,
        FunctionQuestion,
        WrittenQuestion,
        OrdinaryTest,
    )
}


def publish(question: Question, expected: Any) -> tuple[dict[str, Any], dict[str, np.ndarray]]:
    """The public part of a question: plain data, and arrays by name."""
    plain, arrays = question.publish(expected)
    common = {
        "kind": question.kind,
        "id": question.id,
        "points": question.points,
        "statement": question.statement,
        "hint": question.hint,
        "mistakes": [list(question.mistakes.apply), [list(g) for g in question.mistakes.together]],
    }
    return {**common, **plain}, arrays


def restore(plain: Mapping[str, Any], arrays: Mapping[str, np.ndarray]) -> tuple[Question, Any]:
    """The live question and its public `expected`. ValueError where the kind is not known here."""
    if plain["kind"] not in KINDS:
        raise ValueError(
            f"questions of the kind {plain['kind']!r} need a newer version of the package: "
            "pip install --upgrade convolution-course-kit"
        )
    apply, together = plain["mistakes"]
    common = {key: plain[key] for key in ("id", "points", "statement", "hint")}
    common["mistakes"] = Mistakes(tuple(apply), tuple(tuple(group) for group in together))
    rest = {key: value for key, value in plain.items() if key not in (*common, "kind")}
    return KINDS[plain["kind"]].restore(common, rest, arrays)
