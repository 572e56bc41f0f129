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
# # Kernels: nine numbers and what they do to a picture
#
# A convolution slides a small grid of numbers, the **kernel**, over a picture. At every place it
# multiplies each number by the pixel under it and adds everything up: that sum is one pixel of the
# output. So little, and yet it moves pictures, finds their edges, blurs them, sharpens them, makes
# them look carved in stone. In a neural network the kernels are learnt from examples. Today *you*
# choose the numbers, so that later you can read what a network has learnt.
#
# - **You will learn** to write a kernel for what you want to happen, to build new kernels from old
#   ones, and to keep Keras, OpenCV and the mathematicians apart.
# - **You need** NumPy arrays and a first idea of what a Keras layer is.
# - **It takes** 60 to 90 minutes.
# - **The points:** each exercise gives 1 to 3 points; its check shows how many.
#
# **How it works.** Write your answer where it says `YOUR CODE HERE`, run the cell, then run the
# `check(...)` under it. You may check as often as you like: nothing is lost by a wrong try, and a
# check says what is wrong. A check looks at a picture of a few pixels, which can be worked out on
# paper; when your work is marked, larger pictures are used as well.
#
# The first cell takes a few seconds. Lines on a red ground are TensorFlow talking about your
# computer; they do no harm.

# %%
import matplotlib.pyplot as plt
import numpy as np
from tensorflow.keras.layers import Conv2D

from autograder.notebook import palette
from autograder.notebook.check import open_checks
from autograder.notebook.pictures import (
    load_clothes,
    load_colour,
    load_picture,
    own_picture,
    show,
    show_figure,
    show_row,
)

check = open_checks("kernels")

# %% [markdown]
# Our small pictures are clothes, 28 x 28 pixels each, from 0 (black) to 1 (white). Choose a
# number other than 0 if you like: all pictures below will then show that piece.

# %% play=true
clothes = load_clothes()
picture = clothes[0]

# %%
print(picture.shape)
show(picture)

# %% [markdown]
# ## 1. A layer and its random kernel
#
# `Conv2D` is a layer: a thing that you make first and call afterwards. It works on a whole *batch*
# of pictures, each with *channels* (one if it is grey, three if it is in colour), so it wants four
# axes: (batch, height, width, channels). One grey picture is a batch of one.

# %%
layer = Conv2D(filters=1, kernel_size=(3, 3), use_bias=False)
batch = picture.reshape(1, 28, 28, 1)
out = layer(batch)
print(batch.shape, "->", out.shape)
show(picture, out, layer.get_weights()[0])

# %% [markdown]
# Nobody has told the layer what to do, so its kernel (in the middle) holds random numbers, and the
# output is a confused version of the input.
#
# And the output is smaller: 26 x 26. The kernel was only put where all of it lies on the picture,
# and that is not so at the border. Keras calls this `padding="valid"`. With **`padding="same"`**
# the picture is surrounded by zeros first, and the output keeps its size. That is what we use from
# now on.
#
# Where are those numbers? `get_weights()` gives a list of arrays. Here it has one, since we asked
# for no bias.

# %%
weights = layer.get_weights()
print(len(weights), "array, of shape", weights[0].shape)
print(weights[0][:, :, 0, 0])

# %% [markdown]
# The first two axes are what you expect: height and width of the kernel. The other two are
# *depths*: the depth of the **input** (how many channels go in) and the depth of the **output**
# (how many come out, which is the number of `filters`). Both are 1 here, since one grey picture
# goes in and one comes out.
#
# Here is a layer where neither is 1: a picture in colour goes in, two pictures come out. Each of
# the two is made by a filter of its own, and each filter looks at red, green and blue together.

# %%
lantern = load_colour("images/lantern.png")
two_filters = Conv2D(filters=2, kernel_size=(3, 3), padding="same", use_bias=False)
two_pictures = two_filters(lantern[np.newaxis])
print("input", lantern[np.newaxis].shape, " output", two_pictures.shape)
print("weights", two_filters.get_weights()[0].shape)
show_row(
    [lantern, two_pictures[0, :, :, 0], two_pictures[0, :, :, 1]],
    ["input", "first filter", "second filter"],
)

# %% [markdown]
# ### Exercise: the shape of the weights
#
# Predict the shape of the weights, as a tuple of four whole numbers, without running the layer:
#
# | variable | layer | input |
# |---|---|---|
# | `weights_grey` | `Conv2D(1, 5)` | (1, 28, 28, 1), a grey picture |
# | `weights_colour` | `Conv2D(4, (5, 3))` | (1, 96, 128, 3), a picture in colour |
# | `weights_deep` | `Conv2D(16, 3)` | (1, 14, 14, 8), what a layer with 8 filters left |
#
# A single number as kernel size, as in `Conv2D(1, 5)`, stands for a square: (5, 5).
#
# *What to look for:* which of the numbers in the table don't appear in the weights at all, and why?

# %% answer="weights"
weights_grey = None
weights_colour = None
weights_deep = None
### BEGIN SOLUTION
weights_grey = (5, 5, 1, 1)
weights_colour = (5, 3, 3, 4)
weights_deep = (3, 3, 8, 16)
### END SOLUTION

# %% check="weights"
check("weights")

# %% [markdown]
# ## 2. One number at a time
#
# `set_weights` puts our own numbers into a layer, and we start with almost nothing: all zeros, but
# for a single 1. In `k[1, 0, 0, 0]` the first index counts rows (0 above, 1 middle, 2 below), the
# second counts columns (0 left, 1 middle, 2 right). So our 1 stands in the middle row, on the left.
# The input is a single white pixel.

# %%
dot = np.zeros((7, 7))
dot[3, 3] = 1

k = np.zeros((3, 3, 1, 1))
k[1, 0, 0, 0] = 1

layer = Conv2D(1, (3, 3), padding="same", use_bias=False)
layer.build((1, 7, 7, 1))  # now the layer has weights, and we can replace them
layer.set_weights([k])
out = layer(dot.reshape(1, 7, 7, 1))
show(dot, out, k)

# %% [markdown]
# The 1 stands on the **left**, and the picture moves to the **right**! It must: the middle of the
# kernel lies on the pixel that is being computed, so a 1 on the left fetches the value of the left
# neighbour. Every pixel takes over what its left neighbour had, and thus everything moves to the
# right. As a formula, for a 3 x 3 kernel,
#
# $$\text{out}[i, j] = \sum_{m=0}^{2} \sum_{n=0}^{2} k[m, n] \cdot \text{in}[i+m-1,\; j+n-1]$$
#
# and where only $k[1, 0]$ is 1, this is $\text{out}[i, j] = \text{in}[i, j - 1]$. Whenever you are
# in doubt, ask: *what does one output pixel need, and where does that lie?*
#
# Making a layer, setting its weights, calling it: from here on we do these three steps in one go.
# Read this function once. There is nothing in it that you haven't seen.


# %%
def conv2d(picture, kernel):
    """What a Conv2D with this kernel makes of a grey picture: an array of the same size."""
    kernel = np.asarray(kernel, dtype="float32")
    layer = Conv2D(1, kernel.shape[:2], padding="same", use_bias=False)
    layer.build((1, *picture.shape, 1))
    layer.set_weights([kernel])
    out = layer(picture.reshape(1, *picture.shape, 1))
    return out[0, :, :, 0].numpy()


show(picture, conv2d(picture, k), k)

# %% [markdown]
# ### Exercise: nothing happens
#
# Make `identity`, a 3 x 3 kernel (shape (3, 3, 1, 1)) that leaves every picture exactly as it is.
#
# *What to look for:* input and output must be the same, at the borders as well.

# %% answer="identity"
identity = np.zeros((3, 3, 1, 1))
### BEGIN SOLUTION
identity[1, 1, 0, 0] = 1
### END SOLUTION
show(picture, conv2d(picture, identity), identity)

# %% check="identity"
check("identity")

# %% [markdown]
# ### Exercise: left, and up
#
# Make two kernels that move pictures:
#
# - `shift_left`, of shape (3, 3, 1, 1), moves the picture to the **left by one** pixel: the output
#   at row i, column j is the input at row i, column j + 1.
# - `shift_up`, of shape (5, 5, 1, 1), moves it **up by two** pixels: the output at row i, column j
#   is the input at row i + 2, column j. A 3 x 3 kernel can't reach that far; in a 5 x 5 kernel the
#   middle is at [2, 2].
#
# *What to look for:* the white pixel of the input stands at row 3, column 3. Where does it go? And
# if it had stood at the very bottom, what would take its place?

# %% answer="shifts"
shift_left = np.zeros((3, 3, 1, 1))
shift_up = np.zeros((5, 5, 1, 1))
### BEGIN SOLUTION
shift_left[1, 2, 0, 0] = 1
shift_up[4, 2, 0, 0] = 1
### END SOLUTION
show(dot, conv2d(dot, shift_left), shift_left)
show(dot, conv2d(dot, shift_up), shift_up)

# %% check="shifts"
check("shifts")

# %% [markdown]
# ## 3. Derivatives: where does the picture change?
#
# An edge is a place where neighbours differ. So we subtract neighbours. Let us look at one row of
# the picture first: its grey values, and under them, at every pixel, its right neighbour minus its
# left neighbour.

# %%
row = picture[20]
differences = np.zeros(28)
differences[1:-1] = row[2:] - row[:-2]

fig, (above, below) = plt.subplots(2, 1, figsize=(8, 3.6), sharex=True)
fig.subplots_adjust(left=0.06, right=0.98, top=0.92, bottom=0.08, hspace=0.35)
above.vlines(range(28), 0, row, color=palette.GREY, linewidth=14)
above.set_title("grey values of row 20", fontsize=10, y=1)
above.set_ylim(bottom=0)
colours = np.where(differences < 0, palette.BLUE, palette.ORANGE)
below.vlines(range(28), 0, differences, color=colours, linewidth=14)
below.set_title("right neighbour minus left neighbour", fontsize=10, y=1)
below.axhline(0, color="black", linewidth=0.8)
below.set_xlim(-1.8, 28.8)
show_figure(fig, "Two rows of bars: the grey values of row 20, and below them the differences")

# %% [markdown]
# Where the row gets brighter (going to the right) the difference is positive, where it gets darker
# negative, and where nothing changes it is 0. This is the *derivative* of the row, as well as
# pixels allow (twice it, to be exact: the two neighbours lie two pixels apart).
#
# A kernel can do that for all rows at once: fetch one neighbour with weight +1, the other with
# weight -1.
#
# ### Exercise: the derivative in x
#
# Make `derivative_x`, of shape (3, 3, 1, 1): each output pixel is its **right** neighbour **minus**
# its **left** neighbour.
#
# *What to look for:* negative values come out, so in the output a medium grey stands for 0. Which
# edges light up, which turn dark, and which don't show at all?

# %% answer="derivative-x"
derivative_x = np.zeros((3, 3, 1, 1))
### BEGIN SOLUTION
derivative_x[1, 0, 0, 0] = -1
derivative_x[1, 2, 0, 0] = 1
### END SOLUTION
show(picture, conv2d(picture, derivative_x), derivative_x)

# %% check="derivative-x"
check("derivative-x")

# %% [markdown]
# ### Exercise: the derivative in y
#
# Rows are counted from the top, so y grows *downwards*. Make `derivative_y`, of shape (3, 3, 1, 1):
# each output pixel is the neighbour **below minus** the neighbour **above**.
#
# *What to look for:* compare with the derivative in x. A striped shirt is one picture for the one,
# and quite another for the other.

# %% answer="derivative-y"
derivative_y = np.zeros((3, 3, 1, 1))
### BEGIN SOLUTION
derivative_y[0, 1, 0, 0] = -1
derivative_y[2, 1, 0, 0] = 1
### END SOLUTION
show(picture, conv2d(picture, derivative_y), derivative_y)

# %% check="derivative-y"
check("derivative-y")

# %% [markdown]
# ## 4. The sum rule
#
# You may have noticed: the derivative is one shifted picture minus another shifted picture. And its
# kernel is one shift's kernel minus the other's. That is no accident. Write f for the picture and
# f\*k for its convolution with the kernel k. Then always
#
# $$f * k_1 + f * k_2 = f * (k_1 + k_2)$$
#
# Two convolutions and a sum of *pictures*, or a sum of *kernels* and one convolution: the result is
# the same. This is called **distributivity**, and it holds because a convolution only multiplies
# and adds. Let us see it in numbers, with two kernels picked at random.

# %%
rng = np.random.default_rng(seed=7)
a = rng.normal(size=(3, 3, 1, 1))
b = rng.normal(size=(3, 3, 1, 1))

sum_of_pictures = conv2d(picture, a) + conv2d(picture, b)
sum_of_kernels = conv2d(picture, a + b)
print("largest difference:", np.abs(sum_of_pictures - sum_of_kernels).max())
show_row(
    [conv2d(picture, a), conv2d(picture, b), sum_of_pictures, sum_of_kernels],
    ["f * a", "f * b", "f * a + f * b", "f * (a + b)"],
)

# %% [markdown]
# The two pictures on the right agree but for rounding in the seventh digit. One convolution does
# the work of two, at half the price. And even better: it tells us how to *build* kernels, from
# simple ones that we understand. The rest of this notebook builds on that.
#
# ### Exercise: three at once
#
# Here are two kernels, and what three convolutions make of them: f\*k1 + f\*k2 + f\*k2 (the last
# one twice, that is no misprint).

# %%
k1 = np.array([[0, 1, 0], [2, -1, 0], [0, 0, 0]]).reshape(3, 3, 1, 1)
k2 = np.array([[0, 0, -1], [0, 1, 0], [0, 0, 0]]).reshape(3, 3, 1, 1)

three_convolutions = conv2d(picture, k1) + conv2d(picture, k2) + conv2d(picture, k2)
show(picture, three_convolutions, titles=("input", "f*k1 + f*k2 + f*k2"))

# %% [markdown]
# Make `all_at_once`, *one* kernel whose single convolution gives this picture, whatever the input
# is.
#
# *What to look for:* the largest difference that the cell prints should be 0, but for rounding.

# %% answer="sum-rule"
all_at_once = np.zeros((3, 3, 1, 1))
### BEGIN SOLUTION
all_at_once = k1 + k2 + k2
### END SOLUTION
difference = conv2d(picture, all_at_once) - three_convolutions
print("largest difference:", np.abs(difference).max())
show(picture, conv2d(picture, all_at_once), all_at_once)

# %% check="sum-rule"
check("sum-rule")

# %% [markdown]
# ## 5. Blurring: the mean of the neighbours
#
# To blur is to let every pixel share with its neighbours: all weights are positive, and the output
# is a *mean*. Now the size of the weights matters. Here a pixel counts four times, its direct
# neighbours twice, the corners once. Used like this, the weights add up to 16, and on an even area
# the output is 16 times the input. Divided by 16 they add up to 1, and the picture stays as bright
# as it was.

# %%
bumps = np.array([[1, 2, 1], [2, 4, 2], [1, 2, 1]]).reshape(3, 3, 1, 1)
print("the weights add up to", bumps.sum(), "or, divided by 16, to", (bumps / 16).sum())
too_bright = conv2d(picture, bumps)
smooth = conv2d(picture, bumps / 16)
print(f"brightest pixels: {picture.max():.2f} in the input, {too_bright.max():.2f} undivided,")
print(f"and {smooth.max():.2f} divided by 16")
show_row(
    [picture, np.clip(too_bright, 0, 1), smooth],
    ["input", "undivided, cut off at white", "divided by 16"],
)

# %% [markdown]
# ### Exercise: a plain mean
#
# Make `blur`, of shape (3, 3, 1, 1): each output pixel is the plain mean of the nine pixels around
# and under it, all of them counting the same.
#
# *What to look for:* fine patterns melt away, large areas keep their brightness. At the border it
# gets darker: what does `padding="same"` mix into the mean there?

# %% answer="blur"
blur = np.zeros((3, 3, 1, 1))
### BEGIN SOLUTION
blur = np.ones((3, 3, 1, 1)) / 9
### END SOLUTION
show(picture, conv2d(picture, blur), blur)

# %% check="blur"
check("blur")

# %% [markdown]
# ### Exercise: motion blur
#
# When a camera moves to the side while it takes a picture, each pixel becomes a mean along its
# *row*. A kernel need not be square for that. Make `motion_blur`, of shape (1, 5, 1, 1): one row of
# five weights. Each output pixel is the mean of itself, two pixels to its left and two to its
# right.
#
# *What to look for:* upright lines melt, level ones stay sharp.

# %% answer="motion-blur"
motion_blur = np.zeros((1, 5, 1, 1))
### BEGIN SOLUTION
motion_blur = np.ones((1, 5, 1, 1)) / 5
### END SOLUTION
show(picture, conv2d(picture, motion_blur), motion_blur)

# %% check="motion-blur"
check("motion-blur")

# %% [markdown]
# ## 6. Sharpening: give back what blurring takes
#
# Blurring takes the details away. So the details are *picture minus blurred picture*. And whoever
# adds the details to the picture has more of them than before: it looks sharper.
#
# For this we take our large picture, a tiling of the hyperbolic plane, and a piece of it, to see
# single pixels. The blur is the one from above, with the weights 1, 2 and 4.

# %%
tiling = load_picture("images/tiling.png")
show(tiling)

piece = tiling[150:270, 160:320]
blurred = conv2d(piece, bumps / 16)
details = piece - blurred
show_row(
    [piece, blurred, details, np.clip(piece + details, 0, 1)],
    ["picture", "blurred", "details: picture - blurred", "picture + details"],
)

# %% [markdown]
# ### Exercise: sharpening with one kernel
#
# Picture plus details is picture + (picture - blurred) = **twice the picture minus the blurred
# picture**. Two pictures, so two kernels; the sum rule makes one of them.
#
# Make `sharpen`, of shape (3, 3, 1, 1): a single kernel that gives twice the picture minus its
# plain 3 x 3 mean (all nine pixels counting the same, *not* the weights 1, 2, 4).
#
# *What to look for:* lines get a dark and a bright seam. Even areas stay as they are: what must the
# weights add up to?

# %% answer="sharpen"
sharpen = np.zeros((3, 3, 1, 1))
### BEGIN SOLUTION
sharpen = -np.ones((3, 3, 1, 1)) / 9
sharpen[1, 1, 0, 0] += 2
### END SOLUTION
show(piece, np.clip(conv2d(piece, sharpen), 0, 1), sharpen)

# %% check="sharpen"
check("sharpen")

# %% [markdown]
# ## 7. Edges in all directions
#
# A derivative finds edges of one direction. Another way to see an edge: a pixel that *differs from
# its neighbours*. Along a row this is twice the pixel minus the neighbours left and right, the
# kernel -1, 2, -1. Where the row is even (or gets brighter evenly) it gives 0. Beside an edge it
# doesn't.

# %%
along_rows = np.array([-1, 2, -1]).reshape(1, 3, 1, 1)
show(tiling, np.clip(conv2d(tiling, along_rows), -0.5, 0.5), along_rows)

# %% [markdown]
# (So that fine lines can be seen, what is below -0.5 is shown black, and what is above 0.5 white.)
#
# The level lines are missing: no row changes where it runs along such a line. But the same can be
# done along the columns, and you know how to make one kernel of two.
#
# ### Exercise: edge detection
#
# Make `edges`, of shape (3, 3, 1, 1): each output pixel is **four times the pixel minus its four
# direct neighbours**, left, right, above and below. The corners of the kernel stay 0.
# (Mathematicians call it the *Laplacian*, up to its sign.)
#
# *What to look for:* every line of the tiling, whatever its direction, on an even grey. And the
# brightness of the areas? It is gone: this kernel doesn't know whether an area is black or white.

# %% answer="edges"
edges = np.zeros((3, 3, 1, 1))
### BEGIN SOLUTION
edges[0, 1, 0, 0] = edges[1, 0, 0, 0] = -1
edges[2, 1, 0, 0] = edges[1, 2, 0, 0] = -1
edges[1, 1, 0, 0] = 4
### END SOLUTION
show(tiling, np.clip(conv2d(tiling, edges), -0.5, 0.5), edges)

# %% check="edges"
check("edges")

# %% [markdown]
# ## 8. Embossing: a picture in stone
#
# This kernel subtracts what lies at the upper left and adds what lies at the lower right. It is a
# derivative along the diagonal; but its weights add up to 1, so that something of the picture
# itself is left. Our eyes take it for a relief, with a lamp in the **upper left** corner: what is
# bright seems raised, and its upper left slope catches the light.

# %%
emboss_upper_left = np.array([[-2, -1, 0], [-1, 1, 1], [0, 1, 2]]).reshape(3, 3, 1, 1)
show(tiling, np.clip(conv2d(tiling, emboss_upper_left), 0, 1), emboss_upper_left)

# %% [markdown]
# ### Exercise: move the lamp
#
# Make `emboss`, of shape (3, 3, 1, 1), with the same nine numbers but the lamp in the **upper
# right** corner:
#
# - the weight at the upper right is -2, the weight at the lower left is 2;
# - the two cells beside the upper right corner are -1, the two beside the lower left corner are 1;
# - the middle is 1, and the two corners that are left are 0.
#
# *What to look for:* the same pattern, lit from the other side. On which side of a dark line, or of
# the big circle, does the bright seam lie now?

# %% answer="emboss"
emboss = np.zeros((3, 3, 1, 1))
### BEGIN SOLUTION
emboss = np.array([[0, -1, -2], [1, 1, -1], [2, 1, 0]]).reshape(3, 3, 1, 1)
### END SOLUTION
show(tiling, np.clip(conv2d(tiling, emboss), 0, 1), emboss)

# %% check="emboss"
check("emboss")

# %% [markdown]
# ## 9. Is this really a convolution?
#
# Time for a confession. What `Conv2D` computes is called **cross-correlation** in mathematics. The
# mathematical convolution with a 3 x 3 kernel g, its middle at [1, 1] as well, is
#
# $$(f * g)[i, j] = \sum_{m=0}^{2} \sum_{n=0}^{2} g[m, n] \cdot f[i - (m - 1),\; j - (n - 1)]$$
#
# with a *minus* where our formula of part 2 has a plus. You see the difference best where the input
# is a single white pixel, in one dimension first. NumPy has both: `np.convolve` and `np.correlate`.

# %%
spike = np.array([0, 0, 0, 1, 0, 0, 0])
weights_of_three = np.array([1, 2, 3])
print("input                    ", spike)
print("mathematical convolution ", np.convolve(spike, weights_of_three, mode="same"))
print("cross-correlation        ", np.correlate(spike, weights_of_three, mode="same"))

# %% [markdown]
# In the convolution every input pixel *stamps* the weights 1, 2, 3 onto the output, just as they
# are. In the cross-correlation every output pixel *fetches* its neighbours, and a single pixel
# comes out as 3, 2, 1: you have seen it in part 2, as a picture that moves to the right. For a
# network this makes no difference, since it learns its kernels anyway, in whatever direction they
# are laid on the picture. For us it does.
#
# The same in two dimensions, for a kernel g without any symmetry:

# %%
g = np.array([[1, 2, 0], [0, 3, 0], [-1, 0, 0]]).reshape(3, 3, 1, 1)
stamped = np.zeros((7, 7))
stamped[2:5, 2:5] = g[:, :, 0, 0]  # the convolution of the dot with g: a copy of g, around the dot
show_row([dot, stamped, conv2d(dot, g)], ["the dot f", "f * g, the convolution", "Conv2D with g"])

# %% [markdown]
# ### Exercise: a true convolution with Conv2D
#
# Make `true_convolution`, of shape (3, 3, 1, 1): the kernel that you must give to `Conv2D` so that
# it computes the mathematical convolution f\*g with the g above, for every picture f.
#
# *What to look for:* from the dot, your kernel should make the picture in the middle of the row
# above.

# %% answer="true-convolution"
true_convolution = np.zeros((3, 3, 1, 1))
### BEGIN SOLUTION
true_convolution = g[::-1, ::-1]
### END SOLUTION
show(dot, conv2d(dot, true_convolution), true_convolution)

# %% check="true-convolution"
check("true-convolution")

# %% [markdown]
# ## 10. The same kernel elsewhere: OpenCV
#
# Kernels are older than neural networks, and every image program has them. In OpenCV, a
# library for images, it is one function: `cv2.filter2D(picture, -1, kernel)`. The kernel has two
# axes only; the -1 says that the output has the same type of numbers as the input. Let us compare
# it with `Conv2D`, on a coat that touches the border.

# %%
import cv2

coat = load_picture("images/clothes/04-coat.png")
slanted = np.array([[0, 1, 2], [-1, 0.5, 0], [0, -1.5, 0]])

by_keras = conv2d(coat, slanted.reshape(3, 3, 1, 1))
by_opencv = cv2.filter2D(coat, -1, slanted)
difference = np.abs(by_keras - by_opencv)
print("largest difference inside:       ", difference[1:-1, 1:-1].max())
print("largest difference at the border:", difference.max())
show_row([coat, by_keras, by_opencv, difference], ["input", "Conv2D", "filter2D", "difference"])

# %% [markdown]
# Inside both agree: OpenCV doesn't turn the kernel around either. But look at the upper and lower
# border. To compute a pixel there one needs pixels that don't exist, and the two libraries *invent*
# different ones.
#
# ### Exercise: agree at the border
#
# Make `opencv`: the output of `cv2.filter2D` on `coat` with the kernel `slanted`, so that it equals
# the output of `Conv2D` with `padding="same"` everywhere. What you need is the argument
# `borderType`; OpenCV's documentation (or `help(cv2.filter2D)`, or completing `cv2.BORDER_` with
# the Tab key) shows what there is.
#
# *What to look for:* a difference that is black all over.

# %% answer="opencv"
opencv = np.zeros((28, 28))
### BEGIN SOLUTION
opencv = cv2.filter2D(coat, -1, slanted, borderType=cv2.BORDER_CONSTANT)
### END SOLUTION
yours = np.squeeze(opencv)
show_row([by_keras, yours, np.abs(by_keras - yours)], ["Conv2D", "yours", "difference"])

# %% check="opencv"
check("opencv")

# %% [markdown]
# ## 11. Your own picture
#
# Now it is your turn, with a picture of your own. Put it beside this notebook under the name
# `my-picture.png` (in Colab the next cell lets you upload one). If you have none at hand, the
# tiling will do. Choose a kernel, any you like: one of today's, a sum of two of them, a larger one,
# or numbers that you are simply curious about. Try several.

# %% play=true
own = own_picture()
my_kernel = np.array([[-1, 0, 0], [0, 0, 0], [0, 0, 1]]).reshape(3, 3, 1, 1)
show(own, conv2d(own, my_kernel), my_kernel)

# %% [markdown]
# ### Exercise: say what you see
#
# Describe in three to five sentences what your kernel does, and write down its numbers. What does
# it add and subtract at a single pixel? What do its weights add up to? Where in your picture can
# one see that, and is there a place that surprised you? A person reads this one.

# %% [markdown] written="own-picture"
# I took a photograph of our kitchen window and the kernel [[-1, 0, 0], [0, 0, 0], [0, 0, 1]]. It
# gives the neighbour at the lower right minus the neighbour at the upper left, so it is a
# derivative along the diagonal. Its weights add up to 0: the even wall turns into one medium grey,
# no matter how bright it was. The frame of the window shows best at its upper left corner (bright)
# and its lower right corner (dark), because there the brightness changes along the diagonal. What
# surprised me: the cable of the lamp runs along that very diagonal and has vanished.
