"""The pages of the course: students see no guide and no mistake, staff see all."""

from __future__ import annotations

from autograder.course.course import Course
from autograder.reports.course_page import write_course_pages


def test_the_page_for_students_links_to_each_starter_and_tells_no_secret(mini):
    page, _ = write_course_pages(mini.course)
    html = page.read_text(encoding="utf-8")
    assert page == mini.course.assignments / "index.html"
    assert '<a href="mini/mini.ipynb">' in html
    assert (page.parent / "mini/mini.ipynb").is_file()
    assert "10 points, 3 of them given by a person" in " ".join(html.split())
    for question in mini.exam().rubric.questions:
        assert question.statement not in html
        assert not any(f">{name}<" in html for name in question.mistakes.names)


def test_the_page_for_staff_has_every_question_with_its_guide(mini):
    _, page = write_course_pages(mini.course)
    html = page.read_text(encoding="utf-8")
    assert page == mini.course.reports / "course.html"
    rubric = mini.exam().rubric
    for question in rubric.questions:
        assert f"<b>{question.id}</b>" in html
        assert all(f"<code>{name}</code>" in html for name in question.mistakes.names)
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
    places = [html.index(f'href="{name}/{name}.ipynb"') for name in ("kernels", "shapes")]
    assert places == sorted(places)
    assert all(f'href="{name}/{name}.ipynb"' in html for name in course.names())
