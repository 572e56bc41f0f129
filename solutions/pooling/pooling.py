# ---
# jupyter:
#   jupytext:
#     text_representation:
#       extension: .py
#       format_name: percent
#   kernelspec:
#     display_name: Python 3
#     language: python
#     name: python3
# ---

# %% [markdown]
# # Pooling: fewer pixels, and more again
#
# On its way through a network a picture becomes smaller from layer to layer, and in networks that
# *make* pictures it grows again. You know already how large it is after each step (the notebook
# *Shapes*). Today we look at the values: which of many numbers stays, what is lost, what appears
# that was never there, and which way leads back.
#
# - **You will learn** to pool by hand and in one line of NumPy, to tell which poolings are
#   convolutions in disguise, to see aliasing and what helps against it, and what is *transposed* in
#   a transposed convolution.
# - **You need** the notebooks *Kernels* and *Shapes*. Paper and pencil help.
# - **It takes** 75 to 100 minutes.
# - **The points:** each exercise gives 1 to 3 points; its check shows how many.
#
# **How it works.** Write your answer where it says `YOUR CODE HERE`, run the cell, then run the
# `check(...)` under it. You may check as often as you like: nothing is lost by a wrong try, and a
# check says what is wrong. Where a small table is asked for you may type its numbers or compute
# them, whichever you like; batch and channel axes may be left out.
#
# The first cell takes a few seconds. Lines on a red ground are TensorFlow talking about your
# computer; they do no harm.

# %%
import json

import numpy as np
from tensorflow.keras.layers import (
    AveragePooling2D,
    Conv2D,
    Conv2DTranspose,
    MaxPooling2D,
    UpSampling2D,
)

from autograder.notebook.check import open_checks
from autograder.notebook.pictures import load_picture, own_picture, show, show_numbers, show_row

check = open_checks("pooling")

# %% [markdown]
# Two pictures come with us, a coat and a picture of rings, and a handful of small tables of numbers.

# %%
coat = load_picture("images/clothes/04-coat.png")
rings = load_picture("images/rings.png")
with open("images/integers.json") as file:
    tables = {name: np.array(rows, dtype="float32") for name, rows in json.load(file).items()}
show(coat, rings, titles=("the coat", "the rings"))

# %% [markdown]
# ## 1. One number for many
#
# Pooling lays a window on the picture and keeps **one number** of what it sees: the largest
# (`MaxPooling2D`) or the mean (`AveragePooling2D`). Unless you say otherwise the next window begins
# where the last one ended, so the windows lie side by side like tiles. Nothing is learnt here: a
# pooling layer has no weights.
#
# ### Exercise: by hand
#
# Here are 4 × 6 numbers, and orange lines around the windows of 2 × 2. Write down, without a
# computer if you can,
#
# - `small_max`: what `MaxPooling2D(2)` makes of them, 2 × 3 numbers,
# - `small_mean`: what `AveragePooling2D(2)` makes of them, 2 × 3 numbers.

# %%
small = tables["integers-small"]
show_numbers(small, title="small, in windows of 2 × 2", tile=2)

# %% [markdown]
# *What to look for:* how little of each window the largest number tells. Which of the other three
# could be changed, and by how much, without anybody noticing?

# %% answer="by-hand"
small_max = np.zeros((2, 3))
small_mean = np.zeros((2, 3))
### BEGIN SOLUTION
small_max = np.array([[7, 9, 6], [10, 4, 12]])
small_mean = np.array([[4, 5, 3], [6, 2, 9]])
### END SOLUTION
show_numbers([small_max, small_mean], titles=["small_max", "small_mean"])

# %% check="by-hand"
check("by-hand")

# %% [markdown]
# From here on the layers may help. They want a batch with channels, so this function puts those two
# axes on and takes them off again. Read it once: there is nothing in it that you haven't seen.


# %%
def apply_layer(layer, picture, kernel=None):
    """What a Keras layer makes of one grey picture: from (height, width) to (height, width)."""
    batch = np.asarray(picture, dtype="float32")[np.newaxis, :, :, np.newaxis]
    if kernel is not None:
        layer.build(batch.shape)  # now the layer has weights, and we can replace them
        layer.set_weights([np.reshape(kernel, (*np.shape(kernel)[:2], 1, 1))])
    return np.asarray(layer(batch))[0, :, :, 0]


half = apply_layer(MaxPooling2D(2), coat)
quarter = apply_layer(MaxPooling2D(2), half)
show_row([coat, half, quarter], ["the coat", "max pooled", "max pooled again"])

# %% [markdown]
# ### Windows that overlap
#
# With `strides` smaller than the window the windows overlap, and some pixels are seen more than
# once. Here are the lecture's 10 × 10 numbers. For a window of 3 × 3 with `strides=2` the first
# window has an orange frame; the second begins two columns further to the right.

# %%
integers = tables["integers"]
first_window = [(row, column) for row in range(3) for column in range(3)]
show_numbers(integers, title="integers, and the first window", mark=first_window)

# %% [markdown]
# ### Exercise: overlap
#
# Compute, from `integers`,
#
# - `overlap_max`: what `MaxPooling2D(3, strides=2)` makes of them,
# - `overlap_mean`: what `AveragePooling2D(3, strides=2)` makes of them.
#
# Do the upper left corner by hand, then take a layer, or two loops and a slice.
#
# *What to look for:* numbers that win twice. The 98 at row 5, column 6 is in several windows: in
# how many? And which row and which column are not seen at all?

# %% answer="overlap"
overlap_max = np.zeros((4, 4))
overlap_mean = np.zeros((4, 4))
### BEGIN SOLUTION
overlap_max = apply_layer(MaxPooling2D(3, strides=2), integers)
overlap_mean = apply_layer(AveragePooling2D(3, strides=2), integers)
### END SOLUTION
show_numbers([overlap_max, overlap_mean], titles=["overlap_max", "overlap_mean"])

# %% check="overlap"
check("overlap")

# %% [markdown]
# ### At the border
#
# With `padding="same"` no pixel is left out: where the last window sticks out of the picture it is
# filled up. A convolution fills it up with zeros and computes with them. Does pooling? A zero is no
# small matter: here are the temperatures of a winter night, in degrees, on a field of 5 × 7 places,
# and a zero would be the warmest of many windows.

# %%
temperatures = tables["temperatures"]
show_numbers(temperatures, title="temperatures, in windows of 2 × 2", tile=2)

# %% [markdown]
# Pooling doesn't. What `padding="same"` adds **never counts** in a pooling layer: it is never the
# largest, and in a mean it is neither added nor counted. A window that sticks out pools what is
# really there, be it two numbers or one.
#
# ### Exercise: the border counts only itself
#
# With windows of 2 × 2 and `padding="same"`, compute
#
# - `warmest`: the largest temperature of each window, 3 × 4 numbers,
# - `average`: the mean temperature of each window, 3 × 4 numbers.
#
# *What to look for:* the last row and the last column. What stands in the corner, where the window
# has only one number?

# %% answer="border"
warmest = np.zeros((3, 4))
average = np.zeros((3, 4))
### BEGIN SOLUTION
warmest = apply_layer(MaxPooling2D(2, padding="same"), temperatures)
average = apply_layer(AveragePooling2D(2, padding="same"), temperatures)
### END SOLUTION
show_numbers([warmest, average], titles=["warmest", "average"])

# %% check="border"
check("border")

# %% [markdown]
# ## 2. In one line of NumPy
#
# Windows that lie side by side need no loop. `reshape` doesn't move a single number, it only counts
# in another way: 4 rows are 2 times 2 rows, and 6 columns are 3 times 2 columns. So the 4 × 6 table
# may be seen as an array with **four** axes:
#
# | axis | counts | size |
# |---|---|---|
# | 0 | the windows, downwards | 2 |
# | 1 | the rows inside a window | 2 |
# | 2 | the windows, to the right | 3 |
# | 3 | the columns inside a window | 2 |
#
# Then `blocks[1, :, 2, :]` is the window in row 1 and column 2 of the windows, and pooling is the
# largest (or the mean) over the axes 1 and 3.

# %%
blocks = small.reshape(2, 2, 3, 2)
show_numbers(
    [small, blocks[1, :, 2, :], blocks.max(axis=(1, 3))],
    titles=["small", "blocks[1, :, 2, :]", "blocks.max(axis=(1, 3))"],
    tile=2,
)

# %% [markdown]
# The same on a picture, and compared with Keras. The last two lines stop the notebook if anything
# is not as we say.

# %%
coat_blocks = coat.reshape(14, 2, 14, 2)  # 28 = 14 × 2
coat_max, coat_mean = coat_blocks.max(axis=(1, 3)), coat_blocks.mean(axis=(1, 3))
show_row(
    [coat, coat_max, coat_mean, coat_max - coat_mean],
    ["the coat", "max pooled", "average pooled", "difference"],
)

assert np.array_equal(coat_max, apply_layer(MaxPooling2D(2), coat))
assert np.allclose(coat_mean, apply_layer(AveragePooling2D(2), coat), atol=1e-6)

# %% [markdown]
# Max pooling keeps what is bright, so thin dark things are the first to go: look for the two dark
# pockets. Average pooling lets every pixel count. The difference is brightest where the windows
# were most uneven, at the outline of the shoulders.
#
# ### Exercise: tall windows
#
# Make `tall_mean`, the coat under average pooling with windows of **4 rows and 2 columns**, as
# `AveragePooling2D((4, 2))` would do it: 7 × 14 numbers. Use `reshape` and `mean`, no layer.
#
# *What to look for:* a coat that is half as tall as it should be, and recognisable. If it comes out
# as stripes or noise, say aloud what each of your four axes counts.

# %% answer="tall-windows"
tall_mean = np.zeros((7, 14))
### BEGIN SOLUTION
tall_mean = coat.reshape(7, 4, 14, 2).mean(axis=(1, 3))
### END SOLUTION
show(coat, tall_mean, titles=("the coat", "tall_mean"))

# %% check="tall-windows"
check("tall-windows")

# %% [markdown]
# ## 3. Pooling and strides
#
# A convolution with `strides=2` makes a picture smaller, too. So what is pooling good for, or what
# is the stride good for? Let us compare them, first by their sizes.
#
# ### Exercise: three ways to a half
#
# An input of shape (1, 33, 50, 8), so 33 rows, 50 columns, 8 channels, goes into three layers.
# Predict the shapes that come out:
#
# | variable | layer |
# |---|---|
# | `halved_a` | `MaxPooling2D(2)` |
# | `halved_b` | `AveragePooling2D(3, strides=2)` |
# | `halved_c` | `Conv2D(16, 3, strides=2, padding="same")` |
#
# *What to look for:* "half of 33" is three questions: does an incomplete window count, how wide is
# the window, and who decides the channels? Only one of the three layers looks at all channels at
# once.

# %% answer="three-ways"
halved_a = None
halved_b = None
halved_c = None
### BEGIN SOLUTION
halved_a = (1, 16, 25, 8)
halved_b = (1, 16, 24, 8)
halved_c = (1, 17, 25, 16)
### END SOLUTION

# %% check="three-ways"
check("three-ways")

# %% [markdown]
# ### Average pooling is a convolution
#
# A mean multiplies and adds, which is all that a convolution can do. So there is a kernel whose
# `Conv2D` computes just what `AveragePooling2D(2)` computes, if the kernel goes on by two pixels at
# a time. This function makes a `Conv2D` from a kernel, strides and padding and applies it.


# %%
def conv2d(picture, kernel, strides=1, padding="valid"):
    """What a Conv2D with this kernel makes of a grey picture (height, width)."""
    size = np.shape(kernel)[:2]
    layer = Conv2D(1, size, strides=strides, padding=padding, use_bias=False)
    return apply_layer(layer, picture, kernel)


# %% [markdown]
# ### Exercise: the kernel of a mean
#
# Make `mean_kernel`, of shape (2, 2, 1, 1): `Conv2D` with this kernel, `strides=2` and
# `padding="valid"` must do to every picture what `AveragePooling2D(2)` does.
#
# *What to look for:* the two small pictures must be the same. What must the weights add up to?

# %% answer="mean-kernel"
mean_kernel = np.zeros((2, 2, 1, 1))
### BEGIN SOLUTION
mean_kernel = np.full((2, 2, 1, 1), 1 / 4)
### END SOLUTION
by_kernel = conv2d(coat, mean_kernel, strides=2)
show_row([coat, coat_mean, by_kernel], ["the coat", "AveragePooling2D", "your kernel"])

# %% check="mean-kernel"
check("mean-kernel")

# %% [markdown]
# ### Exercise: every second pixel
#
# The simplest way to halve a picture is `picture[::2, ::2]`: keep every second row and every second
# column, beginning with the first, and throw the rest away. That is a convolution as well. Make
# `pick`, of shape (2, 2, 1, 1): with `strides=2` and `padding="valid"` the output at row i, column
# j is the input at row 2i, column 2j.
#
# *What to look for:* the two dark pockets. In the mean from above both are there, a little paler. And
# here? One was lucky: which row and column decided that?

# %% answer="pick"
pick = np.zeros((2, 2, 1, 1))
### BEGIN SOLUTION
pick[0, 0, 0, 0] = 1
### END SOLUTION
show_row([coat, coat[::2, ::2], conv2d(coat, pick, strides=2)], ["the coat", "[::2, ::2]", "yours"])

# %% check="pick"
check("pick")

# %% [markdown]
# ### Max pooling is not
#
# Is there a kernel for max pooling, perhaps a large and clever one? No, and two tables of four
# numbers prove it. Whatever the kernel k, a convolution obeys a sum rule:
#
# $$(f + g) * k = f * k + g * k$$
#
# Add two pictures and convolve, or convolve both and add: that is the same, since a convolution
# only multiplies and adds. One says that it is **linear**. Now look at the maximum.

# %%
f = np.array([[8, 0], [0, 1]])
g = np.array([[0, 3], [5, 0]])
show_numbers([f, g, f + g], titles=["f", "g", "f + g"])
print("largest:", f.max(), "+", g.max(), "=", f.max() + g.max(), "but together", (f + g).max())
print("mean:   ", f.mean(), "+", g.mean(), "=", f.mean() + g.mean(), "and together", (f + g).mean())

assert f.max() + g.max() != (f + g).max()
assert f.mean() + g.mean() == (f + g).mean()

# %% [markdown]
# The largest of f and the largest of g stand in different places; together, neither helps the
# other. So no kernel can do what max pooling does, whatever its size. That is no fault: a network
# made of linear layers only is one linear layer, and max pooling helps it to be more than that.
#
# ## 4. What fine patterns turn into
#
# Look at the rings once more. From the centre outwards they get finer and finer, until at the right
# and at the lower border one light and one dark pixel take turns: nothing finer fits into pixels.
# Now we keep every second pixel, and every third.

# %%
show(rings, rings[::2, ::2], titles=("the rings", "every second pixel"))
show(rings, rings[::3, ::3], titles=("the rings", "every third pixel"))

# %% [markdown]
# There are **new rings**, around centres that nobody has drawn! Fine rings have turned into coarse
# ones. This is called **aliasing**: a pattern under a false name. You know it from films in which
# wheels turn backwards, and from striped shirts on television. It can't be mended afterwards, as
# nobody can tell the false rings from true ones. A network can't either.
#
# Where do they come from? From a single row of stripes one can read it off.

# %%
stripes_of_2 = tables["stripes-of-two"]
stripes_of_3 = tables["stripes-of-three"]
show_numbers(stripes_of_2, title="stripes_of_2: they repeat after 2 pixels")
show_numbers(stripes_of_3, title="stripes_of_3: they repeat after 3 pixels")

# %% [markdown]
# ### Exercise: stripes
#
# Predict which pixels remain, and write them as a picture with one row, like `[[0, 1, 0, 1]]`:
#
# - `stripes_a`: **every second** pixel of `stripes_of_2` (the pixels 0, 2, 4, ...)
# - `stripes_b`: **every third** pixel of `stripes_of_2` (the pixels 0, 3, 6, ...)
# - `stripes_c`: **every second** pixel of `stripes_of_3` (the pixels 0, 2, 4, ...)
#
# *What to look for:* after how many pixels do the stripes repeat now, and how many pixels of the
# *first* picture is that? Is it what it was before? And what would have become of `stripes_a` if we
# had begun with pixel 1?

# %% answer="stripes"
stripes_a = None
stripes_b = None
stripes_c = None
### BEGIN SOLUTION
stripes_a = [[1, 1, 1, 1, 1, 1]]
stripes_b = [[1, 0, 1, 0]]
stripes_c = [[1, 0, 0, 1, 0, 0]]
### END SOLUTION

# %% check="stripes"
check("stripes")

# %% [markdown]
# If one keeps every second pixel, only stripes that repeat after more than 4 pixels are safe. Finer
# ones come out as coarser ones, or as no stripes at all: all white or all black, and it is chance
# which.
#
# Max pooling is no better: it turns the finest stripes all white. What should they become? From far
# away, fine stripes of black and white look **grey**. To get there one must blur *before* pixels
# are thrown away, until everything that is too fine is gone. A good blur for this has the weights
# 1, 2, 1, divided by their sum:

# %%
blur_row = np.array([[1, 2, 1]]) / 4
picked = stripes_of_2[:, ::2]
largest = apply_layer(MaxPooling2D((1, 2)), stripes_of_2)
blurred = conv2d(stripes_of_2, blur_row, strides=(1, 2))
show_numbers(
    [picked, largest, blurred],
    titles=["every second pixel", "max pooling", "1, 2, 1 with a stride of 2"],
)

assert (picked == 1).all() and (stripes_of_2[:, 1::2] == 0).all()
assert (largest == 1).all()
assert (blurred == 0.5).all()

# %% [markdown]
# (`padding="valid"` leaves five of the six pixels.) All grey, wherever one begins. Blurring and
# throwing away are two steps in one here: a convolution with a stride computes only those pixels of
# the blurred picture that are kept.
#
# ### Exercise: blur, then pick
#
# Make `soft_pick`, of shape (3, 3, 1, 1), which blurs rows and columns at once: the weight at row
# i, column j is **the i-th times the j-th** of the numbers 1, 2, 1, and all of it is divided so
# that the weights add up to 1. `Conv2D` uses it with `strides=2` and `padding="same"`.
#
# *What to look for:* the false rings from above. What stands in their place, and which rings are as
# good as before? (The dark seam on the right and below comes from the zeros of the padding.)

# %% answer="soft-pick"
soft_pick = np.zeros((3, 3, 1, 1))
### BEGIN SOLUTION
soft_pick = (np.outer([1, 2, 1], [1, 2, 1]) / 16).reshape(3, 3, 1, 1)
### END SOLUTION
show(rings, conv2d(rings, soft_pick, strides=2, padding="same"), soft_pick)

# %% check="soft-pick"
check("soft-pick")

# %% [markdown]
# And pooling? Average pooling is a blur with a stride, if not the best one. Max pooling isn't: look
# what it makes of the fine rings.

# %%
rings_mean = apply_layer(AveragePooling2D(2), rings)
rings_max = apply_layer(MaxPooling2D(2), rings)
show(rings_mean, rings_max, titles=("average pooling", "max pooling"))

falsely = rings[::2, ::2][:, -10:].std()  # how much the right border goes up and down
assert rings_mean[:, -10:].std() < falsely / 2
assert rings_max[-27:, -27:].mean() > 0.75 > 0.6 > rings[-54:, -54:].mean()

# %% [markdown]
# Here is room to try it on a picture of your own: put it beside this notebook under the name
# `my-picture.png` (in Colab the next cell lets you upload one). Woven cloth, bricks, a fence or
# printed text are best. If you have none at hand, the large tiling will do.

# %% play=true
own = own_picture(otherwise="images/tiling.png")
step = 4
show(own[::step, ::step], apply_layer(AveragePooling2D(step), own), titles=("picked", "pooled"))

# %% [markdown]
# ## 5. Larger again
#
# `UpSampling2D(2)` makes a block of 2 × 2 pixels out of every pixel. With `"nearest"` (the default)
# all four get the pixel's own value. With `"bilinear"` the values pass smoothly from one pixel to
# the next. In one row:

# %%
row_of_3 = np.array([[0, 8, 4]])
nearest = apply_layer(UpSampling2D((1, 2)), row_of_3)
bilinear = apply_layer(UpSampling2D((1, 2), interpolation="bilinear"), row_of_3)
show_numbers([row_of_3, nearest, bilinear], titles=["three pixels", "nearest", "bilinear"])

assert nearest.tolist() == [[0, 0, 8, 8, 4, 4]]
assert bilinear.tolist() == [[0, 2, 6, 7, 5, 4]]

# %% [markdown]
# How the second comes about: in every old pixel lie two new ones, one on the left and one on the
# right of its middle. Each takes **three quarters** of the old pixel it lies in and **one quarter**
# of the old neighbour on its side. So the right half of the 8 is $\frac34 \cdot 8 + \frac14 \cdot 4
# = 7$. At the border, where there is no neighbour, the pixel counts alone.
#
# In two dimensions one does this first in every row, then in every column of what came out (or the
# other way round, that is the same).
#
# ### Exercise: upsampling
#
# Grow the table `corners`, 2 × 2 numbers, to 4 × 4:
#
# - `repeated`: by `UpSampling2D(2)`,
# - `smooth`: by `UpSampling2D(2, interpolation="bilinear")`. All 16 numbers are whole.
#
# *What to look for:* which numbers of `corners` still stand in `smooth`, and where? Is any number
# in it larger than all of `corners`?

# %%
corners = tables["corners"]
show_numbers(corners, title="corners")

# %% answer="upsampling"
repeated = np.zeros((4, 4))
smooth = np.zeros((4, 4))
### BEGIN SOLUTION
repeated = [[16, 16, 32, 32], [16, 16, 32, 32], [64, 64, 0, 0], [64, 64, 0, 0]]
smooth = [[16, 20, 28, 32], [28, 27, 25, 24], [52, 41, 19, 8], [64, 48, 16, 0]]
### END SOLUTION
show_numbers([repeated, smooth], titles=["repeated", "smooth"])

# %% check="upsampling"
check("upsampling")

# %% [markdown]
# ### What does not come back
#
# Pool the coat, then upsample it. The size is the old one, the details are gone: where two coats
# have the same means, the pooled picture can't say which of them it was. On the right is such
# another coat, with every block of 2 × 2 pixels turned by half a turn.

# %%
back_nearest = apply_layer(UpSampling2D(2), coat_mean)
back_bilinear = apply_layer(UpSampling2D(2, interpolation="bilinear"), coat_mean)
another = coat_blocks[:, ::-1, :, ::-1].reshape(28, 28)
show_row(
    [coat, coat_mean, back_nearest, back_bilinear, another],
    ["the coat", "average pooled", "nearest", "bilinear", "another coat"],
)
another_mean = apply_layer(AveragePooling2D(2), another)
print("largest difference of the two coats:   ", np.abs(another - coat).max().round(3))
print("largest difference when they are pooled:", np.abs(another_mean - coat_mean).max().round(3))

assert np.abs(another - coat).max() > 0.3
assert np.allclose(another_mean, coat_mean, atol=1e-6)
assert np.allclose(apply_layer(AveragePooling2D(2), back_nearest), coat_mean, atol=1e-6)

# %% [markdown]
# The other order works, at least for the mean: upsample first (nearest), then pool, and everything
# is as it was. Upsampling loses nothing; pooling keeps a quarter of the numbers.
#
# ## 6. What is transposed in a transposed convolution?
#
# A convolution multiplies and adds. So does a **matrix**: if we write all pixels of a picture one
# below the other, each output pixel is one row of weights times these pixels. Take a row of four
# pixels and the kernel 1, 2, 3. It has two places, so the matrix has two rows; and in each row the
# kernel stands where it lies on the pixels.

# %%
matrix = np.array([[1, 2, 3, 0], [0, 1, 2, 3]])
pixels = np.array([5, 1, 0, 4])
show_numbers([matrix, pixels.reshape(4, 1)], titles=["the matrix", "4 pixels"])
print("matrix times pixels:", matrix @ pixels)
print("Conv2D:             ", conv2d(pixels.reshape(1, 4), [[1, 2, 3]])[0])

assert np.array_equal(matrix @ pixels, conv2d(pixels.reshape(1, 4), [[1, 2, 3]])[0])

# %% [markdown]
# ### Exercise: a convolution as a matrix
#
# Write down two matrices. Both convolutions have `padding="valid"`.
#
# - `row_matrix`, 2 × 5: for a picture with one row of **five** pixels, `row_kernel` and **a stride
#   of 2**.
# - `square_matrix`, 4 × 9: for a picture of **3 × 3** pixels, `square_kernel` and a stride of 1.
#   Pixels are counted row by row, in the picture as in the output.
#
# *What to look for:* every row holds the same numbers, moved. In `square_matrix` there is a gap in
# every row: which pixels lie in it?

# %%
row_kernel = np.array([[3, -1, 2]])
square_kernel = np.array([[1, 2], [3, 4]])
numbered = np.arange(9).reshape(3, 3)
show_numbers(
    [row_kernel, square_kernel, numbered],
    titles=["row_kernel", "square_kernel", "how pixels are counted"],
)

# %% answer="matrix"
row_matrix = np.zeros((2, 5))
square_matrix = np.zeros((4, 9))
### BEGIN SOLUTION
row_matrix = np.array([[3, -1, 2, 0, 0], [0, 0, 3, -1, 2]])
square_matrix = np.array(
    [
        [1, 2, 0, 3, 4, 0, 0, 0, 0],
        [0, 1, 2, 0, 3, 4, 0, 0, 0],
        [0, 0, 0, 1, 2, 0, 3, 4, 0],
        [0, 0, 0, 0, 1, 2, 0, 3, 4],
    ]
)
### END SOLUTION
show_numbers([row_matrix, square_matrix], titles=["row_matrix", "square_matrix"])

# %% check="matrix"
check("matrix")

# %% [markdown]
# A **row** of the matrix tells what one output pixel fetches. A **column** tells where one input
# pixel is felt, and how much. Now turn the matrix over, so that rows become columns: $A^T$, the
# *transposed* matrix. It goes from small pictures to large ones, and its columns say: every pixel
# of the small picture **stamps the kernel** into the large one, times its own value. That is
# `Conv2DTranspose`, and that is where the name comes from.
#
# We have a layer show us its matrix, by showing it one picture for every pixel, white there and black
# elsewhere, and then compare.


# %%
def matrix_of(layer, kernel, size):
    """The matrix of a layer for pictures of (height, width): (output pixels, input pixels)."""
    ones = np.eye(size[0] * size[1], dtype="float32").reshape(-1, *size, 1)
    layer.build(ones.shape)
    layer.set_weights([np.reshape(kernel, (*np.shape(kernel)[:2], 1, 1))])
    return np.asarray(layer(ones)).reshape(len(ones), -1).T


slanted = np.array([[0, 1, 2], [-1, 3, 0], [4, -2, 1]])
down = matrix_of(Conv2D(1, 3, strides=2, use_bias=False), slanted, (7, 7))
up = matrix_of(Conv2DTranspose(1, 3, strides=2, use_bias=False), slanted, (3, 3))
print("Conv2D, from 7 × 7 pixels to 3 × 3:         ", down.shape)
print("Conv2DTranspose, from 3 × 3 pixels to 7 × 7:", up.shape)
show(down, up, titles=("Conv2D", "Conv2DTranspose"))

assert np.array_equal(up, down.T)

# %% [markdown]
# Same kernel, same stride: the one matrix is the other, turned over. Mathematicians call two such
# maps **adjoint**, and know them by a rule without any matrices. Write
# $\langle a, b \rangle$ for the sum of $a \cdot b$ over all pixels. Then for every large picture x
# and every small picture y
#
# $$\langle A x,\; y \rangle = \langle x,\; A^T y \rangle$$
#
# Let us see it in numbers, with two pictures picked at random.

# %%
rng = np.random.default_rng(seed=5)
x = rng.integers(0, 10, size=(7, 7))
y = rng.integers(0, 10, size=(3, 3))
a_x = conv2d(x, slanted, strides=2)
at_y = apply_layer(Conv2DTranspose(1, 3, strides=2, use_bias=False), y, slanted)
show_numbers([x, a_x, y, at_y], titles=["x", "A x", "y", "Aᵀ y"])
print("<A x, y> =", (a_x * y).sum())
print("<x, Aᵀ y> =", (x * at_y).sum())

assert (a_x * y).sum() == (x * at_y).sum()

# %% [markdown]
# This matters more than it seems. When a network learns, errors travel backwards through its
# layers, and through a `Conv2D` they travel by just this $A^T$.
#
# *Transposed* is not *inverse*, though: $A^T A x$ has the size of x, and is another picture.

# %%
there = conv2d(x, slanted, strides=2)
and_back = apply_layer(Conv2DTranspose(1, 3, strides=2, use_bias=False), there, slanted)
show_numbers([x, and_back], titles=["x", "Aᵀ A x"])

assert and_back.shape == x.shape
assert not np.isclose(and_back, x).any()

# %% [markdown]
# ### Exercise: stamps
#
# Now compute a transposed convolution by hand. Every pixel of the table `stamps` leaves the whole
# kernel in the output, times its own value; from one pixel to the next the stamp moves by the
# stride; **where stamps overlap they are added**. Both layers have `padding="valid"`.
#
# - `side_by_side`: `Conv2DTranspose` with `kernel_of_2` and `strides=2`, which gives 4 × 4 numbers,
# - `overlapping`: the same with `kernel_of_3` and `strides=2`, which gives 5 × 5 numbers.
#
# *What to look for:* the row and the column in the middle of `overlapping`. How many stamps meet in
# the very middle?

# %%
stamps = tables["stamps"]
kernel_of_2 = np.array([[1, 2], [0, 3]])
kernel_of_3 = np.array([[1, 2, 1], [0, 1, 0], [3, 0, 2]])
show_numbers([stamps, kernel_of_2, kernel_of_3], titles=["stamps", "kernel_of_2", "kernel_of_3"])

# %% answer="stamps"
side_by_side = np.zeros((4, 4))
overlapping = np.zeros((5, 5))
### BEGIN SOLUTION
for row in range(2):
    for column in range(2):
        value, top, left = stamps[row, column], 2 * row, 2 * column
        side_by_side[top : top + 2, left : left + 2] += value * kernel_of_2
        overlapping[top : top + 3, left : left + 3] += value * kernel_of_3
### END SOLUTION
show_numbers([side_by_side, overlapping], titles=["side_by_side", "overlapping"])

# %% check="stamps"
check("stamps")

# %% [markdown]
# ### A chessboard that nobody has drawn
#
# Where stamps overlap, more is added up. Take an even picture, all 1, and a kernel that is 1
# everywhere, so that the output simply counts the stamps at each pixel: with a kernel of 3 and a
# stride of 2 some pixels get one stamp, some two, some four. With a kernel of 4 it is four for all,
# away from the border: **the stride divides the kernel's size**, so the stamps fit together.

# %%
even = np.ones((4, 4))
ones_3, ones_4 = np.ones((3, 3)), np.ones((4, 4))
count_3 = apply_layer(Conv2DTranspose(1, 3, strides=2, use_bias=False), even, ones_3)
count_4 = apply_layer(Conv2DTranspose(1, 4, strides=2, use_bias=False), even, ones_4)
show_numbers([count_3, count_4], titles=["kernel 3, stride 2", "kernel 4, stride 2"])

assert set(count_3.ravel().tolist()) == {1, 2, 4}
assert set(count_4[2:-2, 2:-2].ravel().tolist()) == {4}

# %% [markdown]
# In a picture that shows as a fine chessboard or grid, and one sees it in pictures that networks
# have made. Here is the pooled coat, made larger by kernels of 3 and of 4. The last kernel has the
# weights 1, 3, 3, 1 in both directions, over 16. Look at its picture: you know it.

# %%
by_three = apply_layer(Conv2DTranspose(1, 3, strides=2, use_bias=False), coat_mean, ones_3 / 4)
by_four = apply_layer(Conv2DTranspose(1, 4, strides=2, use_bias=False), coat_mean, ones_4 / 4)
weights_1331 = np.outer([1, 3, 3, 1], [1, 3, 3, 1]) / 16
by_1331 = apply_layer(Conv2DTranspose(1, 4, strides=2, use_bias=False), coat_mean, weights_1331)
show_row(
    [by_three, by_four, by_1331, back_bilinear],
    ["3 × 3, all ones", "4 × 4, all ones", "4 × 4, 1 3 3 1", "bilinear"],
)

assert np.allclose(by_1331[2:-2, 2:-2], back_bilinear[1:-1, 1:-1], atol=1e-6)

# %% [markdown]
# Bilinear upsampling *is* a transposed convolution (away from the border): its stamps are the
# weights 1, 3, 3, 1. And upsampling by nearest is one with a 2 × 2 kernel of ones.
#
# ## 7. Which size was it?
#
# On the way down some sizes become one. Here is `Conv2D` with a kernel of 3, `strides=2` and
# `padding="same"`:

# %%
halve = Conv2D(1, 3, strides=2, padding="same", use_bias=False)
for size in range(9, 15):
    print(f"{size:2} pixels become", halve(np.zeros((1, size, size, 1))).shape[1])

assert halve(np.zeros((1, 11, 12, 1))).shape[1:3] == (6, 6)

# %% [markdown]
# 11 and 12 both become 6. With a larger stride still more sizes fall together, and a rest at the
# border that no window reaches makes it worse.
#
# ### Exercise: sizes that fall together
#
# Find **all** numbers of pixels, on one axis, that the layer turns into the given number. Write
# them as a tuple, like `(6, 7)`, in any order.
#
# | variable | layer | output |
# |---|---|---|
# | `sizes_a` | `MaxPooling2D(3)` | 4 |
# | `sizes_b` | `Conv2D(1, 3, strides=2, padding="same")` | 10 |
# | `sizes_c` | `Conv2D(1, 5, strides=3)`, so `padding="valid"` | 6 |
#
# *What to look for:* how many sizes there are each time, and what that number has to do with the
# layer.

# %% answer="sizes-back"
sizes_a = None
sizes_b = None
sizes_c = None
### BEGIN SOLUTION
sizes_a = (12, 13, 14)
sizes_b = (19, 20)
sizes_c = (20, 21, 22)
### END SOLUTION

# %% check="sizes-back"
check("sizes-back")

# %% [markdown]
# On the way back a layer can't know which size it was. For a network that puts the picture of the
# way down and that of the way up on top of each other, they must agree to the pixel; so
# `Conv2DTranspose` can be told. That is what **`output_padding`** is for: from 14 pixels, with a
# kernel of 3 and a stride of 2, back to 27 or to 28, the two sizes that became 14. It adds no zeros
# to the picture, it only says how far the output goes on.

# %%
small_coat = conv2d(coat, ones_3 / 9, strides=2, padding="same")
sizes = {}
for output_padding in (0, 1, None):
    grow = Conv2DTranspose(
        1, 3, strides=2, padding="same", output_padding=output_padding, use_bias=False
    )
    sizes[output_padding] = apply_layer(grow, small_coat, ones_3 / 9).shape
    print(f"output_padding={output_padding}: from {small_coat.shape} to {sizes[output_padding]}")

assert sizes == {0: (27, 27), 1: (28, 28), None: (28, 28)}

# %% [markdown]
# ## 8. In your own words
#
# ### Exercise: the weaving mill
#
# A weaving mill wants a network that finds faults in cloth. The photographs are large, the threads
# are fine stripes one or two pixels wide, and a fault may be a single bright thread. The pictures
# must be made smaller by 2 at some place in the network.
#
# Which layer would you take there: max pooling, average pooling, every second pixel, or a
# convolution with stride 2? In five to eight sentences: say what each of at least **three** of them
# does to the fine threads and to the single bright thread, what you decide, and whether
# `UpSampling2D` or `Conv2DTranspose` could bring back later what is lost. There is more than one
# good answer. A person reads it.

# %% [markdown] written="weaving-mill"
# Every second pixel is the worst: threads two pixels apart come out all white or all black, or as
# wide stripes that are not in the cloth (aliasing), and a bright thread one pixel wide is gone
# whenever it lies on a column that is left out. Average pooling turns the fine threads into the
# grey that they have from far away, which is honest, but the single bright thread becomes half as
# strong. Max pooling keeps the bright thread at full strength wherever it lies, but it makes the
# fine threads between all white, so that a bright thread hardly differs from its surroundings, and
# dark faults vanish altogether. A convolution with stride 2 can be any of the linear ones: with the
# weights 1, 2, 1 it blurs before it picks, and a network may learn several filters, one for the
# mean and some that answer to a single thread, before the fine pattern is gone.
#
# I would take the convolution with stride 2 and several filters, starting from a blur. What is lost
# doesn't come back: four numbers became one, many pictures give the same small one, and upsampling
# or a transposed convolution only spread the numbers that are left. Transposed is not inverse.

# %% [markdown]
# That's all. You now know what is kept of many numbers and what is lost, why fine patterns must be
# blurred before pixels are thrown away, and that the way back is the same matrix, turned over.
