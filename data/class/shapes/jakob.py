# %% [markdown]
# Jakob never sees the batch: his shapes have three numbers and his pictures three axes. Where
# Keras refused them he went on, and only at the end took what it gave for one picture.

# %% answer="valid"
valid_a = (26, 26, 1)
valid_b = (16, 28, 1)
valid_c = (46, 58, 1)

# %% answer="same"
same_a = (28, 28, 1)
same_b = (14, 23, 1)
same_c = (20, 30, 1)

# %% answer="zero-padding"
padded_a = (32, 32, 1)
padded_b = (23, 34, 1)
padded_c = (28, 40, 1)

# %% answer="stride"
stride_a = (13, 13, 1)
stride_b = (9, 10, 1)
stride_c = (6, 9, 1)

# %% answer="print-strides"
large = tiling.reshape(360, 480, 1)
layer_1 = Conv2D(1, 3, strides=2, padding="same")
layer_2 = Conv2D(1, 9, strides=3)
layer_3 = Conv2D(4, (4, 6), strides=(2, 3))
print(layer_1(large).shape)
print(layer_2(large).shape)
print(layer_3(large).shape)

# %% answer="max-pooling"
max_a = (14, 14, 3)
max_b = (10, 15, 8)
max_c = (13, 19, 16)

# %% answer="average-pooling"
average_a = (14, 14, 3)
average_b = (10, 14, 8)
average_c = (14, 21, 4)

# %% answer="pool-values"
largest = MaxPooling2D((2, 2))(integers)
means = AveragePooling2D((2, 2))(integers)

# %% answer="upsampling"
up_a = (28, 28, 3)
up_b = (21, 30, 8)
up_c = (27, 39, 1)

# %% answer="transposed"
grown_a = (28, 28, 8)
grown_b = (29, 41, 1)
grown_c = (14, 20, 8)
grown_d = (27, 39, 8)

# %% answer="filters"
filters_a = (358, 478, 23)
filters_b = (94, 126, 23)
filters_c = (32, 48, 5)

# %% answer="pipeline"
x = lantern.reshape(1, 96, 128, 3)
x = Conv2D(8, 3)(x)
print(x[0].shape)
x = MaxPooling2D(2)(x)
print(x[0].shape)
x = Conv2D(16, 3, strides=2, padding="same")(x)
print(x[0].shape)
x = Conv2DTranspose(3, 3, strides=2)(x)
print(x[0].shape)

# %% answer="inverse"
shrink = Conv2D(2, 6, strides=4)

# %% answer="halve"
half = Conv2D(1, 3, strides=2, padding="same")

# %% [markdown] written="explain"
# I think it has to do with the zeros.
