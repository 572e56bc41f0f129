# %% [markdown]
# # Sums

# %%
from autograder.notebook.check import open_checks

check = open_checks("sums")

# %% [markdown]
# What is 1 + 20 + 300?

# %% answer="total"
total = None
### BEGIN SOLUTION
total = 321
### END SOLUTION

# %% check="total"
check("total")
