"""Answers drawn near the right ones: nobody had an idea, so whatever is told of them is chance."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np

from autograder.questions.answer import Answer
from autograder.questions.count.question import CountQuestion
from autograder.questions.input_sizes.question import InputSizesQuestion
from autograder.questions.kernel.question import KernelQuestion
from autograder.questions.key import Key
from autograder.questions.matrix.question import MatrixQuestion
from autograder.questions.output.question import OutputQuestion
from autograder.questions.shape.question import ShapeQuestion
from autograder.questions.verdict import Verdict
from autograder.values.call import NO_PORT
from autograder.values.value import Value

SEED = 20_261_126


def drawn(key: Key[Any], count: int) -> Iterator[Verdict]:
    """What is told of so many wrong answers in which one part is changed at random."""
    random = np.random.Generator(np.random.PCG64(SEED))
    right = _right(key)
    names = list(right)
    for _ in range(count if names else 0):
        name = names[int(random.integers(len(names)))]
        values = {**right, name: _changed(right[name], random)}
        exports = {export.name: export.key for export in key.question.exports()}
        answer = Answer({exports[part]: _value(value) for part, value in values.items()})
        verdict = key.verdict(answer, NO_PORT)
        if verdict.outcome != "correct":
            yield verdict


def _right(key: Key[Any]) -> dict[str, Any]:
    """The right answer by its variables; nothing of kinds whose answers are not values."""
    expected: Any = key.expected
    match key.question:
        case ShapeQuestion() | CountQuestion() | InputSizesQuestion():
            return dict(expected)
        case KernelQuestion():
            return {name: item.kernel for name, item in expected.items()}
        case OutputQuestion():
            return {name: item.output for name, item in expected.items()}
        case MatrixQuestion():
            return dict(expected)
    return {}


def _changed(right: Any, random: np.random.Generator) -> Any:
    if isinstance(right, np.ndarray):
        array = right.astype(np.float64).copy()
        place = tuple(int(random.integers(size)) for size in array.shape)
        array[place] += random.choice([-2, -1, -0.5, 0.5, 1, 2])
        return array
    if isinstance(right, frozenset):
        sizes = sorted(right)
        sizes[int(random.integers(len(sizes)))] += int(random.choice([-3, -2, 2, 3]))
        return frozenset(sizes)
    if isinstance(right, int):
        return right + int(random.choice([-7, -5, -3, 3, 5, 7, 11]))
    shape = list(right)
    for axis in random.permutation(len(shape))[: int(random.integers(1, 3))]:
        shape[axis] = max(1, shape[axis] + int(random.choice([-4, -3, -2, -1, 1, 2, 3, 4])))
    return tuple(shape)


def _value(value: Any) -> Value:
    if isinstance(value, np.ndarray):
        return Value(value, type_name="ndarray")
    return Value(list(value) if isinstance(value, tuple) else value, type_name=type(value).__name__)
