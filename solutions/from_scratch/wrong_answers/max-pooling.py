# %% [markdown]
# # Known answers to `max-pooling`
#
# Parts, one point each: plain; channels; strides; same. Most wrong functions are a right one
# in which a line or two were changed.

# %% wrong="max-pooling" points=3 mistake="same-counts-padding"
def max_pool2d(image, pool_size=(2, 2), strides=None, padding="valid"):
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
            out[i, j] = box.max(axis=(0, 1))
    return out


# %% wrong="max-pooling" points=0 mistake="average-for-max"
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
            out[i, j] = box.mean(axis=(0, 1))
    return out


# %% wrong="max-pooling" points=2 mistake="pooling-stride-one"
def max_pool2d(image, pool_size=(2, 2), strides=None, padding="valid"):
    h, w, channels = image.shape
    ph, pw = pool_size
    sh, sw = strides or (1, 1)
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


# %% wrong="max-pooling" points=2 mistake="stride-ignored"
def max_pool2d(image, pool_size=(2, 2), strides=None, padding="valid"):
    h, w, channels = image.shape
    ph, pw = pool_size
    sh, sw = pool_size
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


# %% wrong="max-pooling" points=1 mistake="pooling-one-channel"
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
            out[i, j] = box.max()
    return out


# %% wrong="max-pooling" points=0 mistake="forgot-plus-one"
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
    rows, columns = (h - ph) // sh, (w - pw) // sw
    out = np.zeros((rows, columns, channels))
    for i in range(rows):
        for j in range(columns):
            box = image[i * sh : i * sh + ph, j * sw : j * sw + pw]
            out[i, j] = box.max(axis=(0, 1))
    return out


# %% wrong="max-pooling" points=2 mistake="ceil-for-floor" note="windows cut off at the border, as slices are"
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
    up = padding == 'valid'
    rows = (h - ph + up * (sh - 1)) // sh + 1
    columns = (w - pw + up * (sw - 1)) // sw + 1
    out = np.zeros((rows, columns, channels))
    for i in range(rows):
        for j in range(columns):
            box = image[i * sh : i * sh + ph, j * sw : j * sw + pw]
            out[i, j] = box.max(axis=(0, 1))
    return out


# %% wrong="max-pooling" points=3 mistake="padding-ignored"
def max_pool2d(image, pool_size=(2, 2), strides=None, padding="valid"):
    h, w, channels = image.shape
    ph, pw = pool_size
    sh, sw = pool_size if strides is None else strides
    if False:
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


# %% wrong="max-pooling" points=0 mistake="max-starts-at-zero" note="the largest so far begins at 0"
def max_pool2d(image, pool_size=(2, 2), strides=None, padding="valid"):
    (h, w, channels), (ph, pw) = image.shape, pool_size
    sh, sw = strides or pool_size
    out = np.zeros(((h - ph) // sh + 1, (w - pw) // sw + 1, channels))
    for i, j, c in np.ndindex(out.shape):
        for m in range(ph):
            for n in range(pw):
                out[i, j, c] = max(out[i, j, c], image[i * sh + m, j * sw + n, c])
    return out


# %% wrong="max-pooling" points=0 mistake="one-window-for-both" note="a well-known exercise has one side, f, for all"
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


# %% wrong="max-pooling" points=0 note="one long list of the largest"
def max_pool2d(image, pool_size=(2, 2), strides=None, padding="valid"):
    (ph, pw), (sh, sw), found = pool_size, strides or pool_size, []
    for i in range(0, image.shape[0] - ph + 1, sh):
        for j in range(0, image.shape[1] - pw + 1, sw):
            found.append(np.max(image[i : i + ph, j : j + pw]))
    return found


# %% wrong="max-pooling" points=1 mistake="changes-input" note="the picture is its own output"
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
    out = image[:rows, :columns]
    for i in range(rows):
        for j in range(columns):
            box = image[i * sh : i * sh + ph, j * sw : j * sw + pw]
            out[i, j] = box.max(axis=(0, 1))
    return out


# %% wrong="max-pooling" points=1 mistake="nothing-left-over" note="a neat trick, where all divides"
def max_pool2d(image, pool_size=(2, 2), strides=None, padding='valid'):
    (h, w, c), (ph, pw) = image.shape, pool_size
    return image.reshape(h // ph, ph, w // pw, pw, c).max(axis=(1, 3))


# %% wrong="max-pooling" points=3 mistake="float-pictures-only" note="whole numbers have no infinity"
def max_pool2d(image, pool_size=(2, 2), strides=None, padding="valid"):
    h, w, channels = image.shape
    ph, pw = pool_size
    sh, sw = pool_size if strides is None else strides
    if padding == "same":
        down = max((-(-h // sh) - 1) * sh + ph - h, 0)
        across = max((-(-w // sw) - 1) * sw + pw - w, 0)
        around = (down // 2, down - down // 2), (across // 2, across - across // 2), (0, 0)
        image = np.pad(image, around, constant_values=-np.inf)
        h, w = image.shape[:2]
    rows, columns = (h - ph) // sh + 1, (w - pw) // sw + 1
    out = np.zeros((rows, columns, channels))
    for i in range(rows):
        for j in range(columns):
            box = image[i * sh : i * sh + ph, j * sw : j * sw + pw]
            out[i, j] = box.max(axis=(0, 1))
    return out


# %% wrong="max-pooling" points=3 mistake="same-one-side"
def max_pool2d(image, pool_size=(2, 2), strides=None, padding="valid"):
    h, w, channels = image.shape
    ph, pw = pool_size
    sh, sw = pool_size if strides is None else strides
    if padding == "same":
        down = max((-(-h // sh) - 1) * sh + ph - h, 0)
        across = max((-(-w // sw) - 1) * sw + pw - w, 0)
        around = (0, down), (0, across), (0, 0)
        image = np.pad(image.astype(float), around, constant_values=-np.inf)
        h, w = image.shape[:2]
    rows, columns = (h - ph) // sh + 1, (w - pw) // sw + 1
    out = np.zeros((rows, columns, channels))
    for i in range(rows):
        for j in range(columns):
            box = image[i * sh : i * sh + ph, j * sw : j * sw + pw]
            out[i, j] = box.max(axis=(0, 1))
    return out


# %% wrong="max-pooling" points=0 mistake="uses-library"
def max_pool2d(image, pool_size=(2, 2), strides=None, padding='valid'):
    made = MaxPooling2D(pool_size, strides, padding)
    return made(np.asarray(image, 'float32')[np.newaxis])[0].numpy()

# %% wrong="max-pooling" points=0 mistake="ends-too-early" note="returns in the loop"
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


# %% wrong="max-pooling" points=2 mistake="whole-numbers-always" note="an output of whole numbers"
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
    out = np.zeros((rows, columns, channels), dtype=int)
    for i in range(rows):
        for j in range(columns):
            box = image[i * sh : i * sh + ph, j * sw : j * sw + pw]
            out[i, j] = box.max(axis=(0, 1))
    return out


# %% right="max-pooling"
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


# %% right="max-pooling" note="a view of the windows, padded with the least number that there is"
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


# %% right="max-pooling" note="plain Python, one number after the other"
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


# %% right="max-pooling" note="masked arrays"
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


# %% right="max-pooling" note="rows first, then columns"
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

