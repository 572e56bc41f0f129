# %% [markdown]
# # Shapes
#
# How large is the picture that comes out of a layer? In this notebook you learn to tell before you
# run it: with and without padding, with a stride, after pooling, on the way back up, and with many
# filters. At the end you turn the question round and choose a layer for the shape you want.
#
# **You need** to know what a convolution is and how to make a `Conv2D` (the notebook *Kernels*).
# Paper and pencil help. **It takes** 60 to 90 minutes.
#
# **Points:** each check shows how many, and a person reads a short text at the end. Where you
# predict several shapes, each one counts.
#
# **How a check works:** run the cell with `check(...)`. It says at once what is right, what is not,
# and often which idea went wrong. You may check as often as you like; nothing is lost.

# %%
import json

import numpy as np
import matplotlib.pyplot as plt
import tensorflow as tf
from tensorflow.keras.layers import (
    AveragePooling2D,
    Conv2D,
    Conv2DTranspose,
    MaxPooling2D,
    UpSampling2D,
    ZeroPadding2D,
)
from autograder.notebook import palette
from autograder.notebook.check import open_checks
from autograder.notebook.pictures import (
    load_clothes,
    load_colour,
    load_picture,
    show,
    show_figure,
    show_numbers,
    show_row,
)

check = open_checks("shapes")
tf.keras.utils.set_random_seed(7)  # the same random kernels each time you restart

# %% [markdown]
# ## Our pictures
#
# A piece of clothing, 28 rows by 28 columns, a large grey picture that is **not square**, and a
# small one in colour. Below each you see its rows × columns.

# %%
clothes = load_clothes()
garment = clothes[0]
tiling = load_picture("images/tiling.png")
lantern = load_colour("images/lantern.png")
show_row([garment, tiling, lantern], titles=["garment", "tiling", "lantern"])

# %% [markdown]
# A Keras layer wants a **batch** of pictures, even if there is only one. So what goes in has four
# axes, always in this order:
#
# $$(\text{batch},\ \text{height},\ \text{width},\ \text{channels})$$
#
# One grey picture of 28 × 28 is `(1, 28, 28, 1)`. Ten pictures in colour, 96 rows by 128 columns,
# are `(10, 96, 128, 3)`. What comes out has the same four axes, so **every shape you write here has
# four numbers**. Height comes before width, as in a matrix.
#
# Rows and columns never disturb each other: work out the height with the numbers for the rows, then
# the width with those for the columns. So most of the time we may look at a single row of pixels.
# This function draws one. You don't need to read its code.


# %%
def draw_windows(size, kernel, stride=1, padding="valid"):
    """Draw one row of `size` pixels, and below it each place where the window stands."""
    places, zeros = (size - kernel) // stride + 1, 0
    if padding == "same":
        places = -(-size // stride)
        zeros = max((places - 1) * stride + kernel - size, 0)
    first = -(zeros // 2)
    starts = [first + place * stride for place in range(places)]
    seen = {pixel for start in starts for pixel in range(start, start + kernel)}
    across, down = size + zeros, 1.4 + 0.55 * places
    figure, axes = plt.subplots(figsize=(0.42 * across + 0.4, 0.42 * down + 0.5))
    for pixel in range(first, first + across):
        real = 0 <= pixel < size
        colour = "white" if not real else palette.PALE_BLUE if pixel in seen else palette.AMBER
        style = "-" if real else ":"
        axes.add_patch(plt.Rectangle((pixel, 0), 1, 1, fc=colour, ec="black", ls=style))
        text = str(pixel) if real else "zero"
        axes.text(pixel + 0.5, 0.5, text, ha="center", va="center", size=9 if real else 7)
    for place, start in enumerate(starts):
        foot = -0.65 - 0.55 * place
        bar = plt.Rectangle((start + 0.06, foot), kernel - 0.12, 0.38, fc=palette.BLUE, ec="none")
        axes.add_patch(bar)
    axes.set_xlim(first - 0.2, first + across + 0.2)
    axes.set_ylim(1.2 - down, 1.1)
    axes.set_axis_off()
    words = "window" if places == 1 else "windows"
    title = f"{size} pixels, kernel {kernel}, stride {stride}, {padding}: {places} {words}"
    axes.set_title(title, size=10)
    begin = ", ".join(str(start) for start in starts)
    show_figure(figure, f"{title}; the windows begin at pixel {begin}")


# %% [markdown]
# # 1. Borders
#
# ## Valid: only whole windows
#
# `Conv2D` lays its kernel on the picture, computes one number, and goes on by one pixel. Unless
# you say otherwise its padding is `"valid"`: the kernel must lie **wholly inside** the picture.
# Each blue bar below is one place of the kernel, and each place gives one output pixel.

# %%
draw_windows(10, 4)

# %% [markdown]
# The kernel of 4 pixels starts at pixel 0, and for the last time at pixel $10 - 4 = 6$. From 0 to 6
# there are 7 places, not 6. For $i$ pixels and a kernel of $k$:
#
# $$\text{output} = i - k + 1$$
#
# Now in two dimensions: a blur with a kernel of 7 × 7. Look at the sizes below the pictures. The
# garment has lost three pixels on each side.

# %%
blur = Conv2D(1, 7, use_bias=False)
blurred = blur(garment.reshape(1, 28, 28, 1))  # the first call makes the weights
blur.set_weights([np.ones((7, 7, 1, 1)) / 49])
blurred = blur(garment.reshape(1, 28, 28, 1))
show(garment, blurred, blur.get_weights()[0])
print("(1, 28, 28, 1) becomes", blurred.shape)

# %% [markdown]
# ### Exercise: `valid`
#
# Predict the shape of what comes out, and write it as a tuple of four numbers in place of `None`.
# First think, then check.
#
# - `valid_a`: `Conv2D(1, 3)` on an input of `(1, 28, 28, 1)`
# - `valid_b`: `Conv2D(1, 5)` on `(1, 20, 32, 1)`
# - `valid_c`: `Conv2D(1, (3, 7))` on `(4, 48, 64, 1)`; the kernel has 3 rows and 7 columns
#
# **Look for:** where each number of your tuple comes from. There are four pictures in the last
# batch.

# %% answer="valid"
valid_a = None
valid_b = None
valid_c = None
### BEGIN SOLUTION
valid_a = (1, 26, 26, 1)
valid_b = (1, 16, 28, 1)
valid_c = (4, 46, 58, 1)
### END SOLUTION

# %% check="valid"
check("valid")

# %% [markdown]
# Here you can play: change the numbers and run the cell again, as often as you like.

# %% play=true
draw_windows(12, 3)
print(Conv2D(1, (5, 2))(np.zeros((1, 12, 12, 1))).shape)

# %% [markdown]
# ## Same: zeros around the picture
#
# With `padding="same"` the layer first puts zeros around the picture, just enough that with stride
# 1 there is a window for **every** pixel. So 28 × 28 stays 28 × 28, and the zeros leave a dark
# frame, as if the world outside the picture were black.

# %%
blur_same = Conv2D(1, 7, padding="same", use_bias=False)
blur_same(garment.reshape(1, 28, 28, 1))
blur_same.set_weights([np.ones((7, 7, 1, 1)) / 49])
bright = np.full((1, 28, 28, 1), 0.8)
show(bright, blur_same(bright), blur_same.get_weights()[0], titles=("all light grey", "blurred"))

# %% [markdown]
# A kernel of 3 needs one zero on each side. A kernel of 4 has no middle: it needs three zeros in
# all, and the odd one goes to the right (and to the bottom).

# %%
draw_windows(7, 3, padding="same")
draw_windows(7, 4, padding="same")

# %% [markdown]
# With a **stride** of 2 the window goes on by two pixels at each step, so it stops at every second
# pixel only. Then even "same" does not keep the size! If part of a step is left over, there is
# one more window for it, and the zeros fill it up. For any kernel, with stride $s$:
#
# $$\text{output} = \left\lceil \frac{i}{s} \right\rceil\qquad\text{(divide, then round up)}$$

# %%
draw_windows(10, 4, stride=3, padding="same")

# %% [markdown]
# ### Exercise: `same`
#
# - `same_a`: `Conv2D(1, 5, padding="same")` on `(1, 28, 28, 1)`
# - `same_b`: `Conv2D(1, 5, strides=2, padding="same")` on `(1, 27, 45, 1)`
# - `same_c`: `Conv2D(1, 6, padding="same")` on `(1, 20, 30, 1)`
#
# **Look for:** what the size of the kernel changes here. (A trick question.)

# %% answer="same"
same_a = None
same_b = None
same_c = None
### BEGIN SOLUTION
same_a = (1, 28, 28, 1)
same_b = (1, 14, 23, 1)
same_c = (1, 20, 30, 1)
### END SOLUTION

# %% check="same"
check("same")

# %% [markdown]
# ## ZeroPadding2D: zeros where you want them
#
# You can also put the zeros there yourself, with a layer that does nothing else:
#
# - `ZeroPadding2D(3)`: three on all four sides
# - `ZeroPadding2D(((top, bottom), (left, right)))`: each side on its own
#
# Here the garment stands on grey, so that you see the black zeros: 6 rows of them below, 2 columns
# to the left and 10 to the right.

# %%
on_grey = 0.4 + 0.6 * garment
framed = ZeroPadding2D(((0, 6), (2, 10)))(on_grey.reshape(1, 28, 28, 1))
show(on_grey, framed)
print("28 + 0 + 6 rows, 28 + 2 + 10 columns:", framed.shape)

# %% [markdown]
# ### Exercise: `zero-padding`
#
# - `padded_a`: `ZeroPadding2D(2)` on `(1, 28, 28, 1)`
# - `padded_b`: `ZeroPadding2D(((1, 2), (4, 0)))` on `(1, 20, 30, 1)`
# - `padded_c`: first `ZeroPadding2D(2)`, then `Conv2D(1, 5)` with padding "valid", on
#   `(1, 28, 40, 1)`
#
# **Look for:** what the last one does, all in all. You know a shorter way to write it.

# %% answer="zero-padding"
padded_a = None
padded_b = None
padded_c = None
### BEGIN SOLUTION
padded_a = (1, 32, 32, 1)
padded_b = (1, 23, 34, 1)
padded_c = (1, 28, 40, 1)
### END SOLUTION

# %% check="zero-padding"
check("zero-padding")

# %% [markdown]
# # 2. Stride
#
# The **stride** is the number of pixels by which the window goes on. A larger stride gives a
# smaller picture: the window stops less often. Here a blur goes over the large picture and stops at
# every fourth pixel. About a quarter of the rows and a quarter of the columns are left.

# %%
coarse = Conv2D(1, 5, strides=4, use_bias=False)
coarse(tiling.reshape(1, 360, 480, 1))
coarse.set_weights([np.ones((5, 5, 1, 1)) / 25])
small = coarse(tiling.reshape(1, 360, 480, 1))
show(tiling, small, coarse.get_weights()[0], titles=("input", "output, stride 4"))

# %% [markdown]
# With padding "valid" the steps often don't come out even. Then the last pixels are simply never
# looked at. In the drawing they are orange.

# %%
draw_windows(10, 3, stride=2)
draw_windows(12, 4, stride=3)

# %% [markdown]
# Beside the window in its first place there are $i - k$ pixels. As many whole steps as fit into
# them are made, and the first place counts, too:
#
# $$\text{output} = \left\lfloor \frac{i - k}{s} \right\rfloor + 1
# \qquad\text{(divide, round down, add 1)}$$
#
# A stride may also be a pair: `strides=(2, 3)` goes down by 2 and to the right by 3.
#
# ### Exercise: `stride`
#
# - `stride_a`: `Conv2D(1, 3, strides=2)` on `(1, 28, 28, 1)`
# - `stride_b`: `Conv2D(1, 5, strides=(2, 3))` on `(1, 21, 32, 1)`
# - `stride_c`: `Conv2D(1, 11, strides=4)` on `(1, 32, 45, 1)`. A kernel of 11 with stride 4 is how
#   AlexNet began, the network that made convolutions famous in 2012.
#
# **Look for:** how many rows and columns at the end are never looked at.

# %% answer="stride"
stride_a = None
stride_b = None
stride_c = None
### BEGIN SOLUTION
stride_a = (1, 13, 13, 1)
stride_b = (1, 9, 10, 1)
stride_c = (1, 6, 9, 1)
### END SOLUTION

# %% check="stride"
check("stride")

# %% [markdown]
# ## Ask the layer
#
# The surest way to know a shape is to ask. `layer(picture)` applies a layer, and `.shape` is the
# shape of what comes out.
#
# ### Exercise: `print-strides`
#
# Make these three layers, apply each of them to the large picture, and **print the three shapes in
# this order**. The cell should print these three shapes and no others.
#
# 1. one filter, kernel 3 × 3, stride 2, padding "same"
# 2. one filter, kernel 9 × 9, stride 3, padding "valid"
# 3. four filters, kernel 4 × 6 (rows × columns), stride 2 down and 3 to the right, padding "valid"
#
# **Look for:** whether you would have known them.

# %% answer="print-strides"
large = tiling.reshape(1, 360, 480, 1)
### BEGIN SOLUTION
print(Conv2D(1, 3, strides=2, padding="same")(large).shape)
print(Conv2D(1, 9, strides=3)(large).shape)
print(Conv2D(4, (4, 6), strides=(2, 3))(large).shape)
### END SOLUTION

# %% check="print-strides"
check("print-strides")

# %% [markdown]
# # 3. Pooling
#
# A pooling layer makes pictures smaller, too, but has no weights. It looks at a window and keeps
# one number of it: the largest (`MaxPooling2D`) or the mean (`AveragePooling2D`). Here with
# windows of 8 × 8. Max pooling keeps what is bright, and average pooling is a blur that throws
# pixels away.

# %%
large_max = MaxPooling2D(8)(tiling.reshape(1, 360, 480, 1))
large_mean = AveragePooling2D(8)(tiling.reshape(1, 360, 480, 1))
show_row([tiling, large_max, large_mean], titles=["input", "max pooling", "average pooling"])

# %% [markdown]
# Where you give no `strides`, the window goes on **by its own width**, so that the windows lie side
# by side like tiles. That is what one nearly always wants.
#
# The formulas are those you know, with the window's size for $k$: "valid" unless you say otherwise.
# And a pooling layer looks at **each channel on its own**: as many as go in come out.

# %%
draw_windows(11, 3, stride=3)

# %%
lantern_max = MaxPooling2D(4)(lantern.reshape(1, 96, 128, 3))
show(lantern, lantern_max, titles=("input, 3 channels", "max pooling, 3 channels"))
print("(1, 96, 128, 3) becomes", lantern_max.shape)

# %% [markdown]
# ### Exercise: `max-pooling`
#
# - `max_a`: `MaxPooling2D(2)` on `(1, 28, 28, 3)`
# - `max_b`: `MaxPooling2D(3)` on `(1, 32, 46, 8)`
# - `max_c`: `MaxPooling2D(3, strides=2)` on `(5, 27, 40, 16)`; now the windows overlap
#
# **Look for:** the pixels at the border that no window reaches.

# %% answer="max-pooling"
max_a = None
max_b = None
max_c = None
### BEGIN SOLUTION
max_a = (1, 14, 14, 3)
max_b = (1, 10, 15, 8)
max_c = (5, 13, 19, 16)
### END SOLUTION

# %% check="max-pooling"
check("max-pooling")

# %% [markdown]
# With `padding="same"` nothing at the border is left out: a window that sticks out of the picture
# pools what is there of it. (The padding itself never counts, not even for the mean.) And again the
# size is $\lceil i / s \rceil$.

# %%
draw_windows(11, 3, stride=3, padding="same")

# %% [markdown]
# ### Exercise: `average-pooling`
#
# - `average_a`: `AveragePooling2D(2, padding="same")` on `(1, 27, 27, 3)`
# - `average_b`: `AveragePooling2D(5, strides=3, padding="same")` on `(1, 30, 41, 8)`
# - `average_c`: `AveragePooling2D(3, strides=2)` on `(1, 29, 44, 4)`
#
# **Look for:** which of them round up, and which round down.

# %% answer="average-pooling"
average_a = None
average_b = None
average_c = None
### BEGIN SOLUTION
average_a = (1, 14, 14, 3)
average_b = (1, 10, 14, 8)
average_c = (1, 14, 21, 4)
### END SOLUTION

# %% check="average-pooling"
check("average-pooling")

# %% [markdown]
# ## The numbers themselves
#
# Enough of sizes: what do these layers compute? Here are 10 × 10 numbers. Orange lines show the
# tiles of a window of 2 × 2.

# %%
with open("images/integers.json") as file:
    integers = np.array(json.load(file)["integers"], dtype="float32")

show_numbers(integers, title="integers", tile=2)

# %% [markdown]
# ### Exercise: `pool-values`
#
# Compute two arrays from `integers`, with the layers or by any other way you like:
#
# - `largest`: what `MaxPooling2D((2, 2))` makes of the numbers
# - `means`: what `AveragePooling2D((2, 2))` makes of them
#
# The axes of batch and channels may be there or not: `(1, 5, 5, 1)` and `(5, 5)` are both right.
#
# **Look for:** the top left corner. Check it in your head.

# %% answer="pool-values"
largest = None
means = None
### BEGIN SOLUTION
batch_of_integers = integers.reshape(1, 10, 10, 1)
largest = MaxPooling2D((2, 2))(batch_of_integers)
means = AveragePooling2D((2, 2))(batch_of_integers)
### END SOLUTION

# %% check="pool-values"
check("pool-values")

# %% [markdown]
# # 4. Growing again
#
# ## Upsampling
#
# `UpSampling2D(4)` makes every pixel into a block of 4 × 4 pixels. With `interpolation="nearest"`,
# which is what you get unless you say otherwise, the block repeats the pixel. With
# `interpolation="bilinear"` its pixels pass smoothly into those of the next block. The size is the
# same for both:
#
# $$\text{output} = i \cdot f$$
#
# The garment below was pooled by 4 and then grown again. What pooling threw away does not come
# back.

# %%
pooled = AveragePooling2D(4)(garment.reshape(1, 28, 28, 1))
nearest = UpSampling2D(4)(pooled)
bilinear = UpSampling2D(4, interpolation="bilinear")(pooled)
show_row([garment, pooled, nearest, bilinear], titles=["input", "pooled", "nearest", "bilinear"])

# %% [markdown]
# ### Exercise: `upsampling`
#
# - `up_a`: `UpSampling2D(2)` on `(1, 14, 14, 3)`
# - `up_b`: `UpSampling2D(3, interpolation="bilinear")` on `(1, 7, 10, 8)`
# - `up_c`: first `MaxPooling2D(3)`, then `UpSampling2D(3)`, on `(1, 28, 41, 1)`
#
# **Look for:** whether the last one gives you back the size you started with.

# %% answer="upsampling"
up_a = None
up_b = None
up_c = None
### BEGIN SOLUTION
up_a = (1, 28, 28, 3)
up_b = (1, 21, 30, 8)
up_c = (1, 27, 39, 1)
### END SOLUTION

# %% check="upsampling"
check("upsampling")

# %% [markdown]
# ## Transposed convolution
#
# `Conv2DTranspose` grows a picture with weights of its own. Every input pixel **leaves a whole
# kernel** in the output, multiplied by the pixel's value. From one input pixel to the next the
# place moves on by the stride, and where two kernels overlap they are added.

# %%
stamp = np.array([[0.1, 0.3, 0.1], [0.3, 1.0, 0.3], [0.1, 0.3, 0.1]]).reshape(3, 3, 1, 1)
dots = np.zeros((1, 5, 7, 1))
dots[0, 1, 1, 0] = dots[0, 3, 4, 0] = dots[0, 3, 5, 0] = 1
grow = Conv2DTranspose(1, 3, strides=3, use_bias=False)
grow(dots)
grow.set_weights([stamp])
show(dots, grow(dots), stamp, titles=("three pixels", "three kernels, stride 3"))

# %% [markdown]
# In one row: four pixels with a kernel of 3 and stride 2. Read this drawing from the bottom to the
# top. Each bar is what one input pixel leaves, and the squares are the output.

# %%
draw_windows(9, 3, stride=2)

# %% [markdown]
# From the first bar to the last there are $i - 1$ strides, and the last bar lies there in full.
# This is how it goes with padding "valid", for a kernel that is not smaller than the stride:
#
# $$\text{output} = (i - 1)\,s + k$$
#
# Padding "same" asks another question: **which size would a `Conv2D` with "same" and this stride
# bring to $i$?** With stride 2 there are two: 7 pixels become 4, and 8 become 4, too. Keras takes
# the larger one, whatever the kernel:
#
# $$\text{output} = i \cdot s$$
#
# If you want another one of them you say so: `output_padding=0` gives the smallest (for kernels of
# odd size), `output_padding=1` one pixel more, and so on.

# %%
draw_windows(7, 3, stride=2, padding="same")
draw_windows(8, 3, stride=2, padding="same")

# %% [markdown]
# As with `Conv2D` the first argument is the number of filters, and so of the channels that come
# out.
#
# ### Exercise: `transposed`
#
# - `grown_a`: `Conv2DTranspose(8, 3, strides=2, padding="same")` on `(1, 14, 14, 16)`
# - `grown_b`: `Conv2DTranspose(1, 3, strides=2)` on `(1, 14, 20, 1)`; this one is "valid"
# - `grown_c`: `Conv2DTranspose(8, 4, strides=2, padding="same")` on `(1, 7, 10, 16)`
# - `grown_d`: `Conv2DTranspose(8, 3, strides=2, padding="same", output_padding=0)` on
#   `(1, 14, 20, 16)`
#
# **Look for:** how many columns `grown_b` and `grown_d` make of the same 20.

# %% answer="transposed"
grown_a = None
grown_b = None
grown_c = None
grown_d = None
### BEGIN SOLUTION
grown_a = (1, 28, 28, 8)
grown_b = (1, 29, 41, 1)
grown_c = (1, 14, 20, 8)
grown_d = (1, 27, 39, 8)
### END SOLUTION

# %% check="transposed"
check("transposed")

# %% [markdown]
# # 5. Many filters
#
# A `Conv2D` may have as many filters as you like. Each has a kernel of its own and makes a picture
# of its own, called a **feature map**: one output channel. Here are 23 random filters and what
# they make of the middle of the large picture.

# %%
middle = tiling[90:270, 120:300]
many = Conv2D(23, 3, use_bias=False)
maps = many(middle.reshape(1, 180, 180, 1))
show_row(maps)
print("weights:", many.get_weights()[0].shape)

# %% [markdown]
# And in colour? A filter looks at **all channels of the input at once**: it has a small kernel for
# each of them, and adds up what they see. So the picture's three channels go into every filter, and
# out of every filter comes one picture. Here is one filter that takes the red channel and subtracts
# half of the green and half of the blue: what glows red is bright.

# %%
red = Conv2D(1, 1, use_bias=False)
red(lantern.reshape(1, 96, 128, 3))
red.set_weights([np.array([1.0, -0.5, -0.5]).reshape(1, 1, 3, 1)])
reddish = red(lantern.reshape(1, 96, 128, 3))
show(lantern, reddish, titles=("3 channels", "one filter, 1 channel"))
print("(1, 96, 128, 3) becomes", reddish.shape)

# %% [markdown]
# ### Exercise: `filters`
#
# - `filters_a`: `Conv2D(23, 3)` on the large picture, `(1, 360, 480, 1)`
# - `filters_b`: `Conv2D(23, 3)` on the lantern, `(1, 96, 128, 3)`
# - `filters_c`: `Conv2D(5, (3, 5), padding="same")` on ten stacks of feature maps,
#   `(10, 32, 48, 23)`
#
# **Look for:** what the number of input channels changes in the output's shape.

# %% answer="filters"
filters_a = None
filters_b = None
filters_c = None
### BEGIN SOLUTION
filters_a = (1, 358, 478, 23)
filters_b = (1, 94, 126, 23)
filters_c = (10, 32, 48, 5)
### END SOLUTION

# %% check="filters"
check("filters")

# %% [markdown]
# # 6. Layers in a row
#
# A network is a chain: what comes out of one layer goes into the next. Here are two layers, six
# filters and then a max pooling, and the feature maps after each of them.

# %%
step_one = Conv2D(6, 5)(lantern.reshape(1, 96, 128, 3))
show_row(step_one, titles=[f"map {number}" for number in range(6)])
step_two = MaxPooling2D(5)(step_one)
show_row(step_two, titles=[f"map {number}, pooled" for number in range(6)])
print("(1, 96, 128, 3) becomes", step_one.shape, "and then", step_two.shape)

# %% [markdown]
# ### Exercise: `pipeline`
#
# Send the lantern through these four layers, one after the other, and **print the shape after each
# of them**: four shapes in all, and no others.
#
# 1. `Conv2D` with 8 filters, kernel 3 × 3, padding "valid"
# 2. `MaxPooling2D` with windows of 2 × 2
# 3. `Conv2D` with 16 filters, kernel 3 × 3, stride 2, padding "same"
# 4. `Conv2DTranspose` with 3 filters, kernel 3 × 3, stride 2, padding "valid"
#
# **Look for:** the place where the size does not divide. Predict all four before you run it.

# %% answer="pipeline"
x = lantern.reshape(1, 96, 128, 3)
### BEGIN SOLUTION
x = Conv2D(8, 3)(x)
print(x.shape)
x = MaxPooling2D(2)(x)
print(x.shape)
x = Conv2D(16, 3, strides=2, padding="same")(x)
print(x.shape)
x = Conv2DTranspose(3, 3, strides=2)(x)
print(x.shape)
### END SOLUTION

# %% check="pipeline"
check("pipeline")

# %% [markdown]
# # 7. The other way round
#
# ## From the shape to the layer
#
# Until now the layer was given and you named the shape. Whoever designs a network asks it the other
# way round: which layer brings me where I want to be? Often there are several. This drawing helps:
# change kernel, stride and padding until you see as many windows as you need.

# %% play=true
draw_windows(10, 4, stride=3)

# %% [markdown]
# ### Exercise: `inverse`
#
# Choose filters, kernel size, stride and padding of a `Conv2D` so that an input of
# `(1, 10, 10, 3)` becomes `(1, 2, 2, 2)`. Put the **layer itself** into `shrink`:
# `shrink = Conv2D(...)`. You need not call it. Every layer that does it is right.
#
# **Look for:** how many different answers you can find.

# %% answer="inverse"
shrink = None
### BEGIN SOLUTION
shrink = Conv2D(2, 5, strides=5)
### END SOLUTION

# %% check="inverse"
check("inverse")

# %% [markdown]
# ## A layer for every size
#
# ### Exercise: `halve`
#
# Make a `Conv2D` with **one** filter of 3 × 3 and no activation whose output has half the rows and
# half the columns of its input, whatever grey picture goes in. Where it does not divide, round up:
# 28 becomes 14, and 27 becomes 14, too.
#
# This time the check sets the weights of a copy of your layer and compares what it computes, so the
# windows must lie where padding and stride of the right layer put them. It also tries sizes that it
# does not tell you about.
#
# **Look for:** an answer that does not depend on the input's size.

# %% answer="halve"
half = None
### BEGIN SOLUTION
half = Conv2D(1, 3, strides=2, padding="same", use_bias=False)
### END SOLUTION

# %% check="halve"
check("halve")

# %% [markdown]
# ## In your own words
#
# 27 pixels and 28 pixels become 14 under stride 2 with padding "same". Here is the same thing on a
# smaller scale.

# %%
draw_windows(9, 3, stride=2, padding="same")
draw_windows(10, 3, stride=2, padding="same")

# %% [markdown]
# ### Exercise: `explain`
#
# In three to six sentences: **why** do 27 and 28 pixels give the same output size? And what is
# **lost** on the way: could a layer that only sees the 14 pixels know which of the two it was, and
# could it get the picture back? A person reads your text.

# %% [markdown] written="explain"
# With stride 2 the windows start two pixels apart, and with padding "same" a window that is not
# full is filled up with zeros, so the size is i / 2 rounded up. For 27 pixels that is 13.5, and so
# 14; for 28 it is 14 exactly. For 27 pixels there is one zero at each end, for 28 one at the right
# end only.
#
# From 14 pixels alone nobody can tell whether there were 27 or 28. That is why a transposed
# convolution has to be told, by output_padding, or has to choose. The picture can't be got back
# either: the window stood at only one of four possible places, so 28 x 28 numbers became 14 x 14,
# and many different pictures give the same ones, although every pixel took part in some sum.

# %% [markdown]
# That's all. You can now read the shapes of any network made of these layers, and you know which of
# them round down, which round up, and which can't be undone.
