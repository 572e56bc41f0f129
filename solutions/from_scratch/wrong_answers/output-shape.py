# %% [markdown]
# # Known answers to `output-shape`
#
# Parts, one point each: valid; same; strides left out; upsampling; transposed. Most wrong functions are a right one
# in which a line or two were changed.

# %% wrong="output-shape" points=3 mistake="forgot-plus-one"
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
        rows, columns = (h - kh) // sh, (w - kw) // sw
    return rows, columns, c if pooling else filters


# %% wrong="output-shape" points=3 mistake="valid-only-divides"
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
        rows, columns = h // sh, w // sw
    return rows, columns, c if pooling else filters


# %% wrong="output-shape" points=3 mistake="ceil-for-floor"
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
        rows, columns = -(-(h - kh) // sh) + 1, -(-(w - kw) // sw) + 1
    return rows, columns, c if pooling else filters


# %% wrong="output-shape" points=3 mistake="fraction" note="a fraction where the step does not fit"
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
        rows, columns = (h - kh) / sh + 1, (w - kw) / sw + 1
    return rows, columns, c if pooling else filters


# %% wrong="output-shape" points=3 mistake="same-keeps-size"
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
        rows, columns = h, w
    else:
        rows, columns = (h - kh) // sh + 1, (w - kw) // sw + 1
    return rows, columns, c if pooling else filters


# %% wrong="output-shape" points=3 mistake="same-floors"
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
        rows, columns = h // sh, w // sw
    else:
        rows, columns = (h - kh) // sh + 1, (w - kw) // sw + 1
    return rows, columns, c if pooling else filters


# %% wrong="output-shape" points=4 mistake="pooling-stride-one" note="Keras' own default for pooling was not known"
def output_shape(layer, input_shape, size, strides=None, padding="valid", filters=None):
    h, w, c = input_shape
    pooling = layer in ("MaxPooling2D", "AveragePooling2D")
    if strides is None:
        strides = (1, 1)
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


# %% wrong="output-shape" points=3 mistake="strides-needed" note="and here nobody thought of None"
def output_shape(layer, input_shape, size, strides=None, padding="valid", filters=None):
    h, w, c = input_shape
    pooling = layer in ("MaxPooling2D", "AveragePooling2D")
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


# %% wrong="output-shape" points=2 mistake="not-for-poolings" note="pooling keeps the channels, too"
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
    return rows, columns, filters


# %% wrong="output-shape" points=4 mistake="transposed-valid-multiplies"
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
        return h * sh, w * sw, filters
    if padding == "same":
        rows, columns = -(-h // sh), -(-w // sw)
    else:
        rows, columns = (h - kh) // sh + 1, (w - kw) // sw + 1
    return rows, columns, c if pooling else filters


# %% wrong="output-shape" points=4 mistake="transposed-other-library" note="right for kernels that are not smaller than the stride"
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
        return (h - 1) * sh + kh, (w - 1) * sw + kw, filters
    if padding == "same":
        rows, columns = -(-h // sh), -(-w // sw)
    else:
        rows, columns = (h - kh) // sh + 1, (w - kw) // sw + 1
    return rows, columns, c if pooling else filters


# %% wrong="output-shape" points=4 mistake="upsampling-adds"
def output_shape(layer, input_shape, size, strides=None, padding="valid", filters=None):
    h, w, c = input_shape
    pooling = layer in ("MaxPooling2D", "AveragePooling2D")
    if strides is None:
        strides = size if pooling else (1, 1)
    (kh, kw), (sh, sw) = size, strides
    if layer == "UpSampling2D":
        return h + kh, w + kw, c
    if layer == "Conv2DTranspose":
        if padding == "same":
            return h * sh, w * sw, filters
        return (h - 1) * sh + max(kh, sh), (w - 1) * sw + max(kw, sw), filters
    if padding == "same":
        rows, columns = -(-h // sh), -(-w // sw)
    else:
        rows, columns = (h - kh) // sh + 1, (w - kw) // sw + 1
    return rows, columns, c if pooling else filters


# %% wrong="output-shape" points=0 mistake="height-width-swapped" note="height and width exchanged"
def output_shape(layer, input_shape, size, strides=None, padding="valid", filters=None):
    w, h, c = input_shape
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


# %% wrong="output-shape" points=0 note="the batch axis is back"
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
without_batch = output_shape
def output_shape(*given, **named):
    return (1, *without_batch(*given, **named))


# %% wrong="output-shape" points=0 mistake="not-for-poolings" note="only what the lesson's first row needs"
def output_shape(layer, input_shape, size, strides=(1, 1), **others):
    (h, w, c), (kh, kw), (sh, sw) = input_shape, size, strides
    return (h - kh) // sh + 1, (w - kw) // sw + 1, others['filters']


# %% wrong="output-shape" points=2 mistake="padding-ignored" note="nobody writes it with a capital"
def output_shape(layer, input_shape, size, strides=None, padding="valid", filters=None):
    h, w, c = input_shape
    pooling = layer in ("MaxPooling2D", "AveragePooling2D")
    if strides is None:
        strides = size if pooling else (1, 1)
    (kh, kw), (sh, sw) = size, strides
    if layer == "UpSampling2D":
        return h * kh, w * kw, c
    if layer == "Conv2DTranspose":
        if padding == "Same":
            return h * sh, w * sw, filters
        return (h - 1) * sh + max(kh, sh), (w - 1) * sw + max(kw, sw), filters
    if padding == "Same":
        rows, columns = -(-h // sh), -(-w // sw)
    else:
        rows, columns = (h - kh) // sh + 1, (w - kw) // sw + 1
    return rows, columns, c if pooling else filters


# %% wrong="output-shape" points=0 note="the batch axis, as model.summary() shows it"
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
without_batch = output_shape
def output_shape(*given, **named):
    return (None, *without_batch(*given, **named))


# %% wrong="output-shape" points=0 note="the size only"
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
with_channels = output_shape
def output_shape(*given, **named):
    return with_channels(*given, **named)[:2]


# %% wrong="output-shape" points=0 note="one shape, not a function"
output_shape = (26, 26, 4)

# %% wrong="output-shape" points=0 mistake="uses-library"
def output_shape(layer, input_shape, size, strides=None, padding='valid', filters=None):
    if layer == 'UpSampling2D':
        made = UpSampling2D(size)
    elif layer == 'Conv2DTranspose':
        made = Conv2DTranspose(filters, size, strides or 1, padding)
    elif layer == 'Conv2D':
        made = Conv2D(filters, size, strides or 1, padding)
    else:
        made = globals()[layer](size, strides, padding)
    return made.compute_output_shape((1, *input_shape))[1:]

# %% right="output-shape"
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


# %% right="output-shape" note="a table of formulas, and a list of floats that are whole"
import math
valid = lambda i, k, s: math.floor((i - k) / s + 1)
same = lambda i, k, s: math.ceil(i / s)
FORMULAS = {
    "Conv2D": (valid, same),
    "MaxPooling2D": (valid, same),
    "AveragePooling2D": (valid, same),
    "UpSampling2D": (lambda i, k, s: i * k,) * 2,
    "Conv2DTranspose": (lambda i, k, s: (i - 1) * s + max(k, s), lambda i, k, s: i * s),
}
def output_shape(layer, input_shape, size, strides=None, padding="valid", filters=None):
    formula = FORMULAS[layer][padding == "same"]
    steps = strides or (size if "Pooling" in layer else (1, 1))
    axes = [float(formula(i, k, s)) for i, k, s in zip(input_shape, size, steps)]
    return axes + [filters or input_shape[2]]


# %% right="output-shape" note="counts the places instead of calculating"
def places(i, k, s, padding):
    if padding == "same":
        return len(range(0, i, s))
    return len([start for start in range(0, i, s) if start + k <= i])
def output_shape(layer, input_shape, size, strides=None, padding="valid", filters=None):
    (h, w, c), (kh, kw) = input_shape, size
    if layer == "UpSampling2D":
        return np.array([h * kh, w * kw, c])
    if layer == "Conv2DTranspose":
        sh, sw = strides if strides is not None else (1, 1)
        if padding == "same":
            return np.array([h * sh, w * sw, filters])
        rows = max(i * sh + max(kh, sh) for i in range(h))
        columns = max(j * sw + max(kw, sw) for j in range(w))
        return np.array([rows, columns, filters])
    if layer == "Conv2D":
        sh, sw = strides if strides is not None else (1, 1)
        c = filters
    else:
        sh, sw = strides if strides is not None else size
    return np.array([places(h, kh, sh, padding), places(w, kw, sw, padding), c])


# %% right="output-shape" note="makes a picture of that size, and looks"
def output_shape(layer, input_shape, size, strides=None, padding="valid", filters=None):
    h, w, c = input_shape
    if layer == "UpSampling2D":
        return np.zeros(input_shape).repeat(size[0], 0).repeat(size[1], 1).shape
    if strides is None:
        strides = size if layer[-9:] == "Pooling2D" else (1, 1)
    if layer == "Conv2DTranspose":
        if padding == "same":
            return h * strides[0], w * strides[1], filters
        return tuple((i - 1) * s + max(k, s) for i, k, s in zip((h, w), size, strides)) + (
            filters,
        )
    x = np.zeros((h, w, filters or c))
    if padding == "valid":
        x = x[: h - size[0] + 1, : w - size[1] + 1]
    return x[:: strides[0], :: strides[1]].shape

