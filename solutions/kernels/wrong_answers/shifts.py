# %% [markdown]
# # Known answers to `shifts`
#
# Two parts of one point each.

# %% wrong="shifts" points=0 mistake="mirrored"
shift_left = np.zeros((3, 3, 1, 1))
shift_up = np.zeros((5, 5, 1, 1))
shift_left[1, 0, 0, 0] = 1
shift_up[0, 2, 0, 0] = 1

# %% wrong="shifts" points=1 mistake="mirrored"
shift_left = np.zeros((3, 3, 1, 1))
shift_up = np.zeros((5, 5, 1, 1))
shift_left[1, 2, 0, 0] = 1
shift_up[0, 2, 0, 0] = 1

# %% wrong="shifts" points=0 mistake="kernel-transposed"
shift_left = np.zeros((3, 3, 1, 1))
shift_up = np.zeros((5, 5, 1, 1))
shift_left[2, 1, 0, 0] = 1
shift_up[2, 4, 0, 0] = 1

# %% wrong="shifts" points=0 mistake="sign-flipped"
shift_left = np.zeros((3, 3, 1, 1))
shift_up = np.zeros((5, 5, 1, 1))
shift_left[1, 2, 0, 0] = -1
shift_up[4, 2, 0, 0] = -1

# %% wrong="shifts" points=1 mistake="off-centre" note="up by one only"
shift_left = np.zeros((3, 3, 1, 1))
shift_up = np.zeros((3, 3, 1, 1))
shift_left[1, 2, 0, 0] = 1
shift_up[2, 1, 0, 0] = 1

# %% wrong="shifts" points=1 mistake="off-centre"
shift_left = np.zeros((3, 3, 1, 1))
shift_up = np.zeros((5, 5, 1, 1))
shift_left[1, 2, 0, 0] = 1
shift_up[3, 2, 0, 0] = 1

# %% wrong="shifts" points=0 mistake="scaled"
shift_left = np.zeros((3, 3, 1, 1))
shift_up = np.zeros((5, 5, 1, 1))
shift_left[1, 2, 0, 0] = 3
shift_up[4, 2, 0, 0] = 5

# %% wrong="shifts" points=0 mistake="scaled"
shift_left = np.zeros((3, 3, 1, 1))
shift_up = np.zeros((5, 5, 1, 1))
shift_left[1, 2, 0, 0] = 9
shift_up[4, 2, 0, 0] = 25

# %% wrong="shifts" points=1
shift_left = np.zeros((3, 3, 1, 1))
shift_up = np.zeros((5, 5, 1, 1))
shift_left[1, 2, 0, 0] = 1

# %% wrong="shifts" points=0
shift_left = 'left'
shift_up = None

# %% right="shifts"
shift_left = np.array([0, 0, 1]).reshape(1, 3, 1, 1)
shift_up = np.array([0, 0, 0, 0, 1]).reshape(5, 1, 1, 1)

# %% right="shifts"
middle = np.zeros((5, 5, 1, 1))
middle[2, 2] = 1
shift_left = np.roll(middle, 1, axis=1)
shift_up = np.roll(middle, 2, axis=0)
