# %% [markdown]
# # Known answers to `halve`

# %% wrong="halve" points=0 mistake="padding-same-for-valid"
half = Conv2D(1, 3, strides=2)

# %% wrong="halve" points=0 note="no stride"
half = Conv2D(1, 3, padding="same")

# %% wrong="halve" points=0 note="right for 28, not for 27"
half = Conv2D(1, 2, strides=2)

# %% wrong="halve" points=0
half = Conv2D(1, 3, strides=2, padding="same", activation="relu")

# %% wrong="halve" points=0 note="5 x 5"
half = Conv2D(1, 5, strides=2, padding="same")

# %% wrong="halve" points=0 mistake="other-filters" note="3 filters"
half = Conv2D(3, 3, strides=2, padding="same")

# %% wrong="halve" points=0 note="nothing to set"
half = MaxPooling2D(2, padding="same")

# %% wrong="halve" points=0 outcome="wrong" note="right shapes, but the windows of an even size lie one pixel off"
half = tf.keras.Sequential([ZeroPadding2D(1), Conv2D(1, 3, strides=2, use_bias=False)])

# %% wrong="halve" points=0 outcome="wrong"
half = 2

# %% right="halve"
half = Conv2D(1, (3, 3), strides=(2, 2), padding="SAME")

# %% right="halve"
half = Conv2D(filters=1, kernel_size=3, strides=2, padding="same", activation="linear")
half(garment.reshape(1, 28, 28, 1))

# %% right="halve" note="of a class of one's own"
class Halving(Conv2D):
    def __init__(self, filters):
        super().__init__(filters, 3, strides=2, padding="same", activation=lambda values: values)


half = Halving(1)
