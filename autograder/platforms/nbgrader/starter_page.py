"""A starter as a page to read: what is asked, before Jupyter is opened."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import jinja2
import nbformat
from markupsafe import Markup
from nbformat import NotebookNode
from pygments.formatters import HtmlFormatter

from autograder.course.cells import attachments
from autograder.course.course import Course
from autograder.files import write_whole
from autograder.markup.policy import POLICY
from autograder.platforms.nbgrader.room import Room
from autograder.platforms.nbgrader.texts import text_html

TEMPLATE = Path(__file__).with_name("templates") / "starter.html"


def write_starter_pages(course: Course) -> tuple[Path, ...]:
    """Writes `assignments/<assignment>.html` for each starter that was built."""
    written = []
    for name in course.names():
        starter = course.assignments / name / f"{name}.ipynb"
        if starter.is_file():
            path = course.assignments / f"{name}.html"
            notebook = nbformat.read(starter, as_version=4)
            write_whole(path, starter_page(f"{name}/{starter.name}", notebook))
            written.append(path)
    return tuple(written)


def starter_page(file: str, notebook: NotebookNode) -> str:
    """The page of a starter as HTML: its texts, its code, its formulas; `file` is told as what to open."""
    environment = jinja2.Environment(autoescape=True, undefined=jinja2.StrictUndefined)
    template = environment.from_string(TEMPLATE.read_text(encoding="utf-8"))
    return template.render(
        policy=POLICY,
        file=file,
        colours=Markup(HtmlFormatter(style="default").get_style_defs(".highlight")),
        cells=[Markup(cell) for cell in _cells(notebook)],
    )


def _cells(notebook: NotebookNode) -> Iterator[str]:
    room = Room()
    for cell in notebook.cells:
        if cell.cell_type == "code":
            yield room.colours(cell.source)
        elif cell.cell_type == "markdown":
            yield text_html(cell.source, attachments(cell), room)
