# %% [markdown]
# Ben forgot to divide, and stopped there.

# %% answer="blur"
blur = np.ones((3, 3, 1, 1))
