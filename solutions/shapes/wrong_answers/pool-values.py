# %% [markdown]
# # Known answers to `pool-values`

# %% wrong="pool-values" points=1 mistake="average-for-max"
numbers = integers.reshape(1, 10, 10, 1)
largest = AveragePooling2D(2)(numbers)
means = AveragePooling2D(2)(numbers)

# %% wrong="pool-values" points=1 mistake="max-for-average"
numbers = integers.reshape(1, 10, 10, 1)
largest = MaxPooling2D(2)(numbers)
means = MaxPooling2D(2)(numbers)

# %% wrong="pool-values" points=0 mistake="pooling-stride-one"
numbers = integers.reshape(1, 10, 10, 1)
largest = MaxPooling2D(2, strides=1)(numbers)
means = AveragePooling2D(2, strides=1)(numbers)

# %% wrong="pool-values" points=0 mistake="answers-exchanged" note="each in the other's place"
numbers = integers.reshape(1, 10, 10, 1)
largest = AveragePooling2D(2)(numbers)
means = MaxPooling2D(2)(numbers)

# %% wrong="pool-values" points=1 mistake="rounded" outcome="partial" note="the mean of whole numbers was rounded"
numbers = integers.reshape(1, 10, 10, 1)
largest = MaxPooling2D(2)(numbers)
means = np.round(AveragePooling2D(2)(numbers))

# %% wrong="pool-values" points=0 outcome="wrong" note="the layers themselves, not what they compute"
largest = MaxPooling2D(2)
means = AveragePooling2D(2)

# %% wrong="pool-values" points=0 outcome="wrong"
largest = np.full((5, 5), np.nan)
means = 'means'

# %% wrong="pool-values" points=0 mistake="pooled-to-one"
largest = integers.max()
means = integers.ravel()

# %% wrong="pool-values" points=0 mistake="pool-is-output" note="windows of 5 x 5, so that 2 x 2 are left"
numbers = integers.reshape(1, 10, 10, 1)
largest = MaxPooling2D(5)(numbers)
means = AveragePooling2D(5)(numbers)

# %% right="pool-values"

def pooled(keep):
    return [[keep(integers[2 * r : 2 * r + 2, 2 * c : 2 * c + 2]) for c in range(5)] for r in range(5)]

largest = pooled(np.max)
means = pooled(np.mean)


# %% right="pool-values"
blocks = integers.reshape(5, 2, 5, 2)
largest = blocks.max(axis=(1, 3)).astype(int)
means = tf.constant(blocks.mean(axis=(1, 3)))

# %% right="pool-values"
numbers = tf.constant(integers)[None, :, :, None]
largest = tf.nn.max_pool2d(numbers, 2, 2, "VALID")[0]
box = Conv2D(1, 2, strides=2, use_bias=False)
box(numbers)
box.set_weights([np.full((2, 2, 1, 1), 0.25)])
means = box(numbers)[0, :, :, 0]
