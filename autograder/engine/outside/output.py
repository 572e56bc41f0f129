"""The parts of one output: its texts, the metadata of its pictures, what a screen shows of it."""

from __future__ import annotations

from typing import Any

from autograder.engine.frame import MalformedError
from autograder.markup.bundle import own_bundle, tags_of, without_markup
from autograder.markup.svg import Canvas

MOST_TAGS = 150_000
"""Of all outputs of a notebook together: cleaning takes some seconds at most."""


class Cleaning:
    """Makes the outputs of a notebook harmless, one after the other, as long as that costs little."""

    def __init__(self) -> None:
        self._tags = 0
        self._canvas = Canvas()

    def clean(self, output: dict[str, Any]) -> dict[str, Any]:
        """The output as it is recorded: what it shows, and nothing that acts where it is shown."""
        if "data" not in output:
            return output
        self._tags += tags_of(output["data"])
        many = self._tags > MOST_TAGS
        shown = without_markup(output["data"]) if many else output["data"]
        data = own_bundle(shown, self._canvas)
        metadata = {kind: facts for kind, facts in output["metadata"].items() if kind in data}
        return output | {"data": data, "metadata": metadata}


def overwritten(text: str) -> str:
    """`text` as a screen shows it: of a line with carriage returns, only what came after the
    last."""
    if "\r" not in text:
        return text
    lines = (line.rstrip("\r") for line in text.split("\n"))
    return "\n".join(line[line.rfind("\r") + 1 :] for line in lines)


def texts_of(head: dict[str, Any], tail: bytes) -> list[tuple[str, str]]:
    """The texts of an output with their names."""
    parts, texts, start = head.get("parts"), [], 0
    if not isinstance(parts, list) or len(parts) > 100:
        raise MalformedError("an output without its parts")
    for entry in parts:
        if not isinstance(entry, list) or len(entry) != 2:
            raise MalformedError("an output with a part that makes no sense")
        key, length = entry
        if not isinstance(key, str) or type(length) is not int:
            raise MalformedError("an output with a part that makes no sense")
        if not 0 <= length <= len(tail) - start:
            raise MalformedError("an output with a part of wrong length")
        texts.append((key, tail[start : start + length].decode("utf-8", "replace")))
        start += length
    return texts


def picture_metadata(metadata: Any, data: dict[str, str]) -> dict[str, Any]:
    """The little metadata that pictures have (width, height, background), and no other."""
    if not isinstance(metadata, dict):
        return {}
    pictures: dict[str, Any] = {}
    for mime in data:
        sizes = metadata.get(mime)
        if isinstance(sizes, dict):
            kept = {
                name: value
                for name, value in sizes.items()
                if (name in ("width", "height") and type(value) is int and 0 < value < 100_000)
                or (name == "needs_background" and value in ("light", "dark"))
            }
            pictures |= {mime: kept} if kept else {}
    return pictures
