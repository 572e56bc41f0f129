"""Pages of graded notebooks: what a student wrote is shown, runs nothing and loads nothing."""

from __future__ import annotations

import copy
from collections.abc import Iterable, Mapping
from html import escape
from pathlib import Path
from typing import Any

from nbconvert.exporters import HTMLExporter
from nbformat import NotebookNode
from traitlets.config import Config

from autograder.course.cells import attachments
from autograder.markup.bundle import own_bundle
from autograder.markup.formula import formulas
from autograder.markup.html import own_html
from autograder.markup.marks import with_few_marks
from autograder.markup.policy import POLICY
from autograder.markup.terminal import terminal_html
from autograder.platforms.nbgrader.room import Room
from autograder.platforms.nbgrader.texts import ROOM, text_of_page
from autograder.values.text import clean

TEMPLATES = Path(__file__).with_name("templates")
ORDER = ("text/html", "text/markdown", "image/svg+xml", "image/png", "image/jpeg", "image/gif")
"""Of what an output can be shown as, what is best; text is last."""

FLAGS = ("grade", "solution", "task")
NUMBERS = ("points", "score")
"""Of nbgrader's mark, what its templates read beside the name: they need a number where there is one."""
MOST_POINTS = 1e6


class Page(HTMLExporter):  # type: ignore[misc]
    """A page of a graded notebook, by the template that `form` names among ours.

    Whatever a notebook holds, a page comes of it.
    """

    form = ""

    def __init__(self, config: Any = None, **options: Any) -> None:
        """nbgrader's own templates are among the settings: ours extend them."""
        own = copy.deepcopy(config if config is not None else Config())
        theirs, name = own.HTMLExporter, type(self).__name__
        names = ("extra_template_basedirs", "extra_template_paths")
        folders, paths = (list(theirs[key]) if key in theirs else [] for key in names)
        own[name].template_name = self.form
        own[name].extra_template_basedirs = [str(TEMPLATES), *folders]
        # where nbconvert looks for the template that ours extends
        own[name].extra_template_paths = [*paths, *folders, str(TEMPLATES / "parts")]
        own.NbConvertBase.display_data_priority = [*ORDER, "text/plain"]
        super().__init__(config=own, **options)

    def default_filters(self) -> Iterable[tuple[str, Any]]:
        """nbconvert's, but for those that make HTML of what was written."""
        yield from super().default_filters()
        yield "markdown2html", text_of_page
        yield "clean_html", own_html
        yield "ansi2html", terminal_html
        yield "strip_files_prefix", _same

    def from_notebook_node(
        self, nb: NotebookNode, resources: Any = None, **options: Any
    ) -> tuple[str, Any]:
        """The page of a notebook, and nbconvert's resources."""
        resources = {**(resources or {}), "content_policy": POLICY}
        folder = resources.get("metadata", {}).get("path")  # where nbconvert read the notebook
        room = resources[ROOM] = Room()
        room.canvas.folder = Path(folder) if folder else None
        self.filters = {"highlight_code": room.colours}  # nbconvert looks here first
        own = shown(nb, room)
        page, resources = super().from_notebook_node(own, resources, **options)
        return str(page), resources


def shown(notebook: NotebookNode, room: Room) -> NotebookNode:
    """A notebook of what is shown of one, with all that templates look for; pictures of its outputs
    take of the room."""
    language = _mapping(_mapping(notebook.get("metadata")).get("language_info")).get("name")
    cells = [_cell(cell, room) for cell in notebook.get("cells", ()) if isinstance(cell, dict)]
    for number, cell in enumerate(cells):
        cell["id"] = f"cell-{number}"
    return NotebookNode(
        cells=cells,
        metadata=NotebookNode(
            language_info=NotebookNode(name=language if isinstance(language, str) else "python")
        ),
        nbformat=4,
        nbformat_minor=5,
    )


def _cell(cell: NotebookNode, room: Room) -> NotebookNode:
    kind = cell.get("cell_type")
    own = NotebookNode(
        cell_type=kind if kind in ("code", "markdown") else "raw",
        metadata=_metadata(cell),
        source=_text(cell.get("source")),
    )
    if own.cell_type == "code":
        count = cell.get("execution_count")
        own["execution_count"] = count if isinstance(count, int) else None
        outputs = cell.get("outputs")
        listed = outputs if isinstance(outputs, list) else []
        own["outputs"] = [_output(output, room) for output in listed if isinstance(output, dict)]
    elif own.cell_type == "markdown":
        own["attachments"] = attachments(cell)
    return own


def _metadata(cell: NotebookNode) -> NotebookNode:
    """nbgrader's mark, if it has a name that templates can put anywhere as it is; with all that they
    read of one."""
    mark = _mapping(_mapping(cell.get("metadata")).get("nbgrader"))
    name = mark.get("grade_id")
    if not isinstance(name, str) or escape(name) != name:
        return NotebookNode()
    flags = {flag: mark.get(flag) is True for flag in FLAGS}
    numbers = {number: _points(mark.get(number)) for number in NUMBERS}
    return NotebookNode(nbgrader=NotebookNode(grade_id=name, **flags, **numbers))


def _points(value: Any) -> float:
    """Points as they are written down; none where that is no number of them."""
    known = isinstance(value, int | float) and abs(value) < MOST_POINTS
    return float(value) if known else 0.0


def _output(output: NotebookNode, room: Room) -> NotebookNode:
    kind = output.get("output_type")
    if kind == "stream":
        name = "stderr" if output.get("name") == "stderr" else "stdout"
        return NotebookNode(output_type="stream", name=name, text=_text(output.get("text")))
    if kind == "error":
        lines = output.get("traceback")
        traceback = [_text(line) for line in lines] if isinstance(lines, list) else []
        words = {part: _text(output.get(part)) for part in ("ename", "evalue")}
        return NotebookNode(output_type="error", traceback=traceback, **words)
    texts = {name: _text(part) for name, part in _mapping(output.get("data")).items()}
    kept = _mapping(output.get("metadata"))
    ours = isinstance(kept.get("autograder"), dict)
    data = own_bundle(texts, room.cards if ours else room.canvas)
    if "text/latex" in data and not any(name in data for name in ORDER):
        data["text/html"] = formulas(data["text/latex"])
    sizes = {name: _sizes(kept.get(name)) for name in data}
    if ours:
        sizes["autograder"] = kept["autograder"]
    own = NotebookNode(output_type="display_data", data=NotebookNode(data))
    own["metadata"] = NotebookNode(sizes)
    if kind == "execute_result":
        own["output_type"], own["execution_count"] = kind, None
    return own


def _sizes(facts: Any) -> NotebookNode:
    """Width and height of a picture, where they are numbers."""
    numbers = {name: _mapping(facts).get(name) for name in ("width", "height")}
    return NotebookNode({name: n for name, n in numbers.items() if type(n) is int})


def _same(text: str) -> str:
    return text


def _mapping(value: Any) -> Mapping[str, Any]:
    return value if isinstance(value, dict) else {}


def _text(value: Any) -> str:
    """A text, also where it is held as a list of its lines."""
    if isinstance(value, list):
        value = "".join(line for line in value if isinstance(line, str))
    return with_few_marks(clean(value, len(value))) if isinstance(value, str) else ""
