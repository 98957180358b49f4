# ---
# jupyter:
#   jupytext:
#     text_representation:
#       extension: .py
#       format_name: percent
#   kernelspec:
#     display_name: Python 3
#     language: python
#     name: python3
# ---

# %% [markdown]
# # Sensitivity: what does an answer hang on?
#
# Most numbers of the model are assumptions. Which of them matter for an answer? This notebook varies several at
# once over their plausible ranges: first one at a time, then together by Morris' method, whose indices come with
# intervals and with the share of luck in them.
#
# All numbers here are **simulated results of a model**; `docs/model.md` says what it assumes.

# %%
import matplotlib.pyplot as plt

import bondsim as bs

FACTORS = ["dog.bond", "train.warning_s", "ground.friction", "handler.mass_kg", "stance.call_back_rate"]

# %% [markdown]
# ## One at a time
#
# Each factor by itself goes from one end of its plausible range to the other; all others stay at their default.
# The tornado sorts them by what they change.

# %%
known = bs.parameters("rail_yard").set_index("key").loc[FACTORS]
known[["default", "unit", "range_low", "range_high", "grounds"]]

# %%
one = bs.Experiment(
    scenario="rail_yard",
    question="What does the rescue hang on, one at a time?",
    vary={key: {"from": row.range_low, "to": row.range_high, "levels": 3} for key, row in known.iterrows()},
    design="one_at_a_time",
    record={"outcomes": ["rescued"]},
    replicates=150,
    seed=2,
)
results = one.run("one_at_a_time")
results.plot.tornado("rescued")
plt.show()

# %% [markdown]
# ## All together
#
# What a factor does may depend on the others. Morris' method walks through the whole space, one factor a step:
# `mu_star` is how much a factor moves the outcome on average, `sigma` how much that differs from place to place.

# %%
together = bs.Experiment(
    scenario="rail_yard",
    question="What does the rescue hang on, all together?",
    vary={key: {"from": row.range_low, "to": row.range_high} for key, row in known.iterrows()},
    design={"kind": "morris", "trajectories": 12},
    record={"outcomes": ["rescued"]},
    replicates=60,
    seed=3,
)
walked = together.run("morris")
found = walked.sensitivity("rescued")
table = found.table.query("index == 'mu_star'").sort_values("estimate", ascending=False)
table[["factor", "estimate", "low", "high"]].round(3)

# %%
print(f"share of the variance that is luck of replicates: {found.noise.estimate:.2f}")
for warning in found.warnings:
    print(warning)

# %% [markdown]
# An index whose interval holds 0 may be nothing. What matters most is what to measure first, or to say beside an
# answer. In so small a design intervals overlap; more trajectories and replicates make them narrower.
#
# On the command line: `design: morris` in a file, then `bondsim sensitivity FOLDER`.
