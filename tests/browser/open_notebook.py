"""A notebook in JupyterLab, on the page of a browser."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import nbformat
from playwright import sync_api

expect = sync_api.expect
expect.set_options(timeout=90_000)

IDLE = '.jp-Notebook-ExecutionIndicator[data-status="idle"]'


class OpenNotebook:
    """A notebook on the page; cells are named by the ids they were released with."""

    def __init__(self, page: Any, address: str | None, path: Path, shots: Path) -> None:
        """Opens the notebook by its address in JupyterLab; without one, it has been opened."""
        self.page = page
        self.shots = shots
        self._cells = [cell["id"] for cell in nbformat.read(path, as_version=4).cells]
        if address is not None:
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

    def write_text(self, name: str, text: str) -> None:
        """Writes into a text cell, and shows what it then looks like."""
        self.cell(name).locator(".jp-MarkdownOutput").dblclick()
        self.write(name, text)
        self.page.keyboard.press("Control+Enter")

    def run(self, *names: str) -> None:
        for name in names:
            self.select(name)
            self.page.keyboard.press("Control+Enter")
        self._all_has_run(names)

    def run_all_above(self, name: str) -> None:
        before = self._cells[: self._cells.index(name)]
        code = [c for c in before if c.startswith(("check-", "locked-"))]
        for _ in range(3):  # a click on a menu that is drawn anew at that moment is lost
            self.select(name)
            self.page.get_by_role("menuitem", name="Run", exact=True).click()
            self.page.get_by_role("menuitem", name=re.compile("Run All Above")).click()
            if self._has_begun(code[0]):
                break
        self._all_has_run(code)

    def _has_begun(self, name: str) -> bool:
        """Whether a cell is run or waits for it: its prompt is empty no more."""
        prompt = self.cell(name).locator(".jp-InputPrompt")
        try:
            expect(prompt).to_have_text(re.compile(r"\[(\*|\d+)\]"), timeout=10_000)
        except AssertionError:
            return False
        return True

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
