"""The page of a class: its numbers, and that nothing a submission says is more than text there."""

from __future__ import annotations

import re
from dataclasses import replace
from html.parser import HTMLParser
from urllib.parse import unquote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from autograder.grading.marks import Incident
from autograder.questions.verdict import ToldSlip, Verdict
from autograder.reports.class_page import (
    PageError,
    class_page,
    student_page,
    write_class_page,
    write_student_pages,
)
from tests.mini_course import marks_of

HOSTILE = "<script>alert('1')</script>\"><img src=x onerror=alert(1)>&amp;{{ 7 * 7 }}{% raw %}"


class Page(HTMLParser):
    """The tags, links and text of a page."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.attributes: set[str] = set()
        self.links: list[str] = []
        self.rows: list[str] = []
        self._in_row = False
        self.feed(html)

    def handle_starttag(self, tag, attributes):
        self.tags.add(tag)
        self.attributes |= {name for name, _ in attributes}
        self.links += [value for name, value in attributes if name == "href"]
        if tag == "tr":
            self.rows.append("")
            self._in_row = True

    def handle_endtag(self, tag):
        self._in_row = self._in_row and tag != "tr"

    def handle_data(self, data):
        if self._in_row:
            self.rows[-1] += f" {data}"

    def row(self, *words: str) -> str:
        """The one row that holds these words, with single spaces."""
        rows = [" ".join(row.split()) for row in self.rows]
        (found,) = [row for row in rows if all(word in row for word in words)]
        return found


def hostile(marks, text):
    """Marks with a text wherever a submission may have put one."""
    verdicts = (
        Verdict("blur", "wrong", 0.0, 2, text, (ToldSlip(text, text),)),
        *marks.verdicts[1:],
    )
    incidents = (Incident("crashed", text, text, text),)
    return replace(marks, student=text, verdicts=verdicts, incidents=incidents)


def test_a_hostile_submission_puts_only_text_on_the_page(exam):
    plain = Page(class_page("mini", exam.rubric, [hostile(marks_of(exam, "ada"), "harmless")]))
    html = class_page("mini", exam.rubric, [hostile(marks_of(exam, "ada"), HOSTILE)])
    page = Page(html)
    assert page.tags - plain.tags == set()
    assert page.attributes - plain.attributes == set()
    assert "49" not in html
    assert any(HOSTILE in row for row in page.rows)
    assert len(page.links) == 6
    for link in page.links:
        assert re.fullmatch(r"mini/[\w%.-]+/verdicts\.html(#q[1-5])?", link)


@given(text=st.text(max_size=40))
def test_any_text_stays_text(built_exam, text):
    page = Page(class_page("mini", built_exam.rubric, [hostile(marks_of(built_exam, "ada"), text)]))
    assert "script" not in page.tags
    assert "img" not in page.tags
    assert len(page.links) == 6
    assert all(link.startswith("mini/") for link in page.links)


def test_the_numbers(exam):
    """Three graded: 7, 3.5 and 5 points, 15.5 in all; of sizes' 2 points they got 2, 0.5 and 2."""
    marks = [
        marks_of(exam, "ada"),
        marks_of(exam, "ben", blur=0, sizes=0.5),
        marks_of(exam, "cleo", blur=0),
        replace(marks_of(exam, "eve"), status="unreadable"),
    ]
    mistaken = [
        tuple(
            replace(v, slips=(ToldSlip("not-normalised", "blur"),) * (v.outcome == "wrong"))
            for v in m.verdicts
        )
        for m in marks
    ]
    marks = [replace(m, verdicts=v) for m, v in zip(marks, mistaken, strict=True)]
    marks[2] = replace(marks[2], incidents=(Incident("crashed", "cell 3", "It crashed."),))
    html = class_page("mini", exam.rubric, marks)
    page = Page(html)
    assert "4 submissions, 3 graded, average 5.2 of 7 points" in html
    assert page.row("ada ") == "ada 7 / 7 ✓ ✓ ✓ ✎ ✓"
    assert page.row("ben ") == "ben 3.5 / 7 ✗ ◐ 0.5 ✓ ✎ ✓"
    assert page.row("cleo", "/") == "cleo 5 / 7 ✗ ✓ ✓ ✎ ✓ crashed"
    assert page.row("eve ") == "eve unreadable"
    question = exam.rubric.question
    assert page.row(question("blur").statement).endswith("2 33% not-normalised × 2")
    assert page.row(question("sizes").statement).endswith("2 75%")
    assert page.row(question("pooled").statement).endswith("1 100%")
    assert page.row(question("why").statement).endswith("3 a person marks it")
    assert page.row("It crashed.") == "cleo crashed cell 3 It crashed."
    assert [link for link in page.links if "#" not in link] == [
        "mini/ada/verdicts.html",
        "mini/ben/verdicts.html",
        "mini/cleo/verdicts.html",
    ]


def test_a_class_without_marks(exam):
    html = class_page("mini", exam.rubric, [replace(marks_of(exam, "eve"), status="missing")])
    assert "1 submission, 0 graded." in html
    assert "average" not in html


def test_it_is_written_where_the_course_keeps_its_pages(mini, exam):
    path = write_class_page(mini.grader(exam), [marks_of(exam, "Zoë")])
    assert path == mini.root / "reports" / "mini.html"
    assert "Zoë" in path.read_text(encoding="utf-8")
    assert "://" not in path.read_text(encoding="utf-8")


def test_a_page_that_fails_costs_itself_alone(mini, exam):
    marks = [marks_of(exam, name) for name in ("ada", "bob", "eve")]
    reports = mini.root / "reports" / "mini"
    reports.mkdir(parents=True)
    (reports / "bob").touch()  # where his folder should be
    with pytest.raises(PageError, match=r"^bob: .*bob.*: File exists"):
        write_student_pages(mini.grader(exam), marks)
    assert (reports / "ada/verdicts.html").is_file()
    assert (reports / "eve/verdicts.html").is_file()


def test_every_outcome_has_a_look_and_words(exam):
    outcomes = ("correct", "partial", "wrong", "not attempted", "error", "needs manual")
    for outcome in outcomes:
        verdict = Verdict("blur", outcome, 1.0, 2, "x", (ToldSlip("one-idea", "blur"),))
        marks = marks_of(exam, "ada")
        html = class_page(
            "mini", exam.rubric, [replace(marks, verdicts=(verdict, *marks.verdicts[1:]))]
        )
        assert f'verdicts.html#q1" aria-label="blur: {outcome}, one-idea"' in html
        assert "title=" not in html


def test_every_link_leads_to_a_page_that_is_there(mini, exam):
    """No notebook, which a browser shows as JSON."""
    marks = [marks_of(exam, "Zoë"), marks_of(exam, "a & b?#%")]
    path = write_class_page(mini.grader(exam), marks)
    write_student_pages(mini.grader(exam), marks)
    links = Page(path.read_text(encoding="utf-8")).links
    assert len(links) == 2 * 6
    for link in links:
        place, _, part = link.partition("#")
        shown = (path.parent / unquote(place)).read_text(encoding="utf-8")
        assert part == "" or f'id="{part}"' in shown
        assert '<a href="../../mini.html">' in shown


def test_a_students_page_says_all_that_was_said(exam):
    marks = hostile(marks_of(exam, "ada"), "harmless")
    shown = student_page(exam.rubric, replace(marks, student="ada"), "autograded/ada/mini.ipynb")
    for words in (
        ">ada</h1>",
        "5 of 7 points, and 3 that a person gives",
        "✗ wrong",
        "harmless",
        "crashed",
    ):
        assert words in shown
    attacked = student_page(exam.rubric, hostile(marks, HOSTILE), HOSTILE)
    assert Page(attacked).tags == Page(shown).tags
    assert Page(attacked).attributes == Page(shown).attributes
    assert "49" not in attacked
