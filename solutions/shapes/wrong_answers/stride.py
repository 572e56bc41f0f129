# %% [markdown]
# # Known answers to `stride`
#
# The right shapes, one point each: (1, 13, 13, 1), (1, 9, 10, 1), (1, 6, 9, 1).

# %% wrong="stride" points=0 mistake="valid-only-divides"
stride_a = (1, 14, 14, 1)
stride_b = (1, 10, 10, 1)
stride_c = (1, 8, 11, 1)

# %% wrong="stride" points=0 mistake="forgot-plus-one"
stride_a = (1, 12, 12, 1)
stride_b = (1, 8, 9, 1)
stride_c = (1, 5, 8, 1)

# %% wrong="stride" points=1 mistake="ceil-for-floor"
stride_a = (1, 14, 14, 1)
stride_b = (1, 9, 10, 1)
stride_c = (1, 7, 10, 1)

# %% wrong="stride" points=1 mistake="rounded"
stride_a = (1, 14, 14, 1)
stride_b = (1, 9, 10, 1)
stride_c = (1, 6, 10, 1)

# %% wrong="stride" points=1 mistake="fraction"
stride_a = (1, 13.5, 13.5, 1)
stride_b = (1, 9, 10, 1)
stride_c = (1, 6.25, 9.5, 1)

# %% wrong="stride" points=0 mistake="batch-left-out"
stride_a = (13, 13, 1)
stride_b = (9, 10, 1)
stride_c = (6, 9, 1)

# %% wrong="stride" points=0 mistake="channels-first"
stride_a = (1, 1, 13, 13)
stride_b = (1, 1, 9, 10)
stride_c = (1, 1, 6, 9)

# %% wrong="stride" points=1 mistake="height-width-swapped"
stride_a = (1, 13, 13, 1)
stride_b = (1, 10, 9, 1)
stride_c = (1, 9, 6, 1)

# %% wrong="stride" points=1 note="it does not divide, so it is impossible"
stride_a = 'impossible'
stride_b = (1, 9, 10, 1)
stride_c = 'impossible'

# %% wrong="stride" points=2 note="only the first one is wrong; the others speak against only dividing, and not against this"
stride_a = (1, 14, 14, 1)
stride_b = (1, 9, 10, 1)
stride_c = (1, 6, 9, 1)

# %% wrong="stride" points=0 outcome="wrong"
stride_a = undefined_name
stride_b = (1, 9, 10, 1)

# %% right="stride"
def out(i, k, s):
    return len(range(0, i - k + 1, s))
stride_a = (1, out(28, 3, 2), out(28, 3, 2), 1)
stride_b = (1, out(21, 5, 2), out(32, 5, 3), 1)
stride_c = (1, out(32, 11, 4), out(45, 11, 4), 1)

# %% right="stride"
stride_a, stride_b, stride_c = (1, 13.0, 13.0, 1), (1, 9, 10, 1), [1, 6, 9, 1]
