# %% [markdown]
# Ada has everything right, and does what she can with plain NumPy: she counts windows, and asks
# Keras only where she is told to.

# %% answer="by-hand"
corners_of_windows = [small[row::2, column::2] for row in (0, 1) for column in (0, 1)]
small_max = np.maximum.reduce(corners_of_windows)
small_mean = sum(corners_of_windows) / 4
show_numbers([small_max, small_mean], titles=["small_max", "small_mean"])

# %% answer="overlap"
windows = np.lib.stride_tricks.sliding_window_view(integers, (3, 3))[::2, ::2]
overlap_max = windows.max(axis=(2, 3))
overlap_mean = windows.mean(axis=(2, 3))
show_numbers([overlap_max, overlap_mean], titles=["overlap_max", "overlap_mean"])

# %% answer="border"
warmest = np.zeros((3, 4))
average = np.zeros((3, 4))
for row in range(3):
    for column in range(4):
        # a slice that sticks out is cut off, and that is what we want
        seen = temperatures[2 * row : 2 * row + 2, 2 * column : 2 * column + 2]
        warmest[row, column] = seen.max()
        average[row, column] = seen.mean()
show_numbers([warmest, average], titles=["warmest", "average"])

# %% answer="tall-windows"
tall_mean = np.mean(coat.reshape(7, 4, 14, 2), axis=(1, 3))
show(coat, tall_mean, titles=("the coat", "tall_mean"))

# %% answer="three-ways"
def fits(pixels, window, step):
    return (pixels - window) // step + 1


halved_a = (1, fits(33, 2, 2), fits(50, 2, 2), 8)
halved_b = (1, fits(33, 3, 2), fits(50, 3, 2), 8)
halved_c = (1, 17, 25, 16)  # "same": half, rounded up

# %% answer="mean-kernel"
mean_kernel = np.ones((2, 2, 1, 1))
mean_kernel /= mean_kernel.sum()
by_kernel = conv2d(coat, mean_kernel, strides=2)
show_row([coat, coat_mean, by_kernel], ["the coat", "AveragePooling2D", "your kernel"])

# %% answer="pick"
pick = np.array([[1, 0], [0, 0]])[:, :, np.newaxis, np.newaxis]
show_row([coat, coat[::2, ::2], conv2d(coat, pick, strides=2)], ["the coat", "[::2, ::2]", "yours"])

# %% answer="stripes"
stripes_a = stripes_of_2[:, ::2]
stripes_b = stripes_of_2[:, ::3]
stripes_c = stripes_of_3[:, ::2]

# %% answer="soft-pick"
one_two_one = np.array([1, 2, 1]) / 4
soft_pick = (one_two_one[:, np.newaxis] * one_two_one).reshape(3, 3, 1, 1)
show(rings, conv2d(rings, soft_pick, strides=2, padding="same"), soft_pick)

# %% answer="upsampling"
def twice_as_wide(table):
    """Each old pixel becomes two: three quarters of it, one quarter of its neighbour."""
    framed = np.pad(table, ((0, 0), (1, 1)), mode="edge")
    left = 3 / 4 * table + 1 / 4 * framed[:, :-2]
    right = 3 / 4 * table + 1 / 4 * framed[:, 2:]
    return np.stack([left, right], axis=2).reshape(len(table), -1)


repeated = np.repeat(np.repeat(corners, 2, axis=0), 2, axis=1)
smooth = twice_as_wide(twice_as_wide(corners).T).T
show_numbers([repeated, smooth], titles=["repeated", "smooth"])

# %% answer="matrix"
row_matrix = np.zeros((2, 5))
for place in range(2):
    row_matrix[place, 2 * place : 2 * place + 3] = row_kernel[0]
square_matrix = np.zeros((4, 9))
for place, (row, column) in enumerate([(0, 0), (0, 1), (1, 0), (1, 1)]):
    felt = np.zeros((3, 3))
    felt[row : row + 2, column : column + 2] = square_kernel
    square_matrix[place] = felt.ravel()
show_numbers([row_matrix, square_matrix], titles=["row_matrix", "square_matrix"])

# %% answer="stamps"
side_by_side = np.kron(stamps, kernel_of_2)
overlapping = np.zeros((5, 5))
for (row, column), value in np.ndenumerate(stamps):
    overlapping[2 * row : 2 * row + 3, 2 * column : 2 * column + 3] += value * kernel_of_3
show_numbers([side_by_side, overlapping], titles=["side_by_side", "overlapping"])

# %% answer="sizes-back"
sizes_a = tuple(n for n in range(1, 60) if fits(n, 3, 3) == 4)
sizes_b = tuple(n for n in range(1, 60) if -(-n // 2) == 10)
sizes_c = tuple(n for n in range(1, 60) if fits(n, 5, 3) == 6)

# %% [markdown] written="weaving-mill"
# Threads that repeat after two pixels are all white or all black if one keeps every second pixel,
# and all white after max pooling. After average pooling they are grey, as they look from afar. The
# single bright thread survives max pooling at full strength, but there is nothing dark left for it
# to stand out from; the mean halves it; picking loses it every second time. I would take a
# convolution with stride 2 that starts as a blur of 1, 2, 1 and may learn several filters, so that
# one can keep the mean and another one can look for a single thread. Neither UpSampling2D nor
# Conv2DTranspose brings anything back: many large pictures give the same small one.
