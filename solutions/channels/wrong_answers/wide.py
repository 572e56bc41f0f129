# %% [markdown]
# # Known answers to `wide`

# %% wrong="wide" points=0 note="one place for each piece"
after_wide = (1, 1, 3, 10)

# %% wrong="wide" points=0
after_wide = (1, 1, 1, 10)

# %% wrong="wide" points=0 mistake="same-keeps-size"
after_wide = (1, 7, 35, 10)

# %% wrong="wide" points=0 mistake="height-width-swapped"
after_wide = (1, 15, 1, 10)

# %% wrong="wide" points=0 mistake="padding-same-for-valid"
after_wide = (1, 7, 21, 10)

# %% wrong="wide" points=0 mistake="batch-left-out"
after_wide = (1, 15, 10)

# %% wrong="wide" points=0 mistake="pooling-same-floors" note="41 columns halved and rounded down"
after_wide = (1, 1, 14, 10)

# %% wrong="wide" points=0 mistake="batch-none"
after_wide = (None, 1, 15, 10)

# %% wrong="wide" points=0
after_wide = 15

# %% right="wide"
after_wide = [True, 1, 15, 10]

# %% right="wide"
x = np.zeros((1, 28, 84, 1))
for layer in (Conv2D(8, 3), MaxPooling2D(2), Conv2D(16, 3, padding='same'),
              MaxPooling2D(2, padding='same'), Conv2D(10, 7)):
    x = layer(x)
after_wide = x.shape
