# %% [markdown]
# Dmitri handed in the starter as it came: nothing typed at all.
