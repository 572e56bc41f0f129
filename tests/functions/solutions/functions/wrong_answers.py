# %% [markdown]
# # Known answers to `conv`

# %% wrong="conv" points=0 mistake="kernel-rotated"
def conv2d(image, kernel, strides=(1, 1), padding="valid"):
    kh, kw = kernel.shape[:2]
    if padding == "same":
        (t, b), (l, r) = (around(*axis) for axis in zip(image.shape, (kh, kw), strides))
        image = np.pad(image, ((t, b), (l, r), (0, 0)))
    seen = np.lib.stride_tricks.sliding_window_view(image, (kh, kw), axis=(0, 1))
    seen = seen[:: strides[0], :: strides[1]]
    return np.einsum("ijcab,abcf->ijf", seen, kernel[::-1, ::-1])

def around(size, window, step):
    missing = max((-(-size // step) - 1) * step + window - size, 0)
    return missing // 2, missing - missing // 2


# %% wrong="conv" points=2 mistake="strides-swapped"
def conv2d(image, kernel, strides=(1, 1), padding="valid"):
    kh, kw = kernel.shape[:2]
    if padding == "same":
        (t, b), (l, r) = (around(*axis) for axis in zip(image.shape, (kh, kw), strides))
        image = np.pad(image, ((t, b), (l, r), (0, 0)))
    seen = np.lib.stride_tricks.sliding_window_view(image, (kh, kw), axis=(0, 1))
    seen = seen[:: strides[1], :: strides[0]]
    return np.einsum("ijcab,abcf->ijf", seen, kernel)

def around(size, window, step):
    missing = max((-(-size // step) - 1) * step + window - size, 0)
    return missing // 2, missing - missing // 2


# %% wrong="conv" points=2 mistake="stride-ignored"
def conv2d(image, kernel, strides=(1, 1), padding="valid"):
    kh, kw = kernel.shape[:2]
    if padding == "same":
        (t, b), (l, r) = (around(*axis) for axis in zip(image.shape, (kh, kw), strides))
        image = np.pad(image, ((t, b), (l, r), (0, 0)))
    seen = np.lib.stride_tricks.sliding_window_view(image, (kh, kw), axis=(0, 1))
    return np.einsum("ijcab,abcf->ijf", seen, kernel)

def around(size, window, step):
    missing = max((-(-size // step) - 1) * step + window - size, 0)
    return missing // 2, missing - missing // 2


# %% wrong="conv" points=3 mistake="padding-ignored"
def conv2d(image, kernel, strides=(1, 1), padding="valid"):
    kh, kw = kernel.shape[:2]
    if False:
        (t, b), (l, r) = (around(*axis) for axis in zip(image.shape, (kh, kw), strides))
        image = np.pad(image, ((t, b), (l, r), (0, 0)))
    seen = np.lib.stride_tricks.sliding_window_view(image, (kh, kw), axis=(0, 1))
    seen = seen[:: strides[0], :: strides[1]]
    return np.einsum("ijcab,abcf->ijf", seen, kernel)

def around(size, window, step):
    missing = max((-(-size // step) - 1) * step + window - size, 0)
    return missing // 2, missing - missing // 2


# %% wrong="conv" points=3 mistake="same-one-side"
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
    return 0, missing


# %% wrong="conv" points=3 mistake="same-odd-first"
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
    return missing - missing // 2, missing // 2


# %% wrong="conv" points=3 mistake="same-ignores-stride"
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
    return (window - 1) // 2, window // 2


# %% wrong="conv" points=3 mistake="same-pads-half"
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
    return (window - 1) // 2, (window - 1) // 2


# %% wrong="conv" points=3 mistake="channels-not-summed"
def conv2d(image, kernel, strides=(1, 1), padding="valid"):
    kh, kw = kernel.shape[:2]
    if padding == "same":
        (t, b), (l, r) = (around(*axis) for axis in zip(image.shape, (kh, kw), strides))
        image = np.pad(image, ((t, b), (l, r), (0, 0)))
    seen = np.lib.stride_tricks.sliding_window_view(image, (kh, kw), axis=(0, 1))
    seen = seen[:: strides[0], :: strides[1]]
    return np.einsum("ijcab,abcf->ijf", seen[:, :, :1], kernel[:, :, :1])

def around(size, window, step):
    missing = max((-(-size // step) - 1) * step + window - size, 0)
    return missing // 2, missing - missing // 2


# %% wrong="conv" points=3 mistake="one-filter-for-all"
def conv2d(image, kernel, strides=(1, 1), padding="valid"):
    kh, kw = kernel.shape[:2]
    if padding == "same":
        (t, b), (l, r) = (around(*axis) for axis in zip(image.shape, (kh, kw), strides))
        image = np.pad(image, ((t, b), (l, r), (0, 0)))
    seen = np.lib.stride_tricks.sliding_window_view(image, (kh, kw), axis=(0, 1))
    seen = seen[:: strides[0], :: strides[1]]
    return np.einsum("ijcab,abcf->ijf", seen, np.repeat(kernel[..., :1], kernel.shape[3], 3))

def around(size, window, step):
    missing = max((-(-size // step) - 1) * step + window - size, 0)
    return missing // 2, missing - missing // 2


# %% wrong="conv" points=0 mistake="forgot-plus-one"
def conv2d(image, kernel, strides=(1, 1), padding="valid"):
    kh, kw = kernel.shape[:2]
    if padding == "same":
        (t, b), (l, r) = (around(*axis) for axis in zip(image.shape, (kh, kw), strides))
        image = np.pad(image, ((t, b), (l, r), (0, 0)))
    seen = np.lib.stride_tricks.sliding_window_view(image, (kh, kw), axis=(0, 1))
    seen = seen[:: strides[0], :: strides[1]]
    return np.einsum("ijcab,abcf->ijf", seen, kernel)[:-1, :-1]

def around(size, window, step):
    missing = max((-(-size // step) - 1) * step + window - size, 0)
    return missing // 2, missing - missing // 2


# %% wrong="conv" points=0 mistake="no-return"
def conv2d(image, kernel, strides=(1, 1), padding="valid"):
    kh, kw = kernel.shape[:2]
    if padding == "same":
        (t, b), (l, r) = (around(*axis) for axis in zip(image.shape, (kh, kw), strides))
        image = np.pad(image, ((t, b), (l, r), (0, 0)))
    seen = np.lib.stride_tricks.sliding_window_view(image, (kh, kw), axis=(0, 1))
    seen = seen[:: strides[0], :: strides[1]]
    result = np.einsum("ijcab,abcf->ijf", seen, kernel)

def around(size, window, step):
    missing = max((-(-size // step) - 1) * step + window - size, 0)
    return missing // 2, missing - missing // 2


# %% wrong="conv" points=3 mistake="no-return"
def conv2d(image, kernel, strides=(1, 1), padding="valid"):
    kh, kw = kernel.shape[:2]
    if padding == "same":
        (t, b), (l, r) = (around(*axis) for axis in zip(image.shape, (kh, kw), strides))
        image = np.pad(image, ((t, b), (l, r), (0, 0)))
    seen = np.lib.stride_tricks.sliding_window_view(image, (kh, kw), axis=(0, 1))
    seen = seen[:: strides[0], :: strides[1]]
    return np.einsum("ijcab,abcf->ijf", seen, kernel) if image.shape[2] == 1 else None

def around(size, window, step):
    missing = max((-(-size // step) - 1) * step + window - size, 0)
    return missing // 2, missing - missing // 2


# %% wrong="conv" points=0 mistake="changes-input"
def conv2d(image, kernel, strides=(1, 1), padding="valid"):
    kh, kw = kernel.shape[:2]
    if padding == "same":
        (t, b), (l, r) = (around(*axis) for axis in zip(image.shape, (kh, kw), strides))
        image = np.pad(image, ((t, b), (l, r), (0, 0)))
    seen = np.lib.stride_tricks.sliding_window_view(image, (kh, kw), axis=(0, 1))
    seen = seen[:: strides[0], :: strides[1]]
    result = np.einsum("ijcab,abcf->ijf", seen, kernel)
    kernel *= 2
    return result

def around(size, window, step):
    missing = max((-(-size // step) - 1) * step + window - size, 0)
    return missing // 2, missing - missing // 2


# %% wrong="conv" points=0 mistake="not-repeatable"
def conv2d(image, kernel, strides=(1, 1), padding="valid"):
    kh, kw = kernel.shape[:2]
    if padding == "same":
        (t, b), (l, r) = (around(*axis) for axis in zip(image.shape, (kh, kw), strides))
        image = np.pad(image, ((t, b), (l, r), (0, 0)))
    seen = np.lib.stride_tricks.sliding_window_view(image, (kh, kw), axis=(0, 1))
    seen = seen[:: strides[0], :: strides[1]]
    return np.einsum("ijcab,abcf->ijf", seen, kernel) + np.random.rand()

def around(size, window, step):
    missing = max((-(-size // step) - 1) * step + window - size, 0)
    return missing // 2, missing - missing // 2


# %% wrong="conv" points=0
def conv2d(image, kernel, strides=(1, 1), padding="valid"):
    kh, kw = kernel.shape[:2]
    if padding == "same":
        (t, b), (l, r) = (around(*axis) for axis in zip(image.shape, (kh, kw), strides))
        image = np.pad(image, ((t, b), (l, r), (0, 0)))
    seen = np.lib.stride_tricks.sliding_window_view(image, (kh, kw), axis=(0, 1))
    seen = seen[:: strides[0], :: strides[1]]
    return np.einsum("ijcab,abcf->ijf", seen, kernel) + 1

def around(size, window, step):
    missing = max((-(-size // step) - 1) * step + window - size, 0)
    return missing // 2, missing - missing // 2


# %% wrong="conv" points=0
def conv2d(image, kernel, strides=(1, 1), padding="valid"):
    kh, kw = kernel.shape[:2]
    if padding == "same":
        (t, b), (l, r) = (around(*axis) for axis in zip(image.shape, (kh, kw), strides))
        image = np.pad(image, ((t, b), (l, r), (0, 0)))
    seen = np.lib.stride_tricks.sliding_window_view(image, (kh, kw), axis=(0, 1))
    seen = seen[:: strides[0], :: strides[1]]
    return seen[10]

def around(size, window, step):
    missing = max((-(-size // step) - 1) * step + window - size, 0)
    return missing // 2, missing - missing // 2


# %% wrong="conv" points=0 mistake="channels-left-out"
def conv2d(image, kernel, strides=(1, 1), padding="valid"):
    kh, kw = kernel.shape[:2]
    if padding == "same":
        (t, b), (l, r) = (around(*axis) for axis in zip(image.shape, (kh, kw), strides))
        image = np.pad(image, ((t, b), (l, r), (0, 0)))
    seen = np.lib.stride_tricks.sliding_window_view(image, (kh, kw), axis=(0, 1))
    seen = seen[:: strides[0], :: strides[1]]
    return np.einsum("ijcab,abcf->ijf", seen, kernel)[..., 0]

def around(size, window, step):
    missing = max((-(-size // step) - 1) * step + window - size, 0)
    return missing // 2, missing - missing // 2


# %% wrong="conv" points=0
def conv2d(image, kernel, strides=(1, 1), padding="valid"):
    kh, kw = kernel.shape[:2]
    if padding == "same":
        (t, b), (l, r) = (around(*axis) for axis in zip(image.shape, (kh, kw), strides))
        image = np.pad(image, ((t, b), (l, r), (0, 0)))
    seen = np.lib.stride_tricks.sliding_window_view(image, (kh, kw), axis=(0, 1))
    seen = seen[:: strides[0], :: strides[1]]
    return 'a picture'

def around(size, window, step):
    missing = max((-(-size // step) - 1) * step + window - size, 0)
    return missing // 2, missing - missing // 2


# %% wrong="conv" points=0
def conv2d(image, kernel, strides=(1, 1), padding="valid"):
    kh, kw = kernel.shape[:2]
    if padding == "same":
        (t, b), (l, r) = (around(*axis) for axis in zip(image.shape, (kh, kw), strides))
        image = np.pad(image, ((t, b), (l, r), (0, 0)))
    seen = np.lib.stride_tricks.sliding_window_view(image, (kh, kw), axis=(0, 1))
    seen = seen[:: strides[0], :: strides[1]]
    return np.zeros((3000, 3000))

def around(size, window, step):
    missing = max((-(-size // step) - 1) * step + window - size, 0)
    return missing // 2, missing - missing // 2


# %% wrong="conv" points=0
def conv2d(image, kernel, strides=(1, 1), padding="valid"):
    kh, kw = kernel.shape[:2]
    if padding == "same":
        (t, b), (l, r) = (around(*axis) for axis in zip(image.shape, (kh, kw), strides))
        image = np.pad(image, ((t, b), (l, r), (0, 0)))
    seen = np.lib.stride_tricks.sliding_window_view(image, (kh, kw), axis=(0, 1))
    seen = seen[:: strides[0], :: strides[1]]
    return [[1], [1, 2]]

def around(size, window, step):
    missing = max((-(-size // step) - 1) * step + window - size, 0)
    return missing // 2, missing - missing // 2


# %% wrong="conv" points=0
def conv2d(image, kernel, strides=(1, 1), padding="valid"):
    kh, kw = kernel.shape[:2]
    if padding == "same":
        (t, b), (l, r) = (around(*axis) for axis in zip(image.shape, (kh, kw), strides))
        image = np.pad(image, ((t, b), (l, r), (0, 0)))
    seen = np.lib.stride_tricks.sliding_window_view(image, (kh, kw), axis=(0, 1))
    seen = seen[:: strides[0], :: strides[1]]
    return np.full((2, 2, 1), np.nan)

def around(size, window, step):
    missing = max((-(-size // step) - 1) * step + window - size, 0)
    return missing // 2, missing - missing // 2


# %% wrong="conv" points=0 mistake="uses-library"
from autograder.convolution import tasks
def conv2d(*a, **k): return tasks.conv2d(*a, **k)

# %% wrong="conv" points=0
conv2d = 7

# %% wrong="conv" points=0
class conv2d: pass

# %% wrong="conv" points=0
del_ = None

# %% right="conv"
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


# %% right="conv"
def conv2d(image, kernel, strides=(1, 1), padding="valid"):
    kh, kw = kernel.shape[:2]
    if padding == "same":
        (t, b), (l, r) = (around(*axis) for axis in zip(image.shape, (kh, kw), strides))
        image = np.pad(image, ((t, b), (l, r), (0, 0)))
    seen = np.lib.stride_tricks.sliding_window_view(image, (kh, kw), axis=(0, 1))
    seen = seen[:: strides[0], :: strides[1]]
    return np.einsum("ijcab,abcf->ijf", seen, kernel).tolist()

def around(size, window, step):
    missing = max((-(-size // step) - 1) * step + window - size, 0)
    return missing // 2, missing - missing // 2


# %% right="conv"
def conv2d(image, kernel, strides=(1, 1), padding="valid"):
    kh, kw = kernel.shape[:2]
    if padding == "same":
        (t, b), (l, r) = (around(*axis) for axis in zip(image.shape, (kh, kw), strides))
        image = np.pad(image, ((t, b), (l, r), (0, 0)))
    seen = np.lib.stride_tricks.sliding_window_view(image, (kh, kw), axis=(0, 1))
    seen = seen[:: strides[0], :: strides[1]]
    return np.einsum("ijcab,abcf->ijf", seen, kernel).astype(np.float32)

def around(size, window, step):
    missing = max((-(-size // step) - 1) * step + window - size, 0)
    return missing // 2, missing - missing // 2


# %% right="conv"
def conv2d(image, kernel, strides=(1, 1), padding="valid"):
    kh, kw = kernel.shape[:2]
    if padding == "same":
        (t, b), (l, r) = (around(*axis) for axis in zip(image.shape, (kh, kw), strides))
        image = np.pad(image, ((t, b), (l, r), (0, 0)))
    seen = np.lib.stride_tricks.sliding_window_view(image, (kh, kw), axis=(0, 1))
    seen = seen[:: strides[0], :: strides[1]]
    print('debugging', image)
    return np.einsum("ijcab,abcf->ijf", seen, kernel)

def around(size, window, step):
    missing = max((-(-size // step) - 1) * step + window - size, 0)
    return missing // 2, missing - missing // 2


# %% right="conv"
def windows(image, kernel, strides=(1, 1), padding="valid"):
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

conv2d = lambda *a, **k: windows(*a, **k)

# %% right="conv"
def windows(image, kernel, strides=(1, 1), padding="valid"):
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

class Conv:
    def __call__(self, image, kernel, **options):
        return windows(image, kernel, **options)
conv2d = Conv()

# %% [markdown]
# # Known answers to `pool`

# %% wrong="pool" points=0 mistake="average-for-max"
def max_pool2d(image, pool_size=(2, 2), strides=None, padding="valid"):
    steps = strides or pool_size
    seen = np.lib.stride_tricks.sliding_window_view(image, pool_size, axis=(0, 1))
    return seen[:: steps[0], :: steps[1]].mean(axis=(3, 4))


# %% wrong="pool" points=1 mistake="pooling-stride-one"
def max_pool2d(image, pool_size=(2, 2), strides=None, padding="valid"):
    steps = strides or (1, 1)
    seen = np.lib.stride_tricks.sliding_window_view(image, pool_size, axis=(0, 1))
    return seen[:: steps[0], :: steps[1]].max(axis=(3, 4))


# %% wrong="pool" points=1 mistake="stride-ignored"
def max_pool2d(image, pool_size=(2, 2), strides=None, padding="valid"):
    steps = pool_size
    seen = np.lib.stride_tricks.sliding_window_view(image, pool_size, axis=(0, 1))
    return seen[:: steps[0], :: steps[1]].max(axis=(3, 4))


# %% right="pool"
def max_pool2d(image, pool_size=(2, 2), strides=None, padding="valid"):
    steps = strides or pool_size
    seen = np.lib.stride_tricks.sliding_window_view(image, pool_size, axis=(0, 1))
    return seen[:: steps[0], :: steps[1]].max(axis=(3, 4))


# %% [markdown]
# # Known answers to `shape`

# %% wrong="shape" points=0 mistake="forgot-plus-one"
def output_shape(layer, input_shape, size, strides=None, padding="valid", filters=None):
    steps = strides or ((1, 1) if layer == "Conv2D" else size)
    sizes = [
        -(-i // s) if padding == "same" else (i - k) // s
        for i, k, s in zip(input_shape, size, steps)
    ]
    return (*sizes, filters or input_shape[2])


# %% wrong="shape" points=1 mistake="channels-kept"
def output_shape(layer, input_shape, size, strides=None, padding="valid", filters=None):
    steps = strides or ((1, 1) if layer == "Conv2D" else size)
    sizes = [
        -(-i // s) if padding == "same" else (i - k) // s + 1
        for i, k, s in zip(input_shape, size, steps)
    ]
    return (*sizes, input_shape[2])


# %% wrong="shape" points=0
def output_shape(layer, input_shape, size, strides=None, padding="valid", filters=None):
    steps = strides or ((1, 1) if layer == "Conv2D" else size)
    sizes = [
        -(-i // s) if padding == "same" else (i - k) // s + 1
        for i, k, s in zip(input_shape, size, steps)
    ]
    return (1, *sizes, filters)


# %% right="shape"
def output_shape(layer, input_shape, size, strides=None, padding="valid", filters=None):
    steps = strides or ((1, 1) if layer == "Conv2D" else size)
    sizes = [
        -(-i // s) if padding == "same" else (i - k) // s + 1
        for i, k, s in zip(input_shape, size, steps)
    ]
    return (*sizes, filters or input_shape[2])


# %% right="shape"
def output_shape(layer, input_shape, size, strides=None, padding="valid", filters=None):
    steps = strides or ((1, 1) if layer == "Conv2D" else size)
    sizes = [
        -(-i // s) if padding == "same" else (i - k) // s + 1
        for i, k, s in zip(input_shape, size, steps)
    ]
    return np.array([*sizes, filters or input_shape[2]])


# %% right="shape"
def output_shape(layer, input_shape, size, strides=None, padding="valid", filters=None):
    steps = strides or ((1, 1) if layer == "Conv2D" else size)
    sizes = [
        -(-i // s) if padding == "same" else (i - k) // s + 1
        for i, k, s in zip(input_shape, size, steps)
    ]
    return [float(s) for s in sizes] + [ filters or input_shape[2]]

