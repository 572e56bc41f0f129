"""Reads a notebook's variables where the student's code runs, live and graded alike."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from autograder.values.bounds import Bounds
from autograder.values.call import NOTHING_TO_CALL, Call, Reply
from autograder.values.export import Export
from autograder.values.forms import FORMS, FormOfValue
from autograder.values.kept import Kept
from autograder.values.randomness import same_randomness
from autograder.values.text import describe, printable
from autograder.values.value import Problem, TooLargeError, Value, WrongTypeError


class Reader:
    """Reads the variables of one namespace at one place, and keeps what can be called."""

    def __init__(self, namespace: Mapping[str, Any], bounds: Bounds = Bounds()) -> None:
        """`namespace` holds the notebook's variables."""
        self._namespace = namespace
        self._bounds = bounds
        self._kept: dict[str, Kept] = {}

    def read(self, export: Export) -> Value:
        """The value of an export, whatever the student's object does when it is looked at."""
        if export.name not in self._namespace:
            return Value(problem="undefined")
        value, type_name = self._namespace[export.name], ""
        form = FORMS[export.form]
        try:
            type_name = printable(type(value).__name__, 80)
            read = form.read(value, self._bounds)
        except (Exception, SystemExit) as error:
            problem, detail = _problem(error, form)
            return Value(None, problem, type_name, printable(detail, 500))
        if isinstance(read, Kept):
            self._kept[export.key] = read
            return Value(type_name=type_name)
        return Value(read, type_name=type_name)

    def replies(self, key: str, calls: Sequence[Call]) -> Iterator[Reply]:
        """What was kept under a key, called again and again; random numbers stay as they were."""
        kept = self._kept.get(key)
        if kept is None:
            yield NOTHING_TO_CALL
            return
        with same_randomness():
            for call in calls:
                yield kept.reply(call)


def _problem(error: BaseException, form: FormOfValue) -> tuple[Problem, str]:
    """What is the matter with a value that raised an error when it was read, and its words."""
    match error:
        case WrongTypeError():
            return form.wrong_type, describe(error.args)
        case TooLargeError():
            return "too-large", describe(error.args)
        case RecursionError():
            return "too-large", "nested too deep"
    return "error", describe(error)
