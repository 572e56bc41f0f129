# %% [markdown]
# # From scratch: the functions behind the layers
#
# You have used `Conv2D`, pooling, upsampling and transposed convolution. Today you write them
# yourself, in NumPy: six functions of five to twenty lines. First with loops, so that every step
# can be seen; then, for the convolution, without a single loop over pixels. Whoever has done that
# once is never again in doubt about what a layer does.
#
# - **You will learn** to turn a picture of an idea into a function that is right for *every* size,
#   stride and padding, and why some programs for the same sum are a hundred times faster than
#   others.
# - **You need** the notebooks *Kernels*, *Shapes*, *Pooling* and *Channels*, loops and NumPy's
#   slices, like `image[2:5, 0:3]`.
# - **It takes** 90 to 120 minutes. There are good places for a break: after part 3 and part 4.
# - **The points:** each exercise gives 3 to 6; a function that is right for some inputs and wrong
#   for others gets a part of them.
#
# **The rules of the game.**
#
# - There is **no batch axis** here. A picture is (height, width, channels), and a grey one has one
#   channel: (28, 28, 1).
# - Your functions compute in **NumPy**, or in plain Python. Keras stands beside them for
#   comparison; a function that calls TensorFlow, OpenCV or SciPy for its work gets no points.
# - A function gives its result by `return`, and leaves the arrays it was given as they are. Keep
#   its name and those of its arguments: it is called with them.
# - Helper functions of your own are welcome, in the same cell or in one **above** it: a check sees
#   what your function sees at that moment, here and when your work is marked.
#
# **How a check works here.** `check("conv2d")` calls *your function* on small pictures, and shows
# the **smallest input** it can find for which the result is wrong: the input, what came out, what
# should have. The numbers of pictures and kernels are easy ones: whole numbers, in arrays of
# integers or of floats, below zero as well, and in some parts quarters, such as 0.75. A check has
# several parts, from easy to hard. Write what the first part needs, check, then go on to the next;
# nothing is lost by a wrong try. When your work is marked, many other pictures are drawn, at random.

# %%
import numpy as np
from tensorflow.keras.layers import (
    AveragePooling2D,
    Conv2D,
    Conv2DTranspose,
    MaxPooling2D,
    UpSampling2D,
)

from autograder.notebook import palette
from autograder.notebook.check import open_checks
from autograder.notebook.pictures import (
    load_clothes,
    load_colour,
    show,
    show_figure,
    show_numbers,
    show_row,
)
from autograder.notebook.stopwatch import race

check = open_checks("from_scratch")
garment = load_clothes()[0][:, :, np.newaxis]  # grey: one channel
lantern = load_colour("images/lantern.png")
show_row([garment, lantern], ["garment (28, 28, 1)", "lantern (96, 128, 3)"])

# %% [markdown]
# Two little functions of our own, for comparing. Read them once: the first lets a Keras layer work
# on one picture, the second says how far your result is from the layer's.


# %%
def by_keras(layer, image, kernel=None):
    """What a Keras layer makes of a picture (height, width, channels), without the batch axis."""
    image = np.asarray(image, dtype="float32")
    if not layer.built:
        layer.build((None, *image.shape))
    if kernel is not None:
        layer.set_weights([kernel])
    return layer(image[np.newaxis])[0].numpy()


def compare(yours, keras):
    """Print how far your result is from that of Keras."""
    if yours is None:
        print("Your function gives None so far: write it first, then run this cell again.")
    elif np.shape(yours) != keras.shape:
        print("shapes differ: yours is", np.shape(yours), "and that of Keras is", keras.shape)
    else:
        print("both have shape", keras.shape)
        print("largest difference:", np.abs(yours - keras).max())


# %% [markdown]
# # 1. How large will it be?
#
# Each of today's functions begins in the same way: how large is the result? Then an array of that
# size can be made, and filled. So we put the sizes of *Shapes* into a function first. On one axis,
# for $i$ pixels, a window (a kernel or a pool) of $k$, stride $s$, factor $f$:
#
# | layer | padding "valid" | padding "same" |
# |---|---|---|
# | `Conv2D`, `MaxPooling2D`, `AveragePooling2D` | $\lfloor (i - k) / s \rfloor + 1$ | $\lceil i / s \rceil$ |
# | `Conv2DTranspose` | $(i - 1)\,s + \max(k, s)$ | $i \cdot s$ |
# | `UpSampling2D` | $i \cdot f$ | |
#
# In Python `//` divides and rounds down, also below zero, so `-(-i // s)` divides and rounds
# **up**.
#
# Before you write it down as a function: predict! What do these four layers make of their input?
# Put your tuples, like `(26, 26, 4)`, in place of `None`. Nobody marks this; your own function will
# tell you in a moment whether you were right.
#
# | | layer | input |
# |---|---|---|
# | 1 | `Conv2D(4, (5, 3), strides=(2, 3))`, valid | (28, 28, 1) |
# | 2 | `MaxPooling2D(3, padding="same")` | (96, 128, 3) |
# | 3 | `UpSampling2D((2, 3))` | (5, 7, 8) |
# | 4 | `Conv2DTranspose(6, 3, strides=2)`, valid | (14, 20, 16) |

# %% play=true
predictions = [None, None, None, None]

# %% [markdown]
# ### Exercise: the shape that comes out
#
# Write `output_shape`. It gets the **name** of a layer as a text, the shape (height, width,
# channels) of the picture, `size` (a pair: the kernel's, the pool's, or the factors of
# `UpSampling2D`), the strides (a pair, or `None` where they were left out, which means something
# else for pooling than for a convolution), the padding, and the number of filters for those layers
# that have some. It gives the shape (height, width, channels) of the result as a tuple of three
# whole numbers. The parts of its check: `valid` and `same` (convolution and pooling), `strides left
# out`, `upsampling`, `transposed`.
#
# *What to look for:* rows and columns have a size and a stride of their own. And how many channels
# come out of a layer without filters?


# %% answer="output-shape"
def output_shape(layer, input_shape, size, strides=None, padding="valid", filters=None):
    """The shape (height, width, channels) of what a layer makes of a picture.

    layer        "Conv2D", "MaxPooling2D", "AveragePooling2D", "UpSampling2D" or "Conv2DTranspose"
    input_shape  (height, width, channels)
    size         of the kernel or the pool, or the factors: (rows, columns)
    strides      (down, to the right); None: size for pooling, (1, 1) for convolutions
    padding      "valid" or "same"; UpSampling2D has none
    filters      their number, for Conv2D and Conv2DTranspose
    """
    ### BEGIN SOLUTION
    if strides is None:
        strides = size if layer in ("MaxPooling2D", "AveragePooling2D") else (1, 1)
    axes = []
    for i, k, s in zip(input_shape[:2], size, strides):
        if layer == "UpSampling2D":
            axes.append(i * k)
        elif layer == "Conv2DTranspose":
            axes.append(i * s if padding == "same" else (i - 1) * s + max(k, s))
        elif padding == "same":
            axes.append(-(-i // s))
        else:
            axes.append((i - k) // s + 1)
    channels = filters if layer in ("Conv2D", "Conv2DTranspose") else input_shape[2]
    return (axes[0], axes[1], channels)
    ### END SOLUTION


# %% check="output-shape"
check("output-shape")

# %% [markdown]
# Now the three of you side by side: what you predicted, what your function says, and what Keras
# does.

# %%
first_four = [
    (Conv2D(4, (5, 3), strides=(2, 3)), (28, 28, 1), (5, 3), (2, 3), "valid", 4),
    (MaxPooling2D(3, padding="same"), (96, 128, 3), (3, 3), None, "same"),
    (UpSampling2D((2, 3)), (5, 7, 8), (2, 3)),
    (Conv2DTranspose(6, 3, strides=2), (14, 20, 16), (3, 3), (2, 2), "valid", 6),
]


def compare_shapes():
    """Print a line for each of the four layers."""
    print(f"{'':17} {'predicted':>15} {'your function':>15} {'Keras':>15}")
    for (layer, shape, *arguments), predicted in zip(first_four, predictions):
        name = type(layer).__name__
        keras_shape = tuple(layer.compute_output_shape((1, *shape))[1:])
        yours = output_shape(name, shape, *arguments)
        print(f"{name:17} {str(predicted):>15} {str(yours):>15} {str(keras_shape):>15}")


compare_shapes()

# %% [markdown]
# # 2. Convolution, with loops
#
# ## One window, one number
#
# Here is a picture of 5 × 6 numbers and a kernel of 3 × 3 that subtracts the left from the right.
# The kernel lies on the nine framed pixels. Each is multiplied by the weight that lies on it, and
# all nine products are added: that is **one** number of the output.

# %%
numbers_5x6 = np.array(
    [
        [0, 0, 0, 5, 5, 5],
        [0, 0, 0, 5, 5, 5],
        [0, 0, 2, 7, 7, 7],
        [0, 0, 2, 9, 9, 9],
        [0, 0, 2, 9, 9, 9],
    ]
)
right_minus_left = np.array([[-1, 0, 1], [-1, 0, 1], [-1, 0, 1]])


def framed(top, left, height, width):
    """The places (row, column) of a window, to be framed in a drawing."""
    return {(top + i, left + j) for i in range(height) for j in range(width)}


first_window = numbers_5x6[0:3, 1:4]
show_numbers(
    [numbers_5x6, right_minus_left, first_window * right_minus_left],
    titles=["window at row 0, column 1", "kernel", "products"],
    mark=framed(0, 1, 3, 3),
)
print("their sum:", np.sum(first_window * right_minus_left))

# %% [markdown]
# The window goes to every place where it fits: 3 rows of places, 4 in each. Two loops do that, `for
# i in range(rows)` and `for j in range(columns)`, and `out[i, j]` takes the sum. In a slice the end
# is left out: `numbers_5x6[i:i + 3, j:j + 3]` are three rows and three columns. The 17 above
# belongs at row 0, column 1:

# %%
all_twelve = by_keras(
    Conv2D(1, 3, use_bias=False), numbers_5x6[:, :, np.newaxis], right_minus_left[:, :, None, None]
)
show_numbers(all_twelve[:, :, 0], title="all twelve places", mark={(0, 1)})

# %% [markdown]
# ## Stride: where the window starts
#
# With a stride of (2, 3) the windows of the output's row $i$ start at the picture's row $2i$, and
# those of its column $j$ at column $3j$. Nothing else changes.

# %%
show_numbers(
    numbers_5x6,
    title="stride (2, 3): the window for out[1, 1] starts at row 2, column 3",
    mark=framed(2, 3, 3, 3),
)

# %% [markdown]
# ## What "same" adds
#
# With padding "same" there are $o = \lceil i / s \rceil$ windows on an axis. They reach over
# $(o - 1)\,s + k$ pixels, and where the picture has fewer, zeros make up for it:
#
# $$\text{zeros} = \max\bigl((o - 1)\,s + k - i,\ 0\bigr)$$
#
# **Half of them, rounded down, go before the first pixel, the rest after the last.** For a kernel
# of 3 with stride 1 that is one on each side, as you would think. But look at stride 2, on a row of
# 5 and on a row of 6 pixels: zeros are framed.

# %%
five_pixels, six_pixels = np.arange(1, 6)[np.newaxis], np.arange(1, 7)[np.newaxis]
show_numbers(
    np.pad(five_pixels, ((0, 0), (1, 1))),
    title="5 pixels, kernel 3, stride 2: 1 before, 1 after",
    mark={(0, 0), (0, 6)},
)
show_numbers(
    np.pad(six_pixels, ((0, 0), (0, 1))),
    title="6 pixels, kernel 3, stride 2: 0 before, 1 after",
    mark={(0, 6)},
)

# %% [markdown]
# Both rows give three outputs. A kernel that just copies the pixel under its middle shows where the
# windows stood: in the second row one pixel further to the right. Keras agrees:

# %%
middle_weight = np.array([0, 1, 0]).reshape(1, 3, 1, 1)
copying = Conv2D(1, (1, 3), strides=2, padding="same", use_bias=False)
for pixels_in_a_row in (five_pixels, six_pixels):
    copied_pixels = by_keras(copying, pixels_in_a_row[:, :, np.newaxis], middle_weight)
    print(pixels_in_a_row[0], "->", copied_pixels[0, :, 0])

# %% [markdown]
# So the number of zeros depends on picture, kernel *and* stride, and rows and columns may need
# different ones. That is worth a small function of its own: you will need it again and again today.
# `np.pad(image, ((top, bottom), (left, right), (0, 0)))` puts the zeros around.
#
# ## Channels and filters
#
# A picture has channels, (height, width, C), and a kernel has four axes: (kernel height, kernel
# width, C, F), as in Keras' weights. A window of the picture now is a small box of shape (kh, kw,
# C), and so is each filter, `kernel[:, :, :, f]`. **Multiply box by box, and add up everything**,
# the channels as well: this is one number, in channel $f$ of the output.

# %%
two_channels = np.zeros((3, 3, 2), dtype=int)
two_channels[:2, :2, 0] = [[1, 2], [3, 4]]
two_channels[:2, :2, 1] = [[5, 6], [7, 8]]
one_filter = np.zeros((2, 2, 2, 1), dtype=int)
one_filter[:, :, 0, 0] = [[1, 0], [0, 1]]
one_filter[:, :, 1, 0] = [[0, 10], [10, 0]]
show_numbers(
    [two_channels[:, :, 0], one_filter[:, :, 0, 0]],
    titles=["a window, channel 0", "the filter for channel 0"],
    mark=framed(0, 0, 2, 2),
)
show_numbers(
    [two_channels[:, :, 1], one_filter[:, :, 1, 0]],
    titles=["the same window, channel 1", "the filter for channel 1"],
    mark=framed(0, 0, 2, 2),
)
two_channel_box = two_channels[0:2, 0:2]
print("shapes: window", two_channel_box.shape, " filter", one_filter[:, :, :, 0].shape)
print("from channel 0:", np.sum(two_channel_box[:, :, 0] * one_filter[:, :, 0, 0]))
print("from channel 1:", np.sum(two_channel_box[:, :, 1] * one_filter[:, :, 1, 0]))
print("out[0, 0, 0]:  ", np.sum(two_channel_box * one_filter[:, :, :, 0]))

# %% [markdown]
# ### Exercise: conv2d
#
# Write `conv2d`. Do it in steps, with a check after each; the parts of the check are in this order:
#
# 1. `plain`: one channel, one filter, stride 1, padding "valid". Two loops.
# 2. `channels`: several channels and filters. One loop more, or none.
# 3. `strides`: the windows start elsewhere.
# 4. `left over`: the last step doesn't fit, and pixels at the border are never looked at.
# 5. `same`: padding "same" with stride 1, also for kernels of even size.
# 6. `same, strides`: all together.
#
# Your `output_shape` gives you the size of the result, as soon as its own check is green.
#
# *What to look for:* the kernel is laid on as it is. Nothing is turned round.


# %% answer="conv2d"
def conv2d(image, kernel, strides=(1, 1), padding="valid"):
    """What Conv2D makes of a picture, without bias: an array (height', width', F).

    image    (height, width, C)
    kernel   (kh, kw, C, F)
    strides  (down, to the right)
    padding  "valid" or "same"
    """
    ### BEGIN SOLUTION
    (kh, kw, _, filters), (sh, sw) = kernel.shape, strides
    rows, columns, _ = output_shape("Conv2D", image.shape, (kh, kw), strides, padding, filters)
    if padding == "same":
        image = np.pad(image, around(image, (kh, kw), strides))
    out = np.zeros((rows, columns, filters))
    for i in range(rows):
        for j in range(columns):
            box = image[i * sh : i * sh + kh, j * sw : j * sw + kw]
            for f in range(filters):
                out[i, j, f] = np.sum(box * kernel[:, :, :, f])
    return out


def around(image, size, strides):
    """What padding "same" adds: ((top, bottom), (left, right), (0, 0)), as np.pad wants it."""
    pairs = []
    for i, k, s in zip(image.shape, size, strides):
        zeros = max((-(-i // s) - 1) * s + k - i, 0)
        pairs.append((zeros // 2, zeros - zeros // 2))
    return (*pairs, (0, 0))
    ### END SOLUTION


# %% check="conv2d"
check("conv2d")

# %% [markdown]
# And now beside Keras, on real pictures. What is left is rounding: Keras computes with 32 bits, in
# another order.

# %%
sobel_x = np.array([[-1, 0, 1], [-2, 0, 2], [-1, 0, 1]]).reshape(3, 3, 1, 1) / 4
eight_filters = np.random.default_rng(seed=8).normal(size=(3, 4, 3, 8)).astype("float32")
lantern_corner = lantern[:31, :42]

print("the garment, one filter:")
compare(
    conv2d(garment, sobel_x, padding="same"),
    by_keras(Conv2D(1, 3, padding="same", use_bias=False), garment, sobel_x),
)
print("\na piece of the lantern, 8 filters of 3 x 4, strides (2, 3), same:")
compare(
    conv2d(lantern_corner, eight_filters, strides=(2, 3), padding="same"),
    by_keras(
        Conv2D(8, (3, 4), strides=(2, 3), padding="same", use_bias=False),
        lantern_corner,
        eight_filters,
    ),
)

# %%
garment_edges = conv2d(garment, sobel_x, padding="same")
if garment_edges is not None:
    show(garment, garment_edges, sobel_x, titles=("garment", "by your own conv2d"))

# %% [markdown]
# # 3. Pooling
#
# ## The largest
#
# Pooling moves a window, too. But there are no weights: it keeps the largest number, or the mean.
# And every channel is on its own, nothing is added up across channels. Where `strides` is `None`,
# the window goes on by its own size.
#
# With padding "same" some windows stick out of the picture. What they find there **never counts**.
# This matters for numbers below zero: here is a picture of 3 × 3 with windows of 2 × 2, and the one
# at the lower right sees a single pixel, -4. Had the padding's zeros counted, the largest would be
# 0, which isn't in the picture at all.

# %%
below_zero = np.array([[-1, -2, -3], [-2, -1, -3], [-5, -6, -4]])
below_zero_pooled = by_keras(MaxPooling2D(2, padding="same"), below_zero[:, :, np.newaxis])
show_numbers(
    [below_zero, below_zero_pooled[:, :, 0]],
    titles=["the last window sees only this", "MaxPooling2D(2), same"],
    mark={(2, 2)},
)

# %% [markdown]
# ### Exercise: max pooling
#
# Write `max_pool2d`. The parts of its check: `plain` (one channel, strides left out), `channels`,
# `strides` (given, and sizes that do not divide), `same`. The numbers of a picture may be whole
# numbers or not.
#
# *What to look for:* what could stand in the padding so that it is never the largest? Or else, how
# could a window be cut so that it sees only what is there? The padding lies where it lies in a
# convolution: half of it before, rounded down.


# %% answer="max-pooling"
def max_pool2d(image, pool_size=(2, 2), strides=None, padding="valid"):
    """What MaxPooling2D makes of a picture: an array (height', width', C).

    image      (height, width, C)
    pool_size  (rows, columns) of the window
    strides    (down, to the right); None: those of pool_size
    padding    "valid" or "same"
    """
    ### BEGIN SOLUTION
    strides = strides or pool_size
    (ph, pw), (sh, sw) = pool_size, strides
    rows, columns, channels = output_shape("MaxPooling2D", image.shape, pool_size, strides, padding)
    if padding == "same":
        padding_of_same = around(image, pool_size, strides)
        image = np.pad(image.astype(float), padding_of_same, constant_values=-np.inf)
    out = np.zeros((rows, columns, channels))
    for i in range(rows):
        for j in range(columns):
            out[i, j] = image[i * sh : i * sh + ph, j * sw : j * sw + pw].max(axis=(0, 1))
    return out
    ### END SOLUTION


# %% check="max-pooling"
check("max-pooling")

# %% [markdown]
# ## The mean
#
# For the mean, "never counts" means two things: the padding adds nothing to the sum, **and it isn't
# counted when the sum is divided**. The window at the corner divides by 1, those at the right and
# at the lower border by 2, and only the full window divides by 4.

# %%
tens_3x3 = np.array([[10, 20, 30], [20, 10, 30], [50, 60, 40]])
tens_means = by_keras(AveragePooling2D(2, padding="same"), tens_3x3[:, :, np.newaxis])
show_numbers(
    [tens_3x3, tens_means[:, :, 0]],
    titles=["two pixels: 30 and 30", "AveragePooling2D(2), same"],
    mark={(0, 2), (1, 2)},
)

# %% [markdown]
# ### Exercise: average pooling
#
# Write `avg_pool2d`. The parts of its check are those of `max_pool2d`.
#
# *What to look for:* `np.mean` divides by the number of what you give it.


# %% answer="average-pooling"
def avg_pool2d(image, pool_size=(2, 2), strides=None, padding="valid"):
    """What AveragePooling2D makes of a picture: an array (height', width', C).

    image      (height, width, C)
    pool_size  (rows, columns) of the window
    strides    (down, to the right); None: those of pool_size
    padding    "valid" or "same"; what "same" adds never counts
    """
    ### BEGIN SOLUTION
    strides = strides or pool_size
    (ph, pw), (sh, sw) = pool_size, strides
    shape = output_shape("AveragePooling2D", image.shape, pool_size, strides, padding)
    above = left = 0
    if padding == "same":
        (above, _), (left, _), _ = around(image, pool_size, strides)
    out = np.zeros(shape)
    for i in range(shape[0]):
        for j in range(shape[1]):
            top, start = i * sh - above, j * sw - left  # below 0 where the window sticks out
            seen = image[max(top, 0) : top + ph, max(start, 0) : start + pw]
            out[i, j] = seen.mean(axis=(0, 1))
    return out
    ### END SOLUTION


# %% check="average-pooling"
check("average-pooling")

# %%
print("largest, windows (3, 2), strides (2, 3), same:")
compare(
    max_pool2d(lantern, (3, 2), (2, 3), "same"),
    by_keras(MaxPooling2D((3, 2), (2, 3), "same"), lantern),
)
print("\nmean, the same windows:")
compare(
    avg_pool2d(lantern, (3, 2), (2, 3), "same"),
    by_keras(AveragePooling2D((3, 2), (2, 3), "same"), lantern),
)
lantern_largest, lantern_mean = max_pool2d(lantern, (8, 8)), avg_pool2d(lantern, (8, 8))
if lantern_largest is not None and lantern_mean is not None:
    show_row(
        [lantern, lantern_largest, lantern_mean], ["lantern", "your max_pool2d", "your avg_pool2d"]
    )

# %% [markdown]
# A good moment for a break.
#
# # 4. All windows at once
#
# ## A view, not a copy
#
# Your loops are right, but Python takes its time: at every turn it has to find out anew what the
# names and types are. NumPy has loops of its own, in C, that know this beforehand. To use them, we
# need all windows in **one array**. NumPy can give us that without copying a single number.
# First in one dimension: a row of 6 numbers, and its windows of 3.

# %%
from numpy.lib.stride_tricks import sliding_window_view

six_numbers = np.array([1, 2, 3, 4, 5, 6])
six_windows = sliding_window_view(six_numbers, 3)
show_numbers([six_numbers[np.newaxis], six_windows], titles=["row", "its windows, one a line"])
print("shape of the windows:", six_windows.shape)
print("the same memory as the row:", np.shares_memory(six_windows, six_numbers))

# %% [markdown]
# Twelve numbers are shown for six in memory: `six_windows` is a *view*, another way of counting
# through the same numbers, and it costs next to nothing, however large the picture is. It is
# read-only, too, and for a good reason: the 3 that stands there three times is one and the same 3.
#
# In two dimensions one says along which axes the windows lie. What comes out has **first the places
# of the windows, then what was left, then the inside of a window**:

# %%
lantern_boxes = sliding_window_view(lantern, (3, 4), axis=(0, 1))
print(lantern.shape, "->", lantern_boxes.shape, " (places down, places to the right, C, 3, 4)")
print("window at row 40, column 60, as a slice would give it (but for the order of its axes):")
print(np.array_equal(lantern_boxes[40, 60], np.moveaxis(lantern[40:43, 60:64], -1, 0)))

# %% [markdown]
# A stride needs nothing new: `lantern_boxes[::2, ::3]` takes every second and every third place.
#
# ## Multiply and add, by letters
#
# Now every window must be multiplied by the kernel and added up. `np.einsum` does it: each axis
# gets a letter. The same letter in both inputs means *multiply what belongs together*; a letter
# that is missing after the arrow means *add up along it*. In one dimension, with $i$ for the place
# and $m$ for the cell inside the window:

# %%
three_weights = np.array([1, 10, 100])
print(np.einsum("im,m->i", six_windows, three_weights))
print([int(np.sum(seen * three_weights)) for seen in six_windows], " by a loop")

# %% [markdown]
# And for a grey picture, with the kernel from above, in two dimensions:

# %%
numbers_windows = sliding_window_view(numbers_5x6, (3, 3))
by_einsum = np.einsum("ijmn,mn->ij", numbers_windows, right_minus_left)
show_numbers([numbers_5x6, right_minus_left, by_einsum], titles=["picture", "kernel", "by einsum"])
print("as Keras:", np.array_equal(by_einsum, all_twelve[:, :, 0]))

# %% [markdown]
# ### Exercise: conv2d without loops
#
# Write `conv2d_windows`: the same function as `conv2d`, but with a view of all windows and one
# `np.einsum` (or `np.tensordot`, if you know it). Two letters are still missing: one for the
# channels that go in, one for the filters.
#
# No check looks whether there is a loop in it. The stopwatch below will.
#
# *What to look for:* which of the two new letters is still there after the arrow?


# %% answer="conv2d-windows"
def conv2d_windows(image, kernel, strides=(1, 1), padding="valid"):
    """What Conv2D makes of a picture, without bias: an array (height', width', F).

    image    (height, width, C)
    kernel   (kh, kw, C, F)
    strides  (down, to the right)
    padding  "valid" or "same"
    """
    ### BEGIN SOLUTION
    (kh, kw), (sh, sw) = kernel.shape[:2], strides
    if padding == "same":
        image = np.pad(image, around(image, (kh, kw), strides))
    boxes = sliding_window_view(image, (kh, kw), axis=(0, 1))[::sh, ::sw]
    return np.einsum("ijcmn,mncf->ijf", boxes, kernel)
    ### END SOLUTION


# %% check="conv2d-windows"
check("conv2d-windows")

# %% [markdown]
# ## The stopwatch
#
# Three programs for one and the same sum: your loops, your view, and Keras. The picture is a piece
# of the lantern, with 8 filters of 3 × 4. The times are those of your computer and of this moment;
# they give no points and cost none.

# %%
lantern_piece = lantern[24:72, 32:96]
race_layer = Conv2D(8, (3, 4), use_bias=False)
race_layer.build((None, *lantern_piece.shape))
race_layer.set_weights([eight_filters])


def keras_conv2d(image, kernel):
    """Conv2D, with the kernel that it has already."""
    return race_layer(image[np.newaxis])[0]


race(
    {"loops": conv2d, "windows": conv2d_windows, "Keras": keras_conv2d},
    lantern_piece,
    eight_filters,
)

# %% [markdown]
# Try it with other sizes: the whole lantern, or only `lantern[:8, :8]`. Who wins on a very small
# picture, and who on a large one? (Don't give too much to the loops: a cell is stopped after 20
# seconds when your work is marked.)

# %% play=true
race({"windows": conv2d_windows, "Keras": keras_conv2d}, lantern, eight_filters)
race({"windows": conv2d_windows, "Keras": keras_conv2d}, lantern[:8, :8], eight_filters)

# %% [markdown]
# Another good moment for a break.
#
# # 5. Growing
#
# ## Upsampling
#
# `UpSampling2D` makes a block of pixels out of each pixel. With "nearest" the block repeats it.
# With "bilinear" the values pass smoothly from one pixel to the next. The question is only: *where*
# does a new pixel lie among the old ones?
#
# Think of pixels as tiles of width 1, whose value sits in the **middle** of the tile. With factor
# $f$ the new tiles are $1/f$ wide. The middle of new tile $o$ lies, counted in old tiles from the
# middle of the first one, at
#
# $$x = \frac{o + \tfrac12}{f} - \tfrac12$$
#
# Between two old middles the value is on the straight line that joins them. Before the first and
# after the last middle there is nothing to join: there the value of the border pixel stays.

# %%
import matplotlib.pyplot as plt

old_pixels = np.array([1.0, 5.0, 3.0])
new_places = (np.arange(6) + 0.5) / 2 - 0.5
new_pixels = by_keras(UpSampling2D((1, 2), interpolation="bilinear"), old_pixels.reshape(1, 3, 1))[
    0, :, 0
]

figure_1d, axes_1d = plt.subplots(figsize=(7, 2.8))
axes_1d.bar([0, 1, 2], old_pixels, width=1, color=palette.PALE_BLUE, edgecolor=palette.GREY)
axes_1d.plot([-0.5, 0, 1, 2, 2.5], [1, 1, 5, 3, 3], color=palette.BLUE)
axes_1d.plot(new_places, new_pixels, "o", color=palette.ORANGE, markersize=8)
axes_1d.set_xticks(new_places, [f"{place:g}" for place in new_places])
axes_1d.set_xlabel("x, counted in old pixels")
figure_1d.tight_layout()
show_figure(
    figure_1d,
    "Three wide bars of heights 1, 5 and 3, a line from middle to middle that is level before the "
    "first and after the last, and on it six points at -0.25, 0.25, 0.75, 1.25, 1.75 and 2.25.",
)
print("old pixels:", old_pixels)
print("new pixels:", new_pixels)

# %% [markdown]
# The point at 0.75 is three quarters of the way from 1 to 5: that makes 4. In a formula, with $a$
# the old pixel to the left of $x$, $b$ the one to its right, and $t$ the way from $a$ to $b$
# (between 0 and 1): $(1 - t)\,a + t\,b$. In two dimensions one does this along the rows, and then
# along the columns of the result.
#
# ### Exercise: upsampling
#
# Write `upsample2d`. The parts of its check: `nearest`, `bilinear` (one channel, the same factor
# for rows and columns), `all together` (several channels, two factors).
#
# *What to look for:* the border. Both neighbours of a place exist only between the middles of the
# first and the last pixel; `np.clip` helps. And a row of 1 pixel has no neighbours at all.


# %% answer="upsampling"
def upsample2d(image, size=(2, 2), interpolation="nearest"):
    """What UpSampling2D makes of a picture: an array (height * size[0], width * size[1], C).

    image          (height, width, C)
    size           the factors (for the rows, for the columns), whole numbers
    interpolation  "nearest" or "bilinear"
    """
    ### BEGIN SOLUTION
    if interpolation == "bilinear":
        return stretched(stretched(image, size[0]).swapaxes(0, 1), size[1]).swapaxes(0, 1)
    return image.repeat(size[0], axis=0).repeat(size[1], axis=1)


def stretched(image, factor):
    """The rows of an image, and between them what lies on a straight line."""
    last = len(image) - 1
    x = np.clip((np.arange(len(image) * factor) + 0.5) / factor - 0.5, 0, last)
    above = np.floor(x).astype(int)
    below = np.minimum(above + 1, last)
    t = (x - above)[:, np.newaxis, np.newaxis]
    return (1 - t) * image[above] + t * image[below]
    ### END SOLUTION


# %% check="upsampling"
check("upsampling")

# %%
lantern_small = by_keras(AveragePooling2D(4), lantern)
print("nearest:")
compare(upsample2d(lantern_small, (4, 4)), by_keras(UpSampling2D(4), lantern_small))
print("\nbilinear, factors (4, 3):")
compare(
    upsample2d(lantern_small, (4, 3), "bilinear"),
    by_keras(UpSampling2D((4, 3), interpolation="bilinear"), lantern_small),
)
lantern_blocks, lantern_smooth = (
    upsample2d(lantern_small, (4, 4)),
    upsample2d(lantern_small, (4, 4), "bilinear"),
)
if lantern_blocks is not None and lantern_smooth is not None:
    show_row(
        [lantern, lantern_small, lantern_blocks, lantern_smooth],
        ["lantern", "pooled by 4", "nearest", "bilinear"],
    )

# %% [markdown]
# ## Transposed convolution: scatter, don't gather
#
# In a convolution each *output* pixel gathers what lies under its window. In a transposed
# convolution each **input** pixel scatters: it takes a copy of the kernel, multiplies it by its own
# value, and adds it to the output, at a place that goes on by the stride. Here three pixels, 1, 2
# and 3, with the kernel 1, 10, 100 and a stride of 2. Each line is what one pixel leaves; the last
# line is their sum.

# %%
scattered_copies = np.zeros((3, 7), dtype=int)
scattered_copies[0, 0:3] = 1 * np.array([1, 10, 100])
scattered_copies[1, 2:5] = 2 * np.array([1, 10, 100])
scattered_copies[2, 4:7] = 3 * np.array([1, 10, 100])
show_numbers(
    np.vstack([scattered_copies, scattered_copies.sum(axis=0)]),
    title="what pixels 1, 2 and 3 leave, and the sum",
    mark={(3, column) for column in range(7)},
)

# %% [markdown]
# The 102 and the 203 are where two copies overlap: they are **added** there. Keras does the same,
# of course. Mind the axes of its weights: for a transposed convolution they are (kernel height,
# kernel width, **F, C**), first the channels that come out, then those that go in.

# %%
three_pixels = np.array([1, 2, 3]).reshape(1, 3, 1)
digits_kernel = np.array([1, 10, 100]).reshape(1, 3, 1, 1)
print(
    by_keras(
        Conv2DTranspose(1, (1, 3), strides=(1, 2), use_bias=False), three_pixels, digits_kernel
    )[0, :, 0]
)

# %% [markdown]
# And in two dimensions: a kernel of ones, 3 × 3, stride 2. The framed block is the copy that the 2
# at the upper right leaves. In the middle, all four overlap.

# %%
image_2x2 = np.array([[1, 2], [3, 4]])
grown_5x5 = by_keras(
    Conv2DTranspose(1, 3, strides=2, use_bias=False),
    image_2x2[:, :, np.newaxis],
    np.ones((3, 3, 1, 1)),
)
show_numbers([grown_5x5[:, :, 0], image_2x2], titles=["output", "input"], mark=framed(0, 2, 3, 3))

# %% [markdown]
# **The size.** With padding "valid" the output has $(i - 1)\,s + \max(k, s)$ pixels on an axis: as
# far as the last copy reaches, and where the kernel is smaller than the stride, zeros up to a full
# step.
#
# **Padding "same"** makes the same sums, and then cuts a border off, so that $i \cdot s$ pixels are
# left. $\max(k - s, 0)$ pixels have to go: **half of them, rounded down, at the beginning, the rest
# at the end**. You know this sharing; a convolution with padding "same" puts its zeros just there.

# %%
grown_4x4 = by_keras(
    Conv2DTranspose(1, 3, strides=2, padding="same", use_bias=False),
    image_2x2[:, :, np.newaxis],
    np.ones((3, 3, 1, 1)),
)
show_numbers(
    [grown_5x5[:, :, 0], grown_4x4[:, :, 0]],
    titles=['"valid": the framed part stays', 'with "same"'],
    mark=framed(0, 0, 4, 4),
)

# %% [markdown]
# ### Exercise: the transposed convolution
#
# Write `conv2d_transpose`. The parts of its check: `plain` (one channel, one filter, stride 1,
# "valid"), `strides`, `channels`, `same`.
#
# *What to look for:* `out[...] += ...` adds, and `out[...] = ...` forgets what was there.


# %% answer="transposed"
def conv2d_transpose(image, kernel, strides=(1, 1), padding="valid"):
    """What Conv2DTranspose makes of a picture, without bias: an array (height', width', F).

    image    (height, width, C)
    kernel   (kh, kw, F, C)
    strides  (down, to the right)
    padding  "valid" or "same"
    """
    ### BEGIN SOLUTION
    (h, w, _), (kh, kw, filters, _), (sh, sw) = image.shape, kernel.shape, strides
    out = np.zeros(((h - 1) * sh + max(kh, sh), (w - 1) * sw + max(kw, sw), filters))
    for i in range(h):
        for j in range(w):
            out[i * sh : i * sh + kh, j * sw : j * sw + kw] += kernel @ image[i, j]
    if padding == "same":
        top, left = max(kh - sh, 0) // 2, max(kw - sw, 0) // 2
        out = out[top : top + h * sh, left : left + w * sw]
    return out
    ### END SOLUTION


# %% check="transposed"
check("transposed")

# %%
back_kernel = np.random.default_rng(seed=5).normal(size=(5, 4, 2, 3)).astype("float32")
print("a piece of the lantern, 2 filters of 5 x 4, strides (2, 3), same:")
compare(
    conv2d_transpose(lantern_corner, back_kernel, (2, 3), "same"),
    by_keras(
        Conv2DTranspose(2, (5, 4), (2, 3), "same", use_bias=False), lantern_corner, back_kernel
    ),
)

# %% [markdown]
# Why *transposed*? Gathering and scattering are mirror images of each other. Take a picture $x$,
# its convolution $A x$, and any picture $y$ of the size of $A x$. Then $A x$ times $y$, added up
# over all pixels, equals $x$ times $A^T y$, where $A^T$ is the transposed convolution **with the
# same kernel**: that's why its axes are the other way round, F and C. Two functions of yours, one
# number:

# %%
adjoint_rng = np.random.default_rng(seed=11)
adjoint_x, adjoint_y = (
    adjoint_rng.integers(0, 9, size=(9, 7, 3)),
    adjoint_rng.integers(0, 9, size=(4, 3, 2)),
)
adjoint_kernel = adjoint_rng.integers(-3, 4, size=(3, 3, 3, 2))
adjoint_forward, adjoint_backward = (
    conv2d(adjoint_x, adjoint_kernel, (2, 2)),
    conv2d_transpose(adjoint_y, adjoint_kernel, (2, 2)),
)
if adjoint_forward is not None and adjoint_backward is not None:
    print("sum of (A x) y :", np.sum(adjoint_forward * adjoint_y))
    print("sum of x (A'y) :", np.sum(adjoint_x * adjoint_backward))

# %% [markdown]
# # 6. A network of your own functions
#
# Edges in both directions, the larger of the two, pooled, and grown again: four calls, all of them
# yours. This is what a layer of a network does, and there is nothing in it that you haven't
# written.

# %%
both_sobels = np.concatenate(
    [sobel_x, sobel_x.swapaxes(0, 1)], axis=3
)  # two filters: in x and in y
network_steps = {"garment": garment}
network_maps = conv2d_windows(garment, both_sobels, padding="same")
if network_maps is not None:
    network_steps["edges"] = np.abs(network_maps).max(axis=2, keepdims=True)
    network_steps["pooled"] = max_pool2d(network_steps["edges"], (4, 4))
    if network_steps["pooled"] is not None:
        network_steps["nearest"] = upsample2d(network_steps["pooled"], (4, 4))
        network_steps["bilinear"] = upsample2d(network_steps["pooled"], (4, 4), "bilinear")
network_drawn = {name: step for name, step in network_steps.items() if step is not None}
show_row(list(network_drawn.values()), list(network_drawn))

# %% [markdown]
# ### Exercise: what is faster, and is it right?
#
# In four to eight sentences:
#
# - Which of the three programs of part 4 was the fastest on your computer, on which size of
#   picture, and by how much? **Why** are loops in Python so much slower, although all three do the
#   same multiplications? And why need Keras not win on a very small picture?
# - A friend has a fourth program, still faster, and says that it is right because *one* picture
#   looks the same. **How would you test it?** Name at least three inputs that you would choose, and
#   say which mistake each of them would bring to light.
#
# A person reads this one.

# %% [markdown] written="faster"
# On my laptop the loops took 360 ms for the piece of 48 x 64 pixels, the window view 1.5 ms, Keras
# 2 ms. For the whole lantern Keras won (2 ms against 10), for 8 x 8 pixels the view did (0.04 ms
# against 1). All three multiply and add the same numbers. But in the loops Python looks up every
# name, makes a small array for every window and calls a function for every number of the output,
# which costs far more than the 36 multiplications in between. einsum does the same loops in C, on
# numbers that lie side by side in memory; Keras uses several cores as well. Each call of a layer,
# though, has fixed costs (checking shapes, choosing a program), which don't get smaller with the
# picture: on a tiny one they are nearly everything.
#
# I would test the new program against my loops, which are slow but which I understand, on small
# pictures of random whole numbers, and compare shapes first, then values. I'd choose a picture that
# isn't square with strides (2, 3), which shows exchanged rows and columns; a kernel of even size
# with "same", which shows zeros on the wrong side; a kernel without any symmetry, which shows one
# that was turned round; two channels with different numbers, which shows channels left out; a
# picture as large as the kernel, which has a single window. And I would look whether the input is
# still the same afterwards.

# %% [markdown]
# That's all. Every layer of this course is now a function of yours; the rest is speed.
