"""Answers to `kernels` with the marks and the mistake that each must get."""

from autograder.course.rubric import WrongAnswer

WRONG_ANSWERS: tuple[WrongAnswer, ...] = (
    # --- weights: three parts of one point each
    WrongAnswer(
        "weights",
        # The depths of the grey one are both 1, so that one stays right
        "weights_grey = (5, 5, 1, 1)\nweights_colour = (5, 3, 4, 3)\nweights_deep = (3, 3, 16, 8)",
        1,
        "weights-depths-swapped",
    ),
    WrongAnswer(
        "weights",
        "weights_grey = (5, 5, 1, 1)\nweights_colour = (5, 3, 3, 4)\nweights_deep = (3, 3, 16, 8)",
        2,
        "weights-depths-swapped",
    ),
    WrongAnswer(
        "weights",
        "weights_grey = (5, 5)\nweights_colour = (5, 3)\nweights_deep = (3, 3)",
        0,
        "weights-depths-missing",
    ),
    WrongAnswer(
        "weights",
        "weights_grey = (1, 1, 5, 5)\nweights_colour = (4, 3, 5, 3)\nweights_deep = (16, 8, 3, 3)",
        0,
        "weights-filters-first",
    ),
    WrongAnswer(
        "weights",
        "weights_grey = (5, 5, 1)\nweights_colour = (5, 3, 4)\nweights_deep = (3, 3, 16)",
        0,
        "weights-input-depth-missing",
    ),
    WrongAnswer(
        "weights",
        "weights_grey = (28, 28, 1, 1)\n"
        "weights_colour = (96, 128, 3, 4)\n"
        "weights_deep = (14, 14, 8, 16)",
        0,
        "weights-input-shape",
    ),
    WrongAnswer(  # the shapes of the outputs
        "weights",
        "weights_grey = (1, 24, 24, 1)\n"
        "weights_colour = (1, 92, 126, 4)\n"
        "weights_deep = (1, 12, 12, 16)",
        0,
    ),
    WrongAnswer(
        "weights",
        "weights_grey = (5, 5, 1, 1)\nweights_colour = None\nweights_deep = None",
        1,
    ),
    WrongAnswer(
        "weights",
        "weights_grey = 25\nweights_colour = '5 x 3 x 3 x 4'\nweights_deep = {3, 8, 16}",
        0,
    ),
    # --- identity
    WrongAnswer(
        "identity",
        "identity = np.zeros((3, 3, 1, 1))\nidentity[1, 0, 0, 0] = 1",
        0,
        "off-centre",
    ),
    WrongAnswer(
        "identity",
        "identity = np.zeros((3, 3, 1, 1))\nidentity[0, 0, 0, 0] = 1",
        0,
        "off-centre",
    ),
    WrongAnswer(
        "identity",
        "identity = np.zeros((3, 3, 1, 1))\nidentity[1, 1, 0, 0] = -1",
        0,
        "sign-flipped",
    ),
    WrongAnswer(
        "identity",
        "identity = np.zeros((3, 3, 1, 1))\nidentity[1, 1, 0, 0] = 3",
        0,
        "divided-by-side",
    ),
    WrongAnswer(
        "identity",
        "identity = np.zeros((3, 3, 1, 1))\nidentity[1, 1, 0, 0] = 9",
        0,
        "not-normalised",
    ),
    WrongAnswer(
        "identity",
        "identity = np.zeros((3, 3, 1, 1))\nidentity[1, 1, 0, 0] = 0.99",
        0,
        "not-normalised",
    ),
    WrongAnswer("identity", "identity = np.ones((3, 3, 1, 1))"),
    WrongAnswer("identity", "identity = np.eye(3).reshape(3, 3, 1, 1)"),  # the matrix of that name
    WrongAnswer("identity", "identity = np.array([[0, 0, 0], [0, 1, 0], [0, 0, 0]])"),
    WrongAnswer("identity", "identity = np.full((3, 3, 1, 1), np.nan)\nidentity[1, 1, 0, 0] = 1"),
    WrongAnswer("identity", "identity = 'the same picture'"),
    WrongAnswer("identity", "identity = picture"),
    WrongAnswer("identity", "identity = np.zeros((3, 3, 1, 2))\nidentity[1, 1] = 1"),
    # --- shifts: two parts of one point each
    WrongAnswer(
        "shifts",
        "shift_left = np.zeros((3, 3, 1, 1))\n"
        "shift_up = np.zeros((5, 5, 1, 1))\n"
        "shift_left[1, 0, 0, 0] = 1\n"
        "shift_up[0, 2, 0, 0] = 1",
        0,
        "mirrored",
    ),
    WrongAnswer(
        "shifts",
        "shift_left = np.zeros((3, 3, 1, 1))\n"
        "shift_up = np.zeros((5, 5, 1, 1))\n"
        "shift_left[1, 2, 0, 0] = 1\n"
        "shift_up[0, 2, 0, 0] = 1",
        1,
        "mirrored",
    ),
    WrongAnswer(
        "shifts",
        "shift_left = np.zeros((3, 3, 1, 1))\n"
        "shift_up = np.zeros((5, 5, 1, 1))\n"
        "shift_left[2, 1, 0, 0] = 1\n"
        "shift_up[2, 4, 0, 0] = 1",
        0,
        "kernel-transposed",
    ),
    WrongAnswer(
        "shifts",
        "shift_left = np.zeros((3, 3, 1, 1))\n"
        "shift_up = np.zeros((5, 5, 1, 1))\n"
        "shift_left[1, 2, 0, 0] = -1\n"
        "shift_up[4, 2, 0, 0] = -1",
        0,
        "sign-flipped",
    ),
    WrongAnswer(  # up by one only
        "shifts",
        "shift_left = np.zeros((3, 3, 1, 1))\n"
        "shift_up = np.zeros((3, 3, 1, 1))\n"
        "shift_left[1, 2, 0, 0] = 1\n"
        "shift_up[2, 1, 0, 0] = 1",
        1,
    ),
    WrongAnswer(
        "shifts",
        "shift_left = np.zeros((3, 3, 1, 1))\n"
        "shift_up = np.zeros((5, 5, 1, 1))\n"
        "shift_left[1, 2, 0, 0] = 1\n"
        "shift_up[3, 2, 0, 0] = 1",
        1,
        "off-centre",
    ),
    WrongAnswer(
        "shifts",
        "shift_left = np.zeros((3, 3, 1, 1))\n"
        "shift_up = np.zeros((5, 5, 1, 1))\n"
        "shift_left[1, 2, 0, 0] = 3\n"
        "shift_up[4, 2, 0, 0] = 5",
        0,
        "divided-by-side",
    ),
    WrongAnswer(
        "shifts",
        "shift_left = np.zeros((3, 3, 1, 1))\n"
        "shift_up = np.zeros((5, 5, 1, 1))\n"
        "shift_left[1, 2, 0, 0] = 9\n"
        "shift_up[4, 2, 0, 0] = 25",
        0,
        "not-normalised",
    ),
    WrongAnswer(
        "shifts",
        "shift_left = np.zeros((3, 3, 1, 1))\n"
        "shift_up = np.zeros((5, 5, 1, 1))\n"
        "shift_left[1, 2, 0, 0] = 1",
        1,
    ),
    WrongAnswer("shifts", "shift_left = 'left'\nshift_up = None"),
    # --- derivative-x
    WrongAnswer(
        "derivative-x",
        "derivative_x = np.zeros((3, 3, 1, 1))\n"
        "derivative_x[1, 0, 0, 0] = 1\n"
        "derivative_x[1, 2, 0, 0] = -1",
        0,
        "sign-flipped",
    ),
    WrongAnswer(
        "derivative-x",
        "derivative_x = np.zeros((3, 3, 1, 1))\n"
        "derivative_x[0, 1, 0, 0] = -1\n"
        "derivative_x[2, 1, 0, 0] = 1",
        0,
        "kernel-transposed",
    ),
    WrongAnswer(
        "derivative-x",
        "derivative_x = np.array([[-1, 0, 1], [0, 0, 0], [0, 0, 0]]).reshape(3, 3, 1, 1)",
        0,
        "off-centre",
    ),
    WrongAnswer(  # a neighbour minus the pixel itself
        "derivative-x",
        "derivative_x = np.array([[0, 0, 0], [0, -1, 1], [0, 0, 0]]).reshape(3, 3, 1, 1)",
    ),
    WrongAnswer(  # Sobel's
        "derivative-x",
        "derivative_x = np.array([[-1, 0, 1], [-2, 0, 2], [-1, 0, 1]]).reshape(3, 3, 1, 1)",
    ),
    WrongAnswer(  # the derivative of the pixels, but not what was asked for
        "derivative-x",
        "derivative_x = np.array([-0.5, 0, 0.5]).reshape(1, 3, 1, 1)",
    ),
    WrongAnswer("derivative-x", "derivative_x = np.array([-1, 0, 1])"),
    WrongAnswer("derivative-x", "derivative_x = conv2d"),
    # --- derivative-y
    WrongAnswer(
        "derivative-y",
        "derivative_y = np.zeros((3, 3, 1, 1))\n"
        "derivative_y[0, 1, 0, 0] = 1\n"
        "derivative_y[2, 1, 0, 0] = -1",
        0,
        "sign-flipped",
    ),
    WrongAnswer(
        "derivative-y",
        "derivative_y = np.zeros((3, 3, 1, 1))\n"
        "derivative_y[1, 0, 0, 0] = -1\n"
        "derivative_y[1, 2, 0, 0] = 1",
        0,
        "kernel-transposed",
    ),
    WrongAnswer(
        "derivative-y",
        "derivative_y = np.array([[0, 0, -1], [0, 0, 0], [0, 0, 1]]).reshape(3, 3, 1, 1)",
        0,
        "off-centre",
    ),
    WrongAnswer(
        "derivative-y",
        "derivative_y = np.array([-1, 1]).reshape(2, 1, 1, 1)",
    ),
    WrongAnswer("derivative-y", "derivative_y = picture[1:] - picture[:-1]"),
    WrongAnswer("derivative-y", "derivative_y = np.full((3, 3, 1, 1), np.inf)"),
    # --- sum-rule
    WrongAnswer("sum-rule", "all_at_once = (k1 + k2 + k2)[::-1, ::-1]", 0, "kernel-rotated"),
    WrongAnswer(
        "sum-rule", "all_at_once = (k1 + k2 + k2).transpose(1, 0, 2, 3)", 0, "kernel-transposed"
    ),
    WrongAnswer("sum-rule", "all_at_once = -(k1 + k2 + k2)", 0, "sign-flipped"),
    WrongAnswer("sum-rule", "all_at_once = (k1 + k2 + k2)[:, ::-1]", 0, "mirrored"),
    WrongAnswer("sum-rule", "all_at_once = (k1 + k2 + k2)[::-1]", 0, "mirrored"),
    WrongAnswer("sum-rule", "all_at_once = np.roll(k1 + k2 + k2, 1, axis=0)", 0, "off-centre"),
    WrongAnswer("sum-rule", "all_at_once = k1 + k2"),  # forgot that one counts twice
    WrongAnswer("sum-rule", "all_at_once = 2 * (k1 + k2)"),
    WrongAnswer("sum-rule", "all_at_once = k1 * k2 * k2"),
    WrongAnswer("sum-rule", "all_at_once = (k1 + k2 + k2) / 3"),
    WrongAnswer("sum-rule", "all_at_once = three_convolutions"),  # the picture, not the kernel
    WrongAnswer("sum-rule", "all_at_once = [k1, k2, k2]"),
    # --- blur
    WrongAnswer("blur", "blur = np.ones((3, 3, 1, 1))", 0, "not-normalised"),
    WrongAnswer("blur", "blur = np.ones((3, 3, 1, 1)) / 8", 0, "not-normalised"),
    WrongAnswer("blur", "blur = np.full((3, 3, 1, 1), 0.1)", 0, "not-normalised"),
    WrongAnswer("blur", "blur = np.ones((3, 3, 1, 1)) / 3", 0, "divided-by-side"),
    WrongAnswer("blur", "blur = -np.ones((3, 3, 1, 1)) / 9", 0, "sign-flipped"),
    WrongAnswer("blur", "blur = np.ones((5, 5, 1, 1)) / 25"),
    WrongAnswer("blur", "blur = bumps / 16"),  # the lesson's own
    WrongAnswer(  # the neighbours without the pixel itself
        "blur", "blur = np.ones((3, 3, 1, 1)) / 8\nblur[1, 1, 0, 0] = 0"
    ),
    WrongAnswer("blur", "blur = np.ones((3, 3)) / 9"),
    WrongAnswer("blur", "blur = np.ones((3, 3, 3, 1)) / 27"),
    WrongAnswer("blur", "blur = 1 / 9"),
    WrongAnswer("blur", "blur = np.full((3, 3, 1, 1), np.nan)"),
    WrongAnswer("blur", "blur = np.zeros((3, 3, 1, 1))\nblur[0] = 1 / 0", 0),
    # --- motion-blur
    WrongAnswer("motion-blur", "motion_blur = np.ones((5, 1, 1, 1)) / 5", 0, "kernel-transposed"),
    WrongAnswer("motion-blur", "motion_blur = np.ones((1, 5, 1, 1))", 0, "not-normalised"),
    WrongAnswer("motion-blur", "motion_blur = np.ones((1, 5, 1, 1)) / 9", 0, "not-normalised"),
    WrongAnswer(
        "motion-blur", "motion_blur = np.ones((1, 5, 1, 1)) / np.sqrt(5)", 0, "divided-by-side"
    ),
    WrongAnswer("motion-blur", "motion_blur = -np.ones((1, 5, 1, 1)) / 5", 0, "sign-flipped"),
    WrongAnswer("motion-blur", "motion_blur = np.ones((1, 3, 1, 1)) / 3"),
    WrongAnswer("motion-blur", "motion_blur = np.ones((5, 5, 1, 1)) / 25"),
    WrongAnswer(  # the pixel and the four to its left
        "motion-blur", "motion_blur = np.zeros((1, 9, 1, 1))\nmotion_blur[0, :5] = 1 / 5"
    ),
    WrongAnswer("motion-blur", "motion_blur = [0.2, 0.2, 0.2, 0.2, 0.2]"),
    # --- sharpen
    WrongAnswer(
        "sharpen",
        "sharpen = np.ones((3, 3, 1, 1)) / 9\nsharpen[1, 1, 0, 0] -= 2",
        0,
        "sign-flipped",
    ),
    WrongAnswer(
        "sharpen",
        "sharpen = -np.ones((3, 3, 1, 1))\nsharpen[1, 1, 0, 0] = 17",
        0,
        "not-normalised",
    ),
    WrongAnswer(  # the details alone
        "sharpen", "sharpen = -np.ones((3, 3, 1, 1)) / 9\nsharpen[1, 1, 0, 0] += 1"
    ),
    WrongAnswer("sharpen", "sharpen = np.ones((3, 3, 1, 1)) / 9\nsharpen[1, 1, 0, 0] += 2"),
    WrongAnswer(  # forgot that the mean has a share in the middle, too
        "sharpen", "sharpen = -np.ones((3, 3, 1, 1)) / 9\nsharpen[1, 1, 0, 0] = 2"
    ),
    WrongAnswer(  # the sharpening kernel that one finds in books
        "sharpen",
        "sharpen = np.array([[0, -1, 0], [-1, 5, -1], [0, -1, 0]]).reshape(3, 3, 1, 1)",
    ),
    WrongAnswer(  # the weights of the lesson
        "sharpen", "sharpen = -bumps / 16\nsharpen[1, 1, 0, 0] += 2"
    ),
    WrongAnswer("sharpen", "sharpen = 2 * piece - blurred"),
    # --- edges
    WrongAnswer(
        "edges",
        "edges = np.array([[0, 1, 0], [1, -4, 1], [0, 1, 0]]).reshape(3, 3, 1, 1)",
        0,
        "sign-flipped",
    ),
    WrongAnswer(
        "edges",
        "edges = np.array([[-1, -1, -1], [-1, 8, -1], [-1, -1, -1]]).reshape(3, 3, 1, 1)",
    ),
    WrongAnswer(  # all its neighbours, but only four times the pixel
        "edges",
        "edges = np.array([[-1, -1, -1], [-1, 4, -1], [-1, -1, -1]]).reshape(3, 3, 1, 1)",
    ),
    WrongAnswer(
        "edges", "edges = np.array([[0, -1, 0], [-1, 1, -1], [0, -1, 0]]).reshape(3, 3, 1, 1)"
    ),
    WrongAnswer("edges", "edges = np.array([-1, 2, -1]).reshape(1, 3, 1, 1)"),
    WrongAnswer("edges", "edges = np.array([[0, -1, 0], [-1, 4, -1], [0, -1, 0]])"),
    WrongAnswer("edges", "edges = None"),
    # --- emboss
    WrongAnswer("emboss", "emboss = emboss_upper_left", 0, "mirrored"),
    WrongAnswer("emboss", "emboss = emboss_upper_left[::-1, ::-1]", 0, "mirrored"),
    WrongAnswer(
        "emboss",
        "emboss = np.array([[0, 1, 2], [-1, -1, 1], [-2, -1, 0]]).reshape(3, 3, 1, 1)",
        0,
        "sign-flipped",
    ),
    WrongAnswer(  # the lamp at the lower left
        "emboss",
        "emboss = np.array([[0, 1, 2], [-1, 1, 1], [-2, -1, 0]]).reshape(3, 3, 1, 1)",
        0,
        "kernel-rotated",
    ),
    WrongAnswer("emboss", "emboss = 9 * emboss_upper_left[:, ::-1]", 0, "not-normalised"),
    WrongAnswer(
        "emboss",
        "emboss = np.array([[0, -1, -2], [1, 0, -1], [2, 1, 0]]).reshape(3, 3, 1, 1)",
    ),
    WrongAnswer("emboss", "emboss = np.array([[0, -1, -2], [1, 1, -1], [2, 1, 0]])"),
    WrongAnswer("emboss", "emboss = {'light': 'upper right'}"),
    # --- true-convolution
    WrongAnswer("true-convolution", "true_convolution = g", 0, "kernel-rotated"),
    WrongAnswer("true-convolution", "true_convolution = g[:, ::-1]", 0, "mirrored"),
    WrongAnswer("true-convolution", "true_convolution = g[::-1]", 0, "mirrored"),
    WrongAnswer(
        "true-convolution",
        "true_convolution = g[::-1, ::-1].transpose(1, 0, 2, 3)",
        0,
        "kernel-transposed",
    ),
    WrongAnswer("true-convolution", "true_convolution = -g[::-1, ::-1]", 0, "sign-flipped"),
    WrongAnswer(
        "true-convolution",
        "true_convolution = np.roll(g[::-1, ::-1], -1, axis=1)",
        0,
        "off-centre",
    ),
    WrongAnswer(  # turned over the diagonal, not by half a turn
        "true-convolution", "true_convolution = g.transpose(1, 0, 2, 3)"
    ),
    WrongAnswer("true-convolution", "true_convolution = -g"),
    WrongAnswer("true-convolution", "true_convolution = g[:, :, ::-1, ::-1] * 2"),
    WrongAnswer("true-convolution", "true_convolution = np.convolve(g[..., 0, 0].ravel(), spike)"),
    # --- opencv
    WrongAnswer("opencv", "opencv = cv2.filter2D(coat, -1, slanted)", 0, "border-reflected"),
    WrongAnswer(
        "opencv",
        "opencv = cv2.filter2D(coat, -1, slanted, borderType=cv2.BORDER_REPLICATE)",
        0,
        "border-reflected",
    ),
    WrongAnswer(
        "opencv",
        "opencv = cv2.filter2D(coat, -1, slanted[::-1, ::-1], borderType=cv2.BORDER_CONSTANT)",
        0,
        "kernel-rotated",
    ),
    WrongAnswer(
        "opencv",
        "opencv = cv2.filter2D(coat, -1, slanted.T, borderType=cv2.BORDER_CONSTANT)",
        0,
        "kernel-transposed",
    ),
    WrongAnswer(
        "opencv",
        "opencv = -cv2.filter2D(coat, -1, slanted, borderType=cv2.BORDER_CONSTANT)",
        0,
        "sign-flipped",
    ),
    WrongAnswer("opencv", "opencv = cv2.filter2D(coat, -1, slanted)[1:-1, 1:-1]"),  # valid
    WrongAnswer(  # whole numbers have no negative values here
        "opencv",
        "opencv = cv2.filter2D((coat * 255).astype('uint8'), -1, slanted, borderType=0) / 255",
    ),
    WrongAnswer("opencv", "opencv = cv2.blur(coat, (3, 3))"),
    WrongAnswer("opencv", "opencv = cv2.BORDER_CONSTANT"),
    WrongAnswer("opencv", "opencv = np.full((28, 28), np.nan)"),
    WrongAnswer("opencv", "opencv = coat.tobytes()"),
)

RIGHT_ANSWERS: tuple[tuple[str, str], ...] = (
    (
        "weights",
        "weights_grey = [5, 5, 1, 1]\n"
        "weights_colour = np.array([5, 3, 3, 4])\n"
        "weights_deep = tuple(np.int64(size) for size in (3, 3, 8, 16))",
    ),
    (
        "weights",
        "def shape_of(layer, shape):\n"
        "    layer.build(shape)\n"
        "    return layer.get_weights()[0].shape\n"
        "weights_grey = shape_of(Conv2D(1, 5), (1, 28, 28, 1))\n"
        "weights_colour = shape_of(Conv2D(4, (5, 3)), (1, 96, 128, 3))\n"
        "weights_deep = shape_of(Conv2D(16, 3), (1, 14, 14, 8))",
    ),
    (
        "weights",
        "import tensorflow as tf\n"
        "weights_grey = tf.TensorShape([5, 5, 1, 1])\n"
        "weights_colour = tf.shape(tf.zeros((5, 3, 3, 4)))\n"
        "weights_deep = 3, 3, 8, 16",
    ),
    ("identity", "identity = np.ones((1, 1, 1, 1))"),
    (
        "identity",
        "identity = [[[[0]], [[0]], [[0]]], [[[0]], [[1]], [[0]]], [[[0]], [[0]], [[0]]]]",
    ),
    ("identity", "identity = np.zeros((7, 5, 1, 1), dtype=bool)\nidentity[3, 2] = True"),
    (
        "identity",
        "import tensorflow as tf\n"
        "identity = tf.reshape(tf.constant([0.0, 0, 0, 0, 1, 0, 0, 0, 0]), (3, 3, 1, 1))",
    ),
    (
        "shifts",
        "shift_left = np.array([0, 0, 1]).reshape(1, 3, 1, 1)\n"
        "shift_up = np.array([0, 0, 0, 0, 1]).reshape(5, 1, 1, 1)",
    ),
    (
        "shifts",
        "middle = np.zeros((5, 5, 1, 1))\n"
        "middle[2, 2] = 1\n"
        "shift_left = np.roll(middle, 1, axis=1)\n"
        "shift_up = np.roll(middle, 2, axis=0)",
    ),
    ("derivative-x", "derivative_x = np.array([-1.0, 0, 1]).reshape(1, 3, 1, 1)"),
    (
        "derivative-x",
        "left, right = np.zeros((2, 3, 3, 1, 1))\n"
        "left[1, 2], right[1, 0] = 1, 1\n"
        "derivative_x = left - right",
    ),
    ("derivative-y", "derivative_y = np.array([-1, 0, 1]).reshape(3, 1, 1, 1)"),
    (
        "derivative-y",
        "rows = [[0, -1, 0], [0, 0, 0], [0, 1, 0]]\n"
        "derivative_y = [[[[weight]] for weight in row] for row in rows]",
    ),
    ("sum-rule", "all_at_once = k1 + 2 * k2"),
    ("sum-rule", "all_at_once = np.sum([k1, k2, k2], axis=0).tolist()"),
    (
        "sum-rule",
        "all_at_once = np.zeros((3, 3, 1, 1), dtype='float32')\n"
        "for i in range(3):\n"
        "    for j in range(3):\n"
        "        for kernel in (k1, k2, k2):\n"
        "            all_at_once[i, j] += kernel[i, j]",
    ),
    ("blur", "blur = np.full((3, 3, 1, 1), 0.111)"),
    ("blur", "blur = np.pad(np.ones((3, 3, 1, 1)) / 9, ((1, 1), (1, 1), (0, 0), (0, 0)))"),
    ("blur", "import tensorflow as tf\nblur = tf.Variable(tf.ones((3, 3, 1, 1)) / 9)"),
    (
        "blur",  # a layer whose weights are the answer
        "averaging = Conv2D(1, 3, use_bias=False)\n"
        "averaging.build((None, None, None, 1))\n"
        "averaging.set_weights([np.ones((3, 3, 1, 1)) / 9])\n"
        "blur = averaging.kernel",
    ),
    ("blur", "mean = np.ones(3) / 3\nblur = np.outer(mean, mean)[..., None, None]"),
    ("motion-blur", "motion_blur = np.zeros((5, 5, 1, 1))\nmotion_blur[2] = 0.2"),
    ("motion-blur", "motion_blur = [[[[0.2]], [[0.2]], [[0.2]], [[0.2]], [[0.2]]]]"),
    (
        "sharpen",
        "nothing = np.zeros((3, 3, 1, 1))\n"
        "nothing[1, 1] = 1\n"
        "mean = np.ones((3, 3, 1, 1)) / 9\n"
        "sharpen = nothing + (nothing - mean)",
    ),
    ("sharpen", "sharpen = np.full((3, 3, 1, 1), -0.111)\nsharpen[1, 1] = 1.889"),
    (
        "sharpen",
        "sharpen = np.zeros((3, 3, 1, 1))\n"
        "for i in range(3):\n"
        "    for j in range(3):\n"
        "        sharpen[i, j] = 17 / 9 if i == j == 1 else -1 / 9",
    ),
    ("edges", "edges = np.array([0, -1, 0, -1, 4, -1, 0, -1, 0]).reshape(3, 3, 1, 1)"),
    (
        "edges",  # by the sum rule
        "rows = np.zeros((3, 3, 1, 1))\n"
        "rows[1, :, 0, 0] = -1, 2, -1\n"
        "edges = rows + rows.transpose(1, 0, 2, 3)",
    ),
    ("emboss", "emboss = emboss_upper_left[:, ::-1]"),
    ("emboss", "emboss = np.rot90(emboss_upper_left, -1)"),
    (
        "emboss",
        "emboss = np.float32([0, -1, -2, 1, 1, -1, 2, 1, 0])[:, None, None].reshape(3, 3, 1, 1)",
    ),
    ("true-convolution", "true_convolution = np.rot90(g, 2)"),
    ("true-convolution", "true_convolution = np.flip(g, axis=(0, 1)).tolist()"),
    (
        "true-convolution",
        "true_convolution = np.zeros((3, 3, 1, 1))\n"
        "for m in range(3):\n"
        "    for n in range(3):\n"
        "        true_convolution[m, n] = g[2 - m, 2 - n]",
    ),
    ("opencv", "opencv = conv2d(coat, slanted.reshape(3, 3, 1, 1))"),
    (
        "opencv",
        "around = cv2.copyMakeBorder(coat, 1, 1, 1, 1, cv2.BORDER_CONSTANT, value=0)\n"
        "opencv = cv2.filter2D(around.astype('float64'), -1, slanted)[1:-1, 1:-1]",
    ),
    (
        "opencv",
        "opencv = Conv2D(1, 3, padding='same', use_bias=False)\n"
        "opencv.build((1, 28, 28, 1))\n"
        "opencv.set_weights([slanted.reshape(3, 3, 1, 1)])\n"
        "opencv = opencv(coat.reshape(1, 28, 28, 1))",
    ),
    (
        "opencv",
        "padded = np.pad(coat, 1)\n"
        "opencv = sum(\n"
        "    slanted[m, n] * padded[m : m + 28, n : n + 28] for m in range(3) for n in range(3)\n"
        ")",
    ),
)
