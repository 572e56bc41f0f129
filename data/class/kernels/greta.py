# file: truncated

# %% [markdown]
# Greta's upload broke off: the file ends in the middle.

# %% answer="weights"
weights_grey = (5, 5, 1, 1)
weights_colour = (5, 3, 3, 4)
weights_deep = (3, 3, 8, 16)

# %% answer="identity"
identity = np.zeros((3, 3, 1, 1))
identity[1, 1, 0, 0] = 1
show(picture, conv2d(picture, identity), identity)

# %% answer="shifts"
shift_left = np.zeros((3, 3, 1, 1))
shift_up = np.zeros((5, 5, 1, 1))
shift_left[1, 2, 0, 0] = 1
shift_up[4, 2, 0, 0] = 1
show(dot, conv2d(dot, shift_left), shift_left)
show(dot, conv2d(dot, shift_up), shift_up)
