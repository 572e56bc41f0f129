# %% [markdown]
# Farid's notebook is an unlucky one: two helpers have one name (each function is called with the
# helper that it had at its check); a loop does not end where a window begins above the picture; a
# cell stops in an error; the last answer's cell is deleted. All the rest is right.

# %% answer="output-shape"
def output_shape(layer, input_shape, size, strides=None, padding="valid", filters=None):
    pooling = layer in ("MaxPooling2D", "AveragePooling2D")
    if strides is None:
        strides = size if pooling else (1, 1)
    shape = []
    for pixels, window, step in zip(input_shape, size, strides):
        if layer == "UpSampling2D":
            shape.append(pixels * window)
        elif layer == "Conv2DTranspose" and padding == "same":
            shape.append(pixels * step)
        elif layer == "Conv2DTranspose":
            shape.append((pixels - 1) * step + max(window, step))
        elif padding == "same":
            shape.append(-(-pixels // step))
        else:
            shape.append((pixels - window) // step + 1)
    with_filters = layer in ("Conv2D", "Conv2DTranspose")
    return (*shape, filters if with_filters else input_shape[2])

# %% answer="conv2d"
def borders(image, size, strides):
    """What "same" puts around a picture."""
    pairs = []
    for i, k, s in zip(image.shape, size, strides):
        zeros = max((-(-i // s) - 1) * s + k - i, 0)
        pairs.append((zeros // 2, zeros - zeros // 2))
    return pairs + [(0, 0)]


def conv2d(image, kernel, strides=(1, 1), padding="valid"):
    kh, kw, _, filters = kernel.shape
    if padding == "same":
        image = np.pad(image, borders(image, (kh, kw), strides))
    rows, columns, _ = output_shape("Conv2D", image.shape, (kh, kw), strides, "valid", filters)
    out = np.zeros((rows, columns, filters))
    for i in range(rows):
        for j in range(columns):
            box = image[i * strides[0] : i * strides[0] + kh, j * strides[1] : j * strides[1] + kw]
            out[i, j] = np.einsum("mnc,mncf->f", box, kernel)
    return out

# %% answer="max-pooling"
def max_pool2d(image, pool_size=(2, 2), strides=None, padding="valid"):
    strides = pool_size if strides is None else strides
    if padding == "same":
        around = borders(image, pool_size, strides)
        image = np.pad(image.astype(float), around, constant_values=-np.inf)
    windows = np.lib.stride_tricks.sliding_window_view(image, pool_size, axis=(0, 1))
    return windows[:: strides[0], :: strides[1]].max(axis=(3, 4))

# %% answer="average-pooling"
def starts(pixels, window, step, padding):
    """Where windows start on one axis; below 0 where they stick out."""
    if padding == "valid":
        return range(0, pixels - window + 1, step)
    count = -(-pixels // step)
    above = max((count - 1) * step + window - pixels, 0) // 2
    return range(-above, count * step - above, step)


def avg_pool2d(image, pool_size=(2, 2), strides=None, padding="valid"):
    strides = pool_size if strides is None else strides
    shape = output_shape("AveragePooling2D", image.shape, pool_size, strides, padding)
    out = np.zeros(shape)
    for i, top in enumerate(starts(image.shape[0], pool_size[0], strides[0], padding)):
        for j, left in enumerate(starts(image.shape[1], pool_size[1], strides[1], padding)):
            down, right = top + pool_size[0], left + pool_size[1]
            while top < 0:
                first_row = top + 1  # go on to the first row of the picture
            while left < 0:
                left += 1
            out[i, j] = image[top:down, left:right].mean(axis=(0, 1))
    return out

# %% answer="conv2d-windows"
def conv2d_windows(image, kernel, strides=(1, 1), padding="valid"):
    if padding == "same":
        image = np.pad(image, borders(image, kernel.shape[:2], strides))
    boxes = sliding_window_view(image, kernel.shape[:2], axis=(0, 1))
    boxes = boxes[:: strides[0], :: strides[1]]
    return np.tensordot(boxes, kernel, axes=([3, 4, 2], [0, 1, 2]))

# %% answer="upsampling"
def upsample2d(image, size=(2, 2), interpolation="nearest"):
    if interpolation == "nearest":
        return image.repeat(size[0], axis=0).repeat(size[1], axis=1)
    rows, t = borders(image.shape[0], size[0])
    image = (1 - t)[:, None, None] * image[rows[0]] + t[:, None, None] * image[rows[1]]
    columns, t = borders(image.shape[1], size[1])
    return (1 - t)[:, None] * image[:, columns[0]] + t[:, None] * image[:, columns[1]]


def borders(pixels, factor):
    """For each new pixel: the old ones on its two borders, and how far it is from the first."""
    x = np.clip((np.arange(pixels * factor) + 0.5) / factor - 0.5, 0, pixels - 1)
    first = np.floor(x).astype(int)
    return (first, np.minimum(first + 1, pixels - 1)), x - first


print(upsample2d(garment, 2).shape)

# %% answer="transposed" deleted=true
# the cell was deleted with Ctrl-X, to move it to another place, and then he went to bed

# %% [markdown] written="faster"
# The window view was the fastest (1.8 ms, my loops 250 ms, Keras 2.4 ms), because the loop over the
# windows is done in C. Keras has to prepare each call. I would test with even kernels and "same"
# (zeros on the wrong side), with strides (2, 3) (rows and columns exchanged) and with two channels
# (channels not added up).
