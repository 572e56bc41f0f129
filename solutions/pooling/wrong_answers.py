"""Known answers to `pooling`: wrong ones with the marks and the mistake they must get, and right
ones written in ways that nobody expected.

Each code stands in place of the whole answer cell. The parts of a question share its points.
"""

from functools import partial
from string import ascii_lowercase

from autograder.course.rubric import WrongAnswer


def letters(stem: str, *values: object) -> str:
    """A cell that gives these values to `stem_a`, `stem_b` and so on."""
    named = zip(ascii_lowercase, values, strict=False)
    return "\n".join(f"{stem}_{letter} = {value!r}" for letter, value in named)


halved = partial(letters, "halved")
stripes = partial(letters, "stripes")
sizes = partial(letters, "sizes")

SMALL_MAX = [[7, 9, 6], [10, 4, 12]]
SMALL_MEAN = [[4, 5, 3], [6, 2, 9]]


def small(largest: object, mean: object) -> str:
    """The answer cell of `by-hand`."""
    return f"small_max = {largest!r}\nsmall_mean = {mean!r}"


PLACES = "places = [(row, column) for row in (0, 2, 4, 6) for column in (0, 2, 4, 6)]\n"
AS_SEEN = "seen = [integers[r : r + 3, c : c + 3] for r, c in places]\n"

NIGHT = """
def night(keep, fill=None):
    field = temperatures
    if fill is not None:
        field = np.pad(temperatures, ((0, 1), (0, 1)), constant_values=fill)
    return np.array(
        [[keep(field[r : r + 2, c : c + 2]) for c in range(0, 7, 2)] for r in range(0, 5, 2)]
    )


"""

REPEATED = [[16, 16, 32, 32], [16, 16, 32, 32], [64, 64, 0, 0], [64, 64, 0, 0]]
SMOOTH = [[16, 20, 28, 32], [28, 27, 25, 24], [52, 41, 19, 8], [64, 48, 16, 0]]
SIDE_BY_SIDE = [[2, 4, 1, 2], [0, 6, 0, 3], [3, 6, 4, 8], [0, 9, 0, 12]]
OVERLAPPING = [
    [2, 4, 3, 2, 1],
    [0, 2, 0, 1, 0],
    [9, 6, 14, 8, 6],
    [0, 3, 0, 4, 0],
    [9, 0, 18, 0, 8],
]


def grown(repeated: object, smooth: object) -> str:
    """The answer cell of `upsampling`."""
    return f"repeated = {repeated!r}\nsmooth = {smooth!r}"


STAMPING = """
side_by_side = np.zeros((4, 4))
overlapping = np.zeros((5, 5))
for row in range(2):
    for column in range(2):
        value, top, left = stamps[row, column], 2 * row, 2 * column
        side_by_side[top : top + 2, left : left + 2] += value * kernel_of_2
        overlapping[top : top + 3, left : left + 3] += value * kernel_of_3
"""

ROW = [[3, -1, 2, 0, 0], [0, 0, 3, -1, 2]]
SQUARE = [
    [1, 2, 0, 3, 4, 0, 0, 0, 0],
    [0, 1, 2, 0, 3, 4, 0, 0, 0],
    [0, 0, 0, 1, 2, 0, 3, 4, 0],
    [0, 0, 0, 0, 1, 2, 0, 3, 4],
]


def matrices(row: object, square: object) -> str:
    """The answer cell of `matrix`."""
    return f"row_matrix = np.array({row!r})\nsquare_matrix = np.array({square!r})"


def kernel(name: str, rows: str) -> str:
    """A cell that gives a kernel of these rows, with its four axes, a name."""
    return f"{name} = np.array({rows})[:, :, None, None]"


WRONG_ANSWERS: tuple[WrongAnswer, ...] = (
    # by-hand: two tables, one point each
    WrongAnswer("by-hand", small(SMALL_MEAN, SMALL_MEAN), 1, "average-for-max"),
    WrongAnswer("by-hand", small(SMALL_MAX, SMALL_MAX), 1, "max-for-average"),
    WrongAnswer("by-hand", small(SMALL_MEAN, SMALL_MAX), 0, "average-for-max"),
    WrongAnswer(
        "by-hand",
        "four_axes = small[None, :, :, None]\n"
        "small_max = MaxPooling2D(2, strides=1)(four_axes)\n"
        "small_mean = AveragePooling2D(2, strides=1)(four_axes)",
        0,
        "pooling-stride-one",
    ),
    # the sums, not yet divided; rows and columns exchanged; a slip; the smallest
    WrongAnswer("by-hand", small(SMALL_MAX, [[16, 20, 12], [24, 8, 36]]), 1, None, "partial"),
    WrongAnswer(
        "by-hand", f"small_max = np.array({SMALL_MAX}).T\nsmall_mean = np.array({SMALL_MEAN}).T", 0
    ),
    WrongAnswer("by-hand", small([[7, 9, 6], [10, 4, 11]], SMALL_MEAN), 1),
    WrongAnswer("by-hand", small([[1, 1, 0], [2, 0, 5]], None), 0, None, "wrong"),
    WrongAnswer("by-hand", small("7 9 6, 10 4 12", 29), 0, None, "wrong"),
    WrongAnswer(
        "by-hand",
        "small_max = np.zeros((2, 3))\nsmall_mean = np.zeros((2, 3))",
        0,
        None,
        "not attempted",
    ),
    # overlap
    WrongAnswer(
        "overlap",
        "overlap_max = overlap_mean = apply_layer(AveragePooling2D(3, strides=2), integers)",
        1,
        "average-for-max",
    ),
    WrongAnswer(
        "overlap",
        "overlap_max = overlap_mean = apply_layer(MaxPooling2D(3, strides=2), integers)",
        1,
        "max-for-average",
    ),
    WrongAnswer(  # windows side by side
        "overlap",
        "overlap_max = apply_layer(MaxPooling2D(3), integers)\n"
        "overlap_mean = apply_layer(AveragePooling2D(3), integers)",
    ),
    WrongAnswer(  # the border filled up
        "overlap",
        'overlap_max = apply_layer(MaxPooling2D(3, strides=2, padding="same"), integers)\n'
        'overlap_mean = apply_layer(AveragePooling2D(3, strides=2, padding="same"), integers)',
    ),
    WrongAnswer(  # a slice that is a pixel short
        "overlap",
        PLACES
        + "overlap_max = np.array([integers[r : r + 2, c : c + 2].max() for r, c in places])\n"
        + "overlap_max = overlap_max.reshape(4, 4)\n"
        + "overlap_mean = np.zeros((4, 4))",
        0,
        None,
        "wrong",
    ),
    WrongAnswer(  # the median is no mean
        "overlap",
        PLACES + AS_SEEN + "overlap_max = np.reshape([s.max() for s in seen], (4, 4))\n"
        "overlap_mean = np.reshape([np.median(s) for s in seen], (4, 4))",
        1,
    ),
    WrongAnswer(  # divided by the side of the window
        "overlap",
        PLACES + AS_SEEN + "overlap_max = np.reshape([s.max() for s in seen], (4, 4))\n"
        "overlap_mean = np.reshape([s.sum() / 3 for s in seen], (4, 4))",
        1,
    ),
    WrongAnswer("overlap", "overlap_max = MaxPooling2D(3, strides=2)", 0, None, "wrong"),
    # border
    WrongAnswer(
        "border",
        NIGHT + "warmest = night(np.max, fill=0)\naverage = night(np.mean, fill=0)",
        0,
        "same-counts-padding",
    ),
    WrongAnswer(
        "border",
        NIGHT + "warmest = night(np.max)\naverage = night(np.mean, fill=0)",
        1,
        "same-counts-padding",
    ),
    WrongAnswer(
        "border",
        NIGHT + "warmest = night(np.max, fill=0)\naverage = night(np.mean)",
        1,
        "same-counts-padding",
    ),
    WrongAnswer(
        "border", NIGHT + "warmest = night(np.mean)\naverage = night(np.mean)", 1, "average-for-max"
    ),
    WrongAnswer(
        "border", NIGHT + "warmest = night(np.max)\naverage = night(np.max)", 1, "max-for-average"
    ),
    WrongAnswer(
        "border",
        'warmest = apply_layer(MaxPooling2D(2, strides=1, padding="same"), temperatures)\n'
        'average = apply_layer(AveragePooling2D(2, strides=1, padding="same"), temperatures)',
        0,
        "pooling-stride-one",
    ),
    WrongAnswer(  # the incomplete windows left out
        "border",
        "warmest = apply_layer(MaxPooling2D(2), temperatures)\n"
        "average = apply_layer(AveragePooling2D(2), temperatures)",
    ),
    WrongAnswer(  # the coldest, and the wrong sign
        "border", NIGHT + "warmest = night(np.min)\naverage = -night(np.mean)"
    ),
    WrongAnswer(  # what is missing added at the upper left
        "border",
        "field = np.pad(temperatures, ((1, 0), (1, 0)), mode='edge').reshape(3, 2, 4, 2)\n"
        "warmest, average = field.max(axis=(1, 3)), field.mean(axis=(1, 3))",
    ),
    # tall-windows
    WrongAnswer(
        "tall-windows",
        "tall_mean = coat.reshape(7, 4, 14, 2).max(axis=(1, 3))",
        0,
        "max-for-average",
    ),
    WrongAnswer(
        "tall-windows",
        "tall_mean = apply_layer(AveragePooling2D((4, 2), strides=1), coat)",
        0,
        "pooling-stride-one",
    ),
    # windows of 2 rows and 4 columns; axes in another order, twice; the sum; the wrong axes
    WrongAnswer("tall-windows", "tall_mean = coat.reshape(14, 2, 7, 4).mean(axis=(1, 3))"),
    WrongAnswer("tall-windows", "tall_mean = coat.reshape(4, 7, 2, 14).mean(axis=(0, 2))"),
    WrongAnswer("tall-windows", "tall_mean = coat.reshape(7, 14, 4, 2).mean(axis=(2, 3))"),
    WrongAnswer("tall-windows", "tall_mean = coat.reshape(7, 4, 14, 2).sum(axis=(1, 3))"),
    WrongAnswer("tall-windows", "tall_mean = coat.reshape(7, 4, 14, 2).mean(axis=(0, 2))"),
    WrongAnswer("tall-windows", "tall_mean = coat.reshape(7, 4, 14, 2)"),
    WrongAnswer("tall-windows", "tall_mean = coat.reshape(8, 4, 14, 2).mean(axis=(1, 3))"),
    # three-ways: (1, 16, 25, 8), (1, 16, 24, 8), (1, 17, 25, 16)
    WrongAnswer(
        "three-ways",
        halved((1, 32, 49, 8), (1, 16, 24, 8), (1, 17, 25, 16)),
        2,
        "pooling-stride-one",
    ),
    WrongAnswer(
        "three-ways",
        halved((1, 16, 25, 1), (1, 16, 24, 1), (1, 17, 25, 16)),
        1,
        "pooling-one-channel",
    ),
    WrongAnswer(
        "three-ways", halved((1, 16, 25, 8), (1, 16, 24, 8), (1, 33, 50, 16)), 2, "same-keeps-size"
    ),
    WrongAnswer(
        "three-ways", halved((1, 16, 25, 8), (1, 16, 24, 8), (1, 17, 25, 8)), 2, "channels-kept"
    ),
    WrongAnswer(
        "three-ways",
        halved((1, 16, 25, 8), (1, 16, 24, 8), (1, 17, 25, 128)),
        2,
        "channels-multiplied",
    ),
    WrongAnswer(
        "three-ways",
        halved((1, 16, 25, 8), (1, 16, 25, 8), (1, 17, 25, 16)),
        2,
        "valid-only-divides",
    ),
    WrongAnswer(
        "three-ways", halved((1, 15, 24, 8), (1, 15, 23, 8), (1, 17, 25, 16)), 1, "forgot-plus-one"
    ),
    WrongAnswer("three-ways", halved((16, 25, 8), (16, 24, 8), (17, 25, 16)), 0, "batch-left-out"),
    WrongAnswer(
        "three-ways",
        halved((1, 8, 16, 25), (1, 8, 16, 24), (1, 16, 17, 25)),
        0,
        "channels-first",
    ),
    WrongAnswer(
        "three-ways",
        halved((1, 25, 16, 8), (1, 24, 16, 8), (1, 25, 17, 16)),
        0,
        "height-width-swapped",
    ),
    WrongAnswer("three-ways", halved((1, 16, 25, 8), None, None), 1, None, "partial"),
    WrongAnswer("three-ways", halved(0.5, "half", (2, 2)), 0, None, "wrong"),
    # mean-kernel
    WrongAnswer("mean-kernel", "mean_kernel = np.ones((2, 2, 1, 1))", 0, "not-normalised"),
    WrongAnswer("mean-kernel", "mean_kernel = np.ones((2, 2, 1, 1)) / 2", 0, "divided-by-side"),
    WrongAnswer("mean-kernel", "mean_kernel = -np.ones((2, 2, 1, 1)) / 4", 0, "sign-flipped"),
    WrongAnswer("mean-kernel", "mean_kernel = np.ones((2, 2, 1, 1)) / 9", 0, "not-normalised"),
    WrongAnswer("mean-kernel", "mean_kernel = np.ones((3, 3, 1, 1)) / 9"),
    WrongAnswer("mean-kernel", "mean_kernel = np.ones((2, 2)) / 4"),  # two axes
    WrongAnswer("mean-kernel", "mean_kernel = np.array([1, 0, 0, 1]).reshape(2, 2, 1, 1) / 2"),
    WrongAnswer("mean-kernel", "mean_kernel = AveragePooling2D(2)"),
    WrongAnswer("mean-kernel", "mean_kernel = np.full((2, 2, 1, 1), np.inf)"),
    # pick
    WrongAnswer("pick", kernel("pick", "[[-1, 0], [0, 0]]"), 0, "sign-flipped"),
    WrongAnswer("pick", kernel("pick", "[[4, 0], [0, 0]]"), 0, "not-normalised"),
    WrongAnswer("pick", kernel("pick", "[[2, 0], [0, 0]]"), 0, "divided-by-side"),
    WrongAnswer("pick", kernel("pick", "[[0, 0], [0, 1]]"), 0, "off-centre"),
    WrongAnswer("pick", kernel("pick", "[[0, 1], [0, 0]]"), 0, "off-centre"),
    WrongAnswer("pick", kernel("pick", "[[0, 0], [1, 0]]"), 0, "off-centre"),
    WrongAnswer("pick", kernel("pick", "[[1, 0], [0, 1]]")),  # two pixels added
    WrongAnswer("pick", "pick = np.ones((2, 2, 1, 1)) / 4"),  # the mean
    WrongAnswer("pick", kernel("pick", "[[0, 0, 0], [0, 1, 0], [0, 0, 0]]")),
    WrongAnswer("pick", "pick = coat[::2, ::2]"),
    # stripes: three rows of one point each
    WrongAnswer(
        "stripes", stripes([[-1] * 6], [[-1, 0, -1, 0]], [[-1, 0, 0, -1, 0, 0]]), 0, "sign-flipped"
    ),
    WrongAnswer("stripes", stripes([[0] * 6], [[0, 1, 0, 1]], [[0, 0, 1, 0, 0, 1]]), 0),  # from 1
    WrongAnswer(  # stripes as before, only fewer
        "stripes", stripes([[1, 0, 1, 0, 1, 0]], [[1, 0, 1, 0]], [[1, 0, 0, 1, 0, 0]]), 2
    ),
    WrongAnswer("stripes", stripes([[0.5] * 6], [[0.5] * 4], [[0.33] * 6]), 0),  # grey
    WrongAnswer("stripes", stripes([[1] * 6], [[1, 1, 1, 1]], [[1, 0, 0, 1, 0, 0]]), 2),
    WrongAnswer("stripes", stripes([[1] * 6], [[1, 0, 1, 0, 1, 0]], [[1, 1, 1, 1]]), 1),
    WrongAnswer("stripes", stripes([[1] * 5], None, None), 0, None, "wrong"),
    WrongAnswer("stripes", stripes("all white", "black and white", 6), 0, None, "wrong"),
    # soft-pick
    WrongAnswer(
        "soft-pick",
        kernel("soft_pick", "[[1, 2, 1], [2, 4, 2], [1, 2, 1]]"),
        0,
        "not-normalised",
    ),
    WrongAnswer(  # divided by 9 cells
        "soft-pick",
        kernel("soft_pick", "[[1, 2, 1], [2, 4, 2], [1, 2, 1]]") + " / 9",
        0,
        "not-normalised",
    ),
    WrongAnswer(
        "soft-pick",
        kernel("soft_pick", "[[1, 2, 1], [2, 4, 2], [1, 2, 1]]") + " * 3 / 16",
        0,
        "divided-by-side",
    ),
    WrongAnswer(
        "soft-pick",
        kernel("soft_pick", "[[1, 2, 1], [2, 4, 2], [1, 2, 1]]") + " / -16",
        0,
        "sign-flipped",
    ),
    WrongAnswer("soft-pick", "soft_pick = np.ones((3, 3, 1, 1)) / 9"),  # the plain mean
    WrongAnswer(  # sums in place of products
        "soft-pick", kernel("soft_pick", "[[2, 3, 2], [3, 4, 3], [2, 3, 2]]") + " / 24"
    ),
    WrongAnswer("soft-pick", "soft_pick = np.array([1, 2, 1]).reshape(1, 3, 1, 1) / 4"),
    WrongAnswer("soft-pick", "soft_pick = np.outer([1, 2, 1], [1, 2, 1]) / 16"),  # two axes
    WrongAnswer(  # as large as the next binomial
        "soft-pick",
        "soft_pick = (np.outer([1, 4, 6, 4, 1], [1, 4, 6, 4, 1]) / 256)[..., None, None]",
    ),
    # upsampling: two tables, one point each
    WrongAnswer("upsampling", grown(REPEATED, REPEATED), 1, "nearest-for-bilinear"),
    WrongAnswer("upsampling", grown(SMOOTH, SMOOTH), 1, "bilinear-for-nearest"),
    WrongAnswer(
        "upsampling",
        "repeated = np.tile(corners, (2, 2))\n"
        'smooth = apply_layer(UpSampling2D(2, interpolation="bilinear"), corners)',
        1,
        "upsampling-tiled",
    ),
    WrongAnswer(
        "upsampling",
        "repeated = np.zeros((4, 4))\nrepeated[::2, ::2] = corners\nsmooth = repeated",
        0,
        "upsampling-zeros-between",
    ),
    WrongAnswer(
        "upsampling",
        "t = np.arange(4) / 3\n"
        "rows = corners[:1] + t[:, None] * (corners[1:] - corners[:1])\n"
        "smooth = rows[:, :1] + t * (rows[:, 1:] - rows[:, :1])\n"
        "repeated = np.kron(corners, np.ones((2, 2)))",
        1,
        "bilinear-corners-aligned",
    ),
    # bilinear in the rows only; halves in place of quarters
    WrongAnswer(
        "upsampling",
        grown(REPEATED, [[16, 20, 28, 32]] * 2 + [[64, 48, 16, 0]] * 2),
        1,
        None,
        "partial",
    ),
    WrongAnswer(
        "upsampling",
        grown(REPEATED, [[16, 24, 24, 32], [40, 34, 28, 16], [40, 34, 28, 16], [64, 32, 32, 0]]),
        1,
    ),
    WrongAnswer("upsampling", grown([[16, 16, 32, 32], [64, 64, 0, 0]], None), 0, None, "wrong"),
    WrongAnswer("upsampling", "repeated = UpSampling2D(2)\nsmooth = 4", 0, None, "wrong"),
    # matrix: two matrices, one point each
    WrongAnswer(
        "matrix",
        f"row_matrix = np.array({ROW}).T\nsquare_matrix = np.array({SQUARE}).T",
        0,
        "matrix-transposed",
    ),
    WrongAnswer(
        "matrix",
        matrices(
            [[2, -1, 3, 0, 0], [0, 0, 2, -1, 3]],
            [
                [4, 3, 0, 2, 1, 0, 0, 0, 0],
                [0, 4, 3, 0, 2, 1, 0, 0, 0],
                [0, 0, 0, 4, 3, 0, 2, 1, 0],
                [0, 0, 0, 0, 4, 3, 0, 2, 1],
            ],
        ),
        0,
        "kernel-rotated",
    ),
    WrongAnswer(
        "matrix",
        matrices([[3, -1, 2, 0, 0], [0, 3, -1, 2, 0], [0, 0, 3, -1, 2]], SQUARE),
        1,
        "stride-ignored",
    ),
    WrongAnswer(
        "matrix",
        matrices(
            ROW,
            [
                [1, 2, 0, 3, 4, 0, 0, 0, 0],
                [0, 1, 2, 0, 3, 4, 0, 0, 0],
                [0, 0, 1, 2, 0, 3, 4, 0, 0],
                [0, 0, 0, 1, 2, 0, 3, 4, 0],
            ],
        ),
        1,
        "matrix-no-line-end",
    ),
    WrongAnswer(  # rows and columns exchanged in the kernel, which is also pixels by columns
        "matrix",
        matrices(
            ROW,
            [
                [1, 3, 0, 2, 4, 0, 0, 0, 0],
                [0, 1, 3, 0, 2, 4, 0, 0, 0],
                [0, 0, 0, 1, 3, 0, 2, 4, 0],
                [0, 0, 0, 0, 1, 3, 0, 2, 4],
            ],
        ),
        1,
        "kernel-transposed",
    ),
    WrongAnswer(  # the output's pixels column by column
        "matrix",
        matrices(ROW, [SQUARE[0], SQUARE[2], SQUARE[1], SQUARE[3]]),
        1,
        "pixels-by-columns",
    ),
    WrongAnswer(  # the gap forgotten
        "matrix",
        matrices(
            ROW,
            [
                [1, 2, 3, 4, 0, 0, 0, 0, 0],
                [0, 1, 2, 3, 4, 0, 0, 0, 0],
                [0, 0, 0, 1, 2, 3, 4, 0, 0],
                [0, 0, 0, 0, 1, 2, 3, 4, 0],
            ],
        ),
        1,
        None,
        "partial",
    ),
    WrongAnswer("matrix", "row_matrix = [[3, -1, 2]]\nsquare_matrix = [[1, 2], [3, 4]]", 0),
    WrongAnswer(
        "matrix", "row_matrix = np.full((2, 5), np.nan)\nsquare_matrix = 9", 0, None, "wrong"
    ),
    # stamps: two tables, one point each
    WrongAnswer(
        "stamps",
        STAMPING.replace(
            "overlapping[top : top + 3, left : left + 3] +=",
            "overlapping[top : top + 3, left : left + 3] =",
        ),
        1,
        "overlaps-overwritten",
    ),
    WrongAnswer(
        "stamps",
        STAMPING.replace("* kernel_of_2", "* kernel_of_2[::-1, ::-1]").replace(
            "* kernel_of_3", "* kernel_of_3[::-1, ::-1]"
        ),
        0,
        "kernel-rotated",
    ),
    WrongAnswer(
        "stamps",
        STAMPING.replace("* kernel_of_2", "* kernel_of_2.T").replace(
            "* kernel_of_3", "* kernel_of_3.T"
        ),
        0,
        "kernel-transposed",
    ),
    WrongAnswer("stamps", STAMPING + "side_by_side *= -1\noverlapping *= -1", 0, "sign-flipped"),
    WrongAnswer(  # a stride of 3: no overlap at all
        "stamps",
        f"side_by_side = {SIDE_BY_SIDE}\noverlapping = np.kron(stamps, kernel_of_3)",
        1,
    ),
    WrongAnswer(  # padding="same"
        "stamps",
        f"side_by_side = {SIDE_BY_SIDE}\n"
        "layer = Conv2DTranspose(1, 3, strides=2, padding='same', use_bias=False)\n"
        "overlapping = apply_layer(layer, stamps, kernel_of_3)",
        1,
    ),
    WrongAnswer(  # the stamps without their values
        "stamps", STAMPING.replace("value * ", "1 * "), 0, None, "wrong"
    ),
    WrongAnswer(  # where they overlap, the larger one
        "stamps",
        STAMPING.replace(
            "overlapping[top : top + 3, left : left + 3] += value * kernel_of_3",
            "part = overlapping[top : top + 3, left : left + 3]\n"
            "        np.maximum(part, value * kernel_of_3, out=part)",
        ),
        1,
    ),
    WrongAnswer("stamps", "side_by_side = stamps\noverlapping = None", 0, None, "wrong"),
    # sizes-back: (12, 13, 14), (19, 20), (20, 21, 22)
    WrongAnswer("sizes-back", sizes(12, 20, 20), 0, "input-sizes-one-only"),
    WrongAnswer("sizes-back", sizes((12,), 19, (22,)), 0, "input-sizes-one-only"),
    WrongAnswer("sizes-back", sizes((12, 13, 14), (19, 20), 18), 2, "input-sizes-multiplied"),
    WrongAnswer("sizes-back", sizes(12, 20, 18), 0, "input-sizes-one-only"),
    WrongAnswer("sizes-back", sizes((12, 13, 14), (19, 20), (18, 19, 20)), 2, "valid-only-divides"),
    WrongAnswer("sizes-back", sizes((15, 16, 17), (19, 20), (23, 24, 25)), 1, "forgot-plus-one"),
    WrongAnswer(
        "sizes-back", sizes((12, 13, 14), (21, 22), (20, 21, 22)), 2, "input-sizes-padding-ignored"
    ),
    WrongAnswer("sizes-back", sizes((12, 13, 14), 10, (20, 21, 22)), 2, "same-keeps-size"),
    WrongAnswer("sizes-back", sizes(6, (19, 20), (20, 21, 22)), 2, "pooling-stride-one"),
    WrongAnswer(
        "sizes-back", sizes((11, 12, 13), (20, 21), (21, 22, 23)), 0, "input-sizes-off-by-one"
    ),
    WrongAnswer("sizes-back", sizes((12, 14), (19, 20), (20, 21, 22)), 2),  # one in the middle
    WrongAnswer("sizes-back", sizes((12, 13, 14, 15), (19, 20, 21), (20, 21, 22, 23)), 0),
    WrongAnswer("sizes-back", sizes("12 to 14", (19.5,), None), 0, None, "wrong"),
)

RIGHT_ANSWERS: tuple[tuple[str, str], ...] = (
    ("by-hand", f"small_max = {SMALL_MAX}\nsmall_mean = ((4.0, 5, 3), (6, 2, 9))"),
    (
        "by-hand",
        "windows = np.lib.stride_tricks.sliding_window_view(small, (2, 2))[::2, ::2]\n"
        "small_max = windows.max(axis=(-2, -1)).astype(int)\n"
        "small_mean = windows.mean(axis=(-2, -1))",
    ),
    (  # with batch and channels, as the layer gives it
        "by-hand",
        "four_axes = small[None, :, :, None]\n"
        "small_max = MaxPooling2D()(four_axes)\n"
        "small_mean = AveragePooling2D((2, 2), strides=(2, 2))(four_axes)",
    ),
    (
        "overlap",
        PLACES + AS_SEEN + "overlap_max = np.reshape([s.max() for s in seen], (4, 4))\n"
        "overlap_mean = np.reshape([s.sum() / 9 for s in seen], (4, 4))",
    ),
    (
        "overlap",
        "import tensorflow as tf\n"
        "batch = tf.constant(integers.reshape(1, 10, 10, 1))\n"
        'overlap_max = tf.nn.max_pool2d(batch, 3, 2, "VALID")\n'
        "box = Conv2D(1, 3, strides=2, use_bias=False)\n"
        "overlap_mean = apply_layer(box, integers, np.ones((3, 3)) / 9)[None]",
    ),
    ("border", NIGHT + "warmest = night(np.max)\naverage = night(np.mean).tolist()"),
    (  # empty places as NaN, which NumPy can leave out
        "border",
        "field = np.full((6, 8), np.nan)\n"
        "field[:5, :7] = temperatures\n"
        "field = field.reshape(3, 2, 4, 2)\n"
        "warmest, average = np.nanmax(field, axis=(1, 3)), np.nanmean(field, axis=(1, 3))",
    ),
    (
        "border",
        "batch = temperatures.reshape(1, 5, 7, 1)\n"
        'warmest = MaxPooling2D(2, padding="SAME")(batch)\n'
        'average = AveragePooling2D((2, 2), 2, "same")(batch)',
    ),
    ("tall-windows", "tall_mean = apply_layer(AveragePooling2D((4, 2)), coat)"),
    (
        "tall-windows",
        "tall_mean = sum(coat[r::4, c::2] for r in range(4) for c in range(2)) / 8",
    ),
    ("tall-windows", "tall_mean = coat.reshape(1, 7, 4, 14, 2).mean(axis=4).mean(axis=2)"),
    (
        "three-ways",
        "zeros = np.zeros((1, 33, 50, 8))\n"
        "halved_a = MaxPooling2D()(zeros).shape\n"
        "halved_b = list(AveragePooling2D(3, 2)(zeros).shape)\n"
        'halved_c = Conv2D(16, 3, 2, "same").compute_output_shape((1, 33, 50, 8))',
    ),
    (
        "three-ways",
        "halved_a = [1, 33 // 2, 50 / 2, 8]\n"
        "halved_b = (None, (33 - 3) // 2 + 1, (50 - 3) // 2 + 1, 8)\n"
        "halved_c = np.array([1, -(-33 // 2), -(-50 // 2), 16])",
    ),
    ("mean-kernel", "mean_kernel = 0.25 * np.ones((2, 2, 1, 1), dtype='float32')"),
    ("mean-kernel", "mean_kernel = [[[[1 / 4]], [[1 / 4]]], [[[1 / 4]], [[1 / 4]]]]"),
    (
        "mean-kernel",
        "import tensorflow as tf\nmean_kernel = tf.fill((2, 2, 1, 1), 0.25)",
    ),
    ("pick", kernel("pick", "[[1, 0], [0, 0]]")),
    ("pick", "pick = np.eye(4)[0].reshape(2, 2, 1, 1)"),
    ("pick", "pick = np.array([1.0, 0, 0, 0]).reshape((2, 2, 1, 1)).tolist()"),
    (
        "stripes",
        "stripes_a = stripes_of_2[:, ::2]\n"
        "stripes_b = stripes_of_2[:, ::3]\n"
        "stripes_c = stripes_of_3[:, ::2]",
    ),
    (
        "stripes",
        "stripes_a = np.ones((1, 6))\n"
        "stripes_b = np.array([[True, False, True, False]])\n"
        "stripes_c = conv2d(stripes_of_3, np.ones((1, 1)), strides=2)[None, :, :, None]",
    ),
    ("stripes", stripes([1, 1, 1, 1, 1, 1], [1, 0, 1, 0], [1, 0, 0, 1, 0, 0])),  # one axis
    (
        "soft-pick",
        "soft_pick = np.array([[1, 2, 1], [2, 4, 2], [1, 2, 1]]).reshape(3, 3, 1, 1) / 16",
    ),
    (
        "soft-pick",
        "column = np.array([0.25, 0.5, 0.25]).reshape(3, 1, 1, 1)\n"
        "soft_pick = column * column.transpose(1, 0, 2, 3)",
    ),
    (
        "soft-pick",
        "box = np.ones((2, 2)) / 4  # a mean of means\n"
        "soft_pick = conv2d(np.pad(box, 1), box)[:, :, None, None]",
    ),
    (
        "upsampling",
        "repeated = corners.repeat(2, axis=0).repeat(2, axis=1)\n"
        "mix = np.array([[1, 0], [3 / 4, 1 / 4], [1 / 4, 3 / 4], [0, 1]])\n"
        "smooth = mix @ corners @ mix.T",
    ),
    (
        "upsampling",
        "repeated = np.kron(corners, np.ones((2, 2)))[None, :, :, None]\n"
        'smooth = UpSampling2D(2, interpolation="bilinear")(corners.reshape(1, 2, 2, 1))',
    ),
    ("upsampling", grown(REPEATED, SMOOTH)),
    ("matrix", f"row_matrix = {ROW}\nsquare_matrix = {SQUARE}"),
    (
        "matrix",
        "def shown_pixels(kernel, size, strides=1):\n"
        "    pictures = np.eye(size[0] * size[1]).reshape(-1, *size)\n"
        "    return np.array([conv2d(p, kernel, strides).ravel() for p in pictures]).T\n"
        "row_matrix = shown_pixels(row_kernel, (1, 5), 2)\n"
        "square_matrix = shown_pixels(square_kernel, (3, 3))",
    ),
    (
        "matrix",
        "row_matrix = np.zeros((2, 5))\n"
        "for place in range(2):\n"
        "    row_matrix[place, 2 * place : 2 * place + 3] = 3, -1, 2\n"
        "square_matrix = np.zeros((4, 9))\n"
        "square_matrix[[0, 1, 2, 3], [0, 1, 3, 4]] = 1\n"
        "square_matrix[[0, 1, 2, 3], [1, 2, 4, 5]] = 2\n"
        "square_matrix[[0, 1, 2, 3], [3, 4, 6, 7]] = 3\n"
        "square_matrix[[0, 1, 2, 3], [4, 5, 7, 8]] = 4",
    ),
    ("stamps", f"side_by_side = {SIDE_BY_SIDE}\noverlapping = {OVERLAPPING}"),
    (
        "stamps",
        "def grow(kernel):\n"
        "    layer = Conv2DTranspose(1, len(kernel), strides=2, use_bias=False)\n"
        "    return apply_layer(layer, stamps, kernel)\n"
        "side_by_side = np.kron(stamps, kernel_of_2)\n"
        "overlapping = grow(kernel_of_3)",
    ),
    (  # by the matrix of the convolution, turned over
        "stamps",
        "def turned_over(kernel, size):\n"
        "    size = (size, size)\n"
        "    units = np.eye(size[0] ** 2).reshape(-1, *size)\n"
        "    return np.array([conv2d(unit, kernel, 2).ravel() for unit in units])\n"
        "side_by_side = (turned_over(kernel_of_2, 4) @ stamps.ravel()).reshape(4, 4)\n"
        "overlapping = turned_over(kernel_of_3, 5) @ stamps.ravel()\n"
        "overlapping = overlapping.reshape(1, 5, 5, 1)",
    ),
    ("sizes-back", sizes([14, 12, 13], (20, 19), (20.0, 21, 22))),
    (
        "sizes-back",
        "def to(output, layer):\n"
        "    make = layer.compute_output_shape\n"
        "    return tuple(n for n in range(5, 40) if make((1, n, n, 1))[1] == output)\n"
        "sizes_a = to(4, MaxPooling2D(3))\n"
        'sizes_b = to(10, Conv2D(1, 3, strides=2, padding="same"))\n'
        "sizes_c = to(6, Conv2D(1, 5, strides=3))",
    ),
    (
        "sizes-back",
        "sizes_a = range(12, 15)\nsizes_b = np.array([19, 20])\nsizes_c = sorted({22, 20, 21})",
    ),
)
