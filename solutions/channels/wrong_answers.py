"""Answers to `channels` with the marks and the mistake that each must get."""

from autograder.course.rubric import WrongAnswer

NETWORK = """network = Sequential([
    Input((28, 28, 1)),
    Conv2D({first}),
    MaxPooling2D({pool}),
    Conv2D({second}),
    MaxPooling2D({pool_again}),
    Conv2D({last}),
])"""


def network(
    first: str = "8, 3, activation='relu'",
    pool: str = "2",
    second: str = "16, 3, padding='same', activation='relu'",
    pool_again: str = "2, padding='same'",
    last: str = "10, 7",
) -> str:
    """The network with other arguments for some of its layers."""
    return NETWORK.format(first=first, pool=pool, second=second, pool_again=pool_again, last=last)


WRONG_ANSWERS: tuple[WrongAnswer, ...] = (
    # --- weight-tensor: three parts of one point each
    WrongAnswer(
        "weight-tensor",
        "weights_grey = (3, 3, 23, 1)\n"
        "weights_colour = (5, 3, 6, 3)\n"
        "weights_second = (1, 5, 4, 8)",
        0,
        "weights-depths-swapped",
    ),
    WrongAnswer(
        "weight-tensor",
        "weights_grey = (3, 3)\nweights_colour = (5, 3)\nweights_second = (1, 5)",
        0,
        "weights-depths-missing",
    ),
    WrongAnswer(
        "weight-tensor",
        "weights_grey = (23, 1, 3, 3)\n"
        "weights_colour = (6, 3, 5, 3)\n"
        "weights_second = (4, 8, 1, 5)",
        0,
        "weights-filters-first",
    ),
    WrongAnswer(
        "weight-tensor",
        "weights_grey = (3, 3, 23)\nweights_colour = (5, 3, 6)\nweights_second = (1, 5, 4)",
        0,
        "weights-input-depth-missing",
    ),
    WrongAnswer(
        "weight-tensor",
        "weights_grey = (360, 480, 1, 23)\n"
        "weights_colour = (96, 128, 3, 6)\n"
        "weights_second = (94, 126, 8, 4)",
        0,
        "weights-input-shape",
    ),
    WrongAnswer(  # the depth of the picture, not of what the first layer hands on
        "weight-tensor",
        "weights_grey = (3, 3, 1, 23)\n"
        "weights_colour = (5, 3, 3, 6)\n"
        "weights_second = (1, 5, 3, 4)",
        2,
    ),
    WrongAnswer(  # the shapes of the outputs
        "weight-tensor",
        "weights_grey = (1, 358, 478, 23)\n"
        "weights_colour = (1, 92, 126, 6)\n"
        "weights_second = (1, 94, 122, 4)",
        0,
    ),
    WrongAnswer(
        "weight-tensor",
        "weights_grey = 207\nweights_colour = '(5, 3, 3, 6)'\nweights_second = None",
        0,
    ),
    # --- which-filter
    WrongAnswer("which-filter", "made_it = bank[:, :, :, 16:17]", 0, "mirrored"),
    WrongAnswer("which-filter", "made_it = bank[:, :, :, 18:19]", 0, "mirrored"),
    WrongAnswer("which-filter", "made_it = bank[:, :, :, 19:20]", 0, "kernel-rotated"),
    WrongAnswer("which-filter", "made_it = -bank[:, :, :, 17:18]", 0, "sign-flipped"),
    WrongAnswer("which-filter", "made_it = bank[:, :, :, 17:18] * 9", 0, "not-normalised"),
    WrongAnswer("which-filter", "made_it = bank[:, :, :, 9:10]"),  # the other diagonal one
    WrongAnswer("which-filter", "made_it = bank[:, :, :, 17]"),  # the last axis is lost
    WrongAnswer("which-filter", "made_it = bank"),
    WrongAnswer("which-filter", "made_it = 17"),
    WrongAnswer("which-filter", "made_it = mystery"),
    # --- red-edges
    WrongAnswer(
        "red-edges",
        "red_edges = np.zeros((3, 3, 3, 1))\nred_edges[1, 0, 0] = 1\nred_edges[1, 2, 0] = -1",
        0,
        "sign-flipped",
    ),
    WrongAnswer(
        "red-edges",
        "red_edges = np.zeros((3, 3, 3, 1))\nred_edges[0, 1, 0] = -1\nred_edges[2, 1, 0] = 1",
        0,
        "kernel-transposed",
    ),
    WrongAnswer(  # the edges of all channels together
        "red-edges",
        "red_edges = np.zeros((3, 3, 3, 1))\nred_edges[1, 0] = -1\nred_edges[1, 2] = 1",
        0,
        "channels-summed",
    ),
    WrongAnswer(  # of their mean
        "red-edges",
        "red_edges = np.zeros((3, 3, 3, 1))\nred_edges[1, 0] = -1 / 3\nred_edges[1, 2] = 1 / 3",
        0,
        "channels-mixed",
    ),
    WrongAnswer(
        "red-edges",
        "red_edges = np.zeros((3, 3, 3, 1))\nred_edges[2, 0, 0] = -1\nred_edges[2, 2, 0] = 1",
        0,
        "off-centre",
    ),
    WrongAnswer(  # blue's: OpenCV has the colours in this order
        "red-edges",
        "red_edges = np.zeros((3, 3, 3, 1))\nred_edges[1, 0, 2] = -1\nred_edges[1, 2, 2] = 1",
    ),
    WrongAnswer(  # the indices in another order: red minus blue of the pixel itself
        "red-edges",
        "red_edges = np.zeros((3, 3, 3, 1))\nred_edges[1, 1, 0] = -1\nred_edges[1, 1, 2] = 1",
    ),
    WrongAnswer(  # a kernel for a grey picture
        "red-edges",
        "red_edges = np.array([-1, 0, 1]).reshape(1, 3, 1, 1)",
    ),
    WrongAnswer("red-edges", "red_edges = conv2d(lantern[:, :, 0], bank[:, :, :, 6:7])"),
    # --- grey
    WrongAnswer("grey", "grey = np.full((1, 1, 3, 1), 1 / 3)"),  # the plain mean
    WrongAnswer("grey", "grey = np.ones((1, 1, 3, 1))"),
    WrongAnswer(
        "grey", "grey = np.array([299, 587, 114]).reshape(1, 1, 3, 1)", 0, "not-normalised"
    ),
    WrongAnswer(
        "grey",
        "grey = np.array([0.299, 0.587, 0.114]).reshape(1, 1, 3, 1) / 3",
        0,
        "not-normalised",
    ),
    WrongAnswer(
        "grey", "grey = -np.array([0.299, 0.587, 0.114]).reshape(1, 1, 3, 1)", 0, "sign-flipped"
    ),
    WrongAnswer("grey", "grey = np.array([0.114, 0.587, 0.299]).reshape(1, 1, 3, 1)"),  # as OpenCV
    WrongAnswer(  # today's screens
        "grey", "grey = np.array([0.2126, 0.7152, 0.0722]).reshape(1, 1, 3, 1)"
    ),
    WrongAnswer("grey", "grey = np.array([0.299, 0.587, 0.114]).reshape(1, 3, 1, 1)"),
    WrongAnswer("grey", "grey = np.array([0.299, 0.587, 0.114])"),
    WrongAnswer("grey", "grey = lantern @ np.array([0.299, 0.587, 0.114])"),
    # --- turn-colours
    WrongAnswer(  # rows and columns exchanged: the colours move the other way
        "turn-colours",
        "turn_colours = np.zeros((1, 1, 3, 3))\n"
        "turn_colours[0, 0, 0, 1] = 1\n"
        "turn_colours[0, 0, 1, 2] = 1\n"
        "turn_colours[0, 0, 2, 0] = 1",
        0,
        "channels-exchanged",
    ),
    WrongAnswer("turn-colours", "turn_colours = np.eye(3).reshape(1, 1, 3, 3)"),
    WrongAnswer(  # red and blue change places, as between OpenCV and everybody else
        "turn-colours", "turn_colours = np.eye(3)[::-1].reshape(1, 1, 3, 3)"
    ),
    WrongAnswer(
        "turn-colours",
        "turn_colours = -np.roll(np.eye(3), 1, axis=0).reshape(1, 1, 3, 3)",
        0,
        "sign-flipped",
    ),
    WrongAnswer(
        "turn-colours",
        "turn_colours = 255 * np.roll(np.eye(3), 1, axis=0).reshape(1, 1, 3, 3)",
    ),
    WrongAnswer(
        "turn-colours", "turn_colours = np.ones((1, 1, 3, 3)) / 3", 0, "channels-mixed"
    ),
    WrongAnswer("turn-colours", "turn_colours = np.ones((1, 1, 3, 3))", 0, "channels-summed"),
    WrongAnswer("turn-colours", "turn_colours = np.roll(np.eye(3), 1, axis=0)"),
    WrongAnswer("turn-colours", "turn_colours = [1, 2, 0]"),
    WrongAnswer("turn-colours", "turn_colours = lantern[:, :, [1, 2, 0]]"),
    # --- colour-blur
    WrongAnswer("colour-blur", "colour_blur = mixing", 0, "channels-mixed"),
    WrongAnswer("colour-blur", "colour_blur = np.ones((3, 3, 3, 3)) / 9", 0, "channels-summed"),
    WrongAnswer(
        "colour-blur",
        "colour_blur = np.zeros((3, 3, 3, 3))\n"
        "for c in range(3):\n"
        "    colour_blur[:, :, c, c] = 1",
        0,
        "not-normalised",
    ),
    WrongAnswer(
        "colour-blur",
        "colour_blur = np.zeros((3, 3, 3, 3))\n"
        "for c in range(3):\n"
        "    colour_blur[:, :, c, c] = 1 / 27",
        0,
        "not-normalised",
    ),
    WrongAnswer(
        "colour-blur",
        "colour_blur = np.zeros((3, 3, 3, 3))\n"
        "for c in range(3):\n"
        "    colour_blur[:, :, c, c] = 1 / 3",
        0,
        "divided-by-side",
    ),
    WrongAnswer(
        "colour-blur",
        "colour_blur = np.zeros((3, 3, 3, 3))\n"
        "for c in range(3):\n"
        "    colour_blur[:, :, c, c] = -1 / 9",
        0,
        "sign-flipped",
    ),
    WrongAnswer(  # only red
        "colour-blur",
        "colour_blur = np.zeros((3, 3, 3, 3))\ncolour_blur[:, :, 0, 0] = 1 / 9",
    ),
    WrongAnswer(  # one kernel for all, which has one channel in and one out
        "colour-blur", "colour_blur = np.ones((3, 3, 1, 1)) / 9"
    ),
    WrongAnswer(  # as a DepthwiseConv2D holds it
        "colour-blur", "colour_blur = np.ones((3, 3, 3, 1)) / 9"
    ),
    WrongAnswer("colour-blur", "colour_blur = np.zeros((3, 3, 3, 3))\ncolour_blur[1, 1] = 1 / 9"),
    WrongAnswer("colour-blur", "colour_blur = np.full((3, 3, 3, 3), np.nan)"),
    # --- parameters: four parts of half a point each
    WrongAnswer(
        "parameters",
        "count_bank = 207\ncount_colour = 621\ncount_pixel = 92\ncount_pooling = 0",
        1,
        "bias-forgotten",
    ),
    WrongAnswer(
        "parameters",
        "count_bank = 230\ncount_colour = 644\ncount_pixel = 96\ncount_pooling = 0",
        1.5,
        "bias-counted",
    ),
    WrongAnswer(
        "parameters",
        "count_bank = 207\ncount_colour = 230\ncount_pixel = 8\ncount_pooling = 0",
        1,
        "parameters-input-depth-missing",
    ),
    WrongAnswer(
        "parameters",
        "count_bank = 9\ncount_colour = 28\ncount_pixel = 24\ncount_pooling = 0",
        0.5,
        "parameters-filters-missing",
    ),
    WrongAnswer(
        "parameters",
        "count_bank = 207\ncount_colour = 622\ncount_pixel = 93\ncount_pooling = 0",
        1,
        "parameters-one-bias",
    ),
    WrongAnswer(
        "parameters",
        "count_bank = 207\ncount_colour = 644\ncount_pixel = 96\ncount_pooling = 3 * 3 * 23",
        1.5,
        "parameters-pooling-has-weights",
    ),
    WrongAnswer(  # a bias for each pixel as well
        "parameters",
        "count_bank = 207 * 358 * 478\n"
        "count_colour = 644 * 94 * 126\n"
        "count_pixel = 96 * 94 * 126\n"
        "count_pooling = 0",
        0.5,
        "parameters-picture-size",
    ),
    WrongAnswer(  # shapes in place of counts
        "parameters",
        "count_bank = (3, 3, 1, 23)\n"
        "count_colour = '644'\n"
        "count_pixel = 96.5\n"
        "count_pooling = None",
    ),
    WrongAnswer(
        "parameters",
        "count_bank = count_colour = count_pixel = count_pooling = True",
    ),
    # --- network-shapes: five parts of half a point each
    WrongAnswer(  # five right layers would be needed; here "same" is taken for all
        "network-shapes",
        "after_1 = (16, 28, 28, 8)\n"
        "after_2 = (16, 14, 14, 8)\n"
        "after_3 = (16, 14, 14, 16)\n"
        "after_4 = (16, 7, 7, 16)\n"
        "after_5 = (16, 7, 7, 10)",
        0.5,
        "valid-only-divides",
    ),
    WrongAnswer(  # 13 halved is 6
        "network-shapes",
        "after_1 = (16, 26, 26, 8)\n"
        "after_2 = (16, 13, 13, 8)\n"
        "after_3 = (16, 13, 13, 16)\n"
        "after_4 = (16, 6, 6, 16)\n"
        "after_5 = (16, 1, 1, 10)",
        2,
        "pooling-same-floors",  # after_1 is right, which speaks against a forgotten + 1
    ),
    WrongAnswer(
        "network-shapes",
        "after_1 = (16, 26, 26, 8)\n"
        "after_2 = (16, 13, 13, 8)\n"
        "after_3 = (16, 13, 13, 16)\n"
        "after_4 = (16, 13, 13, 16)\n"
        "after_5 = (16, 7, 7, 10)",
        1.5,
        "same-keeps-size",
    ),
    WrongAnswer(
        "network-shapes",
        "after_1 = (26, 26, 8)\n"
        "after_2 = (13, 13, 8)\n"
        "after_3 = (13, 13, 16)\n"
        "after_4 = (7, 7, 16)\n"
        "after_5 = (1, 1, 10)",
        0,
        "batch-left-out",
    ),
    WrongAnswer(
        "network-shapes",
        "after_1 = (16, 8, 26, 26)\n"
        "after_2 = (16, 8, 13, 13)\n"
        "after_3 = (16, 16, 13, 13)\n"
        "after_4 = (16, 16, 7, 7)\n"
        "after_5 = (16, 10, 1, 1)",
        0,
        "channels-first",
    ),
    WrongAnswer(  # every filter looks at one channel, and there are eight of them
        "network-shapes",
        "after_1 = (16, 26, 26, 8)\n"
        "after_2 = (16, 13, 13, 8)\n"
        "after_3 = (16, 13, 13, 128)\n"
        "after_4 = (16, 7, 7, 128)\n"
        "after_5 = (16, 1, 1, 1280)",
        1,
        "channels-multiplied",
    ),
    WrongAnswer(
        "network-shapes",
        "after_1 = (16, 26, 26, 8)\n"
        "after_2 = (16, 13, 13, 1)\n"
        "after_3 = (16, 13, 13, 16)\n"
        "after_4 = (16, 7, 7, 1)\n"
        "after_5 = (16, 1, 1, 10)",
        1.5,
        "pooling-one-channel",
    ),
    WrongAnswer(
        "network-shapes",
        "after_1 = (16, 25, 25, 8)\n"
        "after_2 = (16, 13, 13, 8)\n"
        "after_3 = (16, 13, 13, 16)\n"
        "after_4 = (16, 7, 7, 16)\n"
        "after_5 = (16, 0, 0, 10)",
        1.5,
        "forgot-plus-one",
    ),
    WrongAnswer(  # one number a filter, so one axis less
        "network-shapes",
        "after_1 = (16, 26, 26, 8)\n"
        "after_2 = (16, 13, 13, 8)\n"
        "after_3 = (16, 13, 13, 16)\n"
        "after_4 = (16, 7, 7, 16)\n"
        "after_5 = (16, 10)",
        2,
    ),
    WrongAnswer(
        "network-shapes",
        "after_1 = 26\nafter_2 = 13\nafter_3 = 13\nafter_4 = 7\nafter_5 = 1",
    ),
    # --- network-parameters: five parts of half a point each
    WrongAnswer(
        "network-parameters",
        "learnt_1 = 72\nlearnt_2 = 0\nlearnt_3 = 1152\nlearnt_4 = 0\nlearnt_5 = 7840",
        1,
        "bias-forgotten",
    ),
    WrongAnswer(
        "network-parameters",
        "learnt_1 = 80\nlearnt_2 = 0\nlearnt_3 = 160\nlearnt_4 = 0\nlearnt_5 = 500",
        1.5,
        "parameters-first-depth",
    ),
    WrongAnswer(
        "network-parameters",
        "learnt_1 = 80\nlearnt_2 = 80\nlearnt_3 = 1248\nlearnt_4 = 1248\nlearnt_5 = 9098",
        0.5,
        "parameters-all-layers",
    ),
    WrongAnswer(
        "network-parameters",
        "learnt_1 = 80\nlearnt_2 = 32\nlearnt_3 = 1168\nlearnt_4 = 64\nlearnt_5 = 7850",
        1.5,
        "parameters-pooling-has-weights",
    ),
    WrongAnswer(
        "network-parameters",
        "learnt_1 = 73\nlearnt_2 = 0\nlearnt_3 = 1153\nlearnt_4 = 0\nlearnt_5 = 7841",
        1,
        "parameters-one-bias",
    ),
    WrongAnswer(
        "network-parameters",
        "learnt_1 = 10\nlearnt_2 = 0\nlearnt_3 = 73\nlearnt_4 = 0\nlearnt_5 = 785",
        1,
        "parameters-filters-missing",
    ),
    WrongAnswer(  # a weight for every pixel of what comes out
        "network-parameters",
        "learnt_1 = 80 * 26 * 26\n"
        "learnt_2 = 0\n"
        "learnt_3 = 1168 * 13 * 13\n"
        "learnt_4 = 0\n"
        "learnt_5 = 7850",
        1.5,
        "parameters-picture-size",
    ),
    WrongAnswer(  # the last kernel taken for one of 3 x 3
        "network-parameters",
        "learnt_1 = 80\nlearnt_2 = 0\nlearnt_3 = 1168\nlearnt_4 = 0\nlearnt_5 = 1450",
        2,
    ),
    WrongAnswer(
        "network-parameters",
        "learnt_1 = '80'\nlearnt_2 = []\nlearnt_3 = None\nlearnt_4 = False\nlearnt_5 = [7850]",
    ),
    # --- network: five parts of half a point each
    WrongAnswer(  # the second pooling is missing: nothing has changed places
        "network",
        "network = Sequential([Input((28, 28, 1)), Conv2D(8, 3, activation='relu'),\n"
        "    MaxPooling2D(2), Conv2D(16, 3, padding='same', activation='relu'), Conv2D(10, 7)])",
        1.5,
    ),
    WrongAnswer(
        "network", network(first="8, 3, padding='same'"), 1, "padding-same-for-valid"
    ),
    WrongAnswer(
        "network", network(first="16, 3", second="8, 3, padding='same'"), 0, "filters-swapped"
    ),
    WrongAnswer("network", network(first="3, 8"), 0),  # filters and kernel size exchanged
    WrongAnswer("network", network(last="10, 5"), 2, "kernel-size"),
    WrongAnswer("network", network(last="10, 7, use_bias=False"), 2, "bias-left-out"),
    WrongAnswer("network", network(pool="2, strides=1"), 0.5, "pooling-stride-one"),
    WrongAnswer("network", network(last="10, 7, padding='same'"), 2, "padding-same-for-valid"),
    WrongAnswer("network", network().replace("    Conv2D(10, 7),\n", ""), 2),
    WrongAnswer(  # the usual ending: other layers than were asked for
        "network",
        network().replace("    Conv2D(10, 7),\n", "    Flatten(),\n    Dense(10),\n"),
        2,
    ),
    WrongAnswer(  # a padding is missing and the last kernel does not fit: Keras says so at once
        "network", network(pool_again="2"), 0
    ),
    WrongAnswer(  # the same, but nobody has told Keras what goes in
        "network",
        network(pool_again="2").replace("    Input((28, 28, 1)),\n", ""),
        1.5,
        "padding-valid-for-same",
    ),
    WrongAnswer(  # layers that were made, but not put together
        "network", "network = [Conv2D(8, 3), MaxPooling2D(2), Conv2D(10, 7)]"
    ),
    WrongAnswer("network", "network = Sequential()"),
    WrongAnswer("network", "network = Sequential"),
    # --- wide
    WrongAnswer("wide", "after_wide = (1, 1, 3, 10)"),  # one place for each piece
    WrongAnswer("wide", "after_wide = (1, 1, 1, 10)"),
    WrongAnswer("wide", "after_wide = (1, 7, 35, 10)", 0, "same-keeps-size"),
    WrongAnswer("wide", "after_wide = (1, 15, 1, 10)", 0, "height-width-swapped"),
    WrongAnswer("wide", "after_wide = (1, 7, 21, 10)", 0, "valid-only-divides"),
    WrongAnswer("wide", "after_wide = (1, 15, 10)", 0, "batch-left-out"),
    WrongAnswer("wide", "after_wide = (1, 1, 14, 10)"),  # 41 columns halved and rounded down
    WrongAnswer("wide", "after_wide = 15"),
)

RIGHT_ANSWERS: tuple[tuple[str, str], ...] = (
    (
        "weight-tensor",
        "def weights_of(layer, shape):\n"
        "    layer.build(shape)\n"
        "    return layer.kernel.shape\n"
        "weights_grey = weights_of(Conv2D(23, 3), (None, None, None, 1))\n"
        "weights_colour = weights_of(Conv2D(6, (5, 3)), (1, 96, 128, 3))\n"
        "weights_second = weights_of(Conv2D(4, (1, 5)), (1, 94, 126, 8))",
    ),
    (
        "weight-tensor",
        "weights_grey = np.array([3, 3, 1, 23])\n"
        "weights_colour = [5, 3, 3, 6]\n"
        "weights_second = 1, 5, 8, 4",
    ),
    ("which-filter", "made_it = bank[..., 17:18]"),
    ("which-filter", "made_it = np.array(NINE[17]).reshape(3, 3, 1, 1)"),
    (
        "which-filter",
        "for n in range(23):\n"
        "    if np.array_equal(maps[:, :, n], mystery):\n"
        "        made_it = bank[:, :, :, n][..., np.newaxis].tolist()",
    ),
    ("red-edges", "red_edges = np.array([[-1, 0, 0], [0, 0, 0], [1, 0, 0]]).reshape(1, 3, 3, 1)"),
    (
        "red-edges",
        "red_edges = np.zeros((3, 3, 3, 1))\nred_edges[:, :, :1] = bank[:, :, :, 6:7]",
    ),
    (
        "red-edges",
        "only_red = np.array([1, 0, 0]).reshape(1, 1, 3, 1)\n"
        "red_edges = (bank[:, :, :, 6:7] * only_red).astype('float16')",
    ),
    ("grey", "grey = [[[[0.299], [0.587], [0.114]]]]"),
    ("grey", "grey = np.zeros((3, 3, 3, 1))\ngrey[1, 1, :, 0] = 0.3, 0.59, 0.11"),
    ("grey", "grey = tf.reshape(tf.constant([0.299, 0.587, 0.114]), (1, 1, 3, 1))"),
    ("turn-colours", "turn_colours = np.eye(3)[[2, 0, 1]].reshape(1, 1, 3, 3)"),
    (
        "turn-colours",
        "turn_colours = np.zeros((1, 1, 3, 3), dtype=bool)\n"
        "for comes_out, goes_in in enumerate([1, 2, 0]):\n"
        "    turn_colours[..., goes_in, comes_out] = True",
    ),
    (
        "turn-colours",
        "turn_colours = np.zeros((3, 3, 3, 3))\n"
        "turn_colours[1, 1] = [[0, 0, 1], [1, 0, 0], [0, 1, 0]]",
    ),
    ("colour-blur", "colour_blur = np.ones((3, 3, 1, 1)) / 9 * np.eye(3)"),
    (
        "colour-blur",
        "colour_blur = np.zeros((3, 3, 3, 3))\n"
        "colour_blur[:, :, 0, 0] = 0.111\n"
        "colour_blur[:, :, 1, 1] = 0.111\n"
        "colour_blur[:, :, 2, 2] = 0.111",
    ),
    (
        "colour-blur",
        "colour_blur = np.einsum('ij,cf->ijcf', np.full((3, 3), 1 / 9), np.eye(3)).tolist()",
    ),
    (
        "parameters",
        "count_bank = bank.size\n"
        "count_colour = np.prod((3, 3, 3, 23)) + 23\n"
        "count_pixel = 96.0\n"
        "count_pooling = int(False)",
    ),
    (
        "parameters",
        "def count(layer, shape):\n"
        "    layer.build(shape)\n"
        "    return layer.count_params()\n"
        "count_bank = count(Conv2D(23, 3, use_bias=False), (1, 360, 480, 1))\n"
        "count_colour = count(Conv2D(23, 3), (1, 96, 128, 3))\n"
        "count_pixel = count(Conv2D(4, 1), (1, 94, 126, 23))\n"
        "count_pooling = count(MaxPooling2D(3), (1, 94, 126, 23))",
    ),
    (
        "network-shapes",
        "after_1 = None, 26, 26, 8\n"
        "after_2 = [16, 13, 13, 8]\n"
        "after_3 = np.array((16, 13, 13, 16))\n"
        "after_4 = tf.TensorShape((16, 7, 7, 16))\n"
        "after_5 = (16.0, 1.0, 1.0, 10.0)",
    ),
    (
        "network-shapes",
        "x = np.zeros((16, 28, 28, 1))\n"
        "shapes = []\n"
        "for layer in (Conv2D(8, 3), MaxPooling2D(2), Conv2D(16, 3, padding='same'),\n"
        "              MaxPooling2D(2, padding='same'), Conv2D(10, 7)):\n"
        "    x = layer(x)\n"
        "    shapes.append(x.shape)\n"
        "after_1, after_2, after_3, after_4, after_5 = shapes",
    ),
    (
        "network-parameters",
        "learnt_1 = (3 * 3 * 1 + 1) * 8\n"
        "learnt_2 = learnt_4 = 0\n"
        "learnt_3 = (3 * 3 * 8 + 1) * 16\n"
        "learnt_5 = (7 * 7 * 16 + 1) * 10",
    ),
    (
        "network-parameters",
        "learnt_1 = np.int64(80)\n"
        "learnt_2 = np.float32(0)\n"
        "learnt_3 = np.array(1168)\n"
        "learnt_4 = 0.0\n"
        "learnt_5 = tf.constant(7850)",
    ),
    (
        "network",
        "network = Sequential()\n"
        "network.add(Input(shape=(28, 28, 1)))\n"
        "network.add(Conv2D(filters=8, kernel_size=(3, 3), activation='relu'))\n"
        "network.add(MaxPooling2D())\n"
        "network.add(Conv2D(filters=16, kernel_size=3, padding='SAME', activation='relu'))\n"
        "network.add(MaxPooling2D(pool_size=(2, 2), strides=2, padding='same'))\n"
        "network.add(Conv2D(10, kernel_size=(7, 7)))",
    ),
    (
        "network",  # without Input, with the ReLUs as layers and a Flatten at the end
        "from tensorflow.keras.layers import ReLU\n"
        "network = Sequential([Conv2D(8, 3), ReLU(), MaxPooling2D(2),\n"
        "                      Conv2D(16, 3, padding='same'), ReLU(),\n"
        "                      MaxPooling2D(2, padding='same'), Conv2D(10, 7), Flatten()])",
    ),
    (
        "network",
        "from tensorflow.keras import Model\n"
        "goes_in = x = Input((28, 28, 1))\n"
        "for layer in (Conv2D(8, 3, activation='relu'), MaxPooling2D(2),\n"
        "              Conv2D(16, 3, padding='same', activation='relu'),\n"
        "              MaxPooling2D(2, padding='same'), Conv2D(10, 7)):\n"
        "    x = layer(x)\n"
        "network = Model(goes_in, x)",
    ),
    ("wide", "after_wide = [None, 1, 15, 10]"),
    (
        "wide",
        "x = np.zeros((1, 28, 84, 1))\n"
        "for layer in (Conv2D(8, 3), MaxPooling2D(2), Conv2D(16, 3, padding='same'),\n"
        "              MaxPooling2D(2, padding='same'), Conv2D(10, 7)):\n"
        "    x = layer(x)\n"
        "after_wide = x.shape",
    ),
)
