# %% [markdown]
# Katya's notebook is an unlucky one: a loop that never counts on, a name that she has changed in
# one place only, an answer that she deleted together with the idea. All the rest is right.

# %% answer="weight-tensor"
weights_grey = (3, 3, 1, 23)
weights_colour = (5, 3, 3, 6)
weights_second = (1, 5, 8, 4)

# %% answer="which-filter"
n = 0
while not np.array_equal(maps[:, :, n], mystery):
    made_it = bank[:, :, :, n : n + 1]
show(middle, np.clip(conv2d(middle, made_it), -1, 1), made_it)

# %% answer="red-edges"
red_edges = np.zeros((3, 3, 3, 1))
red_edges[1, 0, 0, 0] = -1
red_edges[1, 2, 0, 0] = 1
show(lantern, conv2d(lantern, red_edges))

# %% answer="grey"
grey = np.zeros((1, 1, 3, 1))
grey[0, 0, :, 0] = [0.299, 0.587, 0.114]
show_row([plain_mean, conv2d(lantern, grey)], titles=["plain mean", "yours"])

# %% answer="turn-colours"
turn_colours = np.zeros((1, 1, 3, 3))
turn_colours[0, 0, 1, 0] = turn_colours[0, 0, 2, 1] = turn_colours[0, 0, 0, 2] = 1
show(lantern, conv2d(lantern, turn_colours))

# %% answer="colour-blur"
blur = np.zeros((3, 3, 3, 3))
for channel in range(3):
    colour_blur[:, :, channel, channel] = 1 / 9
show(lantern, conv2d(lantern, blur))

# %% answer="parameters" deleted=true
# the idea was wrong, so away with it, and with it went the cell

# %% answer="network-shapes"
after_1 = (16, 26, 26, 8)
after_2 = (16, 13, 13, 8)
after_3 = (16, 13, 13, 16)
after_4 = (16, 7, 7, 16)
after_5 = (16, 1, 1, 10)

# %% answer="network-parameters"
learnt_1 = 3 * 3 * 1 * 8 + 8
learnt_2 = 0
learnt_3 = 3 * 3 * 8 * 16 + 16
learnt_4 = 0
learnt_5 = 7 * 7 * 16 * 10 + 10

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
after_wide = (1, 1, 15, 10)

# %% [markdown] written="learnt-kernels"
# Kernel 3 has the sum 0.1, positive below and negative above, so it looks for flat edges that are
# bright below: in its map the shoulders are bright. Kernel 7 has plus and minus like a chessboard
# and looks nearly random to me, and its map is dark nearly everywhere.
