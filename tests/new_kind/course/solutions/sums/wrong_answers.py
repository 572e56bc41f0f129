# %% [markdown]
# # Known answers to `total`

# %% wrong="total" points=0 mistake="last-left-out"
total = 21

# %% wrong="total" points=0 mistake="first-left-out"
total = 320
