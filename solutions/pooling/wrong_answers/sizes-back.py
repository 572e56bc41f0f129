# %% [markdown]
# # Known answers to `sizes-back`
#
# The right sizes: (12, 13, 14), (19, 20), (20, 21, 22).

# %% wrong="sizes-back" points=0 mistake="input-sizes-one-only"
sizes_a = 12
sizes_b = 20
sizes_c = 20

# %% wrong="sizes-back" points=0 mistake="input-sizes-one-only"
sizes_a = (12,)
sizes_b = 19
sizes_c = (22,)

# %% wrong="sizes-back" points=2 mistake="input-sizes-multiplied"
sizes_a = (12, 13, 14)
sizes_b = (19, 20)
sizes_c = 18

# %% wrong="sizes-back" points=0 mistake="input-sizes-one-only"
sizes_a = 12
sizes_b = 20
sizes_c = 18

# %% wrong="sizes-back" points=2 mistake="ceil-for-floor"
sizes_a = (12, 13, 14)
sizes_b = (19, 20)
sizes_c = (18, 19, 20)

# %% wrong="sizes-back" points=1 mistake="forgot-plus-one"
sizes_a = (15, 16, 17)
sizes_b = (19, 20)
sizes_c = (23, 24, 25)

# %% wrong="sizes-back" points=2 mistake="input-sizes-padding-ignored"
sizes_a = (12, 13, 14)
sizes_b = (21, 22)
sizes_c = (20, 21, 22)

# %% wrong="sizes-back" points=2 mistake="same-keeps-size"
sizes_a = (12, 13, 14)
sizes_b = 10
sizes_c = (20, 21, 22)

# %% wrong="sizes-back" points=2 mistake="pooling-stride-one"
sizes_a = 6
sizes_b = (19, 20)
sizes_c = (20, 21, 22)

# %% wrong="sizes-back" points=0 mistake="input-sizes-off-by-one"
sizes_a = (11, 12, 13)
sizes_b = (20, 21)
sizes_c = (21, 22, 23)

# %% wrong="sizes-back" points=2 mistake="input-sizes-gap" note="one in the middle"
sizes_a = (12, 14)
sizes_b = (19, 20)
sizes_c = (20, 21, 22)

# %% wrong="sizes-back" points=0 mistake="input-sizes-one-too-many"
sizes_a = (12, 13, 14, 15)
sizes_b = (19, 20, 21)
sizes_c = (20, 21, 22, 23)

# %% wrong="sizes-back" points=0 outcome="wrong"
sizes_a = '12 to 14'
sizes_b = (19.5,)
sizes_c = None

# %% right="sizes-back"
sizes_a = [14, 12, 13]
sizes_b = (20, 19)
sizes_c = (20.0, 21, 22)

# %% right="sizes-back"
def to(output, layer):
    make = layer.compute_output_shape
    return tuple(n for n in range(5, 40) if make((1, n, n, 1))[1] == output)
sizes_a = to(4, MaxPooling2D(3))
sizes_b = to(10, Conv2D(1, 3, strides=2, padding="same"))
sizes_c = to(6, Conv2D(1, 5, strides=3))

# %% right="sizes-back"
sizes_a = range(12, 15)
sizes_b = np.array([19, 20])
sizes_c = sorted({22, 20, 21})
