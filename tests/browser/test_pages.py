"""Pages that show what a student wrote, in a real browser: nothing of it runs, loads or leads away.

One submission holds all that `tests.markup.vectors` knows, as outputs and in a written answer, and
some outputs as honest people have them.
"""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from dataclasses import replace
from html import escape
from pathlib import Path
from typing import Any

import nbformat
import pytest
from nbconvert.exporters import HTMLExporter
from nbgrader.api import Gradebook

from autograder.grading.marks import Incident, Marks
from autograder.platforms.nbgrader.starter_page import write_starter_pages
from autograder.questions.verdict import ToldSlip
from autograder.reports.class_page import write_class_page, write_student_pages
from autograder.reports.course_page import write_course_pages
from tests.browser.jupyter_lab import running_lab
from tests.markup import vectors
from tests.markup.test_markup import STYLED, TABLE
from tests.mini_course import RIGHT, MiniCourse
from tests.nbgrader_course import feedback

pytestmark = [pytest.mark.browser, pytest.mark.thorough]

WHO = "mallory"
SHOW = """
from IPython.display import display
for kind, text in {outputs!r}:
    display({{kind: text, "text/plain": "x"}}, raw=True)
"""
HONEST = (
    ("text/html", TABLE),
    ("text/html", STYLED),
    ("text/latex", r"$\frac{1}{9} \sum_{m=0}^{2} k[m]$"),
    (
        "image/svg+xml",
        f"<svg {vectors.SVG} width='60' height='30'><circle cx='15' cy='15' r='9' fill='#0072b2'/></svg>",
    ),
    ("text/markdown", "**bold** and $x < y$, `a<b`\n\n| a | b |\n|---|---|\n| 1 | 2 |"),
)
TOUCH = """() => {
  for (const element of document.querySelectorAll("#notebook *")) {
    for (const kind of ["mouseover", "mouseenter", "focus", "animationstart", "toggle", "error", "load"])
      element.dispatchEvent(new Event(kind, {bubbles: true}));
    if (element.closest(".output_subarea, .text_cell_render") && element.matches("a, summary, div, b"))
      element.click();
  }
}"""
"""What a person may do to a page, at once."""


@pytest.fixture(scope="module")
def course(built_mini: Any, built_exam: Any, tmp_path_factory: Any) -> MiniCourse:
    """The mini course with the graded submission, its feedback, and its pages."""
    mini = MiniCourse(tmp_path_factory.mktemp("pages") / "course")
    shutil.copytree(built_mini.root, mini.root)
    (mini.root / "nbgrader_config.py").open("a").write(
        'c = get_config()\nc.CourseDirectory.course_id = "imaging"\n'
    )
    notebook = mini.answered(
        blur="blur = np.ones((3, 3, 1, 1))\n" + SHOW.format(outputs=(*HONEST, *vectors.OUTPUTS)),
        why="\n\n".join([RIGHT["why"], *vectors.TEXTS.values(), *vectors.HTML.values()]),
    )
    notebook.cells.append(nbformat.v4.new_markdown_cell("a<b and c>d, " + HONEST[-1][1]))
    mini.submit(WHO, notebook)
    exam = replace(built_exam, assignment=mini.assignment)
    marks = mini.record([WHO], exam=exam)
    feedback(mini.root, "mini")
    grader, everybody = mini.grader(exam), [*marks, *map(hostile, marks)]
    write_class_page(grader, everybody)
    write_student_pages(grader, everybody)
    write_starter_pages(mini.course)
    write_course_pages(mini.course)
    return mini


def hostile(marks: Marks) -> Marks:
    """The same marks, with the vectors wherever a text of a submission may stand."""
    texts = [*vectors.HTML.values(), *vectors.DRAWINGS.values()]
    verdicts = tuple(
        replace(verdict, message=f"`{text}` {text}", slips=(ToldSlip(text[:60], text[:60]),))
        for verdict, text in zip(marks.verdicts, texts, strict=False)
    )
    incidents = tuple(Incident(text[:40], text, f"{text} `{text}`", text) for text in texts)
    return replace(
        marks, student="<img src=x onerror=alert(1)>", verdicts=verdicts, incidents=incidents
    )


class Watch:
    """What a page did that it must not."""

    def __init__(self, page: Any, own: str) -> None:
        """`own` is how addresses begin that the page may ask."""
        self.did: list[str] = []
        self._page = page
        page.on("dialog", self._dialog)
        page.on("popup", lambda other: self.did.append(f"opened {other.url}"))
        page.on("request", lambda asked: self._asked(asked.url, own))

    def touched(self) -> list[str]:
        """What was done until now, and after everything on the page was touched."""
        place = re.split("[?#]", self._page.url)[0]  # nbgrader's page adds `?index=`
        self._page.evaluate(TOUCH)
        self._page.evaluate(
            "() => new Promise(done => requestAnimationFrame(() => setTimeout(done)))"
        )
        if re.split("[?#]", self._page.url)[0] != place:
            self.did.append(f"went to {self._page.url}")
        return self.did

    def _dialog(self, dialog: Any) -> None:
        self.did.append(f"ran: {dialog.message}")
        dialog.dismiss()

    def _asked(self, address: str, own: str) -> None:
        if not address.startswith((own, "data:", "about:")) or "path=" in address:
            self.did.append(f"asked {address[:80]}")


@pytest.fixture
def formgrader(course: MiniCourse, tmp_path: Path) -> Iterator[str]:
    """The address of the formgrader's page; Jupyter runs in a folder above the course."""
    home = tmp_path / "home"
    home.mkdir()
    with Gradebook(f"sqlite:///{course.root}/gradebook.db") as book:
        key = book.find_submission_notebook("mini", "mini", WHO).id
    with running_lab(course.root.parent, home, "c = get_config()\n") as lab:
        yield f"{lab.address}/formgrader?path={course.root} {lab.address}/formgrader/submissions/{key}/"


def test_the_formgrader(formgrader: str, page: Any, shots: Path) -> None:
    opened, submission = formgrader.split()
    page.goto(opened)
    watch = Watch(page, "http://127.0.0.1:")
    page.goto(submission)
    page.wait_for_selector(".nbgrader_cell")
    looks_well(page, shots, "formgrader")
    assert page.locator("input.score").count() == 5
    assert page.locator("#why-comment").count() == 1
    assert page.locator("#why-comment").evaluate("e => e.tagName") == "TEXTAREA"
    assert watch.touched() == []


def test_feedback(course: MiniCourse, page: Any, shots: Path) -> None:
    watch = Watch(page, "file:")
    page.goto((course.root / "feedback" / WHO / "mini" / "mini.html").as_uri())
    looks_well(page, shots, "feedback")
    scrolls_no_page_sideways(page)
    assert watch.touched() == []
    acts_nowhere(page)


@pytest.mark.parametrize(
    "name",
    [
        "reports/mini.html",
        f"reports/mini/{WHO}/verdicts.html",
        "reports/course.html",
        "assignments/index.html",
        "assignments/mini.html",
    ],
)
def test_our_own_pages(name: str, course: MiniCourse, page: Any, shots: Path) -> None:
    watch = Watch(page, "file:")
    page.goto((course.root / name).as_uri())
    page.screenshot(path=shots / f"{Path(name).stem}.png", full_page=True)
    assert page.locator("h1").first.evaluate("e => getComputedStyle(e).fontSize") != "32px"
    scrolls_no_page_sideways(page)
    assert watch.touched() == []
    acts_nowhere(page)


def test_much_of_it_acts_where_nothing_is_cleaned(page: Any, tmp_path: Path) -> None:
    """As nbconvert shows it by itself: each in a frame of its own, so that none hinders others."""
    frames, exporter = [], HTMLExporter(template_name="basic")
    for kind, text in vectors.OUTPUTS:
        if kind in ("text/html", "text/markdown"):
            output = nbformat.v4.new_output("display_data", {kind: text})
            cell = nbformat.v4.new_code_cell("", outputs=[output])
            notebook = nbformat.v4.new_notebook(cells=[cell])
            shown = exporter.from_notebook_node(notebook)[0]
            frames.append(f'<iframe srcdoc="{escape(shown)}"></iframe>')
    plain = tmp_path / "plain.html"
    plain.write_text("".join(frames), encoding="utf-8")
    watch = Watch(page, "file:")
    page.goto(plain.as_uri())
    ran = sum(did.startswith("ran") for did in watch.did)
    asked = {did for did in watch.did if vectors.ELSEWHERE in did}
    assert ran > 30
    assert len(asked) > 20


def looks_well(page: Any, shots: Path, name: str) -> None:
    """Tables, styles, pictures, formulas and our own cards are whole."""
    page.screenshot(path=shots / f"pages-{name}.png", full_page=True)
    for shot, place in (("card", "text=nine times brighter"), ("honest", "table.dataframe")):
        page.locator(place).first.scroll_into_view_if_needed()
        page.screenshot(path=shots / f"pages-{name}-{shot}.png")
    styled = page.locator("#own-T_9f_row0_col0").first
    assert styled.evaluate("e => getComputedStyle(e).backgroundColor") == "rgb(255, 247, 251)"
    assert page.locator("table.dataframe").first.evaluate("e => e.offsetWidth") > 40
    assert page.locator(".output_area math mfrac").count() >= 1
    assert (
        page.locator(".output_area math mfrac").first.evaluate(
            "e => e.getBoundingClientRect().height"
        )
        > 15
    )
    drawing = page.locator("div.output_svg img").first
    assert drawing.evaluate("e => [e.complete, e.naturalWidth]") == [True, 60]
    assert page.locator("text=a<b and c>d").count() >= 1
    card = page.locator("div[style*='border-left']", has_text="nine times brighter").first
    assert card.locator("img").count() == 4
    assert card.locator("img").first.evaluate("e => e.naturalWidth") > 0
    for number in range(page.locator("#cover, #own-cover").count()):
        cover = page.locator("#cover, #own-cover").nth(number)
        assert cover.evaluate("e => getComputedStyle(e).position") == "static"


def scrolls_no_page_sideways(page: Any) -> None:
    """On a phone, a tablet, a laptop, and in print: tables that are wider move by themselves."""
    for width, medium in ((390, "screen"), (768, "screen"), (1280, "screen"), (1030, "print")):
        page.set_viewport_size({"width": width, "height": 844})
        page.emulate_media(media=medium)
        assert page.evaluate("() => document.documentElement.scrollWidth") <= width, (width, medium)
    page.emulate_media(media="screen")


def acts_nowhere(page: Any) -> None:
    """Even a script that came through would not run."""
    page.evaluate(
        "() => { const s = document.createElement('script');"
        " s.textContent = 'window.itRan = 1'; document.head.append(s); }"
    )
    assert page.evaluate("() => window.itRan") is None
