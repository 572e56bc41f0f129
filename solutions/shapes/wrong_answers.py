"""Known answers to `shapes`: wrong ones with the marks and the mistake they must get, and right ones
written in ways that nobody expected.

Each code stands in place of the whole answer cell. A shape is worth one point (half a point in
`transposed` and `pipeline`).
"""

from functools import partial
from string import ascii_lowercase

from autograder.course.rubric import WrongAnswer


def shapes(stem: str, *sizes: object) -> str:
    """A cell that gives these values to `stem_a`, `stem_b` and so on."""
    named = zip(ascii_lowercase, sizes, strict=False)
    return "\n".join(f"{stem}_{letter} = {size!r}" for letter, size in named)


def printed(*shapes: object) -> str:
    """A cell that prints these shapes, as somebody would who worked them out on paper."""
    return "\n".join(f"print({shape!r})" for shape in shapes)


def chained(first: str, second: str, third: str, fourth: str) -> str:
    """A cell that sends the lantern through four layers and prints the shape after each."""
    lines = ["x = lantern.reshape(1, 96, 128, 3)"]
    for layer in (first, second, third, fourth):
        lines += [f"x = {layer}(x)", "print(x.shape)"]
    return "\n".join(lines)


valid = partial(shapes, "valid")
same = partial(shapes, "same")
padded = partial(shapes, "padded")
stride = partial(shapes, "stride")
max_pool = partial(shapes, "max")
average = partial(shapes, "average")
up = partial(shapes, "up")
grown = partial(shapes, "grown")
filters = partial(shapes, "filters")

NAN = "float('nan')"
LARGE = "large = tiling.reshape(1, 360, 480, 1)\n"
NUMBERS = "numbers = integers.reshape(1, 10, 10, 1)\n"

WRONG_ANSWERS: tuple[WrongAnswer, ...] = (
    # valid: (1, 26, 26, 1), (1, 16, 28, 1), (4, 46, 58, 1)
    WrongAnswer(
        "valid", valid((1, 28, 28, 1), (1, 20, 32, 1), (4, 48, 64, 1)), 0, "valid-only-divides"
    ),
    WrongAnswer(
        "valid", valid((1, 25, 25, 1), (1, 15, 27, 1), (4, 45, 57, 1)), 0, "forgot-plus-one"
    ),
    WrongAnswer("valid", valid((26, 26, 1), (16, 28, 1), (46, 58, 1)), 0, "batch-left-out"),
    WrongAnswer(
        "valid", valid((1, 1, 26, 26), (1, 1, 16, 28), (4, 1, 46, 58)), 0, "channels-first"
    ),
    WrongAnswer(
        "valid", valid((1, 26, 26, 1), (1, 28, 16, 1), (4, 58, 46, 1)), 1, "height-width-swapped"
    ),
    # half right: the batch of four was overlooked
    WrongAnswer("valid", valid((1, 26, 26, 1), (1, 16, 28, 1), (1, 46, 58, 1)), 2, None),
    WrongAnswer("valid", valid((1, 26, 26, 1), None, None), 1, None, "partial"),
    WrongAnswer("valid", valid("26 x 26", (26, 26), 676), 0, None, "wrong"),
    WrongAnswer(
        "valid", f"valid_a = (1, {NAN}, 26, 1)\nvalid_b = {NAN}\nvalid_c = Conv2D(1, (3, 7))", 0
    ),
    WrongAnswer("valid", valid(None, None, None), 0, None, "not attempted"),
    WrongAnswer("valid", "valid_a = (1, 26, 26, 1)\nvalid_b = (1, 16, 28, 1)\n1 / 0", 2),
    # same: (1, 28, 28, 1), (1, 14, 23, 1), (1, 20, 30, 1)
    WrongAnswer("same", same((1, 28, 28, 1), (1, 27, 45, 1), (1, 20, 30, 1)), 2, "same-keeps-size"),
    WrongAnswer("same", same((1, 26, 26, 1), (1, 13, 22, 1), (1, 17, 27, 1)), 0, "same-pads-one"),
    WrongAnswer("same", same((1, 28, 28, 1), (1, 14, 23, 1), (1, 19, 29, 1)), 2, "same-pads-half"),
    WrongAnswer("same", same((1, 32, 32, 1), (1, 16, 25, 1), (1, 25, 35, 1)), 0, "same-pads-twice"),
    WrongAnswer("same", same((28, 28, 1), (14, 23, 1), (20, 30, 1)), 0, "batch-left-out"),
    WrongAnswer("same", same((1, 1, 28, 28), (1, 1, 14, 23), (1, 1, 20, 30)), 0, "channels-first"),
    WrongAnswer(
        "same", same((1, 28, 28, 1), (1, 23, 14, 1), (1, 30, 20, 1)), 1, "height-width-swapped"
    ),
    # as if the padding were valid, and as if the half were rounded down
    WrongAnswer("same", same((1, 24, 24, 1), (1, 12, 21, 1), (1, 15, 25, 1)), 0, None),
    WrongAnswer("same", same((1, 28, 28, 1), (1, 13, 22, 1), (1, 20, 30, 1)), 2, "same-pads-one"),
    WrongAnswer("same", same([[1, 28, 28, 1]], {"height": 14}, True), 0, None),
    # zero-padding: (1, 32, 32, 1), (1, 23, 34, 1), (1, 28, 40, 1)
    WrongAnswer(
        "zero-padding",
        padded((1, 30, 30, 1), (1, 21, 34, 1), (1, 26, 38, 1)),
        0,
        "zero-padding-one-side",
    ),
    WrongAnswer(
        "zero-padding",
        padded((1, 32, 32, 1), (1, 24, 33, 1), (1, 28, 40, 1)),
        2,
        "zero-padding-swapped",
    ),
    WrongAnswer(
        "zero-padding",
        padded((1, 32, 32, 1), (1, 23, 34, 1), (1, 32, 44, 1)),
        2,
        "valid-only-divides",
    ),
    WrongAnswer(
        "zero-padding",
        padded((1, 32, 32, 1), (1, 23, 34, 1), (1, 27, 39, 1)),
        2,
        "forgot-plus-one",
    ),
    WrongAnswer("zero-padding", padded((32, 32, 1), (23, 34, 1), (28, 40, 1)), 0, "batch-left-out"),
    WrongAnswer(
        "zero-padding",
        padded((1, 1, 32, 32), (1, 1, 23, 34), (1, 1, 28, 40)),
        0,
        "channels-first",
    ),
    WrongAnswer(
        "zero-padding",
        padded((1, 32, 32, 1), (1, 34, 23, 1), (1, 40, 28, 1)),
        1,
        "height-width-swapped",
    ),
    # the zeros were forgotten; the layers themselves in place of shapes
    WrongAnswer("zero-padding", padded((1, 28, 28, 1), (1, 20, 30, 1), (1, 24, 36, 1)), 0, None),
    WrongAnswer(
        "zero-padding",
        "padded_a = ZeroPadding2D(2)\npadded_b = ZeroPadding2D(((1, 2), (4, 0)))\npadded_c = None",
        0,
    ),
    # stride: (1, 13, 13, 1), (1, 9, 10, 1), (1, 6, 9, 1)
    WrongAnswer(
        "stride", stride((1, 14, 14, 1), (1, 10, 10, 1), (1, 8, 11, 1)), 0, "valid-only-divides"
    ),
    WrongAnswer("stride", stride((1, 12, 12, 1), (1, 8, 9, 1), (1, 5, 8, 1)), 0, "forgot-plus-one"),
    WrongAnswer(
        "stride", stride((1, 14, 14, 1), (1, 9, 10, 1), (1, 7, 10, 1)), 1, "ceil-for-floor"
    ),
    WrongAnswer("stride", stride((1, 14, 14, 1), (1, 9, 10, 1), (1, 6, 10, 1)), 1, "rounded"),
    WrongAnswer(
        "stride", stride((1, 13.5, 13.5, 1), (1, 9, 10, 1), (1, 6.25, 9.5, 1)), 1, "fraction"
    ),
    WrongAnswer("stride", stride((13, 13, 1), (9, 10, 1), (6, 9, 1)), 0, "batch-left-out"),
    WrongAnswer("stride", stride((1, 1, 13, 13), (1, 1, 9, 10), (1, 1, 6, 9)), 0, "channels-first"),
    WrongAnswer(
        "stride", stride((1, 13, 13, 1), (1, 10, 9, 1), (1, 9, 6, 1)), 1, "height-width-swapped"
    ),
    # "it does not divide, so it is impossible"
    WrongAnswer("stride", stride("impossible", (1, 9, 10, 1), "impossible"), 1, None),
    # only the first one is wrong; the others speak against only dividing, and not against these two
    WrongAnswer(
        "stride", stride((1, 14, 14, 1), (1, 9, 10, 1), (1, 6, 9, 1)), 2, "ceil-for-floor"
    ),
    WrongAnswer("stride", "stride_a = undefined_name\nstride_b = (1, 9, 10, 1)", 0, None, "wrong"),
    # print-strides: (1, 180, 240, 1), (1, 118, 158, 1), (1, 179, 159, 4)
    WrongAnswer(  # the first stride was forgotten
        "print-strides",
        LARGE
        + 'print(Conv2D(1, 3, padding="same")(large).shape)\n'
        + "print(Conv2D(1, 9, strides=3)(large).shape)\n"
        + "print(Conv2D(4, (4, 6), strides=(2, 3))(large).shape)",
        2,
        "same-keeps-size",
    ),
    WrongAnswer(
        "print-strides",
        printed((1, 181, 241, 1), (1, 118, 158, 1), (1, 179, 159, 4)),
        2,
        "same-pads-twice",
    ),
    WrongAnswer(
        "print-strides",
        printed((1, 180, 240, 1), (1, 120, 160, 1), (1, 180, 160, 4)),
        1,
        "valid-only-divides",
    ),
    WrongAnswer(
        "print-strides",
        printed((1, 180, 240, 1), (1, 117, 157, 1), (1, 178, 158, 4)),
        1,
        "forgot-plus-one",
    ),
    WrongAnswer(  # one filter in place of four
        "print-strides",
        LARGE
        + 'print(Conv2D(1, 3, strides=2, padding="same")(large).shape)\n'
        + "print(Conv2D(1, 9, strides=3)(large).shape)\n"
        + "print(Conv2D(1, (4, 6), strides=(2, 3))(large).shape)",
        2,
        "channels-kept",
    ),
    WrongAnswer(  # the first picture of each batch
        "print-strides",
        LARGE
        + 'print(Conv2D(1, 3, strides=2, padding="same")(large)[0].shape)\n'
        + "print(Conv2D(1, 9, strides=3)(large)[0].shape)\n"
        + "print(Conv2D(4, (4, 6), strides=(2, 3))(large)[0].shape)",
        0,
        "batch-left-out",
    ),
    WrongAnswer(
        "print-strides",
        printed((1, 1, 180, 240), (1, 1, 118, 158), (1, 4, 179, 159)),
        0,
        "channels-first",
    ),
    WrongAnswer(  # reshaped with rows and columns exchanged
        "print-strides",
        "large = tiling.reshape(1, 480, 360, 1)\n"
        + 'print(Conv2D(1, 3, strides=2, padding="same")(large).shape)\n'
        + "print(Conv2D(1, 9, strides=3)(large).shape)\n"
        + "print(Conv2D(4, (4, 6), strides=(2, 3))(large).shape)",
        0,
        "height-width-swapped",
    ),
    WrongAnswer(  # the right three in another order
        "print-strides",
        printed((1, 118, 158, 1), (1, 180, 240, 1), (1, 179, 159, 4)),
        1,
        None,
        "partial",
    ),
    WrongAnswer(  # the right three among many guesses
        "print-strides",
        "for size in range(100, 200):\n"
        + "    print((1, size, size + 60, 1))\n"
        + printed((1, 180, 240, 1), (1, 118, 158, 1), (1, 179, 159, 4)),
        0,
        None,
        "wrong",
    ),
    WrongAnswer(  # computed, but not printed
        "print-strides",
        LARGE + "first = Conv2D(1, 3, strides=2, padding='same')(large).shape",
        0,
        None,
        "not attempted",
    ),
    WrongAnswer(  # it stops with an error after the first
        "print-strides",
        LARGE
        + 'print(Conv2D(1, 3, strides=2, padding="same")(large).shape)\n'
        + "print(Conv2D(1, 9, strides=3)(tiling).shape)",
        0,
        None,
        "wrong",
    ),
    # max-pooling: (1, 14, 14, 3), (1, 10, 15, 8), (5, 13, 19, 16)
    WrongAnswer(
        "max-pooling",
        max_pool((1, 27, 27, 3), (1, 30, 44, 8), (5, 13, 19, 16)),
        1,
        "pooling-stride-one",
    ),
    WrongAnswer(
        "max-pooling",
        max_pool((1, 14, 14, 1), (1, 10, 15, 1), (5, 13, 19, 1)),
        0,
        "pooling-one-channel",
    ),
    WrongAnswer(
        "max-pooling",
        max_pool((1, 14, 14, 3), (1, 10, 15, 8), (5, 13, 20, 16)),
        2,
        "valid-only-divides",
    ),
    WrongAnswer(
        "max-pooling",
        max_pool((1, 13, 13, 3), (1, 9, 14, 8), (5, 12, 18, 16)),
        0,
        "forgot-plus-one",
    ),
    WrongAnswer(
        "max-pooling",
        max_pool((1, 14, 14, 3), (1, 11, 16, 8), (5, 13, 20, 16)),
        1,
        "ceil-for-floor",
    ),
    WrongAnswer(
        "max-pooling", max_pool((1, 14, 14, 3), (1, 11, 15, 8), (5, 13, 20, 16)), 1, "rounded"
    ),
    WrongAnswer(
        "max-pooling",
        "max_a = (1, 14, 14, 3)\n"
        "max_b = (1, (32 - 3) / 3 + 1, (46 - 3) / 3 + 1, 8)\n"
        "max_c = (5, (27 - 3) / 2 + 1, (40 - 3) / 2 + 1, 16)",
        1,
        "fraction",
    ),
    WrongAnswer(
        "max-pooling", max_pool((14, 14, 3), (10, 15, 8), (13, 19, 16)), 0, "batch-left-out"
    ),
    WrongAnswer(
        "max-pooling",
        max_pool((1, 3, 14, 14), (1, 8, 10, 15), (5, 16, 13, 19)),
        0,
        "channels-first",
    ),
    WrongAnswer(
        "max-pooling",
        max_pool((1, 14, 14, 3), (1, 15, 10, 8), (5, 19, 13, 16)),
        1,
        "height-width-swapped",
    ),
    WrongAnswer("max-pooling", max_pool(None, None, (5, 13, 19, 16)), 1, None, "partial"),
    # average-pooling: (1, 14, 14, 3), (1, 10, 14, 8), (1, 14, 21, 4)
    WrongAnswer(
        "average-pooling",
        average((1, 27, 27, 3), (1, 10, 14, 8), (1, 14, 21, 4)),
        2,
        "pooling-stride-one",
    ),
    WrongAnswer(
        "average-pooling",
        average((1, 13, 13, 3), (1, 10, 13, 8), (1, 14, 21, 4)),
        1,
        "pooling-same-floors",
    ),
    WrongAnswer(
        "average-pooling",
        average((1, 14, 14, 1), (1, 10, 14, 1), (1, 14, 21, 1)),
        0,
        "pooling-one-channel",
    ),
    WrongAnswer(
        "average-pooling",
        average((1, 27, 27, 3), (1, 30, 41, 8), (1, 14, 21, 4)),
        1,
        "same-keeps-size",
    ),
    WrongAnswer(
        "average-pooling",
        average((1, 14, 14, 3), (1, 10, 13, 8), (1, 14, 21, 4)),
        2,
        "same-pads-one",
    ),
    WrongAnswer(
        "average-pooling",
        average((1, 13, 13, 3), (1, 10, 14, 8), (1, 14, 21, 4)),
        2,
        "same-pads-half",
    ),
    WrongAnswer(
        "average-pooling",
        average((1, 14, 14, 3), (1, 12, 15, 8), (1, 14, 21, 4)),
        2,
        "same-pads-twice",
    ),
    WrongAnswer(
        "average-pooling",
        average((1, 14, 14, 3), (1, 10, 14, 8), (1, 13, 20, 4)),
        2,
        "forgot-plus-one",
    ),
    WrongAnswer(
        "average-pooling",
        average((1, 14, 14, 3), (1, 10, 14, 8), (1, 14, 21.5, 4)),
        2,
        "fraction",
    ),
    WrongAnswer(
        "average-pooling",
        average((1, 14, 14, 3), (1, 10, 14, 8), (1, 14, 22, 4)),
        2,
        "ceil-for-floor",
    ),
    WrongAnswer(
        "average-pooling", average((14, 14, 3), (10, 14, 8), (14, 21, 4)), 0, "batch-left-out"
    ),
    WrongAnswer(
        "average-pooling",
        average((1, 3, 14, 14), (1, 8, 10, 14), (1, 4, 14, 21)),
        0,
        "channels-first",
    ),
    WrongAnswer(
        "average-pooling",
        average((1, 14, 14, 3), (1, 14, 10, 8), (1, 21, 14, 4)),
        1,
        "height-width-swapped",
    ),
    # pool-values
    WrongAnswer(
        "pool-values",
        NUMBERS + "largest = AveragePooling2D(2)(numbers)\nmeans = AveragePooling2D(2)(numbers)",
        1,
        "average-for-max",
    ),
    WrongAnswer(
        "pool-values",
        NUMBERS + "largest = MaxPooling2D(2)(numbers)\nmeans = MaxPooling2D(2)(numbers)",
        1,
        "max-for-average",
    ),
    WrongAnswer(
        "pool-values",
        NUMBERS
        + "largest = MaxPooling2D(2, strides=1)(numbers)\n"
        + "means = AveragePooling2D(2, strides=1)(numbers)",
        0,
        "pooling-stride-one",
    ),
    WrongAnswer(  # each in the other's place
        "pool-values",
        NUMBERS + "largest = AveragePooling2D(2)(numbers)\nmeans = MaxPooling2D(2)(numbers)",
        0,
        "average-for-max",
    ),
    WrongAnswer(  # the mean of whole numbers was rounded
        "pool-values",
        NUMBERS
        + "largest = MaxPooling2D(2)(numbers)\n"
        + "means = np.round(AveragePooling2D(2)(numbers))",
        1,
        None,
        "partial",
    ),
    WrongAnswer(  # the layers themselves, not what they compute
        "pool-values", "largest = MaxPooling2D(2)\nmeans = AveragePooling2D(2)", 0, None, "wrong"
    ),
    WrongAnswer(
        "pool-values", "largest = np.full((5, 5), np.nan)\nmeans = 'means'", 0, None, "wrong"
    ),
    WrongAnswer("pool-values", "largest = integers.max()\nmeans = integers.ravel()", 0),
    WrongAnswer(  # windows of 5 x 5, so that 2 x 2 are left
        "pool-values",
        NUMBERS + "largest = MaxPooling2D(5)(numbers)\nmeans = AveragePooling2D(5)(numbers)",
        0,
    ),
    # upsampling: (1, 28, 28, 3), (1, 21, 30, 8), (1, 27, 39, 1)
    WrongAnswer(
        "upsampling", up((1, 16, 16, 3), (1, 10, 13, 8), (1, 12, 16, 1)), 0, "upsampling-adds"
    ),
    WrongAnswer(
        "upsampling",
        up((1, 28, 28, 3), (1, 19, 28, 8), (1, 27, 39, 1)),
        2,
        "bilinear-changes-shape",
    ),
    WrongAnswer(
        "upsampling", up((1, 28, 28, 3), (1, 21, 30, 8), (1, 78, 117, 1)), 2, "pooling-stride-one"
    ),
    WrongAnswer(
        "upsampling", up((1, 28, 28, 3), (1, 21, 30, 8), (1, 24, 36, 1)), 2, "forgot-plus-one"
    ),
    WrongAnswer(
        "upsampling", up((1, 28, 28, 3), (1, 21, 30, 8), (1, 30, 42, 1)), 2, "ceil-for-floor"
    ),
    WrongAnswer("upsampling", up((1, 28, 28, 3), (1, 21, 30, 8), (1, 27, 42, 1)), 2, "rounded"),
    # the way down and up again taken to lead back
    WrongAnswer("upsampling", up((1, 28, 28, 3), (1, 21, 30, 8), (1, 28, 41, 1)), 2, "fraction"),
    WrongAnswer("upsampling", up((28, 28, 3), (21, 30, 8), (27, 39, 1)), 0, "batch-left-out"),
    WrongAnswer(
        "upsampling", up((1, 3, 28, 28), (1, 8, 21, 30), (1, 1, 27, 39)), 0, "channels-first"
    ),
    WrongAnswer(
        "upsampling", up((1, 28, 28, 3), (1, 30, 21, 8), (1, 39, 27, 1)), 1, "height-width-swapped"
    ),
    # downwards in place of upwards
    WrongAnswer("upsampling", up((1, 7, 7, 3), (1, 2, 3, 8), (1, 9, 13, 1)), 0, None, "wrong"),
    # transposed: (1, 28, 28, 8), (1, 29, 41, 1), (1, 14, 20, 8), (1, 27, 39, 8)
    WrongAnswer(
        "transposed",
        grown((1, 28, 28, 8), (1, 28, 40, 1), (1, 14, 20, 8), (1, 27, 39, 8)),
        1.5,
        "transposed-valid-multiplies",
    ),
    WrongAnswer(
        "transposed",
        grown((1, 27, 27, 8), (1, 29, 41, 1), (1, 14, 20, 8), (1, 27, 39, 8)),
        1.5,
        "transposed-other-library",
    ),
    WrongAnswer(
        "transposed",
        grown((1, 27, 27, 8), (1, 29, 41, 1), (1, 12, 18, 8), (1, 27, 39, 8)),
        1,
        "output-padding-zero",
    ),
    WrongAnswer(
        "transposed",
        grown((1, 28, 28, 128), (1, 29, 41, 1), (1, 14, 20, 128), (1, 27, 39, 128)),
        0.5,
        "channels-multiplied",
    ),
    WrongAnswer(
        "transposed",
        grown((1, 28, 28, 16), (1, 29, 41, 1), (1, 14, 20, 16), (1, 27, 39, 16)),
        0.5,
        "channels-kept",
    ),
    WrongAnswer(
        "transposed",
        grown((28, 28, 8), (29, 41, 1), (14, 20, 8), (27, 39, 8)),
        0,
        "batch-left-out",
    ),
    WrongAnswer(
        "transposed",
        grown((1, 8, 28, 28), (1, 1, 29, 41), (1, 8, 14, 20), (1, 8, 27, 39)),
        0,
        "channels-first",
    ),
    WrongAnswer(
        "transposed",
        grown((1, 28, 28, 8), (1, 41, 29, 1), (1, 20, 14, 8), (1, 39, 27, 8)),
        0.5,
        "height-width-swapped",
    ),
    # output_padding=0 overlooked
    WrongAnswer(
        "transposed",
        grown((1, 28, 28, 8), (1, 29, 41, 1), (1, 14, 20, 8), (1, 28, 40, 8)),
        1.5,
        None,
        "partial",
    ),
    # downwards in place of upwards
    WrongAnswer(
        "transposed",
        grown((1, 7, 7, 8), (1, 6, 9, 1), (1, 4, 5, 8), (1, 7, 10, 8)),
        0,
        None,
        "wrong",
    ),
    # filters: (1, 358, 478, 23), (1, 94, 126, 23), (10, 32, 48, 5)
    WrongAnswer(
        "filters",
        filters((1, 358, 478, 23), (1, 94, 126, 69), (10, 32, 48, 115)),
        1,
        "channels-multiplied",
    ),
    WrongAnswer(
        "filters", filters((1, 358, 478, 1), (1, 94, 126, 3), (10, 32, 48, 23)), 0, "channels-kept"
    ),
    WrongAnswer(
        "filters",
        filters((1, 360, 480, 23), (1, 96, 128, 23), (10, 32, 48, 5)),
        1,
        "valid-only-divides",
    ),
    WrongAnswer(
        "filters",
        filters((1, 357, 477, 23), (1, 93, 125, 23), (10, 32, 48, 5)),
        1,
        "forgot-plus-one",
    ),
    WrongAnswer(
        "filters",
        filters((1, 358, 478, 23), (1, 94, 126, 23), (10, 32, 46, 5)),
        2,
        "same-pads-one",
    ),
    WrongAnswer(
        "filters",
        filters((1, 358, 478, 23), (1, 94, 126, 23), (10, 34, 52, 5)),
        2,
        "same-pads-twice",
    ),
    WrongAnswer(
        "filters", filters((358, 478, 23), (94, 126, 23), (32, 48, 5)), 0, "batch-left-out"
    ),
    WrongAnswer(
        "filters",
        filters((1, 23, 358, 478), (1, 23, 94, 126), (10, 5, 32, 48)),
        0,
        "channels-first",
    ),
    WrongAnswer(
        "filters",
        filters((1, 478, 358, 23), (1, 126, 94, 23), (10, 48, 32, 5)),
        0,
        "height-width-swapped",
    ),
    # the weights' shapes in place of the outputs'
    WrongAnswer("filters", filters((3, 3, 1, 23), (3, 3, 3, 23), (3, 5, 23, 5)), 0, None, "wrong"),
    # pipeline: (1, 94, 126, 8), (1, 47, 63, 8), (1, 24, 32, 16), (1, 49, 65, 3)
    WrongAnswer(  # the third layer's stride was forgotten
        "pipeline",
        chained(
            "Conv2D(8, 3)",
            "MaxPooling2D(2)",
            'Conv2D(16, 3, padding="same")',
            "Conv2DTranspose(3, 3, strides=2)",
        ),
        1,
        "same-keeps-size",
    ),
    WrongAnswer(
        "pipeline",
        printed((1, 94, 126, 8), (1, 47, 63, 8), (1, 25, 33, 16), (1, 51, 67, 3)),
        1,
        "same-pads-twice",
    ),
    WrongAnswer(
        "pipeline",
        chained(
            "Conv2D(8, 3)",
            "MaxPooling2D(2, strides=1)",
            'Conv2D(16, 3, strides=2, padding="same")',
            "Conv2DTranspose(3, 3, strides=2)",
        ),
        0.5,
        "pooling-stride-one",
    ),
    WrongAnswer(
        "pipeline",
        printed((1, 94, 126, 8), (1, 47, 63, 1), (1, 24, 32, 16), (1, 49, 65, 3)),
        1.5,
        "pooling-one-channel",
    ),
    WrongAnswer(  # "same" in the last layer: the valid one taken as a multiplication
        "pipeline",
        chained(
            "Conv2D(8, 3)",
            "MaxPooling2D(2)",
            'Conv2D(16, 3, strides=2, padding="same")',
            'Conv2DTranspose(3, 3, strides=2, padding="same")',
        ),
        1.5,
        "transposed-valid-multiplies",
    ),
    WrongAnswer(
        "pipeline",
        printed((1, 94, 126, 24), (1, 47, 63, 24), (1, 24, 32, 384), (1, 49, 65, 1152)),
        0,
        "channels-multiplied",
    ),
    WrongAnswer(  # the last layer's filters are as many as the picture's channels
        "pipeline",
        printed((1, 94, 126, 3), (1, 47, 63, 3), (1, 24, 32, 3), (1, 49, 65, 3)),
        0.5,
        "channels-kept",
    ),
    WrongAnswer(  # "same" in the first layer, too
        "pipeline",
        chained(
            'Conv2D(8, 3, padding="same")',
            "MaxPooling2D(2)",
            'Conv2D(16, 3, strides=2, padding="same")',
            "Conv2DTranspose(3, 3, strides=2)",
        ),
        1,
        "valid-only-divides",
    ),
    WrongAnswer(
        "pipeline",
        printed((1, 93, 125, 8), (1, 45, 61, 8), (1, 23, 31, 16), (1, 47, 63, 3)),
        0,
        "forgot-plus-one",
    ),
    WrongAnswer(
        "pipeline",
        printed((94, 126, 8), (47, 63, 8), (24, 32, 16), (49, 65, 3)),
        0,
        "batch-left-out",
    ),
    WrongAnswer(
        "pipeline",
        printed((1, 8, 94, 126), (1, 8, 47, 63), (1, 16, 24, 32), (1, 3, 49, 65)),
        0,
        "channels-first",
    ),
    WrongAnswer(  # reshaped with rows and columns exchanged
        "pipeline",
        chained(
            "Conv2D(8, 3)",
            "MaxPooling2D(2)",
            'Conv2D(16, 3, strides=2, padding="same")',
            "Conv2DTranspose(3, 3, strides=2)",
        ).replace("1, 96, 128, 3", "1, 128, 96, 3"),
        0,
        "height-width-swapped",
    ),
    WrongAnswer(  # every layer on the lantern itself, not on what came before
        "pipeline",
        "x = lantern.reshape(1, 96, 128, 3)\n"
        "print(Conv2D(8, 3)(x).shape)\n"
        "print(MaxPooling2D(2)(x).shape)\n"
        'print(Conv2D(16, 3, strides=2, padding="same")(x).shape)\n'
        "print(Conv2DTranspose(3, 3, strides=2)(x).shape)",
        0.5,
        None,
        "partial",
    ),
    WrongAnswer("pipeline", "x = lantern\nprint(x.shape)", 0, None, "wrong"),
    # inverse
    WrongAnswer("inverse", "shrink = Conv2D(2, 7, strides=4)", 0, "valid-only-divides"),
    WrongAnswer("inverse", "shrink = Conv2D(2, 4, strides=3)", 0, "forgot-plus-one"),
    WrongAnswer("inverse", "shrink = Conv2D(2, 8, strides=3)", 0, "ceil-for-floor"),
    WrongAnswer("inverse", 'shrink = Conv2D(2, 5, strides=4, padding="same")', 0, "same-pads-one"),
    WrongAnswer("inverse", "shrink = Conv2D(3, 5, strides=5)", 0, None),  # three filters
    WrongAnswer("inverse", "shrink = Conv2D(2, 11)", 0, None),  # larger than the picture
    WrongAnswer("inverse", "shrink = MaxPooling2D(5)", 0, None),  # keeps the channels
    WrongAnswer("inverse", "shrink = Conv2D", 0, None),  # the class, not a layer
    WrongAnswer("inverse", "shrink = (1, 2, 2, 2)", 0, None, "wrong"),
    WrongAnswer(  # the output, not the layer
        "inverse", "shrink = Conv2D(2, 5, strides=5)(np.zeros((1, 10, 10, 3)))", 0, None, "wrong"
    ),
    WrongAnswer("inverse", "shrink = None", 0, None, "not attempted"),
    # halve
    WrongAnswer("halve", "half = Conv2D(1, 3, strides=2)", 0, "valid-only-divides"),
    WrongAnswer("halve", 'half = Conv2D(1, 3, padding="same")', 0, None),  # no stride
    WrongAnswer("halve", "half = Conv2D(1, 2, strides=2)", 0, None),  # right for 28, not for 27
    WrongAnswer(
        "halve", 'half = Conv2D(1, 3, strides=2, padding="same", activation="relu")', 0, None
    ),
    WrongAnswer("halve", 'half = Conv2D(1, 5, strides=2, padding="same")', 0, None),  # 5 x 5
    WrongAnswer("halve", 'half = Conv2D(3, 3, strides=2, padding="same")', 0, None),  # 3 filters
    WrongAnswer("halve", 'half = MaxPooling2D(2, padding="same")', 0, None),  # nothing to set
    WrongAnswer(  # right shapes, but the windows of an even size lie one pixel off
        "halve",
        "half = tf.keras.Sequential([ZeroPadding2D(1), Conv2D(1, 3, strides=2, use_bias=False)])",
        0,
        None,
        "wrong",
    ),
    WrongAnswer("halve", "half = 2", 0, None, "wrong"),
)

BY_HAND = """
def pooled(keep):
    return [[keep(integers[2 * r : 2 * r + 2, 2 * c : 2 * c + 2]) for c in range(5)] for r in range(5)]

largest = pooled(np.max)
means = pooled(np.mean)
"""

RIGHT_ANSWERS: tuple[tuple[str, str], ...] = (
    # lists, NumPy's integers, a batch of any size
    (
        "valid",
        "valid_a = [1, 26, 26, 1]\nvalid_b = np.array([1, 16, 28, 1])\nvalid_c = (None, 46, 58, 1)",
    ),
    # asked of Keras, in three ways
    (
        "valid",
        "valid_a = Conv2D(1, 3)(np.zeros((1, 28, 28, 1))).shape\n"
        "valid_b = Conv2D(1, 5).compute_output_shape((1, 20, 32, 1))\n"
        "valid_c = tf.shape(Conv2D(1, (3, 7))(tf.zeros((4, 48, 64, 1))))",
    ),
    # worked out by a function of one's own, with a division that gives whole floats
    (
        "same",
        "from math import ceil\n"
        "def out(i, s=1):\n"
        "    return ceil(i / s)\n"
        "same_a = (1, out(28), out(28), 1)\n"
        "same_b = (1, out(27, 2), out(45, 2), 1)\n"
        "same_c = (1, 60 / 3, 60 / 2, 1)",
    ),
    (
        "zero-padding",
        "padded_a = tf.TensorShape([1, 32, 32, 1])\n"
        "padded_b = tuple(np.array([1, 20, 30, 1]) + np.array([0, 3, 4, 0]))\n"
        "padded_c = tuple([1, 28, 40, 1])",
    ),
    (
        "stride",
        "def out(i, k, s):\n"
        "    return len(range(0, i - k + 1, s))\n"
        "stride_a = (1, out(28, 3, 2), out(28, 3, 2), 1)\n"
        "stride_b = (1, out(21, 5, 2), out(32, 5, 3), 1)\n"
        "stride_c = (1, out(32, 11, 4), out(45, 11, 4), 1)",
    ),
    ("stride", "stride_a, stride_b, stride_c = (1, 13.0, 13.0, 1), (1, 9, 10, 1), [1, 6, 9, 1]"),
    # printed with words around, on one line, as lists, and from a loop
    (
        "print-strides",
        LARGE
        + 'one = Conv2D(filters=1, kernel_size=(3, 3), strides=(2, 2), padding="same")(large)\n'
        + "two = Conv2D(1, (9, 9), (3, 3))(large)\n"
        + "three = Conv2D(4, (4, 6), (2, 3))(large)\n"
        + 'print(f"first {one.shape}, second {list(two.shape)},", "third:", tuple(three.shape))',
    ),
    (
        "print-strides",
        "layers = [\n"
        '    Conv2D(1, 3, strides=2, padding="same", use_bias=False),\n'
        '    Conv2D(1, 9, strides=3, activation="relu"),\n'
        "    Conv2D(4, (4, 6), strides=(2, 3)),\n"
        "]\n"
        "for layer in layers:\n"
        "    print(tf.TensorShape(layer(tiling[None, :, :, None]).shape))",
    ),
    # as the value of the cell's last line
    (
        "print-strides",
        LARGE
        + 'print(np.asarray(Conv2D(1, 3, strides=2, padding="same")(large)).shape)\n'
        + "Conv2D(1, 9, strides=3)(large).shape, Conv2D(4, (4, 6), strides=(2, 3))(large).shape",
    ),
    (
        "max-pooling",
        "max_a = MaxPooling2D(2)(np.zeros((1, 28, 28, 3))).shape\n"
        "max_b = MaxPooling2D((3, 3))(np.zeros((1, 32, 46, 8))).shape\n"
        "max_c = MaxPooling2D((3, 3), strides=(2, 2))(np.zeros((5, 27, 40, 16))).shape",
    ),
    (
        "average-pooling",
        "average_a = (1, -(-27 // 2), -(-27 // 2), 3)\n"
        "average_b = [1, -(-30 // 3), -(-41 // 3), 8]\n"
        "average_c = (1, (29 - 3) // 2 + 1, (44 - 3) // 2 + 1, 4)",
    ),
    ("pool-values", BY_HAND),
    (
        "pool-values",
        "blocks = integers.reshape(5, 2, 5, 2)\n"
        "largest = blocks.max(axis=(1, 3)).astype(int)\n"
        "means = tf.constant(blocks.mean(axis=(1, 3)))",
    ),
    (
        "pool-values",
        "numbers = tf.constant(integers)[None, :, :, None]\n"
        'largest = tf.nn.max_pool2d(numbers, 2, 2, "VALID")[0]\n'
        "box = Conv2D(1, 2, strides=2, use_bias=False)\n"
        "box(numbers)\n"
        "box.set_weights([np.full((2, 2, 1, 1), 0.25)])\n"
        "means = box(numbers)[0, :, :, 0]",
    ),
    (
        "upsampling",
        "up_a = UpSampling2D()(np.zeros((1, 14, 14, 3))).shape\n"
        "up_b = [1, 7 * 3, 10 * 3, 8]\n"
        "up_c = tuple(UpSampling2D(3)(MaxPooling2D(3)(np.zeros((1, 28, 41, 1)))).shape)",
    ),
    (
        "transposed",
        "grown_a = [1, 28, 28, 8]\n"
        "grown_b = Conv2DTranspose(1, 3, strides=2)(np.zeros((1, 14, 20, 1))).shape\n"
        "grown_c = np.array((1, 14, 20, 8))\n"
        "grown_d = (1, 13 * 2 + 1, 19 * 2 + 1, 8)",
    ),
    (
        "filters",
        "filters_a = Conv2D(23, (3, 3))(tiling.reshape(1, 360, 480, 1)).shape\n"
        "filters_b = Conv2D(23, 3)(lantern[None]).shape\n"
        "filters_c = (10, *(32, 48), 5)",
    ),
    # one network, its shapes printed on the way
    (
        "pipeline",
        "network = tf.keras.Sequential([\n"
        '    Conv2D(8, 3, activation="relu"),\n'
        "    MaxPooling2D(),\n"
        '    Conv2D(16, (3, 3), 2, "same"),\n'
        "    Conv2DTranspose(3, 3, 2),\n"
        "])\n"
        "picture = lantern[np.newaxis]\n"
        "for layer in network.layers:\n"
        "    picture = layer(picture)\n"
        '    print(layer.name, "->", [int(size) for size in picture.shape])',
    ),
    (
        "pipeline",
        "a = Conv2D(8, 3)(lantern.reshape(1, 96, 128, 3))\n"
        "b = MaxPooling2D(2)(a)\n"
        'c = Conv2D(16, 3, strides=2, padding="same")(b)\n'
        "d = Conv2DTranspose(3, 3, strides=2)(c)\n"
        "print([tuple(step.shape) for step in (a, b, c, d)])",
    ),
    ("inverse", "shrink = Conv2D(filters=2, kernel_size=(6, 6), strides=(4, 4))"),
    ("inverse", 'shrink = Conv2D(2, 3, strides=5, padding="same", activation="relu")'),
    ("inverse", "shrink = Conv2D(2, (9, 9))"),
    ("inverse", "shrink = Conv2D(2, 5, dilation_rate=2, use_bias=False)"),
    # made for another depth and already used, and a small network that does the job
    ("inverse", "shrink = Conv2D(2, 2, strides=8)\nshrink(np.zeros((1, 10, 10, 3)))"),
    ("inverse", "shrink = tf.keras.Sequential([MaxPooling2D(5), Conv2D(2, 1)])"),
    ("halve", 'half = Conv2D(1, (3, 3), strides=(2, 2), padding="SAME")'),
    (
        "halve",
        'half = Conv2D(filters=1, kernel_size=3, strides=2, padding="same", activation="linear")\n'
        "half(garment.reshape(1, 28, 28, 1))",
    ),
)
