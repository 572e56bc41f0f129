"""How large pictures are, by their heads; none larger than a page bears is shown."""

from __future__ import annotations

import io

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from autograder.engine.outside.output import Cleaning
from autograder.markup.bundle import own_bundle
from autograder.markup.html import PICTURE_LEFT_OUT, own_html
from autograder.markup.raster import MOST_SCANS, pixels_in, pixels_of
from autograder.markup.svg import LARGEST, Canvas, own_svg
from tests.markup import rasters
from tests.markup.vectors import SVG

WRITTEN = (rasters.png, rasters.gif, rasters.jpeg, rasters.webp, rasters.bmp)
WRITTEN += (rasters.webp_lossless, rasters.webp_lossy)


@pytest.mark.parametrize("written", WRITTEN)
def test_the_size_stands_in_the_head(written):
    assert pixels_of(written(300, 20)) == 6000
    assert pixels_in(rasters.text(written(300, 20))) == 6000


@pytest.mark.parametrize("kind", ["png", "gif", "jpeg", "webp", "bmp"])
def test_pictures_as_programs_write_them(kind):
    file = io.BytesIO()
    Image.new("RGB", (31, 17), "red").save(
        file, kind, **({"progressive": True} if kind == "jpeg" else {})
    )
    assert pixels_of(file.getvalue()) == 31 * 17


def test_the_first_picture_of_a_film_may_be_larger_than_its_screen():
    assert pixels_of(rasters.gif(1, 1, first=(5000, 4000))) == 20_000_000


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"GIF89a",
        b"\xff\xd8\xff",
        b"\xff\xd8\xff\xd9",
        b"BM\0",
        b"RIFF\0\0\0\0WEBPVP9 ",
        b"<svg/>",
        rasters.png(9, 9).replace(b"IHDR", b"iCCP"),
        rasters.png(0, 9),
        rasters.jpeg(9, 9, MOST_SCANS + 1),
    ],
)
def test_without_a_head_nothing_is_known(data):
    assert pixels_of(data) is None


@given(st.sampled_from([b"", b"\xff\xd8\xff", b"GIF89a", b"RIFF", b"BM"]), st.binary(max_size=60))
def test_any_bytes_have_a_size_or_none(begin, data):
    pixels = pixels_of(begin + data)
    assert pixels is None or pixels > 0


SIDE = 12_000


def test_one_that_is_too_large_is_left_out_and_told():
    large, fine = rasters.png(SIDE, SIDE), rasters.png(4000, 4000)
    assert own_bundle({"image/png": rasters.text(large), "text/plain": "x"}) == {
        "text/plain": PICTURE_LEFT_OUT
    }
    shown = own_html(f'<img alt="a" src="{rasters.address(large)}">')
    assert shown == f'<img alt="{PICTURE_LEFT_OUT}">'.replace("'", "&#39;") or "src" not in shown
    assert "too large" in shown
    kept = {"image/png": rasters.text(fine), "text/plain": "x"}
    assert own_bundle(kept) == kept
    assert rasters.text(fine) in own_html(f'<img src="{rasters.address(fine)}">')


def test_what_it_is_called_does_not_count():
    address = rasters.address(rasters.jpeg(SIDE, SIDE), "image/gif")
    assert "src" not in own_html(f'<img src="{address}">')


def test_one_in_a_drawing_is_left_out():
    for side, shown in ((9, True), (SIDE, False)):
        image = f'<image xlink:href="{rasters.address(rasters.png(side, side))}"/>'
        assert ("base64" in own_svg(f"<svg {SVG}>{image}</svg>")) == shown


def test_one_beside_the_page_is_looked_at(tmp_path):
    for name, side in (("fine.png", 9), ("large.png", SIDE)):
        (tmp_path / name).write_bytes(rasters.png(side, side))
    shown = own_html('<img src="fine.png"><img src="large.png">', Canvas(folder=tmp_path))
    assert 'src="fine.png"' in shown
    assert "large.png" not in shown


def test_all_of_a_page_have_a_size_together():
    canvas = Canvas(pixels=250)
    address = rasters.address(rasters.png(10, 10))
    assert own_html(f'<img src="{address}">' * 4, canvas).count("base64") == 2
    output = {"data": {"image/png": rasters.text(rasters.png(6000, 6000))}, "metadata": {}}
    cleaning = Cleaning()
    kept = ["image/png" in cleaning.clean(output)["data"] for _ in range(6)]
    assert LARGEST == 6000 * 6000
    assert kept == [True] * 4 + [False] * 2
