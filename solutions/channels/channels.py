# %% [markdown]
# # Channels
#
# A grey picture has one number at each pixel, a picture in colour has three, and deep inside a
# network there may be hundreds. In this notebook you learn what a convolution does with all these
# **channels**. You turn colours into grey with three numbers, blur a picture without mixing its
# colours, count the weights of a layer in your head, and in the end you build a small network layer
# by layer, train it, and look at the kernels that it has found by itself.
#
# **You need** to know what a kernel does (the notebook *Kernels*) and how to tell the size of an
# output (the notebook *Shapes*). **It takes** 75 to 100 minutes.
#
# **Points:** each check shows how many, and a person reads a short text at the end. Where there are
# several parts, each one counts.
#
# **How a check works:** run the cell with `check(...)`. It says at once what is right, what is not,
# and often which idea went wrong. You may check as often as you like; nothing is lost. Where you
# make a kernel, other pictures are used as well when your work is marked.

# %%
import numpy as np
import tensorflow as tf
from tensorflow.keras import Input, Sequential
from tensorflow.keras.layers import Conv2D, Dense, DepthwiseConv2D, Flatten, MaxPooling2D

from autograder.notebook.check import open_checks
from autograder.notebook.pictures import load_colour, load_picture, show, show_numbers, show_row
from autograder.notebook.wardrobe import load_wardrobe

check = open_checks("channels")
tf.keras.utils.set_random_seed(7)  # the same random kernels each time you restart

# %% [markdown]
# Our pictures are the large grey one and the small one in colour that you may know already. Below
# each you see its rows × columns. What you don't see is the last axis: `tiling` has none, since one
# number at a pixel needs no axis, and `lantern` has three channels there: red, green and blue.

# %%
tiling = load_picture("images/tiling.png")
lantern = load_colour("images/lantern.png")
show(tiling, titles=("tiling",))
show(lantern, titles=("lantern",))
print("tiling", tiling.shape, "  lantern", lantern.shape)

# %% [markdown]
# # 1. Four axes of weights
#
# Here is a layer with two filters, and the lantern goes in. How many numbers does it hold? Every
# filter looks at red, green and blue, so it needs a small kernel for **each of the three**. And
# each filter makes **one** picture, called a *feature map*. So there are two times three kernels,
# all in one array, the layer's **weight tensor**:
#
# $$(\text{kernel height},\ \text{kernel width},\ \text{channels in},\ \text{filters})$$

# %%
two_filters = Conv2D(2, (3, 3), use_bias=False)
two_maps = two_filters(lantern[np.newaxis])
weights = two_filters.get_weights()[0]

print("weights", weights.shape, "  output", two_maps.shape)
assert weights.shape == (3, 3, 3, 2)
assert two_maps.shape == (1, 94, 126, 2)
colours = ("red", "green", "blue")
show_row(
    [weights[:, :, channel, filter] for filter in range(2) for channel in range(3)],
    titles=[f"filter {filter}, {colour}" for filter in range(2) for colour in colours],
)
show_row(two_maps, titles=["made by filter 0", "made by filter 1"])

# %% [markdown]
# The six little pictures are the kernels: random, as in every new layer. Three of them together are
# one filter, and below you see what each filter made of the lantern.
#
# So `weights[:, :, c, f]` is the kernel with which filter `f` looks at channel `c`. The picture's
# height and width are nowhere in there: the same kernels slide over a small picture and over a
# large one.
#
# ### Exercise: `weight-tensor`
#
# Predict the shape of the weights, as a tuple of four whole numbers:
#
# - `weights_grey`: `Conv2D(23, (3, 3))` on the large grey picture, `(1, 360, 480, 1)`
# - `weights_colour`: `Conv2D(6, (5, 3))` on the lantern, `(1, 96, 128, 3)`
# - `weights_second`: the **second** of two layers. First comes `Conv2D(8, (3, 3))`, then
#   `Conv2D(4, (1, 5))`, and the lantern goes in.
#
# **Look for:** what goes into the second of the two layers.

# %% answer="weight-tensor"
weights_grey = None
weights_colour = None
weights_second = None
### BEGIN SOLUTION
weights_grey = (3, 3, 1, 23)
weights_colour = (5, 3, 3, 6)
weights_second = (1, 5, 8, 4)
### END SOLUTION

# %% check="weight-tensor"
check("weight-tensor")

# %% [markdown]
# # 2. Twenty-three filters
#
# The lecture ends with a layer of 23 filters on the large picture, and looks at one of the maps
# that come out. Here it is again, map number 1, and its neighbours 0 and 2. Their kernels are
# random, so nobody can say beforehand what they will show.

# %%
many = Conv2D(23, (3, 3), use_bias=False)
out = many(tiling.reshape(1, 360, 480, 1))
print(tiling.shape, "becomes", out.shape)
assert out.shape == (1, 358, 478, 23)
show_row([out[0, :, :, 0], out[0, :, :, 1], out[0, :, :, 2]], titles=["map 0", "map 1", "map 2"])

# %% [markdown]
# Now 23 filters that somebody thought about. Nine numbers a line, so each line is a 3 x 3 kernel,
# row after row. You know most of them. All of them go into *one* layer: we stack them on the last
# axis, the one that counts filters.
#
# From here on this function makes the layer, sets its weights and calls it, all in one go.

# %%
NINE = [
    [0, 0, 0, 0, 1, 0, 0, 0, 0],  # filter 0
    [0, 0, 0, 1, 0, 0, 0, 0, 0],
    [1 / 9, 1 / 9, 1 / 9, 1 / 9, 1 / 9, 1 / 9, 1 / 9, 1 / 9, 1 / 9],
    [1 / 16, 2 / 16, 1 / 16, 2 / 16, 4 / 16, 2 / 16, 1 / 16, 2 / 16, 1 / 16],
    [0, 0, 0, 1 / 3, 1 / 3, 1 / 3, 0, 0, 0],
    [0, 1 / 3, 0, 0, 1 / 3, 0, 0, 1 / 3, 0],
    [0, 0, 0, -1, 0, 1, 0, 0, 0],
    [0, -1, 0, 0, 0, 0, 0, 1, 0],
    [-1, 0, 0, 0, 0, 0, 0, 0, 1],
    [0, 0, -1, 0, 0, 0, 1, 0, 0],
    [0, 0, 0, 1, 0, -1, 0, 0, 0],  # filter 10
    [0, 1, 0, 0, 0, 0, 0, -1, 0],
    [0, -1, 0, -1, 4, -1, 0, -1, 0],
    [0, 1, 0, 1, -4, 1, 0, 1, 0],
    [-1, -1, -1, -1, 8, -1, -1, -1, -1],
    [0, -1, 0, -1, 5, -1, 0, -1, 0],
    [-2, -1, 0, -1, 1, 1, 0, 1, 2],
    [0, -1, -2, 1, 1, -1, 2, 1, 0],
    [2, 1, 0, 1, 1, -1, 0, -1, -2],
    [0, 1, 2, -1, 1, 1, -2, -1, 0],
    [0, 0, 0, -1, 2, -1, 0, 0, 0],  # filter 20
    [0, -1, 0, 0, 2, 0, 0, -1, 0],
    [-1, 0, 1, -2, 0, 2, -1, 0, 1],
]
bank = np.array(NINE).T.reshape(3, 3, 1, 23)


def conv2d(picture, kernel):
    """What a Conv2D with this kernel (kh, kw, C, F) makes of a picture (h, w) or (h, w, C).

    The output is (h, w, F), since the padding is "same".
    """
    kernel = np.asarray(kernel, dtype="float32")
    height, width = picture.shape[:2]
    batch = np.asarray(picture, dtype="float32").reshape(1, height, width, -1)
    layer = Conv2D(kernel.shape[3], kernel.shape[:2], padding="same", use_bias=False)
    layer.build(batch.shape)
    layer.set_weights([kernel])
    return layer(batch)[0].numpy()


middle = tiling[90:270, 120:300]
maps = conv2d(middle, bank)
print("one layer:", middle.shape, "becomes", maps.shape)
assert maps.shape == (180, 180, 23)
show_row([middle], titles=["input"])
show_row([np.clip(maps[:, :, n], -1, 1) for n in range(23)], titles=[f"map {n}" for n in range(23)])

# %% [markdown]
# Each filter knows nothing of the others: map 7 would be the same if the other 22 filters were not
# there. (So that fine lines can be seen, what is below -1 is shown as -1, and what is above 1 as
# 1.)
#
# ### Exercise: `which-filter`
#
# One of the 23 maps is shown again below; which one was drawn by lot. Find the filter that made it,
# and cut it out of `bank`, so that `made_it` is a weight tensor again, one filter alone, of shape
# (3, 3, 1, 1). Note the difference: `bank[:, :, :, 5]` drops the last axis, and
# `bank[:, :, :, 5:6]` keeps it.
#
# **Look for:** the side on which the seams are bright. Compare with the numbers of the kernel, or
# let NumPy compare the maps for you.

# %%
mystery = maps[:, :, np.random.default_rng(10).integers(23)]
show(middle, np.clip(mystery, -1, 1), titles=("input", "which filter made this?"))

# %% answer="which-filter"
made_it = bank[:, :, :, 0:1]
### BEGIN SOLUTION
differences = [np.abs(maps[:, :, n] - mystery).max() for n in range(23)]
found = int(np.argmin(differences))
made_it = bank[:, :, :, found : found + 1]
### END SOLUTION
show(middle, np.clip(conv2d(middle, made_it), -1, 1), made_it)

# %% check="which-filter"
check("which-filter")

# %% [markdown]
# # 3. One filter looks at all channels
#
# What does a filter do when the input has three channels? It lays its three kernels on the three
# channels, at the same place, and adds up **everything** into one number. Not three outputs, one:
#
# $$\text{out}[i, j] = \sum_{m} \sum_{n} \sum_{c} k[m, n, c] \cdot \text{in}[i + m,\; j + n,\; c]$$
#
# (This is with padding "valid".) Let us follow that for one output pixel, in a picture of 4 x 4.

# %%
red = np.array([[1, 2, 0, 3], [4, 0, 1, 2], [0, 5, 2, 1], [3, 1, 0, 4]])
green = np.array([[0, 1, 3, 1], [2, 2, 0, 5], [1, 0, 4, 0], [2, 3, 1, 1]])
blue = np.array([[5, 0, 1, 0], [1, 3, 0, 2], [0, 1, 1, 4], [2, 0, 3, 1]])
tiny = np.stack([red, green, blue], axis=-1)

for_red = np.array([[0, 0, 0], [-1, 0, 1], [0, 0, 0]])
for_green = np.array([[0, 0, 0], [0, 2, 0], [0, 0, 0]])
for_blue = np.array([[0, 0, 0], [0, -1, 0], [0, 0, 0]])
one_filter = np.stack([for_red, for_green, for_blue], axis=-1).reshape(3, 3, 3, 1)

print("The picture, channel by channel:")
show_numbers([red, green, blue], titles=["red", "green", "blue"])
print("The filter's three kernels:")
show_numbers([for_red, for_green, for_blue], titles=["for red", "for green", "for blue"])

window = tiny[0:3, 0:3]  # where the kernels lie for the first output pixel
sums = (window * one_filter[:, :, :, 0]).sum(axis=(0, 1))
print(f"Sum on red {sums[0]}, on green {sums[1]}, on blue {sums[2]}; all together {sums.sum()}.")
layer = Conv2D(1, 3, use_bias=False)
layer.build((1, 4, 4, 3))
layer.set_weights([one_filter])
by_keras = layer(tiny.reshape(1, 4, 4, 3).astype("float32"))[0, :, :, 0].numpy()
show_numbers([by_keras], titles=["what Conv2D computes"], mark=[(0, 0)])
assert sums.tolist() == [1 - 4, 2 * 2, -3] and by_keras[0, 0] == sums.sum() == -2

# %% [markdown]
# The framed number is ours. On red the filter takes the right neighbour minus the left one, on
# green twice the pixel, on blue minus the pixel, and the three are added.
#
# So a filter on three channels is nothing new: it is **three grey convolutions and a sum**. The
# same filter on the lantern, channel by channel and all at once:

# %%
parts = [conv2d(lantern[:, :, c], one_filter[:, :, c : c + 1])[:, :, 0] for c in range(3)]
at_once = conv2d(lantern, one_filter)[:, :, 0]
assert np.allclose(parts[0] + parts[1] + parts[2], at_once, atol=1e-5)
show_row(
    [lantern, *parts, at_once],
    titles=["input", "from red", "from green", "from blue", "all added: the map"],
)

# %% [markdown]
# ### Exercise: `red-edges`
#
# Make `red_edges`, of shape (3, 3, 3, 1): the derivative in x **of the red channel only**. Each
# output pixel is red's right neighbour minus red's left neighbour; green and blue must not matter.
#
# **Look for:** the big lantern is red and yellow, the sky is blue. Which of the edges are red's?

# %% answer="red-edges"
red_edges = np.zeros((3, 3, 3, 1))
### BEGIN SOLUTION
red_edges[1, 0, 0, 0] = -1
red_edges[1, 2, 0, 0] = 1
### END SOLUTION
show(lantern, conv2d(lantern, red_edges))

# %% check="red-edges"
check("red-edges")

# %% [markdown]
# # 4. Kernels of one pixel
#
# A kernel of 1 x 1 looks at no neighbours at all. On a grey picture it could only make everything
# brighter or darker. But on channels it is far from useless: at each pixel it **mixes the
# channels**, and everywhere by the same recipe. This is how networks make many channels into few.
#
# The first recipe everybody knows: from colour to grey. Red, green and blue become one number. The
# plain mean would do, with a weight of 1/3 for each:

# %%
plain_mean = conv2d(lantern, np.full((1, 1, 3, 1), 1 / 3))
show(lantern, plain_mean, titles=("input", "plain mean"))

# %% [markdown]
# But our eyes see green as much brighter than blue, and since the days of colour television one
# takes
#
# $$\text{grey} = 0.299\ \text{red} + 0.587\ \text{green} + 0.114\ \text{blue}$$
#
# ### Exercise: `grey`
#
# Make `grey`, of shape (1, 1, 3, 1): the 1 x 1 convolution with **these three weights**
# (not the plain mean).
#
# **Look for:** the blue of the sky, which is brighter in the plain mean.

# %% answer="grey"
grey = np.zeros((1, 1, 3, 1))
### BEGIN SOLUTION
grey[0, 0, :, 0] = [0.299, 0.587, 0.114]
### END SOLUTION
show_row([plain_mean, conv2d(lantern, grey)], titles=["plain mean", "yours"])

# %% check="grey"
check("grey")

# %% [markdown]
# (It is also what `load_picture` does with a picture in colour, and most programs for pictures do
# it, too.)

# %%
television = lantern @ np.array([0.299, 0.587, 0.114])  # the three numbers, at every pixel
difference = np.abs(television - load_picture("images/lantern.png")).max()
sky = np.s_[0:40, 0:40]
assert difference < 1 / 255
assert plain_mean[sky].mean() > television[sky].mean()
print(f"largest difference between the recipe and load_picture: {difference:.4f}")

# %% [markdown]
# Three filters of one pixel make three new channels, so colour becomes colour. Such a weight
# tensor, (1, 1, 3, 3), is a table of nine numbers, `k[0, 0, c, f]`: **rows are what goes in,
# columns are what comes out**, red, green, blue each. This one leaves green and blue alone and
# takes half of red away.

# %%
less_red = np.zeros((1, 1, 3, 3))
less_red[0, 0, 0, 0] = 0.5  # red goes in, half of it comes out as red
less_red[0, 0, 1, 1] = 1
less_red[0, 0, 2, 2] = 1
show_numbers([less_red[0, 0]], titles=["rows: in, columns: out"])
show(lantern, conv2d(lantern, less_red), titles=("input", "half of the red"))
assert np.allclose(conv2d(lantern, less_red), lantern * [0.5, 1, 1], atol=1e-6)

big_one = lantern[25:60, 65:100].mean(axis=(0, 1))  # what the big lantern is made of
print("the big lantern: {:.2f} red, {:.2f} green, {:.2f} blue".format(*big_one))
assert big_one[0] > big_one[1] > big_one[2]

# %% [markdown]
# ### Exercise: `turn-colours`
#
# Make `turn_colours`, of shape (1, 1, 3, 3), so that the colours move on by one place:
#
# - what comes out as **red** is what went in as **green**,
# - what comes out as **green** is what went in as **blue**,
# - what comes out as **blue** is what went in as **red**.
#
# **Look for:** the big lantern, which has much red, some green and little blue. What colour should
# it have in the end?

# %% answer="turn-colours"
turn_colours = np.zeros((1, 1, 3, 3))
### BEGIN SOLUTION
turn_colours[0, 0, 1, 0] = 1
turn_colours[0, 0, 2, 1] = 1
turn_colours[0, 0, 0, 2] = 1
### END SOLUTION
show(lantern, conv2d(lantern, turn_colours))

# %% check="turn-colours"
check("turn-colours")

# %% [markdown]
# # 5. A blur for each colour
#
# Now both at once: neighbours *and* channels. How do you blur a picture in colour, as a
# photographer would expect it? A first idea: three filters, and each takes the mean of all 3 x 3 x
# 3 numbers that it sees, every weight being 1/27.

# %%
mixing = np.ones((3, 3, 3, 3)) / 27
mixed = conv2d(lantern, mixing)
show(lantern, mixed, titles=("input", "every weight is 1/27"))
assert np.allclose(mixed[:, :, 0], mixed[:, :, 1], atol=1e-6)
assert np.allclose(mixed[:, :, 0], mixed[:, :, 2], atol=1e-6)

# %% [markdown]
# It is blurred, but the colours are gone! Of course: each of the three filters computes the same
# mean of red, green and blue, so all three channels that come out are equal, and that is grey.
#
# ### Exercise: `colour-blur`
#
# Make `colour_blur`, of shape (3, 3, 3, 3): each channel that comes out is the plain mean of the 3
# x 3 neighbourhood **in the same channel**, and the other two channels don't take part.
#
# **Look for:** the same colours, only softer. How many of the 81 weights are not 0? It helps to ask
# for each pair of channels, in and out, which 3 x 3 kernel belongs there.

# %% answer="colour-blur"
colour_blur = np.zeros((3, 3, 3, 3))
### BEGIN SOLUTION
for channel in range(3):
    colour_blur[:, :, channel, channel] = 1 / 9
### END SOLUTION
show(lantern, conv2d(lantern, colour_blur))

# %% check="colour-blur"
check("colour-blur")

# %% [markdown]
# Most of those weights are zeros, and a `Conv2D` multiplies by every one of them. Where each
# channel is to have a kernel of its own and nothing is mixed, there is a layer that leaves the
# zeros out, `DepthwiseConv2D`. MobileNet, a network made for phones, is built of it.

# %%
depthwise = DepthwiseConv2D(3, padding="same", use_bias=False)
depthwise.build((1, 96, 128, 3))
depthwise.set_weights([np.full((3, 3, 3, 1), 1 / 9)])
softer = depthwise(lantern[np.newaxis])[0].numpy()
one_by_one = [conv2d(lantern[:, :, c], np.full((3, 3, 1, 1), 1 / 9)) for c in range(3)]
print("DepthwiseConv2D:", depthwise.get_weights()[0].shape, "is 27 weights in place of 81")
assert depthwise.count_params() == 27
assert np.allclose(softer, np.concatenate(one_by_one, axis=-1), atol=1e-5)

# %% [markdown]
# # 6. Counting weights
#
# How much does a layer have to learn? Count the numbers in the weight tensor. And there is a small thing
# that we have always switched off by `use_bias=False`: unless you do so, each filter also has one
# number, the **bias**, that it adds to every pixel of its map.
#
# $$\underbrace{k_h \cdot k_w \cdot C \cdot F}_{\text{weights}} +
# \underbrace{F}_{\text{biases, if any}}$$

# %%
with_bias = Conv2D(2, (3, 3))
with_bias.build((1, 96, 128, 3))
for array in with_bias.get_weights():
    print(array.shape, "holds", array.size, "numbers")
print("together:", with_bias.count_params())
assert with_bias.count_params() == 3 * 3 * 3 * 2 + 2 == 56

# %% [markdown]
# Pooling has nothing to learn: 0. And again, the size of the picture is nowhere in the formula. A
# layer that connects *every* pixel of the lantern with two outputs, a `Dense(2)`, would need 96 ·
# 128 · 3 · 2 weights and 2 biases, and that is 73,730 numbers in place of 56.

# %%
dense = Dense(2)
dense.build((1, 96 * 128 * 3))
assert dense.count_params() == 73_730

# %% [markdown]
# ### Exercise: `parameters`
#
# How many numbers does the layer have to learn? Write a whole number, or let Python multiply. With
# biases, unless it says `use_bias=False`.
#
# - `count_bank`: `Conv2D(23, (3, 3), use_bias=False)` on the large grey picture
# - `count_colour`: `Conv2D(23, (3, 3))` on the lantern
# - `count_pixel`: `Conv2D(4, 1)` on 23 feature maps, `(1, 94, 126, 23)`
# - `count_pooling`: `MaxPooling2D((3, 3))` on 23 feature maps, `(1, 94, 126, 23)`
#
# **Look for:** what would change if the pictures were ten times as large.

# %% answer="parameters"
count_bank = None
count_colour = None
count_pixel = None
count_pooling = None
### BEGIN SOLUTION
count_bank = 3 * 3 * 1 * 23
count_colour = 3 * 3 * 3 * 23 + 23
count_pixel = 1 * 1 * 23 * 4 + 4
count_pooling = 0
### END SOLUTION

# %% check="parameters"
check("parameters")

# %% [markdown]
# # 7. A network for clothes
#
# Time to put layers together. Our network will look at small pictures of clothes and say what they
# are: ten kinds, from t-shirt to ankle boot. Here are some of each, drawn for this course
# (in the file `images/wardrobe.png`) or photographed, if Fashion-MNIST is available.

# %%
pieces, labels, names = load_wardrobe()
print(pieces.shape, labels.shape)
print(", ".join(f"{label} {name}" for label, name in enumerate(names)))
show_row(
    [pieces[labels == label][n] for label in range(10) for n in range(3)],
    titles=[names[label] for label in range(10) for n in range(3)],
)

# %% [markdown]
# This is the network. Five layers, and nothing in it that you don't know:
#
# | | layer | what it is there for |
# |---|---|---|
# | 1 | `Conv2D(8, 3, activation="relu")` | eight filters look for small patterns |
# | 2 | `MaxPooling2D(2)` | keeps the strongest of each 2 x 2 |
# | 3 | `Conv2D(16, 3, padding="same", activation="relu")` | sixteen filters combine the maps |
# | 4 | `MaxPooling2D(2, padding="same")` | keeps the strongest again |
# | 5 | `Conv2D(10, 7)` | ten filters, one for each kind of clothes |
#
# `activation="relu"` replaces everything negative in a map by 0; it changes no shape and has no
# weights. A map then says "here is my pattern" and never "here is its opposite".
#
# Layer 5 is the clever one. Watch what is left of the picture when it comes to it, and how large
# its kernel is. It fits exactly **once**: so each of its filters gives a single number, the score
# for its kind of clothes. The highest score wins.
#
# ### Exercise: `network-shapes`
#
# Sixteen grey pictures of clothes go in at once: `(16, 28, 28, 1)`. Predict the shape after
# **each** of the five layers.
#
# **Look for:** which layers have "same" and which don't; where a half is left, and what happens to
# it.

# %% answer="network-shapes"
after_1 = None
after_2 = None
after_3 = None
after_4 = None
after_5 = None
### BEGIN SOLUTION
after_1 = (16, 26, 26, 8)
after_2 = (16, 13, 13, 8)
after_3 = (16, 13, 13, 16)
after_4 = (16, 7, 7, 16)
after_5 = (16, 1, 1, 10)
### END SOLUTION

# %% check="network-shapes"
check("network-shapes")

# %% [markdown]
# ### Exercise: `network-parameters`
#
# How many numbers does each of the five layers have to learn? All of them have biases, where they have
# weights.
#
# **Look for:** the layer that has the most. Would you have guessed it?

# %% answer="network-parameters"
learnt_1 = None
learnt_2 = None
learnt_3 = None
learnt_4 = None
learnt_5 = None
### BEGIN SOLUTION
learnt_1 = 3 * 3 * 1 * 8 + 8
learnt_2 = 0
learnt_3 = 3 * 3 * 8 * 16 + 16
learnt_4 = 0
learnt_5 = 7 * 7 * 16 * 10 + 10
### END SOLUTION

# %% check="network-parameters"
check("network-parameters")

# %% [markdown]
# ### Exercise: `network`
#
# Now build it. A chain of layers is a `Sequential`, and it takes a list:
#
# ```python
# network = Sequential([
#     Input((28, 28, 1)),
#     Conv2D(...),
#     ...
# ])
# ```
#
# `Input` is no layer of its own: it only says what one picture looks like (without the batch), so
# that Keras can make all weights at once. Build the five layers of the table, in this order and
# with their activations, and nothing else: no layer beside them.
#
# **Look for:** your own predictions. Do they fit together? What comes out of one layer goes into
# the next.

# %% answer="network"
tf.keras.utils.set_random_seed(1)  # the same random weights each time you run this cell
network = None
### BEGIN SOLUTION
network = Sequential(
    [
        Input((28, 28, 1)),
        Conv2D(8, 3, activation="relu"),
        MaxPooling2D(2),
        Conv2D(16, 3, padding="same", activation="relu"),
        MaxPooling2D(2, padding="same"),
        Conv2D(10, 7),
    ]
)
### END SOLUTION

# %% check="network"
check("network")

# %% [markdown]
# Only now, Keras' own table: for each layer the shape of its output and the number of its
# parameters. (`None` is the batch: any number of pictures.) Compare it with what you predicted.


# %%
def scores(network, pictures):
    """The ten scores of each picture (n, 28, 28): (n, 10)."""
    return np.asarray(network(pictures.reshape(-1, 28, 28, 1))).reshape(len(pictures), 10)


def is_ready(network):
    """Whether the network has three Conv2D and gives ten scores, so that we can go on with it."""
    try:
        scores(network, np.zeros((1, 28, 28), "float32"))
        return sum(isinstance(layer, Conv2D) for layer in network.layers) == 3
    except Exception:  # an unfinished network may fail in any way; its check says what is wrong
        return False


if is_ready(network):
    network.summary()
else:
    print("Here Keras will show its table, as soon as your network is built.")

# %% [markdown]
# ## A dense layer is a convolution
#
# You may have expected a `Dense(10)` at the end, as most networks have it: flatten the last maps
# into one long row, and connect every number with each of the ten outputs. But a filter that covers
# the whole of its input does just that! It multiplies every number by a weight of its own and adds
# everything up. The weights are the same, only stored in another shape. Let us make both, with the
# same weights, and compare.

# %%
last_maps = np.random.default_rng(1).random((16, 7, 7, 16)).astype("float32")
convolution = Conv2D(10, 7)
convolution.build((None, 7, 7, 16))
kernels, biases = convolution.get_weights()

dense = Dense(10)
dense.build((None, 7 * 7 * 16))
dense.set_weights([kernels.reshape(7 * 7 * 16, 10), biases])

by_convolution = convolution(last_maps).numpy()
by_dense = dense(last_maps.reshape(16, 7 * 7 * 16)).numpy()
print("convolution", by_convolution.shape, "  dense", by_dense.shape)
print("largest difference:", np.abs(by_convolution.reshape(16, 10) - by_dense).max())
assert np.allclose(by_convolution.reshape(16, 10), by_dense, atol=1e-4)
assert convolution.count_params() == dense.count_params()

# %% [markdown]
# The same, but for rounding. And the convolution can do one thing more: it doesn't mind a
# **larger** picture. Then its kernel fits more than once, and there are scores for each place.
#
# ### Exercise: `wide`
#
# Imagine three pieces of clothes side by side in one picture: 28 rows and 84 columns. It goes
# through the same five layers. Predict `after_wide`, the shape that comes out for a batch of one,
# `(1, 28, 84, 1)`.
#
# **Look for:** the rows are as before. So go through the layers with the 84 columns alone.

# %% answer="wide"
after_wide = None
### BEGIN SOLUTION
after_wide = (1, 1, 15, 10)
### END SOLUTION

# %% check="wide"
check("wide")

# %% [markdown]
# # 8. It learns
#
# At the start all weights are random, so the network guesses. Training shows it pieces together
# with their names, sixteen at a time. Each time every weight is changed a little, so that the right
# score grows and the others shrink. We keep a fifth of the pieces aside: only what the network says
# about pieces that it has never seen tells us whether it has learnt anything.
#
# (`Flatten` makes the shape (n, 1, 1, 10) into (n, 10), as the training expects it. It computes
# nothing.) The cell takes a few seconds. Run it again, and the network goes on learning.

# %%
order = np.random.default_rng(seed=3).permutation(len(pieces))
aside, shown = order[: len(order) // 5], order[len(order) // 5 :]


def how_many_right(network):
    """Of the pieces kept aside: the share whose highest score is that of the right name."""
    return np.mean(scores(network, pieces[aside]).argmax(axis=1) == labels[aside])


if is_ready(network):
    model = Sequential([network, Flatten()])
    model.compile(
        optimizer=tf.keras.optimizers.Adam(0.005),
        loss=tf.keras.losses.SparseCategoricalCrossentropy(from_logits=True),
    )
    first = next(layer for layer in network.layers if isinstance(layer, Conv2D))
    kernels_before = first.get_weights()[0]
    before = how_many_right(network)
    past = model.fit(
        pieces[shown].reshape(-1, 28, 28, 1), labels[shown], epochs=8, batch_size=16, verbose=0
    )
    kernels_after = first.get_weights()[0]
    after = how_many_right(network)
    print("how wrong it is, pass by pass:", *(f"{loss:.2f}" for loss in past.history["loss"]))
    print(f"right on {len(aside)} pieces that it has never seen:", end=" ")
    print(f"{before:.0%} before, {after:.0%} after")
else:
    print("Nothing to train yet: first finish the exercise `network`.")

# %% [markdown]
# Whoever guesses is right about one time in ten, so a number near 10 % before the training is no
# surprise. Here are twelve of the pieces that it has never seen, and what it takes them for.

# %%
if is_ready(network):
    said = scores(network, pieces[aside[:12]]).argmax(axis=1)
    right = labels[aside[:12]]
    show_row(
        pieces[aside[:12]],
        titles=[names[s] if s == r else f"{names[s]}? No, {names[r]}" for s, r in zip(said, right)],
    )
else:
    print("Here you will see what your network takes twelve pieces for.")

# %% [markdown]
# And the wide picture? We let the same layers slide over three pieces side by side. From one place
# to the next they move on by four columns, since two layers have halved the picture. Below you see
# what lies under each place (give or take a few columns at its sides), and which of the ten scores
# was the highest there. The first, the middle and the last place lie on one piece each. In between
# the network sees parts of two, and says something all the same.

# %%
if is_ready(network):
    three = np.concatenate([pieces[labels == label][0] for label in (7, 1, 8)], axis=1)
    sliding = [layer for layer in network.layers if isinstance(layer, (Conv2D, MaxPooling2D))]
    x = three.reshape(1, 28, 84, 1)
    for layer in sliding:
        x = layer(x)
    winners = np.asarray(x)[0, 0].argmax(axis=-1)
    show(three, titles=("three pieces",))
    show_row(
        [three[:, 4 * place : 4 * place + 28] for place in range(len(winners))],
        titles=[f"{place}: {names[winner]}" for place, winner in enumerate(winners)],
    )
else:
    print("Here your network will read three pieces in a row.")

# %% [markdown]
# # 9. What has it learnt to look for?
#
# The first layer has eight kernels of 3 x 3, and you can read kernels. Here they are before and
# after the training: random at first, and then what was useful for telling clothes apart. Nobody
# chose these numbers.

# %%
if is_ready(network):
    both = (("before", kernels_before), ("after", kernels_after))
    show_row(
        [kernels[:, :, 0, f] for f in range(kernels_after.shape[-1]) for _, kernels in both],
        titles=[f"{f}, {when}" for f in range(kernels_after.shape[-1]) for when, _ in both],
    )
else:
    print("Here the kernels of your first layer will stand.")

# %% [markdown]
# Below is a piece of clothing, the numbers of the kernels with their sums, and under each kernel the
# map that it makes of this piece. Because of the ReLU a map is never negative: it is bright where
# its pattern is, and dark elsewhere. Change the number and look at other pieces.

# %% play=true
piece = pieces[aside[0]]

if is_ready(network):
    show_row([piece], titles=["input"])
    feature_maps = first(piece.reshape(1, 28, 28, 1))[0]
    for some in np.array_split(np.arange(kernels_after.shape[-1]), 2):
        sums = [f"kernel {f}, sum {kernels_after[:, :, :, f].sum():.2f}" for f in some]
        show_numbers([np.round(kernels_after[:, :, 0, f], 2) for f in some], titles=sums)
        show_row([feature_maps[:, :, f] for f in some], titles=[f"map {f}" for f in some])

# %% [markdown]
# ### Exercise: `learnt-kernels`
#
# Choose **two** of your eight kernels that do different things, and write down their numbers, each
# with two to four sentences: what do the weights add up to, roughly? Where are the large positive
# and the large negative ones? So what does the kernel look for: an even bright area, an edge, of
# which direction and with the bright side where? And where in its map can you see that? If one of
# them resembles a kernel that you made yourself in *Kernels*, say which. A person reads this.
#
# **Look for:** not every kernel has a clear meaning. Saying "this one is still nearly random", with
# a reason, is a good answer, too.

# %% [markdown] written="learnt-kernels"
# Kernel 1 is about [[0.4, 0.0, -0.1], [0.1, -0.2, -0.3], [0.4, 0.1, -0.5]]. Its weights add up to
# 0, with the positive ones on the left and the negative ones on the right. So it looks for upright
# edges where it gets darker to the right: it is something like the derivative in x of *Kernels*
# with its sign flipped. In its map the right border of the dress is bright, and the left border is
# black, since the ReLU cuts off what is negative.
#
# Kernel 0 is about [[0.1, 0.3, 0.0], [0.3, 0.2, 0.2], [0.4, 0.1, 0.0]]. Hardly a weight is
# negative, and they add up to 1.6. It is a blur that makes the picture brighter: its map is a
# softer picture of the dress, brighter than the dress itself. It tells the next layer where there
# is cloth at all.

# %% [markdown]
# That's all. You now know what stands in the four axes of a weight tensor, what a 1 x 1 convolution
# is good for, how to count what a network has to learn, and how to look into its first layer. The
# kernels that you found there were made by nobody, and yet you could read them.
