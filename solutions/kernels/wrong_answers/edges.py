# %% [markdown]
# # Known answers to `edges`

# %% wrong="edges" points=0 mistake="sign-flipped"
edges = np.array([[0, 1, 0], [1, -4, 1], [0, 1, 0]]).reshape(3, 3, 1, 1)

# %% wrong="edges" points=0 mistake="laplacian-of-eight"
edges = np.array([[-1, -1, -1], [-1, 8, -1], [-1, -1, -1]]).reshape(3, 3, 1, 1)

# %% wrong="edges" points=0 mistake="weights-too-many" note="all its neighbours, but only four times the pixel"
edges = np.array([[-1, -1, -1], [-1, 4, -1], [-1, -1, -1]]).reshape(3, 3, 1, 1)

# %% wrong="edges" points=0 mistake="one-weight"
edges = np.array([[0, -1, 0], [-1, 1, -1], [0, -1, 0]]).reshape(3, 3, 1, 1)

# %% wrong="edges" points=0 mistake="one-axis-only"
edges = np.array([-1, 2, -1]).reshape(1, 3, 1, 1)

# %% wrong="edges" points=0
edges = np.array([[0, -1, 0], [-1, 4, -1], [0, -1, 0]])

# %% wrong="edges" points=0
edges = None

# %% right="edges"
edges = np.array([0, -1, 0, -1, 4, -1, 0, -1, 0]).reshape(3, 3, 1, 1)

# %% right="edges" note="by the sum rule"
rows = np.zeros((3, 3, 1, 1))
rows[1, :, 0, 0] = -1, 2, -1
edges = rows + rows.transpose(1, 0, 2, 3)
