# %% [markdown]
# # Known answers to `border`

# %% wrong="border" points=0 mistake="same-counts-padding"

def night(keep, fill=None):
    field = temperatures
    if fill is not None:
        field = np.pad(temperatures, ((0, 1), (0, 1)), constant_values=fill)
    return np.array(
        [[keep(field[r : r + 2, c : c + 2]) for c in range(0, 7, 2)] for r in range(0, 5, 2)]
    )


warmest = night(np.max, fill=0)
average = night(np.mean, fill=0)

# %% wrong="border" points=1 mistake="same-counts-padding"

def night(keep, fill=None):
    field = temperatures
    if fill is not None:
        field = np.pad(temperatures, ((0, 1), (0, 1)), constant_values=fill)
    return np.array(
        [[keep(field[r : r + 2, c : c + 2]) for c in range(0, 7, 2)] for r in range(0, 5, 2)]
    )


warmest = night(np.max)
average = night(np.mean, fill=0)

# %% wrong="border" points=1 mistake="same-counts-padding"

def night(keep, fill=None):
    field = temperatures
    if fill is not None:
        field = np.pad(temperatures, ((0, 1), (0, 1)), constant_values=fill)
    return np.array(
        [[keep(field[r : r + 2, c : c + 2]) for c in range(0, 7, 2)] for r in range(0, 5, 2)]
    )


warmest = night(np.max, fill=0)
average = night(np.mean)

# %% wrong="border" points=1 mistake="average-for-max"

def night(keep, fill=None):
    field = temperatures
    if fill is not None:
        field = np.pad(temperatures, ((0, 1), (0, 1)), constant_values=fill)
    return np.array(
        [[keep(field[r : r + 2, c : c + 2]) for c in range(0, 7, 2)] for r in range(0, 5, 2)]
    )


warmest = night(np.mean)
average = night(np.mean)

# %% wrong="border" points=1 mistake="max-for-average"

def night(keep, fill=None):
    field = temperatures
    if fill is not None:
        field = np.pad(temperatures, ((0, 1), (0, 1)), constant_values=fill)
    return np.array(
        [[keep(field[r : r + 2, c : c + 2]) for c in range(0, 7, 2)] for r in range(0, 5, 2)]
    )


warmest = night(np.max)
average = night(np.max)

# %% wrong="border" points=0 mistake="pooling-stride-one"
warmest = apply_layer(MaxPooling2D(2, strides=1, padding="same"), temperatures)
average = apply_layer(AveragePooling2D(2, strides=1, padding="same"), temperatures)

# %% wrong="border" points=0 mistake="padding-valid-for-same" note="the incomplete windows left out"
warmest = apply_layer(MaxPooling2D(2), temperatures)
average = apply_layer(AveragePooling2D(2), temperatures)

# %% wrong="border" points=0 mistake="sign-flipped" note="the coldest, and the wrong sign"

def night(keep, fill=None):
    field = temperatures
    if fill is not None:
        field = np.pad(temperatures, ((0, 1), (0, 1)), constant_values=fill)
    return np.array(
        [[keep(field[r : r + 2, c : c + 2]) for c in range(0, 7, 2)] for r in range(0, 5, 2)]
    )


warmest = night(np.min)
average = -night(np.mean)

# %% wrong="border" points=0 mistake="border-reflected" note="what is missing added at the upper left"
field = np.pad(temperatures, ((1, 0), (1, 0)), mode='edge').reshape(3, 2, 4, 2)
warmest, average = field.max(axis=(1, 3)), field.mean(axis=(1, 3))

# %% right="border"

def night(keep, fill=None):
    field = temperatures
    if fill is not None:
        field = np.pad(temperatures, ((0, 1), (0, 1)), constant_values=fill)
    return np.array(
        [[keep(field[r : r + 2, c : c + 2]) for c in range(0, 7, 2)] for r in range(0, 5, 2)]
    )


warmest = night(np.max)
average = night(np.mean).tolist()

# %% right="border" note="empty places as NaN, which NumPy can leave out"
field = np.full((6, 8), np.nan)
field[:5, :7] = temperatures
field = field.reshape(3, 2, 4, 2)
warmest, average = np.nanmax(field, axis=(1, 3)), np.nanmean(field, axis=(1, 3))

# %% right="border"
batch = temperatures.reshape(1, 5, 7, 1)
warmest = MaxPooling2D(2, padding="SAME")(batch)
average = AveragePooling2D((2, 2), 2, "same")(batch)
