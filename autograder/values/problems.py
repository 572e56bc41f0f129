"""What is said to the student of a value that is no answer: one table."""

from __future__ import annotations

import re
from collections.abc import Mapping

from autograder.values.export import Export
from autograder.values.forms import FORMS
from autograder.values.value import Problem, Value

PROBLEMS: Mapping[Problem, str] = {
    "undefined": "There is no variable `{name}` yet: has the cell above been run?",
    "not-an-array": "`{name}` is {type}, where {needed}.",
    "not-plain": "`{name}` is {type}, where {needed}.",
    "not-callable": "`{name}` is {type}, where {needed}.",
    "too-large": "`{name}` is far too large for an answer.",
    "error": "`{name}` could not be read: {detail}",
    "malformed": "`{name}` could not be read: what came out made no sense.",
    "time-limit": "Reading `{name}` took too long.",
    "not-reached": "The notebook stopped before this question could be checked.",
}
"""The sentence for each problem; `wrong type` comes before every other feedback."""

UNREADABLE: frozenset[Problem] = frozenset(
    {"error", "malformed", "not-reached", "time-limit", "too-large"}
)
"""Problems that make the outcome `error`; the others are a wrong type."""

TYPES: Mapping[str, str] = {
    "NoneType": "nothing (None)",
    "ndarray": "an array of other things than numbers",
    "str": "text",
    "bool": "True or False",
    "int": "a single number",
    "float": "a single number",
    "function": "a function",
    "type": "a class, not something made of it",
}
"""What types are called in sentences for the student; others by their own names."""


NUMBER = re.compile(r"(u?int|float|complex)\d+")
"""NumPy's names of single numbers."""


def problem_sentence(export: Export, value: Value) -> str:
    """One sentence for the student on what is the matter with a value that is no answer."""
    kind = value.type_name or "nothing"
    if NUMBER.fullmatch(kind):
        kind = "float"
    article = "an" if kind[:1].lower() in set("aeiou") else "a"
    return PROBLEMS[value.problem or "malformed"].format(
        name=export.name,
        type=TYPES.get(kind, f"{article} {kind}"),
        needed=export.needed or FORMS[export.form].needed,
        detail=value.detail or "no reason given",
    )
