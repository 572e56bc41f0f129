# file: truncated

# %% [markdown]
# Eve's upload broke off.

# %% answer="blur"
blur = np.ones((3, 3, 1, 1)) / 9
