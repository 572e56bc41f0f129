# %% [markdown]
# # Known answers to `pipeline`
#
# The right shapes, half a point each: (1, 94, 126, 8), (1, 47, 63, 8), (1, 24, 32, 16), (1, 49, 65, 3).

# %% wrong="pipeline" points=1 mistake="stride-ignored" note="the third layer's stride was forgotten"
x = lantern.reshape(1, 96, 128, 3)
x = Conv2D(8, 3)(x)
print(x.shape)
x = MaxPooling2D(2)(x)
print(x.shape)
x = Conv2D(16, 3, padding="same")(x)
print(x.shape)
x = Conv2DTranspose(3, 3, strides=2)(x)
print(x.shape)

# %% wrong="pipeline" points=1
print((1, 94, 126, 8))
print((1, 47, 63, 8))
print((1, 25, 33, 16))
print((1, 51, 67, 3))

# %% wrong="pipeline" points=0.5 mistake="pooling-stride-one"
x = lantern.reshape(1, 96, 128, 3)
x = Conv2D(8, 3)(x)
print(x.shape)
x = MaxPooling2D(2, strides=1)(x)
print(x.shape)
x = Conv2D(16, 3, strides=2, padding="same")(x)
print(x.shape)
x = Conv2DTranspose(3, 3, strides=2)(x)
print(x.shape)

# %% wrong="pipeline" points=1.5
print((1, 94, 126, 8))
print((1, 47, 63, 1))
print((1, 24, 32, 16))
print((1, 49, 65, 3))

# %% wrong="pipeline" points=1.5 mistake="transposed-same-for-valid" note="'same' in the last layer: the valid one taken as a multiplication"
x = lantern.reshape(1, 96, 128, 3)
x = Conv2D(8, 3)(x)
print(x.shape)
x = MaxPooling2D(2)(x)
print(x.shape)
x = Conv2D(16, 3, strides=2, padding="same")(x)
print(x.shape)
x = Conv2DTranspose(3, 3, strides=2, padding="same")(x)
print(x.shape)

# %% wrong="pipeline" points=0
print((1, 94, 126, 24))
print((1, 47, 63, 24))
print((1, 24, 32, 384))
print((1, 49, 65, 1152))

# %% wrong="pipeline" points=0.5 mistake="channels-kept" note="the last layer's filters are as many as the picture's channels"
print((1, 94, 126, 3))
print((1, 47, 63, 3))
print((1, 24, 32, 3))
print((1, 49, 65, 3))

# %% wrong="pipeline" points=1 mistake="padding-same-for-valid" note="'same' in the first layer, too"
x = lantern.reshape(1, 96, 128, 3)
x = Conv2D(8, 3, padding="same")(x)
print(x.shape)
x = MaxPooling2D(2)(x)
print(x.shape)
x = Conv2D(16, 3, strides=2, padding="same")(x)
print(x.shape)
x = Conv2DTranspose(3, 3, strides=2)(x)
print(x.shape)

# %% wrong="pipeline" points=0 mistake="padding-valid-for-same"
print((1, 93, 125, 8))
print((1, 45, 61, 8))
print((1, 23, 31, 16))
print((1, 47, 63, 3))

# %% wrong="pipeline" points=0 mistake="batch-left-out"
print((94, 126, 8))
print((47, 63, 8))
print((24, 32, 16))
print((49, 65, 3))

# %% wrong="pipeline" points=0 mistake="channels-first"
print((1, 8, 94, 126))
print((1, 8, 47, 63))
print((1, 16, 24, 32))
print((1, 3, 49, 65))

# %% wrong="pipeline" points=0 mistake="height-width-swapped" note="reshaped with rows and columns exchanged"
x = lantern.reshape(1, 128, 96, 3)
x = Conv2D(8, 3)(x)
print(x.shape)
x = MaxPooling2D(2)(x)
print(x.shape)
x = Conv2D(16, 3, strides=2, padding="same")(x)
print(x.shape)
x = Conv2DTranspose(3, 3, strides=2)(x)
print(x.shape)

# %% wrong="pipeline" points=0.5 mistake="not-passed-on" outcome="partial" note="every layer on the lantern itself, not on what came before"
x = lantern.reshape(1, 96, 128, 3)
print(Conv2D(8, 3)(x).shape)
print(MaxPooling2D(2)(x).shape)
print(Conv2D(16, 3, strides=2, padding="same")(x).shape)
print(Conv2DTranspose(3, 3, strides=2)(x).shape)

# %% wrong="pipeline" points=0 outcome="wrong"
x = lantern
print(x.shape)

# %% right="pipeline" note="one network, its shapes printed on the way"
network = tf.keras.Sequential([
    Conv2D(8, 3, activation="relu"),
    MaxPooling2D(),
    Conv2D(16, (3, 3), 2, "same"),
    Conv2DTranspose(3, 3, 2),
])
picture = lantern[np.newaxis]
for layer in network.layers:
    picture = layer(picture)
    print(layer.name, "->", [int(size) for size in picture.shape])

# %% right="pipeline"
a = Conv2D(8, 3)(lantern.reshape(1, 96, 128, 3))
b = MaxPooling2D(2)(a)
c = Conv2D(16, 3, strides=2, padding="same")(b)
d = Conv2DTranspose(3, 3, strides=2)(c)
print([tuple(step.shape) for step in (a, b, c, d)])
