# %% [markdown]
# # Known answers to `stamps`
#
# Two tables, one point each.

# %% wrong="stamps" points=1 mistake="overlaps-overwritten"

side_by_side = np.zeros((4, 4))
overlapping = np.zeros((5, 5))
for row in range(2):
    for column in range(2):
        value, top, left = stamps[row, column], 2 * row, 2 * column
        side_by_side[top : top + 2, left : left + 2] += value * kernel_of_2
        overlapping[top : top + 3, left : left + 3] = value * kernel_of_3


# %% wrong="stamps" points=0 mistake="kernel-rotated"

side_by_side = np.zeros((4, 4))
overlapping = np.zeros((5, 5))
for row in range(2):
    for column in range(2):
        value, top, left = stamps[row, column], 2 * row, 2 * column
        side_by_side[top : top + 2, left : left + 2] += value * kernel_of_2[::-1, ::-1]
        overlapping[top : top + 3, left : left + 3] += value * kernel_of_3[::-1, ::-1]


# %% wrong="stamps" points=0 mistake="kernel-transposed"

side_by_side = np.zeros((4, 4))
overlapping = np.zeros((5, 5))
for row in range(2):
    for column in range(2):
        value, top, left = stamps[row, column], 2 * row, 2 * column
        side_by_side[top : top + 2, left : left + 2] += value * kernel_of_2.T
        overlapping[top : top + 3, left : left + 3] += value * kernel_of_3.T


# %% wrong="stamps" points=0 mistake="sign-flipped"

side_by_side = np.zeros((4, 4))
overlapping = np.zeros((5, 5))
for row in range(2):
    for column in range(2):
        value, top, left = stamps[row, column], 2 * row, 2 * column
        side_by_side[top : top + 2, left : left + 2] += value * kernel_of_2
        overlapping[top : top + 3, left : left + 3] += value * kernel_of_3
side_by_side *= -1
overlapping *= -1

# %% wrong="stamps" points=1 mistake="stamps-side-by-side" note="a stride of 3: no overlap at all"
side_by_side = [[2, 4, 1, 2], [0, 6, 0, 3], [3, 6, 4, 8], [0, 9, 0, 12]]
overlapping = np.kron(stamps, kernel_of_3)

# %% wrong="stamps" points=1 mistake="transposed-same-for-valid" note="padding='same'"
side_by_side = [[2, 4, 1, 2], [0, 6, 0, 3], [3, 6, 4, 8], [0, 9, 0, 12]]
layer = Conv2DTranspose(1, 3, strides=2, padding='same', use_bias=False)
overlapping = apply_layer(layer, stamps, kernel_of_3)

# %% wrong="stamps" points=0 mistake="stamps-not-weighted" outcome="wrong" note="the stamps without their values"

side_by_side = np.zeros((4, 4))
overlapping = np.zeros((5, 5))
for row in range(2):
    for column in range(2):
        value, top, left = stamps[row, column], 2 * row, 2 * column
        side_by_side[top : top + 2, left : left + 2] += 1 * kernel_of_2
        overlapping[top : top + 3, left : left + 3] += 1 * kernel_of_3


# %% wrong="stamps" points=1 mistake="overlaps-largest" note="where they overlap, the larger one"

side_by_side = np.zeros((4, 4))
overlapping = np.zeros((5, 5))
for row in range(2):
    for column in range(2):
        value, top, left = stamps[row, column], 2 * row, 2 * column
        side_by_side[top : top + 2, left : left + 2] += value * kernel_of_2
        part = overlapping[top : top + 3, left : left + 3]
        np.maximum(part, value * kernel_of_3, out=part)


# %% wrong="stamps" points=0 mistake="input-returned" outcome="wrong"
side_by_side = stamps
overlapping = None

# %% right="stamps"
side_by_side = [[2, 4, 1, 2], [0, 6, 0, 3], [3, 6, 4, 8], [0, 9, 0, 12]]
overlapping = [[2, 4, 3, 2, 1], [0, 2, 0, 1, 0], [9, 6, 14, 8, 6], [0, 3, 0, 4, 0], [9, 0, 18, 0, 8]]

# %% right="stamps"
def grow(kernel):
    layer = Conv2DTranspose(1, len(kernel), strides=2, use_bias=False)
    return apply_layer(layer, stamps, kernel)
side_by_side = np.kron(stamps, kernel_of_2)
overlapping = grow(kernel_of_3)

# %% right="stamps" note="by the matrix of the convolution, turned over"
def turned_over(kernel, size):
    size = (size, size)
    units = np.eye(size[0] ** 2).reshape(-1, *size)
    return np.array([conv2d(unit, kernel, 2).ravel() for unit in units])
side_by_side = (turned_over(kernel_of_2, 4) @ stamps.ravel()).reshape(4, 4)
overlapping = turned_over(kernel_of_3, 5) @ stamps.ravel()
overlapping = overlapping.reshape(1, 5, 5, 1)
