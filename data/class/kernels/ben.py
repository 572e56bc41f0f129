# %% [markdown]
# Ben stopped half-way: the first six questions are right, the rest is untouched.

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

# %% answer="derivative-x"
derivative_x = np.zeros((3, 3, 1, 1))
derivative_x[1, 0, 0, 0] = -1
derivative_x[1, 2, 0, 0] = 1
show(picture, conv2d(picture, derivative_x), derivative_x)

# %% answer="derivative-y"
derivative_y = np.zeros((3, 3, 1, 1))
derivative_y[0, 1, 0, 0] = -1
derivative_y[2, 1, 0, 0] = 1
show(picture, conv2d(picture, derivative_y), derivative_y)

# %% answer="sum-rule"
all_at_once = np.zeros((3, 3, 1, 1))
all_at_once = k1 + k2 + k2
difference = conv2d(picture, all_at_once) - three_convolutions
print("largest difference:", np.abs(difference).max())
show(picture, conv2d(picture, all_at_once), all_at_once)
