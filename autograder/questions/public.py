"""The public part of an assignment: what lies beside the starter, so that checks work live.

It holds the statement of each question, the expected outputs on public probes, the hints, and what
the starter's variables hold before anybody typed anything. No reference kernel or code, no hidden
probe, no answer to a shape question: only the public types of the kinds are written (`CODEC`).
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from safetensors import SafetensorError
from safetensors.numpy import load_file, save

from autograder.errors import InputError
from autograder.files import write_whole
from autograder.questions.answer import Answer
from autograder.questions.key import Key
from autograder.questions.kinds import KINDS
from autograder.questions.public_question import PublicQuestion
from autograder.values.codec import Codec
from autograder.values.text import MalformedError
from autograder.values.value import Value

TEXT = "public.json"
ARRAYS = "public.safetensors"
PUBLIC_FILES = (TEXT, ARRAYS)
FORM = 3
"""Of the two files; a package that reads another form says so."""
EARLIER_FORMS = (1, 2)

CODEC = Codec(dict.fromkeys((Value, *(t for kind in KINDS.values() for t in kind.public_types))))
"""Writes what students may have, and nothing else."""


class EarlierFormError(InputError):
    """A public part in a form that an earlier version wrote, and that is not read any more."""


@dataclass(frozen=True)
class PublicPart:
    """The public part, read."""

    assignment: str
    title: str
    questions: Mapping[str, PublicQuestion[Any]]
    """By id."""
    untouched: Mapping[str, Answer]
    """By id: what the starter gives."""


def write_public(folder: Path, assignment: str, title: str, keys: Sequence[Key[Any]]) -> None:
    """Writes the two files, the same bytes for the same course on every machine."""
    public = tuple(key.public() for key in keys)
    before = {key.question.id: _starter(key.untouched) for key in keys}
    plain, arrays = CODEC.encode((public, before))
    public_questions, starter = plain
    stored = {str(number): np.asarray(array, order="C") for number, array in enumerate(arrays)}
    text = {
        "form": FORM,
        "kinds": sorted({key.question.kind for key in keys}),
        "assignment": assignment,
        "title": title,
        "questions": public_questions,
        "untouched": starter,
    }
    folder.mkdir(parents=True, exist_ok=True)
    content = json.dumps(text, indent=1, ensure_ascii=False, sort_keys=True)
    write_whole(folder / TEXT, content + "\n")
    write_whole(folder / ARRAYS, save(stored))


def _starter(untouched: Answer) -> Mapping[str, Any]:
    """What is kept of what the starter gives: not the words of an error, which may name a machine."""
    values = {
        name: Value(value.value, value.problem, value.type_name)
        for name, value in untouched.values.items()
    }
    return {"values": values, "printed": untouched.printed}


def read_public(folder: Path) -> PublicPart:
    """Reads the public part of `folder`.

    FileNotFoundError where it is not there, InputError where it cannot be used, EarlierFormError where
    it is of an earlier version.
    """
    if not (folder / TEXT).is_file() or not (folder / ARRAYS).is_file():
        raise FileNotFoundError(f"{folder}: {TEXT} and {ARRAYS} are not both there")
    try:
        text = json.loads((folder / TEXT).read_text(encoding="utf-8"))
    except ValueError as error:
        raise InputError(f"{folder / TEXT} is damaged: {error}") from error
    if isinstance(text, dict) and text.get("form") in EARLIER_FORMS:
        raise EarlierFormError(
            f"{folder / TEXT} was made by an earlier version of the package: fetch {TEXT} and {ARRAYS} "
            "of this assignment again, and put them in their place; your notebook can stay as it is"
        )
    if not isinstance(text, dict) or text.get("form") != FORM:
        raise InputError(
            f"{folder / TEXT} was made for another version of the package: "
            "pip install --upgrade convolution-course-kit"
        )
    try:
        _check_kinds(text["kinds"])
        return _read(text, load_file(folder / ARRAYS))
    except (SafetensorError, KeyError, TypeError, MalformedError) as error:
        # cut off, or of another release
        raise InputError(
            f"{folder}: {TEXT} and {ARRAYS} are damaged or do not belong together: fetch both again"
        ) from error


def _check_kinds(kinds: Sequence[str]) -> None:
    for kind in kinds:
        if kind not in KINDS:
            raise InputError(
                f"questions of the kind {kind!r} need a newer version of the package: "
                "pip install --upgrade convolution-course-kit"
            )


def _read(text: Mapping[str, Any], stored: Mapping[str, np.ndarray]) -> PublicPart:
    """The public part of the two files' contents."""
    arrays = [stored[str(number)] for number in range(len(stored))]
    questions, starter = CODEC.decode([text["questions"], text["untouched"]], arrays)
    return PublicPart(
        text["assignment"],
        text["title"],
        {question.id: question for question in questions},
        {id: Answer(before["values"], before["printed"]) for id, before in starter.items()},
    )
