"""A student and staff use nbgrader's own buttons in JupyterLab, in a real browser."""

from __future__ import annotations

import getpass
import re
import shutil
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from nbgrader.api import Gradebook

from autograder.course.course import Course
from autograder.grading.demo_course import lay_out_course
from autograder.grading.sample import declared_marks, submit_sample_class
from tests.browser.jupyter_lab import Lab, running_lab
from tests.browser.open_notebook import OpenNotebook, expect
from tests.mini_course import RIGHT, MiniCourse
from tests.nbgrader_course import gradebook, nbgrader

pytestmark = [pytest.mark.browser, pytest.mark.thorough]

COURSE = """
c = get_config()
c.CourseDirectory.course_id = "imaging"
c.Exchange.root = {exchange!r}
"""
ME = getpass.getuser()
"""What the exchange calls the student."""
WHO = "chiara"
"""Of the sample class: with known mistakes in the kernels."""
COMMENT = "Yes: and the *sum* is what matters."


@dataclass(frozen=True)
class Term:
    """A course, and the JupyterLabs of its staff and of a student."""

    mini: MiniCourse
    staff: Lab
    student: Lab


@pytest.fixture
def term(mini: MiniCourse, tmp_path: Path) -> Iterator[Term]:
    """The mini course, released into an exchange of its own."""
    settings = COURSE.format(exchange=str(tmp_path / "exchange"))
    (tmp_path / "exchange").mkdir(mode=0o777)
    with open(mini.root / "nbgrader_config.py", "a") as file:
        file.write(settings)
    code, said = nbgrader(mini.root, "release_assignment", "mini")
    assert code == 0, said
    with ExitStack() as labs:
        opened = []
        for who, folder in (("staff", mini.root), ("student", tmp_path / "work")):
            folder.mkdir(exist_ok=True)
            home = tmp_path / f"{who}-home"
            home.mkdir()
            opened.append(labs.enter_context(running_lab(folder, home, settings)))
        yield Term(mini, *opened)


class Screen:
    """A page whose state is photographed under a name of its own."""

    def __init__(self, page: Any, shots: Path, name: str) -> None:
        self.page = page
        self._shots = shots
        self._name = name

    def photograph(self, shot: str, **how: Any) -> None:
        path = self._shots / f"{self._name}-{shot}.png"
        self.page.screenshot(path=path, animations="disabled", **how)

    def menu(self, entry: str) -> None:
        """Opens something from nbgrader's menu in JupyterLab."""
        self.page.get_by_role("menuitem", name="Nbgrader", exact=True).click()
        self.page.get_by_role("menuitem", name=entry, exact=True).click()


def test_from_the_assignment_list_to_a_mark_by_hand(term: Term, page: Any, shots: Path) -> None:
    student_works(term, Screen(page, shots, "student"))
    staff_grade(term, Screen(page, shots, "staff"))


def student_works(term: Term, screen: Screen) -> None:
    """Fetches, answers, validates and submits."""
    page = screen.page
    page.goto(f"{term.student.address}/lab")
    screen.menu("Assignment List")
    released, fetched, submitted = (
        page.locator(f"#{name}_assignments_list") for name in ("released", "fetched", "submitted")
    )
    released.get_by_role("button", name="Fetch").click()
    expect(fetched.get_by_role("button", name="Submit")).to_be_visible()
    fetched.get_by_role("button", name="mini").click()
    screen.photograph("1-fetched")
    fetched.locator(".nested_list_item a", has_text="mini").click()

    path = term.student.folder / "mini" / "mini.ipynb"
    notebook = OpenNotebook(page, None, path, screen._shots)
    for name in ("sizes", "printed", "pooled"):
        notebook.write(name, RIGHT[name])
    notebook.write("blur", "blur = np.ones((3, 3, 1, 1))")
    notebook.write_text("why", RIGHT["why"])
    notebook.run_all_above("check-pooled")
    expect(notebook.output("check-blur")).to_contain_text("What must the weights add up to")
    expect(notebook.output("check-sizes")).to_contain_text("correct")
    notebook.cell("blur").scroll_into_view_if_needed()
    screen.photograph("2-answered")

    told = validated(page)
    expect(told).to_contain_text("The following cell failed:")
    expect(told).to_contain_text('check("blur")')
    expect(told).to_contain_text("This looks at the public part only; grading looks at more.")
    expect(told).to_contain_text("nine times brighter")
    expect(told).not_to_contain_text('check("sizes")')
    expect(told).not_to_contain_text("Traceback")
    screen.photograph("3-validate-failed")
    page.locator(".jp-Dialog button.jp-mod-accept").click()

    notebook.write("blur", RIGHT["blur"])
    told = validated(page)
    expect(told).to_contain_text("Success!")
    screen.photograph("4-validate-passed")
    page.locator(".jp-Dialog button.jp-mod-accept").click()
    # a wrong kernel is handed in, so that staff have something to look at
    notebook.write("blur", "blur = np.ones((3, 3, 1, 1))")
    page.keyboard.press("Control+S")
    expect(page.locator(".jp-mod-current.jp-mod-dirty")).to_have_count(0)

    screen.menu("Assignment List")
    fetched.get_by_role("button", name="Submit").click()
    expect(submitted.locator(".nested_list_item")).to_have_count(1)
    screen.photograph("5-submitted")


def validated(page: Any) -> Any:
    """Presses the notebook's Validate button; the box that says what came of it."""
    page.locator(".validate-button").locator("visible=true").first.click()
    told = page.locator("#validation-message")
    expect(told).to_be_visible()
    return told


def staff_grade(term: Term, screen: Screen) -> None:
    """Collects, autogrades, looks at the verdicts and marks the written answer."""
    page = screen.page
    page.goto(f"{term.staff.address}/lab")
    screen.menu("Formgrader")
    manager = page.frame_locator("iframe").first
    expect(manager.get_by_role("link", name="mini", exact=True)).to_be_visible()
    screen.photograph("1-formgrader")

    page.goto(f"{term.staff.address}/formgrader/manage_assignments")
    page.locator("td.collect a").click()
    expect(page.locator(".modal-body")).to_contain_text("Successfully collected")
    screen.photograph("2-collected")
    page.locator(".modal-footer button").click()
    expect(page.locator(".modal")).to_have_count(0)
    expect(page.locator("td.num-submissions")).to_have_text("1")

    autograde(term.staff, screen, "mini", ME)
    expect(page.locator("td.status")).to_have_text("needs manual grading")
    expect(page.locator("td.score")).to_have_text("5 / 10")

    open_submission(term.staff, page, term.mini.root, "mini", ME)
    blur = card_of(page, "check-blur")
    expect(blur).to_contain_text("wrong")
    expect(blur).to_contain_text("nine times brighter")
    expect(blur.locator("img")).not_to_have_count(0)
    for picture in blur.locator("img").all():
        assert picture.evaluate("image => image.complete && image.naturalWidth > 0")
        assert picture.bounding_box()["width"] >= 60
    expect(score_of(page, "check-blur")).to_have_attribute("placeholder", "0")
    expect(score_of(page, "check-sizes")).to_have_attribute("placeholder", "2")
    blur.scroll_into_view_if_needed()
    screen.photograph("4-verdicts")

    type_in(page, score_of(page, "why"), "2.5", "grade")
    type_in(page, page.locator("#why-comment"), COMMENT, "comment")
    expect(score_of(page, "why")).not_to_have_class(re.compile("needs_manual_grade"))
    page.locator("#why-comment").scroll_into_view_if_needed()
    screen.photograph("5-marked")

    held = gradebook(term.mini.root, "mini")[ME]["mini"]
    assert held["score"] == (7.5, 10)
    assert held["grades"]["check-blur"] == (0, False)
    with Gradebook(f"sqlite:///{term.mini.root}/gradebook.db") as book:
        grade = book.find_grade("why", "mini", "mini", ME)
        assert (grade.manual_score, grade.needs_manual_grade) == (2.5, False)
        assert book.find_comment("why", "mini", "mini", ME).manual_comment == COMMENT

    page.goto(f"{term.staff.address}/formgrader/manage_submissions/mini")
    expect(page.locator("td.status")).to_have_text("graded")
    expect(page.locator("td.score")).to_have_text("7.5 / 10")


def autograde(lab: Lab, screen: Screen, assignment: str, student: str) -> None:
    """Presses the autograde button of a submission."""
    page = screen.page
    page.goto(f"{lab.address}/formgrader/manage_submissions/{assignment}")
    row = page.locator("tr", has=page.locator(f'td.student-id[data-order="{student}"]'))
    expect(row.locator("td.status")).to_have_text("needs autograding")
    row.locator("td.autograde a").click()
    expect(page.locator(".modal-body")).to_contain_text(f"Successfully autograded '{assignment}'")
    screen.photograph("3-autograded")
    page.locator(".modal-footer button").click()
    expect(page.locator(".modal")).to_have_count(0)


def open_submission(lab: Lab, page: Any, root: Path, assignment: str, student: str) -> None:
    """Opens a graded submission in the formgrader."""
    with Gradebook(f"sqlite:///{root}/gradebook.db") as book:
        key = book.find_submission_notebook(assignment, assignment, student).id
    page.goto(f"{lab.address}/formgrader/submissions/{key}")
    expect(page.locator(".nbgrader_cell").first).to_be_visible()


def type_in(page: Any, field: Any, text: str, kind: str) -> None:
    """Types points or a comment, and waits until the formgrader has saved them."""
    with page.expect_response(
        lambda r: f"/api/{kind}/" in r.url and r.request.method == "PUT"
    ) as r:
        field.fill(text)
        field.press("Tab")
    assert r.value.ok


def score_of(page: Any, cell: str) -> Any:
    """Where the points of a cell are typed."""
    return page.locator(f'input.score[id="{cell}"]')


def card_of(page: Any, cell: str) -> Any:
    """What stands under a check cell."""
    return page.locator(".cell", has=score_of(page, cell))


@pytest.fixture
def kernels(root: Path, tmp_path: Path) -> Course:
    """This course with its released assignments, and one submission to `kernels`."""
    course = lay_out_course(Course(root), tmp_path / "course")
    shutil.copytree(root / "assignments", course.root / "assignments")
    submit_sample_class(course.assignment("kernels"))
    for folder in course.submitted.iterdir():
        if folder.name != WHO:
            shutil.rmtree(folder)
    return course


@pytest.mark.soak
def test_a_lesson_with_tensorflow_is_autograded_by_the_button(
    kernels: Course, page: Any, shots: Path, tmp_path: Path
) -> None:
    home = tmp_path / "home"
    home.mkdir()
    (tmp_path / "exchange").mkdir()
    settings = COURSE.format(exchange=str(tmp_path / "exchange"))
    screen = Screen(page, shots, "kernels")
    with running_lab(kernels.root, home, settings) as lab:
        autograde(lab, screen, "kernels", WHO)
        expect(page.locator("td.status")).to_have_text("needs manual grading")
        open_submission(lab, page, kernels.root, "kernels", WHO)
        card = card_of(page, "check-blur")
        expect(card).to_contain_text("wrong")
        expect(card.locator("img")).not_to_have_count(0)
        card.scroll_into_view_if_needed()
        screen.photograph("4-verdicts")
    expected = {
        question: points
        for question, (points, _) in declared_marks(kernels, "kernels")[WHO]["questions"].items()
    }
    grades = gradebook(kernels.root, "kernels")[WHO]["kernels"]["grades"]
    assert {name.removeprefix("check-"): points for name, (points, _) in grades.items()} == expected
