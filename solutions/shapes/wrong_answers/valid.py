# %% [markdown]
# # Known answers to `valid`
#
# The right shapes, one point each: (1, 26, 26, 1), (1, 16, 28, 1), (4, 46, 58, 1).

# %% wrong="valid" points=0 mistake="padding-same-for-valid"
valid_a = (1, 28, 28, 1)
valid_b = (1, 20, 32, 1)
valid_c = (4, 48, 64, 1)

# %% wrong="valid" points=0 mistake="forgot-plus-one"
valid_a = (1, 25, 25, 1)
valid_b = (1, 15, 27, 1)
valid_c = (4, 45, 57, 1)

# %% wrong="valid" points=0 mistake="batch-left-out"
valid_a = (26, 26, 1)
valid_b = (16, 28, 1)
valid_c = (46, 58, 1)

# %% wrong="valid" points=0 mistake="batch-none" note="as `model.summary()` writes the batch"
valid_a = (None, 26, 26, 1)
valid_b = (None, 16, 28, 1)
valid_c = (None, 46, 58, 1)

# %% wrong="valid" points=0 mistake="channels-first"
valid_a = (1, 1, 26, 26)
valid_b = (1, 1, 16, 28)
valid_c = (4, 1, 46, 58)

# %% wrong="valid" points=1 mistake="height-width-swapped"
valid_a = (1, 26, 26, 1)
valid_b = (1, 28, 16, 1)
valid_c = (4, 58, 46, 1)

# %% wrong="valid" points=2 mistake="batch-one" note="half right: the batch of four was overlooked"
valid_a = (1, 26, 26, 1)
valid_b = (1, 16, 28, 1)
valid_c = (1, 46, 58, 1)

# %% wrong="valid" points=1 outcome="partial"
valid_a = (1, 26, 26, 1)
valid_b = None
valid_c = None

# %% wrong="valid" points=0 outcome="wrong"
valid_a = '26 x 26'
valid_b = (26, 26)
valid_c = 676

# %% wrong="valid" points=0
valid_a = (1, float('nan'), 26, 1)
valid_b = float('nan')
valid_c = Conv2D(1, (3, 7))

# %% wrong="valid" points=0 outcome="not attempted"
valid_a = None
valid_b = None
valid_c = None

# %% wrong="valid" points=2 outcome="partial"
valid_a = (1, 26, 26, 1)
valid_b = (1, 16, 28, 1)
1 / 0

# %% right="valid" note="lists, NumPy's integers, fractions"
from fractions import Fraction

valid_a = [True, 26, 26, 1]
valid_b = np.array([1, 16, 28, 1])
valid_c = (4, Fraction(46), 58.0, 1)

# %% right="valid" note="asked of Keras, in three ways"
valid_a = Conv2D(1, 3)(np.zeros((1, 28, 28, 1))).shape
valid_b = Conv2D(1, 5).compute_output_shape((1, 20, 32, 1))
valid_c = tf.shape(Conv2D(1, (3, 7))(tf.zeros((4, 48, 64, 1))))
