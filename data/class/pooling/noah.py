# %% [markdown]
# Noah has nearly everything right: one border counts its zeros, and one size in the middle is
# missing. His cells are noisy, with warnings, logs and half a page of numbers, which must cost
# nothing.

# %% answer="by-hand"
import logging
import sys
import warnings

warnings.warn("pooling by hand", stacklevel=1)
logging.getLogger().error("this is only a test")
print("to stderr", file=sys.stderr)
small_max = [[7, 9, 6], [10, 4, 12]]
small_mean = [[4, 5, 3], [6, 2, 9]]

# %% answer="overlap"
overlap_max = MaxPooling2D(3, strides=2)(integers.reshape(1, 10, 10, 1))
overlap_mean = AveragePooling2D(3, strides=2)(integers.reshape(1, 10, 10, 1))
print(overlap_max, overlap_mean)

# %% answer="border"
field = np.full((6, 8), -np.inf)
field[:5, :7] = temperatures
warmest = field.reshape(3, 2, 4, 2).max(axis=(1, 3))
field = np.zeros((6, 8))
field[:5, :7] = temperatures
average = field.reshape(3, 2, 4, 2).mean(axis=(1, 3))
show_numbers([warmest, average], titles=["warmest", "average"])

# %% answer="tall-windows"
for row in coat:
    print(" ".join(f"{value:.2f}" for value in row))
tall_mean = coat.reshape(7, 4, 14, 2).mean(axis=3).mean(axis=1)
show(coat, tall_mean, titles=("the coat", "tall_mean"))

# %% answer="three-ways"
halved_a = MaxPooling2D(2)(np.zeros((1, 33, 50, 8))).shape
halved_b = AveragePooling2D(3, strides=2)(np.zeros((1, 33, 50, 8))).shape
halved_c = Conv2D(16, 3, strides=2, padding="same")(np.zeros((1, 33, 50, 8))).shape
print(halved_a, halved_b, halved_c)

# %% answer="mean-kernel"
mean_kernel = np.full((2, 2, 1, 1), 1 / 4)
by_kernel = conv2d(coat, mean_kernel, strides=2)
show_row([coat, coat_mean, by_kernel], ["the coat", "AveragePooling2D", "your kernel"])

# %% answer="pick"
pick = np.zeros((2, 2, 1, 1))
pick[0, 0, 0, 0] = 1
print("difference:", np.abs(conv2d(coat, pick, strides=2) - coat[::2, ::2]).max())

# %% answer="stripes"
stripes_a = [[1, 1, 1, 1, 1, 1]]
stripes_b = [[1, 0, 1, 0]]
stripes_c = [[1, 0, 0, 1, 0, 0]]

# %% answer="soft-pick"
soft_pick = (np.outer([1, 2, 1], [1, 2, 1]) / 16).reshape(3, 3, 1, 1)
print(soft_pick)
show(rings, conv2d(rings, soft_pick, strides=2, padding="same"), soft_pick)

# %% answer="upsampling"
repeated = apply_layer(UpSampling2D(2), corners)
smooth = apply_layer(UpSampling2D(2, interpolation="bilinear"), corners)
show_numbers([repeated, smooth], titles=["repeated", "smooth"])

# %% answer="matrix"
row_matrix = np.array([[3, -1, 2, 0, 0], [0, 0, 3, -1, 2]])
square_matrix = np.zeros((4, 9))
for output, first in enumerate([0, 1, 3, 4]):
    square_matrix[output, [first, first + 1, first + 3, first + 4]] = [1, 2, 3, 4]
print(row_matrix, square_matrix, sep="\n")

# %% answer="stamps"
side_by_side = np.zeros((4, 4))
overlapping = np.zeros((5, 5))
for row in range(2):
    for column in range(2):
        value, top, left = stamps[row, column], 2 * row, 2 * column
        side_by_side[top : top + 2, left : left + 2] += value * kernel_of_2
        overlapping[top : top + 3, left : left + 3] += value * kernel_of_3
        print(row, column, value)
show_numbers([side_by_side, overlapping], titles=["side_by_side", "overlapping"])

# %% answer="sizes-back"
sizes_a = (12, 14)
sizes_b = (19, 20)
sizes_c = (20, 21, 22)

# %% [markdown] written="weaving-mill"
# Picking: aliasing, and the thread may be lost. Max: white everywhere. Mean: grey, the thread is
# half as bright but there. I take the mean, or a strided convolution with 1, 2, 1. Upsampling can't
# bring back what is lost, because four numbers have become one.
