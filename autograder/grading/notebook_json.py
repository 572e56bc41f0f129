"""A notebook as the text of its file: byte for byte what nbformat writes, without the copies, the
validation and the encoder in Python that take most of the time of a large one."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from json.encoder import encode_basestring as quoted
from typing import Any

from nbformat import NotebookNode

TRANSIENT = ("orig_nbformat", "orig_nbformat_minor", "signature")
"""Of a notebook's metadata; of a cell's, `trusted` is."""
DISPLAYS = ("display_data", "execute_result")
TEXTS = ("application/javascript", "image/svg+xml")
"""Types whose contents are written line by line, beside those of `text/`."""


def notebook_json(notebook: NotebookNode) -> str:
    """The text of a notebook of format 4 whose cells have ids of their own. It is not changed."""
    metadata = {k: v for k, v in notebook["metadata"].items() if k not in TRANSIENT}
    cells = [dict(_cell(cell)) for cell in notebook["cells"]]
    pieces: list[str] = []
    _write({**notebook, "metadata": metadata, "cells": cells}, "\n", pieces)
    return "".join(pieces)


def _cell(cell: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
    """The parts of a cell, its texts as lists of their lines."""
    for key, part in cell.items():
        if key == "source":
            part = _lines(part)
        elif key == "metadata":
            part = {name: value for name, value in part.items() if name != "trusted"}
        elif key == "attachments":
            part = {name: _bundle(bundle) for name, bundle in part.items()}
        elif key == "outputs":
            part = [dict(_output(output)) for output in part]
        yield key, part


def _output(output: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
    kind = output["output_type"]
    for key, part in output.items():
        if key == "data" and kind in DISPLAYS:
            part = _bundle(part)
        elif key == "text" and kind == "stream":
            part = _lines(part)
        yield key, part


def _bundle(bundle: Mapping[str, Any]) -> dict[str, Any]:
    """Contents by their types: texts as lists of their lines, all others as they are."""
    return {mime: _lines(part) if _is_text(mime) else part for mime, part in bundle.items()}


def _is_text(mime: str) -> bool:
    return mime.startswith("text/") or mime in TEXTS


def _lines(part: Any) -> Any:
    return part.splitlines(True) if isinstance(part, str) else part


def _write(value: Any, line: str, pieces: list[str]) -> None:
    """Adds a value as JSON with its keys in order; `line` begins a line as deep as the value stands."""
    if isinstance(value, str):
        pieces.append(quoted(value))
    elif isinstance(value, Mapping) and value:
        comma = "{"
        for key, part in sorted(value.items()):
            pieces.append(f"{comma}{line} {quoted(key)}: ")
            _write(part, line + " ", pieces)
            comma = ","
        pieces.append(line + "}")
    elif isinstance(value, list | tuple) and value:
        comma = "["
        for part in value:
            pieces.append(f"{comma}{line} ")
            _write(part, line + " ", pieces)
            comma = ","
        pieces.append(line + "]")
    else:
        pieces.append(json.dumps(value))
