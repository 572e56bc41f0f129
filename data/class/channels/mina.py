# %% [markdown]
# Mina has nearly everything right. She counts biases where there are none, and rounds a half down
# when nobody tells her not to.

# %% answer="weight-tensor"
weights_grey = (3, 3, 1, 23)
weights_colour = (5, 3, 3, 6)
weights_second = (1, 5, 8, 4)

# %% answer="which-filter"
made_it = bank[:, :, :, 17:18]
show(middle, np.clip(conv2d(middle, made_it), -1, 1), made_it)

# %% answer="red-edges"
red_edges = np.zeros((3, 3, 3, 1))
red_edges[1, :, 0, 0] = [-1, 0, 1]
show(lantern, conv2d(lantern, red_edges))

# %% answer="grey"
grey = np.zeros((1, 1, 3, 1))
grey[0, 0, :, 0] = [0.3, 0.59, 0.11]
show_row([plain_mean, conv2d(lantern, grey)], titles=["plain mean", "yours"])

# %% answer="turn-colours"
turn_colours = np.zeros((1, 1, 3, 3))
turn_colours[0, 0, 1, 0] = 1
turn_colours[0, 0, 2, 1] = 1
turn_colours[0, 0, 0, 2] = 1
show(lantern, conv2d(lantern, turn_colours))

# %% answer="colour-blur"
colour_blur = np.zeros((3, 3, 3, 3))
for c in range(3):
    colour_blur[:, :, c, c] = 1 / 9
show(lantern, conv2d(lantern, colour_blur))

# %% answer="parameters"
count_bank = 3 * 3 * 23 + 23
count_colour = 3 * 3 * 3 * 23 + 23
count_pixel = 23 * 4 + 4
count_pooling = 0

# %% answer="network-shapes"
after_1 = (16, 26, 26, 8)
after_2 = (16, 13, 13, 8)
after_3 = (16, 13, 13, 16)
after_4 = (16, 7, 7, 16)
after_5 = (16, 1, 1, 10)

# %% answer="network-parameters"
learnt_1 = 80
learnt_2 = 0
learnt_3 = 1168
learnt_4 = 0
learnt_5 = 7850

# %% answer="network"
network = Sequential([
    Input((28, 28, 1)),
    Conv2D(8, 3, activation="relu"),
    MaxPooling2D(2),
    Conv2D(16, 3, padding="same", activation="relu"),
    MaxPooling2D(2, padding="same"),
    Conv2D(10, 7),
])

# %% answer="wide"
# 84 - 2 = 82, 41, 41, then half of it: 20, and 20 - 7 + 1
after_wide = (1, 1, 14, 10)

# %% [markdown] written="learnt-kernels"
# Kernel 0: sum 0.05, positive at the top and negative at the bottom, so edges that lie flat with
# the bright side on top. The hem of the dress is bright in its map.
#
# Kernel 4: sum 1.4, nearly all positive. It looks for bright areas; in its map the dress is white.
