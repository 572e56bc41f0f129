"""How much a drawing draws: honest ones stay whole, and none draws without end."""

from __future__ import annotations

import base64
from xml.etree import ElementTree

import pytest

from autograder.engine.outside.output import Cleaning
from autograder.markup import copies
from autograder.markup.copies import ENDLESS, LAYER, drawn
from autograder.markup.html import own_html
from autograder.markup.pictures import svg_address
from autograder.markup.svg import A_DRAWING, MOST_PARTS, Canvas, own_svg
from tests.markup.vectors import SVG


def svg(inside: str) -> str:
    return f"<svg {SVG}>{inside}</svg>"


def marker(times: int, parts: int = 1) -> str:
    """One element of so many parts, drawn so many times."""
    used = '<use xlink:href="#m" x="1" y="2" style="fill:#1f77b4"/>' * times
    return svg(f'<defs><g id="m">{"<path/>" * (parts - 1)}</g></defs>{used}')


A_PATTERN = '<pattern id="p"><rect/><rect/></pattern>'
A_MARKER = '<marker id="m"><path/></marker>'
SUMS = {
    "elements": ("<g><rect/></g>", 3),
    "one used twice": ('<g id="a"><rect/></g><use xlink:href="#a"/><use xlink:href="#a"/>', 5 + 4),
    "used by what is used": (
        '<g id="b"><use xlink:href="#a"/></g><use xlink:href="#b"/><rect id="a"/>',
        5 + 1 + 3,
    ),
    "the first of a name": ('<g id="a"/><g id="a"><rect/></g><use xlink:href="#a"/>', 5 + 1),
    "a name that is not there": ('<use xlink:href="#a"/>', 2),
    "a pattern": (A_PATTERN + '<rect fill="url(#p)"/>', 5 + 3 + LAYER),
    "a pattern for each child": (
        A_PATTERN + '<g fill="url(#p)"><rect/><rect/></g>',
        7 + 3 * (3 + LAYER),
    ),
    "a pattern in a style": (
        A_PATTERN + '<rect style="stroke:url(#p);fill:url(#p)"/>',
        5 + 6 + 2 * LAYER,
    ),
    "a clip path once": (
        '<clipPath id="c"><rect/></clipPath><g clip-path="url(#c)"><rect/></g>',
        5 + 2,
    ),
    "a clip path that is no rectangle": (
        '<clipPath id="c"><path/></clipPath><rect clip-path="url(#c)"/>',
        4 + 2 + LAYER,
    ),
    "seen through": (
        '<g id="a" opacity=".5"><rect/></g><use xlink:href="#a" style="opacity:.5"/>',
        4 + LAYER + LAYER + 2 + LAYER,
    ),
    "one shape that is seen through": (
        '<path id="a" fill-opacity=".5"/><use xlink:href="#a" opacity=".5"/>',
        3 + 1,
    ),
    "many points": (f'<polygon points="{"1,2 " * 90}"/>', 2 + 180 // 60),
    "a mask": ('<mask id="k"><rect/></mask><rect mask="url(#k)"/>', 4 + 2 + LAYER),
    "a marker at each point": (
        A_MARKER + '<path d="M0 0L1 1L2 2" marker-mid="url(#m)"/>',
        4 + (3 + 6) * 2,
    ),
    "a marker at an end": (A_MARKER + '<path d="M0 0L1 1" marker-end="url(#m)"/>', 4 + 2),
    "a marker in what is used": (
        A_MARKER + '<path id="a" d="M0"/><use xlink:href="#a" marker-mid="url(#m)"/>',
        5 + 1 + 2 * 2,
    ),
    "dashes": ('<path stroke-dasharray="1,1" d="M0 0H400"/>', 2 + 7 * 400 // 2 // 100),
    "dashes of a group": (
        '<g style="stroke-dasharray:5 5"><rect width="500" height="500"/></g>',
        3 + 7 * 1000 // 10 // 100,
    ),
    "no dashes": ('<path stroke-dasharray="none" d="M0 0H99999"/>', 2),
    "a long text": (f"<text>{'x' * 60}</text>", 2 + 3),
    "itself": ('<g id="a"><use xlink:href="#a"/></g>', ENDLESS),
    "each other": (
        '<pattern id="a"><rect fill="url(#b)"/></pattern><pattern id="b" xlink:href="#a"/>',
        ENDLESS,
    ),
}


@pytest.mark.parametrize(("inside", "parts"), SUMS.values(), ids=SUMS)
def test_the_sum_of_a_drawing(inside, parts):
    """With the <svg> itself."""
    assert drawn(ElementTree.fromstring(svg(inside))).parts == parts


def test_copies_of_copies_are_a_sum_that_ends():
    """2 to the power of 300."""
    doubled = "".join(
        f'<g id="a{n}"><use xlink:href="#a{n + 1}"/><use xlink:href="#a{n + 1}"/></g>'
        for n in range(300)
    )
    assert drawn(ElementTree.fromstring(svg(f'{doubled}<g id="a300"/>'))).parts == ENDLESS
    assert own_svg(svg(doubled)) is None


POINTS = "L1 1" * 50
USE = '<use xlink:href="#a{}"/>'
TOO_MUCH = {
    "many of a large one": marker(20, 200),
    "a large one": marker(1, 2_000),
    "patterns in patterns": svg(
        "".join(
            f'<pattern id="p{n}">' + f'<rect fill="url(#p{n + 1})"/>' * 20 + "</pattern>"
            for n in range(5)
        )
        + '<rect fill="url(#p0)"/>'
    ),
    "a pattern for many": svg(
        f'<pattern id="p">{"<rect/>" * 50}</pattern><g fill="url(#p)">{"<rect/>" * 50}</g>'
    ),
    "a marker of many parts": svg(
        f'<marker id="m">{"<rect/>" * 100}</marker><path marker-mid="url(#m)" d="M0 0{POINTS}"/>'
    ),
    "masks": svg('<mask id="m"><rect/></mask>' + '<rect mask="url(#m)"/>' * 50),
    "small dashes": svg('<path stroke-dasharray="1e-9" d="M0 0H1"/>'),
    "small dashes on long lines": svg('<path stroke-dasharray="1" d="M0 0H1e9"/>'),
    "dashes of parts of something": svg('<path stroke-dasharray=".1%" d="M0 0H100"/>'),
    "a clip path of many parts": svg(
        f'<clipPath id="c">{"<rect/>" * 50}</clipPath>' + '<rect clip-path="url(#c)"/>' * 50
    ),
    "a long text many times": svg(
        f'<text id="t">{"x" * 900}</text>' + '<use xlink:href="#t"/>' * 50
    ),
    "elements": svg("<rect/>" * 3000),
    "layers in layers": svg(
        '<g id="a0"><polygon fill="url(#g)"/></g><linearGradient id="g"/>'
        + "".join(f'<g id="a{n + 1}" opacity=".9">{2 * USE.format(n)}</g>' for n in range(4))
    ),
}


@pytest.mark.parametrize("name", TOO_MUCH)
def test_no_drawing_draws_more_than_a_page_bears(name):
    """However it is given: as an output of its own, in HTML, or as the address of a picture."""
    drawing, most = TOO_MUCH[name], MOST_PARTS // 100
    assert own_svg(drawing, Canvas(most)) is None
    assert own_html(f"a{drawing}b", Canvas(most)) == "ab"
    assert "src" not in own_html(f'<img src="{svg_address(drawing)}">', Canvas(most))


HONEST = {
    "a scatter plot": marker(2_500, 2),
    "a map of symbols": marker(500, 50),
    "dashed lines": svg('<path style="stroke-dasharray:3.7,1.6" d="M9 9L600 400"/>' * 200),
    "a clip path on each line": svg(
        '<clipPath id="c"><rect/></clipPath>' + '<path d="M0 0L1 1" clip-path="url(#c)"/>' * 2000
    ),
    "bars with a hatch": svg(A_PATTERN + '<rect fill="url(#p)"/>' * 2000),
    "a symbol with a gradient": svg(
        '<linearGradient id="g"><stop/><stop/></linearGradient>'
        '<symbol id="s"><rect fill="url(#g)"/></symbol>' + '<use xlink:href="#s"/>' * 500
    ),
}


@pytest.mark.parametrize("name", HONEST)
def test_an_honest_drawing_stays_whole(name):
    shown = own_svg(HONEST[name])
    assert shown is not None
    for part in ("<use", "<path", "url(#", "href"):
        assert shown.count(part) == HONEST[name].count(part)


def test_a_scatter_plot_of_25000_points_stays():
    a_tenth = drawn(ElementTree.fromstring(marker(2_500))).parts
    assert a_tenth == 3 + 2_500 * 2
    assert MOST_PARTS / 2 > 25_000 * 2


def test_a_drawing_within_an_address_is_made_harmless_and_stays():
    shown = own_html(f'<img src="{svg_address(svg("<script/><rect/>"))}">')
    held = base64.b64decode(shown.split("base64,")[1].split('"')[0]).decode()
    assert "<rect />" in held
    assert "script" not in held
    assert own_html(shown) == shown


BOX = 'viewBox="0 0 600 400"'
WHOLE = '<rect width="600" height="400"/>'
LARGE = {
    "shapes": WHOLE,
    "circles": '<circle r="600"/>',
    "paths": '<path d="M0 0H600V400H0z"/>',
    "relative paths": '<path d="m0 0l600 0l0 400z"/>',
    "paths that can't be read": '<path d="M0 0a9 9 0 2 1 1 1"/>',
    "arcs that grow": '<path d="M0 0A1 9 0 0 1 400 0"/>',
    "polygons": '<polygon points="0,0 600,0 600,400 0,400"/>',
    "parts of the drawing": '<rect width="100%" height="100%"/>',
    "sizes in a style": '<rect style="width:600px;height:400px"/>',
    "made larger": '<rect width="1" height="1" transform="scale(600 400)"/>',
    "made larger by a matrix": '<g transform="matrix(600 0 0 400 0 0)"><path d="M0 0H1V1H0z"/></g>',
    "by what can't be read": '<rect width="1" height="1" transform="scale(600,400)x"/>',
    "a box within": '<svg viewBox="0 0 1 1"><rect width="1" height="1"/></svg>',
    "thick lines": '<path stroke-width="400" d="M0 0L600 0"/>',
    "letters": '<text font-size="500">x</text>',
    "pictures": '<image xlink:href="data:image/png;base64,x"/>',
    "zigzags": f'<path d="M0 0{"L600 400L0 0" * 6}"/>',
}


@pytest.mark.parametrize("name", LARGE)
def test_what_covers_a_drawing_counts_as_often_as_it_does(name):
    """By itself, or copied, also where what is small is made larger, or the other way round."""
    ten = f"<svg {SVG} {BOX}>{LARGE[name] * 10}</svg>"
    assert 9 < drawn(ElementTree.fromstring(ten)).painted < 50
    small = f'<g transform="scale(.001)"><g id="a" transform="scale(1000)">{LARGE[name]}</g></g>'
    used = '<use xlink:href="#a" transform="scale(.01)scale(100)"/>' * 9
    assert drawn(ElementTree.fromstring(f"<svg {SVG} {BOX}>{small}{used}</svg>")).painted > 9


def test_a_sheet_that_says_how_large_something_is_counts_as_large():
    for sheet, shape in (
        ("rect{width:9px}", "<rect/>"),
        ("path{stroke-width:400px}", '<path d="M0 0L600 0"/>'),
        (".a{font:900px serif}", "<text>x</text>"),
    ):
        text = f"<svg {SVG} {BOX}><style>{sheet}</style>{shape * 10}</svg>"
        assert drawn(ElementTree.fromstring(text)).painted > 9


def test_no_drawing_is_painted_without_end():
    few, many = (f"<svg {SVG} {BOX}>{WHOLE * times}</svg>" for times in (4, 50))
    canvas = Canvas(painted=20)
    assert own_svg(many, canvas) is None
    assert [own_svg(few, canvas) is not None for _ in range(4)] == [True, True, True, False]


def painted(inside: str) -> float:
    return drawn(ElementTree.fromstring(f"<svg {SVG} {BOX}>{inside}</svg>")).painted


def test_small_shapes_cost_little_however_they_are_drawn():
    dot = "M0 3C1 3 2 2 2 1L1 0z"
    assert painted(f'<defs><path id="m" d="{dot}"/></defs>' + '<use xlink:href="#m"/>' * 5000) < 50
    assert (
        painted('<path transform="translate(99,9)" d="M3,0A3,3 0 1,1 0,-3A3,3 0 0,1 3,0Z"/>' * 500)
        < 100
    )
    assert painted('<g transform="scale(.1 -.1)"><path d="M0 0L30 45z"/></g>' * 1000) < 10
    assert painted('<path d="M300 200h5v5h-5z"/>' * 1000) < 100
    beyond = '<path d="M0 0L6e5 4e5L0 4e5z"/>'
    assert painted(beyond * 10) < 50


def test_a_gradient_or_a_pattern_costs_more_than_a_colour():
    gradient = '<linearGradient id="g"/><rect width="600" height="400" fill="url(#g)"/>'
    assert painted(gradient) == pytest.approx(8 * painted(WHOLE))
    group = f'<linearGradient id="g"/><g fill="url(#g)">{WHOLE}</g>'
    assert painted(group) == pytest.approx(8 * painted(WHOLE))
    rectangle = f'<clipPath id="c">{WHOLE}</clipPath><g clip-path="url(#c)">{WHOLE}</g>'
    assert painted(rectangle) == pytest.approx(2 * painted(WHOLE))


def test_a_canvas_has_an_end():
    canvas = Canvas(2 * (A_DRAWING + 3))
    drawing = svg("<g><rect/></g>")
    assert [own_svg(drawing, canvas) is not None for _ in range(3)] == [True, True, False]


def test_the_drawings_of_a_notebook_share_one():
    output = {"data": {"image/svg+xml": marker(99, 600), "text/plain": "x"}, "metadata": {}}
    cleaning = Cleaning()
    kept = ["image/svg+xml" in cleaning.clean(output)["data"] for _ in range(5)]
    assert kept == [True, True, True, False, False]


def test_each_element_is_read_once_whatever_its_name(monkeypatch):
    read, references = [], copies.references
    monkeypatch.setattr(copies, "references", lambda one: references(read.append(one) or one))
    root = ElementTree.fromstring(svg('<use xlink:href="#a"/>' + '<g id="a">' * 50 + "</g>" * 50))
    assert drawn(root).parts == 2 + 50 + 50
    assert len(read) == 52


def test_no_sheet_of_a_drawing_has_anything_seen_through():
    """How often its rules apply, nobody counts."""
    shown = own_svg(svg("<style>g {opacity:.9;fill:red;fill-opacity:.5}</style><g/>"))
    assert "{fill:red;fill-opacity:.5}" in shown
