# %% [markdown]
# # Known answers to `identity`

# %% wrong="identity" points=0 mistake="off-centre"
identity = np.zeros((3, 3, 1, 1))
identity[1, 0, 0, 0] = 1

# %% wrong="identity" points=0 mistake="off-centre"
identity = np.zeros((3, 3, 1, 1))
identity[0, 0, 0, 0] = 1

# %% wrong="identity" points=0 mistake="sign-flipped"
identity = np.zeros((3, 3, 1, 1))
identity[1, 1, 0, 0] = -1

# %% wrong="identity" points=0 mistake="scaled"
identity = np.zeros((3, 3, 1, 1))
identity[1, 1, 0, 0] = 3

# %% wrong="identity" points=0 mistake="scaled"
identity = np.zeros((3, 3, 1, 1))
identity[1, 1, 0, 0] = 9

# %% wrong="identity" points=0 mistake="scaled"
identity = np.zeros((3, 3, 1, 1))
identity[1, 1, 0, 0] = 0.99

# %% wrong="identity" points=0 mistake="box-kernel"
identity = np.ones((3, 3, 1, 1))

# %% wrong="identity" points=0 mistake="diagonal-of-ones" note="the matrix of that name"
identity = np.eye(3).reshape(3, 3, 1, 1)

# %% wrong="identity" points=0
identity = np.array([[0, 0, 0], [0, 1, 0], [0, 0, 0]])

# %% wrong="identity" points=0
identity = np.full((3, 3, 1, 1), np.nan)
identity[1, 1, 0, 0] = 1

# %% wrong="identity" points=0
identity = 'the same picture'

# %% wrong="identity" points=0
identity = picture

# %% wrong="identity" points=0
identity = np.zeros((3, 3, 1, 2))
identity[1, 1] = 1

# %% right="identity"
identity = np.ones((1, 1, 1, 1))

# %% right="identity"
identity = [[[[0]], [[0]], [[0]]], [[[0]], [[1]], [[0]]], [[[0]], [[0]], [[0]]]]

# %% right="identity"
identity = np.zeros((7, 5, 1, 1), dtype=bool)
identity[3, 2] = True

# %% right="identity"
import tensorflow as tf
identity = tf.reshape(tf.constant([0.0, 0, 0, 0, 1, 0, 0, 0, 0]), (3, 3, 1, 1))
