# %% [markdown]
# # Known answers to `conv2d`
#
# Parts, one point each: plain; channels; strides; left over; same; same, strides. Most wrong functions are a right one
# in which a line or two were changed.

# %% wrong="conv2d" points=0 mistake="forgot-plus-one"
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
    rows, columns = (h - kh) // sh, (w - kw) // sw
    out = np.zeros((rows, columns, filters))
    for i in range(rows):
        for j in range(columns):
            box = image[i * sh : i * sh + kh, j * sw : j * sw + kw]
            for f in range(filters):
                out[i, j, f] = np.sum(box * kernel[:, :, :, f])
    return out


# %% wrong="conv2d" points=0 mistake="kernel-rotated"
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
                out[i, j, f] = np.sum(box * kernel[::-1, ::-1, :, f])
    return out


# %% wrong="conv2d" points=3 mistake="stride-ignored"
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
    rows, columns = h - kh + 1, w - kw + 1
    out = np.zeros((rows, columns, filters))
    for i in range(rows):
        for j in range(columns):
            box = image[i : i + kh, j : j + kw]
            for f in range(filters):
                out[i, j, f] = np.sum(box * kernel[:, :, :, f])
    return out


# %% wrong="conv2d" points=3 mistake="start-not-multiplied" note="the size minds the stride, the windows do not"
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
            box = image[i : i + kh, j : j + kw]
            for f in range(filters):
                out[i, j, f] = np.sum(box * kernel[:, :, :, f])
    return out


# %% wrong="conv2d" points=3 mistake="strides-swapped"
def conv2d(image, kernel, strides=(1, 1), padding="valid"):
    h, w, channels = image.shape
    kh, kw, _, filters = kernel.shape
    sw, sh = strides
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


# %% wrong="conv2d" points=4 mistake="padding-ignored"
def conv2d(image, kernel, strides=(1, 1), padding="valid"):
    h, w, channels = image.shape
    kh, kw, _, filters = kernel.shape
    sh, sw = strides
    if False:
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


# %% wrong="conv2d" points=4 mistake="same-one-side"
def conv2d(image, kernel, strides=(1, 1), padding="valid"):
    h, w, channels = image.shape
    kh, kw, _, filters = kernel.shape
    sh, sw = strides
    if padding == "same":
        down = max((-(-h // sh) - 1) * sh + kh - h, 0)
        across = max((-(-w // sw) - 1) * sw + kw - w, 0)
        around = (0, down), (0, across), (0, 0)
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


# %% wrong="conv2d" points=4 mistake="same-odd-first"
def conv2d(image, kernel, strides=(1, 1), padding="valid"):
    h, w, channels = image.shape
    kh, kw, _, filters = kernel.shape
    sh, sw = strides
    if padding == "same":
        down = max((-(-h // sh) - 1) * sh + kh - h, 0)
        across = max((-(-w // sw) - 1) * sw + kw - w, 0)
        around = (down - down // 2, down // 2), (across - across // 2, across // 2), (0, 0)
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


# %% wrong="conv2d" points=5 mistake="same-ignores-stride" note="right for a stride of 1"
def conv2d(image, kernel, strides=(1, 1), padding="valid"):
    h, w, channels = image.shape
    kh, kw, _, filters = kernel.shape
    sh, sw = strides
    if padding == "same":
        down = kh - 1
        across = kw - 1
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


# %% wrong="conv2d" points=4 mistake="same-pads-half" note="the course's most copied lines: right for odd kernels and stride 1"
def conv2d(image, kernel, strides=(1, 1), padding="valid"):
    h, w, channels = image.shape
    kh, kw, _, filters = kernel.shape
    sh, sw = strides
    if padding == "same":
        down = max((-(-h // sh) - 1) * sh + kh - h, 0)
        across = max((-(-w // sw) - 1) * sw + kw - w, 0)
        around = ((kh - 1) // 2,) * 2, ((kw - 1) // 2,) * 2, (0, 0)
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


# %% wrong="conv2d" points=3 mistake="channels-not-summed" note="a grey picture's convolution"
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
                out[i, j, f] = np.sum(box[:, :, 0] * kernel[:, :, 0, f])
    return out


# %% wrong="conv2d" points=3 mistake="channels-not-summed" note="= where += is needed"
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
                for c in range(channels):
                    out[i, j, f] = np.sum(box[:, :, c] * kernel[:, :, c, f])
    return out


# %% wrong="conv2d" points=4 mistake="one-filter-for-all" note="each filter fills all channels of the output"
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
                out[i, j] = np.sum(box * kernel[:, :, :, f])
    return out


# %% wrong="conv2d" points=4 mistake="filters-added" note="all filters added up"
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
                out[i, j] += np.sum(box * kernel[:, :, :, f])
    return out


# %% wrong="conv2d" points=0 mistake="ends-too-early" note="returns in the loop"
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


# %% wrong="conv2d" points=0 mistake="no-return"
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
    print(out)


# %% wrong="conv2d" points=0 mistake="other-arguments" note="no channels at the end"
def conv2d(image, kernel):
    image, kernel = image[:, :, 0], kernel[:, :, 0, 0]
    kh, kw = kernel.shape
    rows, columns = image.shape[0] - kh + 1, image.shape[1] - kw + 1
    out = np.zeros((rows, columns))
    for i in range(rows):
        for j in range(columns):
            out[i, j] = (image[i : i + kh, j : j + kw] * kernel).sum()
    return out


# %% wrong="conv2d" points=1 mistake="other-arguments" note="one channel, one filter, nothing else"
def conv2d(image, kernel):
    kh, kw = kernel.shape[:2]
    rows, columns = image.shape[0] - kh + 1, image.shape[1] - kw + 1
    out = np.zeros((rows, columns, 1))
    for i in range(rows):
        for j in range(columns):
            out[i, j, 0] = (image[i : i + kh, j : j + kw, 0] * kernel[:, :, 0, 0]).sum()
    return out


# %% wrong="conv2d" points=4 note="it does not divide, so it is impossible"
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
    if (h - kh) % sh or (w - kw) % sw:
        raise ValueError('the stride does not fit')
    rows, columns = (h - kh) // sh + 1, (w - kw) // sw + 1
    out = np.zeros((rows, columns, filters))
    for i in range(rows):
        for j in range(columns):
            box = image[i * sh : i * sh + kh, j * sw : j * sw + kw]
            for f in range(filters):
                out[i, j, f] = np.sum(box * kernel[:, :, :, f])
    return out


# %% wrong="conv2d" points=0 note="the kernel is turned into what it is not"
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
                out[i, j, f] = np.sum(box @ kernel[:, :, :, f])
    return out


# %% wrong="conv2d" points=2 mistake="changes-input" note="the picture is cleared while it is read"
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
    image[...] = 0
    return out


# %% wrong="conv2d" points=0 mistake="uses-library"
def conv2d(image, kernel, strides=(1, 1), padding='valid'):
    import tensorflow as tf
    image, kernel = (np.asarray(array, 'float32') for array in (image, kernel))
    return tf.nn.conv2d(image[np.newaxis], kernel, strides, padding.upper())[0].numpy()

# %% wrong="conv2d" points=0 mistake="uses-library"
def conv2d(image, kernel, strides=(1, 1), padding='valid'):
    from keras import ops
    image, kernel = image.astype('float32'), kernel.astype('float32')
    return np.array(ops.conv(image[np.newaxis], kernel, strides, padding)[0])

# %% wrong="conv2d" points=0 mistake="uses-library"
def conv2d(image, kernel, strides=(1, 1), padding='valid'):
    import cv2
    kernel = kernel[:, :, 0, 0].astype('float32')
    made = cv2.filter2D(image.astype('float32'), -1, kernel)
    return made.reshape(*image.shape[:2], 1)

# %% wrong="conv2d" points=0
def conv2d(image, kernel, strides=(1, 1), padding='valid'):
    pass

# %% wrong="conv2d" points=0 mistake="uses-library"
conv2d = Conv2D(1, 3)

# %% wrong="conv2d" points=0 mistake="other-arguments" note="as a well-known exercise has it: one side, one stride, a number of zeros"
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


# %% wrong="conv2d" points=3 mistake="other-arguments" note="the arguments' names are not those that it is called with"
def conv2d(image, kernel, stride=(1, 1), padding="valid"):
    h, w, channels = image.shape
    kh, kw, _, filters = kernel.shape
    sh, sw = stride
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


# %% wrong="conv2d" points=0 mistake="channels-first" note="the filters first, as in another library"
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
    return np.moveaxis(out, 2, 0)


# %% wrong="conv2d" points=4 mistake="no-return" note="nothing comes back from one of the two branches"
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
    if padding == "valid":
        return out


# %% wrong="conv2d" points=0 mistake="not-set-back" note="the sum of the row so far"
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
            total = total if j else 0
            box = image[i * sh : i * sh + kh, j * sw : j * sw + kw]
            for f in range(filters):
                out[i, j, f] = total = total + np.sum(box * kernel[:, :, :, f])
    return out


# %% wrong="conv2d" points=0 mistake="not-repeatable" note="+= into an array that stays from one call to the next"
kept = {}
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
    shape = rows, columns, filters
    out = kept.setdefault(shape, np.zeros(shape))
    for i in range(rows):
        for j in range(columns):
            box = image[i * sh : i * sh + kh, j * sw : j * sw + kw]
            for f in range(filters):
                out[i, j, f] += np.sum(box * kernel[:, :, :, f])
    return out


# %% wrong="conv2d" points=1 mistake="last-left-empty" note="the last places are left out by range"
def conv2d(image, kernel, strides=(1, 1), padding="valid"):
    (h, w, _), (kh, kw, _, filters), (sh, sw) = image.shape, kernel.shape, strides
    out = np.zeros(((h - kh) // sh + 1, (w - kw) // sw + 1, filters))
    for i in range(0, h - kh, sh):
        for j in range(0, w - kw, sw):
            for f in range(filters):
                box = image[i : i + kh, j : j + kw]
                out[i // sh, j // sw, f] = np.sum(box * kernel[..., f])
    return out


# %% wrong="conv2d" points=4 mistake="border-repeated" note="the border's pixels are repeated"
def conv2d(image, kernel, strides=(1, 1), padding="valid"):
    h, w, channels = image.shape
    kh, kw, _, filters = kernel.shape
    sh, sw = strides
    if padding == "same":
        down = max((-(-h // sh) - 1) * sh + kh - h, 0)
        across = max((-(-w // sw) - 1) * sw + kw - w, 0)
        around = (down // 2, down - down // 2), (across // 2, across - across // 2), (0, 0)
        image = np.pad(image, around, mode="edge")
        h, w = image.shape[:2]
    rows, columns = (h - kh) // sh + 1, (w - kw) // sw + 1
    out = np.zeros((rows, columns, filters))
    for i in range(rows):
        for j in range(columns):
            box = image[i * sh : i * sh + kh, j * sw : j * sw + kw]
            for f in range(filters):
                out[i, j, f] = np.sum(box * kernel[:, :, :, f])
    return out


# %% wrong="conv2d" points=0 mistake="other-arguments"
def conv2d(image):
    return image

# %% wrong="conv2d" points=4 mistake="whole-numbers-always" note="an output of whole numbers"
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
    out = np.zeros((rows, columns, filters), dtype=int)
    for i in range(rows):
        for j in range(columns):
            box = image[i * sh : i * sh + kh, j * sw : j * sw + kw]
            for f in range(filters):
                out[i, j, f] = np.sum(box * kernel[:, :, :, f])
    return out


# %% right="conv2d"
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


# %% right="conv2d" note="the kernel's cells in the loop, the pixels in slices"
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


# %% right="conv2d" note="nothing but lists"
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


# %% right="conv2d" note="im2col: one matrix product, in 32 bits"
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


# %% right="conv2d" note="by Fourier, so with rounding"
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


# %% right="conv2d" note="one large matrix, as in the notebook about pooling"
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


# %% right="conv2d" note="a decorator, a lambda and functools.partial"
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


# %% right="conv2d" note="calls itself for each filter"
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

