# %% [markdown]
# Ben stopped half-way: padding "same" he left for later in the two functions that he wrote, and the
# last four he has not begun.

# %% answer="output-shape"
def output_shape(layer, input_shape, size, strides=None, padding="valid", filters=None):
    h, w, c = input_shape
    if layer == "UpSampling2D":
        return (h * size[0], w * size[1], c)
    pooling = layer.endswith("Pooling2D")
    if strides is None and pooling:
        strides = size
    if strides is None:
        strides = (1, 1)
    if not pooling:
        c = filters
    if layer == "Conv2DTranspose":
        if padding == "same":
            return (h * strides[0], w * strides[1], c)
        rows = (h - 1) * strides[0] + max(size[0], strides[0])
        columns = (w - 1) * strides[1] + max(size[1], strides[1])
        return (rows, columns, c)
    if padding == "same":
        return (-(-h // strides[0]), -(-w // strides[1]), c)
    return ((h - size[0]) // strides[0] + 1, (w - size[1]) // strides[1] + 1, c)

# %% answer="conv2d"
def conv2d(image, kernel, strides=(1, 1), padding="valid"):
    kh, kw, channels, filters = kernel.shape
    rows = (image.shape[0] - kh) // strides[0] + 1
    columns = (image.shape[1] - kw) // strides[1] + 1
    out = np.zeros((rows, columns, filters))
    for i in range(rows):
        for j in range(columns):
            top, left = i * strides[0], j * strides[1]
            box = image[top : top + kh, left : left + kw]
            for f in range(filters):
                out[i, j, f] = np.sum(box * kernel[:, :, :, f])
    return out  # TODO: same

# %% answer="max-pooling"
def max_pool2d(image, pool_size=(2, 2), strides=None, padding="valid"):
    if strides is None:
        strides = pool_size
    if padding == "same":
        raise NotImplementedError("later")
    rows, columns, channels = output_shape("MaxPooling2D", image.shape, pool_size, strides)
    out = np.zeros((rows, columns, channels))
    for i in range(rows):
        for j in range(columns):
            for c in range(channels):
                top, left = i * strides[0], j * strides[1]
                box = image[top : top + pool_size[0], left : left + pool_size[1], c]
                out[i, j, c] = box.max()
    return out
