# %% [markdown]
# Chiara makes the mistakes that most people make: zeros that count at the border, sums that nobody
# divides, stamps that cover each other, one size where there are three.

# %% answer="by-hand"
small_max = np.array([[7, 9, 6], [10, 4, 12]])
small_mean = np.array([[4, 5, 3], [6, 2, 9]])
show_numbers([small_max, small_mean], titles=["small_max", "small_mean"])

# %% answer="overlap"
overlap_max = apply_layer(MaxPooling2D(3, strides=2), integers)
overlap_mean = apply_layer(AveragePooling2D(3, strides=2), integers)
show_numbers([overlap_max, overlap_mean], titles=["overlap_max", "overlap_mean"])

# %% answer="border"
# same adds a row and a column of zeros
filled = np.pad(temperatures, ((0, 1), (0, 1)))
warmest = apply_layer(MaxPooling2D(2), filled)
average = apply_layer(AveragePooling2D(2), filled)
show_numbers([warmest, average], titles=["warmest", "average"])

# %% answer="tall-windows"
# stripes?!
tall_mean = coat.reshape(4, 7, 2, 14).mean(axis=(0, 2))
show(coat, tall_mean, titles=("the coat", "tall_mean"))

# %% answer="three-ways"
halved_a = (1, 16, 25, 8)
halved_b = (1, 16, 25, 8)  # also half
halved_c = (1, 17, 25, 16)

# %% answer="mean-kernel"
mean_kernel = np.ones((2, 2, 1, 1))
by_kernel = conv2d(coat, mean_kernel, strides=2)
show_row([coat, coat_mean, by_kernel], ["the coat", "AveragePooling2D", "your kernel"])

# %% answer="pick"
pick = np.zeros((2, 2, 1, 1))
pick[0, 0, 0, 0] = 1
show_row([coat, coat[::2, ::2], conv2d(coat, pick, strides=2)], ["the coat", "[::2, ::2]", "yours"])

# %% answer="stripes"
# half as many pixels, the stripes stay stripes
stripes_a = [[1, 0, 1, 0, 1, 0]]
stripes_b = [[1, 0, 1, 0]]
stripes_c = [[1, 0, 0, 1, 0, 0]]

# %% answer="soft-pick"
soft_pick = np.outer([1, 2, 1], [1, 2, 1]).reshape(3, 3, 1, 1) / 9
show(rings, conv2d(rings, soft_pick, strides=2, padding="same"), soft_pick)

# %% answer="upsampling"
repeated = np.array([[16, 16, 32, 32], [16, 16, 32, 32], [64, 64, 0, 0], [64, 64, 0, 0]])
# from corner to corner in equal steps
top = np.linspace(16, 32, 4)
bottom = np.linspace(64, 0, 4)
smooth = np.linspace(top, bottom, 4)
show_numbers([repeated, smooth], titles=["repeated", "smooth"])

# %% answer="matrix"
row_matrix = np.array([[3, -1, 2, 0, 0], [0, 3, -1, 2, 0], [0, 0, 3, -1, 2]])
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
side_by_side = np.zeros((4, 4))
overlapping = np.zeros((5, 5))
for r in range(2):
    for c in range(2):
        side_by_side[2 * r : 2 * r + 2, 2 * c : 2 * c + 2] = stamps[r, c] * kernel_of_2
        overlapping[2 * r : 2 * r + 3, 2 * c : 2 * c + 3] = stamps[r, c] * kernel_of_3
show_numbers([side_by_side, overlapping], titles=["side_by_side", "overlapping"])

# %% answer="sizes-back"
sizes_a = 12
sizes_b = 20
sizes_c = 18

# %% [markdown] written="weaving-mill"
# I would take max pooling because it keeps the bright thread. Every second pixel throws away half
# of the information. If something is lost one can use Conv2DTranspose, which is the inverse of the
# convolution, to get the large picture back.
