# %% [markdown]
# Ben stopped half-way: five questions are right, in the sixth he was called away, and the rest is
# untouched.

# %% answer="by-hand"
small_max = np.array([[7, 9, 6], [10, 4, 12]])
small_mean = np.array([[4, 5, 3], [6, 2, 9]])
show_numbers([small_max, small_mean], titles=["small_max", "small_mean"])

# %% answer="overlap"
overlap_max = apply_layer(MaxPooling2D(3, strides=2), integers)
overlap_mean = apply_layer(AveragePooling2D(3, strides=2), integers)
show_numbers([overlap_max, overlap_mean], titles=["overlap_max", "overlap_mean"])

# %% answer="border"
warmest = apply_layer(MaxPooling2D(2, padding="same"), temperatures)
average = apply_layer(AveragePooling2D(2, padding="same"), temperatures)
show_numbers([warmest, average], titles=["warmest", "average"])

# %% answer="tall-windows"
tall_mean = coat.reshape(7, 4, 14, 2).mean(axis=(1, 3))
show(coat, tall_mean, titles=("the coat", "tall_mean"))

# %% answer="three-ways"
halved_a = (1, 16, 25, 8)
halved_b = (1, 16, 24, 8)
halved_c = (1, 17, 25, 16)

# %% answer="mean-kernel"
mean_kernel = np.zeros((2, 2, 1, 1))
mean_kernel[0, 0, 0, 0] =
