# %% [markdown]
# # Known answers to `blur`

# %% wrong="blur" points=0 mistake="not-normalised"
blur = np.ones((3, 3, 1, 1))

# %% wrong="blur" points=0 mistake="divided-by-wrong-count"
blur = np.ones((3, 3, 1, 1)) / 8

# %% wrong="blur" points=0 mistake="weights-rounded"
blur = np.full((3, 3, 1, 1), 0.1)

# %% wrong="blur" points=0 mistake="divided-by-side"
blur = np.ones((3, 3, 1, 1)) / 3

# %% wrong="blur" points=0 mistake="sign-flipped"
blur = -np.ones((3, 3, 1, 1)) / 9

# %% wrong="blur" points=0 mistake="box-kernel"
blur = np.ones((5, 5, 1, 1)) / 25

# %% wrong="blur" points=0 mistake="gaussian-kernel" note="the lesson's own"
blur = bumps / 16

# %% wrong="blur" points=0 mistake="centre-left-out" note="the neighbours without the pixel itself"
blur = np.ones((3, 3, 1, 1)) / 8
blur[1, 1, 0, 0] = 0

# %% wrong="blur" points=0
blur = np.ones((3, 3)) / 9

# %% wrong="blur" points=0
blur = np.ones((3, 3, 3, 1)) / 27

# %% wrong="blur" points=0
blur = 1 / 9

# %% wrong="blur" points=0
blur = np.full((3, 3, 1, 1), np.nan)

# %% wrong="blur" points=0 outcome="error"
blur = np.zeros((3, 3, 1, 1))
blur[0] = 1 / 0

# %% right="blur"
blur = np.full((3, 3, 1, 1), 0.111)

# %% right="blur"
blur = np.pad(np.ones((3, 3, 1, 1)) / 9, ((1, 1), (1, 1), (0, 0), (0, 0)))

# %% right="blur"
import tensorflow as tf
blur = tf.Variable(tf.ones((3, 3, 1, 1)) / 9)

# %% right="blur" note="a layer whose weights are the answer"
averaging = Conv2D(1, 3, use_bias=False)
averaging.build((None, None, None, 1))
averaging.set_weights([np.ones((3, 3, 1, 1)) / 9])
blur = averaging.kernel

# %% right="blur"
mean = np.ones(3) / 3
blur = np.outer(mean, mean)[..., None, None]

# %% right="blur" note="exact numbers"
from fractions import Fraction

blur = np.full((3, 3, 1, 1), Fraction(1, 9))
