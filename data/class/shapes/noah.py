# %% [markdown]
# Noah has everything right but the last layer, whose zeros lie on the wrong side. His cells are
# noisy: warnings, logs and half a page of numbers, which must cost nothing.

# %% answer="valid"
import logging
import sys
import warnings

warnings.warn("predicting shapes", stacklevel=1)
logging.getLogger().error("this is only a test")
print("to stderr", file=sys.stderr)
valid_a = (1, 26, 26, 1)
valid_b = (1, 16, 28, 1)
valid_c = (4, 46, 58, 1)

# %% answer="same"
same_a = (1, 28, 28, 1)
same_b = (1, 14, 23, 1)
same_c = (1, 20, 30, 1)

# %% answer="zero-padding"
padded_a = (1, 32, 32, 1)
padded_b = (1, 23, 34, 1)
padded_c = (1, 28, 40, 1)

# %% answer="stride"
for row in tiling[::30]:
    print(" ".join(f"{value:.2f}" for value in row[::10]))
stride_a = (1, 13, 13, 1)
stride_b = (1, 9, 10, 1)
stride_c = (1, 6, 9, 1)

# %% answer="print-strides"
import sys

large = tiling.reshape(1, 360, 480, 1)
print("starting with 1 picture, 3 layers (the first has 'same')")
print("DEBUG (7, 7)", file=sys.stderr)
print("1.", Conv2D(1, 3, strides=2, padding="same")(large).shape)
print("2.", Conv2D(1, 9, strides=3)(large).shape)
print("3.", Conv2D(4, (4, 6), strides=(2, 3))(large).shape)
print("done [ok]")

# %% answer="max-pooling"
max_a = (1, 14, 14, 3)
max_b = (1, 10, 15, 8)
max_c = (5, 13, 19, 16)

# %% answer="average-pooling"
average_a = (1, 14, 14, 3)
average_b = (1, 10, 14, 8)
average_c = (1, 14, 21, 4)

# %% answer="pool-values"
numbers = integers.reshape(1, 10, 10, 1)
largest = MaxPooling2D((2, 2))(numbers)
means = AveragePooling2D((2, 2))(numbers)

# %% answer="upsampling"
up_a = (1, 28, 28, 3)
up_b = (1, 21, 30, 8)
up_c = (1, 27, 39, 1)

# %% answer="transposed"
grown_a = (1, 28, 28, 8)
grown_b = (1, 29, 41, 1)
grown_c = (1, 14, 20, 8)
grown_d = (1, 27, 39, 8)

# %% answer="filters"
filters_a = (1, 358, 478, 23)
filters_b = (1, 94, 126, 23)
filters_c = (10, 32, 48, 5)

# %% answer="pipeline"
x = lantern.reshape(1, 96, 128, 3)
x = Conv2D(8, 3)(x)
print(x.shape)
x = MaxPooling2D(2)(x)
print(x.shape)
x = Conv2D(16, 3, strides=2, padding="same")(x)
print(x.shape)
x = Conv2DTranspose(3, 3, strides=2)(x)
print(x.shape)

# %% answer="inverse"
shrink = Conv2D(2, 6, strides=4)

# %% answer="halve"
half = tf.keras.Sequential([ZeroPadding2D(1), Conv2D(1, 3, strides=2)])
half(garment.reshape(1, 28, 28, 1))

# %% [markdown] written="explain"
# 14 is 27 / 2 rounded up and 28 / 2. The size of the input can't be read from the output, and
# neither can the pixels: four of them became one number.
