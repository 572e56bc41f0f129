"""Whether what is shown of a notebook is there, and acts on nothing."""

from __future__ import annotations

from collections.abc import Iterator

from nbformat import NotebookNode

from autograder.course.cells import attachments
from autograder.platforms.nbgrader.formgrade import FormgradePage
from autograder.platforms.nbgrader.room import Room
from autograder.platforms.nbgrader.texts import text_html
from tests.platforms.test_pages import Hostile

LONGEST_PAGE = 64 << 20
"""Characters; a page with all the pictures that are allowed has fewer."""
OWN = ('class="help"', 'id="notebook-container"')


def text_faults(graded: NotebookNode, starter: NotebookNode) -> Iterator[str]:
    """What is wrong with how the texts of a graded notebook are shown; those that were released are
    left out. Much cheaper than a page, of which they are what a student decides."""
    released = {cell.source for cell in starter.cells}
    room = Room()
    for cell in graded.cells:
        if cell.source in released:
            continue
        if cell.cell_type == "code":
            room.colours(cell.source)
        elif found := Hostile(text_html(cell.source, attachments(cell), room)).found:
            yield f"a text is shown with {found[:3]}: {cell.source[:200]!r}"


def page_faults(page: FormgradePage, notebook: NotebookNode, student: str) -> Iterator[str]:
    """What is wrong with the page that staff mark by."""
    about = {
        **{"assignment_id": "a", "notebook_id": "a", "submission_id": "1", "index": 0, "total": 1},
        **{"base_url": "", "student": student, "last_name": None, "first_name": None},
        "notebook_path": "autograded",
    }
    html, _ = page.from_notebook_node(notebook, about)
    html.encode()  # half a character is none
    if len(html) > LONGEST_PAGE:
        yield f"a page of {len(html)} characters"
    begin, end = (html.find(own) for own in reversed(OWN))
    if begin < 0 or end < 0:
        yield "the page is not whole"
