"""The table of kinds: every kind of question has one line here, and a folder of its own."""

from __future__ import annotations

from collections.abc import Mapping
from importlib import import_module
from typing import Any

from autograder.errors import InputError
from autograder.questions.question import Question

TABLE: Mapping[str, str] = {
    "count": "CountQuestion",
    "function": "FunctionQuestion",
    "input_sizes": "InputSizesQuestion",
    "kernel": "KernelQuestion",
    "layer": "LayerQuestion",
    "matrix": "MatrixQuestion",
    "network": "NetworkQuestion",
    "ordinary_test": "OrdinaryTest",
    "output": "OutputQuestion",
    "printed": "PrintedQuestion",
    "shape": "ShapeQuestion",
    "written": "WrittenQuestion",
}
"""A folder beside this file -> the class of its questions."""


def _class_of(folder: str, name: str) -> type[Question[Any]]:
    kind: type[Question[Any]] | None = getattr(import_module(f"{__package__}.{folder}"), name, None)
    if kind is None:
        raise InputError(
            f"autograder/questions/kinds.py: there is no {name} in the folder {folder}"
        )
    return kind


KINDS: Mapping[str, type[Question[Any]]] = {
    kind.kind: kind for kind in (_class_of(*line) for line in TABLE.items())
}
"""The classes of all kinds of questions, by the word of the kind."""
