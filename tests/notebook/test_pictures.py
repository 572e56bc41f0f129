"""Where pictures come from, and what a student reads when one is missing."""

import gzip
import os
import socket
import subprocess
import sys
import types
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from autograder.notebook import fashion_mnist
from autograder.notebook.pictures import load_clothes, load_colour, load_picture, own_picture
from tests.speeds import some

ROOT = Path(__file__).parents[2]


@pytest.fixture(autouse=True)
def _no_settings_of_this_machine(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.delenv("AUTOGRADER_GRADING", raising=False)
    monkeypatch.setenv("KERAS_HOME", str(tmp_path / "keras"))
    monkeypatch.chdir(tmp_path)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Two pictures: the first all black with one white corner, the second mid-grey."""
    place = tmp_path / "images" / "clothes"
    place.mkdir(parents=True)
    first = np.zeros((28, 28), dtype=np.uint8)
    first[0, 0] = 255
    Image.fromarray(first).save(place / "00-a.png")
    Image.fromarray(np.full((28, 28), 51, dtype=np.uint8)).save(place / "01-b.png")
    return place


def plant(place: Path, images: np.ndarray) -> None:
    """Fashion-MNIST in Keras' cache: gzip of a header of 16 (labels: 8) bytes, then the bytes."""
    place.mkdir(parents=True)
    count = len(images)
    header = b"".join(n.to_bytes(4, "big") for n in (2051, count, 28, 28))
    labels = b"".join(n.to_bytes(4, "big") for n in (2049, count)) + bytes(count)
    for part in ("train", "t10k"):
        (place / f"{part}-images-idx3-ubyte.gz").write_bytes(
            gzip.compress(header + images.tobytes())
        )
        (place / f"{part}-labels-idx1-ubyte.gz").write_bytes(gzip.compress(labels))


@pytest.mark.thorough
@pytest.mark.parametrize("home", some(["KERAS_HOME", "HOME"], ["HOME"]))
def test_keras_loads_a_planted_cache(home: str, tmp_path: Path, folder: Path) -> None:
    images = np.arange(3 * 784, dtype=np.uint32).reshape(3, 28, 28).astype(np.uint8)
    below = tmp_path / "planted" / (".keras" if home == "HOME" else "")
    plant(below / "datasets" / "fashion-mnist", images)
    environment = {k: v for k, v in os.environ.items() if k not in ("KERAS_HOME", "PYTHONPATH")}
    environment |= {home: str(tmp_path / "planted"), "PYTHONPATH": str(ROOT)}
    code = (
        "from autograder.notebook.pictures import load_clothes\n"
        "import numpy\n"
        "numpy.save('clothes.npy', load_clothes())\n"
    )
    run = subprocess.run(
        [sys.executable, "-c", code], env=environment, capture_output=True, text=True, check=True
    )
    clothes = np.load("clothes.npy")
    assert clothes.dtype == np.float32
    np.testing.assert_array_equal(clothes, images.astype(np.float32) / np.float32(255))
    assert run.stdout == "Pictures: 3 clothes of Fashion-MNIST, loaded by Keras.\n"
    assert run.stderr == ""


def test_without_network_and_cache_the_folder_serves(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(fashion_mnist, "answers", lambda address, seconds: False)
    clothes = load_clothes()
    assert clothes.shape == (2, 28, 28)
    assert clothes.dtype == np.float32
    assert (clothes[0, 0, 0], clothes[0, 1, 1], clothes[1, 5, 5]) == (1, 0, np.float32(0.2))
    out, err = capfd.readouterr()
    assert out == (
        "Pictures: the 2 clothes of the folder images/clothes, "
        "as Fashion-MNIST can't be reached just now.\n"
    )
    assert err == ""


def fake_keras(monkeypatch: pytest.MonkeyPatch, load_data: object) -> None:
    module = types.ModuleType("keras.datasets.fashion_mnist")
    module.load_data = load_data  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "keras.datasets.fashion_mnist", module)


@pytest.mark.parametrize(
    "error",
    [
        Exception("URL fetch failure on https://...: 403 -- Forbidden"),  # as Keras raises it
        TimeoutError("timed out"),
        EOFError("Compressed file ended before the end-of-stream marker was reached"),
        ValueError("cannot reshape array"),
        ImportError("No module named 'tensorflow'"),
    ],
    ids=lambda error: type(error).__name__,
)
@pytest.mark.usefixtures("folder")
def test_a_failing_download_leaves_no_trace(
    error: Exception, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    seen = []

    def load_data() -> None:
        seen.append(socket.getdefaulttimeout())
        print("Downloading data from https://...\n 0/26421880 [=====>....]")
        print("a warning", file=sys.stderr)
        raise error

    fake_keras(monkeypatch, load_data)
    monkeypatch.setattr(fashion_mnist, "answers", lambda address, seconds: True)
    before = socket.getdefaulttimeout()
    assert load_clothes().shape == (2, 28, 28)
    assert seen == [fashion_mnist.PATIENCE]
    assert socket.getdefaulttimeout() == before
    out, err = capfd.readouterr()
    assert [line.split(" ")[0] for line in out.splitlines()] == ["Fetching", "Pictures:"]
    assert "2 clothes of the folder" in out
    assert err == ""


@pytest.mark.usefixtures("folder")
def test_a_damaged_cache_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    place = tmp_path / "keras" / "datasets" / "fashion-mnist"
    plant(place, np.zeros((1, 28, 28), dtype=np.uint8))

    def load_data() -> None:
        raise gzip.BadGzipFile("Not a gzipped file (b'<!')")

    fake_keras(monkeypatch, load_data)
    load_clothes()
    out = capsys.readouterr().out
    assert str(place) in out
    assert "delete them" in out


@pytest.mark.usefixtures("folder")
def test_grading_never_asks_keras_or_the_network(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def forbidden(*_: object) -> None:
        raise AssertionError("asked")

    monkeypatch.setenv("AUTOGRADER_GRADING", "1")
    monkeypatch.setattr(fashion_mnist, "answers", forbidden)
    fake_keras(monkeypatch, forbidden)
    assert load_clothes().shape == (2, 28, 28)
    assert "marks never depend" in capsys.readouterr().out


def test_an_empty_folder_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AUTOGRADER_GRADING", "1")
    with pytest.raises(FileNotFoundError, match="no pictures in the folder elsewhere"):
        load_clothes("elsewhere")


def test_a_silent_or_closed_address_does_not_answer() -> None:
    with socket.socket() as silent:
        silent.bind(("127.0.0.1", 0))
        address = f"http://127.0.0.1:{silent.getsockname()[1]}/"
        assert not fashion_mnist.answers(address, 1.0)  # bound, not listening: refused
        silent.listen()
        assert not fashion_mnist.answers(address, 0.1)  # listening, never answering


WHITE_RED_BLACK = np.array([[[255, 255, 255], [255, 0, 0], [0, 0, 0]]], dtype=np.uint8)


def test_grey_is_brightness_and_colour_stays(tmp_path: Path) -> None:
    path = tmp_path / "row.png"
    Image.fromarray(WHITE_RED_BLACK).save(path)
    np.testing.assert_allclose(load_picture(path), [[1, 0.299, 0]], atol=1 / 255)
    np.testing.assert_array_equal(load_colour(path), WHITE_RED_BLACK / np.float32(255))
    assert load_picture(path).dtype == load_colour(path).dtype == np.float32


def test_every_grey_of_a_byte_is_kept_exactly(tmp_path: Path) -> None:
    greys = np.arange(256, dtype=np.uint8).reshape(16, 16)
    Image.fromarray(greys).save(tmp_path / "greys.png")
    np.testing.assert_array_equal(load_picture(tmp_path / "greys.png"), greys / np.float32(255))


def test_transparent_is_white(tmp_path: Path) -> None:
    Image.fromarray(np.array([[[0, 0, 0, 0], [0, 0, 0, 255]]], dtype=np.uint8)).save("clear.png")
    np.testing.assert_array_equal(load_picture("clear.png"), [[1, 0]])


def test_sixteen_bits_keep_their_range() -> None:
    Image.fromarray(np.array([[0, 32768, 65535]], dtype=np.uint16)).save("deep.png")
    np.testing.assert_allclose(load_picture("deep.png"), [[0, 0.5, 1]], atol=1 / 255)


def test_a_photograph_is_turned_upright() -> None:
    exif = Image.Exif()
    exif[274] = 6  # the camera was held upright: turn by 90 degrees clockwise
    Image.fromarray(np.array([[0, 255]], dtype=np.uint8)).save("phone.png", exif=exif)
    np.testing.assert_array_equal(load_picture("phone.png"), [[0], [1]])


@pytest.mark.parametrize(
    ("size", "shape"), [((3000, 1500), (512, 1024)), ((1024, 8), (8, 1024)), ((5, 7), (7, 5))]
)
def test_large_pictures_are_reduced(size: tuple[int, int], shape: tuple[int, int]) -> None:
    Image.new("L", size, 255).save("large.png")
    assert load_picture("large.png").shape == shape


def test_a_missing_file_says_where_it_was_looked_for(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError, match=r"no file cat\.png.*Check the spelling"):
        load_picture("cat.png")


@pytest.mark.parametrize("content", [b"", b"<html>", b"\x89PNG\r\n\x1a\n" + b"\0" * 40])
def test_no_picture_says_how_to_mend_it(content: bytes) -> None:
    Path("cat.png").write_bytes(content)
    with pytest.raises(ValueError, match=r"cat\.png can't be read .*PNG or JPEG"):
        load_picture("cat.png")


def test_a_cut_off_file_is_no_picture() -> None:
    noise = np.random.default_rng(0).integers(0, 256, (40, 40), dtype=np.uint8)
    Image.fromarray(noise).save("cat.png")
    Path("cut.png").write_bytes(Path("cat.png").read_bytes()[:800])
    with pytest.raises(ValueError, match=r"cut\.png can't be read"):
        load_picture("cut.png")


@pytest.fixture
def tiling(tmp_path: Path) -> Path:
    Image.new("L", (4, 3), 0).save(tmp_path / "tiling.png")
    return tmp_path / "tiling.png"


def colab(monkeypatch: pytest.MonkeyPatch, uploaded: dict[str, bytes]) -> list[str]:
    """A `google.colab` whose upload gives these files; the list grows by one for each upload."""
    asked: list[str] = []

    def upload() -> dict[str, bytes]:
        asked.append("upload")
        return uploaded

    module = types.ModuleType("google.colab")
    module.files = types.SimpleNamespace(upload=upload)  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "google.colab", module)
    return asked


def white_png() -> bytes:
    Image.new("L", (2, 2), 255).save("white.png")
    return Path("white.png").read_bytes()


def test_the_file_beside_the_notebook_comes_first(
    tiling: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    Path("my-picture.png").write_bytes(white_png())
    assert own_picture(otherwise=tiling).shape == (2, 2)
    assert capsys.readouterr().out.startswith("Picture: your own, my-picture.png.")


def test_without_a_file_the_other_picture_serves(
    tiling: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert own_picture(otherwise=tiling).shape == (3, 4)
    out = capsys.readouterr().out
    assert "put a file named my-picture.png beside this notebook" in out
    assert out.count("\n") == 1


def test_colab_asks_once(tiling: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    asked = colab(monkeypatch, {"IMG 1.jpg": white_png()})
    for _ in range(2):
        np.testing.assert_array_equal(own_picture(otherwise=tiling), np.ones((2, 2)))
    assert asked == ["upload"]


@pytest.mark.parametrize(
    ("uploaded", "said"),
    [({}, "Picture: "), ({"notes.pdf": b"%PDF"}, "notes.pdf is no picture")],
    ids=["cancelled", "no picture"],
)
def test_colab_without_a_picture_falls_back(
    uploaded: dict[str, bytes],
    said: str,
    tiling: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    colab(monkeypatch, uploaded)
    assert own_picture(otherwise=tiling).shape == (3, 4)
    assert capsys.readouterr().out.startswith(said)
    assert not Path("my-picture.png").exists()


def test_grading_in_colab_does_not_ask(tiling: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    asked = colab(monkeypatch, {})
    monkeypatch.setenv("AUTOGRADER_GRADING", "1")
    own_picture(otherwise=tiling)
    assert asked == []
