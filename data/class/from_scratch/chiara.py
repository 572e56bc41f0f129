# %% [markdown]
# Chiara makes the mistakes that most people make: (k - 1) // 2 zeros on both sides, zeros that
# count when one pools, a stride that the view never hears of, places that are half a pixel off, and
# copies that cover each other.

# %% answer="output-shape"
def output_shape(layer, input_shape, size, strides=None, padding="valid", filters=None):
    h, w, c = input_shape
    if strides is None:
        strides = (1, 1)
    if layer == "UpSampling2D":
        return (h * size[0], w * size[1], c)
    if layer == "Conv2DTranspose":
        if padding == "same":
            return (h * strides[0], w * strides[1], filters)
        return (
            (h - 1) * strides[0] + max(size[0], strides[0]),
            (w - 1) * strides[1] + max(size[1], strides[1]),
            filters,
        )
    if layer != "Conv2D":
        filters = c
    if padding == "same":
        return (-(-h // strides[0]), -(-w // strides[1]), filters)
    return ((h - size[0]) // strides[0] + 1, (w - size[1]) // strides[1] + 1, filters)

# %% answer="conv2d"
def conv2d(image, kernel, strides=(1, 1), padding="valid"):
    kh, kw, channels, filters = kernel.shape
    if padding == "same":
        ph, pw = (kh - 1) // 2, (kw - 1) // 2
        image = np.pad(image, ((ph, ph), (pw, pw), (0, 0)))
    rows = (image.shape[0] - kh) // strides[0] + 1
    columns = (image.shape[1] - kw) // strides[1] + 1
    out = np.zeros((rows, columns, filters))
    for i in range(rows):
        for j in range(columns):
            box = image[i * strides[0] : i * strides[0] + kh, j * strides[1] : j * strides[1] + kw]
            for f in range(filters):
                out[i, j, f] = np.sum(box * kernel[:, :, :, f])
    return out

# %% answer="max-pooling"
def zeros_around(image, size, strides):
    pairs = []
    for i, k, s in zip(image.shape, size, strides):
        zeros = max((-(-i // s) - 1) * s + k - i, 0)
        pairs.append((zeros // 2, zeros - zeros // 2))
    return np.pad(image, pairs + [(0, 0)])


def max_pool2d(image, pool_size=(2, 2), strides=None, padding="valid"):
    if strides is None:
        strides = pool_size
    if padding == "same":
        image = zeros_around(image, pool_size, strides)
    rows = (image.shape[0] - pool_size[0]) // strides[0] + 1
    columns = (image.shape[1] - pool_size[1]) // strides[1] + 1
    out = np.zeros((rows, columns, image.shape[2]))
    for i in range(rows):
        for j in range(columns):
            top, left = i * strides[0], j * strides[1]
            box = image[top : top + pool_size[0], left : left + pool_size[1]]
            out[i, j] = box.max(axis=(0, 1))
    return out

# %% answer="average-pooling"
def avg_pool2d(image, pool_size=(2, 2), strides=None, padding="valid"):
    if strides is None:
        strides = pool_size
    if padding == "same":
        image = zeros_around(image, pool_size, strides)
    rows = (image.shape[0] - pool_size[0]) // strides[0] + 1
    columns = (image.shape[1] - pool_size[1]) // strides[1] + 1
    out = np.zeros((rows, columns, image.shape[2]))
    for i in range(rows):
        for j in range(columns):
            top, left = i * strides[0], j * strides[1]
            box = image[top : top + pool_size[0], left : left + pool_size[1]]
            out[i, j] = box.mean(axis=(0, 1))
    return out

# %% answer="conv2d-windows"
def conv2d_windows(image, kernel, strides=(1, 1), padding="valid"):
    if padding == "same":
        image = zeros_around(image, kernel.shape[:2], strides)
    boxes = sliding_window_view(image, kernel.shape[:2], axis=(0, 1))
    return np.einsum("ijcmn,mncf->ijf", boxes, kernel)

# %% answer="upsampling"
def upsample2d(image, size=(2, 2), interpolation="nearest"):
    if interpolation == "nearest":
        return image.repeat(size[0], axis=0).repeat(size[1], axis=1)
    h, w, c = image.shape
    out = np.zeros((h * size[0], w * size[1], c))
    for o in range(h * size[0]):
        for p in range(w * size[1]):
            y, x = o / size[0], p / size[1]
            i, j = int(y), int(x)
            below, right = min(i + 1, h - 1), min(j + 1, w - 1)
            s, t = y - i, x - j
            out[o, p] = (1 - s) * ((1 - t) * image[i, j] + t * image[i, right]) + s * (
                (1 - t) * image[below, j] + t * image[below, right]
            )
    return out

# %% answer="transposed"
def conv2d_transpose(image, kernel, strides=(1, 1), padding="valid"):
    h, w, c = image.shape
    kh, kw, filters, _ = kernel.shape
    rows, columns, _ = output_shape(
        "Conv2DTranspose", image.shape, (kh, kw), strides, "valid", filters
    )
    out = np.zeros((rows, columns, filters))
    for i in range(h):
        for j in range(w):
            top, left = i * strides[0], j * strides[1]
            out[top : top + kh, left : left + kw] = kernel @ image[i, j]
    if padding == "same":
        top, left = max(kh - strides[0], 0) // 2, max(kw - strides[1], 0) // 2
        out = out[top : top + h * strides[0], left : left + w * strides[1]]
    return out

# %% [markdown] written="faster"
# Keras was the fastest because it is written in C. I would test it with many random pictures.
