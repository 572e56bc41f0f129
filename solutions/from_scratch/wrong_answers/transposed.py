# %% [markdown]
# # Known answers to `transposed`
#
# Parts, one point each: plain; strides; channels; same. Most wrong functions are a right one
# in which a line or two were changed.

# %% wrong="transposed" points=0 mistake="overlaps-overwritten"
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
                    out[i * sh : i * sh + kh, j * sw : j * sw + kw, f] = copy
    if padding == "same":
        top, left = max(kh - sh, 0) // 2, max(kw - sw, 0) // 2
        out = out[top : top + h * sh, left : left + w * sw]
    return out


# %% wrong="transposed" points=0 mistake="kernel-rotated"
def conv2d_transpose(image, kernel, strides=(1, 1), padding="valid"):
    h, w, channels = image.shape
    kh, kw, filters, _ = kernel.shape
    sh, sw = strides
    out = np.zeros(((h - 1) * sh + max(kh, sh), (w - 1) * sw + max(kw, sw), filters))
    for i in range(h):
        for j in range(w):
            for f in range(filters):
                for c in range(channels):
                    copy = image[i, j, c] * kernel[::-1, ::-1, f, c]
                    out[i * sh : i * sh + kh, j * sw : j * sw + kw, f] += copy
    if padding == "same":
        top, left = max(kh - sh, 0) // 2, max(kw - sw, 0) // 2
        out = out[top : top + h * sh, left : left + w * sw]
    return out


# %% wrong="transposed" points=2 mistake="stride-ignored"
def conv2d_transpose(image, kernel, strides=(1, 1), padding="valid"):
    h, w, channels = image.shape
    kh, kw, filters, _ = kernel.shape
    sh, sw = 1, 1
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


# %% wrong="transposed" points=2 mistake="strides-swapped"
def conv2d_transpose(image, kernel, strides=(1, 1), padding="valid"):
    h, w, channels = image.shape
    kh, kw, filters, _ = kernel.shape
    sw, sh = strides
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


# %% wrong="transposed" points=3 mistake="same-one-side" note="cut off at the end only"
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
        top, left = 0, 0
        out = out[top : top + h * sh, left : left + w * sw]
    return out


# %% wrong="transposed" points=3 mistake="same-odd-first" note="the odd one at the beginning"
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
        top, left = (max(kh - sh, 0) + 1) // 2, (max(kw - sw, 0) + 1) // 2
        out = out[top : top + h * sh, left : left + w * sw]
    return out


# %% wrong="transposed" points=3 mistake="padding-ignored"
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
    if False:
        top, left = max(kh - sh, 0) // 2, max(kw - sw, 0) // 2
        out = out[top : top + h * sh, left : left + w * sw]
    return out


# %% wrong="transposed" points=2 mistake="transposed-other-library" note="a kernel smaller than the stride"
def conv2d_transpose(image, kernel, strides=(1, 1), padding="valid"):
    h, w, channels = image.shape
    kh, kw, filters, _ = kernel.shape
    sh, sw = strides
    out = np.zeros(((h - 1) * sh + kh, (w - 1) * sw + kw, filters))
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


# %% wrong="transposed" points=1 mistake="transposed-valid-multiplies" note="cut off where 'same' ends"
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
    return out[: h * sh, : w * sw]


# %% wrong="transposed" points=3 mistake="same-ignores-stride" note="half a kernel is cut off, whatever the stride"
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
        top, left = (kh - 1) // 2, (kw - 1) // 2
        out = out[top : top + h * sh, left : left + w * sw]
    return out


# %% wrong="transposed" points=3 note="out[0:-0] is empty"
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
        out = out[top:-top, left:-left]
    return out


# %% wrong="transposed" points=0 mistake="overlaps-not-added" note="the mean of the copies that overlap"
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


# %% wrong="transposed" points=2 mistake="one-channel-only" note="the axes of conv2d's kernel"
def conv2d_transpose(image, kernel, strides=(1, 1), padding="valid"):
    h, w, channels = image.shape
    kh, kw, _, filters = kernel.shape
    sh, sw = strides
    out = np.zeros(((h - 1) * sh + max(kh, sh), (w - 1) * sw + max(kw, sw), filters))
    for i in range(h):
        for j in range(w):
            for f in range(filters):
                for c in range(channels):
                    copy = image[i, j, c] * kernel[:, :, c, f]
                    out[i * sh : i * sh + kh, j * sw : j * sw + kw, f] += copy
    if padding == "same":
        top, left = max(kh - sh, 0) // 2, max(kw - sw, 0) // 2
        out = out[top : top + h * sh, left : left + w * sw]
    return out


# %% wrong="transposed" points=0 mistake="kernel-rotated" note="a convolution of the picture with zeros around it, its kernel not turned"
def conv2d_transpose(image, kernel, strides=(1, 1), padding="valid"):
    (h, w, c), (kh, kw, f, _), (sh, sw) = image.shape, kernel.shape, strides
    apart = np.zeros(((h - 1) * sh + 1, (w - 1) * sw + 1, c))
    apart[::sh, ::sw] = image
    around = np.pad(apart, ((kh - 1, kh - 1), (kw - 1, kw - 1), (0, 0)))
    boxes = sliding_window_view(around, (kh, kw), axis=(0, 1))
    return np.einsum("ijcmn,mnfc->ijf", boxes, kernel)


# %% wrong="transposed" points=0 mistake="uses-library"
def conv2d_transpose(image, kernel, strides=(1, 1), padding='valid'):
    kh, kw, f, c = kernel.shape
    return by_keras(
        Conv2DTranspose(f, (kh, kw), strides, padding, use_bias=False),
        image,
        kernel,
    )

# %% wrong="transposed" points=2 mistake="whole-numbers-only" note="the output has the type of the picture"
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
    return out.astype(image.dtype)


# %% right="transposed"
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


# %% right="transposed" note="zeros between the pixels, then a convolution with the kernel turned round"
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


# %% right="transposed" note="every product at its place by np.add.at, nothing written twice"
def conv2d_transpose(image, kernel, strides=(1, 1), padding="valid"):
    (h, w, _), (kh, kw, f, _), (sh, sw) = image.shape, kernel.shape, strides
    out = np.zeros(((h - 1) * sh + max(kh, sh), (w - 1) * sw + max(kw, sw), f))
    i, j, m, n = np.indices((h, w, kh, kw))
    np.add.at(out, (i * sh + m, j * sw + n), np.einsum("ijc,mnfc->ijmnf", image, kernel))
    if padding == "same":
        before = [max(k - s, 0) // 2 for k, s in zip((kh, kw), strides)]
        out = out[before[0] :, before[1] :][: h * sh, : w * sw]
    return out.tolist()


# %% right="transposed" note="the kernel's cells in the loop, all pixels at once"
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


# %% right="transposed" note="gathers, and looks which pixels reach there"
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


# %% right="transposed" note="a dictionary of places"
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

