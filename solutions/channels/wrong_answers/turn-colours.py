# %% [markdown]
# # Known answers to `turn-colours`

# %% wrong="turn-colours" points=0 mistake="channels-exchanged" note="rows and columns exchanged: the colours move the other way"
turn_colours = np.zeros((1, 1, 3, 3))
turn_colours[0, 0, 0, 1] = 1
turn_colours[0, 0, 1, 2] = 1
turn_colours[0, 0, 2, 0] = 1

# %% wrong="turn-colours" points=0 mistake="identity-kernel"
turn_colours = np.eye(3).reshape(1, 1, 3, 3)

# %% wrong="turn-colours" points=0 mistake="channels-permuted" note="red and blue change places, as between OpenCV and everybody else"
turn_colours = np.eye(3)[::-1].reshape(1, 1, 3, 3)

# %% wrong="turn-colours" points=0 mistake="sign-flipped"
turn_colours = -np.roll(np.eye(3), 1, axis=0).reshape(1, 1, 3, 3)

# %% wrong="turn-colours" points=0 mistake="scaled"
turn_colours = 255 * np.roll(np.eye(3), 1, axis=0).reshape(1, 1, 3, 3)

# %% wrong="turn-colours" points=0 mistake="channels-mixed"
turn_colours = np.ones((1, 1, 3, 3)) / 3

# %% wrong="turn-colours" points=0 mistake="channels-summed"
turn_colours = np.ones((1, 1, 3, 3))

# %% wrong="turn-colours" points=0
turn_colours = np.roll(np.eye(3), 1, axis=0)

# %% wrong="turn-colours" points=0
turn_colours = [1, 2, 0]

# %% wrong="turn-colours" points=0
turn_colours = lantern[:, :, [1, 2, 0]]

# %% right="turn-colours"
turn_colours = np.eye(3)[[2, 0, 1]].reshape(1, 1, 3, 3)

# %% right="turn-colours"
turn_colours = np.zeros((1, 1, 3, 3), dtype=bool)
for comes_out, goes_in in enumerate([1, 2, 0]):
    turn_colours[..., goes_in, comes_out] = True

# %% right="turn-colours"
turn_colours = np.zeros((3, 3, 3, 3))
turn_colours[1, 1] = [[0, 0, 1], [1, 0, 0], [0, 1, 0]]
