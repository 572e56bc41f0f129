# %% [markdown]
# # Known answers to `derivative-y`

# %% wrong="derivative-y" points=0 mistake="sign-flipped"
derivative_y = np.zeros((3, 3, 1, 1))
derivative_y[0, 1, 0, 0] = 1
derivative_y[2, 1, 0, 0] = -1

# %% wrong="derivative-y" points=0 mistake="kernel-transposed"
derivative_y = np.zeros((3, 3, 1, 1))
derivative_y[1, 0, 0, 0] = -1
derivative_y[1, 2, 0, 0] = 1

# %% wrong="derivative-y" points=0 mistake="off-centre"
derivative_y = np.array([[0, 0, -1], [0, 0, 0], [0, 0, 1]]).reshape(3, 3, 1, 1)

# %% wrong="derivative-y" points=0 mistake="one-sided-difference"
derivative_y = np.array([-1, 1]).reshape(2, 1, 1, 1)

# %% wrong="derivative-y" points=0
derivative_y = picture[1:] - picture[:-1]

# %% wrong="derivative-y" points=0
derivative_y = np.full((3, 3, 1, 1), np.inf)

# %% right="derivative-y"
derivative_y = np.array([-1, 0, 1]).reshape(3, 1, 1, 1)

# %% right="derivative-y"
rows = [[0, -1, 0], [0, 0, 0], [0, 1, 0]]
derivative_y = [[[[weight]] for weight in row] for row in rows]
