"""Answers to `functions` with the marks and the mistake that each must get."""

from autograder.course.rubric import WrongAnswer

CONV = '''\
def conv2d(image, kernel, strides=(1, 1), padding="valid"):
    kh, kw = kernel.shape[:2]
    if padding == "same":
        (t, b), (l, r) = (around(*axis) for axis in zip(image.shape, (kh, kw), strides))
        image = np.pad(image, ((t, b), (l, r), (0, 0)))
    seen = np.lib.stride_tricks.sliding_window_view(image, (kh, kw), axis=(0, 1))
    seen = seen[:: strides[0], :: strides[1]]
    return np.einsum("ijcab,abcf->ijf", seen, kernel)

def around(size, window, step):
    missing = max((-(-size // step) - 1) * step + window - size, 0)
    return missing // 2, missing - missing // 2
'''


def conv(old: str, new: str) -> str:
    """A right conv2d with one change."""
    assert old in CONV, old
    return CONV.replace(old, new)


LAST = 'return np.einsum("ijcab,abcf->ijf", seen, kernel)'

POOL = '''\
def max_pool2d(image, pool_size=(2, 2), strides=None, padding="valid"):
    steps = strides or pool_size
    seen = np.lib.stride_tricks.sliding_window_view(image, pool_size, axis=(0, 1))
    return seen[:: steps[0], :: steps[1]].max(axis=(3, 4))
'''

SHAPE = '''\
def output_shape(layer, input_shape, size, strides=None, padding="valid", filters=None):
    steps = strides or ((1, 1) if layer == "Conv2D" else size)
    sizes = [
        -(-i // s) if padding == "same" else (i - k) // s + 1
        for i, k, s in zip(input_shape, size, steps)
    ]
    return (*sizes, filters or input_shape[2])
'''

WRONG_ANSWERS = (
    WrongAnswer("conv", conv("seen, kernel)", "seen, kernel[::-1, ::-1])"), 0, "kernel-rotated"),
    WrongAnswer("conv", conv("strides[0], :: strides[1]", "strides[1], :: strides[0]"), 2, "strides-swapped"),
    WrongAnswer("conv", conv("    seen = seen[:: strides[0], :: strides[1]]\n", ""), 2, "stride-ignored"),
    WrongAnswer("conv", conv('padding == "same"', "False"), 3, "padding-ignored"),
    WrongAnswer("conv", conv("missing // 2, missing - missing // 2", "0, missing"), 3, "same-one-side"),
    WrongAnswer("conv", conv("missing // 2, missing - missing // 2", "missing - missing // 2, missing // 2"), 3, "same-odd-first"),
    WrongAnswer("conv", conv("missing // 2, missing - missing // 2", "(window - 1) // 2, window // 2"), 3, "same-ignores-stride"),
    WrongAnswer("conv", conv("missing // 2, missing - missing // 2", "(window - 1) // 2, (window - 1) // 2"), 3, "same-pads-half"),
    WrongAnswer("conv", conv("seen, kernel)", "seen[:, :, :1], kernel[:, :, :1])"), 3, "channels-not-summed"),
    WrongAnswer("conv", conv("seen, kernel)", "seen, np.repeat(kernel[..., :1], kernel.shape[3], 3))"), 3, "one-filter-for-all"),
    WrongAnswer("conv", conv("seen, kernel)", "seen, kernel)[:-1, :-1]"), 0, "forgot-plus-one"),
    WrongAnswer("conv", conv(LAST, "result = " + LAST[7:]), 0, "no-return"),
    WrongAnswer("conv", conv(LAST, LAST + " if image.shape[2] == 1 else None"), 3, "no-return"),
    WrongAnswer("conv", conv(LAST, f"result = {LAST[7:]}\n    kernel *= 2\n    return result"), 0, "changes-input"),
    WrongAnswer("conv", conv(LAST, LAST + " + np.random.rand()"), 0, "not-repeatable"),
    WrongAnswer("conv", conv(LAST, LAST + " + 1"), 0),
    WrongAnswer("conv", conv(LAST, "return seen[10]"), 0),
    WrongAnswer("conv", conv(LAST, LAST + "[..., 0]"), 0),
    WrongAnswer("conv", conv(LAST, "return 'a picture'"), 0),
    WrongAnswer("conv", conv(LAST, "return np.zeros((3000, 3000))"), 0),
    WrongAnswer("conv", conv(LAST, "return [[1], [1, 2]]"), 0),
    WrongAnswer("conv", conv(LAST, "return np.full((2, 2, 1), np.nan)"), 0),
    WrongAnswer("conv", "from autograder.convolution import tasks\ndef conv2d(*a, **k): return tasks.conv2d(*a, **k)", 0, "uses-library"),
    WrongAnswer("conv", "conv2d = 7", 0),
    WrongAnswer("conv", "class conv2d: pass", 0),
    WrongAnswer("conv", "del_ = None", 0),
    WrongAnswer("pool", POOL.replace("max(", "mean("), 0, "average-for-max"),
    WrongAnswer("pool", POOL.replace("or pool_size", "or (1, 1)"), 1, "pooling-stride-one"),
    WrongAnswer("pool", POOL.replace("strides or pool_size", "pool_size"), 1, "stride-ignored"),
    WrongAnswer("shape", SHAPE.replace("(i - k) // s + 1", "(i - k) // s"), 0, "forgot-plus-one"),
    WrongAnswer("shape", SHAPE.replace("filters or input_shape[2]", "input_shape[2]"), 1, "channels-kept"),
    WrongAnswer("shape", SHAPE.replace("(*sizes, filters or input_shape[2])", "(1, *sizes, filters)"), 0),
)

RIGHT_ANSWERS = (
    ("conv", CONV),
    ("conv", conv(LAST, LAST + ".tolist()")),
    ("conv", conv(LAST, LAST + ".astype(np.float32)")),
    ("conv", conv(LAST, "print('debugging', image)\n    " + LAST)),
    ("conv", CONV.replace("conv2d(", "windows(") + "\nconv2d = lambda *a, **k: windows(*a, **k)"),
    ("conv", CONV.replace("conv2d(", "windows(") + """
class Conv:
    def __call__(self, image, kernel, **options):
        return windows(image, kernel, **options)
conv2d = Conv()"""),
    ("pool", POOL),
    ("shape", SHAPE),
    ("shape", SHAPE.replace("return (", "return np.array([").replace("[2])", "[2]])")),
    ("shape", SHAPE.replace("return (*sizes,", "return [float(s) for s in sizes] + [").replace("[2])", "[2]]")),
)
