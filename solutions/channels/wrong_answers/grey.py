# %% [markdown]
# # Known answers to `grey`

# %% wrong="grey" points=0 mistake="channels-alike" note="the plain mean"
grey = np.full((1, 1, 3, 1), 1 / 3)

# %% wrong="grey" points=0 mistake="channels-alike"
grey = np.ones((1, 1, 3, 1))

# %% wrong="grey" points=0 mistake="not-normalised"
grey = np.array([299, 587, 114]).reshape(1, 1, 3, 1)

# %% wrong="grey" points=0 mistake="not-normalised"
grey = np.array([0.299, 0.587, 0.114]).reshape(1, 1, 3, 1) / 3

# %% wrong="grey" points=0 mistake="sign-flipped"
grey = -np.array([0.299, 0.587, 0.114]).reshape(1, 1, 3, 1)

# %% wrong="grey" points=0 mistake="channels-backwards" note="as OpenCV"
grey = np.array([0.114, 0.587, 0.299]).reshape(1, 1, 3, 1)

# %% wrong="grey" points=0 mistake="grey-of-screens" note="today's screens"
grey = np.array([0.2126, 0.7152, 0.0722]).reshape(1, 1, 3, 1)

# %% wrong="grey" points=0
grey = np.array([0.299, 0.587, 0.114]).reshape(1, 3, 1, 1)

# %% wrong="grey" points=0
grey = np.array([0.299, 0.587, 0.114])

# %% wrong="grey" points=0
grey = lantern @ np.array([0.299, 0.587, 0.114])

# %% right="grey"
grey = [[[[0.299], [0.587], [0.114]]]]

# %% right="grey"
grey = np.zeros((3, 3, 3, 1))
grey[1, 1, :, 0] = 0.3, 0.59, 0.11

# %% right="grey"
grey = tf.reshape(tf.constant([0.299, 0.587, 0.114]), (1, 1, 3, 1))
