"""Known answers to `from_scratch`: wrong functions with the marks and the mistake they get, and
right ones written in ways that nobody expected.

Each code stands in place of the whole answer cell. Most wrong functions are a right one in which a
line or two were changed, as `but` says. A part is worth a point.
"""

from autograder.course.rubric import WrongAnswer

OUTPUT_SHAPE = """\
def output_shape(layer, input_shape, size, strides=None, padding="valid", filters=None):
    h, w, c = input_shape
    pooling = layer in ("MaxPooling2D", "AveragePooling2D")
    if strides is None:
        strides = size if pooling else (1, 1)
    (kh, kw), (sh, sw) = size, strides
    if layer == "UpSampling2D":
        return h * kh, w * kw, c
    if layer == "Conv2DTranspose":
        if padding == "same":
            return h * sh, w * sw, filters
        return (h - 1) * sh + max(kh, sh), (w - 1) * sw + max(kw, sw), filters
    if padding == "same":
        rows, columns = -(-h // sh), -(-w // sw)
    else:
        rows, columns = (h - kh) // sh + 1, (w - kw) // sw + 1
    return rows, columns, c if pooling else filters
"""

CONV2D = """\
def conv2d(image, kernel, strides=(1, 1), padding="valid"):
    h, w, channels = image.shape
    kh, kw, _, filters = kernel.shape
    sh, sw = strides
    if padding == "same":
        down = max((-(-h // sh) - 1) * sh + kh - h, 0)
        across = max((-(-w // sw) - 1) * sw + kw - w, 0)
        around = (down // 2, down - down // 2), (across // 2, across - across // 2), (0, 0)
        image = np.pad(image, around)
        h, w = image.shape[:2]
    rows, columns = (h - kh) // sh + 1, (w - kw) // sw + 1
    out = np.zeros((rows, columns, filters))
    for i in range(rows):
        for j in range(columns):
            box = image[i * sh : i * sh + kh, j * sw : j * sw + kw]
            for f in range(filters):
                out[i, j, f] = np.sum(box * kernel[:, :, :, f])
    return out
"""

MAX_POOL = """\
def max_pool2d(image, pool_size=(2, 2), strides=None, padding="valid"):
    h, w, channels = image.shape
    ph, pw = pool_size
    sh, sw = pool_size if strides is None else strides
    if padding == "same":
        down = max((-(-h // sh) - 1) * sh + ph - h, 0)
        across = max((-(-w // sw) - 1) * sw + pw - w, 0)
        around = (down // 2, down - down // 2), (across // 2, across - across // 2), (0, 0)
        image = np.pad(image.astype(float), around, constant_values=-np.inf)
        h, w = image.shape[:2]
    rows, columns = (h - ph) // sh + 1, (w - pw) // sw + 1
    out = np.zeros((rows, columns, channels))
    for i in range(rows):
        for j in range(columns):
            box = image[i * sh : i * sh + ph, j * sw : j * sw + pw]
            out[i, j] = box.max(axis=(0, 1))
    return out
"""

AVG_POOL = (
    MAX_POOL.replace("max_pool2d", "avg_pool2d")
    .replace("-np.inf", "np.nan")
    .replace("box.max", "np.nanmean")
    .replace("(axis=(0, 1))", "(box, axis=(0, 1))")
)

WINDOWS = """\
def conv2d_windows(image, kernel, strides=(1, 1), padding="valid"):
    h, w, channels = image.shape
    kh, kw, _, filters = kernel.shape
    sh, sw = strides
    if padding == "same":
        down = max((-(-h // sh) - 1) * sh + kh - h, 0)
        across = max((-(-w // sw) - 1) * sw + kw - w, 0)
        around = (down // 2, down - down // 2), (across // 2, across - across // 2), (0, 0)
        image = np.pad(image, around)
    boxes = sliding_window_view(image, (kh, kw), axis=(0, 1))[::sh, ::sw]
    return np.einsum("ijcmn,mncf->ijf", boxes, kernel)
"""

UPSAMPLE = """\
def upsample2d(image, size=(2, 2), interpolation="nearest"):
    if interpolation == "nearest":
        return image.repeat(size[0], axis=0).repeat(size[1], axis=1)
    h, w, channels = image.shape
    out = np.zeros((h * size[0], w * size[1], channels))
    for o in range(out.shape[0]):
        for p in range(out.shape[1]):
            y = (o + 0.5) / size[0] - 0.5
            x = (p + 0.5) / size[1] - 0.5
            y, x = min(max(y, 0), h - 1), min(max(x, 0), w - 1)
            i, j = int(y), int(x)
            k, l = min(i + 1, h - 1), min(j + 1, w - 1)
            above = (1 - (x - j)) * image[i, j] + (x - j) * image[i, l]
            below = (1 - (x - j)) * image[k, j] + (x - j) * image[k, l]
            out[o, p] = (1 - (y - i)) * above + (y - i) * below
    return out
"""

TRANSPOSE = """\
def conv2d_transpose(image, kernel, strides=(1, 1), padding="valid"):
    h, w, channels = image.shape
    kh, kw, filters, _ = kernel.shape
    sh, sw = strides
    out = np.zeros(((h - 1) * sh + max(kh, sh), (w - 1) * sw + max(kw, sw), filters))
    for i in range(h):
        for j in range(w):
            for f in range(filters):
                for c in range(channels):
                    copy = image[i, j, c] * kernel[:, :, f, c]
                    out[i * sh : i * sh + kh, j * sw : j * sw + kw, f] += copy
    if padding == "same":
        top, left = max(kh - sh, 0) // 2, max(kw - sw, 0) // 2
        out = out[top : top + h * sh, left : left + w * sw]
    return out
"""

RETURN_IN_LOOP = "    return out\n", "            return out\n"


def but(right: str, *changes: tuple[str, str]) -> str:
    """A right function with some pieces of its text replaced."""
    for old, new in changes:
        if old not in right:
            raise ValueError(f"there is no {old!r} to be replaced")
        right = right.replace(old, new)
    return right


def keras(heading: str, *lines: str) -> str:
    """A function that leaves the work to a library."""
    return "\n".join([f"def {heading}:", *(f"    {line}" for line in lines)])


SAME_ZEROS = "(down // 2, down - down // 2), (across // 2, across - across // 2), (0, 0)"
SIZES = "rows, columns = (h - kh) // sh + 1, (w - kw) // sw + 1"
POOLED = "rows, columns = (h - ph) // sh + 1, (w - pw) // sw + 1"
STEPS = "sh, sw = pool_size if strides is None else strides"

SHAPES: tuple[WrongAnswer, ...] = (
    # parts: valid; same; strides left out; upsampling; transposed
    WrongAnswer(
        "output-shape",
        but(
            OUTPUT_SHAPE,
            (
                "rows, columns = (h - kh) // sh + 1, (w - kw) // sw + 1",
                "rows, columns = (h - kh) // sh, (w - kw) // sw",
            ),
        ),
        3,
        "forgot-plus-one",
    ),
    WrongAnswer(
        "output-shape",
        but(
            OUTPUT_SHAPE,
            (
                "rows, columns = (h - kh) // sh + 1, (w - kw) // sw + 1",
                "rows, columns = h // sh, w // sw",
            ),
        ),
        3,
        "valid-only-divides",
    ),
    WrongAnswer(
        "output-shape",
        but(
            OUTPUT_SHAPE,
            (
                "rows, columns = (h - kh) // sh + 1, (w - kw) // sw + 1",
                "rows, columns = -(-(h - kh) // sh) + 1, -(-(w - kw) // sw) + 1",
            ),
        ),
        3,
        "ceil-for-floor",
    ),
    WrongAnswer(  # a fraction where the step does not fit
        "output-shape",
        but(
            OUTPUT_SHAPE,
            ("(h - kh) // sh + 1, (w - kw) // sw + 1", "(h - kh) / sh + 1, (w - kw) / sw + 1"),
        ),
        3,
        "fraction",
    ),
    WrongAnswer(
        "output-shape",
        but(OUTPUT_SHAPE, ("-(-h // sh), -(-w // sw)", "h, w")),
        3,
        "same-keeps-size",
    ),
    WrongAnswer(
        "output-shape",
        but(OUTPUT_SHAPE, ("-(-h // sh), -(-w // sw)", "h // sh, w // sw")),
        3,
        "pooling-same-floors",
    ),
    WrongAnswer(  # Keras' own default for pooling was not known
        "output-shape",
        but(OUTPUT_SHAPE, ("strides = size if pooling else (1, 1)", "strides = (1, 1)")),
        4,
        "pooling-stride-one",
    ),
    WrongAnswer(  # and here nobody thought of None
        "output-shape",
        but(
            OUTPUT_SHAPE,
            ("    if strides is None:\n        strides = size if pooling else (1, 1)\n", ""),
        ),
        3,
    ),
    WrongAnswer(
        "output-shape",
        but(OUTPUT_SHAPE, ("c if pooling else filters", "filters")),
        2,
    ),
    WrongAnswer(
        "output-shape",
        but(
            OUTPUT_SHAPE,
            ("(h - 1) * sh + max(kh, sh), (w - 1) * sw + max(kw, sw)", "h * sh, w * sw"),
        ),
        4,
        "transposed-valid-multiplies",
    ),
    WrongAnswer(
        "output-shape",
        but(
            OUTPUT_SHAPE,
            (
                "(h - 1) * sh + max(kh, sh), (w - 1) * sw + max(kw, sw)",
                "(h - 1) * sh + kh, (w - 1) * sw + kw",
            ),
        ),
        4,
    ),
    WrongAnswer(
        "output-shape",
        but(OUTPUT_SHAPE, ("return h * kh, w * kw, c", "return h + kh, w + kw, c")),
        4,
        "upsampling-adds",
    ),
    WrongAnswer(
        "output-shape",
        but(OUTPUT_SHAPE, ("h, w, c = input_shape", "w, h, c = input_shape")),
        0,
    ),
    WrongAnswer(  # the batch axis is back
        "output-shape",
        OUTPUT_SHAPE + "without_batch = output_shape\n"
        "def output_shape(*given, **named):\n"
        "    return (1, *without_batch(*given, **named))\n",
        0,
    ),
    WrongAnswer(  # only what the lesson's first row needs
        "output-shape",
        "def output_shape(layer, input_shape, size, strides=(1, 1), **others):\n"
        "    (h, w, c), (kh, kw), (sh, sw) = input_shape, size, strides\n"
        "    return (h - kh) // sh + 1, (w - kw) // sw + 1, others['filters']\n",
        0,
    ),
    WrongAnswer(  # nobody writes it with a capital
        "output-shape",
        but(OUTPUT_SHAPE, ('padding == "same"', 'padding == "Same"')),
        2,
        "padding-ignored",
    ),
    WrongAnswer(  # the batch axis, as model.summary() shows it
        "output-shape",
        OUTPUT_SHAPE + "without_batch = output_shape\n"
        "def output_shape(*given, **named):\n"
        "    return (None, *without_batch(*given, **named))\n",
        0,
    ),
    WrongAnswer(  # the size only
        "output-shape",
        OUTPUT_SHAPE + "with_channels = output_shape\n"
        "def output_shape(*given, **named):\n"
        "    return with_channels(*given, **named)[:2]\n",
        0,
    ),
    WrongAnswer("output-shape", "output_shape = (26, 26, 4)", 0),
    WrongAnswer(
        "output-shape",
        keras(
            "output_shape(layer, input_shape, size, strides=None, padding='valid', filters=None)",
            "if layer == 'UpSampling2D':",
            "    made = UpSampling2D(size)",
            "elif layer == 'Conv2DTranspose':",
            "    made = Conv2DTranspose(filters, size, strides or 1, padding)",
            "elif layer == 'Conv2D':",
            "    made = Conv2D(filters, size, strides or 1, padding)",
            "else:",
            "    made = globals()[layer](size, strides, padding)",
            "return made.compute_output_shape((1, *input_shape))[1:]",
        ),
        0,
        "uses-library",
    ),
)

CONVOLUTIONS: tuple[WrongAnswer, ...] = (
    # parts: plain; channels; strides; left over; same; same, strides
    WrongAnswer(
        "conv2d",
        but(CONV2D, (SIZES, "rows, columns = (h - kh) // sh, (w - kw) // sw")),
        0,
        "forgot-plus-one",
    ),
    WrongAnswer(
        "conv2d",
        but(CONV2D, ("kernel[:, :, :, f]", "kernel[::-1, ::-1, :, f]")),
        0,
        "kernel-rotated",
    ),
    WrongAnswer(
        "conv2d",
        but(
            CONV2D,
            ("i * sh : i * sh + kh, j * sw : j * sw + kw", "i : i + kh, j : j + kw"),
            (SIZES, "rows, columns = h - kh + 1, w - kw + 1"),
        ),
        3,
        "stride-ignored",
    ),
    WrongAnswer(  # the size minds the stride, the windows do not
        "conv2d",
        but(CONV2D, ("i * sh : i * sh + kh, j * sw : j * sw + kw", "i : i + kh, j : j + kw")),
        3,
    ),
    WrongAnswer(
        "conv2d", but(CONV2D, ("sh, sw = strides", "sw, sh = strides")), 3, "strides-swapped"
    ),
    WrongAnswer("conv2d", but(CONV2D, ('padding == "same"', "False")), 4, "padding-ignored"),
    WrongAnswer(
        "conv2d",
        but(CONV2D, (SAME_ZEROS, "(0, down), (0, across), (0, 0)")),
        4,
        "same-one-side",
    ),
    WrongAnswer(
        "conv2d",
        but(
            CONV2D,
            (
                SAME_ZEROS,
                "(down - down // 2, down // 2), (across - across // 2, across // 2), (0, 0)",
            ),
        ),
        4,
        "same-odd-first",
    ),
    WrongAnswer(  # right for a stride of 1
        "conv2d",
        but(
            CONV2D,
            ("max((-(-h // sh) - 1) * sh + kh - h, 0)", "kh - 1"),
            ("max((-(-w // sw) - 1) * sw + kw - w, 0)", "kw - 1"),
        ),
        5,
        "same-ignores-stride",
    ),
    WrongAnswer(  # the course's most copied lines: right for odd kernels and stride 1
        "conv2d",
        but(CONV2D, (SAME_ZEROS, "((kh - 1) // 2,) * 2, ((kw - 1) // 2,) * 2, (0, 0)")),
        4,
        "same-pads-half",
    ),
    WrongAnswer(  # a grey picture's convolution
        "conv2d",
        but(CONV2D, ("box * kernel[:, :, :, f]", "box[:, :, 0] * kernel[:, :, 0, f]")),
        3,
        "channels-not-summed",
    ),
    WrongAnswer(  # = where += is needed
        "conv2d",
        but(
            CONV2D,
            (
                "                out[i, j, f] = np.sum(box * kernel[:, :, :, f])",
                "                for c in range(channels):\n"
                "                    out[i, j, f] = np.sum(box[:, :, c] * kernel[:, :, c, f])",
            ),
        ),
        3,
        "channels-not-summed",
    ),
    WrongAnswer(  # each filter fills all channels of the output
        "conv2d",
        but(CONV2D, ("out[i, j, f] =", "out[i, j] =")),
        4,
        "one-filter-for-all",
    ),
    WrongAnswer(  # all filters added up
        "conv2d",
        but(
            CONV2D,
            (
                "out[i, j, f] = np.sum(box * kernel[:, :, :, f])",
                "out[i, j] += np.sum(box * kernel[:, :, :, f])",
            ),
        ),
        4,
    ),
    WrongAnswer("conv2d", but(CONV2D, RETURN_IN_LOOP), 0),
    WrongAnswer("conv2d", but(CONV2D, ("    return out\n", "    print(out)\n")), 0, "no-return"),
    WrongAnswer(  # no channels at the end
        "conv2d",
        """\
def conv2d(image, kernel):
    image, kernel = image[:, :, 0], kernel[:, :, 0, 0]
    kh, kw = kernel.shape
    rows, columns = image.shape[0] - kh + 1, image.shape[1] - kw + 1
    out = np.zeros((rows, columns))
    for i in range(rows):
        for j in range(columns):
            out[i, j] = (image[i : i + kh, j : j + kw] * kernel).sum()
    return out
""",
        0,
        "other-arguments",
    ),
    WrongAnswer(  # one channel, one filter, nothing else
        "conv2d",
        """\
def conv2d(image, kernel):
    kh, kw = kernel.shape[:2]
    rows, columns = image.shape[0] - kh + 1, image.shape[1] - kw + 1
    out = np.zeros((rows, columns, 1))
    for i in range(rows):
        for j in range(columns):
            out[i, j, 0] = (image[i : i + kh, j : j + kw, 0] * kernel[:, :, 0, 0]).sum()
    return out
""",
        1,
        "other-arguments",
    ),
    WrongAnswer(  # "it does not divide, so it is impossible"
        "conv2d",
        but(
            CONV2D,
            (
                f"    {SIZES}\n",
                "    if (h - kh) % sh or (w - kw) % sw:\n"
                "        raise ValueError('the stride does not fit')\n"
                f"    {SIZES}\n",
            ),
        ),
        4,
    ),
    WrongAnswer(  # the kernel is turned into what it is not
        "conv2d",
        but(CONV2D, ("box * kernel[:, :, :, f]", "box @ kernel[:, :, :, f]")),
        0,
    ),
    WrongAnswer(  # the picture is cleared while it is read
        "conv2d",
        but(CONV2D, ("    return out\n", "    image[...] = 0\n    return out\n")),
        2,
        "changes-input",
    ),
    WrongAnswer(
        "conv2d",
        keras(
            "conv2d(image, kernel, strides=(1, 1), padding='valid')",
            "import tensorflow as tf",
            "image, kernel = (np.asarray(array, 'float32') for array in (image, kernel))",
            "return tf.nn.conv2d(image[np.newaxis], kernel, strides, padding.upper())[0].numpy()",
        ),
        0,
        "uses-library",
    ),
    WrongAnswer(
        "conv2d",
        keras(
            "conv2d(image, kernel, strides=(1, 1), padding='valid')",
            "from keras import ops",
            "image, kernel = image.astype('float32'), kernel.astype('float32')",
            "return np.array(ops.conv(image[np.newaxis], kernel, strides, padding)[0])",
        ),
        0,
        "uses-library",
    ),
    WrongAnswer(
        "conv2d",
        keras(
            "conv2d(image, kernel, strides=(1, 1), padding='valid')",
            "import cv2",
            "kernel = kernel[:, :, 0, 0].astype('float32')",
            "made = cv2.filter2D(image.astype('float32'), -1, kernel)",
            "return made.reshape(*image.shape[:2], 1)",
        ),
        0,
        "uses-library",
    ),
    WrongAnswer(
        "conv2d", "def conv2d(image, kernel, strides=(1, 1), padding='valid'):\n    pass", 0
    ),
    WrongAnswer("conv2d", "conv2d = Conv2D(1, 3)", 0, "uses-library"),
    WrongAnswer(  # as a well-known exercise has it: one side, one stride, a number of zeros
        "conv2d",
        """\
def conv2d(A_prev, W, b, hparameters):
    (n_H_prev, n_W_prev, n_C_prev), (f, f, n_C_prev, n_C) = A_prev.shape, W.shape
    stride, pad = hparameters["stride"], hparameters["pad"]
    A = np.pad(A_prev, ((pad, pad), (pad, pad), (0, 0)))
    n_H = int((n_H_prev - f + 2 * pad) / stride) + 1
    n_W = int((n_W_prev - f + 2 * pad) / stride) + 1
    Z = np.zeros((n_H, n_W, n_C))
    for h in range(n_H):
        for w in range(n_W):
            for c in range(n_C):
                top, left = h * stride, w * stride
                Z[h, w, c] = np.sum(A[top : top + f, left : left + f] * W[..., c]) + b
    return Z
""",
        0,
        "other-arguments",
    ),
    WrongAnswer(  # the arguments' names are not those that it is called with
        "conv2d",
        but(CONV2D, ("strides=(1, 1)", "stride=(1, 1)"), ("sh, sw = strides", "sh, sw = stride")),
        3,
        "other-arguments",
    ),
    WrongAnswer(  # the filters first, as in another library
        "conv2d",
        but(CONV2D, ("    return out\n", "    return np.moveaxis(out, 2, 0)\n")),
        0,
        "channels-first",
    ),
    WrongAnswer(  # nothing comes back from one of the two branches
        "conv2d",
        but(
            CONV2D,
            ("    return out\n", '    if padding == "valid":\n        return out\n'),
        ),
        4,
        "no-return",
    ),
    WrongAnswer(  # the sum of the row so far
        "conv2d",
        but(
            CONV2D,
            ("            box =", "            total = total if j else 0\n            box ="),
            (
                "out[i, j, f] = np.sum(box * kernel[:, :, :, f])",
                "out[i, j, f] = total = total + np.sum(box * kernel[:, :, :, f])",
            ),
        ),
        0,
    ),
    WrongAnswer(  # += into an array that stays from one call to the next
        "conv2d",
        "kept = {}\n"
        + but(
            CONV2D,
            (
                "out = np.zeros((rows, columns, filters))",
                "shape = rows, columns, filters\n"
                "    out = kept.setdefault(shape, np.zeros(shape))",
            ),
            ("out[i, j, f] =", "out[i, j, f] +="),
        ),
        0,
        "not-repeatable",
    ),
    WrongAnswer(  # the last places are left out by range
        "conv2d",
        """\
def conv2d(image, kernel, strides=(1, 1), padding="valid"):
    (h, w, _), (kh, kw, _, filters), (sh, sw) = image.shape, kernel.shape, strides
    out = np.zeros(((h - kh) // sh + 1, (w - kw) // sw + 1, filters))
    for i in range(0, h - kh, sh):
        for j in range(0, w - kw, sw):
            for f in range(filters):
                box = image[i : i + kh, j : j + kw]
                out[i // sh, j // sw, f] = np.sum(box * kernel[..., f])
    return out
""",
        1,
    ),
    WrongAnswer(  # the border's pixels are repeated
        "conv2d", but(CONV2D, ("np.pad(image, around)", 'np.pad(image, around, mode="edge")')), 4
    ),
    WrongAnswer("conv2d", "def conv2d(image):\n    return image", 0, "other-arguments"),
)

POOLINGS: tuple[WrongAnswer, ...] = (
    # parts: plain; channels; strides; same
    WrongAnswer("max-pooling", but(MAX_POOL, ("-np.inf", "0")), 3, "same-counts-padding"),
    WrongAnswer("max-pooling", but(MAX_POOL, ("box.max", "box.mean")), 0, "average-for-max"),
    WrongAnswer(
        "max-pooling",
        but(MAX_POOL, (STEPS, "sh, sw = strides or (1, 1)")),
        2,
        "pooling-stride-one",
    ),
    WrongAnswer("max-pooling", but(MAX_POOL, (STEPS, "sh, sw = pool_size")), 2, "stride-ignored"),
    WrongAnswer(
        "max-pooling",
        but(MAX_POOL, ("box.max(axis=(0, 1))", "box.max()")),
        1,
        "pooling-one-channel",
    ),
    WrongAnswer(
        "max-pooling",
        but(MAX_POOL, (POOLED, "rows, columns = (h - ph) // sh, (w - pw) // sw")),
        0,
        "forgot-plus-one",
    ),
    WrongAnswer(  # windows cut off at the border, as slices are
        "max-pooling",
        but(
            MAX_POOL,
            (
                f"    {POOLED}\n",
                "    up = padding == 'valid'\n"
                "    rows = (h - ph + up * (sh - 1)) // sh + 1\n"
                "    columns = (w - pw + up * (sw - 1)) // sw + 1\n",
            ),
        ),
        2,
        "ceil-for-floor",
    ),
    WrongAnswer("max-pooling", but(MAX_POOL, ('padding == "same"', "False")), 3, "padding-ignored"),
    WrongAnswer(  # the largest so far begins at 0
        "max-pooling",
        """\
def max_pool2d(image, pool_size=(2, 2), strides=None, padding="valid"):
    (h, w, channels), (ph, pw) = image.shape, pool_size
    sh, sw = strides or pool_size
    out = np.zeros(((h - ph) // sh + 1, (w - pw) // sw + 1, channels))
    for i, j, c in np.ndindex(out.shape):
        for m in range(ph):
            for n in range(pw):
                out[i, j, c] = max(out[i, j, c], image[i * sh + m, j * sw + n, c])
    return out
""",
        0,
        "max-starts-at-zero",
    ),
    WrongAnswer(  # a well-known exercise has one side, f, for all
        "max-pooling",
        """\
def max_pool2d(image, pool_size=(2, 2), strides=None, padding="valid"):
    n_H_prev, n_W_prev, n_C = image.shape
    f = pool_size[0]
    stride = strides[0] if strides else f
    n_H = int(1 + (n_H_prev - f) / stride)
    n_W = int(1 + (n_W_prev - f) / stride)
    A = np.zeros((n_H, n_W, n_C))
    for h in range(n_H):
        for w in range(n_W):
            for c in range(n_C):
                top, left = h * stride, w * stride
                A[h, w, c] = np.max(image[top : top + f, left : left + f, c])
    return A
""",
        0,
        "one-window-for-both",
    ),
    WrongAnswer(  # one long list of the largest
        "max-pooling",
        """\
def max_pool2d(image, pool_size=(2, 2), strides=None, padding="valid"):
    (ph, pw), (sh, sw), found = pool_size, strides or pool_size, []
    for i in range(0, image.shape[0] - ph + 1, sh):
        for j in range(0, image.shape[1] - pw + 1, sw):
            found.append(np.max(image[i : i + ph, j : j + pw]))
    return found
""",
        0,
    ),
    WrongAnswer(  # the picture is its own output
        "max-pooling",
        but(
            MAX_POOL,
            ("out = np.zeros((rows, columns, channels))", "out = image[:rows, :columns]"),
        ),
        1,
        "changes-input",
    ),
    WrongAnswer(  # a neat trick, where all divides
        "max-pooling",
        "def max_pool2d(image, pool_size=(2, 2), strides=None, padding='valid'):\n"
        "    (h, w, c), (ph, pw) = image.shape, pool_size\n"
        "    return image.reshape(h // ph, ph, w // pw, pw, c).max(axis=(1, 3))\n",
        1,
    ),
    WrongAnswer(  # whole numbers have no infinity
        "max-pooling", but(MAX_POOL, ("image.astype(float)", "image")), 3
    ),
    WrongAnswer(
        "max-pooling",
        but(
            MAX_POOL,
            (
                "(down // 2, down - down // 2), (across // 2, across - across // 2)",
                "(0, down), (0, across)",
            ),
        ),
        3,
        "same-one-side",
    ),
    WrongAnswer(
        "max-pooling",
        keras(
            "max_pool2d(image, pool_size=(2, 2), strides=None, padding='valid')",
            "made = MaxPooling2D(pool_size, strides, padding)",
            "return made(np.asarray(image, 'float32')[np.newaxis])[0].numpy()",
        ),
        0,
        "uses-library",
    ),
    WrongAnswer("max-pooling", but(MAX_POOL, RETURN_IN_LOOP), 0),
    # the mean
    WrongAnswer(
        "average-pooling",
        but(AVG_POOL, ("np.nan)", "0)"), ("np.nanmean(box", "np.mean(box")),
        3,
        "same-counts-padding",
    ),
    WrongAnswer(
        "average-pooling", but(AVG_POOL, ("np.nanmean", "np.nanmax")), 0, "max-for-average"
    ),
    WrongAnswer(
        "average-pooling",
        but(AVG_POOL, ("columns, channels))", "columns, channels), dtype=image.dtype)")),
        1,
        "whole-numbers-only",
    ),
    WrongAnswer(
        "average-pooling",
        but(AVG_POOL, (STEPS, "sh, sw = strides or (1, 1)")),
        2,
        "pooling-stride-one",
    ),
    WrongAnswer(
        "average-pooling", but(AVG_POOL, (STEPS, "sh, sw = pool_size")), 2, "stride-ignored"
    ),
    WrongAnswer(
        "average-pooling",
        but(AVG_POOL, ("np.nanmean(box, axis=(0, 1))", "np.nanmean(box)")),
        1,
        "pooling-one-channel",
    ),
    WrongAnswer(
        "average-pooling", but(AVG_POOL, ("np.nanmean", "np.nansum")), 0, "sum-for-average"
    ),
    WrongAnswer(  # the default pool is 2 x 2, so somebody divides by 4
        "average-pooling",
        but(AVG_POOL, ("np.nanmean(box, axis=(0, 1))", "np.nansum(box, axis=(0, 1)) / 4")),
        0,
        "sum-for-average",
    ),
    WrongAnswer(  # // divides, and rounds down
        "average-pooling",
        but(AVG_POOL, ("np.nanmean(box, axis=(0, 1))", "np.nanmean(box, axis=(0, 1)) // 1")),
        0,
        "rounded-down",
    ),
    WrongAnswer(  # a slice that begins below 0 begins at the other end
        "average-pooling",
        """\
def avg_pool2d(image, pool_size=(2, 2), strides=None, padding="valid"):
    (h, w, channels), (ph, pw) = image.shape, pool_size
    sh, sw = strides or pool_size
    top = left = 0
    rows, columns = (h - ph) // sh + 1, (w - pw) // sw + 1
    if padding == "same":
        rows, columns = -(-h // sh), -(-w // sw)
        top = max((rows - 1) * sh + ph - h, 0) // 2
        left = max((columns - 1) * sw + pw - w, 0) // 2
    out = np.zeros((rows, columns, channels))
    for i in range(rows):
        for j in range(columns):
            y, x = i * sh - top, j * sw - left
            out[i, j] = image[y : y + ph, x : x + pw].mean(axis=(0, 1))
    return out
""",
        3,
    ),
    WrongAnswer(  # counts what is not zero
        "average-pooling",
        but(
            AVG_POOL,
            (
                "np.nanmean(box, axis=(0, 1))",
                "np.nansum(box, axis=(0, 1)) / np.maximum((box != 0).sum(axis=(0, 1)), 1)",
            ),
        ),
        0,
    ),
    WrongAnswer(
        "average-pooling",
        but(AVG_POOL, (POOLED, "rows, columns = (h - ph) // sh, (w - pw) // sw")),
        0,
        "forgot-plus-one",
    ),
    WrongAnswer(
        "average-pooling",
        keras(
            "avg_pool2d(image, pool_size=(2, 2), strides=None, padding='valid')",
            "import tensorflow as tf",
            "image = tf.constant(image[np.newaxis], dtype='float32')",
            "return tf.nn.avg_pool2d(image, pool_size, strides or pool_size, padding.upper())[0]",
        ),
        0,
        "uses-library",
    ),
)

VIEWS: tuple[WrongAnswer, ...] = (
    # parts: plain; channels; strides; same
    WrongAnswer(
        "conv2d-windows",
        but(WINDOWS, ("[::sh, ::sw]", "")),
        2,
        "stride-ignored",
    ),
    WrongAnswer(
        "conv2d-windows", but(WINDOWS, ("[::sh, ::sw]", "[::sw, ::sh]")), 2, "strides-swapped"
    ),
    WrongAnswer(
        "conv2d-windows", but(WINDOWS, ('padding == "same"', "False")), 3, "padding-ignored"
    ),
    WrongAnswer(  # the channels of the picture are still there
        "conv2d-windows",
        but(WINDOWS, ("mncf->ijf", "mncf->ijc")),
        1,
    ),
    WrongAnswer(  # no letter for the channels
        "conv2d-windows",
        but(
            WINDOWS,
            (
                '"ijcmn,mncf->ijf", boxes, kernel',
                '"ijmn,mnf->ijf", boxes[:, :, 0], kernel[:, :, 0]',
            ),
        ),
        1,
        "channels-not-summed",
    ),
    WrongAnswer(
        "conv2d-windows",
        but(WINDOWS, ("boxes, kernel)", "boxes, kernel[::-1, ::-1])")),
        0,
        "kernel-rotated",
    ),
    WrongAnswer(  # the axes of a window come in another order than those of the kernel
        "conv2d-windows",
        but(
            WINDOWS,
            (
                'np.einsum("ijcmn,mncf->ijf", boxes, kernel)',
                "boxes.reshape(*boxes.shape[:2], -1) @ kernel.reshape(-1, filters)",
            ),
        ),
        1,
    ),
    WrongAnswer(
        "conv2d-windows",
        but(WINDOWS, (SAME_ZEROS, "(0, down), (0, across), (0, 0)")),
        3,
        "same-one-side",
    ),
    WrongAnswer(  # the stride of the rows only
        "conv2d-windows", but(WINDOWS, ("[::sh, ::sw]", "[::sh]")), 2, "stride-on-one-axis"
    ),
    WrongAnswer(  # the picture gets smaller before it is looked at
        "conv2d-windows",
        but(WINDOWS, ("view(image,", "view(image[::sh, ::sw],"), ("[::sh, ::sw]\n", "\n")),
        2,
    ),
    WrongAnswer(  # all filters added up
        "conv2d-windows",
        but(WINDOWS, ("mncf->ijf", "mncf->ij"), ("boxes, kernel)", "boxes, kernel)[..., None]")),
        2,
    ),
    WrongAnswer(  # rows and columns of the kernel exchanged
        "conv2d-windows", but(WINDOWS, ("mncf->ijf", "nmcf->ijf")), 0
    ),
    WrongAnswer(  # windows over the channels, too
        "conv2d-windows",
        but(WINDOWS, ("(kh, kw), axis=(0, 1))", "(kh, kw, channels))")),
        0,
    ),
    WrongAnswer("conv2d-windows", "conv2d_windows = sliding_window_view", 0),
)

UPSAMPLINGS: tuple[WrongAnswer, ...] = (
    # parts: nearest; bilinear; all together
    WrongAnswer(
        "upsampling",
        but(UPSAMPLE, ('interpolation == "nearest"', "True")),
        1,
        "nearest-for-bilinear",
    ),
    WrongAnswer(
        "upsampling",
        but(UPSAMPLE, ('interpolation == "nearest"', "False")),
        1,
        "bilinear-for-nearest",
    ),
    WrongAnswer(
        "upsampling",
        but(
            UPSAMPLE,
            ("image.repeat(size[0], axis=0).repeat(size[1], axis=1)", "np.tile(image, (*size, 1))"),
        ),
        1,
        "upsampling-tiled",
    ),
    WrongAnswer(  # corner on corner, as another library does unless told otherwise
        "upsampling",
        but(
            UPSAMPLE,
            ("(o + 0.5) / size[0] - 0.5", "o * (h - 1) / max(h * size[0] - 1, 1)"),
            ("(p + 0.5) / size[1] - 0.5", "p * (w - 1) / max(w * size[1] - 1, 1)"),
        ),
        1,
        "bilinear-corners-aligned",
    ),
    WrongAnswer(  # the first pixel's corner, not its middle
        "upsampling",
        but(
            UPSAMPLE,
            ("(o + 0.5) / size[0] - 0.5", "o / size[0]"),
            ("(p + 0.5) / size[1] - 0.5", "p / size[1]"),
        ),
        1,
        "bilinear-not-centred",
    ),
    WrongAnswer(
        "upsampling",
        but(
            UPSAMPLE,
            (
                "image.repeat(size[0], axis=0).repeat(size[1], axis=1)",
                "image.repeat(size[1], axis=0).repeat(size[0], axis=1)",
            ),
        ),
        1,
        "factors-swapped",
    ),
    WrongAnswer(  # the border is forgotten: an IndexError
        "upsampling",
        but(UPSAMPLE, ("k, l = min(i + 1, h - 1), min(j + 1, w - 1)", "k, l = i + 1, j + 1")),
        1,
    ),
    WrongAnswer(  # below 0 the straight line goes on
        "upsampling",
        but(
            UPSAMPLE,
            ("            y, x = min(max(y, 0), h - 1), min(max(x, 0), w - 1)\n", ""),
        ),
        1,
    ),
    WrongAnswer(
        "upsampling",
        but(UPSAMPLE, ("w * size[1], channels))", "w * size[1], channels), dtype=image.dtype)")),
        1,
        "whole-numbers-only",
    ),
    WrongAnswer(  # a pixel and nothing beside it
        "upsampling",
        """\
def upsample2d(image, size=(2, 2), interpolation="nearest"):
    h, w, c = image.shape
    out = np.zeros((h * size[0], w * size[1], c))
    out[:: size[0], :: size[1]] = image
    return out
""",
        0,
        "upsampling-zeros-between",
    ),
    WrongAnswer(  # the farther pixel counts more
        "upsampling",
        but(
            UPSAMPLE,
            (
                "(1 - (x - j)) * image[i, j] + (x - j) * image[i, l]",
                "(x - j) * image[i, j] + (1 - (x - j)) * image[i, l]",
            ),
            (
                "(1 - (x - j)) * image[k, j] + (x - j) * image[k, l]",
                "(x - j) * image[k, j] + (1 - (x - j)) * image[k, l]",
            ),
            (
                "(1 - (y - i)) * above + (y - i) * below",
                "(y - i) * above + (1 - (y - i)) * below",
            ),
        ),
        1,
        "bilinear-weights-exchanged",
    ),
    WrongAnswer(  # the rows only
        "upsampling",
        but(UPSAMPLE, (".repeat(size[1], axis=1)", "")),
        1,
    ),
    WrongAnswer(
        "upsampling",
        keras(
            "upsample2d(image, size=(2, 2), interpolation='nearest')",
            "import cv2",
            "how = cv2.INTER_NEAREST if interpolation == 'nearest' else cv2.INTER_LINEAR",
            "wanted = image.shape[1] * size[1], image.shape[0] * size[0]",
            "made = cv2.resize(image.astype('float32'), wanted, interpolation=how)",
            "return made.reshape(wanted[1], wanted[0], -1)",
        ),
        0,
        "uses-library",
    ),
)

SCATTERINGS: tuple[WrongAnswer, ...] = (
    # parts: plain; strides; channels; same
    WrongAnswer("transposed", but(TRANSPOSE, ("+= copy", "= copy")), 0, "overlaps-overwritten"),
    WrongAnswer(
        "transposed",
        but(TRANSPOSE, ("kernel[:, :, f, c]", "kernel[::-1, ::-1, f, c]")),
        0,
        "kernel-rotated",
    ),
    WrongAnswer(
        "transposed",
        but(
            TRANSPOSE,
            ("sh, sw = strides", "sh, sw = 1, 1"),
        ),
        2,
        "stride-ignored",
    ),
    WrongAnswer(
        "transposed", but(TRANSPOSE, ("sh, sw = strides", "sw, sh = strides")), 2, "strides-swapped"
    ),
    WrongAnswer(  # cut off at the end only
        "transposed",
        but(TRANSPOSE, ("max(kh - sh, 0) // 2, max(kw - sw, 0) // 2", "0, 0")),
        3,
        "same-one-side",
    ),
    WrongAnswer(  # the odd one at the beginning
        "transposed",
        but(
            TRANSPOSE,
            (
                "max(kh - sh, 0) // 2, max(kw - sw, 0) // 2",
                "(max(kh - sh, 0) + 1) // 2, (max(kw - sw, 0) + 1) // 2",
            ),
        ),
        3,
        "same-odd-first",
    ),
    WrongAnswer("transposed", but(TRANSPOSE, ('padding == "same"', "False")), 3, "padding-ignored"),
    WrongAnswer(  # a kernel smaller than the stride
        "transposed",
        but(TRANSPOSE, ("max(kh, sh)", "kh"), ("max(kw, sw)", "kw")),
        2,
        "transposed-other-library",
    ),
    WrongAnswer(  # cut off where "same" ends
        "transposed",
        but(TRANSPOSE, ("    return out\n", "    return out[: h * sh, : w * sw]\n")),
        1,
        "transposed-valid-multiplies",
    ),
    WrongAnswer(  # half a kernel is cut off, whatever the stride
        "transposed",
        but(
            TRANSPOSE,
            ("max(kh - sh, 0) // 2, max(kw - sw, 0) // 2", "(kh - 1) // 2, (kw - 1) // 2"),
        ),
        3,
        "same-ignores-stride",
    ),
    WrongAnswer(  # out[0:-0] is empty
        "transposed",
        but(
            TRANSPOSE,
            ("out[top : top + h * sh, left : left + w * sw]", "out[top:-top, left:-left]"),
        ),
        3,
    ),
    WrongAnswer(  # the mean of the copies that overlap
        "transposed",
        """\
def conv2d_transpose(image, kernel, strides=(1, 1), padding="valid"):
    (h, w, _), (kh, kw, filters, _), (sh, sw) = image.shape, kernel.shape, strides
    out = np.zeros(((h - 1) * sh + max(kh, sh), (w - 1) * sw + max(kw, sw), filters))
    copies = np.zeros_like(out)
    for i in range(h):
        for j in range(w):
            place = slice(i * sh, i * sh + kh), slice(j * sw, j * sw + kw)
            out[place] += kernel @ image[i, j]
            copies[place] += 1
    return out / np.maximum(copies, 1)
""",
        0,
    ),
    WrongAnswer(  # the axes of conv2d's kernel
        "transposed",
        but(
            TRANSPOSE,
            ("kh, kw, filters, _ = kernel.shape", "kh, kw, _, filters = kernel.shape"),
            ("kernel[:, :, f, c]", "kernel[:, :, c, f]"),
        ),
        2,
    ),
    WrongAnswer(  # a convolution of the picture with zeros around it, its kernel not turned
        "transposed",
        """\
def conv2d_transpose(image, kernel, strides=(1, 1), padding="valid"):
    (h, w, c), (kh, kw, f, _), (sh, sw) = image.shape, kernel.shape, strides
    apart = np.zeros(((h - 1) * sh + 1, (w - 1) * sw + 1, c))
    apart[::sh, ::sw] = image
    around = np.pad(apart, ((kh - 1, kh - 1), (kw - 1, kw - 1), (0, 0)))
    boxes = sliding_window_view(around, (kh, kw), axis=(0, 1))
    return np.einsum("ijcmn,mnfc->ijf", boxes, kernel)
""",
        0,
        "kernel-rotated",
    ),
    WrongAnswer(
        "transposed",
        keras(
            "conv2d_transpose(image, kernel, strides=(1, 1), padding='valid')",
            "kh, kw, f, c = kernel.shape",
            "return by_keras(",
            "    Conv2DTranspose(f, (kh, kw), strides, padding, use_bias=False),",
            "    image,",
            "    kernel,",
            ")",
        ),
        0,
        "uses-library",
    ),
)

WRONG_ANSWERS = SHAPES + CONVOLUTIONS + POOLINGS + VIEWS + UPSAMPLINGS + SCATTERINGS

RIGHT_ANSWERS: tuple[tuple[str, str], ...] = (
    ("output-shape", OUTPUT_SHAPE),
    (
        "output-shape",  # a table of formulas, and a list of floats that are whole
        """\
import math
valid = lambda i, k, s: math.floor((i - k) / s + 1)
same = lambda i, k, s: math.ceil(i / s)
FORMULAS = {
    "Conv2D": (valid, same),
    "MaxPooling2D": (valid, same),
    "AveragePooling2D": (valid, same),
    "UpSampling2D": (lambda i, k, s: i * k,) * 2,
    "Conv2DTranspose": (lambda i, k, s: (i - 1) * s + max(k, s), lambda i, k, s: i * s),
}
def output_shape(layer, input_shape, size, strides=None, padding="valid", filters=None):
    formula = FORMULAS[layer][padding == "same"]
    steps = strides or (size if "Pooling" in layer else (1, 1))
    axes = [float(formula(i, k, s)) for i, k, s in zip(input_shape, size, steps)]
    return axes + [filters or input_shape[2]]
""",
    ),
    (
        "output-shape",  # counts the places instead of calculating
        """\
def places(i, k, s, padding):
    if padding == "same":
        return len(range(0, i, s))
    return len([start for start in range(0, i, s) if start + k <= i])
def output_shape(layer, input_shape, size, strides=None, padding="valid", filters=None):
    (h, w, c), (kh, kw) = input_shape, size
    if layer == "UpSampling2D":
        return np.array([h * kh, w * kw, c])
    if layer == "Conv2DTranspose":
        sh, sw = strides if strides is not None else (1, 1)
        if padding == "same":
            return np.array([h * sh, w * sw, filters])
        rows = max(i * sh + max(kh, sh) for i in range(h))
        columns = max(j * sw + max(kw, sw) for j in range(w))
        return np.array([rows, columns, filters])
    if layer == "Conv2D":
        sh, sw = strides if strides is not None else (1, 1)
        c = filters
    else:
        sh, sw = strides if strides is not None else size
    return np.array([places(h, kh, sh, padding), places(w, kw, sw, padding), c])
""",
    ),
    ("conv2d", CONV2D),
    (
        "conv2d",  # the kernel's cells in the loop, the pixels in slices
        """\
def conv2d(image, kernel, strides=(1, 1), padding="valid"):
    kh, kw = kernel.shape[:2]
    if padding == "same":
        pads = []
        for i, k, s in zip(image.shape, (kh, kw), strides):
            missing = max(k - s, 0) if i % s == 0 else max(k - i % s, 0)
            pads.append((missing // 2, (missing + 1) // 2))
        image = np.pad(image, pads + [(0, 0)])
    h, w = image.shape[0] - kh + 1, image.shape[1] - kw + 1
    return sum(
        image[m : m + h, n : n + w][:: strides[0], :: strides[1]] @ kernel[m, n]
        for m in range(kh)
        for n in range(kw)
    )
""",
    ),
    (
        "conv2d",  # nothing but lists
        """\
def conv2d(image, kernel, strides=(1, 1), padding="valid"):
    image, kernel = image.tolist(), kernel.tolist()
    h, w, kh, kw = len(image), len(image[0]), len(kernel), len(kernel[0])
    (sh, sw), top, left = strides, 0, 0
    rows, columns = (h - kh) // sh + 1, (w - kw) // sw + 1
    if padding == "same":
        rows, columns = (h + sh - 1) // sh, (w + sw - 1) // sw
        top = max((rows - 1) * sh + kh - h, 0) // 2
        left = max((columns - 1) * sw + kw - w, 0) // 2
    def pixel(row, column, c):
        return image[row][column][c] if 0 <= row < h and 0 <= column < w else 0
    return [
        [
            [
                sum(
                    pixel(i * sh + m - top, j * sw + n - left, c) * kernel[m][n][c][f]
                    for m in range(kh) for n in range(kw) for c in range(len(image[0][0]))
                )
                for f in range(len(kernel[0][0][0]))
            ]
            for j in range(columns)
        ]
        for i in range(rows)
    ]
""",
    ),
    (
        "conv2d",  # im2col: one matrix product, in 32 bits
        """\
def conv2d(image, kernel, strides=(1, 1), padding="valid"):
    kh, kw, depth, filters = kernel.shape
    rows, columns = shape_of(image.shape, (kh, kw), strides, padding)
    if padding == "same":
        image = with_zeros(image, (kh, kw), strides, rows, columns)
    lines = []
    for i in range(0, rows * strides[0], strides[0]):
        for j in range(0, columns * strides[1], strides[1]):
            lines.append(image[i : i + kh, j : j + kw].flatten())
    matrix = np.float32(lines) @ np.float32(kernel.reshape(-1, filters))
    return matrix.reshape(rows, columns, filters)
def shape_of(shape, size, strides, padding):
    if padding == "same":
        return [int(np.ceil(i / s)) for i, s in zip(shape[:2], strides)]
    return [1 + (i - k) // s for i, k, s in zip(shape[:2], size, strides)]
def with_zeros(image, size, strides, rows, columns):
    tall = max((rows - 1) * strides[0] + size[0], image.shape[0])
    wide = max((columns - 1) * strides[1] + size[1], image.shape[1])
    larger = np.zeros((tall, wide, image.shape[2]))
    top, left = (tall - image.shape[0]) // 2, (wide - image.shape[1]) // 2
    larger[top : top + image.shape[0], left : left + image.shape[1]] = image
    return larger
""",
    ),
    (
        "conv2d",  # by Fourier, so with rounding
        """\
def conv2d(image, kernel, strides=(1, 1), padding="valid"):
    kh, kw = kernel.shape[:2]
    if padding == "same":
        (h, w), (sh, sw) = image.shape[:2], strides
        down = max((-(-h // sh) - 1) * sh + kh - h, 0)
        across = max((-(-w // sw) - 1) * sw + kw - w, 0)
        image = np.pad(image, [(down // 2, -(-down // 2)), (across // 2, -(-across // 2)), (0, 0)])
    size = image.shape[0] + kh - 1, image.shape[1] + kw - 1
    turned = np.fft.rfft2(kernel[::-1, ::-1], size, axes=(0, 1))
    waves = np.einsum("hwc,hwcf->hwf", np.fft.rfft2(image, size, axes=(0, 1)), turned)
    full = np.fft.irfft2(waves, size, axes=(0, 1))
    return full[kh - 1 : image.shape[0] : strides[0], kw - 1 : image.shape[1] : strides[1]]
""",
    ),
    ("max-pooling", MAX_POOL),
    (
        "max-pooling",  # a view of the windows, padded with the least number that there is
        """\
def max_pool2d(image, pool_size=(2, 2), strides=None, padding="valid"):
    strides = pool_size if strides is None else strides
    if padding == "same":
        pads = [(0, 0)] * 3
        for axis in (0, 1):
            i, k, s = image.shape[axis], pool_size[axis], strides[axis]
            missing = max((int(np.ceil(i / s)) - 1) * s + k - i, 0)
            pads[axis] = missing // 2, missing - missing // 2
        image = np.pad(image, pads, constant_values=image.min())
    from numpy.lib.stride_tricks import sliding_window_view as view
    return view(image, pool_size, (0, 1))[:: strides[0], :: strides[1]].max((3, 4))
""",
    ),
    (
        "max-pooling",  # plain Python, one number after the other
        """\
def max_pool2d(image, pool_size=(2, 2), strides=None, padding="valid"):
    h, w, depth = image.shape
    def starts(i, k, s):
        if padding == "valid":
            return list(range(0, i - k + 1, s))
        count = (i + s - 1) // s
        before = max((count - 1) * s + k - i, 0) // 2
        return [place * s - before for place in range(count)]
    strides = strides or pool_size
    tops = starts(h, pool_size[0], strides[0])
    lefts = starts(w, pool_size[1], strides[1])
    return [
        [
            [
                max(
                    image[row, column, c]
                    for row in range(max(top, 0), min(top + pool_size[0], h))
                    for column in range(max(left, 0), min(left + pool_size[1], w))
                )
                for c in range(depth)
            ]
            for left in lefts
        ]
        for top in tops
    ]
""",
    ),
    ("average-pooling", AVG_POOL),
    (
        "average-pooling",  # a sum of the pixels over a sum of ones
        """\
from numpy.lib.stride_tricks import sliding_window_view
def avg_pool2d(image, pool_size=(2, 2), strides=None, padding="valid"):
    strides = strides or pool_size
    ones = np.ones_like(image, dtype=float)
    if padding == "same":
        pads = [(0, 0)] * 3
        for axis, (i, k, s) in enumerate(zip(image.shape, pool_size, strides)):
            missing = max((-(-i // s) - 1) * s + k - i, 0)
            pads[axis] = missing // 2, missing - missing // 2
        image, ones = np.pad(image, pads), np.pad(ones, pads)
    def summed(picture):
        boxes = sliding_window_view(picture, pool_size, axis=(0, 1))
        return boxes[:: strides[0], :: strides[1]].sum(axis=(-1, -2))
    return summed(image) / summed(ones)
""",
    ),
    (
        "average-pooling",  # two matrix products, one for the rows and one for the columns
        """\
def means(i, k, s, padding):
    count, before = (i - k) // s + 1, 0
    if padding == "same":
        count = -(-i // s)
        before = max((count - 1) * s + k - i, 0) // 2
    matrix = np.zeros((count, i))
    for place in range(count):
        matrix[place, max(place * s - before, 0) : place * s - before + k] = 1
    return matrix / matrix.sum(axis=1, keepdims=True)
def avg_pool2d(image, pool_size=(2, 2), strides=None, padding="valid"):
    (h, w, _), (sh, sw) = image.shape, strides or pool_size
    rows, columns = means(h, pool_size[0], sh, padding), means(w, pool_size[1], sw, padding)
    return np.einsum("ih,jw,hwc->ijc", rows, columns, image).astype("float32")
""",
    ),
    ("conv2d-windows", WINDOWS),
    (
        "conv2d-windows",
        """\
def conv2d_windows(image, kernel, strides=(1, 1), padding="valid"):
    shape = kernel.shape[:2]
    if padding == "same":
        missing = [
            max((-(-i // s) - 1) * s + k - i, 0) for i, k, s in zip(image.shape, shape, strides)
        ]
        image = np.pad(image, [*((m // 2, m - m // 2) for m in missing), (0, 0)])
    view = np.lib.stride_tricks.sliding_window_view(image, shape, axis=(0, 1))
    return np.tensordot(view[:: strides[0], :: strides[1]], kernel, axes=([3, 4, 2], [0, 1, 2]))
""",
    ),
    (
        "conv2d-windows",  # strides of memory by hand, and a matrix product
        """\
def conv2d_windows(image, kernel, strides=(1, 1), padding="valid"):
    (h, w, c), (kh, kw, _, f), (sh, sw) = image.shape, kernel.shape, strides
    if padding == "same":
        down = max((-(-h // sh) - 1) * sh + kh - h, 0)
        across = max((-(-w // sw) - 1) * sw + kw - w, 0)
        around = (down // 2, down - down // 2), (across // 2, across - across // 2), (0, 0)
        image = np.pad(image, around)
        h, w, _ = image.shape
    image = np.ascontiguousarray(image)
    a, b, d = image.strides
    rows, columns = (h - kh) // sh + 1, (w - kw) // sw + 1
    boxes = np.lib.stride_tricks.as_strided(
        image, (rows, columns, kh, kw, c), (a * sh, b * sw, a, b, d), writeable=False
    )
    return boxes.reshape(rows * columns, -1).dot(kernel.reshape(-1, f)).reshape(rows, columns, f)
""",
    ),
    (
        "conv2d-windows",  # a thing that can be called
        """\
class Convolution:
    def __call__(self, image, kernel, strides=(1, 1), padding="valid"):
        pads = ((0, 0),) * 3
        if padding == "same":
            pads = tuple(map(self.zeros, image.shape, kernel.shape, (*strides, 1)[:2])) + ((0, 0),)
        image = np.pad(image, pads)
        view = sliding_window_view(image, (*kernel.shape[:2], image.shape[2]))[:, :, 0]
        return np.einsum("ijmnc,mncf->ijf", view[:: strides[0], :: strides[1]], kernel)
    def zeros(self, i, k, s):
        missing = max((-(-i // s) - 1) * s + k - i, 0)
        return missing // 2, missing - missing // 2
conv2d_windows = Convolution()
""",
    ),
    ("upsampling", UPSAMPLE),
    (
        "upsampling",  # blocks by kron, lines by interp
        """\
def upsample2d(image, size=(2, 2), interpolation="nearest"):
    if interpolation == "nearest":
        return np.kron(image, np.ones((*size, 1)))
    def along(values, factor):
        x = (np.arange(len(values) * factor) + 0.5) / factor - 0.5
        return np.interp(x, np.arange(len(values)), values)
    tall = np.apply_along_axis(along, 0, image, size[0])
    return np.apply_along_axis(along, 1, tall, size[1])
""",
    ),
    (
        "upsampling",  # weights as matrices
        """\
def weights(i, f, interpolation):
    matrix = np.zeros((i * f, i), dtype="float32")
    for o in range(i * f):
        if interpolation == "nearest":
            matrix[o, o // f] = 1
            continue
        x = min(max((2 * o + 1 - f) / (2 * f), 0), i - 1)
        for p in range(i):
            matrix[o, p] = max(0, 1 - abs(x - p))
    return matrix
def upsample2d(image, size=(2, 2), interpolation="nearest"):
    rows = weights(image.shape[0], size[0], interpolation)
    columns = weights(image.shape[1], size[1], interpolation)
    return np.einsum("ah,bw,hwc->abc", rows, columns, image)
""",
    ),
    (
        "upsampling",  # a new axis for the block; the border by a frame of copies
        """\
def upsample2d(image, size=(2, 2), interpolation="nearest"):
    h, w, c = image.shape
    blocks = np.broadcast_to(image[:, None, :, None], (h, size[0], w, size[1], c))
    if interpolation == "nearest":
        return blocks.reshape(h * size[0], w * size[1], c)
    image = np.pad(image, ((1, 1), (1, 1), (0, 0)), mode="edge")
    for axis, f in enumerate(size):
        x = (np.arange((image.shape[axis] - 2) * f) + 0.5) / f + 0.5
        i = x.astype(int)
        t = (x - i).reshape(-1, *(1,) * (2 - axis))
        image = image.take(i, axis) * (1 - t) + image.take(i + 1, axis) * t
    return image
""",
    ),
    ("transposed", TRANSPOSE),
    (
        "transposed",  # zeros between the pixels, then a convolution with the kernel turned round
        """\
def conv2d_transpose(image, kernel, strides=(1, 1), padding="valid"):
    (h, w, c), (kh, kw, f, _), (sh, sw) = image.shape, kernel.shape, strides
    apart = np.zeros((h * sh, w * sw, c))
    apart[::sh, ::sw] = image
    apart = np.pad(apart, ((kh - 1, kh), (kw - 1, kw), (0, 0)))
    boxes = sliding_window_view(apart, (kh, kw), axis=(0, 1))
    full = np.einsum("ijcmn,mnfc->ijf", boxes, kernel[::-1, ::-1])
    if padding == "same":
        top, left = max(kh - sh, 0) // 2, max(kw - sw, 0) // 2
        return full[top : top + h * sh, left : left + w * sw]
    return full[: (h - 1) * sh + max(kh, sh), : (w - 1) * sw + max(kw, sw)]
""",
    ),
    (
        "transposed",  # every product at its place by np.add.at, nothing written twice
        """\
def conv2d_transpose(image, kernel, strides=(1, 1), padding="valid"):
    (h, w, _), (kh, kw, f, _), (sh, sw) = image.shape, kernel.shape, strides
    out = np.zeros(((h - 1) * sh + max(kh, sh), (w - 1) * sw + max(kw, sw), f))
    i, j, m, n = np.indices((h, w, kh, kw))
    np.add.at(out, (i * sh + m, j * sw + n), np.einsum("ijc,mnfc->ijmnf", image, kernel))
    if padding == "same":
        before = [max(k - s, 0) // 2 for k, s in zip((kh, kw), strides)]
        out = out[before[0] :, before[1] :][: h * sh, : w * sw]
    return out.tolist()
""",
    ),
    (
        "transposed",  # the kernel's cells in the loop, all pixels at once
        """\
def conv2d_transpose(image, kernel, strides=(1, 1), padding="valid"):
    (h, w, _), (kh, kw, f, _), (sh, sw) = image.shape, kernel.shape, strides
    out = np.zeros((h * sh + kh, w * sw + kw, f), dtype="float32")
    for m in range(kh):
        for n in range(kw):
            out[m : m + h * sh : sh, n : n + w * sw : sw] += image @ kernel[m, n].T
    if padding == "valid":
        return out[: (h - 1) * sh + max(kh, sh), : (w - 1) * sw + max(kw, sw)]
    top, left = max(kh - sh, 0) // 2, max(kw - sw, 0) // 2
    return out[top : top + h * sh, left : left + w * sw]
""",
    ),
    (
        "output-shape",  # makes a picture of that size, and looks
        """\
def output_shape(layer, input_shape, size, strides=None, padding="valid", filters=None):
    h, w, c = input_shape
    if layer == "UpSampling2D":
        return np.zeros(input_shape).repeat(size[0], 0).repeat(size[1], 1).shape
    if strides is None:
        strides = size if layer[-9:] == "Pooling2D" else (1, 1)
    if layer == "Conv2DTranspose":
        if padding == "same":
            return h * strides[0], w * strides[1], filters
        return tuple((i - 1) * s + max(k, s) for i, k, s in zip((h, w), size, strides)) + (
            filters,
        )
    x = np.zeros((h, w, filters or c))
    if padding == "valid":
        x = x[: h - size[0] + 1, : w - size[1] + 1]
    return x[:: strides[0], :: strides[1]].shape
""",
    ),
    (
        "conv2d",  # one large matrix, as in the notebook about pooling
        """\
def conv2d(image, kernel, strides=(1, 1), padding="valid"):
    H, W, C = image.shape
    kh, kw, _, F = kernel.shape
    sh, sw = strides
    if padding == "same":
        oh, ow = -(-H // sh), -(-W // sw)
        pt, pl = max((oh - 1) * sh + kh - H, 0) // 2, max((ow - 1) * sw + kw - W, 0) // 2
    else:
        oh, ow, pt, pl = (H - kh) // sh + 1, (W - kw) // sw + 1, 0, 0
    M = np.zeros((oh * ow * F, H * W * C))
    for r in range(oh):
        for s in range(ow):
            for m in range(kh):
                for n in range(kw):
                    y, x = r * sh + m - pt, s * sw + n - pl
                    if 0 <= y < H and 0 <= x < W:
                        for c in range(C):
                            for f in range(F):
                                M[(r * ow + s) * F + f, (y * W + x) * C + c] += kernel[
                                    m, n, c, f
                                ]
    return (M @ image.ravel()).reshape(oh, ow, F)
""",
    ),
    (
        "conv2d",  # a decorator, a lambda and functools.partial
        """\
from numpy.lib.stride_tricks import sliding_window_view
import functools
def logged(f):
    @functools.wraps(f)
    def inner(*a, **k):
        inner.calls += 1
        return f(*a, **k)
    inner.calls = 0
    return inner
@logged
def general(pad, image, kernel, strides=(1, 1), padding="valid"):
    return np.einsum(
        "ijcmn,mncf->ijf",
        sliding_window_view(
            pad(image, kernel, strides) if padding == "same" else image,
            kernel.shape[:2],
            axis=(0, 1),
        )[:: strides[0], :: strides[1]],
        kernel,
        optimize=True,
    )
half = lambda n: (n // 2, n - n // 2)
conv2d = functools.partial(
    general,
    lambda x, k, s: np.pad(
        x,
        [half(max((-(-i // t) - 1) * t + m - i, 0)) for i, m, t in zip(x.shape, k.shape, s)]
        + [(0, 0)],
    ),
)
""",
    ),
    (
        "conv2d",  # calls itself for each filter
        """\
def conv2d(image, kernel, strides=(1, 1), padding="valid"):
    if kernel.shape[3] > 1:
        return np.concatenate(
            [
                conv2d(image, kernel[..., :1], strides, padding),
                conv2d(image, kernel[..., 1:], strides, padding),
            ],
            axis=2,
        )
    if padding == "same":
        h, w, _ = image.shape
        out_h, out_w = (
            (h + strides[0] - 1) // strides[0],
            (w + strides[1] - 1) // strides[1],
        )
        dh = max((out_h - 1) * strides[0] + kernel.shape[0] - h, 0)
        dw = max((out_w - 1) * strides[1] + kernel.shape[1] - w, 0)
        z = np.zeros((h + dh, w + dw, image.shape[2]))
        z[dh // 2 : dh // 2 + h, dw // 2 : dw // 2 + w] = image
        return conv2d(z, kernel, strides)
    kh, kw = kernel.shape[:2]
    rows = range(0, image.shape[0] - kh + 1, strides[0])
    cols = range(0, image.shape[1] - kw + 1, strides[1])
    return np.array(
        [
            [[(image[i : i + kh, j : j + kw] * kernel[..., 0]).sum()] for j in cols]
            for i in rows
        ]
    )
""",
    ),
    (
        "max-pooling",  # masked arrays
        """\
from numpy.lib.stride_tricks import sliding_window_view
def max_pool2d(image, pool_size=(2, 2), strides=None, padding="valid"):
    s = strides or pool_size
    m = np.zeros(image.shape, bool)
    if padding == "same":
        t = [
            max((-(-i // q) - 1) * q + k - i, 0)
            for i, k, q in zip(image.shape, pool_size, s)
        ]
        P = [(t[0] // 2, t[0] - t[0] // 2), (t[1] // 2, t[1] - t[1] // 2), (0, 0)]
        image = np.pad(image, P)
        m = np.pad(m, P, constant_values=True)
    v = lambda z: sliding_window_view(z, pool_size, (0, 1))[:: s[0], :: s[1]]
    return np.ma.array(v(image), mask=v(m)).max(axis=(3, 4))
""",
    ),
    (
        "max-pooling",  # rows first, then columns
        """\
def mp1(x, k, s, padding):
    n = x.shape[0]
    starts = range(0, n - k + 1, s)
    if padding == "same":
        o = -(-n // s)
        b = max((o - 1) * s + k - n, 0) // 2
        starts = range(-b, -b + o * s, s)
    return np.stack([x[max(a, 0) : a + k].max(axis=0) for a in starts])
def max_pool2d(image, pool_size=(2, 2), strides=None, padding="valid"):
    s = pool_size if strides is None else strides
    y = mp1(image, pool_size[0], s[0], padding)
    return np.transpose(
        mp1(np.transpose(y, (1, 0, 2)), pool_size[1], s[1], padding), (1, 0, 2)
    )
""",
    ),
    (
        "average-pooling",  # differences of sums from the corner
        """\
def avg_pool2d(image, pool_size=(2, 2), strides=None, padding="valid"):
    h, w, c = image.shape
    a, b = pool_size
    s, t = strides or pool_size
    I = np.zeros((h + 1, w + 1, c))
    I[1:, 1:] = image.astype(float).cumsum(0).cumsum(1)
    if padding == "same":
        o, p = -(-h // s), -(-w // t)
        y, x = max((o - 1) * s + a - h, 0) // 2, max((p - 1) * t + b - w, 0) // 2
    else:
        o, p, y, x = (h - a) // s + 1, (w - b) // t + 1, 0, 0
    r0 = np.arange(o) * s - y
    r1 = np.clip(r0 + a, 0, h)
    r0 = np.clip(r0, 0, h)
    q0 = np.arange(p) * t - x
    q1 = np.clip(q0 + b, 0, w)
    q0 = np.clip(q0, 0, w)
    S = I[r1][:, q1] - I[r0][:, q1] - I[r1][:, q0] + I[r0][:, q0]
    return S / ((r1 - r0)[:, None] * (q1 - q0)[None])[..., None]
""",
    ),
    (
        "average-pooling",  # half precision
        """\
from numpy.lib.stride_tricks import sliding_window_view
def avg_pool2d(image, pool_size=(2, 2), strides=None, padding="valid"):
    s = strides or pool_size
    x = image.astype(float)
    if padding == "same":
        t = [max((-(-i // q) - 1) * q + k - i, 0) for i, k, q in zip(x.shape, pool_size, s)]
        x = np.pad(
            x,
            [(t[0] // 2, t[0] - t[0] // 2), (t[1] // 2, t[1] - t[1] // 2), (0, 0)],
            constant_values=np.nan,
        )
    return np.nanmean(
        sliding_window_view(x, pool_size, (0, 1))[:: s[0], :: s[1]], axis=(3, 4)
    ).astype("float16")
""",
    ),
    (
        "conv2d-windows",  # an array of indices in place of a view
        OUTPUT_SHAPE
        + """\
def conv2d_windows(image, kernel, strides=(1, 1), padding="valid"):
    kh, kw, C, F = kernel.shape
    oh, ow, _ = output_shape("Conv2D", image.shape, (kh, kw), strides, padding, F)
    if padding == "same":
        a = max((oh - 1) * strides[0] + kh - image.shape[0], 0)
        b = max((ow - 1) * strides[1] + kw - image.shape[1], 0)
        image = np.pad(image, ((a // 2, a - a // 2), (b // 2, b - b // 2), (0, 0)))
    i = (np.arange(oh) * strides[0])[:, None] + np.arange(kh)
    j = (np.arange(ow) * strides[1])[:, None] + np.arange(kw)
    patches = image[i[:, None, :, None], j[None, :, None, :]]
    return (patches.reshape(oh * ow, -1) @ kernel.reshape(-1, F)).reshape(oh, ow, F)
""",
    ),
    (
        "conv2d-windows",  # remembers what it has worked out
        """\
def conv2d_windows(image, kernel, strides=(1, 1), padding="valid", _cache={}):
    key = (image.shape, kernel.shape, strides, padding)
    kh, kw, C, F = kernel.shape
    if key not in _cache:
        _cache[key] = [
            max((-(-i // s) - 1) * s + k - i, 0) if padding == "same" else 0
            for i, k, s in zip(image.shape, kernel.shape, strides)
        ]
    t = _cache[key]
    image = np.pad(
        image, [(t[0] // 2, t[0] - t[0] // 2), (t[1] // 2, t[1] - t[1] // 2), (0, 0)]
    )
    a, b, c = image.strides
    oh, ow = (
        (image.shape[0] - kh) // strides[0] + 1,
        (image.shape[1] - kw) // strides[1] + 1,
    )
    v = np.lib.stride_tricks.as_strided(
        image, (oh, ow, kh, kw, C), (a * strides[0], b * strides[1], a, b, c)
    )
    return np.einsum("xyabc,abcf->xyf", v, kernel)
""",
    ),
    (
        "upsampling",  # a decorator that takes channel by channel
        """\
def per_channel(f):
    def g(image, size=(2, 2), interpolation="nearest"):
        return np.dstack(
            [f(image[..., c], size, interpolation) for c in range(image.shape[2])]
        )
    return g
@per_channel
def upsample2d(ch, size, how):
    match how:
        case "nearest":
            return np.block([[np.full(size, v) for v in row] for row in ch])
        case "bilinear":
            def up(m, f):
                n = len(m)
                x = np.clip((np.arange(n * f) + 0.5) / f - 0.5, 0, n - 1)
                i = np.minimum(x.astype(int), max(n - 2, 0))
                j = np.minimum(i + 1, n - 1)
                return m[i] + (x - i)[:, None] * (m[j] - m[i])
            return up(up(ch, size[0]).T, size[1]).T
""",
    ),
    (
        "transposed",  # gathers, and looks which pixels reach there
        OUTPUT_SHAPE
        + """\
def conv2d_transpose(image, kernel, strides=(1, 1), padding="valid"):
    h, w, C = image.shape
    kh, kw, F, _ = kernel.shape
    sh, sw = strides
    H, W, _ = output_shape("Conv2DTranspose", image.shape, (kh, kw), strides, padding, F)
    y = x = 0
    if padding == "same":
        y, x = max(kh - sh, 0) // 2, max(kw - sw, 0) // 2
    out = []
    for p in range(H):
        row = []
        for q in range(W):
            acc = np.zeros(F)
            for m in range(kh):
                for n in range(kw):
                    i, r = divmod(p + y - m, sh)
                    j, s = divmod(q + x - n, sw)
                    if r == 0 and s == 0 and 0 <= i < h and 0 <= j < w:
                        acc = acc + kernel[m, n] @ image[i, j]
            row.append(acc.tolist())
        out.append(row)
    return out
""",
    ),
    (
        "transposed",  # a dictionary of places
        OUTPUT_SHAPE
        + """\
from collections import defaultdict
def conv2d_transpose(image, kernel, strides=(1, 1), padding="valid"):
    acc = defaultdict(float)
    for (i, j, c), v in np.ndenumerate(image):
        for (m, n, f, c2), k in np.ndenumerate(kernel):
            if c == c2:
                acc[i * strides[0] + m, j * strides[1] + n, f] += v * k
    shape = output_shape(
        "Conv2DTranspose", image.shape, kernel.shape[:2], strides, padding, kernel.shape[2]
    )
    y = x = 0
    if padding == "same":
        y, x = (max(k - s, 0) // 2 for k, s in zip(kernel.shape, strides))
    return np.array(
        [
            [[acc[p + y, q + x, f] for f in range(shape[2])] for q in range(shape[1])]
            for p in range(shape[0])
        ]
    )
""",
    ),
)
