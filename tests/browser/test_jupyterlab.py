"""A student works through exercises in JupyterLab, in a real browser."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import nbformat
import pytest
from playwright import sync_api

expect = sync_api.expect
expect.set_options(timeout=90_000)

pytestmark = pytest.mark.browser

IDLE = '.jp-Notebook-ExecutionIndicator[data-status="idle"]'


class OpenNotebook:
    """A notebook on the page; cells are named by the ids they were released with."""

    def __init__(self, page: Any, address: str, path: Path, shots: Path) -> None:
        self.page = page
        self.shots = shots
        self._cells = [cell["id"] for cell in nbformat.read(path, as_version=4).cells]
        page.goto(f"{address}/lab/tree/{path.parent.name}/{path.name}?reset")
        expect(page.locator(".jp-Notebook .jp-Cell")).to_have_count(len(self._cells))
        expect(page.locator(IDLE)).to_be_visible()
        expect(page.locator(".jp-Dialog")).to_have_count(0)  # nothing asks which kernel to use

    def cell(self, name: str) -> Any:
        return self.page.locator(".jp-Notebook .jp-Cell").nth(self._cells.index(name))

    def output(self, name: str) -> Any:
        return self.cell(name).locator(".jp-OutputArea")

    def select(self, name: str) -> None:
        self.cell(name).locator(".jp-InputPrompt").click()

    def write(self, name: str, code: str) -> None:
        self.cell(name).locator(".cm-content").click()
        self.page.keyboard.press("Control+A")
        self.page.keyboard.insert_text(code)

    def run(self, *names: str) -> None:
        for name in names:
            self.select(name)
            self.page.keyboard.press("Control+Enter")
        self._all_has_run(names)

    def run_all_above(self, name: str) -> None:
        self.select(name)
        self.page.get_by_role("menuitem", name="Run", exact=True).click()
        self.page.get_by_role("menuitem", name=re.compile("Run All Above")).click()
        before = self._cells[: self._cells.index(name)]
        self._all_has_run([c for c in before if c.startswith(("check-", "locked-"))])

    def _all_has_run(self, names: Any) -> None:
        for name in names:
            expect(self.cell(name).locator(".jp-InputPrompt")).to_have_text(re.compile(r"\[\d+\]"))
        expect(self.page.locator(IDLE)).to_be_visible()

    def photograph(self, name: str, shot: str) -> None:
        """A picture of the card under a cell, and one of the page."""
        card = self.output(name).locator(".jp-RenderedHTML > div")
        card.scroll_into_view_if_needed()
        card.screenshot(path=self.shots / f"{shot}.png")
        self.page.screenshot(path=self.shots / f"{shot}-page.png")


def test_a_student_blurs(lab: Any, page: Any, tmp_path: Path) -> None:
    lab.set_theme("JupyterLab Light")
    notebook = OpenNotebook(page, lab.address, lab.folder / "kernels" / "kernels.ipynb", tmp_path)

    notebook.write("check-blur", "1 / 0")  # locked cells stay as they are
    expect(notebook.cell("check-blur").locator(".cm-content")).to_have_text('check("blur")')

    notebook.write(
        "blur", "blur = np.ones((3, 3, 1, 1))\nshow(picture, conv2d(picture, blur), blur)"
    )
    notebook.run_all_above("blur")
    expect(notebook.output("check-identity")).to_have_text("identity: not attempted yet.")
    notebook.run("blur", "check-blur")
    card = notebook.output("check-blur")
    expect(card).to_contain_text("wrong")
    expect(card).to_contain_text("nine times brighter")
    expect(card.locator("img")).to_have_count(4)
    for picture in card.locator("img").all():
        assert picture.bounding_box()["width"] >= 100
        assert picture.evaluate("image => image.complete && image.naturalWidth > 0")
    notebook.photograph("check-blur", "blur-wrong")

    notebook.write("blur", "blur = np.ones((3, 3, 1, 1)) / 9")
    notebook.run("blur", "check-blur")
    expect(card).to_contain_text("correct")
    expect(card).not_to_contain_text("wrong")
    notebook.photograph("check-blur", "blur-right")


def test_a_student_prints_shapes_in_the_dark(lab: Any, page: Any, tmp_path: Path) -> None:
    lab.set_theme("JupyterLab Dark")
    notebook = OpenNotebook(page, lab.address, lab.folder / "shapes" / "shapes.ipynb", tmp_path)
    notebook.write("valid", "valid_a = (1, 28, 28, 1)\nvalid_b = (1, 16, 28, 1)\nvalid_c = None")
    notebook.write("print-strides", PRINTS.format(stride=2))
    notebook.run_all_above("print-strides")
    expect(notebook.output("check-valid")).to_contain_text("partial")
    for code in notebook.output("check-valid").locator("code").all():
        assert code.evaluate("element => getComputedStyle(element).color") == "rgb(31, 41, 51)"
    notebook.photograph("check-valid", "valid-partial-dark")

    # not run yet, whatever the cell above has printed
    notebook.run("check-print-strides")
    card = notebook.output("check-print-strides")
    expect(card).to_contain_text("print-strides: not attempted yet")

    notebook.run("print-strides")
    # another cell between answer and check: the answer's own cell counts
    notebook.run("check-valid", "check-print-strides")
    expect(card).to_contain_text("correct")

    notebook.write("print-strides", PRINTS.format(stride=1))
    notebook.run("print-strides", "check-print-strides")
    expect(card).to_contain_text("partial")
    notebook.photograph("check-print-strides", "printed-partial-dark")

    notebook.write("pool-values", "largest = integers[::2, ::2]\nmeans = None")
    notebook.run_all_above("check-pool-values")
    notebook.run("check-pool-values")
    expect(notebook.output("check-pool-values").locator("img")).not_to_have_count(0)
    notebook.photograph("check-pool-values", "pictures-dark")


PRINTS = """\
large = tiling.reshape(1, 360, 480, 1)
print(Conv2D(1, 3, strides={stride}, padding="same")(large).shape)
print(Conv2D(1, 9, strides=3)(large).shape)
print("and:", Conv2D(4, (4, 6), strides=(2, 3))(large).shape)"""
