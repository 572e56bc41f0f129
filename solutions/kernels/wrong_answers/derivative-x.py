# %% [markdown]
# # Known answers to `derivative-x`

# %% wrong="derivative-x" points=0 mistake="sign-flipped"
derivative_x = np.zeros((3, 3, 1, 1))
derivative_x[1, 0, 0, 0] = 1
derivative_x[1, 2, 0, 0] = -1

# %% wrong="derivative-x" points=0 mistake="kernel-transposed"
derivative_x = np.zeros((3, 3, 1, 1))
derivative_x[0, 1, 0, 0] = -1
derivative_x[2, 1, 0, 0] = 1

# %% wrong="derivative-x" points=0 mistake="off-centre"
derivative_x = np.array([[-1, 0, 1], [0, 0, 0], [0, 0, 0]]).reshape(3, 3, 1, 1)

# %% wrong="derivative-x" points=0 mistake="one-sided-difference" note="a neighbour minus the pixel itself"
derivative_x = np.array([[0, 0, 0], [0, -1, 1], [0, 0, 0]]).reshape(3, 3, 1, 1)

# %% wrong="derivative-x" points=0 mistake="sobel-kernel" note="Sobel's"
derivative_x = np.array([[-1, 0, 1], [-2, 0, 2], [-1, 0, 1]]).reshape(3, 3, 1, 1)

# %% wrong="derivative-x" points=0 mistake="halved" note="the derivative of the pixels, but not what was asked for"
derivative_x = np.array([-0.5, 0, 0.5]).reshape(1, 3, 1, 1)

# %% wrong="derivative-x" points=0
derivative_x = np.array([-1, 0, 1])

# %% wrong="derivative-x" points=0
derivative_x = conv2d

# %% right="derivative-x"
derivative_x = np.array([-1.0, 0, 1]).reshape(1, 3, 1, 1)

# %% right="derivative-x"
left, right = np.zeros((2, 3, 3, 1, 1))
left[1, 2], right[1, 0] = 1, 1
derivative_x = left - right
