# %% [markdown]
# # Known answers to `print-strides`
#
# The right shapes, one point each: (1, 180, 240, 1), (1, 118, 158, 1), (1, 179, 159, 4).

# %% wrong="print-strides" points=2 mistake="stride-ignored" note="the first stride was forgotten"
large = tiling.reshape(1, 360, 480, 1)
print(Conv2D(1, 3, padding="same")(large).shape)
print(Conv2D(1, 9, strides=3)(large).shape)
print(Conv2D(4, (4, 6), strides=(2, 3))(large).shape)

# %% wrong="print-strides" points=2
print((1, 181, 241, 1))
print((1, 118, 158, 1))
print((1, 179, 159, 4))

# %% wrong="print-strides" points=1 mistake="padding-same-for-valid"
print((1, 180, 240, 1))
print((1, 120, 160, 1))
print((1, 180, 160, 4))

# %% wrong="print-strides" points=1
print((1, 180, 240, 1))
print((1, 117, 157, 1))
print((1, 178, 158, 4))

# %% wrong="print-strides" points=2 mistake="channels-kept" note="one filter in place of four"
large = tiling.reshape(1, 360, 480, 1)
print(Conv2D(1, 3, strides=2, padding="same")(large).shape)
print(Conv2D(1, 9, strides=3)(large).shape)
print(Conv2D(1, (4, 6), strides=(2, 3))(large).shape)

# %% wrong="print-strides" points=0 mistake="batch-left-out" note="the first picture of each batch"
large = tiling.reshape(1, 360, 480, 1)
print(Conv2D(1, 3, strides=2, padding="same")(large)[0].shape)
print(Conv2D(1, 9, strides=3)(large)[0].shape)
print(Conv2D(4, (4, 6), strides=(2, 3))(large)[0].shape)

# %% wrong="print-strides" points=0 mistake="channels-first"
print((1, 1, 180, 240))
print((1, 1, 118, 158))
print((1, 4, 179, 159))

# %% wrong="print-strides" points=0 mistake="height-width-swapped" note="reshaped with rows and columns exchanged"
large = tiling.reshape(1, 480, 360, 1)
print(Conv2D(1, 3, strides=2, padding="same")(large).shape)
print(Conv2D(1, 9, strides=3)(large).shape)
print(Conv2D(4, (4, 6), strides=(2, 3))(large).shape)

# %% wrong="print-strides" points=1 mistake="printed-out-of-order" outcome="partial" note="the right three in another order"
print((1, 118, 158, 1))
print((1, 180, 240, 1))
print((1, 179, 159, 4))

# %% wrong="print-strides" points=0 outcome="wrong" note="the right three among many guesses"
for size in range(100, 200):
    print((1, size, size + 60, 1))
print((1, 180, 240, 1))
print((1, 118, 158, 1))
print((1, 179, 159, 4))

# %% wrong="print-strides" points=2 outcome="partial" note="the picture's own shape as well"
large = tiling.reshape(1, 360, 480, 1)
print(large.shape)
print(Conv2D(1, 3, strides=2, padding="same")(large).shape)
print(Conv2D(1, 9, strides=3)(large).shape)
print(Conv2D(4, (4, 6), strides=(2, 3))(large).shape)

# %% wrong="print-strides" points=2 outcome="partial" note="the second is missing"
print((1, 180, 240, 1))
print((1, 179, 159, 4))

# %% wrong="print-strides" points=0 outcome="not attempted" note="computed, but not printed"
large = tiling.reshape(1, 360, 480, 1)
first = Conv2D(1, 3, strides=2, padding='same')(large).shape

# %% wrong="print-strides" points=1 outcome="partial" note="it stops with an error after the first"
large = tiling.reshape(1, 360, 480, 1)
print(Conv2D(1, 3, strides=2, padding="same")(large).shape)
print(Conv2D(1, 9, strides=3)(tiling).shape)

# %% right="print-strides" note="printed with words around, on one line, as lists"
large = tiling.reshape(1, 360, 480, 1)
one = Conv2D(filters=1, kernel_size=(3, 3), strides=(2, 2), padding="same")(large)
two = Conv2D(1, (9, 9), (3, 3))(large)
three = Conv2D(4, (4, 6), (2, 3))(large)
print(f"first {one.shape}, second {list(two.shape)},", "third:", tuple(three.shape))

# %% right="print-strides" note="printed from a loop"
layers = [
    Conv2D(1, 3, strides=2, padding="same", use_bias=False),
    Conv2D(1, 9, strides=3, activation="relu"),
    Conv2D(4, (4, 6), strides=(2, 3)),
]
for layer in layers:
    print(tf.TensorShape(layer(tiling[None, :, :, None]).shape))

# %% right="print-strides" note="as the value of the cell's last line"
large = tiling.reshape(1, 360, 480, 1)
print(np.asarray(Conv2D(1, 3, strides=2, padding="same")(large)).shape)
Conv2D(1, 9, strides=3)(large).shape, Conv2D(4, (4, 6), strides=(2, 3))(large).shape
