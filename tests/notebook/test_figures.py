"""What a figure shows: the right values, a scale that is told, numbers that can be read."""

import base64
import io
import re
import sys
from html.parser import HTMLParser

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from PIL import Image

from autograder.cards.palette import contrast
from autograder.notebook import figures as figures_module
from autograder.notebook.figures import (
    as_kernel,
    as_picture,
    show,
    show_figure,
    show_numbers,
    show_row,
)
from autograder.notebook.panels import kernel_panel, numbers_panel
from autograder.notebook.scale import number, scale_of

GREY = np.array([[0.0, 0.25, 0.5], [0.5, 0.75, 1.0]])


class Page(HTMLParser):
    """What stands on a page: words, images with their texts, cells of tables with their styles."""

    def __init__(self, html: str, words: str) -> None:
        super().__init__()
        self.words = words
        self.images: list[tuple[str, np.ndarray]] = []
        self.cells: list[tuple[str, str]] = []
        self.texts: list[str] = []
        self.lines = 0
        self._cell: str | None = None
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "img":
            data = base64.b64decode(given["src"].removeprefix("data:image/png;base64,"))
            self.images.append((given["alt"], np.asarray(Image.open(io.BytesIO(data)))))
        if tag == "td":
            self._cell = given["style"]
        if "flex-wrap" in given.get("style", ""):
            self.lines += 1

    def handle_endtag(self, tag: str) -> None:
        if tag == "td":
            self._cell = None

    def handle_data(self, data: str) -> None:
        self.texts.append(data)
        if self._cell is not None:
            self.cells.append((data, self._cell))


@pytest.fixture
def pages(monkeypatch: pytest.MonkeyPatch) -> list[Page]:
    """What was shown, in order."""
    shown: list[Page] = []
    monkeypatch.setattr(
        figures_module, "_display", lambda html, words: shown.append(Page(html, words))
    )
    return shown


@pytest.mark.parametrize(
    "image",
    [GREY, GREY[..., None], GREY[None, ..., None], GREY[None], GREY.tolist()],
    ids=["h w", "h w 1", "1 h w 1", "1 h w", "lists"],
)
def test_shapes_of_one_grey_picture(image: np.ndarray) -> None:
    np.testing.assert_array_equal(as_picture(image), GREY)


def test_bytes_become_shares_of_white() -> None:
    np.testing.assert_array_equal(as_picture(np.array([[0, 51, 255]], np.uint8)), [[0, 0.2, 1]])


def test_a_tensor_is_a_picture() -> None:
    class Tensor:
        def __array__(self, dtype: object = None, copy: object = None) -> np.ndarray:
            return GREY[None, ..., None]

    np.testing.assert_array_equal(as_picture(Tensor()), GREY)


@pytest.mark.parametrize(
    ("shape", "advice"),
    [
        ((5, 4, 4, 1), r"it holds 5 pictures.*pictures\[0\]"),
        ((1, 4, 4, 23), r"it has 23 channels.*picture\[\.\.\., 0\]"),
        ((4,), "one picture is"),
        ((0, 4), "one picture is"),
    ],
    ids=["batch", "feature maps", "one axis", "empty"],
)
def test_other_shapes_say_what_to_do(shape: tuple[int, ...], advice: str) -> None:
    with pytest.raises(ValueError, match=advice):
        as_picture(np.zeros(shape))


def test_text_is_no_picture() -> None:
    with pytest.raises(ValueError, match="made of numbers"):
        as_picture(np.array([["a"]]))


def test_shapes_of_a_kernel() -> None:
    kernel = np.array([[1.0, -1.0]])
    np.testing.assert_array_equal(as_kernel(kernel[:, :, None, None]), kernel)
    with pytest.raises(ValueError, match=r"not \(3, 3, 1, 2\)"):
        as_kernel(np.zeros((3, 3, 1, 2)))


@pytest.mark.parametrize(
    ("picture", "stretch", "black", "white", "caption"),
    [
        ([[0.2, 0.6]], True, 0, 1, ""),
        ([[0.0, 0.1]], False, 0, 1, ""),
        ([[0.0, 0.1]], True, 0, 0.1, "from 0 to 0.1, 0 is black"),
        ([[-1.2, 0.9]], True, -1.2, 1.2, "from −1.2 to 0.9, 0 is grey"),
        ([[0.0, 9.0]], True, 0, 9, "from 0 to 9, 0 is black"),
        ([[-1e-9, 1 + 1e-9]], True, 0, 1, ""),
        ([[0.0, 0.0]], True, 0, 1, ""),
        ([[0.5, np.nan]], True, 0, 1, "1 not finite, in pink"),
        ([[np.nan, np.inf]], True, 0, 1, "2 not finite, in pink"),
    ],
    ids=[
        "within", "dim input", "dim output", "negative", "bright", "rounding", "black", "nan", "all"
    ],
)  # fmt: skip
def test_scales(
    picture: list[list[float]], stretch: bool, black: float, white: float, caption: str
) -> None:
    scale = scale_of(np.array(picture), stretch=stretch)
    assert (scale.black, scale.white, scale.caption) == (black, white, caption)


@given(arrays(float, (3, 4), elements=st.floats(-1e6, 1e6)), st.booleans())
def test_a_scale_holds_all_values_and_zero_is_black_or_grey(
    picture: np.ndarray, stretch: bool
) -> None:
    scale = scale_of(picture, stretch=stretch)
    slack = 2e-6 * max(1.0, scale.white)
    assert scale.black - slack <= picture.min()
    assert picture.max() <= scale.white + slack
    assert scale.black in (0, -scale.white)
    assert scale.black < scale.white


@pytest.mark.parametrize(
    ("value", "text"),
    [(0, "0"), (-0.0, "0"), (1, "1"), (-4, "−4"), (1 / 9, "0.11"), (12.5, "12.5"), (-0.5, "−0.5")],
)
def test_numbers_are_short(value: float, text: str) -> None:
    assert number(value) == text


def test_input_kernel_and_output_side_by_side(pages: list[Page]) -> None:
    kernel = np.array([[-1.0, 1.0]])
    output = GREY[:, 1:] - GREY[:, :-1] - 0.5
    assert show(GREY, output, kernel[:, :, None, None]) is None
    (page,) = pages
    assert page.texts == [
        *("input", "2 × 3"),
        *("kernel 1 × 2", "−1", "1"),
        *("output", "2 × 2", "from −0.25 to −0.25, 0 is grey"),
    ]
    (first, pixels), (second, differences) = page.images
    assert first == "input, 2 × 3"
    assert second == "output, 2 × 2, from −0.25 to −0.25, 0 is grey"
    np.testing.assert_array_equal(pixels, [[0, 64, 128], [128, 191, 255]])
    np.testing.assert_array_equal(differences, np.zeros((2, 2)))


def test_a_picture_alone_and_in_colour(pages: list[Page]) -> None:
    red = np.zeros((4, 5, 3))
    red[..., 0] = 1
    show(red, titles=["<b>costs</b> $5"])
    ((alt, pixels),) = pages[0].images
    assert alt == "<b>costs</b> $5, 4 × 5"
    assert pixels.shape == (4, 5, 3)
    assert (pixels == (255, 0, 0)).all()


def test_what_is_not_finite_is_pink(pages: list[Page]) -> None:
    show(np.array([[0.0, np.nan]]))
    ((alt, pixels),) = pages[0].images
    assert alt == "input, 1 × 2, 1 not finite, in pink"
    np.testing.assert_array_equal(pixels, [[[0, 0, 0], [204, 121, 167]]])


def test_large_pictures_are_reduced(pages: list[Page]) -> None:
    show(np.zeros((1000, 2000)))
    assert pages[0].images[0][1].shape == (2 * 165, 2 * 330)


def test_a_kernel_is_white_at_zero_and_blue_below(pages: list[Page]) -> None:
    show(GREY, GREY, np.array([[-2.0, 0.0, 2.0]]))
    grounds = [re.search("background:(#[0-9a-f]{6})", style) for _, style in pages[0].cells]
    assert [text for text, _ in pages[0].cells] == ["−2", "0", "2"]
    assert [ground and ground[1] for ground in grounds] == ["#2687be", "#ffffff", "#db7626"]


def test_short_fractions_are_told_as_they_are(pages: list[Page]) -> None:
    """The weights of a small blur must add up to 1 for whoever reads them."""
    show_numbers([[1 / 16, 1 / 8, 1 / 3]])
    assert pages[0].texts == ["\xa0", "0.0625", "0.125", "0.33"]


def test_large_kernels_have_colours_only(pages: list[Page]) -> None:
    show(GREY, GREY, np.eye(9))
    assert not pages[0].cells
    assert [alt for alt, _ in pages[0].images][1] == "kernel 9 × 9"


def test_a_row_wraps_where_the_page_ends(pages: list[Page]) -> None:
    """One line of the page, whose pictures go on below where there is no more room."""
    show_row([GREY] * 8)
    assert pages[0].lines == 1
    assert [alt for alt, _ in pages[0].images] == [f"{n}, 2 × 3" for n in range(8)]


def test_feature_maps_are_a_row(pages: list[Page]) -> None:
    maps = np.stack([GREY, 1 - GREY], axis=-1)[None]
    show_row(maps, ["one", "two"])
    np.testing.assert_array_equal(pages[0].images[1][1], [[255, 191, 128], [128, 64, 0]])


def test_numbers_on_their_greys_in_tiles_with_a_mark(pages: list[Page]) -> None:
    show_numbers([[0, 50], [100, -0.1256]], title="four", tile=1, mark={(1, 0)})
    (page,) = pages
    assert page.texts == ["four", "0", "50", "100", "−0.13"]
    framed = [text for text, style in page.cells if "box-shadow" in style]
    tiled = [text for text, style in page.cells if "border-left:3px" in style]
    assert framed == ["100"]
    assert tiled == ["50", "−0.13"]


def test_marked_cells_that_touch_have_one_frame(pages: list[Page]) -> None:
    show_numbers(np.arange(6).reshape(2, 3), mark={(0, 0), (0, 1), (1, 0), (1, 1)})
    sides = {
        text: style.partition("box-shadow:")[2].count("inset") for text, style in pages[0].cells
    }
    assert sides == {"0": 2, "1": 2, "2": 0, "3": 2, "4": 2, "5": 0}


def test_several_grids_of_numbers(pages: list[Page]) -> None:
    show_numbers([np.eye(2), np.zeros((1, 1, 1, 1))], titles=["a", "b"], tile=(1, 2))
    assert pages[0].texts == ["a", "1", "0", "0", "1", "b", "0"]
    with pytest.raises(ValueError, match="1 arrays and 2 titles"):
        show_numbers([np.eye(2)], titles=["a", "b"])


def test_too_many_numbers_are_refused() -> None:
    with pytest.raises(ValueError, match=r"at most 24 rows and columns, not the shape \(25, 2\)"):
        show_numbers(np.zeros((25, 2)))


def test_a_figure_of_ones_own_is_drawn_and_closed(pages: list[Page]) -> None:
    import matplotlib

    matplotlib.use("agg")
    import matplotlib.pyplot as plt

    figure, axes = plt.subplots(figsize=(2, 1))
    axes.set_facecolor("#0072b2")
    show_figure(figure, "a blue field")
    ((alt, pixels),) = pages[0].images
    assert alt == "a blue field"
    assert pixels.shape == (144, 288, 3)
    assert (pixels[72, 144] == (0, 0x72, 0xB2)).all()
    assert plt.get_fignums() == []


def test_each_picture_of_a_row_needs_its_title() -> None:
    with pytest.raises(ValueError, match="2 pictures and 1 titles"):
        show_row([GREY, GREY], ["one"])


def test_a_script_has_no_page_and_hears_nothing(capfd: pytest.CaptureFixture[str]) -> None:
    show(GREY, -GREY, np.eye(3))
    show_row([GREY, np.full((2, 2), np.nan)])
    assert capfd.readouterr() == ("", "")


def test_a_notebook_gets_html_and_words(monkeypatch: pytest.MonkeyPatch) -> None:
    import IPython
    import IPython.display

    bundles: list[dict[str, str]] = []
    monkeypatch.setattr(IPython, "get_ipython", lambda: object())
    monkeypatch.setattr(
        IPython.display, "display", lambda shown: bundles.append(shown._repr_mimebundle_())
    )
    show(GREY, GREY)
    assert bundles[0]["text/plain"] == "[input, output]"
    assert bundles[0]["text/html"].count("<img") == 2


def test_matplotlib_is_not_imported_before_it_is_needed() -> None:
    import subprocess

    code = (
        "import sys, autograder.notebook.pictures\n"
        "heavy = {'matplotlib', 'PIL', 'tensorflow', 'keras', 'nbgrader'}\n"
        "print(sorted(heavy & set(sys.modules)))"
    )
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert run.stdout == "[]\n"


@pytest.mark.parametrize("panel", [kernel_panel, lambda v: numbers_panel(v, "", None, ())])
def test_numbers_can_be_read_on_their_grounds(panel):
    """From white to the full colour, and where no number is (WCAG 2.1: 4.5 or more)."""
    weights = np.append(np.linspace(-1, 1, 24), np.nan).reshape(5, 5)
    cells = re.findall(r"background:(#\w{6});color:(#\w{6})", panel(weights))
    assert len(cells) == 25
    assert min(contrast(*cell) for cell in cells) >= 4.5
