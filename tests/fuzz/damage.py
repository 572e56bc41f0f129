"""A submission that is being damaged, stage by stage, and a damage: a line of a table."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from typing import Any, Literal

Stage = Literal["tree", "text", "bytes", "files"]
"""What of a submission is damaged: its values, its JSON, its bytes, the files in its folder."""
STAGES: tuple[Stage, ...] = ("tree", "text", "bytes", "files")
"""In their order: each is made of the one before."""

RAW = "@raw-"
"""How values begin that stand for a piece of JSON."""
LARGEST = 64 << 20
"""Characters of JSON, and bytes; what several damages make of it together is cut off there: the grader
reads less."""


@dataclass
class Draft:
    """One submission while it is damaged. A damage finds whatever those before it have left."""

    random: Random
    name: str
    """The assignment's."""
    others: tuple[Any, ...]
    """Other notebooks: of the same class, and of other assignments."""
    tree: Any
    text: str = ""
    content: bytes = b""
    folder: Path = Path()
    """Where it is laid out: the only place that a damage of files may touch."""
    folder_name: str | bytes = ""
    """What else the folder of the student is called by, in front of the example's number."""
    _written: dict[str, str] = field(default_factory=dict)

    def raw(self, text: str) -> str:
        """A value that stands for a piece of JSON which no value gives: `1e999`, or a hundred brackets."""
        token = f"{RAW}{len(self._written)}@"
        self._written[token] = text
        return token

    def write_text(self) -> None:
        """Makes the JSON of the values, as far as is read: one cell may stand in a tree 30,000 times."""
        indent = self.random.choice((1, 1, 1, None, 4))
        encoder = json.JSONEncoder(indent=indent, ensure_ascii=self.random.random() < 0.5)
        pieces, room = [], LARGEST
        for piece in encoder.iterencode(self.tree):
            pieces.append(piece)
            room -= len(piece)
            if room < 0:
                break
        self.text = "".join(pieces)[:LARGEST]
        for token, text in self._written.items():
            self.text = self.text.replace(f'"{token}"', text)[:LARGEST]

    def write_bytes(self) -> None:
        """Makes the bytes of the JSON."""
        self.content = self.text[:LARGEST].encode("utf-8", "surrogatepass")

    def write_file(self) -> None:
        """Lays the notebook out in its folder."""
        self.folder.mkdir(parents=True, exist_ok=True)
        self.file.write_bytes(self.content)

    @property
    def file(self) -> Path:
        """Where the notebook is laid out."""
        return self.folder / f"{self.name}.ipynb"

    @property
    def cells(self) -> list[dict[str, Any]]:
        """The cells that are still some; of a notebook that has none left, one that goes nowhere."""
        cells = self.tree.get("cells") if isinstance(self.tree, dict) else None
        whole = (
            [cell for cell in cells if isinstance(cell, dict)] if isinstance(cells, list) else []
        )
        return whole or [{"cell_type": "code", "metadata": {}, "source": ""}]

    @property
    def cell(self) -> dict[str, Any]:
        """One of them."""
        return self.random.choice(self.cells)

    def marked(self, kind: str) -> dict[str, Any]:
        """A cell with nbgrader's mark whose key `kind` (`grade`, `solution`, `locked`) is true, or any."""
        marked = [cell for cell in self.cells if mark_of(cell).get(kind)]
        return self.random.choice(marked or self.cells)

    def put(self, cell: Any, place: int | None = None) -> None:
        """Puts a cell somewhere, or at a place."""
        cells = self.tree.get("cells") if isinstance(self.tree, dict) else None
        if isinstance(cells, list):
            cells.insert(self.random.randint(0, len(cells)) if place is None else place, cell)

    def take_out(self, cell: dict[str, Any]) -> None:
        """Takes a cell out, if it is in."""
        cells = self.tree.get("cells") if isinstance(self.tree, dict) else None
        if isinstance(cells, list) and any(other is cell for other in cells):
            cells[:] = [other for other in cells if other is not cell]


@dataclass(frozen=True)
class Damage:
    """One way to damage a submission."""

    name: str
    group: str
    """What is damaged, in a word: the name of its table."""
    stage: Stage
    act: Callable[[Draft], object]


def table(
    group: str, stage: Stage, damages: dict[str, Callable[[Draft], object]]
) -> Iterable[Damage]:
    """The damages of one group."""
    return tuple(Damage(name, group, stage, act) for name, act in damages.items())


def mark_of(cell: Any) -> dict[str, Any]:
    """nbgrader's mark of a cell, to be changed; one that goes nowhere where it has none."""
    metadata = cell.get("metadata") if isinstance(cell, dict) else None
    mark = metadata.get("nbgrader") if isinstance(metadata, dict) else None
    return mark if isinstance(mark, dict) else {}


def places(tree: Any) -> Iterator[tuple[Any, Any]]:
    """(container, key) of everything in a tree of values; the containers themselves, so that what is
    there can be changed."""
    waiting = [tree]
    while waiting:
        node = waiting.pop()
        items = node.items() if isinstance(node, dict) else enumerate(node)
        for key, value in list(items):
            yield node, key
            if isinstance(value, dict | list):
                waiting.append(value)
