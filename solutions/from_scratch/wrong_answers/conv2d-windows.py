# %% [markdown]
# # Known answers to `conv2d-windows`
#
# Parts, one point each: plain; channels; strides; same. Most wrong functions are a right one
# in which a line or two were changed.

# %% wrong="conv2d-windows" points=2 mistake="stride-ignored"
def conv2d_windows(image, kernel, strides=(1, 1), padding="valid"):
    h, w, channels = image.shape
    kh, kw, _, filters = kernel.shape
    sh, sw = strides
    if padding == "same":
        down = max((-(-h // sh) - 1) * sh + kh - h, 0)
        across = max((-(-w // sw) - 1) * sw + kw - w, 0)
        around = (down // 2, down - down // 2), (across // 2, across - across // 2), (0, 0)
        image = np.pad(image, around)
    boxes = sliding_window_view(image, (kh, kw), axis=(0, 1))
    return np.einsum("ijcmn,mncf->ijf", boxes, kernel)


# %% wrong="conv2d-windows" points=2 mistake="strides-swapped"
def conv2d_windows(image, kernel, strides=(1, 1), padding="valid"):
    h, w, channels = image.shape
    kh, kw, _, filters = kernel.shape
    sh, sw = strides
    if padding == "same":
        down = max((-(-h // sh) - 1) * sh + kh - h, 0)
        across = max((-(-w // sw) - 1) * sw + kw - w, 0)
        around = (down // 2, down - down // 2), (across // 2, across - across // 2), (0, 0)
        image = np.pad(image, around)
    boxes = sliding_window_view(image, (kh, kw), axis=(0, 1))[::sw, ::sh]
    return np.einsum("ijcmn,mncf->ijf", boxes, kernel)


# %% wrong="conv2d-windows" points=3 mistake="padding-ignored"
def conv2d_windows(image, kernel, strides=(1, 1), padding="valid"):
    h, w, channels = image.shape
    kh, kw, _, filters = kernel.shape
    sh, sw = strides
    if False:
        down = max((-(-h // sh) - 1) * sh + kh - h, 0)
        across = max((-(-w // sw) - 1) * sw + kw - w, 0)
        around = (down // 2, down - down // 2), (across // 2, across - across // 2), (0, 0)
        image = np.pad(image, around)
    boxes = sliding_window_view(image, (kh, kw), axis=(0, 1))[::sh, ::sw]
    return np.einsum("ijcmn,mncf->ijf", boxes, kernel)


# %% wrong="conv2d-windows" points=1 mistake="one-channel-only" note="the channels of the picture are still there"
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
    return np.einsum("ijcmn,mncf->ijc", boxes, kernel)


# %% wrong="conv2d-windows" points=1 mistake="channels-not-summed" note="no letter for the channels"
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
    return np.einsum("ijmn,mnf->ijf", boxes[:, :, 0], kernel[:, :, 0])


# %% wrong="conv2d-windows" points=0 mistake="kernel-rotated"
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
    return np.einsum("ijcmn,mncf->ijf", boxes, kernel[::-1, ::-1])


# %% wrong="conv2d-windows" points=1 mistake="window-axes-mixed" note="the axes of a window come in another order than those of the kernel"
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
    return boxes.reshape(*boxes.shape[:2], -1) @ kernel.reshape(-1, filters)


# %% wrong="conv2d-windows" points=3 mistake="same-one-side"
def conv2d_windows(image, kernel, strides=(1, 1), padding="valid"):
    h, w, channels = image.shape
    kh, kw, _, filters = kernel.shape
    sh, sw = strides
    if padding == "same":
        down = max((-(-h // sh) - 1) * sh + kh - h, 0)
        across = max((-(-w // sw) - 1) * sw + kw - w, 0)
        around = (0, down), (0, across), (0, 0)
        image = np.pad(image, around)
    boxes = sliding_window_view(image, (kh, kw), axis=(0, 1))[::sh, ::sw]
    return np.einsum("ijcmn,mncf->ijf", boxes, kernel)


# %% wrong="conv2d-windows" points=2 mistake="stride-on-one-axis" note="the stride of the rows only"
def conv2d_windows(image, kernel, strides=(1, 1), padding="valid"):
    h, w, channels = image.shape
    kh, kw, _, filters = kernel.shape
    sh, sw = strides
    if padding == "same":
        down = max((-(-h // sh) - 1) * sh + kh - h, 0)
        across = max((-(-w // sw) - 1) * sw + kw - w, 0)
        around = (down // 2, down - down // 2), (across // 2, across - across // 2), (0, 0)
        image = np.pad(image, around)
    boxes = sliding_window_view(image, (kh, kw), axis=(0, 1))[::sh]
    return np.einsum("ijcmn,mncf->ijf", boxes, kernel)


# %% wrong="conv2d-windows" points=2 note="the picture gets smaller before it is looked at"
def conv2d_windows(image, kernel, strides=(1, 1), padding="valid"):
    h, w, channels = image.shape
    kh, kw, _, filters = kernel.shape
    sh, sw = strides
    if padding == "same":
        down = max((-(-h // sh) - 1) * sh + kh - h, 0)
        across = max((-(-w // sw) - 1) * sw + kw - w, 0)
        around = (down // 2, down - down // 2), (across // 2, across - across // 2), (0, 0)
        image = np.pad(image, around)
    boxes = sliding_window_view(image[::sh, ::sw], (kh, kw), axis=(0, 1))
    return np.einsum("ijcmn,mncf->ijf", boxes, kernel)


# %% wrong="conv2d-windows" points=2 mistake="filters-added" note="all filters added up"
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
    return np.einsum("ijcmn,mncf->ij", boxes, kernel)[..., None]


# %% wrong="conv2d-windows" points=0 mistake="kernel-transposed" note="rows and columns of the kernel exchanged"
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
    return np.einsum("ijcmn,nmcf->ijf", boxes, kernel)


# %% wrong="conv2d-windows" points=0 note="windows over the channels, too"
def conv2d_windows(image, kernel, strides=(1, 1), padding="valid"):
    h, w, channels = image.shape
    kh, kw, _, filters = kernel.shape
    sh, sw = strides
    if padding == "same":
        down = max((-(-h // sh) - 1) * sh + kh - h, 0)
        across = max((-(-w // sw) - 1) * sw + kw - w, 0)
        around = (down // 2, down - down // 2), (across // 2, across - across // 2), (0, 0)
        image = np.pad(image, around)
    boxes = sliding_window_view(image, (kh, kw, channels))[::sh, ::sw]
    return np.einsum("ijcmn,mncf->ijf", boxes, kernel)


# %% wrong="conv2d-windows" points=0 note="the windows, and no convolution"
conv2d_windows = sliding_window_view

# %% wrong="conv2d-windows" points=2 mistake="whole-numbers-only" note="the output has the type of the picture"
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
    return np.einsum("ijcmn,mncf->ijf", boxes, kernel).astype(image.dtype)


# %% right="conv2d-windows"
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


# %% right="conv2d-windows"
def conv2d_windows(image, kernel, strides=(1, 1), padding="valid"):
    shape = kernel.shape[:2]
    if padding == "same":
        missing = [
            max((-(-i // s) - 1) * s + k - i, 0) for i, k, s in zip(image.shape, shape, strides)
        ]
        image = np.pad(image, [*((m // 2, m - m // 2) for m in missing), (0, 0)])
    view = np.lib.stride_tricks.sliding_window_view(image, shape, axis=(0, 1))
    return np.tensordot(view[:: strides[0], :: strides[1]], kernel, axes=([3, 4, 2], [0, 1, 2]))


# %% right="conv2d-windows" note="strides of memory by hand, and a matrix product"
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


# %% right="conv2d-windows" note="a thing that can be called"
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


# %% right="conv2d-windows" note="an array of indices in place of a view"
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


# %% right="conv2d-windows" note="remembers what it has worked out"
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

