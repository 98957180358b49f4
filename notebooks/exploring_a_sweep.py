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
# # Exploring a sweep
#
# A handler's boot is caught between rails, a train is coming, and he orders his dog away. What does the
# strength of the dog's bond change, and does it depend on the time that there is? This notebook puts the
# question to the model and looks at the answer as curves, map and differences.
#
# All numbers here are **simulated results of a model**; `docs/model.md` says what it assumes.

# %%
import matplotlib.pyplot as plt

import bondsim as bs

# %% [markdown]
# ## The experiment
#
# Two factors: the dog's bond, and the time from the boot being caught to the train. Every replicate meets the
# same luck at every point of the design, so runs can be compared pair by pair.

# %%
experiment = bs.Experiment(
    scenario="rail_yard",
    question="Does a stronger bond save a handler whose boot is caught while a train is on its way?",
    vary={"dog.bond": [0, 0.15, 0.3, 0.45, 0.6, 0.75, 0.9], "train.warning_s": [10, 20, 30, 60, 90]},
    record={"outcomes": ["rescued", "disobeyed", "dog_alive", "time_to_clear_s"]},
    replicates=200,
    seed=1,
)
results = experiment.run("sweep")
results

# %%
results.summary.query("outcome == 'rescued'").merge(results.points, on="point").sample(5, random_state=1)

# %% [markdown]
# ## The answer
#
# Each line is a warning time; bands are 95 % intervals. Read along a line for what the bond does, across
# lines for what time does.

# %%
results.plot.response(x="dog.bond", y="rescued", by="train.warning_s")
plt.show()

# %%
results.plot.heatmap(x="dog.bond", y="train.warning_s", value="rescued")
plt.show()

# %% [markdown]
# ## What the bond buys, pair by pair
#
# The same runs with bond 0 and with bond 0.9: how many more are saved, at each warning time? As each pair
# shares its luck, only those pairs count in which the bond made the difference.

# %%
warnings = sorted(results.points["train.warning_s"].unique())
contrasts = [results.contrast("rescued", "dog.bond", 0, 0.9, at={"train.warning_s": t}) for t in warnings]
for warning, each in zip(warnings, contrasts, strict=True):
    print(f"{warning:g} s of warning: {each}")

# %%
results.plot.difference(x="train.warning_s", y="rescued", by="dog.bond", a=0, b=0.9)
plt.show()

# %% [markdown]
# ## Is it the choice, or the strength?
#
# The obedient baseline takes protecting and seeking out of the dog's choices; body and force are unchanged. The
# difference between the two is what the choice to disobey does.

# %%
baselines = bs.Experiment(
    scenario="rail_yard",
    question="Is it the choice to disobey that saves?",
    vary={"dog.bond": [0, 0.3, 0.6, 0.9], "baseline": ["none", "obedient_dog"]},
    fix={"train.warning_s": "30 s"},
    record={"outcomes": ["rescued", "disobeyed"]},
    replicates=200,
    seed=1,
).run("baselines")
baselines.plot.response(x="dog.bond", y="rescued", by="baseline")
plt.show()

# %% [markdown]
# ## What to try
#
# - `bondsim explore sweep` opens these results in the browser: choose the axes, click a point, watch its runs.
# - `a_run_and_its_twin` goes down from here to a single run.
# - What does the answer rest on? Sweep `stance.call_back_rate`, `harm.distress` or `ground.friction` over their
#   plausible ranges, or see `sensitivity`.
