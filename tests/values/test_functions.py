"""A student's function, called where it was written."""

from __future__ import annotations

import functools
import io
import re
import sys
import tempfile
import threading

import numpy as np
import pytest

from autograder.values.call import Call
from autograder.values.export import Export
from autograder.values.functions import FunctionCall, fingerprint
from autograder.values.library_watch import LibraryWatch
from autograder.values.reader import Reader

IMAGE = np.array([[1.0, 2], [3, 4]])
CALLS = [Call((IMAGE,)), Call((IMAGE,), {"padding": "same"})]


def called(function, calls=CALLS):
    kept = FunctionCall(function)
    return [kept.reply(call) for call in calls]


def test_a_function_is_called_on_every_case():
    first, second = called(lambda image, padding="valid": image * (2 if padding == "same" else 1))
    assert first.value.tolist() == [[1, 2], [3, 4]]
    assert second.value.tolist() == [[2, 4], [6, 8]]
    assert (first.problem, first.changed, first.libraries, first.type_name) == (
        None,
        False,
        (),
        "ndarray",
    )


def boo(image, **options):
    raise ValueError("boo")


def leave(image, **options):
    raise SystemExit(3)


GIVES = {
    "a list": (lambda image, **o: image.tolist(), None, ""),
    "a tuple of numbers": (lambda image, **o: (1, 2, 3), None, ""),
    "whole numbers": (lambda image, **o: image.astype(np.int8), None, ""),
    "half precision": (lambda image, **o: image.astype(np.float16), None, ""),
    "nothing": (lambda image, **o: None, "none", ""),
    "text": (lambda image, **o: "a", "not-an-array", ""),
    "a ragged list": (lambda image, **o: [[1], [1, 2]], "not-an-array", "inhomogeneous"),
    "objects": (lambda image, **o: np.array([None]), "not-an-array", "object"),
    "complex numbers": (lambda image, **o: image * 1j, "not-an-array", "complex128"),
    "a generator": (lambda image, **o: (row for row in image), "not-an-array", ""),
    "too many": (lambda image, **o: np.zeros((1000, 1000)), "too-large", ""),
    "too many that take no room": (
        lambda image, **o: np.broadcast_to(0.0, (10**6, 10**6)),
        "too-large",
        "",
    ),
    "an error": (boo, "error", "ValueError: boo"),
    "an exit": (leave, "error", "SystemExit: 3"),
    "too few arguments": (lambda: None, "error", "TypeError"),
    "endless recursion": (lambda image, **o: boo2(image), "error", "RecursionError"),
}


def boo2(image):
    return boo2(image)


@pytest.mark.parametrize(("function", "problem", "words"), GIVES.values(), ids=GIVES)
def test_what_a_function_gives(function, problem, words):
    for reply in called(function):
        assert reply.problem == problem
        assert words in reply.detail
        assert (reply.value is None) == (problem is not None)


def test_every_call_has_arrays_of_its_own():
    def adds(image, padding="valid"):
        image += 1
        return image

    first, second = called(adds)
    assert first.value.tolist() == second.value.tolist() == [[2, 3], [4, 5]]
    assert (first.changed, second.changed) == (True, True)
    assert IMAGE.tolist() == [[1, 2], [3, 4]]


def test_a_result_stays_when_the_next_call_writes_into_the_same_array():
    room = np.zeros((2, 2))

    def fills(image, padding="valid"):
        room[:] = image * (2 if padding == "same" else 1)
        return room

    first, second = called(fills)
    assert first.value.tolist() == [[1, 2], [3, 4]]
    assert second.value.tolist() == [[2, 4], [6, 8]]


def test_the_students_random_numbers_stay_as_they_were():
    np.random.seed(1)
    right = np.random.rand()
    np.random.seed(1)
    reader = Reader({"f": lambda image, **o: image * np.random.rand()})
    reader.read(Export("f", "function"))
    assert len(list(reader.replies("f", CALLS))) == 2
    assert np.random.rand() == right


def test_an_interrupt_ends_an_order_after_what_was_given():
    def stops(image, padding="valid"):
        if padding == "same":
            raise KeyboardInterrupt
        return image

    reader = Reader({"f": stops})
    reader.read(Export("f", "function"))
    replies = reader.replies("f", [*CALLS, CALLS[0]])
    assert next(replies).value.tolist() == [[1, 2], [3, 4]]
    with pytest.raises(KeyboardInterrupt):
        next(replies)


@pytest.mark.parametrize("value", [7, None, "f", int, np.ones(3)], ids=str)
def test_what_cannot_be_called_is_told(value):
    for take in (FunctionCall, fingerprint):
        with pytest.raises(TypeError, match="not a function"):
            take(value)


# --- what stands for a function's code


def plain(image):
    """Nothing yet."""
    return None


def test_words_of_help_and_comments_do_not_count():
    texts = (
        'def f(a):\n    """One."""\n    return None\n',
        'def f(a):\n    """Another,\n    longer."""\n    # what now?\n    return None  # nothing\n',
        "def f(a):\n\n    return None\n",
    )
    assert len({fingerprint(from_text(text)) for text in texts}) == 1
    assert fingerprint(from_text("def f(a):\n    return a\n")) != fingerprint(from_text(texts[0]))


def from_text(text):
    """A function whose source can be found, as in a notebook."""
    import linecache

    name = f"<cell {hash(text)}>"
    linecache.cache[name] = (len(text), None, text.splitlines(keepends=True), name)
    names: dict = {}
    exec(compile(text, name, "exec"), names)
    return names["f"]


def test_the_code_of_a_function_stands_for_it():
    assert re.fullmatch("[0-9a-f]{16}", fingerprint(plain))


@pytest.mark.parametrize(
    "function",
    [abs, np.add, functools.partial(plain, 1)],
    ids=["built in", "of NumPy", "partial"],
)
def test_a_function_without_code_of_its_own(function):
    assert fingerprint(function) == ""


# --- which libraries are called


def seen(function):
    with LibraryWatch() as watch:
        function()
    return watch.seen


def test_numpy_is_allowed():
    assert seen(lambda: np.kron(np.convolve([1, 2], [1]), np.ones(3)).sum()) == []


def test_opencv_is_seen():
    cv2 = pytest.importorskip("cv2")
    assert seen(lambda: cv2.filter2D(IMAGE, -1, IMAGE)) == ["cv2"]


def test_pillow_is_seen():
    from PIL import Image

    picture = Image.new("L", (4, 4))
    assert seen(lambda: picture.resize((2, 2))) == ["PIL"]


def test_the_kits_own_arithmetic_is_seen():
    from autograder.convolution.tasks import upsample2d

    assert seen(lambda: upsample2d(IMAGE[:, :, None])) == ["autograder"]


def test_a_library_in_a_thread_is_seen():
    import threading

    from PIL import Image

    def work():
        thread = threading.Thread(target=lambda: Image.new("L", (4, 4)).resize((2, 2)))
        thread.start()
        thread.join()

    assert seen(work) == ["PIL"]


def test_an_import_alone_is_no_use(tmp_path, monkeypatch):
    package = tmp_path / "skimage"
    package.mkdir()
    (package / "__init__.py").write_text("def helper(): return 1\nhelper()\n")
    monkeypatch.syspath_prepend(tmp_path)

    def imports():
        import skimage

        return skimage

    assert seen(imports) == []
    assert seen(lambda: imports().helper()) == ["skimage"]


def test_a_profiler_goes_on_afterwards():
    import sys

    def profiler(*event):
        return None

    sys.setprofile(profiler)
    try:
        seen(lambda: None)
        assert sys.getprofile() is profiler
    finally:
        sys.setprofile(None)


# --- what is called for a picture, and what only looks so

OUT = np.arange(12.0).reshape(3, 4)


def plotted():
    import matplotlib.pyplot as plt

    figure, axes = plt.subplots()
    axes.imshow(OUT)
    figure.savefig(io.BytesIO())
    plt.close(figure)


def saved():
    import matplotlib.pyplot as plt

    plt.imsave(io.BytesIO(), OUT)


def shown_by_the_lesson():
    from autograder.notebook.pictures import show, show_numbers

    show(OUT)
    show_numbers(OUT)


def displayed():
    from IPython.display import display
    from PIL import Image

    display(Image.fromarray(OUT.astype(np.uint8)))


def saved_by_opencv():
    import cv2

    with tempfile.TemporaryDirectory() as folder:
        cv2.imwrite(f"{folder}/out.png", OUT)


def shown_in_a_thread():
    thread = threading.Thread(target=plotted)
    thread.start()
    thread.join()


DRAWN = {
    function.__name__: function
    for function in (
        plotted,
        saved,
        shown_by_the_lesson,
        displayed,
        saved_by_opencv,
        shown_in_a_thread,
    )
}
"""What an honest function may leave in it to see what it does."""


@pytest.mark.parametrize("draw", DRAWN.values(), ids=DRAWN)
def test_what_draws_is_no_use_of_a_library(draw):
    pytest.importorskip("cv2")
    assert [seen(draw), seen(draw)] == [[], []]  # the first time and later


def resized(image=None, *_):
    from PIL import Image

    return np.array(Image.new("L", (4, 4)).resize((2, 2)))


def under_a_drawing():
    from matplotlib.figure import Figure

    class Marked(Figure):
        def draw(self, renderer):
            resized()
            super().draw(renderer)

    Marked().savefig(io.BytesIO())


def formatted():
    from matplotlib.ticker import FuncFormatter
    from PIL import Image

    FuncFormatter(Image.new)("L", (4, 4))


def scaled():
    from matplotlib.scale import FuncTransform
    from PIL import Image

    FuncTransform(functools.partial(Image.new, "L"), resized).transform_non_affine((4, 4))


def named_like_a_drawing():
    names = {"__name__": "matplotlib.pyplot", "resized": resized}
    exec("def draw(): return resized()", names)
    names["draw"]()


def drawn_and_used():
    plotted()
    resized()


def along_an_axis():
    cv2 = pytest.importorskip("cv2")
    np.apply_along_axis(cv2.sumElems, 0, OUT)


USED = {
    function: libraries
    for libraries, functions in {
        "PIL": (under_a_drawing, formatted, scaled, named_like_a_drawing, drawn_and_used),
        "cv2": (along_an_axis,),
    }.items()
    for function in functions
}
"""Libraries that are called by the student's own code, or by what hands it on, also within a drawing."""


@pytest.mark.parametrize("function", USED, ids=lambda function: function.__name__)
def test_a_library_that_is_handed_on_is_seen(function):
    assert seen(function) == [USED[function]]


def test_to_ask_whether_a_value_is_of_a_library_is_no_use(tmp_path, monkeypatch):
    package = tmp_path / "skimage"
    package.mkdir()
    (package / "__init__.py").write_text(
        "class Kind(type):\n"
        "    def __instancecheck__(self, other): return wanted(other)\n"
        "class Array(metaclass=Kind): pass\n"
        "def wanted(other): return False\n"
        "def __getattr__(name): return wanted(name)\n"
    )
    monkeypatch.syspath_prepend(tmp_path)
    monkeypatch.delitem(sys.modules, "skimage", raising=False)
    import skimage

    assert seen(lambda: (isinstance(OUT, skimage.Array), skimage.lazy)) == []
    assert seen(lambda: skimage.wanted(OUT)) == ["skimage"]
