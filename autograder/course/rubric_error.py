"""What is told of an error in a rubric: the line, the question, and how to mend it."""

from __future__ import annotations

import inspect
import os
import re
import sys
from collections.abc import Iterable, Mapping
from dataclasses import MISSING, fields, is_dataclass
from pathlib import Path
from pkgutil import iter_modules
from traceback import extract_tb, walk_tb
from typing import Any

from autograder.course.misfits import misfits
from autograder.course.rubric_text import RubricText
from autograder.errors import did_you_mean

PACKAGE = Path(__file__).resolve().parents[1]
MISSES = re.compile(r"(?:\w+\.)*(?P<name>\w+)\.__init__\(\) missing \d+ required .*")
UNKNOWN = re.compile(
    r"(?:\w+\.)*(?P<name>\w+)\.__init__\(\) got an unexpected keyword argument '(?P<field>\w+)'.*"
)
TOO_MANY = re.compile(r"(?:\w+\.)*(?P<name>\w+)\.__init__\(\) takes .* positional .*")


def told(error: Exception, text: RubricText, names: Mapping[str, Any]) -> str:
    """The sentence for an error that ended a rubric; `names` are those of its module."""
    own = [frame.lineno for frame in extract_tb(error.__traceback__) if _is(frame.filename, text)]
    line = own[-1] if own else None
    if isinstance(error, SyntaxError) and _is(error.filename, text):
        line = error.lineno
    question = None if line is None else text.question_at(line)
    place = str(text.path) if line is None else f"{text.path}, line {line}"
    where = f"{place}: question {question}" if question else place
    return f"{where}: {_words(error, names)}"


def _is(filename: str | None, text: RubricText) -> bool:
    return filename is not None and os.path.abspath(filename) == os.path.abspath(text.path)


def _words(error: Exception, names: Mapping[str, Any]) -> str:
    found = [misfit for thing in _unfinished(error) for misfit in misfits(thing)]
    if found:
        return "; ".join(misfit.sentence for misfit in found)
    if isinstance(error, TypeError):
        for pattern, sentence in ((MISSES, _misses), (UNKNOWN, _unknown), (TOO_MANY, _too_many)):
            match = pattern.fullmatch(str(error))
            kind = names.get(match["name"]) if match else None
            if match and isinstance(kind, type) and is_dataclass(kind):
                return sentence(kind, match)
    if isinstance(error, ValueError) and _is_ours(error):
        return str(error)
    words = f"{type(error).__name__}: {error}"
    return words + did_you_mean(*_not_found(error, names))


def _not_found(error: Exception, names: Mapping[str, Any]) -> tuple[str, Iterable[str]]:
    """A name that there is not, and those that there are."""
    if isinstance(error, NameError):
        return error.name or "", names
    if isinstance(error, ImportError):
        around, _, name = (error.name or "").rpartition(".")
        if isinstance(error, ModuleNotFoundError):
            folders = getattr(sys.modules.get(around), "__path__", ())
            return name, (module.name for module in iter_modules(folders))
        asked = re.match(r"cannot import name '(\w+)'", str(error))
        return asked[1] if asked else "", dir(sys.modules.get(error.name or ""))
    return "", ()


def _is_ours(error: Exception) -> bool:
    """Whether this package has raised an error, so that its words are for people."""
    return Path(extract_tb(error.__traceback__)[-1].filename).is_relative_to(PACKAGE)


def _unfinished(error: Exception) -> list[Any]:
    """The dataclasses that an error has found while they were checking themselves."""
    selves = (frame.f_locals.get("self") for frame, _ in walk_tb(error.__traceback__))
    return [thing for thing in selves if is_dataclass(thing)]


def _misses(kind: type, match: re.Match[str]) -> str:
    wanted = re.findall(r"'(\w+)'", match.string)
    written = ", ".join(f"{name}=..." for name in wanted)
    return f"{kind.__name__} needs {' and '.join(wanted)}: write {written}"


def _unknown(kind: type, match: re.Match[str]) -> str:
    known = list(inspect.signature(kind).parameters)
    guess = did_you_mean(match["field"], known)
    return f"{kind.__name__} has no {match['field']}{guess or '.'} It takes {', '.join(known)}"


def _too_many(kind: type, match: re.Match[str]) -> str:
    required = [
        field.name
        for field in fields(kind)
        if field.default is MISSING and field.default_factory is MISSING
    ]
    written = ", ".join(f"{name}=..." for name in required)
    return f"{kind.__name__} takes its arguments by name: {written}"
