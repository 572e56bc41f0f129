# %% [markdown]
# # Known answers to `which-filter`

# %% wrong="which-filter" points=0 mistake="mirrored"
made_it = bank[:, :, :, 16:17]

# %% wrong="which-filter" points=0 mistake="mirrored"
made_it = bank[:, :, :, 18:19]

# %% wrong="which-filter" points=0 mistake="kernel-rotated"
made_it = bank[:, :, :, 19:20]

# %% wrong="which-filter" points=0 mistake="sign-flipped"
made_it = -bank[:, :, :, 17:18]

# %% wrong="which-filter" points=0 mistake="not-normalised"
made_it = bank[:, :, :, 17:18] * 9

# %% wrong="which-filter" points=0 mistake="another-filter" note="the other diagonal one"
made_it = bank[:, :, :, 9:10]

# %% wrong="which-filter" points=0 note="the last axis is lost"
made_it = bank[:, :, :, 17]

# %% wrong="which-filter" points=0
made_it = bank

# %% wrong="which-filter" points=0
made_it = 17

# %% wrong="which-filter" points=0
made_it = mystery

# %% right="which-filter"
made_it = bank[..., 17:18]

# %% right="which-filter"
made_it = np.array(NINE[17]).reshape(3, 3, 1, 1)

# %% right="which-filter"
for n in range(23):
    if np.array_equal(maps[:, :, n], mystery):
        made_it = bank[:, :, :, n][..., np.newaxis].tolist()
