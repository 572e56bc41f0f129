# %% [markdown]
# # Known answers to `pick`

# %% wrong="pick" points=0 mistake="sign-flipped"
pick = np.array([[-1, 0], [0, 0]])[:, :, None, None]

# %% wrong="pick" points=0 mistake="scaled"
pick = np.array([[4, 0], [0, 0]])[:, :, None, None]

# %% wrong="pick" points=0 mistake="doubled"
pick = np.array([[2, 0], [0, 0]])[:, :, None, None]

# %% wrong="pick" points=0 mistake="off-centre"
pick = np.array([[0, 0], [0, 1]])[:, :, None, None]

# %% wrong="pick" points=0 mistake="off-centre"
pick = np.array([[0, 1], [0, 0]])[:, :, None, None]

# %% wrong="pick" points=0 mistake="off-centre"
pick = np.array([[0, 0], [1, 0]])[:, :, None, None]

# %% wrong="pick" points=0 mistake="weights-too-many" note="two pixels added"
pick = np.array([[1, 0], [0, 1]])[:, :, None, None]

# %% wrong="pick" points=0 mistake="box-kernel" note="the mean"
pick = np.ones((2, 2, 1, 1)) / 4

# %% wrong="pick" points=0
pick = np.array([[0, 0, 0], [0, 1, 0], [0, 0, 0]])[:, :, None, None]

# %% wrong="pick" points=0
pick = coat[::2, ::2]

# %% right="pick"
pick = np.array([[1, 0], [0, 0]])[:, :, None, None]

# %% right="pick"
pick = np.eye(4)[0].reshape(2, 2, 1, 1)

# %% right="pick"
pick = np.array([1.0, 0, 0, 0]).reshape((2, 2, 1, 1)).tolist()
