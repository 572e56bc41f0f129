# %% [markdown]
# Ben stopped half-way: four questions are right, the fifth is begun, the rest is untouched.

# %% answer="weight-tensor"
weights_grey = (3, 3, 1, 23)
weights_colour = (5, 3, 3, 6)
weights_second = (1, 5, 8, 4)

# %% answer="which-filter"
differences = [np.abs(maps[:, :, n] - mystery).max() for n in range(23)]
print(differences)
made_it = bank[:, :, :, 17:18]
show(middle, np.clip(conv2d(middle, made_it), -1, 1), made_it)

# %% answer="red-edges"
red_edges = np.zeros((3, 3, 3, 1))
red_edges[1, 0, 0, 0] = -1
red_edges[1, 2, 0, 0] = 1
show(lantern, conv2d(lantern, red_edges))

# %% answer="grey"
grey = np.zeros((1, 1, 3, 1))
grey[0, 0, 0, 0] = 0.299
grey[0, 0, 1, 0] = 0.587
grey[0, 0, 2, 0] = 0.114
show_row([plain_mean, conv2d(lantern, grey)], titles=["plain mean", "yours"])

# %% answer="turn-colours"
turn_colours = np.zeros((1, 1, 3, 3))
turn_colours[0, 0, 1, 0] = 1
# to be continued
show(lantern, conv2d(lantern, turn_colours))
