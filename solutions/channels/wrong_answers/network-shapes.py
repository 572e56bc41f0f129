# %% [markdown]
# # Known answers to `network-shapes`
#
# Five parts of half a point each.

# %% wrong="network-shapes" points=0.5 mistake="padding-same-for-valid" note="five right layers would be needed; here 'same' is taken for all"
after_1 = (16, 28, 28, 8)
after_2 = (16, 14, 14, 8)
after_3 = (16, 14, 14, 16)
after_4 = (16, 7, 7, 16)
after_5 = (16, 7, 7, 10)

# %% wrong="network-shapes" points=2 mistake="pooling-same-floors" note="13 halved is 6; after_1 is right, which speaks against a forgotten + 1"
after_1 = (16, 26, 26, 8)
after_2 = (16, 13, 13, 8)
after_3 = (16, 13, 13, 16)
after_4 = (16, 6, 6, 16)
after_5 = (16, 1, 1, 10)

# %% wrong="network-shapes" points=1.5 mistake="same-keeps-size"
after_1 = (16, 26, 26, 8)
after_2 = (16, 13, 13, 8)
after_3 = (16, 13, 13, 16)
after_4 = (16, 13, 13, 16)
after_5 = (16, 7, 7, 10)

# %% wrong="network-shapes" points=0 mistake="batch-left-out"
after_1 = (26, 26, 8)
after_2 = (13, 13, 8)
after_3 = (13, 13, 16)
after_4 = (7, 7, 16)
after_5 = (1, 1, 10)

# %% wrong="network-shapes" points=0 mistake="channels-first"
after_1 = (16, 8, 26, 26)
after_2 = (16, 8, 13, 13)
after_3 = (16, 16, 13, 13)
after_4 = (16, 16, 7, 7)
after_5 = (16, 10, 1, 1)

# %% wrong="network-shapes" points=1 mistake="channels-multiplied" note="every filter looks at one channel, and there are eight of them"
after_1 = (16, 26, 26, 8)
after_2 = (16, 13, 13, 8)
after_3 = (16, 13, 13, 128)
after_4 = (16, 7, 7, 128)
after_5 = (16, 1, 1, 1280)

# %% wrong="network-shapes" points=1.5 mistake="pooling-one-channel"
after_1 = (16, 26, 26, 8)
after_2 = (16, 13, 13, 1)
after_3 = (16, 13, 13, 16)
after_4 = (16, 7, 7, 1)
after_5 = (16, 1, 1, 10)

# %% wrong="network-shapes" points=1.5 mistake="forgot-plus-one"
after_1 = (16, 25, 25, 8)
after_2 = (16, 13, 13, 8)
after_3 = (16, 13, 13, 16)
after_4 = (16, 7, 7, 16)
after_5 = (16, 0, 0, 10)

# %% wrong="network-shapes" points=2 mistake="ones-left-out" note="one number a filter, so one axis less"
after_1 = (16, 26, 26, 8)
after_2 = (16, 13, 13, 8)
after_3 = (16, 13, 13, 16)
after_4 = (16, 7, 7, 16)
after_5 = (16, 10)

# %% wrong="network-shapes" points=0 mistake="batch-none" note="as `model.summary()` writes the batch"
after_1 = (None, 26, 26, 8)
after_2 = (None, 13, 13, 8)
after_3 = (None, 13, 13, 16)
after_4 = (None, 7, 7, 16)
after_5 = (None, 1, 1, 10)

# %% wrong="network-shapes" points=0
after_1 = 26
after_2 = 13
after_3 = 13
after_4 = 7
after_5 = 1

# %% right="network-shapes"
after_1 = 16, 26, 26, 8
after_2 = [16, 13, 13, 8]
after_3 = np.array((16, 13, 13, 16))
after_4 = tf.TensorShape((16, 7, 7, 16))
after_5 = (16.0, 1.0, 1.0, 10.0)

# %% right="network-shapes"
x = np.zeros((16, 28, 28, 1))
shapes = []
for layer in (Conv2D(8, 3), MaxPooling2D(2), Conv2D(16, 3, padding='same'),
              MaxPooling2D(2, padding='same'), Conv2D(10, 7)):
    x = layer(x)
    shapes.append(x.shape)
after_1, after_2, after_3, after_4, after_5 = shapes
