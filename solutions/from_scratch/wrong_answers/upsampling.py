# %% [markdown]
# # Known answers to `upsampling`
#
# Parts, one point each: nearest; bilinear; all together. Most wrong functions are a right one
# in which a line or two were changed.

# %% wrong="upsampling" points=1 mistake="nearest-for-bilinear"
def upsample2d(image, size=(2, 2), interpolation="nearest"):
    if True:
        return image.repeat(size[0], axis=0).repeat(size[1], axis=1)
    h, w, channels = image.shape
    out = np.zeros((h * size[0], w * size[1], channels))
    for o in range(out.shape[0]):
        for p in range(out.shape[1]):
            y = (o + 0.5) / size[0] - 0.5
            x = (p + 0.5) / size[1] - 0.5
            y, x = min(max(y, 0), h - 1), min(max(x, 0), w - 1)
            i, j = int(y), int(x)
            k, l = min(i + 1, h - 1), min(j + 1, w - 1)
            above = (1 - (x - j)) * image[i, j] + (x - j) * image[i, l]
            below = (1 - (x - j)) * image[k, j] + (x - j) * image[k, l]
            out[o, p] = (1 - (y - i)) * above + (y - i) * below
    return out


# %% wrong="upsampling" points=1 mistake="bilinear-for-nearest"
def upsample2d(image, size=(2, 2), interpolation="nearest"):
    if False:
        return image.repeat(size[0], axis=0).repeat(size[1], axis=1)
    h, w, channels = image.shape
    out = np.zeros((h * size[0], w * size[1], channels))
    for o in range(out.shape[0]):
        for p in range(out.shape[1]):
            y = (o + 0.5) / size[0] - 0.5
            x = (p + 0.5) / size[1] - 0.5
            y, x = min(max(y, 0), h - 1), min(max(x, 0), w - 1)
            i, j = int(y), int(x)
            k, l = min(i + 1, h - 1), min(j + 1, w - 1)
            above = (1 - (x - j)) * image[i, j] + (x - j) * image[i, l]
            below = (1 - (x - j)) * image[k, j] + (x - j) * image[k, l]
            out[o, p] = (1 - (y - i)) * above + (y - i) * below
    return out


# %% wrong="upsampling" points=1 mistake="upsampling-tiled"
def upsample2d(image, size=(2, 2), interpolation="nearest"):
    if interpolation == "nearest":
        return np.tile(image, (*size, 1))
    h, w, channels = image.shape
    out = np.zeros((h * size[0], w * size[1], channels))
    for o in range(out.shape[0]):
        for p in range(out.shape[1]):
            y = (o + 0.5) / size[0] - 0.5
            x = (p + 0.5) / size[1] - 0.5
            y, x = min(max(y, 0), h - 1), min(max(x, 0), w - 1)
            i, j = int(y), int(x)
            k, l = min(i + 1, h - 1), min(j + 1, w - 1)
            above = (1 - (x - j)) * image[i, j] + (x - j) * image[i, l]
            below = (1 - (x - j)) * image[k, j] + (x - j) * image[k, l]
            out[o, p] = (1 - (y - i)) * above + (y - i) * below
    return out


# %% wrong="upsampling" points=1 mistake="bilinear-corners-aligned" note="corner on corner, as another library does unless told otherwise"
def upsample2d(image, size=(2, 2), interpolation="nearest"):
    if interpolation == "nearest":
        return image.repeat(size[0], axis=0).repeat(size[1], axis=1)
    h, w, channels = image.shape
    out = np.zeros((h * size[0], w * size[1], channels))
    for o in range(out.shape[0]):
        for p in range(out.shape[1]):
            y = o * (h - 1) / max(h * size[0] - 1, 1)
            x = p * (w - 1) / max(w * size[1] - 1, 1)
            y, x = min(max(y, 0), h - 1), min(max(x, 0), w - 1)
            i, j = int(y), int(x)
            k, l = min(i + 1, h - 1), min(j + 1, w - 1)
            above = (1 - (x - j)) * image[i, j] + (x - j) * image[i, l]
            below = (1 - (x - j)) * image[k, j] + (x - j) * image[k, l]
            out[o, p] = (1 - (y - i)) * above + (y - i) * below
    return out


# %% wrong="upsampling" points=1 mistake="bilinear-not-centred" note="the first pixel's corner, not its middle"
def upsample2d(image, size=(2, 2), interpolation="nearest"):
    if interpolation == "nearest":
        return image.repeat(size[0], axis=0).repeat(size[1], axis=1)
    h, w, channels = image.shape
    out = np.zeros((h * size[0], w * size[1], channels))
    for o in range(out.shape[0]):
        for p in range(out.shape[1]):
            y = o / size[0]
            x = p / size[1]
            y, x = min(max(y, 0), h - 1), min(max(x, 0), w - 1)
            i, j = int(y), int(x)
            k, l = min(i + 1, h - 1), min(j + 1, w - 1)
            above = (1 - (x - j)) * image[i, j] + (x - j) * image[i, l]
            below = (1 - (x - j)) * image[k, j] + (x - j) * image[k, l]
            out[o, p] = (1 - (y - i)) * above + (y - i) * below
    return out


# %% wrong="upsampling" points=1 mistake="factors-swapped"
def upsample2d(image, size=(2, 2), interpolation="nearest"):
    if interpolation == "nearest":
        return image.repeat(size[1], axis=0).repeat(size[0], axis=1)
    h, w, channels = image.shape
    out = np.zeros((h * size[0], w * size[1], channels))
    for o in range(out.shape[0]):
        for p in range(out.shape[1]):
            y = (o + 0.5) / size[0] - 0.5
            x = (p + 0.5) / size[1] - 0.5
            y, x = min(max(y, 0), h - 1), min(max(x, 0), w - 1)
            i, j = int(y), int(x)
            k, l = min(i + 1, h - 1), min(j + 1, w - 1)
            above = (1 - (x - j)) * image[i, j] + (x - j) * image[i, l]
            below = (1 - (x - j)) * image[k, j] + (x - j) * image[k, l]
            out[o, p] = (1 - (y - i)) * above + (y - i) * below
    return out


# %% wrong="upsampling" points=1 mistake="nearest-only" note="the border is forgotten: an IndexError"
def upsample2d(image, size=(2, 2), interpolation="nearest"):
    if interpolation == "nearest":
        return image.repeat(size[0], axis=0).repeat(size[1], axis=1)
    h, w, channels = image.shape
    out = np.zeros((h * size[0], w * size[1], channels))
    for o in range(out.shape[0]):
        for p in range(out.shape[1]):
            y = (o + 0.5) / size[0] - 0.5
            x = (p + 0.5) / size[1] - 0.5
            y, x = min(max(y, 0), h - 1), min(max(x, 0), w - 1)
            i, j = int(y), int(x)
            k, l = i + 1, j + 1
            above = (1 - (x - j)) * image[i, j] + (x - j) * image[i, l]
            below = (1 - (x - j)) * image[k, j] + (x - j) * image[k, l]
            out[o, p] = (1 - (y - i)) * above + (y - i) * below
    return out


# %% wrong="upsampling" points=1 note="below 0 the straight line goes on"
def upsample2d(image, size=(2, 2), interpolation="nearest"):
    if interpolation == "nearest":
        return image.repeat(size[0], axis=0).repeat(size[1], axis=1)
    h, w, channels = image.shape
    out = np.zeros((h * size[0], w * size[1], channels))
    for o in range(out.shape[0]):
        for p in range(out.shape[1]):
            y = (o + 0.5) / size[0] - 0.5
            x = (p + 0.5) / size[1] - 0.5
            i, j = int(y), int(x)
            k, l = min(i + 1, h - 1), min(j + 1, w - 1)
            above = (1 - (x - j)) * image[i, j] + (x - j) * image[i, l]
            below = (1 - (x - j)) * image[k, j] + (x - j) * image[k, l]
            out[o, p] = (1 - (y - i)) * above + (y - i) * below
    return out


# %% wrong="upsampling" points=1 mistake="whole-numbers-only"
def upsample2d(image, size=(2, 2), interpolation="nearest"):
    if interpolation == "nearest":
        return image.repeat(size[0], axis=0).repeat(size[1], axis=1)
    h, w, channels = image.shape
    out = np.zeros((h * size[0], w * size[1], channels), dtype=image.dtype)
    for o in range(out.shape[0]):
        for p in range(out.shape[1]):
            y = (o + 0.5) / size[0] - 0.5
            x = (p + 0.5) / size[1] - 0.5
            y, x = min(max(y, 0), h - 1), min(max(x, 0), w - 1)
            i, j = int(y), int(x)
            k, l = min(i + 1, h - 1), min(j + 1, w - 1)
            above = (1 - (x - j)) * image[i, j] + (x - j) * image[i, l]
            below = (1 - (x - j)) * image[k, j] + (x - j) * image[k, l]
            out[o, p] = (1 - (y - i)) * above + (y - i) * below
    return out


# %% wrong="upsampling" points=0 mistake="upsampling-zeros-between" note="a pixel and nothing beside it"
def upsample2d(image, size=(2, 2), interpolation="nearest"):
    h, w, c = image.shape
    out = np.zeros((h * size[0], w * size[1], c))
    out[:: size[0], :: size[1]] = image
    return out


# %% wrong="upsampling" points=1 mistake="bilinear-weights-exchanged" note="the farther pixel counts more"
def upsample2d(image, size=(2, 2), interpolation="nearest"):
    if interpolation == "nearest":
        return image.repeat(size[0], axis=0).repeat(size[1], axis=1)
    h, w, channels = image.shape
    out = np.zeros((h * size[0], w * size[1], channels))
    for o in range(out.shape[0]):
        for p in range(out.shape[1]):
            y = (o + 0.5) / size[0] - 0.5
            x = (p + 0.5) / size[1] - 0.5
            y, x = min(max(y, 0), h - 1), min(max(x, 0), w - 1)
            i, j = int(y), int(x)
            k, l = min(i + 1, h - 1), min(j + 1, w - 1)
            above = (x - j) * image[i, j] + (1 - (x - j)) * image[i, l]
            below = (x - j) * image[k, j] + (1 - (x - j)) * image[k, l]
            out[o, p] = (y - i) * above + (1 - (y - i)) * below
    return out


# %% wrong="upsampling" points=1 mistake="upsampling-one-axis" note="the rows only"
def upsample2d(image, size=(2, 2), interpolation="nearest"):
    if interpolation == "nearest":
        return image.repeat(size[0], axis=0)
    h, w, channels = image.shape
    out = np.zeros((h * size[0], w * size[1], channels))
    for o in range(out.shape[0]):
        for p in range(out.shape[1]):
            y = (o + 0.5) / size[0] - 0.5
            x = (p + 0.5) / size[1] - 0.5
            y, x = min(max(y, 0), h - 1), min(max(x, 0), w - 1)
            i, j = int(y), int(x)
            k, l = min(i + 1, h - 1), min(j + 1, w - 1)
            above = (1 - (x - j)) * image[i, j] + (x - j) * image[i, l]
            below = (1 - (x - j)) * image[k, j] + (x - j) * image[k, l]
            out[o, p] = (1 - (y - i)) * above + (y - i) * below
    return out


# %% wrong="upsampling" points=0 mistake="uses-library"
def upsample2d(image, size=(2, 2), interpolation='nearest'):
    import cv2
    how = cv2.INTER_NEAREST if interpolation == 'nearest' else cv2.INTER_LINEAR
    wanted = image.shape[1] * size[1], image.shape[0] * size[0]
    made = cv2.resize(image.astype('float32'), wanted, interpolation=how)
    return made.reshape(wanted[1], wanted[0], -1)

# %% right="upsampling"
def upsample2d(image, size=(2, 2), interpolation="nearest"):
    if interpolation == "nearest":
        return image.repeat(size[0], axis=0).repeat(size[1], axis=1)
    h, w, channels = image.shape
    out = np.zeros((h * size[0], w * size[1], channels))
    for o in range(out.shape[0]):
        for p in range(out.shape[1]):
            y = (o + 0.5) / size[0] - 0.5
            x = (p + 0.5) / size[1] - 0.5
            y, x = min(max(y, 0), h - 1), min(max(x, 0), w - 1)
            i, j = int(y), int(x)
            k, l = min(i + 1, h - 1), min(j + 1, w - 1)
            above = (1 - (x - j)) * image[i, j] + (x - j) * image[i, l]
            below = (1 - (x - j)) * image[k, j] + (x - j) * image[k, l]
            out[o, p] = (1 - (y - i)) * above + (y - i) * below
    return out


# %% right="upsampling" note="blocks by kron, lines by interp"
def upsample2d(image, size=(2, 2), interpolation="nearest"):
    if interpolation == "nearest":
        return np.kron(image, np.ones((*size, 1)))
    def along(values, factor):
        x = (np.arange(len(values) * factor) + 0.5) / factor - 0.5
        return np.interp(x, np.arange(len(values)), values)
    tall = np.apply_along_axis(along, 0, image, size[0])
    return np.apply_along_axis(along, 1, tall, size[1])


# %% right="upsampling" note="weights as matrices"
def weights(i, f, interpolation):
    matrix = np.zeros((i * f, i), dtype="float32")
    for o in range(i * f):
        if interpolation == "nearest":
            matrix[o, o // f] = 1
            continue
        x = min(max((2 * o + 1 - f) / (2 * f), 0), i - 1)
        for p in range(i):
            matrix[o, p] = max(0, 1 - abs(x - p))
    return matrix
def upsample2d(image, size=(2, 2), interpolation="nearest"):
    rows = weights(image.shape[0], size[0], interpolation)
    columns = weights(image.shape[1], size[1], interpolation)
    return np.einsum("ah,bw,hwc->abc", rows, columns, image)


# %% right="upsampling" note="a new axis for the block; the border by a frame of copies"
def upsample2d(image, size=(2, 2), interpolation="nearest"):
    h, w, c = image.shape
    blocks = np.broadcast_to(image[:, None, :, None], (h, size[0], w, size[1], c))
    if interpolation == "nearest":
        return blocks.reshape(h * size[0], w * size[1], c)
    image = np.pad(image, ((1, 1), (1, 1), (0, 0)), mode="edge")
    for axis, f in enumerate(size):
        x = (np.arange((image.shape[axis] - 2) * f) + 0.5) / f + 0.5
        i = x.astype(int)
        t = (x - i).reshape(-1, *(1,) * (2 - axis))
        image = image.take(i, axis) * (1 - t) + image.take(i + 1, axis) * t
    return image


# %% right="upsampling" note="a decorator that takes channel by channel"
def per_channel(f):
    def g(image, size=(2, 2), interpolation="nearest"):
        return np.dstack(
            [f(image[..., c], size, interpolation) for c in range(image.shape[2])]
        )
    return g
@per_channel
def upsample2d(ch, size, how):
    match how:
        case "nearest":
            return np.block([[np.full(size, v) for v in row] for row in ch])
        case "bilinear":
            def up(m, f):
                n = len(m)
                x = np.clip((np.arange(n * f) + 0.5) / f - 0.5, 0, n - 1)
                i = np.minimum(x.astype(int), max(n - 2, 0))
                j = np.minimum(i + 1, n - 1)
                return m[i] + (x - i)[:, None] * (m[j] - m[i])
            return up(up(ch, size[0]).T, size[1]).T

