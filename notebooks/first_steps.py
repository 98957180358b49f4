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
# # First steps
#
# bondsim lets dogs, handlers and dangers act in a simulation, and counts what the bond between dog and handler
# changes. This notebook runs one incident, then asks a first question. The first run compiles the model, which
# takes a minute; after that all takes seconds.
#
# All numbers here are **simulated results of a model**; `docs/model.md` says what it assumes.

# %%
import matplotlib.pyplot as plt

import bondsim as bs

# %% [markdown]
# ## What there is
#
# Every scenario asks a question of its own. `bs.parameters(name)` lists all that can be set in one, each with
# unit, range and grounds; `bs.outcomes(name)` lists what is counted.

# %%
bs.scenarios()[["scenario", "title"]]

# %%
bs.parameters("rail_yard").query("key.isin(['dog.bond', 'train.warning_s', 'ground.friction'])")[
    ["key", "default", "unit", "range_low", "range_high", "grounds"]
]

# %% [markdown]
# ## One run
#
# A handler's boot is caught between rails and a train is coming. Settings may carry their unit. The seed is the
# address of the run's luck: the same seed is the same luck under any settings.

# %%
run = bs.simulate("rail_yard", seed=3, set={"dog.bond": 0.9, "train.warning_s": "30 s"})
run

# %%
print(run.timeline())

# %% [markdown]
# Behind each decision stand its chance and what spoke loudest for it or against.
#
# ## A question
#
# How often does it end well, and what does the bond change? An experiment runs each point of its design many
# times and gives every share with its interval.

# %%
experiment = bs.Experiment(
    scenario="rail_yard",
    question="Does a stronger bond save a handler who is caught on the rails?",
    vary={"dog.bond": [0, 0.3, 0.6, 0.9]},
    fix={"train.warning_s": "30 s"},
    record={"outcomes": ["rescued", "disobeyed"]},
    replicates=300,
    seed=1,
)
results = experiment.run("first_steps")
results

# %% [markdown]
# Every figure is one line, and carries its interval and n.

# %%
results.plot.response(x="dog.bond", y="disobeyed")
plt.show()

# %% [markdown]
# What does going from no bond to a strong one change, pair by pair of runs with the same luck?

# %%
print(results.contrast("rescued", "dog.bond", 0, 0.9))

# %% [markdown]
# ## Go on
#
# - `exploring_a_sweep`: two factors, curves, maps, differences.
# - `a_run_and_its_twin`: why did this one run end so, and what if?
# - `sensitivity`: which assumptions matter most.
# - `a_career_and_a_policy`: years of a unit.
# - `adding_a_scenario`, `another_law`: your own incident, your own dog.
#
# On the command line, `bondsim watch rail_yard` opens a run in the browser.
