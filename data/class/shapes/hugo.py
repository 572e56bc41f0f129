# %% [markdown]
# Hugo has everything right and nothing as the lesson does it: he asks Keras, writes loops and
# builds a network.

# %% answer="valid"
def ask(layer, *shape):
    return layer(tf.zeros(shape)).shape


valid_a = ask(Conv2D(1, 3), 1, 28, 28, 1)
valid_b = list(ask(Conv2D(1, 5), 1, 20, 32, 1))
valid_c = Conv2D(1, (3, 7)).compute_output_shape((4, 48, 64, 1))

# %% answer="same"
same_a, same_b, same_c = (
    (1, *(int(np.ceil(i / step)) for i in sides), 1)
    for sides, step in (((28, 28), 1), ((27, 45), 2), ((20, 30), 1))
)

# %% answer="zero-padding"
padded_a = np.pad(np.zeros((1, 28, 28, 1)), ((0, 0), (2, 2), (2, 2), (0, 0))).shape
padded_b = np.array([1, 20 + 1 + 2, 30 + 4 + 0, 1])
padded_c = tf.TensorShape([1, 28, 40, 1])

# %% answer="stride"
def starts(pixels, kernel, step):
    return len([start for start in range(0, pixels, step) if start + kernel <= pixels])


stride_a = [1, starts(28, 3, 2), starts(28, 3, 2), 1]
stride_b = [1, starts(21, 5, 2), starts(32, 5, 3), 1]
stride_c = [1, (32 - 11) / 4 // 1 + 1, (45 - 11) / 4 // 1 + 1, 1]

# %% answer="print-strides"
settings = [
    dict(filters=1, kernel_size=(3, 3), strides=(2, 2), padding="same"),
    dict(filters=1, kernel_size=(9, 9), strides=(3, 3)),
    dict(filters=4, kernel_size=(4, 6), strides=(2, 3)),
]
for number, setting in enumerate(settings, start=1):
    result = Conv2D(**setting)(tf.constant(tiling)[None, ..., None])
    print(f"layer no. {number} gives {result.shape.as_list()} (batch first)")

# %% answer="max-pooling"
max_a = ask(MaxPooling2D(), 1, 28, 28, 3)
max_b = ask(MaxPooling2D((3, 3)), 1, 32, 46, 8)
max_c = ask(MaxPooling2D(3, 2), 5, 27, 40, 16)

# %% answer="average-pooling"
average_a = (1, 27 // 2 + 1, 27 // 2 + 1, 3)
average_b = (1, 10, -(-41 // 3), 8)
average_c = ask(AveragePooling2D(3, 2), 1, 29, 44, 4)

# %% answer="pool-values"
largest = np.zeros((5, 5))
means = []
for row in range(0, 10, 2):
    means.append([])
    for column in range(0, 10, 2):
        four = integers[row : row + 2, column : column + 2]
        largest[row // 2, column // 2] = four.max()
        means[-1].append(four.sum() / 4)

# %% answer="upsampling"
up_a = np.kron(np.zeros((1, 14, 14, 3)), np.ones((1, 2, 2, 1))).shape
up_b = ask(UpSampling2D((3, 3), interpolation="bilinear"), 1, 7, 10, 8)
up_c = (1, 28 // 3 * 3, 41 // 3 * 3, 1)

# %% answer="transposed"
grown_a = ask(Conv2DTranspose(8, 3, 2, "same"), 1, 14, 14, 16)
grown_b = (1, *((i - 1) * 2 + 3 for i in (14, 20)), 1)
grown_c = [1, 14, 20, 8]
grown_d = ask(Conv2DTranspose(8, 3, 2, "same", output_padding=0), 1, 14, 20, 16)

# %% answer="filters"
filters_a = ask(Conv2D(23, 3), 1, 360, 480, 1)
filters_b = ask(Conv2D(23, 3), 1, 96, 128, 3)
filters_c = ask(Conv2D(5, (3, 5), padding="same"), 10, 32, 48, 23)

# %% answer="pipeline"
network = tf.keras.Sequential(
    [
        Conv2D(8, 3, activation="relu"),
        MaxPooling2D(),
        Conv2D(16, 3, 2, "same", activation="relu"),
        Conv2DTranspose(3, 3, 2),
    ]
)
network.build((1, 96, 128, 3))
print("\n".join(str(layer.output.shape) for layer in network.layers))

# %% answer="inverse"
shrink = Conv2D(2, 5, dilation_rate=2)  # reaches over 9 pixels, so there are two places

# %% answer="halve"
half = Conv2D(
    filters=1, kernel_size=(3, 3), strides=(2, 2), padding="SAME", use_bias=False, name="halver"
)
half(garment[None, :, :, None])

# %% [markdown] written="explain"
# Let the windows start at 0, 2, ..., 26. For 28 pixels these are 14 and the last one needs a zero
# on the right. For 27 pixels the padding is one zero on each side, the windows start at -1, 1,
# ..., 25, and again there are 14. The map from i to ceil(i / 2) sends two sizes to one, so it has
# no inverse; a transposed convolution has to be told. The map from pictures to pictures sends 784
# numbers to 196, so it has none either.
