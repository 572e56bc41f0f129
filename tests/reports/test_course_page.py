"""The pages of the course: students see no guide and no mistake, staff see all."""

from __future__ import annotations

from html import escape

import nbformat

from autograder.course.course import Course
from autograder.grading.slip_rows import slip_rows
from autograder.platforms.nbgrader.starter_page import write_starter_pages
from autograder.reports.course_page import write_course_pages


def test_the_page_for_students_links_to_each_starter_and_tells_no_secret(mini):
    (starter,) = write_starter_pages(mini.course)
    page, _ = write_course_pages(mini.course)
    html = page.read_text(encoding="utf-8")
    assert page == mini.course.assignments / "index.html"
    assert '<a href="mini.html">' in html
    assert starter == page.parent / "mini.html"
    assert "<code>mini/mini.ipynb</code>" in html
    assert "10 points, 3 of them given by a person" in " ".join(html.split())
    for question in mini.exam().rubric.questions:
        assert question.statement not in html
        assert not any(f">{name}<" in html for name in question.sentences())


def test_the_page_for_staff_has_every_question_with_its_guide(mini):
    exam = mini.exam()
    slips = {"mini": slip_rows(exam.assignment, exam.keys)}
    _, page = write_course_pages(mini.course, slips)
    html = page.read_text(encoding="utf-8")
    assert page == mini.course.reports / "course.html"
    rubric = exam.rubric
    for question in rubric.questions:
        assert f"<b>{question.id}</b>" in html
    for row in slips["mini"]["sizes"]:
        assert f"<code>{row.name}</code>" in html
        assert all(f">{escape(line)}</span>" in html for line in row.gives)
    assert rubric.question("why").guide in html


def test_the_pages_of_this_course(root, tmp_path):
    """Every assignment, in the order in which each has what it needs."""
    course = Course.at(root)
    copy = tmp_path / "course"
    copy.mkdir()
    (copy / "solutions").symlink_to(course.solutions)
    (copy / "assignments").mkdir()
    page, _ = write_course_pages(Course.at(copy))
    html = page.read_text(encoding="utf-8")
    places = [html.index(f"<code>{name}/{name}.ipynb</code>") for name in ("kernels", "shapes")]
    assert places == sorted(places)
    assert all(f"<code>{name}/{name}.ipynb</code>" in html for name in course.names())
    assert "href" not in html  # no starter was built there


def test_a_starter_as_a_page_to_read(mini):
    (path,) = write_starter_pages(mini.course)
    html = path.read_text(encoding="utf-8")
    assert '<a href="index.html">' in html
    assert "<script" not in html
    notebook = nbformat.read(path.parent / "mini/mini.ipynb", as_version=4)
    cells = sum(cell.cell_type == "code" for cell in notebook.cells)
    assert html.count("<pre>") >= cells  # text may hold code, too
    assert "<h1" in html
