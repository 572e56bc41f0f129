# %% [markdown]
# # Known answers to `average-pooling`
#
# Parts, one point each: plain; channels; strides; same. Most wrong functions are a right one
# in which a line or two were changed.

# %% wrong="average-pooling" points=3 mistake="same-counts-padding"
def avg_pool2d(image, pool_size=(2, 2), strides=None, padding="valid"):
    h, w, channels = image.shape
    ph, pw = pool_size
    sh, sw = pool_size if strides is None else strides
    if padding == "same":
        down = max((-(-h // sh) - 1) * sh + ph - h, 0)
        across = max((-(-w // sw) - 1) * sw + pw - w, 0)
        around = (down // 2, down - down // 2), (across // 2, across - across // 2), (0, 0)
        image = np.pad(image.astype(float), around, constant_values=0)
        h, w = image.shape[:2]
    rows, columns = (h - ph) // sh + 1, (w - pw) // sw + 1
    out = np.zeros((rows, columns, channels))
    for i in range(rows):
        for j in range(columns):
            box = image[i * sh : i * sh + ph, j * sw : j * sw + pw]
            out[i, j] = np.mean(box, axis=(0, 1))
    return out


# %% wrong="average-pooling" points=0 mistake="max-for-average"
def avg_pool2d(image, pool_size=(2, 2), strides=None, padding="valid"):
    h, w, channels = image.shape
    ph, pw = pool_size
    sh, sw = pool_size if strides is None else strides
    if padding == "same":
        down = max((-(-h // sh) - 1) * sh + ph - h, 0)
        across = max((-(-w // sw) - 1) * sw + pw - w, 0)
        around = (down // 2, down - down // 2), (across // 2, across - across // 2), (0, 0)
        image = np.pad(image.astype(float), around, constant_values=np.nan)
        h, w = image.shape[:2]
    rows, columns = (h - ph) // sh + 1, (w - pw) // sw + 1
    out = np.zeros((rows, columns, channels))
    for i in range(rows):
        for j in range(columns):
            box = image[i * sh : i * sh + ph, j * sw : j * sw + pw]
            out[i, j] = np.nanmax(box, axis=(0, 1))
    return out


# %% wrong="average-pooling" points=1 mistake="whole-numbers-only"
def avg_pool2d(image, pool_size=(2, 2), strides=None, padding="valid"):
    h, w, channels = image.shape
    ph, pw = pool_size
    sh, sw = pool_size if strides is None else strides
    if padding == "same":
        down = max((-(-h // sh) - 1) * sh + ph - h, 0)
        across = max((-(-w // sw) - 1) * sw + pw - w, 0)
        around = (down // 2, down - down // 2), (across // 2, across - across // 2), (0, 0)
        image = np.pad(image.astype(float), around, constant_values=np.nan)
        h, w = image.shape[:2]
    rows, columns = (h - ph) // sh + 1, (w - pw) // sw + 1
    out = np.zeros((rows, columns, channels), dtype=image.dtype)
    for i in range(rows):
        for j in range(columns):
            box = image[i * sh : i * sh + ph, j * sw : j * sw + pw]
            out[i, j] = np.nanmean(box, axis=(0, 1))
    return out


# %% wrong="average-pooling" points=2 mistake="pooling-stride-one"
def avg_pool2d(image, pool_size=(2, 2), strides=None, padding="valid"):
    h, w, channels = image.shape
    ph, pw = pool_size
    sh, sw = strides or (1, 1)
    if padding == "same":
        down = max((-(-h // sh) - 1) * sh + ph - h, 0)
        across = max((-(-w // sw) - 1) * sw + pw - w, 0)
        around = (down // 2, down - down // 2), (across // 2, across - across // 2), (0, 0)
        image = np.pad(image.astype(float), around, constant_values=np.nan)
        h, w = image.shape[:2]
    rows, columns = (h - ph) // sh + 1, (w - pw) // sw + 1
    out = np.zeros((rows, columns, channels))
    for i in range(rows):
        for j in range(columns):
            box = image[i * sh : i * sh + ph, j * sw : j * sw + pw]
            out[i, j] = np.nanmean(box, axis=(0, 1))
    return out


# %% wrong="average-pooling" points=2 mistake="stride-ignored"
def avg_pool2d(image, pool_size=(2, 2), strides=None, padding="valid"):
    h, w, channels = image.shape
    ph, pw = pool_size
    sh, sw = pool_size
    if padding == "same":
        down = max((-(-h // sh) - 1) * sh + ph - h, 0)
        across = max((-(-w // sw) - 1) * sw + pw - w, 0)
        around = (down // 2, down - down // 2), (across // 2, across - across // 2), (0, 0)
        image = np.pad(image.astype(float), around, constant_values=np.nan)
        h, w = image.shape[:2]
    rows, columns = (h - ph) // sh + 1, (w - pw) // sw + 1
    out = np.zeros((rows, columns, channels))
    for i in range(rows):
        for j in range(columns):
            box = image[i * sh : i * sh + ph, j * sw : j * sw + pw]
            out[i, j] = np.nanmean(box, axis=(0, 1))
    return out


# %% wrong="average-pooling" points=1 mistake="pooling-one-channel"
def avg_pool2d(image, pool_size=(2, 2), strides=None, padding="valid"):
    h, w, channels = image.shape
    ph, pw = pool_size
    sh, sw = pool_size if strides is None else strides
    if padding == "same":
        down = max((-(-h // sh) - 1) * sh + ph - h, 0)
        across = max((-(-w // sw) - 1) * sw + pw - w, 0)
        around = (down // 2, down - down // 2), (across // 2, across - across // 2), (0, 0)
        image = np.pad(image.astype(float), around, constant_values=np.nan)
        h, w = image.shape[:2]
    rows, columns = (h - ph) // sh + 1, (w - pw) // sw + 1
    out = np.zeros((rows, columns, channels))
    for i in range(rows):
        for j in range(columns):
            box = image[i * sh : i * sh + ph, j * sw : j * sw + pw]
            out[i, j] = np.nanmean(box)
    return out


# %% wrong="average-pooling" points=0 mistake="sum-for-average"
def avg_pool2d(image, pool_size=(2, 2), strides=None, padding="valid"):
    h, w, channels = image.shape
    ph, pw = pool_size
    sh, sw = pool_size if strides is None else strides
    if padding == "same":
        down = max((-(-h // sh) - 1) * sh + ph - h, 0)
        across = max((-(-w // sw) - 1) * sw + pw - w, 0)
        around = (down // 2, down - down // 2), (across // 2, across - across // 2), (0, 0)
        image = np.pad(image.astype(float), around, constant_values=np.nan)
        h, w = image.shape[:2]
    rows, columns = (h - ph) // sh + 1, (w - pw) // sw + 1
    out = np.zeros((rows, columns, channels))
    for i in range(rows):
        for j in range(columns):
            box = image[i * sh : i * sh + ph, j * sw : j * sw + pw]
            out[i, j] = np.nansum(box, axis=(0, 1))
    return out


# %% wrong="average-pooling" points=0 mistake="sum-for-average" note="the default pool is 2 x 2, so somebody divides by 4"
def avg_pool2d(image, pool_size=(2, 2), strides=None, padding="valid"):
    h, w, channels = image.shape
    ph, pw = pool_size
    sh, sw = pool_size if strides is None else strides
    if padding == "same":
        down = max((-(-h // sh) - 1) * sh + ph - h, 0)
        across = max((-(-w // sw) - 1) * sw + pw - w, 0)
        around = (down // 2, down - down // 2), (across // 2, across - across // 2), (0, 0)
        image = np.pad(image.astype(float), around, constant_values=np.nan)
        h, w = image.shape[:2]
    rows, columns = (h - ph) // sh + 1, (w - pw) // sw + 1
    out = np.zeros((rows, columns, channels))
    for i in range(rows):
        for j in range(columns):
            box = image[i * sh : i * sh + ph, j * sw : j * sw + pw]
            out[i, j] = np.nansum(box, axis=(0, 1)) / 4
    return out


# %% wrong="average-pooling" points=0 mistake="rounded-down" note="// divides, and rounds down"
def avg_pool2d(image, pool_size=(2, 2), strides=None, padding="valid"):
    h, w, channels = image.shape
    ph, pw = pool_size
    sh, sw = pool_size if strides is None else strides
    if padding == "same":
        down = max((-(-h // sh) - 1) * sh + ph - h, 0)
        across = max((-(-w // sw) - 1) * sw + pw - w, 0)
        around = (down // 2, down - down // 2), (across // 2, across - across // 2), (0, 0)
        image = np.pad(image.astype(float), around, constant_values=np.nan)
        h, w = image.shape[:2]
    rows, columns = (h - ph) // sh + 1, (w - pw) // sw + 1
    out = np.zeros((rows, columns, channels))
    for i in range(rows):
        for j in range(columns):
            box = image[i * sh : i * sh + ph, j * sw : j * sw + pw]
            out[i, j] = np.nanmean(box, axis=(0, 1)) // 1
    return out


# %% wrong="average-pooling" points=3 note="a slice that begins below 0 begins at the other end"
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


# %% wrong="average-pooling" points=0 note="counts what is not zero"
def avg_pool2d(image, pool_size=(2, 2), strides=None, padding="valid"):
    h, w, channels = image.shape
    ph, pw = pool_size
    sh, sw = pool_size if strides is None else strides
    if padding == "same":
        down = max((-(-h // sh) - 1) * sh + ph - h, 0)
        across = max((-(-w // sw) - 1) * sw + pw - w, 0)
        around = (down // 2, down - down // 2), (across // 2, across - across // 2), (0, 0)
        image = np.pad(image.astype(float), around, constant_values=np.nan)
        h, w = image.shape[:2]
    rows, columns = (h - ph) // sh + 1, (w - pw) // sw + 1
    out = np.zeros((rows, columns, channels))
    for i in range(rows):
        for j in range(columns):
            box = image[i * sh : i * sh + ph, j * sw : j * sw + pw]
            out[i, j] = np.nansum(box, axis=(0, 1)) / np.maximum((box != 0).sum(axis=(0, 1)), 1)
    return out


# %% wrong="average-pooling" points=0 mistake="forgot-plus-one"
def avg_pool2d(image, pool_size=(2, 2), strides=None, padding="valid"):
    h, w, channels = image.shape
    ph, pw = pool_size
    sh, sw = pool_size if strides is None else strides
    if padding == "same":
        down = max((-(-h // sh) - 1) * sh + ph - h, 0)
        across = max((-(-w // sw) - 1) * sw + pw - w, 0)
        around = (down // 2, down - down // 2), (across // 2, across - across // 2), (0, 0)
        image = np.pad(image.astype(float), around, constant_values=np.nan)
        h, w = image.shape[:2]
    rows, columns = (h - ph) // sh, (w - pw) // sw
    out = np.zeros((rows, columns, channels))
    for i in range(rows):
        for j in range(columns):
            box = image[i * sh : i * sh + ph, j * sw : j * sw + pw]
            out[i, j] = np.nanmean(box, axis=(0, 1))
    return out


# %% wrong="average-pooling" points=0 mistake="uses-library"
def avg_pool2d(image, pool_size=(2, 2), strides=None, padding='valid'):
    import tensorflow as tf
    image = tf.constant(image[np.newaxis], dtype='float32')
    return tf.nn.avg_pool2d(image, pool_size, strides or pool_size, padding.upper())[0]

# %% right="average-pooling"
def avg_pool2d(image, pool_size=(2, 2), strides=None, padding="valid"):
    h, w, channels = image.shape
    ph, pw = pool_size
    sh, sw = pool_size if strides is None else strides
    if padding == "same":
        down = max((-(-h // sh) - 1) * sh + ph - h, 0)
        across = max((-(-w // sw) - 1) * sw + pw - w, 0)
        around = (down // 2, down - down // 2), (across // 2, across - across // 2), (0, 0)
        image = np.pad(image.astype(float), around, constant_values=np.nan)
        h, w = image.shape[:2]
    rows, columns = (h - ph) // sh + 1, (w - pw) // sw + 1
    out = np.zeros((rows, columns, channels))
    for i in range(rows):
        for j in range(columns):
            box = image[i * sh : i * sh + ph, j * sw : j * sw + pw]
            out[i, j] = np.nanmean(box, axis=(0, 1))
    return out


# %% right="average-pooling" note="a sum of the pixels over a sum of ones"
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


# %% right="average-pooling" note="two matrix products, one for the rows and one for the columns"
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


# %% right="average-pooling" note="differences of sums from the corner"
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


# %% right="average-pooling" note="half precision"
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

