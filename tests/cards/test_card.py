"""How a verdict looks: the words, the pictures, and that nothing hostile comes through."""

from __future__ import annotations

import base64
import io
import re
from dataclasses import replace
from html.parser import HTMLParser

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from autograder.cards.card import LOOKS, as_html, as_text
from autograder.cards.comparison import SIDE, comparison
from autograder.cards.palette import contrast, ink_on
from autograder.questions.verdict import Picture, ToldSlip, Verdict

GREY = np.array([[0.0, 0.5], [1.0, 0.25]])
SLIPS = (ToldSlip("not-normalised", "blur"),)
WRONG = Verdict("blur", "wrong", 0.0, 2.0, "Not `blur` yet.\nLook again.", SLIPS)


class Seen(HTMLParser):
    """The elements and the words of a piece of HTML."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.open: list[str] = []
        self.words = ""
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag not in ("img", "br"):
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.words += data

    @property
    def images(self) -> list[dict[str, str | None]]:
        return [attributes for tag, attributes in self.tags if tag == "img"]


def pixels(image: dict[str, str | None]) -> np.ndarray:
    """The pixels (height, width, 3) of an element <img>."""
    data = str(image["src"]).removeprefix("data:image/png;base64,")
    return np.asarray(Image.open(io.BytesIO(base64.b64decode(data))))


def test_a_card_as_text() -> None:
    assert as_text(WRONG, "Count the pixels.") == (
        "✗ blur: wrong (0 of 2 points)\n  Not `blur` yet.\n  Look again.\n  Hint: Count the pixels."
    )


def test_a_card_as_html() -> None:
    seen = Seen(as_html(WRONG, "Count `n` pixels."))
    assert seen.open == []
    assert "✗ wrong" in seen.words
    assert "blur (0 of 2 points)" in seen.words
    assert "Look again." in seen.words
    assert "Hint: Count n pixels." in seen.words
    assert [tag for tag, _ in seen.tags].count("code") == 2


NOTES = {
    "right, hidden probes": ("correct", True, False, True),
    "partial, hidden probes": ("partial", True, True, True),
    "wrong, hidden probes": ("wrong", True, True, False),
    "wrong": ("wrong", False, True, False),
    "right": ("correct", False, False, False),
    "error": ("error", True, False, False),
    "not attempted": ("not attempted", True, False, False),
}


@pytest.mark.parametrize(("outcome", "hidden", "hint", "decides"), NOTES.values(), ids=NOTES)
def test_notes(outcome, hidden: bool, hint: bool, decides: bool) -> None:
    verdict = replace(WRONG, outcome=outcome, hidden_decides=hidden)
    for told in (as_text(verdict, "Think."), as_html(verdict, "Think.")):
        assert ("Hint: Think." in told) == hint
        assert ("inputs that you do not have" in told) == decides


def test_a_person_gives_the_points() -> None:
    verdict = Verdict("why", "needs manual", None, 3.0, "A person reads this.")
    assert as_text(verdict).startswith("✎ why: needs manual (3 points, given by a person)")


def test_points_are_short() -> None:
    assert "(0.667 of 2 points)" in as_text(replace(WRONG, points=2 / 3))


hostile = st.text() | st.sampled_from(
    [
        "<script>alert(1)</script>",
        "`<img src=x onerror=alert(1)>`",
        '"><b onclick="x">',
        "</div></div>&lt;",
        "`a`b`c",
        "'style='color:red",
        "<!--",
    ]
)


@given(hostile, hostile, hostile, hostile)
def test_whatever_is_written_is_only_text(name: str, message: str, hint: str, title: str) -> None:
    picture = Picture(title, GREY, GREY, GREY, kernel=GREY)
    verdict = Verdict(name, "wrong", 0.0, 1.0, message, pictures=(picture, picture))
    plain = Verdict("name", "wrong", 0.0, 1.0, "message", pictures=(picture, picture))
    seen, harmless = Seen(as_html(verdict, hint)), Seen(as_html(plain, "hint"))
    assert seen.open == []

    allowed = {"div", "b", "span", "code", "figure", "figcaption", "img", "br", "table", "tr", "td"}
    assert {tag for tag, _ in seen.tags} <= allowed
    assert {key for _, attributes in seen.tags for key in attributes} <= {
        *("style", "alt", "src", "width", "height"),
    }
    styles = {attributes.get("style") for _, attributes in harmless.tags} | {None}
    code = {"background:#eef1f4;color:#1f2933;padding:0 3px;border-radius:3px"}
    assert {attributes.get("style") for _, attributes in seen.tags} <= styles | code
    assert all(str(image["src"]).startswith("data:image/png;base64,") for image in seen.images)


class TestComparison:
    def test_five_panels_with_words(self) -> None:
        kernel = np.array([[1.0, -1 / 9], [0.0, -0.0]])
        seen = Seen(comparison(Picture("blur", GREY, 2 * GREY, GREY, kernel)))
        assert seen.open == []
        assert [image["alt"] for image in seen.images] == [
            "blur: the input",
            "blur: your output, from 0 to 2",
            "blur: as it should be, from 0 to 1",
            "blur: difference, orange: 1 too much",
        ]
        assert "your kernel" in seen.words
        assert "1-0.11100" in seen.words  # 1, -0.111, 0, 0

    def test_without_an_output_of_the_right_size(self) -> None:
        seen = Seen(comparison(Picture("largest", GREY, None, GREY)))
        assert [image["alt"] for image in seen.images] == [
            "largest: the input",
            "largest: as it should be, from 0 to 1",
        ]

    def test_large_kernels_are_not_written_out(self) -> None:
        kernel = np.ones((9, 1))
        assert "kernel" not in comparison(Picture("k", GREY, GREY, GREY, kernel))

    def test_grey_values(self) -> None:
        """Black at 0, white at 1, unless the right output goes beyond; output and goal alike."""
        dark, bright = GREY - 0.5, 4 * GREY
        shown = Seen(comparison(Picture("k", GREY, bright, dark))).images
        assert pixels(shown[0])[:, :, 0].tolist() == [[0, 127], [255, 63]]
        # from -0.5 to 1: what is 4 is cut off at white
        assert pixels(shown[1])[:, :, 0].tolist() == [[85, 255], [255, 255]]
        assert pixels(shown[2])[:, :, 0].tolist() == [[0, 85], [170, 42]]

    def test_differences_have_colours(self) -> None:
        off = np.array([[0.5, 0.0], [-1.0, 0.0]])
        image = Seen(comparison(Picture("k", GREY, GREY + off, GREY))).images[-1]
        assert image["alt"] == "k: difference, orange: 0.5 too much, blue: 1 too little"
        assert pixels(image).tolist() == [
            [[234, 174, 127], [255, 255, 255]],
            [[0, 114, 178], [255, 255, 255]],
        ]

    def test_colours_are_shown_in_colour(self) -> None:
        red_and_grey = np.array([[[1.0, 0.0, 0.0], [0.5, 0.5, 0.5]]])
        shown = Seen(
            comparison(Picture("swap", red_and_grey, None, red_and_grey[..., ::-1]))
        ).images
        assert pixels(shown[0]).tolist() == [[[255, 0, 0], [127, 127, 127]]]
        assert pixels(shown[1]).tolist() == [[[0, 0, 255], [127, 127, 127]]]

    def test_colours_beyond_black_and_white_are_scaled_alike(self) -> None:
        dark = np.array([[[-1.0, 0.0, 1.0]]])
        shown = Seen(comparison(Picture("edges", dark + 1, dark * 2, dark))).images
        assert pixels(shown[1]).tolist() == [[[0, 127, 255]]]
        assert pixels(shown[2]).tolist() == [[[0, 127, 255]]]
        assert shown[2]["alt"] == "edges: as it should be, from -1 to 1"

    def test_of_three_channels_the_one_farthest_off_is_the_difference(self) -> None:
        off = np.array([[[0.1, 0.5, -0.2], [0.25, 0.0, -1.0]]])
        image = Seen(comparison(Picture("k", off, off, np.zeros_like(off)))).images[-1]
        assert image["alt"] == "k: difference, orange: 0.5 too much, blue: 1 too little"
        assert pixels(image).tolist() == [[[234, 174, 127], [0, 114, 178]]]

    def test_a_colour_without_a_number_is_pink(self) -> None:
        given_ = np.array([[[0.0, np.nan, 1.0], [0.0, 0.0, 0.0]]])
        shown = Seen(comparison(Picture("k", given_ * 0, given_, np.zeros((1, 2, 3))))).images
        pink = [204, 121, 167]
        assert pixels(shown[1]).tolist() == [[pink, [0, 0, 0]]]
        assert pixels(shown[3]).tolist() == [[pink, [255, 255, 255]]]

    def test_a_large_colour_picture_is_made_smaller(self) -> None:
        colour = np.random.default_rng(2).random((600, 800, 3))
        image = Seen(comparison(Picture("k", colour, None, colour))).images[0]
        assert pixels(image).shape == (2 * 99, 2 * SIDE, 3)

    def test_a_note_stands_below_the_kernel(self) -> None:
        picture = Picture("k", GREY, GREY, GREY, np.ones((3, 1)), "rows: channels in")
        assert "your kernelrows: channels in" in Seen(comparison(picture)).words

    def test_rounding_is_no_difference(self) -> None:
        image = Seen(comparison(Picture("k", GREY, GREY + 1e-7, GREY))).images[-1]
        assert image["alt"] == "k: difference, none"
        assert pixels(image).min() >= 254

    @pytest.mark.parametrize("what", [np.nan, np.inf, -np.inf])
    def test_what_is_no_number_is_pink(self, what: float) -> None:
        given_ = np.where(GREY == 1, what, GREY)
        image = Seen(comparison(Picture("k", GREY, given_, GREY))).images[-1]
        assert image["alt"] == "k: difference, pink: no number"
        assert pixels(image)[1, 0].tolist() == [204, 121, 167]
        all_gone = Seen(comparison(Picture("k", GREY, np.full((2, 2), what), GREY)))
        assert "no numbers" in all_gone.words

    @pytest.mark.parametrize("huge", [1e300, -1e300, 1.7e308])
    def test_huge_numbers_do_no_harm(self, huge: float) -> None:
        with np.errstate(over="ignore"):
            assert Seen(comparison(Picture("k", GREY, GREY * huge, GREY - huge))).open == []

    SIZES = {
        "square": ((28, 28), (SIDE, SIDE)),
        "one pixel": ((1, 1), (SIDE, SIDE)),
        "wide": ((9, 11), (SIDE, 108)),
        "high": ((11, 9), (108, SIDE)),
        "large": ((360, 480), (SIDE, 99)),
        "a line": ((1, 1000), (SIDE, 1)),
        "a column": ((1000, 1), (1, SIDE)),
    }

    @pytest.mark.parametrize(("size", "shown"), SIZES.values(), ids=SIZES)
    def test_sizes_on_the_card(self, size: tuple[int, int], shown: tuple[int, int]) -> None:
        image = Seen(comparison(Picture("k", np.ones(size), None, np.ones(size)))).images[0]
        assert (int(str(image["width"])), int(str(image["height"]))) == shown
        height, width = pixels(image).shape[:2]
        assert max(height, width) == min(max(size), 2 * SIDE)

    def test_large_pictures_stay_small_in_the_notebook(self) -> None:
        noise = np.random.default_rng(1).random((1000, 1500))
        card = as_html(replace(WRONG, pictures=(Picture("k", noise, noise, noise),)))
        assert len(card) < 600_000

    def test_the_images_are_named_where_there_are_several(self) -> None:
        picture = Picture("shift_left", GREY, None, GREY)
        one = Seen(as_html(replace(WRONG, pictures=(picture,))))
        two = Seen(as_html(replace(WRONG, pictures=(picture, replace(picture, title="up")))))
        assert "shift_left" not in one.words
        assert "shift_left" in two.words
        assert "up" in two.words


class TestWithoutWhatIsAskedFor:
    """Where the right output is the answer, it is never shown: only the student's, and where it is off."""

    def test_small_ones_are_numbers(self) -> None:
        wrong = np.array([[False, True], [False, False]])
        picture = Picture("largest", GREY, np.array([[9.0, 7.5], [0, 2]]), None, wrong=wrong)
        seen = Seen(comparison(picture))
        assert seen.images == []
        assert seen.open == []
        assert "your numbersmarked: not right97.502" in seen.words.replace(" ", "").replace(
            "yournumbersmarked:notright", "your numbersmarked: not right"
        )
        marked = [
            attributes["style"]
            for tag, attributes in seen.tags
            if tag == "td" and "bold" in str(attributes["style"])
        ]
        assert len(marked) == 1

    def test_nothing_is_marked_where_that_would_give_it_away(self) -> None:
        seen = Seen(comparison(Picture("stripes", GREY, GREY, None)))
        assert "marked" not in seen.words
        assert not any("bold" in str(attributes.get("style")) for _, attributes in seen.tags)

    def test_without_an_output(self) -> None:
        assert "your" not in Seen(comparison(Picture("largest", GREY, None, None))).words

    def test_large_ones_are_pictures(self) -> None:
        large = np.tile(GREY, (8, 8))
        wrong = np.zeros(large.shape, bool)
        wrong[0] = True
        seen = Seen(comparison(Picture("blur", large, large * 2, None, wrong=wrong)))
        assert [image["alt"] for image in seen.images] == [
            "blur: the input",
            "blur: your output, from 0 to 2",
            "blur: where it differs, in 6% of its pixels",
        ]
        assert pixels(seen.images[2])[0, 0].tolist() == [213, 94, 0]
        assert pixels(seen.images[2])[1, 0].tolist() == [255, 255, 255]
        assert len(Seen(comparison(Picture("blur", large, large * 2, None))).images) == 2


@pytest.mark.parametrize("outcome", LOOKS)
def test_colours_can_be_read_on_white(outcome: str) -> None:
    """The contrast of WCAG 2.1: 4.5 or more for text."""
    assert contrast(LOOKS[outcome][0], "#ffffff") >= 4.5


CONTRASTS = {("#000000", "#ffffff"): 21, ("#777777", "#ffffff"): 4.48, ("#0000ff", "#ffffff"): 8.59}


@pytest.mark.parametrize(("pair", "ratio"), CONTRASTS.items())
def test_contrasts(pair: tuple[str, str], ratio: float) -> None:
    assert contrast(*pair) == contrast(*pair[::-1]) == pytest.approx(ratio, abs=0.01)


@given(st.integers(0, 0xFFFFFF))
def test_on_any_ground_one_ink_can_be_read(colour: int) -> None:
    ground = f"#{colour:06x}"
    assert contrast(ink_on(ground), ground) >= 4.5


def test_every_text_says_its_colour_where_themes_have_others() -> None:
    """JupyterLab's dark theme writes code and tables in white."""
    seen = Seen(as_html(replace(WRONG, pictures=(Picture("k", GREY, GREY, GREY, GREY),))))
    for tag, attributes in seen.tags:
        if tag in ("code", "td", "figcaption"):
            assert re.search(r"(^|;)color:#", str(attributes["style"])), tag
