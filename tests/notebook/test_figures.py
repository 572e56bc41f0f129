"""What a figure shows: the right values, a scale that is told, numbers that can be read."""

import sys
from collections.abc import Iterator

import matplotlib
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from matplotlib.figure import Figure

from autograder.notebook.figures import as_kernel, as_picture, show, show_row
from autograder.notebook.panels import number, scale_of

GREY = np.array([[0.0, 0.25, 0.5], [0.5, 0.75, 1.0]])


@pytest.fixture
def figures(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[Figure]]:
    """The figures that were shown, in order."""
    matplotlib.use("agg")
    import matplotlib.pyplot as plt

    shown: list[Figure] = []

    def collect() -> None:
        figure = plt.gcf()
        figure.canvas.draw()
        shown.append(figure)

    monkeypatch.setattr(plt, "show", collect)
    yield shown
    plt.close("all")


def texts(figure: Figure) -> list[str]:
    panels = [text.get_text() for axes in figure.axes for text in axes.texts]
    return panels + [text.get_text() for text in figure.texts]


def titles(figure: Figure) -> list[str]:
    return [axes.get_title() for axes in figure.axes]


def values(figure: Figure, panel: int) -> np.ndarray:
    return np.asarray(figure.axes[panel].images[0].get_array())


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
        ([[0.5, np.nan]], True, 0, 1, "1 not finite, in red"),
        ([[np.nan, np.inf]], True, 0, 1, "2 not finite, in red"),
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


def test_input_kernel_and_output_side_by_side(figures: list[Figure]) -> None:
    kernel = np.array([[-1.0, 1.0]])
    output = GREY[:, 1:] - GREY[:, :-1] - 0.5
    assert show(GREY, output, kernel[:, :, None, None]) is None
    (figure,) = figures
    places = {axes.get_title(): axes.get_position().x0 for axes in figure.axes}
    assert places["input"] < places["kernel 1 × 2"] < places["output"]
    np.testing.assert_array_equal(values(figure, titles(figure).index("input")), GREY)
    np.testing.assert_array_equal(values(figure, titles(figure).index("output")), output)
    assert {"−1", "1", "2 × 3", "2 × 2\nfrom −0.25 to −0.25, 0 is grey"} <= set(texts(figure))


def test_a_picture_alone_and_in_colour(figures: list[Figure]) -> None:
    show(np.zeros((4, 5, 3)), titles=["costs $5 or $6"])
    assert titles(figures[0]) == ["costs $5 or $6"]
    assert values(figures[0], 0).shape == (4, 5, 3)


@pytest.mark.parametrize("side", [1, 3, 5, 7])
def test_kernel_numbers_stay_in_their_cells(side: int, figures: list[Figure]) -> None:
    show(GREY, GREY, np.full((side, side), -0.0123))
    figure = figures[0]
    axes = figure.axes[titles(figure).index(f"kernel {side} × {side}")]
    cell = axes.get_window_extent().width / side
    assert len(axes.texts) == side * side
    assert all(text.get_window_extent().width < cell for text in axes.texts)


def test_large_kernels_have_colours_only(figures: list[Figure]) -> None:
    show(GREY, GREY, np.eye(9))
    assert not any(axes.texts for axes in figures[0].axes)


def test_rows_wrap_after_six(figures: list[Figure]) -> None:
    show_row([GREY] * 8)
    heights = [round(axes.get_position().y0, 3) for axes in figures[0].axes]
    assert titles(figures[0]) == ["0", "1", "2", "3", "4", "5", "6", "7"]
    assert len(set(heights[:6])) == len(set(heights[6:])) == 1
    assert heights[6] < heights[0]


def test_feature_maps_are_a_row(figures: list[Figure]) -> None:
    maps = np.stack([GREY, 2 * GREY], axis=-1)[None]
    show_row(maps, ["one", "two"])
    np.testing.assert_array_equal(values(figures[0], 1), 2 * GREY)


def test_each_picture_of_a_row_needs_its_title() -> None:
    with pytest.raises(ValueError, match="2 pictures and 1 titles"):
        show_row([GREY, GREY], ["one"])


def test_nothing_is_left_behind(
    figures: list[Figure], recwarn: pytest.WarningsRecorder, capfd: pytest.CaptureFixture[str]
) -> None:
    import matplotlib.pyplot as plt

    before = dict(matplotlib.rcParams)
    show(GREY, -GREY, np.eye(3))
    show_row([GREY, np.full((2, 2), np.nan)])
    assert dict(matplotlib.rcParams) == before
    assert plt.get_fignums() == []
    assert not recwarn.list
    assert capfd.readouterr() == ("", "")


def test_matplotlib_is_not_imported_before_it_is_needed() -> None:
    import subprocess

    code = (
        "import sys, autograder.notebook.pictures\n"
        "heavy = {'matplotlib', 'PIL', 'tensorflow', 'keras', 'nbgrader'}\n"
        "print(sorted(heavy & set(sys.modules)))"
    )
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert run.stdout == "[]\n"
