# %% [markdown]
# Katya's notebook has bits of everything: a part right here, a NaN there, texts in place of
# numbers, a cell that stops half-way, a heap of guesses.

# %% answer="valid"
valid_a = (1, 26, 26, 1)
valid_b = (1, float("nan"), float("nan"), 1)
valid_c = None

# %% answer="same"
same_a = "28 x 28"
same_b = "14 x 23"
same_c = "20 x 30"

# %% answer="zero-padding"
padded_a = (1, 32, 32, 1)
padded_b = ZeroPadding2D(((1, 2), (4, 0)))
padded_c = (1, 28, 40, 1)

# %% answer="stride"
stride_a = (1, 13, 13, 1)
stride_b = (1, (21 - 5) / 2 + 1, (32 - 5) / 3 + 1, 1)
stride_c = (1, 32 - 11 / 4 + 1, 45 - 11 / 4 + 1, 1)

# %% answer="print-strides"
large = tiling.reshape(1, 360, 480, 1)
for stride in range(1, 6):
    for padding in ("valid", "same"):
        print(Conv2D(1, 3, strides=stride, padding=padding)(large).shape)
        print(Conv2D(1, 9, strides=stride, padding=padding)(large).shape)

# %% answer="max-pooling"
max_a = (1, 14, 14, 3)
max_b = (1, 10, 15, 8)
max_c = None

# %% answer="pool-values"
largest = MaxPooling2D((2, 2))(integers.reshape(1, 10, 10, 1))
means = np.full((1, 5, 5, 1), np.nan)

# %% answer="upsampling"
up_a = (1, 28, 28, 3)
up_b = (1, 7 * 3, 10 * 3 / 0, 8)
up_c = (1, 27, 39, 1)

# %% answer="filters"
filters_a = [1, 358, 478, 23]
filters_b = [1, 94, 126, 23]
filters_c = [10, 32, 48, 5]

# %% answer="pipeline"
x = lantern.reshape(1, 96, 128, 3)
x = Conv2D(8, 3)(x)
print(x.shape)
x = MaxPooling2D(2)(x)
print(x.shape)
# to be continued

# %% answer="inverse"
shrink = Conv2D(2, 6, strides=4)(np.zeros((1, 10, 10, 3)))

# %% answer="halve"
half = "Conv2D(1, 3, strides=2)"
