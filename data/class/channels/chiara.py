# %% [markdown]
# Chiara makes the mistakes that most people make: the depth of the picture in place of the depth of
# the layer before, colours mixed, biases forgotten, halves rounded down, and a network that is bent
# until Keras stops complaining.

# %% answer="weight-tensor"
weights_grey = (3, 3, 1, 23)
weights_colour = (5, 3, 3, 6)
weights_second = (1, 5, 3, 4)  # the lantern has 3 channels

# %% answer="which-filter"
made_it = bank[:, :, :, 17]
show(middle, np.clip(maps[:, :, 17], -1, 1), titles=("input", "this one"))

# %% answer="red-edges"
red_edges = np.zeros((3, 3, 3, 1))
red_edges[1, 0] = -1
red_edges[1, 2] = 1
show(lantern, conv2d(lantern, red_edges))

# %% answer="grey"
grey = np.zeros((1, 1, 3, 1))
grey[0, 0, :, 0] = [0.299, 0.587, 0.114]
show_row([plain_mean, conv2d(lantern, grey)], titles=["plain mean", "yours"])

# %% answer="turn-colours"
turn_colours = np.zeros((1, 1, 3, 3))
turn_colours[0, 0, 0, 1] = 1  # red is what was green
turn_colours[0, 0, 1, 2] = 1  # green is what was blue
turn_colours[0, 0, 2, 0] = 1  # blue is what was red
show(lantern, conv2d(lantern, turn_colours))

# %% answer="colour-blur"
colour_blur = np.ones((3, 3, 3, 3)) / 27
show(lantern, conv2d(lantern, colour_blur))

# %% answer="parameters"
count_bank = 3 * 3 * 23
count_colour = 3 * 3 * 3 * 23
count_pixel = 23 * 4
count_pooling = 0

# %% answer="network-shapes"
after_1 = (16, 26, 26, 8)
after_2 = (16, 13, 13, 8)
after_3 = (16, 13, 13, 16)
after_4 = (16, 6, 6, 16)
after_5 = (16, 0, 0, 10)  # ???

# %% answer="network-parameters"
learnt_1 = 3 * 3 * 1 * 8
learnt_2 = 0
learnt_3 = 3 * 3 * 8 * 16
learnt_4 = 0
learnt_5 = 7 * 7 * 16 * 10

# %% answer="network"
# Keras says that the last kernel does not fit, so I took a smaller one
network = Sequential([
    Input((28, 28, 1)),
    Conv2D(8, 3, activation="relu"),
    MaxPooling2D(2),
    Conv2D(16, 3, padding="same", activation="relu"),
    MaxPooling2D(2),
    Conv2D(10, 6),
])

# %% answer="wide"
after_wide = (1, 1, 3, 10)  # three pieces

# %% [markdown] written="learnt-kernels"
# Kernel 1 is dark on the left and kernel 3 is bright. They look for features of the clothes.
