# %% [markdown]
# Elif has an unlucky day: one cell is deleted by mistake, one ends in an error, and one asks for a
# picture that fits into no computer. All the rest is right.

# %% answer="by-hand"
small_max = np.array([[7, 9, 6], [10, 4, 12]])
small_mean = np.array([[4, 5, 3], [6, 2, 9]])
show_numbers([small_max, small_mean], titles=["small_max", "small_mean"])

# %% answer="overlap" deleted=true
# pressed D twice, and never saw that the cell was gone

# %% answer="border"
warmest = apply_layer(MaxPooling2D(2, padding="same"), temperatures)
average = apply_layer(AveragePooling2D(2, padding="same"), temperatures)
show_numbers([warmest, average], titles=["warmest", "average"])

# %% answer="tall-windows"
tall_mean = np.zeros((7, 14))
tall_mean = coat.reshape(8, 4, 14, 2).mean(axis=(1, 3))
show(coat, tall_mean, titles=("the coat", "tall_mean"))

# %% answer="three-ways"
halved_a = (1, 16, 25, 8)
halved_b = (1, 16, 24, 8)
halved_c = (1, 17, 25, 16)

# %% answer="mean-kernel"
mean_kernel = np.full((2, 2, 1, 1), 0.25)
by_kernel = conv2d(coat, mean_kernel, strides=2)
show_row([coat, coat_mean, by_kernel], ["the coat", "AveragePooling2D", "your kernel"])

# %% answer="pick"
pick = np.zeros((2, 2, 1, 1))
pick[0, 0] = 1
show_row([coat, coat[::2, ::2], conv2d(coat, pick, strides=2)], ["the coat", "[::2, ::2]", "yours"])

# %% answer="stripes"
stripes_a = [[1, 1, 1, 1, 1, 1]]
stripes_b = [[1, 0, 1, 0]]
stripes_c = [[1, 0, 0, 1, 0, 0]]

# %% answer="soft-pick"
soft_pick = np.outer([1, 2, 1], [1, 2, 1])[:, :, None, None] / 16
show(rings, conv2d(rings, soft_pick, strides=2, padding="same"), soft_pick)

# %% answer="upsampling"
# as large as possible first, so that the blocks can be seen; then every so many pixels of it
huge = np.kron(corners, np.ones((20_000, 20_000)))
repeated = huge[::10_000, ::10_000]
smooth = apply_layer(UpSampling2D(2, interpolation="bilinear"), corners)
show_numbers([repeated, smooth], titles=["repeated", "smooth"])

# %% answer="matrix"
row_matrix = np.array([[3, -1, 2, 0, 0], [0, 0, 3, -1, 2]])
square_matrix = np.array(
    [
        [1, 2, 0, 3, 4, 0, 0, 0, 0],
        [0, 1, 2, 0, 3, 4, 0, 0, 0],
        [0, 0, 0, 1, 2, 0, 3, 4, 0],
        [0, 0, 0, 0, 1, 2, 0, 3, 4],
    ]
)
show_numbers([row_matrix, square_matrix], titles=["row_matrix", "square_matrix"])

# %% answer="stamps"
side_by_side = [[2, 4, 1, 2], [0, 6, 0, 3], [3, 6, 4, 8], [0, 9, 0, 12]]
overlapping = [
    [2, 4, 3, 2, 1],
    [0, 2, 0, 1, 0],
    [9, 6, 14, 8, 6],
    [0, 3, 0, 4, 0],
    [9, 0, 18, 0, 8],
]
show_numbers([np.array(side_by_side), np.array(overlapping)], titles=["side_by_side", "overlapping"])

# %% answer="sizes-back"
sizes_a = (12, 13, 14)
sizes_b = (19, 20)
sizes_c = (20, 21, 22)

# %% [markdown] written="weaving-mill"
# The mean of four pixels makes even grey of the fine threads, and half as bright a thread of the
# bright one, which can still be seen on even grey. Max pooling makes everything white. Every second
# pixel may show stripes that are not there, or miss the thread. So average pooling. What is lost
# is lost, also for Conv2DTranspose: transposed is not inverse.
