"""The public part of an assignment: what lies beside the starter, so that checks work live.

It holds the statement of each question, the expected outputs on public probes, the hints, and what
the starter's variables hold before anybody typed anything. No reference kernel or code, no hidden
probe, no answer to a shape question.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from safetensors import SafetensorError
from safetensors.numpy import load_file, save

from autograder.questions.answer import Given, Value
from autograder.questions.kinds import publish, restore
from autograder.questions.question import Question

TEXT = "public.json"
ARRAYS = "public.safetensors"
FORM = 1
"""Of the two files; a package that reads another form says so."""


@dataclass(frozen=True)
class PublicPart:
    """The public part, read."""

    assignment: str
    title: str
    questions: Mapping[str, tuple[Question, Any]]
    """By id: the live question and its public `expected`."""
    untouched: Mapping[str, Given]
    """By id: what the starter gives."""
    probes: Mapping[str, np.ndarray]
    """The public images (batch, height, width, channels), by name."""


def write_public(
    folder: Path,
    assignment: str,
    title: str,
    questions: Mapping[str, tuple[Question, Any]],
    untouched: Mapping[str, Given],
) -> None:
    """Writes the two files, the same bytes for the same course on every machine."""
    arrays: dict[str, np.ndarray] = {}
    described = []
    for id, (question, expected) in questions.items():
        plain, of_question = publish(question, expected)
        arrays |= of_question
        before = untouched[id]
        values = {}
        for key, value in before.values.items():
            entry = {"problem": value.problem, "type": value.type_name}
            if isinstance(value.value, np.ndarray):
                arrays[f"untouched:{id}:{key}"] = value.value
            elif not callable(value.value) and value.problem is None:
                entry["value"] = value.value
            values[key] = entry
        described.append(plain | {"untouched": {"values": values, "printed": before.printed}})
    text = {"form": FORM, "assignment": assignment, "title": title, "questions": described}
    folder.mkdir(parents=True, exist_ok=True)
    content = json.dumps(text, indent=1, ensure_ascii=False, sort_keys=True)
    (folder / TEXT).write_text(content + "\n", encoding="utf-8")
    ordered = {name: np.asarray(arrays[name], order="C") for name in sorted(arrays)}
    (folder / ARRAYS).write_bytes(save(ordered))


def read_public(folder: Path) -> PublicPart:
    """Reads the public part of `folder`.

    FileNotFoundError where it is not there, ValueError where it cannot be used.
    """
    if not (folder / TEXT).is_file() or not (folder / ARRAYS).is_file():
        raise FileNotFoundError(f"{folder}: {TEXT} and {ARRAYS} are not both there")
    try:
        text = json.loads((folder / TEXT).read_text(encoding="utf-8"))
    except ValueError as error:
        raise ValueError(f"{folder / TEXT} is damaged: {error}") from error
    if not isinstance(text, dict) or text.get("form") != FORM:
        raise ValueError(
            f"{folder / TEXT} was made for another version of the package: "
            "pip install --upgrade convolution-course-kit"
        )
    try:
        return _read(text, load_file(folder / ARRAYS))
    except (SafetensorError, KeyError, TypeError) as error:  # cut off, or of another release
        raise ValueError(
            f"{folder}: {TEXT} and {ARRAYS} are damaged or do not belong together: fetch both again"
        ) from error


def _read(text: Mapping[str, Any], arrays: Mapping[str, np.ndarray]) -> PublicPart:
    """The public part of the two files' contents."""
    questions, untouched = {}, {}
    for plain in text["questions"]:
        before = plain.pop("untouched")
        question, expected = restore(plain, arrays)
        questions[question.id] = (question, expected)
        values = {
            key: Value(
                arrays.get(f"untouched:{question.id}:{key}", entry.get("value")),
                entry["problem"],
                entry["type"],
            )
            for key, entry in before["values"].items()
        }
        untouched[question.id] = Given(values, before["printed"])
    probes = {
        name.removeprefix("probe:"): array
        for name, array in arrays.items()
        if name.startswith("probe:")
    }
    return PublicPart(text["assignment"], text["title"], questions, untouched, probes)
