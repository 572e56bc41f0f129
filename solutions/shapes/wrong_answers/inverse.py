# %% [markdown]
# # Known answers to `inverse`

# %% wrong="inverse" points=0 mistake="ceil-for-floor"
shrink = Conv2D(2, 7, strides=4)

# %% wrong="inverse" points=0 mistake="forgot-plus-one"
shrink = Conv2D(2, 4, strides=3)

# %% wrong="inverse" points=0 mistake="ceil-for-floor"
shrink = Conv2D(2, 8, strides=3)

# %% wrong="inverse" points=0 mistake="padding-valid-for-same"
shrink = Conv2D(2, 5, strides=4, padding="same")

# %% wrong="inverse" points=0 mistake="other-filters" note="three filters"
shrink = Conv2D(3, 5, strides=5)

# %% wrong="inverse" points=0 note="larger than the picture"
shrink = Conv2D(2, 11)

# %% wrong="inverse" points=0 note="keeps the channels"
shrink = MaxPooling2D(5)

# %% wrong="inverse" points=0 note="the class, not a layer"
shrink = Conv2D

# %% wrong="inverse" points=0 outcome="wrong"
shrink = (1, 2, 2, 2)

# %% wrong="inverse" points=0 outcome="wrong" note="the output, not the layer"
shrink = Conv2D(2, 5, strides=5)(np.zeros((1, 10, 10, 3)))

# %% wrong="inverse" points=0 outcome="not attempted"
shrink = None

# %% right="inverse"
shrink = Conv2D(filters=2, kernel_size=(6, 6), strides=(4, 4))

# %% right="inverse"
shrink = Conv2D(2, 3, strides=5, padding="same", activation="relu")

# %% right="inverse"
shrink = Conv2D(2, (9, 9))

# %% right="inverse"
shrink = Conv2D(2, 5, dilation_rate=2, use_bias=False)

# %% right="inverse" note="made for another depth and already used"
shrink = Conv2D(2, 2, strides=8)
shrink(np.zeros((1, 10, 10, 3)))

# %% right="inverse" note="a small network that does the job"
shrink = tf.keras.Sequential([MaxPooling2D(5), Conv2D(2, 1)])
