# %% [markdown]
# # Known answers to `colour-blur`

# %% wrong="colour-blur" points=0 mistake="channels-mixed"
colour_blur = mixing

# %% wrong="colour-blur" points=0 mistake="channels-summed"
colour_blur = np.ones((3, 3, 3, 3)) / 9

# %% wrong="colour-blur" points=0 mistake="not-normalised"
colour_blur = np.zeros((3, 3, 3, 3))
for c in range(3):
    colour_blur[:, :, c, c] = 1

# %% wrong="colour-blur" points=0 mistake="divided-by-wrong-count"
colour_blur = np.zeros((3, 3, 3, 3))
for c in range(3):
    colour_blur[:, :, c, c] = 1 / 27

# %% wrong="colour-blur" points=0 mistake="divided-by-side"
colour_blur = np.zeros((3, 3, 3, 3))
for c in range(3):
    colour_blur[:, :, c, c] = 1 / 3

# %% wrong="colour-blur" points=0 mistake="sign-flipped"
colour_blur = np.zeros((3, 3, 3, 3))
for c in range(3):
    colour_blur[:, :, c, c] = -1 / 9

# %% wrong="colour-blur" points=0 mistake="weights-missing" note="only red"
colour_blur = np.zeros((3, 3, 3, 3))
colour_blur[:, :, 0, 0] = 1 / 9

# %% wrong="colour-blur" points=0 note="one kernel for all, which has one channel in and one out"
colour_blur = np.ones((3, 3, 1, 1)) / 9

# %% wrong="colour-blur" points=0 note="as a DepthwiseConv2D holds it"
colour_blur = np.ones((3, 3, 3, 1)) / 9

# %% wrong="colour-blur" points=0 mistake="channels-alike"
colour_blur = np.zeros((3, 3, 3, 3))
colour_blur[1, 1] = 1 / 9

# %% wrong="colour-blur" points=0
colour_blur = np.full((3, 3, 3, 3), np.nan)

# %% right="colour-blur"
colour_blur = np.ones((3, 3, 1, 1)) / 9 * np.eye(3)

# %% right="colour-blur"
colour_blur = np.zeros((3, 3, 3, 3))
colour_blur[:, :, 0, 0] = 0.111
colour_blur[:, :, 1, 1] = 0.111
colour_blur[:, :, 2, 2] = 0.111

# %% right="colour-blur"
colour_blur = np.einsum('ij,cf->ijcf', np.full((3, 3), 1 / 9), np.eye(3)).tolist()
